"""Lines to blocks: a paragraph that runs over several lines becomes one line again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.text.headings import heading_of
from loaders.text.lines import Line
from loaders.text.numbering import marker_at

_COMPLETE = re.compile(r"[.;:!?][\"”’»)\]]*$|[:;,]?\s*(?:and|or|et|ou)$|^\W*$")
_OPEN_END = re.compile(
    r"(?:\b(?:articles?|paragraphs?|sub-?paragraphs?|points?|items?|sections?|chapters?|parts?|annex(?:es)?|in|of|to|under|with|by|the|nos?\.|and|or|,)|[,(–-])$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[-–—•·●▪◦*]\s|^[\uf000-\uf0ff]\s?")


def blocks_of(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of one paragraph joined. A word broken at the end of a line keeps its hyphen."""
    blocks: list[Line] = []
    last: Line | None = None
    for line in lines:
        if last is not None and not _begins(line, last, blocks[-1]):
            blocks[-1] = replace(blocks[-1], text=joined(blocks[-1].text, line.text), end=line.number)
        else:
            blocks.append(line)
        last = line
    return blocks


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph as one."""
    if re.search(r"\w-$", before) and after[:1].islower():
        return before + after
    return f"{before} {after}"


def is_complete(text: str) -> bool:
    """Whether a paragraph may end here: after a stop, a colon, `; and`."""
    return bool(_COMPLETE.search(text))


def is_open(text: str) -> bool:
    """Whether more must follow: the text ends in `paragraph`, `of the`, a comma."""
    return bool(_OPEN_END.search(text))


def is_bullet(text: str) -> bool:
    return bool(_BULLET.match(text))


def _begins(line: Line, last: Line, block: Line) -> bool:
    """Whether a line begins a block of its own, given the line and the block before it."""
    if line.gap or line.level or last.level or is_bullet(line.text):
        return True
    if line.strong != last.strong and not is_open(block.text):
        return True
    turned = line.page != last.page
    if turned and is_complete(block.text) and line.text[:1].isupper():
        return True
    if _is_numbered(line, block):
        return True
    heading = heading_of(line.text)
    if (
        heading is not None
        and not is_open(block.text)
        and (is_complete(block.text) or heading_of(block.text) is not None or turned)
    ):
        return True
    return _follows_heading(line, block)


def _is_numbered(line: Line, block: Line) -> bool:
    marker = marker_at(line.text)
    if marker is None or is_open(block.text):
        return False
    return is_complete(block.text) if marker.bare else True


def _follows_heading(line: Line, block: Line) -> bool:
    """The line below a heading is text, unless the heading plainly goes on."""
    heading = heading_of(block.text)
    if heading is None or heading.is_sentence:
        return False
    if not heading.rest:
        return True
    return line.indent <= block.indent and line.text[:1].isupper()
