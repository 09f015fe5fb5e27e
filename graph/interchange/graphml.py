"""GraphML (.graphml), with the colours, sizes and places that Gephi, yEd and Cytoscape read.

The type of a relationship is also the attribute `label` of its element, as Neo4j writes it: without it Gephi makes one edge of all relationships
between the same two nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.interchange.content import Content
from graph.interchange.flat import Flat, flat_items, xml_text
from graph.interchange.look import Looks, attribute_types

EXTENSIONS = (".graphml",)
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_DRAWN: dict[str, type] = {
    "label": str,
    "class": str,
    "x": float,
    "y": float,
    "size": float,
    "r": int,
    "g": int,
    "b": int,
}
_EDGE: dict[str, type] = {"label": str, "type": str}


def write(content: Content, path: Path) -> None:
    """Write one graph: nodes with `label` (what a reader calls it) and `class`, edges with `type`, which is their `label` too."""
    with path.open("w", encoding="utf-8", newline="\n") as out, content.held():
        out.writelines(_document(content))


def _document(content: Content) -> Iterator[str]:
    nodes, edges = attribute_types(content.schema)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _keys("node", _DRAWN | nodes)
    yield from _keys("edge", _EDGE | edges)
    yield '<graph id="treatygraph" edgedefault="directed">\n'
    looks = Looks(content)
    for node in content.nodes():
        look = looks.of(node)
        red, green, blue = look.colour
        drawn: dict[str, Flat] = {
            "label": str(node.properties.get("name", node.id)),
            "class": node.label,
            "x": look.x,
            "y": look.y,
        }
        drawn |= {"size": look.size, "r": red, "g": green, "b": blue}
        yield f'<node id="{xml_text(node.id)}">{_data("n", {**drawn, **dict(flat_items(node.properties))})}</node>\n'
    for number, edge in enumerate(content.edges()):
        data = _data("e", {"label": edge.type, "type": edge.type, **dict(flat_items(edge.properties, edge=True))})
        ends = f'source="{xml_text(edge.start)}" target="{xml_text(edge.end)}"'
        yield f'<edge id="e{number}" {ends} label="{edge.type}">{data}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _keys(kind: str, types: dict[str, type]) -> Iterator[str]:
    for name, type_ in types.items():
        yield f'<key id="{kind[0]}_{name}" for="{kind}" attr.name="{name}" attr.type="{_TYPES.get(type_, "string")}"/>\n'


def _data(prefix: str, values: dict[str, Flat]) -> str:
    return "".join(f'<data key="{prefix}_{name}">{xml_text(value)}</data>' for name, value in values.items())
