"""The participants of a treaty as a table, and one of them in full."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from graph.ids import reference
from graph.law.acts import Act
from graph.law.bonds import Record
from graph.law.participants import Participant, Stand, tally
from graph.law.reservations import Statement, statements_of
from views.common.links import set_linked
from views.common.look import STANDS, span
from views.common.record import citation_line
from views.common.words import brief_day, day, escape, spoken, worded

__all__ = ["Participant", "one", "show", "tally"]


def show(record: Record, treaty: str, those: list[Participant]) -> None:
    """A filter by stand and a table that can be searched, sorted and saved."""
    counts = tally(those)
    if not those:
        st.info("No signature or instrument is on record for this treaty.", icon=":material/inbox:")
        return
    present = [stand for stand in Stand if counts[stand]]
    chosen = st.pills(
        "Show",
        present,
        selection_mode="multi",
        key="overview:stands",
        label_visibility="collapsed",
        format_func=lambda stand: f"{STANDS[stand].name} {counts[stand]}",
    )
    rows = sorted((p for p in those if not chosen or p.stand in chosen), key=lambda p: present.index(p.stand))
    table = _table(record, rows)
    key = f"overview:participants:{treaty}:{'-'.join(chosen)}"

    def take() -> None:
        picked = st.session_state[key]["selection"]["rows"]
        set_linked("state", rows[picked[0]].actor if picked and picked[0] < len(rows) else "")

    st.dataframe(
        table,
        hide_index=True,
        height=min(420, 36 * (len(table) + 1) + 3),
        key=key,
        on_select=take,
        selection_mode="single-row",
        alt="Participants with their signatures, instruments, the day since which they are bound, and the source.",
        column_config={
            "Actor": st.column_config.TextColumn(width=128),
            "Stands": st.column_config.TextColumn(width=122),
            "Signed": st.column_config.TextColumn(width=112),
            "Instrument": st.column_config.TextColumn(width=176),
            "Bound since": st.column_config.TextColumn(width=96),
            "Review": st.column_config.TextColumn(
                width=74, help="verified: the source itself was read; compiled: second-hand; disputed: sources differ."
            ),
            "Source": None,  # choosing the row shows all sources of an actor; the table can show it too
        },
    )


def _table(record: Record, those: list[Participant]) -> pd.DataFrame:
    """One row for each participant; columns that say nothing of anyone are left out."""
    table = pd.DataFrame(
        [
            {
                "Actor": p.name,
                "Stands": STANDS[p.stand].name,
                "Signed": span(p.signature.when, brief_day) if p.signature else "",
                "Instrument": _instrument(p),
                "Bound since": span(p.bond.since, brief_day) if p.bond and p.stand is Stand.party else "",
                "Review": p.review,
                "Source": _source(record, p),
            }
            for p in those
        ]
    )
    return table.loc[:, (table != "").any()] if len(table) else table


def _instrument(p: Participant) -> str:
    return (
        f"{span(p.consent.when, brief_day)} ({p.consent.mode.replace('_', ' ') or 'instrument'})" if p.consent else ""
    )


def _source(record: Record, p: Participant) -> str:
    if not p.citations:
        return ""
    first = p.citations[0]
    return f"{record.graph.name(first.source) if first.source in record.graph.nodes else first.source}, {worded(first.locator)}"


def one(record: Record, treaty: str, state: str, those: list[Participant], on: dt.date) -> None:
    """What is on record of one state: its acts, and what it has stated on the treaty, each with its citation."""
    found = next((p for p in those if p.actor == state), None)
    with st.container(border=True):
        name = escape(record.graph.name(state))
        if found is None:
            st.markdown(f"**{name}** — no act on record.")
        else:
            st.markdown(f"**{name}** — {STANDS[found.stand].name.lower()}. {escape(worded(found.finding.reason))}")
        acts = [("Signed", found.signature), ("Instrument", found.consent)] if found else []
        lines = [_done(record, word, act) for word, act in acts if act]
        lines += [_stated(record, said) for said in statements_of(record.graph).of(treaty, state, on)]
        if lines:
            st.markdown("\n".join(lines))
        with st.container(horizontal=True):
            st.page_link(
                "views/compare.py",
                label="Compare with another state",
                icon=":material/compare_arrows:",
                query_params={"compare": "two-states", "a": state},
            )


def _done(record: Record, word: str, act: Act) -> str:
    mode = f" ({escape(act.mode.replace('_', ' '))})" if act.mode else ""
    return f"- {word}{mode}: **{span(act.when)}** — {citation_line(record.graph, act.citation)}"


def _stated(record: Record, said: Statement) -> str:
    """A reservation or declaration in a line of Markdown: kind, day, what it does to which provisions, and its source."""
    touched = [
        f"{t.effect or 'concerns'} **{reference(t.target) if '/' in t.target else 'the treaty'}**" for t in said.touches
    ]
    when = f", {day(said.date)}" if said.date else ""
    what = f"{spoken(said.kind).capitalize()}{when}: {', '.join(touched)}"
    return f"- {what} — {escape(said.summary)} {citation_line(record.graph, said.citation)}"
