"""A view of up to twenty thousand nodes whose places are known: drawn by Sigma in WebGL, with search, legend and picture."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import streamlit as st

from views.components.bundle import renderer
from views.components.canvas import LegendEntry
from views.components.messages import listener, receipt

MOST_NODES = 20_000


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster as a disc: its name, its middle and its radius in the units of the places."""

    name: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class LargeGraph:
    """Nodes by position: `kinds` and `groups` are indices into `legend` and `discs`, `weights` (0 to 1) give the sizes.

    `edges` are pairs of positions. ValueError for more than MOST_NODES nodes.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    places: Sequence[tuple[float, float]]
    kinds: tuple[int, ...]
    groups: tuple[int, ...]
    weights: Sequence[float]
    edges: Sequence[tuple[int, int]]
    legend: tuple[LegendEntry, ...]
    discs: tuple[Group, ...]

    def __post_init__(self) -> None:
        if len(self.ids) > MOST_NODES:
            raise ValueError(f"{len(self.ids)} nodes are more than the {MOST_NODES} that can be drawn at once")

    @cached_property
    def payload(self) -> dict[str, Any]:
        """The JSON form that the browser reads. Ids stay here: the browser speaks of positions."""
        return {
            "names": self.names,
            "xs": [round(x, 2) for x, _ in self.places],
            "ys": [round(y, 2) for _, y in self.places],
            "kinds": self.kinds,
            "groups": self.groups,
            "weights": [round(weight, 3) for weight in self.weights],
            "edges": [end for edge in self.edges for end in edge],
            "legend": [{"name": e.name, "light": e.light, "dark": e.dark} for e in self.legend],
            "discs": [{"name": d.name, "x": d.x, "y": d.y, "radius": d.radius} for d in self.discs],
        }

    @cached_property
    def revision(self) -> int:
        """A checksum of the content: what the browser has already is not sent again."""
        return zlib.crc32(json.dumps([self.ids, self.payload]).encode())

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The position of each node by id."""
        return {id_: i for i, id_ in enumerate(self.ids)}


@dataclass
class LargeView:
    """What is remembered of a large graph across reruns and pages; kept in session state under a key that is no widget's.

    `turn` counts up whenever Python selects, so that the browser follows. `able` is whether the browser has WebGL.
    """

    selected: str | None = None
    colouring: str = "group"
    camera: Mapping[str, float] | None = None
    turn: int = 0
    held: int | None = None
    able: bool = True

    def select(self, id_: str | None) -> None:
        """Select a node, or none, and bring it into view."""
        if id_ != self.selected:
            self.selected = id_
            self.turn += 1

    def forget(self) -> None:
        """Start over with another graph."""
        self.selected = None
        self.camera = None
        self.turn += 1


def large_view(key: str) -> LargeView:
    """The view with that key, made on first use."""
    view = st.session_state.setdefault(f"{key}:large", LargeView())
    if not isinstance(view, LargeView):
        raise TypeError(f"session state {key!r} holds a {type(view).__name__}, not a large view")
    return view


def large_graph(
    graph: LargeGraph,
    *,
    key: str,
    height: int,
    label: str,
    file_name: str,
    on_open: Callable[[str], None],
    on_group: Callable[[int], None] | None = None,
) -> None:
    """Show a graph. `on_open` gets the id of a node that was opened (Enter, double click), `on_group` the number of a disc.

    Where `on_group` is given, a double click opens the disc and not the node. `height` is in CSS pixels, `label` is what
    screen readers call the graph, `file_name` names the exported picture.
    """
    view = large_view(key)

    def hear(kind: str, value: Mapping[str, Any]) -> None:
        view.camera, view.colouring, view.held = value["camera"], value["colouring"], value["held"]
        if value["held"] != graph.revision and kind in ("select", "open", "group"):
            return  # what is meant is a node of a graph that is no longer shown
        if kind == "select":
            view.selected = None if value["node"] is None else graph.ids[value["node"]]
        elif kind == "open":
            on_open(graph.ids[value["node"]])
        elif kind == "group" and on_group is not None:
            on_group(value["group"])
        elif kind == "unable":
            view.able = False

    data = {
        "graph": None if view.held == graph.revision else graph.payload,
        "revision": graph.revision,
        "selected": graph.position.get(view.selected or ""),
        "turn": view.turn,
        "opens": on_group is not None,
        "colouring": view.colouring,
        "camera": view.camera,
        "key": key,
        "height": height,
        "label": label,
        "file_name": file_name,
        "receipt": receipt(key),
    }
    renderer("large_graph")(key=key, data=data, on_report_change=listener(key, hear))
