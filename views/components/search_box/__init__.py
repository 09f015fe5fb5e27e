"""A search box that finds while one types. Pages use `views.common.picker.pick`, which asks the graph; this only shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from views.components.bundle import renderer
from views.components.messages import listener, receipt


@dataclass(frozen=True, slots=True)
class Row:
    """One thing offered: `kind` is what a reader calls its class, `note` a line about it, the colours are CSS."""

    id: str
    name: str
    kind: str
    light: str
    dark: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a query; `corrected` is how a misspelt one was read."""

    query: str = ""
    rows: tuple[Row, ...] = ()
    total: int = 0
    corrected: str = ""


def search_box(
    label: str,
    *,
    key: str,
    found: Found,
    chosen: Row | None,
    turn: int,
    suggestions: tuple[Row, ...],
    suggestions_title: str,
    placeholder: str,
    show_label: bool,
    focus: bool,
    on_query: Callable[[str], None],
    on_picked: Callable[[str], None],
) -> None:
    """Show the box. The callbacks get the query that was typed, and the id that was picked (an empty text for none).

    `turn` counts up whenever Python has changed what is chosen, so that the box follows even where the choice is the same.
    """
    data = asdict(found) | {
        "label": label,
        "chosen": asdict(chosen) if chosen else None,
        "turn": turn,
        "suggestions": [asdict(row) for row in suggestions],
        "suggestions_title": suggestions_title,
        "placeholder": placeholder,
        "show_label": show_label,
        "focus": focus,
    }
    hear = {"query": on_query, "picked": on_picked}
    data["receipt"] = receipt(key)
    renderer("search_box")(key=key, data=data, on_report_change=listener(key, lambda kind, value: hear[kind](value)))
