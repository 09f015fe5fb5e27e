"""Read curated tables (CSV and TOML) row by row, each row with its place, each cell as the ontology types it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.checks import suggestion
from graph.records import Batch, Place
from ontology.schema import PropertySpec, Value

LIST_SEPARATOR = ";"


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by column (text in CSV, typed values in TOML) and where it stands."""

    cells: Mapping[str, object]
    place: Place

    def text(self, column: str) -> str:
        """A cell as text; empty where it is absent."""
        return str(self.cells.get(column, "")).strip()


def read_rows(path: Path, shown_as: str, batch: Batch) -> Iterator[Row]:
    """The rows of a `.csv` or `.toml` table. What cannot be read is refused in `batch`, under the name `shown_as`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        batch.refuse(Place(shown_as), f"not UTF-8: {error.reason} at byte {error.start}")
        return
    if path.suffix == ".toml":
        yield from _toml_rows(text, path.stem, shown_as, batch)
    else:
        yield from _csv_rows(text, shown_as, batch)


def _csv_rows(text: str, shown_as: str, batch: Batch) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            place = Place(shown_as, line)
            line = reader.line_num + 1
            if not header:
                header = [cell.strip() for cell in cells]
            elif len(cells) != len(header):
                if cells:
                    batch.refuse(place, f"expected {len(header)} cells ({', '.join(header)}), found {len(cells)}")
            else:
                yield Row(dict(zip(header, cells, strict=True)), place)
    except csv.Error as error:
        batch.refuse(Place(shown_as, line), f"not well-formed CSV: {error}")


def _toml_rows(text: str, stem: str, shown_as: str, batch: Batch) -> Iterator[Row]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        batch.refuse(Place(shown_as), f"not well-formed TOML: {error}")
        return
    heads = [i for i, content in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{stem}\s*\]\]", content)]
    for key in document.keys() - {stem}:
        batch.refuse(Place(shown_as), f"unknown table {key!r}: this file holds [[{stem}]] only")
    entries = document.get(stem, [])
    if not isinstance(entries, list) or len(entries) != len(heads):
        batch.refuse(Place(shown_as), f"expected an array of tables [[{stem}]]")
        return
    for entry, line in zip(entries, heads, strict=True):
        yield Row(entry, Place(shown_as, line))


def typed_values(
    row: Row, specs: Mapping[str, PropertySpec], owner: str, ignored: set[str]
) -> tuple[dict[str, Value], list[str]]:
    """The row's cells as typed properties, and what is wrong with them. Empty cells are absent properties."""
    values: dict[str, Value] = {}
    problems: list[str] = []
    for column, cell in row.cells.items():
        if column in ignored or cell is None or cell == "":
            continue
        if column not in specs:
            problems.append(f"{owner} has no column {column!r}{suggestion(column, specs)}")
            continue
        try:
            value = parse_cell(cell, specs[column])
        except ValueError as error:
            problems.append(f"{column}: {error}")
        else:
            if value not in ("", []):
                values[column] = value
    return values, problems


def parse_cell(cell: object, spec: PropertySpec) -> Value:
    """One cell as the property's type. ValueError says what was expected."""
    if spec.many:
        items = cell if isinstance(cell, list) else str(cell).split(LIST_SEPARATOR)
        return [text for item in items if (text := str(item).strip())]
    if not isinstance(cell, str):
        return _as_is(cell, spec)
    text = cell.strip()
    if spec.type is str:
        return text
    if spec.type is bool:
        return _parse_bool(text)
    if spec.type is dt.date:
        return parse_date(text)
    try:
        return spec.type(text)  # type: ignore[no-any-return]  # int or float: the remaining types of the ontology
    except ValueError:
        raise ValueError(f"expected {'a whole number' if spec.type is int else 'a number'}, found {text!r}") from None


def _as_is(cell: object, spec: PropertySpec) -> Value:
    """A TOML value has its type already; the record check says whether it is the right one."""
    if isinstance(cell, dt.datetime) or not isinstance(cell, str | int | float | bool | dt.date):
        raise ValueError(f"expected {spec.type.__name__}, found {cell!r}")
    return cell


def _parse_bool(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"expected true or false, found {text!r}")
    return text == "true"


def parse_date(text: str) -> dt.date:
    """An ISO date. ValueError where it is anything else, or a day that does not exist."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f"expected a date (YYYY-MM-DD), found {text!r}")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no day {text}") from None
