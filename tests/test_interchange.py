"""Exports for other tools open in other tools, and say there what we say."""

from __future__ import annotations

import csv
import json
import tracemalloc
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.errors import QueryError
from graph.interchange import ExportError, export
from graph.interchange.content import Content, answer, part, whole
from graph.interchange.rdf import Describer
from graph.projection import Projection
from graph.records import Edge, Node, Place
from graph.store import Store
from ontology.schema import load_schema
from tests.catalogue import catalogue as catalogue_projection

SCHEMA = load_schema()
HERE = Place("test")
AWKWARD = 'a "b" <c> & d\x0b\n\ttab; e, f \U0001f600 \x1b'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue in every format."""
    found = tmp_path_factory.mktemp("exported")
    content = part(catalogue_projection())
    for extension in (".graphml", ".gexf", ".json", ".csv", ".parquet", ".arrow"):
        export(content, found / f"graph{extension}")
    return found


def counts(graph: nx.MultiDiGraph[str], kind: str) -> tuple[Counter[str], Counter[str]]:
    labels = Counter(data[kind] for _, data in graph.nodes(data=True))
    return labels, Counter(data["type"] for _, _, data in graph.edges(data=True))


def expected() -> tuple[Counter[str], Counter[str]]:
    graph = catalogue_projection()
    return Counter(n.label for n in graph.nodes.values()), Counter(e.type for e in graph.edges)


def test_graphml_opens_with_colours_and_places(folder: Path) -> None:
    graph = nx.read_graphml(folder / "graph.graphml")
    assert counts(graph, "class") == expected()
    france = graph.nodes["FRA"]
    assert (france["label"], france["iso2"]) == ("France", "FR")
    assert (france["r"], france["g"], france["b"]) == tuple(bytes.fromhex(SCHEMA.classes["State"].display.light[1:]))
    places = {(data["x"], data["y"]) for _, data in graph.nodes(data=True)}
    assert len(places) > 0.99 * len(graph), "things do not lie on each other"
    assert graph.nodes["uncc"]["size"] > graph.nodes["uncc/art_7"]["size"]


def test_gexf_opens_with_colours_and_places(folder: Path) -> None:
    graph = nx.read_gexf(folder / "graph.gexf")
    assert counts(graph, "class") == expected()
    viz = graph.nodes["FRA"]["viz"]
    assert (
        viz["color"]["r"] == int(SCHEMA.classes["State"].display.light[1:3], 16)
        and {"x", "y"} <= viz["position"].keys()
    )
    edge = next(data for _, _, data in graph.out_edges("FRA", data=True) if data["type"] == "SIGNED")
    assert edge["cited"] and edge["review"] in ("verified", "compiled", "disputed")


def test_places_are_the_same_each_time_and_those_of_a_view_where_it_has_them(tmp_path: Path) -> None:
    graph = catalogue_projection()
    content = part(graph, ["FRA", "uncc", "budapest"], positions={"FRA": (1.5, -2.5)})
    first, second = (export(content, tmp_path / f"{name}.graphml").read_bytes() for name in ("a", "b"))
    assert first == second
    read = nx.read_graphml(tmp_path / "a.graphml")
    assert (read.nodes["FRA"]["x"], read.nodes["FRA"]["y"]) == (1.5, -2.5)


def test_node_link_json_is_networkx_own(folder: Path) -> None:
    data = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
    graph = nx.node_link_graph(data, edges="edges")
    assert counts(graph, "label") == expected()
    assert graph.nodes["budapest"]["entry_into_force"] == "2004-07-01"


def test_tables_have_the_types_of_the_ontology(folder: Path) -> None:
    for extension, read in ((".parquet", pq.read_table), (".arrow", lambda p: pa.ipc.open_file(p).read_all())):
        nodes = read(folder / f"graph{extension}" / f"nodes{extension}")
        edges = read(folder / f"graph{extension}" / f"relationships{extension}")
        graph = catalogue_projection()
        assert (nodes.num_rows, edges.num_rows) == (len(graph.nodes), len(graph.edges))
        assert (
            nodes.schema.field("adopted").type == pa.date32() and nodes.schema.field("eif_threshold").type == pa.int64()
        )
        assert (
            nodes.schema.field("aliases").type == pa.list_(pa.string())
            and edges.schema.field("score").type == pa.float64()
        )
    frame = pd.read_parquet(folder / "graph.parquet" / "nodes.parquet").set_index("id")
    assert str(frame.loc["budapest", "entry_into_force"]) == "2004-07-01" and frame.loc["uncc", "eif_threshold"] == 40


def test_the_csv_folder_holds_every_row_with_typed_heads(folder: Path) -> None:
    csv_folder = folder / "graph.csv"
    labels, types = expected()
    for name, count in {**labels, **types}.items():
        with (csv_folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == count + 1
    with (csv_folder / "State.csv").open(encoding="utf-8", newline="") as file:
        heads = next(csv.reader(file))
    assert heads[0] == "id:ID" and {"aliases:string[]", "un_member_since:date"} <= set(heads)
    command = (csv_folder / "import.txt").read_text(encoding="utf-8")
    assert "--nodes=Entity:Actor:State=State.csv" in command and "--relationships=SIGNED=SIGNED.csv" in command


@pytest.mark.parametrize("extension", [".graphml", ".gexf", ".json"])
def test_awkward_texts_stay_readable(extension: str, tmp_path: Path) -> None:
    nodes = {"FRA": Node("State", "FRA", {"name": AWKWARD, "aliases": ["x", AWKWARD]}, HERE)}
    path = export(part(Projection(SCHEMA, "", nodes, ())), tmp_path / f"x{extension}")
    if extension == ".json":
        assert json.loads(path.read_text(encoding="utf-8"))["nodes"][0]["name"] == AWKWARD
    else:
        ET.parse(path)
        read = nx.read_graphml(path) if extension == ".graphml" else nx.read_gexf(path)
        name = read.nodes["FRA"]["name"]
        assert name == AWKWARD.replace("\x0b", "\ufffd").replace("\x1b", "\ufffd")


def test_a_query_exports_what_it_returns_and_the_ends_of_it(catalogue: Store, tmp_path: Path) -> None:
    content = answer(catalogue, "MATCH (a:Actor)-[r:SIGNED]->(t:Treaty {id: $t}) RETURN r", {"t": "malabo"})
    graph = nx.node_link_graph(json.loads(export(content, tmp_path / "x.json").read_text()), edges="edges")
    whole_graph = part(catalogue_projection())
    signed = {e.start for e in whole_graph.edges() if e.type == "SIGNED" and e.end == "malabo"}
    assert set(graph.nodes) == signed | {"malabo"} and {d["type"] for _, _, d in graph.edges(data=True)} == {"SIGNED"}
    paths = answer(catalogue, "MATCH p = (:Treaty {id: 'budapest-p1'})-[:SUPPLEMENTS]->(:Treaty) RETURN p", {})
    assert {n.id for n in paths.nodes()} == {"budapest-p1", "budapest"} and len(list(paths.edges())) == 1
    with pytest.raises(QueryError, match="no nodes or relationships to export"):
        answer(catalogue, "MATCH (t:Treaty) RETURN t.id")


def test_the_whole_store_is_exported(catalogue: Store, tmp_path: Path) -> None:
    graph = nx.node_link_graph(json.loads(export(whole(catalogue), tmp_path / "x.json").read_text()), edges="edges")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == catalogue.counts()


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no format is called '.tttl' \(did you mean '.ttl'\?\)"):
        export(part(catalogue_projection()), tmp_path / "x.tttl")


def test_a_file_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError, match="cannot write"):
        export(part(catalogue_projection()), tmp_path / "file" / "x.ttl")


@pytest.mark.parametrize("extension", [".nt", ".ttl", ".trig", ".jsonld", ".csv"])
def test_memory_does_not_grow_with_the_graph(extension: str, tmp_path: Path) -> None:
    """Ten times as many provisions and relationships need no more memory, but for what is remembered of a fixed number of them."""

    def peak(size: int) -> int:
        cited = {"source": "s", "locator": "x", "review": "compiled", "origin": ["o"]}

        def things() -> Iterator[tuple[Node, list[Edge]]]:
            for i in range(size):
                id_ = f"t/art_{i}"
                words = {**cited, "quote": f"words {i}"}
                node = Node("Article", id_, {"name": f"article {i}", "ordinal": i, **cited}, HERE)
                yield node, [Edge("REFERS_TO", id_, f"t/art_{i // 2}", words, HERE)]

        content = Content(
            SCHEMA,
            nodes=lambda: (node for node, _ in things()),
            edges=lambda: (edge for _, edges in things() for edge in edges),
            things=things,
            describer=lambda: Describer(SCHEMA, {}, {}),
        )
        export(content, tmp_path / f"warm{extension}")
        tracemalloc.start()
        export(content, tmp_path / f"graph{extension}")
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few, many = peak(2_000), peak(20_000)
    assert many - few < 5_000_000, (few, many)


def test_what_stood_there_stays_until_the_new_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.nt"
    path.write_text("before")
    graph = catalogue_projection()

    def broken() -> Iterator[tuple[Node, list[Edge]]]:
        yield from ((node, []) for node in list(graph.nodes.values())[:5])
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError, match="No space left"):
        export(replace(part(graph), things=broken), path)
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]


def test_a_folder_keeps_files_that_are_not_ours(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "notes.txt").write_text("mine")
    graph = catalogue_projection()
    export(part(graph, ["FRA"]), target)
    export(part(graph, ["FRA", "DEU"]), target)
    assert (target / "notes.txt").read_text() == "mine"
    assert len((target / "State.csv").read_text(encoding="utf-8").splitlines()) == 3
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_relationships_may_cite_a_source_that_is_not_there(tmp_path: Path) -> None:
    nodes = {i: Node("Treaty", i, {"name": i}, HERE) for i in ("a", "b")}
    edge = Edge("RELATES_TO", "a", "b", {"source": "gone", "locator": "x", "review": "compiled"}, HERE)
    text = export(part(Projection(SCHEMA, "", nodes, (edge,))), tmp_path / "x.ttl").read_text()
    assert "prov:wasDerivedFrom <source/gone>" in text
