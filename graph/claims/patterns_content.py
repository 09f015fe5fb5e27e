"""Claims on what a treaty or an article holds: offences, measures, whom it protects, what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.claims.marked_text import Mark
from graph.claims.patterns import MARK, Claimed, Clause, reader

_PUNISH = re.compile(
    r"\bcriminali[sz]\w*|\boutlaw\w*|\bpunish\w*|\bprohibit\w*|\bban(?:s|ned|ning)?\b|\b(?:makes?|making|made)\b(?=[^.;]{0,80}\b(?:crimes?|offen[cs]es?|punishable|illegal)\b)"
    r"|\b(?:is|are|as) (?:a |an |made )?(?:crimes?|criminal|offen[cs]es?|punishable|illegal)\b"
)
_PROVIDE = re.compile(
    r"\b(?:provid|establish|creat|introduc|requir|oblig|allow|permit|includ|contain|cover|address|regulat|govern|facilitat|enabl|stress|emphasi[sz]|protect|ensur|"
    r"safeguard|prioriti[sz]|defin|promot|foster|strengthen|enhanc|concern|highlight|target|envisag|mandat|recogni[sz])(?:s|es|e|ed|ing)?\b"
    r"|\bsets? (?:up|out)\b|\bdeals? with\b|\bfocus(?:es|ed)? on\b|\b(?:is|are) (?:about|on|devoted to)\b"
    r"|\brelates? to\b|\b(?:has|have) (?:a |an |provisions? on|rules? on)\b"
    r"|\bsays nothing (?:about|on|of)\b|\bmakes no mention of\b|\bis silent on\b"
)
_ARTICLE_VERB = re.compile(
    rf"(?: of (?:the |this |that )?<T\d+>)?,?(?: which)? ?(?:[\w-]+ ){{0,3}}?(?:{_PUNISH.pattern}|{_PROVIDE.pattern})"
)
Verb = tuple[re.Match[str], str]
_SUBJECT = re.compile(
    r"<(?P<kind>[TIP])(?P<n>\d+)>(?:'s)?(?: of (?:the |this )?<T(?P<of>\d+)>)?(?P<gap>[^<.;]{0,45}|,[^<]{0,60},[^<.;]{0,30})$"
)
_NOT = re.compile(
    r"\bnot\b(?! only)|n't\b|\bnever\b|\bcannot\b|\bfails? to\b|\bno\b(?= (?:mention|provision))|\bnothing\b|\bsilent\b"
)
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
    subject = _content_subject(clause, clause.start + verbs[0][0].start()) if verbs else None
    if subject is None:
        return
    treaty, article = subject
    found = list(_contents(clause, verbs, treaty, article))
    yield from found
    if not found and article is None and verbs[0][1] == "criminalizes":
        yield from _unnamed_offence(clause, verbs[0][0], treaty)


def _contents(clause: Clause, verbs: list[Verb], treaty: str, article: Mark | None) -> Iterator[Claimed]:
    first = verbs[0][0]
    passive = _is_passive(clause, first)
    for at, mark in clause.marked.placed("CA", clause.start, clause.end):
        place = at - clause.start
        if (place < first.start()) != passive:
            continue
        match, kind = next(((m, k) for m, k in reversed(verbs) if m.start() < place), verbs[0])
        negated = bool(_NOT.search(clause.text[max(0, match.start() - 25) : match.end()]))
        if mark.kind == "A":
            kind = "protects"
        if article is not None:
            nearest = clause.marked.all("P", clause.start, at)
            yield _article_claim(clause, treaty, nearest[-1] if nearest else article, kind, mark, negated)
        elif mark.kind == "C" or not mark.text[0].isupper():
            detail = {"concepts": mark.value, "firm": kind == "criminalizes"}
            yield Claimed(kind, treaty, mark.value[0], negated, treaty, detail=detail)


def _is_passive(clause: Clause, verb: re.Match[str]) -> bool:
    """`X is criminalized by the treaty`, `X is an offence under it`: what is punished stands before the verb."""
    before = clause.text[: verb.start()]
    return bool(
        re.search(r"\b(?:is|are|was|were|be|been)\b(?: \w+){0,2} $", before)
        or re.match(r"(?:is|are) (?!about|on\b|devoted)", verb.group())
    )


def _unnamed_offence(clause: Clause, verb: re.Match[str], treaty: str) -> Iterator[Claimed]:
    """An offence that the graph has no name for."""
    if _is_passive(clause, verb):
        words = clause.marked.unmarked(clause.start, clause.start + verb.start()).strip(" ,")
        words = re.sub(r"\s+(?:is|are|was|were)(?: \w+)*$", "", words)
    else:
        words = clause.words(clause.start + verb.end())
    if words:
        negated = bool(_NOT.search(clause.text[: verb.start()]))
        yield Claimed("criminalizes", treaty, words, negated, treaty, detail={"concepts": (), "firm": True})


def _content_subject(clause: Clause, at: int) -> tuple[str, Mark | None] | None:
    """The treaty, or the article of it, that a verb of content belongs to: right before it, or after `under`."""
    before = clause.marked.text[clause.start : at]
    found = _SUBJECT.search(before)
    if found:
        lead = before[: found.start()]
        if found["kind"] != "P" and _INSIDE.search(lead) and not _UNDER.search(lead):
            return None
        mark: Mark | None = clause.marked.marks[int(found["n"])]
    else:
        under = re.search(
            r"(?:(?:[Uu]nder|[Bb]y) (?:the |this )?(?P<mark><[TP]\d+>)|[Ii]n (?P<article><P\d+>))", clause.text
        )
        mark = clause.mark(under["mark"] or under["article"]) if under else None
    if mark is None:
        return None
    treaty = {"I": clause.context.focus, "T": mark.value}.get(mark.kind, clause.treaty())
    return (str(treaty), mark if mark.kind == "P" else None) if treaty else None


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
    treaty = clause.treaty()
    for at, mark in clause.marked.placed("P", clause.start, clause.end):
        if treaty is None:
            return
        words, negated = _said_of(clause, at)
        if words:
            detail = {"references": mark.value, "concepts": (), "protected": (), "kind": "", "words": words}
            yield Claimed("article_provides", mark.text, words, negated, treaty, detail=detail)
        yield Claimed("has_article", treaty, mark.text, False, treaty, detail={"references": mark.value})


def _said_of(clause: Clause, at: int) -> tuple[str, bool]:
    """What a clause says of the article marked at a place, without the names of treaties, and whether it denies it."""
    text = clause.marked.text
    stop = text.find("<P", at + 1, clause.end)
    end = text.index(">", at) + 1
    rest = text[end : clause.end if stop < 0 else stop]
    verb = _ARTICLE_VERB.match(rest)
    under = (
        re.match(r"(?: of (?:the |this |that )?<T\d+>)?, ", rest) if _UNDER.search(text[clause.start : at]) else None
    )
    begin = verb or under
    if begin is None or (verb and clause.marks(rest, "CA")):
        return "", False
    said = MARK.sub(lambda m: "" if m[1] == "T" else clause.marked.marks[int(m[2])].text, rest[begin.end() :])
    return re.split(r"[.;]|, (?:which|who|and)\b", said)[0].strip(" ,'\""), bool(_NOT.search(rest[: begin.end()]))
