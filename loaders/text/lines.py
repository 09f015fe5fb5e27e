"""What every converter gives: the lines of a document, with where they stand and how they look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_LINE_CHARACTERS = 1_000_000
MAX_LINES = 500_000


class UnreadableTextError(Exception):
    """A file from which no treaty text can be taken. `line` is 1-based; 0 means the file as a whole."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    `number` counts from 1 in the file (in a PDF: over all its pages). `level` is that of a heading, 1 the highest, 0 for
    body text. `strong`: bold or centred throughout. `gap`: white space above it, or a paragraph of its own.
    `indent` and
    `size` are in points (PDF) or characters (text); 0 where unknown. `page` counts from 1; 0 where there are no pages.
    `end` is the number of the last line where several were joined, else 0.
    """

    text: str
    number: int
    level: int = 0
    strong: bool = False
    gap: bool = False
    indent: float = 0.0
    size: float = 0.0
    page: int = 0
    end: int = 0

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.end or self.number


@dataclass
class Document:
    """A converted file. `wrapped`: a paragraph may run over several lines.

    `notes`: what was left out or repaired, by line.
    """

    lines: list[Line]
    wrapped: bool
    notes: list[tuple[int, str]] = field(default_factory=list)

    def note(self, line: int, reason: str) -> None:
        self.notes.append((line, reason))


def checked_lines(texts: Iterable[str]) -> list[str]:
    """The lines as a list. UnreadableTextError where one is too long, or there are too many, to be those of a treaty."""
    kept: list[str] = []
    for number, text in enumerate(texts, 1):
        if len(text) > MAX_LINE_CHARACTERS:
            raise UnreadableTextError(f"a line of {len(text):,} characters is not that of a treaty text", number)
        if number > MAX_LINES:
            raise UnreadableTextError(f"more than {MAX_LINES:,} lines", number)
        kept.append(text)
    return kept
