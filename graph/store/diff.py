"""What must change in a store so that it says what a load says: the smallest set of writes, and nothing on a second run.

A thing may be stated by several loads. `origin` lists them; a load takes back only what it alone said, and where two give
the same property of a node the catalogue, which people have checked, wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.records import Batch, Edge, Node
from ontology.schema import Value

Properties = Mapping[str, Value | None]
CATALOGUE = "catalogue"


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


@dataclass(frozen=True)
class Plan:
    """One load: its checked batch, its writes, and the stored nodes they were reckoned against."""

    checked: Batch
    changes: Changes
    stored: Mapping[str, Node]


@dataclass
class LoadGroup:
    """Loads that share a transaction. `nodes` are those that it will have written, as later loads must see them."""

    plans: list[Plan] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    nodes: dict[str, Node] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many records the transaction writes."""
        return sum(self.changes.counts().values())

    def has(self, origin: str) -> bool:
        """Whether a load of that origin is among these: a second one must see the first in the store."""
        return any(plan.checked.origin == origin for plan in self.plans)

    def add(self, plan: Plan) -> None:
        self.plans.append(plan)
        self.changes.extend(plan.changes)
        for node in plan.changes.new_nodes:
            self.nodes[node.id] = node
        for change in plan.changes.changed_nodes:
            before = self.nodes.get(change.id) or plan.stored[change.id]
            merged = {**before.properties, **change.properties}
            kept = {name: value for name, value in merged.items() if value is not None}
            self.nodes[change.id] = Node(change.label, change.id, kept, before.place)


def changes(batch: Batch, nodes: Mapping[str, Node], edges: Iterable[Edge]) -> Changes:
    """Compare a checked batch with what is stored.

    `nodes`: the stored nodes that the batch names or that carry its origin, by id; `edges`: the stored relationships of its origin.
    """
    result = Changes()
    stated = {node.id for node in batch.nodes}
    for node in batch.nodes:
        _compare_node(node, nodes.get(node.id), batch.origin, result)
    for node in nodes.values():
        if node.id not in stated and batch.origin in _origins(node.properties):
            _take_back_node(node, batch.origin, result)
    _compare_edges(batch, {edge.key: edge for edge in edges}, result)
    return result


def _compare_node(node: Node, stored: Node | None, origin: str, result: Changes) -> None:
    if stored is None:
        result.new_nodes.append(Node(node.label, node.id, {**node.properties, "origin": [origin]}, node.place))
        return
    if stored.label != node.label:  # labels cannot be changed in place on every engine
        result.gone_nodes.append(stored)
        result.new_nodes.append(Node(node.label, node.id, {**stored.properties, **node.properties}, node.place))
        return
    wanted = dict(_wanted(node.properties, stored.properties, origin))
    different = {name: value for name, value in wanted.items() if stored.properties.get(name) != value}
    if different:
        result.changed_nodes.append(NodeChange(node.label, node.id, different))


def _wanted(new: Mapping[str, Value], old: Mapping[str, Value], origin: str) -> Iterator[tuple[str, Value | None]]:
    origins = _origins(old)
    yield "origin", sorted({*origins, origin})
    for name, value in new.items():
        if origin == CATALOGUE or name not in old or origins == [origin]:
            yield name, value
    if origins == [origin]:
        for name in old.keys() - new.keys() - {"origin"}:
            yield name, None


def _take_back_node(node: Node, origin: str, result: Changes) -> None:
    left = [o for o in _origins(node.properties) if o != origin]
    if left:
        result.changed_nodes.append(NodeChange(node.label, node.id, {"origin": left}))
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


def _origins(properties: Mapping[str, Value]) -> list[str]:
    value = properties.get("origin", [])
    return sorted(value) if isinstance(value, list) else [str(value)]
