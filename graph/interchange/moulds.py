"""Records of one shape, as text made once: a mould with holes for what differs.

An export writes the same dozen triples for every signature and for every paragraph; only names and values differ. A mould is made from what the
format itself writes for a record with marks in place of these, so that what stands in an export is still said in one place only. Records
of one shape are poured together, column by column, which takes half the time of one by one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import count, repeat
from operator import itemgetter
from typing import Any, Generic, TypeVar

from graph.records import Edge, Node
from ontology.schema import Value

_HOLE = re.compile("\x00([0-9]+)\x00")
_LEFT = re.compile("Mark[A-Za-z0-9]+Mark")
R = TypeVar("R", bound=Node | Edge)
Column = Iterable[str]
Mould = tuple[list[str], list[int]]  # the texts before, between and after the holes, and what each hole takes


class Moulds(Generic[R]):
    """Writes nodes, or relationships.

    `write`: one record as the format has it, any number of lines; `quote`: a text as the format has it, with its quotes; `names`: the columns
    of all that stands in what is written beside the values of properties, for records that have the same; `marked`: a record with marks
    for what `names` gives, and with other values.
    """

    def __init__(
        self,
        write: Callable[[R], str],
        quote: Callable[[str], str],
        names: Callable[[Sequence[R]], list[Column]],
        marked: Callable[[R, dict[str, Value]], R],
    ) -> None:
        self._write, self._quote, self._names, self._marked = write, quote, names, marked
        self._moulds: dict[Hashable, Mould | None] = {}

    def pour(self, kind: Hashable, records: Sequence[R]) -> Sequence[str]:
        """What `write` gives for each of some records, which are of one kind: a class or type and the names of the properties."""
        values = _values(records)
        if all(map(_is_even, values)):
            return self._poured(kind, records, values)
        return in_groups(records, _shape, lambda _, alike: self._poured(kind, alike, _values(alike)))

    def _poured(self, kind: Hashable, records: Sequence[R], values: list[tuple[Value, ...]]) -> Sequence[str]:
        key = kind, _shape(records[0])
        mould = self._moulds.get(key, ...)
        if mould is ...:
            mould = self._moulds[key] = self._make(records[0])
        if mould is None:
            return list(map(self._write, records))
        (first, *texts), order = mould
        columns = self._columns(records, values)
        needed = {number: list(columns[number]) for number in set(order)}
        pieces: list[Iterable[str]] = [repeat(first, len(records))]
        for number, text in zip(order, texts, strict=True):
            pieces += (needed[number], repeat(text, len(records)))
        return list(map("".join, zip(*pieces, strict=True)))

    def _columns(self, records: Sequence[R], values: Sequence[Sequence[Any]]) -> list[Column]:
        """What the holes take, by their numbers: names, then values as the format writes them, each item of a list by itself."""
        found = self._names(records)
        for column in values:
            first = column[0]
            if isinstance(first, list):
                found += [map(self._quote, map(itemgetter(place), column)) for place in range(len(first))]
            else:  # a day as an ISO text, a whole number
                found.append(map(self._quote if isinstance(first, str) else str, column))
        return found

    def _make(self, record: R) -> Mould | None:
        """The mould of the shape of a record; None where a value is of a kind whose text is not simply put in."""
        if not all(type(value) in (str, list, int, dt.date) and value != "" for value in record.properties.values()):
            return None
        numbers = count(1)
        marked = self._marked(record, {name: _mark(value, numbers) for name, value in record.properties.items()})
        marks = [mark for (mark,) in self._columns([marked], [(value,) for value in marked.properties.values()])]
        certain = len(list(self._names([marked])))
        text = self._write(marked)
        for number, mark in enumerate(marks):
            if number >= certain and mark not in text:
                return None  # the format has a way of its own to write it
            text = text.replace(mark, f"\x00{number}\x00") if mark else text
        if _LEFT.search(text):
            return None  # something stands there that is no name or value as a whole
        pieces = _HOLE.split(text)
        return pieces[::2], list(map(int, pieces[1::2]))


def in_groups(
    records: Sequence[R], kind: Callable[[R], Hashable], write: Callable[[Hashable, Sequence[R]], Iterable[str]]
) -> list[str]:
    """The texts of records in their order, written together for those of one kind."""
    places = defaultdict[Hashable, list[int]](list)
    for place, record in enumerate(records):
        places[kind(record)].append(place)
    texts = [""] * len(records)
    for key, alike in places.items():
        for place, text in zip(alike, write(key, [records[i] for i in alike]), strict=True):
            texts[place] = text
    return texts


def _values(records: Sequence[Node | Edge]) -> list[tuple[Value, ...]]:
    """The values of properties, those of one name together."""
    return list(zip(*(record.properties.values() for record in records), strict=True))


def _is_even(column: Sequence[Value]) -> bool:
    """Whether the values of one property are written alike: texts, none of them empty; lists of one length; or all of one other kind."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return "" not in column or set(column) == {""}
    return len(kinds) == 1 and (kinds != {list} or len(set(map(len, column))) == 1)  # type: ignore[arg-type]


def _shape(record: Node | Edge) -> Hashable:
    """The kinds of its values, and how many there are. Of an empty text a format may say nothing."""
    return tuple(
        len(value) if isinstance(value, list) else (type(value), value == "") for value in record.properties.values()
    )


def _mark(value: Value, numbers: count[int]) -> Any:
    """A value of the same kind, which nothing else in a text is taken for."""
    if isinstance(value, list):
        return [_mark(item, numbers) for item in value]
    number = next(numbers)
    if isinstance(value, int):
        return 9_700_000 + number
    return dt.date(9_700 + number, 1, 1) if isinstance(value, dt.date) else f"Mark{number}Mark"
