"""The canvas as an SVG: what is shown where it stands, for print and slides. The same input gives the same file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from graph.projection import Projection
from graph.records import Edge
from views.common.graph_view import canvas_graph

_DIAMETER = 38.0
_MARGIN = 80.0
_LINE = 22
_FONT = "font-family='Source Sans Pro, Source Sans 3, Helvetica, Arial, sans-serif'"
_DASHED = " stroke-dasharray='4 3'"
_CORNERS = {"diamond": 4, "round-diamond": 4, "hexagon": 6, "round-hexagon": 6, "octagon": 8, "triangle": 3, "star": 5}
Places = Mapping[str, tuple[float, float]]


def to_svg(graph: Projection, ids: Sequence[str], edges: Sequence[Edge], places: Places, *, dark: bool) -> bytes:
    """A picture of the things that have a place, with the lines between them, names and a legend."""
    ink, paper, faint = ("#e4e9ef", "#11161d", "#5a6573") if dark else ("#1a222d", "#ffffff", "#a9b3bf")
    wanted = {edge.key for edge in edges}
    shown = canvas_graph(graph, [id_ for id_ in ids if id_ in places], holds=lambda edge: edge.key in wanted)
    entries = {entry.label: entry for entry in shown.legend.entries}
    lines = [
        f"<line x1='{places[e.source][0]:.1f}' y1='{places[e.source][1]:.1f}' x2='{places[e.target][0]:.1f}' "
        f"y2='{places[e.target][1]:.1f}' stroke='{faint}' stroke-width='1.3'{_DASHED if e.disputed else ''}>"
        f"<title>{escape(e.caption)}</title></line>"
        for e in shown.edges
    ]
    marks = []
    for node in shown.nodes:
        entry, (x, y) = entries[node.label], places[node.id]
        radius = _DIAMETER * entry.size * node.size / 2
        marks.append(_shape(entry.shape, x, y, radius, entry.dark if dark else entry.light, node.name))
        marks.append(
            f"<text x='{x:.1f}' y='{y + 4:.1f}' fill='{paper}' font-weight='600' font-size='12'>{escape(node.sign)}</text>"
        )
        marks.append(_name(node.name, x, y + radius + 14, ink, paper))
    kinds = [entry for entry in shown.legend.entries if any(node.label == entry.label for node in shown.nodes)]
    box = _bounds([places[node.id] for node in shown.nodes], len(kinds))
    legend = _legend([(e.name, e.dark if dark else e.light) for e in kinds], box, ink)
    head = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{box[0]:.0f} {box[1]:.0f} {box[2]:.0f} {box[3]:.0f}' "
        f"width='{box[2]:.0f}' height='{box[3]:.0f}' {_FONT} text-anchor='middle'>"
    )
    ground = f"<rect x='{box[0]:.0f}' y='{box[1]:.0f}' width='{box[2]:.0f}' height='{box[3]:.0f}' fill='{paper}'/>"
    return "\n".join([head, ground, *lines, *marks, *legend, "</svg>"]).encode()


def _shape(shape: str, x: float, y: float, radius: float, colour: str, name: str) -> str:
    title = f"<title>{escape(name)}</title>"
    if shape in ("rectangle", "round-rectangle", "tag"):
        side, round_ = radius * 1.8, radius * 0.4 if shape == "round-rectangle" else 0
        corner = (
            f"x='{x - side / 2:.1f}' y='{y - side / 2:.1f}' width='{side:.1f}' height='{side:.1f}' rx='{round_:.1f}'"
        )
        return f"<rect {corner} fill='{colour}'>{title}</rect>"
    if shape in _CORNERS:
        return f"<polygon points='{_corners(_CORNERS[shape], x, y, radius)}' fill='{colour}'>{title}</polygon>"
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{radius:.1f}' fill='{colour}'>{title}</circle>"


def _corners(count: int, x: float, y: float, radius: float) -> str:
    start = 0 if count == 6 else math.pi / 8 if count == 8 else -math.pi / 2
    turns = [start + 2 * math.pi * i / count for i in range(count)]
    return " ".join(f"{x + radius * math.cos(turn):.1f},{y + radius * math.sin(turn):.1f}" for turn in turns)


def _name(name: str, x: float, y: float, ink: str, paper: str) -> str:
    short = name if len(name) <= 34 else name[:33].rstrip() + "…"
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' font-size='12' fill='{ink}' stroke='{paper}' stroke-width='3' paint-order='stroke'>"
        f"{escape(short)}</text>"
    )


def _bounds(places: Sequence[tuple[float, float]], kinds: int) -> tuple[float, float, float, float]:
    """Left, top, width and height of the picture with its legend."""
    if not places:
        return 0.0, 0.0, 400.0, 200.0
    left, top = min(x for x, _ in places) - _MARGIN, min(y for _, y in places) - _MARGIN
    right, bottom = max(x for x, _ in places) + _MARGIN, max(y for _, y in places) + _MARGIN
    return left, top, max(right - left, 320.0), bottom - top + _LINE * (kinds + 1)


def _legend(kinds: Sequence[tuple[str, str]], box: tuple[float, float, float, float], ink: str) -> list[str]:
    left, top, _, height = box
    first = top + height - _LINE * len(kinds)
    return [
        f"<circle cx='{left + 30:.1f}' cy='{first + _LINE * i:.1f}' r='6' fill='{colour}'/>"
        f"<text x='{left + 44:.1f}' y='{first + _LINE * i + 4:.1f}' font-size='13' fill='{ink}' text-anchor='start'>{escape(name)}</text>"
        for i, (name, colour) in enumerate(kinds)
    ]
