"""Search everywhere: one box over names, citations, headings, summaries and texts; facets; what is chosen beside the list."""

from __future__ import annotations

import streamlit as st

from graph.projection import Projection
from graph.search import Answer
from views.common.details import GOTO, show_details
from views.common.frame import open_graph
from views.common.links import bind_widget, linked, set_linked, words_of
from views.common.picker import row_of, search_index
from views.common.words import escape, kind_name, plural
from views.components.result_list import result_list

PAGE = {"title": "Search", "icon": ":material/search:", "order": 2}
_AT_ONCE = 25
_MOST_TREATIES = 14
_EXAMPLES = ("UNCC 16", "budapest 29(4)", "illegal acess", "24/7 network", "Azerbaijan reservation")


def main() -> None:
    _, graph = open_graph()
    st.title("Search")
    bind_widget("q", "", param="find", read=str, write=str)  # the console has a `q` of its own
    query = st.text_input(
        "Search for anything",
        key="q",
        type="search",
        live="150ms",
        icon=":material/search:",
        label_visibility="collapsed",
        placeholder="A name, an article (UNCC 16), a state, an offence, or words of a text …",
    )
    kinds, treaties = _chosen_facets(graph)
    limit = st.session_state.get("search:limit", _AT_ONCE)
    answer = search_index().search(query or "", kinds=kinds, treaties=treaties, limit=limit)
    _facets(graph, answer)
    _say(query or "", answer)
    if answer.hits:
        _results(graph, query or "", answer)


def _chosen_facets(graph: Projection) -> tuple[list[str], list[str]]:
    kinds = bind_widget("kinds", list[str](), read=words_of(graph.schema.classes), write=",".join)
    treaties = bind_widget("in", list[str](), read=words_of(graph.nodes), write=",".join)
    return kinds, treaties


def _facets(graph: Projection, answer: Answer) -> None:
    """The kinds and treaties among what was found, with counts; what is chosen stays on offer."""
    order = [spec.name for spec in graph.schema.legend()]
    kinds = [label for label in order if answer.kinds[label] or label in st.session_state["kinds"]]
    found = [id_ for id_, _ in answer.treaties.most_common(_MOST_TREATIES)]
    treaties = list(dict.fromkeys([*found, *st.session_state["in"]]))
    st.pills(
        "Kinds",
        kinds,
        selection_mode="multi",
        key="kinds",
        label_visibility="collapsed",
        format_func=lambda label: f"{kind_name(graph.schema, label, 2)} {answer.kinds[label]:,}",
    )
    if treaties:
        st.pills(
            "Treaties",
            treaties,
            selection_mode="multi",
            key="in",
            label_visibility="collapsed",
            format_func=lambda id_: f"{_short(graph, id_)} {answer.treaties[id_]:,}",
        )


def _short(graph: Projection, treaty: str) -> str:
    return escape(str(graph.nodes[treaty].properties.get("short_title") or graph.name(treaty)))


def _say(query: str, answer: Answer) -> None:
    """How many were found, how a misspelt query was read, what to try where nothing was found."""
    if not answer.hits:
        st.info(
            f"Nothing is called or holds “{escape(query)}” here. Take a filter away, or try fewer or other words.",
            icon=":material/search_off:",
        )
    elif answer.corrected:
        st.caption(f"{plural(answer.total, 'thing')}, reading the query as “**{escape(answer.corrected)}**”")
    else:
        st.caption(plural(answer.total, "thing") + ("" if query else ", the most connected first"))
    if not query:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption("Try", width="content")
            for example in _EXAMPLES:
                st.button(example, type="tertiary", on_click=_ask, args=(example,))


def _ask(query: str) -> None:
    st.session_state["q"] = query


def _results(graph: Projection, query: str, answer: Answer) -> None:
    chosen = linked("id")
    if chosen not in {hit.id for hit in answer.hits}:
        chosen = answer.hits[0].id
    left, right = st.columns([1.05, 1], gap="medium")
    with left:
        _list(graph, query, answer, chosen)
    with right.container(border=True):
        show_details(graph, chosen, key="search", on_open=_choose)


def _list(graph: Projection, query: str, answer: Answer, chosen: str) -> None:
    """The hits as a list."""
    result_list(
        [row_of(graph, hit.id, hit.excerpt) for hit in answer.hits],
        key="search:list",
        label="Results",
        query=f"{query} {answer.corrected}".strip(),
        chosen=chosen,
        total=answer.total,
        on_pick=_choose,
        on_open=_open,
        on_more=_more,
    )


def _choose(id_: str) -> None:
    set_linked("id", id_)


def _open(id_: str) -> None:
    st.session_state[GOTO] = ("views/explore.py", {"select": id_})


def _more() -> None:
    st.session_state["search:limit"] = st.session_state.get("search:limit", _AT_ONCE) + 2 * _AT_ONCE


main()
