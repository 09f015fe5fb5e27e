"""What is on the page but not in the treaty: running heads, page numbers, footnotes, tables of contents."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.text.headings import Heading, heading_of
from loaders.text.lines import Document, Line

_EDGE = 3
_PAGE_NUMBER = re.compile(
    r"^[-–—|\s]*(?:p\s?a\s?g\s?e|pagina|seite|página)?[\s.|:]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|de|von|sur)\s*\d{1,4})?[-–—|\s.]*$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b(?=\s*$)", re.IGNORECASE)
_NOTE_START = re.compile(r"^(?:\[?\d{1,3}\]?|\*{1,3}|†|‡)\s*\S")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|…+\s*\d*\s*$|\t+\d+$|\s{3,}\d{1,4}$")
_CONTENTS = re.compile(
    r"^(?:(?:table of )?contents|index|table des matières|sommaire|índice|inhalt(?:sverzeichnis)?|inhoud(?:sopgave)?|содержание)$",
    re.IGNORECASE,
)
_CONTENTS_RUN = 3


def without_furniture(document: Document) -> list[Line]:
    """The lines less running heads, page numbers and footnotes. What is left out is noted in the document."""
    return _without_footnotes(document, _without_running_heads(document, document.lines))


def _pages(lines: Iterable[Line]) -> dict[int, list[Line]]:
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    return pages


def _without_running_heads(document: Document, lines: Sequence[Line]) -> list[Line]:
    pages = _pages(lines)
    if len(pages) < 2:
        return list(lines)
    edges = {line.number for page in pages.values() for line in (*page[:_EDGE], *page[-_EDGE:])}
    shapes = Counter(
        _shape(line.text)
        for page in pages.values()
        for line in {_shape(x.text): x for x in (*page[:_EDGE], *page[-_EDGE:])}.values()
    )
    often = max(3, len(pages) // 5)
    out: list[Line] = []
    for line in lines:
        repeated = shapes[_shape(line.text)] >= often and heading_of(line.text) is None
        if line.number in edges and (_PAGE_NUMBER.match(line.text) or repeated):
            document.note(line.number, f"running head or page number on page {line.page} left out: {line.text[:60]!r}")
        else:
            out.append(line)
    return _gap_unknown_at_page_start(out)


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.lower().split()))


def _gap_unknown_at_page_start(lines: Sequence[Line]) -> list[Line]:
    """At the top of a page there is always white space: it does not say that a paragraph begins."""
    out: list[Line] = []
    for line in lines:
        starts_page = bool(out) and line.page != out[-1].page
        out.append(replace(line, gap=False) if starts_page and line.size else line)
    return out


def _without_footnotes(document: Document, lines: Sequence[Line]) -> list[Line]:
    """Lines in smaller type at the foot of a page, from the one that bears a note's number."""
    sizes = [line.size for line in lines if line.size and len(line.text) > 40]
    if not sizes:
        return list(lines)
    body = statistics.median(sizes)
    dropped: set[int] = set()
    for page in _pages(lines).values():
        small = len(page)
        while small > 0 and 0 < page[small - 1].size < 0.92 * body:
            small -= 1
        notes = next((i for i in range(small, len(page)) if _NOTE_START.match(page[i].text)), len(page))
        for line in page[notes:]:
            dropped.add(line.number)
            document.note(line.number, f"footnote on page {line.page} left out: {line.text[:60]!r}")
    return [line for line in lines if line.number not in dropped]


def without_contents(document: Document, lines: Sequence[Line]) -> list[Line]:
    """The lines of one language version less a table of contents: articles that follow one another without text,
    and stand again further on.
    """
    headings = [_contents_entry(line) for line in lines]
    last = {key: index for index, key in enumerate(map(_key, headings)) if key}
    drop: set[int] = set()
    start = 0
    while start < len(lines):
        end = _contents_end(lines, headings, last, start) if headings[start] else start
        if end > start:
            first = start - 1 if start and _CONTENTS.match(lines[start - 1].text) else start
            drop.update(range(first, end))
            document.note(
                lines[first].number,
                f"table of contents left out (lines {lines[first].number} to {lines[end - 1].number})",
            )
        start = max(end, start + 1)
    return [line for index, line in enumerate(lines) if index not in drop]


def _contents_entry(line: Line) -> Heading | None:
    return heading_of(_LEADER.sub("", line.text))


def _key(heading: Heading | None) -> tuple[str, str] | None:
    return (heading.kind, heading.number) if heading else None


def _contents_end(
    lines: Sequence[Line], headings: Sequence[Heading | None], last: dict[tuple[str, str], int], start: int
) -> int:
    """Where a table of contents that begins at `start` ends; `start` where none does.

    Each of its articles stands again below; one line (a title that goes on) may stand between two entries. Parts and chapters
    right above the first article of the text head that.
    """
    articles: set[tuple[str, str]] = set()
    end, misses = start, 0
    for index in range(start, len(lines)):
        heading, key = headings[index], _key(headings[index])
        if heading and key:
            if heading.kind == "art":
                if last[key] == index or key in articles or heading.is_sentence:
                    end = _less_headings_of_text(headings, last, start, end)
                    break
                articles.add(key)
            misses, end = 0, index + 1
        elif _LEADER.search(lines[index].text):
            end = index + 1
        else:
            misses += 1
            if misses > 1 or len(lines[index].text) > 160 or lines[index].text.endswith((".", ";", ":")):
                break
    return end if len(articles) >= _CONTENTS_RUN else start


def _less_headings_of_text(
    headings: Sequence[Heading | None], last: dict[tuple[str, str], int], start: int, end: int
) -> int:
    """The end of a table of contents without the headings that stand there for the second time, or do not stand again."""
    while end > start and (heading := headings[end - 1]) and heading.kind != "art":
        key = _key(heading)
        again = any(_key(earlier) == key for earlier in headings[start : end - 1])
        if key is None or not (again or last[key] == end - 1):
            break
        end -= 1
    return end
