"""The words around a noun such as `treaty` that say which one is meant: those before it and those after `on` or `against`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.alignment.words import stem
from graph.claims.naming import plain
from graph.claims.values import MONTHS, WEEKDAYS

HEAD = re.compile(
    r"\b(?P<head>convention|treaty|protocol|agreement|accord|pact|covenant|statute|instrument|text|draft|proposal|document)\b(?!s)(?:'s)?",
    re.I,
)
_WORD = re.compile(r"\w+(?:[./'-]\w+)*")
_CLOSED_WORDS = """the a an this that these those its their his her our of to in on for by with from at as and or but nor not no
    who which whose it they he she has have had is are was were be been being will would shall should may might can
    could must do does did if when while once after before until since than then so also both all any each every
    some other into under over about against between through"""
_CLOSED = frozenset(_CLOSED_WORDS.split())
_GENERIC_WORDS = """new newly landmark historic first first-ever global international multilateral binding legally long-awaited
    comprehensive controversial proposed draft final universal world's worldwide same entire whole agreed key major
    important milestone groundbreaking ground-breaking unprecedented regional framework criminal justice crime law
    anti additional legal existing current future present adopted joint single united states member parent original
    main so-called much-anticipated sweeping ambitious common resulting own said above recent latest signed
    negotiated ratified such last very open standalone modern flagship real only international-law law-enforcement
    mother two three"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_JOINTS = {"on", "against", "the", "of", "and", "to", "for", "in"}
_FEASTS = {"christmas", "easter"}
_VERBAL = re.compile(r"(?:ed|ing|s)$")
_ATTRIBUTED = re.compile(r"-(?:backed|led|drafted|sponsored|initiated|proposed|brokered|wide)$", re.I)


@dataclass(frozen=True)
class Word:
    """A word of a description: whether it tells which treaty is meant, and whether any treaty of the graph has it."""

    text: str
    stem: str
    telling: bool
    unknown: bool


def modifiers(text: str, head: int, vocabulary: set[str], headline: bool) -> tuple[int, list[Word]]:
    """The words before a noun that describe it, and where they begin."""
    found: list[Word] = []
    begin = head
    for match in reversed(list(_WORD.finditer(text[:head]))):
        if text[match.end() : begin].strip() not in ("", "'s", "'") or len(found) == 7:
            break
        word = _modifier(match.group(), vocabulary, adjacent=not found, first=match.start() == 0, headline=headline)
        if word is None:
            break
        found.append(word)
        begin = match.start()
    return begin, found


def _modifier(written: str, vocabulary: set[str], *, adjacent: bool, first: bool, headline: bool) -> Word | None:
    """One word before the noun; None where the description does not reach so far back."""
    word = re.sub(r"'s?$", "", written)
    low = word.lower()
    if low in _CLOSED or (low[0].isdigit() and not low.isdigit()):
        return None
    if low in _GENERIC or low.isdigit() or _ATTRIBUTED.search(word):
        return Word(word, low, telling=False, unknown=False)
    known = _known_parts(word, vocabulary)
    if known:
        return Word(word, known[-1], telling=True, unknown=False)
    proper = word[0].isupper() and not headline and not first
    if proper or (adjacent and not _VERBAL.search(low) and not headline and not first):
        return Word(word, _stem(word), telling=True, unknown=True)
    if adjacent and low.endswith("s") and not headline and not first:  # `plastics treaty`, but not `signs treaty`
        return Word(word, _stem(word), telling=True, unknown=True)
    return None


def _next_is_known(text: str, at: int, vocabulary: set[str]) -> bool:
    following = _WORD.search(text, at)
    return following is not None and _stem(following.group()) in vocabulary


def _known_parts(word: str, vocabulary: set[str]) -> list[str]:
    """The stems in a word that the graph's treaties have: of the whole, of its hyphened parts, or of two words written as one."""
    stems = [s for s in (_stem(part) for part in word.split("-")) if s in vocabulary]
    halves = ((word[:i], word[i:]) for i in range(4, len(word) - 3))
    joined = next((pair for pair in halves if all(_stem(half) in vocabulary for half in pair)), ())
    return stems or [_stem(half) for half in joined]


def complements(text: str, end: int, vocabulary: set[str]) -> tuple[int, list[Word]]:
    """The words after a noun that say what it is on or against, and where they end."""
    lead = re.match(r"\s+(?:on|against|concerning|relating to|to the|of the|for the)\s+(?:the\s+)?(?=\w)", text[end:])
    if not lead:
        return end, []
    found: list[Word] = []
    at, stop = end + lead.end(), end
    for match in _WORD.finditer(text, at):
        word, gap = match.group(), text[at : match.start()]
        low = word.lower()
        if gap.strip() or len(found) == 9 or low in WEEKDAYS or low in MONTHS or low in _FEASTS or low[0].isdigit():
            break
        at = match.end()
        if low in _JOINTS or HEAD.fullmatch(word):
            if low == "in" and not _next_is_known(
                text, at, vocabulary
            ):  # `the convention in New York` names no subject
                break
            continue
        known = _stem(word) in vocabulary
        if not known and word[0].islower() and (found or low in _CLOSED or low in _GENERIC):
            break
        found.append(Word(word, _stem(word), telling=True, unknown=not known))
        stop = match.end()
    topical = lead.group().split()[0] in ("on", "against", "concerning", "relating")
    if not topical and found and found[0].unknown and found[0].text[0].islower():
        return end, []
    return (stop, found) if found else (end, [])


def _stem(word: str) -> str:
    bare = re.sub(r"^children\b", "child", plain(word).replace(".", ""), flags=re.I)
    return bare if bare.isupper() and len(bare) <= 4 else stem(bare.lower().removesuffix("'s"))


def telling_words(name: str) -> set[str]:
    words = (w for w in re.findall(r"[\w']+", plain(name)) if w.lower() not in _CLOSED and w.lower() not in _GENERIC)
    return {_stem(w) for w in words if not HEAD.fullmatch(w)}


def is_headline(text: str) -> bool:
    """Whether nearly every longer word is in capitals, so that a capital says nothing."""
    words = [w for w in re.findall(r"[A-Za-z][\w'-]*", text) if len(w) > 3]
    return not text.rstrip().endswith(".") and len(words) > 2 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)
