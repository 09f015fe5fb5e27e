"""A folder of CSV files (.csv, or a path without extension) in the form that `neo4j-admin database import` reads.

One file for each class and each type of relationship, with typed heads, and `import.txt` with the command. Lists are separated by the control
character U+001F, which no text of ours contains. A text stands in quotes even where it is empty; an absent value does not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from graph.interchange.content import Content
from ontology.schema import PropertySpec, Schema, Value

EXTENSIONS = (".csv",)
SEPARATOR = "\x1f"
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean", dt.date: "date"}
_ENDS = (":START_ID", ":END_ID")


def write(content: Content, path: Path) -> None:
    """Write a file for every class and type of the ontology, also where it has no rows, so that a folder can be written again."""
    path.mkdir(parents=True, exist_ok=True)
    schema = content.schema
    columns = {label: _columns(spec.properties, {"id"}) for label, spec in schema.classes.items()}
    links = {type_: _columns(spec.properties, set()) for type_, spec in schema.relationships.items()}
    with ExitStack() as stack, content.held():
        files = {name: stack.enter_context(_open(path, name)) for name in (*columns, *links)}
        for label, specs in columns.items():
            _row(files[label], ['"id:ID"', *(f'"{_head(p)}"' for p in specs.values())])
        for type_, specs in links.items():
            _row(files[type_], [*(f'"{end}"' for end in _ENDS), *(f'"{_head(p)}"' for p in specs.values())])
        for node in content.nodes():
            _row(files[node.label], [_cell(node.id), *_cells(node.properties, columns[node.label])])
        for edge in content.edges():
            _row(files[edge.type], [_cell(edge.start), _cell(edge.end), *_cells(edge.properties, links[edge.type])])
    (path / "import.txt").write_text(_command(schema), encoding="utf-8")


def _open(folder: Path, name: str) -> TextIO:
    return (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")


def _columns(specs: Mapping[str, PropertySpec], without: set[str]) -> dict[str, PropertySpec]:
    return {name: spec for name, spec in sorted(specs.items()) if name not in without}


def _head(spec: PropertySpec) -> str:
    return f"{spec.name}:{_TYPES[spec.type]}{'[]' if spec.many else ''}"


def _cells(properties: Mapping[str, Value], columns: Mapping[str, PropertySpec]) -> list[str]:
    return [_cell(properties.get(name)) for name in columns]


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = SEPARATOR.join(value)
    text = (
        str(value).lower()
        if isinstance(value, bool)
        else value.isoformat()
        if isinstance(value, dt.date)
        else str(value)
    )
    return f'"{text.replace(chr(34), chr(34) * 2)}"'


def _row(file: TextIO, cells: list[str]) -> None:
    file.write(",".join(cells) + "\n")


def _command(schema: Schema) -> str:
    """How to import the folder into an empty Neo4j."""
    options = ["--multiline-fields=true", "--array-delimiter=U+001F"]
    options += [f"--nodes={':'.join(spec.labels)}={label}.csv" for label, spec in schema.classes.items()]
    options += [f"--relationships={type_}={type_}.csv" for type_ in schema.relationships]
    return "neo4j-admin database import full neo4j \\\n  " + " \\\n  ".join(options) + "\n"
