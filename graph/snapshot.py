"""What was read from a store last, kept beside it: reading one file takes a tenth of the time that reading the store does.

A snapshot holds for one revision and one vocabulary. It is written only for a store in a folder, for its owner alone, and holds
nothing but texts, numbers, dates and lists of these: reading one can run no code. Whatever is wrong with it, the store is read.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import pickle
import zlib
from collections.abc import Mapping
from pathlib import Path

from graph.records import Edge, Node, Place
from ontology.schema import Schema, Value

FORMAT = 1
_NAME = "projection.snapshot"
_SUM = 4  # bytes
_STORED = Place("the store")
Records = tuple[dict[str, Node], tuple[Edge, ...]]


def load_snapshot(location: str, revision: str, schema: Schema) -> Records | None:
    """Nodes by id and relationships as they were kept for that revision; None where there is no such snapshot, or a damaged one."""
    path = Path(location) / _NAME
    try:
        content = path.read_bytes()
        head, body = content[:_SUM], memoryview(content)[_SUM:]
        if int.from_bytes(head, "big") != zlib.crc32(body):
            return None
        key, nodes, edges = _Plain(io.BytesIO(body)).load()
    except (OSError, EOFError, ValueError, TypeError, pickle.UnpicklingError):
        return None
    if key != _key(revision, schema):
        return None
    found = {id_: Node(label, id_, properties, _STORED) for label, id_, properties in nodes}
    return found, tuple(Edge(type_, start, end, own, _STORED) for type_, start, end, own in edges)


def keep_snapshot(location: str, revision: str, schema: Schema, records: Records) -> None:
    """Keep what was read, in place of what was kept before. Where the folder cannot be written nothing is kept."""
    folder, (nodes, edges) = Path(location), records
    if not folder.is_dir() or not revision:
        return
    once = _Once()
    rows = (
        _key(revision, schema),
        [(once(n.label), once(n.id), once.all(n.properties)) for n in nodes.values()],
        [(once(e.type), once(e.start), once(e.end), once.all(e.properties)) for e in edges],
    )
    body = pickle.dumps(rows, protocol=5)
    try:
        _write(folder / _NAME, zlib.crc32(body).to_bytes(_SUM, "big") + body)
    except OSError:
        return


def _key(revision: str, schema: Schema) -> tuple[int, str, str]:
    return FORMAT, revision, ",".join([*sorted(schema.classes), *sorted(schema.relationships)])


def _write(path: Path, content: bytes) -> None:
    """Write as a whole, for the owner alone."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class _Once:
    """Gives equal texts as one object: the file then holds each once, and so does memory after it is read."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        return self._texts.setdefault(text, text)

    def all(self, properties: Mapping[str, Value]) -> dict[str, Value]:
        return {self(name): self(value) if type(value) is str else value for name, value in properties.items()}


class _Plain(pickle.Unpickler):
    """Reads plain values and dates, and refuses everything else."""

    def find_class(self, module: str, name: str) -> type[dt.date]:
        if (module, name) != ("datetime", "date"):
            raise pickle.UnpicklingError(f"a snapshot holds no {module}.{name}")
        return dt.date
