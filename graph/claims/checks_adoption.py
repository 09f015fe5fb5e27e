"""Checks of claims on how a treaty came to be: adoption, opening for signature, the rule on entry into force, denunciation."""

from __future__ import annotations

import datetime as dt
import re

from graph.alignment.words import stem
from graph.claims.checks import (
    Day,
    Finding,
    by_then,
    check,
    contradicted,
    date_of,
    judged,
    missing,
    on_day,
    same_place,
    shown,
    supported,
)
from graph.claims.facts import Facts, cite
from graph.claims.patterns import Claimed

_UNIT_DAYS = {"day": 1, "week": 7}
_UNIT_MONTHS = {"month": 1, "year": 12}


@check("adopted_on")
def adopted_on(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    adopted = date_of(facts, treaty, "adopted")
    if adopted is None or claimed.date is None:
        return missing("the record gives no day of adoption")
    event = next(iter(facts.events(treaty, "adoption")), None)
    citation = cite(event[1]) if event else facts.cite_node(treaty)
    return on_day(
        claimed.date,
        adopted,
        f"{facts.graph.name(treaty)} was adopted",
        citation,
        treaty,
        *([event[0].id] if event else []),
    )


@check("adopted")
def adopted(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    on = date_of(facts, str(claimed.treaty), "adopted")
    if on is None:
        return missing("the record gives no day of adoption")
    return supported(f"adopted on {shown(on)}", facts.cite_node(str(claimed.treaty)), str(claimed.treaty))


@check("adopted_by")
def adopted_by(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    adopters = facts.adopters(treaty)
    if not adopters:
        return missing("the record does not say which organ adopted it")
    names = " and ".join(facts.graph.name(e.start) for e in adopters)
    allowed = {e.start for e in adopters} | {
        up.end for e in adopters for up in facts.edges(facts.terms.MEMBER_OF, start=e.start)
    }
    right = claimed.actor in allowed
    if claimed.actor and not right:  # its member states adopt a text in an organ of theirs
        right = bool(
            {e.end for e in facts.edges(facts.terms.MEMBER_OF, start=claimed.actor)} & {e.start for e in adopters}
        )
    return judged(right, f"it was adopted by the {names}", cite(adopters[0]), treaty, *(e.start for e in adopters))


@check("adoption_mode")
def adoption_mode(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    vote = facts.vote(str(claimed.treaty))
    if vote is None:
        return missing("the record does not say whether there was a vote")
    return judged(
        vote[0] == "without a vote",
        f"it was adopted {'' if vote[0] == 'without a vote' else 'with '}{vote[0]}",
        vote[1],
        str(claimed.treaty),
    )


@check("adoption_vote")
def adoption_vote(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    vote = facts.vote(str(claimed.treaty))
    if vote is None:
        return missing("the record does not say how the votes went")
    given = [int(n) for n in re.findall(r"\d+", vote[0])]
    said = claimed.detail["vote"]
    return judged(
        bool(given) and given[: len(said)] == said,
        f"it was adopted {vote[0] if not given else f'with {vote[0]}'}",
        vote[1],
        str(claimed.treaty),
    )


@check("adopted_by_resolution")
def adopted_by_resolution(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    known = facts.resolutions(str(claimed.treaty))
    if not known:
        return missing("the record names no resolution")
    return judged(
        claimed.object in known,
        f"it was adopted by resolution {' and '.join(known)}",
        next(iter(known.values())),
        str(claimed.treaty),
    )


@check("adopted_in")
def adopted_in(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    events = facts.events(str(claimed.treaty), "adoption")
    if not events:
        return missing("the record does not say where it was adopted")
    places = [str(e.properties.get("place", "")) for e, _ in events]
    return judged(
        same_place(claimed.object, places),
        f"it was adopted in {' and '.join(places)}",
        cite(events[0][1]),
        str(claimed.treaty),
        events[0][0].id,
    )


@check("opened_in")
def opened_in(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    events = facts.events(treaty, "signing")
    if not events:
        return missing("the record does not say where it was opened for signature")
    places = [str(e.properties.get("place", "")) for e, _ in events]
    hosts = [
        facts.graph.name(p.start)
        for e, _ in events
        for p in facts.edges(facts.terms.PARTICIPATED_IN, end=e.id)
        if p.properties.get("role") == "host"
    ]
    names = [*places, *hosts, *(alias for e, _ in events for alias in _host_names(facts, e.id))]
    return judged(
        same_place(claimed.object, names),
        f"it was opened for signature in {' and '.join(places)}",
        cite(events[0][1]),
        treaty,
        events[0][0].id,
    )


def _host_names(facts: Facts, event: str) -> list[str]:
    hosts = [p.start for p in facts.edges(facts.terms.PARTICIPATED_IN, end=event) if p.properties.get("role") == "host"]
    return [alias for host in hosts for alias in facts.graph.nodes[host].properties.get("aliases", [])]  # type: ignore[union-attr]  # a list by the ontology


@check("opened_on")
def opened_on(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    opened = date_of(facts, treaty, "opened")
    if opened is None or claimed.date is None:
        return missing("the record gives no day of opening for signature")
    ends = [
        date_of(facts, e.id, "end")
        for e, _ in facts.events(treaty, "signing")
        if date_of(facts, e.id, "start") == opened
    ]
    last = next((e for e in ends if e), opened)
    days = [opened + dt.timedelta(days=n) for n in range((last - opened).days + 1)]
    return judged(
        any(claimed.date.fits(d) for d in days),
        f"it was opened for signature on {shown(opened)}",
        facts.cite_node(treaty),
        treaty,
    )


@check("open_until")
def open_until(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    closed = date_of(facts, str(claimed.treaty), "closed_for_signature")
    if closed is None or claimed.date is None:
        return missing("the record gives no last day of signature")
    return on_day(
        claimed.date,
        closed,
        "the last day of signature falls",
        facts.cite_node(str(claimed.treaty)),
        str(claimed.treaty),
    )


@check("entry_into_force")
def entry_into_force(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    on = date_of(facts, treaty, "entry_into_force")
    if on is None:
        return _not_yet_in_force(facts, treaty)
    if claimed.date is None:
        return missing("the claim names no day")
    return on_day(claimed.date, on, f"{facts.graph.name(treaty)} entered into force", facts.cite_node(treaty), treaty)


@check("in_force")
def in_force(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    treaty = str(claimed.treaty)
    on = date_of(facts, treaty, "entry_into_force")
    if on is None:
        return _not_yet_in_force(facts, treaty)
    asked = by_then(claimed, day)
    return judged(asked is None or on <= asked, f"it is in force since {shown(on)}", facts.cite_node(treaty), treaty)


def _not_yet_in_force(facts: Facts, treaty: str) -> Finding:
    if facts.text(treaty, "status") == "in_force":
        return missing("it is in force, but the record gives no day", facts.cite_node(treaty), treaty)
    needed = facts.graph.nodes[treaty].properties.get("eif_threshold")
    found = facts.count(facts.terms.RATIFIED, treaty, None)
    have = f"{found.high}" if found.low == found.high else f"{found.low} to {found.high}"
    reason = f"it is not in force: {have} of {needed} instruments are recorded" if needed else "it is not in force"
    return contradicted(reason, facts.cite_node(treaty), treaty)


@check("entry_into_force_rule")
def rule(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty, said = str(claimed.treaty), claimed.detail
    properties = facts.graph.nodes[treaty].properties
    needed = properties.get("eif_threshold")
    if not isinstance(needed, int):
        return missing("the record does not hold the rule")
    wrong = []
    if said["threshold"].value != needed:
        wrong.append(f"{needed} are needed, not {said['threshold'].value}")
    if said["kind"] == "signature":
        wrong.append("signatures do not count: instruments of ratification, acceptance, approval or accession do")
    delay = _delay_wrong(said, properties.get("eif_delay_days"), properties.get("eif_delay_months"))
    if delay:
        wrong.append(delay)
    rule_text = str(properties.get("eif_rule", f"{needed} instruments"))
    reason = f"{'; '.join(wrong)}. The rule: {rule_text}" if wrong else f"the rule: {rule_text}"
    return judged(not wrong, reason, _rule_citation(facts, treaty), treaty, *_rule_provisions(facts, treaty))


def _delay_wrong(said: dict[str, object], days: object, months: object) -> str:
    """What is wrong with a delay as said; empty where it is right or not said."""
    unit, length = said.get("unit"), said.get("delay")
    if not unit or not isinstance(length, int):
        return ""
    right = f"{days} days" if isinstance(days, int) else f"{months} months" if isinstance(months, int) else ""
    if not right:
        return ""
    if unit in _UNIT_DAYS and isinstance(days, int) and length * _UNIT_DAYS[str(unit)] == days:
        return ""
    if unit in _UNIT_MONTHS and isinstance(months, int) and length * _UNIT_MONTHS[str(unit)] == months:
        return ""
    return f"the delay is {right}, not {length} {unit}{'' if length == 1 else 's'}"


def _rule_provisions(facts: Facts, treaty: str) -> list[str]:
    """The article on entry into force."""
    wanted = [stem(w) for w in ("entry", "into", "force")]
    articles = [n for n in facts.provisions(treaty) if n.label == facts.terms.Article]
    return [
        n.id for n in articles if [stem(w) for w in str(n.properties.get("heading", "")).lower().split()] == wanted
    ][:1]


def _rule_citation(facts: Facts, treaty: str) -> str:
    articles = _rule_provisions(facts, treaty)
    return facts.cite_node(articles[0]) if articles else facts.cite_node(treaty)


@check("ratifications_missing")
def ratifications_missing(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    treaty, number = str(claimed.treaty), claimed.number
    needed = facts.graph.nodes[treaty].properties.get("eif_threshold")
    if not isinstance(needed, int) or number is None:
        return missing("the record does not hold the rule")
    found = facts.count(facts.terms.RATIFIED, treaty, by_then(claimed, day))
    low, high = max(needed - found.states_high, 0), max(needed - found.states_low, 0)
    have = (
        f"{found.states_low}" if found.states_low == found.states_high else f"{found.states_low} to {found.states_high}"
    )
    reason = f"{needed} are needed and {have} are recorded"
    return judged(number.fits(low, high), reason, _rule_citation(facts, treaty), treaty)


@check("denunciation_notice")
def denunciation_notice(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    properties = facts.graph.nodes[str(claimed.treaty)].properties
    days, months = properties.get("denunciation_delay_days"), properties.get("denunciation_delay_months")
    if days is None and months is None:
        return missing("the record does not hold the rule on denunciation")
    wrong = _delay_wrong(claimed.detail, days, months)
    reason = wrong or f"a denunciation takes effect after {f'{days} days' if days is not None else f'{months} months'}"
    return judged(not wrong, reason, facts.cite_node(str(claimed.treaty)), str(claimed.treaty))
