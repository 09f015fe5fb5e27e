"""Reading a store into memory, anew and from the snapshot that the last reading left."""

from __future__ import annotations

import os
import pickle
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph import engine
from graph.projection import Projection, project
from graph.records import Batch, Edge, Node, Place
from graph.snapshot import keep_snapshot, load_snapshot
from graph.store import Store, open_store
from ontology.schema import load_schema

HERE = Place("test")
SCHEMA = load_schema()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, catalogue_records: Batch) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("snapshot") / "store"
    with open_store(str(folder)) as store:
        store.load(catalogue_records)
        yield store
    engine.stop(folder)


def snapshot(store: Store) -> Path:
    return Path(store.location) / "projection.snapshot"


def same(one: Projection, other: Projection) -> bool:
    return one.revision == other.revision and dict(one.nodes) == dict(other.nodes) and one.edges == other.edges


def test_what_is_read_from_the_snapshot_is_what_is_read_from_the_store(opened: Store) -> None:
    snapshot(opened).unlink(missing_ok=True)
    words: list[str] = []
    first = project(opened, words.append)
    assert any("of" in said and "things" in said for said in words), "how far it is, in words"
    assert stat.S_IMODE(snapshot(opened).stat().st_mode) == 0o600
    words.clear()
    second = project(opened, words.append)
    assert same(first, second) and len(words) == 1


def test_a_load_makes_the_snapshot_old(opened: Store) -> None:
    before = project(opened)
    node = Node("Offence", "test-offence", {"name": "An offence for a test"}, HERE)
    assert not opened.load(Batch("test", [node], [])).refused
    after = project(opened)
    assert "test-offence" in after.nodes and "test-offence" not in before.nodes
    opened.load(Batch("test", [], []))
    assert "test-offence" not in project(opened).nodes


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda content: content[:0],
    "cut": lambda content: content[:1000],
    "one byte changed": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "zeros": lambda content: bytes(len(content)),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_snapshot_is_read_over(opened: Store, damage: Callable[[bytes], bytes]) -> None:
    whole = project(opened)
    content = snapshot(opened).read_bytes()
    snapshot(opened).write_bytes(damage(content))
    assert load_snapshot(opened.location, whole.revision, SCHEMA) is None
    assert same(project(opened), whole)
    assert snapshot(opened).read_bytes() == content


@dataclass
class Command:
    """What a forged snapshot would run."""

    folder: str

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.folder,)


def test_a_forged_snapshot_runs_nothing(tmp_path: Path) -> None:
    body = pickle.dumps(Command(str(tmp_path / "made")))
    (tmp_path / "projection.snapshot").write_bytes(zlib.crc32(body).to_bytes(4, "big") + body)
    assert load_snapshot(str(tmp_path), "", SCHEMA) is None
    assert not (tmp_path / "made").exists()
    pickle.loads(body)
    assert (tmp_path / "made").exists(), "read as any other file of its kind it would have run"


def test_a_snapshot_is_for_one_revision_and_needs_a_folder(tmp_path: Path) -> None:
    records = (
        {"a": Node("State", "a", {"name": "A"}, Place("the store"))},
        (Edge("SIGNED", "a", "t", {"source": "s"}, Place("the store")),),
    )
    keep_snapshot(str(tmp_path), "r1", SCHEMA, records)
    assert load_snapshot(str(tmp_path), "r1", SCHEMA) == records
    assert load_snapshot(str(tmp_path), "r2", SCHEMA) is None
    keep_snapshot("bolt://127.0.0.1:7687", "r1", SCHEMA, records)
    keep_snapshot(str(tmp_path / "none"), "r1", SCHEMA, records)
    assert load_snapshot("bolt://127.0.0.1:7687", "r1", SCHEMA) is None
    assert [path.name for path in tmp_path.iterdir()] == ["projection.snapshot"]
