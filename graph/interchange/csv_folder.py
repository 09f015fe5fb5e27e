"""A folder of CSV files (.csv, or a path without extension) in the form that `neo4j-admin database import` reads.

One file for each class and each type of relationship, with typed heads, `import.txt` with the command, and `load.cypher`, which loads the same files
into a Neo4j that is running. Lists are separated by the control character U+001F, which no text of ours contains. A text stands in quotes even where
it is empty; an absent value does not.
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
_CONVERSIONS = {int: "toInteger", float: "toFloat", bool: "toBoolean", dt.date: "date"}
_ID, _ENDS = "id:ID", (":START_ID", ":END_ID")
_SCRIPT_HEAD = """// Loads these files into an empty database of a Neo4j that is running (5.23 or later): cypher-shell --file load.cypher
// They must lie in its import folder. Where a text has a backslash before a quote or another backslash, its setting
// db.import.csv.legacy_quote_escaping must be false.
"""


def write(content: Content, path: Path) -> None:
    """Write a file for every class and type of the ontology, also where it has no rows, so that a folder can be written again."""
    path.mkdir(parents=True, exist_ok=True)
    schema = content.schema
    columns = {label: _columns(spec.properties, {"id"}) for label, spec in schema.classes.items()}
    links = {type_: _columns(spec.properties, set()) for type_, spec in schema.relationships.items()}
    with ExitStack() as stack, content.held():
        files = {name: stack.enter_context(_open(path, name)) for name in (*columns, *links)}
        for label, specs in columns.items():
            _row(files[label], [f'"{_ID}"', *(f'"{_head(p)}"' for p in specs.values())])
        for type_, specs in links.items():
            _row(files[type_], [*(f'"{end}"' for end in _ENDS), *(f'"{_head(p)}"' for p in specs.values())])
        for node, edges in content.things():
            _row(files[node.label], [_cell(node.id), *_cells(node.properties, columns[node.label])])
            for edge in edges:
                _row(files[edge.type], [_cell(edge.start), _cell(edge.end), *_cells(edge.properties, links[edge.type])])
    (path / "import.txt").write_text(_command(schema), encoding="utf-8")
    (path / "load.cypher").write_text(_script(schema, columns, links), encoding="utf-8")


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


def _script(
    schema: Schema, nodes: Mapping[str, Mapping[str, PropertySpec]], edges: Mapping[str, Mapping[str, PropertySpec]]
) -> str:
    """How to load the folder into a Neo4j that is running, file by file. LOAD CSV knows only texts, so every value is converted."""
    found = [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in schema.key_labels
    ]
    for label, specs in nodes.items():
        values = ", ".join([f"id: row.`{_ID}`", *map(_conversion, specs.values())])
        found.append(_load(label, f"CREATE (:{':'.join(schema.classes[label].labels)} {{{values}}})"))
    ends = " ".join(f"MATCH ({n}:{schema.root} {{id: row.`{end}`}})" for n, end in zip("ab", _ENDS, strict=True))
    for type_, specs in edges.items():
        values = ", ".join(map(_conversion, specs.values()))
        found.append(_load(type_, f"{ends} CREATE (a)-[:{type_} {{{values}}}]->(b)"))
    return _SCRIPT_HEAD + "".join(f"{statement};\n" for statement in found)


def _load(name: str, write: str) -> str:
    return f"LOAD CSV WITH HEADERS FROM 'file:///{name}.csv' AS row CALL (row) {{ {write} }} IN TRANSACTIONS"


def _conversion(spec: PropertySpec) -> str:
    cell = f"row.`{_head(spec)}`"
    if spec.many:
        return f"{spec.name}: split({cell}, '\\u001F')"
    function = _CONVERSIONS.get(spec.type)
    return f"{spec.name}: {function}({cell})" if function else f"{spec.name}: {cell}"
