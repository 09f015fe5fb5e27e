"""Treaties and states side by side: offences, measures and states by treaties, two states, two treaties provision by provision."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.law.bonds import Record
from views.common.links import bind_widget, one_of
from views.common.record import open_record
from views.comparing import compare_concepts, compare_participation, two_states, two_treaties
from views.treaties.treaties_table import require_treaties

PAGE = {"title": "Compare", "icon": ":material/compare_arrows:", "order": 7}

VIEWS: dict[str, tuple[str, Callable[[Record], None]]] = {
    "offences": ("Offences", compare_concepts.offences),
    "measures": ("Measures", compare_concepts.measures),
    "states": ("States", compare_participation.show),
    "two-states": ("Two states", two_states.show),
    "two-treaties": ("Two treaties", two_treaties.show),
}


def show() -> None:
    """Draw the view that the address names."""
    record = open_record()
    require_treaties(record.graph)
    head, views = st.columns([2, 7], vertical_alignment="bottom")
    head.title("Compare", anchor=False)
    bind_widget("compare:view", "offences", param="compare", read=one_of(VIEWS), write=str)
    with views, st.container(horizontal=True, horizontal_alignment="right"):
        chosen = st.segmented_control(
            "View",
            list(VIEWS),
            key="compare:view",
            required=True,
            label_visibility="collapsed",
            format_func=lambda v: VIEWS[v][0],
        )
    VIEWS[chosen][1](record)


show()
