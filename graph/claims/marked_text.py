"""A sentence with everything it names replaced by a mark: `<A0> signed <T1> on <D2>`. Patterns of claims are then plain and few.

The kinds of mark: `T` treaty, `A` actor, `P` provisions, `C` offence or measure, `R` resolution, `D` date, `N` number, `I` the word `it`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.claims.naming import Names, plain
from graph.claims.treaty_mentions import TreatyFinder
from graph.claims.values import Number, When, find_dates, find_numbers
from graph.projection import Projection
from ontology.schema import Terms

MARK = re.compile(r"<([TAPCRDNI])(\d+)>")
_PARTS = r"(?:\s?\((?:\d+|[a-z]+)\))*"
_ARTICLES = re.compile(
    rf"\b(?:[Aa]rticles?|[Aa]rts?\.?)\s+(?P<list>\d+{_PARTS}(?:(?:\s*,\s*(?:and|or)?\s*|\s*(?:and|or|&|to|through|-)\s*)\d+{_PARTS})*)"
    r"(?:,? (?:paragraphs?|para\.?) (?P<paragraph>\d+))?"
)
_CHAPTERS = re.compile(r"\b[Cc]hapters? (?P<number>[IVXL]+|\d+)\b")
_ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"]
_RESOLUTION = re.compile(r"\b(?:(?:UN |General Assembly |UNGA )?[Rr]esolution (?:A/RES/)?(\d+/\d+)|A/RES/(\d+/\d+))\b")
_IT = re.compile(r"\b[Ii]t\b")


@dataclass(frozen=True)
class Reference:
    """A provision as a text names it: the number of the article and those of its parts (`65(1)` is 65 and 1), or of a chapter."""

    article: str
    parts: tuple[str, ...] = ()
    chapter: bool = False


@dataclass(frozen=True)
class Mark:
    """One mark: its kind, what stood there, and what it means: ids, a When, a Number, References, or the number of a resolution."""

    kind: str
    text: str
    start: int
    end: int
    value: Any


@dataclass(frozen=True)
class Marked:
    """A sentence with marks in place of names, and the marks by number."""

    text: str
    marks: tuple[Mark, ...]

    def all(self, kind: str, start: int = 0, end: int | None = None) -> list[Mark]:
        """The marks of a kind (or of several: `TA`) in a stretch of the marked text, in order."""
        return [mark for _, mark in self.placed(kind, start, end)]

    def placed(self, kind: str, start: int = 0, end: int | None = None) -> list[tuple[int, Mark]]:
        """Marks with where they stand in the marked text."""
        stop = len(self.text) if end is None else end
        found = MARK.finditer(self.text, start, stop)
        return [(m.start(), self.marks[int(m[2])]) for m in found if m[1] in kind]

    def unmarked(self, start: int = 0, end: int | None = None) -> str:
        """A stretch of the marked text as it was written."""
        return MARK.sub(lambda m: self.marks[int(m[2])].text, self.text[start:end])


class Marker:
    """Marks the sentences of one article, which must be given in order: what a pronoun means depends on what stood before."""

    def __init__(self, graph: Projection, names: Names | None = None) -> None:
        self.graph = graph
        self.names = names or Names(graph)
        self.treaties = TreatyFinder(graph, self.names)

    def mark(self, sentence: str) -> Marked:
        text = plain(sentence).replace("<", "(").replace(">", ")")
        chosen: list[Mark] = []
        for mark in self._candidates(text):
            if all(mark.end <= other.start or other.end <= mark.start for other in chosen):
                chosen.append(mark)
        chosen.sort(key=lambda mark: mark.start)
        pieces, at = [], 0
        for number, mark in enumerate(chosen):
            pieces += [text[at : mark.start], f"<{mark.kind}{number}>"]
            at = mark.end
        return Marked("".join([*pieces, text[at:]]), tuple(chosen))

    def _candidates(self, text: str) -> Iterator[Mark]:
        """All that could be marked; where two overlap the earlier in this order wins."""
        for match in _ARTICLES.finditer(text):
            yield Mark("P", match.group(), match.start(), match.end(), tuple(_references(match)))
        for match in _CHAPTERS.finditer(text):
            yield Mark(
                "P", match.group(), match.start(), match.end(), (Reference(_roman(match["number"]), chapter=True),)
            )
        for match in _RESOLUTION.finditer(text):
            yield Mark("R", match.group(), match.start(), match.end(), match[1] or match[2])
        for date in find_dates(text):
            yield Mark("D", date.text, date.start, date.end, date)
        for treaty in self.treaties.find(text):
            yield Mark("T", text[treaty.start : treaty.end], treaty.start, treaty.end, treaty.treaty)
        yield from self._named(text)
        for number in find_numbers(text):
            yield Mark("N", number.text, number.start, number.end, number)
        for match in _IT.finditer(text):
            yield Mark("I", match.group(), match.start(), match.end(), None)

    def _named(self, text: str) -> Iterator[Mark]:
        terms, schema = Terms(self.graph.schema), self.graph.schema
        for m in self.names.find(text):
            label = self.graph.nodes[m.ids[0]].label
            if schema.is_a(label, terms.Actor):
                yield Mark("A", text[m.start : m.end], m.start, m.end, m.ids)
            elif label in (terms.Offence, terms.Measure):
                yield Mark("C", text[m.start : m.end], m.start, m.end, m.ids)


def _roman(number: str) -> str:
    """A chapter's number as treaties print it: `5` as V."""
    return _ROMAN[int(number)] if number.isdigit() and int(number) < len(_ROMAN) else number


def _references(match: re.Match[str]) -> Iterator[Reference]:
    """`14 to 16` as 14, 15 and 16; `65(1)` with its part."""
    previous: Reference | None = None
    for joint, number, parts in re.findall(
        rf"(,\s*and|,\s*or|,|and|or|&|to|through|-)?\s*(\d+)({_PARTS})", match["list"]
    ):
        here = Reference(number, tuple(re.findall(r"\((\w+)\)", parts)))
        if previous and joint.strip() in ("to", "through", "-"):
            yield from (Reference(str(n)) for n in range(int(previous.article) + 1, int(number)))
        if match["paragraph"] and not here.parts:
            here = Reference(number, (match["paragraph"],))
        yield here
        previous = here


__all__ = ["MARK", "Mark", "Marked", "Marker", "Number", "Reference", "When"]
