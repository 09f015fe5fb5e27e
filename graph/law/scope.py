"""What treaties cover: which conduct they criminalise, which measures they provide for between parties, and which offences these reach.

Concepts form a hierarchy (offences and measures, narrower to broader). How it is used:
- a provision on the very concept asked covers it;
- a provision on a broader concept may cover it: the record cannot tell, so `undetermined`;
  (of measures, a clause on cooperation at large, the top of the hierarchy, is no basis for any one of them);
- provisions on narrower kinds cover what was asked where all its kinds are covered, otherwise only those kinds: `undetermined`.
A duty (`shall`) settles that conduct is criminalised; where parties may, or shall only consider it, domestic law
decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.ids import reference, treaty_of
from graph.law.verdicts import STRENGTH, Citation, Verdict
from graph.projection import Projection
from graph.records import Edge
from ontology.schema import Terms

CONVENTION, SERIOUS, ANY = "convention_offences", "serious_crime", "any_crime"
DUTY = "shall"
_BY_FORCE = (DUTY, "may", "shall_consider")
_BY_STRICTNESS = ("required", "may_refuse", "not_required")


@dataclass(frozen=True, slots=True)
class Covered:
    """Whether a treaty covers an offence or a measure, why it is so, and the statements on the provisions that do it."""

    verdict: Verdict
    reason: str
    edges: tuple[Edge, ...]

    @property
    def provisions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(edge.start for edge in self.edges))

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(Citation.of(edge) for edge in self.edges)


class Scope:
    """The provisions of all treaties in a graph, indexed by what they criminalise and provide for."""

    def __init__(self, graph: Projection) -> None:
        self.graph = graph
        terms = Terms(graph.schema)
        self.treaties = tuple(sorted(n.id for n in graph.nodes.values() if n.label == terms.Treaty))
        self._broader: dict[str, list[str]] = defaultdict(list)
        self._narrower: dict[str, list[str]] = defaultdict(list)
        self.container: dict[str, str] = {}
        self._crimes: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        self._measures: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        self.references: dict[str, list[Edge]] = defaultdict(list)
        for edge in graph.edges:
            self._place(edge, terms)
        self._above: dict[str, tuple[str, ...]] = {}
        self._covered: dict[tuple[str, str], Covered] = {}
        self._provided: dict[tuple[str, str], Covered] = {}
        self._routes: dict[tuple[str, str | None, str], tuple[Edge, ...]] = {}
        self._bearing: dict[tuple[str, str], tuple[str, ...]] = {}
        self._providing = {p for edges in self._measures.values() for e in edges for p in self.above(e.start)}
        self.criminalising = {edge.start for edges in self._crimes.values() for edge in edges}

    def _place(self, edge: Edge, terms: Terms) -> None:
        if edge.type == terms.BROADER:
            self._broader[edge.start].append(edge.end)
            self._narrower[edge.end].append(edge.start)
        elif edge.type == terms.CONTAINS:
            self.container[edge.end] = edge.start
        elif edge.type == terms.CRIMINALIZES:
            self._crimes[treaty_of(edge.start), edge.end].append(edge)
        elif edge.type == terms.PROVIDES_FOR and edge.properties.get("sphere") == "international":
            self._measures[treaty_of(edge.start), edge.end].append(edge)
        elif edge.type == terms.REFERS_TO:
            self.references[edge.start].append(edge)

    def above(self, provision: str) -> tuple[str, ...]:
        """The provision and all that contain it, up to the treaty."""
        if provision not in self._above:
            container = self.container.get(provision)
            self._above[provision] = (provision, *(self.above(container) if container else ()))
        return self._above[provision]

    def _ancestors(self, concept: str) -> list[str]:
        found: dict[str, None] = {}
        ahead = list(self._broader.get(concept, ()))
        while ahead:
            here = ahead.pop(0)
            if here not in found:
                found[here] = None
                ahead += self._broader.get(here, ())
        return list(found)

    # ------------------------------------------------------------------ offences

    def criminalises(self, treaty: str, offence: str | None) -> Covered:
        """Whether a treaty has its parties criminalise an offence (None: whichever it has)."""
        if offence is None:
            return Covered(Verdict.holds, "No offence was named: it is asked of those that the treaty has.", ())
        if (treaty, offence) not in self._covered:
            self._covered[treaty, offence] = self._criminalises(treaty, offence)
        return self._covered[treaty, offence]

    def _criminalises(self, treaty: str, offence: str) -> Covered:
        direct = self._itself(treaty, offence) or self._by_kind(treaty, offence)
        if direct:
            return direct
        for concept in self._ancestors(offence):
            general = self._crimes.get((treaty, concept), [])
            if general:
                reason = f"Only the broader {self.graph.name(concept)} is criminalised ({self.cite(general)}); it may include this."
                return Covered(Verdict.undetermined, reason, tuple(general))
        return Covered(Verdict.fails, f"No provision of the {self.graph.name(treaty)} criminalises it.", ())

    def _itself(self, treaty: str, offence: str) -> Covered | None:
        own = self._crimes.get((treaty, offence), [])
        duties = [e for e in own if e.properties.get("modality") == DUTY]
        if duties:
            return Covered(Verdict.holds, f"Parties must criminalise it: {self.cite(duties)}.", tuple(duties))
        if not own:
            return None
        reason = (
            f"Parties may, or are to consider to, criminalise it: {self.cite(own)}; whether they did is domestic law."
        )
        return Covered(Verdict.undetermined, reason, tuple(own))

    def _by_kind(self, treaty: str, offence: str) -> Covered | None:
        kinds = self._narrower.get(offence, [])
        below = {kind: c for kind in kinds if (c := self._itself(treaty, kind) or self._by_kind(treaty, kind))}
        edges = tuple(e for coverage in below.values() for e in coverage.edges)
        if not below:
            return None
        if len(below) == len(kinds) and all(c.verdict is Verdict.holds for c in below.values()):
            return Covered(Verdict.holds, f"Parties must criminalise all its kinds: {self.cite(edges)}.", edges)
        covered = ", ".join(map(self.graph.name, below))
        return Covered(Verdict.undetermined, f"Only some kinds are covered: {covered} ({self.cite(edges)}).", edges)

    # ------------------------------------------------------------------ measures

    def provides(self, treaty: str, measure: str) -> Covered:
        """Whether a treaty provides for a measure between its parties."""
        if (treaty, measure) not in self._provided:
            self._provided[treaty, measure] = self._provides(treaty, measure)
        return self._provided[treaty, measure]

    def _provides(self, treaty: str, measure: str) -> Covered:
        own = self._measures.get((treaty, measure), [])
        own = [e for e in own if not self.permits_reservation(e.start)] or own
        if own:
            force = min((_force(e) for e in own), default=0)
            kept = tuple(e for e in own if _force(e) == force)
            return self._judged(kept, _BY_FORCE[force])
        kinds = [e for kind in self._narrower.get(measure, ()) for e in self._measures.get((treaty, kind), ())]
        if kinds:
            covered = ", ".join(dict.fromkeys(self.graph.name(e.end) for e in kinds))
            return Covered(Verdict.undetermined, f"Only kinds of it: {covered} ({self.cite(kinds)}).", tuple(kinds))
        for concept in self._ancestors(measure):
            general = self._measures.get((treaty, concept), [])
            if general and self._broader.get(concept):
                reason = f"Only {self.graph.name(concept)} in general ({self.cite(general)}); it may include this."
                return Covered(Verdict.undetermined, reason, tuple(general))
        return Covered(Verdict.fails, f"The {self.graph.name(treaty)} does not provide for it between parties.", ())

    def _judged(self, edges: tuple[Edge, ...], modality: str) -> Covered:
        cited = self.cite(edges)
        if modality == DUTY:
            return Covered(Verdict.holds, f"Parties owe it to each other: {cited}.", edges)
        if modality == "may":
            return Covered(Verdict.holds, f"Parties may do it, without a duty: {cited}.", edges)
        return Covered(Verdict.undetermined, f"Parties are only to consider it: {cited}.", edges)

    def bearing_on(self, treaty: str, measure: str) -> tuple[str, ...]:
        """All provisions of a treaty on a measure between parties, whatever their force, and those of others that they apply."""
        if (treaty, measure) not in self._bearing:
            self._bearing[treaty, measure] = tuple(self._bears(treaty, measure))
        return self._bearing[treaty, measure]

    def _bears(self, treaty: str, measure: str) -> Iterator[str]:
        edges = self.provides(treaty, measure).edges
        own = (*(e.start for e in edges), *(e.start for e in self._measures.get((treaty, measure), ())))
        kept = [p for p in dict.fromkeys(own) if not self.permits_reservation(p)]
        yield from kept
        for provision in kept:
            yield from self.applied(provision, measure)

    def carrying(self, treaty: str, offence: str | None, measure: str) -> tuple[Edge, ...]:
        """The statements on a measure that carry a route: of those on record, the ones that reach the offence best."""
        key = (treaty, offence, measure)
        if key not in self._routes:
            covered = self.criminalises(treaty, offence)
            reach = [(STRENGTH[self.reaches(e, covered)], e) for e in self.provides(treaty, measure).edges]
            best = max((strength for strength, _ in reach), default=0)
            self._routes[key] = tuple(edge for strength, edge in reach if strength == best)
        return self._routes[key]

    def reaches(self, edge: Edge, covered: Covered) -> Verdict:
        """Whether a provision on a measure reaches an offence, given whether its treaty criminalises it.

        Where the record does not say what a measure reaches, it is taken to reach at least the treaty's own offences.
        """
        reach = edge.properties.get("reach")
        if reach == ANY or covered.verdict is Verdict.holds:
            return Verdict.holds
        return Verdict.undetermined if reach in (SERIOUS, None) else covered.verdict

    def dual_criminality(self, edges: Iterable[Edge]) -> str | None:
        """The strictest dual-criminality rule among provisions on one measure; one that only permits a reservation does not count."""
        rules = [e.properties.get("dual_criminality") for e in edges if not self.permits_reservation(e.start)]
        return next((rule for rule in _BY_STRICTNESS if rule in rules), None)

    # ------------------------------------------------------------------ clauses that permit reservations

    def permits_reservation(self, clause: str) -> bool:
        """Whether a clause is there to permit a reservation."""
        return any(e.properties.get("kind") == "permits_reservation" for e in self.references.get(clause, ()))

    def exempt(self, clause: str) -> set[str]:
        """The criminalising provisions that a clause keeps out of the reservation it permits.

        Clauses on cooperation permit reservations for offences other than some, which they name (Budapest Convention,
        article 29(4); UN Convention against Cybercrime, article 42(5)).
        """
        if not self.permits_reservation(clause) or self.container.get(clause) not in self._providing:
            return set()
        named = {e.end for e in self.references[clause] if e.properties.get("kind") != "permits_reservation"}
        return {p for p in self.criminalising if not named.isdisjoint(self.above(p))}

    def applied(self, provision: str, measure: str) -> tuple[str, ...]:
        """Provisions of another treaty on a measure that a provision applies (a protocol taking over its convention's cooperation)."""
        targets = {e.end for e in self.references.get(provision, ()) if e.properties.get("kind") == "applies"}
        others = {treaty_of(t) for t in targets} - {treaty_of(provision)}
        providing = [e.start for other in sorted(others) for e in self._measures.get((other, measure), ())]
        return tuple(p for p in dict.fromkeys(providing) if not targets.isdisjoint(self.above(p)))

    def cite(self, edges: Iterable[Edge]) -> str:
        """`art. 7(1), art. 8`."""
        return ", ".join(dict.fromkeys(reference(e.start) for e in edges))


def _force(edge: Edge) -> int:
    modality = edge.properties.get("modality")
    return _BY_FORCE.index(str(modality)) if modality in _BY_FORCE else len(_BY_FORCE) - 1


@lru_cache(maxsize=4)
def scope_of(graph: Projection) -> Scope:
    """The scope index of a graph, built once."""
    return Scope(graph)
