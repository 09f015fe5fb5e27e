"""Entry into force of a treaty: which instruments count, how many are missing, the earliest day, and the pace of comparable treaties.

The pace is a comparison, not a forecast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from graph.law.acts import Act, require_treaty
from graph.law.bonds import Record
from graph.law.in_force import Rule, counting
from graph.law.spans import Span
from graph.law.verdicts import LABEL, Citation, Verdict, distinct

COMPARABLE = ("untoc", "uncac", "budapest", "malabo")


@dataclass(frozen=True)
class Deposit:
    """An instrument on record, and whether it counts towards the threshold; `why` says what sets it apart."""

    act: Act
    counts: bool
    why: str

    def as_json(self) -> dict[str, object]:
        when = self.act.when
        return {
            "actor": self.act.actor, "date": when.day, "date_from": when.first if when.first > dt.date.min else None,
            "date_to": when.last, "mode": self.act.mode, "counts": self.counts, "why": self.why,
            "disputed": self.act.disputed, "supposed": self.act.supposed, "citation": str(self.act.citation),
        }  # fmt: skip


@dataclass(frozen=True)
class EntryIntoForce:
    """Whether a treaty is in force on a day, and what its entry into force still needs.

    `counting`: undisputed instruments deposited by the day, and the supposed ones whatever their day;
    `counting_at_most`: with those that are disputed or may come later; `earliest`: the earliest day of entry into
    force, where all that is missing were deposited on the day asked.
    """

    treaty: str
    name: str
    on: dt.date
    verdict: Verdict
    when: Span | None
    counting: int
    counting_at_most: int
    needed: int | None
    missing: int | None
    earliest: dt.date | None
    reason: str
    rule: str
    deposits: tuple[Deposit, ...]
    citations: tuple[Citation, ...]
    known_as_of: dt.date | None

    def as_json(self) -> dict[str, object]:
        in_force = {Verdict.holds: True, Verdict.fails: False, Verdict.undetermined: None}[self.verdict]
        between = None if self.when is None or self.when.day else [self.when.first, self.when.last]
        return {
            "treaty": self.treaty, "on": self.on, "in_force": in_force, "verdict": self.verdict.value,
            "entry_into_force": self.when.day if self.when else None, "entry_into_force_between": between,
            "counting": self.counting, "counting_at_most": self.counting_at_most, "needed": self.needed,
            "missing": self.missing, "earliest": self.earliest, "reason": self.reason, "rule": self.rule,
            "instruments": [d.as_json() for d in self.deposits], "citation": "; ".join(map(str, self.citations)),
            "citations": [c.as_json() for c in self.citations], "known_as_of": self.known_as_of, "label": LABEL,
        }  # fmt: skip

    def sentence(self) -> str:
        state = {Verdict.holds: "is in force", Verdict.fails: "is not in force"}.get(self.verdict, "may be in force")
        return f"On {self.on.isoformat()} the {self.name} {state}. {self.reason}"

    def markdown(self) -> str:
        lines = [f"**{self.sentence()}**", ""]
        if self.verdict is not Verdict.holds and self.needed is not None:
            lines += [f"- {self.counting} of {self.needed} instruments count, {self.missing} are missing."]
            lines += [f"- Earliest possible day: {self.earliest}."] if self.earliest else []
        lines += [f"- {d.act.actor}: {d.act.when}, {d.why}" for d in self.deposits if not d.counts]
        return "\n".join([*lines, "", f"Rule: {self.rule} _{LABEL}_"])


def entry_into_force(record: Record, treaty: str, on: dt.date) -> EntryIntoForce:
    """Whether a treaty is in force on a day, what counts and what is missing. UnknownThingError for an unknown treaty."""
    node = require_treaty(record.graph, treaty)
    rule, entry = record.rules[treaty], record.entry(treaty)
    deposits = tuple(_deposits(record, rule, on))
    sure = [d.act for d in deposits if d.counts]
    perhaps = {d.act.actor for d in deposits if d.counts or d.why in _DOUBTS}
    missing = None if rule.threshold is None else max(_missing(record, rule, sure), 0)
    done = entry.when is not None and entry.when.last is not None
    return EntryIntoForce(
        treaty, record.graph.name(treaty), on, entry.on(on), entry.when if done else None, len(sure), len(perhaps), rule.threshold,
        0 if missing is not None and entry.on(on) is Verdict.holds else missing, _earliest(rule, entry.when, on),
        entry.reason, str(node.properties.get("eif_rule", "not in the record")), deposits,
        distinct((*entry.citations, *(d.act.citation for d in deposits if not entry.when))),
        record.known_as_of or record.acts.coverage(treaty).as_at,
    )  # fmt: skip


_DISPUTED, _LOOSE, _LATER = "sources dispute it", "may have been deposited later", "deposited later"
_DOUBTS = (_DISPUTED, _LOOSE)


def _deposits(record: Record, rule: Rule, on: dt.date) -> Iterable[Deposit]:
    """The instruments on record in the order of deposit, each with whether it counts on a day."""
    acts = sorted(record.acts.consents_to(rule.treaty), key=lambda a: (a.when.first, a.actor))
    seen: set[str] = set()
    for act in acts:
        why = _why_not(record, rule, act, on)
        if not why and act.actor in seen:
            why = "a second instrument of the same actor"
        if not why:
            seen.add(act.actor)
        yield Deposit(act, not why, why or ("supposed" if act.supposed else "counts"))


def _why_not(record: Record, rule: Rule, act: Act, on: dt.date) -> str:
    instrument = record.instrument(act, act.when.first)
    if instrument.reio and not rule.counts_reio:
        return "an organization's instrument is not counted beside those of its members"
    if act.supposed:
        return ""
    if act.when.reached(on) is Verdict.fails:
        return _LATER
    if act.disputed:
        return _DISPUTED
    return _LOOSE if act.when.reached(on) is Verdict.undetermined else ""


def _missing(record: Record, rule: Rule, sure: list[Act]) -> int:
    """How many more instruments are needed: to the threshold, and of members where the rule asks for some."""
    members = sum(record.instrument(act, act.when.first).member for act in sure)
    return max((rule.threshold or 0) - len(sure), rule.member_threshold - members)


def _earliest(rule: Rule, when: Span | None, on: dt.date) -> dt.date | None:
    """The earliest possible day: the one that follows from the record, otherwise with all that is missing deposited on the day asked."""
    if when is not None:
        return when.first
    return rule.first.after(on) if rule.first else None


# ------------------------------------------------------------------ pace and follow-up


@dataclass(frozen=True, slots=True)
class PacePoint:
    """A point of a curve: the number of instruments a treaty had so many days after it was opened for signature."""

    treaty: str
    date: dt.date
    days: int
    count: int
    needed: int | None


def pace(record: Record, treaties: Iterable[str] = COMPARABLE) -> list[PacePoint]:
    """How fast instruments came in, for treaties side by side; loosely dated ones at the latest day they allow, disputed ones left out."""
    points = []
    for treaty in treaties:
        node, rule = require_treaty(record.graph, treaty), record.rules[treaty]
        opened = node.properties.get("opened") or node.properties.get("adopted")
        instruments = counting(rule, record.instruments(treaty, latest=True))
        if isinstance(opened, dt.date):
            points += [
                PacePoint(treaty, i.deposited, (i.deposited - opened).days, number, rule.threshold)
                for number, i in enumerate(instruments, 1)
            ]
    return points


@dataclass(frozen=True, slots=True)
class Waiting:
    """A signatory without an instrument: since when it has been waiting, and for how many days (at least, where the day is loose)."""

    actor: str
    treaty: str
    signed: Span
    days: int | None
    citation: Citation


def not_followed_up(record: Record, treaty: str, on: dt.date) -> list[Waiting]:
    """Signatories without an instrument on record by a day, those waiting longest first; who may have one is left out."""
    require_treaty(record.graph, treaty)
    followed = {a.actor for a in record.acts.consents_to(treaty) if a.when.reached(on) is not Verdict.fails}
    waiting = [
        Waiting(act.actor, treaty, act.when, (on - act.when.last).days if act.when.last else None, act.citation)
        for act in record.acts.signatures_of(treaty)
        if act.actor not in followed and act.when.reached(on) is Verdict.holds
    ]
    return sorted(waiting, key=lambda w: (-(w.days or 0), w.actor))
