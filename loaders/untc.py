"""Tables of participants as copied from the UN Treaty Collection into CSV: `Participant`, then columns of acts.

The heads and the letters after dates are those of the depositary's own tables (`loaders.acts`).
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

from graph.records import Batch, Node, Place, Refusal
from loaders.acts import NOTICE, PROVISIONAL, UNKNOWN, Column, UnreadableCellError, column
from loaders.known import Known
from loaders.participation import Recorder, Statement
from loaders.prose_articles import named_articles
from ontology.schema import Schema, Terms, Value

MAX_FILE_BYTES = 16 * 1024 * 1024
_NUMBER = re.compile(r"^([IVXLC]{1,8}(?:-[A-Z])?-\d{1,3}(?:-[a-z]{1,2})?)(?=[_.\s]|$)")
_FIRST = ("participant", "state", "country", "party")


def load_untc(
    path: Path, schema: Schema, known: Known, treaty: str | None = None, *, as_of: dt.date | None = None
) -> Batch:
    """The acts in a CSV table of participants.

    `treaty`: the id of the treaty in the graph; without it, the number with which the file's name begins
    (`XVIII-12_untoc.csv`) finds it. `as_of`: the day as at which the table stood. Rows and cells that cannot be used
    are in the batch's `refused`, with their line.
    """
    number = _NUMBER.match(path.name)
    treaty = treaty or (known.treaty("untc", number[1]) if number else None)
    name = number[1] if number else treaty or path.stem
    batch = Batch(f"untc:{name}")
    if treaty is None:
        batch.refuse(
            Place(str(path)),
            f"which treaty? {path.name!r} does not begin with a number that the graph knows, such as XVIII-12; name its id",
        )
        return batch
    data = _bytes(path, batch)
    if data is not None:
        source = f"untc:{name}/table"
        _add_source(batch, schema, source, name, path, hashlib.sha256(data).hexdigest(), as_of)
        _read(data, path, Recorder(schema, known, batch, treaty, source, as_of))
    return batch


def _bytes(path: Path, batch: Batch) -> bytes | None:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            batch.refuse(Place(str(path)), f"larger than {MAX_FILE_BYTES:,} bytes: no table of participants is")
            return None
        return path.read_bytes()
    except OSError as error:
        batch.refuse(Place(str(path)), f"cannot be opened: {error.strerror}")
        return None


def _add_source(
    batch: Batch, schema: Schema, source: str, name: str, path: Path, sha256: str, as_of: dt.date | None
) -> None:
    properties: dict[str, Value] = {
        "name": f"Table of participants, {name}",
        "title": f"UN Treaty Collection, table of participants of {name}, as copied into {path.name}",
        "publisher": "United Nations, Office of Legal Affairs",
        "licence": "United Nations terms of use",
        "sha256": sha256,
    }
    if as_of:
        properties["retrieved"] = as_of
    batch.nodes.append(Node(Terms(schema).Source, source, properties, Place(str(path))))


def _read(data: bytes, path: Path, recorder: Recorder) -> None:
    text = _text(data, path, recorder.batch)
    rows = _rows(text, path, recorder.batch)
    head = next(rows, None)
    if head is None:
        recorder.batch.refuse(Place(str(path)), "the file is empty")
        return
    columns = _columns(head[1], path, recorder.batch)
    if not columns:
        return
    drafts: list[Statement] = []
    for line, cells in rows:
        drafts += _row(Place(str(path), line), cells, columns, recorder)
    recorder.statements(drafts, "untc")


def _text(data: bytes, path: Path, batch: Batch) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        batch.repaired.append(Refusal(Place(str(path), line), "not UTF-8: read as Windows-1252"))
        return data.decode("cp1252", errors="replace")


def _rows(text: str, path: Path, batch: Batch) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [" ".join(cell.split()) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        batch.refuse(Place(str(path), line), f"not well-formed CSV: {error}")


def _columns(head: list[str], path: Path, batch: Batch) -> list[Column]:
    if len(head) < 2 or not head[0].lower().startswith(_FIRST):
        batch.refuse(
            Place(str(path), 1),
            f"expected a first column 'Participant' and columns of acts, found {', '.join(head)[:120]!r}",
        )
        return []
    columns = [column(cell) for cell in head[1:]]
    if all(c.purpose == UNKNOWN for c in columns):
        batch.refuse(
            Place(str(path), 1), f"no column head names an act (such as 'Signature'): {', '.join(head)[:120]!r}"
        )
        return []
    for unknown in (c.head for c in columns if c.purpose == UNKNOWN):
        batch.refuse(Place(str(path), 1), f"the column {unknown!r} names no act that is known, and is not read")
    return columns


def _row(place: Place, cells: list[str], columns: list[Column], recorder: Recorder) -> Iterator[Statement]:
    """Record the acts of a row; those that are no consent to be bound are given back as statements."""
    name = re.sub(
        r"\s+\d{1,2}(?:\s*,\s*\d{1,2})*$", "", cells[0]
    )  # the mark of an end note, which a copy keeps as a number
    locator = f"table of participants, {name}"
    actor = recorder.actor(name, place, locator)
    if actor is None:
        return
    if len(cells) != len(columns) + 1:
        recorder.batch.refuse(place, f"{name}: {len(cells)} cells, expected {len(columns) + 1}")
        return
    if not any(cells[1:]):
        recorder.batch.refuse(place, f"{name}: the row has no act")
    for head, cell in zip(columns, cells[1:], strict=True):
        if not cell or head.purpose == UNKNOWN:
            continue
        try:
            act = head.act(cell)
        except UnreadableCellError as problem:
            recorder.batch.refuse(place, f"{name}: {problem}")
            continue
        if act.purpose in (PROVISIONAL, NOTICE):
            yield recorder.notified(actor, act, head.head, locator, place, "", named_articles(head.head))
        else:
            recorder.act(actor, act, locator, place)
