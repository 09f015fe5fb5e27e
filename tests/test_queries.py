"""Every named query runs on both engines, finds something, reads only what the ontology knows, and gives the same rows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from graph.errors import UnknownThingError
from graph.named import FOLDER, named_queries, named_query, parse_value, read_query
from graph.store import Store
from graph.values import jsonable
from ontology.schema import load_schema

SCHEMA = load_schema()
QUERIES = sorted(named_queries())
_seen: dict[str, dict[str, Any]] = {}


def test_there_are_enough_and_each_file_is_found() -> None:
    assert len(QUERIES) >= 20
    assert sorted(p.stem for p in FOLDER.glob("*.cypher")) == QUERIES


@pytest.mark.parametrize("name", QUERIES)
def test_it_says_what_it_answers_and_uses_every_parameter(name: str) -> None:
    query = named_query(name)
    assert len(query.title) > 5 and query.answers.endswith(".")
    assert {p.name for p in query.parameters} == set(re.findall(r"\$(\w+)", query.cypher))


@pytest.mark.parametrize("name", QUERIES)
def test_it_names_only_what_the_ontology_knows(name: str) -> None:
    cypher = re.sub(r"'[^']*'", "''", named_query(name).cypher)
    for labels in re.findall(r"\(\s*\w*\s*:\s*([\w|]+)", cypher):
        assert set(labels.split("|")) <= SCHEMA.classes.keys()
    for types in re.findall(r"\[\s*\w*\s*:\s*([\w|]+)", cypher):
        assert set(types.split("|")) <= SCHEMA.relationships.keys()
    known = {name for spec in (*SCHEMA.classes.values(), *SCHEMA.relationships.values()) for name in spec.properties}
    used = set(re.findall(r"\b[a-z]\w*\.([a-z]\w*)\b(?!\()", cypher))
    assert used - {"year", "month", "days", "inDays"} <= known


@pytest.mark.parametrize("name", QUERIES)
def test_it_finds_something_and_the_same_on_both_engines(
    name: str, catalogue: Store, request: pytest.FixtureRequest
) -> None:
    query = named_query(name)
    table = catalogue.query(query.cypher, query.defaults())
    rows = json.loads(json.dumps(jsonable(table.rows)))
    assert rows != [] and not table.truncated
    engine = "embedded" if "embedded" in request.node.callspec.id else "neo4j"
    for other, found in _seen.setdefault(name, {}).items():
        assert (table.columns, rows) == found, f"{engine} and {other} differ"
    _seen[name][engine] = (table.columns, rows)


def test_the_whole_graph_reads_back_as_the_records_that_were_loaded(catalogue: Store, catalogue_records: Any) -> None:
    stored = {n.id: (n.label, {k: v for k, v in n.properties.items() if k != "origin"}) for n in catalogue.nodes()}
    for node in catalogue_records.nodes:
        assert stored[node.id] == (node.label, dict(node.properties))
    edges = {e.key: {k: v for k, v in e.properties.items() if k != "origin"} for e in catalogue.edges()}
    assert edges == {e.key: dict(e.properties) for e in catalogue_records.edges}


def test_parameters_are_parsed_and_unknown_ones_refused() -> None:
    query = named_query("parties")
    assert query.bind({"on": "2005-01-01"})["on"].isoformat() == "2005-01-01"  # type: ignore[union-attr]
    assert named_query("most-referenced").bind({"limit": "3"})["limit"] == 3
    with pytest.raises(UnknownThingError, match="no parameter 'traety' \\(did you mean 'treaty'\\?\\)"):
        query.bind({"traety": "x"})
    with pytest.raises(UnknownThingError, match="parameter limit: expected how many rows, found 'many'"):
        named_query("most-referenced").bind({"limit": "many"})
    with pytest.raises(UnknownThingError, match="did you mean 'parties'"):
        named_query("partys")


@pytest.mark.parametrize(
    ("text", "value"),
    [("'a b'", "a b"), ("3", 3), ("2.5", 2.5), ("true", True), ("FRA", "FRA"), ("2001-13-01x", "2001-13-01x")],
)
def test_values_are_read_as_what_they_look_like(text: str, value: object) -> None:
    assert parse_value(text) == value


def test_a_file_without_a_head_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.cypher"
    path.write_text("MATCH (n) RETURN n")
    with pytest.raises(ValueError, match="begins with"):
        read_query(path)
