"""Two states side by side: their treaties, since when each is bound, and what their statements change between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

import pandas as pd
import streamlit as st

from graph.ids import reference
from graph.law.bonds import Record
from graph.law.participants import Participant, Stand, treaties_of
from graph.law.reservations import ObjectionRule
from graph.law.treaty_between import Changed, between
from graph.law.verdicts import Verdict, distinct
from views.answers import asked
from views.common.links import bind_widget
from views.common.look import STANDS, span
from views.common.record import citation_line, participants_of
from views.common.two_ends import End, two_ends
from views.common.words import brief_day, escape, plural, spoken, worded
from views.treaties.treaties_table import in_order, short

_RULES = {
    ObjectionRule.as_vclt: "The provision falls to the extent of the reservation (VCLT, art. 21(3))",
    ObjectionRule.severed: "The reservation falls, the provision applies in full",
    ObjectionRule.no_relations: "The treaty is not in force between the two",
    ObjectionRule.ignored: "The reservation stands as if accepted",
}


def show(record: Record) -> None:
    """Choose two states and a day; what they share comes first."""
    chosen = _choose(record)
    if chosen is None:
        return
    one, other, on = chosen
    graph = record.graph
    theirs = treaties_of(record, one) | treaties_of(record, other)
    rows = [_row(record, treaty, one, other, on) for treaty in in_order(graph) if treaty in theirs]
    rows = [row for row in rows if row["one"] or row["other"]]
    if not rows:
        st.info("Neither has an act on record about any of these treaties.", icon=":material/inbox:")
        return
    common = [str(row["treaty"]) for row in rows if row["both"]]
    names = graph.name(one), graph.name(other)
    st.markdown(
        f"On that day **{len(common)}** of {len(rows)} treaties bind both {escape(names[0])} and {escape(names[1])}"
        + (f": {', '.join(escape(short(graph, t)) for t in common)}." if common else ".")
    )
    st.dataframe(
        _table(record, rows, names),
        hide_index=True,
        height="content",
        alt="Treaties with where either state stands.",
        column_config={
            "Treaty": st.column_config.TextColumn(width=190),
            "Between them": st.column_config.TextColumn(width=104),
            **{name: st.column_config.TextColumn(width=225) for name in names},
        },
    )
    if common:
        _between(record, common, one, other, on)


def _choose(record: Record) -> tuple[str, str, dt.date] | None:
    one, other, day = two_ends(
        End("First state", "compare:a", "a", "FRA"),
        End("Second state", "compare:b", "b", "JPN"),
        partial(asked.actor, record),
        key="compare:swap",
        beside=3,
    )
    with day:
        bind_widget("compare:on", dt.date.today(), param="on", read=_day, write=dt.date.isoformat)
        on = st.date_input(
            "On", key="compare:on", format="YYYY-MM-DD", min_value=dt.date(1945, 1, 1), max_value=dt.date(2100, 1, 1)
        )
    if one is None or other is None:
        st.info("Choose two states.", icon=":material/flag:")
    elif one == other:
        st.info("Choose two different states.", icon=":material/flag:")
    elif isinstance(on, dt.date):
        return one, other, on
    return None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _row(record: Record, treaty: str, one: str, other: str, on: dt.date) -> dict[str, object]:
    those = {p.actor: p for p in participants_of(record, treaty, on)}
    both = all(record.bound(state, treaty, on).verdict is Verdict.holds for state in (one, other))
    return {"treaty": treaty, "one": those.get(one), "other": those.get(other), "both": both}


def _table(record: Record, rows: list[dict[str, object]], names: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Treaty": short(record.graph, str(row["treaty"])),
                "Between them": "in force" if row["both"] else "—",
                names[0]: _told(row["one"]),
                names[1]: _told(row["other"]),
            }
            for row in sorted(rows, key=lambda r: not r["both"])
        ]
    )


def _told(p: object) -> str:
    if not isinstance(p, Participant):
        return "no act on record"
    act = p.consent or p.signature
    when = (
        f" since {span(p.bond.since, brief_day)}"
        if p.stand is Stand.party and p.bond
        else f", {span(act.when, brief_day)}"
        if act
        else ""
    )
    return f"{STANDS[p.stand].name}{when}{' (disputed)' if p.review == 'disputed' else ''}"


def _between(record: Record, common: list[str], one: str, other: str, on: dt.date) -> None:
    """What does not apply as written between the two, treaty by treaty, with its legal effect."""
    graph = record.graph
    st.subheader(
        "What their statements change between them",
        anchor=False,
        help="VCLT, articles 19 to 23. What is not listed applies as written.",
    )
    rule = st.selectbox(
        "Where the other objects",
        list(_RULES),
        key="compare:rule",
        format_func=_RULES.get,
        width=520,
        help="Practice differs on what an objection does.",
    )
    changed = {t: between(record, one, other, t, on, rule).changed for t in common}
    for i, treaty in enumerate(t for t in common if changed[t]):
        told = _by_statement(changed[treaty])
        with st.expander(f"{escape(graph.name(treaty))}: {plural(len(told), 'statement')}", expanded=i == 0):
            for column, state in zip(st.columns(2, gap="medium"), (one, other), strict=True):
                with column:
                    st.markdown(f"**Made by {escape(graph.name(state))}**")
                    own = [rows for rows in told if rows[0].by == state]
                    for rows in own:
                        _changed(record, rows)
                    if not own:
                        st.caption("Nothing on record.")
    unchanged = [t for t in common if not changed[t]]
    if unchanged:
        names = ", ".join(escape(short(graph, t)) for t in unchanged)
        st.caption(f"Nothing on record changes, between the two: {names}.")
    st.caption("What the depositary record shows; not legal advice.")


def _by_statement(changed: Iterable[Changed]) -> list[list[Changed]]:
    """Changes grouped by the statement that makes them, those that change an obligation first."""
    groups: dict[tuple[str, str], list[Changed]] = {}
    for row in changed:
        groups.setdefault((row.statement, row.consequence), []).append(row)
    return sorted(groups.values(), key=lambda rows: rows[0].effect in ("", "interprets"))


def _changed(record: Record, rows: list[Changed]) -> None:
    """One statement: what it touches, what it says, its legal effect between the two, and where it is recorded."""
    first = rows[0]
    touched = ", ".join(reference(r.provision) if "/" in r.provision else "the treaty as a whole" for r in rows)
    cited = "; ".join(citation_line(record.graph, c) for c in distinct(c for r in rows for c in r.citations))
    kind = " · ".join(spoken(word) for word in (first.kind, first.effect) if word)
    st.markdown(
        f"**{touched[0].upper()}{escape(touched[1:])}** :small[{kind}]  \n"
        f"{escape(first.summary)}  \n_{escape(worded(first.consequence))}_  \n:small[{cited}]"
    )
