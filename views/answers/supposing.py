"""Deposits that are only imagined: chosen by the reader, written in the address, and weighed with the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import streamlit as st

from graph.law.acts import Supposition
from graph.law.bonds import Record
from graph.projection import Projection
from views.answers.asked import FIRST, LAST, read_day
from views.common.frame import open_graph
from views.common.links import linked, set_linked
from views.common.picker import pick
from views.treaties.treaties_table import in_order, short

PARAM = "suppose"
Suppositions = tuple[Supposition, ...]


def supposed(record: Record) -> Suppositions:
    """What is supposed, from the address: `uncc:FRA=2026-12-01,uncc:JPN=2026-12-01`. What makes no sense is said and left out."""
    text = linked(PARAM)
    read = {part: _read(record, part) for part in text.split(",") if part}
    lost = [part for part, found in read.items() if found is None]
    if lost:
        st.warning(f"The link supposes what cannot be: {', '.join(lost)}", icon=":material/link_off:")
    return tuple(found for found in read.values() if found)


def _read(record: Record, text: str) -> Supposition | None:
    who, _, said = text.rpartition("=")
    of, _, actor = who.rpartition(":")
    nodes, day = record.graph.nodes, read_day(said)
    if day is None or of not in in_order(record.graph) or actor not in nodes:
        return None
    return Supposition(actor, of, day) if record.graph.schema.is_a(nodes[actor].label, record.terms.Actor) else None


def write(those: Iterable[Supposition]) -> str:
    """Suppositions as the address says them."""
    return ",".join(f"{s.treaty}:{s.actor}={s.day.isoformat()}" for s in those)


def suppose(those: Iterable[Supposition]) -> None:
    """Suppose these and nothing else, as in a callback; the later one counts where an actor is named twice."""
    latest = {(s.treaty, s.actor): s for s in those}
    set_linked(PARAM, write(latest.values()))


def imagined(record: Record, those: Suppositions, known_as_of: dt.date | None = None) -> Record:
    """The record with deposits supposed, or as it was known on a day; the record itself where neither is asked."""
    if not those and known_as_of is None:
        return record
    store, graph = open_graph()
    return _imagined(graph, those, graph.revision, store.location, write(those), known_as_of)


@st.cache_resource(max_entries=12, show_spinner=False)
def _imagined(
    _graph: Projection,
    _those: Suppositions,
    revision: str,  # noqa: ARG001  (this and the next two are the key of the cache)
    location: str,  # noqa: ARG001
    said: str,  # noqa: ARG001
    known_as_of: dt.date | None,
) -> Record:
    return Record(_graph, _those, known_as_of)


def edit(record: Record, those: Suppositions, *, key: str, treaty: str | None = None) -> None:
    """Add and remove suppositions. Without `treaty` the reader chooses one for each."""
    graph = record.graph
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        if treaty is None:
            st.selectbox("Treaty", in_order(graph), key=f"{key}:treaty", format_func=lambda id_: short(graph, id_))
        else:
            st.session_state[f"{key}:treaty"] = treaty
    with right if treaty is None else left:
        st.session_state.setdefault(f"{key}:day", dt.date.today())
        st.date_input("Deposited on", key=f"{key}:day", format="YYYY-MM-DD", min_value=FIRST, max_value=LAST)

    def add(actor: str) -> None:
        if isinstance(day := st.session_state.get(f"{key}:day"), dt.date):
            suppose((*those, Supposition(actor, st.session_state[f"{key}:treaty"], day)))

    with st.container() if treaty is None else right:
        pick(
            "By",
            key=f"{key}:actor",
            kinds=(record.terms.State, record.terms.Stakeholder),
            on_pick=add,
            placeholder="A state …",
        )
    _chosen(graph, those, key)


def _chosen(graph: Projection, those: Suppositions, key: str) -> None:
    """What is supposed, each with a cross to take it back."""
    if not those:
        return
    names = {write([s]): f"{graph.name(s.actor)} · {short(graph, s.treaty)} · {s.day.isoformat()}" for s in those}
    st.session_state[f"{key}:chosen"] = list(names)

    def take() -> None:
        kept = set(st.session_state[f"{key}:chosen"])
        suppose(s for s in those if write([s]) in kept)

    st.multiselect("Supposed", list(names), key=f"{key}:chosen", format_func=names.get, on_change=take)
