"""The participants of a treaty as a table, and one of them in full."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.law.bonds import Record
from graph.law.participants import Participant, Stand, tally
from views.look import STANDS, span
from views.record import citation_line
from views.words import escape

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
    table = _table(
        record, sorted((p for p in those if not chosen or p.stand in chosen), key=lambda p: present.index(p.stand))
    )
    st.dataframe(
        table,
        hide_index=True,
        height=min(420, 36 * (len(table) + 1) + 3),
        key=f"overview:participants:{treaty}",
        alt="Participants with their signatures, instruments, the day since which they are bound, and the source.",
        column_config={
            "Actor": st.column_config.TextColumn(pinned=True, width=190),
            "Stands": st.column_config.TextColumn(width=175),
            "Signed": st.column_config.TextColumn(width=165),
            "Instrument": st.column_config.TextColumn(width=260),
            "Bound since": st.column_config.TextColumn(width=110),
            "Review": st.column_config.TextColumn(
                width=80, help="verified: the source itself was read; compiled: second-hand; disputed: sources differ."
            ),
            "Source": st.column_config.TextColumn(width="large", help="Who says so, and where in it."),
        },
    )


def _table(record: Record, those: list[Participant]) -> pd.DataFrame:
    """One row for each participant; columns that say nothing of anyone are left out."""
    table = pd.DataFrame(
        [
            {
                "Actor": p.name,
                "Stands": STANDS[p.stand].name,
                "Signed": span(p.signature.when) if p.signature else "",
                "Instrument": _instrument(p),
                "Bound since": span(p.bond.since) if p.bond and p.stand is Stand.party else "",
                "Review": p.review,
                "Source": _source(record, p),
            }
            for p in those
        ]
    )
    return table.loc[:, (table != "").any()] if len(table) else table


def _instrument(p: Participant) -> str:
    return f"{span(p.consent.when)} ({p.consent.mode.replace('_', ' ') or 'instrument'})" if p.consent else ""


def _source(record: Record, p: Participant) -> str:
    if not p.citations:
        return ""
    first = p.citations[0]
    return f"{record.graph.name(first.source) if first.source in record.graph.nodes else first.source}, {first.locator}"


def one(record: Record, state: str, those: list[Participant]) -> None:
    """What is on record of one state, each act with its citation."""
    found = next((p for p in those if p.actor == state), None)
    with st.container(border=True):
        name = escape(record.graph.name(state))
        if found is None:
            st.markdown(f"**{name}** — no act on record.")
        else:
            st.markdown(f"**{name}** — {STANDS[found.stand].name.lower()}. {escape(found.finding.reason)}")
            for word, act in (("Signed", found.signature), ("Instrument", found.consent)):
                if act:
                    mode = f" ({escape(act.mode.replace('_', ' '))})" if act.mode else ""
                    st.markdown(f"- {word}{mode}: **{span(act.when)}** — {citation_line(record.graph, act.citation)}")
        with st.container(horizontal=True):
            st.page_link(
                "views/compare.py",
                label="Compare with another state",
                icon=":material/compare_arrows:",
                query_params={"compare": "two-states", "a": state},
            )
