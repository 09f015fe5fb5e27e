"""Reading a treaty: contents in order, an article with its parts, references both ways, matches read from its own side."""

from __future__ import annotations

import pytest

from graph.errors import UnknownThingError
from graph.reports.comparing import articles, concept_matrix, force
from graph.reports.reading import Reader, reader_of
from graph.reports.sourcing import between, disputes, resting_on
from ontology.schema import Terms
from tests.catalogue import catalogue


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of(catalogue())


def test_contents_follow_the_treaty_and_leave_paragraphs_out(reader: Reader) -> None:
    lines = reader.contents("uncc")
    ids = [line.node.id for line in lines]
    assert ids[:3] == ["uncc/preamble", "uncc/chp_I", "uncc/art_1"]
    assert sum(line.node.label == reader.terms.Article for line in lines) == 68
    assert not any("para" in id_ or "point" in id_ for id_ in ids)
    assert {line.depth for line in lines} == {0, 1}
    assert reader.leaves("uncc")[:2] == ["uncc/preamble", "uncc/art_1"]
    with pytest.raises(UnknownThingError):
        reader.contents("FRA")


def test_deeper_contents_keep_their_depth(reader: Reader) -> None:
    depths = {line.node.id: line.depth for line in reader.contents("budapest")}
    assert depths["budapest/art_2"] == 3
    assert [node.label for node in reader.above("budapest/art_2")] == ["Chapter", "Section", "Title"]


def test_a_part_is_read_on_the_page_of_its_article(reader: Reader) -> None:
    assert reader.page_of("uncc/art_11/para_1/point_a/point_ii") == "uncc/art_11"
    assert reader.page_of("uncc/chp_II") == "uncc/chp_II"
    parts = [line.node.id for line in reader.parts("uncc/art_7")]
    assert parts == ["uncc/art_7", "uncc/art_7/para_1", "uncc/art_7/para_2"]
    for wrong in ("uncc", "uncc/art_99"):
        with pytest.raises(UnknownThingError):
            reader.page_of(wrong)


def test_references_both_ways(reader: Reader) -> None:
    out = {(r.part, r.other) for r in reader.references("uncc/art_9")}
    assert ("uncc/art_9/para_2", "uncc/art_9/para_1") in out
    inward = reader.referred_from("uncc/art_7")
    assert ("uncc/art_7", "uncc/art_11/para_1") in {(r.part, r.other) for r in inward}
    assert not any(r.other.startswith("uncc/art_7/") for r in inward)


def test_a_match_is_read_from_the_articles_own_side(reader: Reader) -> None:
    ours = {(m.other, m.relation) for m in reader.matches("uncc/art_7") if m.part == "uncc/art_7"}
    theirs = {(m.other, m.relation) for m in reader.matches("budapest/art_2") if m.part == "budapest/art_2"}
    assert ("budapest/art_2", "exact") in ours
    assert ("uncc/art_7", "exact") in theirs
    inverse = {"broader": "narrower", "narrower": "broader"}
    for article in ("uncc/art_11", "uncc/art_40", "uncc/art_37"):
        for match in reader.matches(article):
            back = [
                m
                for m in reader.matches(reader.page_of(match.other))
                if m.other == match.part and m.part == match.other
            ]
            assert inverse.get(match.relation, match.relation) in {m.relation for m in back}


def test_the_matrix_has_each_rule_under_its_own_concept() -> None:
    graph = catalogue()
    found = concept_matrix(graph, Terms(graph.schema).CRIMINALIZES)
    cell = found.cells["illegal-access", "uncc"]
    assert articles(cell) == "7"
    assert force(cell) == "shall"
    assert force(found.cells["attempt", "uncc"]) == "may"
    rows = {row.id: row.depth for row in found.rows}
    assert rows["cyber-offence"] == 0 < rows["illegal-access"]
    assert sum(map(len, found.cells.values())) == sum(e.type == Terms(graph.schema).CRIMINALIZES for e in graph.edges)
    assert len(rows) == len(found.rows)


def test_what_rests_on_a_source_and_where_sources_differ() -> None:
    graph = catalogue()
    found = resting_on(graph, "untc:XVIII-16")
    assert found.statements
    assert all(e.properties["source"] == "untc:XVIII-16" for e in found.statements)
    assert found.claims
    terms = Terms(graph.schema)
    pairs = {(d.start, d.type, d.end) for d in disputes(graph)}
    assert ("AZE", terms.RATIFIED, "uncc") in pairs
    bhutan = next(d for d in disputes(graph) if (d.start, d.type, d.end) == ("BTN", terms.RATIFIED, "uncac"))
    assert len({e.properties["source"] for e in bhutan.statements}) == 2
    assert {e.type for e in between(graph, "uncc", "AZE")} >= {terms.SIGNED, terms.RATIFIED}
    with pytest.raises(UnknownThingError):
        between(graph, "AZE", "nowhere")
