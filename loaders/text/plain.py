"""Plain text to lines. A form feed begins a page."""

from __future__ import annotations

from loaders.text.lines import Document, Line, checked_lines

_TAB = 4


def read_plain(text: str) -> Document:
    """The lines of a text file, with their indentation in characters and the page they stand on."""
    lines: list[Line] = []
    page, gap = (1 if "\f" in text else 0), True
    for number, raw in enumerate(checked_lines(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")), 1):
        page += raw.count("\f")
        expanded = raw.replace("\f", "").expandtabs(_TAB).replace("\u00a0", " ").rstrip()
        stripped = expanded.lstrip()
        if stripped:
            lines.append(Line(stripped, number, gap=gap, indent=len(expanded) - len(stripped), page=page))
        gap = not stripped
    return Document(lines, wrapped=True)
