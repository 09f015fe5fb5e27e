"""HTML to lines: one for each block element, with list numbers written out as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # it ships no types
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from loaders.text.lines import MAX_LINES, Document, Line, UnreadableTextError
from loaders.text.numbering import as_printed

_SKIPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "svg",
    "iframe",
    "object",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_BOLD = {"b", "strong"}
_MARKER_KINDS = {"1": "1", "a": "a", "A": "A", "i": "i", "I": "I"}
_NOTE_MARK = re.compile(r"^\[?\(?(\d{1,3}|\*{1,3}|†|‡)\)?\]?$")
_DEPTH = 200


def read_html(data: bytes, encoding: str | None) -> Document:
    """The lines of an HTML page. UnreadableTextError where there is no page, or its elements nest without end."""
    if b"<!ENTITY" in data[:65536].upper():
        raise UnreadableTextError(
            "the file declares entities of its own: no treaty page does, and such files are used for attacks", 1
        )
    parser = HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableTextError(f"not an HTML page: {error}") from None
    reader = _Reader()
    body = root.find(".//body")
    reader.block(body if body is not None else root, 0)
    return Document(reader.lines, wrapped=False, notes=reader.notes)


class _Reader:
    """One walk over the elements. Text is gathered until a block element begins or ends."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.notes: list[tuple[int, str]] = []
        self.pending: list[tuple[str, bool]] = []
        self.number = 1
        self.level = 0
        self.strong = False

    def block(self, element: HtmlElement, depth: int) -> None:
        """Read a block element and all in it."""
        if depth > _DEPTH:
            raise UnreadableTextError(f"elements nest more than {_DEPTH} deep", element.sourceline or 0)
        self.flush()
        self.number = max(self.number, element.sourceline or 0)
        before = self.level, self.strong
        self.level = _HEADINGS.get(element.tag, self.level)
        self.strong = self.strong or _is_centred(element)
        self.text(element.text)
        markers = _list_markers(element)
        for child in element:
            self.child(child, next(markers, "") if child.tag == "li" else "", depth)
            self.text(child.tail)
        self.flush()
        self.level, self.strong = before

    def child(self, child: HtmlElement, marker: str, depth: int) -> None:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED:
            return
        if child.tag == "br":
            self.flush()
        elif child.tag in ("td", "th"):
            self.cell(child, depth)
        elif child.tag in _INLINE:
            self.inline(child, bold=False, depth=depth)
        else:
            self.flush()
            start = len(self.lines)
            self.block(child, depth + 1)
            self.mark(start, marker)

    def cell(self, cell: HtmlElement, depth: int) -> None:
        """Cells of a row stand on one line (a point and its letter are often two cells), unless they hold blocks
        of their own.
        """
        self.text(" ")
        self.inline(cell, bold=False, depth=depth)
        self.text(" ")

    def inline(self, element: HtmlElement, *, bold: bool, depth: int) -> None:
        if depth > _DEPTH:
            raise UnreadableTextError(f"elements nest more than {_DEPTH} deep", element.sourceline or 0)
        if _is_note_mark(element):
            return
        bold = bold or element.tag in _BOLD
        self.text(element.text, bold)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                if child.tag == "br":
                    self.flush()
                elif child.tag in _INLINE or (element.tag in ("td", "th") and len(element) == 1):
                    self.inline(child, bold=bold, depth=depth + 1)
                else:
                    self.block(child, depth + 1)
            self.text(child.tail, bold)

    def text(self, text: str | None, bold: bool = False) -> None:
        if text:
            self.pending.append((text, bold))

    def flush(self) -> None:
        """End the line that is being gathered."""
        text = " ".join("".join(part for part, _ in self.pending).split())
        if text:
            if len(self.lines) >= MAX_LINES:
                raise UnreadableTextError(f"more than {MAX_LINES:,} lines", self.number)
            strong = self.strong or self.level > 0 or all(bold for part, bold in self.pending if part.strip())
            self.lines.append(Line(text, self.number, level=self.level, strong=strong, gap=True))
        self.pending.clear()

    def mark(self, start: int, marker: str) -> None:
        """Put a list item's number before its first line."""
        if marker and len(self.lines) > start:
            first = self.lines[start]
            if not first.text.startswith(marker):
                self.lines[start] = Line(
                    f"{marker} {first.text}", first.number, level=first.level, strong=first.strong, gap=True
                )


def _list_markers(element: HtmlElement) -> Iterator[str]:
    """The numbers that a browser shows before the items of an ordered list."""
    if element.tag != "ol" or "none" in (element.get("style") or ""):
        return
    kind = _MARKER_KINDS.get(element.get("type") or _css_type(element), "1")
    value = _whole_number(element.get("start"), 1)
    for item in element.iterchildren("li"):
        value = _whole_number(item.get("value"), value)
        yield f"{as_printed(kind, value)}."
        value += 1


def _css_type(element: HtmlElement) -> str:
    style = (element.get("style") or "").replace(" ", "")
    names = {
        "lower-alpha": "a",
        "lower-latin": "a",
        "upper-alpha": "A",
        "upper-latin": "A",
        "lower-roman": "i",
        "upper-roman": "I",
    }
    return next((kind for name, kind in names.items() if f"list-style-type:{name}" in style), "1")


def _whole_number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _is_centred(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.tag == "center" or element.get("align") == "center" or "text-align:center" in style


def _is_note_mark(element: HtmlElement) -> bool:
    """A raised number that points to a footnote."""
    return element.tag == "sup" and bool(_NOTE_MARK.match("".join(element.itertext()).strip()))
