"""Two tables in a folder, nodes and relationships, for notebooks: Parquet (.parquet) or Arrow IPC (.arrow), typed as the ontology says.

pyarrow is imported only where it is used: it takes a third of a second, which other formats should not pay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.interchange.content import Content
from ontology.schema import Schema

if TYPE_CHECKING:
    import pyarrow as pa

EXTENSIONS = (".parquet", ".arrow")
ROWS_AT_ONCE = 10_000
_TYPES = {str: "string", int: "int64", float: "float64", bool: "bool", dt.date: "date32"}
Row = dict[str, Any]


def write(content: Content, path: Path) -> None:
    """Write `nodes` (id, label and all properties) and `relationships` (start, end, type and all properties) into a folder."""
    path.mkdir(parents=True, exist_ok=True)
    nodes, edges = table_schemas(content.schema)
    with content.held():
        rows: Iterable[Row] = ({"id": n.id, "label": n.label, **n.properties} for n in content.nodes())
        _write(rows, nodes, path / f"nodes{path.suffix.lower()}")
        rows = ({"start": e.start, "end": e.end, "type": e.type, **e.properties} for e in content.edges())
        _write(rows, edges, path / f"relationships{path.suffix.lower()}")


def table_schemas(schema: Schema) -> tuple[pa.Schema, pa.Schema]:
    """The columns of the two tables."""
    import pyarrow as pa

    types = {kind: pa.type_for_alias(name) for kind, name in _TYPES.items()}
    found = []
    for first, specs in (
        (("id", "label"), schema.classes.values()),
        (("start", "end", "type"), schema.relationships.values()),
    ):
        columns = {name: pa.string() for name in first}
        for spec in specs:
            for name, p in sorted(spec.properties.items()):
                columns.setdefault(name, pa.list_(types[p.type]) if p.many else types[p.type])
        found.append(pa.schema(list(columns.items())))
    return found[0], found[1]


def _write(rows: Iterable[Row], schema: pa.Schema, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.suffix == ".arrow":
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema) as writer:
            for batch in batches(rows, schema):
                writer.write_batch(batch)
    else:
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for batch in batches(rows, schema):
                writer.write_batch(batch)


def batches(rows: Iterable[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows as Arrow batches."""
    import pyarrow as pa

    waiting = iter(rows)
    while chunk := list(islice(waiting, ROWS_AT_ONCE)):
        yield pa.RecordBatch.from_pylist(chunk, schema=schema)
