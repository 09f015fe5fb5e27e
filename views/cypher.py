"""Queries in Cypher: an editor that knows the schema, a library of named queries, and the answer as table, graph and JSON."""

from __future__ import annotations

import streamlit as st

from graph.errors import StoreError
from graph.named import NamedQuery, named_queries
from graph.reports.query_answers import ask, parameter_names
from graph.store import ROW_LIMIT, TIME_LIMIT
from views.common.frame import open_graph
from views.common.links import linked, set_linked
from views.common.words import escape, plural
from views.components.editor import EditorState, Mark, editor, editor_state, vocabulary
from views.console import cypher_answer, cypher_library, cypher_parameters
from views.console.cypher_history import Entry, remember

PAGE = {"title": "Cypher", "icon": ":material/terminal:", "order": 8}

FIRST = "treaty-status"
LIMITS = (100, 1_000, ROW_LIMIT)


def show() -> None:
    """The library on the left; the editor, its parameters and the answer on the right."""
    _, graph = open_graph()
    st.html('<h1 class="unseen">Cypher</h1>')
    state = editor_state("cypher")
    query = follow_address(state)
    left, right = st.columns([4, 11], gap="medium")
    with left:
        cypher_library.show(graph.schema, query.name if query else None, height=660)
    with right:
        title(query)
        names = parameter_names(state.text)
        words = vocabulary(graph.schema, {name: cypher_parameters.meaning(query, name) for name in names})
        run = editor(
            state, key="cypher:editor", words=words, error=_error(state.text), hint=hint(), height=height(state.text)
        )
        if run is not None:
            begin(run)
            st.rerun()
        with st.container(horizontal=True, vertical_alignment="bottom"):
            parameters = cypher_parameters.show(query, names)
            limit = st.selectbox(
                "Rows at most", LIMITS, index=1, key="cypher:limit", width=120, format_func=lambda n: f"{n:,}"
            )
        answer(state.text, parameters, limit)


def follow_address(state: EditorState) -> NamedQuery | None:
    """Write and run what the address names, once; returns the named query whose text stands in the editor."""
    text, name = linked("q"), linked("name")
    if not text and not name and not state.text:
        name = FIRST
        set_linked("name", name)
    known = named_queries()
    if name and name not in known:
        st.warning(f"The link names the query `{name}`, which the library does not have.", icon=":material/link_off:")
        name = ""
    wanted = (text, "") if text else ("", name)
    if wanted != ("", "") and st.session_state.get("cypher:followed") != wanted:
        st.session_state["cypher:followed"] = wanted
        written = text or known[name].cypher
        if written != state.text:
            state.write(written)
        st.session_state["cypher:asked"] = written
        st.session_state.pop("cypher:answer", None)
    return next((query for query in known.values() if query.cypher == state.text.strip()), None)


def begin(text: str) -> None:
    """Run a text: the address names it from now on, by its name where the library has it."""
    named = next((query.name for query in named_queries().values() if query.cypher == text.strip()), "")
    set_linked("name", named)
    set_linked("q", "" if named else text)
    st.session_state["cypher:followed"] = ("", named) if named else (text, "")
    st.session_state["cypher:asked"] = text
    st.session_state.pop("cypher:answer", None)


def title(query: NamedQuery | None) -> None:
    """What the query in the editor answers."""
    if query:
        st.markdown(f"#### {escape(query.title)}")
        st.caption(escape(query.answers))
    else:
        st.markdown("#### A query of your own")
        st.caption("Read only. Choose one from the library to see how things are asked.")


def hint() -> str:
    """What stands below the editor."""
    return f"Read only · stops after {TIME_LIMIT:g} seconds · Ctrl+Enter runs"


def height(text: str) -> int:
    """How high the editor stands for a text, in pixels: what a few lines need, and never the whole page."""
    return max(118, min(266, 22 * (text.count("\n") + 2) + 22))


def answer(text: str, parameters: dict[str, object], limit: int) -> None:
    """Run what was asked for, anew only where the text, the parameters or the limit have changed, and show what came of it."""
    asked = st.session_state.get("cypher:asked")
    if asked is None:
        st.info("Press Ctrl+Enter to run the query.", icon=":material/play_arrow:")
        return
    store, graph = open_graph()
    key = (graph.revision, asked, tuple(sorted((k, str(v)) for k, v in parameters.items())), limit)
    kept = st.session_state.get("cypher:answer")
    if kept is None or (kept[0] != key and asked == text):  # the fields are those of the text in the editor
        try:
            with st.spinner("Running", show_time=True):
                found = ask(store, asked, parameters, limit=limit)
        except StoreError as error:
            st.error(f"The store does not answer: {escape(str(error))}", icon=":material/cloud_off:")
            return
        st.session_state["cypher:answer"] = kept = (key, found)
        remember(Entry(asked, dict(parameters), len(found.table.rows), found.seconds, found.trouble is not None))
        if found.trouble:
            st.rerun()  # the editor, drawn above, underlines the place
    found = kept[1]
    if found.trouble:
        st.error(escape(found.trouble.message), icon=":material/error:")
        return
    if asked != text:
        st.caption(":orange[:material/edit: The text has changed since it ran.]")
    more = f"; there are more than the {limit:,} shown" if found.table.truncated else ""
    st.markdown(f"**{plural(len(found.table.rows), 'row')}** in {1000 * found.seconds:,.0f} ms{more}")
    cypher_answer.show(graph, found.table)


def _error(text: str) -> Mark | None:
    """The trouble of the last run, while its text stands in the editor."""
    kept = st.session_state.get("cypher:answer")
    if kept is None or kept[1].trouble is None or kept[0][1] != text:
        return None
    trouble = kept[1].trouble
    return Mark(text, trouble.message, trouble.line, trouble.column)


show()
