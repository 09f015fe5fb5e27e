"""The Streamlit side of the graph canvas: mounts it and hands over what the reader did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from views.components.bundle import renderer
from views.components.canvas.model import CanvasGraph
from views.components.canvas.state import CanvasEvent, CanvasState, Layout

EMPTY = "Nothing is shown yet.\nSearch for a treaty, an article, a state or an offence to begin."


def canvas_state(key: str) -> CanvasState:
    """The view of the canvas with that key, made on first use; it outlives the page that shows the canvas."""
    state = st.session_state.setdefault(_slot(key), CanvasState())
    if not isinstance(state, CanvasState):
        raise TypeError(f"session state {_slot(key)!r} holds a {type(state).__name__}, not the view of a canvas")
    return state


def canvas(
    graph: CanvasGraph,
    *,
    key: str,
    height: int = 640,
    layout: Layout = "force",
    selected: str | None = None,
    on_event: Callable[[CanvasEvent], None] | None = None,
    empty: str = EMPTY,
    label: str = "Graph",
    file_name: str = "treatygraph",
) -> tuple[CanvasEvent, ...]:
    """Show a graph and return what the reader did since the last run, oldest first.

    `on_event` is called for each event before the script runs again: change the graph there, and this run already
    draws it. `layout` counts for the first drawing only; afterwards the reader chooses (or `CanvasState.arrange`).
    `selected`, where given, is selected unless it is already. `height` is in CSS pixels, `label` is what screen
    readers call the graph, `file_name` names the exported picture, `empty` is said where there is no node.
    """
    state = canvas_state(key)
    if not state.positions and not state.version:
        state.layout = layout
    if selected is not None and selected != state.selected_id:
        state.select(selected)

    def take() -> None:
        report = st.session_state[key].get("report")
        for event in state.take(report) if report else ():
            state._events.append(event)
            if on_event is not None:
                on_event(event)

    renderer("canvas")(key=key, data=_data(graph, state, key, height, empty, label, file_name), on_report_change=take)
    events, state._events = tuple(state._events), []
    return events


def _slot(key: str) -> str:
    return f"{key}:canvas"


def _data(
    graph: CanvasGraph, state: CanvasState, key: str, height: int, empty: str, label: str, file_name: str
) -> dict[str, Any]:
    return {
        **graph.payload,
        "revision": graph.revision,
        "view": state.view(),
        "receipt": state.receipt,
        "key": key,
        "height": height,
        "empty": empty,
        "label": label,
        "file_name": file_name,
    }
