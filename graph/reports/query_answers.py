"""What comes of an analyst's query: its answer with the time it took, or what is wrong and where; and its things as a graph."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from graph.errors import QueryError
from graph.projection import Projection
from graph.store import TIME_LIMIT, Store, Table
from graph.store.guard import tokens
from graph.values import Plain, jsonable

_PLACES = (
    (re.compile(r"line (\d+), column (\d+)"), 1),
    (re.compile(r"line (\d+):(\d+)"), 0),
)
_NAMES = re.compile(r"(?:Variable|function|procedure|parameter\(s\):?)\s+[`']?([\w.]+)[`']?")
_TOO_MANY = re.compile(r"(expected:? (?:one of )?)((?:[^,]+, ){4})[^,].*?or \d+ more")


@dataclass(frozen=True)
class Trouble:
    """Why a query gave no answer, in a line, and the place in its text (1 = first; line 0: not known)."""

    message: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Answer:
    """The table of a query and the seconds it took; `trouble` in place of a table where it failed."""

    table: Table
    seconds: float
    trouble: Trouble | None = None


def ask(
    store: Store, cypher: str, parameters: Mapping[str, object], *, limit: int, timeout: float = TIME_LIMIT
) -> Answer:
    """Run a query that only reads. What is wrong with it comes as `trouble`; StoreError where the store fails."""
    began = time.perf_counter()
    try:
        table = store.query(cypher, parameters, limit=limit, timeout=timeout)
    except QueryError as error:
        return Answer(Table([], []), time.perf_counter() - began, trouble_of(cypher, str(error)))
    return Answer(table, time.perf_counter() - began)


def trouble_of(cypher: str, message: str) -> Trouble:
    """An engine's message in one line, with the place it names; where it names a variable or the like, the place of that."""
    line = " ".join(part.strip() for part in message.splitlines() if part.strip(" ^") and part.strip() not in cypher)
    said = _TOO_MANY.sub(r"\1\2…", line) or message
    for pattern, first in _PLACES:
        if found := pattern.search(message):
            return Trouble(said, int(found[1]), int(found[2]) + 1 - first)
    if found := _NAMES.search(message):
        return Trouble(said, *_place(cypher, found[1]))
    return Trouble(said)


def _place(cypher: str, name: str) -> tuple[int, int]:
    """The line and column of the last place where a name stands in a query, comments and quoted texts apart; (0, 0) for none."""
    offsets = [
        token.offset for token in tokens(cypher) if token.kind in ("word", "quoted") and token.text.strip("`") == name
    ]
    if not offsets:
        return 0, 0
    before = cypher[: offsets[-1]]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def parameter_names(cypher: str) -> list[str]:
    """The parameters that a query uses, in the order in which they come."""
    found = list(tokens(cypher))
    return list(
        dict.fromkeys(word.text for dollar, word in pairwise(found) if dollar.text == "$" and word.kind == "word")
    )


# ------------------------------------------------------------------ the answer in other forms


@dataclass(frozen=True)
class Drawn:
    """What of an answer can be drawn: ids of things, and the (start, type, end) of relationships where it has any."""

    things: tuple[str, ...]
    relationships: frozenset[tuple[str, str, str]]


def drawn(table: Table, graph: Projection) -> Drawn:
    """The things in an answer, those named only by their id among them, and its relationships."""
    things: dict[str, None] = {}
    relationships: set[tuple[str, str, str]] = set()
    for value in (value for row in table.rows for value in row.values()):
        for found in _walk(value):
            if isinstance(found, str):
                if found in graph.nodes:
                    things[found] = None
            else:
                relationships.add(found)
                things.update(dict.fromkeys(id_ for id_ in (found[0], found[2]) if id_ in graph.nodes))
    return Drawn(tuple(things), frozenset(relationships))


def _walk(value: Plain) -> Iterator[str | tuple[str, str, str]]:
    """Ids (as texts) and relationships in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, Mapping):
        if value.keys() == {"id", "labels", "properties"}:
            yield str(value["id"])
        elif value.keys() == {"type", "source", "target", "properties"}:
            yield str(value["source"]), str(value["type"]), str(value["target"])
        else:
            for item in value.values():
                yield from _walk(item)


def cell(value: Plain) -> Plain:
    """A value as one cell of a table: things by name, relationships by type, lists and maps as JSON."""
    if isinstance(value, Mapping):
        if value.keys() == {"id", "labels", "properties"}:
            return str(value["properties"].get("name") or value["id"])
        if value.keys() == {"type", "source", "target", "properties"}:
            return f"{value['source']} {value['type']} {value['target']}"
        if value.keys() == {"nodes", "relationships"}:
            return " → ".join(str(cell(node)) for node in value["nodes"])
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return ", ".join(map(str, value))
    return json.dumps(jsonable(value), ensure_ascii=False) if isinstance(value, list | Mapping) else value


def as_csv(table: Table) -> str:
    """The answer as CSV (RFC 4180) with a header."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([cell(row[column]) for column in table.columns] for row in table.rows)
    return out.getvalue()


def as_json(table: Table) -> str:
    """The answer as a JSON array of rows, as `treatygraph query --json` gives it."""
    return json.dumps(jsonable(table.rows), ensure_ascii=False, indent=2)
