"""Text cells of MTDSG files: the markup that stands escaped in them, and the marks that point to end notes."""

from __future__ import annotations

import re

_SUPERSCRIPT = re.compile(r"<superscript>\s*([^<]{0,40}?)\s*</superscript>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_BREAK = re.compile(r"<\s*(?:br|p|li|tr|center|/center|right|/right)\s*/?>", re.IGNORECASE)
_RIGHT = re.compile(r"^\s*<right>(.*?)</right>\s*$", re.DOTALL)
_HEADING = re.compile(
    r"^\s*(?:<center>|<b>|<u>)*<i>(?P<heading>.{1,200}?)</i>(?:</center>|</b>|</u>|\s|:)*$", re.DOTALL
)


def plain(text: str) -> str:
    """Text without markup and without the marks of end notes, in one line."""
    bare = _TAG.sub("", _BREAK.sub(" ", _SUPERSCRIPT.sub("", text)))
    return " ".join(bare.split())


def marks(text: str) -> tuple[str, ...]:
    """The end notes that a text points to: `Serbia<superscript>2,3</superscript>` -> ("2", "3").

    `bis` and `o` are no notes.
    """
    return tuple(n for match in _SUPERSCRIPT.findall(text) for n in re.findall(r"\d{1,3}", match))


def dateline(text: str) -> str | None:
    """The content of a line set to the right (a date above a communication), or None."""
    match = _RIGHT.match(text)
    return plain(match[1]) if match else None


def italic_heading(text: str) -> str | None:
    """The content of a line that is set in italics throughout (a heading such as `Reservation:`), or None."""
    match = _HEADING.match(text)
    return plain(match["heading"]) if match else None
