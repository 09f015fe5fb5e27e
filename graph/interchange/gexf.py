"""GEXF 1.3 (.gexf), Gephi's own format, with colours, sizes and places.

The type of a relationship is its `kind` too: without kinds Gephi makes one edge of all relationships between the same two nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.interchange.content import Content
from graph.interchange.flat import Flat, flat_items, xml_text
from graph.interchange.look import Looks, attribute_types

EXTENSIONS = (".gexf",)
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="directed" mode="static">
"""


def write(content: Content, path: Path) -> None:
    """Write one graph; the label of a node is what a reader calls it, that of an edge its type."""
    with path.open("w", encoding="utf-8", newline="\n") as out, content.held():
        out.write(_HEAD)
        out.writelines(_nodes(content))
        out.writelines(_edges(content))
        out.write("</graph>\n</gexf>\n")


def _nodes(content: Content) -> Iterator[str]:
    types = {"class": str} | attribute_types(content.schema)[0]
    yield from _attributes("node", types)
    yield "<nodes>\n"
    looks = Looks(content)
    for node in content.nodes():
        look = looks.of(node)
        red, green, blue = look.colour
        values = _values("n", {"class": node.label, **dict(flat_items(node.properties))})
        drawn = f'<viz:color r="{red}" g="{green}" b="{blue}" a="1.0"/><viz:size value="{look.size}"/><viz:position x="{look.x}" y="{look.y}" z="0.0"/>'
        yield f'<node id="{xml_text(node.id)}" label="{xml_text(str(node.properties.get("name", node.id)))}">{values}{drawn}</node>\n'
    yield "</nodes>\n"


def _edges(content: Content) -> Iterator[str]:
    types = {"type": str} | attribute_types(content.schema)[1]
    yield from _attributes("edge", types)
    yield "<edges>\n"
    for number, edge in enumerate(content.edges()):
        values = _values("e", {"type": edge.type, **dict(flat_items(edge.properties, edge=True))})
        ends = f'source="{xml_text(edge.start)}" target="{xml_text(edge.end)}"'
        yield f'<edge id="{number}" {ends} kind="{edge.type}" label="{edge.type}">{values}</edge>\n'
    yield "</edges>\n"


def _attributes(kind: str, types: dict[str, type]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">\n'
    for name, type_ in types.items():
        yield f'<attribute id="{kind[0]}_{name}" title="{name}" type="{_TYPES.get(type_, "string")}"/>\n'
    yield "</attributes>\n"


def _values(prefix: str, values: dict[str, Flat]) -> str:
    found = "".join(f'<attvalue for="{prefix}_{name}" value="{xml_text(value)}"/>' for name, value in values.items())
    return f"<attvalues>{found}</attvalues>"
