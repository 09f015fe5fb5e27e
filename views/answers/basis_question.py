"""The question of a legal basis, as the page asks it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph.law.bonds import Record
from graph.law.reservations import ObjectionRule
from views.answers.supposing import Suppositions, write
from views.common.words import day


@dataclass(frozen=True)
class Question:
    """Who asks whom for what, about which offence (None: any), on which day; `record` holds what is supposed, as known on a day."""

    record: Record
    requesting: str | None
    requested: str | None
    offence: str | None
    measure: str
    on: dt.date
    objections: ObjectionRule
    supposed: Suppositions
    known: dt.date | None = None

    def key(self) -> tuple[str, ...]:
        """What tells apart two questions over all states."""
        return (
            self.record.graph.revision,
            self.measure,
            self.offence or "",
            self.on.isoformat(),
            self.objections,
            write(self.supposed),
            self.known.isoformat() if self.known else "",
        )

    def title(self) -> str:
        """The question between two states in words: `France asks Japan: Extradition, Illegal access, 1 November 2026`."""
        names = [self.record.graph.name(state) if state else "?" for state in (self.requesting, self.requested)]
        known = f", as known on {day(self.known)}" if self.known else ""
        return f"{names[0]} asks {names[1]}: {self.told()}, {day(self.on)}{known}"

    def told(self) -> str:
        """What is asked for, in words: `Expedited preservation, Illegal access`."""
        graph = self.record.graph
        return f"{graph.name(self.measure)}, {graph.name(self.offence) if self.offence else 'any offence'}"
