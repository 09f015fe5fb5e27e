"""Clusters of states on a map of the world, in the colours that the canvas gives them."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from graph.network.cluster_report import ClusterReport
from graph.projection import Projection
from views.clustering.cluster_canvas import titles
from views.common.look import NO_ACT, PAPER, is_dark
from views.treaties.world_map import outlines

_LIGHT = ("#2f6db3", "#c2622d", "#3c8d6b", "#8a5bb5", "#b8902b", "#b5475f", "#3a9aa8", "#6b7f2e", "#8d6a52", "#5865c4")
_DARK = ("#6ba6e3", "#e08f5c", "#65b894", "#b18ad8", "#d9b656", "#de7d93", "#62c0cc", "#a3b85e", "#bd977c", "#8f9aea")
_SELECTION = "state"
_NONE = "In no cluster"


def cluster_map(graph: Projection, report: ClusterReport, chosen: int | None, *, key: str, height: int) -> str | None:
    """Draw the map; the id of the state that is clicked, or None. A chosen cluster stands out."""
    table = _rows(graph, report)
    specification: dict[str, Any] = _chart(table, titles(graph, report), chosen, height).to_dict()
    specification["data"] = {"values": outlines(), "format": {"type": "topojson", "feature": "states"}}
    event: Any = st.vega_lite_chart(
        specification, key=key, on_select="rerun", selection_mode=_SELECTION, width="stretch", theme=None
    )
    picked = event["selection"].get(_SELECTION) if event else None
    return str(picked[0]["state"]) if picked and picked[0].get("state") else None


def _rows(graph: Projection, report: ClusterReport) -> pd.DataFrame:
    names, number = titles(graph, report), report.number_of()
    return pd.DataFrame(
        [
            {"m49": node.properties["m49"], "state": id_, "name": graph.name(id_), "cluster": names[number[id_]]}
            for id_ in number
            if "m49" in (node := graph.nodes[id_]).properties
        ]
    )


def _chart(table: pd.DataFrame, names: list[str], chosen: int | None, height: int) -> alt.Chart:
    inks = list(_DARK if is_dark() else _LIGHT)
    colours = [inks[min(i, len(inks) - 1)] for i in range(len(names))]
    clicked = alt.selection_point(name=_SELECTION, fields=["state"], on="click", empty=False)
    opacity = (
        alt.value(1)
        if chosen is None
        else alt.condition(alt.datum.cluster == names[chosen], alt.value(1), alt.value(0.3))
    )
    text = "#e4e9ef" if is_dark() else "#1a222d"
    return (
        alt.Chart(alt.topo_feature("outlines", "states"))
        .mark_geoshape(strokeJoin="round")
        .transform_lookup(lookup="id", from_=alt.LookupData(table, "m49", ["state", "name", "cluster"]))
        .transform_calculate(cluster=f"datum.cluster || '{_NONE}'", name="datum.name || 'No state of its own'")
        .encode(
            color=alt.Color(
                "cluster:N",
                scale=alt.Scale(domain=[*names, _NONE], range=[*colours, str(NO_ACT)]),
                legend=alt.Legend(orient="bottom", title=None, columns=1, labelColor=text, labelLimit=500, labelFontSize=13),
            ),
            opacity=opacity,
            stroke=alt.value(str(PAPER)),
            strokeWidth=alt.value(0.6),
            tooltip=[alt.Tooltip("name:N", title="State"), alt.Tooltip("cluster:N", title="Cluster")],
        )
        .project("naturalEarth1", rotate=[-11, 0, 0])
        .properties(height=height, background=str(PAPER))
        .add_params(clicked)
        .configure_view(strokeWidth=0)
    )  # fmt: skip
