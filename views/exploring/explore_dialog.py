"""What to show of a thing with many neighbours: by relationship, direction and kind, with counts, or one by one."""

from __future__ import annotations

import streamlit as st

from graph.canvas.neighbours import NeighbourGroup, neighbour_groups
from graph.projection import Projection
from views.common.words import escape, kind_name, plural
from views.exploring.explore_acts import bring, session_state
from views.exploring.explore_filters import Filters
from views.exploring.explore_state import ExploreState

_WARN_ABOVE = 150


def ask_which(graph: Projection, state: ExploreState, filters: Filters) -> None:
    """Open the dialog for the thing whose expansion waits for an answer."""
    id_ = state.asking
    if id_ is None or id_ not in graph.nodes:
        return
    dialog = st.dialog(f"Expand {graph.name(id_)}", width="medium", on_dismiss=_dismiss, icon=":material/add_circle:")
    dialog(_body)(graph, state, filters, id_)


def _dismiss() -> None:
    session_state().asking = None


def _body(graph: Projection, state: ExploreState, filters: Filters, id_: str) -> None:
    groups = _fresh(graph, state, filters, id_)
    everything = {other for group in groups for other in group.ids}
    st.caption(
        f"{plural(len(everything), 'neighbour')} not shown. Choose whole groups, or open one to choose single things."
    )
    chosen: dict[str, None] = {}
    for at, group in enumerate(groups):
        chosen |= dict.fromkeys(_group(graph, group, f"expand:{id_}:{at}", large=len(group.ids) > _WARN_ABOVE))
    fresh = list(chosen)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        if len(state.shown) + len(fresh) > 500:
            st.caption(":orange[:material/warning:] More than 500 things make a slow canvas.")
        if st.button(
            f"Show {plural(len(fresh), 'thing')}", type="primary", disabled=not fresh, icon=":material/add_circle:"
        ):
            bring(fresh, id_)
            st.rerun()


def _fresh(graph: Projection, state: ExploreState, filters: Filters, id_: str) -> list[NeighbourGroup]:
    """The groups without what is shown or filtered out."""
    found = []
    for group in neighbour_groups(graph, id_, filters.holds):
        ids = tuple(other for other in filters.visible(graph, group.ids) if other not in state.shown)
        if ids:
            found.append(NeighbourGroup(group.type, group.outward, group.label, ids))
    return found


def _group(graph: Projection, group: NeighbourGroup, key: str, *, large: bool) -> list[str]:
    """One row: a box for the whole group, and a field to choose from it; the ids chosen."""
    spec = graph.schema.relationships[group.type]
    verb = spec.label if group.outward else spec.inverse_label
    verb = verb[0].upper() + verb[1:]
    kind = kind_name(graph.schema, group.label, len(group.ids))
    left, right = st.columns([1.25, 1], vertical_alignment="center")
    whole = left.checkbox(
        f"{escape(verb)} **{len(group.ids)}** {kind}", key=f"{key}:all", help="This is many" if large else None
    )
    single = right.multiselect(
        f"Some of: {verb} {kind}",
        group.ids,
        key=f"{key}:some",
        format_func=graph.name,
        placeholder="or choose some …",
        label_visibility="collapsed",
        disabled=whole,
    )
    return list(group.ids) if whole else list(single)
