"""The graph canvas: a Streamlit component over Cytoscape.js that works without a network.

A page keeps the graph it shows in session state, changes it in `on_event`, and lets the canvas remember the view:

    def react(event: CanvasEvent) -> None:
        if event.kind == "expand":
            st.session_state.graph = with_neighbours(st.session_state.graph, event.id)
        elif event.kind == "hide":
            st.session_state.graph = st.session_state.graph.without(event.ids)

    canvas(st.session_state.graph, key="explore", on_event=react)
    chosen = canvas_state("explore").selected_id
"""

from views.components.canvas.component import canvas, canvas_state
from views.components.canvas.model import CanvasEdge, CanvasGraph, CanvasNode, Legend, LegendEntry
from views.components.canvas.state import CanvasEvent, CanvasState

__all__ = [
    "CanvasEdge",
    "CanvasEvent",
    "CanvasGraph",
    "CanvasNode",
    "CanvasState",
    "Legend",
    "LegendEntry",
    "canvas",
    "canvas_state",
]
