"""Who is bound by what, and since when: entry into force of treaties and the bonds of actors, reckoned from the acts on record.

Legal sources: the final clauses of each treaty (as its node's properties) and the Vienna Convention on the Law of
Treaties (VCLT), articles 2(1)(g) (a party), 24 (entry into force), 54 to 56 (withdrawal). Where a source states a
day, the stated day goes before the reckoned one. Days known between bounds give verdicts that the bounds allow, and
disputed statements are weighed side by side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from graph.acts import Act, Acts, Pair, Supposition
from graph.in_force import Delay, Instrument, Rule, bound_since, decisive
from graph.projection import Projection
from graph.spans import Span
from graph.verdicts import Citation, Finding, Verdict, all_of, distinct, opposite, weigh
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


@dataclass(frozen=True, slots=True)
class Bond:
    """A time in which a treaty is in force for an actor: from `since` to before `until` (None: no end on record)."""

    since: Span
    until: Span | None
    act: Act
    stated: bool
    end: Citation | None = None

    def on(self, day: dt.date) -> Verdict:
        """Whether it holds on a day."""
        ended = self.until.reached(day) if self.until else Verdict.fails
        return all_of((self.since.reached(day), opposite(ended)))

    def citations(self) -> tuple[Citation, ...]:
        return (self.act.citation, self.end) if self.end else (self.act.citation,)


class Record:
    """The depositary record in a graph, with what follows from it.

    `suppose`: deposits that are only imagined; `known_as_of`: read the record as it stood on that day. Answers are
    kept, so one record serves many questions.
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
        self._bonds: dict[Pair, tuple[Bond, ...]] = {}
        self._bound: dict[tuple[str, str, dt.date, dt.date], Finding] = {}

    def parent(self, treaty: str) -> str | None:
        """The treaty to which one must be party first (protocols)."""
        parent = self.graph.nodes[treaty].properties.get("requires_party_to")
        return str(parent) if parent in self.rules else None

    # ------------------------------------------------------------------ entry into force

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

    # ------------------------------------------------------------------ bonds

    def bonds(self, actor: str, treaty: str) -> tuple[Bond, ...]:
        """Every time in which, on the record, the treaty is or was in force for the actor; disputed ones among them."""
        key = (actor, treaty)
        if key not in self._bonds:
            stated = [self._stated(act) for act in self.acts.stated_bonds.get(key, ())]
            reckoned = [bond for act in self.acts.consents.get(key, ()) if (bond := self._reckoned(act))]
            self._bonds[key] = (*stated, *(b for b in reckoned if not any(_repeats(b, s) for s in stated)))
        return self._bonds[key]

    def _stated(self, act: Act) -> Bond:
        return self._ended(Bond(act.when, act.ends, act, stated=True))

    def _reckoned(self, act: Act) -> Bond | None:
        entry, rule = self.entry(act.treaty).when, self.rules[act.treaty]
        if entry is None:
            return None
        first = act.when.first if act.when.first > dt.date.min else self.adopted(act.treaty)
        low = bound_since(rule, first, entry.first) or max(entry.first, first)
        return self._ended(Bond(Span(low, self._latest(rule, act.when, entry)), None, act, stated=False))

    def _latest(self, rule: Rule, deposited: Span, entry: Span) -> dt.date | None:
        """The latest day on which a bond can begin. Of two entries into force the earlier may be worse: the deposit then is a later one."""
        if deposited.last is None or entry.last is None:
            return None
        days = [bound_since(rule, deposited.last, day) for day in (entry.first, entry.last)]
        return None if None in days else max(day for day in days if day)

    def _ended(self, bond: Bond) -> Bond:
        """The bond with its end: a withdrawal made after the act, or the end of the state itself."""
        ends = [(self._effect(w), w.citation) for w in self.acts.withdrawals.get((bond.act.actor, bond.act.treaty), ())]
        ends = [(when, cited) for when, cited in ends if when.first > bond.since.first]
        node = self.graph.nodes[bond.act.actor]
        dissolved = node.properties.get("dissolved")
        if isinstance(dissolved, dt.date):
            ends.append((Span.on(dissolved), Citation.of(node)))
        if bond.until:
            ends.append((bond.until, bond.act.citation))
        if not ends:
            return bond
        until, cited = min(ends, key=lambda e: (e[0].first, e[0].last or dt.date.max))
        return Bond(bond.since, until, bond.act, bond.stated, cited)

    def _effect(self, withdrawal: Act) -> Span:
        """The day on which a withdrawal takes effect: as stated, or after the treaty's delay, or at an unknown later day."""
        if withdrawal.ends:
            return withdrawal.ends
        delay = self.rules[withdrawal.treaty].denunciation
        return withdrawal.when.then(delay.after) if delay else Span(withdrawal.when.first, None)

    # ------------------------------------------------------------------ verdicts

    def bound(self, actor: str, treaty: str, on: dt.date, asked: dt.date | None = None) -> Finding:
        """Whether the treaty is in force for the actor on a day (VCLT, article 2(1)(g)).

        `asked`: the day as at which a list must be current for its silence to mean something (default: `on`). It keeps a list
        that grows old from looking like a change of law when one looks ahead.
        """
        key = (actor, treaty, on, asked or on)
        if key not in self._bound:
            self._bound[key] = self._judge(actor, treaty, on, asked or on)
        return self._bound[key]

    def _judge(self, actor: str, treaty: str, on: dt.date, asked: dt.date) -> Finding:
        question = f"{self.graph.name(actor)} bound"
        bonds = self.bonds(actor, treaty)
        if not bonds:
            return self._unbound(question, actor, treaty, on, asked)
        verdict = weigh([(bond.on(on), bond.act.disputed) for bond in bonds])
        disputed = any(bond.act.disputed for bond in bonds)
        near = list(bonds) if disputed else [b for b in bonds if b.on(on) is not Verdict.fails] or list(bonds)
        reason = " ".join(self._tell(bond, on) for bond in near)
        return Finding(question, verdict, reason, distinct(c for b in near for c in b.citations()))

    def _unbound(self, question: str, actor: str, treaty: str, on: dt.date, asked: dt.date) -> Finding:
        """Of an actor without a bond: it may not join, it has consented too early, or it is silent."""
        node, entry = self.graph.nodes[treaty], self.entry(treaty)
        name, title = self.graph.name(actor), self.graph.name(treaty)
        consents, club = self.acts.consents.get((actor, treaty), ()), node.properties.get("open_to")
        if on < self.adopted(treaty):
            return Finding(question, Verdict.fails, f"{title} did not exist yet.", entry.citations)
        if consents:
            reason = (
                f"{name} has deposited an instrument ({consents[0].when}), but the treaty has not entered into force."
            )
            return Finding(
                question, Verdict.fails, reason, distinct((*(a.citation for a in consents), *entry.citations))
            )
        if club and not self.is_member(actor, str(club), on):
            reason = f"{title} is open only to members of {self.graph.name(str(club))}, and {name} is none."
            return Finding(question, Verdict.fails, reason, (Citation.of(node),))
        return self._silent(question, actor, treaty, asked)

    def _silent(self, question: str, actor: str, treaty: str, asked: dt.date) -> Finding:
        coverage, name = self.acts.coverage(treaty), self.graph.name(actor)
        signed = self.acts.signatures.get((actor, treaty), ())
        verdict = coverage.silence(asked)
        reason = f"{f'{name} has signed only: no' if signed else 'No'} instrument of {name} in {coverage.describe()}."
        if verdict is Verdict.undetermined:
            later = (
                "What others deposited since is not on record." if coverage.by_depositary else "It may be incomplete."
            )
            reason = f"{reason} {later}"
        return Finding(question, verdict, reason, distinct((*(a.citation for a in signed), coverage.citation)))

    def _tell(self, bond: Bond, on: dt.date) -> str:
        name = self.graph.name(bond.act.actor)
        how = "" if bond.stated else f", reckoned from its {bond.act.mode or 'instrument'} ({bond.act.when})"
        disputed = " Sources dispute this." if bond.act.disputed else ""
        if bond.until and bond.until.reached(on) is not Verdict.fails:
            return f"It was in force for {name} {since(bond.since)}; that ended {bond.until}.{disputed}"
        begun = bond.since.reached(on)
        words = {
            Verdict.holds: "In force for",
            Verdict.fails: "Only later in force for",
            Verdict.undetermined: "Perhaps in force for",
        }
        return f"{words[begun]} {name}: {since(bond.since)}{how}.{disputed}"


def since(when: Span) -> str:
    """`since 2006-05-01`, `since a day between 2010-12-21 and 2016-12-31`."""
    return f"since {when}" if when.day else f"since a day {when}"


def _repeats(reckoned: Bond, stated: Bond) -> bool:
    """Whether a reckoned bond says what a stated one says, or is set aside by one that no source disputes."""
    if reckoned.act.supposed:
        return False
    return reckoned.since == stated.since or not (reckoned.act.disputed or stated.act.disputed)
