"""What a reference stands for: provisions of the treaty itself, other treaties and their provisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from loaders.text.mentions import Item, Mention, Qualifier, Step
from loaders.text.names import Names
from loaders.text.provisions import Provision
from loaders.text.reference_kinds import kind_of
from loaders.text.reference_parser import mentions
from loaders.text.scopes import Outline
from loaders.text.targets import Targets


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
    """Reads the references of a whole treaty."""

    def __init__(self, outline: Outline, names: Names) -> None:
        self.names = names
        self.targets = Targets(outline)
        self.signed = any(article.printed.startswith("§") for article in self.targets.articles)
        self.references: list[Reference] = []
        self.unresolved: list[Unresolved] = []

    def read(self, provision: Provision) -> None:
        text = provision.text
        if not text:
            return
        self.targets.enter()
        taken: list[tuple[int, int]] = []
        for mention in mentions(text):
            if self.signed and text[mention.start] == "§":
                mention = _of_articles(mention)
            other = self._other(mention)
            if other is None and provision.kind == "preamble" and _is_unqualified_article(mention):
                other = self._last_named(text, mention.start)
            if other is not None:
                self._foreign(provision, text, mention, other)
                taken.append((mention.start, mention.end))
                continue
            if provision.kind == "preamble" and _looks_back(mention):
                continue  # what a preamble speaks of is mostly another instrument
            targets = self.targets.of(provision, mention)
            if not targets and not _is_vague(mention):
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
        """The qualifier that names another instrument, if one does.

        `the Convention` in a convention is the treaty itself.
        """
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


def _is_vague(mention: Mention) -> bool:
    """Pointers that may well point at no numbered provision."""
    return (
        not mention.items and mention.qualifier is not None and mention.qualifier.kind in ("that", "relative", "this")
    )


def _looks_back(mention: Mention) -> bool:
    return not mention.items and mention.qualifier is not None and mention.qualifier.kind == "that"


def _is_unqualified_article(mention: Mention) -> bool:
    return mention.qualifier is None and bool(mention.items) and mention.items[0].path[0].unit == "art"


def _of_articles(mention: Mention) -> Mention:
    """`§ 3 (2)` where `§` heads the articles: paragraph 2 of article 3."""

    def of_article(path: tuple[Step, ...]) -> tuple[Step, ...]:
        return (replace(path[0], unit="art"), *path[1:]) if path[0].unit == "para" else path

    items = (Item(of_article(item.path), item.last and of_article(item.last)) for item in mention.items)
    return replace(mention, items=tuple(items))


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
    """The id of the provision at a path of another treaty, or of the nearest one around it that is known; else the
    treaty's.
    """
    while path:
        id_ = f"{treaty}/{path}"
        if id_ in known:
            return id_
        path = path.rpartition("/")[0]
    return treaty
