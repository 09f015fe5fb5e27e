"""Entry into force: the rules of treaties as data, and what follows from the instruments deposited.

Sources of the rules: the final clauses of each treaty, held as properties of its node (threshold, delays, who
counts), and the Vienna Convention on the Law of Treaties, articles 2(1)(g) (a party), 24 (entry into force) and 54 to
56 (withdrawal). Delays count from the day of deposit: "the ninetieth day after" is that day plus ninety days.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.records import Batch, Edge, Place
from ontology.schema import Schema, Terms, Value

FIRST_OF_NEXT_MONTH = "first_of_next_month"
RECKONED = "reckoned from "


@dataclass(frozen=True)
class Delay:
    """A time that must pass, in days and months, and whether it runs to the first day of the month after."""

    days: int = 0
    months: int = 0
    anchor: str = "exact_day"

    def after(self, day: dt.date) -> dt.date:
        """The day to which the delay leads from `day`.

        Months run to the same day of the month, or to its last day where it is shorter (a period of months, not of
        days).
        """
        end = add_months(day, self.months) + dt.timedelta(days=self.days)
        if self.anchor == FIRST_OF_NEXT_MONTH:
            return add_months(end.replace(day=1), 1)
        return end


@dataclass(frozen=True)
class Rule:
    """How a treaty enters into force, and how long a denunciation takes. None in `threshold` or a delay: the record does not say."""

    treaty: str
    threshold: int | None
    first: Delay | None
    later: Delay | None
    counts_reio: bool = False
    member_group: str | None = None
    member_threshold: int = 0
    entry_into_force: dt.date | None = None
    denunciation: Delay | None = None

    @classmethod
    def of(cls, treaty: str, properties: Mapping[str, Value | None]) -> Rule:
        """The rule that a treaty's properties state."""
        threshold, stated = properties.get("eif_threshold"), properties.get("entry_into_force")
        group, members = properties.get("eif_member_group"), properties.get("eif_member_threshold")
        return cls(
            treaty=treaty,
            threshold=threshold if isinstance(threshold, int) else None,
            first=_delay(properties, "eif"),
            later=_delay(properties, "later"),
            counts_reio=properties.get("eif_counts_reio") is True,
            member_group=str(group) if group else None,
            member_threshold=members if isinstance(members, int) else 0,
            entry_into_force=stated if isinstance(stated, dt.date) else None,
            denunciation=_delay(properties, "denunciation"),
        )


@dataclass(frozen=True)
class Instrument:
    """An instrument by which an actor consents to be bound, with the day of its deposit.

    `reio`: a regional economic integration organization made it; `member`: its actor then belonged to the group that
    the rule names.
    """

    actor: str
    deposited: dt.date
    reio: bool = False
    member: bool = False


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the last of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _delay(properties: Mapping[str, Value | None], prefix: str) -> Delay | None:
    days, months = properties.get(f"{prefix}_delay_days"), properties.get(f"{prefix}_delay_months")
    if not isinstance(days, int) and not isinstance(months, int):
        return None
    anchor = str(properties.get("delay_anchor") or "exact_day")
    return Delay(days if isinstance(days, int) else 0, months if isinstance(months, int) else 0, anchor)


def counting(rule: Rule, instruments: Iterable[Instrument]) -> list[Instrument]:
    """The instruments that count towards the threshold, one for each actor, in the order of deposit."""
    first: dict[str, Instrument] = {}
    for instrument in sorted(instruments, key=lambda i: (i.deposited, i.actor)):
        if rule.counts_reio or not instrument.reio:
            first.setdefault(instrument.actor, instrument)
    return list(first.values())


def decisive(rule: Rule, instruments: Iterable[Instrument]) -> Instrument | None:
    """The instrument with which the threshold is reached, or None while it is not.

    Some treaties ask for a number of members of a group among them (Budapest Convention, article 36(3)).
    """
    if rule.threshold is None:
        return None
    among = 0
    for number, instrument in enumerate(counting(rule, instruments), 1):
        among += instrument.member
        if number >= rule.threshold and among >= rule.member_threshold:
            return instrument
    return None


def reckoned_entry(rule: Rule, instruments: Iterable[Instrument]) -> dt.date | None:
    """The day of entry into force that follows from the instruments, or None where the threshold is not reached."""
    last = decisive(rule, instruments)
    return rule.first.after(last.deposited) if last and rule.first else None


def bound_since(rule: Rule, deposited: dt.date, entry: dt.date | None) -> dt.date | None:
    """The day from which a treaty that enters into force on `entry` is in force for an actor that deposited on a day.

    Those among whose instruments the decisive one was are bound with the treaty; those who deposit later after a
    delay of their own, never before the treaty itself is in force. None where it is not, or where the record has no
    rule for later parties.
    """
    if entry is None:
        return None
    if rule.first and rule.first.after(deposited) <= entry:
        return entry
    return max(entry, rule.later.after(deposited)) if rule.later else None


def derive_parties(batch: Batch, schema: Schema) -> list[Edge]:
    """PARTY_TO relationships that follow from the acts in a batch, where no source states the day itself.

    Each carries the source and the review state of the instrument it follows from. An act whose exact day is not
    known gives none.
    """
    terms = Terms(schema)
    rules = {n.id: Rule.of(n.id, n.properties) for n in batch.nodes if n.label == terms.Treaty}
    stated = {(e.start, e.end) for e in batch.edges if e.type == terms.PARTY_TO}
    ends = {(e.start, e.end): e.properties.get("effective") for e in batch.edges if e.type == terms.WITHDREW}
    acts: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in batch.edges:
        if edge.type == terms.RATIFIED and (edge.start, edge.end) not in stated and edge.end in rules:
            acts[edge.start, edge.end].append(edge)
    derived = []
    for pair, instruments in acts.items():
        for day, edge in _one_for_each_day(instruments).items():
            rule = rules[edge.end]
            since = bound_since(rule, day, rule.entry_into_force)
            if since:
                derived.append(_party_edge(edge, since, ends.get(pair), terms.PARTY_TO))
    return derived


def is_reckoned(edge: Edge) -> bool:
    """Whether a bond was derived here, so that it adds nothing to the instrument it rests on."""
    return str(edge.properties.get("locator")).startswith(RECKONED)


def _one_for_each_day(instruments: list[Edge]) -> dict[dt.date, Edge]:
    """Sources that agree on the day give one bond; those that differ keep theirs."""
    dated = [(e.properties.get("date"), e) for e in reversed(instruments)]
    return {day: edge for day, edge in dated if isinstance(day, dt.date)}


def _party_edge(act: Edge, since: dt.date, until: Value | None, type_: str) -> Edge:
    properties: dict[str, Value] = {
        "since": since,
        "source": act.properties["source"],
        "locator": f"{RECKONED}{act.properties['locator']}",
        "review": act.properties["review"],
        "note": f"follows from the {act.properties.get('mode', 'instrument')} and the treaty's entry-into-force rule",
    }
    if isinstance(until, dt.date) and until > since:
        properties["until"] = until
    return Edge(type_, act.start, act.end, properties, Place(act.place.file, act.place.line))
