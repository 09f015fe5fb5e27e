"""The question of a legal basis, as the page asks it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph.bonds import Record
from graph.reservations import ObjectionRule
from views.supposing import Suppositions, write


@dataclass(frozen=True)
class Question:
    """Who asks whom for what, about which offence (None: any), on which day; `record` holds what is supposed too."""

    record: Record
    requesting: str | None
    requested: str | None
    offence: str | None
    measure: str
    on: dt.date
    objections: ObjectionRule
    supposed: Suppositions

    def key(self) -> tuple[str, ...]:
        """What tells apart two questions over all states."""
        return (self.record.graph.revision, self.measure, self.offence or "", self.on.isoformat(), self.objections, write(self.supposed))

    def told(self) -> str:
        """What is asked for, in words: `Expedited preservation, Illegal access`."""
        graph = self.record.graph
        return f"{graph.name(self.measure)}, {graph.name(self.offence) if self.offence else 'any offence'}"
