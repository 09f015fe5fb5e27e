"""Claims as sentences make them: plain patterns over marked text, no more. What the record says of them is for `claim_checks`.

Every reader takes a clause and gives the claims of one family in it. A clause is a stretch of a sentence with one line of thought:
sentences are cut at semicolons and before `but`, `while` and the like. Within a clause the verbs of treaty practice (adopt, open, sign,
ratify, enter into force, withdraw) share out what is named: a date belongs to the nearest verb before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from graph.claims.marked_text import MARK, Mark, Marked
from graph.claims.treaty_mentions import UNKNOWN
from graph.claims.values import Number, When

_CUT = re.compile(
    r";|(?:,|\s-)?\s\b(?:but|while|whereas|although|though|however)\b|, and (?=(?:the )?<[AT]\d+> (?:has"
    r"|have|had|is|are|was|were|will|did|does|[a-z]+ed)\b)"
)
MAJOR = {
    "adopt": r"\b(?:adopt(?:ed|s)?|pass(?:ed|es)|approv(?:ed|es))\b|\badoption\b",
    "open": (
        r"\b(?:open(?:ed|s|ing)?|presented|available|close[sd]?)\b[^.;<]{0,20}?\bfor (?:signatures?"
        r"|signing)\b|\bsigning (?:ceremony|event|conference)\b"
        r"|\b(?:be|was|is|were|being) (?:formally |officially )?signed (?=(?:in|at) (?![^.;]{0,40}\bby (?:the )?<[AN]))"
    ),
    "sign": r"\b(?:signed|signs?|signing|inked)\b|\bsignator(?:y|ies)\b|\bsignatures?\b",
    "ratify": (
        r"\bratif(?:ied|ies|y|ying|ications?)\b|\bacced(?:ed|es|e|ing)\b|\baccessions?\b|\bjoin(?:ed|s)?\b"
        r"|\bdeposit(?:ed|s)? (?:its|their|an|the|his|her) instruments?\b(?: of \w+)?|\binstruments? of \w+"
    ),
    "party": (
        r"\b(?:[Ss]tates? )?[Pp]art(?:y|ies)\b(?! of\b)|\bbound by\b(?= (?:the |this )?<[TI])|\bmembers? of\b(?= (?:the |this )?<[TI])"
    ),
    "force": (
        r"\b(?:enter(?:s|ed|ing)?|entry|comes?|came|coming|goes?|went|put|be|is|been|was|are"
        r"|remains?)\b(?: \w+){0,2}? in(?:to)? (?:force|effect)\b"
        r"|\bin force\b|\bt(?:akes?|ook) (?:legal )?effect\b|\b(?:becom(?:es?|ing)|became) (?:effective"
        r"|operative|law|legally binding|binding)\b"
    ),
    "withdraw": r"\b(?:withdr[ae]w(?:s|n|al|ing)?|denounc(?:ed|es|e|ing)|denunciation|pull(?:ed|s)? out)\b",
}
_MAJOR = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in MAJOR.items()))
_NEGATION = re.compile(
    r"(?:\bnot\b(?! only)|n't\b|\bnever\b|\bno longer\b|\b(?:yet|fail\w*|refus\w*|declin\w*) to\b"
    r"|\bwithout\b|\bneither\b|\bnor\b|\bcannot\b)"
    r"[^<,;]{0,30}$"
)
_REACHED = re.compile(
    r"(?:<N\d+>|first|last|latest|only|one|newest|next)\s(?:[\w-]+ ){0,4}(?:to|that|which|who)(?: have| has)?(?: become| be)?(?: an?)?\s$"
)
_UNREAL = re.compile(
    r"(?:\b(?:to|should|may|might|could|would|must|can|will|if|unless|until|before|once|when|after|upon"
    r"|likely|about to|set to)\b(?:[^<,;]|<I\d+>){0,30}"
    r"|\b(?:urg|call|invit|encourag|plan|intend|expect|hop|want|consider|ask|press|appeal)\w*\b[^,;]{0,60})$"
)
_LIST = r"<A\d+>(?:(?:, | and |, and | & | or | nor |, as well as | as well as )(?:the )?<A\d+>)*"
_FILLER = (
    r"(?:[\s,]|'s\b|n't\b|\b(?:has|have|had|did|does|do|also|both|formally|already|not|never|yet|to|still|only|officially|finally|later|first|then|"
    r"governments?|was|were|is|are|who|which|that|among|those|one|of|an?|and|the|today|recently|since|itself|each|all|being|become|became|becomes|"
    r"been|neither|nor|refused|failed|declined|neglected|countr(?:y|ies)|states?|nations?|latest|newest|original|would-be|member|ever|once|in|full|on|[A-Z]\w+(?:an|ese|ish))\b|<[DN]\d+>)*"
)
_ACTORS_BEFORE = re.compile(rf"(?P<list>{_LIST})(?P<filler>{_FILLER})$")
_PLACE = re.compile(r"\b(?:in|at) (?:the )?(?P<place>(?:[A-Z][\w'-]+ ?)+|<A\d+>)(?:,? <A(?P<land>\d+)>)?")
PASSIVE = re.compile(r"\b(?:was|were|been|being|is|be|are)\b(?: \w+){0,3} $")
STATES = r"(?:states?|countries|country|nations?|members?|governments?|parties|actors|jurisdictions)"


@dataclass(frozen=True)
class Claimed:
    """What a clause claims: predicate, subject and object as shown, and the values that a check needs."""

    predicate: str
    subject: str
    object: str
    negated: bool = False
    treaty: str | None = None
    actor: str | None = None
    date: When | None = None
    number: Number | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """What a sentence leaves unsaid: the treaty in focus, the topic of the article, the actor spoken of last."""

    focus: str | None
    topic: str | None
    actor: str | None


@dataclass(frozen=True)
class Verb:
    """A verb of treaty practice in a clause, with the stretch of text that is its own: from `left` to `right`."""

    name: str
    start: int
    end: int
    left: int
    right: int
    negated: bool
    unreal: bool


@dataclass(frozen=True)
class Clause:
    """A stretch of a marked sentence, with what surrounds it."""

    marked: Marked
    start: int
    end: int
    context: Context

    @property
    def text(self) -> str:
        return self.marked.text[self.start : self.end]

    def verbs(self) -> list[Verb]:
        """The verbs of treaty practice, each with its stretch: from the one before to the one after."""
        found = [m for m in _MAJOR.finditer(self.marked.text, self.start, self.end) if m.group()]
        verbs = []
        for i, match in enumerate(found):
            left = found[i - 1].end() if i else self.start
            right = found[i + 1].start() if i + 1 < len(found) else self.end
            before = self.marked.text[
                left if self.marked.text[left : match.start()].strip() else self.start : match.start()
            ]
            negated = bool(
                _NEGATION.search(before)
                or re.search(r"\b[Nn]either\b", before)
                or re.search(r"\bnot\b|n't\b", match.group())
            )
            unreal = not negated and not _REACHED.search(before) and bool(_UNREAL.search(before))
            verbs.append(Verb(str(match.lastgroup), match.start(), match.end(), left, right, negated, unreal))
        return verbs

    def written(self, verb: Verb) -> str:
        return self.marked.text[verb.start : verb.end]

    def before(self, verb: Verb) -> str:
        return self.marked.text[verb.left : verb.start]

    def after(self, verb: Verb) -> str:
        return self.marked.text[verb.end : verb.right]

    def mark(self, text: str) -> Mark | None:
        """The first mark in a piece of marked text."""
        match = MARK.search(text)
        return self.marked.marks[int(match[2])] if match else None

    def marks(self, text: str, kinds: str) -> list[Mark]:
        return [self.marked.marks[int(m[2])] for m in MARK.finditer(text) if m[1] in kinds]

    def date(self, verb: Verb) -> When | None:
        """The date of a verb: the first after it, else the last before it that no verb stands before."""
        after, before = self.marks(self.after(verb), "D"), self.marks(self.before(verb), "D")
        if after:
            return after[0].value  # type: ignore[no-any-return]  # a D mark means a When
        if verb.left != self.start:  # the first date after the verb before is that verb's own
            before = before[1:]
        return before[-1].value if before else None

    def treaty(self, verb: Verb | None = None, *, pointed: bool = True) -> str | None:
        """The treaty a verb is about: in its own stretch, in the clause, in the sentence, or (`pointed`) the one in focus.

        What is opened, enters into force or is adopted stands before the verb; what is signed or ratified by someone, after it.
        """
        for start, end, nearest in self._stretches(verb):
            marks = self.marked.all("TI", start, end)
            for mark in reversed(marks) if nearest else marks:
                found = str(mark.value) if mark.kind == "T" else self.context.focus if verb else None
                if found:
                    return found
        return self.context.focus if pointed else None

    def _stretches(self, verb: Verb | None) -> list[tuple[int, int, bool]]:
        """Where to look for the treaty, in order: from, to, and whether the last mark there is the nearest."""
        around = [(self.start, self.end, False), (0, len(self.marked.text), False)]
        if verb is None:
            return around
        before, after = (verb.left, verb.start, True), (verb.end, verb.right, False)
        passive = verb.name in ("open", "force") or bool(PASSIVE.search(self.before(verb)))
        return [before, after, *around] if passive else [after, before, *around]

    def subject_treaty(self, at: int) -> str | None:
        """The treaty before a place in the clause, by name or as `it`; the last one before it."""
        marks = self.marked.all("TI", self.start, at)
        if not marks:
            return None
        return str(marks[-1].value) if marks[-1].kind == "T" else self.context.focus

    def actors_before(self, verb: Verb) -> list[Mark]:
        """Actors who do what the verb says: a list of them right before it, or `it` for the actor spoken of last."""
        before = re.sub(r",? (?:which|who)\b[^,]*,(?= )", "", self.marked.text[self.start : verb.start])
        match = _ACTORS_BEFORE.search(before)
        return self.marks(match["list"], "A") if match else []

    def actors_of_clause_before(self) -> list[Mark]:
        """The actors of the clause before, for one that has none of its own: `France signed but has not ratified`."""
        found = list(re.finditer(_LIST, self.marked.text[: self.start]))
        return self.marks(found[0].group(), "A") if found else []

    def actors_after(self, verb: Verb, lead: str = r"\s*(?:\w+ ){0,3}?by ") -> list[Mark]:
        """Actors in a list after the verb, after `by`."""
        match = re.match(rf"{lead}(?:the |both )?(?P<list>{_LIST})", self.after(verb))
        return self.marks(match["list"], "A") if match else []

    def places(self, text: str) -> list[str]:
        """Places that a stretch names after `in` or `at`, as written; a country after a comma is part of one."""
        found = []
        for match in _PLACE.finditer(text):
            land = f", {self.marked.marks[int(match['land'])].text}" if match["land"] else ""
            place = MARK.sub(lambda m: self.marked.marks[int(m[2])].text, match["place"])
            found.append(place.strip().rstrip(".") + land)
        return found

    def words(self, start: int, end: int | None = None) -> str:
        """What stands in a stretch, as written, up to the end of the thought."""
        text = self.marked.unmarked(start, self.end if end is None else end)
        return re.split(r"[.;]|, (?:which|who|and)\b", text)[0].strip(" ,'\"")


Reader = Callable[[Clause], Iterator[Claimed]]
READERS: list[Reader] = []


def reader(function: Reader) -> Reader:
    """Register a reader; they are asked in the order in which they are written."""
    READERS.append(function)
    return function


def clauses(marked: Marked, context: Context) -> list[Clause]:
    """The clauses of a sentence."""
    cuts = [m.start() for m in _CUT.finditer(marked.text)]
    edges = [0, *cuts, len(marked.text)]
    return [Clause(marked, a, b, context) for a, b in pairwise(edges) if marked.text[a:b].strip(" ;,")]


def read_claims(marked: Marked, context: Context) -> list[Claimed]:
    """All claims of a sentence, each once. A claim about a treaty that the graph does not hold keeps UNKNOWN as its treaty."""
    found: dict[tuple[object, ...], Claimed] = {}
    for clause in clauses(marked, context):
        for read in READERS:
            for claimed in read(clause):
                found.setdefault((claimed.predicate, claimed.subject, claimed.object, claimed.negated), claimed)
    return list(found.values())


def about(claimed: Claimed, **changes: Any) -> Claimed:
    return replace(claimed, **changes)


__all__ = [
    "MARK", "READERS", "STATES", "UNKNOWN", "Claimed", "Clause", "Context", "Verb", "about", "clauses", "read_claims", "reader",
]  # fmt: skip
