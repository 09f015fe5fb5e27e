"""Files to lines: what a file is, which characters it is written in, and which converter reads it."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from loaders.text.docx import read_docx
from loaders.text.html import read_html
from loaders.text.lines import MAX_FILE_BYTES, Document, UnreadableTextError
from loaders.text.markdown import read_markdown
from loaders.text.pdf import read_pdf
from loaders.text.plain import read_plain

SUFFIXES = {
    ".md": "Markdown", ".markdown": "Markdown", ".txt": "plain text", ".text": "plain text", ".pdf": "PDF", ".docx": "DOCX",
    ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML",
}  # fmt: skip
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "DOCX"),
    (b"\xd0\xcf\x11\xe0", "old Word (.doc)"),
    (b"{\\rtf", "RTF"),
    (b"<?xml", "XML"),
)
_HTML_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html|<head|<body)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Converted:
    """A file that was read: its document, and the checksum of its bytes."""

    document: Document
    sha256: str


def convert(path: Path) -> Converted:
    """Read a file of any kind in `SUFFIXES`.

    UnreadableTextError says why not; OSError is raised as such by the caller's file system.
    """
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise UnreadableTextError(
            f"{path.suffix or 'a file without suffix'} is not read; expected {', '.join(sorted(SUFFIXES))}"
        )
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise UnreadableTextError(f"{size:,} bytes: treaty texts are read up to {MAX_FILE_BYTES:,}")
    data = path.read_bytes()
    _refuse_mislabelled(data, kind)
    document = read_pdf(path) if kind == "PDF" else _read(data, kind)
    if not document.lines:
        raise UnreadableTextError("the file holds no text")
    return Converted(document, hashlib.sha256(data).hexdigest())


def _refuse_mislabelled(data: bytes, kind: str) -> None:
    if not data.strip():
        raise UnreadableTextError("the file is empty")
    found = next((name for start, name in _SIGNATURES if data.lstrip()[:8].startswith(start)), None)
    if found is None or found == "XML":
        found = "HTML" if _HTML_START.match(data[:4096]) else found
    if kind in ("PDF", "DOCX") and found != kind:
        raise UnreadableTextError(f"named as {kind}, but its content is {found or 'something else'}")
    if found and found != kind:
        raise UnreadableTextError(f"named as {kind}, but its content is {found}: name it by what it is")


def _read(data: bytes, kind: str) -> Document:
    if kind == "DOCX":
        return read_docx(data)
    declared = _CHARSET.search(data[:4096]) if kind == "HTML" else None
    text, note = decode(data, declared[1].decode("ascii") if declared else None)
    readers = {"HTML": lambda text: read_html(text.encode("utf-8"), "utf-8"), "Markdown": read_markdown}
    document = readers.get(kind, read_plain)(text)
    if note:
        document.note(0, note)
    return document


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of a file and, where its encoding had to be guessed, a note that says so.

    UnreadableTextError where it is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), ""
    if declared and declared.lower().replace("_", "-") not in ("utf-8", "utf8") and _known(declared):
        return _decoded(data, declared), ""
    try:
        return _refuse_binary(data.decode("utf-8")), ""
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _decoded(data, "cp1252", line), f"not UTF-8 (byte {error.start}, line {line}): read as Windows-1252"


def _decoded(data: bytes, encoding: str, line: int = 0) -> str:
    try:
        return _refuse_binary(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableTextError(f"neither UTF-8 nor {encoding}: {error.reason} at byte {error.start}", line) from None


def _refuse_binary(text: str) -> str:
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise UnreadableTextError(
            f"not a text file: control character U+{ord(control[0]):04X} at character {control.start()}", line
        )
    return text


def _known(encoding: str) -> bool:
    try:
        return bool(codecs.lookup(encoding)._is_text_encoding)  # codecs such as `zlib` are none
    except LookupError:
        return False
