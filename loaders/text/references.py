"""What a reference stands for: the provisions or treaties it names, found in the treaty's own outline or by the names of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.text.headings import CONTAINERS
from loaders.text.mentions import Item, Mention, Qualifier, Step, mentions
from loaders.text.names import Names
from loaders.text.numbering import roman_value
from loaders.text.outline import Outline
from loaders.text.provisions import Provision

_SENTENCE = re.compile(r"[.;:]\s")
_BEFORE = 160
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("permits_reservation", re.compile(r"\breserves? the right\b|avails? itself of the reservation|\breservations?\b.{0,60}\b(?:to|under|provided for in|permitted (?:by|under|in))\W*$", re.IGNORECASE)),
    ("without_prejudice", re.compile(r"(?:without prejudice to|notwithstanding|shall not (?:affect|prejudice))[^.;]{0,60}$", re.IGNORECASE)),
    ("subject_to", re.compile(r"(?:\bsubject to|except as(?: otherwise)?(?: specifically)? provided(?: otherwise)?(?: for)? in|unless otherwise provided(?: for)? in|save as provided in)[^.;]{0,60}$", re.IGNORECASE)),
    (
        "defines",
        re.compile(r"(?:\b(?:as|is|are)?\s*(?:defined|established|described|specified|enumerated|listed)|within the meaning|as set (?:forth|out)|covered by|set forth)\b[^.;]{0,70}$", re.IGNORECASE),
    ),
    ("applies", re.compile(r"(?:\bappl(?:y|ies|ication|ied|icable)|in accordance with|pursuant to|in conformity with|according to|giv(?:e|es|ing) effect to|mutatis mutandis|measures referred to in|obligations set forth in)\b[^.;]{0,60}$", re.IGNORECASE)),
)  # fmt: skip
_APPLIES_AFTER = re.compile(
    r"^[^.;]{0,40}\b(?:shall (?:also )?(?:apply|be applicable|be applied)|(?:is|are) applicable|appl(?:y|ies))\b",
    re.IGNORECASE,
)
_GLUED = re.compile(r"^(\d+)([a-z])$")
_OTHER_KINDS_OF_POINT = {"para": ("para", "point"), "point": ("point", "para")}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference from a provision to one target.

    `target` is the path of a provision of the same treaty, or, where `treaty` is set, of another one (empty: the treaty as a
    whole). `start` and `end` count characters of the source's own text; `quote` is what stands there.
    """

    source: Provision
    target: str
    start: int
    end: int
    quote: str
    kind: str
    treaty: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A reference whose target is not known here: another instrument, or a provision that does not exist."""

    source: Provision
    start: int
    end: int
    quote: str
    reason: str


def find_references(outline: Outline, names: Names) -> tuple[list[Reference], list[Unresolved]]:
    """All references in the text of a treaty: those with a target and those without one, in the order of the text.

    A whole treaty that names itself (`this Convention`) and a provision that refers to no more than itself are left out.
    """
    finder = _Finder(outline, names)
    for top in outline.parts:
        for provision in top.walk():
            finder.read(provision)
    return finder.references, finder.unresolved


class _Finder:
    """Resolves the references of a whole treaty; one provision after another, since `that article` looks back."""

    def __init__(self, outline: Outline, names: Names) -> None:
        self.names = names
        self.all = [p for top in outline.parts for p in top.walk()]
        self.by_path = {p.path: p for p in self.all}
        self.position = {p.path: i for i, p in enumerate(self.all)}
        self.articles = [p for p in self.all if p.kind == "art"]
        self.references: list[Reference] = []
        self.unresolved: list[Unresolved] = []
        self.lately: list[Provision] = []

    # ------------------------------------------------------------------ one provision
    def read(self, provision: Provision) -> None:
        text = provision.text
        if not text:
            return
        self.lately = self.lately[-3:]
        taken: list[tuple[int, int]] = []
        for mention in mentions(text):
            other = self._other(mention)
            if other is None and provision.kind == "preamble" and _is_unqualified_article(mention):
                other = self._last_named(text, mention.start)
            if other is not None:
                self._foreign(provision, text, mention, other)
                taken.append((mention.start, mention.end))
                continue
            targets = self._targets(provision, mention)
            if targets:
                self.lately += targets
            elif not _is_vague(mention):
                self.unresolved.append(
                    Unresolved(
                        provision, mention.start, mention.end, text[mention.start : mention.end], "no such provision"
                    )
                )
            for target in dict.fromkeys(targets):
                if target is not provision:
                    self._add(provision, text, mention.start, mention.end, target.path)
            taken.append((mention.start, mention.end))
        for start, end, treaty in self.names.named_in(text):
            if not any(a < end and start < b for a, b in taken):
                self._add(provision, text, start, end, "", treaty)

    def _add(self, source: Provision, text: str, start: int, end: int, target: str, treaty: str = "") -> None:
        self.references.append(
            Reference(source, target, start, end, text[start:end], kind_of(text, start, end), treaty)
        )

    def _foreign(self, source: Provision, text: str, mention: Mention, name: Qualifier) -> None:
        """A reference to provisions of another instrument."""
        treaty, end = self.names.treaty_at(text, name.start, name.name)
        end = max(end, mention.end) if name.start >= mention.start else mention.end
        quote = text[mention.start : end]
        if not treaty:
            self.unresolved.append(Unresolved(source, mention.start, end, quote, f"another instrument: {name.name}"))
            return
        outer = _outer_items(mention.qualifier)
        for item in mention.items or (Item(()),):
            for path in _spelled(item):
                steps = [*(outer[0].path if outer else ()), *path]
                self._add(source, text, mention.start, end, "/".join(_segment(step) for step in steps), treaty)

    def _other(self, mention: Mention) -> Qualifier | None:
        """The qualifier that names another instrument, if one does. `the Convention` in a convention is the treaty itself."""
        qualifier = mention.qualifier
        while qualifier is not None:
            if qualifier.kind == "other" and not self.names.is_self(qualifier.name):
                return qualifier
            qualifier = qualifier.outer
        return None

    def _last_named(self, text: str, before: int) -> Qualifier | None:
        """In a preamble, `especially articles 1 and 11` are those of the treaty named last."""
        named = [(start, end) for start, end, _ in self.names.named_in(text) if end <= before]
        return Qualifier("other", name=text[slice(*named[-1])], start=named[-1][0]) if named else None

    # ------------------------------------------------------------------ targets in this treaty
    def _targets(self, source: Provision, mention: Mention) -> list[Provision]:
        qualifier = mention.qualifier
        if not mention.items and qualifier is not None:
            return self._pointed(source, qualifier)
        return [target for item in mention.items for target in self._item(source, item, qualifier)]

    def _item(self, source: Provision, item: Item, qualifier: Qualifier | None) -> list[Provision]:
        found: list[Provision] = []
        for anchors in self._anchors(source, item.path, qualifier):
            first = self._down(anchors, item.path)
            if first is None:
                # A paragraph that is counted but bears no number is within the text of what holds it.
                holder = anchors[0] if item.path[0].shape == "ordinal" and anchors else None
                found += [holder] if holder is not None else []
                continue
            found += self._range(anchors, first, item)
        return found

    def _range(self, anchors: Sequence[Provision | None], first: Provision, item: Item) -> list[Provision]:
        if item.last is None:
            return [first]
        last = self._down(anchors, item.last)
        if last is None or last is first:
            return [first]
        if first.kind == "art" and last.kind == "art":
            sisters = [a for a in self.articles if _scope(a) == _scope(first)]
        else:
            sisters = (
                first.parent.children if first.parent is last.parent and first.parent is not None else [first, last]
            )
        if first not in sisters or last not in sisters:
            return [first, last]
        return sisters[sisters.index(first) : sisters.index(last) + 1] or [first, last]

    def _anchors(
        self, source: Provision, path: tuple[Step, ...], qualifier: Qualifier | None
    ) -> Iterator[list[Provision | None]]:
        """Where a path may begin: for each provision that the qualifier names, the places to look in, the likeliest first."""
        unit = path[0].unit
        if qualifier is None:
            yield self._around(source, unit)
        elif qualifier.kind in ("self", "other"):
            yield [None, *_up(source)]
        elif qualifier.kind == "items":
            for item in qualifier.items:
                for holder in self._item(source, item, qualifier.outer):
                    yield [holder]
        else:
            holders = self._pointed(source, qualifier)
            inner = [p for p in _up(source) if any(h in _up(p) and h is not p for h in holders)]
            for holder in holders:
                yield [holder, *reversed(inner)] if len(holders) == 1 else [holder]
            if not holders:
                yield self._around(source, unit)

    def _around(self, source: Provision, unit: str) -> list[Provision | None]:
        """The provisions around a source, from the inside out. A bare paragraph is one of the article it stands in."""
        chain: list[Provision | None] = list(_up(source))
        if unit == "para":
            chain = [p for p in chain if p is not None and p.kind in ("art", "annex", *CONTAINERS)] + [
                p for p in chain if p is not None and p.kind in ("para", "point")
            ]
        return [*chain, None]

    def _down(self, anchors: Sequence[Provision | None], path: tuple[Step, ...]) -> Provision | None:
        """The provision at a path below the first anchor that has one; below it as far as it goes where it is an article."""
        for anchor in anchors:
            found = self._walk(anchor, path)
            if found is not None:
                return found
        for length in range(len(path) - 1, 0, -1):
            if path[0].unit != "art":
                break
            for anchor in anchors:
                found = self._walk(anchor, path[:length])
                if found is not None:
                    return found
        return None

    def _walk(self, anchor: Provision | None, path: tuple[Step, ...]) -> Provision | None:
        here = anchor
        for index, step in enumerate(path):
            below = self._child(here, step, top=index == 0)
            if below is None and (glued := _GLUED.match(step.number)):
                # `paragraph 2b` where there is no such paragraph: point b of paragraph 2.
                below = self._walk(here, (Step(step.unit, glued[1]), Step("point", glued[2])))
            if below is None:
                return None
            here = below
        return here

    def _child(self, anchor: Provision | None, step: Step, *, top: bool) -> Provision | None:
        if step.unit == "art":
            scope = _annex_of(anchor)
            return (
                next((a for a in self.articles if _same(a.token, step.number) and _annex_of(a) is scope), None)
                if top
                else None
            )
        if step.unit in (*CONTAINERS, "annex"):
            return self._container(anchor, step)
        children = anchor.children if anchor is not None else []
        kinds = _OTHER_KINDS_OF_POINT[step.unit]
        for kind in kinds:
            found = next((c for c in children if c.kind == kind and _same(c.token, step.number)), None)
            if found is not None:
                return found
        full = f"{anchor.token}.{step.number}" if anchor is not None else ""
        return next((c for c in children if c.token == full), None)

    def _container(self, anchor: Provision | None, step: Step) -> Provision | None:
        if step.unit == "annex" and not step.number:
            annexes = [p for p in self.all if p.kind == "annex"]
            return next((p for p in annexes if not p.number), annexes[0] if len(annexes) == 1 else None)
        within = self.all if anchor is None else [c for c in anchor.walk() if c is not anchor]
        alike = [p for p in within if p.kind == step.unit and _same(p.token, step.number)]
        near = [p for p in alike if p.parent is anchor]
        if near or len(alike) == 1:
            return (near or alike)[0]
        return None

    # ------------------------------------------------------------------ pointers
    def _pointed(self, source: Provision, qualifier: Qualifier) -> list[Provision]:
        if qualifier.kind == "this":
            around = next((p for p in _up(source) if _is_a(p, qualifier.unit)), None)
            if around is None and qualifier.unit in CONTAINERS:
                around = next((p for p in _up(source) if p.rank.startswith("lone")), None)
            return [around] if around is not None else []
        if qualifier.kind == "that":
            return self._spoken_of(qualifier.unit)
        if qualifier.kind == "relative":
            return self._relative(source, qualifier)
        return []

    def _spoken_of(self, unit: str) -> list[Provision]:
        """What was referred to last, of this unit: `these paragraphs`, `that article`."""
        for provision in reversed(self.lately):
            holder = next((p for p in _up(provision) if _is_a(p, unit)), None)
            if holder is None:
                continue
            group = [holder]
            for earlier in reversed(self.lately[: len(self.lately) - 1 - self.lately[::-1].index(provision)]):
                if _is_a(earlier, unit) and earlier.parent is holder.parent and earlier not in group:
                    group.insert(0, earlier)
                else:
                    break
            return group
        return []

    def _relative(self, source: Provision, qualifier: Qualifier) -> list[Provision]:
        """The provisions before or after the one that a source stands in."""
        own = next((p for p in _up(source) if _is_a(p, qualifier.unit)), None)
        if own is None:
            return []
        if own.kind == "art":
            sisters = [a for a in self.articles if _scope(a) == _scope(own)]
        else:
            sisters = [c for c in own.parent.children if c.kind == own.kind] if own.parent is not None else []
        if own not in sisters:
            return []
        at = sisters.index(own)
        if qualifier.way == "following":
            return sisters[at + 1 : at + 1 + qualifier.count] if qualifier.count else sisters[at + 1 :]
        return sisters[max(0, at - qualifier.count) : at] if qualifier.count else sisters[:at]


def kind_of(text: str, start: int, end: int) -> str:
    """What a reference does there, by the words around it: `subject_to`, `defines`, `applies`, ..., else `cites`."""
    before = text[max(0, start - _BEFORE) : start]
    before = _SENTENCE.split(before)[-1]
    for kind, pattern in _KINDS:
        if pattern.search(before):
            return kind
    return "applies" if _APPLIES_AFTER.match(text[end : end + 80]) else "cites"


def _up(provision: Provision) -> list[Provision]:
    """It and the provisions around it, the innermost first."""
    chain: list[Provision] = []
    here: Provision | None = provision
    while here is not None:
        chain.append(here)
        here = here.parent
    return chain


def _annex_of(provision: Provision | None) -> Provision | None:
    return next((p for p in _up(provision) if p.kind == "annex"), None) if provision is not None else None


def _scope(article: Provision) -> str:
    return article.path.rpartition("/")[0]


def _is_a(provision: Provision, unit: str) -> bool:
    return provision.kind == unit


def _same(one: str, other: str) -> bool:
    """Whether two numbers are one: `II` and `2` are, `b` and `B` are."""
    if one.lower() == other.lower():
        return True
    values = [int(t) if t.isdigit() else roman_value(t) if t.isupper() else 0 for t in (one, other)]
    return values[0] == values[1] != 0 and one.isdigit() != other.isdigit()


def _is_vague(mention: Mention) -> bool:
    """Pointers that may well point at no numbered provision."""
    return (
        not mention.items and mention.qualifier is not None and mention.qualifier.kind in ("that", "relative", "this")
    )


def _is_unqualified_article(mention: Mention) -> bool:
    return mention.qualifier is None and bool(mention.items) and mention.items[0].path[0].unit == "art"


def _outer_items(qualifier: Qualifier | None) -> tuple[Item, ...]:
    return qualifier.items if qualifier is not None and qualifier.kind == "items" else ()


def _spelled(item: Item) -> Iterator[tuple[Step, ...]]:
    """The paths of an item; of a range of whole numbers, all of them (another treaty's outline is not at hand)."""
    if item.last is None or not item.path or not item.last:
        yield item.path
        return
    first, last = item.path[-1].number, item.last[-1].number
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 100:
        for number in range(int(first), int(last) + 1):
            yield (*item.path[:-1], Step(item.path[-1].unit, str(number)))
    else:
        yield item.path
        yield item.last


def _segment(step: Step) -> str:
    return f"{step.unit}_{step.number}" if step.number else step.unit


def existing(treaty: str, path: str, known: Mapping[str, str]) -> str:
    """The id of the provision at a path of another treaty, or of the nearest one around it that is known; else the treaty's."""
    while path:
        id_ = f"{treaty}/{path}"
        if id_ in known:
            return id_
        path = path.rpartition("/")[0]
    return treaty
