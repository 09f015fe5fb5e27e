"""The embedded engine when something fails: it says what to do, and what was committed is there afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable

from graph import engine
from graph.engine import Endpoint, EngineError
from graph.engine.files import EngineSettings
from tests.engine_tools import CLIENT, ROOT, count, gone, read, session, within, write


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A place for a store whose engine is gone after the test."""
    path = tmp_path / "store"
    yield path
    engine.stop(path)


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
