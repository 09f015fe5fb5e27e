"""The command line on both engines: in this process for speed, in one of its own where that is what is tested."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from graph import engine
from graph.cli import app, main
from graph.store import Store, open_store

COMMAND = Path(sys.executable).parent / "treatygraph"
RUNNER = CliRunner()
COUNT = "MATCH (a)-[:SIGNED]->(:Treaty {id:'uncc'}) RETURN count(DISTINCT a) AS n"


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process against the store in the environment (see the fixture `catalogue`)."""

    def runner(*arguments: str) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        written = capsys.readouterr()
        return Done(ended.value.code if isinstance(ended.value.code, int) else 0, written.out, written.err)

    return runner


def run_alone(*arguments: str) -> Done:
    """Runs a command in a process of its own."""
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=120, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def test_the_count_of_signatories_is_what_the_sources_give(run: Run, catalogue: Store, catalogue_records: Any) -> None:
    signatories = {e.start for e in catalogue_records.edges if e.type == "SIGNED" and e.end == "uncc"}
    done = run("query", COUNT, "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [{"n": len(signatories)}])
    assert 72 <= len(signatories) <= 77


def test_loading_again_changes_nothing_and_gives_one_document(run: Run, catalogue: Store) -> None:
    before = catalogue.counts()
    done = run("load", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert (report["nodes"], report["relationships"]) == before == catalogue.counts()
    assert [(s["source"], s["refused"]) for s in report["sources"]] == [("catalogue", [])]


@pytest.mark.usefixtures("catalogue")
def test_the_installed_command_does_the_same() -> None:
    done = run_alone("query", COUNT, "--json")
    assert done.returncode == 0 and json.loads(done.stdout)[0]["n"] >= 72


def test_path_gives_cited_sentences(run: Run, catalogue: Store) -> None:
    done = run("path", "FRA", "illegal-access", "--k", "2", "--json")
    paths = json.loads(done.stdout)
    assert done.returncode == 0 and len(paths) == 2
    for path in paths:
        assert (path["nodes"][0], path["nodes"][-1]) == ("FRA", "illegal-access")
        assert path["length"] == len(path["relationships"]) == len(path["nodes"]) - 1
        assert path["sentence"].count("[") == path["length"]


def test_a_path_on_a_day_uses_only_what_holds_then(run: Run, catalogue: Store) -> None:
    types = "PARTY_TO,CONTAINS,CRIMINALIZES"
    assert run("path", "FRA", "illegal-access", "--types", types, "--on", "2006-05-01").returncode == 0
    too_early = run("path", "FRA", "illegal-access", "--types", types, "--on", "1990-01-01", "--json")
    assert (too_early.returncode, json.loads(too_early.stdout)) == (1, [])


@pytest.mark.parametrize("kind", ["states", "provisions", "offences", "all"])
def test_clusters_part_the_graph(run: Run, kind: str, catalogue: Store) -> None:
    done = run("clusters", "--of", kind, "--json")
    clusters = json.loads(done.stdout)
    members = [m for c in clusters for m in c["members"]]
    assert done.returncode == 0 and len(clusters) > 1
    assert [c["cluster"] for c in clusters] == list(range(len(clusters)))
    assert len(members) == len(set(members)) and all(c["name"] for c in clusters)


def test_status_counts_what_is_there(run: Run, catalogue: Store) -> None:
    status = json.loads(run("status", "--json").stdout)
    nodes, relationships = catalogue.counts()
    assert sum(status["types"].values()) == relationships == status["relationships"]
    assert status["nodes"] == nodes and status["labels"]["Treaty"] == 13
    assert {row["treaty"] for row in status["coverage"]} >= {"uncc", "budapest"}
    assert sum(row["statements"] for row in status["sources"]) == relationships


def test_a_named_query_in_every_form(run: Run, catalogue: Store) -> None:
    as_json = run("query", "parties", "-p", "treaty=budapest", "-p", "on=2004-07-01", "--json")
    rows = json.loads(as_json.stdout)
    as_csv = run("query", "parties", "-p", "treaty=budapest", "-p", "on=2004-07-01", "--csv")
    listed = list(csv.DictReader(io.StringIO(as_csv.stdout)))
    assert [r["actor"] for r in listed] == [r["actor"] for r in rows]
    assert {r["since"] for r in rows} == {"2004-07-01"}
    table = run("query", "parties", "-p", "treaty=budapest", "-p", "on=2004-07-01")
    assert all(row["actor"] in table.stdout for row in rows)


def test_nodes_and_relationships_as_json(run: Run, catalogue: Store) -> None:
    cypher = "MATCH (a:State {id: 'FRA'})-[r:PARTY_TO]->(t:Treaty {id: 'budapest'}) RETURN a, r"
    [row] = json.loads(run("query", cypher, "--json").stdout)
    assert (row["a"]["id"], row["a"]["labels"]) == ("FRA", ["Actor", "State"])
    assert (row["r"]["type"], row["r"]["source"], row["r"]["target"]) == ("PARTY_TO", "FRA", "budapest")
    assert row["r"]["properties"]["since"] == "2006-05-01"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["query", "CREATE (n:State {id: 'X'})"], 1, "line 1, column 1: CREATE writes"),
        (["query", "MATCH (n) DETACH DELETE n"], 1, "line 1, column 11: DETACH writes"),
        (["query", "LOAD CSV FROM 'file:///etc/passwd' AS r RETURN r"], 1, "LOAD CSV reads files"),
        (["query", "CALL dbms.shutdown()"], 1, "the procedure dbms.shutdown is not on the list"),
        (["query", "MATCH (n RETURN n"], 1, "treatygraph: "),
        (["query", "partys"], 2, "did you mean 'parties'?"),
        (["query", "parties", "-p", "traety=x"], 2, "did you mean 'treaty'?"),
        (["query", "parties", "-p", "treaty"], 2, "expected NAME=VALUE"),
        (["query", "parties", "--json", "--csv"], 2, "choose one"),
        (["query", "UNWIND range(1,1000000) AS a UNWIND range(1,1000000) AS b WITH a WHERE a * b = -1 RETURN a", "--timeout", "1"], 1, "stopped after 1 seconds"),
        (["path", "FRA", "illegal-acess"], 2, "did you mean 'illegal-access'?"),
        (["path", "FRA", "uncc", "--types", "SINGED"], 2, "unknown relationships: SINGED"),
        (["path", "FRA", "uncc", "--on", "1.1.2020"], 2, "expected a date (YYYY-MM-DD)"),
        (["clusters", "--of", "stars"], 2, "expected one of states"),
        (["nonsense"], 2, "No such command"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_store_unchanged(
    run: Run, arguments: list[str], code: int, message: str, catalogue: Store
) -> None:
    before = catalogue.counts()
    done = run(*arguments)
    said = re.sub(r"[\s│]+", " ", done.stderr)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in said
    assert catalogue.counts() == before


def test_a_store_that_is_not_there_is_said_quickly() -> None:
    began = time.monotonic()
    done = run_alone("status", "--store", "bolt://127.0.0.1:1")
    assert done.returncode == 1 and "cannot use the store at bolt://127.0.0.1:1" in " ".join(done.stderr.split())
    assert time.monotonic() - began < 30


def test_help_teaches_by_example() -> None:
    for command in ("load", "query", "path", "clusters", "status", "validate"):
        shown = RUNNER.invoke(app, [command, "--help"]).stdout
        assert f"treatygraph {command}" in shown, command


def test_a_source_is_removed_with_all_that_only_it_says(run: Run, catalogue: Store, shared_data: Path) -> None:
    before, revision = catalogue.counts(), catalogue.revision()
    assert (
        run("load", "text", str(shared_data / "texts/ets185_budapest_convention.md"), "--treaty", "budapest").returncode
        == 0
    )
    assert "text:budapest" in [row["source"] for row in json.loads(run("remove", "--json").stdout)]
    done = run("remove", "text:budapest", "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["removed"], said["bereft"]) == (0, "text:budapest", [])
    assert (said["nodes"], said["relationships"]) == catalogue.counts() == before
    assert said["changes"]["changed_nodes"] > 100 and catalogue.revision() == revision
    assert [row["source"] for row in json.loads(run("remove", "--json").stdout)] == ["catalogue"]


def test_removing_what_is_not_loaded_says_what_is(run: Run, catalogue: Store) -> None:
    done = run("remove", "catalog")
    assert done.returncode == 2 and "did you mean 'catalogue'?" in done.stderr
    done = run("remove", "tota:10")
    assert done.returncode == 2 and "loaded are catalogue" in done.stderr


def test_killing_a_load_leaves_nothing_half_done(tmp_path: Path) -> None:
    """kill -9 of the engine and the command in the middle of a load, then a new load: the same graph."""
    folder = tmp_path / "store"
    with open_store(str(folder)) as store:
        assert store.counts() == (0, 0)
    try:
        for delay in (0.3, 0.9, 1.6):
            load = subprocess.Popen(
                [COMMAND, "load", "--store", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(2.0 + delay)  # reading the sources takes the first two seconds
            running = engine.status(folder)
            load.kill()
            load.wait()
            if running:
                os.kill(running.pid, signal.SIGKILL)
            with open_store(str(folder)) as store:
                nodes, relationships = store.counts()
                assert (nodes, relationships) == (0, 0) or nodes > 4000
        done = run_alone("load", "--store", str(folder), "--json")
        report = json.loads(done.stdout)
        assert done.returncode == 0 and report["nodes"] > 4000
        assert json.loads(run_alone("load", "--store", str(folder), "--json").stdout)["nodes"] == report["nodes"]
    finally:
        engine.stop(folder)
