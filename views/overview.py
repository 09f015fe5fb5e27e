"""The first page: where each treaty stands, who has signed it, who is bound, and what must happen before it is in force."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from graph.law.bonds import Record
from views.common.links import linked, set_linked
from views.common.look import NO_ACT, STANDS, legend, review_help
from views.common.record import open_record, participants_of
from views.treaties import coverage_table, entry_card, participants_table, time_line, treaties_table, world_map

PAGE = {"title": "Overview", "icon": ":material/public:", "order": 1}

FIRST = "uncc"
MOST_PILLS = 18


def show() -> None:
    """Draw the page for the treaty in the address."""
    record = open_record()
    treaties_table.require_treaties(record.graph)
    treaty = choose_treaty(record)
    today = dt.date.today()
    those = participants_of(record, treaty, today)
    entry_card.head(record, treaty)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        world(record, those)
    with right:
        entry_card.card(record, treaty, those, today)
    st.subheader("Who has done what", help=review_help())
    state = linked("state")
    if state in record.graph.nodes:
        participants_table.one(record, treaty, state, those, today)
    else:
        st.caption("Choose a state on the map, or a row, for its acts and reservations with their sources.")
    participants_table.show(record, treaty, those)
    st.subheader("Time line of acts", help="Acts known only between two days stand at the later one.")
    acts(record, treaty)
    st.subheader("All treaties", help="Choose a row to see that treaty above.")
    treaties_table.show(record, today)
    st.subheader("How far the record goes")
    coverage_table.show(record.graph, today)


def choose_treaty(record: Record) -> str:
    """The treaty the page is about; an unknown one in the address is said and replaced."""
    ids = treaties_table.in_order(record.graph)
    first = FIRST if FIRST in ids else ids[0]
    treaty = linked("treaty", first)
    if treaty not in ids:
        st.warning(f"The link names the treaty {treaty!r}, which is not in the graph.", icon=":material/link_off:")
        treaty = first
    st.session_state["overview:treaty"] = treaty
    choice = partial(
        st.pills if len(ids) <= MOST_PILLS else st.selectbox, "Treaty", ids, key="overview:treaty", required=True,
        label_visibility="collapsed", format_func=lambda id_: treaties_table.short(record.graph, id_),
    )  # fmt: skip
    choice(on_change=lambda: set_linked("treaty", st.session_state["overview:treaty"]))
    return treaty


def world(record: Record, those: list[participants_table.Participant]) -> None:
    """The map with its legend; a click on a state chooses it."""
    table = world_map.rows(record.graph, those)
    st.html(colours(those, set(table["state"])))

    def take() -> None:
        chosen = st.session_state["overview:map"]["selection"].get(world_map.SELECTION) or [{}]
        set_linked("state", chosen[0].get("state") or "")

    st.vega_lite_chart(
        spec=world_map.chart(table), key="overview:map", on_select=take, selection_mode=world_map.SELECTION,
        alt="Map of the world by where each state stands towards the treaty; the same is in the table below.",
    )  # fmt: skip
    st.caption("Outlines by Natural Earth; they say nothing about the status of any territory.")


def colours(those: list[participants_table.Participant], on_map: set[str]) -> str:
    """The colours of the map with how many actors stand where."""
    counts = participants_table.tally(those)
    silent = len(on_map - {p.actor for p in those})
    entries = [(look.ink, look.name, counts[stand]) for stand, look in STANDS.items() if counts[stand]]
    return legend([*entries, (NO_ACT, world_map.NO_ACT_NAME, silent)])


def acts(record: Record, treaty: str) -> None:
    """The time line, or why there is none."""
    table = time_line.acts_table(record, treaty)
    if table.empty:
        st.info("No act with a day is on record for this treaty.", icon=":material/event_busy:")
        return
    rule = record.rules[treaty]
    st.altair_chart(
        time_line.chart(table, time_line.milestones(record, treaty), None if rule.entry_into_force else rule.threshold)
    )


show()
