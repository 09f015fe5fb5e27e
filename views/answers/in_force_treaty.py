"""Entry into force of one treaty: the answer, what is supposed, every instrument, those who wait, and the pace of others."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from graph.citation.documents import Entry, document
from graph.law.acts import Supposition
from graph.law.bonds import Record
from graph.law.connections import un_members
from graph.law.entry_into_force import COMPARABLE, EntryIntoForce, entry_into_force, not_followed_up, pace
from graph.law.verdicts import Verdict
from views.answers import pace_chart, supposing, verdict_look
from views.answers.take_away import Answer, csv, fit, now, take_away
from views.common.look import safe, span, stacked
from views.common.words import brief_day, day, escape, plural, worded
from views.treaties import entry_card
from views.treaties.treaties_table import short

_WORDS = {
    Verdict.holds: "in force",
    Verdict.fails: "not in force",
    Verdict.undetermined: "the record cannot tell whether it is in force",
}


def show(record: Record, treaty: str, on: dt.date, those: supposing.Suppositions, known: dt.date | None) -> None:
    """Draw all that is to say of a treaty on a day."""
    state = entry_into_force(record, treaty, on)
    left, right = st.columns([7, 5], gap="large")
    with left:
        _answer(record, state, those, known)
    with right:
        _what_if(record, state, those)
    _instruments(record, state)
    with stacked("in-force"):
        waits, curve = st.columns([1, 1], gap="large")
    with waits:
        _waiting(record, treaty, on)
    with curve:
        _pace(record, treaty)
    verdict_look.disclaimer()


def _answer(record: Record, state: EntryIntoForce, those: supposing.Suppositions, known: dt.date | None) -> None:
    graph = record.graph
    with st.container(border=True):
        _head(state)
        if those or known:
            said = [f"with {plural(len(those), 'supposed deposit')}"] if those else []
            said += [f"as known on {day(known)}"] if known else []
            st.caption(f"{' and '.join(said).capitalize()}: not what the whole record shows.")
        verdict_look.figures(_figures(state))
        if state.needed:
            st.html(
                entry_card.progress(
                    state.counting, max(state.counting, min(state.counting_at_most, state.needed)), state.needed
                )
            )
        if state.earliest and state.verdict is not Verdict.holds:
            why = (
                "if all that is missing were deposited on the day asked"
                if state.missing
                else "as follows from the instruments"
            )
            st.markdown(f":material/event_upcoming: Earliest possible day: **{day(state.earliest)}**, {why}.")
        with st.expander("The rule, and what this rests on", icon=":material/gavel:"):
            st.markdown(escape(state.rule))
            st.html(verdict_look.cited(graph, state.citations))
            st.caption(worded(f"Acts from {record.acts.coverage(state.treaty).describe()}."))
        _take_away(record, state, those, known)


def _head(state: EntryIntoForce) -> None:
    look = verdict_look.VERDICTS[state.verdict]
    st.html(
        f'<div class="verdict" role="status" style="--ink:{look.ink.css}"><b><i>{look.sign} {_WORDS[state.verdict].capitalize()}</i> '
        f"on {day(state.on)}</b><p>{safe(worded(state.reason))}</p></div>"
    )


def _figures(state: EntryIntoForce) -> list[tuple[str, object]]:
    doubtful = state.counting_at_most - state.counting
    found: list[tuple[str, object]] = [("instruments count", state.counting)]
    found += [("more are disputed or loosely dated", doubtful)] if doubtful else []
    found += [("are needed", state.needed)] if state.needed else []
    found += [("are missing", state.missing)] if state.missing else []
    return found


def _what_if(record: Record, state: EntryIntoForce, those: supposing.Suppositions) -> None:
    """Imagined deposits, one by one or as many as are missing."""
    with st.container(border=True):
        st.markdown(
            "**Suppose deposits**", help="They are weighed with the record by the treaty's own rule; nothing is stored."
        )
        supposing.edit(record, those, key="in-force:suppose", treaty=state.treaty)
        with st.container(horizontal=True):
            if state.missing:
                st.button(
                    f"Suppose the {state.missing} that are missing",
                    icon=":material/group_add:",
                    key="in-force:fill",
                    on_click=_fill,
                    args=(record, state, those),
                    help="By the signatories that have waited longest, then other members of the United Nations, on that day.",
                )
            if those:
                st.button(
                    "Suppose nothing",
                    icon=":material/restart_alt:",
                    key="in-force:clear",
                    type="tertiary",
                    on_click=supposing.suppose,
                    args=((),),
                )
        if not those:
            st.caption(
                "Choose a day and a state: the answer beside it follows. An organisation's instrument is weighed as the treaty says."
            )


def _fill(record: Record, state: EntryIntoForce, those: supposing.Suppositions) -> None:
    on = st.session_state["in-force:suppose:day"]
    used = {act.actor for act in record.acts.consents_to(state.treaty)}
    waiting = [
        w.actor
        for w in not_followed_up(record, state.treaty, state.on)
        if record.graph.nodes[w.actor].label == record.terms.State
    ]
    free = [actor for actor in dict.fromkeys((*waiting, *un_members(record))) if actor not in used]
    supposing.suppose((*those, *(Supposition(actor, state.treaty, on) for actor in free[: state.missing])))


def _instruments(record: Record, state: EntryIntoForce) -> None:
    """Every instrument on record, with whether it counts."""
    graph = record.graph
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(
            "Instruments", anchor=False, width="content", help="In the order of deposit. What does not count says why."
        )
        table = pd.DataFrame(
            [
                {
                    "Actor": graph.name(d.act.actor),
                    "Deposited": span(d.act.when, brief_day),
                    "Counts": d.counts,
                    "Why": worded(d.why),
                    "Act": d.act.mode.replace("_", " "),
                    "Review": "" if d.act.supposed else d.act.citation.review,
                    "Source": f"{_source(record, d.act.citation.source)}, {worded(d.act.citation.locator)}",
                }
                for d in state.deposits
            ]
        )
        csv(table, f"instruments-{state.treaty}")
    if table.empty:
        st.info("No instrument is on record.", icon=":material/inbox:")
        return
    st.dataframe(
        table,
        hide_index=True,
        height=fit(len(table), 8),
        column_config={
            "Actor": st.column_config.TextColumn(width=124),
            "Deposited": st.column_config.TextColumn(width=132),
            "Counts": st.column_config.CheckboxColumn(width=60),
            "Why": st.column_config.TextColumn(width=118),
            "Act": st.column_config.TextColumn(width=88),
            "Review": st.column_config.TextColumn(width=74),
            "Source": st.column_config.TextColumn(width=130),
        },
        alt="Instruments with the day of deposit and whether each counts.",
    )


def _source(record: Record, id_: str) -> str:
    return record.graph.name(id_) if id_ in record.graph.nodes else id_


def _waiting(record: Record, treaty: str, on: dt.date) -> None:
    """Signatories without an instrument, those waiting longest first."""
    found = not_followed_up(record, treaty, on)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(
            "Signed, and not followed up",
            anchor=False,
            width="content",
            help="Signatories without an instrument on record by that day.",
        )
        table = pd.DataFrame(
            [
                {
                    "Actor": record.graph.name(w.actor),
                    "Signed": span(w.signed, brief_day),
                    "Days since": w.days,
                    "Review": w.citation.review,
                    "Source": f"{_source(record, w.citation.source)}, {worded(w.citation.locator)}",
                }
                for w in found
            ]
        )
        csv(table, f"waiting-{treaty}")
    if not found:
        st.info(
            "Every signatory on record has deposited an instrument, or none has signed.", icon=":material/done_all:"
        )
        return
    st.caption(
        f"{plural(len(found), 'signatory', 'signatories')}. A signature binds no one to the treaty (VCLT, art. 18 is what it asks)."
    )
    st.dataframe(
        table,
        hide_index=True,
        height=fit(len(table), 8),
        column_config={
            "Actor": st.column_config.TextColumn(width=130),
            "Signed": st.column_config.TextColumn(width=100),
            "Days since": st.column_config.NumberColumn(width=82),
            "Review": st.column_config.TextColumn(width=74),
            "Source": st.column_config.TextColumn(width=120),
        },
        alt="Signatories without an instrument, with the days since they signed.",
    )


def _pace(record: Record, treaty: str) -> None:
    """How fast instruments came in, beside comparable treaties."""
    graph = record.graph
    known = [t for t in dict.fromkeys((treaty, *COMPARABLE)) if t in graph.nodes]
    points = pace(record, known)
    st.subheader(
        "Pace of comparable treaties",
        anchor=False,
        help="Instruments that count, by years since each treaty was opened. A ring marks the one that sufficed.",
    )
    st.caption("A comparison, not a forecast: treaties differ in subject, time and politics.")
    if not points:
        st.info("No instrument with a day is on record.", icon=":material/inbox:")
        return
    table = pace_chart.rows(points, {t: short(graph, t) for t in known})
    st.altair_chart(
        pace_chart.chart(table, short(graph, treaty)),
        alt="Instruments by years since each treaty was opened for signature.",
    )
    csv(table.drop(columns=["sufficed"]), f"pace-{treaty}")


def _take_away(record: Record, state: EntryIntoForce, those: supposing.Suppositions, known: dt.date | None) -> None:
    supposed = "".join(f" --suppose {s.actor}={s.day}" for s in those)
    as_known = f" --known-as-of {known}" if known else ""
    command = f"treatygraph in-force {state.treaty} --on {state.on}{supposed}{as_known} --waiting --pace"
    graph = record.graph
    entries = [Entry((state.sentence(),), state.citations, (state.treaty,))] + [
        Entry((f"{graph.name(d.act.actor)}, {span(d.act.when)}: {d.why}",), (d.act.citation,)) for d in state.deposits
    ]
    title = f"{graph.name(state.treaty)}: entry into force"
    written = document(graph, title, ["statement"], entries, query=command, made=now(), as_of=state.on)
    take_away(graph, Answer(f"in-force-{state.treaty}", state.sentence(), written, state.as_json(), command))
