"""What one can do on the canvas of Explore: the acts behind its buttons and gestures, on the state of this reader's session."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

import streamlit as st

from graph.canvas.neighbours import neighbours
from graph.projection import Projection
from views.common.frame import open_graph
from views.common.links import set_linked
from views.components.canvas import CanvasEvent, CanvasState, canvas_state
from views.exploring.explore_filters import Filters, read_filters
from views.exploring.explore_state import ExploreState

KEY = "explore"
AT_ONCE = 25  # more neighbours than this are asked about before they are shown


def session_state() -> ExploreState:
    """What Explore remembers for this reader."""
    state: ExploreState = st.session_state.setdefault("explore:state", ExploreState())
    return state


def view() -> CanvasState:
    """The canvas of Explore."""
    return canvas_state(KEY)


def open_scene(ids: Iterable[str]) -> None:
    """Show these things alone: where they stood, or laid out anew where none has been shown before."""
    shown = list(ids)
    session_state().open(shown)
    if not view().positions.keys() & set(shown):
        view().forget()


def react(event: CanvasEvent) -> None:
    """What the reader did on the canvas, before the page runs again."""
    state = session_state()
    state.moved(view().positions)
    if event.kind == "expand" and event.id in state.shown:
        expand([event.id])
    elif event.kind == "hide":
        state.remove([id_ for id_ in event.ids if id_ in state.shown])
    elif event.kind == "filter":
        set_linked("hide", ",".join(sorted(view().hidden_kinds)))


def expand(ids: Collection[str]) -> None:
    """Show the neighbours of things: at once where they are few, else after asking which."""
    _, graph = open_graph()
    state, filters = session_state(), read_filters(graph)
    for id_ in ids:
        fresh = not_shown(graph, state, filters, id_)
        if len(fresh) <= AT_ONCE:
            state.add(fresh, by=id_)
        else:
            state.asking = id_


def not_shown(graph: Projection, state: ExploreState, filters: Filters, id_: str) -> list[str]:
    """The neighbours of a thing that the filters let through and that are not on the canvas."""
    return [
        other for other in filters.visible(graph, neighbours(graph, id_, filters.holds)) if other not in state.shown
    ]


def bring(ids: Collection[str], by: str) -> None:
    """Show chosen neighbours of a thing."""
    state = session_state()
    state.asking = None
    state.add(ids, by=by)


def add(id_: str) -> None:
    """Bring a thing in and select it."""
    session_state().add([id_])
    view().select(id_)
    view().focus(id_)


def go_to(id_: str) -> None:
    """Select a thing that was clicked in the details, bringing it in where it is not on the canvas."""
    session_state().add([id_], by=view().selected_id)
    view().select(id_)
    view().focus(id_)


def act(what: Literal["remove", "keep_only", "pin", "add"], ids: list[str]) -> None:
    """A change of the scene by name, for buttons."""
    getattr(session_state(), what)(ids)


def collapse(id_: str) -> None:
    session_state().collapse(id_)


def travel(forward: bool) -> None:
    """Undo or redo one step."""
    state = session_state()
    scene = state.redo() if forward else state.undo()
    if scene is not None:
        view().restore(scene.positions, view().hidden_kinds)
        view().select(*(id_ for id_ in view().selected if id_ in scene.shown))


def select(ids: list[str]) -> None:
    """Select things, as in the table."""
    view().select(*ids)
