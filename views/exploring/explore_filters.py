"""The filters of Explore: by type of relationship, treaty, review state and day. They hide; nothing leaves the canvas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from graph.ids import treaty_of
from graph.projection import Projection, holds_on
from graph.records import Edge, Node
from ontology.schema import Terms
from views.common.links import bind_widget, words_of
from views.common.words import REVIEWS, day

_DATES_OF_A_THING = ("adopted", "start", "date")  # when it came to be


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be seen; empty and None let everything through."""

    types: tuple[str, ...] = ()
    treaties: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    on: dt.date | None = None

    @property
    def count(self) -> int:
        return sum(map(bool, (self.types, self.treaties, self.reviews, self.on)))

    def holds(self, edge: Edge) -> bool:
        """Whether a statement may be seen."""
        return (
            (not self.types or edge.type in self.types)
            and (not self.reviews or edge.properties.get("review") in self.reviews)
            and (self.on is None or holds_on(edge, self.on))
        )

    def admits(self, graph: Projection, node: Node) -> bool:
        """Whether a thing may be seen: it is of one of the treaties or of none, and was there on the day."""
        treaty = treaty_of(node.id)
        of_other = (
            treaty in graph.nodes
            and graph.nodes[treaty].label == Terms(graph.schema).Treaty
            and treaty not in self.treaties
        )
        if self.treaties and of_other:
            return False
        began = next((v for name in _DATES_OF_A_THING if isinstance(v := node.properties.get(name), dt.date)), None)
        return self.on is None or began is None or began <= self.on

    def visible(self, graph: Projection, ids: Collection[str], pinned: Collection[str] = ()) -> list[str]:
        """Those of some things that may be seen, and the pinned ones."""
        return [id_ for id_ in ids if id_ in graph.nodes and (id_ in pinned or self.admits(graph, graph.nodes[id_]))]


def read_filters(graph: Projection) -> Filters:
    """The filters as the link and the widgets have them; call it in each run before `filter_panel`."""
    treaties = _treaties_of(graph, graph.revision)
    types = bind_widget("types", list[str](), read=words_of(graph.schema.relationships), write=",".join)
    within = bind_widget("within", list[str](), read=words_of(treaties), write=",".join)
    reviews = bind_widget("review", list[str](), read=words_of(REVIEWS), write=",".join)
    on = bind_widget("on", None, read=_day, write=lambda d: d.isoformat() if d else "")
    return Filters(tuple(types), tuple(within), tuple(reviews), on)


def filter_panel(graph: Projection, filters: Filters) -> None:
    """The widgets, in a popover."""
    with st.popover(f"Filters · {filters.count}" if filters.count else "Filters", icon=":material/filter_alt:"):
        st.multiselect(
            "Relationships",
            list(graph.schema.relationships),
            key="types",
            format_func=lambda t: graph.schema.relationships[t].label,
            placeholder="All",
            help="Lines of these types only; expanding follows them too.",
        )
        st.multiselect(
            "Treaties",
            _treaties_of(graph, graph.revision),
            key="within",
            format_func=lambda id_: str(graph.nodes[id_].properties.get("short_title") or graph.name(id_)),
            placeholder="All",
            help="Provisions and reservations of these treaties only. What belongs to no treaty stays.",
        )
        st.pills(
            "Review state",
            REVIEWS,
            selection_mode="multi",
            key="review",
            help="Statements with these review states only.",
        )
        st.toggle(
            "As of a day",
            value=filters.on is not None,
            key="explore:dated",
            on_change=_switch_day,
            help="What held on a day: acts done by then, and parties and members of that day.",
        )
        st.caption("Kinds are switched in the legend on the canvas. Pinned things always show.")
        st.button("Clear all", icon=":material/filter_alt_off:", on_click=_clear, disabled=not filters.count)


def day_slider(graph: Projection, filters: Filters) -> None:
    """The slider over the days of the record; nothing where no day is asked for."""
    if filters.on is None:
        return
    first, last = _span(graph)
    st.session_state["on"] = min(max(filters.on, first), last)
    label, slider = st.columns([1, 5], vertical_alignment="center")
    label.markdown(f"**As of {day(st.session_state['on'])}**")
    slider.slider(
        "As of", first, last, key="on", step=dt.timedelta(days=1), format="YYYY-MM-DD", label_visibility="collapsed"
    )


def _switch_day() -> None:
    st.session_state["on"] = dt.date.today() if st.session_state["explore:dated"] else None


def _clear() -> None:
    for key in ("types", "within", "review"):
        st.session_state[key] = []
    st.session_state["on"] = None
    st.session_state["explore:dated"] = False


@st.cache_data(show_spinner=False, max_entries=4)
def _treaties_of(_graph: Projection, revision: str) -> list[str]:  # noqa: ARG001  (the key of the cache)
    treaty = Terms(_graph.schema).Treaty
    return sorted(
        (n.id for n in _graph.nodes.values() if n.label == treaty), key=lambda id_: _graph.name(id_).casefold()
    )


@st.cache_data(show_spinner=False, max_entries=4)
def _span_of(_graph: Projection, revision: str) -> tuple[dt.date, dt.date]:  # noqa: ARG001  (the key of the cache)
    """From the first day that treaties were adopted or acted upon to today or the last."""
    days = [
        value
        for edge in _graph.edges
        for name in ("date", "since", "until")
        if isinstance(value := edge.properties.get(name), dt.date)
    ]
    return (min(days), max(*days, dt.date.today())) if days else (dt.date(1945, 1, 1), dt.date.today())


def _span(graph: Projection) -> tuple[dt.date, dt.date]:
    return _span_of(graph, graph.revision)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
