"""DOCX to lines: paragraphs and table rows, with the numbers that Word makes written out."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from loaders.text.lines import Document, Line, UnreadableTextError, checked_lines
from loaders.text.numbering import as_printed

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
_TITLE_STYLES = ("title", "subtitle")
_KINDS = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "1",
}
# What the zip, XML and Word readers raise on damaged files.
_DAMAGE = (
    PackageNotFoundError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error,
    etree.XMLSyntaxError, KeyError, ValueError, AttributeError,
    IndexError, TypeError, AssertionError, NotImplementedError, OverflowError, RuntimeError, EOFError, OSError,
)  # fmt: skip


def read_docx(data: bytes) -> Document:
    """The lines of a Word document.

    UnreadableTextError where it is damaged, locked or unpacks to far more than it should.
    """
    _refuse_bombs(data)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
    except _DAMAGE as error:
        raise UnreadableTextError(f"not a readable Word document: {error}") from None
    checked_lines(line.text for line in lines)
    return Document(lines, wrapped=False)


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            packed = max(1, sum(part.compress_size for part in parts))
            if unpacked > MAX_UNPACKED_BYTES or (unpacked > 16 * 1024 * 1024 and unpacked / packed > MAX_RATIO):
                raise UnreadableTextError(
                    f"unpacks from {len(data):,} to {unpacked:,} bytes: a zip bomb, not a document"
                )
            if "word/document.xml" not in names:
                raise UnreadableTextError("a zip file, but no Word document: it holds no word/document.xml")
            if any(b"<!ENTITY" in package.read(name).upper() for name in names if name.endswith((".xml", ".rels"))):
                raise UnreadableTextError(
                    "the document declares entities of its own: no Word document does, and such files are used for attacks"
                )
    except _DAMAGE as error:
        raise UnreadableTextError(f"not a readable Word document: {error}") from None


def _lines(document: WordDocument) -> Iterator[Line]:
    numbers = _Numbers(document)
    counter = count(1)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from _paragraph(block, numbers, counter)
        elif isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                text = " ".join(" ".join(cells).split())
                if text:
                    yield Line(text, next(counter), gap=True)


def _paragraph(paragraph: Paragraph, numbers: _Numbers, counter: Iterator[int]) -> Iterator[Line]:
    printed = numbers.before(paragraph)
    level = _heading_level(paragraph)
    runs = [run for run in paragraph.runs if run.text.strip()]
    strong = (bool(runs) and all(run.bold for run in runs)) or paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
    for part in paragraph.text.split("\n"):
        text = " ".join(f"{printed} {part}".replace("\u00a0", " ").split())
        if text:
            yield Line(text, next(counter), level=level, strong=strong or level > 0, gap=True)
        printed = ""


def _heading_level(paragraph: Paragraph) -> int:
    name = (paragraph.style.name if paragraph.style is not None else None) or ""
    kind, _, rank = name.partition(" ")
    if kind in ("Heading", "heading") and rank.isdigit():
        return min(6, max(1, int(rank)))
    return 1 if name.lower() in _TITLE_STYLES else 0


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered: the format of its number and a text such as `(%1)`."""

    kind: str
    text: str
    start: int


class _Numbers:
    """Counts the numbered paragraphs of a document as Word does."""

    def __init__(self, document: WordDocument) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.counters: dict[str, dict[int, int]] = defaultdict(dict)
        self.family: dict[str, str] = {}
        # python-docx makes an empty numbering part where there is none, and fails where its template lacks one.
        part = next(
            (
                rel.target_part
                for rel in document.part.rels.values()
                if rel.reltype.endswith("/numbering") and not rel.is_external
            ),
            None,
        )
        if part is not None:
            self._read(etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True)))

    def _read(self, root: etree._Element) -> None:
        abstract = {a.get(qn("w:abstractNumId")): a for a in root.iterfind(qn("w:abstractNum"))}
        for number in root.iterfind(qn("w:num")):
            id_, link = number.get(qn("w:numId")), number.find(qn("w:abstractNumId"))
            source = abstract.get(link.get(qn("w:val"))) if link is not None else None
            if id_ is not None and source is not None:
                self.family[id_] = (
                    str(source.get(qn("w:abstractNumId"))) if number.find(qn("w:lvlOverride")) is None else id_
                )
                self.levels[id_] = {
                    int(level.get(qn("w:ilvl")) or 0): _level(level) for level in source.iterfind(qn("w:lvl"))
                }

    def before(self, paragraph: Paragraph) -> str:
        """The number that Word shows before a paragraph; empty where there is none, or only a bullet."""
        found = self._place(paragraph)
        if found is None:
            return ""
        id_, depth = found
        levels = self.levels.get(id_, {})
        level = levels.get(depth)
        if level is None or not level.kind:
            return ""
        counters = self.counters[self.family[id_]]
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [d for d in counters if d > depth]:
            del counters[deeper]
        text = level.text
        for shown in range(depth + 1):
            shape = levels.get(shown, level)
            text = text.replace(f"%{shown + 1}", as_printed(shape.kind or "1", counters.get(shown, shape.start)))
        return text.strip()

    def _place(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, else that of its style."""
        properties = [paragraph._p.pPr]
        style = paragraph.style
        while style is not None and len(properties) < 10:
            properties.append(style.element.pPr)
            style = style.base_style
        for own in properties:
            numbering = own.find(qn("w:numPr")) if own is not None else None
            id_ = _value(numbering, "w:numId") if numbering is not None else ""
            if id_:
                depth = _value(numbering, "w:ilvl")
                return (id_, int(depth) if depth.isdigit() else 0) if id_ != "0" else None
        return None


def _level(element: etree._Element) -> _Level:
    start = _value(element, "w:start")
    kind = _KINDS.get(_value(element, "w:numFmt"), "")
    return _Level(kind, _value(element, "w:lvlText"), int(start) if start.isdigit() else 1)


def _value(element: etree._Element, name: str) -> str:
    """The value of a child element; empty where there is none."""
    child = element.find(qn(name))
    return str(child.get(qn("w:val")) or "") if child is not None else ""
