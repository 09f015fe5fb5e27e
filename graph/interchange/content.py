"""What is exported: a whole store, or a part of a graph. It can be read again and again, and is never held whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from graph.errors import QueryError
from graph.interchange.identifiers import akoma_ntoso_work, works
from graph.interchange.rdf import Describer
from graph.projection import Projection
from graph.records import Edge, Node, Place
from graph.store import Store
from ontology.schema import Schema, Terms

NO_LIMIT = 10_000_000


@dataclass(frozen=True)
class Content:
    """Nodes and the relationships between them, as streams that start afresh at each call.

    `akn_works`: Akoma Ntoso IRIs of treaties by id; `held` keeps the graph as it is while both streams are read;
    `positions`: where a saved view has put things.
    """

    schema: Schema
    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]
    akn_works: Mapping[str, str]
    held: Callable[[], AbstractContextManager[None]] = nullcontext
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def describer(self) -> Describer:
        return Describer(self.schema, self.akn_works)


def whole(store: Store) -> Content:
    """Everything in a store."""
    terms = Terms(store.schema)
    cypher = f"MATCH (t:{terms.Treaty}) RETURN t"
    rows = store.query(cypher, limit=NO_LIMIT).rows
    treaties = (Node(terms.Treaty, row["t"]["id"], row["t"]["properties"], Place("the store")) for row in rows)
    found = {node.id: work for node in treaties if (work := akoma_ntoso_work(node))}
    return Content(store.schema, store.nodes, store.edges, found, store.reading)


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
    akn_works = works(graph.nodes.values(), Terms(graph.schema))
    return Content(graph.schema, lambda: iter(nodes), lambda: iter(between), akn_works, positions=positions or {})


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
    nodes = [node for node in store.nodes() if node.id in ids]
    content = whole(store)
    return Content(store.schema, lambda: iter(nodes), lambda: iter(edges.values()), content.akn_works)


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
