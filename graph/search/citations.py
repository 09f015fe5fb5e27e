"""Citations of provisions as people write them: `art 16 uncc`, `UNCC 16`, `budapest 29(4)`, `chapter V uncac`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from graph.ids import segments, treaty_of
from graph.projection import Projection
from graph.search.words import STOP_WORDS, words
from ontology.schema import Terms

_KINDS = {
    "art": "art", "arts": "art", "article": "art", "articles": "art", "chapter": "chp", "chap": "chp", "chp": "chp",
    "section": "sec", "sec": "sec", "part": "part", "title": "title", "annex": "annex", "preamble": "preamble",
}  # fmt: skip
_FILLERS = {"para", "paras", "paragraph", "paragraphs", "point", "points", "lit", "subparagraph", "sub"} | STOP_WORDS
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LONGEST_NUMBER = 4

Key = tuple[str, ...]


class CitationIndex:
    """Provisions by kind and numbers, and treaties by the words of their names."""

    def __init__(self, graph: Projection) -> None:
        terms = Terms(graph.schema)
        self._provisions: dict[Key, dict[str, str]] = defaultdict(dict)
        self._treaties: dict[str, tuple[frozenset[str], int]] = {}
        for node in graph.nodes.values():
            if graph.schema.is_a(node.label, terms.Provision):
                self._provisions[_key(node.id)].setdefault(treaty_of(node.id), node.id)
            elif node.label == terms.Treaty:
                short = words(f"{node.id} {node.properties.get('short_title', '')}")
                self._treaties[node.id] = frozenset((*short, *words(graph.name(node.id)))), len(set(short))

    def find(self, query: str) -> Iterator[tuple[str, float]]:
        """Ids of the provisions that a query cites, with how sure that is (1: treaty and number are named)."""
        asked = words(query)
        kind, numbers, rest = _read(asked)
        if not numbers and kind != "preamble":
            return
        if not rest:
            if kind:
                for id_ in self._provisions.get((kind, *numbers), {}).values():
                    yield id_, 0.6
            return
        for treaty, fit in self._named(rest):
            for key in ((kind or "art", *numbers), (kind or "art", *numbers[1:])):
                cited = self._provisions.get(key, {}).get(treaty) if len(key) > 1 or kind == "preamble" else None
                if cited:
                    yield cited, fit if len(key) == len(numbers) + 1 else fit * 0.7
                    break

    def _named(self, rest: list[str]) -> Iterator[tuple[str, float]]:
        """Treaties whose names hold all of these words; surest where the words are most of the short name."""
        for treaty, (known, length) in self._treaties.items():
            if all(word in known or (len(word) > 3 and any(w.startswith(word) for w in known)) for word in rest):
                yield treaty, 1.0 if words(treaty) == rest else 0.8 + 0.15 * min(1.0, len(set(rest)) / length)


def _read(asked: list[str]) -> tuple[str, list[str], list[str]]:
    """The kind of provision, its numbers in order, and the words that are neither."""
    kind = ""
    numbers: list[str] = []
    rest: list[str] = []
    for before, word in pairwise(["", *asked]):
        if not kind and word in _KINDS:
            kind = _KINDS[word]
        elif _is_number(word) or (numbers and len(word) == 1) or (before in _KINDS and _roman(word)):
            numbers.append(_plain(word, roman=not numbers))
        elif word not in _FILLERS:
            rest.append(word)
    return kind, numbers, rest


def _is_number(word: str) -> bool:
    return word[0].isdigit() and len(word) <= _LONGEST_NUMBER


def _key(provision_id: str) -> Key:
    parts = segments(provision_id)
    numbers = [_plain(number.lower(), roman=i == 0) for i, (_, number) in enumerate(parts) if number]
    return (parts[0][0], *numbers)


def _plain(number: str, *, roman: bool) -> str:
    """A number with Roman figures of chapters made Arabic, so that `chapter 5` finds chapter V."""
    value = _roman(number) if roman else None
    return str(value) if value else number


def _roman(text: str) -> int | None:
    if not text or any(c not in _ROMAN for c in text):
        return None
    values = [_ROMAN[c] for c in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
