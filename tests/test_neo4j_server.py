"""The Neo4j that the store's tests run against is a real one, is private, and says why where there is none."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError

from tests.neo4j_server import Neo4jServer, Neo4jUnavailable, start_neo4j


@pytest.mark.neo4j
def test_it_is_a_real_neo4j_with_a_password(neo4j_server: Neo4jServer) -> None:
    assert neo4j_server.password not in repr(neo4j_server)
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        (kernel,) = driver.execute_query("CALL dbms.components() YIELD name, versions").records
    assert kernel["name"] == "Neo4j Kernel"
    assert int(kernel["versions"][0].split(".")[0]) >= 5
    with (
        neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, "wrong")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


def test_a_given_server_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:7")
    monkeypatch.setenv("NEO4J_PASSWORD", "given")
    monkeypatch.delenv("NEO4J_USER", raising=False)
    server = start_neo4j(tmp_path)
    assert (server.uri, server.user, server.password) == ("bolt://127.0.0.1:7", "neo4j", "given")
    server.stop()


def test_without_java_and_docker_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Neo4jUnavailable, match=r"NEO4J_URI is not set; .*java.*; Docker does not run here"):
        start_neo4j(tmp_path)
