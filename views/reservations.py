"""Reservations, declarations and objections: who touches which provisions of a treaty, and the treaty as it stands between two states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from graph.law.bonds import Record
from views.answers import asked, reservations_between, reservations_touching, verdict_look
from views.common.links import bind_widget, one_of
from views.common.record import open_record

PAGE = {"title": "Reservations", "icon": ":material/edit_off:", "order": 6.3}

HELP = "What states have said about a treaty, what it touches, who objected, and what that does between two of them."


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the statements on a treaty."""

    name: str
    show: Callable[[Record, str, dt.date], None]


VIEWS = {
    "touching": View("Who touches what", reservations_touching.show),
    "between": View("Between two states", reservations_between.show),
}


def show() -> None:
    """Draw the view that the address names."""
    verdict_look.style()
    record = open_record()
    head, tabs = st.columns([5, 4], vertical_alignment="bottom")
    head.title("Reservations and objections", anchor=False, help=HELP)
    bind_widget("reservations:view", "touching", param="look", read=one_of(VIEWS), write=str)
    with tabs, st.container(horizontal=True, horizontal_alignment="right"):
        view = st.segmented_control(
            "View",
            list(VIEWS),
            key="reservations:view",
            required=True,
            label_visibility="collapsed",
            format_func=lambda v: VIEWS[v].name,
        )
    left, right = st.columns([6, 3], vertical_alignment="bottom")
    with left:
        treaty = asked.treaty(record, "reservations:treaty", default="budapest")
    with right:
        on = asked.day("On", "reservations:on", help="Statements that stand on that day.")
    VIEWS[view].show(record, treaty, on)


show()
