"""The catalogue as a projection, built once for all tests that read it; no engine is started."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from graph.checks import check_batch
from graph.loading import catalogue_batch
from graph.projection import Projection
from graph.records import Edge
from ontology.schema import load_schema


@lru_cache(maxsize=1)
def catalogue() -> Projection:
    schema = load_schema()
    batch = check_batch(catalogue_batch(schema), schema, {})
    return projection_of(Projection(schema, batch.digest(), {n.id: n for n in batch.nodes}, ()), batch.edges)


def projection_of(graph: Projection, edges: Iterable[Edge]) -> Projection:
    """The nodes of a graph with other relationships."""
    return Projection(graph.schema, graph.revision, graph.nodes, tuple(sorted(edges, key=lambda e: e.key)))


def without(graph: Projection, unwanted: Callable[[Edge], bool]) -> Projection:
    """A graph in which some facts are not recorded: what an answer says then shows what it rests on."""
    return projection_of(graph, (e for e in graph.edges if not unwanted(e)))


def with_node(graph: Projection, id_: str, **properties: object) -> Projection:
    """A graph in which a node says something else (None: no longer says it)."""
    node = graph.nodes[id_]
    changed = {k: v for k, v in {**node.properties, **properties}.items() if v is not None}
    nodes = {**graph.nodes, id_: replace(node, properties=changed)}
    return Projection(graph.schema, graph.revision, nodes, graph.edges)
