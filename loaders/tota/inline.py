"""Numbered paragraphs that run on in one line: `... in writing. 2. The Parties shall ...`, `: (a) ...; (b) ...`."""

from __future__ import annotations

import re
from itertools import pairwise

_PARAGRAPH = re.compile(r"(?:^|(?<=[.;:]\s)|(?<=[.;:]”\s))(?P<value>\d{1,2})\s?\.\s+(?=[A-ZÁÉÍÓÚÀÈÑ\"“(])")
_NUMBER = re.compile(r"\d\s?\.\s")
_POINT = re.compile(r"(?:^|(?<=[.;:,]\s)|(?<=\b(?:or)\s)|(?<=\b(?:and)\s))\((?P<value>[a-z])\)\s+(?=\w)")
_SHORTEST = 12


def pieces(line: str) -> list[str]:
    """A line, parted before every number that continues a count begun in it.

    Joined by spaces, the pieces are the line.
    """
    return [piece for part in _parted(line, _paragraphs(line)) for piece in _parted(part, _points(part))]


def _parted(line: str, starts: list[int]) -> list[str]:
    bounds = [0, *(s for s in starts if s > 0), len(line)]
    return [part for a, b in pairwise(bounds) if (part := line[a:b].strip())]


def _paragraphs(line: str) -> list[int]:
    """Where paragraphs begin: a count upwards by one from the number that the line begins with (or from 1, or 2)."""
    starts: list[int] = []
    if not _NUMBER.search(line):
        return starts  # as most lines: told quickly
    expected: int | None = None
    for match in _PARAGRAPH.finditer(line):
        value = int(match["value"])
        if value == expected or (expected is None and (match.start() == 0 or value <= 2)):
            starts.append(match.start())
            expected = value + 1
    return starts


def _points(line: str) -> list[int]:
    """Where points begin: from (a), or from the letter that the line begins with, at least two of them."""
    starts: list[int] = []
    if "(" not in line:
        return starts
    expected = ""
    for match in _POINT.finditer(line):
        value = match["value"]
        follows = value == expected and match.start() - starts[-1] >= _SHORTEST
        if follows or (not expected and (match.start() == 0 or value == "a")):
            starts.append(match.start())
            expected = chr(ord(value) + 1)
    return starts if len(starts) > 1 else []
