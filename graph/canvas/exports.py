"""A part of the graph as a file for other tools: JSON, GraphML, CSV (two tables in a zip)."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence

import networkx as nx

from graph.projection import Projection
from graph.records import Edge
from graph.values import jsonable
from ontology.schema import Value


def to_json(graph: Projection, ids: Sequence[str], edges: Iterable[Edge]) -> bytes:
    """`{nodes: [{id, labels, properties}], relationships: [{type, source, target, properties}]}`, as the command line prints them."""
    schema = graph.schema
    document = {
        "nodes": [
            {
                "id": id_,
                "labels": schema.shown(schema.classes[graph.nodes[id_].label].labels),
                "properties": graph.nodes[id_].properties,
            }
            for id_ in ids
        ],
        "relationships": [
            {"type": e.type, "source": e.start, "target": e.end, "properties": e.properties} for e in edges
        ],
    }
    return json.dumps(jsonable(document), ensure_ascii=False, indent=2).encode()


def to_graphml(graph: Projection, ids: Sequence[str], edges: Iterable[Edge]) -> bytes:
    """GraphML with every property as an attribute; lists and dates as texts."""
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id_ in ids:
        found.add_node(id_, label=graph.nodes[id_].label, **_flat(graph.nodes[id_].properties.items()))
    for edge in edges:
        found.add_edge(edge.start, edge.end, type=edge.type, **_flat(edge.properties.items()))
    out = io.BytesIO()
    nx.write_graphml(found, out)
    return out.getvalue()


def to_csv(graph: Projection, ids: Sequence[str], edges: Iterable[Edge]) -> bytes:
    """A zip with `nodes.csv` and `relationships.csv`; a column for each property that occurs."""
    nodes = [{"id": id_, "label": graph.nodes[id_].label, **_flat(graph.nodes[id_].properties.items())} for id_ in ids]
    rows = [{"source": e.start, "type": e.type, "target": e.end, **_cited(e)} for e in edges]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nodes.csv", _table(nodes, ("id", "label", "name")))
        archive.writestr("relationships.csv", _table(rows, ("source", "type", "target")))
    return out.getvalue()


def _cited(edge: Edge) -> dict[str, str | int | float | bool]:
    """An edge's properties; its source is `cited` here, since `source` is the end it leaves from."""
    properties = _flat(edge.properties.items())
    return {("cited" if name == "source" else name): value for name, value in properties.items()}


def _flat(properties: Iterable[tuple[str, Value]]) -> dict[str, str | int | float | bool]:
    return {
        name: value
        if isinstance(value, int | float | bool)
        else "; ".join(value)
        if isinstance(value, list)
        else str(value)
        for name, value in properties
        if value is not None
    }


def _table(rows: Sequence[dict[str, str | int | float | bool]], first: Sequence[str]) -> str:
    columns = [*first, *sorted({name for row in rows for name in row} - set(first))]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _safe(value: str | int | float | bool) -> str | int | float | bool:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "@", "\t")) else value
