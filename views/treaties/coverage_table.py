"""How far the record goes: articles with summaries and texts, their state of review, and the age of the sources."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from graph.projection import Projection
from graph.reports.status import coverage
from views.common.words import plural
from views.sourcing.source_table import source_rows
from views.treaties.treaties_table import in_order, short


def show(graph: Projection, today: dt.date) -> None:
    """Coverage of each treaty, and the sources most leaned on with their age."""
    left, right = st.tabs(["Articles of each treaty", "Sources that most rests on"])
    with left:
        articles = _articles(graph)
        st.dataframe(
            articles,
            hide_index=True,
            height="content" if len(articles) <= 16 else 493,
            placeholder="—",
            alt="Articles of each treaty: in all, with a summary, with the official text, by state of review.",
            column_config={
                "Treaty": st.column_config.TextColumn(width=190),
                "Matches": st.column_config.NumberColumn(help="Matching provisions of other treaties."),
                "Summarised": st.column_config.ProgressColumn(
                    width=100,
                    min_value=0,
                    max_value=100,
                    format="%d %%",
                    help="Articles with a summary in our own words.",
                ),
                "With text": st.column_config.ProgressColumn(
                    width=100,
                    min_value=0,
                    max_value=100,
                    format="%d %%",
                    help="Articles with the official text loaded.",
                ),
            },
        )
    with right:
        table = _sources(graph, today)
        undated = int(table["Read on"].isna().sum())
        st.caption(f"{plural(undated, 'source')} of {len(table)} without a dated reading.")
        st.dataframe(
            table.head(200),
            hide_index=True,
            height=35 * 14 + 3,
            placeholder="—",
            alt="Sources with the number of statements, their state of review and their age.",
            column_config={
                "Source": st.column_config.TextColumn(width=240),
                "Read on": st.column_config.DateColumn(format="D MMM YYYY"),
                "Age": st.column_config.NumberColumn(
                    format="%d days", help="Days since the source was read, or as at which it stood."
                ),
            },
        )
        st.page_link("views/sources.py", label="All sources, and what rests on each", icon=":material/library_books:")


@st.cache_data(max_entries=2, show_spinner=False)
def _coverage(_graph: Projection, revision: str) -> list[dict[str, object]]:  # noqa: ARG001  (the arguments are the key of the cache)
    return coverage(_graph)


def _articles(graph: Projection) -> pd.DataFrame:
    rows = {row["treaty"]: row for row in _coverage(graph, graph.revision)}
    return pd.DataFrame(
        [
            {
                "Treaty": short(graph, id_),
                "Articles": row["articles"],
                "Summarised": round(100 * row["with_summary"] / row["articles"]) if row["articles"] else None,
                "With text": round(100 * row["with_text"] / row["articles"]) if row["articles"] else None,
                "Verified": row["verified"],
                "Compiled": row["compiled"],
                "Disputed": row["disputed"],
                "Matches": row["alignments"],
            }
            for id_ in in_order(graph)
            if (row := rows.get(id_))
        ]
    )


def _sources(graph: Projection, today: dt.date) -> pd.DataFrame:
    rows = source_rows(graph, today)
    table = pd.DataFrame(
        [
            {
                "Source": graph.name(row["source"]),
                "Statements": row["statements"],
                "Verified": row["verified"],
                "Compiled": row["compiled"],
                "Disputed": row["disputed"],
                "Read on": row["retrieved"],
                "Age": row["age_days"],
            }
            for row in rows
        ]
    )
    table["Read on"] = pd.to_datetime(table["Read on"])
    return table
