"""The participants of a treaty: everyone with an act on record, where each stands on a day, and what that rests on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.law.acts import Act, require_treaty
from graph.law.bonds import Bond, Record
from graph.law.verdicts import Citation, Finding, Verdict, distinct


class Stand(StrEnum):
    """Where an actor stands, the strongest first. VCLT, articles 2(1)(f) and (g), 18, 25, 54 to 56.

    `doubtful`: an instrument is reported, but sources dispute it or its day may still come. `unclear`: the record cannot
    tell whether it is bound.
    """

    party = "party"
    provisional = "provisional"
    contracting = "contracting"
    unclear = "unclear"
    doubtful = "doubtful"
    signatory = "signatory"
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor with an act on record; the first act of each kind, and since when it is bound where it is."""

    actor: str
    name: str
    stand: Stand
    signature: Act | None
    consent: Act | None
    bond: Bond | None
    finding: Finding

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where its acts stand on record, then what its being bound rests on."""
        acts = [act.citation for act in (self.consent, self.signature) if act]
        return distinct((*acts, *self.finding.citations))

    @property
    def review(self) -> str:
        """The review state of its latest act."""
        act = self.consent or self.signature
        return "disputed" if act and act.disputed else self.citations[0].review if self.citations else ""


def participants(record: Record, treaty: str, on: dt.date) -> list[Participant]:
    """Everyone with an act on a treaty that was, or may have been, done by a day, by name. UnknownThingError for an unknown treaty."""
    require_treaty(record.graph, treaty)
    acts = record.acts
    kinds = (acts.signatures, acts.consents, acts.withdrawals, acts.stated_bonds, acts.provisional)
    actors = {actor for kind in kinds for (actor, of), done in kind.items() if of == treaty and _first(done, on)}
    return sorted((_participant(record, actor, treaty, on) for actor in actors), key=lambda p: p.name)


def treaties_of(record: Record, actor: str) -> set[str]:
    """The treaties about which an actor has an act of any kind and any day on record."""
    acts = record.acts
    kinds = (acts.signatures, acts.consents, acts.withdrawals, acts.stated_bonds, acts.provisional)
    return {treaty for kind in kinds for of, treaty in kind if of == actor}


def tally(those: Iterable[Participant]) -> Counter[Stand]:
    """How many stand where."""
    return Counter(p.stand for p in those)


def _participant(record: Record, actor: str, treaty: str, on: dt.date) -> Participant:
    key = (actor, treaty)
    bound = record.bound(actor, treaty, on)
    signature = _first(record.acts.signatures.get(key, ()), on)
    consent = _first(record.acts.consents.get(key, ()), on)
    bonds = [b for b in record.bonds(actor, treaty) if b.on(on) is not Verdict.fails]
    return Participant(
        actor, record.graph.name(actor), _stand(record, actor, treaty, on, bound), signature, consent,
        bonds[0] if bonds else None, bound,
    )  # fmt: skip


def _first(acts: Iterable[Act], on: dt.date) -> Act | None:
    return next((act for act in acts if act.when.reached(on) is not Verdict.fails), None)


def _stand(record: Record, actor: str, treaty: str, on: dt.date, bound: Finding) -> Stand:
    key = (actor, treaty)
    if bound.verdict is Verdict.holds:
        return Stand.party
    if any(b.until and b.until.reached(on) is Verdict.holds for b in record.bonds(actor, treaty)):
        return Stand.withdrawn
    if any(act.when.reached(on) is Verdict.holds for act in record.acts.provisional.get(key, ())):
        return Stand.provisional
    if bound.verdict is Verdict.undetermined and record.bonds(actor, treaty):
        return Stand.unclear
    consents = [act for act in record.acts.consents.get(key, ()) if act.when.reached(on) is not Verdict.fails]
    if any(act.when.reached(on) is Verdict.holds and not act.disputed for act in consents):
        return Stand.contracting
    return Stand.doubtful if consents else Stand.signatory
