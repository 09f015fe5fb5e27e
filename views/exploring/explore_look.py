"""How the canvas of Explore looks: sizes by how connected things are, colours by what they have in common."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx
import streamlit as st

from graph.ids import treaty_of
from graph.projection import Projection
from graph.records import Edge
from views.common.links import bind_widget, one_of
from views.common.words import spoken

_SMALLEST, _LARGEST = 0.7, 1.9
_MOST_COLOURS = 10
_NO_COLOURS = {"name", "id", "source", "locator", "origin"}
_OTHERS = "Others"
Scores = Mapping[str, float]


@dataclass(frozen=True)
class Look:
    """Multiples of the usual size by id, and colour groups: their names, and the index of each thing's group."""

    sizes: Scores = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    names: Sequence[str] = ()


def look_panel(graph: Projection, ids: Sequence[str], edges: Sequence[Edge]) -> Look:
    """The two choices in a popover, and what follows from them for the things on the canvas."""
    colours = ["kind", "treaty", "cluster", *_properties(graph, ids)]
    size = bind_widget("size", "kind", read=one_of(SIZES), write=str)
    colour = bind_widget("colour", "kind", read=str, write=str)
    if colour not in colours:
        st.session_state["colour"] = colour = "kind"
    with st.popover("Look", icon=":material/palette:"):
        st.selectbox("Size by", list(SIZES), key="size", format_func=lambda name: SIZES[name][0])
        st.selectbox(
            "Colour by",
            colours,
            key="colour",
            format_func=lambda name: _COLOURS.get(name, name.replace("_", " ").capitalize()),
        )
        st.caption("Layouts are chosen on the canvas itself.")
    groups, names = _groups(graph, ids, edges, colour)
    return Look(_scaled(SIZES[size][1](graph, ids, edges)), groups, names)


def _scaled(scores: Scores) -> Scores:
    """Scores as multiples of a diameter: areas follow them, within bounds."""
    top = max(scores.values(), default=0.0)
    if top <= 0:
        return {}
    return {id_: _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(max(score, 0) / top) for id_, score in scores.items()}


def _simple(ids: Sequence[str], edges: Sequence[Edge]) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(ids)
    found.add_edges_from((edge.start, edge.end) for edge in edges)
    return found


Scorer = Callable[[Projection, Sequence[str], Sequence[Edge]], Scores]
SIZES: dict[str, tuple[str, Scorer]] = {
    "kind": ("Kind", lambda _graph, _ids, _edges: {}),
    "ties": ("Statements in all", lambda graph, ids, _edges: {id_: float(len(graph.by_end[id_])) for id_ in ids}),
    "links": (
        "Links on the canvas",
        lambda _graph, ids, edges: {id_: float(n) for id_, n in _simple(ids, edges).degree()},
    ),
    "pagerank": ("PageRank on the canvas", lambda _graph, ids, edges: nx.pagerank(_simple(ids, edges)) if ids else {}),
    "between": ("Betweenness on the canvas", lambda _graph, ids, edges: nx.betweenness_centrality(_simple(ids, edges))),
}
_COLOURS = {"kind": "Kind", "treaty": "Treaty", "cluster": "Clusters on the canvas"}


def _properties(graph: Projection, ids: Sequence[str]) -> list[str]:
    """Properties that sort what is shown into a few groups: kind, status, review ..."""
    values: dict[str, set[str]] = {}
    for id_ in ids:
        for name, value in graph.nodes[id_].properties.items():
            if isinstance(value, str | bool) and name not in _NO_COLOURS:
                values.setdefault(name, set()).add(str(value))
    return sorted(
        name for name, found in values.items() if 1 < len(found) <= _MOST_COLOURS and max(map(len, found)) < 40
    )


def _groups(
    graph: Projection, ids: Sequence[str], edges: Sequence[Edge], colour: str
) -> tuple[dict[str, int], list[str]]:
    """The group of each thing and the names of the groups, the largest first; none for the colouring by kind."""
    if colour == "kind" or not ids:
        return {}, []
    if colour == "cluster":
        return _clusters(graph, ids, edges)
    said = {id_: _said(graph, id_, colour) for id_ in ids}
    common = [value for value, _ in Counter(said.values()).most_common(_MOST_COLOURS - 1)]
    names = [*common, *([_OTHERS] if set(said.values()) - set(common) else [])]
    return {id_: names.index(value if value in common else _OTHERS) for id_, value in said.items()}, names


def _said(graph: Projection, id_: str, colour: str) -> str:
    if colour == "treaty":
        treaty = graph.nodes.get(treaty_of(id_))
        short = str(treaty.properties.get("short_title") or "") if treaty else ""
        return short or "No treaty"
    value = graph.nodes[id_].properties.get(colour)
    return "Not said" if value is None else spoken(value).capitalize()


def _clusters(graph: Projection, ids: Sequence[str], edges: Sequence[Edge]) -> tuple[dict[str, int], list[str]]:
    simple = _simple(ids, edges)
    found = sorted(nx.community.louvain_communities(simple, seed=0), key=lambda group: (-len(group), min(group)))
    names = [graph.name(max(sorted(group), key=lambda id_: simple.degree(id_))) for group in found[: _MOST_COLOURS - 1]]
    names += [_OTHERS] if len(found) >= _MOST_COLOURS else []
    return {id_: min(i, _MOST_COLOURS - 1) for i, group in enumerate(found) for id_ in group}, names
