"""Two treaties, provision by provision: what matches, how closely, and what only one of them has."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.alignment import Row, compare, concepts_apart
from graph.ids import reference
from graph.law.bonds import Record
from graph.projection import Projection
from graph.reports.reading import reader_of
from views.common.links import bind_widget, linked, one_of, set_linked
from views.common.words import escape
from views.reading.article_matches import side_by_side
from views.treaties.treaties_table import in_order, short

_RELATIONS = {
    "exact": "Same rule",
    "close": "Nearly the same",
    "broader": "Broader there",
    "narrower": "Narrower there",
    "related": "Related",
    "computed": "Suggested",
    "first": "Only in the first",
    "second": "Only in the second",
}


def show(record: Record) -> None:
    """Choose two treaties; a row of the table opens its two provisions side by side."""
    graph = record.graph
    treaties = in_order(graph)
    first, second = _choose(graph, treaties)
    if first == second:
        st.info("Choose two different treaties.", icon=":material/compare_arrows:")
        return
    rows = _rows(graph, graph.revision, first, second)
    counts = {kind: sum(_kind(row) == kind for row in rows) for kind in _RELATIONS}
    shown = st.pills(
        "Show",
        [k for k in _RELATIONS if counts[k]],
        selection_mode="multi",
        key="compare:relations",
        label_visibility="collapsed",
        format_func=lambda k: f"{_RELATIONS[k]} {counts[k]}",
    )
    rows = [row for row in rows if not shown or _kind(row) in shown]
    _table(graph, rows, first, second)
    _opened(graph, rows)
    _concepts(graph, first, second)


def _choose(graph: Projection, treaties: list[str]) -> tuple[str, str]:
    left, right = st.columns(2)
    chosen = []
    for column, param, default in (
        (left, "first", treaties[0]),
        (right, "second", treaties[min(1, len(treaties) - 1)]),
    ):
        with column:
            bind_widget(f"compare:{param}", default, param=param, read=one_of(treaties), write=str)
            chosen.append(
                st.selectbox(f"{param.capitalize()} treaty", treaties, key=f"compare:{param}", format_func=graph.name)
            )
    return chosen[0], chosen[1]


@st.cache_data(max_entries=16, show_spinner="Comparing the two treaties")
def _rows(_graph: Projection, revision: str, first: str, second: str) -> list[Row]:  # noqa: ARG001  (the arguments are the key of the cache)
    return compare(_graph, first, second)


def _kind(row: Row) -> str:
    if row.second is None:
        return "first"
    if row.first is None:
        return "second"
    return "computed" if row.basis == "computed" else row.relation


def _table(graph: Projection, rows: list[Row], first: str, second: str) -> None:
    names = [short(graph, t) for t in (first, second)]
    frame = pd.DataFrame(
        [
            {
                names[0]: _name(graph, row.first),
                "How they relate": _RELATIONS[_kind(row)],
                names[1]: _name(graph, row.second),
                "Note": row.why
                if row.basis == "curated"
                else f"score {row.score:.2f}: {row.why}"
                if row.score is not None
                else "",
                "Rests on": row.citation,
            }
            for row in rows
        ],
        columns=[names[0], "How they relate", names[1], "Note", "Rests on"],
    )

    def take() -> None:
        chosen = st.session_state[f"compare:rows:{first}:{second}"]["selection"]["rows"]
        set_linked("row", f"{rows[chosen[0]].first or ''}@{rows[chosen[0]].second or ''}" if chosen else "")

    st.dataframe(
        frame,
        hide_index=True,
        height=min(430, 36 * (len(frame) + 1) + 3),
        key=f"compare:rows:{first}:{second}",
        on_select=take,
        selection_mode="single-row",
        alt="Provisions of the two treaties with how they relate.",
        column_config={
            names[0]: st.column_config.TextColumn(width=200),
            names[1]: st.column_config.TextColumn(width=200),
            "How they relate": st.column_config.TextColumn(width=112),
            "Note": st.column_config.TextColumn(width=100),
            "Rests on": st.column_config.TextColumn(width=100),
        },
    )


def _name(graph: Projection, id_: str | None) -> str:
    if id_ is None:
        return "—"
    heading = graph.nodes[id_].properties.get("heading")
    return f"{reference(id_)} {heading or ''}".strip()


def _opened(graph: Projection, rows: list[Row]) -> None:
    """The row that the address names, its two provisions side by side."""
    one, _, other = linked("row").partition("@")
    row = next((r for r in rows if (r.first or "", r.second or "") == (one, other)), None)
    if row is None:
        st.caption("Choose a row to read the two provisions side by side.")
    else:
        side_by_side(reader_of(graph), row.first, row.second)


def _concepts(graph: Projection, first: str, second: str) -> None:
    """The offences and measures that only one of the two has, and those of both."""
    ours, theirs, both = concepts_apart(graph, first, second)
    st.subheader("Offences and measures", anchor=False)
    names = [escape(short(graph, t)) for t in (first, second)]
    for column, title, ids in zip(
        st.columns(3), (f"Only the {names[0]}", "Both", f"Only the {names[1]}"), (ours, both, theirs), strict=True
    ):
        with column:
            st.markdown(f"**{title}** :gray[{len(ids)}]")
            st.markdown(", ".join(escape(graph.name(id_)) for id_ in ids) or "None.")
