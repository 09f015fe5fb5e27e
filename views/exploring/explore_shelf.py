"""Keeping and taking away what is on the canvas of Explore: named views, the link, and files for other tools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from graph.canvas.exports import to_csv, to_graphml, to_json
from graph.canvas.saved_views import SavedView, Shelf, ShelfError
from graph.projection import Projection
from graph.records import Edge
from views.common.words import day, plural
from views.exploring.explore_acts import session_state, view
from views.exploring.explore_state import ExploreState
from views.exploring.picture import to_svg

_SETTINGS = ("types", "within", "review", "on", "size", "colour")


@st.cache_resource(show_spinner=False)
def shelf_of(location: str) -> Shelf:
    """The shelf of a store."""
    return Shelf.of_store(location)


def views_panel(state: ExploreState, shelf: Shelf) -> None:
    """Save what is on the canvas under a name, open or delete what was saved, copy the link. ShelfError where it cannot be read."""
    kept = shelf.views()
    with st.popover(f"Views · {len(kept)}" if kept else "Views", icon=":material/bookmarks:"):
        with st.form("explore:save", border=False, clear_on_submit=True):
            name = st.text_input("Save this view as", placeholder="A name", max_chars=80, key="explore:view-name")
            if st.form_submit_button("Save", icon=":material/bookmark_add:", disabled=not state.shown) and name.strip():
                _save(shelf, state, name.strip())
        for saved in kept.values():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(saved.name, type="tertiary", icon=":material/bookmark:", on_click=_load, args=(saved,),
                          help=_when(saved), key=f"explore:open:{saved.name}")  # fmt: skip
                st.button("Delete", type="tertiary", icon=":material/delete:", on_click=_delete, args=(shelf, saved.name),
                          key=f"explore:delete:{saved.name}")  # fmt: skip
        st.divider()
        st.caption("A link to this view; the address bar holds it too.")
        st.code(f"{st.context.url}?{urlencode(st.query_params.to_dict(), safe=',/')}", language=None, wrap_lines=True)


def _save(shelf: Shelf, state: ExploreState, name: str) -> None:
    settings = {key: st.session_state.get(key) for key in _SETTINGS}
    settings["on"] = settings["on"].isoformat() if isinstance(settings["on"], dt.date) else None
    places = {id_: view().positions[id_] for id_ in state.shown if id_ in view().positions}
    saved = SavedView(
        name, list(state.shown), places, sorted(state.scene.pinned), sorted(view().hidden_kinds), settings
    )
    try:
        shelf.save(saved)
    except ShelfError as error:
        st.error(str(error))
    else:
        st.toast(f"Saved “{name}”", icon=":material/bookmark_added:")
        st.rerun()


def _load(saved: SavedView) -> None:
    session_state().open(saved.shown, saved.positions, saved.pinned)
    view().forget()
    view().restore(saved.positions, saved.hidden_kinds)
    for key in _SETTINGS:
        value = saved.settings.get(key)
        if key == "on":
            st.session_state["explore:dated"] = value is not None
            value = dt.date.fromisoformat(value) if value else None
        if key in saved.settings:
            st.session_state[key] = value


def _delete(shelf: Shelf, name: str) -> None:
    try:
        shelf.delete(name)
    except ShelfError as error:
        st.toast(str(error), icon=":material/error:")


def _when(saved: SavedView) -> str:
    when = dt.datetime.fromisoformat(saved.saved_at) if saved.saved_at else None
    return plural(len(saved.shown), "thing") + (f", saved {day(when.date())}" if when else "")


def export_panel(graph: Projection, ids: Sequence[str], edges: Sequence[Edge]) -> None:
    """What is on the canvas as a file; each is made when it is asked for."""
    svg = partial(to_svg, graph, ids, edges, dict(view().positions), dark=st.context.theme.type == "dark")
    files = {
        "Picture (SVG)": (svg, "svg", "image/svg+xml", ":material/shapes:"),
        "JSON": (partial(to_json, graph, ids, edges), "json", "application/json", ":material/data_object:"),
        "GraphML": (partial(to_graphml, graph, ids, edges), "graphml", "application/xml", ":material/hub:"),
        "Tables (CSV)": (partial(to_csv, graph, ids, edges), "zip", "application/zip", ":material/table:"),
    }
    with st.popover("Export", icon=":material/download:", disabled=not ids):
        for label, (make, ending, mime, icon) in files.items():
            st.download_button(label, make, f"treatygraph-view.{ending}", mime, icon=icon, on_click="ignore", width="stretch",
                               key=f"explore:export:{ending}")  # fmt: skip
        st.caption("A picture as PNG: the camera on the canvas.")
