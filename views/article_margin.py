"""Beside an article: who limited it and how, what it refers to and what refers to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import streamlit as st

from graph.bonds import Record
from graph.ids import reference, treaty_of
from graph.reading import Reader, Reference
from graph.reservations import Hit, statements_of, touched
from graph.verdicts import Citation
from views.record import citation_line
from views.treaties_table import short
from views.words import day, escape, spoken

_SHOWN = 4
KINDS = {
    "applies": "applies",
    "subject_to": "is subject to",
    "without_prejudice": "leaves untouched",
    "defines": "uses the terms of",
    "permits_reservation": "permits reservations to",
    "cites": "names",
}
PASSIVE = {
    "applies": "applied by",
    "subject_to": "prevails over",
    "without_prejudice": "left untouched by",
    "defines": "its terms are used by",
    "permits_reservation": "reservations permitted by",
    "cites": "named by",
}


def statements_touching(reader: Reader, article: str) -> int:
    """How many reservations and declarations in effect today concern an article or a part of it."""
    known, today = statements_of(reader.graph), dt.date.today()
    return sum(
        any(t.target == article or t.target.startswith(f"{article}/") for t in s.touches)
        for s in known.by_id.values()
        if s.treaty == treaty_of(article) and s.kind != "objection" and s.in_effect(today)
    )


def reservations(record: Record, article: str) -> None:
    """The statements in effect today that touch the article, a part of it, or what contains it."""
    found = touched(record, article, dt.date.today())
    own = [h for h in found if "/" in h.touch.target]
    st.markdown(
        f"##### Reservations {f':gray[{len(own)}]' if own else ''}",
        help="Reservations, declarations and other statements in effect today that touch this article or a part of it.",
    )
    if not own:
        st.caption("None on record touches this article.")
        return
    own.sort(key=lambda h: (-h.effect, record.graph.name(h.statement.actor)))
    with st.container(
        height=430 if len(own) > _SHOWN else "content", border=len(own) > _SHOWN, key="read:reservations"
    ):
        for hit in own:
            _statement(record, hit)


def _statement(record: Record, hit: Hit) -> None:
    said = hit.statement
    effect = (
        f" · {spoken(hit.touch.effect)} {reference(hit.touch.target)}"
        if hit.touch.effect
        else f" · {reference(hit.touch.target)}"
    )
    when = f" · {day(said.date)}" if said.date else ""
    objectors = statements_of(record.graph).objectors.get(said.id, [])
    answer = (
        f"  \n:orange[Objections by {escape(', '.join(record.graph.name(o.actor) for o in objectors))}]"
        if objectors
        else ""
    )
    st.markdown(
        f"**{escape(record.graph.name(said.actor))}** :small[{spoken(said.kind)}{effect}{when}]  \n"
        f":small[{escape(said.summary)}]{answer}  \n"
        f":small[{citation_line(record.graph, said.citation)}]"
    )


def references(reader: Reader, article: str, on_open: Callable[[str], None]) -> None:
    """What the article leans on and what leans on it, each with a preview on hover."""
    own = {line.node.id: reference(line.node.id).removeprefix(reference(article)) for line in reader.parts(article)}
    outward = _grouped(
        reader.references(article), lambda one: f"{own[one.part]} {KINDS.get(one.kind, 'names')}".strip()
    )
    inward = _grouped(reader.referred_from(article), lambda one: PASSIVE.get(one.kind, "named by"))
    for title, groups, none in (
        ("Refers to", outward, "It names no other provision."),
        ("Referred to from", inward, "No other provision names it."),
    ):
        count = sum(map(len, groups.values()))
        st.markdown(f"##### {title} {f':gray[{count}]' if count else ''}")
        if not groups:
            st.caption(none)
        box = st.container(gap="xxsmall", key=f"read:{title}")
        for i, (said, found) in enumerate(groups.items()):
            with box.container(horizontal=True, gap="xsmall", vertical_alignment="center", key=f"read:{title}:{i}"):
                st.caption(said[0].upper() + said[1:], width="content")
                for one in found:
                    _link(reader, article, one, on_open, f"read:{title}:{i}")


def _grouped(found: Iterable[Reference], say: Callable[[Reference], str]) -> dict[str, list[Reference]]:
    """References by what is said of them, each place named once."""
    groups: dict[str, dict[str, Reference]] = {}
    for one in found:
        groups.setdefault(say(one), {}).setdefault(one.other, one)
    return {said: list(those.values()) for said, those in groups.items()}


def _link(reader: Reader, article: str, one: Reference, on_open: Callable[[str], None], key: str) -> None:
    there = [reference(one.other) if "/" in one.other else ""]
    if treaty_of(one.other) != treaty_of(article):
        there.insert(0, short(reader.graph, treaty_of(one.other)))
    st.button(
        f":blue[{escape(', '.join(p for p in there if p))}]",
        key=f"{key}:{article}:{one.part}:{one.other}",
        type="tertiary",
        help=_preview(reader, one),
        on_click=on_open,
        args=(one.other,),
        disabled="/" not in one.other and not reader.children(one.other),
    )


def _preview(reader: Reader, one: Reference) -> str:
    said = reader.graph.nodes[one.other].properties
    summary = escape(str(said.get("text") or said.get("summary") or said.get("title") or ""))
    cited = citation_line(reader.graph, Citation.of(one.edge))
    return (
        f"**{escape(reader.graph.name(one.other))}**\n\n{summary[:420]}{'…' if len(summary) > 420 else ''}\n\n{cited}"
    )
