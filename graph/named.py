"""Named queries: every `.cypher` file in `graph/queries/`, with a title, what it answers, and its parameters.

A file begins with comments that say so:

    // title: Who is bound by a treaty
    // answers: Each party with the day since which the treaty is in force for it.
    // param treaty: id of a treaty = 'uncc'
    // param on: day, as YYYY-MM-DD = today
    MATCH ...

The default after `=` is a text in quotes, a whole number, true, false, or `today`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graph.checks import suggestion
from graph.errors import UnknownThingError

FOLDER = Path(__file__).parent / "queries"
_HEADER = re.compile(r"^//\s*(title|answers|param)\s*(\w*)\s*:\s*(.*)$")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

ParameterValue = str | int | float | bool | dt.date | list[str]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named query, with what it stands for and the value it has unless told otherwise."""

    name: str
    meaning: str
    default: ParameterValue

    def parse(self, text: str) -> ParameterValue:
        """A value given as text, as the type of the default. UnknownThingError where it does not fit."""
        if isinstance(self.default, bool):
            return text.lower() == "true"
        if isinstance(self.default, str):
            return text
        try:
            return parse_value(text) if isinstance(self.default, dt.date) else int(text)
        except ValueError:
            raise UnknownThingError(f"parameter {self.name}: expected {self.meaning}, found {text!r}") from None


@dataclass(frozen=True)
class NamedQuery:
    """A query that analysts keep: its name, what it answers, its Cypher and its parameters."""

    name: str
    title: str
    answers: str
    cypher: str
    parameters: tuple[Parameter, ...]

    def defaults(self) -> dict[str, ParameterValue]:
        return {p.name: p.default for p in self.parameters}

    def bind(self, given: Mapping[str, str]) -> dict[str, ParameterValue]:
        """All parameters, those given as text parsed. UnknownThingError names one that the query does not have."""
        known = {p.name: p for p in self.parameters}
        for name in given:
            if name not in known:
                raise UnknownThingError(
                    f"{self.name} has no parameter {name!r}{suggestion(name, known)}; it has: {', '.join(known) or 'none'}"
                )
        return self.defaults() | {name: known[name].parse(text) for name, text in given.items()}


@lru_cache(maxsize=1)
def named_queries() -> dict[str, NamedQuery]:
    """All named queries, by name, in the order of their names."""
    return {path.stem: read_query(path) for path in sorted(FOLDER.glob("*.cypher"), key=lambda p: p.stem)}


def named_query(name: str) -> NamedQuery:
    """One named query. UnknownThingError where there is none of that name."""
    queries = named_queries()
    if name not in queries:
        raise UnknownThingError(
            f"no named query {name!r}{suggestion(name, queries)}; `treatygraph query --list` shows all"
        )
    return queries[name]


def read_query(path: Path) -> NamedQuery:
    """Parse one `.cypher` file. ValueError where its head is incomplete."""
    text = path.read_text(encoding="utf-8")
    heads = [m.groups() for line in text.splitlines() if (m := _HEADER.match(line))]
    said = {kind: value for kind, _, value in heads if kind != "param"}
    if said.keys() != {"title", "answers"}:
        raise ValueError(f"{path.name}: a named query begins with `// title:` and `// answers:`")
    parameters = tuple(_parameter(name, value, path) for kind, name, value in heads if kind == "param")
    cypher = "\n".join(line for line in text.splitlines() if not _HEADER.match(line)).strip()
    return NamedQuery(path.stem, said["title"], said["answers"], cypher, parameters)


def _parameter(name: str, value: str, path: Path) -> Parameter:
    meaning, separator, default = value.rpartition(" = ")
    if not separator or not name:
        raise ValueError(f"{path.name}: expected `// param name: meaning = default`, found {value!r}")
    return Parameter(name, meaning.strip(), dt.date.today() if default == "today" else parse_value(default))


def parse_value(text: str) -> ParameterValue:
    """A value written as text: a quoted text, a day, a number, true or false; anything else is a text."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    if _ISO_DAY.fullmatch(text):
        return dt.date.fromisoformat(text)
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
