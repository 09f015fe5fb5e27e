"""Numbered paragraphs that run on in one line, `1. ... . 2. ... . 3. ...`: parted where their sequence leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.text.blocks import awaits_number
from loaders.text.lines import Line
from loaders.text.numbering import Marker, marker_at

_NUMBERS = {"x.": re.compile(r"(?<=\s)(\d{1,2})\.\s+"), "(x)": re.compile(r"(?<=\s)\((\d{1,2})\)\s+")}
_SENTENCE_END = re.compile(r"(?P<word>[^\W\d_]{3,}|\))[.;][\"”’)]?\s+$")
_ABBREVIATIONS = {"art", "arts", "cap", "doc", "fig", "nos", "para", "paras", "reg", "res", "rev", "sec", "vol"}
_TAIL = 80  # characters
_LONGEST = 50_000  # characters: what is longer is no line of a treaty


def parted(text: str, ahead: Sequence[Line]) -> list[str]:
    """A text that begins with a number, parted before each number that continues the count; else the text alone.

    Such a number stands behind the end of a sentence, outside quotes and brackets, and a sentence begins behind it. Where one of
    the blocks `ahead` bears it too, it is not that of a paragraph. Joined by blanks, the pieces are the text.
    """
    marker = marker_at(text)
    if marker is None or marker.style not in _NUMBERS or not marker.token.isdigit() or len(text) > _LONGEST:
        return [text]
    starts = list(_starts(text, marker))
    first = int(marker.token)
    if not starts or first < _next_of(marker, ahead) <= first + len(starts):
        return [text]
    return [text[a:b].strip() for a, b in pairwise([0, *starts, len(text)])]


def _starts(text: str, marker: Marker) -> Iterator[int]:
    expected = int(marker.token) + 1
    for match in _NUMBERS[marker.style].finditer(text, marker.end):
        if int(match[1]) == expected and _begins_paragraph(text, match.start(), match.end()):
            yield match.start()
            expected += 1


def _begins_paragraph(text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:].lstrip("“\"'‘[")
    ended = _SENTENCE_END.search(before[-_TAIL:])
    if not ended or ended["word"].lower() in _ABBREVIATIONS or awaits_number(before):
        return False
    return after[:1].isupper() and not _is_enclosed(before)


def _is_enclosed(before: str) -> bool:
    """Whether a quotation or a bracket is open: numbers in it are those of what is quoted."""
    opened = any(before.count(one) > before.count(other) for one, other in ("“”", "„“", "«»", "()", "[]"))
    return opened or before.count('"') % 2 == 1


def _next_of(marker: Marker, ahead: Sequence[Line]) -> int:
    """The next number of this style that begins a block; 0 where none does."""
    followers = (marker_at(line.text) for line in ahead)
    return next((int(m.token) for m in followers if m and m.style == marker.style and m.token.isdigit()), 0)
