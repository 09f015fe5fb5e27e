"""A file of a treaty's official text, read as far as it goes: converted, one language chosen, set out as an outline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loaders.text.blocks import blocks_of
from loaders.text.files import convert
from loaders.text.furniture import without_contents, without_furniture
from loaders.text.languages import NAMES, versions
from loaders.text.lines import Document, Line, UnreadableTextError
from loaders.text.outline import outline_of
from loaders.text.scopes import Outline


@dataclass(frozen=True)
class TreatyText:
    """One language version of one file. `lines` are those of the version, `document` the whole file as converted.

    `languages` says how many lines each version of the file has.
    """

    path: Path
    language: str
    sha256: str
    document: Document
    lines: list[Line]
    outline: Outline
    languages: dict[str, int]

    @cached_property
    def _pages(self) -> dict[int, int]:
        """The page of each line, where there are pages."""
        return {line.number: line.page for line in reversed(self.lines) if line.page}

    def where(self, line: int) -> str:
        """The place of a line as a reader finds it: its page in a PDF, else its line."""
        page = self._pages.get(line, 0)
        return f"page {page}" if page else f"line {line}"


def read_treaty(path: Path, language: str = "en") -> TreatyText:
    """Read a treaty text.

    Raises UnreadableTextError where the file is damaged, no text, no treaty, or holds no version in the language (ISO 639-1).
    """
    converted = convert(path)
    document = converted.document
    found = versions(without_furniture(document))
    _note_left_out(document, found, language)
    if language not in found:
        there = ", ".join(_name(code) for code in found if code)
        raise UnreadableTextError(f"no {_name(language)} text in it: it is in {there}. Say which language to load")
    lines = without_contents(document, found[language])
    sizes = {code: len(lines) for code, lines in found.items() if code}
    return TreatyText(path, language, converted.sha256, document, lines, outline_of(blocks_of(lines)), sizes)


def _note_left_out(document: Document, found: dict[str, list[Line]], language: str) -> None:
    for code, lines in found.items():
        if not code:
            for line in lines:
                document.note(line.number, f"publisher's note in another language left out: {line.text[:60]!r}")
        elif code != language:
            document.note(
                lines[0].number,
                f"{_name(code)} version left out ({len(lines)} lines up to line {lines[-1].number}): load it with its language",
            )


def _name(code: str) -> str:
    return NAMES.get(code, code)
