"""Records: what loaders give and the store takes. Plain values, no Cypher and no engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ontology.schema import Value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record was written down: a file and a line (1 = first; 0 = the file as a whole)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a statement rests on: the id of a Source, the place in it, and the review state."""

    source: str
    locator: str
    review: str

    def properties(self) -> dict[str, Value]:
        return {"source": self.source, "locator": self.locator, "review": self.review}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with its most specific label. `properties` holds everything but the id."""

    label: str
    id: str
    properties: Mapping[str, Value]
    place: Place


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship from one node to another, both named by id."""

    type: str
    start: str
    end: str
    properties: Mapping[str, Value]
    place: Place

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What makes a statement one statement: who says where that this holds between these two."""
        return (
            self.type,
            self.start,
            self.end,
            str(self.properties.get("source")),
            str(self.properties.get("locator")),
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not loaded, with the reason and what was expected."""

    place: Place
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass
class Batch:
    """All records of one load, and what could not be used. `origin` names the load (`catalogue`, a file's id)."""

    origin: str
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    repaired: list[Refusal] = field(default_factory=list)

    def refuse(self, place: Place, reason: str) -> None:
        self.refused.append(Refusal(place, reason))

    def extend(self, other: Batch) -> None:
        """Add another batch's records, as part of this load."""
        self.nodes += other.nodes
        self.edges += other.edges
        self.refused += other.refused
        self.repaired += other.repaired

    def digest(self) -> str:
        """SHA-256 of what the batch says, whatever the order in which it says it."""
        lines = [f"{n.label}|{n.id}|{sorted(n.properties.items())}" for n in self.nodes]
        lines += [f"{e.type}|{e.start}|{e.end}|{sorted(e.properties.items())}" for e in self.edges]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()

    def labels_by_id(self) -> dict[str, str]:
        return {node.id: node.label for node in self.nodes}


def by_id(nodes: Iterable[Node]) -> dict[str, Node]:
    """Nodes by id; the first one wins."""
    found: dict[str, Node] = {}
    for node in nodes:
        found.setdefault(node.id, node)
    return found


def batch_ids(batch: Batch) -> set[str]:
    """Ids of the nodes that a batch states."""
    return {node.id for node in batch.nodes}


def ids_in(batch: Batch) -> set[str]:
    """Every id that a batch names, as a node, an end or a source."""
    ends = {end for edge in batch.edges for end in (edge.start, edge.end)}
    stated = [node.properties for node in batch.nodes] + [edge.properties for edge in batch.edges]
    sources = {str(properties["source"]) for properties in stated if "source" in properties}
    return batch_ids(batch) | ends | sources
