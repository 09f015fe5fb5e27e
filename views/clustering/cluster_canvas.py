"""Clusters as the canvas draws them: groups as a graph of their own, or members with their strongest ties."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

import streamlit as st

from graph.network.cluster_report import ClusterReport, backbone
from graph.network.clusters import Cluster
from graph.projection import Projection
from views.common.graph_view import canvas_name, legend_of, sign
from views.components.canvas import CanvasEdge, CanvasGraph, CanvasNode

MOST_MEMBERS = 400
MOST_GROUPS = 250
_PREFIX = "cluster "
_TIES = 3
_MOST_COLOURED = 11  # ten colours, and grey for all smaller clusters
_TIE = "tie"


def group_id(number: int) -> str:
    return f"{_PREFIX}{number}"


def group_number(id_: str) -> int | None:
    """The number of the cluster that a node of the graph of groups stands for."""
    number = id_.removeprefix(_PREFIX)
    return int(number) if id_.startswith(_PREFIX) and number.isdigit() else None


def title(graph: Projection, report: ClusterReport, number: int) -> str:
    """What to call a cluster: what nearly all of it shares and others do not, else its most central members."""
    cluster = report.clusters[number]
    shared = [t for t in report.traits[number] if t.share >= 0.5 and t.share >= 1.5 * t.usual]
    names = [canvas_name(graph, t.id) for t in shared[:2]]
    return " · ".join(names) if names else " · ".join(canvas_name(graph, id_) for id_ in cluster.members[:2])


def titles(graph: Projection, report: ClusterReport) -> list[str]:
    """Titles of all clusters by number, no two alike."""
    found: dict[str, None] = {}
    for cluster in report.clusters:
        name = title(graph, report, cluster.number)
        name = f"{name}: {canvas_name(graph, cluster.members[0])}" if name in found else name
        found[name if name not in found else f"{name} ({cluster.number + 1})"] = None
    return list(found)


@st.cache_resource(max_entries=24, show_spinner=False)
def small_picture(
    _graph: Projection,
    _report: ClusterReport,
    found_by: tuple[object, ...],  # noqa: ARG001  (with what follows, the key of the cache)
    chosen: int | None,
    *,
    grouped: bool,
) -> CanvasGraph:
    """All clusters as groups; or the members of one, or of all."""
    return canvas_of_groups(_graph, _report) if grouped else canvas_of_members(_graph, _report, chosen)


def canvas_of_groups(graph: Projection, report: ClusterReport) -> CanvasGraph:
    """A node for each cluster (of more than MOST_GROUPS: the largest), as large as it has members; lines to those it has most to do with."""
    shown = report.clusters[:MOST_GROUPS]
    largest = max(len(cluster.members) for cluster in shown)
    names = titles(graph, report)
    nodes = tuple(
        CanvasNode(
            group_id(cluster.number),
            names[cluster.number],
            _kind(graph, cluster),
            str(len(cluster.members)),
            len(cluster.members),
            min(cluster.number, _MOST_COLOURED - 1),
            0.8 + 1.6 * math.sqrt(len(cluster.members) / largest),
            f"{len(cluster.members):,} members, such as {', '.join(graph.name(id_) for id_ in cluster.members[:3])}",
        )
        for cluster in shown
    )
    edges = tuple(
        CanvasEdge(f"{a} - {b}", group_id(a), group_id(b), _TIE, f"weight {weight:.1f}")
        for (a, b), weight in _strongest(report.links, len(shown)).items()
    )
    return CanvasGraph(nodes, edges, legend_of(graph.schema), _legend(names))


def _strongest(links: Mapping[tuple[int, int], float], count: int) -> dict[tuple[int, int], float]:
    """Of the links among the first `count` clusters those that are among the strongest of an end."""
    own: dict[int, list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for pair, weight in links.items():
        if max(pair) < count:
            for number in pair:
                own[number].append((-weight, pair))
    return {pair: -weight for number in range(count) for weight, pair in sorted(own[number])[:_TIES]}


def canvas_of_members(graph: Projection, report: ClusterReport, chosen: int | None) -> CanvasGraph:
    """The members of one cluster, or of all, the most central first, with the strongest ties of each."""
    clusters = report.clusters if chosen is None else [report.clusters[chosen]]
    number = report.number_of()
    ids = [id_ for cluster in clusters for id_ in cluster.members][:MOST_MEMBERS]
    ties = backbone(report.weighted, ids, _TIES)
    heavy = dict.fromkeys(ids, 0.0)
    for a, b, weight in ties:
        heavy[a] += weight
        heavy[b] += weight
    top = max(heavy.values(), default=0.0) or 1.0
    nodes = tuple(
        CanvasNode(
            id_,
            canvas_name(graph, id_),
            graph.nodes[id_].label,
            sign(graph, id_),
            0,
            min(number[id_], _MOST_COLOURED - 1),
            0.75 + 0.6 * math.sqrt(heavy[id_] / top),
        )
        for id_ in ids
    )
    edges = tuple(CanvasEdge(f"{a} - {b}", a, b, _TIE, f"weight {weight:.2f}") for a, b, weight in ties)
    return CanvasGraph(nodes, edges, legend_of(graph.schema), _legend(titles(graph, report)))


def _legend(names: list[str]) -> tuple[str, ...]:
    return tuple(names if len(names) <= _MOST_COLOURED else [*names[: _MOST_COLOURED - 1], "Smaller clusters"])


def _kind(graph: Projection, cluster: Cluster) -> str:
    return Counter(graph.nodes[id_].label for id_ in cluster.members).most_common(1)[0][0]
