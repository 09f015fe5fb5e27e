"""Small imagined worlds for tests of the answers: one treaty or a few, some states, and the acts that a test states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from graph.law.bonds import Record
from graph.projection import Projection
from graph.records import Batch, Edge, Node, Place
from ontology.schema import Value, load_schema

SCHEMA = load_schema()
PLACE = Place("world")
LIST = "untc:list"
DAY = dt.date


def said(**properties: Value | None) -> dict[str, Value]:
    """Properties of a statement that the depositary's list makes."""
    stated: dict[str, Value | None] = {"source": LIST, "locator": "row", "review": "verified", **properties}
    return {name: value for name, value in stated.items() if value is not None}


class World:
    """Records to which a test adds what it needs. The depositary's list in it stands as at 2030-01-01."""

    def __init__(self, states: Iterable[str] = "ABCDEFGH") -> None:
        self.batch = Batch("world")
        self.node("Source", LIST, publisher="United Nations, Treaty Section")
        for state in states:
            self.node("State", state, name=f"State {state}", un_status="member")

    def node(self, label: str, id_: str, **properties: Value | None) -> None:
        given = {"name": id_, **{k: v for k, v in properties.items() if v is not None}}
        self.batch.nodes.append(Node(label, id_, given, PLACE))

    def edge(self, type_: str, start: str, end: str, **properties: Value | None) -> None:
        number = len(self.batch.edges)
        self.batch.edges.append(Edge(type_, start, end, said(**{"locator": f"row {number}", **properties}), PLACE))

    def treaty(self, id_: str = "t", **properties: Value | None) -> None:
        rule: dict[str, Value | None] = {
            "depositary": "Secretary-General of the United Nations", "adopted": DAY(2000, 1, 1), "eif_threshold": 3,
            "eif_delay_days": 90, "later_delay_days": 30, "denunciation_delay_months": 12, "source": LIST, "locator": "header",
            "review": "verified",
        }  # fmt: skip
        self.node("Treaty", id_, **{**rule, **properties})

    def consent(self, state: str, day: dt.date | None = None, treaty: str = "t", **properties: Value | None) -> None:
        given: dict[str, Value | None] = {"date": day, "mode": "ratification", "as_of": DAY(2030, 1, 1), **properties}
        self.edge("RATIFIED", state, treaty, **given)

    def provision(self, id_: str, container: str) -> None:
        self.node("Article" if id_.count("/") == 1 else "Paragraph", id_)
        self.edge("CONTAINS", container, id_)

    def cooperation(
        self, treaty: str = "t", *, reach: str = "convention_offences", dual: str | None = "required"
    ) -> None:
        """An offence in article 1 and a measure in article 2."""
        for label, id_ in (("Offence", "theft"), ("Measure", "extradition")):
            if id_ not in {n.id for n in self.batch.nodes}:
                self.node(label, id_)
        self.provision(f"{treaty}/art_1", treaty)
        self.provision(f"{treaty}/art_2", treaty)
        self.edge("CRIMINALIZES", f"{treaty}/art_1", "theft", modality="shall")
        self.edge(
            "PROVIDES_FOR",
            f"{treaty}/art_2",
            "extradition",
            modality="shall",
            sphere="international",
            reach=reach,
            dual_criminality=dual,
        )

    def statement(
        self, state: str, targets: Mapping[str, str], treaty: str = "t", *, kind: str = "reservation", toward: str | None = None, **more: Value
    ) -> str:  # fmt: skip
        """A reservation or the like on provisions, each with an effect; its id."""
        id_ = f"{treaty}/res/{state}/{sum(n.label == 'Reservation' for n in self.batch.nodes) + 1}"
        self.node("Reservation", id_, kind=kind, summary="As stated", **more)
        self.edge("MADE", state, id_)
        for target, effect in targets.items():
            self.edge("CONCERNS", id_, target, effect=effect, toward=[toward] if toward else None)
        return id_

    def graph(self) -> Projection:
        return Projection.of_batch(self.batch, SCHEMA)

    def record(self, **options: object) -> Record:
        return Record(self.graph(), **options)  # type: ignore[arg-type]


def without(graph: Projection, type_: str, **ends: str) -> Projection:
    """The graph less the relationships of a type with these ends (`start`, `end`)."""
    kept = tuple(e for e in graph.edges if not (e.type == type_ and all(getattr(e, k) == v for k, v in ends.items())))
    assert len(kept) < len(graph.edges), "the fact that is taken away was never there"
    return Projection(graph.schema, "changed", graph.nodes, kept)


def changed(graph: Projection, id_: str, **properties: Value | None) -> Projection:
    """The graph with other properties on one node; None takes a property away."""
    node = graph.nodes[id_]
    given = {k: v for k, v in {**node.properties, **properties}.items() if v is not None}
    return Projection(
        graph.schema, "changed", {**graph.nodes, id_: Node(node.label, id_, given, node.place)}, graph.edges
    )


def adding(graph: Projection, *edges: Edge, nodes: Iterable[Node] = ()) -> Projection:
    """The graph with more relationships and nodes."""
    return Projection(graph.schema, "changed", {**graph.nodes, **{n.id: n for n in nodes}}, (*graph.edges, *edges))
