"""The treaty itself, from the head of a status file: names, days, and the rule of entry into force where its words are
plain.
"""

from __future__ import annotations

import re

from loaders.acts import dates_in
from loaders.mtdsg.document import Header
from ontology.schema import Value

DEPOSITARY = "Secretary-General of the United Nations"
_PAGE = "https://treaties.un.org/Pages/ViewDetails.aspx"
_CHAPTER_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_UNITED = re.compile(r"United Nations,\s*Treaty Series\s*,?\s*vol\.\s*(\d+)\s*,\s*p\.\s*(\d+)", re.IGNORECASE)
_LEAGUE = re.compile(r"League of Nations,\s*Treaty Series\s*,?\s*vol\.\s*([\dIVXLC]+)\s*,\s*p\.\s*(\d+)", re.IGNORECASE)
_ARTICLE = re.compile(
    r"\b(?:in accordance with|see)\s+(?:the\s+)?((?:paragraphs?\s+[^,.;]{1,30}\s+of\s+)?articles?\s+[\dIVXL]+(?:\s?\([\da-z]+\))*)",
    re.IGNORECASE,
)
_ONES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_TENTHS = ("twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth")
_TENS = {
    word: 10 * number
    for number, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_ORDINALS = {word: number for number, word in enumerate(_ONES, 1)} | {
    word: 10 * number for number, word in enumerate(_TENTHS, 2)
}
_ORDINAL = rf"(?:(?:{'|'.join(_TENS)})-)?(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_DAY = rf"on\s+the\s+(?P<delay>{_ORDINAL})\s+day\s+(?:after|following)\s+(?:the\s+date\s+of\s+)?(?:the\s+)?deposit"
_RULE = re.compile(
    rf"shall\s+enter\s+into\s+force\s+{_DAY}\s+(?:with\s+the\s+Secretary-General\s+of\s+the\s+United\s+Nations\s+)?"
    rf"of\s+the\s+(?P<threshold>{_ORDINAL})\s+instrument\s+of\s+(?:ratification|acceptance|approval|accession|formal)",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"(?:ratifying|accepting|approving|acceding|confirming)[^.]{{0,160}}?after\s+the\s+deposit\s+of\s+the\s+{_ORDINAL}"
    rf"\s+instrument[^.]{{0,160}}?shall\s+enter\s+into\s+force[^.]{{0,60}}?{_DAY}",
    re.IGNORECASE,
)


def treaty_properties(header: Header) -> dict[str, Value]:
    """The properties of the treaty's node.

    What the header gives in a form that is not plain (two days of conclusion, say) is left out.
    """
    properties: dict[str, Value] = {
        "name": header.title,
        "title": header.title,
        "depositary": DEPOSITARY,
        "url": page_of(header.number),
    }
    conclusion = dates_in(header.conclusion)
    if len(conclusion) == 1:
        start, day = conclusion[0]
        properties["adopted"] = day
        place = header.conclusion[:start].strip(" ,")
        if place:
            properties["place"] = place
    for collection, pattern in (("UNTS", _UNITED), ("LNTS", _LEAGUE)):
        series = pattern.search(header.text_reference)
        if series:
            properties.setdefault("series", f"{collection} vol. {series[1]}, p. {series[2]}")
    if header.registration:
        properties["registration"] = header.registration
    return properties | _entry_into_force(header) | _rule(header.eif_text)


def _entry_into_force(header: Header) -> dict[str, Value]:
    found: dict[str, Value] = {}
    days = dates_in(header.eif_text)
    if header.eif_label.lower().startswith("entry into force") and days and days[0][0] == 0:
        found["entry_into_force"] = days[0][1]
        found["status"] = "closed" if header.ended else "in_force"
    elif header.eif_label.lower().startswith("not yet"):
        found["status"] = "open"
    article = _ARTICLE.search(header.eif_text)
    if article:
        found["eif_rule"] = f"See {article[1]}, as the depositary's header names it."
    return found


def _rule(text: str) -> dict[str, Value]:
    """Threshold and delays from the quoted clause, where it has the usual words; later parties likewise."""
    rule, later = _RULE.search(text), _LATER.search(text)
    found: dict[str, Value] = {}
    if rule:
        found = {
            "eif_threshold": ordinal(rule["threshold"]),
            "eif_delay_days": ordinal(rule["delay"]),
            "delay_anchor": "exact_day",
        }
    if later:
        found["later_delay_days"] = ordinal(later["delay"])
    return found


def ordinal(words: str) -> int:
    """`twenty-second` -> 22."""
    tens, _, last = words.lower().rpartition("-")
    return _TENS.get(tens, 0) + _ORDINALS[last]


def page_of(number: str) -> str:
    """The depositary's page of a treaty (https)."""
    chapter = chapter_value(number.split("-", 1)[0])
    return f"{_PAGE}?src=TREATY&mtdsg_no={number}&chapter={chapter}&clang=_en"


def chapter_value(roman: str) -> int:
    """`XVIII` -> 18."""
    values = [_CHAPTER_VALUES.get(letter, 100) for letter in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
