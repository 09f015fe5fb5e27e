"""The legal basis between two states: the answer, its routes, and the hops of the one that is chosen."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from graph.citation.documents import Document, Entry, document
from graph.law.legal_basis import Answer, Route, basis
from graph.law.verdicts import Verdict
from views.answers import take_away, verdict_look
from views.answers.basis_question import Question
from views.answers.verdict_look import VERDICTS
from views.common.links import bind_widget, one_of
from views.common.words import day, escape, plural, worded
from views.treaties.treaties_table import short


def show(question: Question) -> None:
    """Draw the answer, or what is still missing from the question."""
    if question.requesting is None or question.requested is None:
        st.info("Choose the requesting and the requested state.", icon=":material/flag:")
        return
    answer = basis(
        question.record,
        question.requesting,
        question.requested,
        question.offence,
        question.measure,
        question.on,
        question.objections,
    )
    with st.container(horizontal=True, vertical_alignment="top", horizontal_alignment="distribute"):
        with st.container(width="stretch"):
            verdict_look.head(answer.verdict, question.title(), answer.reason)
            if question.supposed:
                st.caption(f"With {plural(len(question.supposed), 'supposed deposit')}: not what the record shows.")
        _take_away(question, answer)
    _next_change(answer.changes_on, "The answer")
    if answer.routes:
        _routes(question, answer)
    verdict_look.disclaimer("No bilateral treaties and no domestic law are in it.")


def _next_change(changes_on: dt.date | None, what: str) -> None:
    """The next known day on which it is another, with a way to go there."""
    if changes_on is None:
        st.caption(f"{what} does not change on any later day that the record knows.")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/event_upcoming: {what} changes on **{day(changes_on)}**", width="content")
        st.button(
            "Ask on that day",
            key=f"basis:later:{what}",
            type="tertiary",
            icon=":material/arrow_forward:",
            on_click=_go,
            args=(changes_on,),
        )


def _go(on: dt.date) -> None:
    st.session_state["basis:on"] = on


def _routes(question: Question, answer: Answer) -> None:
    """The routes on the left, the hops of the chosen one on the right."""
    graph, ids = question.record.graph, [route.treaty for route in answer.routes]
    left, right = st.columns([4, 9], gap="large")
    with left:
        bind_widget("basis:route", ids[0], param="route", read=one_of(ids), write=str)
        if st.session_state["basis:route"] not in ids:
            st.session_state["basis:route"] = ids[0]
        chosen = st.radio(
            f"{plural(len(ids), 'treaty', 'treaties')} on record",
            ids,
            key="basis:route",
            captions=[_caption(r) for r in answer.routes],
            format_func=lambda id_: _label(answer, id_, short(graph, id_)),
        )
    route = next(r for r in answer.routes if r.treaty == chosen)
    with right:
        _route(question, route)


def _label(answer: Answer, treaty: str, name: str) -> str:
    look = VERDICTS[next(r for r in answer.routes if r.treaty == treaty).verdict]
    return f"{look.markdown()} **{escape(name)}**"


def _caption(route: Route) -> str:
    """How a route ends, in a few words."""
    stop = route.stopped_at
    if stop is None:
        return "holds"
    return f"{route.verdict} at: {escape(worded(stop.question))}"


def _route(question: Question, route: Route) -> None:
    graph = question.record.graph
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"#### {escape(route.name)}", width="content")
        with st.container(horizontal=True, width="content"):
            st.page_link(
                "views/read.py", label="Read", icon=":material/menu_book:", query_params={"treaty": route.treaty}
            )
            st.page_link(
                "views/reservations.py",
                label="Reservations",
                icon=":material/edit_off:",
                query_params={
                    "treaty": route.treaty,
                    "look": "between",
                    "a": str(question.requesting),
                    "b": str(question.requested),
                },
            )
    if route.changes_on and route.changes_to:
        _next_change(route.changes_on, f"To “{route.changes_to}” this route")
    holding = sum(hop.verdict is Verdict.holds for hop in route.hops)
    st.caption(
        f"{holding} of {len(route.hops)} hops hold. The first that fails is set apart, or else the first that is open."
    )
    verdict_look.steps(graph, route.hops, route.stopped_at)


def written(question: Question, answer: Answer) -> Document:
    """All hops of all routes, one a row."""
    entries = [
        Entry(
            (short(question.record.graph, r.treaty), r.verdict.value, h.question, h.verdict.value, h.reason),
            h.citations,
            (r.treaty,),
        )
        for r in answer.routes
        for h in r.hops
    ]
    return document(
        question.record.graph,
        question.title(),
        ["treaty", "route", "question", "verdict", "reason"],
        entries,
        query=_command(question, answer) or question.title(),
        made=take_away.now(),
        as_of=answer.on,
    )


def _command(question: Question, answer: Answer) -> str:
    """What asks the same on the command line, which wants an offence."""
    if answer.offence is None:
        return ""
    supposed = "".join(f" --suppose {s.treaty}:{s.actor}={s.day}" for s in question.supposed)
    known = f" --known-as-of {question.known}" if question.known else ""
    return (
        f"treatygraph basis --from {answer.requesting} --to {answer.requested} --offence {answer.offence} "
        f"--measure {answer.measure} --on {answer.on} --objections {question.objections}{supposed}{known} --full"
    )


def _take_away(question: Question, answer: Answer) -> None:
    name = f"basis-{answer.requesting}-{answer.requested}-{answer.measure}"
    sentence = f"{question.title()}: {answer.verdict}. {answer.reason}"
    offered = take_away.Answer(name, sentence, written(question, answer), answer.as_json(), _command(question, answer))
    take_away.take_away(question.record.graph, offered)
