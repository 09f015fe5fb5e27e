"""The embedded engine: started once and shared, safe whatever fails, and closed to writes by an analyst."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j
import psutil
import pytest
from neo4j.exceptions import ClientError, DriverError, Forbidden, Neo4jError, ServiceUnavailable

from graph import engine
from graph.engine import Endpoint, EngineError
from graph.engine_files import EngineSettings, StoreFolder

ROOT = Path(__file__).parent.parent
CLIENT = """
import sys, time
from pathlib import Path
from graph import engine
print(engine.connect(Path(sys.argv[1])).pid, flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A place for a store whose engine is gone after the test."""
    path = tmp_path / "store"
    yield path
    engine.stop(path)


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


@contextmanager
def session(endpoint: Endpoint, auth: tuple[str, str], mode: str = neo4j.WRITE_ACCESS) -> Iterator[neo4j.Session]:
    with (
        neo4j.GraphDatabase.driver(endpoint.uri, auth=auth, max_transaction_retry_time=0) as driver,
        driver.session(database=endpoint.database, default_access_mode=mode) as opened,
    ):
        yield opened


def write(endpoint: Endpoint, cypher: str, **parameters: Any) -> None:
    with session(endpoint, endpoint.writer) as opened:
        opened.execute_write(lambda tx: tx.run(cypher, **parameters).consume())


def schema(endpoint: Endpoint, cypher: str) -> None:
    with session(endpoint, endpoint.writer) as opened:
        opened.run(cypher).consume()


def read(endpoint: Endpoint, cypher: str) -> list[list[Any]]:
    with session(endpoint, endpoint.reader, neo4j.READ_ACCESS) as opened:
        return opened.execute_read(lambda tx: [record.values() for record in tx.run(cypher)])


def count(endpoint: Endpoint) -> int:
    return int(read(endpoint, "MATCH (n) RETURN count(n)")[0][0])


def client(folder: Path, seconds: float, **environment: str) -> subprocess.Popen[str]:
    """Another program that uses the store for some seconds; it prints the pid of the engine."""
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(folder), str(seconds)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def engine_pid(program: subprocess.Popen[str]) -> int:
    assert program.stdout is not None
    return int(program.stdout.readline())


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


# ------------------------------------------------------------------ start, join, stop


def test_a_new_folder_becomes_a_store_and_others_join(folder: Path) -> None:
    heard: list[str] = []
    endpoint = engine.connect(folder, progress=heard.append)
    assert heard == ["Starting the graph engine"]
    assert read(endpoint, "RETURN 1") == [[1]]
    started = time.monotonic()
    assert engine.connect(folder, progress=heard.append) == endpoint
    assert time.monotonic() - started < 0.3
    assert len(heard) == 1
    assert engine.status(folder) == endpoint


def test_secrets_are_private_and_new_at_each_start(folder: Path) -> None:
    endpoint = engine.connect(folder)
    run_file = folder / "engine.json"
    assert stat.S_IMODE(run_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    secrets = {endpoint.writer[1], endpoint.reader[1]}
    assert len(secrets) == 2
    assert not any(secret in repr(endpoint) for secret in secrets)
    arguments = " ".join(psutil.Process(endpoint.pid).cmdline())
    assert not any(secret in arguments + (folder / "engine.log").read_text() for secret in secrets)
    engine.stop(folder)
    assert not run_file.exists()
    second = engine.connect(folder)
    assert secrets.isdisjoint({second.writer[1], second.reader[1]})
    with pytest.raises(Neo4jError), session(second, endpoint.writer) as opened:
        opened.run("RETURN 1").consume()


def test_it_listens_for_bolt_on_loopback_and_for_nothing_else(shared: Path) -> None:
    endpoint = engine.connect(shared)
    connections = psutil.Process(endpoint.pid).net_connections(kind="inet")
    listeners = {(c.laddr.ip, c.laddr.port) for c in connections if c.status == psutil.CONN_LISTEN}
    assert {ip.removeprefix("::ffff:") for ip, _ in listeners} == {"127.0.0.1"}
    assert {port for _, port in listeners} == {endpoint.port}


def test_programs_that_start_at_once_get_the_same_engine(folder: Path) -> None:
    programs = [client(folder, 20) for _ in range(4)]
    pids = {engine_pid(program) for program in programs}
    assert len(pids) == 1
    for program in programs:
        program.kill()
        program.communicate()


def test_threads_that_start_at_once_get_the_same_engine(folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len({endpoint.pid for endpoint in pool.map(engine.connect, [folder] * 4)}) == 1


def test_stop_and_status_of_what_does_not_run(folder: Path) -> None:
    assert engine.status(folder) is None
    assert engine.stop(folder) is False
    assert not folder.exists()
    pid = engine.connect(folder).pid
    assert engine.stop(folder) is True
    assert gone(pid)
    assert engine.status(folder) is None
    assert engine.stop(folder) is False


def test_a_stale_run_file_deceives_nobody(folder: Path) -> None:
    """The pid in it belongs to another program now (these tests); the engine of the run file is long gone."""
    dead = engine.connect(folder)
    engine.stop(folder)
    stale = {
        "uri": dead.uri,
        "database": dead.database,
        "pid": os.getpid(),
        "writer": dead.writer,
        "reader": dead.reader,
    }
    (folder / "engine.json").write_text(json.dumps(stale))
    assert engine.status(folder) is None
    assert engine.stop(folder) is False
    living = engine.connect(folder)
    assert living.pid not in (os.getpid(), dead.pid)
    assert read(living, "RETURN 1") == [[1]]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"uri": 1}', "null"])
def test_a_damaged_run_file_is_no_engine(tmp_path: Path, content: str) -> None:
    (tmp_path / "engine.json").write_text(content)
    assert StoreFolder(tmp_path).endpoint() is None


# ------------------------------------------------------------------ how long it lives


def test_it_ends_when_the_last_client_has_ended(folder: Path) -> None:
    first = client(folder, 60, TREATYGRAPH_ENGINE_LINGER="1")
    pid = engine_pid(first)
    second = client(folder, 60)
    assert engine_pid(second) == pid
    first.kill()
    first.communicate()
    time.sleep(3)
    assert not gone(pid), "the second client still needs it"
    second.kill()
    second.communicate()
    assert within(10, lambda: gone(pid))
    assert not (folder / "engine.json").exists()
    assert engine.connect(folder).pid != pid


def test_a_bolt_tool_without_a_lease_keeps_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREATYGRAPH_ENGINE_LINGER", "1")
    endpoint = engine.connect(folder)
    with session(endpoint, endpoint.reader) as opened:
        opened.run("RETURN 1").consume()
        engine.release(folder)
        time.sleep(3)
        assert opened.run("RETURN 1").single(strict=True)[0] == 1
    assert within(10, lambda: gone(endpoint.pid))


def test_it_outlives_the_program_that_started_it(folder: Path) -> None:
    program = client(folder, 0)
    pid = engine_pid(program)
    program.communicate()
    endpoint = engine.connect(folder)
    assert endpoint.pid == pid
    assert os.getsid(pid) == pid, "Ctrl-C in the terminal of the starter must not reach it"


def test_it_ends_when_its_folder_is_deleted(folder: Path) -> None:
    endpoint = engine.connect(folder)
    folder.rename(folder.with_name("moved"))
    assert within(10, lambda: gone(endpoint.pid))


# ------------------------------------------------------------------ what can go wrong


def test_a_killed_engine_loses_nothing_that_was_committed(folder: Path) -> None:
    endpoint = engine.connect(folder)
    write(endpoint, "UNWIND range(1, 2000) AS i CREATE (:Place {id: toString(i)})")
    with session(endpoint, endpoint.writer) as opened:
        transaction = opened.begin_transaction()
        transaction.run("UNWIND range(1, 500) AS i CREATE (:Place {id: 'open' + i})").consume()
        os.kill(endpoint.pid, signal.SIGKILL)
        with pytest.raises((DriverError, Neo4jError)):
            transaction.commit()
    again = engine.connect(folder)
    assert again.pid != endpoint.pid
    assert count(again) == 2000


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("dear reader")
    with pytest.raises(EngineError, match="not a Treatygraph store"):
        engine.connect(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize(
    ("marker", "says"), [('{"format": 99}', "newer Treatygraph"), ("{", "damaged"), ("[]", "damaged")]
)
def test_a_store_that_cannot_be_read_is_left_alone(tmp_path: Path, marker: str, says: str) -> None:
    (tmp_path / "treatygraph.json").write_text(marker)
    with pytest.raises(EngineError, match=says):
        engine.connect(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineError, match="cannot be written"):
        engine.connect(tmp_path / "file")


@contextmanager
def small_disk(path: Path, options: str) -> Iterator[Callable[[str], None]]:
    """A file system in memory; skips where this user may not mount one."""
    path.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a file system is not permitted here")

    def remount(new: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{new}", str(path)], check=True)

    try:
        yield remount
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=64m") as remount:
        remount("ro")
        with pytest.raises(EngineError, match=r"cannot be written .*--store"):
            engine.connect(tmp_path / "disk" / "store")


def test_a_read_only_store(tmp_path: Path) -> None:
    folder = tmp_path / "disk" / "store"
    with small_disk(tmp_path / "disk", "size=64m") as remount:
        engine.connect(folder)
        engine.stop(folder)
        remount("ro")
        with pytest.raises(EngineError, match=r"cannot be written .*--store"):
            engine.connect(folder)


def test_no_space_to_start(tmp_path: Path) -> None:
    folder = tmp_path / "disk" / "store"
    with small_disk(tmp_path / "disk", "size=8m") as remount:
        with pytest.raises(EngineError, match="No space left"):
            engine.connect(folder)
        assert not (folder / "engine.json").exists()
        remount("size=64m")
        assert count(engine.connect(folder)) == 0
        engine.stop(folder)


def test_no_space_to_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "disk" / "store"
    with small_disk(tmp_path / "disk", "size=44m") as remount:
        endpoint = engine.connect(folder)
        assert engine.diagnose(folder) is None
        acknowledged = _fill(endpoint)
        assert "No space left" in str(engine.diagnose(folder))
        assert count(endpoint) == acknowledged
        remount("size=128m")
        engine.stop(folder)
        again = engine.connect(folder)
        assert count(again) == acknowledged
        write(again, "CREATE (:Place {id: 'more'})")
        engine.stop(folder)


def _fill(endpoint: Endpoint) -> int:
    """Write until the disk is full; the number of nodes whose commit was acknowledged."""
    for batch in range(60):
        rows = [{"id": f"{batch}/{i}", "text": "x" * 800} for i in range(1000)]
        try:
            write(endpoint, "UNWIND $rows AS row CREATE (n:Place) SET n = row", rows=rows)
        except Neo4jError:
            return batch * 1000
    raise AssertionError("the disk is never full")


def test_a_file_size_limit_stops_the_start_with_a_message(tmp_path: Path) -> None:
    """What a quota does, where no file system can be mounted: the engine cannot write its files."""
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n{CLIENT}"
    done = subprocess.run(
        [sys.executable, "-c", limited, str(tmp_path / "store"), "0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "EngineError: No space left for the store" in done.stderr
    assert not (tmp_path / "store" / "engine.json").exists()


def test_settings_come_from_the_environment() -> None:
    given = {"TREATYGRAPH_ENGINE_LINGER": "0", "TREATYGRAPH_QUERY_TIMEOUT": "2.5", "TREATYGRAPH_ENGINE_HEAP": "512"}
    assert EngineSettings.from_environment(given) == EngineSettings(0, 2.5, 512)
    assert EngineSettings.from_environment({}) == EngineSettings()


@pytest.mark.parametrize("value", ["soon", "-1", "nan"])
def test_a_wrong_setting_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TREATYGRAPH_ENGINE_LINGER", value)
    with pytest.raises(EngineError, match="TREATYGRAPH_ENGINE_LINGER must be"):
        engine.connect(tmp_path / "store")
    assert not (tmp_path / "store").exists()


# ------------------------------------------------------------------ memory and time


def test_memory_stays_bounded_through_a_load(folder: Path) -> None:
    endpoint = engine.connect(folder)
    schema(endpoint, "CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE")
    with session(endpoint, endpoint.writer) as opened:
        opened.execute_write(_load_as_large_as_the_catalogue)
    megabytes = psutil.Process(endpoint.pid).memory_info().rss / 2**20
    assert count(endpoint) == 6000
    assert megabytes < 600, f"the engine holds {megabytes:.0f} MB"


def _load_as_large_as_the_catalogue(transaction: neo4j.ManagedTransaction) -> None:
    for start in range(0, 6000, 2000):
        nodes = [{"id": str(i), "text": "x" * 800} for i in range(start, start + 2000)]
        transaction.run("UNWIND $rows AS row CREATE (n:Place) SET n = row", rows=nodes).consume()
    for start in range(0, 15000, 3000):
        pairs = [{"a": str(i % 6000), "b": str(i * 7 % 6000)} for i in range(start, start + 3000)]
        match = "UNWIND $rows AS row MATCH (a:Place {id: row.a}) MATCH (b:Place {id: row.b})"
        transaction.run(f"{match} CREATE (a)-[:NEAR]->(b)", rows=pairs).consume()


def test_a_query_that_takes_too_long_is_stopped(shared: Path) -> None:
    endpoint = engine.connect(shared)
    started = time.monotonic()
    with pytest.raises(ClientError) as stopped:
        read(
            endpoint,
            "MATCH (a:Place), (b:Place), (c:Place), (d:Place) WHERE a.id + b.id = c.id + d.id + 'x' RETURN count(*)",
        )
    assert stopped.value.code == "Neo.ClientError.Transaction.TransactionTimedOut"
    assert 1.5 < time.monotonic() - started < 10
    assert read(endpoint, "RETURN 1") == [[1]]


def test_a_query_that_cannot_be_stopped_ends_the_engine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine looks at the clock between rows; this loops for years inside one expression."""
    monkeypatch.setenv("TREATYGRAPH_QUERY_TIMEOUT", "1")
    endpoint = engine.connect(folder)
    write(endpoint, "CREATE (:Place {id: '1'})")
    with pytest.raises(ServiceUnavailable):
        read(
            endpoint,
            "RETURN reduce(s = 0, i IN range(1, 1000000) | s + size([j IN range(1, 1000000) WHERE j % 2 = 0]))",
        )
    assert within(5, lambda: gone(endpoint.pid))
    assert "could not be stopped" in str(engine.diagnose(folder))
    assert count(engine.connect(folder)) == 1


# ------------------------------------------------------------------ an analyst cannot write

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


def test_an_analyst_reads_new_labels_at_once_and_whole(folder: Path) -> None:
    """No limit of the engine cuts a scan short: a count of what a collect holds must be the count."""
    endpoint = engine.connect(folder)
    for label in ("First", "Second"):
        write(endpoint, f"UNWIND range(1, 4000) AS i CREATE (:{label} {{id: '{label}' + i}})-[:OF]->(:{label}Part)")
        assert read(endpoint, f"MATCH (n:{label}) RETURN size(collect(n.id)), count(*)") == [[4000, 4000]]
        assert read(endpoint, f"MATCH (:{label})-[r:OF]->(:{label}Part) RETURN count(r)") == [[4000]]
        assert not _refused(endpoint, f"MATCH (n:{label}) RETURN n", "read")
        assert _refused(endpoint, f"CREATE (:{label})", "write")
