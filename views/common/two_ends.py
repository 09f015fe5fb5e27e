"""Two things side by side, with a button between them that swaps them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from views.common.picker import choose


@dataclass(frozen=True, slots=True)
class End:
    """One of the two: the box's label, the key it is remembered under, its place in the address, and what it holds at first."""

    label: str
    key: str
    param: str
    default: str


def two_ends(
    one: End, other: End, ask: Callable[[End], str | None], *, key: str, told: str = "Swap", beside: int = 0
) -> tuple[str | None, str | None, DeltaGenerator]:
    """Ask for both by `ask`, which gives an id or None; the two ids, and a place for what else is asked.

    `key` is the button's, `told` its help. `beside` is the width of that place, where a box has 6; 0 puts it below.
    """
    left, between, right, *more = st.columns([6, 1, 6, *([beside] if beside else [])], vertical_alignment="bottom")
    with left:
        first = ask(one)
    with right:
        second = ask(other)

    def swap() -> None:
        choose(one.key, second, one.param)
        choose(other.key, first, other.param)

    between.button("Swap", icon=":material/swap_horiz:", help=told, key=key, on_click=swap, width="stretch")
    return first, second, more[0] if more else st.container()
