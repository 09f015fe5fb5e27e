"""Lines to blocks: a paragraph that runs over several lines becomes one line again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.text.headings import Heading, heading_of, lone_number
from loaders.text.lines import Line
from loaders.text.numbering import marker_at

_COMPLETE = re.compile(r"[.;:!?][\"”’»)\]]*$|[:;,]?\s*(?:and|or|et|ou)$|^\W*$")
_UNITS = r"(?:articles?|paragraphs?|sub-?paragraphs?|points?|items?|sections?|chapters?|parts?|annex(?:es)?)"
_OPEN_END = re.compile(
    rf"(?:\b(?:{_UNITS}|in|of|to|under|with|by|the|for|from|against|on|at|nos?\.|and|or|,)|[,(–-])$", re.IGNORECASE
)
_OPEN_REFERENCE = re.compile(
    rf"\b(?:{_UNITS}(?:\s+(?:[\d(][\w()]*(?:\.\w+)*|[IVX]+)(?:\s*(?:,|and|or|to|through))*)*|in|of|to|under|the|nos?\.)\s*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[-–—•·●▪◦*]\s|^[\uf000-\uf0ff]\s?")
_PARAGRAPH_HEADING = 100  # characters
_MODAL = re.compile(r"\b(shall|may|must|will|should|means?|is|are|has|have)\b")
_FULL_LINE = 0.8
_SHORT_LINE = 0.6
_TITLE_BLOCKS = 3
_STOPS = (".", ";", ":", "!", "?")
_TAIL = 80  # how far back an end is looked at: paragraphs may be very long
_LAST_WORD = 16  # the same for a single word


def blocks_of(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of one paragraph joined. A word broken at the end of a line keeps its hyphen."""
    width = _usual_width(lines)
    blocks: list[Line] = []
    last: Line | None = None
    for line in lines:
        if last is not None and not _begins(line, last, blocks, width):
            blocks[-1] = replace(blocks[-1], text=joined(blocks[-1].text, line.text), end=line.number)
        else:
            blocks.append(line)
        last = line
    return blocks


def _usual_width(lines: Sequence[Line]) -> int:
    """Characters in a full line: nine of ten lines are no longer."""
    widths = sorted(len(line.text) for line in lines if not line.level)
    return widths[len(widths) * 9 // 10] if widths else 0


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph as one."""
    if re.search(r"\w-$", before[-2:]) and after[:1].islower():
        return before + after
    return f"{before} {after}"


def is_complete(text: str) -> bool:
    """Whether a paragraph may end here: after a stop, a colon, `; and`."""
    return text.endswith(_STOPS) or bool(_COMPLETE.search(text[-_TAIL:]))


def is_open(text: str) -> bool:
    """Whether more must follow: the text ends in `paragraph`, `of the`, a comma."""
    return bool(_OPEN_END.search(text[-_LAST_WORD:]))


def awaits_number(text: str) -> bool:
    """Whether a number that follows belongs to a reference: the text ends in `paragraph`, `paragraphs 1 and`, `of
    the`.
    """
    return bool(_OPEN_REFERENCE.search(text[-_TAIL:]))


def is_bullet(text: str) -> bool:
    return bool(_BULLET.match(text))


def is_titled(text: str, ahead: Sequence[Line]) -> bool:
    """Whether the first line of a paragraph is its heading: short, no sentence, and text or a list of its own
    follows.
    """
    follows = ahead[0].text if ahead else ""
    if (
        len(text) > _PARAGRAPH_HEADING
        or re.search(r"[.;:,]$|\b(and|or)$", text)
        or not text[:1].isupper()
        or _MODAL.search(text)
    ):
        return False
    plain_text = follows[:1].isupper() and marker_at(follows) is None
    list_begins = bool(re.match(r"\(?(a|i|1)[.)]\s*\(?[A-Z]", follows))
    return (plain_text or list_begins) and is_complete(follows)


def _begins(line: Line, last: Line, blocks: Sequence[Line], width: int) -> bool:
    """Whether a line begins a block of its own, given the line before it and the blocks so far."""
    block = blocks[-1]
    if line.gap or line.level or last.level or is_bullet(line.text):
        return True
    headed = heading_of(block.text) is not None or lone_number(block.text) is not None
    if line.strong != last.strong and not is_open(block.text) and not (headed and line.strong):
        return True
    turned = line.page != last.page
    ended = turned or len(last.text) < _SHORT_LINE * width
    if ended and is_complete(block.text) and line.text[:1].isupper():
        return True
    if _is_numbered(line, block, headed):
        return True
    heading = heading_of(line.text)
    ends = is_complete(block.text) or headed or turned or line.strong or _is_first_below_title(heading, blocks)
    if heading is not None and not is_open(block.text) and ends:
        return True
    return _follows_heading(line, last, blocks, width)


def _is_first_below_title(heading: Heading | None, blocks: Sequence[Line]) -> bool:
    """A text without blank lines may begin right below its title, which ends in no stop."""
    return heading is not None and heading.value == (1, 0) and not heading.is_sentence and len(blocks) <= _TITLE_BLOCKS


def _is_numbered(line: Line, block: Line, headed: bool) -> bool:
    marker = marker_at(line.text)
    if marker is None or awaits_number(block.text):
        return False
    if marker.bare:
        return is_complete(block.text) or (headed and marker.token.isdigit())
    return True


def _follows_heading(line: Line, last: Line, blocks: Sequence[Line], width: int) -> bool:
    """The line below a heading, or below its title, is text, unless the heading plainly goes on."""
    block = blocks[-1]
    full = _FULL_LINE * width
    goes_on = is_open(block.text) or len(line.text) < full <= len(last.text)
    heading = heading_of(block.text)
    if heading is not None and not heading.is_sentence:
        if not heading.rest:
            return True
        shouted = last.text.isupper() and line.text.isupper()
        return not goes_on and not shouted and line.indent <= block.indent and line.text[:1].isupper()
    above = heading_of(blocks[-2].text) if len(blocks) > 1 else None
    if above is None or above.rest or above.is_sentence:
        return False
    return not goes_on and not is_complete(block.text) and line.text[:1].isupper()
