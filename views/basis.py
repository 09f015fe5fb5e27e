"""Whether one state may ask another for a measure: every treaty route between the two, hop by hop; and all states at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from views.answers import asked, basis_all, basis_pair, supposing, verdict_look
from views.answers.basis_question import Question
from views.common.links import bind_widget, one_of
from views.common.record import open_record
from views.common.two_ends import End, two_ends
from views.common.words import day as day_of

PAGE = {"title": "Legal basis", "icon": ":material/gavel:", "order": 6.1}

HELP = (
    "Which treaty lets one state ask another for a measure, on a day; and where each route stops. " + verdict_look.ABOUT
)


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the question."""

    name: str
    show: Callable[[Question], None]


VIEWS = {"pair": View("Between the two", basis_pair.show), "all": View("All states", basis_all.show)}


def show() -> None:
    """Draw the question, then the answer that the address asks for."""
    verdict_look.style()
    head, tabs = st.columns([5, 3], vertical_alignment="bottom")
    head.title("Legal basis for a request", anchor=False, help=HELP)
    bind_widget("basis:view", "pair", param="view", read=one_of(VIEWS), write=str)
    with tabs, st.container(horizontal=True, horizontal_alignment="right"):
        view = st.segmented_control(
            "View",
            list(VIEWS),
            key="basis:view",
            required=True,
            label_visibility="collapsed",
            format_func=lambda v: VIEWS[v].name,
        )
    VIEWS[view].show(ask())


def ask() -> Question:
    """The question, as the address or the reader puts it."""
    record = open_record()
    with st.container(border=True):
        requesting, requested, day = two_ends(
            End("Requesting state", "basis:from", "requesting", "FRA"),
            End("Requested state", "basis:to", "requested", "JPN"),
            partial(asked.actor, record),
            key="basis:swap",
            told="Ask the other way round",
            beside=3,
        )
        with day:
            on = asked.day("On", "basis:on", help="The day of the request.")
        offence, measure, objections, more = st.columns([5, 5, 5, 4], vertical_alignment="bottom")
        with offence:
            wanted = asked.concept(
                record,
                "Offence",
                "basis:offence",
                record.terms.Offence,
                default="illegal-access",
                any_name="Any: whichever the treaties have",
                about="The conduct the request is about.",
            )
        with measure:
            sought = asked.concept(
                record,
                "Measure",
                "basis:measure",
                record.terms.Measure,
                default="expedited-preservation",
                about="What the other state is asked to do.",
            )
        with objections:
            rule = asked.objections("basis:objections")
        those = supposing.supposed(record)
        with (
            more,
            st.popover(
                f"Suppose{f' · {len(those)}' if those else ''}",
                icon=":material/science:",
                width="stretch",
                help="Imagine deposits, or read the record as it was known on an earlier day.",
            ),
        ):
            supposing.edit(record, those, key="basis:suppose")
            known = asked.known_day("basis:known")
    if known:
        st.caption(f":material/history: The record as it was known on {day_of(known)}.")
    imagined = supposing.imagined(record, those, known)
    return Question(imagined, requesting, requested, wanted, str(sought), on, rule, those, known)


show()
