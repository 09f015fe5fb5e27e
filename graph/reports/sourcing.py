"""What rests on each source, where sources differ, and which statements stand behind a relation between two things."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.projection import Projection
from graph.records import Edge, Node
from ontology.schema import Terms

DISPUTED = "disputed"


@dataclass(frozen=True)
class Resting:
    """All that rests on one source: statements, things it describes, and the claims it makes."""

    statements: tuple[Edge, ...]
    things: tuple[Node, ...]
    claims: tuple[Node, ...]

    def reviews(self) -> Counter[str]:
        """How many of both are in which state of review."""
        said = [e.properties for e in self.statements] + [n.properties for n in self.things]
        return Counter(str(properties.get("review")) for properties in said)


@dataclass(frozen=True)
class Dispute:
    """Statements of one type between two things of which at least one is disputed: what each source says."""

    start: str
    type: str
    end: str
    statements: tuple[Edge, ...]


def resting_on(graph: Projection, source: str) -> Resting:
    """What rests on a source. UnknownThingError for an unknown id."""
    graph.require(source)
    terms = Terms(graph.schema)
    statements = [e for e in graph.edges if e.properties.get("source") == source]
    things = [n for n in graph.nodes.values() if n.properties.get("source") == source]
    claims = [graph.nodes[e.end] for e in graph.by_end[source] if e.type == terms.ASSERTS and e.start == source]
    return Resting(tuple(statements), tuple(sorted(things, key=lambda n: n.id)), tuple(claims))


def disputes(graph: Projection) -> list[Dispute]:
    """Where sources differ, with all that is said of the same pair, the disputed and the rest."""
    groups: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        groups[edge.start, edge.type, edge.end].append(edge)
    return [
        Dispute(*key, tuple(edges))
        for key, edges in groups.items()
        if any(e.properties.get("review") == DISPUTED for e in edges)
    ]


def between(graph: Projection, one: str, other: str) -> list[Edge]:
    """Every statement that ties two things, in either direction. UnknownThingError for an unknown id."""
    graph.require(other)
    graph.require(one)
    return [e for e in graph.by_end[one] if {e.start, e.end} == {one, other}]


def sentence(graph: Projection, edge: Edge) -> str:
    """A statement in words: `France signed UN Convention against Cybercrime`."""
    spec = graph.schema.relationships[edge.type]
    return f"{graph.name(edge.start)} {spec.label} {graph.name(edge.end)}"


def by_type(edges: Iterable[Edge]) -> dict[str, Counter[str]]:
    """Statements by relationship type, then by review state."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for edge in edges:
        counts[edge.type][str(edge.properties.get("review"))] += 1
    return dict(sorted(counts.items(), key=lambda item: -item[1].total()))
