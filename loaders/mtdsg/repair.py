"""Make a damaged MTDSG file well-formed again, and say what was done on which line.

Files of some copies were written by a program that cut every character above U+00FF to its low byte. So quotation
marks and dashes of the General Punctuation block (U+2000 to U+206F) became control characters, the ellipsis U+2026 a
bare `&`, and a few characters a bare `<`. A whole ampersand is always written `&amp;` in these files, hence a bare
one is what is left of an ellipsis.
"""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_BARE_LESS_THAN = re.compile(r"<(?!/?[A-Za-z_][\w.-]{0,60}(?:\s[^<>]{0,500})?/?>|\?xml|!--|!\[CDATA\[|!DOCTYPE)")
_CUT_OF_PUNCTUATION = (0x02, 0x03, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x18, 0x19, 0x1A, 0x1C, 0x1D, 0x1E)
_PUNCTUATION = {low: chr(0x2000 + low) for low in _CUT_OF_PUNCTUATION}
_LOST = "\ufffd"
ELLIPSIS = "\u2026"

Repair = tuple[int, str]


def repair(text: str) -> tuple[str, list[Repair]]:
    """The text made well-formed where that needs no guess, and the repairs by line (from 1).

    The lines stay as they are.
    """
    repairs: list[Repair] = []
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if _CONTROL.search(line) or "&" in line or "<" in line:
            lines[index] = _repaired(line, index + 1, repairs)
    return "\n".join(lines), repairs


def _repaired(line: str, number: int, repairs: list[Repair]) -> str:
    for control in sorted(set(_CONTROL.findall(line))):
        whole = _PUNCTUATION.get(ord(control), _LOST)
        what = "a character that is lost (shown as U+FFFD)" if whole == _LOST else f"U+{ord(whole):04X}"
        repairs.append((number, f"{_times(line.count(control))}control byte 0x{ord(control):02X} for {what}"))
        line = line.replace(control, whole)
    line, count = _BARE_AMPERSAND.subn(ELLIPSIS, line)
    if count:
        repairs.append((number, f"{_times(count)}bare & for U+2026 (an ellipsis)"))
    line, count = _BARE_LESS_THAN.subn("&lt;", line)
    if count:
        repairs.append((number, f"{_times(count)}bare < that opens no element, kept as text"))
    return line


def _times(count: int) -> str:
    return f"{count} times " if count > 1 else ""
