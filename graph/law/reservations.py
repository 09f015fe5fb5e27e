"""Reservations and other statements: which provisions they touch for whom, what objections do to them, a treaty between two states.

Legal source: VCLT, articles 19 to 23. A reservation modifies the treaty between its author and each other party to
the same extent on both sides (21(1)); a party accepts it by silence for twelve months (20(5)). What an objection does
is for the reader to choose, since practice differs: see `ObjectionRule`. A reservation made at signature must be
confirmed with the instrument (23(2)).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from graph.ids import reference, treaty_of
from graph.law.bonds import Record
from graph.law.scope import Scope, scope_of
from graph.law.verdicts import Citation, Verdict, distinct
from graph.projection import Projection
from graph.records import Edge, Node
from ontology.schema import Terms

TERRITORIAL = "territorial_application"


class ObjectionRule(StrEnum):
    """What an objection does between the objecting and the reserving state.

    as_vclt: the provision does not apply between the two to the extent of the reservation (21(3)); severed: the
    reservation falls and the provision applies in full (practice on human-rights treaties); no_relations: the treaty
    is not in force between the two (20(4)(b), where the objector so intends); ignored: the reservation stands as if
    accepted.
    """

    as_vclt = "as_vclt"
    severed = "severed"
    no_relations = "no_relations"
    ignored = "ignored"


class Effect(IntEnum):
    """How far a statement goes against a provision: it is only noted, it limits it, it excludes it."""

    noted = 0
    limits = 1
    excludes = 2


@dataclass(frozen=True, slots=True)
class Touch:
    """A provision or treaty that a statement concerns, with the effect its author gives it."""

    target: str
    effect: str
    note: str
    toward: tuple[str, ...]
    citation: Citation

    def counts_for(self, other: str | None) -> bool:
        """Whether it has its effect toward another state (None: toward states at large)."""
        return not self.toward or (other is not None and other in self.toward)


@dataclass(frozen=True, slots=True)
class Statement:
    """A reservation, declaration or the like: who made it under which treaty, and when; `withdrawn` is the day of its withdrawal."""

    id: str
    actor: str
    treaty: str
    kind: str
    name: str
    summary: str
    date: dt.date | None
    withdrawn: dt.date | None
    touches: tuple[Touch, ...]
    citation: Citation

    def in_effect(self, on: dt.date) -> bool:
        """Whether it stands on a day; without a day of its own it goes with its author's instrument."""
        return (self.date is None or self.date <= on) and (self.withdrawn is None or on < self.withdrawn)


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that touches a provision asked about, how far, and in words."""

    statement: Statement
    touch: Touch
    provision: str
    effect: Effect
    why: str

    @property
    def citations(self) -> tuple[Citation, ...]:
        return distinct((self.touch.citation, self.statement.citation))


class Statements:
    """All statements in a graph, by treaty and actor, with the objections to them."""

    def __init__(self, graph: Projection) -> None:
        self.graph = graph
        self.terms = Terms(graph.schema)
        self.scope: Scope = scope_of(graph)
        self.by_author: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        self.by_id: dict[str, Statement] = {}
        self.objectors: dict[str, list[Statement]] = defaultdict(list)
        self._exempt: dict[tuple[str, str | None], bool] = {}
        touches: dict[str, list[Touch]] = defaultdict(list)
        for edge in graph.edges:
            if edge.type == self.terms.CONCERNS:
                touches[edge.start].append(_touch(edge))
        for edge in graph.edges:
            if edge.type == self.terms.MADE:
                self._add(edge, graph.nodes[edge.end], touches[edge.end])
        for edge in graph.edges:
            if edge.type == self.terms.OBJECTS_TO and edge.start in self.by_id:
                self.objectors[edge.end].append(self.by_id[edge.start])

    def _add(self, made: Edge, node: Node, touches: list[Touch]) -> None:
        said = node.properties
        dates = [d if isinstance(d := said.get(name), dt.date) else None for name in ("date", "withdrawn")]
        statement = Statement(
            node.id, made.start, treaty_of(node.id), str(said.get("kind")), str(said.get("name")), str(said.get("summary", "")),
            dates[0], dates[1], tuple(sorted(touches, key=lambda t: t.target)), Citation.of(made),
        )  # fmt: skip
        if node.id not in self.by_id:
            self.by_id[node.id] = statement
            self.by_author[statement.treaty, statement.actor].append(statement)

    def of(self, treaty: str, actor: str, on: dt.date) -> list[Statement]:
        """What an actor has stated about a treaty and stands on a day; objections, which answer others, left out."""
        return [s for s in self.by_author.get((treaty, actor), ()) if s.kind != "objection" and s.in_effect(on)]

    def objects(self, other: str, statement: Statement, on: dt.date) -> Statement | None:
        """The objection of another state to a statement, where it stands on a day."""
        return next((o for o in self.objectors.get(statement.id, ()) if o.actor == other and o.in_effect(on)), None)

    def answers_to(self, treaty: str, actor: str, other: str) -> bool:
        """Whether anything an actor stated about a treaty means something else toward another state than toward states at large."""
        listed = self.by_author.get((treaty, actor), ())
        toward = any(other in touch.toward for s in listed for touch in s.touches)
        return toward or any(o.actor == other for s in listed for o in self.objectors.get(s.id, ()))

    def is_exempt(self, statement: Statement, offence: str | None) -> bool:
        """Whether the clause under which a reservation is made keeps it away from an offence."""
        key = (statement.id, offence)
        if key not in self._exempt:
            exempt = set().union(*(self.scope.exempt(touch.target) for touch in statement.touches))
            covered = self.scope.criminalises(statement.treaty, offence)
            settled = bool(exempt) and covered.verdict is Verdict.holds
            self._exempt[key] = settled and exempt.issuperset(covered.provisions)
        return self._exempt[key]

    def days(self, treaty: str, actor: str) -> list[dt.date]:
        """The days on which what an actor has stated about a treaty changes."""
        listed = self.by_author.get((treaty, actor), ())
        return [day for s in listed for day in (s.date, s.withdrawn) if day]


def _touch(edge: Edge) -> Touch:
    said, toward = edge.properties, edge.properties.get("toward", [])
    listed = tuple(toward) if isinstance(toward, list) else (str(toward),)
    return Touch(edge.end, str(said.get("effect", "")), str(said.get("note", "")), listed, Citation.of(edge))


@lru_cache(maxsize=4)
def statements_of(graph: Projection) -> Statements:
    """The statements of a graph, indexed once."""
    return Statements(graph)


def hits(
    record: Record, actor: str, other: str | None, treaty: str, provisions: Iterable[str], on: dt.date, *, offence: str | None = None,
    exemptions: bool = False,
) -> list[Hit]:  # fmt: skip
    """The statements of an actor under a treaty that touch provisions on a day, one for each provision and statement.

    `other`: the state toward which it is asked (None: states at large). With `exemptions`, a reservation that its
    clause does not permit for the offence (`Scope.exempt`) touches nothing. Territorial declarations are left to
    `territory`.
    """
    known = statements_of(record.graph)
    found = []
    for statement in known.of(treaty, actor, on):
        if statement.kind == TERRITORIAL or (exemptions and known.is_exempt(statement, offence)):
            continue
        for provision in provisions:
            hit = _hit(record, known.scope, statement, provision, other)
            if hit:
                found.append(hit)
    return found


def territory(record: Record, actor: str, treaty: str, on: dt.date) -> list[Statement]:
    """What an actor has declared about the territories to which a treaty applies (VCLT, article 29)."""
    return [s for s in statements_of(record.graph).of(treaty, actor, on) if s.kind == TERRITORIAL]


def _hit(record: Record, scope: Scope, statement: Statement, provision: str, other: str | None) -> Hit | None:
    """The strongest way in which a statement touches a provision, or None."""
    above = scope.above(provision)
    found = []
    for touch in statement.touches:
        if not touch.counts_for(other):
            continue
        if touch.target in above:
            found.append(_judge(record, statement, touch, provision, whole=True))
        elif provision in scope.above(touch.target):
            found.append(_judge(record, statement, touch, provision, whole=False))
    return max(found, key=lambda hit: hit.effect, default=None)


def _judge(record: Record, statement: Statement, touch: Touch, provision: str, *, whole: bool) -> Hit:
    """How far a statement goes. An exclusion of a part, or one whose extent the record qualifies, only limits."""
    if touch.effect not in ("excludes", "modifies", "conditions"):
        effect = Effect.noted
    elif touch.effect == "excludes" and whole and not touch.note and not unconfirmed(record, statement):
        effect = Effect.excludes
    else:
        effect = Effect.limits
    name = record.graph.name(statement.actor)
    verb = {"excludes": "does not apply", "modifies": "modifies", "conditions": "sets conditions for"}.get(
        touch.effect, "makes a statement on"
    )
    target = reference(touch.target) if "/" in touch.target else "the treaty as a whole"
    more = [touch.note] if touch.note else []
    if unconfirmed(record, statement):
        more.append("made at signature; no confirmation on record (VCLT, article 23(2))")
    told = f" ({'; '.join(more)})" if more else ""
    summary = f": {statement.summary.rstrip('.')}" if statement.summary else ""
    return Hit(statement, touch, provision, effect, f"{name} {verb} {target}{told}{summary}")


def unconfirmed(record: Record, statement: Statement) -> bool:
    """Whether a reservation was made at signature, before consent to be bound, with no confirmation on record (VCLT, article 23(2))."""
    key = (statement.actor, statement.treaty)
    consents, signatures = record.acts.consents.get(key, ()), record.acts.signatures.get(key, ())
    if statement.kind != "reservation" or statement.date is None or not consents:
        return False
    made = statement.date
    return made < min(c.when.first for c in consents) and any(made == s.when.day for s in signatures)


def touched(record: Record, thing: str, on: dt.date) -> list[Hit]:
    """All statements that touch a provision or treaty on a day, whoever made them. UnknownThingError for an unknown id.

    For a treaty, everything stated under it; for a provision also what concerns a part of it or what contains it.
    """
    record.graph.require(thing)
    known, treaty = statements_of(record.graph), treaty_of(thing)
    found = []
    for (of, _), listed in sorted(known.by_author.items()):
        standing = [s for s in listed if of == treaty and s.kind != "objection" and s.in_effect(on)]
        for statement in standing:
            toward = next((t.toward[0] for t in statement.touches if t.toward), None)
            hit = _hit(record, known.scope, statement, thing, toward)
            found += [hit] if hit else []
    return found
