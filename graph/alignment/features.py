"""How alike the provisions of two treaties are, component by component: each a matrix of values from 0 to 1.

Rows are the provisions of the first treaty, columns those of the second, both in reading order. Nothing here decides; `alignment`
weighs the components.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph.alignment.words import Bag, Matrix, bag_of, blend, cosines, rarity
from graph.ids import treaty_of
from graph.projection import Projection
from graph.records import Node
from ontology.schema import Terms

COMPONENTS = {
    "heading": "words of the headings of the two articles",
    "wording": "words of heading, summary and loaded text, with those of the article around",
    "own_words": "the same without the article around",
    "concepts": "the offences, measures and protected groups; a broader one counts in part",
    "kind": "article beside article, paragraph beside paragraph",
    "number": "the same number or letter below the article",
    "position": "how far into its treaty each stands",
    "neighbours": "likeness of what stands before and after",
    "parts": "likeness of their paragraphs and points",
    "rivals": "whether each is the other's nearest",
    "third_treaty": "both correspond to the same provision of a third treaty",
}
Links = Mapping[str, Iterable[str]]
_BROADER_COUNTS = 0.4
_FROM_ARTICLE = 0.6
_SPHERE_COUNTS = 0.7


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two treaties: its provisions in reading order, and what is known of each."""

    treaty: str
    nodes: tuple[Node, ...]
    concepts: tuple[Bag, ...]
    index: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def parents(self) -> list[int | None]:
        """The row of the article or larger provision that each is part of, by id; None at the top."""
        return [self.index.get(node.id.rpartition("/")[0]) for node in self.nodes]

    @cached_property
    def articles(self) -> list[int]:
        """The row of the article each belongs to; its own where it belongs to none."""
        found: list[int] = []
        for row, parent in enumerate(self.parents):
            found.append(row if parent is None else found[parent])
        return found

    @cached_property
    def siblings(self) -> list[list[int]]:
        """Rows that stand side by side: the articles of the treaty, and the parts of each provision."""
        groups: dict[int | str, list[int]] = defaultdict(list)
        for row, (node, parent) in enumerate(zip(self.nodes, self.parents, strict=True)):
            groups[node.label if parent is None else parent].append(row)
        return list(groups.values())

    @cached_property
    def children(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for row, parent in enumerate(self.parents):
            if parent is not None:
                found[parent].append(row)
        return found

    @cached_property
    def own_words(self) -> list[Bag]:
        return [_words(node) for node in self.nodes]

    @cached_property
    def wording(self) -> list[Bag]:
        """Own words with some of the parent's and the article's: a point says little without its chapeau."""
        own = self.own_words
        rows = zip(own, self.parents, self.articles, range(len(own)), strict=True)
        return [
            blend(
                (1, bag),
                *((0.5, own[p]) for p in (parent,) if p is not None),
                *((0.35, own[a]) for a in (article,) if a != row),
            )
            for bag, parent, article, row in rows
        ]

    @cached_property
    def headings(self) -> list[Bag]:
        return [bag_of(str(self.nodes[article].properties.get("heading", ""))) for article in self.articles]

    @cached_property
    def numbers(self) -> list[str]:
        """The last part of each id below its article; empty for articles and what is larger."""
        return [
            "" if a == row else node.id.rsplit("/", 1)[1]
            for row, (node, a) in enumerate(zip(self.nodes, self.articles, strict=True))
        ]


def side_of(graph: Projection, treaty: str) -> Side:
    """The provisions of a treaty with what they provide for. Empty where it has none."""
    terms = Terms(graph.schema)
    nodes = [
        n
        for n in graph.nodes.values()
        if n.properties.get("treaty") == treaty and graph.schema.is_a(n.label, terms.Provision)
    ]
    nodes.sort(key=lambda node: (_ordinal(node), node.id))
    return Side(
        treaty, tuple(nodes), tuple(_concept_bags(graph, nodes)), {node.id: row for row, node in enumerate(nodes)}
    )


def _ordinal(node: Node) -> int:
    value = node.properties.get("ordinal")
    return value if isinstance(value, int) else 0


def _words(node: Node) -> Bag:
    """Heading (twice, it names the matter), summary, and the official text where it is loaded."""
    heading, *rest = (str(node.properties.get(name, "")) for name in ("heading", "summary", "text"))
    return bag_of(" ".join((heading, heading, *rest)))


def _concept_bags(graph: Projection, nodes: Iterable[Node]) -> list[Bag]:
    """What each provision provides for; one without any of its own has its article's, in part."""
    found: dict[str, dict[str, float]] = {}
    for node in nodes:
        own = _concepts(graph, node.id)
        above = found.get(node.id.rpartition("/")[0], {})
        found[node.id] = own or {concept: _FROM_ARTICLE * value for concept, value in above.items()}
    return list(found.values())


def _concepts(graph: Projection, id_: str) -> dict[str, float]:
    terms = Terms(graph.schema)
    bag: dict[str, float] = {}
    for edge in graph.by_end[id_]:
        if edge.start == id_ and edge.type in (terms.CRIMINALIZES, terms.PROVIDES_FOR, terms.PROTECTS):
            bag[edge.end] = 1.0
            if "sphere" in edge.properties:
                bag[f"{edge.end} {edge.properties['sphere']}"] = _SPHERE_COUNTS
            for above in graph.by_end[edge.end]:
                if above.type == terms.BROADER and above.start == edge.end:
                    bag.setdefault(above.end, _BROADER_COUNTS)
    return bag


def components(first: Side, second: Side, known: Links) -> dict[str, Matrix]:
    """Every component for every pair of provisions of two treaties.

    `known`: for a provision the ids of those it is accepted to correspond to, in either direction and in any treaty.
    """
    own = _cosines(first.own_words, second.own_words)
    found = {
        "heading": _cosines(first.headings, second.headings),
        "wording": _cosines(first.wording, second.wording),
        "own_words": own,
        "concepts": _cosines(list(first.concepts), list(second.concepts)),
        "kind": _kind(first, second),
        "number": _number(first, second),
        "position": _position(first, second),
    }
    basic = 0.25 * found["heading"] + 0.45 * found["wording"] + 0.3 * found["concepts"]
    settled = np.maximum(basic, _direct(first, second, known))
    found["neighbours"] = _neighbours(first, second, settled)
    found["parts"] = _parts(first, second, np.maximum(own, _direct(first, second, known)))
    found["rivals"] = _rivals(basic + 0.3 * basic[np.ix_(first.articles, second.articles)])
    found["third_treaty"] = _third_treaty(first, second, known)
    return found


def _cosines(rows: list[Bag], columns: list[Bag]) -> Matrix:
    return cosines(rows, columns, rarity((*rows, *columns)))


def _kind(first: Side, second: Side) -> Matrix:
    """1 for the same kind, 0.5 for two kinds below the article."""
    labels = [np.array([node.label for node in side.nodes]) for side in (first, second)]
    below = [np.array([bool(number) for number in side.numbers]) for side in (first, second)]
    same = labels[0][:, None] == labels[1][None, :]
    value: Matrix = np.where(same, 1.0, np.where(below[0][:, None] & below[1][None, :], 0.5, 0.0))
    return value


def _number(first: Side, second: Side) -> Matrix:
    rows, columns = np.array(first.numbers), np.array(second.numbers)
    same: Matrix = ((rows[:, None] == columns[None, :]) & (rows[:, None] != "")).astype(np.float64)
    return same


def _position(first: Side, second: Side) -> Matrix:
    rows, columns = (np.arange(len(side.nodes)) / max(len(side.nodes), 1) for side in (first, second))
    apart: Matrix = np.abs(rows[:, None] - columns[None, :])
    return 1 - apart


def _direct(first: Side, second: Side, known: Links) -> Matrix:
    matrix = np.zeros((len(first.nodes), len(second.nodes)))
    for row, node in enumerate(first.nodes):
        for other in known.get(node.id, ()):
            if other in second.index:
                matrix[row, second.index[other]] = 1.0
    return matrix


def _third_treaty(first: Side, second: Side, known: Links) -> Matrix:
    """1 - 2^-n for n provisions of other treaties that both correspond to."""
    matrix = np.zeros((len(first.nodes), len(second.nodes)))
    for row, node in enumerate(first.nodes):
        for between in known.get(node.id, ()):
            if treaty_of(between) not in (first.treaty, second.treaty):
                for other in known.get(between, ()):
                    if other in second.index:
                        matrix[row, second.index[other]] += 1
    return 1 - 0.5**matrix


def _neighbours(first: Side, second: Side, alike: Matrix) -> Matrix:
    """The mean likeness of the provisions just before and of those just after; an end counts as unlike."""
    before, after = np.zeros_like(alike), np.zeros_like(alike)
    for rows in first.siblings:
        for columns in second.siblings:
            block = alike[np.ix_(rows, columns)]
            before[np.ix_(rows[1:], columns[1:])] = block[:-1, :-1]
            after[np.ix_(rows[:-1], columns[:-1])] = block[1:, 1:]
    return (before + after) / 2


def _parts(first: Side, second: Side, alike: Matrix) -> Matrix:
    """For two provisions with parts, the mean over all parts of the best match on the other side."""
    matrix = np.zeros_like(alike)
    down = {j: alike[:, columns].max(axis=1) for j, columns in second.children.items()}
    for i, rows in first.children.items():
        across = alike[rows].max(axis=0)
        for j, columns in second.children.items():
            matrix[i, j] = (down[j][rows].sum() + across[columns].sum()) / (len(rows) + len(columns))
    return matrix


def _rivals(alike: Matrix) -> Matrix:
    """Each value as a share of the best in its row times its share of the best in its column."""
    if not alike.size:
        return alike
    best_row = np.maximum(alike.max(axis=1, keepdims=True), 1e-9)
    best_column = np.maximum(alike.max(axis=0, keepdims=True), 1e-9)
    matrix: Matrix = (alike / best_row) * (alike / best_column)
    return matrix
