"""Numbers as treaties print them before paragraphs and points: `1.`, `(a)`, `ii)`, `2 bis.`, `1.1`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ROMAN_VALUES = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HIGHEST = 1000
_TOKENS = 4096  # the numbers of a corpus are few, and each is looked at often
_LINES = 256  # lines are looked at again from those before them
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
LATIN_SUFFIXES = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
_LATIN = "|".join(LATIN_SUFFIXES)
_TOKEN = (
    rf"(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}|[A-Za-z]{{1,2}}|[ivxlIVXL]{{1,7}})(?:[ -]?\(?(?:{_LATIN})\)?)?|\d{{1,3}}[a-z]"
)
_MARKER = re.compile(
    rf"^(?:(?:Principle|Paragraph|Rule|Standard|Guideline)\s+(?P<word>\d{{1,3}})\s*(?:[:.–—-](?=\s|$)|$)"
    rf"|\(\s?(?P<both>{_TOKEN})\s?\)\.?"
    rf"|§\s?(?P<sign>\d{{1,3}})\.?(?=\s|$)"
    rf"|(?P<right>{_TOKEN})\s?\)\.?"
    r"|(?P<degree>\d{1,2})\s?[°º]\.?(?=\s)"
    rf"|(?P<dot>{_TOKEN})\s?\.\.?(?:\)|(?=\s|$|[(\"“‘A-Z]))\.?[-–—]?"
    rf"|(?P<bare>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[a-z]|[ivx]{{1,5}})(?:(?=\s+\S)|$))\s*"
)
_STYLES = {"both": "(x)", "right": "x)", "dot": "x.", "bare": "x", "sign": "§x", "degree": "x°", "word": "Word x"}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number before a text: as printed, its token (`2bis`, `a`, `iv`, `1.1`), its style and the text's start."""

    printed: str
    token: str
    style: str
    end: int

    @property
    def bare(self) -> bool:
        return self.style == "x"

    @property
    def number(self) -> str:
        """The number as printed, less its marks: `a`, `1`, `Principle 1`."""
        return self.printed.rstrip(" .:–—-") if self.style == "Word x" else self.token

    def readings(self) -> list[tuple[str, int, int]]:
        """What the number may be: (kind, value, rank of a Latin suffix), kinds as in `as_printed`.

        `i` is a letter or a Roman one.
        """
        core, suffix = split_suffix(self.token)
        return [(kind, value, suffix) for kind, value in readings(core)]


@lru_cache(maxsize=_TOKENS)
def split_suffix(token: str) -> tuple[str, int]:
    """`16bis` -> (`16`, 1); `16A` -> (`16`, 1); `16` -> (`16`, 0)."""
    match = re.fullmatch(rf"(.+?)({_LATIN})", token, re.IGNORECASE)
    if match:
        return match[1], LATIN_SUFFIXES.index(match[2].lower()) + 1
    lettered = re.fullmatch(r"(\d+)([A-Za-z])", token)
    if lettered:
        return lettered[1], ord(lettered[2].lower()) - 96
    return token, 0


@lru_cache(maxsize=_TOKENS)
def readings(core: str) -> tuple[tuple[str, int], ...]:
    """The kinds and values that a number without a suffix may have; several for `i`, `v`, `x`, `c`, none for a word."""
    if core.isdigit():
        return (("1", int(core)),)
    if re.fullmatch(r"\d+(\.\d+)+", core):
        return ((f"1.{'1.' * (core.count('.') - 1)}", int(core.rsplit(".", 1)[1])),)
    found: list[tuple[str, int]] = []
    case = "a" if core.islower() else "A"
    if len(set(core.lower())) == 1 and len(core) <= 2:
        found.append((case, 26 * (len(core) - 1) + ord(core[0].lower()) - 96))
    value = roman_value(core)
    if value and (core.islower() or core.isupper()):
        found.append(("i" if core.islower() else "I", value))
    return tuple(found)


@lru_cache(maxsize=_TOKENS)
def roman_value(text: str) -> int:
    """The value of a Roman number; 0 where it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return 0
    rest, total = text.lower(), 0
    for value, letters in _ROMAN_VALUES:
        while rest.startswith(letters):
            total, rest = total + value, rest[len(letters) :]
    return total


def roman(value: int) -> str:
    """A number in lower-case Roman letters; empty for 0."""
    letters = ""
    for step, sign in _ROMAN_VALUES:
        letters += sign * (value // step)
        value %= step
    return letters


def as_printed(kind: str, value: int) -> str:
    """`(a, 3)` -> `c`, `(I, 4)` -> `IV`, `(1, 7)` -> `7`. Values that no list reaches are given in figures."""
    if not 0 < value < _HIGHEST:
        return str(value)
    if kind in ("a", "A"):
        letter = chr(96 + (value - 1) % 26 + 1) * ((value - 1) // 26 + 1)
        return letter if kind == "a" else letter.upper()
    if kind in ("i", "I"):
        return roman(value) if kind == "i" else roman(value).upper()
    return str(value)


@lru_cache(maxsize=_LINES)
def marker_at(text: str) -> Marker | None:
    """The number that a text begins with, if any. `e.g.`, `1999 ...` and words are none."""
    match = _MARKER.match(text)
    if not match:
        return None
    group = match.lastgroup or ""
    token = re.sub(r"[\s()-]", "", match[group])
    if not readings(split_suffix(token)[0]):
        return None
    return Marker(match[0].strip(), token, _STYLES[group], match.end())
