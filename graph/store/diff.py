"""What must change in a store so that it says what a load says: the smallest set of writes, and nothing on a second run.

A thing may be stated by several loads. `origin` lists them; a load takes back only what it alone said, and where two give
the same property of a node the catalogue, which people have checked, wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.records import Batch, Edge, Node
from graph.store.additions import CATALOGUE, Additions
from ontology.schema import Value

Properties = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class NodeChange:
    """Properties to set on a node; None removes one."""

    label: str
    id: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class EdgeChange:
    """Properties to set on a relationship; None removes one."""

    edge: Edge
    properties: Properties


@dataclass
class Changes:
    """The writes that bring a store to what a batch says."""

    new_nodes: list[Node] = field(default_factory=list)
    changed_nodes: list[NodeChange] = field(default_factory=list)
    gone_nodes: list[Node] = field(default_factory=list)
    new_edges: list[Edge] = field(default_factory=list)
    changed_edges: list[EdgeChange] = field(default_factory=list)
    gone_edges: list[Edge] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(self.counts().values())

    def counts(self) -> dict[str, int]:
        """How many of each kind, by the name of the kind."""
        return {name: len(items) for name, items in vars(self).items()}

    def extend(self, other: Changes) -> None:
        """Add the writes of another load to the same transaction, after these."""
        for name, items in vars(other).items():
            getattr(self, name).extend(items)


def changes(batch: Batch, nodes: Mapping[str, Node], edges: Iterable[Edge], additions: Additions) -> Changes:
    """Compare a checked batch with what is stored.

    `nodes`: the stored nodes that the batch names or that carry its origin, by id; `edges`: the stored relationships of its origin.
    `additions` learns what the batch adds to nodes that others state too.
    """
    result = Changes()
    stated = {node.id for node in batch.nodes}
    for node in batch.nodes:
        compare_node(node, nodes.get(node.id), batch.origin, additions, result)
    for node in nodes.values():
        if node.id not in stated and batch.origin in origins_of(node.properties):
            _take_back_node(node, batch.origin, additions, result)
    moved = {node.id for node in result.gone_nodes}  # their relationships go with them
    kept = {edge.key: edge for edge in edges if edge.start not in moved and edge.end not in moved}
    _compare_edges(batch, kept, result)
    return result


def compare_node(node: Node, stored: Node | None, origin: str, additions: Additions, result: Changes) -> None:
    """Add to `result` what makes a stored node say what a load says of it, too."""
    if stored is None:
        result.new_nodes.append(Node(node.label, node.id, {**node.properties, "origin": [origin]}, node.place))
        return
    if stored.label != node.label:  # labels cannot be changed in place on every engine
        merged = {**stored.properties, **node.properties, "origin": _with(origin, stored)}
        result.gone_nodes.append(stored)
        result.new_nodes.append(Node(node.label, node.id, merged, node.place))
        return
    wanted = dict(_wanted(node, stored, origin, additions))
    different = {name: value for name, value in wanted.items() if stored.properties.get(name) != value}
    if different:
        result.changed_nodes.append(NodeChange(node.label, node.id, different))


def _wanted(node: Node, stored: Node, origin: str, additions: Additions) -> Iterator[tuple[str, Value | None]]:
    new, old = node.properties, stored.properties
    yield "origin", _with(origin, stored)
    if origins_of(old) == [origin]:
        yield from new.items()
        own: Iterable[str] = old.keys() - {"origin"}
    else:
        own = additions.own(node.id)
        for name, value in new.items():
            if name in own or name not in old or (origin == CATALOGUE and old[name] != value):
                additions.add(node.id, name)
                yield name, value
    for name in own:
        if name not in new:
            yield name, None


def _take_back_node(node: Node, origin: str, additions: Additions, result: Changes) -> None:
    left = [o for o in origins_of(node.properties) if o != origin]
    if left:
        added = dict.fromkeys(sorted(additions.own(node.id)))
        result.changed_nodes.append(NodeChange(node.label, node.id, {"origin": left, **added}))
    else:
        result.gone_nodes.append(node)


def _compare_edges(batch: Batch, stored: dict[tuple[str, str, str, str, str], Edge], result: Changes) -> None:
    for edge in batch.edges:
        wanted = {**edge.properties, "origin": [batch.origin]}
        found = stored.pop(edge.key, None)
        if found is None:
            result.new_edges.append(Edge(edge.type, edge.start, edge.end, wanted, edge.place))
            continue
        different: dict[str, Value | None] = {n: v for n, v in wanted.items() if found.properties.get(n) != v}
        different.update(dict.fromkeys(found.properties.keys() - wanted.keys()))
        if different:
            result.changed_edges.append(EdgeChange(edge, different))
    result.gone_edges.extend(stored.values())


def _with(origin: str, stored: Node) -> list[str]:
    return sorted({*origins_of(stored.properties), origin})


def origins_of(properties: Mapping[str, Value]) -> list[str]:
    """The loads that state a stored thing, in order."""
    value = properties.get("origin", [])
    return sorted(str(origin) for origin in value) if isinstance(value, list) else [str(value)]
