"""What can be read of a store: queries of analysts, within their limits, and the records themselves, without."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import neo4j

from graph.records import Edge, Node, Place
from graph.store import bolt
from graph.store.guard import check_read_only
from graph.store.writes import chunks
from graph.values import Plain, Plainer, plain_scalar, unnamed_ends
from ontology.schema import Schema

ROW_LIMIT = 10_000
STREAMED_AT_ONCE = 20_000  # rows: to ask for each thousand takes longer than to read them
TIME_LIMIT = 20.0  # seconds
_STORED = Place("the store")
_TEMPORAL = frozenset((neo4j.time.Date, neo4j.time.DateTime, neo4j.time.Time, neo4j.time.Duration))
_STATED = "any(origin IN {}.origin WHERE origin IN $origins)"
_EDGE = "RETURN type(r) AS type_, a.id AS start, b.id AS end, properties(r) AS properties"
Turn = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Engine:
    """A connected engine: a driver that may write, one that only reads and whose queries have a limit of time, one for reads of our own,
    which have none; and how reads and commits take turns on it.

    `diagnose` says why something has just failed, where the engine itself cannot; `check` refuses a query that it would answer wrongly.
    """

    writer: neo4j.Driver
    reader: neo4j.Driver
    streamer: neo4j.Driver
    database: str | None
    location: str
    reading: Turn = nullcontext
    committing: Turn = nullcontext
    diagnose: bolt.Diagnosis = lambda: None
    check: Callable[[str], None] = lambda _: None


@dataclass(frozen=True)
class Table:
    """The answer to a query: rows by column, and whether the row limit cut it."""

    columns: list[str]
    rows: list[dict[str, Plain]]
    truncated: bool = False


class Reading:
    """A graph that can be read."""

    def __init__(self, schema: Schema, engine: Engine) -> None:
        self.schema = schema
        self.location = engine.location
        self._engine = engine

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        limit: int = ROW_LIMIT,
        timeout: float = TIME_LIMIT,
    ) -> Table:
        """Run a query that only reads, and return at most `limit` rows within `timeout` seconds.

        QueryError where the text would write or is malformed, or where the time is over; the store is then unchanged.
        """
        check_read_only(cypher)
        self._engine.check(cypher)
        run = partial(self._fetch, cypher, dict(parameters or {}), limit, timeout)
        columns, records = bolt.within(timeout, run)
        truncated = len(records) > limit
        plainer = Plainer(self.schema, self._ids_of(unnamed_ends(v for values in records for v in values)))
        rows = [dict(zip(columns, map(plainer.plain, values), strict=True)) for values in records[:limit]]
        return Table(columns, rows, truncated)

    def _fetch(
        self, cypher: str, parameters: dict[str, object], limit: int, timeout: float
    ) -> tuple[list[str], list[list[object]]]:
        """The columns and at most one row more than `limit`, which tells that there are more."""
        with (
            self.reading(),
            self._session(self._engine.reader) as session,
            bolt.query_errors(timeout, self._engine.diagnose),
        ):
            result = session.run(neo4j.Query(cypher, timeout=timeout), parameters)
            columns = list(result.keys())
            records = [record.values() for record in islice(result, limit + 1)]
            if len(records) <= limit:
                result.consume()  # a reader's write is refused at its end on the embedded engine
            return columns, records

    def _ids_of(self, element_ids: set[str]) -> dict[str, str]:
        if not element_ids:
            return {}
        cypher = "UNWIND $wanted AS element MATCH (n) WHERE elementId(n) = element RETURN element, n.id AS id"
        return {row["element"]: row["id"] for row in self._read(cypher, wanted=sorted(element_ids))}

    def _read(self, cypher: str, **parameters: object) -> list[dict[str, Any]]:
        """Rows of a query of our own, without limits, as the driver gives them."""
        with (
            self.reading(),
            self._session(self._engine.streamer) as session,
            bolt.query_errors(None, self._engine.diagnose),
        ):
            return [record.data() for record in session.run(cypher, parameters)]

    def stream(self, cypher: str, **parameters: object) -> Iterator[neo4j.Record]:
        """Rows of a query of our own one by one, for what may be larger than memory. No load is committed until the last is taken."""
        with (
            self.reading(),
            self._session(self._engine.streamer, STREAMED_AT_ONCE) as session,
            bolt.query_errors(None, self._engine.diagnose),
        ):
            yield from session.run(cypher, parameters)

    def _session(self, driver: neo4j.Driver, at_once: int = 1_000) -> neo4j.Session:
        """A session that only reads; it asks for more rows each time `at_once` were taken. They wait on the wire, not in memory."""
        return driver.session(database=self._engine.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=at_once)

    def reading(self) -> AbstractContextManager[None]:
        """Hold this around several reads that must see the same graph: no load is committed meanwhile."""
        return self._engine.reading()

    def nodes(self, origins: Sequence[str] | None = None, label: str | None = None) -> Iterator[Node]:
        """All nodes, or those that one of some loads states, or those of one label."""
        where = f"WHERE {_STATED.format('n')} " if origins is not None else ""
        cypher = f"MATCH (n:{label or self.schema.root}) {where}RETURN labels(n) AS labels, properties(n) AS properties"
        for row in self.stream(cypher, origins=origins):
            yield self._stored_node(*row)

    def things(self) -> Iterator[tuple[Node, list[Edge]]]:
        """All nodes, each with the relationships that begin at it: one statement, in half the time of `nodes` and `edges`."""
        root = self.schema.root
        out = f"[(n)-[r]->(b:{root}) | [type(r), b.id, properties(r)]]"
        for labels, properties, begun in self.stream(f"MATCH (n:{root}) RETURN labels(n), properties(n), {out}"):
            node = self._stored_node(labels, properties)
            yield node, [_stored_edge(type_, node.id, end, properties) for type_, end, properties in begun]

    def labels(self, label: str | None = None, besides: str | None = None) -> dict[str, str]:
        """The labels of all nodes by id; of those of one label and what stands below it; or of all but these."""
        others = f"WHERE NOT n:{besides} " if besides else ""
        cypher = f"MATCH (n:{label or self.schema.root}) {others}RETURN labels(n) AS labels, collect(n.id) AS ids"
        return {id_: self.schema.class_of(row["labels"]).name for row in self.stream(cypher) for id_ in row["ids"]}

    def edges(self, origins: Sequence[str] | None = None, types: Sequence[str] = ()) -> Iterator[Edge]:
        """All relationships, or those that one of some loads states, or those of some types."""
        where, root = f"WHERE {_STATED.format('r')} " if origins is not None else "", self.schema.root
        relation = f"r:{'|'.join(types)}" if types else "r"
        cypher = f"MATCH (a:{root})-[{relation}]->(b:{root}) {where}{_EDGE}"
        for row in self.stream(cypher, origins=origins):
            yield _stored_edge(*row)

    def edges_at(self, ids: Collection[str]) -> list[Edge]:
        """The relationships that begin or end at some nodes, each once."""
        root = self.schema.root
        found: dict[str, Edge] = {}
        for near, far in (("a", "b"), ("b", "a")):
            arrow = "-[r]->" if near == "a" else "<-[r]-"
            cypher = f"UNWIND $ids AS id MATCH ({near}:{root} {{id: id}}){arrow}({far}:{root}) {_EDGE}, elementId(r) AS element"
            for chunk in chunks(sorted(ids)):
                found.update((row.pop("element"), _stored_edge(**row)) for row in self._read(cypher, ids=chunk))
        return list(found.values())

    def counts(self) -> tuple[int, int]:
        """How many nodes and relationships there are."""
        nodes = self._read(f"MATCH (n:{self.schema.root}) RETURN count(n) AS n")[0]["n"]
        return nodes, self._read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]

    def _stored_node(self, labels: Sequence[str], properties: dict[str, Any]) -> Node:
        plain = _plain_properties(properties)
        return Node(self.schema.class_of(labels).name, plain.pop("id"), plain, _STORED)

    def named(self, ids: Sequence[str]) -> Iterator[Node]:
        """The nodes of some ids, as far as the store holds them."""
        cypher = (
            f"UNWIND $ids AS id MATCH (n:{self.schema.root} {{id: id}}) "
            "RETURN labels(n) AS labels, properties(n) AS properties"
        )
        for chunk in chunks(ids):
            yield from (self._stored_node(**row) for row in self._read(cypher, ids=chunk))


def _stored_edge(type_: str, start: str, end: str, properties: dict[str, Any]) -> Edge:
    return Edge(type_, start, end, _plain_properties(properties), _STORED)


def _plain_properties(properties: dict[str, Any]) -> dict[str, Any]:
    """Properties as the driver gives them, days as days of Python."""
    if _TEMPORAL.isdisjoint(map(type, properties.values())):  # nearly all
        return properties
    return {name: plain_scalar(value) for name, value in properties.items()}
