"""Statements in groups, each with its citation: one element however many there are. `views.common.details` fills it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from views.components.bundle import renderer
from views.components.messages import listener, receipt


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement as seen from one end.

    `id`, `name`, `kind` and the CSS colours are of the other end; `phrase` holds the statement's own properties in words,
    `source` is the id of its Source, `review` its review state, `note` a remark of the record.
    """

    id: str
    name: str
    kind: str
    light: str
    dark: str
    phrase: str
    source: str
    source_name: str
    locator: str
    review: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Statements of one type and direction, under what the relationship says in words."""

    title: str
    rows: tuple[Fact, ...]


def fact_list(
    groups: Sequence[FactGroup],
    *,
    key: str,
    about: str,
    reviews: dict[str, str],
    on_open: Callable[[str], None],
    on_source: Callable[[str], None],
) -> None:
    """Show the groups. `about` is the id of what they are about (what a reader has unfolded is kept while it stays the same),
    `reviews` says what each review state means. The callbacks get the id of the thing or of the source that was clicked.
    """

    told = {"opened": on_open, "source": on_source}
    data = {"groups": [asdict(group) for group in groups], "about": about, "reviews": reviews, "receipt": receipt(key)}
    renderer("fact_list")(key=key, data=data, on_report_change=listener(key, lambda kind, value: told[kind](value)))
