"""The names of treaties in a text: titles, short titles, symbols (`ETS No.

24`), and what the treaty calls others (`the Convention`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

_INSTRUMENTS = "Convention|Protocol|Agreement|Treaty|Covenant|Charter|Statute|Constitution|Pact|Act|Arrangement|Statutes|Memorandum"
_SELF = re.compile(rf"\b(?:this|the present)\s+({_INSTRUMENTS})\b", re.IGNORECASE)
_ALIAS = re.compile(
    r"^[^()“”\"]{0,200}?\(\s*(?:hereinafter|hereafter|herein)?[^()“”\"]{0,40}[“\"‘'`]{0,2}\s*(?:the\s+)?"
    r"(?P<alias>[A-Z][\w ]{2,40}?)\s*[”\"’']{0,2}\s*\)",
    re.DOTALL,
)
_MEANS = re.compile(
    rf"[“\"‘'`]{{1,2}}(?:the )?(?P<alias>(?:[A-Z][\w-]*\s+)?(?:{_INSTRUMENTS}))[”\"’']{{1,2}}"
    r"\s+(?:shall\s+)?means?\s+(?:the\s+)?(?P<name>[^.;\n]{5,400})"
)
_SHORT = 4
_TOGETHER = 16  # names
_WORD = re.compile(r"\w+")
_NUMBER_SIGN = re.compile(r"\s+No\.?\s*|\s+", re.IGNORECASE)


class Names:
    """Finds treaties by name.

    `known` maps a title, short title or symbol to a treaty's id; `own` is the id of the treaty being read.
    """

    def __init__(self, known: Mapping[str, str], own: str, texts: Iterable[str] = ()) -> None:
        self.own = own
        self.ids: dict[str, str] = {}
        for name, treaty in known.items():
            self.ids.setdefault(_key(name), treaty)
        self.patterns = _patterns(name for name in known if len(name.strip()) > 2)
        self.aliases: dict[str, str] = {}
        joined = "\n".join(texts)
        words = Counter(m[1].capitalize() for m in _SELF.finditer(joined))
        self.self_word = words.most_common(1)[0][0] if words else ""
        self._learn(joined)

    def _learn(self, text: str) -> None:
        """What the treaty calls others: `(hereinafter referred to as "the Convention")`, `"Convention" means ...`.

        Without such words, `the Convention` in a protocol is the first convention that it names.
        """
        for meant in _MEANS.finditer(text):
            found = next(self._spans(meant["name"]), None)
            self.aliases.setdefault(meant["alias"], found[2] if found and found[0] < len("the XXX") else "")
        spans = [span for span in self._spans(text) if span[2] != self.own]
        for _, end, treaty in spans:
            called = _ALIAS.match(text[end : end + 300])
            if called:
                self.aliases.setdefault(called["alias"].strip(), treaty)
        for word in set(_INSTRUMENTS.split("|")) - {self.self_word} - self.aliases.keys():
            named = next((treaty for start, end, treaty in spans if word.lower() in text[start:end].lower()), None)
            if named and f"the {word}" in text:
                self.aliases[word] = named

    def is_self(self, name: str) -> bool:
        """Whether `the Convention` is the treaty that is being read."""
        bare = re.sub(r"^(?:the|said)\s+", "", name.strip(), flags=re.IGNORECASE)
        return (bare == self.self_word and bare not in self.aliases) or self.ids.get(_key(bare)) == self.own

    def named_in(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, treaty id) of every other treaty that is named: in full, by symbol, or as this treaty calls
        it (`the Convention`).
        """
        spans = list(self._spans(text))
        full = [span for span in spans if span[2] != self.own]
        taken = [(start, end) for start, end, _ in spans]
        for alias, treaty in self.aliases.items():
            if treaty:
                for match in re.finditer(
                    rf"\bthe\s+{re.escape(alias)}\b(?!\s+(?:on|of|against|for|relating|concerning)\b)", text
                ):
                    if not any(a < match.end() and match.start() < b for a, b in taken):
                        full.append((match.start(), match.end(), treaty))
        return sorted(full)

    def treaty_at(self, text: str, start: int, name: str) -> tuple[str, int]:
        """The treaty named at a place and where its name ends; empty where the name is not known."""
        window = text[start : start + 400]
        for begin, end, treaty in self._spans(window):
            if begin <= len("the 1950 ") + 4:
                return (treaty if treaty != self.own else ""), start + end
            break
        bare = re.sub(r"^(?:the|said|its)\s+", "", name.strip(), flags=re.IGNORECASE)
        for alias, treaty in self.aliases.items():
            if bare == alias or (
                bare.startswith(alias + " ")
                and not re.match(r"(?:on|of|against|for|relating|concerning)\b", bare[len(alias) + 1 :])
            ):
                return treaty, start + len(name)
        return "", start + len(name)

    def _spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        if not self.patterns or self.patterns.keys().isdisjoint(_WORD.findall(text.lower())):
            return  # as most texts: told quickly
        end = 0
        for word in _WORD.finditer(text):
            patterns = self.patterns.get(word[0].lower())
            if patterns is None or word.start() < end:
                continue
            found = [match for pattern in patterns if (match := pattern.match(text, word.start()))]
            if not found:
                continue
            match = max(found, key=re.Match.end)
            treaty = self.ids.get(_key(match[0]))
            if treaty and not (len(match[0]) <= _SHORT and not match[0].isupper()):
                end = match.end()
                yield match.start(), end, treaty


def _key(name: str) -> str:
    return _NUMBER_SIGN.sub(" ", name.strip().lower())


def _patterns(names: Iterable[str]) -> dict[str, list[re.Pattern[str]]]:
    """Expressions for all names that begin with a word, by that word: a few names in each, so that a new name renews one only."""
    grouped: dict[str, list[str]] = {}
    for name in names:
        first = _WORD.match(name.strip())
        if first:
            grouped.setdefault(first[0].lower(), []).append(name.strip())
    return {
        word: [_pattern(tuple(group[start : start + _TOGETHER])) for start in range(0, len(group), _TOGETHER)]
        for word, group in grouped.items()
    }


@lru_cache(maxsize=4096)  # one text after another asks for the same names
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """The longest name first, blanks of any kind between words."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(_flexible, longest_first))})(?!\w)", re.IGNORECASE)


def _flexible(name: str) -> str:
    """`ETS 24` also as `ETS No. 24`."""
    words = [re.escape(word) for word in re.sub(r"\bNo\.?(?=\s)", "", name).split()]
    if len(words) == 2 and words[1].isdigit():
        return rf"{words[0]}\s+(?:No\.?\s*)?{words[1]}"
    return r"\s+".join(words)
