"""The references in a text, as they are written: `article 9.1.a and c`, `paragraphs 3 and 4 of this article`, `the preceding paragraph`.

What they stand for is resolved elsewhere (`loaders.text.targets`), since that takes the treaty's outline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.text import reference_words as words
from loaders.text.mentions import DEPTH, Item, Mention, Qualifier, Step, unit_of
from loaders.text.reference_numbers import NumberReader


def mentions(text: str) -> list[Mention]:
    """All references to provisions in a text, in order, without those inside another one."""
    found: list[Mention] = []
    position = 0
    for start in words.starts(text):
        if start < position:
            continue
        mention = Parser(text, start).mention()
        if mention:
            found.append(mention)
            position = mention.end
    return found


@dataclass
class Parser(NumberReader):
    """Reads one reference; at the deepest `depth` it reads numbers only."""

    def mention(self) -> Mention | None:
        self.at = self.start
        for read in (self._relative, self._ordinal, self._deictic, self._listed):
            mention = read()
            if mention:
                return mention
            self.at = self.start
        return None

    def _relative(self) -> Mention | None:
        match = words.RELATIVE.match(self.text, self.start)
        if not match or self._numbered_after(match.end()):
            return None
        self.at = match.end()
        unit = unit_of(match["unit"])
        count = words.COUNTS.get((match["count"] or match["count2"] or "").lower(), 0)
        count = count or (0 if words.PLURAL.search(match["unit"]) else 1)
        way = "following" if match["way"].lower() in ("following", "next", "succeeding") else "preceding"
        outer = self._qualifier()
        return Mention(self.start, self.at, (), Qualifier("relative", unit, way=way, count=count, outer=outer))

    def _ordinal(self) -> Mention | None:
        match = words.ORDINAL.match(self.text, self.start)
        if not match:
            return None
        self.at = match.end()
        unit = unit_of(match["unit"])
        numbers = [words.ORDINALS[word.lower()] for word in (match["ordinal"], match["second"]) if word]
        items = tuple(Item((Step(unit, str(number), "ordinal"),)) for number in numbers)
        qualifier = self._qualifier()
        return Mention(self.start, self.at, items, qualifier) if qualifier else None

    def _deictic(self) -> Mention | None:
        match = words.DEICTIC.match(self.text, self.start)
        if not match or self._numbered_after(match.end()):
            return None
        self.at = match.end()
        kind = "this" if (match["which"] or "").lower() in ("this", "the present") else "that"
        outer = self._qualifier(strict=True)
        unit = match["unit"] or match["named"]
        count = 0 if words.PLURAL.search(unit) else 1
        return Mention(self.start, self.at, (), Qualifier(kind, unit_of(unit), outer=outer, count=count))

    def _listed(self) -> Mention | None:
        unit = self._unit()
        if unit is None or not self._number(unit[0], unit[1], first=True):
            if self._unnumbered_annex(unit):
                return self._with_qualifier()
            return None
        while len(self.items) < words.MOST_ITEMS and self._more():
            pass
        above = words.ABOVE.match(self.text, self.at)
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

    def _more(self) -> bool:
        before = self.at
        if self._range() or self._joined() or self._lower_unit():
            return True
        self.at = before
        return False

    def _range(self) -> bool:
        match = words.RANGE.match(self.text, self.at)
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
        match = words.JOIN.match(self.text, self.at)
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
        space = words.SPACE.match(self.text, at)
        self.at = space.end() if space else at
        unit = self._unit()
        if unit is not None and self.at > at and self._of_unit(unit, ""):
            return True
        self.at = at
        return False

    def _of_unit(self, unit: tuple[str, bool], joiner: str) -> bool:
        """A number with a unit's word of its own, after a comma, a joining word or nothing."""
        if self.depth >= words.DEEPEST:
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
        """Whether the next number of this unit bears a qualifier of its own: `article 5, and paragraph 2 of
        article 6`.
        """
        other = Parser(self.text, self.at, self.at, depth=words.DEEPEST)
        if not other._number(kind, False, first=True):
            return False
        while other._range() or other._joined():
            pass
        other.depth = self.depth + 1
        qualifier = other._qualifier()
        return qualifier is not None and qualifier.kind in kinds

    def _sibling(self, joiner: str) -> bool:
        """A further number without a word: of the innermost list that it fits."""
        space = words.SPACE.match(self.text, self.at)
        at = space.end() if space else self.at
        dotted = bool(words.DOTTED_NUMBER.match(self.text, at))
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

    def _qualifier(self, *, strict: bool = False) -> Qualifier | None:
        """What stands after `of`; `strict`: after no other word."""
        if self.depth >= words.DEEPEST:
            return None
        match = words.OF.match(self.text, self.at)
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
        if match := words.SELF.match(self.text, start):
            self.at = match.end()
            return Qualifier("self", name=match["word"])
        parser = Parser(self.text, start, depth=self.depth + 1)
        pointed = parser._relative() or parser._deictic()
        if pointed and pointed.qualifier:
            self.at = pointed.end
            return pointed.qualifier
        skipped = re.match(r"the\s+(?=annex|appendix|schedule)", self.text[start : start + 20], re.IGNORECASE)
        start_of_list = start + (skipped.end() if skipped else 0)
        parser = Parser(self.text, start_of_list, start_of_list, depth=self.depth + 1)
        listed = parser._listed()
        if listed:
            self.at = listed.end
            return Qualifier("items", items=listed.items, outer=listed.qualifier)
        return None if loose and self.items and self.items[-1].path[0].unit != "annex" else self._other(start)

    def _other(self, start: int) -> Qualifier | None:
        """Another instrument: by a title in capitals, or a common noun such as `the law of that State`."""
        title = words.TITLE.match(self.text, start)
        named = words.NAMED.match(self.text, start)
        if title and not (words.INSTRUMENT_WORD.search(title[0]) or words.ACRONYM.search(title[0])):
            title = None
        match = title if title and (not named or title.end() >= named.end()) else named
        if not match:
            return None
        name = words.TRAILING_LINKS.sub("", match[0]).rstrip(".")
        self.at = start + len(name)
        return Qualifier("other", name=name, start=start)


def _same_alphabet(one: str, other: str) -> bool:
    """`ii` goes with `iv`, `b` with `d`; `i` with either."""

    def roman(text: str) -> bool:
        return bool(re.fullmatch(r"[ivx]+", text.lower()))

    if len(one) == 1 and len(other) == 1:
        return roman(one) == roman(other) or not (one in "iI" or other in "iI")
    return roman(one) == roman(other)
