"""Beside an article: who limited it and how, what it refers to and what refers to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import streamlit as st

from graph.ids import reference, treaty_of
from graph.law.bonds import Record
from graph.law.reservations import Hit, statements_of, touched
from graph.law.verdicts import Citation
from graph.reports.reading import Reader, Reference
from views.common.record import citation_line
from views.common.words import day, escape, spoken
from views.treaties.treaties_table import short

_SHOWN = 4
PLAIN = "cites"
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


def touching(record: Record, article: str) -> list[Hit]:
    """The statements in effect today that touch an article, a part of it, or a part of the treaty that contains it; the strongest first."""
    found = [hit for hit in touched(record, article, dt.date.today()) if "/" in hit.touch.target]
    return sorted(found, key=lambda hit: (-hit.effect, record.graph.name(hit.statement.actor)))


def reservations(record: Record, article: str) -> None:
    """Who limited the article, or said how it reads it."""
    found = touching(record, article)
    st.markdown(
        f"##### Reservations {f':gray[{len(found)}]' if found else ''}",
        help="Reservations, declarations and other statements in effect today that touch this article or a part of it.",
    )
    if not found:
        st.caption("None on record touches this article.")
        return
    many = len(found) > _SHOWN
    with st.container(height=430 if many else "content", border=many, key="read:reservations"):
        for hit in found:
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
    """References by what is said of them, each provision named once; that it is named adds nothing where more is said."""
    telling: dict[tuple[str, str], Reference] = {}
    for one in found:
        known = telling.get((one.part, one.other))
        if known is None or known.kind == PLAIN:
            telling[one.part, one.other] = one
    groups: dict[str, dict[str, Reference]] = {}
    for one in telling.values():
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
