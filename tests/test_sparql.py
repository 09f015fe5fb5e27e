"""SPARQL answers as Cypher does, only reads, and ends in time."""

from __future__ import annotations

import datetime as dt
import json
import time
from functools import lru_cache
from typing import Any

import pytest

from graph.errors import QueryError, UnknownThingError
from graph.interchange.content import part, whole
from graph.interchange.sparql import FOLDER, Sparql, named_sparql, sparql_query
from graph.named import named_queries, named_query
from graph.store import Store
from graph.values import jsonable
from tests.catalogue import catalogue as catalogue_projection

NAMES = sorted(named_sparql())


@lru_cache(maxsize=1)
def asked() -> Sparql:
    return Sparql(part(catalogue_projection()))


def rows(table: Any) -> list[str]:
    return sorted(json.dumps(jsonable(row), sort_keys=True, ensure_ascii=False) for row in table.rows)


def test_there_are_enough_and_each_has_a_twin() -> None:
    assert len(NAMES) >= 10 and sorted(p.stem for p in FOLDER.glob("*.rq")) == NAMES
    assert set(NAMES) <= named_queries().keys()


@pytest.mark.parametrize("name", NAMES)
def test_it_has_the_head_of_its_twin(name: str) -> None:
    query, twin = sparql_query(name), named_query(name)
    assert (query.title, query.answers, query.parameters) == (twin.title, twin.answers, twin.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_its_rows_are_those_of_its_twin(name: str, catalogue: Store) -> None:
    query, twin = sparql_query(name), named_query(name)
    there = catalogue.query(twin.cypher, twin.defaults())
    here = asked().query(query.cypher, query.defaults())
    assert here.columns == there.columns and here.rows != []
    assert rows(here) == rows(there)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("signatories", {"treaty": "malabo"}), ("parties", {"treaty": "uncac", "on": dt.date(2007, 1, 1)}),
        ("shared-treaties", {"a": "USA", "b": "ROU", "on": dt.date(2015, 1, 1)}), ("criminalized-by", {"offence": "cyber-offence"}),
        ("references", {"id": "budapest/art_27"}), ("contents", {"treaty": "arab"}), ("reservations", {"treaty": "budapest"}),
        ("alignment", {"first": "malabo", "second": "uncc"}), ("signatories-not-bound", {"treaty": "budapest-p2"}),
    ],
)  # fmt: skip
def test_other_parameters_give_other_rows_that_are_equal_too(
    name: str, given: dict[str, Any], catalogue: Store
) -> None:
    query, twin = sparql_query(name), named_query(name)
    here = asked().query(query.cypher, query.defaults() | given)
    assert rows(here) == rows(catalogue.query(twin.cypher, twin.defaults() | given))
    assert rows(here) != rows(asked().query(query.cypher, query.defaults()))


def test_values_come_back_as_python_has_them() -> None:
    table = asked().query(
        "SELECT ?t ?n ?day ?yes { ?t tg:id 'budapest' ; tg:eif_threshold ?n ; tg:entry_into_force ?day BIND(1 < 2 AS ?yes) }"
    )
    assert table.rows == [{"t": "treaty/budapest", "n": 5, "day": dt.date(2004, 7, 1), "yes": True}]


def test_parameters_are_values_and_never_syntax() -> None:
    query = "SELECT ?t { ?t a tg:Treaty ; tg:id $id } # $id\n"
    assert asked().query(query, {"id": "uncc"}).rows == [{"t": "treaty/uncc"}]
    for hostile in ('" } UNION { ?t ?p ?o } #', "\\", 'x"@en', "\n}"):
        assert asked().query(query, {"id": hostile}).rows == []


def test_all_four_forms_are_answered() -> None:
    assert asked().query("ASK { <actor/FRA> tg:signed <treaty/uncc> }").rows == [{"answer": True}]
    described = asked().query("DESCRIBE <treaty/uncc/art_7>")
    assert described.columns == ["subject", "predicate", "object"] and len(described.rows) > 10
    built = asked().query("CONSTRUCT { ?a tg:signed <treaty/malabo> } WHERE { ?a tg:signed <treaty/malabo> }", limit=3)
    assert len(built.rows) == 3 and built.truncated


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }", "line 1: SERVICE asks another server"),
        ("SELECT *\n{ service silent ?x { ?s ?p ?o } }", "line 2: SERVICE asks another server"),
        ("INSERT DATA { <a> <b> <c> }", "line 1, column"), ("DELETE WHERE { ?s ?p ?o }", "line 1, column"), ("CLEAR ALL", "line 1, column"),
        ("LOAD <http://example.org/x.ttl>", "line 1, column"), ("SELECT ?x {", "line 1, column 12"), ("", "the query is empty"),
        ("# only a remark", "the query is empty"),
    ],
)  # fmt: skip
def test_what_does_more_than_read_is_refused(query: str, reason: str) -> None:
    before = len(asked())
    with pytest.raises(QueryError, match=reason):
        asked().query(query)
    assert len(asked()) == before


def test_service_as_a_word_is_no_service() -> None:
    assert asked().query("ASK { ?s tg:name 'SERVICE' } # SERVICE").rows == [{"answer": False}]


def test_foreign_graphs_are_not_fetched() -> None:
    assert asked().query("SELECT * FROM <http://example.org/x.ttl> { ?s ?p ?o }").rows == []


@pytest.mark.parametrize(
    "query",
    ["SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"],
)
def test_a_query_without_end_is_ended(query: str) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match="stopped"):
        asked().query(query, timeout=1)
    assert time.monotonic() - began < 10
    assert asked().query("ASK { ?s ?p ?o }").rows == [{"answer": True}]


def test_unknown_names_are_told_with_near_ones() -> None:
    with pytest.raises(UnknownThingError, match="did you mean 'signatories'"):
        sparql_query("signatorys")


def test_a_store_is_asked_as_a_whole(catalogue: Store) -> None:
    graph = Sparql(whole(catalogue))
    nodes, relationships = catalogue.counts()
    assert graph.query("SELECT (COUNT(DISTINCT ?id) AS ?n) { ?s tg:id ?id }").rows == [{"n": nodes}]
    assert graph.query("SELECT (COUNT(?s) AS ?n) { ?s tg:statementProperty ?p }").rows == [{"n": relationships}]
