"""Which treaty a text means: by name, by description (`the UN cybercrime treaty`), or by pointing back (`the convention`, `it`).

A description means a treaty when every telling word in it belongs to that treaty's names, places of signature or organisation. A
description with a telling word that belongs to none (`the Paris Agreement`) means a treaty that the graph does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from graph.claims.naming import Names, treaty_names
from graph.claims.treaty_words import HEAD, Word, complements, is_headline, modifiers, telling_words
from graph.ids import treaty_of
from graph.projection import Projection
from graph.records import Node
from ontology.schema import Terms

UNKNOWN = "?"  # a treaty that the graph does not hold
_POINTERS = {
    "instrument",
    "text",
    "draft",
    "proposal",
    "document",
}  # mean the treaty in question only after `the` or `this`
_ASIDE = re.compile(
    r"\b(?:unlike|like|compared (?:with|to)|similar to|as with|modelled on|building on|than|replaces?|supplements?)\s+(?:\w+\s+){0,4}$",
    re.I,
)
_DEPOSITED = re.compile(r"s? of (?:ratification|accession|acceptance|approval|formal confirmation)\b")
_PREDICATE = re.compile(
    r"\b(?:is|was|be|been|being|became|becomes|remains|as|called|considered|it)\s+(?:the|an?|one of the)\s+(?:world's\s+)?$"
)


@dataclass(frozen=True)
class TreatyMention:
    """A stretch of text that means a treaty (its id, or UNKNOWN); `named` where it is said which, not only pointed at."""

    start: int
    end: int
    treaty: str
    named: bool


@dataclass
class Focus:
    """What has been spoken of so far: the topic (the first treaty named), the last treaty, and the last of each kind of instrument."""

    topic: str | None = None
    last: str | None = None
    by_head: dict[str, str] = field(default_factory=dict)

    def named(self, treaty: str, heads: Collection[str], parent: str | None) -> None:
        if treaty != UNKNOWN and self.topic is None:
            self.topic = treaty
        self.last = treaty
        for head in heads:
            self.by_head[head] = treaty
        if parent:  # after a protocol, `the convention` is the one it supplements
            self.by_head["convention"] = parent


class TreatyFinder:
    """Finds treaties in the sentences of one article, which must be given in order."""

    def __init__(self, graph: Projection, names: Names) -> None:
        self.graph, self.names = graph, names
        self.focus = Focus()
        self._present: set[str] = set()

    @cached_property
    def treaties(self) -> list[Node]:
        terms = Terms(self.graph.schema)
        return [n for n in self.graph.nodes.values() if n.label == terms.Treaty]

    @cached_property
    def makers(self) -> dict[str, set[str]]:
        """Ids of the organisations and organs that made each treaty."""
        return {node.id: _makers(self.graph, node.id) for node in self.treaties}

    @cached_property
    def organisations(self) -> dict[str, set[str]]:
        """The words for the organisations in which each treaty was made: those that adopted it or keep it."""
        found: dict[str, set[str]] = {}
        for node in self.treaties:
            words = telling_words(str(node.properties.get("depositary", "")))
            for actor in self.makers[node.id]:
                words |= telling_words(str(self.graph.nodes[actor].properties.get("name", "")))
            found[node.id] = words | ({"UN"} if "nation" in words else set())
        return found

    @cached_property
    def bags(self) -> dict[str, set[str]]:
        """Every telling word for each treaty."""
        found: dict[str, set[str]] = {}
        for node in self.treaties:
            words = {w for name in treaty_names(node) for w in telling_words(name)} | self.organisations[node.id]
            found[node.id] = words.union(*(telling_words(place) for place in _signing_places(self.graph, node.id)))
        return found

    @cached_property
    def _vocabulary(self) -> set[str]:
        return set().union(*self.bags.values())

    def find(self, text: str) -> list[TreatyMention]:
        """Treaties that a sentence means, in order; the focus moves on with each. `text` is plain."""
        headline = is_headline(text)
        self._present = {id_ for m in self.names.find(text) for id_ in m.ids}
        found = list(self._named(text))
        for match in HEAD.finditer(text):
            described = self._described(text, match, found, headline)
            if described:
                found = [f for f in found if f.end <= described.start or described.end <= f.start] + [described]
        found.sort(key=lambda f: f.start)
        for mention in found:
            if mention.named and not _ASIDE.search(text[: mention.start]):
                heads = self._heads(mention.treaty, text[mention.start : mention.end])
                self.focus.named(mention.treaty, heads, self._parent(mention.treaty))
        return found

    def _named(self, text: str) -> Iterable[TreatyMention]:
        terms = Terms(self.graph.schema)
        for m in self.names.find(text):
            treaties = [id_ for id_ in m.ids if self.graph.nodes[id_].label == terms.Treaty]
            if treaties:
                yield TreatyMention(m.start, m.end, treaties[0], named=True)

    def _parent(self, treaty: str) -> str | None:
        parent = self.graph.nodes[treaty].properties.get("requires_party_to") if treaty in self.graph.nodes else None
        return str(parent) if parent else None

    def _heads(self, treaty: str, written: str) -> set[str]:
        words = {w.lower() for w in re.findall(r"\w+", written)}
        if treaty in self.bags:
            words |= {
                w.lower() for name in treaty_names(self.graph.nodes[treaty])[:1] for w in re.findall(r"\w+", name)
            }
        kinds = {"convention", "protocol", "agreement", "covenant", "statute"} & words
        return {"protocol"} if "protocol" in kinds else kinds

    def _described(
        self, text: str, head: re.Match[str], named: list[TreatyMention], headline: bool
    ) -> TreatyMention | None:
        """The treaty that a noun such as `treaty` means with the words around it."""
        if _DEPOSITED.match(text, head.end()):  # an instrument of ratification
            return None
        inside = next((m for m in named if m.start <= head.start() < m.end), None)
        begin, before = modifiers(
            text, inside.start if inside else head.start(), self._vocabulary, headline or inside is not None
        )
        if inside:
            return self._with_modifiers(text, inside, begin, before)
        end, after = complements(text, head.end(), self._vocabulary)
        words = [w for w in (*before, *after) if w.telling]
        if _PREDICATE.search(text[:begin]) and self.focus.last:  # `it was the first treaty on` speaks of the last
            return TreatyMention(begin, head.end(), self.focus.last, named=False)
        year = _year(before)
        if words or year:
            return TreatyMention(begin, end, self._meant(words, year, head["head"].lower()), named=True)
        return self._pointed_at(text, begin, head)

    def _with_modifiers(self, text: str, inside: TreatyMention, begin: int, before: list[Word]) -> TreatyMention | None:
        """A name with words before it: they may narrow it (`UN` before `Convention on Cybercrime`) but not contradict it."""
        extra, year = {w.stem for w in before if w.telling}, _year(before)
        if extra <= self.bags[inside.treaty] and (year is None or year in _years(self.graph.nodes[inside.treaty])):
            return None
        words = extra | telling_words(text[inside.start : inside.end])
        other = [
            t for t, bag in self.bags.items() if words <= bag and (year is None or year in _years(self.graph.nodes[t]))
        ]
        return TreatyMention(begin, inside.end, other[0] if other else UNKNOWN, named=True)

    def _meant(self, words: list[Word], year: int | None, head: str) -> str:
        if any(w.unknown for w in words):
            return UNKNOWN
        stems = {w.stem for w in words}
        dated = [n.id for n in self.treaties if year is None or year in _years(n)]
        found = [t for t in dated if stems <= self.bags[t]] or [
            t for t in dated if stems <= self.bags[t] | self._matters[t]
        ]
        return max(found, key=lambda t: self._likelihood(t, head), default=UNKNOWN)

    @cached_property
    def _matters(self) -> dict[str, set[str]]:
        """Words for the broadest kinds of offence that each treaty criminalizes: `cybercrime`, `corruption`."""
        terms = Terms(self.graph.schema)
        found: dict[str, set[str]] = {node.id: set() for node in self.treaties}
        for edge in self.graph.edges:
            if edge.type == terms.CRIMINALIZES:
                above = (e.end for e in self.graph.by_end[edge.end] if e.type == terms.BROADER and e.start == edge.end)
                for id_ in (edge.end, *above):
                    node = self.graph.nodes[id_]
                    names = [str(node.properties.get("name", "")), *node.properties.get("alt_labels", [])]  # type: ignore[misc]  # a list by the ontology
                    found[treaty_of(edge.start)] |= {
                        w for name in names if len(name.split()) < 3 for w in telling_words(name)
                    }
        return found

    def _likelihood(self, treaty: str, head: str) -> tuple[bool, bool, bool, bool, str]:
        """Of several treaties that fit: the kind named; made by one that the sentence names; the last; the topic; the newest."""
        heads = self._heads(treaty, "")
        kind = head in heads or (head not in ("convention", "protocol") and "protocol" not in heads)
        adopted = str(self.graph.nodes[treaty].properties.get("adopted", ""))
        made_here = bool(self.makers[treaty] & self._present)
        return kind, made_here, treaty == self.focus.last, treaty == self.focus.topic, adopted

    def _pointed_at(self, text: str, begin: int, head: re.Match[str]) -> TreatyMention | None:
        noun, before = head["head"].lower(), text[:begin].lower().rstrip()
        definite = bool(re.search(r"\b(?:the|this|that|its|same|said)$", before))
        if noun in _POINTERS and not definite:
            return None
        new = "new" in text[begin : head.start()].lower().split()
        treaty = self.focus.topic if new else self.focus.by_head.get(noun) or self.focus.last
        return TreatyMention(begin, head.end(), treaty, named=False) if treaty else None


def _year(words: list[Word]) -> int | None:
    return next((int(w.text) for w in words if re.fullmatch(r"(?:19|20)\d\d", w.text)), None)


def _years(node: Node) -> set[int]:
    return {int(str(node.properties[name])[:4]) for name in ("adopted", "opened") if name in node.properties}


def _makers(graph: Projection, treaty: str) -> set[str]:
    """Ids of those in whose framework a treaty was made: organs that adopted it and what they belong to."""
    terms = Terms(graph.schema)
    events = {e.start for e in graph.by_end[treaty] if e.type == terms.PRODUCED}
    roles = ("adopting", "framework")
    makers = {
        e.start for event in events for e in graph.by_end[event]
        if e.type == terms.PARTICIPATED_IN and any(r in str(e.properties.get("role", "")) for r in roles)
    }  # fmt: skip
    above = {e.end for maker in makers for e in graph.by_end[maker] if e.type == terms.MEMBER_OF and e.start == maker}
    return makers | above


def _signing_places(graph: Projection, treaty: str) -> set[str]:
    terms = Terms(graph.schema)
    events = [graph.nodes[e.start] for e in graph.by_end[treaty] if e.type == terms.PRODUCED]
    return {
        str(e.properties["place"]) for e in events if e.properties.get("kind") == "signing" and "place" in e.properties
    }
