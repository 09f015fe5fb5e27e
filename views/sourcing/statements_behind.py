"""The statements behind a thing, or behind the relation between two things, each with its citation."""

from __future__ import annotations

import streamlit as st

from graph.law.bonds import Record
from graph.reports.sourcing import between
from views.common.details import show_details
from views.common.picker import pick
from views.common.words import escape, plural


def show(record: Record) -> None:
    """Choose one thing for all that is said of it, or two for what ties them."""
    graph = record.graph
    left, right = st.columns(2, gap="medium")
    with left:
        one = pick("Thing", key="sources:thing", param="thing", default="uncc" if "uncc" in graph.nodes else None)
    with right:
        other = pick("And another (optional)", key="sources:other", param="other", placeholder="All that is said of it")
    if one is None:
        st.info("Choose a thing to see every statement on it with its source.", icon=":material/fact_check:")
        return
    edges = between(graph, one, other) if other else None
    if edges is not None and not edges:
        names = escape(graph.name(one)), escape(graph.name(str(other)))
        st.info(
            f"No statement ties {names[0]} and {names[1]} directly. Paths may show how they are connected.",
            icon=":material/link_off:",
        )
        st.page_link(
            "views/paths.py", label="Find paths", icon=":material/route:", query_params={"from": one, "to": str(other)}
        )
        return
    if edges is not None:
        st.caption(
            f"{plural(len(edges), 'statement')} between {escape(graph.name(one))} and {escape(graph.name(str(other)))}."
        )
    show_details(graph, one, key=f"sources:{one}", edges=edges)
