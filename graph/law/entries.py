"""When treaties enter into force: as the depositary states it, or as it follows from the instruments on record.

Legal sources: the final clauses of each treaty (as its node's properties) and the Vienna Convention on the Law of Treaties (VCLT),
article 24. A stated day goes before a reckoned one; days known between bounds give an entry into force between bounds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from graph.law.acts import Act, Acts, Pair, Supposition
from graph.law.in_force import Delay, Instrument, Rule, decisive
from graph.law.spans import Span
from graph.law.verdicts import Citation, Verdict, distinct
from graph.projection import Projection
from ontology.schema import Terms


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry into force of a treaty. `when` None: on the record its conditions are not met."""

    when: Span | None
    reason: str
    citations: tuple[Citation, ...]

    def on(self, day: dt.date) -> Verdict:
        """Whether the treaty is in force on a day."""
        return self.when.reached(day) if self.when else Verdict.fails


class Entries:
    """Treaties with their rules, the acts about them, and what follows for their entry into force.

    `suppose`: deposits that are only imagined; `known_as_of`: read the record as it stood on that day.
    """

    def __init__(
        self, graph: Projection, suppose: Iterable[Supposition] = (), known_as_of: dt.date | None = None
    ) -> None:
        self.graph = graph
        self.terms = Terms(graph.schema)
        self.known_as_of = known_as_of
        self.suppose = tuple(suppose)
        self.acts = Acts(graph, self.suppose, known_as_of)
        self.rules = {n.id: Rule.of(n.id, n.properties) for n in graph.nodes.values() if n.label == self.terms.Treaty}
        self._members = self._memberships()
        self._entries: dict[str, Entry] = {}

    def parent(self, treaty: str) -> str | None:
        """The treaty to which one must be party first (protocols)."""
        parent = self.graph.nodes[treaty].properties.get("requires_party_to")
        return str(parent) if parent in self.rules else None

    def entry(self, treaty: str) -> Entry:
        """When a treaty enters into force, and why."""
        if treaty not in self._entries:
            self._entries[treaty] = self._after_parent(treaty, self._entry(treaty))
        return self._entries[treaty]

    def instruments(self, treaty: str, *, latest: bool) -> list[Instrument]:
        """Consents with a day each: as late as the record allows and undisputed ones only, or as early as it allows and all."""
        found = []
        for act in self.acts.consents_to(treaty):
            day = act.when.last if latest else act.when.first
            if day is not None and not (latest and act.disputed):
                found.append(self.instrument(act, day))
        return found

    def instrument(self, act: Act, day: dt.date) -> Instrument:
        """An act as an instrument deposited on a day."""
        kind = self.graph.nodes[act.actor].properties.get("kind")
        group = self.rules[act.treaty].member_group
        return Instrument(act.actor, day, kind == "reio", group is not None and self.is_member(act.actor, group, day))

    def is_member(self, actor: str, group: str, day: dt.date) -> bool:
        """Whether an actor belongs to an organisation on a day; a membership without days always counts."""
        spans = self._members.get((actor, group), ())
        return any((since is None or since <= day) and (until is None or day < until) for since, until in spans)

    def _memberships(self) -> dict[Pair, list[tuple[dt.date | None, dt.date | None]]]:
        found: dict[Pair, list[tuple[dt.date | None, dt.date | None]]] = {}
        for edge in self.graph.edges:
            if edge.type == self.terms.MEMBER_OF:
                since, until = (edge.properties.get(name) for name in ("since", "until"))
                span = (since if isinstance(since, dt.date) else None, until if isinstance(until, dt.date) else None)
                found.setdefault((edge.start, edge.end), []).append(span)
        return found

    def _entry(self, treaty: str) -> Entry:
        rule, node = self.rules[treaty], self.graph.nodes[treaty]
        cited = (Citation.of(node),)
        stated = rule.entry_into_force
        if stated and (self.known_as_of is None or stated <= self.known_as_of):
            return Entry(Span.on(stated), f"In force since {stated}, as its depositary states.", cited)
        reported = node.properties.get("status") == "in_force" and self.known_as_of is None
        if rule.threshold is None or rule.first is None:
            when = Span(self.adopted(treaty), None)
            return Entry(when, "The record does not hold the day or the whole rule of entry into force.", cited)
        return self._reckoned_entry(rule, reported, cited)

    def _reckoned_entry(self, rule: Rule, reported: bool, cited: tuple[Citation, ...]) -> Entry:
        early = decisive(rule, self.instruments(rule.treaty, latest=False))
        late = decisive(rule, self.instruments(rule.treaty, latest=True))
        if early is None and not reported:
            return Entry(None, self._short_of(rule), cited)
        delay = rule.first or Delay()
        floor = Span.on(self.adopted(rule.treaty))
        first = delay.after(early.deposited) if early and early.deposited > dt.date.min else dt.date.min
        when = Span(first, delay.after(late.deposited) if late else None).not_before(floor)
        last = [a.citation for a in self.acts.consents_to(rule.treaty) if early and a.actor == early.actor]
        return Entry(
            when, f"Entry into force reckoned from the instruments on record: {when}.", distinct((*cited, *last))
        )

    def _short_of(self, rule: Rule) -> str:
        acts = [a for a in self.acts.consents_to(rule.treaty) if rule.counts_reio or not self._reio(a)]
        sure = {a.actor for a in acts if not a.disputed}
        doubtful = {a.actor for a in acts} - sure
        more = f" ({len(doubtful)} more are disputed)" if doubtful else ""
        return f"{len(sure)} of the {rule.threshold} instruments needed are on record{more}."

    def _after_parent(self, treaty: str, entry: Entry) -> Entry:
        """A protocol does not enter into force before the treaty it supplements."""
        parent = self.parent(treaty)
        if parent is None or entry.when is None:
            return entry
        above = self.entry(parent)
        when = entry.when.not_before(above.when) if above.when else None
        return (
            entry if when == entry.when else Entry(when, entry.reason, distinct((*entry.citations, *above.citations)))
        )

    def adopted(self, treaty: str) -> dt.date:
        """The day of adoption, before which there was no such treaty; the earliest day there is where the record has none."""
        node = self.graph.nodes[treaty]
        days = [d for name in ("adopted", "opened") if isinstance(d := node.properties.get(name), dt.date)]
        return min(days, default=dt.date.min)

    def _reio(self, act: Act) -> bool:
        return self.graph.nodes[act.actor].properties.get("kind") == "reio"
