"""Days that are known exactly, or only between bounds: reasoning on them never says more than the bounds allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph.law.verdicts import Verdict
from ontology.schema import Value


@dataclass(frozen=True, slots=True)
class Span:
    """A day not before `first` and not after `last`; `last` None where the record sets no end, so that it may never come."""

    first: dt.date
    last: dt.date | None

    @classmethod
    def on(cls, day: dt.date) -> Span:
        """A day that is known exactly."""
        return cls(day, day)

    @classmethod
    def read(cls, properties: Mapping[str, Value], exact: str, latest: dt.date | None = None) -> Span:
        """The day in the property `exact`, or its bounds in `date_from` and `date_to`.

        `latest`: the day on which the source stood; what it tells of happened by then.
        """
        day = properties.get(exact)
        if isinstance(day, dt.date):
            return cls.on(day)
        first, last = properties.get("date_from"), properties.get("date_to")
        return cls(
            first if isinstance(first, dt.date) else dt.date.min,
            last if isinstance(last, dt.date) else latest,
        )

    @property
    def day(self) -> dt.date | None:
        """The day, where it is known exactly."""
        return self.first if self.first == self.last else None

    def reached(self, on: dt.date) -> Verdict:
        """Whether the day has come by `on`."""
        if self.last is not None and self.last <= on:
            return Verdict.holds
        return Verdict.fails if on < self.first else Verdict.undetermined

    def then(self, step: Callable[[dt.date], dt.date]) -> Span:
        """The span to which a step leads that never turns a later day into an earlier one."""
        first = self.first if self.first == dt.date.min else step(self.first)
        return Span(first, step(self.last) if self.last else None)

    def not_before(self, other: Span) -> Span:
        """The later of the two days."""
        last = max(self.last, other.last) if self.last and other.last else None
        return Span(max(self.first, other.first), last)

    def or_earlier(self, other: Span) -> Span:
        """The earlier of the two days."""
        ends = [end for end in (self.last, other.last) if end]
        return Span(min(self.first, other.first), min(ends) if ends else None)

    def days(self) -> tuple[dt.date, ...]:
        """The bounds that are days: those on which an answer that rests on the span can change."""
        return tuple(day for day in (self.first, self.last) if day and day != dt.date.min)

    def __str__(self) -> str:
        if self.day:
            return self.day.isoformat()
        if self.last is None:
            return "on an unknown day" if self.first == dt.date.min else f"not before {self.first.isoformat()}"
        if self.first == dt.date.min:
            return f"by {self.last.isoformat()}"
        return f"between {self.first.isoformat()} and {self.last.isoformat()}"
