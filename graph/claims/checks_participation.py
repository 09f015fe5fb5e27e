"""Checks of claims on who signed, ratified, is bound or withdrew, and how many did."""

from __future__ import annotations

import datetime as dt
import re

from graph.claims.checks import (
    Day,
    Finding,
    by_then,
    check,
    contradicted,
    date_of,
    judged,
    missing,
    same_place,
    shown,
    shown_interval,
    supported,
)
from graph.claims.facts import Facts, cite, disputed, interval_of, share_a_day
from graph.claims.patterns import Claimed
from graph.claims.values import Number
from graph.records import Edge

_RECENT = dt.timedelta(days=365)  # an undated count may be that much out of date and still be right
MARGIN = dt.timedelta(days=30)  # an article that much younger than the record may know what the record does not


@check("signed", "ratified")
def act(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    type_ = facts.terms.SIGNED if claimed.predicate == "signed" else facts.terms.RATIFIED
    treaty, actor = str(claimed.treaty), str(claimed.actor)
    edges = facts.acts(type_, treaty).get(actor, [])
    name = facts.graph.name(actor)
    if not edges:
        return _no_act(facts, claimed, day, type_)
    answers = [_act_finding(facts, claimed, edge, name, day) for edge in edges]
    order = {"supported": 0, "not_in_record": 1, "contradicted": 2}
    best = min(answers, key=lambda f: order[f.verdict])
    if claimed.detail.get("alone") and best.verdict == "supported":
        others = facts.count(type_, treaty, by_then(claimed, day))
        if others.low > 1:
            return contradicted(f"{name} did, but so did {others.low - 1} others", best.citation, treaty, actor)
        if others.high > 1:
            return missing(f"{name} did; for {others.high - 1} others sources differ", best.citation, treaty, actor)
    return best


def _act_finding(facts: Facts, claimed: Claimed, edge: Edge, name: str, day: Day) -> Finding:
    verb = "signed" if edge.type == facts.terms.SIGNED else _verb(edge)
    span = interval_of(edge)
    doubt = "; sources differ on it" if disputed(edge) else ""
    fact = f"{name} {verb} {facts.graph.name(edge.end)} {'on ' if span[0] == span[1] else ''}{shown_interval(*span)}{doubt}"
    citation, ids = cite(edge), (edge.end, edge.start)
    mode = claimed.detail.get("mode")
    if mode and edge.properties.get("mode", mode) != mode:
        return contradicted(fact, citation, *ids)
    place = claimed.detail.get("place")
    if place and _elsewhere(facts, edge, str(place)):
        return contradicted(f"{fact}, not in {place}", citation, *ids)
    if claimed.date is None:
        if day.article and day.article < span[0]:
            return contradicted(f"{fact}, after the article was written", citation, *ids)
        return supported(fact, citation, *ids)
    fits = share_a_day(claimed.date, span)
    if fits is None:
        return missing(f"{fact}; the day is not known", citation, *ids)
    return judged(fits or _joined_then(facts, claimed), fact, citation, *ids)


def _joined_then(facts: Facts, claimed: Claimed) -> bool:
    """`joined` may mean the day from which it is bound."""
    bonds = [
        e.properties.get("since")
        for e in facts.edges(facts.terms.PARTY_TO, start=claimed.actor)
        if e.end == claimed.treaty
    ]
    return bool(claimed.detail.get("joined")) and any(
        claimed.date.fits(d) for d in bonds if claimed.date and isinstance(d, dt.date)
    )


def _verb(edge: Edge) -> str:
    verbs = {
        "accession": "acceded to",
        "acceptance": "accepted",
        "approval": "approved",
        "succession": "succeeded to",
        "definitive_signature": "definitively signed",
        "formal_confirmation": "formally confirmed",
    }
    return verbs.get(str(edge.properties.get("mode")), "ratified")


def _elsewhere(facts: Facts, edge: Edge, place: str) -> bool:
    """Whether a signature at a place cannot be: the ceremony there was over before, or was held elsewhere on that day."""
    ceremonies = [
        e for e, _ in facts.events(edge.end, "signing") if same_place(place, [str(e.properties.get("place", ""))])
    ]
    first, last = interval_of(edge)
    for ceremony in ceremonies:
        start, end = date_of(facts, ceremony.id, "start"), date_of(facts, ceremony.id, "end")
        if start and end and (last < start or first > end):
            return True
    return False


def _no_act(facts: Facts, claimed: Claimed, day: Day, type_: str) -> Finding:
    """The record lists everyone who acted by the day it stands at: who is not listed had not, unless the article is younger."""
    treaty, actor = str(claimed.treaty), str(claimed.actor)
    as_of = facts.as_of(treaty)
    asked = by_then(claimed, day)
    if as_of is None or facts.graph.nodes[actor].label not in (facts.terms.State, facts.terms.Stakeholder):
        return missing(f"the record lists no acts under {facts.graph.name(treaty)}")
    what = "signature" if type_ == facts.terms.SIGNED else "instrument of ratification or the like"
    reason = f"the record has no {what} of {facts.graph.name(actor)} as at {shown(as_of)}"
    citation = f"{_main_source(facts, treaty, type_)}, table of participants as at {as_of.isoformat()}"
    if asked and asked > as_of + MARGIN:
        return missing(f"{reason}, and the claim is on a later day", citation, treaty, actor)
    if type_ == facts.terms.RATIFIED:
        signed = facts.acts(facts.terms.SIGNED, treaty).get(actor)
        reason += f"; it has signed only ({shown_interval(*interval_of(signed[0]))})" if signed else ""
    return contradicted(reason, citation, treaty, actor)


def _main_source(facts: Facts, treaty: str, type_: str) -> str:
    sources = [str(e.properties["source"]) for edges in facts.acts(type_, treaty).values() for e in edges]
    return max(set(sources), key=lambda s: (sources.count(s), s)) if sources else treaty


@check("party_to", "in_force_for")
def party(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    treaty, actor = str(claimed.treaty), str(claimed.actor)
    bonds = [e for e in facts.edges(facts.terms.PARTY_TO, start=actor) if e.end == treaty]
    if not bonds:
        return _without_bond(facts, claimed, day)
    bond = bonds[0]
    since, until = bond.properties.get("since"), bond.properties.get("until")
    fact = f"{facts.graph.name(actor)} is party{f' since {shown(since)}' if isinstance(since, dt.date) else ''}"
    asked = by_then(claimed, day)
    if isinstance(until, dt.date):
        return judged(asked is not None and asked < until, f"{fact}, until {shown(until)}", cite(bond), treaty, actor)
    if claimed.date is None or not isinstance(since, dt.date):
        later = isinstance(since, dt.date) and asked is not None and asked < since
        return judged(not later, fact, cite(bond), treaty, actor)
    consents = [interval_of(e) for e in facts.acts(facts.terms.RATIFIED, treaty).get(actor, [])]
    since_consent = claimed.predicate == "party_to" and any(share_a_day(claimed.date, c) for c in consents)
    return judged(claimed.date.fits(since) or since_consent, fact, cite(bond), treaty, actor)


def _without_bond(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    """No bond is on record: nothing was deposited, or the treaty is not in force yet (VCLT, article 2(1)(f) and (g))."""
    treaty, actor = str(claimed.treaty), str(claimed.actor)
    consent = facts.acts(facts.terms.RATIFIED, treaty).get(actor)
    if not consent:
        return _no_act(facts, claimed, day, facts.terms.RATIFIED)
    name, citation = facts.graph.name(actor), cite(consent[0])
    if date_of(facts, treaty, "entry_into_force") is None:
        reason = (
            f"{name} has consented to be bound, but the treaty is not in force: a contracting state, not yet a party"
        )
        return contradicted(reason, citation, treaty, actor)
    return supported(f"{name} has consented to be bound", citation, treaty, actor)


@check("withdrew")
def withdrew(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    treaty, actor = str(claimed.treaty), str(claimed.actor)
    edges = [e for e in facts.edges(facts.terms.WITHDREW, start=actor) if e.end == treaty]
    if edges:
        span = interval_of(edges[0])
        fits = share_a_day(claimed.date, span) if claimed.date else True
        reason = f"{facts.graph.name(actor)} withdrew {shown_interval(*span)}"
        return (
            missing(f"{reason}; the day is not known", cite(edges[0]), treaty, actor)
            if fits is None
            else judged(fits, reason, cite(edges[0]), treaty, actor)
        )
    bound = [
        e for e in facts.edges(facts.terms.PARTY_TO, start=actor) if e.end == treaty and "until" not in e.properties
    ]
    as_of = facts.as_of(treaty)
    asked = by_then(claimed, day)
    if bound and as_of and not (asked and asked > as_of + MARGIN):
        return contradicted(
            f"{facts.graph.name(actor)} is party, without a withdrawal as at {shown(as_of)}",
            cite(bound[0]),
            treaty,
            actor,
        )
    return missing("the record holds no withdrawal", "", treaty, actor)


@check("nth_to_be_signed", "nth_to_be_ratified", "nth_to_be_party_to")
def nth(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    """Place in the order: certain only where the days of all before and after are."""
    treaty, actor, number = str(claimed.treaty), str(claimed.actor), claimed.number
    type_ = facts.terms.SIGNED if claimed.predicate == "nth_to_be_signed" else facts.terms.RATIFIED
    spans = {a: min(interval_of(e) for e in edges) for a, edges in facts.acts(type_, treaty).items()}
    if actor not in spans or number is None:
        return _no_act(facts, claimed, day, type_)
    first, last = spans[actor]
    others = [s for a, s in spans.items() if a != actor]
    surely_before, maybe_before = sum(s[1] < first for s in others), sum(s[0] <= last for s in others)
    edge = facts.acts(type_, treaty)[actor][0]
    said = (
        f"{surely_before + 1}"
        if surely_before == maybe_before
        else f"between {surely_before + 1} and {maybe_before + 1}"
    )
    reason = f"by the days on record {facts.graph.name(actor)} is number {said}"
    if number.value == 1 and re.search(r"\bfirst to (?:sign|ratify)", str(edge.properties.get("note", ""))):
        return supported(f"{facts.graph.name(actor)}: {edge.properties['note']}", cite(edge), treaty, actor)
    if not surely_before < number.value <= maybe_before + 1:
        return contradicted(reason, cite(edge), treaty, actor)
    if surely_before == maybe_before or maybe_before + 1 - surely_before <= 1:
        return supported(reason, cite(edge), treaty, actor)
    return missing(reason, cite(edge), treaty, actor)


@check("signatories", "ratifications", "parties")
def count(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    treaty, number = str(claimed.treaty), claimed.number
    type_ = facts.terms.SIGNED if claimed.predicate == "signatories" else facts.terms.RATIFIED
    as_of = facts.as_of(treaty)
    if as_of is None or number is None:
        return missing(f"the record lists no acts under {facts.graph.name(treaty)}")
    when = _counting_day(facts, claimed, day)
    found = facts.count(type_, treaty, when)
    noun = {
        "signatories": "signatories",
        "ratifications": "instruments of ratification or the like",
        "parties": "parties",
    }[claimed.predicate]
    at = f"by {shown(when)}" if when else f"as at {shown(as_of)}"
    many = f"{found.high}" if found.low == found.high else f"{found.low} to {found.high}"
    states = f", {found.states_high} of them states" if found.states_high != found.high else ""
    reason = f"the record has {many} {noun} {at}{states}"
    citation = f"{_main_source(facts, treaty, type_)}, table of participants"
    if number.fits(found.low, found.high) or number.fits(found.states_low, found.states_high):
        return supported(reason, citation, treaty)
    if claimed.predicate == "parties" and _fits_bonds(facts, treaty, number, when):
        return supported(f"{reason}; for some of them it is not in force yet", citation, treaty)
    return _other_count(facts, claimed, day, type_, reason, citation, found.high)


def _counting_day(facts: Facts, claimed: Claimed, day: Day) -> dt.date | None:
    """Up to when acts are counted: the date named, the end of the ceremony at the place named, or the day of the article."""
    place = claimed.detail.get("place")
    ceremonies = [
        e
        for e, _ in facts.events(str(claimed.treaty), "signing")
        if place and same_place(str(place), [str(e.properties.get("place", ""))])
    ]
    if ceremonies and not claimed.date:
        return date_of(facts, ceremonies[0].id, "end")
    return by_then(claimed, day)


def _fits_bonds(facts: Facts, treaty: str, number: Number, when: dt.date | None) -> bool:
    bonds = facts.edges(facts.terms.PARTY_TO, end=treaty)
    alive = {e.start for e in bonds if _alive(e, when)}
    return number.fits(len(alive))


def _alive(edge: Edge, when: dt.date | None) -> bool:
    since, until = edge.properties.get("since"), edge.properties.get("until")
    if when is None:
        return until is None
    return isinstance(since, dt.date) and since <= when and (not isinstance(until, dt.date) or when < until)


def _other_count(
    facts: Facts, claimed: Claimed, day: Day, type_: str, reason: str, citation: str, high: int
) -> Finding:
    """A number that is not the record's: once right, reported by others too, beyond the record's day, or wrong."""
    treaty, number, as_of = str(claimed.treaty), claimed.number, facts.as_of(str(claimed.treaty))
    assert number is not None  # the caller has looked
    asked = _counting_day(facts, claimed, day)
    if asked is None and claimed.predicate == "signatories" and _at_ceremony(facts, treaty, number):
        return supported(f"{reason}; {number.value} signed at the ceremony", citation, treaty)
    once = facts.count_days(type_, treaty, number.value) if asked is None and not number.bound else None
    if once and as_of and once >= as_of - _RECENT:
        return supported(f"{reason}; there were {number.value} until {shown(once)}", citation, treaty)
    if once:
        return contradicted(f"{reason}; there were {number.value} until {shown(once)}", citation, treaty)
    if number.value > high and asked and as_of and asked > as_of + MARGIN:
        return missing(f"{reason}, and the claim is on a later day", citation, treaty)
    other = _reported_elsewhere(facts, claimed.predicate, treaty, number.value)
    if other and number.value > high:
        return missing(f"{reason}; that number stands in {other} too, and sources differ", citation, treaty, other)
    return contradicted(reason, citation, treaty)


def _at_ceremony(facts: Facts, treaty: str, number: Number) -> bool:
    """Whether so many had signed when the ceremony of opening for signature ended."""
    ends = [date_of(facts, e.id, "end") for e, _ in facts.events(treaty, "signing")]
    counts = [facts.count(facts.terms.SIGNED, treaty, end) for end in ends if end]
    return any(number.fits(c.low, c.high) or number.fits(c.states_low, c.states_high) for c in counts)


def _reported_elsewhere(facts: Facts, predicate: str, treaty: str, number: int) -> str:
    """The id of a claim in the record that gives the same number and could not be settled either."""
    for node in facts.graph.nodes.values():
        p = node.properties
        said = p.get("subject"), p.get("predicate"), p.get("object"), p.get("verdict")
        if node.label == facts.terms.Claim and said == (treaty, predicate, str(number), "not_in_record"):
            return node.id
    return ""
