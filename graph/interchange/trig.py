"""TriG (.trig): the same triples in named graphs, so that provenance can be said of each.

The plain links of a relationship stand in a graph that has the name of its statement; the description of a node in a graph `record/...`.
What is said of these graphs stands in the default graph, in PROV-O: `prov:wasDerivedFrom` the source, and the place in it as a selector of
the Web Annotation vocabulary: the words themselves (`oa:TextQuoteSelector`) where the record quotes them, otherwise `oa:FragmentSelector`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.interchange.content import Content
from graph.interchange.rdf import DERIVED_FROM, PREFIXES, PROV, TYPE, Describer, Description, Iri, Pair
from graph.interchange.rdf_text import quoted
from graph.interchange.rdf_writer import Writer
from graph.interchange.turtle import Style
from graph.records import Edge, Node
from ontology.schema import Value

EXTENSIONS = (".trig",)
_OA, _RDF = PREFIXES["oa"], PREFIXES["rdf"]


def write(content: Content, path: Path) -> None:
    """Write all triples and their provenance to a file."""
    style = Style(content.schema.base)
    with path.open("w", encoding="utf-8", newline="\n") as out, content.held():
        describer = content.describer()
        writer = Writer(
            describer,
            lambda node: "".join(_record(node, describer, style)),
            lambda edge: _relationship(edge, describer, style),
            quoted,
        )
        out.write(style.head())
        out.writelines(writer.texts(content))


def _record(node: Node, describer: Describer, style: Style) -> Iterator[str]:
    descriptions = list(describer.node(node))
    name = Iri(f"{describer.schema.base}record/{descriptions[0].subject.removeprefix(describer.schema.base)}")
    cited = describer.cited(node.properties)
    yield f"{style.iri(name)} {{\n"
    yield from (style.block(description) for description in descriptions)
    yield "}\n"
    yield style.block(Description(name, [*cited, *_origin(name, node.properties)]))
    yield from (style.block(description) for description in _place(name, node.properties, describer))


def _relationship(edge: Edge, describer: Describer, style: Style) -> str:
    statement = describer.edge(edge)
    name, pairs = statement.description
    described = Description(name, [*pairs, *_origin(name, edge.properties)])
    place = "".join(style.block(description) for description in _place(name, edge.properties, describer))
    return f"{style.iri(name)} {{\n{style.links(statement.links)}}}\n{style.block(described)}{place}"


def _origin(name: Iri, properties: Mapping[str, Value]) -> list[Pair]:
    """What is said of a named graph beside the source that it was taken from."""
    place: list[Pair] = [(DERIVED_FROM, _place_of(name))] if "source" in properties else []
    return [*place, (TYPE, Iri(f"{PROV}Entity"))]


def _place_of(name: Iri) -> Iri:
    return Iri(f"{name}#place")


def _place(name: Iri, properties: Mapping[str, Value], describer: Describer) -> Iterator[Description]:
    """The place in the source, and how to find it."""
    selectors = [
        Description(Iri(f"{name}#{fragment}"), [(TYPE, Iri(f"{_OA}{kind}")), (predicate, str(properties[key]))])
        for fragment, kind, predicate, key in (
            ("fragment", "FragmentSelector", f"{_RDF}value", "locator"), ("quote", "TextQuoteSelector", f"{_OA}exact", "quote"),
        )
        if properties.get(key)
    ]  # fmt: skip
    for _, cited in describer.cited(properties):
        yield Description(_place_of(name), [
            (TYPE, Iri(f"{_OA}SpecificResource")), (f"{_OA}hasSource", cited), *((f"{_OA}hasSelector", s.subject) for s in selectors),
        ])  # fmt: skip
        yield from selectors
