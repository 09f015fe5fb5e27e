"""The numbers of a reference: `9`, `9.1.a`, `1 a) (i)`, `XIV`, `(b)`, each below the one before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.text import reference_words as words
from loaders.text.headings import id_token
from loaders.text.mentions import Item, Step


@dataclass
class NumberReader:
    """Reads units and numbers from a place in a text.

    `start` is where the reference begins, `at` where reading goes on. `path` is that of the number read last, `items` are all
    numbers so far, `plural` says of each step whether its unit is in the plural. `depth`: in how many others the reference stands.
    """

    text: str
    start: int
    at: int = 0
    items: list[Item] = field(default_factory=list)
    path: tuple[Step, ...] = ()
    plural: dict[int, bool] = field(default_factory=dict)
    depth: int = 0

    def _numbered_after(self, at: int) -> bool:
        """`the said articles 5 and 6`: a list that follows a pointer."""
        match = words.SPACE.match(self.text, at)
        return bool(match and words.DIGITS.match(self.text, match.end()))

    def _unit(self) -> tuple[str, bool] | None:
        """A unit's word at this place: (kind, plural)."""
        match = words.UNIT.match(self.text, self.at)
        if not match or (match.end() < len(self.text) and self.text[match.end()].isalnum()):
            return None
        self.at = match.end()
        return str(match.lastgroup), bool(words.PLURAL.search(match[0]))

    def _number(self, unit: str, plural: bool, *, first: bool, base: tuple[Step, ...] = ()) -> bool:
        """Read a number of a unit below `base`, and the numbers glued to it (`1 a) (i)`)."""
        space = words.SPACE.match(self.text, self.at)
        at = space.end() if space else self.at
        token = self._token(at, unit, first=first)
        if token is None:
            return False
        number, shape, self.at = token
        self.path = (*base, Step(unit, number, shape))
        self.plural[len(self.path) - 1] = plural
        self._deeper()
        self.items.append(Item(self.path))
        return True

    def _token(self, at: int, unit: str, *, first: bool) -> tuple[str, str, int] | None:
        """A number at a place: (number, shape, end). Shapes: `1`, `I`, `A`, `(x)`, `x)`, `x`."""
        if match := words.BRACKETED.match(self.text, at):
            return match[1], "(x)", match.end()
        if (match := words.RIGHT.match(self.text, at)) and unit in ("para", "point") and not self._in_brackets():
            return match[1], "x)", match.end()
        if match := words.DIGITS.match(self.text, at):
            return id_token(match[0]), "1", match.end()
        if unit == "art" and (match := words.IN_WORDS.match(self.text, at)):
            return id_token(match[0]), "1", match.end()
        if unit in ("art", "chp", "sec", "part", "title", "annex") and (
            match := words.CAPITAL_ROMAN.match(self.text, at)
        ):
            return id_token(match[0]), "I", match.end()
        if (
            unit in ("sec", "part", "annex", "point", "para")
            and (match := words.CAPITAL.match(self.text, at))
            and not (match[0] == "A" and unit in ("point", "para") and not first)
        ):
            return match[0], "A", match.end()
        if (
            unit in ("para", "point")
            and (match := words.BARE.match(self.text, at))
            and self._stands_alone(match.end(), match[1])
        ):
            return match[1], "x", self._past_stop(match.end())
        return None

    def _in_brackets(self) -> bool:
        """Whether the reference stands in brackets: the next closing one is then not that of its number."""
        before = self.text[max(0, self.start - 200) : self.start]
        return before.count("(") > before.count(")")

    def _past_stop(self, end: int) -> int:
        """Past the stop after a bare letter, where the sentence goes on: `d. and e`."""
        stop = words.LETTER_STOP.match(self.text, end)
        return stop.end() if stop else end

    def _stands_alone(self, end: int, letter: str) -> bool:
        """Whether a bare letter is a number: what follows is a stop or a joining word.

        `a` is mostly an article of speech.
        """
        follows = words.BARE_FOLLOWS.match(self.text, end)
        return bool(follows) and (letter != "a" or not words.VERB_FOLLOWS.match(self.text, end))

    def _deeper(self) -> None:
        """Numbers that follow without a word between: each is one level down."""
        while True:
            step = self._glued()
            if step is None:
                return
            self.path = (*self.path, step)

    def _glued(self) -> Step | None:
        unit = "para" if self.path[-1].unit == "art" else "point"
        if match := words.DOTTED.match(self.text, self.at):
            if match[0][1:2].isspace() or (match[1].isalpha() and not self._stands_alone(match.end(), match[1])):
                return None
            if match[1].isdigit() and self.path[-1].unit not in ("art", "para"):
                return None
            self.at = self._past_stop(match.end())
            return Step(unit, match[1], "x")
        space = words.SPACE.match(self.text, self.at)
        at = space.end() if space else self.at
        if match := words.BRACKETED.match(self.text, at):
            self.at = match.end()
            return Step(unit, match[1], "(x)")
        if (match := words.RIGHT.match(self.text, at)) and not match[1].isdigit() and not self._in_brackets():
            self.at = match.end()
            return Step(unit, match[1], "x)")
        if (
            self.path[-1].shape == "1"
            and self.path[-1].unit == "para"
            and (match := words.BARE.match(self.text, at))
            and self._stands_alone(match.end(), match[1])
        ):
            self.at = self._past_stop(match.end())
            return Step(unit, match[1], "x")
        return None
