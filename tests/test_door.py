"""The Python door: its examples run, importing it costs nothing, and its answers are those of the command line."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from graph import door, open_graph
from graph.door import Graph
from graph.errors import UnknownThingError
from graph.records import Batch
from graph.store import Store, open_store

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "docs" / "notebook" / "treatygraph.ipynb"


@pytest.fixture(scope="module")
def graph(embedded_folder: Path, catalogue_records: Batch) -> Iterator[Graph]:
    with open_store(str(embedded_folder)) as store:
        store.clear()
    with open_graph(str(embedded_folder), load=True) as opened:
        yield opened


def test_every_example_in_its_documentation_is_true(graph: Graph) -> None:
    result = doctest.testmod(door, extraglobs={"graph": graph})
    assert result.failed == 0 and result.attempted >= 10


def test_importing_the_package_imports_nothing() -> None:
    code = "import sys, graph; print([m for m in ('neo4j', 'pandas', 'rdflib', 'networkx', 'graph.door') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
        == "[]\n"
    )


def test_an_empty_store_is_filled_once(graph: Graph, catalogue_records: Batch) -> None:
    nodes, relationships = graph.store.counts()
    assert nodes == len(catalogue_records.nodes) + 1 and relationships == len(catalogue_records.edges)
    assert str(nodes) in repr(graph)


def test_frames_hold_what_the_graph_holds(graph: Graph) -> None:
    assert len(graph.nodes()) == graph.store.counts()[0] and len(graph.relationships()) == graph.store.counts()[1]
    actors = graph.nodes("Actor")
    assert set(actors["label"]) == {"State", "Stakeholder"} and actors.loc["FRA", "iso2"] == "FR"
    with pytest.raises(UnknownThingError, match="no class is called 'Stat'"):
        graph.nodes("Stat")
    with pytest.raises(UnknownThingError, match="no relationship is called 'SINGED'"):
        graph.relationships("SINGED")


def test_a_day_leaves_out_what_did_not_hold(graph: Graph) -> None:
    early, late = (graph.relationships("PARTY_TO", on=day) for day in ("2004-06-30", "2024-01-01"))
    assert "budapest" not in set(early["end"]) and "budapest" in set(late["end"])


def test_queries_in_both_languages_give_equal_frames(graph: Graph) -> None:
    cypher, sparql = graph.query("signatories", treaty="malabo"), graph.sparql("signatories", treaty="malabo")
    columns = list(cypher.columns)
    assert columns == list(sparql.columns) and len(cypher) > 10
    assert cypher.astype(object).where(cypher.notna(), None).to_dict("records") == sparql.astype(object).where(
        sparql.notna(), None
    ).to_dict("records")
    own = graph.query("MATCH (t:Treaty) WHERE t.id = $id RETURN t.name AS name", id="uncc")
    assert own.iloc[0, 0] == "UN Convention against Cybercrime"


def test_supposed_deposits_change_the_answer(graph: Graph) -> None:
    before = graph.in_force("uncc", "2026-01-01").counting
    assert graph.in_force("uncc", "2026-01-01", suppose={"uncc:FRA": "2025-12-01"}).counting == before + 1
    with pytest.raises(UnknownThingError, match="expected TREATY:STATE"):
        graph.in_force("uncc", suppose={"FRA": "2026-01-01"})


def test_rdf_and_files(graph: Graph, tmp_path: Path) -> None:
    rdf = graph.rdf()
    assert isinstance(rdf, rdflib.Graph)
    assert graph.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").iloc[0, 0] == len(rdf)
    assert graph.export(tmp_path / "x.nt").stat().st_size > 1_000_000
    part = graph.export(
        tmp_path / "part.json", "MATCH (a)-[r:SIGNED]->(:Treaty {id: $treaty}) RETURN r", treaty="malabo"
    )
    assert {edge["type"] for edge in json.loads(part.read_text(encoding="utf-8"))["edges"]} == {"SIGNED"}


def test_a_load_is_seen(store: Store, catalogue_records: Batch) -> None:
    opened = Graph(store)
    assert len(opened.nodes()) == 0
    store.load(catalogue_records)
    assert "uncc" in opened.nodes("Treaty").index


def test_the_notebook_runs_from_an_empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cells, one after the other, in one namespace: what a reader gets who starts from a clean clone."""
    monkeypatch.setenv("TREATYGRAPH_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    namespace: dict[str, object] = {}
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 8
    for source in cells:
        exec(compile(source, str(NOTEBOOK), "exec"), namespace)  # our own file
    opened = namespace["graph"]
    assert isinstance(opened, Graph)
    opened.close()
    from graph import engine

    engine.stop(tmp_path / "store")
