"""Treaties side by side: which offences and measures each of them has, in the order of the concept schemes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.ids import reference, treaty_of
from graph.projection import Projection
from graph.records import Edge
from ontology.schema import Terms

FORCES = ("shall", "may", "shall_consider")
"""The force of a rule, the strongest first."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A row: an offence or measure and how deep it stands below the broadest one."""

    id: str
    name: str
    depth: int


@dataclass(frozen=True)
class ConceptMatrix:
    """Concepts by treaties; `cells` holds what a treaty says of a concept itself (not of a broader or narrower one)."""

    rows: tuple[Concept, ...]
    treaties: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[Edge, ...]]


def concept_matrix(graph: Projection, type_: str) -> ConceptMatrix:
    """The matrix of one relationship type from provisions to concepts; concepts that no treaty has, nor any kind of them, are left out."""
    label = Terms(graph.schema).Treaty
    cells: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        if edge.type == type_:
            cells[edge.end, treaty_of(edge.start)].append(edge)
    treaties = tuple(n.id for n in graph.nodes.values() if n.label == label)
    rows = tuple(_rows(graph, {concept for concept, _ in cells}))
    return ConceptMatrix(
        rows, treaties, {key: tuple(sorted(edges, key=lambda e: _place(graph, e))) for key, edges in cells.items()}
    )


def _place(graph: Projection, edge: Edge) -> int:
    value = graph.nodes[edge.start].properties.get("ordinal", 0)
    return value if isinstance(value, int) else 0


def _rows(graph: Projection, used: set[str]) -> Iterator[Concept]:
    """The used concepts and those above them, each below its broader one by name; at the top those with the most kinds first."""
    broader_type = Terms(graph.schema).BROADER
    narrower: dict[str, list[str]] = defaultdict(list)
    broader: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.type == broader_type:
            narrower[edge.end].append(edge.start)
            broader[edge.start].append(edge.end)
    kept: set[str] = set()
    ahead = list(used)
    while ahead:
        here = ahead.pop()
        if here not in kept:
            kept.add(here)
            ahead += broader[here]
    seen: set[str] = set()

    def walk(concept: str, depth: int) -> Iterator[Concept]:
        if concept in kept and concept not in seen:
            seen.add(concept)
            yield Concept(concept, graph.name(concept), depth)
            for kind in sorted(narrower[concept], key=graph.name):
                yield from walk(kind, depth + 1)

    trees = [list(walk(top, 0)) for top in sorted((c for c in kept if not broader[c]), key=graph.name)]
    for tree in sorted(trees, key=len, reverse=True):
        yield from tree


def force(edges: tuple[Edge, ...]) -> str:
    """The strongest force among rules; empty where none says."""
    said = {str(e.properties.get("modality")) for e in edges}
    return next((f for f in FORCES if f in said), "")


def articles(edges: tuple[Edge, ...]) -> str:
    """The articles that rules stand in, as a lawyer lists them: `7, 11`."""
    numbers = dict.fromkeys(reference(e.start).removeprefix("art. ").split("(", 1)[0] for e in edges)
    return ", ".join(numbers)
