"""Node-link JSON (.json), as `networkx.node_link_graph(data, edges="edges")` reads it."""

from __future__ import annotations

import json
from pathlib import Path

from graph.interchange.content import Content
from graph.interchange.look import CITED
from graph.values import jsonable
from ontology.schema import Value

EXTENSIONS = (".json",)


def write(content: Content, path: Path) -> None:
    """Write a directed multigraph: nodes with `label`, edges with `type`, days as ISO texts. What an edge cites is `cited`."""
    with path.open("w", encoding="utf-8", newline="\n") as out, content.held():
        out.write('{"directed": true, "multigraph": true, "graph": {}, "nodes": [')
        separator = "\n"
        for node in content.nodes():
            out.write(separator + _line({"id": node.id, "label": node.label, **node.properties}))
            separator = ",\n"
        out.write('\n], "edges": [')
        separator = "\n"
        for number, edge in enumerate(content.edges()):
            said = {(CITED if name == "source" else name): value for name, value in edge.properties.items()}
            out.write(
                separator + _line({"source": edge.start, "target": edge.end, "key": number, "type": edge.type, **said})
            )
            separator = ",\n"
        out.write("\n]}\n")


def _line(values: dict[str, Value]) -> str:
    return json.dumps(jsonable(values), ensure_ascii=False)
