"""Who touches which provisions of a treaty: provisions by how many limit them, the statements in a table, one of them in full."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import altair as alt
import pandas as pd
import streamlit as st

from graph.ids import reference
from graph.law.bonds import Record
from graph.law.reservations import Hit, Statement, Touch, statements_of, touched, unconfirmed
from graph.law.verdicts import distinct
from views.answers import verdict_look
from views.answers.take_away import csv, fit
from views.common.links import linked, set_linked
from views.common.look import Ink, legend, safe, stacked
from views.common.words import day, escape, plural, spoken, worded

EFFECTS = {
    "excludes": Ink("#b03a55", "#ea8fa3"),
    "modifies": Ink("#c2622d", "#e08f5c"),
    "conditions": Ink("#c9a227", "#e2c869"),
    "interprets": Ink("#649bcc", "#6ba6e3"),
    "states": Ink("#a9b3bf", "#6b7684"),
}
MEANING = """- **excludes**: the author does not apply the provision
- **modifies**: it applies it otherwise than written
- **conditions**: it applies it only if a condition is met
- **interprets**: it says how it reads it; no obligation changes
- **states**: a notification, such as the name of an authority"""
_BAR = "provision"
_UNFOLDED = 4  # objections


def show(record: Record, treaty: str, on: dt.date) -> None:
    """Draw the bars, the table and the statement that is open."""
    found = touched(record, treaty, on)
    kinds = Counter(hit.statement.kind for hit in found)
    chosen_kinds = (
        st.pills(
            "Kinds of statement",
            list(kinds),
            selection_mode="multi",
            key="reservations:kinds",
            label_visibility="collapsed",
            format_func=lambda kind: f"{spoken(kind).capitalize()} {kinds[kind]}",
        )
        if found
        else []
    )
    found = [hit for hit in found if not chosen_kinds or hit.statement.kind in chosen_kinds]
    rows = [(hit, touch) for hit in found for touch in hit.statement.touches]
    if not rows:
        st.info("Nothing on record touches this treaty on that day.", icon=":material/inbox:")
        verdict_look.disclaimer()
        return
    with stacked("reservations"):
        left, right = st.columns([5, 8], gap="large")
    with left:
        chosen = _bars(record, rows)
    with right:
        shown = [(hit, touch) for hit, touch in rows if not chosen or touch.target == chosen]
        _table(record, treaty, shown, chosen)
        _one(record, found, on)
    verdict_look.disclaimer()


def _effect(touch: Touch) -> str:
    return touch.effect or "states"


def _place(target: str) -> str:
    return reference(target) if "/" in target else "the treaty as a whole"


def _bars(record: Record, rows: list[tuple[Hit, Touch]]) -> str | None:
    """Provisions by how many actors touch them; a bar narrows the table. The id of the provision chosen."""
    graph = record.graph
    actors = Counter(
        (target, effect) for target, effect, _ in {(t.target, _effect(t), h.statement.actor) for h, t in rows}
    )
    table = pd.DataFrame(
        [
            {
                "provision": target,
                "place": _place(target),
                "heading": graph.name(target),
                "effect": effect,
                "rank": list(EFFECTS).index(effect),
                "actors": n,
                "ordinal": int(str(graph.nodes[target].properties.get("ordinal", 0))),
            }
            for (target, effect), n in actors.items()
        ]
    ).sort_values(["ordinal", "provision"])
    st.markdown("**Provisions touched, by how many actors**", help=MEANING)
    present = set(table["effect"])
    st.html(legend((ink, effect, None) for effect, ink in EFFECTS.items() if effect in present))
    order = list(dict.fromkeys(table["place"]))
    clicked = alt.selection_point(name=_BAR, fields=["provision"], on="click", empty=True)
    chart = (
        alt.Chart(table)
        .mark_bar(cursor="pointer")
        .encode(
            y=alt.Y(
                "place:N",
                sort=order,
                title=None,
                axis=alt.Axis(labelLimit=150, labelOverlap=False, ticks=False, domain=False),
            ),
            x=alt.X("actors:Q", title="Actors", axis=alt.Axis(tickMinStep=1, grid=False)),
            color=alt.Color(
                "effect:N",
                title=None,
                scale=alt.Scale(domain=list(EFFECTS), range=[str(i) for i in EFFECTS.values()]),
                legend=None,
            ),
            opacity=alt.condition(clicked, alt.value(1), alt.value(0.35)),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("heading:N", title="Provision"),
                alt.Tooltip("effect:N", title="Effect"),
                alt.Tooltip("actors:Q", title="Actors"),
            ],
        )
        .properties(height=22 * len(order) + 60)
        .add_params(clicked)
        .configure_view(strokeWidth=0)
    )
    with st.container(height=min(640, 26 * len(order) + 70), border=False):
        picked = st.altair_chart(
            chart,
            key=f"reservations:bars:{rows[0][0].statement.treaty}",
            on_select="rerun",
            selection_mode=_BAR,
            alt="Provisions by how many actors touch them; the table beside holds the same.",
        )
    point = (picked["selection"].get(_BAR) or [{}])[0]
    found: str | None = point.get("provision")
    return found if found in set(table["provision"]) else None


def _table(record: Record, treaty: str, rows: list[tuple[Hit, Touch]], chosen: str | None) -> None:
    """One row for each provision that a statement concerns; a row opens the statement."""
    graph, known = record.graph, statements_of(record.graph)
    table = pd.DataFrame(
        [
            {
                "Actor": graph.name(h.statement.actor),
                "Provision": _place(t.target),
                "Effect": _effect(t),
                "Kind": spoken(h.statement.kind),
                "Date": h.statement.date,
                "Objections": len(known.objectors.get(h.statement.id, ())),
                "Summary": h.statement.summary,
                "Statement": h.statement.id,
                "Source": str(t.citation),
            }
            for h, t in rows
        ]
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        about = f" on {escape(graph.name(chosen))}" if chosen else ""
        st.markdown(
            f"**{plural(table['Statement'].nunique(), 'statement')} of {plural(table['Actor'].nunique(), 'actor')}**{about}",
            width="content",
        )
        csv(table, f"reservations-{treaty}")

    def take() -> None:
        picked = st.session_state["reservations:table"]["selection"]["rows"]
        if picked:
            set_linked("statement", rows[picked[0]][0].statement.id)

    st.dataframe(
        table,
        hide_index=True,
        height=fit(len(table), 8),
        key="reservations:table",
        on_select=take,
        selection_mode="single-row",
        placeholder="—",
        alt="Statements with the provisions they touch.",
        column_config={
            "Actor": st.column_config.TextColumn(width=112),
            "Provision": st.column_config.TextColumn(width=84),
            "Effect": st.column_config.TextColumn(width=84),
            "Kind": st.column_config.TextColumn(width=86),
            "Date": st.column_config.DateColumn(format="D MMM YYYY", width=90),
            "Objections": st.column_config.NumberColumn(width=82),
            "Summary": st.column_config.TextColumn(width=90),
            "Statement": None,
            "Source": None,  # choosing the row shows it with the rest of the statement
        },
    )


def _one(record: Record, found: list[Hit], on: dt.date) -> None:
    """The statement that the address names, in full with the objections to it."""
    those = {hit.statement.id: hit.statement for hit in found}
    said = those.get(linked("statement"))
    if said is None:
        st.caption("Choose a row to read what was said, with its source and the objections to it.")
        return
    graph = record.graph
    with st.container(border=True):
        when = f" · {day(said.date)}" if said.date else ""
        st.markdown(f"**{escape(graph.name(said.actor))}** :small[{spoken(said.kind)}{when}]  \n{escape(said.summary)}")
        if unconfirmed(record, said):
            st.markdown(
                ":orange[:material/warning:] Made at signature; no confirmation with the instrument is on record (VCLT, art. 23(2))."
            )
        for touch in said.touches:
            toward = f", toward {', '.join(map(graph.name, touch.toward))}" if touch.toward else ""
            st.markdown(
                f"- {_effect(touch)} **{escape(graph.name(touch.target))}**"
                f"{f': {escape(worded(touch.note))}' if touch.note else ''}{escape(toward)}"
            )
        st.html(verdict_look.cited(graph, distinct((said.citation, *(t.citation for t in said.touches)))))
        _objections(record, said, on)
        with st.container(horizontal=True):
            st.page_link("views/explore.py", label="Explore", icon=":material/hub:", query_params={"select": said.id})
            provision = next((t.target for t in said.touches if "/" in t.target), None)
            if provision:
                st.page_link(
                    "views/read.py",
                    label="Read the provision",
                    icon=":material/menu_book:",
                    query_params={"provision": provision},
                )


def _objections(record: Record, said: Statement, on: dt.date) -> None:
    graph, objections = (
        record.graph,
        [o for o in statements_of(record.graph).objectors.get(said.id, ()) if o.in_effect(on)],
    )
    if not objections:
        st.caption("No objection that stands on that day is on record.")
        return
    rows = "".join(
        f"<li><b>{safe(graph.name(o.actor))}</b>{f', {day(o.date)}' if o.date else ''}: {safe(o.summary)}"
        f"{verdict_look.cited(graph, (o.citation,))}</li>"
        for o in sorted(objections, key=lambda o: graph.name(o.actor))
    )
    with st.expander(
        f"{plural(len(objections), 'objection')}", icon=":material/pan_tool:", expanded=len(objections) <= _UNFOLDED
    ):
        st.html(f'<ul class="plain">{rows}</ul>')
        st.caption("What an objection does between the two is for the reader to choose: see “Between two states”.")
