"""Where one actor stands towards a treaty on a day: signed, consented, bound, withdrawn, provisionally applying."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from graph.citation.documents import findings_document
from graph.law.bonds import Record
from graph.law.standing import Standing, standing
from graph.law.verdicts import Verdict
from views.answers import asked, verdict_look
from views.answers.supposing import Suppositions
from views.answers.take_away import Answer, csv, fit, now, take_away
from views.common.look import safe
from views.common.two_ends import End
from views.common.words import day, escape, plural, worded
from views.treaties.treaties_table import in_order, short

_MOST = 40  # treaties in the table of all of them


def show(record: Record, treaty: str, on: dt.date, those: Suppositions, known: dt.date | None) -> None:
    """Choose an actor; its findings on the treaty, and its stand towards all others."""
    actor = asked.actor(record, End("State or organisation", "in-force:actor", "actor", "AZE"))
    if actor is None:
        st.info("Choose a state or an organisation.", icon=":material/flag:")
        return
    found = standing(record, actor, treaty, on)
    left, right = st.columns([7, 5], gap="large")
    with left, st.container(border=True):
        _answer(record, found, those, known)
    with right:
        _others(record, actor, on)
    verdict_look.disclaimer()


def _answer(record: Record, found: Standing, those: Suppositions, known: dt.date | None) -> None:
    graph, look = record.graph, verdict_look.VERDICTS[found.bound.verdict]
    st.html(
        f'<div class="verdict" role="status" style="--ink:{look.ink.css}"><b><i>{safe(_title(found))}</i></b>'
        f"<p>{safe(graph.name(found.actor))} and the {safe(graph.name(found.treaty))}, {day(found.on)}</p></div>"
    )
    if known or those:
        said = [f"as known on {day(known)}"] if known else []
        said += [f"with {plural(len(those), 'supposed deposit')}"] if those else []
        st.caption(f"{' and '.join(said).capitalize()}: not what the whole record shows.")
    verdict_look.steps(graph, found.findings(), looks=verdict_look.ANSWERS)
    with st.expander("The rule of the treaty", icon=":material/gavel:"):
        st.markdown(escape(found.rule))
        st.caption(worded(f"Acts from {record.acts.coverage(found.treaty).describe()}."))
    _take_away(record, found, those, known)


def _take_away(record: Record, found: Standing, those: Suppositions, known: dt.date | None) -> None:
    graph = record.graph
    supposed = "".join(f" --suppose {s.actor}={s.day}" for s in those)
    as_known = f" --known-as-of {known}" if known else ""
    command = f"treatygraph in-force {found.treaty} --actor {found.actor} --on {found.on}{as_known}{supposed}"
    title = f"{graph.name(found.actor)} and the {graph.name(found.treaty)}, {day(found.on)}"
    written = findings_document(graph, title, found.findings(), query=command, made=now(), as_of=found.on)
    name = f"standing-{found.actor}-{found.treaty}"
    take_away(graph, Answer(name, f"{title}: {found.summary}.", written, found.as_json(), command))


def _title(found: Standing) -> str:
    """The strongest stand that is sure, and that it may be bound where the record cannot tell."""
    sure = found.summary[0].upper() + found.summary[1:]
    doubtful = found.bound.verdict is Verdict.undetermined and "undetermined" not in found.summary
    return f"{sure}; perhaps bound, the record cannot tell" if doubtful else sure


def _others(record: Record, actor: str, on: dt.date) -> None:
    """Towards every other treaty on that day; a row makes the page about that treaty."""
    graph, ids = record.graph, in_order(record.graph)[:_MOST]
    table = pd.DataFrame([{"Treaty": short(graph, t), "Stands": standing(record, actor, t, on).summary} for t in ids])

    def take() -> None:
        chosen = st.session_state["in-force:others"]["selection"]["rows"]
        if chosen:
            st.session_state["in-force:treaty"] = ids[chosen[0]]

    st.markdown(
        f"**{escape(graph.name(actor))} and all treaties** on {day(on)}", help="Choose a row to see that treaty."
    )
    st.dataframe(
        table,
        hide_index=True,
        height=fit(len(table), 16),
        key="in-force:others",
        on_select=take,
        selection_mode="single-row",
        column_config={
            "Treaty": st.column_config.TextColumn(width=116),
            "Stands": st.column_config.TextColumn(width=110),
        },
        alt="Treaties with where the actor stands towards each.",
    )
    csv(table, f"standing-{actor}")
