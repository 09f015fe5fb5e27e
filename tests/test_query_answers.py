"""The answers of the console: where an error is, which parameters a query has, and the answer as graph, CSV and JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from graph.reports.query_answers import Trouble, as_csv, as_json, ask, cell, drawn, parameter_names, trouble_of
from graph.store import Store, Table
from tests.catalogue import catalogue

NODE = {"id": "FRA", "labels": ["Actor", "State"], "properties": {"id": "FRA", "name": "France"}}
EDGE = {"type": "SIGNED", "source": "FRA", "target": "uncc", "properties": {"date": dt.date(2025, 10, 25)}}


@pytest.mark.parametrize(
    ("message", "line", "column"),
    [
        ("line 2, column 5: SET writes, and this door only reads.", 2, 5),
        ("Unexpected input 'RETUN' at line 1, column 17\n  MATCH (t) RETUN t\n            ^", 1, 17),
        ("Syntax error at line 2:0 - mismatched input 'RETURN'", 2, 1),
        ("Invalid input 'x': expected y (line 3, column 7 (offset: 40))", 3, 7),
        ("UndefinedVariable: Variable 'x' not defined", 2, 8),
        ("Variable `x` not defined", 2, 8),
        ("/ by zero", 0, 0),
    ],
)
def test_an_error_says_where_it_is(message: str, line: int, column: int) -> None:
    found = trouble_of("MATCH (t) // x\nRETURN x", message)
    assert (found.line, found.column) == (line, column)
    assert "\n" not in found.message and "^" not in found.message


def test_long_lists_of_what_was_expected_are_cut() -> None:
    found = trouble_of(
        "RETURN 'abc", "Syntax error at line 1:7 - extraneous input ''', expected: one of A, B, C, D, E, F or 315 more"
    )
    assert found.message.endswith("expected: one of A, B, C, D, …")


def test_parameters_are_found_outside_texts_and_comments() -> None:
    text = "MATCH (t {id: $a}) // $b\nWHERE t.x = '$c' AND t.y > $on OR t.z = $a RETURN t"
    assert parameter_names(text) == ["a", "on"]


def test_an_answer_can_be_drawn_whether_it_holds_things_relationships_or_ids() -> None:
    graph = catalogue()
    table = Table(
        ["a", "r", "id", "n"],
        [{"a": NODE, "r": EDGE, "id": "uncc/art_7", "n": 3}, {"a": [NODE], "r": None, "id": "nowhere", "n": 1}],
    )
    found = drawn(table, graph)
    assert found.things == ("FRA", "uncc", "uncc/art_7")
    assert found.relationships == {("FRA", "SIGNED", "uncc")}


def test_an_answer_reads_back_from_csv_and_json() -> None:
    table = Table(["state", "date", "list"], [{"state": NODE, "date": dt.date(2025, 10, 25), "list": ["a", "b"]}])
    rows = list(csv.reader(io.StringIO(as_csv(table))))
    assert rows == [["state", "date", "list"], ["France", "2025-10-25", "a, b"]]
    assert json.loads(as_json(table))[0]["date"] == "2025-10-25"
    assert cell(EDGE) == "FRA SIGNED uncc"
    assert cell({"nodes": [NODE, NODE], "relationships": [EDGE]}) == "France → France"


def test_a_query_is_answered_or_its_trouble_told(catalogue: Store) -> None:
    good = ask(catalogue, "MATCH (t:Treaty) RETURN t.id AS id ORDER BY id", {}, limit=3)
    assert good.trouble is None
    assert len(good.table.rows) == 3 and good.table.truncated
    bad = ask(catalogue, "MATCH (t:Treaty)\nSET t.x = 1", {}, limit=3)
    assert bad.trouble == Trouble("line 2, column 1: SET writes, and this door only reads.", 2, 1)
    assert ask(catalogue, "MATCH (t:Treaty)\nRETURN nothing", {}, limit=3).trouble is not None
