"""Markdown to lines: headings by level, links by their label, emphasis without its marks."""

from __future__ import annotations

import html
import re

from loaders.text.lines import Document, Line, checked_lines

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s*(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_LINK = re.compile(r"!?\[([^\[\]]{0,2000})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--.{0,2000}?-->")
_BOLD = re.compile(r"^(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1:?$")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{3,}[\s|:-]*$")


def read_markdown(text: str) -> Document:
    """The lines of a Markdown file. A heading underlined with `===` or `---` takes the level of its underline."""
    lines: list[Line] = []
    gap = True
    for number, raw in enumerate(checked_lines(text.splitlines()), 1):
        underline = _UNDERLINE.match(raw)
        if underline and lines and not gap and lines[-1].number == number - 1 and not lines[-1].level:
            level = 1 if underline[1][0] == "=" else 2
            lines[-1] = Line(lines[-1].text, lines[-1].number, level=level, strong=True, gap=True)
            continue
        line = _line(raw, number, gap)
        if line is None:
            gap = True
            continue
        lines.append(line)
        gap = bool(line.level) or _ends_paragraph(raw)
    return Document(lines, wrapped=True)


def _line(raw: str, number: int, gap: bool) -> Line | None:
    heading = _HEADING.match(raw)
    if heading:
        text = plain(heading[2])
        return Line(text, number, level=len(heading[1]), strong=True, gap=True) if text else None
    if _TABLE_RULE.match(raw):
        return None
    stripped = raw.strip()
    bold = _BOLD.match(stripped)
    text = plain(stripped)
    if not text:
        return None
    return Line(
        text,
        number,
        strong=bool(bold),
        gap=gap or bool(bold) or stripped.startswith("|"),
        indent=len(raw) - len(raw.lstrip()),
    )


def _ends_paragraph(raw: str) -> bool:
    """Two blanks or a backslash at the end of a line break it."""
    return raw.endswith(("  ", "\\", "|")) or bool(_BOLD.match(raw.strip()))


def plain(text: str) -> str:
    """Text without Markdown's marks; what a link shows stays, its address goes."""
    if "](" in text:  # each is looked for only where its sign is: most lines have none
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return html.unescape(text).replace("\u00a0", " ").strip()
