"""What a reference says: the paths of (unit, number) that it names, and whose provisions these are."""

from __future__ import annotations

import re
from dataclasses import dataclass

DEPTH = {"annex": 0, "part": 1, "title": 3, "chp": 2, "sec": 3, "art": 10, "para": 20, "point": 30}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: the unit it is called (`art`, `para`, `point`, ...) and its number as ids bear it."""

    unit: str
    number: str
    shape: str = "1"


@dataclass(frozen=True, slots=True)
class Item:
    """A provision that is referred to, or a range of them: the path of the first, and of the last where it is a
    range.
    """

    path: tuple[Step, ...]
    last: tuple[Step, ...] | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Whose provisions are meant.

    `kind`: `this` (unit around the reference), `that` (unit last referred to), `self` (the treaty), `items` (of other items),
    `relative` (preceding, following; `count` of them, 0 for all), `other` (another
    instrument, named by `name`; `start` is where the name begins).
    """

    kind: str
    unit: str = ""
    items: tuple[Item, ...] = ()
    name: str = ""
    start: int = 0
    outer: Qualifier | None = None
    way: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference in a text. `start` and `end` count characters from 0, `end` is past the last."""

    start: int
    end: int
    items: tuple[Item, ...] = ()
    qualifier: Qualifier | None = None


def unit_of(word: str) -> str:
    """`Sub-paragraphs` -> `point`, `articles` -> `art`."""
    lowered = word.lower()
    for kind, stem in (
        ("point", "sub-?\\s?para|point"),
        ("sec", "sub-?sect|section"),
        ("para", "para"),
        ("art", "art|regul|rule"),
        ("chp", "chap"),
        ("part", "part"),
        ("title", "title"),
    ):
        if re.match(stem, lowered):
            return kind
    return "annex"
