"""The catalogue against the official texts that are loaded: what people set down, checked by what the treaty prints.

Both are in one graph. A thing says by its `origin` who states it: the catalogue, the text (`text:budapest`), or both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from graph.ids import treaty_of
from graph.interchange.validation import Problem
from graph.projection import Projection
from graph.records import Edge, Node
from graph.store.additions import CATALOGUE
from ontology.schema import Terms, Value

WRONG, DOUBTFUL = "Violation", "Warning"
_TEXT = "text:"
_STRONGER = {"shall": ("shall",), "may": ("may", "shall")}  # what a text may print where the catalogue says the key
_NOT_WORDS = re.compile(r"[^\w ]+|_")


def text_problems(graph: Projection) -> list[Problem]:
    """Where the catalogue and a loaded text of the same treaty differ; empty where they agree or no text is loaded.

    A provision that the text does not have, and a number of articles that is not its own, are wrong (`Violation`). A heading
    that reads otherwise, a reference or a duty that was not found there are for a person to look at (`Warning`): the text's own
    were read by a program. In English, since the catalogue is.
    """
    return [problem for treaty in _texts(graph) for problem in _Comparison(graph, treaty).problems()]


def _texts(graph: Projection) -> list[str]:
    """The treaties of the catalogue whose English text is loaded."""
    stated = {(treaty_of(id_), origin) for id_, node in graph.nodes.items() for origin in _origins(node.properties)}
    named = {treaty for treaty, origin in stated if origin == CATALOGUE and treaty in graph.nodes}
    return sorted(treaty for treaty in named if (treaty, _TEXT + treaty) in stated)


def _origins(properties: Mapping[str, Value]) -> list[str]:
    value = properties.get("origin", [])
    return [str(o) for o in value] if isinstance(value, list) else [str(value)]


class _Comparison:
    """One treaty of the catalogue beside its text."""

    def __init__(self, graph: Projection, treaty: str) -> None:
        self.graph, self.treaty, self.text = graph, treaty, _TEXT + treaty
        self.terms = Terms(graph.schema)
        label = self.terms.Provision
        provisions = [
            n for n in graph.nodes.values() if treaty_of(n.id) == treaty and graph.schema.is_a(n.label, label)
        ]
        self.curated = [n for n in provisions if CATALOGUE in _origins(n.properties)]
        self.printed = {n.id: n for n in provisions if self.text in _origins(n.properties)}
        self.own = [e for node in provisions for e in graph.by_end[node.id] if e.start == node.id]

    def problems(self) -> Iterator[Problem]:
        yield from self._articles()
        yield from self._provisions()
        yield from self._headings()
        yield from self._references()
        yield from self._duties()

    def _problem(self, id_: str, property_: str, problem: str, value: str, severity: str) -> Problem:
        path = self.graph.schema.classes[self.graph.nodes[id_].label].iri_path
        return Problem(f"{path}{id_}", property_, problem, value, severity)

    # ------------------------------------------------------------------ what there is
    def _articles(self) -> Iterator[Problem]:
        """How many there are. The provisions that are too many stand by themselves; those that lack are named here."""
        ours, theirs = self._of_article(self.curated), self._of_article(self.printed.values())
        if len(ours) != len(theirs):
            lacking = sorted(theirs - ours)
            named = f"; without {', '.join(lacking[:10])}{' ...' * (len(lacking) > 10)}" if lacking else ""
            said = f"the catalogue has {len(ours)} articles, the text {len(theirs)}{named}"
            yield self._problem(self.treaty, "", said, str(len(ours)), WRONG)

    def _of_article(self, nodes: Iterable[Node]) -> set[str]:
        return {n.id for n in nodes if n.label == self.terms.Article}

    def _provisions(self) -> Iterator[Problem]:
        absent = {n.id for n in self.curated if n.id not in self.printed}
        for id_ in sorted(absent):
            above = self._above(id_)
            if not absent & above:
                parts = sum(1 for other in absent if id_ in self._above(other))
                with_parts = f" (nor its {parts} parts)" if parts else ""
                yield self._problem(id_, "", f"the text has no such provision{with_parts}", id_, WRONG)

    def _headings(self) -> Iterator[Problem]:
        for node in self.curated:
            ours, theirs = node.properties.get("heading"), node.properties.get("printed_heading")
            if ours and theirs and _plain(str(ours)) != _plain(str(theirs)):
                yield self._problem(node.id, "heading", f"the text prints {str(theirs)!r}", str(ours), DOUBTFUL)

    # ------------------------------------------------------------------ what it says
    def _references(self) -> Iterator[Problem]:
        refers = [e for e in self.own if e.type == self.terms.REFERS_TO]
        printed = [(e.start, e.end) for e in refers if self.text in _origins(e.properties)]
        for edge in refers:
            if CATALOGUE not in _origins(edge.properties) or not self._is_comparable(edge):
                continue
            if not any(self._touch(edge.start, start) and self._touch(edge.end, end) for start, end in printed):
                said = f"no reference to {self.graph.name(edge.end)} was found in its text"
                yield self._problem(edge.start, "refers_to", said, edge.end, DOUBTFUL)

    def _is_comparable(self, edge: Edge) -> bool:
        """References to the treaty itself are not read from texts; of what the text lacks, that alone is said."""
        there = edge.start in self.printed and (treaty_of(edge.end) != self.treaty or edge.end in self.printed)
        return there and edge.end != self.treaty

    def _duties(self) -> Iterator[Problem]:
        """Whether what the catalogue calls a duty (or a choice) is one by any verb of the provision or of its parts."""
        for edge in self.own:
            wanted = _STRONGER.get(str(edge.properties.get("modality")))
            if wanted and CATALOGUE in _origins(edge.properties):
                found = self._forces(edge.start)
                if found and not any(force.startswith(wanted) for force in found):
                    said = f"the catalogue says {edge.properties['modality']!r}, the text {', '.join(sorted(found))}"
                    yield self._problem(edge.start, "modality", said, edge.end, DOUBTFUL)

    def _forces(self, id_: str) -> set[str]:
        """The force of a provision, of its parts, and of what it completes (the words before a list)."""
        within = [
            node
            for other, node in self.printed.items()
            if other == id_ or other.startswith(f"{id_}/") or id_.startswith(f"{other}/")
        ]
        return {str(n.properties["force"]) for n in within if n.properties.get("force", "none") != "none"}

    # ------------------------------------------------------------------ what holds what
    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        holders: dict[str, list[str]] = defaultdict(list)
        for edge in self.graph.edges:
            if edge.type == self.terms.CONTAINS:
                holders[edge.end].append(edge.start)
        return holders

    def _above(self, id_: str) -> set[str]:
        """The provisions that a provision is part of: by its id, and the chapters that contain its article."""
        found: set[str] = set()
        waiting = [id_]
        while waiting:
            here = waiting.pop()
            parent = here.rpartition("/")[0]
            for holder in [*self._holders.get(here, ()), *([parent] if parent else [])]:
                if holder not in found and "/" in holder:
                    found.add(holder)
                    waiting.append(holder)
        return found

    def _touch(self, one: str, other: str) -> bool:
        """Whether two are the same or one is part of the other: texts refer to articles where people note the paragraph."""
        return one == other or one in self._above_once(other) or other in self._above_once(one)

    def _above_once(self, id_: str) -> set[str]:
        if id_ not in self._known_above:
            self._known_above[id_] = self._above(id_)
        return self._known_above[id_]

    @cached_property
    def _known_above(self) -> dict[str, set[str]]:
        return {}


def _plain(heading: str) -> str:
    """A heading less what printers vary: case, accents, hyphens, punctuation, white space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(c))
    return " ".join(_NOT_WORDS.sub("", bare.replace("-", "").replace("–", " ")).casefold().split())
