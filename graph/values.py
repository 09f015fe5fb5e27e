"""Values that come back over Bolt, as plain Python and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import neo4j.graph
import neo4j.time

from ontology.schema import Schema

Plain = Any  # str, int, float, bool, date, None, and lists and dicts of these


class Plainer:
    """Turns driver values into plain ones. `ends` gives the id of a node by its element id, filled from what is seen."""

    def __init__(self, schema: Schema, ends: Mapping[str, str] | None = None) -> None:
        self.schema = schema
        self.ends = dict(ends or {})

    def plain(self, value: object) -> Plain:
        """Nodes as `{id, labels, properties}`, relationships as `{type, source, target, properties}`, dates as `date`."""
        if isinstance(value, neo4j.graph.Node):
            return self._node(value)
        if isinstance(value, neo4j.graph.Relationship):
            return self._relationship(value)
        if isinstance(value, neo4j.graph.Path):
            nodes, steps = [self._node(n) for n in value.nodes], [self._relationship(r) for r in value.relationships]
            return {"nodes": nodes, "relationships": steps}
        if isinstance(value, list):
            return [self.plain(item) for item in value]
        if isinstance(value, Mapping):
            return {str(key): self.plain(item) for key, item in value.items()}
        return plain_scalar(value)

    def _node(self, node: neo4j.graph.Node) -> dict[str, Plain]:
        properties = {key: plain_scalar(item) for key, item in sorted(node.items())}
        return {"id": properties.get("id"), "labels": self.schema.shown(node.labels), "properties": properties}

    def _relationship(self, relationship: neo4j.graph.Relationship) -> dict[str, Plain]:
        return {
            "type": relationship.type,
            "source": self._end(relationship.start_node),
            "target": self._end(relationship.end_node),
            "properties": {key: plain_scalar(item) for key, item in sorted(relationship.items())},
        }

    def _end(self, node: neo4j.graph.Node | None) -> str | None:
        if node is None:
            return None
        return str(node["id"]) if "id" in node else self.ends.get(node.element_id)


def unnamed_ends(values: Iterable[object]) -> set[str]:
    """Element ids of nodes that relationships in `values` end at but that were not themselves returned."""
    missing: set[str] = set()
    for value in values:
        if isinstance(value, neo4j.graph.Relationship):
            missing |= {n.element_id for n in (value.start_node, value.end_node) if n is not None and "id" not in n}
        elif isinstance(value, neo4j.graph.Path):
            missing |= unnamed_ends(value.relationships)
        elif isinstance(value, list):
            missing |= unnamed_ends(value)
        elif isinstance(value, Mapping) and not isinstance(value, neo4j.graph.Node):
            missing |= unnamed_ends(value.values())
    return missing


def plain_scalar(value: object) -> Plain:
    """Dates of the driver as dates of Python; other temporal values as ISO text; lists item by item."""
    if isinstance(value, neo4j.time.Date):
        return value.to_native()
    if isinstance(value, neo4j.time.DateTime | neo4j.time.Time):
        return value.iso_format()
    if isinstance(value, neo4j.time.Duration):
        return str(value)
    if isinstance(value, list):
        return [plain_scalar(item) for item in value]
    return value


def jsonable(value: object) -> Plain:
    """The value with dates as ISO texts, for `json.dumps`."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [jsonable(item) for item in value]
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return str(value)
