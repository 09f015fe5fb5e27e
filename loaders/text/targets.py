"""Where a reference leads: the provisions of the same treaty that its path and its pointers name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from loaders.text.headings import CONTAINERS
from loaders.text.mentions import Item, Mention, Qualifier, Step
from loaders.text.numbering import roman_value
from loaders.text.provisions import Provision
from loaders.text.scopes import Outline

_GLUED = re.compile(r"^(\d+)([a-z])$")
_OTHER_KINDS_OF_POINT = {"para": ("para", "point"), "point": ("point", "para")}
_REMEMBERED = 2


class Targets:
    """Resolves references in the outline of one treaty, one provision after another, since `that article` looks back."""

    def __init__(self, outline: Outline) -> None:
        self.all = [p for top in outline.parts for p in top.walk()]
        self.articles = [p for p in self.all if p.kind == "art"]
        self.containers: dict[Provision | None, list[Provision]] = {}  # those in a provision, or (None) in the treaty
        for container in (p for p in self.all if p.kind in (*CONTAINERS, "annex")):
            for around in (*_up(container)[1:], None):
                self.containers.setdefault(around, []).append(container)
        self.by_number: dict[tuple[str, str | int], list[tuple[int, Provision]]] = {}
        for place, article in enumerate(self.articles):
            for key in _keys(article.token):
                self.by_number.setdefault(key, []).append((place, article))
        self.lately: list[list[Provision]] = []

    def enter(self) -> None:
        """Begin with another provision: only what was named last is still spoken of."""
        self.lately = self.lately[-_REMEMBERED:]

    def of(self, source: Provision, mention: Mention) -> list[Provision]:
        """The provisions that a reference in `source` stands for, in order; none where they do not exist."""
        qualifier = mention.qualifier
        if not mention.items and qualifier is not None:
            found = self._pointed(source, qualifier)
        else:
            found = [target for item in mention.items for target in self._item(source, item, qualifier)]
        if found:
            self.lately.append(found)
        return found

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
        """Where a path may begin: for each provision that the qualifier names, the places to look in, the
        likeliest first.
        """
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
        chain = _up(source)
        if unit == "para":
            points = [p for p in chain if p.kind in ("para", "point")]
            chain = [p for p in chain if p.kind not in ("para", "point")] + points
        return [*chain, None]

    def _down(self, anchors: Sequence[Provision | None], path: tuple[Step, ...]) -> Provision | None:
        """The provision at a path below the first anchor that has one; below it as far as it goes where it is an
        article.
        """
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
            return self._article(step.number, _annex_of(anchor)) if top else None
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

    def _article(self, number: str, annex: Provision | None) -> Provision | None:
        """The first article of a number in an annex, or outside all of them where `annex` is None."""
        alike = {place: a for key in _keys_alike(number) for place, a in self.by_number.get(key, ())}
        return next((alike[place] for place in sorted(alike) if _annex_of(alike[place]) is annex), None)

    def _container(self, anchor: Provision | None, step: Step) -> Provision | None:
        if step.unit == "annex" and not step.number:
            annexes = [p for p in self.containers.get(None, ()) if p.kind == "annex"]
            return next((p for p in annexes if not p.number), annexes[0] if len(annexes) == 1 else None)
        within = self.containers.get(anchor, ())
        alike = [p for p in within if p.kind == step.unit and _same(p.token, step.number)]
        near = [p for p in alike if p.parent is anchor]
        if near or len(alike) == 1:
            return (near or alike)[0]
        return None

    def _pointed(self, source: Provision, qualifier: Qualifier) -> list[Provision]:
        if qualifier.kind == "this":
            around = next((p for p in _up(source) if p.kind == qualifier.unit), None)
            if around is None and qualifier.unit in CONTAINERS:
                around = next((p for p in _up(source) if p.rank.startswith("lone")), None)
            return [around] if around is not None else []
        if qualifier.kind == "that":
            return self._spoken_of(qualifier.unit, one=qualifier.count == 1)
        if qualifier.kind == "relative":
            return self._relative(source, qualifier)
        return []

    def _spoken_of(self, unit: str, *, one: bool) -> list[Provision]:
        """What was referred to last, of this unit: all of `these paragraphs`, the last for `that article`."""
        for group in reversed(self.lately):
            holders = [next((p for p in _up(named) if p.kind == unit), None) for named in group]
            found = list(dict.fromkeys(p for p in holders if p is not None))
            if found and (one or len(found) > 1):
                return found[-1:] if one else found
        return []

    def _relative(self, source: Provision, qualifier: Qualifier) -> list[Provision]:
        """The provisions before or after the one that a source stands in."""
        own = next((p for p in _up(source) if p.kind == qualifier.unit), None)
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


def _same(one: str, other: str) -> bool:
    """Whether two numbers are one: `II` and `2` are, `b` and `B` are."""
    return not _keys(one).isdisjoint(_keys_alike(other))


@lru_cache(maxsize=4096)
def _keys(number: str) -> frozenset[tuple[str, str | int]]:
    """What a number can be found by: as it is written, and by its value as an Arabic or a Roman one."""
    written: tuple[str, str | int] = ("written", number.lower())
    if number.isdigit():
        return frozenset({written, ("arabic", int(number))})
    roman = roman_value(number) if number.isupper() else 0
    return frozenset({written, ("roman", roman)} if roman else {written})


@lru_cache(maxsize=4096)
def _keys_alike(number: str) -> frozenset[tuple[str, str | int]]:
    """The keys of numbers that are the same as one: an Arabic one is any Roman one of its value, and the other way round."""
    other = {"arabic": "roman", "roman": "arabic", "written": "written"}
    return frozenset((other[kind], value) for kind, value in _keys(number) if value != 0)
