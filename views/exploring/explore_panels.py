"""Beside the canvas of Explore: the thing, the line or the several things that are selected, and what one can do with them."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from graph.canvas.neighbours import neighbours
from graph.canvas.saved_views import Shelf, ShelfError
from graph.projection import Projection
from views.common.details import show_details, show_statements
from views.common.graph_view import statements_of
from views.common.words import escape, kind_name, plural
from views.exploring.explore_acts import KEY, act, collapse, expand, go_to, view
from views.exploring.explore_filters import Filters
from views.exploring.explore_state import ExploreState

_MOST_JOINING = 25


def side_panel(graph: Projection, state: ExploreState, filters: Filters, shelf: Shelf) -> None:
    """The one thing, the one line or the several things that are selected; else how to begin."""
    chosen = [id_ for id_ in view().selected if id_ in state.shown]
    line = view().selected_id
    if len(chosen) > 1:
        _several(graph, state, filters, chosen)
    elif chosen:
        _one(graph, state, filters, shelf, chosen[0])
    elif line and (statements := [e for e in statements_of(graph, line) if filters.holds(e)]):
        show_statements(graph, statements, key=KEY, on_open=go_to)
    else:
        _how_to()


def _how_to() -> None:
    st.markdown("### Nothing selected")
    st.markdown(
        "Select a node or a line to see what the record says, with citations.\n\n"
        "- **Double click** a node, or click its **+ badge**, to expand it\n"
        "- **Shift + click** or drag to select several\n"
        "- **Delete** hides, **arrows** walk, **Enter** expands\n"
        "- Search above to add anything"
    )


def _one(graph: Projection, state: ExploreState, filters: Filters, shelf: Shelf, id_: str) -> None:
    brought = state.brought_by(id_)
    with st.container(horizontal=True, gap="xsmall"):
        if brought:
            st.button(f"Collapse {len(brought)}", icon=":material/do_not_disturb_on:", key="explore:collapse",
                      on_click=collapse, args=(id_,), help="Take off what its expansion brought in")  # fmt: skip
        _common_buttons(state, [id_])
    show_details(
        graph, id_, key=KEY, on_open=go_to, edges=[e for e in graph.by_end[id_] if filters.holds(e)], on_canvas=True
    )
    _note(shelf, id_)


def _common_buttons(state: ExploreState, ids: list[str]) -> None:
    pinned = set(ids) <= state.scene.pinned
    st.button("Only this" if len(ids) == 1 else "Only these", icon=":material/filter_center_focus:", key="explore:only",
              on_click=act, args=("keep_only", ids), help="Take everything else off, but for what is pinned")  # fmt: skip
    st.button("Unpin" if pinned else "Pin", icon=":material/keep:", key="explore:pin", on_click=act, args=("pin", ids),
              help="What is pinned stays when others are hidden, collapsed or filtered out")  # fmt: skip


def _several(graph: Projection, state: ExploreState, filters: Filters, ids: list[str]) -> None:
    joining = _joining(graph, state, filters, ids)
    st.markdown(f"### {plural(len(ids), 'thing')} selected")
    with st.container(horizontal=True, gap="xsmall"):
        st.button(f"What joins them ({len(joining)})", icon=":material/join_inner:", key="explore:join", disabled=not joining,
                  on_click=act, args=("add", joining), help="Show the things that are tied to two or more of them")  # fmt: skip
        st.button("Expand all", icon=":material/add_circle:", key="explore:expand-all", on_click=expand, args=(ids,))
        st.button("Hide", icon=":material/visibility_off:", key="explore:hide", on_click=act, args=("remove", ids),
                  help="Take them off the canvas (Delete)")  # fmt: skip
        _common_buttons(state, ids)
    if len(ids) == 2:
        st.page_link("views/paths.py", label="Paths between the two", icon=":material/route:",
                     query_params={"from": ids[0], "to": ids[1]})  # fmt: skip
    for id_ in ids:
        st.button(f"{escape(graph.name(id_))} · {kind_name(graph.schema, graph.nodes[id_].label)}", key=f"explore:of:{id_}",
                  type="tertiary", on_click=go_to, args=(id_,))  # fmt: skip


def _joining(graph: Projection, state: ExploreState, filters: Filters, ids: list[str]) -> list[str]:
    ties = Counter(other for id_ in ids for other in neighbours(graph, id_, filters.holds) if other not in state.shown)
    return filters.visible(graph, [other for other, n in ties.most_common(_MOST_JOINING) if n > 1])


def _note(shelf: Shelf, id_: str) -> None:
    """A note of the reader's own, kept beside the store."""
    try:
        known = shelf.notes().get(id_, "")
    except ShelfError as error:
        st.warning(str(error), icon=":material/sticky_note_2:")
        return
    key = f"explore:note:{id_}"

    def keep() -> None:
        try:
            shelf.note(id_, st.session_state[key])
        except ShelfError as error:
            st.toast(str(error), icon=":material/error:")

    with st.expander("My note" + (" ●" if known else ""), icon=":material/sticky_note_2:", expanded=bool(known)):
        st.text_area("My note", known, key=key, on_change=keep, label_visibility="collapsed",
                     placeholder="Kept on this computer, beside the graph")  # fmt: skip
