"""The words of references: units, numbers, joining words, pointers, the names of instruments. English only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.text.numbering import LATIN_SUFFIXES

DEEPEST = 5
MOST_ITEMS = 200

# ------------------------------------------------------------------ units
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
UNIT = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _UNITS.items()), re.IGNORECASE)
UNIT_START = re.compile(rf"(?<![\w-])(?=[acilprst§])(?:{'|'.join(_UNITS.values())})(?!\w)", re.IGNORECASE)
RULES = ("regulation", "rule")  # units without a number only after `this`
PLURAL = re.compile(r"(?:s|es|ices|arts\.|§§)$", re.IGNORECASE)

# ------------------------------------------------------------------ numbers
_LATIN = "|".join(LATIN_SUFFIXES)
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})"
_NO_FIGURE = r"(?!\d|[,.]\d{3}|\.\d+\s?(?:%|per\b|m\b|mm\b|cm\b|kg\b))"
DIGITS = re.compile(rf"\d{{1,3}}{_NO_FIGURE}(?:(?:\s?\(?(?:{_LATIN})\)?)(?!\w)|[A-Za-z](?![\w)])|-\d{{1,2}}(?!\d))?")
DOTTED_NUMBER = re.compile(r"\d{1,3}\.\d")
CAPITAL_ROMAN = re.compile(rf"[IVXLC]{{1,7}}(?:\s?(?:{_LATIN}))?(?!\w)")
IN_WORDS = re.compile(
    r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|(?:Thir|Four|Fif|Six|Seven|Eigh|Nine)teen|Twenty)(?![\w-])"
)  # with a capital: `this article one` is something else
CAPITAL = re.compile(r"[A-Z](?!\w|\.[A-Z])")
BRACKETED = re.compile(
    rf"\(\s?(\d{{1,3}}|[a-z]{{1,2}}|{_ROMAN}|[A-Z]{{1,2}}|[IVX]{{1,5}})(?:\s?(?:{_LATIN}))?\s?\)", re.IGNORECASE
)
RIGHT = re.compile(rf"(\d{{1,2}}|[a-z]|{_ROMAN})\)")
DOTTED = re.compile(rf"\.\s?(\d{{1,2}}(?!\d)|{_ROMAN}(?!\w)|[a-z](?!\w))")
BARE = re.compile(rf"({_ROMAN}|[a-z])(?!\w|\.[a-z]\.)")
BARE_FOLLOWS = re.compile(r"\.(?:\s|$|[ivx])|[,;)]|\s+(?:and|or|to|through|above|below|of|shall|is|are)\b|\s*$")
VERB_FOLLOWS = re.compile(r"\s+(?:shall|is|are)\b")
LETTER_STOP = re.compile(r"\.(?=\s*(?:,|(?:and|or|of|to|in|through|above)\b))")

# ------------------------------------------------------------------ what joins numbers
SPACE = re.compile(r"\s*")
RANGE = re.compile(r"\s*(?:\bto\b|\bthrough\b|\buntil\b|\bup to\b|[-–—])\s*(?:and including\s+)?", re.IGNORECASE)
JOIN = re.compile(
    r"\s*(?:,\s*(?:and/or|and|or|as well as)\b|,|;\s*(?:and|or)?|\band/or\b|\band\b|\bor\b|\bas well as\b)\s*"
    r"(?:(?:to|in|of|under|by)\s+(?=(?:article|paragraph|sub-?paragraph)s?\b))?(?:either\s+|both\s+|the\s+(?=above))?",
    re.IGNORECASE,
)
ABOVE = re.compile(r"\s+(?:above|below|hereof)\b", re.IGNORECASE)

# ------------------------------------------------------------------ pointers
COUNTS = {"two": 2, "three": 3, "four": 4}
_COUNT = "|".join(COUNTS)
WAYS = (
    "immediately preceding",
    "preceding",
    "foregoing",
    "previous",
    "above",
    "following",
    "next",
    "last",
    "succeeding",
)
_WAY = "|".join(WAYS)
RELATIVE = re.compile(
    rf"(?:the|either of the|both of the|all|any of the)?\s*(?P<count>{_COUNT})?\s*"
    rf"(?P<way>{_WAY})"
    rf"(?:\s+(?P<count2>{_COUNT}))?\s+(?P<unit>articles?|paragraphs?|sub-?paragraphs?|points?|sections?|chapters?)(?!\w)",
    re.IGNORECASE,
)
ORDINALS = {
    word: value
    for value, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_ORDINAL = "|".join(ORDINALS)
ORDINAL = re.compile(
    rf"(?:the\s+)?(?P<ordinal>{_ORDINAL})(?:\s+(?:and|or)\s+(?P<second>{_ORDINAL}))?\s+(?P<unit>paragraphs?|sub-?paragraphs?)(?!\w)",
    re.IGNORECASE,
)
# `that part of the territory` points at no provision, `this part` may.
_POINTED = r"articles?|paragraphs?|sub-?paragraphs?|chapters?|sections?|annex(?:es)?|appendix"
DEICTIC = re.compile(
    rf"(?:(?P<which>this|the present|the said|the same)\s+(?P<unit>{_POINTED}|parts?|titles?|schedule|regulations?|rules?|points?)"
    rf"|(?P<that>that|these|those)\s+(?P<named>{_POINTED}))(?!\w)",
    re.IGNORECASE,
)

# ------------------------------------------------------------------ whose provisions
OF = re.compile(
    r"\s*,?\s*(?:(?:as\s+)?(?:set forth|contained|provided for|laid down|specified)\s+in|of|in|to|under|from)\s+",
    re.IGNORECASE,
)
_INSTRUMENTS = (
    r"convention|protocol|agreement|treaty|covenant|charter|statutes?|constitution|pact|act|code|law|directive|decision|declaration|"
    r"resolution|rules|regulations?|instrument|memorandum|understanding|arrangement|schedule of concessions"
)
SELF = re.compile(rf"(?:this|the present)\s+(?P<word>{_INSTRUMENTS})(?!\w)", re.IGNORECASE)
NAMED = re.compile(
    rf"(?:the|that|its|their|his|such|said|an?|any|another)\s+(?:[\w'’“”\"-]+\s+){{0,4}}?(?:{_INSTRUMENTS})(?!\w)",
    re.IGNORECASE,
)
INSTRUMENT_WORD = re.compile(rf"\b(?:{_INSTRUMENTS})\b", re.IGNORECASE)
ACRONYM = re.compile(r"\b[A-Z][A-Z-]{2,}\b")
_LINKS = r"(?:of|on|the|and|for|to|in|against|concerning|relating|with|regard|by|its|at|between)"
TITLE = re.compile(
    r"(?:the\s+|its\s+)?(?:\d{4}\s+)?(?:[A-Z][\w'’-]*)"
    rf"(?:\s+(?:{_LINKS}(?!\w)|[A-Z(][\w'’()-]*(?:\.\w+)*|\d{{2,4}}(?:/\d+)*))*"
)
TRAILING_LINKS = re.compile(rf"(?:\s+{_LINKS})+\s*$|\s+$")


# ------------------------------------------------------------------ where references begin
def starts(text: str) -> list[int]:
    """Where a reference may begin. Most texts have no word of a unit, and of those that have few point before or after."""
    lowered = text.lower()
    units = list(UNIT_START.finditer(text))
    if not units and not _has(lowered, RULES):
        return []
    relative = list(RELATIVE.finditer(text)) if _has(lowered, WAYS) else []
    ordinal = ORDINAL.finditer(text) if _has(lowered, ORDINALS) else ()
    found = [*units, *DEICTIC.finditer(text), *ordinal, *relative]
    alone = {m.start() for m in found if m.start() == 0 or not _goes_on(text[m.start() - 1])}
    return sorted(alone | {m.start() + len(m[0]) - len(m[0].lstrip()) for m in relative})


def _has(lowered: str, wanted: Iterable[str]) -> bool:
    """Whether a text has any of some words: much quicker told than where."""
    return any(word in lowered for word in wanted)


def _goes_on(before: str) -> bool:
    return before.isalnum() or before == "-"
