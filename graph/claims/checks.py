"""What the record says of a claim: supported, contradicted with the fact, or not in the record; always with the reason and where it stands.

A check answers for the claim as if it were not negated; a negation turns a supported one into a contradicted one and the reverse. What
the record does not hold is `not_in_record`: silence contradicts nothing, save where the record lists all there is (the signatories as at
a day, the offences of a treaty whose provisions are catalogued).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from graph.claims.facts import Facts
from graph.claims.naming import plain
from graph.claims.patterns import Claimed
from graph.claims.treaty_mentions import UNKNOWN
from graph.claims.values import When

SUPPORTED, CONTRADICTED, NOT_IN_RECORD = "supported", "contradicted", "not_in_record"
VERDICTS = (SUPPORTED, CONTRADICTED, NOT_IN_RECORD)
_TURNED = {SUPPORTED: CONTRADICTED, CONTRADICTED: SUPPORTED}


@dataclass(frozen=True)
class Finding:
    """A verdict with its reason, where the fact is said, and the ids of what was looked at."""

    verdict: str
    reason: str
    citation: str = ""
    checked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    """When an article was written: the day it bears, and, where it bears none, the day of the event it reports."""

    article: dt.date | None = None
    event: dt.date | None = None

    @property
    def known(self) -> dt.date | None:
        return self.article or self.event


Check = Callable[[Facts, Claimed, Day], Finding]
CHECKS: dict[str, Check] = {}


def check(*predicates: str) -> Callable[[Check], Check]:
    """Register the check of some predicates."""

    def register(function: Check) -> Check:
        CHECKS.update(dict.fromkeys(predicates, function))
        return function

    return register


def verify(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    """The verdict on a claim."""
    if claimed.treaty == UNKNOWN:
        return missing("the record does not hold that treaty")
    found = CHECKS[claimed.predicate](facts, claimed, day)
    return replace(found, verdict=_TURNED.get(found.verdict, found.verdict)) if claimed.negated else found


def supported(reason: str, citation: str, *checked: str) -> Finding:
    return Finding(SUPPORTED, reason, citation, checked)


def contradicted(reason: str, citation: str, *checked: str) -> Finding:
    return Finding(CONTRADICTED, reason, citation, checked)


def missing(reason: str, citation: str = "", *checked: str) -> Finding:
    return Finding(NOT_IN_RECORD, reason, citation, checked)


def judged(right: bool, reason: str, citation: str, *checked: str) -> Finding:
    return Finding(SUPPORTED if right else CONTRADICTED, reason, citation, checked)


def shown(day: dt.date) -> str:
    """`24 December 2024`."""
    return f"{day.day} {day:%B %Y}"


def shown_interval(first: dt.date, last: dt.date) -> str:
    """Days between which something happened, as far as they are known."""
    if first == last:
        return shown(first)
    if first == dt.date.min and last == dt.date.max:
        return "on a day that is not recorded"
    if first == dt.date.min:
        return f"by {shown(last)}"
    if last == dt.date.max:
        return f"not before {shown(first)}"
    return f"between {shown(first)} and {shown(last)}"


def by_then(claimed: Claimed, day: Day) -> dt.date | None:
    """The day on which a claim without a verb of its own for time is meant to hold: the date it names, or that of the article."""
    return last_day(claimed.date) or day.article


def last_day(when: When | None) -> dt.date | None:
    return when.last if when and when.weekday is None and not when.yearless else None


def date_of(facts: Facts, id_: str, name: str) -> dt.date | None:
    """A date property of a node; None where it has none."""
    value = facts.graph.nodes[id_].properties.get(name)
    return value if isinstance(value, dt.date) else None


def on_day(when: When, day: dt.date, what: str, citation: str, *checked: str) -> Finding:
    """Whether a date as stated is the day on record; `what` is said of that day."""
    weekday = f" ({day:%A})" if when.weekday is not None else ""
    return judged(when.fits(day), f"{what} on {shown(day)}{weekday}", citation, *checked)


def same_place(said: str, places: list[str]) -> bool:
    """Whether a place as said (city, or city and country) is among the recorded ones."""
    said_words = plain(said).lower()
    return any(p and (plain(p).lower() in said_words or said_words in plain(p).lower()) for p in places)
