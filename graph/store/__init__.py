"""The store: one graph behind Bolt, the same for the embedded engine and for a Neo4j server.

All reads go through a door that cannot write; all writes are one transaction for one load, so that a reader never sees half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import neo4j
from neo4j import exceptions as bolt_exceptions

from graph import engine
from graph.errors import StoreError
from graph.records import Batch
from graph.settings import ServerAddress, store_target
from graph.store import bolt
from graph.store.guard import check_embedded
from graph.store.loads import RECORDS_AT_ONCE, Loading, Progress
from graph.store.planning import LoadReport
from graph.store.reading import ROW_LIMIT, TIME_LIMIT, Engine, Reading, Table
from graph.store.writes import Write, chunks
from ontology.schema import Terms, load_schema

__all__ = [
    "RECORDS_AT_ONCE",
    "ROW_LIMIT",
    "TIME_LIMIT",
    "Engine",
    "LoadReport",
    "Progress",
    "Store",
    "Table",
    "open_store",
]


def open_store(target: str | None = None, progress: Callable[[str], None] | None = None) -> Store:
    """Open the store that is meant (see `settings.store_target`). StoreError says why where it cannot be reached."""
    where = store_target(target)
    return _open_server(where) if isinstance(where, ServerAddress) else _open_folder(where, progress)


def _open_folder(folder: Path, progress: Callable[[str], None] | None) -> Store:
    endpoint = engine.connect(folder, progress=progress)
    connected = Engine(
        bolt.connect(endpoint.uri, endpoint.writer),
        bolt.connect(endpoint.uri, endpoint.reader),
        bolt.connect(endpoint.uri, endpoint.streamer),
        endpoint.database,
        str(folder),
        reading=partial(engine.reading, folder),
        committing=partial(engine.committing, folder),
        diagnose=partial(engine.diagnose, folder),
        check=check_embedded,
    )
    return Store(load_schema(), connected)


def _open_server(address: ServerAddress) -> Store:
    driver = bolt.connect(address.uri, (address.user, address.password) if address.user else None)
    try:
        driver.verify_connectivity()
    except (bolt_exceptions.DriverError, bolt_exceptions.Neo4jError) as error:
        driver.close()
        refused = isinstance(error, bolt_exceptions.AuthError)
        hint = "set TREATYGRAPH_USER and TREATYGRAPH_PASSWORD" if refused else "is it running?"
        raise StoreError(f"cannot use the store at {address.uri}: {bolt.message(error)} ({hint})") from error
    return Store(load_schema(), Engine(driver, driver, driver, address.database, address.uri))


class Store(Reading):
    """A graph that can be read and loaded. Use as a context manager, or call `close`."""

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.reader.close()
        self._engine.streamer.close()
        self._engine.writer.close()

    def load(self, batch: Batch, progress: Progress | None = None) -> LoadReport:
        """Bring the store to what a batch says, in one transaction: all of it or nothing.

        Records that the ontology does not allow are refused and reported; the rest loads. A second load of the same batch
        writes nothing. StoreError where the store fails; it then holds what it held before.
        """
        [report] = self.load_all([batch], progress)
        return report

    def load_all(self, batches: Iterable[Batch], progress: Progress | None = None) -> Iterator[LoadReport]:
        """Load many batches, each whole or not at all; small ones share a transaction. Reports come in the order of batches."""
        return Loading(self, progress).all(batches)

    def remove(self, origin: str, progress: Progress | None = None) -> LoadReport:
        """Take back what a load said and no other says, in one transaction. Relationships of others that end there go with it."""
        return Loading(self, progress).remove(origin)

    def revision(self) -> str:
        """A text that changes whenever a load changes the graph; empty where nothing was loaded."""
        label = Terms(self.schema).Load
        rows = self._read(f"MATCH (l:{label}) RETURN l.sha256 AS digest ORDER BY l.id")
        return "".join(row["digest"][:12] for row in rows)

    def ensure_constraints(self) -> None:
        """Unique ids, on the root label and on every class that the ontology gives a key."""
        for label in self.schema.key_labels:
            self._write_alone(
                f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
            )

    def clear(self) -> None:
        """Remove everything from the store, in as many transactions as that takes."""
        remove = f"MATCH (n) WITH n LIMIT {RECORDS_AT_ONCE} DETACH DELETE n"
        while self._read("MATCH (n) RETURN count(n) AS n")[0]["n"]:
            self.write([(remove, [{}])])

    def _write_alone(self, cypher: str) -> None:
        with self._write_session() as session, bolt.load_errors(self._engine.diagnose):
            session.run(cypher).consume()

    def write(self, writes: Iterable[Write], written: Callable[[int], None] = lambda _: None) -> None:
        """Run statements in one transaction, whose commit waits for the reads under way. `written` hears of rows as they go."""
        with self._write_session() as session, bolt.load_errors(self._engine.diagnose):
            transaction = session.begin_transaction()
            for cypher, rows in writes:
                for chunk in chunks(rows):
                    transaction.run(cypher, rows=chunk).consume()
                    written(len(chunk))
            with self._engine.committing():
                transaction.commit()

    def _write_session(self) -> neo4j.Session:
        return self._engine.writer.session(database=self._engine.database)
