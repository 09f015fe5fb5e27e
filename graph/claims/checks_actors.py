"""Checks of claims on those around treaties: members, offices, depositaries, reservations, positions, negotiators."""

from __future__ import annotations

import datetime as dt
import re

from graph.alignment.words import bag_of
from graph.claims.checks import Day, Finding, check, contradicted, judged, last_day, missing, shown, supported
from graph.claims.checks_content import article_of
from graph.claims.facts import Facts, Office, cite
from graph.claims.naming import plain
from graph.claims.patterns import Claimed
from graph.records import Edge

_POSITIVE = re.compile(
    r"\b(?:welcom|support|committed|acknowledg|strong and binding|asks all states to (?:sign|join))", re.I
)
_NEGATIVE = re.compile(r"\b(?:oppos|critical|dissatisf|warns|reserv|not bound|reject|surveillance treaty)", re.I)


# ---------------------------------------------------------------------- organisations and people
@check("members")
def members(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    found = facts.members(str(claimed.actor), day.known)
    if found is None or claimed.number is None:
        return missing(f"the record lists no members of {facts.graph.name(str(claimed.actor))}")
    at = f" on {shown(day.known)}" if day.known else ""
    return judged(
        claimed.number.fits(found[0]),
        f"{facts.graph.name(str(claimed.actor))} has {found[0]} members{at}",
        found[1],
        str(claimed.actor),
    )


@check("holds_office")
def holds_office(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    office, title = str(claimed.detail["office"]), str(claimed.detail["title"])
    posts = _posts(facts, office, title)
    if not posts:
        return missing(f"the record does not say who holds the office of {claimed.object}", "", office)
    on = last_day(claimed.date) or facts.adopted(claimed.detail["greets"]) or day.known
    own = [o for o in posts if _is_person(facts, o, claimed)]
    there = [o for o in posts if on and o.on(on) and (o.since or o.until)]
    if claimed.detail["former"]:
        return _former(facts, own, office)
    if on is None:
        return _any_time(facts, own, posts, office)
    if any(o.on(on) for o in own):
        right = next(o for o in own if o.on(on))
        return supported(f"{_held(facts, right)}", cite(right.edge), office, right.holder)
    if there:
        fact = f"on {shown(on)} it was {facts.graph.name(there[0].holder)} ({_held(facts, there[0])})"
        other = f"; {_held(facts, own[0])}" if own else ""
        return contradicted(fact + other, cite(there[0].edge), office, there[0].holder, *(o.holder for o in own))
    if own:
        return contradicted(_held(facts, own[0]), cite(own[0].edge), office, own[0].holder)
    return missing(f"the record does not say who held the office on {shown(on)}", "", office)


def _posts(facts: Facts, office: str, title: str) -> list[Office]:
    """Holders of an office: of the post itself, of a post in the organ with that title, or of a role in it by that title."""
    if not title:
        return facts.offices(office)
    words = {w for w in re.split(r"[\s-]", title.lower()) if len(w) > 3}
    below = [e.start for e in facts.edges(facts.terms.MEMBER_OF, end=office)]
    for post in below:
        name = plain(facts.graph.name(post)).lower()
        if facts.offices(post) and words <= set(re.split(r"[\s-]", name)):
            return facts.offices(post)
    base = re.sub(r"(?:man|woman|person)$", "", title.lower().replace("-", " "))
    return [
        o
        for o in facts.offices(office)
        if base in str(o.edge.properties.get("role", "")).lower().replace("-", " ").split(" of ")[0]
    ]


def _is_person(facts: Facts, office: Office, claimed: Claimed) -> bool:
    if claimed.actor:
        return office.holder == claimed.actor
    said = plain(str(claimed.detail["name"])).lower().split()
    return said[-1] in plain(facts.graph.name(office.holder)).lower().split()


def _held(facts: Facts, office: Office) -> str:
    since = f" from {shown(office.since)}" if office.since else ""
    until = f" to {shown(office.until)}" if office.until else ""
    return f"{facts.graph.name(office.holder)} held it{since}{until}"


def _former(facts: Facts, own: list[Office], office: str) -> Finding:
    if own:
        return supported(_held(facts, own[0]), cite(own[0].edge), office, own[0].holder)
    return missing("the record does not name that person for the office", "", office)


def _any_time(facts: Facts, own: list[Office], posts: list[Office], office: str) -> Finding:
    if own:
        return supported(_held(facts, own[0]), cite(own[0].edge), office, own[0].holder)
    names = ", ".join(facts.graph.name(o.holder) for o in posts)
    return missing(f"the record names {names} for the office; the article bears no date", cite(posts[-1].edge), office)


@check("depositary")
def depositary(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    kept = facts.text(treaty, "depositary")
    if not kept:
        return missing("the record names no depositary", "", treaty)
    said = set(bag_of(_spelt_out(claimed.object)))
    right = set(bag_of(_spelt_out(kept)))
    return judged(
        bool(said) and (said <= right or right <= said),
        f"the depositary is the {kept}",
        facts.cite_node(treaty),
        treaty,
    )


def _spelt_out(name: str) -> str:
    return re.sub(r"\bUN\b|\bU\.N\.", "United Nations", plain(name)).replace("-", " ")


# ---------------------------------------------------------------------- reservations, kinship, positions
@check("made_reservation")
def made_reservation(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty, actor = str(claimed.treaty), str(claimed.actor)
    made = [
        facts.graph.nodes[e.end] for e in facts.edges(facts.terms.MADE, start=actor) if e.end.startswith(f"{treaty}/")
    ]
    if not made:
        return missing(
            f"the record holds no statement of {facts.graph.name(actor)} on {facts.graph.name(treaty)}",
            "",
            treaty,
            actor,
        )
    touched = {e.end: e for node in made for e in facts.edges(facts.terms.CONCERNS, start=node.id)}
    names = "; ".join(str(n.properties["name"]) for n in made[:4])
    wanted = [article_of(facts, treaty, r) for r in claimed.detail["references"]]
    if not wanted:
        return supported(names, facts.cite_node(made[0].id), treaty, actor, *(n.id for n in made[:3]))
    met = [e for node in wanted if node for id_, e in touched.items() if _within(id_, node.id)]
    if len([n for n in wanted if n and any(_within(id_, n.id) for id_ in touched)]) == len(wanted):
        return supported(names, cite(met[0]), treaty, actor, met[0].start)
    return contradicted(
        f"its statements are on other provisions: {names}",
        facts.cite_node(made[0].id),
        treaty,
        actor,
        *(n.id for n in made[:3]),
    )


def _within(first: str, second: str) -> bool:
    return first == second or first.startswith(f"{second}/") or second.startswith(f"{first}/")


@check("supplements")
def supplements(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty, other = str(claimed.treaty), str(claimed.detail["other"])
    edges = facts.edges(facts.terms.SUPPLEMENTS, start=treaty)
    hit = next((e for e in edges if e.end == other), None)
    if hit:
        return supported(f"{facts.graph.name(treaty)} supplements {facts.graph.name(other)}", cite(hit), treaty, other)
    if edges:
        return contradicted(f"it supplements {facts.graph.name(edges[0].end)}", cite(edges[0]), treaty, edges[0].end)
    return missing("the record does not say so", "", treaty, other)


@check("legally_binding")
def legally_binding(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    reason = f"{facts.graph.name(treaty)} is a treaty: it binds those who consent to it, once in force (VCLT, articles 2(1)(a) and 26)"
    return supported(reason, facts.cite_node(treaty), treaty)


@check("position")
def position(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    edges = [
        e for actor in claimed.detail["actors"] for e in facts.edges(facts.terms.TAKES_POSITION, start=actor)
        if e.end == treaty or e.end.startswith(f"{treaty}/")
    ]  # fmt: skip
    wanted, other = (_POSITIVE, _NEGATIVE) if claimed.detail["polarity"] == "positive" else (_NEGATIVE, _POSITIVE)
    same = [e for e in edges if wanted.search(str(e.properties.get("stance", "")))]
    opposite = [e for e in edges if other.search(str(e.properties.get("stance", "")))]
    if same:
        return supported(_stance(facts, same[0]), cite(same[0]), treaty, same[0].start)
    if opposite and all(e.end == treaty for e in opposite):
        return contradicted(_stance(facts, opposite[0]), cite(opposite[0]), treaty, opposite[0].start)
    return missing(f"the record holds no such position of {facts.graph.name(str(claimed.actor))}", "", treaty)


def _stance(facts: Facts, edge: Edge) -> str:
    on = edge.properties.get("date")
    return f"{facts.graph.name(edge.start)}{f' on {shown(on)}' if isinstance(on, dt.date) else ''}: {edge.properties.get('stance', '')}"


@check("gave_input")
def gave_input(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty, actor = str(claimed.treaty), str(claimed.actor)
    kind = facts.text(actor, "kind")
    general = facts.graph.name(actor)[1:].islower()  # civil society at large, not one organisation
    found = [
        e for event in _negotiation(facts, treaty) for e in facts.edges(facts.terms.PARTICIPATED_IN, end=event)
        if e.start == actor or (general and facts.text(e.start, "kind") == kind)
    ]  # fmt: skip
    if found:
        event = facts.graph.name(found[0].end)
        return supported(
            f"{facts.graph.name(found[0].start)}: {found[0].properties.get('role', 'took part')} ({event})",
            cite(found[0]),
            found[0].start,
            found[0].end,
        )
    return missing(f"the record has no part of {facts.graph.name(actor)} in the negotiation", "", actor, treaty)


def _negotiation(facts: Facts, treaty: str) -> list[str]:
    """The events a treaty came out of, and those of the organ that met in them."""
    produced = [event.id for event, _ in facts.events(treaty)]
    organs = {
        e.start
        for id_ in produced
        for e in facts.edges(facts.terms.PARTICIPATED_IN, end=id_)
        if "organ in session" in str(e.properties.get("role"))
    }
    met = [e.end for organ in sorted(organs) for e in facts.edges(facts.terms.PARTICIPATED_IN, start=organ)]
    return list(dict.fromkeys([*produced, *met]))


@check("years_of_negotiation")
def years_of_negotiation(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    adopted = facts.adopted(treaty)
    starts = [
        (start, id_)
        for id_ in _negotiation(facts, treaty)
        if isinstance(start := facts.graph.nodes[id_].properties.get("start"), dt.date)
    ]
    if adopted is None or not starts or claimed.number is None:
        return missing("the record does not hold the negotiation", "", treaty)
    said = claimed.number.value
    began, event = min(
        starts, key=lambda start: abs(_years(start[0], adopted) - said)
    )  # the mandate or the first session
    reason = (
        f"{facts.graph.name(event)} began on {shown(began)}, {_years(began, adopted):.1f} years before the adoption"
    )
    if abs(_years(began, adopted) - said) <= 0.5:
        return supported(reason, facts.cite_node(event), treaty, event)
    return missing(reason, facts.cite_node(event), treaty, event)


def _years(start: dt.date, end: dt.date) -> float:
    return (end - start).days / 365.25
