"""A treaty as a reader wants it: contents, an article with its parts, what it refers to and what refers to it, its matches elsewhere.

All answers come from the graph in memory. An article stands for its paragraphs and points: what is said of a part is told with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph.errors import UnknownThingError
from graph.ids import treaty_of
from graph.projection import Projection
from graph.records import Edge, Node
from ontology.schema import Terms

_INVERSE = {"broader": "narrower", "narrower": "broader"}
_CLOSEST = ("exact", "close", "broader", "narrower", "related")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents: a provision and how deep it stands (0: outermost)."""

    node: Node
    depth: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A statement that one provision names another provision or treaty. `part` belongs to the article read, `other` does not need to."""

    part: str
    other: str
    edge: Edge

    @property
    def kind(self) -> str:
        return str(self.edge.properties.get("kind", "cites"))


@dataclass(frozen=True, slots=True)
class Match:
    """A provision of another treaty that corresponds to a part of the article; `relation` says what the other is to the part (SKOS)."""

    part: str
    other: str
    relation: str
    edge: Edge


class Reader:
    """The provisions of a graph in reading order, with what is said of each."""

    def __init__(self, graph: Projection) -> None:
        self.graph = graph
        self.terms = Terms(graph.schema)
        self._children: dict[str, list[Node]] = {}
        for edge in graph.edges:
            if edge.type == self.terms.CONTAINS:
                self._children.setdefault(edge.start, []).append(graph.nodes[edge.end])
        for children in self._children.values():
            children.sort(key=_ordinal)

    def children(self, id_: str) -> list[Node]:
        """The parts of a treaty or provision, one level down, in reading order."""
        return self._children.get(id_, [])

    def contents(self, treaty: str) -> list[Line]:
        """Chapters, sections, articles and the like; paragraphs and points are left out. UnknownThingError for an unknown treaty."""
        if self.graph.require(treaty).label != self.terms.Treaty:
            raise UnknownThingError(f"{treaty!r} is not a treaty")
        return list(self._lines(treaty, 0))

    def _lines(self, id_: str, depth: int) -> Iterable[Line]:
        for node in self.children(id_):
            if node.label not in (self.terms.Paragraph, self.terms.Point):
                yield Line(node, depth)
                yield from self._lines(node.id, depth + 1)

    def leaves(self, treaty: str) -> list[str]:
        """What is read one at a time, in order: preamble, articles, and parts of annexes that hold no articles."""
        return [line.node.id for line in self.contents(treaty) if not self._groups(line.node)]

    def _groups(self, node: Node) -> bool:
        return any(child.label not in (self.terms.Paragraph, self.terms.Point) for child in self.children(node.id))

    def page_of(self, provision: str) -> str:
        """The id of what is read at once when a provision is opened: its article, or itself above articles."""
        node = self.graph.require(provision)
        if not self.graph.schema.is_a(node.label, self.terms.Provision):
            raise UnknownThingError(f"{provision!r} is {node.label}, not a provision")
        while node.label in (self.terms.Paragraph, self.terms.Point):
            node = self.graph.require(node.id.rpartition("/")[0])
        return node.id

    def above(self, provision: str) -> list[Node]:
        """The chapters and sections an article stands in, outermost first."""
        found: list[Node] = []
        parents = {child.id: parent for parent, children in self._children.items() for child in children}
        at = parents.get(provision)
        while at is not None and at in self.graph.nodes and self.graph.nodes[at].label != self.terms.Treaty:
            found.insert(0, self.graph.nodes[at])
            at = parents.get(at)
        return found

    def parts(self, provision: str) -> list[Line]:
        """An article and its paragraphs and points, in reading order."""
        found = [Line(self.graph.require(provision), 0)]
        for child in self.children(provision):
            if child.label in (self.terms.Paragraph, self.terms.Point):
                found += [Line(line.node, line.depth + 1) for line in self.parts(child.id)]
        return found

    def _edges(self, article: str, *types: str) -> list[Edge]:
        ids = [line.node.id for line in self.parts(article)]
        return list({e.key: e for id_ in ids for e in self.graph.by_end[id_] if e.type in types}.values())

    def references(self, article: str) -> list[Reference]:
        """What the article and its parts refer to, those within the article itself too, in reading order."""
        own = {line.node.id for line in self.parts(article)}
        found = [Reference(e.start, e.end, e) for e in self._edges(article, self.terms.REFERS_TO) if e.start in own]
        return sorted(found, key=lambda r: (self._place(r.part), treaty_of(r.other), self._place(r.other)))

    def referred_from(self, article: str) -> list[Reference]:
        """What refers to the article or its parts from outside it, in reading order of treaties."""
        own = {line.node.id for line in self.parts(article)}
        found = [
            Reference(e.end, e.start, e)
            for e in self._edges(article, self.terms.REFERS_TO)
            if e.end in own and e.start not in own
        ]
        return sorted(
            found, key=lambda r: (treaty_of(r.other) != treaty_of(article), treaty_of(r.other), self._place(r.other))
        )

    def rules(self, article: str) -> list[Edge]:
        """What the article makes an offence or provides for, and whom it protects."""
        terms = self.terms
        return self._edges(article, terms.CRIMINALIZES, terms.PROVIDES_FOR, terms.PROTECTS)

    def matches(self, article: str) -> list[Match]:
        """Matching provisions of other treaties, treaty by treaty, the closest first; the article's own before those of its parts."""
        own = {line.node.id: i for i, line in enumerate(self.parts(article))}
        found = [_match(e, own) for e in self._edges(article, self.terms.CORRESPONDS_TO)]
        return sorted(
            found,
            key=lambda m: (
                treaty_of(m.other),
                own[m.part] > 0,
                _CLOSEST.index(m.relation),
                own[m.part],
                self._place(m.other),
            ),
        )

    def _place(self, id_: str) -> int:
        return _ordinal(self.graph.nodes[id_])


def _match(edge: Edge, own: dict[str, int]) -> Match:
    relation = str(edge.properties.get("relation", "related"))
    if edge.start in own:
        return Match(edge.start, edge.end, relation, edge)
    return Match(edge.end, edge.start, _INVERSE.get(relation, relation), edge)


def _ordinal(node: Node) -> int:
    value = node.properties.get("ordinal", 0)
    return value if isinstance(value, int) else 0


@lru_cache(maxsize=4)
def reader_of(graph: Projection) -> Reader:
    """The reader of a graph, made once."""
    return Reader(graph)
