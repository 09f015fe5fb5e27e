"""Tools that are not ours read what we export and say what we say: Jena's riot and SHACL, ROBOT with HermiT, Gephi, Neo4j's importer."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from pathlib import Path
from statistics import correlation
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, Graph

from graph.interchange import export
from graph.interchange.content import Content, part
from graph.interchange.flat import flat_items
from graph.interchange.look import Looks, attribute_types
from graph.interchange.rdf import to_rdf
from graph.projection import Projection, project
from graph.records import Node, Place
from graph.settings import PASSWORD_VARIABLE, USER_VARIABLE
from graph.store import open_store
from ontology.owl import owl_part
from ontology.schema import load_schema
from ontology.shapes import shapes
from tests.catalogue import catalogue
from tests.java_tools import FOLDER, java
from tests.neo4j_server import Neo4jServer, _from_maven
from tests.test_rdf import FORMATS, one_treaty, triples
from tests.test_records import BAD_EDGES, BAD_NODES, NODES, SOURCE
from tests.test_shacl import Found, by_query, found_in

SCHEMA = load_schema()


# ---------------------------------------------------------------------- Jena


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The catalogue in each format of RDF."""
    folder = tmp_path_factory.mktemp("exported")
    return {extension: export(part(catalogue()), folder / f"graph{extension}") for extension in FORMATS}


@pytest.mark.parametrize("extension", FORMATS)
def test_riot_reads_what_oxigraph_reads(extension: str, exported: dict[str, Path], tmp_path: Path) -> None:
    done = java("jena", "riotcmd.riot", "--check", "--strict", "--output=nquads", exported[extension])
    assert (done.returncode, done.stderr) == (0, ""), "and riot warns of nothing"
    by_jena = tmp_path / "by-jena.nq"
    by_jena.write_text(done.stdout, encoding="utf-8")
    found = {(q.subject, q.predicate, q.object) for q in ox.parse(path=str(by_jena), format=ox.RdfFormat.N_QUADS)}
    assert found == triples(exported[extension]) and len(found) > 200_000


def test_riot_refuses_what_is_broken(exported: dict[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text(exported[".ttl"].read_text(encoding="utf-8")[:100_000], encoding="utf-8")
    assert java("jena", "riotcmd.riot", "--count", broken).returncode != 0


def test_jena_finds_what_our_shacl_finds(tmp_path: Path) -> None:
    """All bad records in one graph: a third validator, after pySHACL, that agrees."""
    nodes = [SOURCE, *(node for node, _ in BAD_NODES.values()), *NODES]
    data = to_rdf(nodes, [edge for edge, _ in BAD_EDGES.values()], SCHEMA)
    shapes(SCHEMA).serialize(tmp_path / "shapes.ttl", format="turtle")
    (data + SCHEMA.graph).serialize(tmp_path / "data.ttl", format="turtle")
    done = java(
        "jena", "shacl.shacl", "validate", f"--shapes={tmp_path / 'shapes.ttl'}", f"--data={tmp_path / 'data.ttl'}"
    )
    results = Graph().parse(data=done.stdout, format="turtle")
    found: Found = found_in(results)
    assert found == by_query(data) and len(set(results.subjects(RDF.type, SH.ValidationResult))) > 15


# ---------------------------------------------------------------------- ROBOT


def robot(*arguments: str | Path) -> tuple[int, str]:
    done = java("robot", "org.obolibrary.robot.CommandLineInterface", *arguments)
    return done.returncode, done.stdout + done.stderr


def test_the_vocabulary_is_in_owl_2_dl(tmp_path: Path) -> None:
    path = tmp_path / "treatygraph.ttl"
    owl_part().serialize(path, format="turtle")
    assert robot("validate-profile", "--profile", "DL", "--input", path, "--output", tmp_path / "report.txt")[0] == 0
    assert "NOT" not in (tmp_path / "report.txt").read_text()


def test_the_vocabulary_and_real_instances_are_consistent(tmp_path: Path) -> None:
    """HermiT finds no contradiction; with a treaty that is a state too it finds one, so the silence means something."""
    path, wrong = tmp_path / "instances.ttl", tmp_path / "wrong.ttl"
    instances = owl_part()
    instances += _in_owl(to_rdf(one_treaty("malabo").nodes(), one_treaty("malabo").edges(), SCHEMA), instances)
    instances.serialize(path, format="turtle")
    assert robot("reason", "--reasoner", "HermiT", "--input", path, "--output", tmp_path / "x.owl") == (0, "")
    instances.parse(data=f"<{SCHEMA.base}treaty/malabo> a <{SCHEMA.base}ontology#State> .", format="turtle")
    instances.serialize(wrong, format="turtle")
    code, words = robot("reason", "--reasoner", "HermiT", "--input", wrong, "--output", tmp_path / "y.owl")
    assert code != 0 and "inconsistent" in words


def _in_owl(instances: Graph, vocabulary: Graph) -> Graph:
    """What is said of instances in declared terms; days are no datatype of OWL 2 and stay out."""
    found = Graph()
    for subject, predicate, value in instances:
        declared = predicate == RDF.type and (value, RDF.type, None) in vocabulary
        if declared or (
            (predicate, RDF.type, None) in vocabulary and not str(getattr(value, "datatype", "")).endswith("date")
        ):
            found.add((subject, predicate, value))
    return found


# ---------------------------------------------------------------------- Gephi

COLUMN = {int: "Long", float: "Double", bool: "Boolean"}  # all else is a text
PLACED = {"FRA": (1.5, -2.5), "uncc": (-700.25, 0.5)}


def in_gephi(path: Path, *how: str) -> dict[str, Any]:
    """What Gephi holds when it has opened a file, see GephiReader.java."""
    done = java("gephi", FOLDER / "GephiReader.java", path, *how)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    assert not [issue for issue in found["issues"] if not issue.startswith("INFO")], "Gephi complains of nothing"
    return found


@pytest.mark.parametrize("extension", [".gexf", ".graphml"])
def test_gephi_holds_what_we_exported(extension: str, tmp_path: Path) -> None:
    """Every node with its colour, place and size, every relationship with its type, and all their values in columns of the right types."""
    graph = _with_awkward_values(catalogue())
    content = part(graph, positions=PLACED)
    found = in_gephi(export(content, tmp_path / f"graph{extension}"), "as-it-is")
    for kind, first, types in zip(("node", "edge"), ("class", "type"), attribute_types(SCHEMA), strict=True):
        assert found[f"{kind}_columns"] == {first: "String", **{n: COLUMN.get(t, "String") for n, t in types.items()}}
    nodes, looks = {node["id"]: node for node in found["nodes"]}, Looks(content)
    assert len(nodes) == len(found["nodes"]) and nodes.keys() == graph.nodes.keys()
    for id_, node in graph.nodes.items():
        colour = list(bytes.fromhex(SCHEMA.classes[node.label].display.light[1:]))
        assert (nodes[id_]["label"], nodes[id_]["colour"]) == (node.properties.get("name", id_), colour)
        assert nodes[id_]["values"] == {"class": node.label, **dict(flat_items(node.properties))}
        look = looks.of(node)
        assert [*nodes[id_]["place"], nodes[id_]["size"]] == pytest.approx([look.x, look.y, look.size])
    assert {id_: tuple(nodes[id_]["place"]) for id_ in PLACED} == PLACED
    assert Counter(map(_as_text, found["edges"])) == Counter(map(_as_text, _edges_for_gephi(content)))


def _edges_for_gephi(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "start": edge.start,
            "end": edge.end,
            "directed": True,
            "kind": edge.type,
            "label": edge.type,
            "values": {"type": edge.type, **dict(flat_items(edge.properties, edge=True))},
        }
        for edge in content.edges()
    ]


def _as_text(record: dict[str, Any]) -> str:
    return json.dumps(record, sort_keys=True)


@pytest.mark.parametrize("extension", [".gexf", ".graphml"])
def test_gephi_merges_only_relationships_of_one_type_between_the_same_two(extension: str, tmp_path: Path) -> None:
    """Its import dialog has that as the default; relationships of different types stay apart, and things where they are to each other."""
    graph = catalogue()
    content = part(graph, positions=PLACED)
    found = in_gephi(export(content, tmp_path / f"graph{extension}"))
    kept = Counter((edge["kind"], edge["start"], edge["end"]) for edge in found["edges"])
    assert set(kept.values()) == {1} and kept.keys() == {(edge.type, edge.start, edge.end) for edge in graph.edges}
    assert len(found["nodes"]) == len(graph.nodes)
    looks = Looks(content)
    for axis in ("x", "y"):
        drawn = [getattr(looks.of(graph.nodes[node["id"]]), axis) for node in found["nodes"]]
        seen = [node["place"]["xy".index(axis)] for node in found["nodes"]]
        assert correlation(drawn, seen) == pytest.approx(1)


# ---------------------------------------------------------------------- neo4j-admin database import


def test_neo4j_admin_imports_the_folder_and_neo4j_holds_what_we_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command in import.txt, run by the importer itself, then a Neo4j over what it has written."""
    folder, home = tmp_path / "exported.csv", tmp_path / "data"
    graph = _with_awkward_values(catalogue())
    export(part(graph), folder)
    program, *arguments = shlex.split((folder / "import.txt").read_text(encoding="utf-8").replace("\\\n", " "))
    home.mkdir()
    where = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home)}
    done = java("neo4j-import", "org.neo4j.cli.AdminTool", *arguments, folder=folder, environment=where)
    assert program == "neo4j-admin" and done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
    assert f"{len(graph.nodes)} nodes" in done.stdout and f"{len(graph.edges)} relationships" in done.stdout
    server = _from_maven(tmp_path)
    try:
        assert _all_of(_held_by(server, monkeypatch)) == _all_of(graph)
    finally:
        server.stop()


def _held_by(server: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> Projection:
    monkeypatch.setenv(USER_VARIABLE, server.user)
    monkeypatch.setenv(PASSWORD_VARIABLE, server.password)
    with open_store(server.uri) as store:
        return project(store)


def _all_of(graph: Projection) -> tuple[dict[str, Any], Counter[str]]:
    """Every label, type, end and value, each with its Python type."""
    nodes = {n.id: (n.label, sorted(map(repr, n.properties.items()))) for n in graph.nodes.values()}
    edges = Counter(repr((e.type, e.start, e.end, sorted(map(repr, e.properties.items())))) for e in graph.edges)
    return nodes, edges


def test_load_csv_fills_a_running_neo4j_with_what_we_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script in the folder, run by Neo4j's own client where neo4j-admin is not to be had, and labels and types as Neo4j counts them."""
    graph = _with_awkward_values(catalogue())
    folder = export(part(graph), tmp_path / "data" / "import")  # where the server reads from
    server = _from_maven(tmp_path)
    who = {"NEO4J_ADDRESS": server.uri, "NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
    try:
        done = java("cypher-shell", "org.neo4j.shell.Main", "--file", folder / "load.cypher", environment=who)
        assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
        assert _all_of(_held_by(server, monkeypatch)) == _all_of(graph)
    finally:
        server.stop()


def _with_awkward_values(graph: Projection) -> Projection:
    """The catalogue and a node with what CSV must quote."""
    name = "a \"b\", 'c'\n\n\td;e|f\\ \U0001f600"
    awkward = Node("State", "XXX", {"name": name, "aliases": ["x;y", 'z,"w"', 'b\\"', "\\\\"]}, Place("test"))
    return Projection(graph.schema, graph.revision, {**graph.nodes, "XXX": awkward}, graph.edges)
