"""The legal basis for a request between two states: every treaty route, hop by hop, each hop with its reason and citation.

A route holds where every hop holds; it fails at its first failing hop; it is undetermined where a hop rests on what
the record does not hold. The answer holds where one route does. It is what the depositary record shows, not advice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph.law.acts import require_actor
from graph.law.bonds import Record
from graph.law.inquiry import Inquiry
from graph.law.reservations import ObjectionRule, statements_of
from graph.law.verdicts import LABEL, Finding, Verdict, all_of, any_of


@dataclass(frozen=True)
class Route:
    """One treaty's route. `changes_on`: the next known day on which its verdict is another, which is then `changes_to`."""

    treaty: str
    name: str
    hops: tuple[Finding, ...]
    changes_on: dt.date | None
    changes_to: Verdict | None

    @property
    def verdict(self) -> Verdict:
        return all_of(hop.verdict for hop in self.hops)

    @property
    def stopped_at(self) -> Finding | None:
        """The first failing hop, or the first undetermined one where none fails."""
        for verdict in (Verdict.fails, Verdict.undetermined):
            for hop in self.hops:
                if hop.verdict is verdict:
                    return hop
        return None

    def as_json(self) -> dict[str, object]:
        return {
            "treaty": self.treaty, "verdict": self.verdict.value, "hops": [hop.as_json() for hop in self.hops],
            "first_failing": self.stopped_at.question if self.stopped_at and self.verdict is Verdict.fails else None,
            "changes_on": self.changes_on, "changes_to": self.changes_to.value if self.changes_to else None,
            "sentence": self.sentence(),
        }  # fmt: skip

    def sentence(self) -> str:
        """The route in one sentence."""
        stop = self.stopped_at
        if stop is None:
            text = f"Under the {self.name} the route holds."
        elif self.verdict is Verdict.fails:
            text = f'Under the {self.name} the route fails at "{stop.question}": {stop.reason}'
        else:
            open_at = ", ".join(f'"{hop.question}"' for hop in self.hops if hop.verdict is Verdict.undetermined)
            text = f"Under the {self.name} the route is undetermined at {open_at}: {stop.reason}"
        return f"{text} It changes on {self.changes_on.isoformat()}." if self.changes_on else text

    def markdown(self) -> str:
        change = f" (changes on {self.changes_on.isoformat()} to {self.changes_to})" if self.changes_on else ""
        return "\n".join([f"### {self.name}: {self.verdict.value}{change}", "", *(hop.markdown() for hop in self.hops)])


@dataclass(frozen=True)
class Answer:
    """The answer for two states: its routes, those that hold first. `asked` is the question in words."""

    asked: str
    requesting: str
    requested: str
    offence: str | None
    measure: str
    on: dt.date
    verdict: Verdict
    reason: str
    routes: tuple[Route, ...]
    changes_on: dt.date | None
    known_as_of: dt.date | None

    def as_json(self) -> dict[str, object]:
        """`{verdict, routes: [{treaty, verdict, hops: [{question, verdict, reason, citation}], changes_on}], ...}`."""
        return {
            "verdict": self.verdict.value, "reason": self.reason, "requesting": self.requesting, "requested": self.requested,
            "offence": self.offence, "measure": self.measure, "on": self.on, "changes_on": self.changes_on,
            "known_as_of": self.known_as_of, "routes": [route.as_json() for route in self.routes], "label": LABEL,
        }  # fmt: skip

    def sentence(self) -> str:
        return f"{self.asked}: {self.verdict.value}. {self.reason}"

    def markdown(self) -> str:
        return "\n\n".join([f"**{self.sentence()}**", *(route.markdown() for route in self.routes), f"_{LABEL}_"])


def basis(
    record: Record, requesting: str, requested: str, offence: str | None, measure: str, on: dt.date,
    objections: ObjectionRule = ObjectionRule.as_vclt,
) -> Answer:  # fmt: skip
    """Every treaty route from a requesting to a requested state for a measure and an offence on a day.

    `offence` None asks for whichever offences the treaties have. UnknownThingError for ids that do not exist or are
    of another kind.
    """
    for state in (requesting, requested):
        require_actor(record.graph, state)
    inquiry = Inquiry(record, offence, measure, on, objections)
    asked = _asked(record, requesting, requested, offence, measure, on)
    if requesting == requested:
        reason = "A state needs no treaty to ask itself: this is a matter of its own law."
        return Answer(
            asked, requesting, requested, offence, measure, on, Verdict.fails, reason, (), None, record.known_as_of
        )
    later = _Later(inquiry, requesting, requested)
    routes = [_route(inquiry, later, treaty) for treaty in inquiry.treaties()]
    verdict = any_of(route.verdict for route in routes)
    ordered = tuple(sorted(routes, key=lambda r: (_ORDER.index(r.verdict), _distance(r), r.treaty)))
    return Answer(
        asked,
        requesting,
        requested,
        offence,
        measure,
        on,
        verdict,
        _reason(ordered),
        ordered,
        later.answer_changes(verdict),
        record.known_as_of,
    )


def _asked(record: Record, requesting: str, requested: str, offence: str | None, measure: str, on: dt.date) -> str:
    """The question in words: `France to Japan, Illegal access, Expedited preservation, 2026-11-01`."""
    name = record.graph.name
    return f"{name(requesting)} to {name(requested)}, {name(offence) if offence else 'any offence'}, {name(measure)}, {on.isoformat()}"


_ORDER = (Verdict.holds, Verdict.undetermined, Verdict.fails)


def _distance(route: Route) -> int:
    """How many hops do not hold: the nearest route is shown first."""
    return sum(hop.verdict is not Verdict.holds for hop in route.hops)


def _reason(routes: tuple[Route, ...]) -> str:
    if not routes:
        return "No treaty on record provides for the measure between states, or criminalises the offence."
    best = routes[0]
    return best.sentence()


def _route(inquiry: Inquiry, later: _Later, treaty: str) -> Route:
    hops = inquiry.hops(treaty, later.requesting, later.requested)
    verdict = all_of(hop.verdict for hop in hops)
    change = next(((day, v) for day, v in later.verdicts(treaty) if v is not verdict), (None, None))
    return Route(treaty, inquiry.record.graph.name(treaty), hops, *change)


class _Later:
    """How the routes between two states go on after the day asked: on each known day on which a fact changes, the verdict from then on."""

    def __init__(self, inquiry: Inquiry, requesting: str, requested: str) -> None:
        self.now, self.requesting, self.requested = inquiry, requesting, requested
        self._then: dict[dt.date, Inquiry] = {}
        self._verdicts: dict[str, list[tuple[dt.date, Verdict]]] = {}

    def verdicts(self, treaty: str) -> list[tuple[dt.date, Verdict]]:
        """The verdict of a treaty's route from each later day on which it may change."""
        if treaty not in self._verdicts:
            self._verdicts[treaty] = [(day, self._on(day, treaty)) for day in self._days(treaty)]
        return self._verdicts[treaty]

    def answer_changes(self, verdict: Verdict) -> dt.date | None:
        """The first later day on which the answer over all routes is another."""
        treaties = self.now.treaties()
        for day in sorted({day for treaty in treaties for day, _ in self.verdicts(treaty)}):
            if any_of(self._on(day, treaty) for treaty in treaties) is not verdict:
                return day
        return None

    def _on(self, day: dt.date, treaty: str) -> Verdict:
        if day not in self._then:
            now = self.now
            self._then[day] = Inquiry(now.record, now.offence, now.measure, day, now.objections, asked=now.asked)
        return all_of(hop.verdict for hop in self._then[day].hops(treaty, self.requesting, self.requested))

    def _days(self, treaty: str) -> list[dt.date]:
        """Later days on which a fact of the route changes: entry into force, bonds, statements, and bonds that oblige to criminalise."""
        if Verdict.fails in [finding.verdict for finding in self.now.general(treaty)[:2]]:
            return []  # what a treaty does not cover or provide for, it does on no other day
        record, known = self.now.record, statements_of(self.now.record.graph)
        entry = record.entry(treaty).when
        days = list(entry.days() if entry else ())
        obliging = (
            [t for t in self.now.scope.treaties if self.now.covered(t).verdict is Verdict.holds]
            if self.now.offence
            else []
        )
        parent = record.parent(treaty)
        for state in (self.requesting, self.requested):
            for source in {treaty, *([parent] if parent else []), *obliging}:
                days += known.days(source, state)
                for bond in record.bonds(state, source):
                    days += [*bond.since.days(), *(bond.until.days() if bond.until else ())]
        return sorted({day for day in days if day > self.now.on})
