"""Below the canvas of Explore: the same things and statements as tables (also for screen readers), and as Cypher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from graph.canvas.query import relationships_between
from graph.canvas.saved_views import Shelf, ShelfError
from graph.ids import treaty_of
from graph.projection import Projection
from graph.records import Edge
from views.common.words import kind_name, plural, qualifiers
from views.exploring.explore_acts import select, session_state, view
from views.exploring.explore_filters import Filters

_CHOICES = {"things": "Things", "statements": "Statements", "cypher": "Cypher"}


def lower_panel(graph: Projection, filters: Filters, ids: Sequence[str], edges: Sequence[Edge], shelf: Shelf) -> None:
    """What is on the canvas in words, one of three ways; nothing until one is chosen, so that a click stays quick."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        chosen = st.segmented_control(
            "What is on the canvas",
            list(_CHOICES),
            format_func=_CHOICES.__getitem__,
            key="explore:lower",
            label_visibility="collapsed",
            persist_state="session",
        )
        st.caption(_said(graph, ids, edges))
    if chosen == "things":
        _things(graph, ids, edges, shelf)
    elif chosen == "statements":
        _statements(graph, edges)
    elif chosen == "cypher":
        _cypher(graph, filters, ids)


def _said(graph: Projection, ids: Sequence[str], edges: Sequence[Edge]) -> str:
    hidden = len(session_state().shown) - len(ids)
    kinds = Counter(graph.nodes[id_].label for id_ in ids)
    most = ", ".join(f"{n:,} {kind_name(graph.schema, label, n)}" for label, n in kinds.most_common(4))
    return f"{most or 'Nothing'} · {plural(len(edges), 'statement')}" + (f" · {hidden} filtered out" if hidden else "")


def _things(graph: Projection, ids: Sequence[str], edges: Sequence[Edge], shelf: Shelf) -> None:
    try:
        notes = shelf.notes()
    except ShelfError:
        notes = {}
    links = Counter(end for edge in edges for end in {edge.start, edge.end})
    rows = [
        {
            "Name": graph.name(id_),
            "Kind": kind_name(graph.schema, graph.nodes[id_].label),
            "Treaty": _treaty(graph, id_),
            "Here": links[id_],
            "In all": len(graph.by_end[id_]),
            "Review": graph.nodes[id_].properties.get("review"),
            "Note": notes.get(id_, ""),
            "Id": id_,
        }
        for id_ in ids
    ]
    columns = {
        "Kind": st.column_config.TextColumn(width=80),
        "Treaty": st.column_config.TextColumn(width=100),
        "Here": st.column_config.NumberColumn(width=50, help="Statements on the canvas"),
        "In all": st.column_config.NumberColumn(width=56, help="Statements in the graph"),
        "Name": st.column_config.TextColumn(width=190),
        "Review": st.column_config.TextColumn(width=74),
        "Note": st.column_config.TextColumn(width=80),
        "Id": st.column_config.TextColumn(width=80),
    }

    def take() -> None:
        picked: Any = st.session_state["explore:things"]
        select([ids[at] for at in picked["selection"]["rows"] if at < len(ids)])

    st.dataframe(rows, key="explore:things", hide_index=True, column_config=columns, on_select=take, selection_mode="multi-row",
                 height=min(420, 38 + 35 * len(rows)), alt="The things on the canvas")  # fmt: skip


def _statements(graph: Projection, edges: Sequence[Edge]) -> None:
    line = view().selected_id
    rows = [
        {
            "From": graph.name(edge.start),
            "Relationship": graph.schema.relationships[edge.type].label,
            "To": graph.name(edge.end),
            "Said": ", ".join(qualifiers(edge.properties)),
            "Source": graph.name(source) if (source := str(edge.properties.get("source"))) in graph.nodes else source,
            "Locator": edge.properties.get("locator"),
            "Review": edge.properties.get("review"),
        }
        for edge in edges
        if line is None or line not in graph.nodes or line in (edge.start, edge.end)
    ]
    if line in graph.nodes:
        st.caption("Those of the selected thing. Clear the selection (Esc on the canvas) to see all.")
    widths = {"From": 120, "Relationship": 100, "To": 120, "Said": 116, "Source": 116, "Locator": 90, "Review": 74}
    st.dataframe(
        rows,
        hide_index=True,
        height=min(420, 38 + 35 * max(1, len(rows))),
        alt="The statements on the canvas",
        column_config={name: st.column_config.TextColumn(width=width) for name, width in widths.items()},
    )


def _cypher(graph: Projection, filters: Filters, ids: Sequence[str]) -> None:
    query = relationships_between(graph.schema, ids, types=filters.types, reviews=filters.reviews, on=filters.on)
    st.code(query.inline(), language="cypher", wrap_lines=True)
    with st.container(horizontal=True):
        st.page_link(
            "views/cypher.py",
            label="Run it in the console",
            icon=":material/terminal:",
            query_params={"q": query.inline()},
        )


def _treaty(graph: Projection, id_: str) -> str:
    treaty = graph.nodes.get(treaty_of(id_))
    return str(treaty.properties.get("short_title") or "") if treaty and treaty.id != id_ else ""
