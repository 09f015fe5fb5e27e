"""Which provision of one treaty does what a provision of another does: what people have set down, and what looks alike.

Correspondences that people accepted (`basis` curated) stand as they are. For the rest, candidates are computed: each pair gets a
score from 0 to 1, the weighted mean of the components in `alignment_features`, and says which of them carry it. A candidate is a
suggestion to a reader, never a statement of law.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from graph.alignment.features import COMPONENTS, Side, components, side_of
from graph.alignment.words import Matrix, rarity, shared
from graph.errors import UnknownThingError
from graph.ids import treaty_of
from graph.network.paths import cite
from graph.projection import Projection
from graph.records import Batch, Edge, Node, Place
from ontology.schema import Terms, Value

# Fitted by `python bench/alignment.py --fit` to the curated correspondences, so that a right answer stands above the others; they sum to 1.
WEIGHTS: Mapping[str, float] = {
    "heading": 0.029,
    "wording": 0.142,
    "own_words": 0.153,
    "concepts": 0.013,
    "kind": 0.040,
    "number": 0.047,
    "position": 0.021,
    "neighbours": 0.158,
    "parts": 0.060,
    "rivals": 0.108,
    "third_treaty": 0.229,
}
LIKELY = (
    0.35  # where a counterpart exists, about eight in ten first candidates above this are right (`bench/alignment.py`)
)
_INVERSE = {"broader": "narrower", "narrower": "broader"}
COMPUTED_SOURCE = "computed:alignment"

Pair = frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """A computed correspondence. `parts` says how much each component adds to the score; `words` are the most telling shared ones."""

    first: str
    second: str
    score: float
    parts: Mapping[str, float]
    words: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The score taken apart, the weightiest component first."""
        weighty = sorted(((value, name) for name, value in self.parts.items() if value >= 0.005), reverse=True)
        parts = ", ".join(f"{name.replace('_', ' ')} {value:.2f}" for value, name in weighty)
        return parts + (f"; shared words: {', '.join(self.words)}" if self.words else "")


@dataclass(frozen=True)
class Row:
    """One line of a comparison. Without `second` the first treaty stands alone there, without `first` the second one.

    `relation` is read from first to second; `basis` is `curated`, `computed` or empty; `why` says what a computed one rests on, or
    gives the note of a curated one; `citation` says where a curated one is recorded.
    """

    first: str | None
    second: str | None
    relation: str = ""
    basis: str = ""
    score: float | None = None
    why: str = ""
    citation: str = ""


def correspondences(graph: Projection) -> list[Edge]:
    """The correspondences that people have set down or accepted."""
    terms = Terms(graph.schema)
    return [e for e in graph.edges if e.type == terms.CORRESPONDS_TO and e.properties.get("basis") != "computed"]


def links(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Correspondences by either end."""
    found: dict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
        found[second].add(first)
    return dict(found)


class Alignment:
    """Two treaties side by side, with the score of every pair of their provisions.

    `known`: accepted correspondences (default: those in the graph); they are evidence for others nearby and are never suggested again,
    nor are the pairs in `rejected`. UnknownThingError where a treaty does not exist.
    """

    def __init__(
        self,
        graph: Projection,
        first: str,
        second: str,
        *,
        known: Mapping[str, Collection[str]] | None = None,
        rejected: Collection[Pair] = (),
        weights: Mapping[str, float] = WEIGHTS,
    ) -> None:
        self.graph = graph
        self.first, self.second = _side(graph, first), _side(graph, second)
        self.known = links((e.start, e.end) for e in correspondences(graph)) if known is None else known
        self.rejected = set(rejected)
        self.components = components(self.first, self.second, self.known)
        self.weights = weights
        self.scores: Matrix = _weighted(self.components, weights)
        self._rarity = rarity((*self.first.own_words, *self.second.own_words))

    def candidates(self, provision: str, most: int = 5, least: float = 0.0) -> list[Candidate]:
        """What looks most like a provision of the first treaty, the best first; accepted and rejected pairs are left out."""
        row = self.first.index[provision]
        order = np.argsort(-self.scores[row], kind="stable")
        found: list[Candidate] = []
        for column in order:
            other = self.second.nodes[column].id
            if len(found) == most or self.scores[row, column] < least:
                break
            if not self.settled(provision, other):
                found.append(self._candidate(row, int(column)))
        return found

    def settled(self, first: str, second: str) -> bool:
        """Whether people have decided on the pair already."""
        return second in self.known.get(first, ()) or frozenset((first, second)) in self.rejected

    def _candidate(self, row: int, column: int) -> Candidate:
        total = sum(self.weights.values())
        parts = {name: self.weights[name] / total * float(self.components[name][row, column]) for name in COMPONENTS}
        words = shared(self.first.own_words[row], self.second.own_words[column], self._rarity)
        ids = self.first.nodes[row].id, self.second.nodes[column].id
        return Candidate(*ids, float(self.scores[row, column]), parts, tuple(words))


def _side(graph: Projection, treaty: str) -> Side:
    terms = Terms(graph.schema)
    if graph.require(treaty).label != terms.Treaty:
        raise UnknownThingError(f"{treaty!r} is {graph.nodes[treaty].label}, expected {terms.Treaty}")
    return side_of(graph, treaty)


def _weighted(matrices: Mapping[str, Matrix], weights: Mapping[str, float]) -> Matrix:
    total = sum(weights.values())
    weighted: Matrix = sum((weights[name] / total) * matrices[name] for name in COMPONENTS)  # type: ignore[assignment]  # sum starts at 0
    return weighted


def compare(
    graph: Projection,
    first: str,
    second: str,
    *,
    rejected: Collection[Pair] = (),
    parts: bool = False,
    least: float = LIKELY,
) -> list[Row]:
    """Two treaties, provision by provision: the first in its reading order, then what only the second has.

    Every curated correspondence is a row. An article with none, neither of its own nor of its parts, has its best candidate if that
    scores `least` or more, and otherwise stands alone. `parts`: the same for paragraphs and points.
    """
    alignment = Alignment(graph, first, second, rejected=rejected)
    curated = _curated_rows(graph, first, second)
    rows: list[Row] = []
    taken = {row.second for found in curated.values() for row in found if row.second}
    for node in alignment.first.nodes:
        own = curated.get(node.id, [])
        rows += own
        if not own and _stands_for_itself(graph, node, parts) and not _part_of_any(node.id, curated):
            best = alignment.candidates(node.id, most=1, least=least)
            rows += [_computed_row(c) for c in best] or [Row(node.id, None)]
            taken |= {c.second for c in best}
    return rows + [
        Row(None, node.id)
        for node in alignment.second.nodes
        if _stands_for_itself(graph, node, parts) and node.id not in taken and not _part_of_any(node.id, taken)
    ]


def _stands_for_itself(graph: Projection, node: Node, parts: bool) -> bool:
    terms = Terms(graph.schema)
    return node.label == terms.Article or (parts and node.label in (terms.Paragraph, terms.Point))


def _part_of_any(id_: str, others: Iterable[str]) -> bool:
    """Whether a correspondence of a provision's own part stands for it already."""
    return any(other.startswith(f"{id_}/") for other in others)


def _curated_rows(graph: Projection, first: str, second: str) -> dict[str, list[Row]]:
    """Curated correspondences between two treaties by the provision of the first, whichever way they are written down."""
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for edge in correspondences(graph):
        ends = treaty_of(edge.start), treaty_of(edge.end)
        relation = str(edge.properties.get("relation", "related"))
        note, citation = str(edge.properties.get("note", "")), cite(edge)
        if ends == (first, second):
            found[edge.start].setdefault(edge.end, Row(edge.start, edge.end, relation, "curated", None, note, citation))
        elif ends == (second, first):
            turned = _INVERSE.get(relation, relation)
            found[edge.end].setdefault(edge.start, Row(edge.end, edge.start, turned, "curated", None, note, citation))
    return {id_: sorted(rows.values(), key=lambda r: str(r.second)) for id_, rows in found.items()}


def _computed_row(candidate: Candidate) -> Row:
    return Row(candidate.first, candidate.second, "related", "computed", round(candidate.score, 3), candidate.why)


def proposals(
    graph: Projection, first: str, second: str, *, rejected: Collection[Pair] = (), least: float = LIKELY
) -> list[Candidate]:
    """Pairs worth a person's look: each the other's best candidate, and neither accepted nor rejected before. The best first."""
    there = Alignment(graph, first, second, rejected=rejected)
    back = Alignment(graph, second, first, rejected=rejected)
    mutual = list(_mutual(there, back, least))
    return sorted(mutual, key=lambda c: (-c.score, c.first, c.second))


def _mutual(there: Alignment, back: Alignment, least: float) -> Iterator[Candidate]:
    for node in there.first.nodes:
        for best in there.candidates(node.id, most=1, least=least):
            answer = back.candidates(best.second, most=1, least=0.0)
            if answer and answer[0].second == node.id:
                yield best


def concepts_apart(graph: Projection, first: str, second: str) -> tuple[list[str], list[str], list[str]]:
    """The offences and measures that only the first treaty provides for, only the second, and both (ids, by name)."""
    ours, theirs = _concepts_of(graph, first), _concepts_of(graph, second)
    return tuple(sorted(ids, key=graph.name) for ids in (ours - theirs, theirs - ours, ours & theirs))  # type: ignore[return-value]


def _concepts_of(graph: Projection, treaty: str) -> set[str]:
    terms = Terms(graph.schema)
    graph.require(treaty)
    return {
        e.end
        for e in graph.edges
        if e.type in (terms.CRIMINALIZES, terms.PROVIDES_FOR) and treaty_of(e.start) == treaty
    }


def computed_batch(graph: Projection, candidates: Iterable[Candidate]) -> Batch:
    """Candidates as records (`basis` computed, with their score), for those who want them in the graph beside the curated ones."""
    terms = Terms(graph.schema)
    place = Place("graph/alignment/__init__.py")
    batch = Batch(
        "computed:alignment",
        nodes=[Node(terms.Source, COMPUTED_SOURCE, {"name": "Computed alignment of treaties"}, place)],
    )
    for c in candidates:
        properties: dict[str, Value] = {
            "relation": "related", "basis": "computed", "score": round(c.score, 4),
            "source": COMPUTED_SOURCE, "locator": c.why, "review": "compiled",
        }  # fmt: skip
        batch.edges.append(Edge(terms.CORRESPONDS_TO, c.first, c.second, properties, place))
    return batch
