"""The embedded engine: started once, shared, private, bounded, gone when nobody needs it."""

from __future__ import annotations

import json
import os
import stat
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import neo4j
import psutil
import pytest
from neo4j.exceptions import Neo4jError

from graph import engine
from graph.engine import Endpoint
from graph.engine.files import StoreFolder
from tests.engine_tools import client, count, engine_pid, gone, read, schema, session, within


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A place for a store whose engine is gone after the test."""
    path = tmp_path / "store"
    yield path
    engine.stop(path)


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


def test_it_listens_for_bolt_on_loopback_and_for_nothing_else(folder: Path) -> None:
    endpoint = engine.connect(folder)
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


# ------------------------------------------------------------------ memory and whole reads


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


def test_a_read_sees_all_of_a_load_or_nothing(folder: Path) -> None:
    """Two readers count while a graph is replaced by a larger one; without the locks they see new nodes, old relationships."""
    endpoint = engine.connect(folder)
    schema(endpoint, "CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE")
    _replace(folder, endpoint, 1000)
    seen: set[tuple[int, int]] = set()
    done = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(_count_until, done, folder, endpoint, seen) for _ in range(2)]
        _replace(folder, endpoint, 4000)
        done.set()
        for reader in readers:
            reader.result()
    assert seen <= {(1000, 2000), (4000, 8000)}
    assert _counts(folder, endpoint) == (4000, 8000)


def _replace(folder: Path, endpoint: Endpoint, size: int) -> None:
    match = "UNWIND range(1, $size) AS i MATCH (a:Place {id: toString(i)}) MATCH (b:Place {id: toString(i % 7 + 1)})"
    with session(endpoint, endpoint.writer) as opened:
        transaction = opened.begin_transaction()
        transaction.run("MATCH (n) DETACH DELETE n").consume()
        transaction.run("UNWIND range(1, $size) AS i CREATE (:Place {id: toString(i)})", size=size).consume()
        for _ in range(2):
            transaction.run(f"{match} CREATE (a)-[:NEAR]->(b)", size=size).consume()
        with engine.committing(folder):
            transaction.commit()


def _count_until(done: threading.Event, folder: Path, endpoint: Endpoint, seen: set[tuple[int, int]]) -> None:
    while not done.is_set():
        seen.add(_counts(folder, endpoint))


def _counts(folder: Path, endpoint: Endpoint) -> tuple[int, int]:
    cypher = "MATCH (n) WITH count(n) AS nodes OPTIONAL MATCH (:Place)-[r]->(:Place) RETURN nodes, count(r)"
    with engine.reading(folder):
        nodes, relationships = read(endpoint, cypher)[0]
    return nodes, relationships
