"""Who is bound by what, and since when: the bonds of actors, stated by sources or reckoned from the acts on record.

Legal sources: the final clauses of each treaty (as its node's properties) and the Vienna Convention on the Law of
Treaties (VCLT), articles 2(1)(g) (a party), 24 (entry into force), 54 to 56 (withdrawal). Where a source states a
day, the stated day goes before the reckoned one. Days known between bounds give verdicts that the bounds allow, and
disputed statements are weighed side by side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from graph.law.acts import Act, Pair, Supposition
from graph.law.entries import Entries
from graph.law.in_force import Rule, bound_since
from graph.law.spans import Span
from graph.law.verdicts import Citation, Finding, Verdict, all_of, distinct, opposite, weigh
from graph.projection import Projection


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


class Record(Entries):
    """The depositary record in a graph, with what follows from it. Answers are kept, so one record serves many questions.

    `suppose`: deposits that are only imagined; `known_as_of`: read the record as it stood on that day.
    """

    def __init__(
        self, graph: Projection, suppose: Iterable[Supposition] = (), known_as_of: dt.date | None = None
    ) -> None:
        super().__init__(graph, suppose, known_as_of)
        self._bonds: dict[Pair, tuple[Bond, ...]] = {}
        self._bound: dict[tuple[str, str, dt.date, dt.date], Finding] = {}

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
        ends = [(self._effect(w), w.citation) for w in self._withdrawals(bond.act)]
        first = bond.since.first
        ends = [(Span(max(w.first, first), w.last), cited) for w, cited in ends if w.last is None or w.last > first]
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

    def _withdrawals(self, act: Act) -> list[Act]:
        """The withdrawals that may end what an act began. One of an unknown day is taken to have come before a later consent."""
        pair = (act.actor, act.treaty)
        again = any(other.when.first > act.when.first for other in self.acts.consents.get(pair, ()))
        returned = len(self.acts.consents.get(pair, ())) > 1 and not again
        listed = self.acts.withdrawals.get(pair, ())
        return [
            w
            for w in listed
            if (w.ends or w.when).first > act.when.first or not (w.when.first > dt.date.min or returned)
        ]

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
        ended = self.graph.nodes[actor].properties.get("dissolved")
        if isinstance(ended, dt.date) and ended <= on:
            reason = f"{name} ended on {ended.isoformat()}, and no bond of it is on record."
            return Finding(question, Verdict.fails, reason, (Citation.of(self.graph.nodes[actor]),))
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
        if bond.since.last is None and bond.act.when.last and self.rules[bond.act.treaty].later is None:
            how += "; the record has no rule for those that join later (VCLT, article 24(3))"
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
