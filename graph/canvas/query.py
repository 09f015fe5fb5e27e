"""The Cypher that gives what a canvas shows, so that a view can be taken on in the console or in any Bolt tool."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.projection import Projection
from ontology.schema import Schema, Value


@dataclass(frozen=True)
class ViewQuery:
    """A query with its parameters. Its rows are `a`, `r`, `b`: two things and a relationship from the first to the second."""

    cypher: str
    parameters: dict[str, Value]

    def inline(self) -> str:
        """The query with its parameters written into it, to paste where parameters cannot be given."""
        return re.sub(r"\$(\w+)", lambda found: _literal(self.parameters[found[1]]), self.cypher)


def relationships_between(
    schema: Schema,
    ids: Iterable[str],
    *,
    types: Collection[str] = (),
    reviews: Collection[str] = (),
    on: dt.date | None = None,
) -> ViewQuery:
    """The relationships between some things. `types`, `reviews`, `on`: only those; empty or None: all.

    A relationship holds on a day from its first date on and until before its end, as `projection.holds_on` has it.
    """
    parameters: dict[str, Value] = {"ids": list(ids)}
    conditions = ["a.id IN $ids", "b.id IN $ids"]
    if types:
        conditions.append("type(r) IN $types")
        parameters["types"] = sorted(types)
    if reviews:
        conditions.append("r.review IN $reviews")
        parameters["reviews"] = sorted(reviews)
    if on:
        conditions += [
            "(coalesce(r.since, r.effective, r.date, r.date_from) IS NULL OR coalesce(r.since, r.effective, r.date, r.date_from) <= $on)",
            "(r.until IS NULL OR r.until > $on)",
        ]
        parameters["on"] = on
    lines = "\n  AND ".join(conditions)
    cypher = f"MATCH (a:{schema.root})-[r]->(b:{schema.root})\nWHERE {lines}\nRETURN a, r, b"
    return ViewQuery(cypher, parameters)


def path_query(graph: Projection, nodes: Collection[str], types: Iterable[str]) -> ViewQuery:
    """The query that follows one path: the things in order, joined by relationships of the types the path took."""
    names = [f"n{i}" for i in range(len(nodes))]
    steps = [f"-[r{i}:{type_}]-" for i, type_ in enumerate(types)]
    pattern = "".join(
        f"({name}:{graph.schema.root} {{id: ${name}}}){step}" for name, step in zip(names, [*steps, ""], strict=True)
    )
    parameters: dict[str, Value] = dict(zip(names, nodes, strict=True))
    return ViewQuery(f"MATCH path = {pattern}\nRETURN path", parameters)


def _literal(value: Value) -> str:
    """A value as Cypher writes it."""
    if isinstance(value, list):
        return "[" + ", ".join(_literal(item) for item in value) + "]"
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return str(value)
