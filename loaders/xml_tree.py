"""XML as a tree that knows its lines.

Nothing is fetched, no entity is defined, and a file that is not XML is refused.

A document type declaration is refused outright: none of the formats read here has one, and it is what entity bombs
and external entities need.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

MAX_FILE_BYTES = 16 * 1024 * 1024  # the largest that are known have 2 MB
MAX_DEPTH = 64
MAX_TEXT = 250_000  # characters in one element; the longest that is known has 30,000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARATION = re.compile(r"^\s*<\?xml\s[^>]{0,200}?\?>")
_ENCODING = re.compile(rb"^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.-]{0,40})[\"']")
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


class UnreadableXmlError(Exception):
    """A file from which nothing can be taken. `line` counts from 1; 0 means the file as a whole."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(slots=True)
class Element:
    """An element with its line. `content` holds text and elements in the order of the file."""

    tag: str
    attributes: dict[str, str]
    line: int
    content: list[str | Element] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        return [part for part in self.content if isinstance(part, Element)]

    @property
    def text(self) -> str:
        """All text in it. Elements inside are written out as markup, as files do that escape it."""
        return "".join(p if isinstance(p, str) else f"<{p.tag}>{p.text}</{p.tag}>" for p in self.content)

    def find(self, *path: str) -> Element | None:
        """The first element that a path of tags leads to."""
        return next(self.find_all(*path), None)

    def find_all(self, *path: str) -> Iterator[Element]:
        """All elements that a path of tags leads to."""
        for child in self.children:
            if child.tag == path[0]:
                if len(path) == 1:
                    yield child
                else:
                    yield from child.find_all(*path[1:])

    def text_of(self, *path: str) -> str:
        """The text at a path, in one line; empty where there is nothing."""
        found = self.find(*path)
        return " ".join(found.text.split()) if found else ""


def read_bytes(path: Path) -> bytes:
    """The content of a file. UnreadableXmlError where it cannot be opened or is larger than such files are."""
    try:
        problem = too_large(path.stat().st_size)
        if problem:
            raise UnreadableXmlError(problem)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableXmlError(f"cannot be opened: {error.strerror or error}") from error


def too_large(size: int) -> str:
    """Why a file of so many bytes is not read; empty where it is."""
    return f"{size:,} bytes: such files are read up to {MAX_FILE_BYTES:,}" if size > MAX_FILE_BYTES else ""


def decode_xml(data: bytes) -> tuple[str, str]:
    """The text of an XML file and, where it is not written as it says, what was done about it.

    UnreadableXmlError where it is no text.
    """
    if not data.strip():
        raise UnreadableXmlError("the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _one_line_end(_strictly(data, encoding)), ""
    declared = _ENCODING.match(data)
    text, note = _as_declared(data, declared[1].decode("ascii").lower() if declared else "utf-8")
    return _one_line_end(text), note


def _one_line_end(text: str) -> str:
    """Lines end in U+000A only, so that every tool counts them alike; a stray carriage return within one is a space."""
    text = text.replace("\r\n", "\n")
    return text.replace("\r", " " if "\n" in text else "\n")


def _as_declared(data: bytes, name: str) -> tuple[str, str]:
    try:
        as_utf8: str | None = data.decode("utf-8")
    except UnicodeDecodeError:
        as_utf8 = None
    if as_utf8 is not None:
        wrong = not data.isascii() and name.replace("_", "-") not in ("utf-8", "utf8")
        return as_utf8, f"says that it is {name}, but is UTF-8" if wrong else ""
    if name in ("utf-8", "utf8"):
        return _strictly(data, "cp1252"), "says that it is UTF-8, but is not: read as Windows-1252"
    single = name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
    return _strictly(data, "latin-1" if single else name), ""


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableXmlError(f"is not written in {encoding}: {error.reason} at byte {error.start}", line) from None
    except LookupError:
        raise UnreadableXmlError(f"the encoding {encoding!r} is unknown") from None


def parse_xml(text: str, root: str) -> Element:
    """The root element of a document.

    UnreadableXmlError, with the line, where it is not well-formed or its root has another name.
    """
    if _HTML.match(text):
        raise UnreadableXmlError("this is a web page (HTML), not the XML file itself", 1)
    found = _Builder().read(_DECLARATION.sub(lambda m: "\n" * m[0].count("\n"), text, count=1))
    if found.tag != root:
        raise UnreadableXmlError(f"the root element is <{found.tag[:60]}>, expected <{root}>", found.line)
    return found


class _Builder:
    """Collects the elements that the parser meets."""

    def __init__(self) -> None:
        self.stack: list[Element] = []
        self.root: Element | None = None
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def read(self, text: str) -> Element:
        try:
            self.parser.Parse(text, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, "not well-formed")
            raise UnreadableXmlError(f"not well-formed: {self._explained(reason)}", error.lineno) from None
        if self.root is None:
            raise UnreadableXmlError("no element in the file")
        return self.root

    def _explained(self, reason: str) -> str:
        if reason in ("no element found", "unclosed token", "unclosed CDATA section") and self.stack:
            return f"the file ends before </{self.stack[-1].tag[:60]}>: it was cut off"
        return reason

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise UnreadableXmlError(f"elements stand more than {MAX_DEPTH} deep", self.parser.CurrentLineNumber)
        element = Element(tag, attributes, self.parser.CurrentLineNumber)
        if self.stack:
            self.stack[-1].content.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def _end(self, _: str) -> None:
        element = self.stack.pop()
        length = sum(len(part) for part in element.content if isinstance(part, str))
        if length > MAX_TEXT:
            raise UnreadableXmlError(f"a text of {length:,} characters in one <{element.tag[:60]}>", element.line)

    def _text(self, text: str) -> None:
        self.stack[-1].content.append(text)

    def _doctype(self, *_: object) -> None:
        raise UnreadableXmlError(
            "it has a document type declaration, which no such file needs and which can hide an entity bomb",
            self.parser.CurrentLineNumber,
        )
