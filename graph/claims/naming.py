"""What things in the graph are called: every name, title, alias and number by which a text may mean them.

Nothing is named here by hand: all names come from the properties of nodes. Short forms in capitals (`CRC`, `UN`) are met as written,
longer names in any case; accents, kinds of quotation mark and of space make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.projection import Projection
from graph.records import Node
from ontology.schema import Terms

UNITED_NATIONS = (("United Nations", "UN"), ("U.N.", "UN"))
_PLAIN = str.maketrans("’‘“”–—\u00a0\u2011øØłŁđĐı", "''\"\"-- -oOlLdDi")
_NAME_IN_BRACKETS = re.compile(r"\b(?:Convention|Treaty|Protocol|Agreement|Covenant|Pact|Statute)\b|^[A-Z]{3,8}$")
_WORD = re.compile(r"\w+")
_SMALL = {"on", "of", "the", "and", "for", "to", "in", "against", "a", "an", "with"}


def plain(text: str) -> str:
    """A text with plain quotes, spaces and dashes and without accents, letter for letter (the length stays the same)."""
    return "".join(_bare(letter) for letter in text.translate(_PLAIN))


def _bare(letter: str) -> str:
    first = unicodedata.normalize("NFD", letter)[0]
    return first if len(first) == 1 else letter


@dataclass(frozen=True)
class Mention:
    """A stretch of a text that names something: the ids it may mean (several where the name is shared)."""

    start: int
    end: int
    ids: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Names:
    """All names in a graph, and where a text uses them."""

    graph: Projection

    @cached_property
    def by_name(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for node in self.graph.nodes.values():
            for name in self._names(node):
                for form in _forms(name):
                    found[_key(form)][node.id] = None
        return {name: tuple(ids) for name, ids in found.items()}

    def _names(self, node: Node) -> Iterator[str]:
        terms, schema = Terms(self.graph.schema), self.graph.schema
        if node.label == terms.Treaty:
            yield from treaty_names(node)
        elif schema.is_a(node.label, terms.Actor) or node.label in (terms.Offence, terms.Measure, terms.Region):
            names = [*_texts(node, "name", "official_name", "aliases", "alt_labels")]
            if node.label in (terms.Offence, terms.Measure):
                names.append(node.id.replace("-", " "))
            grouping = node.label == terms.Measure and not any(
                e.type == terms.BROADER and e.start == node.id for e in self.graph.by_end[node.id]
            )
            yield from (n for n in names if not grouping or " " in n)  # `support`, `protection` mean no measure

    @cached_property
    def _longest(self) -> int:
        return max((len(_WORD.findall(name)) for name in self.by_name), default=0)

    def find(self, text: str) -> list[Mention]:
        """Where a text names something: the longest name at each place, none within another. `text` is plain (see `plain`)."""
        words = list(_WORD.finditer(text))
        found: list[Mention] = []
        for first, word in enumerate(words):
            if not found or word.start() >= found[-1].end:
                found += self._at(text, word.start(), words[first : first + self._longest])
        return found

    def _at(self, text: str, start: int, words: list[re.Match[str]]) -> list[Mention]:
        for last in reversed(words):
            for end in (last.end() + 1, last.end()):  # with a full stop that belongs to the name, as in U.S.
                if end > last.end() and text[last.end() : end] != ".":
                    continue
                ids = self._meant(text[start:end])
                if ids:
                    return [Mention(start, end, ids)]
        return []

    def _meant(self, written: str) -> tuple[str, ...]:
        """The ids of a name as written. Only concepts and groups of people are common nouns and may stand in small letters."""
        for form in (written, re.sub(r"s$", "", written), re.sub(r"es$", "", written)):
            ids = self.by_name.get(_key(form), ())
            kept = tuple(
                id_ for id_ in ids if written[0].isupper() or written[0].isdigit() or self._is_common_noun(id_)
            )
            if kept:
                return kept
        return ()

    def _is_common_noun(self, id_: str) -> bool:
        terms, node = Terms(self.graph.schema), self.graph.nodes[id_]
        if node.label in (terms.Offence, terms.Measure):
            return True
        return node.label == terms.Stakeholder and str(node.properties.get("name", ""))[1:].islower()


def _texts(node: Node, *properties: str) -> Iterator[str]:
    for name in properties:
        value = node.properties.get(name)
        yield from (value if isinstance(value, list) else [str(value)] if value else [])


def treaty_names(node: Node) -> list[str]:
    """A treaty's name, title and short title, each also without what stands in brackets, after a semicolon or before it; its initials."""
    names: list[str] = []
    for text in _texts(node, "name", "short_title", "title"):
        inside = [part for part in re.findall(r"\(([^)]+)\)", text) if _NAME_IN_BRACKETS.search(part)]
        names += [text, *inside, re.sub(r"\s*\([^)]*\)", "", text), text.split(";")[0]]
    series = str(node.properties.get("series", ""))
    names += [
        f"{kind} {no}{number}"
        for kind, number in re.findall(r"\b(C?ETS) No\. (\d+)", series)
        for no in ("No. ", "No ", "")
    ]
    names += [initials for name in names if (initials := _initials(name)).lower() == node.id]
    return list(dict.fromkeys(name.strip() for name in names if len(name.strip()) > 2))


def _initials(name: str) -> str:
    words = [w for w in re.findall(r"\w+", name.replace("United Nations", "UN")) if w.lower() not in _SMALL]
    return "".join(w if w == "UN" else w[0].upper() for w in words)


def _forms(name: str) -> Iterable[str]:
    """The name, and with UN for United Nations and the reverse."""
    bare = re.sub(r"^the ", "", plain(name), flags=re.I)
    forms = {bare}
    for long, short in UNITED_NATIONS:
        forms |= {re.sub(rf"\b{re.escape(long)}\b", short, f) for f in set(forms)}
    forms |= {re.sub(r"\bUN\b", "United Nations", f) for f in set(forms)} | {
        re.sub(r"\bUN\b", "U.N.", f) for f in set(forms)
    }
    return forms


def _key(name: str) -> str:
    """Short forms in capitals stay as written, all else is met in any case."""
    bare = re.sub(r"\s+", " ", name.strip())
    if re.fullmatch(r"(?:[A-Z]\.)+", bare):  # U.K. is UK
        bare = bare.replace(".", "")
    return bare if _is_short_form(bare) else bare.lower()


def _is_short_form(name: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", name)
    return len(letters) <= 6 and letters.isupper() and " " not in name
