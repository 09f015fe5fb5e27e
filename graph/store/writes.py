"""The writes of a load as parametrised Cypher, the same for every engine.

Types and labels come from the ontology and cannot be parameters; everything else is one. Nodes are found by the root label, whose
constraint makes that an index look-up on both engines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from graph.records import Edge
from graph.store.diff import Changes
from ontology.schema import Schema

ROWS_AT_ONCE = 2_000
T = TypeVar("T")
Write = tuple[str, list[dict[str, object]]]


def statements(plan: Changes, schema: Schema) -> Iterator[Write]:
    """The writes of a plan as parametrised statements, in an order in which each finds what it needs."""
    ends = f"MATCH (a:{schema.root} {{id: row.start}}) MATCH (b:{schema.root} {{id: row.end}})"
    match = ends + " MATCH (a)-[r:%s]->(b) WHERE r.source = row.source AND r.locator = row.locator"
    for type_, gone in _grouped(plan.gone_edges, lambda e: e.type):
        yield f"UNWIND $rows AS row {match % type_} DELETE r", [_edge_row(e) for e in gone]
    if plan.gone_nodes:
        rows: list[dict[str, object]] = [{"id": n.id} for n in plan.gone_nodes]
        yield f"UNWIND $rows AS row MATCH (n:{schema.root} {{id: row.id}}) DETACH DELETE n", rows
    for label, new in _grouped(plan.new_nodes, lambda n: n.label):
        labels = ":".join(schema.classes[label].labels)
        yield (
            f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row.properties",
            [{"properties": {"id": n.id, **n.properties}} for n in new],
        )
    if plan.changed_nodes:
        rows = [{"id": c.id, "properties": dict(c.properties)} for c in plan.changed_nodes]
        yield f"UNWIND $rows AS row MATCH (n:{schema.root} {{id: row.id}}) SET n += row.properties", rows
    create = ends + " CREATE (a)-[r:%s]->(b) SET r = row.properties"
    for type_, edges in _grouped(plan.new_edges, lambda e: e.type):
        yield (
            f"UNWIND $rows AS row {create % type_}",
            [{**_edge_row(e), "properties": dict(e.properties)} for e in edges],
        )
    for type_, changed in _grouped(plan.changed_edges, lambda c: c.edge.type):
        rows = [{**_edge_row(c.edge), "properties": dict(c.properties)} for c in changed]
        yield f"UNWIND $rows AS row {match % type_} SET r += row.properties", rows


def _edge_row(edge: Edge) -> dict[str, object]:
    return {
        "start": edge.start,
        "end": edge.end,
        "source": edge.properties["source"],
        "locator": edge.properties["locator"],
    }


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> Iterator[tuple[str, list[T]]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    yield from sorted(groups.items())


def chunks(items: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), ROWS_AT_ONCE):
        yield list(items[start : start + ROWS_AT_ONCE])
