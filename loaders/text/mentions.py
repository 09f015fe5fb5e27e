"""The references in a text, as they are written: `article 9.1.a and c`, `paragraphs 3 and 4 of this article`, `the preceding paragraph`.

A reference is parsed into paths of (unit, number) and a qualifier that says whose provisions these are. What they stand for is
resolved elsewhere (`loaders.text.references`), since that takes the treaty's outline. English only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.text.headings import id_token
from loaders.text.numbering import LATIN_SUFFIXES

_UNITS = {
    "art": r"articles?|arts?\.(?=\s*\d)|regulations?(?=\s+\d)|rules?(?=\s+\d)",
    "point": r"sub-?\s?paragraphs?|subparas?\.?|points?|items?|clauses?|sub-?clauses?|indents?|letters?|lit\.",
    "para": r"paragraphs?|paras?\.?|§{1,2}",
    "chp": r"chapters?",
    "sec": r"sub-?sections?|sections?",
    "part": r"parts?",
    "title": r"titles?",
    "annex": r"annex(?:es)?|appendi(?:x|ces)|schedules?|attachments?",
}
DEPTH = {"annex": 0, "part": 1, "title": 3, "chp": 2, "sec": 3, "art": 10, "para": 20, "point": 30}
_UNIT = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _UNITS.items()), re.IGNORECASE)
_UNIT_START = re.compile(rf"(?<![\w-])(?:{'|'.join(_UNITS.values())})(?!\w)", re.IGNORECASE)
_PLURAL = re.compile(r"(?:s|es|ices|arts\.|§§)$", re.IGNORECASE)
_LATIN = "|".join(LATIN_SUFFIXES)
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})"
_DIGITS = re.compile(
    rf"\d{{1,3}}(?!\d|\.\d{{3}}|[,.]\d{{3}})(?:(?:\s?\(?(?:{_LATIN})\)?)(?!\w)|[A-Za-z](?![\w)])|-\d{{1,2}}(?!\d))?"
)
_CAPITAL_ROMAN = re.compile(rf"[IVXLC]{{1,7}}(?:\s?(?:{_LATIN}))?(?!\w)")
_CAPITAL = re.compile(r"[A-Z](?!\w|\.[A-Z])")
_BRACKETED = re.compile(
    rf"\(\s?(\d{{1,3}}|[a-z]{{1,2}}|{_ROMAN}|[A-Z]{{1,2}}|[IVX]{{1,5}})(?:\s?(?:{_LATIN}))?\s?\)", re.IGNORECASE
)
_RIGHT = re.compile(rf"(\d{{1,2}}|[a-z]|{_ROMAN})\)")
_DOTTED = re.compile(rf"\.\s?(\d{{1,2}}(?!\d)|{_ROMAN}(?!\w)|[a-z](?!\w))")
_BARE = re.compile(rf"({_ROMAN}|[a-z])(?!\w|\.[a-z]\.)")
_BARE_FOLLOWS = re.compile(r"\.(?:\s|$|[ivx])|[,;)]|\s+(?:and|or|to|through|above|below|of|shall|is|are)\b|\s*$")
_LETTER_STOP = re.compile(r"\.(?=\s*(?:,|(?:and|or|of|to|in|through|above)\b))")
_DOTTED_NUMBER = re.compile(r"\d{1,3}\.\d")
_RANGE = re.compile(r"\s*(?:\bto\b|\bthrough\b|\buntil\b|\bup to\b|[-–—])\s*(?:and including\s+)?", re.IGNORECASE)
_JOIN = re.compile(
    r"\s*(?:,\s*(?:and/or|and|or|as well as)\b|,|;\s*(?:and|or)?|\band/or\b|\band\b|\bor\b|\bas well as\b)\s*(?:(?:to|in|of|under|by)\s+(?=(?:article|paragraph|sub-?paragraph)s?\b))?(?:either\s+|both\s+|the\s+(?=above))?",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s*")
_ABOVE = re.compile(r"\s+(?:above|below|hereof)\b", re.IGNORECASE)
_INSTRUMENTS = (
    "convention|protocol|agreement|treaty|covenant|charter|statute|constitution|pact|act|code|law|directive|decision|declaration|resolution|rules|"
    "regulations|statutes|instrument|memorandum|understanding|arrangement|schedule of concessions|regulation|staff regulations"
)
_THIS = re.compile(r"(?:this|the present|the said|the same|that|these|those|such)\s+", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:the|either of the|both of the|all|any of the)?\s*(?P<count>two|three|four)?\s*(?P<way>immediately preceding|preceding|foregoing|previous|above|following|next|last|succeeding)"
    r"(?:\s+(?P<count2>two|three|four))?\s+(?P<unit>articles?|paragraphs?|sub-?paragraphs?|points?|sections?|chapters?)(?!\w)",
    re.IGNORECASE,
)
_ORDINALS = {
    word: value
    for value, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1)
}
_ORDINAL = re.compile(
    rf"(?:the\s+)?(?P<ordinal>{'|'.join(_ORDINALS)})(?:\s+(?:and|or)\s+(?P<second>{'|'.join(_ORDINALS)}))?\s+(?P<unit>paragraphs?|sub-?paragraphs?)(?!\w)",
    re.IGNORECASE,
)
_DEICTIC = re.compile(
    r"(?:(?P<which>this|the present|the said|the same)\s+(?P<unit>articles?|paragraphs?|sub-?paragraphs?|chapters?|sections?|parts?|titles?"
    r"|annex(?:es)?|appendix|schedule|regulations?|rules?|points?)"
    r"|(?P<that>that|these|those)\s+(?P<named>articles?|paragraphs?|sub-?paragraphs?|chapters?|sections?|annex(?:es)?|appendix))(?!\w)",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s*,?\s*(?:(?:as\s+)?(?:set forth|contained|provided for|laid down|specified)\s+in|of|in|to|under|from)\s+",
    re.IGNORECASE,
)
_SELF = re.compile(rf"(?:this|the present)\s+(?P<word>{_INSTRUMENTS})(?!\w)", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?:the|that|its|their|his|such|said|an?|any|another)\s+(?:[\w'’“”\"-]+\s+){{0,4}}?(?:{_INSTRUMENTS})(?!\w)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:the\s+|its\s+)?(?:\d{4}\s+)?(?:[A-Z][\w'’-]*)(?:\s+(?:of|on|the|and|for|to|in|against|concerning|relating|with|regard|by|its|at|between|[A-Z(][\w'’.()-]*|\d{4}))*"
)
_TRAILING = re.compile(
    r"(?:\s+(?:of|on|the|and|for|to|in|against|concerning|relating|with|regard|by|its|at|between))+\s*$|\s+$"
)
_INSTRUMENT_WORD = re.compile(rf"\b(?:{_INSTRUMENTS})\b", re.IGNORECASE)
_ACRONYM = re.compile(r"\b[A-Z][A-Z-]{2,}\b")
_DEEPEST = 5
_MOST_ITEMS = 200
_COUNTS = {"two": 2, "three": 3, "four": 4}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: the unit it is called (`art`, `para`, `point`, ...) and its number as ids bear it."""

    unit: str
    number: str
    shape: str = "1"


@dataclass(frozen=True, slots=True)
class Item:
    """A provision that is referred to, or a range of them: the path of the first, and of the last where it is a range."""

    path: tuple[Step, ...]
    last: tuple[Step, ...] | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Whose provisions are meant.

    `kind`: `this` (unit around the reference), `that` (unit last referred to), `self` (the treaty), `items` (of other items),
    `relative` (preceding, following ...), `other` (another instrument, named by `name`; `start` is where the name begins).
    """

    kind: str
    unit: str = ""
    items: tuple[Item, ...] = ()
    name: str = ""
    start: int = 0
    outer: Qualifier | None = None
    way: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference in a text. `start` and `end` count characters from 0, `end` is past the last."""

    start: int
    end: int
    items: tuple[Item, ...] = ()
    qualifier: Qualifier | None = None


def mentions(text: str) -> list[Mention]:
    """All references to provisions in a text, in order, without those inside another one."""
    found: list[Mention] = []
    position = 0
    for start in _starts(text):
        if start < position:
            continue
        mention = _Parser(text, start).mention()
        if mention:
            found.append(mention)
            position = mention.end
    return found


def _starts(text: str) -> list[int]:
    starts = {
        m.start()
        for pattern in (_UNIT_START, _DEICTIC, _ORDINAL, _RELATIVE)
        for m in pattern.finditer(text)
        if m.start() == 0 or not (text[m.start() - 1].isalnum() or text[m.start() - 1] == "-")
    }
    return sorted(starts | {m.start() + len(m[0]) - len(m[0].lstrip()) for m in _RELATIVE.finditer(text)})


@dataclass
class _Parser:
    """Reads one reference from a position. `depth`: in how many others it stands; at the deepest it reads numbers only."""

    text: str
    start: int
    at: int = 0
    items: list[Item] = field(default_factory=list)
    path: tuple[Step, ...] = ()
    plural: dict[int, bool] = field(default_factory=dict)
    depth: int = 0

    def mention(self) -> Mention | None:
        self.at = self.start
        for read in (self._relative, self._ordinal, self._deictic, self._listed):
            mention = read()
            if mention:
                return mention
            self.at = self.start
        return None

    # ------------------------------------------------------------------ words instead of numbers
    def _relative(self) -> Mention | None:
        match = _RELATIVE.match(self.text, self.start)
        if not match or self._numbered_after(match.end()):
            return None
        self.at = match.end()
        unit = unit_of(match["unit"])
        count = _COUNTS.get((match["count"] or match["count2"] or "").lower(), 0)
        count = count or (0 if _PLURAL.search(match["unit"]) else 1)
        way = "following" if match["way"].lower() in ("following", "next", "succeeding") else "preceding"
        outer = self._qualifier()
        return Mention(self.start, self.at, (), Qualifier("relative", unit, way=way, count=count, outer=outer))

    def _ordinal(self) -> Mention | None:
        match = _ORDINAL.match(self.text, self.start)
        if not match:
            return None
        self.at = match.end()
        unit = unit_of(match["unit"])
        numbers = [_ORDINALS[word.lower()] for word in (match["ordinal"], match["second"]) if word]
        items = tuple(Item((Step(unit, str(number), "ordinal"),)) for number in numbers)
        qualifier = self._qualifier()
        return Mention(self.start, self.at, items, qualifier) if qualifier else None

    def _deictic(self) -> Mention | None:
        match = _DEICTIC.match(self.text, self.start)
        if not match or self._numbered_after(match.end()):
            return None
        self.at = match.end()
        kind = "this" if (match["which"] or "").lower() in ("this", "the present") else "that"
        outer = self._qualifier(strict=True)
        return Mention(self.start, self.at, (), Qualifier(kind, unit_of(match["unit"] or match["named"]), outer=outer))

    def _numbered_after(self, at: int) -> bool:
        """`the said articles 5 and 6`: a list that follows a pointer."""
        match = _SPACE.match(self.text, at)
        return bool(match and _DIGITS.match(self.text, match.end()))

    # ------------------------------------------------------------------ units with numbers
    def _listed(self) -> Mention | None:
        unit = self._unit()
        if unit is None or not self._number(unit[0], unit[1], first=True):
            if self._unnumbered_annex(unit):
                return self._with_qualifier()
            return None
        while len(self.items) < _MOST_ITEMS and self._more():
            pass
        above = _ABOVE.match(self.text, self.at)
        if above:
            self.at = above.end()
        return self._with_qualifier()

    def _with_qualifier(self) -> Mention:
        qualifier = self._qualifier()
        return Mention(self.start, self.at, tuple(self.items), qualifier)

    def _unnumbered_annex(self, unit: tuple[str, bool] | None) -> bool:
        """`the Annex` of a treaty that has one."""
        before = self.text[max(0, self.start - 12) : self.start].lower()
        if unit is None or unit[0] != "annex" or unit[1] or not re.search(r"\b(?:the|its|this|present)\s+$", before):
            return False
        self.items.append(Item((Step("annex", "", "none"),)))
        return True

    def _unit(self) -> tuple[str, bool] | None:
        """A unit's word at this place: (kind, plural)."""
        match = _UNIT.match(self.text, self.at)
        if not match or (match.end() < len(self.text) and self.text[match.end()].isalnum()):
            return None
        self.at = match.end()
        return str(match.lastgroup), bool(_PLURAL.search(match[0]))

    def _number(self, unit: str, plural: bool, *, first: bool, base: tuple[Step, ...] = ()) -> bool:
        """Read a number of a unit below `base`, and the numbers glued to it (`1 a) (i)`)."""
        space = _SPACE.match(self.text, self.at)
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
        if match := _BRACKETED.match(self.text, at):
            return match[1], "(x)", match.end()
        if (match := _RIGHT.match(self.text, at)) and unit in ("para", "point") and not self._in_brackets():
            return match[1], "x)", match.end()
        if match := _DIGITS.match(self.text, at):
            return id_token(match[0]), "1", match.end()
        if unit in ("art", "chp", "sec", "part", "title", "annex") and (match := _CAPITAL_ROMAN.match(self.text, at)):
            return id_token(match[0]), "I", match.end()
        if (
            unit in ("sec", "part", "annex", "point", "para")
            and (match := _CAPITAL.match(self.text, at))
            and not (match[0] == "A" and unit in ("point", "para") and not first)
        ):
            return match[0], "A", match.end()
        if (
            unit in ("para", "point")
            and (match := _BARE.match(self.text, at))
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
        stop = _LETTER_STOP.match(self.text, end)
        return stop.end() if stop else end

    def _stands_alone(self, end: int, letter: str) -> bool:
        """Whether a bare letter is a number: what follows is a stop or a joining word. `a` is mostly an article of speech."""
        follows = _BARE_FOLLOWS.match(self.text, end)
        return bool(follows) and (letter != "a" or not re.match(r"\s+(?:shall|is|are)\b", self.text[end : end + 8]))

    def _deeper(self) -> None:
        """Numbers that follow without a word between: each is one level down."""
        while True:
            step = self._glued()
            if step is None:
                return
            self.path = (*self.path, step)

    def _glued(self) -> Step | None:
        unit = "para" if self.path[-1].unit == "art" else "point"
        if match := _DOTTED.match(self.text, self.at):
            if match[0][1:2].isspace() or (match[1].isalpha() and not self._stands_alone(match.end(), match[1])):
                return None
            if match[1].isdigit() and self.path[-1].unit not in ("art", "para"):
                return None
            self.at = self._past_stop(match.end())
            return Step(unit, match[1], "x")
        space = _SPACE.match(self.text, self.at)
        at = space.end() if space else self.at
        if match := _BRACKETED.match(self.text, at):
            self.at = match.end()
            return Step(unit, match[1], "(x)")
        if (match := _RIGHT.match(self.text, at)) and not match[1].isdigit() and not self._in_brackets():
            self.at = match.end()
            return Step(unit, match[1], "x)")
        if (
            self.path[-1].shape == "1"
            and self.path[-1].unit == "para"
            and (match := _BARE.match(self.text, at))
            and self._stands_alone(match.end(), match[1])
        ):
            self.at = self._past_stop(match.end())
            return Step(unit, match[1], "x")
        return None

    # ------------------------------------------------------------------ lists and ranges
    def _more(self) -> bool:
        before = self.at
        if self._range() or self._joined() or self._lower_unit():
            return True
        self.at = before
        return False

    def _range(self) -> bool:
        match = _RANGE.match(self.text, self.at)
        if not match or not self.items:
            return False
        at, items = self.at, len(self.items)
        self.at = match.end()
        repeated = self._unit()
        if repeated is None:
            self.at = match.end()
        first = self.items[-1].path
        if self._sibling("and") and len(self.items) == items + 1:
            last = self.items.pop()
            self.items[-1] = Item(first, last.path)
            return True
        self.at = at
        return False

    def _joined(self) -> bool:
        match = _JOIN.match(self.text, self.at)
        if not match:
            return False
        at = self.at
        joiner = "and" if re.search(r"and|or|well", match[0].split("to")[0]) else ","
        self.at = match.end()
        unit = self._unit()
        if unit is not None:
            if self._of_unit(unit, joiner):
                return True
        else:
            self.at = match.end()
            if self._sibling(joiner):
                return True
        self.at = at
        return False

    def _lower_unit(self) -> bool:
        """`article 9 paragraph 3`: a lower unit right after."""
        at = self.at
        space = _SPACE.match(self.text, at)
        self.at = space.end() if space else at
        unit = self._unit()
        if unit is not None and self.at > at and self._of_unit(unit, ""):
            return True
        self.at = at
        return False

    def _of_unit(self, unit: tuple[str, bool], joiner: str) -> bool:
        """A number with a unit's word of its own, after a comma, a joining word or nothing."""
        if self.depth >= _DEEPEST:
            return False
        kind, plural = unit
        present = [i for i, step in enumerate(self.path) if step.unit == kind]
        deepest = self.path[-1]
        if present:
            if joiner == "" or (self._qualified_after(kind) and present[0] > 0):
                return False
            return self._number(kind, plural, first=True, base=self.path[: present[0]])
        lower = DEPTH[kind] > DEPTH[deepest.unit] or (kind == "point" and deepest.unit == "point")
        if not lower or joiner == "and" or (joiner and self._qualified_after(kind, ("items",))):
            return False
        whole = self.items[-1]
        base = whole.last or self.path
        del self.items[-1]
        if self._number(kind, plural, first=True, base=base):
            if whole.last:
                self.items[-1] = Item(whole.path, self.items[-1].path)
            return True
        self.items.append(whole)
        return False

    def _qualified_after(self, kind: str, kinds: tuple[str, ...] = ("items", "this", "that")) -> bool:
        """Whether the next number of this unit bears a qualifier of its own: `article 5, and paragraph 2 of article 6`."""
        other = _Parser(self.text, self.at, self.at, depth=_DEEPEST)
        if not other._number(kind, False, first=True):
            return False
        while other._range() or other._joined():
            pass
        other.depth = self.depth + 1
        qualifier = other._qualifier()
        return qualifier is not None and qualifier.kind in kinds

    def _sibling(self, joiner: str) -> bool:
        """A further number without a word: of the innermost list that it fits."""
        space = _SPACE.match(self.text, self.at)
        at = space.end() if space else self.at
        dotted = bool(_DOTTED_NUMBER.match(self.text, at))
        for index in range(len(self.path) - 1, -1, -1):
            step = self.path[index]
            if dotted and not self.plural.get(index) and not self._was_dotted(index):
                continue
            token = self._token(at, step.unit, first=False)
            if token is None or not self._fits(index, step, token, "and" if dotted else joiner):
                continue
            number, shape, self.at = token
            self.path = (*self.path[:index], Step(step.unit, number, shape))
            self._deeper()
            self.items.append(Item(self.path))
            return True
        return False

    def _was_dotted(self, index: int) -> bool:
        """Whether the number at a step was followed by a stop and another: `10.4`."""
        return (
            index + 1 < len(self.path) and self.path[index + 1].shape == "x" and self.path[index + 1].number.isdigit()
        )

    def _fits(self, index: int, step: Step, token: tuple[str, str, int], joiner: str) -> bool:
        number, shape, _ = token
        digits = number[:1].isdigit()
        if digits != step.number[:1].isdigit() or (shape in ("I", "A")) != (step.shape in ("I", "A")):
            return False
        if not digits and not _same_alphabet(step.number, number):
            return False
        if shape == "x" and step.shape in ("(x)", "x)"):
            return False
        if digits and shape in ("(x)", "x)") and step.shape == "1":
            return False
        if not digits:
            return True
        plural = self.plural.get(index, False)
        outer_plural = any(self.plural.get(i, False) and self.path[i].number[:1].isdigit() for i in range(index))
        return plural or (joiner == "and" and not outer_plural)

    # ------------------------------------------------------------------ whose provisions they are
    def _qualifier(self, *, strict: bool = False) -> Qualifier | None:
        """What stands after `of`; `strict`: after no other word."""
        if self.depth >= _DEEPEST:
            return None
        match = _OF.match(self.text, self.at)
        if not match:
            return None
        preposition = match[0].strip(" ,").lower()
        if strict and preposition != "of":
            return None
        at = self.at
        self.at = match.end()
        qualifier = self._whose(loose=preposition in ("in", "to", "under", "from"))
        if qualifier is None:
            self.at = at
        return qualifier

    def _whose(self, *, loose: bool) -> Qualifier | None:
        start = self.at
        if match := _SELF.match(self.text, start):
            self.at = match.end()
            return Qualifier("self", name=match["word"])
        parser = _Parser(self.text, start, depth=self.depth + 1)
        pointed = parser._relative() or parser._deictic()
        if pointed and pointed.qualifier:
            self.at = pointed.end
            return pointed.qualifier
        skipped = re.match(r"the\s+(?=annex|appendix|schedule)", self.text[start : start + 20], re.IGNORECASE)
        start_of_list = start + (skipped.end() if skipped else 0)
        parser = _Parser(self.text, start_of_list, start_of_list, depth=self.depth + 1)
        listed = parser._listed()
        if listed:
            self.at = listed.end
            return Qualifier("items", items=listed.items, outer=listed.qualifier)
        return None if loose and self.items and self.items[-1].path[0].unit != "annex" else self._other(start)

    def _other(self, start: int) -> Qualifier | None:
        """Another instrument: by a title in capitals, or a common noun such as `the law of that State`."""
        title = _TITLE.match(self.text, start)
        named = _NAMED.match(self.text, start)
        if title and re.match(
            r"(?:the|its)\s+(?:Part(?:y|ies)|States?|Member|Council|Committee|Conference|Secretary)", title[0]
        ):
            title = None
        match = title if title and (not named or title.end() >= named.end()) else named
        if not match:
            return None
        name = _TRAILING.sub("", match[0]).rstrip(".")
        self.at = start + len(name)
        return Qualifier("other", name=name, start=start)


def unit_of(word: str) -> str:
    """`Sub-paragraphs` -> `point`, `articles` -> `art`."""
    lowered = word.lower()
    for kind, stem in (
        ("point", "sub-?\\s?para|point"),
        ("sec", "sub-?sect|section"),
        ("para", "para"),
        ("art", "art|regul|rule"),
        ("chp", "chap"),
        ("part", "part"),
        ("title", "title"),
    ):
        if re.match(stem, lowered):
            return kind
    return "annex"


def _same_alphabet(one: str, other: str) -> bool:
    """`ii` goes with `iv`, `b` with `d`; `i` with either."""

    def roman(text: str) -> bool:
        return bool(re.fullmatch(r"[ivx]+", text.lower()))

    if len(one) == 1 and len(other) == 1:
        return roman(one) == roman(other) or not (one in "iI" or other in "iI")
    return roman(one) == roman(other)
