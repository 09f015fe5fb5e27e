"""PDF to lines, read by PDFium in a process of its own: a damaged file can neither crash nor stall the loader.

Run as `python -m loaders.text.pdf FILE` it writes one JSON array for each line of text: page, indentation, size,
strong, gap, text.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from loaders.text.lines import MAX_LINES, Document, Line, UnreadableTextError

SECONDS_A_PAGE = 8
MEMORY_BYTES = 4 * 1024**3
_ROOT = Path(__file__).resolve().parents[2]
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_LINE_BREAK_HYPHENS = {"\x02", "\ufffe", "\u00ad"}
_SCANNED = 15
_NO_TEXT = "no text layer: the pages are pictures. Run optical character recognition over the file (such as ocrmypdf) and load the result"
_FAILURES = {
    -signal.SIGALRM: "reading a page took too long",
    -signal.SIGSEGV: "the file is damaged",
    -signal.SIGABRT: "the file is damaged",
}


def read_pdf(path: Path) -> Document:
    """The lines of a PDF. UnreadableTextError where it has no text layer, is locked, damaged or takes too long."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    result = subprocess.run(
        [sys.executable, "-m", "loaders.text.pdf", str(path)], capture_output=True, env=environment, check=False
    )
    if result.returncode:
        told = result.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableTextError(_FAILURES.get(result.returncode) or (told[-1] if told else "the file is damaged"))
    lines: list[Line] = []
    for number, row in enumerate(result.stdout.decode("utf-8").splitlines(), 1):
        page, indent, size, strong, gap, text = json.loads(row)
        lines.append(Line(text, number, strong=strong, gap=gap, indent=indent, size=size, page=page))
    return Document(lines, wrapped=True)


@dataclass
class _Row:
    """A line on a page, before it is known how far lines stand apart. Coordinates in points from the lower left."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


def _pages(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, float, list[_Row]]]:
    for index in range(len(document)):
        signal.alarm(SECONDS_A_PAGE)
        try:
            page = document[index]
            rows = _rows(page.get_textpage())
        except pypdfium2.PdfiumError as error:
            sys.exit(f"page {index + 1} is damaged: {error}")
        yield index + 1, page.get_width(), rows
        page.close()


def _rows(textpage: pypdfium2.PdfTextPage) -> list[_Row]:
    rows: list[_Row] = []
    first = 0
    characters = [chr(pdfium.FPDFText_GetUnicode(textpage, i)) for i in range(textpage.count_chars())]
    for end, character in enumerate([*characters, "\n"]):
        if character == "\n" or (character in _LINE_BREAK_HYPHENS and _drops_down(textpage, end, len(characters))):
            text = "".join(characters[first:end]) + ("-" if character != "\n" else "")
            row = _row(textpage, text, first, end)
            if row:
                rows.append(row)
            first = end + 1
    return rows


def _drops_down(textpage: pypdfium2.PdfTextPage, index: int, count: int) -> bool:
    """Whether the next character stands on a line below: PDFium joins a word that was broken there."""
    if index == 0 or index + 1 >= count:
        return False
    before, after = textpage.get_charbox(index - 1), textpage.get_charbox(index + 1)
    return bool(after[3] < before[1])


def _row(textpage: pypdfium2.PdfTextPage, text: str, first: int, end: int) -> _Row | None:
    visible = [i for i in range(first, end) if text[i - first].strip() and text[i - first].isprintable()]
    if not visible:
        return None
    left, base, _, _ = textpage.get_charbox(visible[0])
    right = textpage.get_charbox(visible[-1])[2]
    size = pdfium.FPDFText_GetFontSize(textpage, visible[len(visible) // 2])
    bold = all(_is_bold(textpage, visible[at]) for at in (0, len(visible) // 2, -1))
    return _Row(" ".join(_clean(text).split()), left, right, base, size, bold)


def _is_bold(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    """By the weight of the font, or by its name where the file does not say its weight."""
    if pdfium.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 200, ctypes.byref(ctypes.c_int()))
    return bool(_BOLD_NAME.search(name.value))


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() or c.isspace() else "" for c in text.replace("\u00a0", " "))


def _write(path: str) -> None:
    """Print the rows of a file. Exits with a reason on stderr where there are none."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        sys.exit("the file is locked by a password" if "assword" in str(error) else f"not a readable PDF: {error}")
    pages = list(_pages(document))
    if sum(len(row.text) for _, _, rows in pages for row in rows) < _SCANNED * max(1, len(pages)):
        sys.exit(_NO_TEXT)
    if sum(len(rows) for _, _, rows in pages) > MAX_LINES:
        sys.exit(f"more than {MAX_LINES:,} lines")
    for number, width, rows in pages:
        for row, gap, centred in _placed(rows, width):
            sys.stdout.write(
                json.dumps([number, round(row.left, 1), round(row.size, 1), row.bold or centred, gap, row.text]) + "\n"
            )


def _placed(rows: list[_Row], width: float) -> Iterator[tuple[_Row, bool, bool]]:
    """Each row with whether white space stands above it, and whether it is centred and short."""
    drops = [above.base - below.base for above, below in pairwise(rows) if above.base - below.base > 1]
    usual = statistics.median(drops) if drops else 0.0
    margin = min((row.left for row in rows), default=0.0)
    for index, row in enumerate(rows):
        gap = index > 0 and usual > 0 and not 0 <= rows[index - 1].base - row.base <= 1.3 * usual
        centred = abs((row.left + row.right) / 2 - width / 2) < 0.02 * width and row.left > margin + 0.08 * width
        yield row, gap, centred


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    signal.alarm(SECONDS_A_PAGE)
    _write(sys.argv[1])
