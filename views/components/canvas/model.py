"""What a graph canvas shows: nodes, edges, and the legend that gives them colours and shapes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

SHAPES = frozenset(
    {
        "ellipse",
        "rectangle",
        "round-rectangle",
        "diamond",
        "round-diamond",
        "hexagon",
        "round-hexagon",
        "octagon",
        "triangle",
        "star",
        "tag",
    }
)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """How one kind of node is named and drawn.

    `label` is the main class of the nodes it stands for, `light` and `dark` are the CSS colours for the two themes,
    `size` multiplies the usual diameter of 38 px. Raises ValueError for a shape the canvas cannot draw.
    """

    label: str
    name: str
    light: str
    dark: str
    shape: str = "ellipse"
    size: float = 1.0

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise ValueError(f"shape {self.shape!r} of {self.label}: expected one of {', '.join(sorted(SHAPES))}")


@dataclass(frozen=True, slots=True)
class Legend:
    """The kinds in the order in which the legend lists them; those absent from the graph are left out there."""

    entries: tuple[LegendEntry, ...]


@dataclass(frozen=True, slots=True)
class CanvasNode:
    """A node to draw.

    `label` is its main class (a `LegendEntry.label`), `sign` up to four characters drawn inside it (an article number,
    a country code), `hidden_count` the number of neighbours not shown (None: not known), `cluster` an index into
    `CanvasGraph.clusters`, `size` a multiplier of the kind's diameter (a centrality, say), `summary` a line for the
    tooltip.
    """

    id: str
    name: str
    label: str
    sign: str = ""
    hidden_count: int | None = 0
    cluster: int | None = None
    size: float = 1.0
    summary: str = ""


@dataclass(frozen=True, slots=True)
class CanvasEdge:
    """An edge to draw; `caption` is what a reader sees of its `type`, `disputed` marks that sources differ on it."""

    id: str
    source: str
    target: str
    type: str
    caption: str = ""
    disputed: bool = False


@dataclass(frozen=True)
class CanvasGraph:
    """Everything on a canvas.

    `clusters` are the names of the clusters by index; where it is not empty the nodes are coloured by cluster and the
    legend offers both colourings. Raises ValueError for an id used twice or an edge whose end is not among the nodes.
    """

    nodes: tuple[CanvasNode, ...]
    edges: tuple[CanvasEdge, ...]
    legend: Legend
    clusters: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        ids = _unique(node.id for node in self.nodes)
        _unique(edge.id for edge in self.edges)
        loose = [edge for edge in self.edges if edge.source not in ids or edge.target not in ids]
        if loose:
            raise ValueError(f"edge {loose[0].id!r} ends at a node that is not on the canvas")

    def without(self, ids: Iterable[str]) -> CanvasGraph:
        """The same graph with some nodes, and the edges that touch them, taken out."""
        gone = frozenset(ids)
        return CanvasGraph(
            nodes=tuple(node for node in self.nodes if node.id not in gone),
            edges=tuple(edge for edge in self.edges if edge.source not in gone and edge.target not in gone),
            legend=self.legend,
            clusters=self.clusters,
        )

    @cached_property
    def payload(self) -> dict[str, Any]:
        """The JSON form that the browser reads."""
        return {
            "graph": {"nodes": [_node(node) for node in self.nodes], "edges": [_edge(edge) for edge in self.edges]},
            "legend": [
                {"label": e.label, "name": e.name, "light": e.light, "dark": e.dark, "shape": e.shape, "size": e.size}
                for e in self.legend.entries
            ],
            "clusters": list(self.clusters),
        }

    @cached_property
    def revision(self) -> int:
        """A checksum of the content: the browser skips a graph whose revision it has drawn already."""
        return zlib.crc32(json.dumps(self.payload, sort_keys=True).encode())


def _unique(ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise ValueError(f"id {id_!r} is used twice on one canvas")
        seen.add(id_)
    return seen


def _node(node: CanvasNode) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.name,
        "kind": node.label,
        "sign": node.sign[:4],
        "hidden": node.hidden_count,
        "cluster": node.cluster,
        "size": node.size,
        "summary": node.summary,
    }


def _edge(edge: CanvasEdge) -> dict[str, Any]:
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "type": edge.type,
        "caption": edge.caption or edge.type.replace("_", " ").lower(),
        "disputed": edge.disputed,
    }
