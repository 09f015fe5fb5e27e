"""Search over everything in the graph: names, headings, aliases, ids, summaries and texts, misspelt words too.

    index = SearchIndex(graph)
    answer = index.search("budapest 29(4)")
    answer.hits[0].id   # 'budapest/art_29/para_4'

What is found stands in tiers: an exact name or id, a citation such as `art 16 uncc`, a name that begins with the words,
and then all that holds the words, ranked by BM25 (Robertson and Zaragoza 2009), where names weigh more than texts.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.ids import treaty_of
from graph.projection import Projection
from graph.records import Node
from graph.search.citations import CitationIndex
from graph.search.words import STOP_WORDS, Vocabulary, excerpt, fold, words
from ontology.schema import Terms

_WEIGHTS = {
    "name": 6.0,
    "short_title": 6.0,
    "aliases": 5.0,
    "alt_labels": 4.5,
    "title": 4.0,
    "official_name": 4.0,
    "heading": 4.0,
    "iso2": 3.0,
    "series": 2.0,
    "definition": 1.5,
    "summary": 1.5,
    "description": 1.0,
    "kind": 1.0,
    "place": 1.0,
    "publisher": 1.0,
    "eif_rule": 0.7,
    "reason": 0.7,
    "text": 0.5,
}
_NAMES = ("name", "short_title", "aliases", "alt_labels", "title", "official_name", "iso2")
_TEXTS = ("summary", "definition", "description", "text", "heading", "eif_rule", "reason")
_ID_WEIGHT = 2.0
_EXACT, _CITED, _PREFIX = 1000.0, 900.0, 600.0
_K1 = 1.2

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found: what it is, how well it fits (higher is better), and the words of its text that fit, if any do."""

    id: str
    label: str
    name: str
    score: float
    excerpt: str = ""


@dataclass(frozen=True)
class Answer:
    """The best hits, how many there are in all, and how many of each kind and of each treaty (by id).

    Facets count what was found before the facet itself narrowed it, so that the others can be offered. `corrected` is
    how the query was read where a word of it is not in the graph.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    treaties: Counter[str] = field(default_factory=Counter)
    corrected: str = ""


class SearchIndex:
    """An index over one projection: built once for each revision, and asked in milliseconds."""

    def __init__(self, graph: Projection) -> None:
        self._graph = graph
        self._nodes = sorted(self._searchable(graph), key=lambda n: n.id)
        self._place = {node.id: i for i, node in enumerate(self._nodes)}
        self._labels = _coded(node.label for node in self._nodes)
        self._treaties = _coded(self.treaty_of(node) for node in self._nodes)
        self._prior = self._priors()
        self._postings = self._index()
        self._vocabulary = Vocabulary(self._postings)
        self._exact: dict[str, list[int]] = {}
        self._names = [self._index_names(i, node) for i, node in enumerate(self._nodes)]
        self._citations = CitationIndex(graph)

    @staticmethod
    def _searchable(graph: Projection) -> Iterable[Node]:
        load = Terms(graph.schema).Load
        return (node for node in graph.nodes.values() if node.label != load)

    # ------------------------------------------------------------------ building

    def treaty_of(self, node: Node) -> str:
        """The id of the treaty a thing is or belongs to, or an empty text."""
        treaty = treaty_of(node.id)
        known = self._graph.nodes.get(treaty)
        return treaty if known is not None and known.label == Terms(self._graph.schema).Treaty else ""

    def _priors(self) -> Floats:
        """What tells things apart that fit equally well: how central they are, and a whole before its parts."""
        ties = np.array([len(self._graph.by_end[node.id]) for node in self._nodes], dtype=float)
        depth = np.array([node.id.count("/") for node in self._nodes], dtype=float)
        return np.asarray(np.log1p(ties) - 1.2 * depth)

    def _index(self) -> dict[str, tuple[npt.NDArray[np.int32], Floats]]:
        """For each word the things it stands in, and what it says about each (BM25 without the length of texts)."""
        found: dict[str, tuple[array[int], array[float]]] = {}
        for place, node in enumerate(self._nodes):
            for word, weight in self._weights(node).items():
                if word not in found:
                    found[word] = array("i"), array("d")
                places, weights = found[word]
                places.append(place)
                weights.append(weight * (_K1 + 1) / (weight + _K1))
        count = len(self._nodes)
        return {
            word: (np.array(places, dtype=np.int32), np.array(weights) * math.log1p(count / len(places)))
            for word, (places, weights) in found.items()
        }

    @staticmethod
    def _weights(node: Node) -> dict[str, float]:
        weights = dict.fromkeys(words(node.id), _ID_WEIGHT)
        for name, weight in _WEIGHTS.items():
            for text in _texts(node, (name,)):
                for word in words(text):
                    weights[word] = weights.get(word, 0.0) + weight
        return weights

    def _index_names(self, place: int, node: Node) -> tuple[str, ...]:
        """The names of a thing, folded; remembers whose they are."""
        names = dict.fromkeys(fold(text) for text in (node.id, *_texts(node, _NAMES)))
        for name in names:
            self._exact.setdefault(name, []).append(place)
        return tuple(names)

    # ------------------------------------------------------------------ asking

    def search(
        self, query: str, *, kinds: Collection[str] = (), treaties: Collection[str] = (), limit: int = 20
    ) -> Answer:
        """What fits a query, best first; everything, the most connected first, where nothing is asked.

        `kinds` are labels (a superclass stands for its subclasses), `treaties` ids; empty means all.
        """
        asked = words(query)
        if not asked:
            return self._answer(np.full(len(self._nodes), 1.0), [], [], kinds, treaties, limit)
        asked = [word for word in asked if word not in STOP_WORDS] or asked
        scores, corrected = self._score(asked)
        self._raise_names(scores, query, corrected)
        for id_, fit in self._citations.find(query):
            if id_ in self._place:
                scores[self._place[id_]] = max(scores[self._place[id_]], _CITED * fit)
        return self._answer(scores, asked, corrected, kinds, treaties, limit)

    def _score(self, asked: list[str]) -> tuple[Floats, list[str]]:
        """BM25 of each thing where it holds enough of the words, and the words as they were read."""
        total = np.zeros(len(self._nodes))
        matched = np.zeros(len(self._nodes))
        corrected = []
        for at, word in enumerate(asked):
            best = np.zeros(len(self._nodes))
            near = self._vocabulary.near(word, unfinished=at == len(asked) - 1)
            for other, fit in near:
                places, weights = self._postings[other]
                np.maximum.at(best, places, weights * fit)
            corrected.append(near[0][0] if near and not near[0][0].startswith(word) else word)
            total += best
            matched += best > 0
        share = matched / len(asked)
        enough = share == 1 if np.any(share == 1) else share >= max(0.5, share.max(initial=0.0))
        return np.where(enough, total * share**2, 0.0), corrected

    def _raise_names(self, scores: Floats, query: str, corrected: list[str]) -> None:
        """Lift what is called exactly so, and what begins so, above what merely holds the words."""
        plain, read = fold(query), " ".join(corrected)
        for text, fit in ((plain, 1.0), (read, 0.97)):
            for place in self._exact.get(text, ()):
                scores[place] = max(scores[place], _EXACT * fit)
        for place in np.flatnonzero(scores).tolist():
            if scores[place] < _PREFIX and any(name.startswith((plain, read)) for name in self._names[place]):
                scores[place] += _PREFIX

    def _answer(
        self,
        scores: Floats,
        asked: list[str],
        corrected: list[str],
        kinds: Collection[str],
        treaties: Collection[str],
        limit: int,
    ) -> Answer:
        found = np.flatnonzero(scores)
        order = found[np.argsort(-(scores[found] + 2 * self._prior[found]), kind="stable")]
        labels, label_codes = self._labels
        names, treaty_codes = self._treaties
        fits_kind = np.isin(label_codes[order], [i for i, label in enumerate(labels) if self._is_any(label, kinds)])
        fits_treaty = np.isin(
            treaty_codes[order], [i for i, id_ in enumerate(names) if not treaties or id_ in treaties]
        )
        chosen = order[fits_kind & fits_treaty]
        return Answer(
            tuple(self._hit(int(i), scores[i], corrected) for i in chosen[:limit]),
            len(chosen),
            _counted(labels, label_codes[order[fits_treaty]]),
            _counted(names, treaty_codes[order[fits_kind]]),
            "" if corrected == asked else " ".join(corrected),
        )

    def _is_any(self, label: str, kinds: Collection[str]) -> bool:
        return not kinds or any(self._graph.schema.is_a(label, kind) for kind in kinds)

    def _hit(self, place: int, score: float, asked: list[str]) -> Hit:
        node = self._nodes[place]
        return Hit(
            node.id, node.label, self._graph.name(node.id), float(score), excerpt(_texts(node, _TEXTS), set(asked))
        )


def _texts(node: Node, names: Iterable[str]) -> list[str]:
    """The texts of some properties, lists taken apart."""
    found: list[str] = []
    for name in names:
        value = node.properties.get(name)
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list):
            found += value
    return found


def _coded(values: Iterable[str]) -> tuple[list[str], npt.NDArray[np.int32]]:
    """Distinct values, and for each place the index of its value."""
    numbers: dict[str, int] = {}
    codes = np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int32)
    return list(numbers), codes


def _counted(values: list[str], codes: npt.NDArray[np.int32]) -> Counter[str]:
    counts = np.bincount(codes, minlength=len(values)).tolist()
    return Counter({value: n for value, n in zip(values, counts, strict=True) if n and value})
