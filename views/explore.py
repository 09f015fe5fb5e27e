"""Explore: a canvas that grows from any thing along what the record says of it, with the details beside it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph.canvas.neighbours import among, opening
from graph.errors import TreatygraphError
from graph.projection import Projection
from graph.records import Edge
from views.common.frame import open_graph
from views.common.graph_view import canvas_graph
from views.common.links import linked, set_linked
from views.common.picker import pick
from views.components.canvas import canvas
from views.exploring.explore_acts import KEY, add, open_scene, react, session_state, travel, view
from views.exploring.explore_dialog import ask_which
from views.exploring.explore_filters import Filters, day_slider, filter_panel, read_filters
from views.exploring.explore_look import Look, look_panel
from views.exploring.explore_panels import side_panel
from views.exploring.explore_shelf import export_panel, shelf_of, views_panel
from views.exploring.explore_state import ExploreState, parse_ids
from views.exploring.explore_table import lower_panel

PAGE = {"title": "Explore", "icon": ":material/hub:", "order": 3}
FIRST = "uncc"
HEIGHT = 690
_LINKED = 150  # more things than this make too long a link; a saved view keeps them


def main() -> None:
    store, graph = open_graph()
    st.html('<h1 class="unseen">Explore</h1>')
    state = session_state()
    _follow_link(graph, state)
    filters = read_filters(graph)
    ids = filters.visible(graph, state.shown, state.scene.pinned)
    edges = among(graph, ids, filters.holds)
    look = _toolbar(graph, state, filters, ids, edges, store.location)
    day_slider(graph, filters)
    left, right = st.columns([2.9, 1.35], gap="small")
    with left:
        _draw(graph, state, filters, ids, look)
    with right.container(border=True, height=HEIGHT + 2):
        side_panel(graph, state, filters, shelf_of(store.location))
    lower_panel(graph, filters, ids, edges, shelf_of(store.location))
    if state.asking:
        ask_which(graph, state, filters)
    _write_link(state)


# ---------------------------------------------------------------------- the link


def _follow_link(graph: Projection, state: ExploreState) -> None:
    """Open what a link asks for; at first the convention with its chapters."""
    show, select = linked("show"), linked("select")
    told = st.session_state.get("explore:told", ("", ""))
    if (show, select) != told or not state.shown:
        ids, unknown = parse_ids(show, lambda id_: id_ in graph.nodes)
        chosen, missing = parse_ids(select, lambda id_: id_ in graph.nodes)
        if unknown or missing:
            st.warning(
                f"The link names what is not in the graph: {', '.join([*unknown, *missing][:6])}",
                icon=":material/link_off:",
            )
        if show != told[0] and ids:
            open_scene(ids)
        elif chosen and chosen[0] not in state.shown:
            open_scene(opening(graph, chosen[0]))
        elif not state.shown and not unknown and not st.session_state.get("explore:emptied"):
            first = FIRST if FIRST in graph.nodes else next(iter(graph.nodes))
            open_scene(opening(graph, first))
            chosen = [first]
        if chosen:
            view().select(*(id_ for id_ in chosen if id_ in state.shown))
    hidden = linked("hide")
    if hidden != ",".join(sorted(view().hidden_kinds)):
        view().restore({}, [kind for kind in hidden.split(",") if kind in graph.schema.classes])


def _write_link(state: ExploreState) -> None:
    show = ",".join(state.shown) if len(state.shown) <= _LINKED else ""
    select = ",".join(id_ for id_ in view().selected if id_ in state.shown)
    st.session_state["explore:told"] = (show, select)
    st.session_state["explore:emptied"] = not state.shown
    set_linked("show", show)
    set_linked("select", select)
    linked("show")
    linked("select")


# ---------------------------------------------------------------------- the canvas


def _draw(graph: Projection, state: ExploreState, filters: Filters, ids: list[str], look: Look) -> None:
    if state.shown and not ids:
        st.info("The filters hide everything that is on the canvas.", icon=":material/filter_alt:")
    shown = canvas_graph(
        graph, ids, holds=filters.holds, clusters=look.groups, cluster_names=look.names, sizes=look.sizes
    )
    if look.names and view().colouring is None:
        view().colouring = "cluster"
    canvas(
        shown, key=KEY, height=HEIGHT, on_event=react, label="Graph of what is explored", file_name="treatygraph-view"
    )


# ---------------------------------------------------------------------- the tools


def _toolbar(
    graph: Projection, state: ExploreState, filters: Filters, ids: list[str], edges: list[Edge], location: str
) -> Look:
    box, tools = st.columns([1, 2.1], vertical_alignment="center", gap="small")
    with box:
        pick("Add to the canvas", key="explore:add", show_label=False, on_pick=add, placeholder="Search to add …")
    with tools.container(horizontal=True, horizontal_alignment="right", gap="small", key="explore-tools"):
        st.button("Undo", icon=":material/undo:", key="explore:undo", shortcut="Ctrl+Z", on_click=travel, args=(False,),
                  disabled=not state.past, help=_told("Take back", state.past))  # fmt: skip
        st.button("Redo", icon=":material/redo:", key="explore:redo", shortcut="Ctrl+Shift+Z", on_click=travel, args=(True,),
                  disabled=not state.future, help=_told("Do again", state.future))  # fmt: skip
        filter_panel(graph, filters)
        look = look_panel(graph, ids, edges)
        try:
            views_panel(state, shelf_of(location))
        except TreatygraphError as error:
            st.warning(str(error), icon=":material/save:")
        export_panel(graph, ids, edges)
    return look


def _told(verb: str, steps: Sequence[tuple[str, object]]) -> str | None:
    words = {"open": "what was opened", "add": "what was added", "hide": "what was hidden", "keep": "what was left out",
             "collapse": "what was collapsed", "pin": "the pin", "move": "what was moved"}  # fmt: skip
    return f"{verb}: {words[steps[-1][0]]}" if steps else None


main()
