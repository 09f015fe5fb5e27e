"""The large view of clusters: every member at a place that was worked out once for each revision, in the disc of its cluster."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import networkx as nx
import streamlit as st

from graph.network.cluster_report import ClusterReport, backbone, links_between
from graph.network.clusters import Cluster, communities, ordered
from graph.network.layout import places
from graph.projection import Projection
from views.clustering.cluster_canvas import titles
from views.common.graph_view import canvas_name, legend_of
from views.common.words import kind_name
from views.components.canvas import LegendEntry
from views.components.large_graph import MOST_NODES, Group, LargeGraph

_MOST_TIES = 30_000  # of more, each member's strongest are drawn
_STRONGEST = 2
_OTHER = LegendEntry("", "Other", "#7c8794", "#8d98a5")


@st.cache_resource(max_entries=6, show_spinner="Placing the members")
def large_picture(
    _graph: Projection,
    _report: ClusterReport,
    found_by: tuple[object, ...],  # noqa: ARG001  (with the cluster, the key of the cache)
    chosen: int | None,
) -> LargeGraph:
    """All clusters, the largest first as far as whole ones fit; or the members of one, in the parts that it falls into."""
    if chosen is None:
        parts = fitting(_report.clusters)
        return _picture(_graph, _report.weighted, parts, titles(_graph, _report)[: len(parts)])
    within = _report.weighted.subgraph(_report.clusters[chosen].members)
    parts = parts_of(_graph, within)
    return _picture(_graph, within, parts, [canvas_name(_graph, part.members[0]) for part in parts])


def fitting(clusters: Sequence[Cluster], most: int = MOST_NODES) -> list[Cluster]:
    """The largest clusters, as many as can be drawn whole at once."""
    sums = accumulate(len(cluster.members) for cluster in clusters)
    return [cluster for cluster, total in zip(clusters, sums, strict=True) if total <= most]


def parts_of(graph: Projection, within: nx.Graph[str], most: int = MOST_NODES) -> list[Cluster]:
    """The communities within one cluster, the largest first. Members that belong to none make the last."""
    parts = ordered(graph, within, communities(within, 1.0, 0))
    loose = sorted(set(within).difference(*(part.members for part in parts)))
    return fitting([*parts, *([Cluster(len(parts), "", tuple(loose))] if loose else [])], most)


def _picture(
    graph: Projection, weighted: nx.Graph[str], clusters: Sequence[Cluster], names: Sequence[str]
) -> LargeGraph:
    ids = tuple(id_ for cluster in clusters for id_ in cluster.members)
    groups = tuple(i for i, cluster in enumerate(clusters) for _ in cluster.members)
    spots, discs = places(weighted, clusters, links_between(weighted, dict(zip(ids, groups, strict=True))))
    legend = (*legend_of(graph.schema).entries, _OTHER)
    kind = {entry.label: i for i, entry in enumerate(legend)}
    return LargeGraph(
        ids,
        tuple(canvas_name(graph, id_) for id_ in ids),
        spots.tolist(),
        tuple(kind.get(graph.nodes[id_].label, len(legend) - 1) for id_ in ids),
        groups,
        _weights(weighted, ids),
        _ties(weighted, ids),
        legend,
        tuple(Group(name, *disc) for name, disc in zip(names, discs.tolist(), strict=True)),
    )


def _weights(weighted: nx.Graph[str], ids: Sequence[str]) -> list[float]:
    """How much each is tied to, from 0 to 1, in orders of magnitude."""
    strength = dict(weighted.degree(ids, weight="weight"))
    top = max(strength.values(), default=0.0)
    return [math.log1p(strength[id_]) / math.log1p(top) if top else 0.0 for id_ in ids]


def _ties(weighted: nx.Graph[str], ids: Sequence[str]) -> list[tuple[int, int]]:
    at = {id_: i for i, id_ in enumerate(ids)}
    found = [(at[a], at[b]) for a, b in weighted.edges(ids) if a in at and b in at and a != b]
    if len(found) <= _MOST_TIES:
        return found
    return [(at[a], at[b]) for a, b, _ in backbone(weighted, ids, _STRONGEST)]


def large_table(graph: Projection, shown: LargeGraph) -> None:
    """What is drawn as a table, for who does not see the drawing."""
    rows = {
        "Member": shown.names,
        "Kind": [kind_name(graph.schema, graph.nodes[id_].label) for id_ in shown.ids],
        "Cluster": [shown.discs[number].name for number in shown.groups],
        "Id": shown.ids,
    }
    st.dataframe(rows, hide_index=True, column_config={"Member": st.column_config.TextColumn(width="large")})
