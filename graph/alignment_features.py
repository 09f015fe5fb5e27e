"""How alike the provisions of two treaties are, component by component, each a matrix of values from 0 to 1.

Rows are the provisions of the first treaty, columns those of the second. Words are compared by TF-IDF over stems, so that a rare
word that both share weighs more than a common one; concepts (offences, measures, whom a provision protects) likewise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from graph.ids import container_of
from graph.projection import Projection
from graph.records import Node
from ontology.schema import Terms

Matrix = NDArray[np.float64]
Bag = Mapping[Hashable, float]

COMPONENTS = ("heading", "wording", "concepts", "place", "context", "parts", "known")
MEANING = {
    "heading": "words of the headings of the two articles",
    "wording": "words of heading, summary and loaded text",
    "concepts": "offences, measures and protected groups, narrower ones counted in part",
    "place": "kind of provision, its number and its place in the treaty",
    "context": "likeness of what stands around them: the articles they are part of, or the articles before and after",
    "parts": "likeness of their paragraphs and points",
    "known": "accepted correspondences nearby: through a third treaty, of their parts or of what they are part of",
}

_WORD = re.compile(r"[^\W\d_]{2,}|\d+(?=/\d)")
_STOP = frozenset(
    "a an the of to in on by for with from and or nor not no any all each every other such its it is are be been may shall must can "
    "will their his her them they this that those these which who whom whose where when if as at than then there into under over out "
    "up so also only own same both either has have had do does done made make upon within without between through per".split()
)
_SUFFIXES = ("ization", "isation", "ational", "fulness", "iveness", "ements", "ations", "ements", "ments", "ation", "ition", "ement",
             "ances", "ences", "ities", "ment", "ance", "ence", "ings", "ions", "able", "ible", "ives", "ized", "ised", "izes", "ises",
             "ing", "ion", "ity", "ive", "ize", "ise", "ies", "ers", "ors", "als", "ed", "er", "or", "al", "es", "ly", "s", "e", "y")  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, crudely: only likeness matters here, never the form shown to a reader."""
    word = word.lower()
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def words(text: str) -> list[str]:
    """The stems of a text in order, without words that carry no meaning of their own."""
    return [stem(w) for w in _WORD.findall(text.lower()) if w not in _STOP]
