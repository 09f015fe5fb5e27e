"""TriG (.trig): the same triples in named graphs, so that provenance can be said of each.

The plain links of a relationship stand in a graph that has the name of its statement; the description of a node in a graph `record/...`.
What is said of these graphs stands in the default graph, in PROV-O: `prov:wasDerivedFrom` the source, and the place in it as a selector of
the Web Annotation vocabulary: the words themselves (`oa:TextQuoteSelector`) where the record quotes them, otherwise `oa:FragmentSelector`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.interchange.content import Content
from graph.interchange.rdf import PREFIXES, PROV, TYPE, Describer, Description, Iri, Pair
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
    yield f"{style.iri(name)} {{\n"
    yield from (style.block(description) for description in descriptions)
    yield "}\n"
    yield from (style.block(description) for description in _provenance(name, node.properties, describer))


def _relationship(edge: Edge, describer: Describer, style: Style) -> str:
    statement = describer.edge(edge)
    name = statement.description.subject
    provenance = "".join(style.block(d) for d in _provenance(name, edge.properties, describer))
    return f"{style.iri(name)} {{\n{style.links(statement.links)}}}\n{style.block(statement.description)}{provenance}"


def _provenance(name: Iri, properties: Mapping[str, Value], describer: Describer) -> Iterator[Description]:
    """What is said of a named graph, the place it was taken from and how to find that place."""
    source, locator, quote = (properties.get(key) for key in ("source", "locator", "quote"))
    pairs: list[Pair] = [(TYPE, Iri(f"{PROV}Entity"))]
    if isinstance(source, str):
        place, cited = Iri(f"{name}#place"), describer.source_iri(source)
        pairs += [(f"{PROV}wasDerivedFrom", cited), (f"{PROV}wasDerivedFrom", place)]
        selectors = [
            Description(Iri(f"{name}#{fragment}"), [(TYPE, Iri(f"{_OA}{kind}")), (predicate, str(value))])
            for fragment, kind, predicate, value in (
                ("fragment", "FragmentSelector", f"{_RDF}value", locator), ("quote", "TextQuoteSelector", f"{_OA}exact", quote),
            )
            if value
        ]  # fmt: skip
        yield Description(place, [
            (TYPE, Iri(f"{_OA}SpecificResource")), (f"{_OA}hasSource", cited), *((f"{_OA}hasSelector", s.subject) for s in selectors),
        ])  # fmt: skip
        yield from selectors
    yield Description(name, pairs)
