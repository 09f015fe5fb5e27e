"""Words: how search takes texts apart, finds words that are spelt nearly alike, and quotes the place that fits."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable
from itertools import islice, takewhile

from rapidfuzz import fuzz, process

_WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset({"a", "an", "and", "by", "de", "for", "in", "of", "on", "or", "the", "to", "with"})
_SHORTEST_FUZZY = 4
_LIKENESS = 76.0  # of 100; `acess` and `access` have 91, `recieve` and `receive` 86
_MOST_ENDINGS = 60
_QUOTED = 180


def fold(text: str) -> str:
    """A text without case, accents and punctuation: `Côte d'Ivoire` -> `cote d ivoire`."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The words of a text in order, without case and accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(text.casefold())


class Vocabulary:
    """All words that are known, to look up those that begin alike or are spelt nearly alike."""

    def __init__(self, known: Iterable[str]) -> None:
        self._sorted = sorted(known)
        self._known = frozenset(self._sorted)
        self._long = [word for word in self._sorted if len(word) >= _SHORTEST_FUZZY and not word.isdigit()]

    def near(self, word: str, *, unfinished: bool) -> list[tuple[str, float]]:
        """Known words for one that was written, the nearest first, with how well they fit (1 is the same word).

        An unfinished word stands for all that begin with it. Only a word that is neither known nor a beginning is taken
        for a spelling mistake.
        """
        found = {word: 1.0} if word in self._known else {}
        if len(word) > 1 and not word.isdigit() and (unfinished or not found):
            for longer in self._beginning(word):
                found.setdefault(longer, 0.55 + 0.35 * len(word) / len(longer))
        return sorted((found or self._alike(word)).items(), key=lambda pair: (-pair[1], pair[0]))

    def _beginning(self, word: str) -> Iterable[str]:
        start = bisect_left(self._sorted, word)
        return islice(takewhile(lambda w: w.startswith(word), islice(self._sorted, start, None)), _MOST_ENDINGS)

    def _alike(self, word: str) -> dict[str, float]:
        if len(word) < _SHORTEST_FUZZY or word.isdigit():
            return {}
        found = process.extract(word, self._long, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=6)
        return {other: (likeness / 100) ** 2 * 0.9 for other, likeness, _ in found}


def excerpt(texts: Iterable[str], asked: Collection[str]) -> str:
    """The first text in which one of the words stands, cut to two lines around it; else the beginning of the first."""
    texts = list(texts)
    for text in texts:
        for match in _WORD.finditer(text):
            found = words(match.group())
            if found and any(found[0].startswith(word) for word in asked if len(word) > 1):
                return _cut(text, match.start())
    return _cut(texts[0], 0) if texts else ""


def _cut(text: str, at: int) -> str:
    if len(text) <= _QUOTED:
        return text
    begin = 0 if at < _QUOTED // 2 else text.rfind(" ", 0, at - _QUOTED // 3) + 1
    end = text.rfind(" ", begin, begin + _QUOTED)
    end = begin + _QUOTED if end <= begin else end
    if len(text) - begin <= _QUOTED:
        end = len(text)
    return ("… " if begin else "") + text[begin:end] + (" …" if end < len(text) else "")
