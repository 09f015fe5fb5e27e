"""Clusters in words and tables: all of them, one of them, and the things that join them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from graph.network.cluster_report import ClusterReport
from graph.projection import Projection
from views.clustering.cluster_canvas import titles
from views.common.look import WRAPPED
from views.common.words import escape, kind_name, plural

Choose = Callable[[int | None], None]
_SURE, _FAIR = 0.85, 0.7


def clusters_table(graph: Projection, report: ClusterReport, *, on_choose: Choose) -> None:
    """All clusters; a row opens one."""
    names = titles(graph, report)
    rows = [
        {
            "Cluster": f"{cluster.number + 1}. {names[cluster.number]}",
            "Size": len(cluster.members),
            "Stable": round(report.stability[cluster.number], 2),
        }
        for cluster in report.clusters
    ]

    def take() -> None:
        picked: Any = st.session_state["clusters:table"]
        if picked["selection"]["rows"]:
            on_choose(picked["selection"]["rows"][0])

    st.markdown("### Clusters")
    st.caption("Choose a row, or double click a group on the canvas, to open a cluster.")
    st.dataframe(
        rows,
        key="clusters:table",
        hide_index=True,
        on_select=take,
        selection_mode="single-row",
        row_height=WRAPPED,
        height=min(560, 38 + WRAPPED * len(rows)),
        column_config={
            "Cluster": st.column_config.TextColumn(width=118, help="Named after what most of its members share and others do not"),
            "Stable": st.column_config.NumberColumn(format="percent", width=58, help="How much of it comes back from other seeds"),
            "Size": st.column_config.NumberColumn(width=44),
        },
    )  # fmt: skip


def cluster_card(graph: Projection, report: ClusterReport, number: int, *, opened: bool, on_choose: Choose) -> None:
    """One cluster: its name, size and stability, what sets it apart, its bridges, its members."""
    cluster = report.clusters[number]
    with st.container(horizontal=True, gap="small"):
        st.button("All clusters", icon=":material/arrow_back:", on_click=on_choose, args=(None,), key="clusters:back")
        if not opened:
            st.button(
                "Open its members",
                icon=":material/open_in_full:",
                on_click=on_choose,
                args=(number,),
                key="clusters:open",
            )
    st.markdown(f"### {escape(titles(graph, report)[number])}")
    stable = report.stability[number]
    word = "stable" if stable >= _SURE else "fairly stable" if stable >= _FAIR else "unstable"
    st.markdown(f"{plural(len(cluster.members), 'member')}, {word}: {stable:.0%} of it comes back from other seeds.")
    _traits(graph, report, number)
    bridges = [bridge for bridge in report.bridges if bridge.cluster == number]
    if bridges:
        st.markdown("**Bridges**")
        st.markdown(
            "\n".join(f"- {escape(graph.name(b.id))}: {b.outside:.0%} of its ties lead out" for b in bridges[:5])
        )
    rows = [
        {"Member": graph.name(id_), "Kind": kind_name(graph.schema, graph.nodes[id_].label), "Id": id_}
        for id_ in cluster.members
    ]
    st.markdown("**Members, the most central first**")
    st.dataframe(
        rows,
        hide_index=True,
        row_height=WRAPPED,
        height=min(300, 38 + WRAPPED * len(rows)),
        column_config={
            "Member": st.column_config.TextColumn(width=140),
            "Kind": st.column_config.TextColumn(width=78),
            "Id": None,
        },
    )
    st.page_link("views/explore.py", label="Take the most central to Explore", icon=":material/hub:",
                 query_params={"show": ",".join(cluster.members[:60])})  # fmt: skip


def _traits(graph: Projection, report: ClusterReport, number: int) -> None:
    traits = report.traits[number]
    if not traits:
        st.caption("Nothing outside sets its members apart.")
        return
    st.markdown("**What sets it apart**")
    for trait in traits:
        st.progress(
            min(1.0, trait.share),
            f"{escape(graph.name(trait.id))}: {trait.share:.0%} of its members, {trait.usual:.0%} of all",
        )


def bridges_table(graph: Projection, report: ClusterReport) -> None:
    """The things whose ties lead out of their cluster, the strongest first."""
    names = titles(graph, report)
    rows = [
        {
            "Thing": graph.name(bridge.id),
            "Kind": kind_name(graph.schema, graph.nodes[bridge.id].label),
            "Its cluster": names[bridge.cluster],
            "Leads most to": names[bridge.to],
            "Ties that lead out": bridge.outside,
        }
        for bridge in report.bridges
    ]
    if not rows:
        st.caption("No thing is tied to a cluster that is not its own.")
        return
    share = st.column_config.ProgressColumn(width=110, format="percent", min_value=0, max_value=1)
    widths = {name: st.column_config.TextColumn(width=150) for name in ("Thing", "Its cluster", "Leads most to")}
    st.dataframe(rows, hide_index=True, column_config={**widths, "Ties that lead out": share})
