"""What a treaty is, whether it is in force, and what must happen before it is: the head and the card of the overview."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from graph.law.bonds import Record
from graph.law.entry_into_force import EntryIntoForce, entry_into_force
from graph.law.participants import Participant, Stand, tally
from graph.law.verdicts import Verdict
from views.common.look import STANDS, safe
from views.common.record import citation_line
from views.common.words import day, escape, plural, worded


def head(record: Record, treaty: str) -> None:
    """The treaty's name, its days, and links to read it and to the depositary's page."""
    node = record.graph.nodes[treaty].properties
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(escape(record.graph.name(treaty)), anchor=False, width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            st.page_link("views/read.py", label="Read", icon=":material/menu_book:", query_params={"treaty": treaty})
            if node.get("url"):
                st.link_button("Depositary", str(node["url"]), icon=":material/open_in_new:", type="tertiary")
    facts = [f"adopted {day(node['adopted'])}" if "adopted" in node else "", str(node.get("place", ""))]
    facts += [f"opened {day(node['opened'])}" if "opened" in node else ""]
    facts += [f"signature until {day(node['closed_for_signature'])}" if "closed_for_signature" in node else ""]
    facts += [f"depositary: {node['depositary']}" if "depositary" in node else "", str(node.get("series", ""))]
    st.caption(escape(" · ".join(fact for fact in facts if fact)))


def card(record: Record, treaty: str, those: list[Participant], on: dt.date) -> None:
    """Whether it is in force, the three figures, the progress and what is still needed, with citations."""
    state = entry_into_force(record, treaty, on)
    with st.container(border=True):
        st.markdown(f"#### {_verdict(record, treaty, state)}")
        st.html(_figures(those))
        if state.verdict is not Verdict.holds and state.needed:
            st.html(progress(state.counting, state.counting_at_most, state.needed))
            st.markdown("**Before it enters into force**\n" + "\n".join(f"1. {step}" for step in steps(state)))
            st.page_link(
                "views/in_force.py",
                label="Suppose further deposits",
                icon=":material/event_available:",
                query_params={"treaty": treaty},
            )
        elif state.needed:
            st.markdown(
                f"Entered into force with {plural(state.needed, 'instrument')}; {state.counting} count on record."
            )
        with st.expander("The rule and what this rests on", icon=":material/gavel:"):
            st.markdown(escape(state.rule))
            st.markdown("\n".join(f"- {citation_line(record.graph, c)}" for c in state.citations))
            st.caption(_as_at(record, treaty))


def steps(state: EntryIntoForce) -> list[str]:
    """What must still happen, in order (Markdown)."""
    doubtful = state.counting_at_most - state.counting
    missing = f"**{plural(state.missing or 0, 'more instrument')}** must be deposited"
    if doubtful:
        missing += f" ({(state.missing or 0) - doubtful} if the {doubtful} count on which sources differ)"
    delay = (
        f"Then the treaty's delay runs: not before **{day(state.earliest)}**, even if all were deposited today."
        if state.earliest
        else ""
    )
    return [step for step in (f"{missing}. Signatures do not count.", delay) if step]


def progress(counting: int, at_most: int, needed: int) -> str:
    """A bar of instruments: those that count, those that sources dispute, those that are missing."""
    sure, doubtful = STANDS[Stand.contracting].ink.css, STANDS[Stand.doubtful].ink.css
    share = [100 * min(n, needed) / needed for n in (counting, at_most - counting)]
    said = f"{counting} of {needed} instruments" + (
        f", {at_most - counting} more disputed" if at_most > counting else ""
    )
    stripes = f"repeating-linear-gradient(135deg,{doubtful} 0 4px,transparent 4px 7px)"
    return (
        f'<div style="display:flex;justify-content:space-between;font-size:.87rem;margin-bottom:.35em"><b>{said}</b></div>'
        f'<div role="img" aria-label="{said}" style="display:flex;height:12px;border-radius:6px;overflow:hidden;'
        'background:color-mix(in srgb,currentColor 12%,transparent)">'
        f'<div style="width:{share[0]:.2f}%;background:{sure}"></div><div style="width:{share[1]:.2f}%;background:{stripes}"></div></div>'
    )


def _figures(those: list[Participant]) -> str:
    counts = tally(those)
    signed = sum(p.signature is not None for p in those)
    figures = [
        ("signed", signed),
        ("consented", sum(counts[s] for s in (Stand.party, Stand.contracting))),
        ("bound", counts[Stand.party]),
    ]
    if counts[Stand.doubtful]:
        figures.insert(2, ("disputed", counts[Stand.doubtful]))
    cells = "".join(
        f'<div><div style="font-size:1.9rem;font-weight:600;line-height:1.1;font-variant-numeric:tabular-nums">{n}</div>'
        f'<div style="font-size:.85rem;opacity:.75">{safe(word)}</div></div>'
        for word, n in figures
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.6rem 1.5rem">{cells}</div>'


def _verdict(record: Record, treaty: str, state: EntryIntoForce) -> str:
    since = record.graph.nodes[treaty].properties.get("entry_into_force")
    if state.verdict is Verdict.holds:
        return (
            f":green[:material/check_circle:] In force since {day(since)}"
            if isinstance(since, dt.date)
            else ":green[:material/check_circle:] In force"
        )
    if state.verdict is Verdict.fails:
        return ":orange[:material/hourglass_top:] Not in force"
    return ":gray[:material/help:] The record cannot tell whether it is in force"


def _as_at(record: Record, treaty: str) -> str:
    coverage = record.acts.coverage(treaty)
    return f"Acts from {worded(coverage.describe())}, and later reports. What the record shows; not legal advice."
