"""How things look in programs that draw: the colours of the ontology, sizes by degree, and places.

Places are those of a saved view where it has them. For the rest, things that hang together (Leiden communities) lie in one disk, the most
connected in its middle, and the disks around each other, the largest in the middle: quick, repeatable, and a fair start for a layout of Gephi's own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from graph.interchange.content import Content
from graph.records import Node
from ontology.schema import Schema

_TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: seeds of a sunflower
_STEP = 20.0  # units between neighbours in a disk


@dataclass(frozen=True, slots=True)
class Look:
    """A colour (red, green, blue of 255), a size and a place."""

    colour: tuple[int, int, int]
    size: float
    x: float
    y: float


class Looks:
    """The look of every node of a content."""

    def __init__(self, content: Content) -> None:
        self._colours = {label: _rgb(spec.display.light) for label, spec in content.schema.classes.items()}
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(node.id for node in content.nodes())
        weights = Counter(tuple(sorted((e.start, e.end))) for e in content.edges() if e.start != e.end)
        graph.add_weighted_edges_from((a, b, float(n)) for (a, b), n in sorted(weights.items()))
        self._degrees: dict[str, int] = dict(graph.degree())
        self._places = {**dict(_places(graph)), **content.positions}

    def of(self, node: Node) -> Look:
        x, y = self._places[node.id]
        return Look(self._colours[node.label], round(4 + 2 * math.sqrt(self._degrees[node.id]), 1), x, y)


def _places(graph: nx.Graph[str]) -> Iterator[tuple[str, tuple[float, float]]]:
    from graph.network.clusters import communities  # brings the clustering library, which other formats do not need

    groups = communities(graph, 1.0, 0)
    placed = set().union(*groups)
    groups += [{id_ for id_ in graph if id_ not in placed}]
    before = 0
    for number, group in enumerate(sorted(groups, key=lambda g: (-len(g), min(g, default="")))):
        away = 1.6 * _STEP * (math.sqrt(before) + (math.sqrt(len(group)) if before else 0))
        centre_x, centre_y = _spot(away, number)
        before += len(group)
        for place, id_ in enumerate(sorted(group, key=lambda i: (-graph.degree(i), i))):
            x, y = _spot(_STEP * math.sqrt(place), place)
            yield id_, (round(centre_x + x, 1), round(centre_y + y, 1))


def _spot(distance: float, number: int) -> tuple[float, float]:
    return distance * math.cos(number * _TURN), distance * math.sin(number * _TURN)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def attribute_types(schema: Schema) -> tuple[dict[str, type], dict[str, type]]:
    """The Python types of all properties of nodes and of relationships, lists as `list`; `cited` is the source of a relationship."""
    kinds: list[dict[str, type]] = []
    for specs in (schema.classes.values(), schema.relationships.values()):
        kinds.append(
            {name: list if p.many else p.type for spec in specs for name, p in sorted(spec.properties.items())}
        )
    nodes, edges = kinds
    return {k: v for k, v in nodes.items() if k != "id"}, {CITED if k == "source" else k: v for k, v in edges.items()}


CITED = "cited"  # in formats where the source of an edge is the node it leaves from
