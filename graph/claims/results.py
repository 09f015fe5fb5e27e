"""What a check of an article gives: plain values, known to the loader of news as well."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with its verdict (`supported`, `contradicted`, `not_in_record`), the reason, and where the fact is said.

    `negated`: the sentence denies it; the verdict is on the denial. `checked`: ids of what the verdict rests on; `paragraph` counts from 1.
    """

    sentence: str
    subject: str
    predicate: str
    object: str
    verdict: str
    reason: str
    citation: str
    negated: bool = False
    paragraph: int = 0
    checked: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The row of `treatygraph check --json`."""
        return asdict(self)


@dataclass(frozen=True)
class CheckedArticle:
    """An article read: its day (None: it bears none), its claims, and how often it names each thing (by id)."""

    date: dt.date | None
    claims: list[CheckedClaim]
    mentions: dict[str, int]
