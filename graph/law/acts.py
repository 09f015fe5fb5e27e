"""What actors did about a treaty, as the record tells it: signatures, consents to be bound, withdrawals, bonds that a source states.

Acts can be supposed in addition, and the record can be read as it stood on an earlier day (`known_as_of`): an act is
known from the day on which it was done before the depositary, and a disputed or loosely dated one from the day of the
source that tells of it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graph.errors import UnknownThingError
from graph.law.in_force import is_reckoned
from graph.law.spans import Span
from graph.law.verdicts import SUPPOSED, Citation, Verdict
from graph.projection import Projection
from graph.records import Edge, Node
from ontology.schema import Terms

LIST_STAYS_CURRENT = dt.timedelta(days=730)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Supposition:
    """A deposit that is only imagined: the actor, the treaty and the day."""

    actor: str
    treaty: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Act:
    """An act of an actor about a treaty. `when`: its day; `ends`: the first day on which a bond no longer holds, where it says so."""

    actor: str
    treaty: str
    when: Span
    citation: Citation
    mode: str = ""
    disputed: bool = False
    supposed: bool = False
    ends: Span | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How complete the record of a treaty's participants is: the depositary's list, if one was read, and the day it stood at."""

    citation: Citation
    as_at: dt.date | None
    by_depositary: bool

    def silence(self, on: dt.date) -> Verdict:
        """What it means on a day that an actor does not appear.

        A depositary's list names everyone: who is not in it has not acted. It is taken to stay current for two years;
        of later days, and where only others report, silence says nothing.
        """
        if self.by_depositary and self.as_at and on <= self.as_at + LIST_STAYS_CURRENT:
            return Verdict.fails
        return Verdict.undetermined

    def describe(self) -> str:
        """Which list it is, in words."""
        kind = "the depositary's list" if self.by_depositary else "a list that is not the depositary's"
        return f"{kind} as at {self.as_at.isoformat() if self.as_at else 'an unknown day'}"


class Acts:
    """All acts in a graph, by actor and treaty."""

    def __init__(
        self, graph: Projection, suppose: Iterable[Supposition] = (), known_as_of: dt.date | None = None
    ) -> None:
        self.graph = graph
        self.known_as_of = known_as_of
        terms = Terms(graph.schema)
        kinds = (terms.SIGNED, terms.RATIFIED, terms.WITHDREW, terms.PARTY_TO, terms.APPLIES_PROVISIONALLY)
        edges: dict[str, dict[Pair, list[Edge]]] = {kind: defaultdict(list) for kind in kinds}
        for edge in graph.edges:
            if edge.type in edges:
                edges[edge.type][edge.start, edge.end].append(edge)
        untold = {
            pair for kind in (terms.RATIFIED, terms.PARTY_TO) for pair, found in edges[kind].items()
            if not all(map(self._is_known, found))
        }  # fmt: skip
        self._edges = {
            kind: {pair: self._known(found, pair in untold) for pair, found in by.items()} for kind, by in edges.items()
        }
        self.signatures = self._acts(terms.SIGNED, "date")
        self.consents = self._acts(terms.RATIFIED, "date")
        self.withdrawals = self._acts(terms.WITHDREW, "date", ends="effective")
        self._mark_conflicts()
        self.stated_bonds = self._acts(terms.PARTY_TO, "since", ends="until")
        self.provisional = self._acts(terms.APPLIES_PROVISIONALLY, "since", ends="until")
        self.coverages = self._coverages((terms.SIGNED, terms.RATIFIED))
        for supposition in suppose:
            self._suppose(supposition)

    def consents_to(self, treaty: str) -> list[Act]:
        """Every consent to be bound by a treaty."""
        return [act for (_, of), acts in self.consents.items() if of == treaty for act in acts]

    def signatures_of(self, treaty: str) -> list[Act]:
        """Every signature of a treaty."""
        return [act for (_, of), acts in self.signatures.items() if of == treaty for act in acts]

    def coverage(self, treaty: str) -> Coverage:
        """How complete the record of a treaty's participants is."""
        return self.coverages.get(treaty) or Coverage(Citation.of(self.graph.require(treaty)), None, False)

    def _suppose(self, supposition: Supposition) -> None:
        require_actor(self.graph, supposition.actor)
        require_treaty(self.graph, supposition.treaty)
        act = Act(supposition.actor, supposition.treaty, Span.on(supposition.day), SUPPOSED, "supposed", supposed=True)
        self.consents.setdefault((act.actor, act.treaty), []).append(act)

    def _known(self, edges: list[Edge], rivals_untold: bool) -> list[Edge]:
        """What was known on the day asked. A disputed statement stood undisputed while what it is disputed by was not yet told."""
        known = [e for e in edges if not is_reckoned(e) and self._is_known(e)]
        if len(known) == 1 and rivals_untold and known[0].properties.get("review") == "disputed":
            return [replace(known[0], properties={**known[0].properties, "review": "compiled"})]
        return known

    def _is_known(self, edge: Edge) -> bool:
        if self.known_as_of is None:
            return True
        said, done = edge.properties.get("as_of"), edge.properties.get("date") or edge.properties.get("since")
        if isinstance(done, dt.date) and (done > self.known_as_of or edge.properties.get("review") != "disputed"):
            return done <= self.known_as_of
        told = said if isinstance(said, dt.date) else edge.properties.get("date_to") or done
        return isinstance(told, dt.date) and told <= self.known_as_of

    def _acts(self, kind: str, day: str, ends: str | None = None) -> dict[Pair, list[Act]]:
        found: dict[Pair, list[Act]] = {}
        for (actor, treaty), edges in self._edges[kind].items():
            acts = [self._act(edge, actor, treaty, day, ends) for edge in edges]
            if acts:
                found[actor, treaty] = sorted(acts, key=lambda a: (a.when.first, a.when.last or dt.date.max))
        return found

    def _act(self, edge: Edge, actor: str, treaty: str, day: str, ends: str | None) -> Act:
        said = edge.properties
        end = said.get(ends) if ends else None
        return Act(
            actor, treaty, Span.read(said, day, self._stood_at(edge)), Citation.of(edge), str(said.get("mode", "")),
            said.get("review") == "disputed", ends=Span.on(end) if isinstance(end, dt.date) else None,
        )  # fmt: skip

    def _mark_conflicts(self) -> None:
        """Consents of one actor that sources date differently are disputed, marked so or not: one consents once, unless one withdrew."""
        for pair, acts in self.consents.items():
            if pair not in self.withdrawals and _conflict(acts):
                self.consents[pair] = [replace(act, disputed=True) for act in acts]

    def _stood_at(self, edge: Edge) -> dt.date | None:
        """The day on which the source of a statement stood."""
        day = edge.properties.get("as_of")
        if day is None:
            source = self.graph.nodes.get(str(edge.properties.get("source")))
            day = source.properties.get("retrieved") if source else None
        return day if isinstance(day, dt.date) else None

    def _coverages(self, kinds: tuple[str, ...]) -> dict[str, Coverage]:
        by_treaty: dict[str, list[Edge]] = defaultdict(list)
        for kind in kinds:
            for (_, treaty), edges in self._edges[kind].items():
                by_treaty[treaty] += edges
        return {treaty: self._coverage(treaty, edges) for treaty, edges in by_treaty.items() if edges}

    def _coverage(self, treaty: str, edges: list[Edge]) -> Coverage:
        """The list that most statements stand in; a depositary's goes before any other.

        A list without a day of its own stands at least as at the latest act in it.
        """
        node = self.graph.require(treaty)
        counts = Counter(
            (self._by_depositary(e, node), str(e.properties["source"]), e.properties.get("as_of")) for e in edges
        )
        by_depositary, source, as_of = max(counts, key=lambda c: (c[0], counts[c], str(c)))
        listed = [e for e in edges if (e.properties["source"], e.properties.get("as_of")) == (source, as_of)]
        days = [d for e in listed if isinstance(d := e.properties.get("date"), dt.date)]
        as_at = as_of if isinstance(as_of, dt.date) else max(days, default=None)
        if as_at and self.known_as_of:
            as_at = min(as_at, self.known_as_of)
        locator = f"list of participants, as at {as_at}" if as_at else "list of participants"
        return Coverage(Citation(source, locator), as_at, by_depositary)

    def _by_depositary(self, edge: Edge, treaty: Node) -> bool:
        """Whether the source of a statement is the depositary's own: its publisher is named as depositary, or the treaty cites it."""
        source_id = str(edge.properties["source"])
        source = self.graph.nodes.get(source_id)
        publisher = str(source.properties.get("publisher", "")).split(",")[0] if source else ""
        depositary = str(treaty.properties.get("depositary", ""))
        return source_id == treaty.properties.get("source") or bool(publisher and publisher in depositary)


def _conflict(acts: list[Act]) -> bool:
    """Whether acts come from several sources and cannot all be the same act."""
    latest = min((act.when.last for act in acts if act.when.last), default=None)
    apart = latest is not None and latest < max(act.when.first for act in acts)
    return apart and len({act.citation.source for act in acts}) > 1


def suppositions(treaty: str, deposits: Mapping[str, dt.date]) -> tuple[Supposition, ...]:
    """Imagined deposits by actor, for one treaty."""
    return tuple(Supposition(actor, treaty, day) for actor, day in deposits.items())


def require(graph: Projection, id_: str, label: str) -> Node:
    """The node of an id. UnknownThingError where the id is unknown, or names a thing of another kind than `label`."""
    node = graph.require(id_)
    if not graph.schema.is_a(node.label, label):
        raise UnknownThingError(f"{id_!r} is {node.label}, expected the id of {label}")
    return node


def require_actor(graph: Projection, id_: str) -> Node:
    """The node of an actor. UnknownThingError where there is none of that id."""
    return require(graph, id_, Terms(graph.schema).Actor)


def require_treaty(graph: Projection, id_: str) -> Node:
    """The node of a treaty. UnknownThingError where there is none of that id."""
    return require(graph, id_, Terms(graph.schema).Treaty)
