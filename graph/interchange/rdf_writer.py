"""All of a content as text in a format of RDF: each thing, followed by the relationships that begin at it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import cast

from graph.interchange.content import Content
from graph.interchange.moulds import Column, Moulds, in_groups
from graph.interchange.rdf import Describer
from graph.records import Edge, Node, Place
from ontology.schema import Value

_AT_ONCE = 300  # records
_NOWHERE = Place("")
_TREATY = "MarkTreatyMark"


class Writer:
    """Writes the records of one export.

    `thing` and `statement`: a node and a relationship as the format has them, any number of lines; `quote`: a text as it has it, in quotes.
    """

    def __init__(
        self,
        describer: Describer,
        thing: Callable[[Node], str],
        statement: Callable[[Edge], str],
        quote: Callable[[str], str],
    ) -> None:
        self._describer, self._thing, self._quote = describer, thing, quote
        describer.akn_works[_TREATY] = _TREATY  # so that the mark of a treaty that has an Akoma Ntoso IRI has one too
        self._things = Moulds[Node](thing, quote, self._names_of_things, self._marked_thing)
        self._statements = Moulds[Edge](statement, quote, self._names_of_statements, _marked_statement)

    def texts(self, content: Content) -> Iterator[str]:
        """The text of each record, in the order of things."""
        waiting: list[Node | Edge] = []
        for node, edges in content.things():
            waiting.append(node)
            waiting += edges
            if len(waiting) >= _AT_ONCE:
                yield from in_groups(waiting, self._kind, self._written)
                waiting.clear()
        yield from in_groups(waiting, self._kind, self._written)

    def _kind(self, record: Node | Edge) -> Hashable:
        """The class or type and the names of the properties; None for things that are each written by themselves."""
        if isinstance(record, Edge):
            return (record.type, *record.properties)
        if self._describer.is_bare(record):
            return (record.label, self._describer.has_akoma_ntoso(record), *record.properties)
        return None

    def _written(self, kind: Hashable, records: Sequence[Node | Edge]) -> Iterable[str]:
        if isinstance(records[0], Edge):
            return self._statements.pour(kind, cast(Sequence[Edge], records))
        things = cast(Sequence[Node], records)
        return self._things.pour(kind, things) if kind else map(self._thing, things)

    def _names_of_things(self, nodes: Sequence[Node]) -> list[Column]:
        describer = self._describer
        return [
            map(describer.subject_path, nodes),
            map(describer.akoma_ntoso, nodes),
            map(self._quote, (node.id for node in nodes)),
            self._sources(nodes),
        ]

    def _names_of_statements(self, edges: Sequence[Edge]) -> list[Column]:
        describer = self._describer
        return [
            map(describer.statement_path, edges),
            map(describer.path, (edge.start for edge in edges)),
            map(describer.path, (edge.end for edge in edges)),
            self._sources(edges),
        ]

    def _sources(self, records: Sequence[Node | Edge]) -> Column:
        return map(self._describer.source_path, (str(record.properties.get("source")) for record in records))

    def _marked_thing(self, node: Node, properties: dict[str, Value]) -> Node:
        if self._describer.has_akoma_ntoso(node):
            properties["treaty"] = _TREATY
        return Node(node.label, "MarkNodeMark/x", properties, _NOWHERE)


def _marked_statement(edge: Edge, properties: dict[str, Value]) -> Edge:
    return Edge(edge.type, "MarkStartMark", "MarkEndMark", properties, _NOWHERE)
