"""The graph in memory: what paths, clusters and search work on, read from the store once for each revision.

NetworkX is the common tongue. Nodes carry `label`, `name` and their properties; edges carry `type` and theirs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import networkx as nx

from graph.checks import suggestion
from graph.errors import UnknownThingError
from graph.garbage import without_collecting
from graph.records import Batch, Edge, Node, by_id
from graph.snapshot import Records, keep_snapshot, load_snapshot
from graph.store import Store
from ontology.schema import Schema, Value

T = TypeVar("T")
Say = Callable[[str], object]
_STEP = 2_000


@dataclass(frozen=True, eq=False)
class Projection:
    """All nodes and relationships of one revision of a store."""

    schema: Schema
    revision: str
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]

    @classmethod
    def of_batch(cls, batch: Batch, schema: Schema) -> Projection:
        """The graph that a checked batch describes, without any store."""
        edges = sorted(batch.edges, key=lambda e: e.key)
        return cls(schema, batch.digest()[:12], by_id(batch.nodes), tuple(edges))

    @cached_property
    def by_end(self) -> dict[str, list[Edge]]:
        """The relationships of each node, in either direction, by node id."""
        found: dict[str, list[Edge]] = {id_: [] for id_ in self.nodes}
        for edge in self.edges:
            found[edge.start].append(edge)
            if edge.end != edge.start:
                found[edge.end].append(edge)
        return found

    def name(self, id_: str) -> str:
        """What a reader calls a thing."""
        return str(self.nodes[id_].properties.get("name", id_))

    def require(self, id_: str) -> Node:
        """The node of an id. UnknownThingError, with a near one where there is, if it does not exist."""
        if id_ not in self.nodes:
            raise UnknownThingError(f"nothing in the graph has the id {id_!r}{suggestion(id_, self.nodes)}")
        return self.nodes[id_]

    def select(self, types: Collection[str] | None = None, on: dt.date | None = None) -> list[Edge]:
        """The relationships of some types (None: all) that hold on a day (None: whatever their days)."""
        return [e for e in self.edges if (types is None or e.type in types) and (on is None or holds_on(e, on))]

    def networkx(self, edges: Iterable[Edge] | None = None) -> nx.MultiDiGraph[str]:
        """A directed multigraph for exchange and analysis."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((n.id, {"label": n.label, **n.properties}) for n in self.nodes.values())
        graph.add_edges_from(
            (e.start, e.end, {"type": e.type, **e.properties}) for e in (self.edges if edges is None else edges)
        )
        return graph


def project(store: Store, say: Say = lambda _: None) -> Projection:
    """Read the whole store, at one moment between loads; `say` is told in words how far it is.

    What was read of the same revision before is taken from the snapshot beside a store in a folder.
    """
    with store.reading(), without_collecting(kept=True):
        revision = store.revision()
        say("Reading the graph")
        records = load_snapshot(store.location, revision, store.schema)
        if records is None:
            records = _read(store, say)
            say("Keeping what was read for the next time")
            keep_snapshot(store.location, revision, store.schema, records)
    return Projection(store.schema, revision, *records)


def _read(store: Store, say: Say) -> Records:
    total, _ = store.counts()
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for number, (node, begun) in enumerate(store.things()):
        if number % _STEP == 0 and total > _STEP:
            say(f"Reading the graph: {number:,} of {total:,} things")
        nodes[node.id] = node
        edges += begun
    return nodes, tuple(sorted(edges, key=lambda e: e.key))


def holds_on(edge: Edge, day: dt.date) -> bool:
    """Whether a dated relationship holds on a day; one without dates always does.

    A deed (signature, instrument) holds from its day on; a state (party, member) from `since` to before `until`.
    """
    begin = _first_day(edge.properties, "since", "effective", "date", "date_from")
    end = _first_day(edge.properties, "until")
    return (begin is None or begin <= day) and (end is None or day < end)


def _first_day(properties: Mapping[str, Value], *names: str) -> dt.date | None:
    for name in names:
        value = properties.get(name)
        if isinstance(value, dt.date):
            return value
    return None
