"""States by treaties: who is bound by what, who only signed; a cell opens the acts with their sources."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from graph.law.bonds import Record
from graph.law.participants import Participant, Stand
from graph.projection import Projection
from views.common.links import bind_widget, one_of
from views.common.look import STANDS, Ink, legend
from views.common.record import participants_of
from views.comparing.matrix import Cell, matrix
from views.treaties.participants_table import one
from views.treaties.treaties_table import brief, in_order, short

ALL = "all"
_MOST = 16
_TEXT = {
    Stand.party: Ink("#ffffff", "#0c1117"),
    Stand.contracting: Ink("#ffffff", "#0c1117"),
    Stand.provisional: Ink("#ffffff", "#0c1117"),
    Stand.unclear: Ink("#ffffff", "#0c1117"),
    Stand.withdrawn: Ink("#ffffff", "#0c1117"),
    Stand.doubtful: Ink("#10151c", "#0c1117"),
    Stand.signatory: Ink("#10151c", "#ffffff"),
}


def show(record: Record) -> None:
    """The matrix for the actors of a group, those with the most treaties first."""
    graph, today = record.graph, dt.date.today()
    groups = _groups(record)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        bind_widget("compare:group", ALL, param="group", read=one_of([ALL, *groups]), write=str)
        group = st.selectbox(
            "Group",
            [ALL, *groups],
            key="compare:group",
            width=320,
            format_func=lambda g: "All states and organisations" if g == ALL else graph.name(g),
        )
        st.caption(
            "Each cell gives the year since which the treaty is in force for the state, or that of its latest act."
        )
    treaties = _treaties(record, today)
    by_treaty = {t: {p.actor: p for p in participants_of(record, t, today)} for t in treaties}
    actors = sorted(
        {a for those in by_treaty.values() for a in those if group == ALL or record.is_member(a, group, today)},
        key=graph.name,
    )
    if not actors:
        st.info("No member of this group has an act on record.", icon=":material/inbox:")
        return
    used = {p.stand for those in by_treaty.values() for p in those.values()}
    st.html(legend((look.ink, look.name, None) for stand, look in STANDS.items() if stand in used))
    opened = matrix(
        [graph.name(a) for a in actors],
        [brief(graph, t) for t in treaties],
        [[_cell(by_treaty[t].get(a)) for t in treaties] for a in actors],
        key=f"compare:states:{group}",
        head="Actor",
        ids=(actors, treaties),
        about=[graph.name(t) for t in treaties],
        alt="States by treaties: the year since which each is bound, coloured by where it stands.",
    )
    if opened:
        actor, treaty = opened
        st.subheader(short(graph, treaty), anchor=False)
        one(record, treaty, actor, list(by_treaty[treaty].values()), today)


def _treaties(record: Record, today: dt.date) -> list[str]:
    """The treaties with an act on record; where they are too many for one table, those the reader chooses."""
    graph = record.graph
    known = [t for t in in_order(graph) if participants_of(record, t, today)]
    if len(known) <= _MOST:
        return known
    chosen = st.multiselect(
        "Treaties", known, default=known[:_MOST], key="compare:treaties", format_func=lambda t: short(graph, t)
    )
    return chosen or known[:_MOST]


def _groups(record: Record) -> list[str]:
    """Regions and organisations to which actors belong, those of the United Nations first."""
    graph: Projection = record.graph
    found = {e.end for e in graph.edges if e.type == record.terms.MEMBER_OF}
    return sorted(
        found,
        key=lambda id_: (
            graph.nodes[id_].label != record.terms.Region,
            not id_.startswith("un-group:"),
            graph.name(id_),
        ),
    )


def _cell(p: Participant | None) -> Cell:
    if p is None:
        return Cell()
    day = p.bond.since.day if p.bond and p.stand is Stand.party else None
    act = p.consent or p.signature
    day = day or (act.when.last if act else None)
    return Cell(str(day.year) if day else "·", str(STANDS[p.stand].ink), str(_TEXT[p.stand]))
