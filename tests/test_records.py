"""Records are checked against the ontology, and SHACL refuses what the record checks refuse."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from graph.checks import check_batch
from graph.interchange.rdf import to_rdf
from graph.interchange.validation import validate_graph
from graph.records import Batch, Edge, Node, Place
from ontology.schema import load_schema

SCHEMA = load_schema()
HERE = Place("test.csv", 2)
CITED = {"source": "s", "locator": "row 1", "review": "verified"}

SOURCE = Node("Source", "s", {"name": "A source"}, HERE)
FRANCE = Node("State", "FRA", {"name": "France", "iso2": "FR"}, HERE)
TREATY = Node("Treaty", "uncc", {"name": "UNCC", "adopted": dt.date(2024, 12, 24)}, HERE)
ARTICLE = Node("Article", "uncc/art_7", {"name": "UNCC, art. 7", "treaty": "uncc"}, HERE)
OFFENCE = Node("Offence", "illegal-access", {"name": "illegal access"}, HERE)
SIGNED = Edge("SIGNED", "FRA", "uncc", {"date": dt.date(2025, 10, 25), **CITED}, HERE)
CRIMINALIZES = Edge("CRIMINALIZES", "uncc/art_7", "illegal-access", {"modality": "shall", **CITED}, HERE)
NODES = [SOURCE, FRANCE, TREATY, ARTICLE, OFFENCE]
EDGES = [SIGNED, CRIMINALIZES]


def batch(nodes: list[Node] = NODES, edges: list[Edge] = EDGES) -> Batch:
    return Batch("test", list(nodes), list(edges))


def test_sound_records_pass_both_checks() -> None:
    checked = check_batch(batch(), SCHEMA, {})
    assert (len(checked.nodes), len(checked.edges), checked.refused) == (5, 2, [])
    assert validate_graph(to_rdf(checked.nodes, checked.edges, SCHEMA), SCHEMA) == []


BAD_NODES = {
    "misspelt property": (replace(FRANCE, properties={"name": "France", "isoo2": "FR"}), "no property 'isoo2' (did you mean 'iso2'?)"),
    "wrong pattern": (replace(FRANCE, properties={"name": "France", "iso2": "fr"}), "does not match"),
    "name missing": (replace(FRANCE, properties={"iso2": "FR"}), "name is missing"),
    "empty name": (replace(FRANCE, properties={"name": ""}), "may not be empty"),
    "date as text": (replace(TREATY, properties={"name": "UNCC", "adopted": "24 Dec 2024"}), "expected a date (YYYY-MM-DD)"),
    "number as text": (replace(TREATY, properties={"name": "UNCC", "eif_threshold": "forty"}), "expected a whole number"),
    "number out of range": (replace(TREATY, properties={"name": "UNCC", "eif_threshold": 0}), "out of range"),
    "unknown value": (replace(TREATY, properties={"name": "UNCC", "status": "opn"}), "is not one of open, in_force, closed"),
    "two values for one": (replace(TREATY, properties={"name": "UNCC", "place": ["Hanoi", "New York"]}), "one value expected"),
    "id with a space": (replace(OFFENCE, id="illegal access"), "does not match"),
    "kind not in the scheme": (Node("Stakeholder", "eff", {"name": "EFF", "kind": "club"}, HERE), "is not one of"),
    "kind missing": (Node("Stakeholder", "eff", {"name": "EFF"}, HERE), "kind is missing"),
}  # fmt: skip
BAD_EDGES = {
    "no source": (replace(SIGNED, properties={"locator": "x", "review": "verified"}), "source is missing"),
    "no locator": (replace(SIGNED, properties={"source": "s", "review": "verified"}), "locator is missing"),
    "unknown review": (replace(SIGNED, properties={**CITED, "review": "sure"}), "is not one of verified, compiled, disputed"),
    "misspelt property": (replace(SIGNED, properties={**CITED, "dat": dt.date(2025, 1, 1)}), "no property 'dat' (did you mean 'date'?)"),
    "unknown modality": (replace(CRIMINALIZES, properties={**CITED, "modality": "must"}), "is not one of shall, may"),
    "starts at the wrong class": (replace(SIGNED, start="illegal-access"), "is Offence, expected Actor"),
    "ends at the wrong class": (replace(SIGNED, end="uncc/art_7"), "is Article, expected Treaty"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_NODES)
def test_a_bad_node_is_refused_by_the_record_check_and_by_shacl(case: str) -> None:
    node, reason = BAD_NODES[case]
    checked = check_batch(batch([SOURCE, node], []), SCHEMA, {})
    assert [r.place for r in checked.refused] == [HERE]
    assert reason in checked.refused[0].reason
    assert validate_graph(to_rdf([SOURCE, node], [], SCHEMA), SCHEMA) != []


@pytest.mark.parametrize("case", BAD_EDGES)
def test_a_bad_relationship_is_refused_by_the_record_check_and_by_shacl(case: str) -> None:
    edge, reason = BAD_EDGES[case]
    checked = check_batch(batch(NODES, [edge]), SCHEMA, {})
    assert len(checked.nodes) == 5 and checked.edges == []
    assert reason in checked.refused[0].reason
    assert validate_graph(to_rdf(NODES, [edge], SCHEMA), SCHEMA) != []


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (replace(FRANCE, label="Stat"), "unknown label 'Stat' (did you mean 'State'?)"),
        (replace(SIGNED, type="SINGED"), "unknown relationship 'SINGED' (did you mean 'SIGNED'?)"),
        (replace(SIGNED, start="FRB"), "from 'FRB' does not exist (expected Actor)"),
        (replace(CRIMINALIZES, end="illegal-acess"), "to 'illegal-acess' does not exist (expected Offence) (did you mean 'illegal-access'?)"),
        (replace(CRIMINALIZES, start="uncc/art_70"), "from 'uncc/art_70' does not exist"),
        (replace(SIGNED, properties={**CITED, "source": "t"}), "unknown source 't'"),
        (replace(FRANCE, id="FRA2", properties={"name": "x", **CITED, "source": "nowhere"}), "unknown source 'nowhere'"),
        (SIGNED, "stands above, with the same source and locator"),
        (FRANCE, "duplicate id 'FRA', first given at test.csv:2"),
    ],
    ids=str,
)  # fmt: skip
def test_what_only_the_whole_batch_can_tell_is_refused(record: Node | Edge, reason: str) -> None:
    given = batch()
    (given.nodes if isinstance(record, Node) else given.edges).append(record)  # type: ignore[arg-type]
    checked = check_batch(given, SCHEMA, {})
    assert [reason in r.reason for r in checked.refused] == [True], checked.refused
    assert (len(checked.nodes), len(checked.edges)) == (5, 2)


def test_a_relationship_of_a_refused_node_says_so() -> None:
    checked = check_batch(batch([SOURCE, TREATY, replace(FRANCE, properties={})], [SIGNED]), SCHEMA, {})
    assert [r.reason for r in checked.refused] == ["name is missing", "from 'FRA' was itself refused"]


def test_what_the_store_holds_already_may_be_named() -> None:
    checked = check_batch(batch([], [SIGNED]), SCHEMA, {"FRA": "State", "uncc": "Treaty", "s": "Source"})
    assert checked.refused == [] and len(checked.edges) == 1
