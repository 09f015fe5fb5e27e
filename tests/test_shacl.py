"""The quick SHACL engine finds what pySHACL finds, and says it in words."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef

from graph.checks import check_batch
from graph.interchange import export
from graph.interchange.content import part
from graph.interchange.rdf import Describer, to_rdf
from graph.interchange.shacl import ShapesError, Validator
from graph.interchange.validation import Problem, validate_batch, validate_file, validate_graph, validate_store
from graph.records import Batch, Edge, Node, Place
from graph.store import Store
from ontology.shapes import shapes
from tests.catalogue import catalogue as catalogue_projection
from tests.test_rdf import one_treaty
from tests.test_records import (
    ARTICLE,
    BAD_EDGES,
    BAD_NODES,
    CITED,
    CRIMINALIZES,
    EDGES,
    FRANCE,
    HERE,
    NODES,
    SCHEMA,
    SIGNED,
    SOURCE,
    TREATY,
)

Found = set[tuple[str, str | None, str]]


@lru_cache(maxsize=1)
def all_shapes() -> Graph:
    return shapes(SCHEMA)


def by_pyshacl(graph: Graph) -> Found:
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # it reports ill-typed literals, which are what is tested
    _, results, _ = pyshacl.validate(
        graph, shacl_graph=all_shapes(), ont_graph=SCHEMA.graph, inference="none", advanced=False
    )
    assert isinstance(results, Graph)
    return found_in(results)


def found_in(results: Graph) -> Found:
    """What a validation report says: thing, path, constraint."""
    return {
        (
            str(results.value(r, SH.focusNode)),
            str(results.value(r, SH.resultPath)) if results.value(r, SH.resultPath) else None,
            str(results.value(r, SH.sourceConstraintComponent)).removeprefix(str(SH)).removesuffix("ConstraintComponent").lower(),
        )
        for r in results.subjects(RDF.type, SH.ValidationResult)
    }  # fmt: skip


def by_query(graph: Graph) -> Found:
    data = ox.Store()
    data.bulk_load(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return {(r.focus, r.path, r.component.lower()) for r in Validator(all_shapes()).results(data)}


CASES = {
    **{f"node: {case}": ([SOURCE, node], []) for case, (node, _) in BAD_NODES.items()},
    **{f"edge: {case}": (NODES, [edge]) for case, (edge, _) in BAD_EDGES.items()},
    "sound": (NODES, EDGES),
    "no such source": (NODES, [replace(SIGNED, properties={**CITED, "source": "gone"})]),
    "instrument without a day": ([*NODES, replace(FRANCE, id="X")], [Edge("RATIFIED", "FRA", "uncc", CITED, HERE)]),
    "infinite score": (
        [*NODES, replace(ARTICLE, id="uncc/art_8")],
        [Edge("CORRESPONDS_TO", "uncc/art_7", "uncc/art_8", {**CITED, "score": float("inf")}, HERE)],
    ),
    "all at once": ([SOURCE, *(replace(n, id=f"n{i}") for i, (n, _) in enumerate(BAD_NODES.values()))], [CRIMINALIZES]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_finds_what_pyshacl_finds(case: str) -> None:
    nodes, edges = CASES[case]
    graph = to_rdf(nodes, edges, SCHEMA)
    found = by_query(graph)
    assert found == by_pyshacl(graph)
    bad = {f for f in found if "advice" not in str(f)}
    assert bool(bad) or case == "sound"


def test_it_finds_what_pyshacl_finds_in_the_whole_catalogue_and_in_a_broken_one() -> None:
    """One run of pySHACL, which takes half a minute, over the catalogue in which some records say what they may not."""
    nodes, edges, broken = _broken_catalogue(every=40)
    graph = to_rdf(nodes, edges, SCHEMA)
    found = by_query(graph)
    assert found == by_pyshacl(graph) and len(broken) > 200
    violations = {p.what for p in validate_graph(graph, SCHEMA)}
    assert len(violations) > 200
    sound = catalogue_projection()
    assert by_query(to_rdf(sound.nodes.values(), sound.edges, SCHEMA)) <= found


def test_the_record_checks_refuse_exactly_what_shacl_refuses_in_a_broken_catalogue() -> None:
    nodes, edges, broken = _broken_catalogue(every=7)
    refused = {r.place for r in check_batch(Batch("broken", nodes, edges), SCHEMA, {}).refused}
    assert refused == broken
    describer = Describer.of(nodes, SCHEMA)
    iris = {n.place: str(describer.iri(n.id)) for n in nodes} | {
        e.place: str(describer.edge(e).description.subject) for e in edges
    }
    problems = {f"{SCHEMA.base}{p.what}" for p in validate_batch(Batch("broken", nodes, edges), SCHEMA)}
    assert problems == {iris[place] for place in broken}


def _broken_catalogue(every: int) -> tuple[list[Node], list[Edge], set[Place]]:
    """The catalogue in which each so many-th relationship, and some states that nothing leads to, break a rule; and where these stand."""
    graph, broken = catalogue_projection(), set[Place]()
    ways = (
        {"source": None}, {"locator": None}, {"review": "sure"}, {"locator": ""}, {"note": ["a", "b"]}, {"colour": "red"}, {"as_of": "yesterday"},
    )  # fmt: skip
    edges: list[Edge] = []
    for number, edge in enumerate(graph.edges):
        place, properties = Place("edges", number + 1), dict(edge.properties)
        if number % every == 0:
            change = ways[number // every % len(ways)]
            properties = {k: v for k, v in {**properties, **change}.items() if v is not None}
            broken.add(place)
        edges.append(replace(edge, place=place, properties=properties))
    nodes = [replace(n, place=Place("nodes", i + 1)) for i, n in enumerate(graph.nodes.values())]
    for number, bad in enumerate(
        [{"iso2": "xx"}, {"name": ""}, {"un_status": "guest"}, {"dissolved": "once"}, {"colour": "red"}]
    ):
        place = Place("bad", number + 1)
        nodes.append(Node("State", f"ZZ{number}", {"name": "Z", **bad}, place))
        broken.add(place)
    return nodes, edges, broken


def test_both_are_content_with_an_export_in_all_vocabularies(tmp_path: Path) -> None:
    content = one_treaty("malabo")
    graph = Graph().parse(export(content, tmp_path / "x.ttl"))
    assert by_query(graph) == by_pyshacl(graph)
    assert validate_graph(graph, SCHEMA) == []


def test_the_catalogue_is_valid_on_both_engines(catalogue: Store) -> None:
    assert validate_store(catalogue) == []


WORDS = {
    "not a day": (replace(TREATY, properties={"name": "T", "adopted": "12 May"}), "adopted", "adopted: '12 May' is not a day (YYYY-MM-DD)"),
    "out of range": (replace(TREATY, properties={"name": "T", "eif_threshold": 0}), "eif_threshold", "instruments needed: '0' is out of range"),
    "missing": (replace(FRANCE, properties={}), "name", "name is missing"),
    "several": (replace(TREATY, properties={"name": "T", "place": ["a", "b"]}), "place", "place: only one value is allowed, and there are several"),
    "misspelt": (replace(FRANCE, properties={"name": "F", "isoo2": "FR"}), "isoo2", "there is no such property here (did you mean 'iso2'?)"),
    "not in the list": (
        replace(TREATY, properties={"name": "T", "status": "opn"}), "status", "status: 'opn' is not one of open, in_force, closed (did you mean 'open'?)",
    ),
    "pattern": (
        replace(FRANCE, properties={"name": "F", "iso2": "fr"}), "iso2",
        "ISO 3166-1 alpha-2: 'fr' is not written as it must be (Two-letter code; pattern ^[A-Z]{2}$)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WORDS)
def test_a_problem_is_said_in_words(case: str) -> None:
    node, property_, words = WORDS[case]
    problems = validate_batch(Batch("test", [node], []), SCHEMA)
    assert [(p.property, p.problem, p.severity) for p in problems if p.what.endswith(node.id)] == [
        (property_, words, "Violation")
    ]


def test_relationships_say_what_may_stand_at_their_ends() -> None:
    wrong = replace(SIGNED, start="illegal-access")
    problems = validate_batch(Batch("test", list(NODES), [wrong]), SCHEMA)
    assert [(p.what, p.problem) for p in problems] == [
        ("offence/illegal-access", "only Actor can be at the start of SIGNED")
    ]
    gone = validate_batch(Batch("test", list(NODES), [replace(SIGNED, properties={**CITED, "source": "gone"})]), SCHEMA)
    assert [p.problem for p in gone] == ["the source that it names is not in the graph"]


def test_advice_is_no_violation() -> None:
    edges = [Edge("RATIFIED", "FRA", "uncc", CITED, HERE)]
    batch = Batch("test", list(NODES), edges)
    assert validate_batch(batch, SCHEMA) == []
    warnings = validate_batch(batch, SCHEMA, severity="Warning")
    assert [(p.severity, p.property) for p in warnings] == [("Warning", "date")]
    assert "cannot be counted towards entry into force" in warnings[0].problem
    told = {p.severity for p in validate_batch(batch, SCHEMA, severity="Info")}
    assert told == {"Warning", "Info"}


def test_a_file_is_validated_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(
        '@base <https://w3id.org/treatygraph/> .\n@prefix tg: <ontology#> .\n<actor/FRA> a tg:State ; tg:id "FRA" ; tg:iso2 "fr" .\n'
    )
    assert {(p.what, p.property) for p in validate_file(path, SCHEMA)} == {("actor/FRA", "name"), ("actor/FRA", "iso2")}
    path.write_text("nothing\nlike <Turtle")
    assert validate_file(path, SCHEMA)[0].what.startswith(str(path))


def test_the_catalogue_s_advice_can_be_listed() -> None:
    projection = catalogue_projection()
    batch = Batch("catalogue", list(projection.nodes.values()), list(projection.edges))
    problems = validate_batch(batch, SCHEMA, severity="Info")
    assert problems and all(isinstance(p, Problem) and p.severity in ("Warning", "Info") for p in problems)


def test_a_shape_that_says_more_than_is_understood_raises() -> None:
    graph = Graph()
    graph.parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . <x> a sh:NodeShape ; sh:targetClass <c> ; sh:property [ sh:path <p> ; sh:maxLength 3 ] .",
        format="turtle",
    )
    with pytest.raises(ShapesError, match="maxLength is not understood"):
        Validator(graph)


def test_dates_that_no_calendar_has_are_refused() -> None:
    graph = to_rdf([replace(TREATY, properties={"name": "T", "adopted": dt.date(2024, 2, 29)})], [], SCHEMA)
    assert validate_graph(graph, SCHEMA) == []
    subject = URIRef(f"{SCHEMA.base}treaty/uncc")
    wrong = Graph().parse(data=graph.serialize(format="nt").replace("2024-02-29", "2023-02-29"), format="nt")
    assert [(p.property, p.what) for p in validate_graph(wrong, SCHEMA)] == [
        ("adopted", str(subject).removeprefix(SCHEMA.base))
    ]


def test_parts_of_the_catalogue_are_valid_too() -> None:
    content = part(catalogue_projection(), ["FRA", "uncc"])
    sources = {str(e.properties["source"]) for e in content.edges()} | {
        str(n.properties.get("source")) for n in content.nodes()
    }
    nodes = [*content.nodes(), *(n for n in catalogue_projection().nodes.values() if n.id in sources)]
    assert validate_batch(Batch("part", nodes, list(content.edges())), SCHEMA) == []
    assert all(isinstance(n, Node) for n in nodes)
