"""A treaty as it stands between two states: article by article, what does not apply as written, by whose statement, with which effect."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import partial

import streamlit as st

from graph.citation.documents import Entry, document
from graph.ids import reference
from graph.law.bonds import Record
from graph.law.treaty_between import Changed, TreatyBetween, between
from graph.reports.reading import Reader, reader_of
from views.answers import asked, verdict_look
from views.answers.take_away import Answer, now, take_away
from views.common.two_ends import End, two_ends
from views.common.words import day, escape, plural, spoken, worded

WHOLE = "the treaty as a whole"


def show(record: Record, treaty: str, on: dt.date) -> None:
    """Choose two states and what an objection does; then the treaty between them."""
    one, other, rule = two_ends(
        End("One state", "reservations:a", "a", "FRA"),
        End("The other state", "reservations:b", "b", "JPN"),
        partial(asked.actor, record),
        key="reservations:swap",
        beside=6,
    )
    with rule:
        objections = asked.objections("reservations:objections")
    if one is None or other is None or one == other:
        st.info("Choose two different states.", icon=":material/flag:")
        return
    found = between(record, one, other, treaty, on, objections)
    _answer(record, found, objections)
    _articles(record, found)
    with st.expander("What an objection does", icon=":material/balance:"):
        st.markdown(asked.VCLT)
    verdict_look.disclaimer()


def _answer(record: Record, found: TreatyBetween, objections: str) -> None:
    graph = record.graph
    one, other = found.states
    with st.container(horizontal=True, vertical_alignment="top", horizontal_alignment="distribute"):
        with st.container(width="stretch"):
            title = f"in force between {graph.name(one)} and {graph.name(other)}, {day(found.on)}"
            verdict_look.head(found.in_force.verdict, title, found.in_force.reason)
            st.html(verdict_look.cited(graph, found.in_force.citations))
        _take_away(record, found, title, objections)


def _take_away(record: Record, found: TreatyBetween, title: str, objections: str) -> None:
    graph = record.graph
    one, other = found.states
    command = (
        f"treatygraph reservations {found.treaty} --between {one},{other} --on {found.on} --objections {objections}"
    )
    head, said = f"{graph.name(found.treaty)}, {title}", found.in_force
    entries = [Entry((said.question, "", "", said.verdict.value, said.reason), said.citations, (found.treaty,))] + [
        Entry((c.name, graph.name(c.by), c.kind, c.consequence, c.summary), c.citations, (c.provision,))
        for c in found.changed
    ]
    columns = ["provision", "by", "kind", "between the two", "what was said"]
    written = document(graph, head, columns, entries, query=command, made=now(), as_of=found.on)
    sentence = f"{head}: {said.verdict}. {said.reason}"
    take_away(graph, Answer(f"{found.treaty}-{one}-{other}", sentence, written, found.as_json(), command))


def _articles(record: Record, found: TreatyBetween) -> None:
    """The articles in their order: those that are touched in full, the others together."""
    reader = reader_of(record.graph)
    by_page: dict[str, list[Changed]] = defaultdict(list)
    for row in found.changed:
        by_page[_page(reader, row.provision)].append(row)
    st.subheader(
        "The treaty between the two",
        anchor=False,
        help="What is not listed as touched applies as written, as far as the record shows.",
    )
    if not found.changed:
        st.info(
            "The record shows nothing that changes it between the two: all applies as written, where it is in force.",
            icon=":material/done_all:",
        )
        return
    if by_page.get(found.treaty):
        _article(record, WHOLE, by_page[found.treaty])
    untouched: list[str] = []
    for leaf in [leaf for leaf in reader.leaves(found.treaty) if leaf != found.treaty]:
        if leaf in by_page:
            _as_written(untouched)
            _article(record, record.graph.name(leaf), by_page[leaf])
        else:
            untouched.append(reference(leaf))
    _as_written(untouched)


def _page(reader: Reader, provision: str) -> str:
    return reader.page_of(provision) if "/" in provision else provision


def _as_written(untouched: list[str]) -> None:
    """A run of articles that no statement touches; it is emptied."""
    if untouched:
        run = untouched[0] if len(untouched) == 1 else f"{untouched[0]} to {untouched[-1]}"
        st.caption(f":material/check: {escape(run)}: as written")
        untouched.clear()


def _article(record: Record, name: str, rows: list[Changed]) -> None:
    """One article with what is said of it, each statement once."""
    graph = record.graph
    with st.container(border=True):
        st.markdown(
            f"**{escape(name[0].upper() + name[1:])}** :small[:gray[{plural(len({r.statement for r in rows}), 'statement')}]]"
        )
        for row in rows:
            place = f"{reference(row.provision)} · " if "/" in row.provision else ""
            effect = f" · {spoken(row.effect)}" if row.effect else ""
            mark = "" if row.effect in ("", "interprets") else ":orange[:material/edit:] "
            st.markdown(
                f"{mark}**{escape(graph.name(row.by))}** :small[{escape(place)}{spoken(row.kind)}{effect}]  \n"
                f"{escape(row.summary)}  \n_{escape(worded(row.consequence))}_"
            )
            st.html(verdict_look.cited(graph, row.citations))
