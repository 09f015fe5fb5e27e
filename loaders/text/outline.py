"""Blocks to an outline: parts, chapters, sections, articles, annexes, each in its place, with text, points and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.text.headings import Heading
from loaders.text.lines import Line, UnreadableTextError
from loaders.text.opening import Opening
from loaders.text.scopes import Outline

__all__ = ["Outline", "outline_of"]

_PREAMBLE_GLUED = re.compile(r"^(Preamble|PREAMBLE|Préambule|Preámbulo|Preambule|Präambel)\s*[:.]?\s*(?=[A-Z])")
_RECITAL = re.compile(
    r"[,;:]$"
    r"|^(?:The|Les?|La|Los|De|Die|Il)\s.{0,80}(?:States?|Part(?:y|ies)|Governments?|Member|Kingdom|Republic|Conference|Staten|États|Partes)"
    r"|^(?:Considering|Recalling|Desir|Having|Recogni|Conscious|Convinced)"
)
_TITLE_CHARACTERS = 150
_COVERING_CHARACTERS = 300


def outline_of(blocks: Sequence[Line]) -> Outline:
    """The outline of a treaty. UnreadableTextError where the blocks hold no article, chapter or annex."""
    return _Builder(blocks).build()


class _Builder(Opening):
    """One pass over the blocks, with a look at those ahead."""

    def build(self) -> Outline:
        start = self._body_start(0)
        if start is None:
            raise UnreadableTextError(
                "no article, chapter or annex heading: not the text of a treaty, or one that is laid out in a way not known here"
            )
        front = 0
        if self._is_annexed(start):
            below = self._body_start(start + 1)
            if below is not None:
                self._note_covering_text(start)
                front, start = start + 1, below
        self._front(front, start)
        for index in range(start, len(self.blocks)):
            self.index = index
            self._feed(self.blocks[index])
        self._end_body()
        self._report_skipped()
        return self.outline

    def _body_start(self, first: int) -> int | None:
        """The first heading that stands in its place, from a block on."""
        for index in range(first, len(self.blocks)):
            self.index = index
            heading = self.headings[index] or self._lone_number(index)
            if heading is None or heading.kind == "preamble" or heading.word.lower() == "protocol":
                continue
            if self._is_placed(heading, self.blocks[index]):
                return index
        return None

    def _is_annexed(self, start: int) -> bool:
        """Whether the treaty is the annex of a resolution or letter, whose text stands before it."""
        heading = self.headings[start]
        covering = sum(len(block.text) for block in self.blocks[:start])
        return (
            heading is not None and heading.kind == "annex" and not heading.number and covering >= _COVERING_CHARACTERS
        )

    def _note_covering_text(self, end: int) -> None:
        first, last = self.blocks[0].number, self.blocks[end].last
        self.outline.notes.append((first, f"text to which the treaty is annexed left out (lines {first} to {last})"))

    def _front(self, start: int, end: int) -> None:
        """Title lines, then the preamble."""
        begun = next((i for i in range(start, end) if (h := self.headings[i]) and h.kind == "preamble"), None)
        if begun is not None:
            first, heading = begun + 1, self.blocks[begun].text.rstrip(" :.")
        else:
            first = next((i for i in range(start, end) if _begins_preamble(self.blocks[i])), end)
            heading = ""
        self.outline.title = [b.text for b in self.blocks[start : begun if begun is not None else first]]
        if first < end:
            self._preamble(first, end, heading)

    def _preamble(self, first: int, end: int, heading: str) -> None:
        preamble = self._new(Heading("preamble", heading, ""), self.blocks[first], None, "preamble", "")
        preamble.heading = heading.capitalize() if heading.isupper() else heading or None
        preamble.printed = ""
        for block in self.blocks[first:end]:
            glued = _PREAMBLE_GLUED.match(block.text)
            if glued and not preamble.content and not preamble.heading:
                preamble.heading = glued[1].capitalize()
                preamble.add(block.text[glued.end() :])
            else:
                preamble.add(block.text)

    def _feed(self, block: Line) -> None:
        heading = self.headings[self.index] or self._lone_number(self.index) or self._titled_annex(block)
        if (
            heading
            and heading.kind != "preamble"
            and not self._is_title_of_open(block, heading)
            and self._is_placed(heading, block)
        ):
            self._report_skipped()
            self._open(heading, block)
        elif self.skipping:
            self.skipped.append(block)
        elif self._closes(block):
            self._end_body()
            self.skipping = "closing formula and signatures"
            self.skipped.append(block)
        elif self._is_title(block):
            pass
        elif self._heads_group(block):
            if self.titles_above:
                self.above = block
                return
            self.outline.notes.append((block.number, f"heading without a number left out: {block.text[:80]!r}"))
        else:
            self._text(block)

    def _text(self, block: Line) -> None:
        self.untitled = None
        if self.lists is not None:
            self.lists.feed(block, self._ahead())

    def _report_skipped(self) -> None:
        if self.skipped:
            first, last = self.skipped[0], self.skipped[-1]
            self.outline.notes.append((first.number, f"{self.skipping} left out (lines {first.number} to {last.last})"))
        self.skipping, self.skipped = "", []

    def _is_title(self, block: Line) -> bool:
        """Take the block as the heading of the provision that was just opened, if it is one."""
        untitled = self.untitled
        if untitled is None or not self._reads_as_title(block, untitled):
            return False
        text = block.text.lstrip(":–—- ").strip()
        untitled.heading = text.strip("[]()") if text[:1] in "[(" else text
        self.untitled, self.titled = None, self.index
        return True


def _begins_preamble(block: Line) -> bool:
    if block.level:
        return False
    return len(block.text) > _TITLE_CHARACTERS or bool(_PREAMBLE_GLUED.match(block.text) or _RECITAL.search(block.text))
