"""Whether a treaty is in force on a day, what counts and what is missing; and where one actor stands towards it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from graph.law.bonds import Record
from views.answers import asked, in_force_actor, in_force_treaty, supposing, verdict_look
from views.common.links import bind_widget, one_of
from views.common.record import open_record

PAGE = {"title": "Entry into force", "icon": ":material/event_available:", "order": 6.2}

HELP = (
    "Which instruments count, how many are missing, the earliest possible day; and who is bound on a day. "
    + verdict_look.ABOUT
)


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a treaty on a day."""

    name: str
    show: Callable[[Record, str, dt.date, supposing.Suppositions, dt.date | None], None]


VIEWS = {"treaty": View("The treaty", in_force_treaty.show), "actor": View("One actor", in_force_actor.show)}


def show() -> None:
    """Draw the question and the view that the address names."""
    verdict_look.style()
    record = open_record()
    head, tabs = st.columns([5, 3], vertical_alignment="bottom")
    head.title("Entry into force", anchor=False, help=HELP)
    bind_widget("in-force:view", "treaty", param="about", read=one_of(VIEWS), write=str)
    with tabs, st.container(horizontal=True, horizontal_alignment="right"):
        view = st.segmented_control(
            "View",
            list(VIEWS),
            key="in-force:view",
            required=True,
            label_visibility="collapsed",
            format_func=lambda v: VIEWS[v].name,
        )
    left, middle, right = st.columns([6, 3, 3], vertical_alignment="bottom")
    with left:
        treaty = asked.treaty(record, "in-force:treaty")
    with middle:
        on = asked.day("On", "in-force:on", help="The day asked about; it may lie ahead.")
    with right:
        known = asked.known_day("in-force:known")
    those = tuple(s for s in supposing.supposed(record) if s.treaty == treaty)
    VIEWS[view].show(supposing.imagined(record, those, known), treaty, on, those, known)


show()
