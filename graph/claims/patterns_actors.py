"""Claims on those around treaties: sizes, offices, depositaries, reservations, kinship, positions, negotiators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.claims.patterns import MARK, Claimed, Clause, reader

_NOT = re.compile(r"\bnot\b(?! only)|n't\b|\bnever\b|\bcannot\b|\bfails? to\b|\bno\b(?= (?:mention|provision))")
_TITLE = (
    r"(?:[Pp]resident|[Cc]hair(?:man|woman|person)?|[Vv]ice-?[Cc]hair|[Rr]apporteur"
    r"|[Ss]ecretary[- ][Gg]eneral|[Ee]xecutive [Dd]irector|[Dd]irector[- ][Gg]eneral)"
)
_PERSON = r"(?:[A-Z][\w'.-]+ ){1,3}[A-Z][\w'-]+"
_RESERVE = re.compile(
    r"\breservations?\b|\breserv(?:ed|es)\b|\bdeclarations?\b|\bopt(?:ed|s)? out\b|\bexclud(?:ed|es)\b"
    r"|\b(?:not|never) (?:be |consider (?:itself|themselves) )?bound\b|\bdeclared\b"
)
_BINDING = re.compile(r"(?P<non>\bnon-?|\bnot (?:a )?)?(?:legally[- ])?(?P<mid>non-)?\bbinding\b", re.I)
_GREETED = re.compile(
    r"\b(?:welcom|hail|applaud|prais|celebrat|announc)\w*\b[^.;]{0,30}\badoption of (?:the |this )?(?:<T(?P<treaty>\d+)>|<I\d+>)"
)
_STANCE = {
    "positive": r"\b(?:welcom|support|back|endors|prais|hail|applaud|champion)\w*",
    "negative": r"\b(?:criticis|criticiz|oppos|condemn|reject|object|slamm?|warn)\w*",
}


@reader
def size(clause: Clause) -> Iterator[Claimed]:
    """How many articles or chapters a treaty has, and how many members an organisation."""
    for match in re.finditer(r"<N(\d+)>(?: |-)(?:\w+ )?(?P<what>articles?|chapters?)\b", clause.text):
        number, treaty = clause.marked.marks[int(match[1])].value, clause.treaty()
        if treaty and not number.ordinal:
            what = match["what"].rstrip("s") + "s"
            negated = bool(_NOT.search(clause.text[max(0, match.start() - 30) : match.start()]))
            yield Claimed(f"number_of_{what}", treaty, number.text, negated, treaty, number=number)
    patterns = (
        r"<N(?P<n>\d+)>[- ](?:member|nation|state|country) <A(?P<a>\d+)>",
        r"<N(?P<n>\d+)> (?:member )?(?:states|members|countries|nations) (?:of|in) (?:the )?<A(?P<a>\d+)>",
        r"<N(?P<n>\d+)> <A(?P<a>\d+)>(?:'s)? (?:member|members)\b",
        r"<A(?P<a>\d+)>(?:'s|,)? (?:has |have |with |consists of |counts )?(?:its |the )?<N(?P<n>\d+)> (?:member|members|member states)\b",
    )
    for pattern in patterns:
        for match in re.finditer(pattern, clause.text):
            number, actor = (clause.marked.marks[int(match[g])] for g in ("n", "a"))
            acting = re.search(r"\b(?:signed|ratified|voted|joined)\b", clause.text[match.end() : match.end() + 25])
            if "-member" in match.group() or not acting:
                yield Claimed("members", actor.value[0], number.text, False, actor=actor.value[0], number=number.value)


@reader
def office(clause: Clause) -> Iterator[Claimed]:
    """Who holds an office: `UNGA President X`, `X, President of the General Assembly`, `X is Secretary-General`."""
    link = (
        r"(?:,? (?:the |who is |who was |who is the |then |then-|current |former |outgoing |as |serving as "
        r"|is |was |is the |was the )*| serve[sd] as (?:the )?)"
    )
    person = rf"(?:<A(?P<p>\d+)>|(?P<name>{_PERSON}))"
    post = (
        rf"(?:(?P<title>{_TITLE}) of the (?:<N\d+> session of the )?<A(?P<o1>\d+)>"
        rf"|<A(?P<o2>\d+)>(?:'s)? (?P<title2>{_TITLE})|<A(?P<o3>\d+)>)"
    )
    presided_by = rf"<A(?P<o1>\d+)>,? (?:was |is |were )?(?P<title>presided over|chaired) by {person}"
    presided = rf"{person} (?P<title>presided over|chaired) (?:the )?<A(?P<o1>\d+)>"
    for pattern in (rf"{post},? {person}", rf"{person}{link}{post}", presided, presided_by):
        for match in re.finditer(pattern, clause.text):
            claimed = _office_claim(clause, match)
            if claimed:
                yield claimed
                return


def _office_claim(clause: Clause, match: re.Match[str]) -> Claimed | None:
    groups = match.groupdict()
    organ = next(int(groups[g]) for g in ("o1", "o2", "o3") if groups.get(g))
    post = clause.marked.marks[organ]
    who = clause.marked.marks[int(groups["p"])] if groups.get("p") else None
    if who is post or (who and who.value[0] == post.value[0]):
        return None
    name = who.text if who else str(groups["name"])
    title = groups.get("title") or groups.get("title2") or ""
    title = {"presided over": "President", "chaired": "Chair"}.get(title, title)
    if not re.search(_TITLE, f"{title} {post.text}"):
        return None
    dates = clause.marked.all("D", clause.start, clause.end)
    detail = {
        "office": post.value[0], "title": title, "former": "former" in match.group(), "name": name, "greets": _greeted(clause),
    }  # fmt: skip
    negated = bool(_NOT.search(match.group()))
    subject = str(who.value[0]) if who else name
    return Claimed(
        "holds_office",
        subject,
        f"{title} {post.text}".strip(),
        negated,
        None,
        subject if who else None,
        dates[0].value if dates else None,
        detail=detail,
    )


def _greeted(clause: Clause) -> str | None:
    """The treaty whose adoption is greeted: who then greets it as the holder of an office held it on that day."""
    found = _GREETED.search(clause.text)
    if not found:
        return None
    return str(clause.marked.marks[int(found["treaty"])].value) if found["treaty"] else clause.context.focus


@reader
def depositary(clause: Clause) -> Iterator[Claimed]:
    """Who keeps a treaty."""
    found = re.search(
        r"\bdepositar(?:y|ies)\b|\b(?:is|are|was|were|be) deposited with\b|\bdeposit\w* (?:\w+ ){0,6}with\b",
        clause.text,
    )
    treaty = clause.treaty()
    if not found or treaty is None:
        return
    after = re.match(
        r"(?: of (?:the |this )?(?:<[TI]\d+>|convention|treaty))?(?: is| will be| was|,)? ?(?:the )?(?P<who>[^.,;]+)",
        clause.text[found.end() :],
    )
    before = re.search(
        r"(?P<who><A\d+>(?: of (?:the )?<A\d+>)?|(?:[A-Z][\w-]+ )+(?:of the <A\d+>)?) ?(?:is|acts? as"
        r"|serves? as|will be|was|as)?(?: not)?(?: the| its)? ?$",
        clause.text[: found.start()],
    )
    chosen = before if before and before["who"].strip() not in ("The", "A", "Its") else after
    if chosen:
        who = MARK.sub(lambda m: clause.marked.marks[int(m[2])].text, chosen["who"]).strip()
        yield Claimed("depositary", treaty, who, bool(_NOT.search(clause.text)), treaty)


@reader
def reservation(clause: Clause) -> Iterator[Claimed]:
    """Reservations and declarations of an actor, to an article or to a treaty."""
    found = _RESERVE.search(clause.text)
    if not found:
        return
    actors = clause.marks(clause.text[: found.start()], "A") or clause.marks(clause.text[found.end() :], "A")
    treaty = clause.treaty()
    if treaty is None or not actors:
        return
    references = tuple(r for mark in clause.marks(clause.text, "P") for r in mark.value)
    shown = ", ".join(m.text for m in clause.marks(clause.text, "P")) or treaty
    without = re.search(r"\b(?:without|no|any|never made|not)\b[^<]{0,25}$", clause.text[: found.start()])
    negated = bool(without) and "bound" not in found.group()
    for actor in actors[:1]:
        yield Claimed(
            "made_reservation",
            actor.value[0],
            shown,
            negated,
            treaty,
            actor.value[0],
            detail={"references": references},
        )


@reader
def kinship(clause: Clause) -> Iterator[Claimed]:
    """A protocol that supplements a convention."""
    found = re.search(
        r"<T(\d+)>[^<.;]{0,40}\b(?:supplements?|supplementing|supplemented|protocol to)\b[^<.;]{0,20}<T(\d+)>",
        clause.text,
    )
    if found:
        first, second = (str(clause.marked.marks[int(found[n])].value) for n in (1, 2))
        negated = bool(_NOT.search(found.group()))
        yield Claimed("supplements", first, second, negated, first, detail={"other": second})


@reader
def binding(clause: Clause) -> Iterator[Claimed]:
    """Whether a treaty binds in law."""
    found = _BINDING.search(clause.marked.unmarked(clause.start, clause.end))
    treaty = clause.treaty(pointed=bool(clause.marks(clause.text, "I")))
    if (
        found
        and treaty
        and not re.search(r"\bbecom\w+ $", clause.marked.unmarked(clause.start, clause.end)[: found.start()])
    ):
        yield Claimed("legally_binding", treaty, "legally binding", bool(found["non"] or found["mid"]), treaty)


@reader
def position(clause: Clause) -> Iterator[Claimed]:
    """Who welcomed or opposed a treaty."""
    for polarity, pattern in _STANCE.items():
        found = re.search(
            rf"(?P<who>(?:<A\d+>,? ?)+)(?:[^<.;]{{0,30}}?)(?P<verb>{pattern})[^<.;]{{0,40}}(?:<T(?P<t>\d+)>|<I\d+>)",
            clause.text,
        )
        if found and not re.search(r"\b(?:to|would|should|could) $", clause.text[: found.start("verb")]):
            treaty = str(clause.marked.marks[int(found["t"])].value) if found["t"] else clause.context.focus
            actors = clause.marks(found["who"], "A")
            who = actors[0 if ">, <" in found["who"] else -1].value[0]  # `X, President of the Y` against `President X`
            if treaty:
                negated = bool(_NOT.search(clause.text[found.start() : found.start("verb")]))
                yield Claimed(
                    "position",
                    who,
                    f"{found['verb']} {treaty}",
                    negated,
                    treaty,
                    who,
                    detail={"polarity": polarity, "actors": [a.value[0] for a in actors]},
                )


@reader
def contribution(clause: Clause) -> Iterator[Claimed]:
    """Who gave input to the negotiation."""
    found = re.search(
        r"\b(?:inputs?|contributions?|submissions?|views) (?:from|of|by)\b|\b(?:took part|participated"
        r"|contributed)\b[^.;]{0,20}\b(?:in|to)\b",
        clause.text,
    )
    treaty = clause.treaty()
    if not found or treaty is None:
        return
    after, before = clause.text[found.end() :], clause.text[: found.start()]
    actors = clause.marks(after, "A") if re.search(r"(?:from|of|by)$", found.group()) else clause.marks(before, "A")
    for actor in actors:
        yield Claimed("gave_input", actor.value[0], treaty, bool(_NOT.search(before[-30:])), treaty, actor.value[0])


@reader
def duration(clause: Clause) -> Iterator[Claimed]:
    """How many years a treaty took to make."""
    found = re.search(
        r"<N(\d+)>(?: |-)years?(?: of)? (?:\w+ ){0,2}?(?:negotiat\w+|efforts?|talks|work|discussions|process|preparat\w+)",
        clause.text,
    )
    treaty = clause.treaty()
    if found and treaty:
        number = clause.marked.marks[int(found[1])].value
        yield Claimed("years_of_negotiation", treaty, number.text, False, treaty, number=number)
