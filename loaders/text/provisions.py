"""A provision as it was read: its number, heading, own text and parts, before it becomes records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.text.numbering import Marker

PARTS_MARK = re.compile(r"^\[\((?P<first>[^()]+)\)(?:–\((?P<last>[^()]+)\))?\]$")


@dataclass(eq=False)
class Provision:
    """One node of a treaty's outline.

    `kind` is the segment of ids (`art`, `para`, ...), `token` the number as ids bear it, `number` as printed, `printed` the number
    with its marks (`Article 3`, `(a)`, `1.`). `rank` tells apart containers that ids name alike (sections and sub-sections).
    `tokens` are the numbers of its paragraphs and points. `content` holds own text and parts in the order of the
    source. `line` counts from 1.
    """

    kind: str
    token: str
    number: str
    printed: str
    line: int
    page: int = 0
    heading: str | None = None
    parent: Provision | None = None
    path: str = ""
    content: list[str | Provision] = field(default_factory=list)
    rank: str = ""
    tokens: set[str] = field(default_factory=set)

    @property
    def children(self) -> list[Provision]:
        return [part for part in self.content if isinstance(part, Provision)]

    @property
    def last_text(self) -> str:
        """The text that stands last in it or in its last part; empty where there is none."""
        if not self.content:
            return ""
        last = self.content[-1]
        return last if isinstance(last, str) else last.last_text

    @property
    def text(self) -> str:
        """Its own text, without that of its parts.

        Text before the parts comes first. Where text follows them, a line `[(a)–(c)]` says where they stand, as a
        lawyer's ellipsis would, so that the whole can be put together again.
        """
        pieces: list[str] = []
        pending: list[Provision] = []
        for part in self.content:
            if isinstance(part, Provision):
                pending.append(part)
                continue
            if pending:
                pieces.append(_parts_mark(pending))
                pending = []
            pieces.append(part)
        return "\n".join(pieces)

    def walk(self) -> Iterator[Provision]:
        """It and all its parts, in the order of the text."""
        waiting = [self]
        while waiting:
            provision = waiting.pop()
            yield provision
            waiting += reversed(provision.children)

    def add(self, text: str, *, new_line: bool = True) -> None:
        """Add own text, on a line of its own or in continuation of the text that stands last."""
        if not new_line and self.content and isinstance(self.content[-1], str):
            self.content[-1] = f"{self.content[-1]} {text}"
        else:
            self.content.append(text)


def _parts_mark(parts: list[Provision]) -> str:
    first, last = parts[0].token, parts[-1].token
    return f"[({first})]" if len(parts) == 1 else f"[({first})–({last})]"


def whole_text(provision: Provision) -> str:
    """The text of a provision put together from its parts, with their numbers and headings, one line for each piece."""
    return "\n".join(_pieces(provision))


def _pieces(provision: Provision) -> Iterator[str]:
    head = [provision.printed] if provision.printed else []
    if provision.heading:
        head.append(provision.heading)
    yield " ".join(head)
    children = iter(provision.children)
    for line in provision.text.split("\n") if provision.text else ():
        mark = PARTS_MARK.match(line)
        if mark is None:
            yield line
            continue
        for child in children:
            yield from _pieces(child)
            if child.token == (mark["last"] or mark["first"]):
                break
    for child in children:
        yield from _pieces(child)


@dataclass
class Level:
    """A list that is being read: how its items are numbered, and the item that is open."""

    kind: str
    style: str
    value: int
    suffix: int
    item: Provision
    indent: float = 0.0

    def continued_by(self, marker: Marker, *, any_style: bool = False) -> tuple[int, int] | None:
        """The (value, suffix) that the marker has as the next item of this list; None where it is not that."""
        for kind, value, suffix in marker.readings():
            if kind == self.kind and (any_style or marker.style == self.style) and self._next(value, suffix):
                return value, suffix
        return None

    def _next(self, value: int, suffix: int) -> bool:
        return (
            (value == self.value + 1 and suffix == 0)
            or (value == self.value and suffix == self.suffix + 1)
            or (value == self.value + 1 and suffix == 1)
        )
