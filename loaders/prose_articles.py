"""The articles that a statement names in prose, as the paths that provisions have in ids: `article 20, paragraph 2` ->
`art_20/para_2`.

Only the treaty's own articles are meant: an article "of the Constitution", "of the Penal Code" or "of the Vienna
Convention" is another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LATIN = r"(?:\s?(?:bis|ter|quater|quinquies)\b)?"
_NUMBER = rf"(?:\d{{1,3}}[A-Z]?\b(?!/){_LATIN}|(?-i:[IVXL]{{1,7}})\b{_LATIN})"
_DIVISION = r"(?:\s?\(\s?(?:\d{1,2}|[a-z]{1,4})\s?\)|\s[a-z]\))"
_JOINT = r"(?:\s*,\s*(?:and|or)\s+|\s*,\s*|\s+(?:and|or|to)\s+|\s*;\s*|\s*[-–]\s*)"
_ITEM = rf"{_NUMBER}{_DIVISION}*"
_PARAGRAPH = rf"(?:\(\s?\d{{1,2}}\s?\)|\d{{1,2}}\b){_DIVISION}*"
_POINT = rf"(?:\(\s?[a-z]{{1,4}}\s?\)|\b[a-z]{{1,2}}\)|\b(?-i:[a-z])\b|\d{{1,2}}\b){_DIVISION}*"
_PARAGRAPHS = rf"\b(?:paragraphs?|paras?\.?)\s*(?P<%s>{_PARAGRAPH}(?:{_JOINT}{_PARAGRAPH})*)"
_POINTS = rf"\b(?:sub-?\s?paragraphs?|points?|letters?|clauses?|items?)\s*(?P<%s>{_POINT}(?:{_JOINT}{_POINT})*)"
_GAP = r"\s*,?\s*(?:of\s+)?"
_AFTER = re.compile(
    rf"\bart(?:icles?|s?\.)\s*(?P<items>{_ITEM}(?:{_JOINT}(?:article\s+)?{_ITEM})*)"
    rf"(?:\s*,?\s*{_PARAGRAPHS % 'paras'})?(?:\s*,?\s*{_POINTS % 'points'})?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:{_POINTS % 'points'}{_GAP})?{_PARAGRAPHS % 'paras'}\s*,?\s*(?:of|in|under|to)?\s*(?:the\s+said\s+)?$",
    re.IGNORECASE,
)
_REACH_BACK = 80
_OTHER = re.compile(
    r"^[\s,]*(?:of|in|to|from)\s+(?:(?:the|its|our|that|an?)\s+)?(?:[\w.'’-]+\s+){0,6}?"
    r"(?P<other>constitution|code|vienna\s+convention|charter|statute|laws?|act|decree|treaty\s+establishing|treaty\s+on|"
    r"european|american|universal\s+declaration|rome|regulations?|"
    r"basic\s+law|civil|penal|criminal|labour|additional\s+protocol)\b",
    re.IGNORECASE,
)
_THEREOF = re.compile(r"^[\s,]*thereof\b", re.IGNORECASE)
_ANOTHER_CONVENTION = re.compile(r"^[\s,]*(?:of|in|to)\s+the\s+(?:said\s+)?(?:\w+\s+){0,2}?convention\b", re.IGNORECASE)
_OWN = re.compile(
    r"^[\s,]*(?:of|in|to)\s+(?:the\s+)?(?:said|present|this|above|aforementioned|above-mentioned|aforesaid)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s+to\s+|\s*[-–]\s*", re.IGNORECASE)
_NOT_BOUND = re.compile(
    r"not\s+(?:consider\s+(?:itself|himself|themselves)\s+)?(?:to\s+be\s+)?bound\s+by(?P<rest>[^.;]{0,80}?)$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\b(?:which|accordance|pursuant|under|inasmuch|except)\b", re.IGNORECASE)
_MAX_RANGE = 40


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """A provision that a text names: its path, and whether the text says that its author is not bound by it."""

    path: str
    excluded: bool


def named_articles(text: str, title: str = "") -> list[NamedArticle]:
    """The provisions that a text names, each once, in the order in which it names them.

    `title` is that of the treaty: in a protocol, articles "of the Convention" are another treaty's; in a
    constitution, those "of the Constitution" are its own. An article stands on its own only where none of its parts
    is named.
    """
    found: dict[str, bool] = {}
    for match in _AFTER.finditer(text):
        rest = text[match.end() : match.end() + 120]
        if _is_anothers(rest, title.lower()):
            continue
        before = _reach_back(text, match)
        excluded = _is_excluded(text[: before.start() if before else match.start()])
        for path in _paths(match, before):
            found[path] = found.get(path, False) or excluded
    with_parts = {"/".join(path.split("/")[:depth]) for path in found for depth in range(1, path.count("/") + 1)}
    return [NamedArticle(path, excluded) for path, excluded in found.items() if path not in with_parts]


def _reach_back(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """Paragraphs named before the word "article"; none where the article's own number goes on with one."""
    goes_on = re.match(rf"{_NUMBER}{_DIVISION}", match["items"], re.IGNORECASE)
    return None if goes_on else _BEFORE.search(text, max(0, match.start() - _REACH_BACK), match.start())


def _is_anothers(rest: str, title: str) -> bool:
    if _OWN.match(rest):
        return False
    other = _OTHER.match(rest)
    if other:
        return other["other"].lower() not in title
    return bool(_THEREOF.match(rest) or ("protocol" in title and _ANOTHER_CONVENTION.match(rest)))


def _is_excluded(before: str) -> bool:
    match = _NOT_BOUND.search(before[-160:])
    return match is not None and not _ASIDE.search(match["rest"])


def _paths(match: re.Match[str], before: re.Match[str] | None) -> Iterator[str]:
    """Paragraphs before the word "article" are those of the first article that follows, paragraphs after it those of the last."""
    articles = [_path("art", item) for item in _numbered(match["items"], _ITEM)]
    for index, article in enumerate(articles):
        after = match if index == len(articles) - 1 and (match["paras"] or match["points"]) else None
        yield from _below(article, after or (before if index == 0 else None))


def _below(article: str, parts: re.Match[str] | None) -> Iterator[str]:
    """The paragraphs and points of an article that a text names, or the article itself."""
    paragraphs = [_path("para", p) for p in _numbered(parts["paras"] or "", _PARAGRAPH)] if parts else []
    points = [_path("point", p) for p in _numbered(parts["points"] or "", _POINT)] if parts else []
    bases = [f"{article}/{p}" for p in paragraphs] or [article]
    if points:
        yield from bases[:-1]
        yield from (f"{bases[-1]}/{point}" for point in points)
    else:
        yield from bases


def _numbered(items: str, pattern: str) -> list[str]:
    """The items of a list, ranges written out: `2 to 4` -> 2, 3, 4."""
    listed: list[str] = []
    end = 0
    for match in re.finditer(pattern, items, re.IGNORECASE):
        if listed and _RANGE.fullmatch(items[end : match.start()]) and listed[-1].isdigit() and match[0].isdigit():
            first, last = int(listed[-1]), int(match[0])
            listed += [str(n) for n in range(first + 1, min(last, first + _MAX_RANGE))]
        listed.append(match[0])
        end = match.end()
    return listed


def _path(kind: str, item: str) -> str:
    """`20 (2) (b)` as an article -> `art_20/para_2/point_b`; `16 bis` -> `art_16bis`."""
    joined = re.sub(r"\s?(bis|ter|quater|quinquies)\b", lambda m: m[1].lower(), item, flags=re.IGNORECASE)
    first, *below = re.findall(r"[0-9IVXL]+[A-Z]?(?:bis|ter|quater|quinquies)?|[A-Za-z]+", joined)
    segments = [f"{kind}_{first if kind == 'art' else first.lower()}"]
    segments += [f"{'para' if token.isdigit() else 'point'}_{token.lower()}" for token in below]
    return "/".join(segments)
