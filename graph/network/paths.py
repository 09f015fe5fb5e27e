"""Paths between two things: the k shortest, each as a sentence in which every step is cited."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from graph.projection import Projection
from graph.records import Edge
from ontology.schema import Schema, Terms


@dataclass(frozen=True)
class Path:
    """A path: node ids in order, and for each step the relationship that was taken (in either direction)."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    sentence: str

    @property
    def length(self) -> int:
        return len(self.edges)


def default_types(schema: Schema) -> set[str]:
    """All relationships but those that say who mentions what, or what a computer suggests: neither is a link in law."""
    terms = Terms(schema)
    return schema.relationships.keys() - {terms.MENTIONS, terms.ASSERTS, terms.CHECKED_AGAINST, terms.SUGGESTS}


def find_paths(
    graph: Projection,
    start: str,
    end: str,
    *,
    k: int = 3,
    types: Collection[str] | None = None,
    on: dt.date | None = None,
    avoid: Collection[str] = (),
    longest: int = 12,
) -> list[Path]:
    """The `k` shortest paths without repeated nodes, the shortest first; none where the two are not connected.

    `types`: allowed relationship types (default: `default_types`); `on`: only what holds on that day; `avoid`: ids of nodes to
    stay clear of. UnknownThingError where an end does not exist.
    """
    graph.require(start)
    graph.require(end)
    edges = graph.select(default_types(graph.schema) if types is None else types, on)
    joined = between(e for e in edges if e.start not in avoid and e.end not in avoid)
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from((start, end))
    simple.add_edges_from(joined)
    if start == end or not nx.has_path(simple, start, end):
        return []
    found = islice(nx.shortest_simple_paths(simple, start, end), k)
    return [as_path(graph, nodes, joined) for nodes in found if len(nodes) - 1 <= longest]


def between(edges: Iterable[Edge]) -> dict[tuple[str, str], list[Edge]]:
    """Relationships by the unordered pair they join."""
    found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        found[_pair(edge.start, edge.end)].append(edge)
    return found


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def as_path(graph: Projection, nodes: list[str], joined: dict[tuple[str, str], list[Edge]]) -> Path:
    """The path along these nodes; of several relationships between two of them, the one that says most."""
    steps = tuple(_best(joined[_pair(a, b)], graph.schema) for a, b in pairwise(nodes))
    return Path(tuple(nodes), steps, _sentence(graph, nodes, steps))


def _best(edges: list[Edge], schema: Schema) -> Edge:
    """Of several relationships between two things the one that says most: being bound before having signed, verified before the rest."""
    terms = Terms(schema)
    telling = (terms.PARTY_TO, terms.RATIFIED, terms.SIGNED)
    review = ("verified", "compiled", "disputed")

    def rank(edge: Edge) -> tuple[int, int, tuple[str, ...]]:
        kind = telling.index(edge.type) if edge.type in telling else len(telling)
        return kind, review.index(str(edge.properties["review"])), edge.key

    return min(edges, key=rank)


def _sentence(graph: Projection, nodes: list[str], steps: tuple[Edge, ...]) -> str:
    words = [graph.name(nodes[0])]
    for (here, there), edge in zip(pairwise(nodes), steps, strict=True):
        spec = graph.schema.relationships[edge.type]
        verb = spec.label if edge.start == here else spec.inverse_label
        words.append(f"{verb} {graph.name(there)} [{cite(edge)}]")
    return words[0] + " " + ", which ".join(words[1:]) + "."


def cite(edge: Edge) -> str:
    """Where a relationship is said: `source, locator`."""
    return f"{edge.properties['source']}, {edge.properties['locator']}"
