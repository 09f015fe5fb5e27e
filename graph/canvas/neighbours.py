"""What stands around a thing: its neighbours by relationship and direction, and a choice of them that makes a good first view."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.network.paths import default_types
from graph.projection import Projection
from graph.records import Edge

Holds = Callable[[Edge], bool]


@dataclass(frozen=True, slots=True)
class NeighbourGroup:
    """The neighbours of one kind that one relationship leads to; `outward` where it leaves the thing."""

    type: str
    outward: bool
    label: str
    ids: tuple[str, ...]


def neighbours(graph: Projection, id_: str, holds: Holds | None = None) -> list[str]:
    """The ids at the other ends of a thing's relationships (those that hold), each once, in the order of the projection."""
    found = (other_end(edge, id_) for edge in graph.by_end[id_] if holds is None or holds(edge))
    return [other for other in dict.fromkeys(found) if other != id_]


def neighbour_groups(graph: Projection, id_: str, holds: Holds | None = None) -> list[NeighbourGroup]:
    """The neighbours by relationship, direction and kind, in the order of the ontology; names in order within each."""
    found: dict[tuple[str, bool, str], dict[str, None]] = {}
    for edge in graph.by_end[id_]:
        other = other_end(edge, id_)
        if other != id_ and (holds is None or holds(edge)):
            found.setdefault((edge.type, edge.start == id_, graph.nodes[other].label), {})[other] = None
    types = list(graph.schema.relationships)
    kinds = [spec.name for spec in graph.schema.legend()]
    order = sorted(found, key=lambda key: (types.index(key[0]), not key[1], kinds.index(key[2])))
    return [
        NeighbourGroup(*key, tuple(sorted(found[key], key=lambda other: reading_order(graph, other)))) for key in order
    ]


def opening(graph: Projection, id_: str, most: int = 30) -> list[str]:
    """A thing with whole groups of its neighbours, in the order of the ontology, as long as they stay below `most`.

    Mentions are left out. A group too large to fit is left to the badge that counts what is not shown.
    """
    chosen = [id_]
    types = default_types(graph.schema)
    for group in neighbour_groups(graph, id_):
        fresh = [other for other in group.ids if other not in chosen]
        if group.type in types and len(chosen) + len(fresh) <= most:
            chosen += fresh
    return chosen


def other_end(edge: Edge, id_: str) -> str:
    """The end of a relationship that is not this one."""
    return edge.end if edge.start == id_ else edge.start


def reading_order(graph: Projection, id_: str) -> tuple[str, int, str]:
    """A key that sorts provisions in the order of their treaty and all else by name."""
    ordinal = graph.nodes[id_].properties.get("ordinal")
    if isinstance(ordinal, int):
        return str(graph.nodes[id_].properties.get("treaty", "")), ordinal, ""
    return "", 0, graph.name(id_).casefold()


def among(graph: Projection, ids: Iterable[str], holds: Holds | None = None) -> list[Edge]:
    """The relationships between some things (those that hold), in the order of the projection."""
    wanted = frozenset(ids) & graph.nodes.keys()
    edges = (e for id_ in wanted for e in graph.by_end[id_] if e.start == id_ and e.end in wanted)
    return sorted((e for e in edges if holds is None or holds(e)), key=lambda e: e.key)
