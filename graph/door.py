"""The door for notebooks and scripts: `from graph import open_graph`.

Answers come as what Python people work with: pandas frames, NetworkX graphs, RDF, and the objects of law of `graph.law` and its
neighbours, which know their own sentences and citations. The graph is read once and kept until a load changes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import rdflib

from graph.alignment import Row, compare
from graph.errors import UnknownThingError
from graph.interchange import export
from graph.interchange.content import answer, whole
from graph.interchange.rdf import to_rdf
from graph.interchange.validation import Problem, validate_store
from graph.law.acts import Supposition
from graph.law.bonds import Record
from graph.law.entry_into_force import EntryIntoForce, entry_into_force
from graph.law.legal_basis import Answer, basis
from graph.loading import catalogue_batch, load_batches
from graph.named import ParameterValue, named_query
from graph.network.paths import Path, find_paths
from graph.projection import Projection, project
from graph.records import Node
from graph.store import ROW_LIMIT, TIME_LIMIT, Store, Table, open_store
from graph.values import jsonable

if TYPE_CHECKING:
    from graph.interchange.sparql import Sparql

Day = dt.date | str


def open_graph(target: str | None = None, *, load: bool = False) -> Graph:
    """Open the graph: a folder (embedded engine), `bolt://...` (a Neo4j server) or, by default, what TREATYGRAPH_STORE names.

    `load`: put the catalogue into the store where it is empty, so that a first notebook needs nothing else.

    >>> graph = open_graph(load=True)  # doctest: +SKIP
    """
    store = open_store(target)
    if load and store.counts() == (0, 0):
        list(load_batches(store, [catalogue_batch(store.schema)]))
    return Graph(store)


class Graph:
    """A graph of treaties. Use as a context manager, or call `close` when done."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._projection: Projection | None = None
        self._sparql: tuple[str, Sparql] | None = None

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection to the store."""
        self.store.close()

    def __repr__(self) -> str:
        nodes, relationships = self.store.counts()
        return f"<Graph at {self.store.location}: {nodes} nodes, {relationships} relationships>"

    @property
    def projection(self) -> Projection:
        """All nodes and relationships in memory, as they stand after the last load."""
        if self._projection is None or self._projection.revision != self.store.revision():
            self._projection = project(self.store)
        return self._projection

    # ------------------------------------------------------------------ tables

    def nodes(self, label: str | None = None) -> pd.DataFrame:
        """A frame of nodes with one row each, indexed by `id`: `label`, `name` and a column for each property that occurs.

        `label`: only these and their subclasses (`Treaty`, `Provision`, `Actor`). Days are `datetime.date`, lists Python lists.
        UnknownThingError for a label that the ontology does not know.

        >>> graph.nodes("Treaty").loc["budapest", "name"]
        'Budapest Convention'
        """
        if label is not None and label not in self.store.schema.classes:
            raise UnknownThingError(
                f"no class is called {label!r}; there are {', '.join(sorted(self.store.schema.classes))}"
            )
        nodes = [n for n in self.projection.nodes.values() if label is None or self.store.schema.is_a(n.label, label)]
        rows = [{"id": n.id, "label": n.label, **n.properties} for n in nodes]
        return pd.DataFrame(rows, columns=_columns(rows, ["id", "label", "name"])).set_index("id")

    def relationships(self, type_: str | None = None, on: Day | None = None) -> pd.DataFrame:
        """A frame of relationships: `start`, `type`, `end` and a column for each property that occurs.

        `type_`: only of this type (`SIGNED`); `on`: only what holds on a day. Sources that differ stand in rows of their own: count distinct
        starts, not rows.

        >>> int(graph.relationships("RATIFIED").query("end == 'uncc'")["start"].nunique())
        3
        """
        if type_ is not None and type_ not in self.store.schema.relationships:
            raise UnknownThingError(
                f"no relationship is called {type_!r}; there are {', '.join(sorted(self.store.schema.relationships))}"
            )
        edges = self.projection.select(None if type_ is None else {type_}, _day(on) if on else None)
        rows = [{"start": e.start, "type": e.type, "end": e.end, **e.properties} for e in edges]
        return pd.DataFrame(rows, columns=_columns(rows, ["start", "type", "end"]))

    def query(
        self, cypher: str, /, *, limit: int = ROW_LIMIT, timeout: float = TIME_LIMIT, **parameters: ParameterValue
    ) -> pd.DataFrame:
        """A frame with the rows of a Cypher query, or of a kept one by its name. It can only read.

        >>> graph.query("shared-treaties", a="FRA", b="JPN", on="2026-11-01")["treaty"].tolist()[:2]
        ['budapest', 'crc']
        """
        text, values = _kept(cypher, parameters)
        return _frame(self.store.query(text, values, limit=limit, timeout=timeout))

    # ------------------------------------------------------------------ graphs

    def networkx(self, types: Iterable[str] | None = None, on: Day | None = None) -> nx.MultiDiGraph[str]:
        """A directed multigraph; nodes carry `label` and their properties, edges `type` and theirs.

        `types`, `on`: only relationships of these types, only what holds on this day.

        >>> graph.networkx(types=["SUPPLEMENTS"]).has_edge("budapest-p1", "budapest")
        True
        """
        return self.projection.networkx(self.projection.select(set(types) if types else None, _day(on) if on else None))

    def rdf(self) -> rdflib.Graph:
        """The whole graph for rdflib. It takes seconds; `sparql` and `export` are quicker."""
        return to_rdf(self.projection.nodes.values(), self.projection.edges, self.store.schema)

    def sparql(
        self, query: str, /, *, limit: int = ROW_LIMIT, timeout: float = TIME_LIMIT, **parameters: ParameterValue
    ) -> pd.DataFrame:
        """A frame with the rows of a SPARQL query, or of a kept one by its name.

        >>> graph.sparql("SELECT (COUNT(?t) AS ?n) { ?t a eli:LegalResource }")["n"].tolist()
        [13]
        """
        from graph.interchange.sparql import Sparql, sparql_query

        revision = self.store.revision()
        if self._sparql is None or self._sparql[0] != revision:
            self._sparql = revision, Sparql(whole(self.store))
        text, values = query, {name: _parameter(value) for name, value in parameters.items()}
        if not any(c.isspace() for c in query.strip()):
            kept = sparql_query(query.strip())
            text, values = (
                kept.cypher,
                {**kept.defaults(), **kept.bind({name: str(value) for name, value in parameters.items()})},
            )
        return _frame(self._sparql[1].query(text, values, limit=limit, timeout=timeout))

    # ------------------------------------------------------------------ law

    def node(self, id_: str) -> Node:
        """One thing by its id. UnknownThingError, with a near one, where there is none.

        >>> graph.node("uncc/art_7").properties["heading"]
        'Illegal access'
        """
        return self.projection.require(id_)

    def record(self, suppose: Mapping[str, Day] | None = None, known_as_of: Day | None = None) -> Record:
        """The depositary record. `suppose`: deposits that are only imagined, `{"uncc:FRA": "2026-12-01"}`."""
        return Record(
            self.projection,
            [_supposed(who, day) for who, day in (suppose or {}).items()],
            _day(known_as_of) if known_as_of else None,
        )

    def basis(
        self,
        requesting: str,
        requested: str,
        *,
        offence: str | None,
        measure: str,
        on: Day | None = None,
        suppose: Mapping[str, Day] | None = None,
    ) -> Answer:
        """The legal basis for a request between two states: every treaty route with its hops, reasons and citations.

        >>> graph.basis("FRA", "JPN", offence="illegal-access", measure="expedited-preservation", on="2026-06-01").verdict.value
        'holds'
        """
        return basis(self.record(suppose), requesting, requested, offence, measure, _day(on))

    def in_force(self, treaty: str, on: Day | None = None, suppose: Mapping[str, Day] | None = None) -> EntryIntoForce:
        """Whether a treaty is in force on a day (default: today), which instruments count and how many are missing.

        >>> graph.in_force("budapest", "2020-01-01").verdict.value
        'holds'
        """
        return entry_into_force(self.record(suppose), treaty, _day(on))

    def alignment(self, first: str, second: str) -> pd.DataFrame:
        """Two treaties provision by provision: `first`, `second`, `relation`, `basis`, `score`, `why`, `citation`.

        >>> rows = graph.alignment("uncc", "budapest").set_index("first")
        >>> rows.loc["uncc/art_7", "second"]
        'budapest/art_2'
        """
        rows = [asdict(row) for row in compare(self.projection, first, second)]
        return pd.DataFrame(rows, columns=[field.name for field in fields(Row)])

    def paths(
        self, start: str, end: str, *, k: int = 3, types: Iterable[str] | None = None, on: Day | None = None
    ) -> list[Path]:
        """The shortest paths between two things, each with a `sentence` that cites its steps.

        >>> graph.paths("FRA", "budapest", k=1)[0].length
        1
        """
        return find_paths(
            self.projection, start, end, k=k, types=set(types) if types else None, on=_day(on) if on else None
        )

    # ------------------------------------------------------------------ exchange

    def export(self, path: str | FilePath, query: str | None = None, **parameters: ParameterValue) -> FilePath:
        """Write the graph, or the nodes and relationships of a query, to a file in the format of its extension (see the guide)."""
        if query is None:
            return export(whole(self.store), FilePath(path))
        text, values = _kept(query, parameters)
        return export(answer(self.store, text, values), FilePath(path))

    def validate(self, severity: str = "Violation") -> list[Problem]:
        """What the ontology's shapes refuse (`Violation`) or ask one to look at (`Warning`, `Info`).

        >>> graph.validate()
        []
        """
        return validate_store(self.store, severity=severity)


def _kept(query: str, parameters: Mapping[str, ParameterValue]) -> tuple[str, dict[str, ParameterValue]]:
    if any(c.isspace() for c in query.strip()):
        return query, {name: _parameter(value) for name, value in parameters.items()}
    kept = named_query(query.strip())
    given = {name: str(jsonable(value)) for name, value in parameters.items()}
    return kept.cypher, dict(kept.bind(given))


def _parameter(value: ParameterValue) -> ParameterValue:
    return value.date() if isinstance(value, dt.datetime) else value


def _frame(table: Table) -> pd.DataFrame:
    return pd.DataFrame(table.rows, columns=table.columns)


def _columns(rows: Sequence[Mapping[str, object]], first: list[str]) -> list[str]:
    return [*first, *sorted({name for row in rows for name in row} - set(first))]


def _day(day: Day | None) -> dt.date:
    if day is None:
        return dt.date.today()
    return dt.date.fromisoformat(day) if isinstance(day, str) else day


def _supposed(who: str, day: Day) -> Supposition:
    treaty, colon, actor = who.rpartition(":")
    if not colon:
        raise UnknownThingError(f"expected TREATY:STATE, as uncc:FRA, found {who!r}")
    return Supposition(actor, treaty, _day(day))
