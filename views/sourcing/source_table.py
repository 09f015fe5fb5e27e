"""All sources in a table, those that most rests on first; choosing one opens it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from graph.projection import Projection
from graph.reports.status import sources
from views.common.links import linked, set_linked

_ALL = "All publishers"


@st.cache_data(max_entries=4, show_spinner=False)
def _rows(_graph: Projection, revision: str, today: dt.date) -> list[dict[str, Any]]:  # noqa: ARG001  (the arguments are the key of the cache)
    return sorted(sources(_graph, today), key=lambda r: -r["statements"])


def source_rows(graph: Projection, today: dt.date) -> list[dict[str, Any]]:
    """What `status.sources` says of each source, those that most rests on first; kept while the graph stays the same."""
    return _rows(graph, graph.revision, today)


def show(graph: Projection, today: dt.date) -> str | None:
    """The table with a search and a filter; returns the id of the source in the address, or the first."""
    rows = source_rows(graph, today)
    publishers = sorted({str(p) for r in rows if (p := graph.nodes[str(r["source"])].properties.get("publisher"))})
    search, filtered = st.columns([3, 2])
    with search:
        words = st.text_input(
            "Find a source",
            key="sources:find",
            placeholder="Find a source",
            label_visibility="collapsed",
            type="search",
            live=True,
        )
    with filtered:
        publisher = st.selectbox(
            "Publisher", [_ALL, *publishers], key="sources:publisher", label_visibility="collapsed"
        )
    shown = [r for r in rows if _fits(graph, str(r["source"]), words or "", publisher)]
    if not shown:
        st.info("No source fits.", icon=":material/search_off:")
    ids = [str(r["source"]) for r in shown]

    def take() -> None:
        chosen = st.session_state["sources:table"]["selection"]["rows"]
        if chosen and chosen[0] < len(ids):
            set_linked("source", ids[chosen[0]])

    if shown:
        st.dataframe(
            _frame(graph, shown),
            hide_index=True,
            height=600,
            key="sources:table",
            on_select=take,
            selection_mode="single-row",
            placeholder="—",
            alt="Sources with the number of statements, their state of review, and the day they were read.",
            column_config={
                "Source": st.column_config.TextColumn(width=200),
                "Statements": st.column_config.NumberColumn(width=78),
                "Verified": st.column_config.ProgressColumn(
                    width=66, min_value=0, max_value=100, format="%d %%", help="Share read in the source itself."
                ),
                "Disputed": None,  # these two, which the other view and the source itself say, can be shown too
                "Read on": None,
            },
        )
    chosen = linked("source", ids[0] if ids else "")
    if chosen and chosen not in graph.nodes:
        st.warning(f"The link names the source `{chosen}`, which is not in the graph.", icon=":material/link_off:")
        return ids[0] if ids else None
    return chosen or None


def _fits(graph: Projection, id_: str, words: str, publisher: str) -> bool:
    said = graph.nodes[id_].properties
    text = " ".join(str(said.get(n, "")) for n in ("name", "title", "publisher", "url")) + f" {id_}"
    return all(w in text.casefold() for w in words.casefold().split()) and publisher in (_ALL, said.get("publisher"))


def _frame(graph: Projection, rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            {
                "Source": graph.name(str(r["source"])),
                "Statements": r["statements"],
                "Verified": round(100 * r["verified"] / max(1, r["statements"])) if r["statements"] else None,
                "Disputed": r["disputed"] or None,
                "Read on": r["retrieved"],
            }
            for r in rows
        ]
    )
    frame["Read on"] = pd.to_datetime(frame["Read on"])
    return frame
