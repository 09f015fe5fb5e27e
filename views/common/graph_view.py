"""From the graph in memory to the canvas: what is drawn of a choice of things, how it is named, signed and sized.

    shown = canvas_graph(graph, {"uncc", "uncc/chp_II", "FRA"})
    canvas(shown, key="explore")
    statements = statements_of(graph, canvas_state("explore").selected_id)   # where a line is selected

`show_details` and `show_statements` (from `views.common.details`) say beside the canvas what the record holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from graph.ids import reference, treaty_of
from graph.projection import Projection
from graph.records import Edge, Node
from ontology.schema import Schema, Terms
from views.common.details import show_details, show_statements
from views.components.canvas import CanvasEdge, CanvasGraph, CanvasNode, Legend, LegendEntry

__all__ = [
    "canvas_graph",
    "canvas_name",
    "edge_id",
    "legend_of",
    "show_details",
    "show_statements",
    "sign",
    "statements_of",
]
_SEPARATOR = " > "
_SIGN_LENGTH = 4

EdgeFilter = Callable[[Edge], bool]


def legend_of(schema: Schema) -> Legend:
    """The legend that the ontology's display hints make, with the sizes that set wholes apart from their parts."""
    return Legend(
        tuple(
            LegendEntry(
                spec.name,
                spec.name,
                spec.display.light,
                spec.display.dark,
                spec.display.symbol,
                _size(schema, spec.name),
            )
            for spec in schema.legend()
        )
    )


def _size(schema: Schema, label: str) -> float:
    terms = Terms(schema)
    sizes = {
        terms.Treaty: 1.45,
        terms.Article: 0.95,
        terms.Paragraph: 0.72,
        terms.Point: 0.62,
        terms.Offence: 1.12,
        terms.Measure: 1.08,
        terms.Reservation: 0.9,
        terms.Source: 0.8,
        terms.Claim: 0.8,
    }
    return next((sizes[own] for own in reversed(schema.classes[label].labels) if own in sizes), 1.0)


def edge_id(edge: Edge) -> str:
    """The id of the line that draws a statement: all statements of one type from one thing to another share it."""
    return _SEPARATOR.join((edge.start, edge.type, edge.end))


def statements_of(graph: Projection, id_: str) -> list[Edge]:
    """All statements between the two ends of a line, those of its own type first; none where `id_` is no line."""
    parts = id_.split(_SEPARATOR)
    if len(parts) != 3:
        return []
    start, type_, end = parts
    found = [e for e in graph.by_end.get(start, ()) if {e.start, e.end} == {start, end}]
    return sorted(found, key=lambda e: (e.type != type_, e.start != start, e.key))


def canvas_graph(
    graph: Projection,
    shown: Iterable[str],
    *,
    holds: EdgeFilter | None = None,
    merge: bool = True,
    clusters: Mapping[str, int] | None = None,
    cluster_names: Sequence[str] = (),
    sizes: Mapping[str, float] | None = None,
    count_hidden: bool = True,
) -> CanvasGraph:
    """What the canvas draws of some things (unknown ids are left out) and of the statements between them.

    `holds` chooses the statements that count (default: all), for the lines and for the badges of what is not shown. With
    `merge` two things are joined by one line, for the statement that says most. `clusters` are cluster numbers by id,
    `sizes` multiples of the usual size by id.
    """
    ids = [id_ for id_ in dict.fromkeys(shown) if id_ in graph.nodes]
    among = frozenset(ids)
    short = len({treaty_of(id_) for id_ in ids if _is_provision(graph, graph.nodes[id_])}) == 1
    between, hidden = _neighbourhood(graph, ids, among, holds or (lambda _: True))
    nodes = tuple(
        CanvasNode(
            id_,
            canvas_name(graph, id_, short=short),
            graph.nodes[id_].label,
            sign(graph, id_),
            len(hidden[id_]) if count_hidden else 0,
            clusters.get(id_) if clusters else None,
            (sizes or {}).get(id_, 1.0),
            _summary(graph.nodes[id_]),
        )
        for id_ in ids
    )
    return CanvasGraph(nodes, tuple(_lines(graph, between, merge)), legend_of(graph.schema), tuple(cluster_names))


def _neighbourhood(
    graph: Projection, ids: Iterable[str], among: Collection[str], holds: EdgeFilter
) -> tuple[list[Edge], dict[str, set[str]]]:
    """The statements among the shown things, and for each of these the neighbours that are not shown."""
    between: list[Edge] = []
    hidden: dict[str, set[str]] = defaultdict(set)
    for id_ in ids:
        for edge in graph.by_end[id_]:
            if not holds(edge):
                continue
            other = edge.end if edge.start == id_ else edge.start
            if other not in among:
                hidden[id_].add(other)
            elif edge.start == id_:
                between.append(edge)
    return between, hidden


def _lines(graph: Projection, edges: Iterable[Edge], merge: bool) -> Iterable[CanvasEdge]:
    """One line for each type between two things or, merged, one for each two things."""
    groups: dict[tuple[str, ...], list[Edge]] = defaultdict(list)
    for edge in edges:
        pair = (min(edge.start, edge.end), max(edge.start, edge.end))
        groups[pair if merge else (edge.start, edge.type, edge.end)].append(edge)
    telling_order = _telling(graph.schema)
    for group in groups.values():
        types = {edge.type for edge in group}
        telling = min(group, key=lambda e: (telling_order.get(e.type, len(telling_order)), e.key))
        caption = graph.schema.relationships[telling.type].label
        more = f" +{len(types) - 1}" if len(types) > 1 else ""
        disputed = any(edge.properties.get("review") == "disputed" for edge in group)
        yield CanvasEdge(edge_id(telling), telling.start, telling.end, telling.type, caption + more, disputed)


def _telling(schema: Schema) -> dict[str, int]:
    """Which of several relationships says most: being bound before having ratified, and that before having signed."""
    terms = Terms(schema)
    order = (terms.WITHDREW, terms.PARTY_TO, terms.RATIFIED, terms.SIGNED, terms.CRIMINALIZES, terms.CORRESPONDS_TO)
    return {type_: i for i, type_ in enumerate(order)}


def canvas_name(graph: Projection, id_: str, *, short: bool = False) -> str:
    """What a node is called on a canvas: short, since its kind shows. `short`: all provisions there are of one treaty."""
    node = graph.nodes[id_]
    if not _is_provision(graph, node):
        return str(node.properties.get("short_title") or graph.name(id_))
    place = reference(id_)
    if not short:
        treaty = graph.nodes.get(treaty_of(id_))
        place = f"{treaty.properties.get('short_title', '') if treaty else ''} {place}".strip()
    place = place[0].upper() + place[1:]
    heading = node.properties.get("heading")
    return f"{place}: {heading}" if heading and heading != place else place


def sign(graph: Projection, id_: str) -> str:
    """Up to four characters drawn inside a node: the number of a provision, the code of a state, a treaty's short name."""
    node = graph.nodes[id_]
    terms = Terms(graph.schema)
    if _is_provision(graph, node):
        number = str(node.properties.get("number") or "")
        found = f"({number})" if number and node.label in (terms.Paragraph, terms.Point) else number
    elif node.label == terms.State:
        found = node.id
    else:
        found = str(node.properties.get("short_title") or "") if node.label == terms.Treaty else ""
    return found if len(found) <= _SIGN_LENGTH else ""


def _is_provision(graph: Projection, node: Node) -> bool:
    return graph.schema.is_a(node.label, Terms(graph.schema).Provision)


def _summary(node: Node) -> str:
    """A line for the tooltip."""
    for name in ("summary", "definition", "description", "official_name", "title", "stance"):
        value = node.properties.get(name)
        if isinstance(value, str) and value != node.properties.get("name"):
            return value if len(value) <= 220 else value[:219].rstrip() + "…"
    return ""
