"""A list of things found, chosen with the pointer or the arrow keys; it looks as the list below a search box does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

from views.components.bundle import renderer
from views.components.messages import listener, receipt
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

    told = {"picked": on_pick, "opened": on_open, "more": lambda _: on_more()}
    data = {"rows": [asdict(row) for row in rows], "label": label, "query": query, "chosen": chosen, "total": total}
    data["receipt"] = receipt(key)
    renderer("result_list")(key=key, data=data, on_report_change=listener(key, lambda kind, value: told[kind](value)))
