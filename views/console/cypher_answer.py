"""The answer to a query: a table, a graph, JSON; to save and to open in the explorer."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from graph.ids import treaty_of
from graph.projection import Projection
from graph.records import Edge
from graph.reports.query_answers import Drawn, as_csv, as_json, cell, drawn
from graph.store import Table
from ontology.schema import Terms
from views.common.graph_view import canvas_graph, show_details, show_statements, statements_of
from views.common.links import bind_widget, one_of
from views.common.words import escape, plural
from views.components.canvas import canvas, canvas_state

_FORMS = {"table": "Table", "graph": "Graph", "json": "JSON"}
_MOST_DRAWN = 300


def show(graph: Projection, table: Table) -> None:
    """One form of the answer at a time, and the buttons to save it."""
    things = drawn(table, graph)
    bind_widget("cypher:form", "table", param="form", read=one_of(_FORMS), write=str)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        form = st.segmented_control(
            "Form", list(_FORMS), key="cypher:form", required=True, label_visibility="collapsed", format_func=_FORMS.get
        )
        with st.container(horizontal=True, width="content"):
            st.download_button(
                "CSV",
                lambda: as_csv(table),
                "treatygraph.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )
            st.download_button(
                "JSON",
                lambda: as_json(table),
                "treatygraph.json",
                "application/json",
                icon=":material/download:",
                on_click="ignore",
            )
    if not table.rows:
        st.info("The query ran and found nothing. Check the ids and the day it asks about.", icon=":material/inbox:")
    elif form == "table":
        _table(graph, table)
    elif form == "graph":
        _graph(graph, things)
    else:
        st.code(as_json(Table(table.columns, table.rows[:200])), language="json", height=460)
        if len(table.rows) > 200:
            st.caption(f"The first 200 of {plural(len(table.rows), 'row')}; save the JSON for all.")


def _table(graph: Projection, table: Table) -> None:
    """Rows; choosing one offers the things in it."""
    frame = pd.DataFrame(
        [[cell(row[c]) for c in table.columns] for row in table.rows], columns=_distinct(table.columns)
    )
    for column in frame.columns:
        if len(frame) and all(isinstance(v, dt.date) or v is None for v in frame[column]):
            frame[column] = pd.to_datetime(frame[column])
    days = {
        c: st.column_config.DateColumn(format="YYYY-MM-DD")
        for c in frame.columns
        if pd.api.types.is_datetime64_any_dtype(frame[c])
    }
    event = st.dataframe(
        frame,
        hide_index=True,
        height=min(460, 35 * (len(frame) + 1) + 3),
        key=f"cypher:table:{hash(tuple(table.columns))}",
        on_select="rerun",
        selection_mode="single-row",
        column_config=days,
        placeholder="",
        alt="The answer to the query.",
    )
    chosen = event["selection"]["rows"]
    if chosen and chosen[0] < len(table.rows):
        _open_row(graph, drawn(Table(table.columns, [table.rows[chosen[0]]]), graph))


def _distinct(columns: list[str]) -> list[str]:
    """Column heads, numbered where two are alike."""
    return [f"{c} ({columns[:i].count(c) + 1})" if c in columns[:i] else c for i, c in enumerate(columns)]


def _open_row(graph: Projection, things: Drawn) -> None:
    """Links to the things of one row."""
    provision = Terms(graph.schema).Provision
    with st.container(horizontal=True, gap="small"):
        for id_ in things.things[:8]:
            is_provision = graph.schema.is_a(graph.nodes[id_].label, provision)
            page, params = (
                ("views/read.py", {"provision": id_, "treaty": treaty_of(id_)})
                if is_provision
                else ("views/explore.py", {"select": id_})
            )
            st.page_link(
                page,
                label=escape(graph.name(id_)),
                icon=":material/menu_book:" if is_provision else ":material/hub:",
                query_params=params,
            )
    if not things.things:
        st.caption("This row names no thing that could be opened.")


def _graph(graph: Projection, things: Drawn) -> None:
    """The things of the answer on the canvas, with its relationships, or all between them where it has none."""
    if not things.things:
        st.info(
            "The answer holds no things to draw: return nodes, relationships, paths or ids.",
            icon=":material/scatter_plot:",
        )
        return
    ids = things.things[:_MOST_DRAWN]

    def holds(edge: Edge) -> bool:
        return not things.relationships or (edge.start, edge.type, edge.end) in things.relationships

    if len(ids) < len(things.things):
        st.caption(
            f"The first {_MOST_DRAWN} of {plural(len(things.things), 'thing')} are drawn; narrow the query to see others."
        )
    key = f"cypher:canvas:{hash(things)}"
    left, right = st.columns([7, 4], gap="medium")
    with left:
        canvas(
            canvas_graph(graph, ids, holds=holds, count_hidden=False),
            key=key,
            height=520,
            label="Graph of the answer",
            file_name="query",
        )
        st.page_link(
            "views/explore.py", label="Go on in Explore", icon=":material/hub:", query_params={"show": ",".join(ids)}
        )
    with right, st.container(height=560, border=False):
        chosen = canvas_state(key).selected_id
        if chosen in graph.nodes:
            show_details(graph, str(chosen), key=f"{key}:details")
        elif chosen and (statements := statements_of(graph, chosen)):
            show_statements(graph, statements, key=f"{key}:statements")
        else:
            st.caption("Choose a thing or a line to see what is said of it and where.")
