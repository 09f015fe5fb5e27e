"""Stores for the tests: the embedded engine, and a real Neo4j wherever one is to be had.

A test that asks for `store` or `catalogue` runs once on each engine. Without a Neo4j its half is skipped with the reason; under
CI=true it fails instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from graph import engine
from graph.loading import catalogue_batch
from graph.records import Batch
from graph.settings import DATABASE_VARIABLE, PASSWORD_VARIABLE, STORE_VARIABLE, USER_VARIABLE
from graph.store import Store, open_store
from ontology.schema import load_schema
from tests.neo4j_server import Neo4jServer, Neo4jUnavailable, start_neo4j

ROOT = Path(__file__).parent.parent
JAVA = ("test_neo4j_server", "test_linked_data_tools")
ENGINES = ("embedded", pytest.param("neo4j", marks=pytest.mark.neo4j))


class TwoLanes(LoadScopeScheduling):
    """How tests are dealt out to two processes: all that drive a browser stay in one, all that need a Java server too, and else a module."""

    def _split_scope(self, nodeid: str) -> str:
        module, _, test = nodeid.partition("::")
        if "neo4j" in test or Path(module).stem in JAVA:
            return "java"
        return "browser" if _drives_a_browser(module) else module


@cache
def _drives_a_browser(module: str) -> bool:
    return "tests.browser" in (ROOT / module).read_text(encoding="utf-8")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TwoLanes:
    return TwoLanes(config, log)


@pytest.fixture(scope="session")
def embedded_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the embedded engine, ended with the tests."""
    folder = tmp_path_factory.mktemp("embedded") / "store"
    yield folder
    engine.stop(folder)


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A real Neo4j, booted once for all tests."""
    try:
        server = start_neo4j(tmp_path_factory.mktemp("neo4j"))
    except Neo4jUnavailable as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no Neo4j under CI: {reason}")
        pytest.skip(f"no Neo4j here: {reason}")
    yield server
    server.stop()


def _open(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store of the engine that the test is parametrised with."""
    if request.param == "embedded":
        return open_store(str(request.getfixturevalue("embedded_folder")))
    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    monkeypatch.setenv(USER_VARIABLE, server.user)
    monkeypatch.setenv(PASSWORD_VARIABLE, server.password)
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    return open_store(server.uri)


@pytest.fixture(scope="module")
def module_monkeypatch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store."""
    with _open(request, monkeypatch) as opened:
        opened.clear()
        yield opened
        opened.clear()


@pytest.fixture(scope="module", params=ENGINES)
def catalogue(
    request: pytest.FixtureRequest, module_monkeypatch: pytest.MonkeyPatch, catalogue_records: Batch
) -> Iterator[Store]:
    """A store with the catalogue in it. The address is in the environment too, for tests of the command line."""
    with _open(request, module_monkeypatch) as opened:
        opened.clear()
        opened.load(catalogue_records)
        module_monkeypatch.setenv(STORE_VARIABLE, opened.location)
        yield opened


@pytest.fixture(scope="session")
def catalogue_records() -> Batch:
    """The whole catalogue as records. Read only: it is shared."""
    return catalogue_batch(load_schema())


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real material that does not ship with the project: `../shared/data` beside it."""
    folder = Path(__file__).parent.parent.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no material at {folder}")
    return folder
