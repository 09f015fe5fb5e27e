"""Words of provisions made comparable: stems, weighted by how rare they are (TF-IDF), and the cosine of two sets of them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Bag = Mapping[str, float]

_WORD = re.compile(r"[^\W\d_]{2,}")
_IDLE = """a an the of to in on by for with from and or nor not no any all each every other such its it is are be been may shall must can
    will their his her him they them this that those these which who whom whose where when if as at than then there into under over
    out up so also only own same both either has have had do does did done upon within between through per party parties state
    states article articles paragraph paragraphs convention protocol treaty"""
_STOP = frozenset(_IDLE.split())
# Longest first; a stem keeps four letters at least, so that short words stay whole.
_SUFFIXES = """isation ization ational iveness fulness ements ations itions ement ments ation ition ances ences ities ment ance ence
    ings ions able ible ives ized ised izes ises ally ing ion ity ive ize ise ies ers ors als ed er or al es ly s e y"""
_ENDINGS = tuple(_SUFFIXES.split())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, crudely: only likeness matters here, never a form that a reader sees."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


def stems(text: str) -> list[str]:
    """The stems of a text in order, without words that say nothing of what a provision is about."""
    return [stem(w) for w in _WORD.findall(text.lower()) if w not in _STOP]


def bag_of(text: str) -> dict[str, float]:
    """Each stem of a text with 1 + ln of how often it stands there: the tenth time says little more than the first."""
    return {word: 1 + math.log(n) for word, n in Counter(stems(text)).items()}


def blend(*parts: tuple[float, Bag]) -> dict[str, float]:
    """Several bags as one, each with its weight."""
    total: dict[str, float] = {}
    for weight, bag in parts:
        for word, value in bag.items():
            total[word] = total.get(word, 0.0) + weight * value
    return total


def rarity(bags: Iterable[Bag]) -> dict[str, float]:
    """The inverse document frequency of each word: ln((n + 1) / (bags that have it + 0.5))."""
    all_bags = list(bags)
    seen = Counter(word for bag in all_bags for word in bag)
    return {word: math.log((len(all_bags) + 1) / (n + 0.5)) for word, n in seen.items()}


def cosines(rows: Sequence[Bag], columns: Sequence[Bag], weight: Mapping[str, float]) -> Matrix:
    """The cosine of every bag in `rows` with every bag in `columns`, 0 to 1; `weight` gives the rarity of their words."""
    place = {word: i for i, word in enumerate({w: None for bag in (*rows, *columns) for w in bag})}
    return _unit_vectors(rows, weight, place) @ _unit_vectors(columns, weight, place).T


def _unit_vectors(bags: Sequence[Bag], weight: Mapping[str, float], place: Mapping[str, int]) -> Matrix:
    vectors = np.zeros((len(bags), max(len(place), 1)))
    for row, bag in zip(vectors, bags, strict=True):
        for word, value in bag.items():
            row[place[word]] = value * weight[word]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths == 0, 1, lengths)


def shared(first: Bag, second: Bag, weight: Mapping[str, float], most: int = 5) -> list[str]:
    """The words two bags share, those that weigh most first."""
    common = first.keys() & second.keys()
    return sorted(common, key=lambda w: (-first[w] * second[w] * weight[w] ** 2, w))[:most]
