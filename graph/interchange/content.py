"""What is exported: a whole store, or a part of a graph. It can be read again and again, and is never held whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TypeVar

from graph.errors import QueryError
from graph.interchange.identifiers import works
from graph.interchange.rdf import Describer
from graph.projection import Projection
from graph.records import Edge, Node, Place
from graph.store import Progress, Store
from ontology.schema import Schema, Terms

NO_LIMIT = 10_000_000
Thing = tuple[Node, list[Edge]]
T = TypeVar("T")
_STEP = 1_000


@dataclass(frozen=True)
class Content:
    """Nodes and the relationships between them, as streams that start afresh at each call.

    `things`: both, each node with the relationships that begin at it; `describer` knows how to say them in RDF; `held` keeps the graph
    as it is while streams are read; `positions`: where a saved view has put things.
    """

    schema: Schema
    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]
    things: Callable[[], Iterator[Thing]]
    describer: Callable[[], Describer]
    held: Callable[[], AbstractContextManager[None]] = nullcontext
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def whole(store: Store, progress: Progress | None = None) -> Content:
    """Everything in a store. `progress` hears how much of it has been read."""

    def describer() -> Describer:
        terms = Terms(store.schema)
        named = works(store.nodes(label=terms.Treaty), terms)
        return Describer(store.schema, store.labels(besides=terms.Provision), named)

    content = Content(store.schema, store.nodes, store.edges, store.things, describer, store.reading)
    if not progress:
        return content
    nodes, relationships = store.counts()
    return replace(
        content,
        nodes=_told(content.nodes, "things", nodes, progress),
        edges=_told(content.edges, "relationships", relationships, progress),
        things=_told(content.things, "things", nodes, progress),
    )


def _told(stream: Callable[[], Iterator[T]], what: str, total: int, progress: Progress) -> Callable[[], Iterator[T]]:
    """The same stream, which says how far it is."""

    def told() -> Iterator[T]:
        for number, item in enumerate(stream()):
            if number % _STEP == 0:
                progress(f"reading {what}", number, total)
            yield item
        progress(f"reading {what}", total, total)

    return told


def part(
    graph: Projection,
    ids: Iterable[str] | None = None,
    edges: Iterable[Edge] | None = None,
    positions: Mapping[str, tuple[float, float]] | None = None,
) -> Content:
    """A graph in memory, or the part of it with these nodes (None: all) and relationships (None: all between them)."""
    wanted = set(graph.nodes if ids is None else ids)
    nodes = [node for id_, node in graph.nodes.items() if id_ in wanted]
    between = [e for e in (graph.edges if edges is None else edges) if e.start in wanted and e.end in wanted]
    return _held(
        graph.schema, nodes, between, lambda: Describer.of(graph.nodes.values(), graph.schema), positions or {}
    )


def answer(store: Store, cypher: str, parameters: Mapping[str, object] | None = None) -> Content:
    """The nodes and relationships in the rows of a query, with the ends of those relationships.

    QueryError where the rows hold neither: a table of numbers is no graph.
    """
    table = store.query(cypher, parameters, limit=NO_LIMIT)
    ids: set[str] = set()
    edges: dict[tuple[str, str, str, str, str], Edge] = {}
    for value in (v for row in table.rows for v in row.values()):
        _collect(value, ids, edges)
    if not ids:
        raise QueryError(
            "the query returns no nodes or relationships to export; return them whole, as in MATCH (a)-[r]->(b) RETURN a, r, b"
        )
    return _held(store.schema, list(store.named(sorted(ids))), list(edges.values()), whole(store).describer, {})


def _held(
    schema: Schema,
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    describer: Callable[[], Describer],
    positions: Mapping[str, tuple[float, float]],
) -> Content:
    """What is in memory already."""

    def things() -> Iterator[Thing]:
        begun = defaultdict[str, list[Edge]](list)
        for edge in edges:
            begun[edge.start].append(edge)
        return ((node, begun[node.id]) for node in nodes)

    return Content(schema, lambda: iter(nodes), lambda: iter(edges), things, describer, positions=positions)


def _collect(value: object, ids: set[str], edges: dict[tuple[str, str, str, str, str], Edge]) -> None:
    if isinstance(value, list):
        for item in value:
            _collect(item, ids, edges)
    elif isinstance(value, dict):
        if value.keys() == {"id", "labels", "properties"}:
            ids.add(value["id"])
        elif value.keys() == {"type", "source", "target", "properties"}:
            edge = Edge(value["type"], value["source"], value["target"], value["properties"], Place("the query"))
            edges[edge.key] = edge
            ids.update((edge.start, edge.end))
        else:
            _collect(list(value.values()), ids, edges)
