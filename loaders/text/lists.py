"""The numbered paragraphs and points of a provision, to any depth: which number continues which list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.text.blocks import awaits_number, is_bullet, is_complete, is_titled
from loaders.text.lines import Line
from loaders.text.nesting import inner_goes_on
from loaders.text.numbering import Marker, marker_at, readings, split_suffix
from loaders.text.provisions import Level, Provision
from loaders.text.run_on import parted

_AHEAD = 60
_DEEPEST = 12  # lists in lists: the deepest of real treaties have five
_GAP = 3


class Lists:
    """Reads the body of one provision (an article, an annex, a section without articles), block by block."""

    def __init__(self, body: Provision) -> None:
        self.body = body
        self.levels: list[Level] = []
        self.missing: list[tuple[int, str]] = []
        self.too_deep = False
        self.doubtful = False  # whether the number being read could continue another list just as well

    @property
    def current(self) -> Provision:
        """The provision that text would be added to."""
        return self.levels[-1].item if self.levels else self.body

    def feed(self, block: Line, ahead: Sequence[Line]) -> None:
        """Read a block: its numbers open paragraphs and points, its text goes to the one it belongs to.

        `ahead`: the blocks that follow up to the next heading; they tell `(i)` the letter from `(i)` the Roman one.
        """
        first, *others = parted(block.text, ahead)
        following = [replace(block, text=text, gap=True) for text in others]
        blocks = [block if not others else replace(block, text=first), *following]
        for index, piece in enumerate(blocks):
            self._feed(piece, [*blocks[index + 1 :], *ahead] if others else ahead)

    def _feed(self, block: Line, ahead: Sequence[Line]) -> None:
        text, numbered = block.text, False
        while text:
            marker = marker_at(text)
            if marker is None or not self._open(marker, text, block, ahead, numbered):
                break
            text, numbered = text[marker.end :].strip(), True
        if not text:
            return
        if numbered:
            self._heading_or_text(text, ahead)
        else:
            self._unnumbered(text, block, ahead)

    def _heading_or_text(self, text: str, ahead: Sequence[Line]) -> None:
        """`1. National policy`, followed by a text of its own, is a paragraph with a heading."""
        item = self.current
        if item.kind == "para" and not item.content and is_titled(text, ahead):
            item.heading = text
        else:
            item.add(text)

    def _open(self, marker: Marker, text: str, block: Line, ahead: Sequence[Line], inline: bool) -> bool:
        """Open the item that a number announces. False where the number is part of the text."""
        rest = text[marker.end :]
        place = self._place(marker, rest, block, ahead, inline)
        if place is None:
            return False
        depth, kind, value, suffix = place
        if depth >= _DEEPEST:
            self._note_depth(block)
            return False
        parent = self.levels[depth - 1].item if depth else self.body
        if marker.token in parent.tokens:
            return False
        parent.tokens.add(marker.token)
        del self.levels[depth:]
        unit = "para" if kind[0] == "1" else "point"
        item = Provision(unit, marker.token, marker.number, marker.printed, block.number, block.page, parent=parent)
        item.path = f"{parent.path}/{unit}_{marker.token}"
        parent.content.append(item)
        self.levels.append(Level(kind, marker.style, value, suffix, item, 0.0 if inline else block.indent))
        return True

    def _note_depth(self, block: Line) -> None:
        """Say once for each provision that its numbers nest too deep to be those of lists."""
        if not self.too_deep:
            reason = f"numbers nest more than {_DEEPEST} deep in {self.body.path}: those below are read as text"
            self.missing.append((block.number, reason))
        self.too_deep = True

    def _place(
        self, marker: Marker, rest: str, block: Line, ahead: Sequence[Line], inline: bool
    ) -> tuple[int, str, int, int] | None:
        """(depth, kind, value, suffix) at which a number opens an item."""
        continued = self._continued(marker, rest, block, ahead)
        begun = self._begun(marker, block, inline, ahead)
        if marker.bare and not self._bare_is_number(marker, rest, continued is not None, ahead, inline):
            return None
        if continued and begun and self._is_roman_start(marker, ahead):
            return begun
        if continued and (block.gap or inline or not awaits_number(self._before())):
            if self.doubtful:
                path = self.levels[continued[0]].item.path
                reason = f"{marker.printed} may continue two lists: read as what follows {path}"
                self.missing.append((block.number, reason))
            return continued
        return begun or self._after_gap(marker, block, inline)

    def _before(self) -> str:
        return self.body.last_text

    def _continued(
        self, marker: Marker, rest: str, block: Line, ahead: Sequence[Line]
    ) -> tuple[int, str, int, int] | None:
        self.doubtful = False
        for any_style in (False, True):
            found = [
                (depth, level.kind, *following)
                for depth, level in enumerate(self.levels)
                if (following := level.continued_by(marker, any_style=any_style)) and self._same_stem(level, marker)
            ]
            if found:
                return self._likeliest(found, marker, rest, block, ahead)
        return None

    def _likeliest(
        self, found: list[tuple[int, str, int, int]], marker: Marker, rest: str, block: Line, ahead: Sequence[Line]
    ) -> tuple[int, str, int, int]:
        """Of the places where a number continues a list the likeliest: the inner one where nothing tells them apart."""
        if len(found) == 1:
            return found[0]
        inner = inner_goes_on(marker, self.levels[found[-1][0]], self._before(), ahead)
        likeness = {place: self._likeness(place[0], rest, block, ahead, inner) for place in found}
        best = max(found, key=lambda place: likeness[place])
        alike = [
            p for p in found if likeness[p][:-1] == likeness[best][:-1] and self.levels[p[0]].style == marker.style
        ]
        self.doubtful = len(alike) > 1
        return best

    def _likeness(
        self, depth: int, rest: str, block: Line, ahead: Sequence[Line], inner: bool | None
    ) -> tuple[float, int, bool, int]:
        """How like a number is to the list at a depth, where it could continue several: by indentation, by what tells
        whether the `inner` one goes on, by having a heading; else the innermost.
        """
        level = self.levels[depth]
        away = abs(block.indent - level.indent) if block.indent and level.indent else 0.0
        side = {True: depth, False: -depth, None: 0}[inner]
        return -round(away / 10), side, (level.item.heading is not None) == is_titled(rest, ahead), depth

    @staticmethod
    def _same_stem(level: Level, marker: Marker) -> bool:
        """`1.2` continues `1.1`, not `2.1`."""
        stem, _, _ = marker.token.rpartition(".")
        return level.item.token.rpartition(".")[0] == stem

    def _begun(
        self, marker: Marker, block: Line, inline: bool, ahead: Sequence[Line]
    ) -> tuple[int, str, int, int] | None:
        """The place of a number that begins a list: below what is open."""
        first = [(kind, value, suffix) for kind, value, suffix in marker.readings() if value == 1 and suffix == 0]
        if not first:
            return self._second_of_unnumbered(marker)
        kind = first[-1][0] if marker.token.lower() == "i" else first[0][0]
        if (
            not block.gap
            and not inline
            and not is_complete(self._before())
            and (awaits_number(self._before()) or not self._has_successor(marker, ahead))
        ):
            return None
        stem = marker.token.rpartition(".")[0]
        if stem:
            holder = next((d for d, level in enumerate(self.levels) if level.item.token == stem), None)
            return (holder + 1 if holder is not None else 0, kind, 1, 0)
        same = next(
            (d for d, level in enumerate(self.levels) if level.kind == kind and level.style == marker.style), None
        )
        if same is not None and self.current.content and not self._before().endswith(":"):
            return None
        return len(self.levels), kind, 1, 0

    def _second_of_unnumbered(self, marker: Marker) -> tuple[int, str, int, int] | None:
        """In old treaties the first paragraph bears no number: `2.` may be the first that does."""
        unnumbered = not self.levels and self.body.kind == "art" and bool(self.body.content) and not self.body.tokens
        if unnumbered and marker.token == "2" and not marker.bare and is_complete(self._before()):
            return 0, "1", 2, 0
        return None

    def _after_gap(self, marker: Marker, block: Line, inline: bool) -> tuple[int, str, int, int] | None:
        """A number that leaves some out (paragraphs that were deleted, or lost in the file)."""
        if inline or marker.bare or not block.gap or not is_complete(self._before()):
            return None
        for depth in range(len(self.levels) - 1, -1, -1):
            level = self.levels[depth]
            for kind, value, suffix in marker.readings():
                if (
                    kind == level.kind
                    and marker.style == level.style
                    and level.value < value <= level.value + _GAP
                    and self._same_stem(level, marker)
                ):
                    self.missing.append(
                        (
                            block.number,
                            f"{level.item.path} is followed by {marker.printed}: numbers between them are missing",
                        )
                    )
                    return depth, kind, value, suffix
        return None

    def _bare_is_number(self, marker: Marker, rest: str, continues: bool, ahead: Sequence[Line], inline: bool) -> bool:
        """Whether a number without marks is one: Council of Europe texts print `1 Each Party`, `a any signature`.

        A word or a figure may look the same, so that it must stand where a list begins or goes on.
        """
        before = self._before()
        if marker.token.replace(".", "").isdigit():
            lone = not rest and bool(ahead) and marker_at(ahead[0].text) is not None
            return (lone or bool(re.match(r"[A-Z\"“‘(]", rest) or marker_at(rest))) and (
                continues or not self.levels or self._begins_next_stem(marker)
            )
        if inline:
            fits = self.current.kind in ("para", "point") and rest[:1].isupper() and not continues
            return fits and self._has_successor(marker, ahead)
        if not self.current.content:
            return self._has_successor(marker, ahead)
        if not is_complete(before) and not before.endswith(","):
            return False
        return continues or (before.endswith(":") and self._has_successor(marker, ahead))

    def _begins_next_stem(self, marker: Marker) -> bool:
        """`2.1` after `1.4`."""
        stem, _, last = marker.token.rpartition(".")
        before = self.levels[0].item.token.rpartition(".")[0]
        return last == "1" and before.isdigit() and stem == str(int(before) + 1)

    @staticmethod
    def _has_successor(marker: Marker, ahead: Sequence[Line]) -> bool:
        wanted = {(kind, value + 1) for kind, value, _ in marker.readings()}
        followers = (marker_at(line.text) for line in ahead[:_AHEAD])
        return any(m.style == marker.style and wanted & set(readings(split_suffix(m.token)[0])) for m in followers if m)

    def _is_roman_start(self, marker: Marker, ahead: Sequence[Line]) -> bool:
        """Whether `(i)` after `(h)` begins a Roman list: `(ii)` comes before any `(j)`."""
        if marker.token.lower() != "i":
            return False
        for line in ahead[:_AHEAD]:
            follower = marker_at(line.text)
            if (
                follower
                and follower.style == marker.style
                and follower.token in (("ii", "j") if marker.token == "i" else ("II", "J"))
            ):
                return follower.token.lower() == "ii"
        return self._before().endswith(":")

    def _unnumbered(self, text: str, block: Line, ahead: Sequence[Line]) -> None:
        before = self._before()
        broken = bool(before) and not is_complete(before) and (not block.gap or text[:1].islower())
        if broken or is_bullet(text):
            self.current.add(text, new_line=not (broken and not block.gap))
        else:
            owner = self._owner(ahead)
            while self.levels and self.levels[-1].item is not owner:
                self.levels.pop()
            owner.add(text)

    def _owner(self, ahead: Sequence[Line]) -> Provision:
        """The provision that a paragraph without a number belongs to.

        Where a list goes on after it, it is part of the item that is open there; otherwise it closes the points, and
        belongs to what they hang from (the paragraph, or the article where there are none).
        """
        for line in ahead[:_AHEAD]:
            marker = marker_at(line.text)
            if marker is None:
                continue
            for level in reversed(self.levels):
                if level.continued_by(marker) and self._same_stem(level, marker):
                    return level.item
            if not marker.bare:
                break
        paragraphs = [level.item for level in self.levels if level.item.kind == "para"]
        if paragraphs:
            return paragraphs[-1]
        return self.body if self.levels else self.current
