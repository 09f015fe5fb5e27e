"""A news article cut into sentences, with the paragraph each stands in and the day the article bears, where it bears one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from graph.claims.values import find_dates

_ABBREVIATIONS = (
    r"Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Gov|Sen|Rep|Amb|Hon|Art|Arts|art|arts|No|Nos|no|nos|vol|Vol|p|pp|para|paras|Ch|ch|Sec|sec|Res|res|cf|vs|etc|"
    r"e\.g|i\.e|approx|U\.S|U\.K|U\.N|E\.U|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Inc|Ltd|Co"
)
_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_NO_END = re.compile(rf"(?:\b(?:{_ABBREVIATIONS})|\b[A-Z])\.[\"'”’)\]]*$")
_CREDIT = re.compile(
    r"^(?:source|image|images|photo|photos|credit|caption|video|by|published|updated|tags?|share)\b\s*:", re.I
)
_HEAD_LINES = 6


@dataclass(frozen=True)
class Sentence:
    """One sentence as written, and the number of its paragraph (1 = the first; headings count)."""

    text: str
    paragraph: int


def sentences(article: str) -> list[Sentence]:
    """The sentences of an article. Every line is a paragraph of its own; lines of credits are left out."""
    found: list[Sentence] = []
    lines = [line.strip() for line in article.splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        if not _CREDIT.match(line):
            found += [Sentence(text, number) for text in split(line)]
    return found


def split(paragraph: str) -> list[str]:
    """One paragraph as sentences. A full stop after an abbreviation or an initial ends none."""
    parts: list[str] = []
    start = 0
    for match in _END.finditer(paragraph):
        if not _NO_END.search(paragraph[start : match.start()] + paragraph[match.start() : match.end()].rstrip()):
            parts.append(paragraph[start : match.end()].strip())
            start = match.end()
    parts.append(paragraph[start:].strip())
    return [part for part in parts if part]


def article_date(article: str) -> dt.date | None:
    """The day an article bears: the one full date of a short line or a dateline among its first lines; None where there is none.

    A dateline is what stands before a dash at the start of a line: `NEW YORK, 24 December 2024 -`.
    """
    lines = [line.strip() for line in article.splitlines() if line.strip()][:_HEAD_LINES]
    for line in lines:
        dateline = re.match(r"^(.{4,60}?)\s+[-–—]+\s", line)
        head = (
            line
            if len(line) <= 40 or re.match(r"(?:published|updated|date)\b", line, re.I)
            else dateline.group(1)
            if dateline
            else ""
        )
        days = {found.first for found in find_dates(head) if found.exact}
        if len(days) == 1:
            return days.pop()
    return None
