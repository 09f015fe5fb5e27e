"""The user of the embedded engine that analysts query with: it reads everything, writes nothing, and its time is limited."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import ClientError, DriverError, Forbidden, Neo4jError

from graph import engine
from graph.engine import Endpoint
from tests.engine_tools import read, schema, session, write


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with a small graph, for the tests that change nothing."""
    path = tmp_path_factory.mktemp("shared") / "store"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TREATYGRAPH_QUERY_TIMEOUT", "2")
        endpoint = engine.connect(path)
    schema(endpoint, "CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE")
    write(endpoint, "UNWIND range(1, 300) AS i CREATE (:Place:City {id: toString(i), since: date('2024-12-24')})")
    write(endpoint, "MATCH (a:Place {id: '1'}), (b:Place {id: '2'}) CREATE (a)-[:NEAR {km: 3}]->(b)")
    yield path
    engine.stop(path)


def test_a_query_that_takes_too_long_is_stopped(shared: Path) -> None:
    endpoint = engine.connect(shared)
    started = time.monotonic()
    with pytest.raises(ClientError) as stopped:
        read(
            endpoint,
            "MATCH (a:Place), (b:Place), (c:Place), (d:Place) WHERE a.id + b.id = c.id + d.id + 'x' RETURN count(*)",
        )
    assert stopped.value.code == "Neo.ClientError.Transaction.Terminated" and "limit of 2 seconds" in str(stopped.value)
    assert 1.5 < time.monotonic() - started < 10
    assert read(endpoint, "RETURN 1") == [[1]]


def test_a_long_read_of_our_own_is_not_stopped_however_slowly_its_rows_are_taken(shared: Path) -> None:
    """An export takes what it needs: only queries of analysts have a limit."""
    endpoint = engine.connect(shared)
    with session(endpoint, endpoint.streamer, neo4j.READ_ACCESS) as opened:
        rows = opened.run("MATCH (a:Place), (b:Place) RETURN a.id + b.id AS pair")
        started = time.monotonic()
        first = next(rows)
        time.sleep(4)  # twice the limit: the engine must still give the rest
        assert 1 + sum(1 for _ in rows) == 300 * 300 and first["pair"] and time.monotonic() - started > 4
    with session(endpoint, endpoint.streamer, neo4j.WRITE_ACCESS) as opened, pytest.raises(Neo4jError):
        opened.run("CREATE (:Place {id: 'evil'})").consume()


DISGUISED_WRITES = """
CREATE (:Place {id: 'evil'})
CREATE (:NeverSeen {id: 'evil'})
INSERT (:Place {id: 'evil'})
MERGE (:Place {id: 'evil'})
MERGE (n:Place {id: '1'}) ON MATCH SET n.evil = true
MATCH (n:Place {id: '1'}) SET n.evil = true
MATCH (n:Place {id: '1'}) SET n += {evil: true}
MATCH (n:Place {id: '1'}) SET n = {id: '1'}
MATCH (n:Place {id: '1'}) SET n:Evil
MATCH (n:Place {id: '1'}) REMOVE n:City
MATCH (n:Place {id: '1'}) REMOVE n.since
MATCH (n:Place {id: '3'}) DELETE n
MATCH (n:Place) DETACH DELETE n
MATCH ()-[r]->() DELETE r
MATCH ()-[r]->() SET r.km = 0
MATCH (a:Place {id: '1'}), (b:Place {id: '3'}) CREATE (a)-[:NEAR]->(b)
MATCH (a:Place {id: '1'}), (b:Place {id: '3'}) CREATE (a)-[:NEVER_SEEN]->(b)
MATCH (a:Place {id: '1'}), (b:Place {id: '3'}) MERGE (a)-[:NEAR]->(b)
FOREACH (i IN [1, 2] | CREATE (:Place {id: 'evil' + i}))
MATCH (n:Place {id: '1'}) FOREACH (i IN [1] | SET n.evil = i)
CALL { CREATE (n:Place {id: 'evil'}) RETURN n } RETURN n.id
MATCH (n:Place {id: '1'}) CALL { WITH n SET n.evil = true } RETURN n.id
MATCH (n:Place {id: '1'}) CALL (n) { SET n.evil = true } RETURN n.id
CALL { CREATE (:Place {id: 'evil'}) } IN TRANSACTIONS
UNWIND [1, 2] AS i CALL { WITH i CREATE (:Place {id: 'evil' + i}) } IN TRANSACTIONS OF 1 ROWS
RETURN 1 AS x UNION CREATE (n:Place {id: 'evil'}) RETURN 2 AS x
MATCH (n:Place) RETURN n.id AS x UNION ALL MERGE (n:Place {id: 'evil'}) RETURN n.id AS x
/* MATCH (n) RETURN n */ CREATE (:Place {id: 'evil'})
// only reads \\n CREATE (:Place {id: 'evil'})
MATCH (n:Place) WITH n LIMIT 1 CREATE/**/(:Place {id: 'evil'}) RETURN 1
CREATE (:Place {id: 'evil'}) RETURN 'show current user'
MATCH (n:Place {id: '1'}) SET n.evil = true RETURN 1 // dbms.components
PROFILE CREATE (:Place {id: 'evil'})
USE treatygraph MATCH (n:Place {id: '1'}) SET n.evil = true
CREATE INDEX evil FOR (n:Place) ON (n.since)
CREATE CONSTRAINT evil FOR (n:City) REQUIRE n.id IS UNIQUE
CREATE FULLTEXT INDEX evil FOR (n:Place) ON EACH [n.id]
DROP CONSTRAINT place_id
DROP INDEX place_id
DROP INDEX `Place[id]`
CREATE USER evil1 SET PASSWORD 'evil-password'
ALTER USER writer SET PASSWORD 'evil-password'
DROP USER writer
SHOW USERS
CREATE DATABASE evil
DROP DATABASE treatygraph
ALTER DATABASE treatygraph SET ACCESS READ ONLY
ALTER DATABASE `arcadedb.command.timeout` 0
CALL db.createLabel('Evil')
CALL db.createProperty('evil')
CALL db.createRelationshipType('EVIL')
CALL db.index.fulltext.createNodeIndex('evil', ['Place'], ['id'])
CALL dbms.security.createUser('evil1', 'evil-password', false)
CALL dbms.setConfigValue('arcadedb.command.timeout', '0')
CALL dbms.shutdown()
CALL merge.node(['Place'], {id: 'evil'}, {}, {})
MATCH (a:Place {id: '1'}), (b:Place {id: '3'}) CALL merge.relationship(a, 'NEAR', {}, {}, b) YIELD rel RETURN rel
CALL apoc.create.node(['Place'], {id: 'evil'})
CALL apoc.merge.node(['Place'], {id: 'evil'})
CALL apoc.cypher.doIt("CREATE (:Place {id: 'evil'})", {})
CALL apoc.periodic.iterate('MATCH (n:Place) RETURN n', 'SET n.evil = true', {})
CALL apoc.refactor.rename.label('Place', 'Evil')
CALL sql("INSERT INTO Place SET id = 'evil'")
INSERT INTO Place SET id = 'evil'
UPDATE Place SET evil = true
DELETE FROM Place
DELETE VERTEX FROM Place
DROP TYPE Place UNSAFE
TRUNCATE TYPE Place UNSAFE
CREATE VERTEX TYPE Evil
IMPORT DATABASE file:///etc/passwd
EXPORT DATABASE file:///tmp/evil.tgz
{sql} INSERT INTO Place SET id = 'evil'
START TRANSACTION READ WRITE CREATE (:Place {id: 'evil'})
GRANT ALL ON DATABASE treatygraph TO reader
""".strip().splitlines()

FILES_AND_ADDRESSES = [
    "file:///etc/passwd",
    "/etc/passwd",
    "../../etc/passwd",
    "http://127.0.0.1:1/x",
    "https://example.org/x",
]


def everything(endpoint: Endpoint) -> list[Any]:
    """All that a write could change: nodes with labels and properties, relationships, labels, constraints."""
    queries = (
        "MATCH (n) WITH n ORDER BY n.id RETURN collect([n.id, properties(n)])",
        "MATCH (n) UNWIND labels(n) AS l WITH l, count(*) AS c ORDER BY l RETURN collect([l, c])",
        "MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r), b.id ORDER BY a.id, b.id",
        "CALL db.labels() YIELD label RETURN label ORDER BY label",
        "CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t ORDER BY t",
        "SHOW CONSTRAINTS YIELD name RETURN name",
    )
    return [read(endpoint, cypher) for cypher in queries]


@pytest.mark.parametrize("door", ["write", "read", "autocommit"])
def test_no_disguised_write_of_an_analyst_gets_through(shared: Path, door: str) -> None:
    endpoint = engine.connect(shared)
    before = everything(endpoint)
    let_through = [cypher for cypher in DISGUISED_WRITES if not _refused(endpoint, cypher, door)]
    assert everything(endpoint) == before
    assert let_through == (["PROFILE CREATE (:Place {id: 'evil'})"] if door == "autocommit" else [])  # it only plans


def _refused(endpoint: Endpoint, cypher: str, door: str) -> bool:
    text = cypher.replace("\\n", "\n")
    mode = neo4j.READ_ACCESS if door == "read" else neo4j.WRITE_ACCESS
    with session(endpoint, endpoint.reader, mode) as opened:
        try:
            if door == "autocommit":
                opened.run(text).consume()
            elif door == "read":
                opened.execute_read(lambda tx: tx.run(text).consume())
            else:
                opened.execute_write(lambda tx: tx.run(text).consume())
        except (Neo4jError, DriverError):
            return True
    return False


@pytest.mark.parametrize("user", ["reader", "writer"])
@pytest.mark.parametrize("address", FILES_AND_ADDRESSES)
def test_nobody_reads_files_or_addresses_through_the_engine(shared: Path, user: str, address: str) -> None:
    endpoint = engine.connect(shared)
    auth = endpoint.reader if user == "reader" else endpoint.writer
    with session(endpoint, auth) as opened, pytest.raises(Forbidden):
        opened.run("LOAD CSV FROM $address AS row RETURN row", address=address).consume()


def test_an_analyst_reads_new_labels_at_once_and_whole(shared: Path) -> None:
    """No limit of the engine cuts a scan short: a count of what a collect holds must be the count."""
    endpoint = engine.connect(shared)
    for label in ("First", "Second"):
        write(endpoint, f"UNWIND range(1, 4000) AS i CREATE (:{label} {{id: '{label}' + i}})-[:OF]->(:{label}Part)")
        assert read(endpoint, f"MATCH (n:{label}) RETURN size(collect(n.id)), count(*)") == [[4000, 4000]]
        assert read(endpoint, f"MATCH (:{label})-[r:OF]->(:{label}Part) RETURN count(r)") == [[4000]]
        assert not _refused(endpoint, f"MATCH (n:{label}) RETURN n", "read")
        assert _refused(endpoint, f"CREATE (:{label})", "write")
