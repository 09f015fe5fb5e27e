"""Claims on how a treaty comes to be: adoption, opening for signature, entry into force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.claims.marked_text import Mark
from graph.claims.patterns import PASSIVE, STATES, Claimed, Clause, Verb, reader
from graph.claims.values import Number

_CONSENSUS = re.compile(r"\b(?:by consensus|without (?:a |any )?vote|unanimous(?:ly)?|consensus)\b", re.I)
_VOTE = re.compile(
    r"<N(\d+)>(?: votes?)?(?: in favou?r| for| yes)?(?:,? (?:to|and) |-|, )<N(\d+)>(?: against| opposed"
    r"| no)?(?:(?:,| and|, and| with)+ <N(\d+)> abst)?"
)
_ACTOR_ALONE = re.compile(r"<A(\d+)>(?:'s)?[^<]{0,40}$")
_NAME_ALONE = re.compile(
    r"(?:^|[.,] |\bthe )(?P<name>(?:[A-Z][\w'-]+ )+)(?:has |have |had |formally |officially |unanimously |today )*$"
)
_BY_NAME = re.compile(r"^\s*(?:\w+ ){0,2}?by (?:the )?(?P<name>(?:[A-Z][\w'-]+ ?)+)")
_DELAY = re.compile(
    r"(?:<N(?P<n>\d+)>(?:-| )?(?P<unit>day|week|month|year)s?|\b(?:a|one) (?P<unit2>month|year))\b"
    r"(?= (?:after|following|from|later|once|upon|of the|since)\b)|\bwithin <N(?P<n2>\d+)> (?P<unit3>day|week|month|year)s?\b"
)
_INSTRUMENT = re.compile(r"ratif|instrument|deposit|acced|accession|accept|approv|consent|bound|adher", re.I)
_SIGNATURE = re.compile(r"\bsign(?:s|ed|ing|atures?|atory|atories)?\b", re.I)
_THRESHOLD = re.compile(
    rf"<N(\d+)>(?P<more> more| additional| further)? ?-?(?:[\w-]+ |<A\d+> ){{0,4}}?(?P<noun>ratifications?"
    rf"|instruments?|signatures?|signatories|accessions?|deposits?|{STATES}\b)"
)
_RULE_WORD = re.compile(r"\b(?:after|once|when|upon|following|until|if|provided|with)\b[^;.]{0,80}?$", re.I)
_NEEDS = re.compile(
    r"\b(?:requires?|required|needs?|needed|threshold of|must|has|have)\b(?: to)?(?: be (?:ratified|accepted|approved|signed) by)?"
    r"(?: at least| a minimum of| the)? $"
)
_NEEDED = re.compile(
    r"^[^.;]{0,30}\b(?:needed|required|necessary)\b"
    r"|^ (?:must|need to|have to|has to) (?:first )?(?:ratif|accede|sign|join|accept|deposit)"
)
_OTHER_SUBJECT = re.compile(
    r"\b(?:denunciations?|withdrawals?|amendments?|notifications?|laws?|reservations?)\b[^<]{0,20}$"
)
_ANOTHER = re.compile(
    r"\b(?:another|still needs?|remaining)\b(?: another)? <N(\d+)>|<N(\d+)> (?:more|additional|further) (?:ratif|instr|access)"
    r"|\b(?:needs?|requires?|lacks?|must) [^<.;]{0,20}<N(\d+)> (?:more|additional|further)\b"
)


@reader
def adoption(clause: Clause) -> Iterator[Claimed]:
    """Who adopted a treaty, when, where, how and by which resolution."""
    for verb in clause.verbs():
        if verb.name != "adopt" or verb.unreal:
            continue
        window = clause.marked.text[verb.left : verb.right]
        treaty = clause.treaty(verb, pointed=bool(clause.marks(window, "I")))
        noun = clause.written(verb) == "adoption"
        if treaty is None or (
            clause.written(verb).startswith("approv")
            and not _CONSENSUS.search(window)
            and not clause.marks(window, "R")
        ):
            continue
        details = list(_adoption_details(clause, verb, treaty, window))
        yield from details
        if not details and not noun:
            yield Claimed("adopted", treaty, "adopted", verb.negated, treaty)


def _adoption_details(clause: Clause, verb: Verb, treaty: str, window: str) -> Iterator[Claimed]:
    noun = clause.written(verb) == "adoption"
    who = None if noun else _adopter(clause, verb)
    if who:
        yield Claimed(
            "adopted_by", treaty, who.value[0] if isinstance(who, Mark) else who, verb.negated, treaty, actor=_id(who)
        )
    date = clause.date(verb)
    if date:
        yield Claimed("adopted_on", treaty, date.text, verb.negated, treaty, date=date)
    vote = _VOTE.search(window) if re.search(r"\bvot|favou?r|against|abst", window) else None
    if vote:
        yield Claimed(
            "adoption_vote",
            treaty,
            clause.marked.unmarked(*_span(vote, verb.left)),
            verb.negated,
            treaty,
            detail={"vote": _numbers(clause, vote)},
        )
    elif _CONSENSUS.search(window):
        without = re.search(r"not by consensus|no consensus|without consensus", window)
        yield Claimed("adoption_mode", treaty, "by consensus", verb.negated or bool(without), treaty)
    elif re.search(r"\b(?:by|after|in|put to) a (?:[\w-]+ )?vote\b", window):
        yield Claimed("adoption_mode", treaty, "by consensus", not verb.negated, treaty, detail={"said": "by a vote"})
    for mark in clause.marks(window, "R"):
        yield Claimed("adopted_by_resolution", treaty, mark.value, verb.negated, treaty)
    for place in clause.places(clause.after(verb)):
        if not noun and not re.search(r"Assembly|Nations|Council|Committee|Session", place):
            yield Claimed("adopted_in", treaty, place, verb.negated, treaty)


def _adopter(clause: Clause, verb: Verb) -> Mark | str | None:
    before, after = clause.before(verb), clause.after(verb)
    if PASSIVE.search(before) or re.match(r"\s*(?:\w+ )?by (?:the )?<A", after):
        actors = clause.actors_after(verb)
        if actors:
            return actors[0]
        named = _BY_NAME.match(after)
        return named["name"].strip() if named else _venue(clause, after)
    before = re.sub(r", (?:which|who|presided|chaired|led|meeting|acting|in|at|after)\b[^,]*,(?= )", "", before)
    found = _ACTOR_ALONE.search(before)
    if found:
        return clause.marked.marks[int(found[1])]
    named = _NAME_ALONE.search(before)
    return named["name"].strip() if named else None


def _venue(clause: Clause, after: str) -> Mark | None:
    """`passed in the General Assembly` names who did it."""
    found = re.search(r"\b(?:in|at) (?:the )?(?:<N\d+>-member )?<A(\d+)>", after)
    mark = clause.marked.marks[int(found[1])] if found else None
    return mark if mark and re.search(r"Assembly|Council|Committee|UNGA", mark.text) else None


def _id(who: Mark | str) -> str | None:
    return str(who.value[0]) if isinstance(who, Mark) else None


def _span(match: re.Match[str], offset: int) -> tuple[int, int]:
    return offset + match.start(), offset + match.end()


def _numbers(clause: Clause, match: re.Match[str]) -> list[int]:
    return [clause.marked.marks[int(group)].value.value for group in match.groups() if group]


@reader
def opening(clause: Clause) -> Iterator[Claimed]:
    """Where and when a treaty is opened for signature, and until when."""
    for verb in clause.verbs():
        if verb.name != "open" or (
            verb.unreal and not re.search(r"\bwill\b|\bto be\b|expected|set to|due to", clause.before(verb))
        ):
            continue
        if re.search(r"\bsigned\b", clause.written(verb)) and clause.actors_after(verb):
            continue
        treaty = clause.treaty(verb)
        if treaty is None:
            continue
        closing = re.search(
            r"\b(?:until|till|through|close\w*)\b[^.;]*?<D(\d+)>", clause.marked.text[verb.start : verb.right]
        )
        if closing:
            until = clause.marked.marks[int(closing[1])].value
            yield Claimed("open_until", treaty, until.text, verb.negated, treaty, date=until)
        near = (
            clause.after(verb) if clause.places(clause.after(verb)) else clause.marked.text[clause.start : verb.start]
        )
        for place in clause.places(near) if not closing else ():
            if not re.fullmatch(r"(?:UN|United Nations)? ?(?:Headquarters|headquarters)?", place):
                yield Claimed("opened_in", treaty, place, verb.negated, treaty)
        date = clause.date(verb)
        if date and not (closing and date is until):
            yield Claimed("opened_on", treaty, date.text, verb.negated, treaty, date=date)


@reader
def entry_into_force(clause: Clause) -> Iterator[Claimed]:
    """The rule by which a treaty enters into force, or the day on which it did, or whether it is in force."""
    verbs = [v for v in clause.verbs() if v.name == "force"]
    treaty = (clause.subject_treaty(verbs[0].start) if verbs else None) or clause.treaty()
    if treaty is None:
        return
    rule = _rule(clause)
    if rule:
        yield Claimed(
            "entry_into_force_rule", treaty, _rule_words(rule), bool(verbs and verbs[0].negated), treaty, detail=rule
        )
        if not any(v.unreal or v.negated for v in verbs):
            yield from (c for v in verbs for c in _in_force(clause, v, treaty) if c.date)
        return
    missing = _ANOTHER.search(clause.text)
    if missing:
        number = clause.marked.marks[int(missing[1] or missing[2] or missing[3])].value
        yield Claimed("ratifications_missing", treaty, number.text, False, treaty, number=number)
        return
    for verb in verbs:
        if not _OTHER_SUBJECT.search(clause.marked.text[clause.start : verb.start]):
            yield from _in_force(clause, verb, treaty)


def _in_force(clause: Clause, verb: Verb, treaty: str) -> Iterator[Claimed]:
    date = clause.date(verb)
    actor = re.match(r"\s*(?:for|in respect of|with respect to) (?:the )?<A(\d+)>", clause.after(verb))
    if actor:
        id_ = str(clause.marked.marks[int(actor[1])].value[0])
        yield Claimed(
            "in_force_for", id_, f"{treaty}{f', {date.text}' if date else ''}", verb.negated, treaty, id_, date
        )
    elif date:
        yield Claimed("entry_into_force", treaty, date.text, verb.negated, treaty, date=date)
    elif not verb.unreal and clause.written(verb) != "entry into force":
        yield Claimed("in_force", treaty, "in force", verb.negated, treaty)


def _rule(clause: Clause) -> dict[str, object]:
    """Threshold, delay and kind of instrument of a rule; empty where the clause states none."""
    threshold = None if _ANOTHER.search(clause.text) else _threshold(clause)
    if threshold is None:
        return {}
    delay = _DELAY.search(clause.text)
    unit = (delay["unit"] or delay["unit2"] or delay["unit3"]) if delay else None
    which = (delay["n"] or delay["n2"]) if delay else None
    length = clause.marked.marks[int(which)].value.value if which else 1
    words = clause.marked.unmarked(clause.start, clause.end)
    kind = "instrument" if _INSTRUMENT.search(words) else "signature" if _SIGNATURE.search(words) else ""
    number = clause.marked.marks[int(threshold[1])].value
    return {"threshold": number, "delay": length if unit else None, "unit": unit, "kind": kind}


def _rule_words(rule: dict[str, object]) -> str:
    number = rule["threshold"]
    assert isinstance(number, Number)  # as _rule made it
    kind = {"instrument": "instruments", "signature": "signatures"}.get(str(rule["kind"]), "states")
    delay = f"{rule['delay']} {rule['unit']}{'' if rule['delay'] == 1 else 's'} after " if rule["unit"] else "after "
    return f"{delay}{number.value} {kind}"


def states_rule(clause: Clause) -> bool:
    """Whether the clause states when a treaty enters into force: its numbers are then the rule's, not counts."""
    return bool(_ANOTHER.search(clause.text)) or _threshold(clause) is not None


def _threshold(clause: Clause) -> re.Match[str] | None:
    """The number of a rule: after `needs`, before `are needed`, or after `once` or the like where the clause speaks of entry into force."""
    force = any(v.name == "force" for v in clause.verbs())
    delay = _DELAY.search(clause.text)
    for match in _THRESHOLD.finditer(clause.text):
        before, after = clause.text[: match.start()], clause.text[match.end() :]
        if delay and match[1] in (delay["n"], delay["n2"]):
            continue
        needed = _NEEDS.search(before) and not re.search(r"\b(?:has|have) $", before)
        acts_needed = _NEEDED.search(after) and re.match(r"ratif|instr|signat|access|depos", match["noun"])
        stated = _NEEDED.search(after) or _RULE_WORD.search(before)
        if not match["more"] and (needed or acts_needed or (force and stated)):
            return match
    return None
