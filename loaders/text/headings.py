"""Headings of treaties: `Article 16 bis`, `ARTICLE I.

- Purpose`, `CHAPTER II`, `Annex A`, in the languages of depositaries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.text.numbering import LATIN_SUFFIXES, readings, roman_value, split_suffix

_WORDS = {
    "art": "article articles art artikel artículo articulo artigo articolo статья",
    "rule": "regulation rule règle regla voorschrift regel",
    "chp": "chapter chapitre capítulo capitulo hoofdstuk kapitel capitolo глава",
    "sub": "sub-section subsection sous-section subsectie",
    "sec": "section sección seccion sectie afdeling abschnitt secção sezione раздел",
    "title": "title titre título titulo titel titolo",
    "part": "part partie parte deel teil часть",
    "annex": "annex annexe appendix appendice schedule bijlage aanhangsel anhang anlage anexo apéndice apêndice allegato приложение "
    "attachment supplement protocol addendum enclosure",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_ARABIC_KINDS = {"المادة": "art", "الفصل": "chp", "الباب": "part", "القسم": "sec", "المرفق": "annex", "مادة": "art"}
_CHINESE = re.compile(r"^第\s*([一二三四五六七八九十百零〇\d]{1,8})\s*(条|章|节|編|编|部分)\s*(.*)$")
_CHINESE_KINDS = {"条": "art", "章": "chp", "节": "sec", "编": "part", "編": "part", "部分": "part"}
_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_COUNTED = (
    "one first premier première premiere primero primera unique", "two second deux deuxième seconde segundo segunda",
    "three third troisième tercero tercera", "four fourth quatrième cuarto", "five fifth cinquième quinto", "six sixth sixième sexto",
    "seven seventh septième séptimo", "eight eighth huitième octavo", "nine ninth neuvième noveno", "ten tenth dixième décimo",
    "eleven eleventh", "twelve twelfth", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER_WORDS = {word: str(value) for value, words in enumerate(_COUNTED, 1) for word in words.split()}
_NUMBER_WORDS |= {
    f"{tens}{between if one else ''}{one}": str(10 * ten + value)
    for ten, tens in enumerate(_TENS, 2)
    for value, one in enumerate(["", *(words.split()[0] for words in _COUNTED[:9])])
    for between in "- "
}
_SUFFIX = "|".join(LATIN_SUFFIXES)
_NUMBER = (
    r"(?:\d{1,4}(?:[.-](?:\d{1,3}|[A-Z](?![A-Za-z])))*|[IVXLCivxlc]{1,9}(?:\.\d{1,3})*|[A-Z])"
    rf"(?:\s*-?\s*\(?(?:{_SUFFIX})\)?(?![a-z])|[A-Za-z](?![A-Za-z]))?"
    r"(?:\s?(?:er|re|ère|°|º|ª|\^\w+)(?!\w))?"
)
_HEADING = re.compile(
    rf"^[\[\"“„«]?(?P<word>{'|'.join(sorted(_KIND_OF, key=len, reverse=True))})(?:\.?\s*[-–—:]\s*(?=[\dIVXLC])|\.?\s+|\.?(?=\d)|$)"
    rf"(?P<number>(?:No\.?|Nr\.?|n°)?\s*(?:{_NUMBER})|(?:{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})(?!\w))?"
    r"(?P<sep>\s*(?:[.:\])]\s*[-–—]*|[-–—]+)\s*|\s+|$)(?P<rest>.*)$",
    re.IGNORECASE,
)
_ARABIC = re.compile(rf"^({'|'.join(_ARABIC_KINDS)})\s*\(?([0-9٠-٩]+)\)?\s*[:.–-]?\s*(.*)$")
_NUMBER_ALONE = re.compile(r"^(?P<number>[IVX]{1,6}|[A-H])\s*(?:[.:–—-]\s*(?P<rest>\S.*)?)?$")
_SIGN = re.compile(r"^§\s?(?P<number>\d{1,3}[a-z]?)(?P<sep>\.?)(?:\s+(?P<rest>\S.*)|$)")
_PREAMBLE = re.compile(
    r"^(preamble|préambule|preámbulo|preambule|präambel|preâmbulo|preambolo|преамбула|ديباجة|序言)\s*[:.]?$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;:,]$")
_MODAL = re.compile(
    r"\b(shall|may|must|undertakes?|agree[sd]?|means?|is|are|applies|doit|peut|zal|zullen|deberá|podrá)\b"
)
_FIRST_PARAGRAPH = re.compile(r"\(1\)\s+[A-Z]")
_LIMIT = 400
_LINKS = 100  # characters
CONTAINERS = ("part", "chp", "sec", "title")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    `kind` as ids name it, `word` as printed (empty for a lone Roman number), `number` as printed (`16 bis`), `rest`: what else
    is on the line, less its last stop (`stopped`). `closed`: a stop or dash parts number and rest. `rank` tells apart kinds that
    ids name alike.
    """

    kind: str
    word: str
    number: str
    rest: str = ""
    closed: bool = False
    rank: str = ""
    stopped: bool = False

    @property
    def token(self) -> str:
        """The number as ids bear it."""
        return id_token(self.number)

    @property
    def value(self) -> tuple[int, int]:
        """(number, rank of its suffix), for the order of articles; 0 where it is no number: `16 bis` -> (16, 1)."""
        return order_of(self.token)

    @property
    def shape(self) -> str:
        """How it is numbered: `1`, `1.1`, `I`, `I.1`; headings of one list are alike in this."""
        return re.sub(r"[IVXLCDM]+", "I", re.sub(r"\d+", "1", split_suffix(self.token)[0].replace("-", ".")))

    @property
    def is_sentence(self) -> bool:
        """Whether the rest of the line is text of the provision rather than its heading."""
        rest = self.rest.strip()
        if not rest:
            return False
        if _FIRST_PARAGRAPH.match(rest):
            return True
        return (bool(_SENTENCE_END.search(rest)) and (len(rest) > 60 or bool(_MODAL.search(rest)))) or len(rest) > 200


def id_token(number: str) -> str:
    """A printed number as part of an id: `16 bis` -> `16bis`, `1er` -> `1`, `ONE` -> `1`, `2 (ter)` -> `2ter`."""
    word = _NUMBER_WORDS.get(number.strip().lower())
    if word:
        return word
    bare = re.sub(r"(?<=\d)\s?(?:er|re|ère|°|º|ª)$", "", number.strip())
    bare = re.sub(r"^(?:No\.?|Nr\.?|n°)\s*", "", bare, flags=re.IGNORECASE)
    bare = re.sub(rf"(?<=\w)\W*({_SUFFIX})\W*$", lambda match: match[1].lower(), bare, flags=re.IGNORECASE)
    return re.sub(r"[^0-9A-Za-z.-]", "", bare).strip(".-")


def order_of(token: str) -> tuple[int, int]:
    """Where an article stands among its sisters; (0, 0) where its number says nothing. `2.7.1` stands where `2.7` does."""
    stem, _, rest = token.replace("-", ".").partition(".")
    core, suffix = split_suffix(stem)
    first = int(core) if core.isdigit() else roman_value(core) or next((value for _, value in readings(core)), 0)
    minor = rest.partition(".")[0]
    return first, int(minor) if minor.isdigit() else suffix


@lru_cache(maxsize=256)  # a line is asked about by each step that reads it
def heading_of(text: str) -> Heading | None:
    """The heading that a line is, by its words alone; None where it is none.

    Whether it stands in its place is for the outline to say.
    """
    text = text.strip()
    if not text or len(text) > _LIMIT * 5:
        return None
    if _PREAMBLE.match(text):
        return Heading("preamble", text, "")
    return _worded(text) or _foreign_script(text)


def _worded(text: str) -> Heading | None:
    match = _HEADING.match(text)
    if not match:
        return None
    word, number, rest = match["word"], (match["number"] or "").strip(), match["rest"].strip()
    kind = _KIND_OF[word.lower()]
    if word[0].islower() or (word.lower() in ("articles", "section", "part", "title") and rest[:1].islower()):
        return None
    if not number:
        whole = not rest and kind == "annex"
        return Heading(kind, word, "") if whole else None
    closed = bool(match["sep"].strip())
    if number.isalpha() and number.islower() and not roman_value(number) and number not in _NUMBER_WORDS:
        return None
    if _continues_sentence(rest, closed) or _is_link(rest, kind):
        return None
    opened = _opened(rest)
    stopped = rest.endswith(".") and not opened.endswith(".")
    return Heading("sec" if kind == "sub" else kind, word, number, opened, closed, kind, stopped)


def sign_heading(text: str) -> Heading | None:
    """`§ 3. Keepers`: the heading of an article, where a text has no other articles (that is for the outline to say)."""
    match = _SIGN.match(text.strip())
    rest = (match["rest"] or "").strip() if match else ""
    if match is None or _continues_sentence(rest, bool(match["sep"])):
        return None
    opened = _opened(rest)
    stopped = rest.endswith(".") and not opened.endswith(".")
    return Heading("art", "§", match["number"], opened, bool(match["sep"]), "art", stopped)


def _continues_sentence(rest: str, closed: bool) -> bool:
    """`Article 24, paragraph 1` and `Article 7 of this Convention` are references that happen to begin a line."""
    if not rest:
        return False
    first = rest[0]
    if first in ",;)" or (first == "(" and not closed and not rest.endswith(")")):
        return True
    return first.islower() and not closed


def _is_link(rest: str, kind: str) -> bool:
    """`Article 1 | Article 2 | Article 3` leads to the parts of a page."""
    another = _HEADING.match(rest.lstrip("|/· "))
    return bool(another and another["number"] and _KIND_OF[another["word"].lower()] == kind and len(rest) < _LINKS)


def _opened(rest: str) -> str:
    """A heading in brackets, quotes or after a stop, without these."""
    if _FIRST_PARAGRAPH.match(rest.lstrip(":.–—- ")):
        return rest.lstrip(":.–—- ")
    rest = (
        re.sub(r"(?<=[\w)])\.$", "", rest.lstrip(":.–—- ").strip())
        if len(rest) < 200 and not _MODAL.search(rest)
        else rest.lstrip(":.–—- ").strip()
    )
    if len(rest) > 2 and (rest[0], rest[-1]) in {("(", ")"), ("[", "]"), ("“", "”"), ('"', '"')}:
        return rest[1:-1].strip()
    return rest


def _foreign_script(text: str) -> Heading | None:
    arabic = _ARABIC.match(text)
    if arabic:
        return Heading(
            _ARABIC_KINDS[arabic[1]], arabic[1], str(int(arabic[2])), arabic[3], rank=_ARABIC_KINDS[arabic[1]]
        )
    chinese = _CHINESE.match(text)
    if chinese:
        return Heading(
            _CHINESE_KINDS[chinese[2]],
            chinese[2],
            str(_chinese_value(chinese[1])),
            chinese[3],
            rank=_CHINESE_KINDS[chinese[2]],
        )
    return None


def _chinese_value(text: str) -> int:
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for sign in text:
        if sign in ("十", "百"):
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE_DIGITS.get(sign, 0)
    return total + digit


def lone_number(text: str) -> Heading | None:
    """`II` or `II. Protection of victims`: a part whose word is not printed (usual in United Nations protocols);
    `B` is a section.
    """
    match = _NUMBER_ALONE.match(text.strip())
    if not match:
        return None
    rest = (match["rest"] or "").strip()
    if _SENTENCE_END.search(rest) or len(rest) > 150:
        return None
    kind = "part" if roman_value(match["number"]) and match["number"] not in "CD" else "sec"
    return Heading(kind, "", match["number"], rest, closed=True, rank="lone " + kind)
