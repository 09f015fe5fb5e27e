"""Claims on what a treaty or an article holds: offences, measures, whom it protects, what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.claim_patterns import MARK, Claimed, Clause, reader
from graph.marked_text import Mark

_PUNISH = re.compile(
    r"\bcriminali[sz]\w*|\boutlaw\w*|\bpunish\w*|\bprohibit\w*|\bban(?:s|ned|ning)?\b|\b(?:makes?|making|made)\b(?=[^.;]{0,80}\b(?:crimes?|offen[cs]es?|punishable|illegal)\b)"
    r"|\b(?:is|are|as) (?:a |an |made )?(?:crimes?|criminal|offen[cs]es?|punishable|illegal)\b"
)
_PROVIDE = re.compile(
    r"\b(?:provid|establish|creat|introduc|requir|oblig|allow|permit|includ|contain|cover|address|regulat|govern|facilitat|enabl|stress|emphasi[sz]|protect|ensur|"
    r"safeguard|prioriti[sz]|defin|promot|foster|strengthen|enhanc|concern|highlight|target|envisag|mandat|recogni[sz])(?:s|es|e|ed|ing)?\b"
    r"|\bsets? (?:up|out)\b|\bdeals? with\b|\bfocus(?:es|ed)? on\b|\b(?:is|are) (?:about|on|devoted to)\b"
    r"|\brelates? to\b|\b(?:has|have) (?:a |an |provisions? on|rules? on)\b"
)
_SUBJECT = re.compile(
    r"<(?P<kind>[TIP])(?P<n>\d+)>(?:'s)?(?: of (?:the |this )?<T(?P<of>\d+)>)?(?P<gap>[^<.;]{0,45}|,[^<]{0,60},[^<.;]{0,30})$"
)
_NOT = re.compile(r"\bnot\b(?! only)|n't\b|\bnever\b|\bcannot\b|\bfails? to\b|\bno\b(?= (?:mention|provision))")
_INSIDE = re.compile(
    r"\b(?:of|with|on|in|to|from|by|about|under|for|join|sign|ratify|adopt\w*) (?:the |this |that |a |new )*$"
)
_UNDER = re.compile(r"\b(?:[Uu]nder|[Bb]y virtue of|[Aa]ccording to|[Ii]n|[Pp]ursuant to) (?:the |this )?$")


@reader
def content(clause: Clause) -> Iterator[Claimed]:
    """What offences a treaty or article covers, what it provides for, whom it protects."""
    verbs = sorted(
        [
            *((m, "criminalizes") for m in _PUNISH.finditer(clause.text)),
            *((m, "provides_for") for m in _PROVIDE.finditer(clause.text)),
        ],
        key=lambda v: v[0].start(),
    )
    if not verbs:
        return
    first, _ = verbs[0]
    subject = _content_subject(clause, clause.start + first.start())
    if subject is None:
        return
    treaty, article = subject
    for at, mark in clause.marked.placed("CA", clause.start, clause.end):
        place = at - clause.start
        match, kind = next(((m, k) for m, k in reversed(verbs) if m.start() < place), (first, verbs[0][1]))
        if place < first.start() and not re.search(r"\b(?:is|are)\b", first.group()):
            continue
        negated = bool(_NOT.search(clause.text[max(0, match.start() - 25) : match.start()]))
        if mark.kind == "A":
            kind = "protects"
        if article is not None:
            nearest = clause.marked.all("P", clause.start, at)
            yield _article_claim(clause, treaty, nearest[-1] if nearest else article, kind, mark, negated)
        elif mark.kind == "C" or not mark.text[0].isupper():
            yield Claimed(
                kind,
                treaty,
                mark.value[0],
                negated,
                treaty,
                detail={"concepts": mark.value, "firm": kind == "criminalizes"},
            )
    if (
        article is None
        and not clause.marked.all("CAN", clause.start + first.end(), clause.end)
        and verbs[0][1] == "criminalizes"
    ):
        words = clause.words(clause.start + first.end())
        if words:
            yield Claimed(
                "criminalizes",
                treaty,
                words,
                bool(_NOT.search(clause.text[: first.start()])),
                treaty,
                detail={"concepts": (), "firm": True},
            )


def _content_subject(clause: Clause, at: int) -> tuple[str, Mark | None] | None:
    """The treaty, or the article of it, that a verb of content belongs to: right before it, or after `under`."""
    before = clause.marked.text[clause.start : at]
    found = _SUBJECT.search(before)
    if not found:
        under = re.search(
            r"(?:[Uu]nder|[Bb]y) (?:the |this )?(?P<mark><[TP]\d+>)(?: of (?:the |this )?<T(?P<of>\d+)>)?", clause.text
        )
        if not under:
            return None
        mark = clause.mark(under["mark"])
    else:
        if (
            found["kind"] != "P"
            and _INSIDE.search(before[: found.start()])
            and not _UNDER.search(before[: found.start()])
        ):
            return None
        mark = clause.marked.marks[int(found["n"])]
    if mark is None:
        return None
    treaty = (
        clause.context.focus
        if mark.kind == "I"
        else str(mark.value)
        if mark.kind == "T"
        else _treaty_of_article(clause)
    )
    return (treaty, mark if mark.kind == "P" else None) if treaty else None


def _treaty_of_article(clause: Clause) -> str | None:
    return clause.treaty()


def _article_claim(clause: Clause, treaty: str, article: Mark, kind: str, mark: Mark, negated: bool) -> Claimed:
    detail = {
        "references": article.value,
        "concepts": mark.value if mark.kind == "C" else (),
        "protected": mark.value if mark.kind == "A" else (),
        "kind": kind,
    }
    return Claimed(
        "article_provides",
        article.text,
        mark.text,
        negated,
        treaty,
        detail={**detail, "words": clause.words(clause.start)},
    )


@reader
def article_subject(clause: Clause) -> Iterator[Claimed]:
    """What an article is about where no offence or measure is named, and articles that a treaty does not have."""
    treaty = _treaty_of_article(clause)
    for at, mark in clause.marked.placed("P", clause.start, clause.end):
        if treaty is None:
            return
        stop = clause.marked.text.find("<P", at + 1, clause.end)
        end = at + len(MARK.match(clause.marked.text, at).group())  # type: ignore[union-attr]  # a mark stands here
        rest = clause.marked.text[end : clause.end if stop < 0 else stop]
        verb = re.match(
            r"(?: of (?:the |this |that )?<T\d+>)?,?(?: which)? ?(?:[\w-]+ ){0,3}?"
            + rf"(?:{_PUNISH.pattern}|{_PROVIDE.pattern})",
            rest,
        )
        under = (
            None
            if verb
            else re.match(r"(?: of (?:the |this |that )?<T\d+>)?, ", rest)
            if _UNDER.search(clause.marked.text[clause.start : at])
            else None
        )
        words = clause.words(end + (verb or under).end()) if verb or under else ""  # type: ignore[union-attr]  # one of them matched
        concepts = clause.marks(rest, "C") or clause.marks(rest, "A")
        if words and not concepts:
            negated = bool(_NOT.search(rest[: verb.end()])) if verb else False
            yield Claimed(
                "article_provides",
                mark.text,
                words,
                negated,
                treaty,
                detail={"references": mark.value, "concepts": (), "protected": (), "kind": "", "words": words},
            )
        yield Claimed("has_article", treaty, mark.text, False, treaty, detail={"references": mark.value})
