"""One way to choose a thing: a search box that finds while one types, by keyboard or pointer, and gives an id.

start = pick("From", key="from", param="from", default="FRA")          # an id, or None
pick("Add to the canvas", key="add", on_pick=add_to_canvas)            # empties itself after each choice
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import streamlit as st

from graph.projection import Projection
from graph.search import SearchIndex
from ontology.schema import Schema
from views.common.frame import open_graph
from views.common.links import linked, set_linked
from views.common.words import kind_name
from views.components.search_box import Found, Row, search_box

PLACEHOLDER = "A name, an article (UNCC 16), a state, an offence …"
_SHOWN = 12


@st.cache_resource(max_entries=2, show_spinner=False)
def _index(_graph: Projection, revision: str, location: str) -> SearchIndex:  # noqa: ARG001  (the arguments are the key of the cache)
    return SearchIndex(_graph)


def search_index() -> SearchIndex:
    """The index over the open graph, built once for each revision and shared by all readers."""
    store, graph = open_graph()
    return _index(graph, graph.revision, store.location)


def pick(
    label: str,
    *,
    key: str,
    kinds: Collection[str] = (),
    param: str | None = None,
    default: str | None = None,
    suggestions: Iterable[str] = (),
    suggestions_title: str = "Suggestions",
    placeholder: str = PLACEHOLDER,
    show_label: bool = True,
    focus: bool = False,
    on_pick: Callable[[str], None] | None = None,
) -> str | None:
    """A search box; the id of what is chosen, or None. It remembers across pages.

    `kinds` limits it to some classes (a superclass stands for its subclasses). With `param` the choice stands in the address
    and is taken from there; an id that does not exist is said and ignored. `default` is chosen at first, `suggestions` are
    ids offered before one types. With `on_pick` nothing stays chosen: the callback gets each id before the page runs again.
    """
    _, graph = open_graph()
    chosen = _current(graph, key, param, default)
    rows = tuple(row_of(graph, id_) for id_ in suggestions if id_ in graph.nodes)
    _box(label, key, tuple(kinds), param, chosen, rows, suggestions_title, placeholder, show_label, focus, on_pick)
    return chosen


def choose(key: str, id_: str | None, param: str | None = None) -> None:
    """Set what a box holds, from a callback or before it is drawn (to swap two ends, say)."""
    st.session_state[f"{key}:id"] = id_
    st.session_state[f"{key}:turn"] = st.session_state.get(f"{key}:turn", 0) + 1
    if param:
        set_linked(param, id_ or "")


def row_of(graph: Projection, id_: str, note: str = "") -> Row:
    """A thing as a row of a list: its name, its kind and the colours of its kind."""
    node = graph.nodes[id_]
    display = graph.schema.classes[node.label].display
    return Row(id_, graph.name(id_), kind_name(graph.schema, node.label), display.light, display.dark, note)


def _current(graph: Projection, key: str, param: str | None, default: str | None) -> str | None:
    slot = f"{key}:id"
    st.session_state.setdefault(slot, default)
    if param:
        said = linked(param, st.session_state[slot] or "")
        if said and said not in graph.nodes:
            st.warning(f"The link names `{said}`, which is not in the graph.", icon=":material/link_off:")
        elif (said or None) != st.session_state[slot]:
            choose(key, said or None)
    id_: str | None = st.session_state[slot]
    return id_ if id_ in graph.nodes else None


@st.fragment
def _box(
    label: str,
    key: str,
    kinds: tuple[str, ...],
    param: str | None,
    chosen: str | None,
    suggestions: tuple[Row, ...],
    suggestions_title: str,
    placeholder: str,
    show_label: bool,
    focus: bool,
    on_pick: Callable[[str], None] | None,
) -> None:
    """The box alone runs again while one types; the page does once something is chosen."""
    _, graph = open_graph()
    widget = f"{key}:box"

    def ask(query: str) -> None:
        st.session_state[f"{key}:query"] = query

    def take(picked: str) -> None:
        st.session_state[f"{key}:query"] = ""
        st.session_state[f"{key}:picked"] = True
        choose(key, None if on_pick else picked or None, param)
        if on_pick and picked:
            on_pick(picked)

    query = st.session_state.get(f"{key}:query", "")
    search_box(
        label,
        key=widget,
        found=_find(graph.schema, graph, query, kinds) if query else Found(),
        chosen=row_of(graph, chosen) if chosen else None,
        turn=st.session_state.get(f"{key}:turn", 0),
        suggestions=suggestions,
        suggestions_title=suggestions_title,
        placeholder=placeholder,
        show_label=show_label,
        focus=focus,
        on_query=ask,
        on_picked=take,
    )
    if st.session_state.pop(f"{key}:picked", False):
        st.rerun()


def _find(schema: Schema, graph: Projection, query: str, kinds: tuple[str, ...]) -> Found:
    answer = search_index().search(query, kinds=kinds, limit=_SHOWN)
    rows = tuple(row_of(graph, hit.id, hit.excerpt) for hit in answer.hits if hit.label in schema.classes)
    return Found(query, rows, answer.total, answer.corrected)
