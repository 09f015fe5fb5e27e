"""Relationships of one shape, as text made once: a mould with holes for what differs.

An export writes the same dozen triples for every signature; only the ends, the place that says so and the values differ. A mould is made from what the
format itself writes for a relationship with marks in place of these, so that what stands in an export is still said in one place only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from itertools import count
from operator import itemgetter
from typing import Any

from graph.interchange.rdf import Describer
from graph.records import Edge, Place

_HOLE = re.compile("\x00([0-9]+)\x00")
_VALUES = 4  # holes before those of values: the statement, its ends and its source as IRIs
_NOWHERE = Place("")
Shape = tuple[object, ...]


class Moulds:
    """Writes the relationships of one export.

    `write`: a relationship as the format has it, any number of lines; `quote`: a text as the format has it, with its quotes.
    """

    def __init__(self, describer: Describer, write: Callable[[Edge], str], quote: Callable[[str], str]) -> None:
        self._describer, self._write, self._quote = describer, write, quote
        self._base = len(describer.schema.base)
        self._moulds: dict[Shape, tuple[str, Callable[[list[str]], tuple[str, ...]]] | None] = {}

    def text(self, edge: Edge) -> str:
        """What `write` gives for a relationship."""
        properties = edge.properties
        kinds = [len(value) if type(value) is list else type(value) for value in properties.values()]
        shape = (edge.type, *properties, *kinds)
        mould = self._moulds.get(shape, ...)
        if mould is ...:
            mould = self._moulds[shape] = self._make(edge)
        if mould is None:
            return self._write(edge)
        template, choose = mould
        return template % choose(self._values(edge))

    def _values(self, edge: Edge) -> list[str]:
        """What the holes take, in the order of their numbers."""
        describer, base, quote = self._describer, self._base, self._quote
        found = [
            describer.statement_iri(edge)[base:],
            describer.iri(edge.start)[base:],
            describer.iri(edge.end)[base:],
            describer.source_iri(str(edge.properties.get("source")))[base:],
        ]
        for value in edge.properties.values():
            if type(value) is str:
                found.append(quote(value))
            elif isinstance(value, list):
                found += map(quote, value)
            else:
                found.append(str(value))  # a day as an ISO text, a whole number
        return found

    def _make(self, edge: Edge) -> tuple[str, Callable[[list[str]], tuple[str, ...]]] | None:
        """The mould of the shape of a relationship; None where a value is of a kind whose text is not simply put in."""
        if not all(type(value) in (str, list, int, dt.date) for value in edge.properties.values()):
            return None
        marked = _marked(edge)
        text = self._write(marked)
        for number, mark in enumerate(self._values(marked)):
            if number >= _VALUES and mark not in text:
                return None  # the format has a way of its own to write it
            text = text.replace(mark, f"\x00{number}\x00")
        order = [int(number) for number in _HOLE.findall(text)]
        template = _HOLE.sub("%s", text.replace("%", "%%"))
        choose: Any = itemgetter(*order)
        return template, choose


def _marked(edge: Edge) -> Edge:
    """A relationship of the same shape with marks for its ends and values."""
    numbers = count(_VALUES)

    def mark(value: object) -> Any:
        if isinstance(value, list):
            return [mark(item) for item in value]
        number = next(numbers)
        if isinstance(value, int):
            return 9_700_000 + number
        return dt.date(9_700 + number, 1, 1) if isinstance(value, dt.date) else f"Mark{number}Mark"

    properties = {name: mark(value) for name, value in edge.properties.items()}
    return Edge(edge.type, "Mark1Mark", "Mark2Mark", properties, _NOWHERE)
