"""The catalogue beside the real texts of Budapest, UNTOC and Malabo, as it is and with faults put into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.loading import TextOptions, load_batches, text_batch
from graph.projection import Projection, project
from graph.records import Batch, Edge, Node, Place
from graph.store import open_store
from graph.text_check import text_problems

TEXTS = {"budapest": "ets185_budapest_convention.md", "untoc": "untoc_2000.md", "malabo": "malabo_2014.pdf"}
HERE = Place("test")


@pytest.fixture(scope="module")
def graph(embedded_folder: Path, catalogue_records: Batch, shared_data: Path) -> Iterator[Projection]:
    """The catalogue with three official texts on it."""
    with open_store(str(embedded_folder)) as store:
        store.clear()
        store.load(catalogue_records)
        for treaty, file in TEXTS.items():
            [report] = load_batches(store, [text_batch(store, [shared_data / "texts" / file], TextOptions(treaty))])
            assert not report.refused
        yield project(store)
        store.clear()


def with_node(graph: Projection, node: Node) -> Projection:
    return replace(graph, nodes={**graph.nodes, node.id: node})


def said(graph: Projection, id_: str) -> list[tuple[str, str]]:
    """What is wrong with one thing: property and severity."""
    return [(p.property, p.severity) for p in text_problems(graph) if p.what == f"treaty/{id_}"]


def curated(id_: str, label: str, **properties: str) -> Node:
    return Node(label, id_, {"name": id_, "origin": ["catalogue"], **properties}, HERE)


def test_every_article_and_heading_of_the_catalogue_stands_in_the_texts(graph: Projection) -> None:
    found = text_problems(graph)
    assert not [p for p in found if p.severity == "Violation" or p.property == "heading"]
    assert graph.nodes["budapest/art_2"].properties["printed_heading"] == "Illegal access"


def test_what_remains_is_for_a_person_to_look_at(graph: Projection) -> None:
    found = {(p.what, p.property) for p in text_problems(graph)}
    assert ("treaty/untoc/art_18/para_3/point_c", "modality") in found  # assistance "may be requested" there
    assert len(found) < 20


def test_nothing_is_compared_without_a_text(catalogue_records: Batch, graph: Projection) -> None:
    assert text_problems(Projection.of_batch(catalogue_records, graph.schema)) == []


def test_a_paragraph_that_does_not_exist(graph: Projection) -> None:
    assert said(with_node(graph, curated("budapest/art_2/para_7", "Paragraph")), "budapest/art_2/para_7") == [
        ("", "Violation")
    ]


def test_parts_of_what_does_not_exist_are_counted_with_it(graph: Projection) -> None:
    invented = with_node(graph, curated("malabo/art_2/para_9", "Paragraph"))
    invented = with_node(invented, curated("malabo/art_2/para_9/point_a", "Point"))
    [problem] = [p for p in text_problems(invented) if p.what.startswith("treaty/malabo/art_2/para_9")]
    assert "nor its 1 parts" in problem.problem


def test_an_article_too_many(graph: Projection) -> None:
    invented = with_node(graph, curated("untoc/art_42", "Article"))
    [count] = [p for p in text_problems(invented) if p.what == "treaty/untoc"]
    assert "has 42 articles, the text 41" in count.problem
    assert said(invented, "untoc/art_42") == [("", "Violation")]


def test_an_article_that_lacks_is_named(graph: Projection) -> None:
    node = graph.nodes["budapest/art_3"]
    alone = with_node(graph, replace(node, properties={**node.properties, "origin": ["text:budapest"]}))
    [count] = [p for p in text_problems(alone) if p.what == "treaty/budapest"]
    assert "without budapest/art_3" in count.problem


@pytest.mark.parametrize(
    ("heading", "wrong"), [("Illegal entry", True), ("ILLEGAL  ACCESS.", False), ("Il-legal access", False)]
)
def test_a_heading_that_reads_otherwise(graph: Projection, heading: str, wrong: bool) -> None:
    node = graph.nodes["budapest/art_2"]
    changed = with_node(graph, replace(node, properties={**node.properties, "heading": heading}))
    assert said(changed, "budapest/art_2") == [("heading", "Warning")] * wrong


@pytest.mark.parametrize(("end", "wrong"), [("untoc/art_40", True), ("untoc/art_6/para_1", False)])
def test_a_reference_that_is_not_there(graph: Projection, end: str, wrong: bool) -> None:
    """Article 2(h) of UNTOC speaks of article 6 without a paragraph, and not of article 40."""
    stated = {"origin": ["catalogue"], "source": "untc:XVIII-12", "locator": "x", "review": "compiled"}
    edge = Edge("REFERS_TO", "untoc/art_2/point_h", end, stated, HERE)
    changed = replace(
        graph,
        edges=(*(e for e in graph.edges if e.key[:3] != edge.key[:3] or "text:untoc" in e.properties["origin"]), edge),
    )
    found = [p for p in text_problems(changed) if p.property == "refers_to" and p.value == end]
    assert bool(found) is wrong
