"""One measure for all states: who is connected with whom, which ratification would connect the most, where routes break."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from graph.law.acts import Supposition
from graph.law.connections import Connections, Ratification
from graph.projection import Projection
from views.answers import verdict_look
from views.answers.basis_charts import PAIR, STATE, heat_map, verdict_map
from views.answers.basis_question import Question
from views.answers.basis_reckoning import Pairs, reckon
from views.answers.supposing import suppose
from views.answers.take_away import csv
from views.common.links import bind_widget, one_of
from views.common.look import stacked
from views.common.picker import choose
from views.common.words import day, escape, plural
from views.treaties.treaties_table import short

_SHOWN = {"one": "With whom {} is connected", "pairs": "All pairs of states"}


def show(question: Question) -> None:
    """Draw the shares, the map of one state, what would connect more, and the matrix of all."""
    pairs = reckon(question)
    found = pairs.connections
    if not found.lanes:
        st.info("No treaty on record provides for this measure between states.", icon=":material/inbox:")
        return
    st.markdown(
        f"#### {escape(question.told())}, {day(question.on)}",
        help="Pairs of members of the United Nations; the rules are the same in both directions.",
    )
    st.html(verdict_look.share(pairs.counts, "pairs of states"))
    bind_widget("basis:shown", "one", param="shown", read=one_of(_SHOWN), write=str)
    graph, centre = question.record.graph, question.requesting
    shown = st.segmented_control(
        "Shown",
        list(_SHOWN),
        key="basis:shown",
        required=True,
        label_visibility="collapsed",
        format_func=lambda s: _SHOWN[s].format(graph.name(centre) if centre in found.states else "one state"),
    )
    with stacked("basis"):
        left, right = st.columns([7, 5], gap="large")
    with left:
        (_map if shown == "one" else _matrix)(question, pairs)
    with right:
        if shown == "one":
            _ratifications(question, pairs)
        else:
            _connected(question, pairs)
    verdict_look.disclaimer()


def _map(question: Question, pairs: Pairs) -> None:
    """With whom the requesting state is connected; a click asks that state."""
    found, graph, centre = pairs.connections, question.record.graph, question.requesting
    if centre not in found.states:
        st.info(
            "Choose a member of the United Nations as the requesting state to see with whom it is connected.",
            icon=":material/flag:",
        )
        return
    picked = st.vega_lite_chart(
        spec=verdict_map(graph, found, centre),
        key="basis:map",
        on_select="rerun",
        selection_mode=STATE,
        alt=f"Map of the world by whether there is a route between {graph.name(centre)} and each state; the same is in the table of pairs.",
    )
    chosen = picked["selection"].get(STATE) or []
    if not _open(question, found, centre, chosen[0].get("state") if chosen else None, "map"):
        st.caption("Choose a state to see the pair. Outlines by Natural Earth; they say nothing about any territory.")
    csv(_pairs(found, centre), f"connections-{centre}-{question.measure}", f"Pairs of {graph.name(centre)}")


def _pairs(found: Connections, centre: str) -> pd.DataFrame:
    graph = found.record.graph
    return pd.DataFrame(
        [
            {
                "state": centre,
                "other": s,
                "name": graph.name(s),
                "verdict": found.verdict(centre, s).value,
                "treaties": " ".join(found.treaties(centre, s)),
            }
            for s in found.states
            if s != centre
        ]
    )


def _open(question: Question, found: Connections, one: str | None, other: str | None, key: str) -> bool:
    """What is known of a pair, and the way to its hops; whether there is a pair."""
    graph = question.record.graph
    if one not in found.states or other not in found.states or one == other:
        return False
    look = verdict_look.VERDICTS[found.verdict(one, other)]
    treaties = ", ".join(escape(short(graph, t)) for t in found.treaties(one, other))
    under = f" under {treaties}" if treaties else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"{look.markdown()} **{escape(graph.name(one))} – {escape(graph.name(other))}**: {look.name}{under}",
            width="content",
        )
        st.button(
            "Hop by hop",
            icon=":material/format_list_numbered:",
            key=f"basis:open:{key}",
            type="tertiary",
            on_click=_ask,
            args=(one, other),
        )
    return True


def _ask(one: str, other: str) -> None:
    choose("basis:from", one, "requesting")
    choose("basis:to", other, "requested")
    st.session_state["basis:view"] = "pair"


def _ratifications(question: Question, pairs: Pairs) -> None:
    """Which ratification would connect the most new pairs, and at which single hop most pairs break."""
    graph = question.record.graph
    gains, links = pairs.ratifications, pairs.weakest
    more, weak = st.tabs(["What would connect more", "Where routes break"])
    with more:
        if not gains:
            st.info("No ratification of a treaty in force would connect a new pair.", icon=":material/done_all:")
        else:
            rows = pd.DataFrame(
                [
                    {"New pairs": g.new_pairs, "State": graph.name(g.state), "Treaty": short(graph, g.treaty)}
                    for g in gains
                ]
            )
            st.markdown(_most(graph, gains))
            st.caption(
                "Each alone, without reservations, once in force; treaties in force only. Choose a row to suppose it."
            )
            picked = st.dataframe(
                rows,
                hide_index=True,
                height=330,
                key=f"basis:gains:{hash(question.key())}",
                on_select="rerun",
                selection_mode="single-row",
                column_config={
                    "New pairs": st.column_config.NumberColumn(width=78),
                    "State": st.column_config.TextColumn(width=130),
                    "Treaty": st.column_config.TextColumn(width=130),
                },
                alt="Ratifications with the number of pairs of states each would newly connect.",
            )
            _suppose(question, [gains[i] for i in picked["selection"]["rows"]])
            csv(rows, f"ratifications-{question.measure}")
    with weak:
        rows = pd.DataFrame(
            [
                {
                    "Pairs": k.pairs,
                    "Breaks at": k.question,
                    "Verdict": k.verdict.value,
                    "Treaty": short(graph, k.treaty),
                }
                for k in links
            ]
        )
        st.caption("Hops that alone stand between so many pairs and a route that holds.")
        widths = {
            "Pairs": st.column_config.NumberColumn(width=62),
            "Breaks at": st.column_config.TextColumn(width=140),
            "Verdict": st.column_config.TextColumn(width=88),
            "Treaty": st.column_config.TextColumn(width=100),
        }
        st.dataframe(
            rows,
            hide_index=True,
            height=330,
            column_config=widths,
            alt="Hops with the number of pairs that break at them alone.",
        )
        csv(rows, f"weak-links-{question.measure}")


def _most(graph: Projection, gains: list[Ratification]) -> str:
    """The ratifications that connect the most, in a sentence: one, or as many as are equal."""
    best = gains[0]
    equal = [g for g in gains if (g.treaty, g.new_pairs) == (best.treaty, best.new_pairs)]
    who = escape(graph.name(best.state)) if len(equal) == 1 else f"any one of {len(equal)} states"
    return f"**{plural(best.new_pairs, 'new pair')}** by the {escape(graph.name(best.treaty))}, ratified by {who}."


def _suppose(question: Question, chosen: list[Ratification]) -> None:
    """A button that supposes a ratification, early enough for the delays of the treaties on record to have run."""
    for gain in chosen[:1]:
        deposit = Supposition(gain.state, gain.treaty, question.on - dt.timedelta(days=365))
        st.button(
            f"Suppose that {question.record.graph.name(gain.state)} has deposited",
            icon=":material/science:",
            key="basis:suppose-gain",
            help="A year before the day asked, so that the treaty's delay has run.",
            on_click=suppose,
            args=((*question.supposed, deposit),),
        )


def _matrix(question: Question, pairs: Pairs) -> None:
    """All pairs: a cell for each, those connected with the most first. Thousands of cells: drawn only where asked for."""
    found = pairs.connections
    picked = st.altair_chart(
        heat_map(pairs.cells, len(found.states)),
        key="basis:matrix",
        on_select="rerun",
        selection_mode=PAIR,
        width="content",
        alt="Matrix of all states by whether there is a route between each two; the table beside counts them.",
    )
    chosen = (picked["selection"].get(PAIR) or [{}])[0]
    if not _open(question, found, chosen.get("one_id"), chosen.get("other_id"), "matrix"):
        st.caption(
            "Rows and columns are the states, those connected with the most others first. Choose a cell to see the pair."
        )


def _connected(question: Question, pairs: Pairs) -> None:
    """With how many others each state is connected."""
    st.markdown("**With how many others**")
    st.dataframe(
        pairs.connected,
        hide_index=True,
        height=560,
        alt="States with the number of others to which a route holds or may hold.",
    )
    csv(pairs.connected, f"connected-{question.measure}")
