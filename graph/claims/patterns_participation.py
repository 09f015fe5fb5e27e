"""Claims on who signed, ratified, is a party or withdrew, and how many did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.claims.marked_text import Mark
from graph.claims.patterns import PASSIVE, STATES, Claimed, Clause, Verb, reader
from graph.claims.patterns_adoption import states_rule
from graph.claims.values import Number

_COUNT_FILLER = r"(?:[\w'-]+ |<A\d+> |of the |of its ){0,4}?"
_NONE = re.compile(rf"\b(?:[Nn]o|[Nn]one of the|[Nn]ot (?:one|a single)) (?:[\w-]+ ){{0,2}}?{STATES}\b[^<.;]{{0,30}}$")


ACTS = {"sign": "signed", "ratify": "ratified", "party": "party_to"}
COUNTS = {"sign": "signatories", "ratify": "ratifications", "party": "parties"}


@reader
def acts(clause: Clause) -> Iterator[Claimed]:
    """Who signed, ratified or is a party, when, and in which place in the order."""
    verbs = clause.verbs()
    for number, verb in enumerate(verbs):
        if verb.name not in ACTS or verb.unreal:
            continue
        actors = _doers(clause, verbs, number)
        treaty = clause.treaty(verb)
        if not actors or treaty is None or not _is_act(clause, verb):
            continue
        date, mode = clause.date(verb), _mode(clause.written(verb))
        nth = re.search(
            r"<N(\d+)> (?:[a-z-]+ ){0,4}?(?:to |that |which )?(?:have |has )?(?:become |be )?(?:an? )?$",
            clause.before(verb),
        )
        order = clause.marked.marks[int(nth[1])].value if nth else None
        alone = bool(re.search(r"\b[Oo]nly (?:the )?<A", clause.text))
        for actor in actors:
            id_ = str(actor.value[0])
            if order and order.ordinal:
                yield Claimed(
                    f"nth_to_be_{ACTS[verb.name]}",
                    id_,
                    f"{order.text}: {treaty}",
                    verb.negated,
                    treaty,
                    id_,
                    number=order,
                    detail={"verb": verb.name},
                )
            place = next(iter(clause.places(clause.after(verb))), "") if verb.name == "sign" else ""
            shown = treaty if not date else f"{treaty}, {date.text}"
            detail = {"mode": mode, "place": place, "joined": clause.written(verb).startswith("join"), "alone": alone}
            yield Claimed(ACTS[verb.name], id_, shown, verb.negated, treaty, id_, date, detail=detail)


def _doers(clause: Clause, verbs: list[Verb], number: int) -> list[Mark]:
    """The actors of an act: before it, after `by`, those of the verb it is joined to, or the actor of the sentence before."""
    verb = verbs[number]
    listed = _listed(clause, verb)
    if listed is not None:
        return listed
    found = clause.actors_before(verb) or clause.actors_after(verb)
    if found:
        return found
    joined = re.search(
        r"(?:^|\b(?:and|or|but|nor)\b)\s*(?:has |have |had |then |later |also |not |never |subsequently |yet |still |to |did )*$",
        clause.before(verb),
    )
    if number and joined and verbs[number - 1].name in ACTS:
        return _doers(clause, verbs, number - 1)
    if number + 1 < len(verbs) and re.fullmatch(
        r"\s*(?:,|and|or|but|nor)\s*(?:has |have |not |yet |still )*", clause.after(verb)
    ):
        following = clause.actors_after(verbs[number + 1])
        if following:
            return following
    if clause.start and re.fullmatch(
        r"\W*(?:but|and|while|though|although|however)?\W*(?:(?:has|have|had|did|does|not|never|yet|to|still|later)\W*|n't\W*)*",
        clause.before(verb),
    ):
        return clause.actors_of_clause_before()
    pointed_back = not clause.marks(clause.marked.text[: verb.start], "TA") and not PASSIVE.search(clause.before(verb))
    if (
        clause.context.actor
        and pointed_back
        and re.search(
            r"(?:<I\d+>|\b[Tt]he (?:country|state|kingdom|republic|government))[^<]{0,30}$", clause.before(verb)
        )
    ):
        return [Mark("A", "it", 0, 0, (clause.context.actor,))]
    return []


def _listed(clause: Clause, verb: Verb) -> list[Mark] | None:
    """Actors in a list after the verb: `parties include A and B`, `those that signed were A and B`; None where there is no list."""
    after = clause.after(verb)
    if re.search(r"\b(?:signatories|parties|Parties|ratifications)\b", clause.written(verb)):
        lead = re.match(
            r",?\s*(?:to (?:the |this )?<[TI]\d+>,? )?(?:include|including|are|were|such as|by|from|came from)\s", after
        )
    elif re.search(
        r"\b(?:those|countries|states|nations|governments) (?:that|which|who)(?: have| had)? $", clause.before(verb)
    ):
        lead = re.match(r"[^<.;]{0,20}(?:<T\d+>|<I\d+>)?[^<.;]{0,12}\b(?:were|are|include|included|including)\b", after)
    else:
        return None
    return clause.marks(after, "A") if lead and clause.marks(after, "A") else None


def _is_act(clause: Clause, verb: Verb) -> bool:
    """Not every `signature` or `party` is an act of the actor before it: a count and a rule are read elsewhere."""
    written, before = clause.written(verb), clause.before(verb)
    if verb.name == "party":
        return bool(
            re.search(
                r"\b(?:is|are|was|were|be|been|became|become|becomes|becoming|remains?|not)\b(?:[^<]|<N\d+>){0,30}$|including|^$",
                before,
            )
        ) or "includ" in clause.after(verb)
    if re.search(r"^(?:signatures?|signing|ratifications?|ratifying|accessions?)$", written):
        return bool(re.search(r"(?:'s|') $", before) or clause.actors_after(verb)) and bool(clause.date(verb))
    return True


def _mode(written: str) -> str:
    """The kind of act that a verb names; empty for those that mean any."""
    found = re.search(r"acce(?:d|ss)|accept|approv", written)
    return (
        {"acced": "accession", "access": "accession", "accept": "acceptance", "approv": "approval"}[found.group()]
        if found
        else ""
    )


@reader
def counts(clause: Clause) -> Iterator[Claimed]:
    """How many signed, ratified or are parties."""
    for verb in clause.verbs():
        if verb.name not in COUNTS or verb.unreal or states_rule(clause):
            continue
        treaty = clause.treaty(verb)
        number = _counted(clause, verb)
        if number is None or treaty is None:
            continue
        place = next(iter(clause.places(clause.after(verb))), "") if verb.name == "sign" else ""
        shown = f"{number.bound.replace('_', ' ')} {number.text}".strip() + (f" in {place}" if place else "")
        yield Claimed(
            COUNTS[verb.name],
            treaty,
            shown,
            verb.negated and number.value > 0,
            treaty,
            date=clause.date(verb),
            number=number,
            detail={"place": place, "of": _counted_as(clause, verb)},
        )


def _counted(clause: Clause, verb: Verb) -> Number | None:
    written, before, after = clause.written(verb), clause.marked.text[verb.left : verb.start], clause.after(verb)
    if _NONE.search(before):
        return Number("no", 0, 0, 0)
    noun = re.search(r"signator|signatures|ratifications|[Pp]arties|accessions", written)
    if noun:
        found = re.search(rf"<N(\d+)> {_COUNT_FILLER}$", before)
    else:
        auxiliary = r"(?:,? (?:which|that|who))?(?: (?:have|has|had|already|now|also|so far|formally|are|were|is|currently|\w+ly))*"
        found = re.search(
            rf"<N(\d+)>(?: {_COUNT_FILLER}(?:{STATES}|signatories|delegations"
            rf"|<A\d+>)(?: of <A\d+>)?(?: and [^<]{{0,30}}<A\d+>)?)?{auxiliary} $",
            before,
        )
        found = found or re.match(rf"\s*(?:\w+ ){{0,2}}?by <N(\d+)> {_COUNT_FILLER}(?:{STATES})", after)
    number = clause.marked.marks[int(found[1])].value if found else None
    if found and re.match(
        r" (?:more|other|additional|further)\b",
        clause.marked.text[clause.marked.text.index(f"<N{found[1]}>") + len(f"<N{found[1]}>") :],
    ):
        return None
    return number if isinstance(number, Number) and not number.ordinal else None


def _counted_as(clause: Clause, verb: Verb) -> str:
    """Whether states only are counted, as far as the words say."""
    near = clause.marked.text[verb.left : verb.right]
    return "states" if re.search(r"\b(?:states|countries|nations)\b", near) else ""


@reader
def withdrawal(clause: Clause) -> Iterator[Claimed]:
    """Who withdrew from a treaty, and what notice it asks for."""
    for verb in clause.verbs():
        if verb.name != "withdraw":
            continue
        treaty = clause.treaty(verb, pointed=bool(clause.marks(clause.text, "I")))
        if treaty is None:
            continue
        notice = re.search(
            r"<N(\d+)>(?:-| )(?P<unit>month|year|day)s?'?\b|\b(?:a|one) (?P<one>month|year)'?s?\b", clause.text
        )
        if notice and re.search(r"notice|notif|effect|after", clause.text):
            length = clause.marked.marks[int(notice[1])].value.value if notice[1] else 1
            unit = notice["unit"] or notice["one"]
            yield Claimed(
                "denunciation_notice",
                treaty,
                f"{length} {unit}{'s' * (length != 1)}",
                verb.negated,
                treaty,
                detail={"delay": length, "unit": unit},
            )
        elif not verb.unreal:
            for actor in clause.actors_before(verb):
                id_ = str(actor.value[0])
                date = clause.date(verb)
                yield Claimed(
                    "withdrew", id_, treaty if not date else f"{treaty}, {date.text}", verb.negated, treaty, id_, date
                )
