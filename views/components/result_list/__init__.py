"""A list of things found, chosen with the pointer or the arrow keys; it looks as the list below a search box does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

import streamlit as st

from views.components.bundle import renderer
from views.components.search_box import Row


def result_list(
    rows: Sequence[Row],
    *,
    key: str,
    label: str,
    query: str,
    chosen: str | None,
    total: int,
    on_pick: Callable[[str], None],
    on_open: Callable[[str], None],
    on_more: Callable[[], None],
) -> None:
    """Show rows, words of the query in bold, the chosen id marked; `total` counts those that are not among the rows too.

    The callbacks get the id that was chosen, the id that was opened (Enter, double click), and the wish for more rows.
    """

    def tell(name: str, told: Callable[[str], None]) -> None:
        value = st.session_state[key].get(name)
        if value:
            told(value)

    data = {"rows": [asdict(row) for row in rows], "label": label, "query": query, "chosen": chosen, "total": total}
    renderer("result_list")(
        key=key,
        data=data,
        on_picked_change=lambda: tell("picked", on_pick),
        on_opened_change=lambda: tell("opened", on_open),
        on_more_change=lambda: tell("more", lambda _: on_more()),
    )
