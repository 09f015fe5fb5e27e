"""SHACL shapes: those that the ontology states, and those that follow from it.

What follows: the ends of each relationship are instances of its domain and range, values from a concept scheme are its concepts, and
a node has no property that its class does not declare, a statement comes from a Source that is there. A graph is valid exactly where the record
checks refuse nothing. Beside these stand the warnings of `advice.ttl`: what may be so, but is worth a look.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.schema import DEFAULT_BASE, FOLDER, ClassSpec, RelationshipSpec, Schema

ADVICE_FILE = FOLDER / "advice.ttl"
STATEMENT = "Statement"
_ELI_REALIZED = URIRef("http://data.europa.eu/eli/ontology#is_realized_by")
# What an export says of a thing beside the properties that the ontology declares and aligns.
_DERIVED = (
    RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.inScheme, SKOS.topConceptOf, SKOS.exactMatch, OWL.sameAs, DCTERMS.identifier,
    PROV.wasDerivedFrom, _ELI_REALIZED,
)  # fmt: skip


def shapes(schema: Schema) -> Graph:
    """The ontology together with all shapes that it implies, for a SHACL validator."""
    graph = Graph()
    for triple in schema.graph:
        graph.add(triple)
    vocabulary = Namespace(f"{schema.base}ontology#")
    for shape, scheme in schema.graph.subject_objects(vocabulary.valuesFrom):
        names = sorted(str(concept).rsplit("/", 1)[-1] for concept in schema.graph.subjects(SKOS.inScheme, scheme))
        graph.add((shape, SH["in"], _list(graph, map(Literal, names))))
    advice = ADVICE_FILE.read_text(encoding="utf-8").replace(f"@base <{DEFAULT_BASE}>", f"@base <{schema.base}>")
    graph.parse(data=advice, format="turtle")
    _shape_sources(graph, vocabulary)
    for relationship in schema.relationships.values():
        _shape_ends(graph, relationship, vocabulary)
        _shape_statement(graph, relationship, vocabulary)
    for spec in schema.classes.values():
        if len(schema.subclasses(spec.name)) == 1:
            _close(graph, spec, schema, vocabulary)
    return graph


def _shape_ends(graph: Graph, spec: RelationshipSpec, vocabulary: Namespace) -> None:
    ends = (
        ("Subjects", "start", SH.targetSubjectsOf, spec.sources),
        ("Objects", "end", SH.targetObjectsOf, spec.targets),
    )
    for side, place, target, labels in ends:
        shape = vocabulary[f"{spec.local_name}{side}"]
        graph.add((shape, RDF.type, SH.NodeShape))
        graph.add((shape, target, URIRef(spec.iri)))
        graph.add((shape, SH["or"], _list(graph, [_of_class(graph, vocabulary[label]) for label in labels])))
        graph.add((shape, SH.message, Literal(f"only {' or '.join(labels)} can be at the {place} of {spec.type}")))


def _shape_sources(graph: Graph, vocabulary: Namespace) -> None:
    """The source of a statement is a Source that is there, not only a name."""
    shape, source = vocabulary.statementSource, BNode()
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, vocabulary[STATEMENT]))
    graph.add((shape, SH.property, source))
    graph.add((source, SH.path, PROV.wasDerivedFrom))
    graph.add((source, SH["class"], vocabulary.Source))


def _shape_statement(graph: Graph, spec: RelationshipSpec, vocabulary: Namespace) -> None:
    """Statements of a relationship have its properties and no others; a class of statements may serve several relationships."""
    shape = vocabulary[f"{spec.statement}Statement"]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, vocabulary[spec.statement]))
    if spec.statement != STATEMENT and (shape, SH.closed, None) not in graph:
        parts = [vocabulary[f"statement{part}"] for part in ("Subject", "Property", "Object")]
        declared = [vocabulary[name] for name in spec.properties]
        graph.add((shape, SH.closed, Literal(True)))
        graph.add(
            (shape, SH.ignoredProperties, _list(graph, [*_DERIVED, *_aligned(graph, declared), *parts, *declared]))
        )


def _of_class(graph: Graph, class_: URIRef) -> Node:
    option = BNode()
    graph.add((option, SH["class"], class_))
    return option


def _close(graph: Graph, spec: ClassSpec, schema: Schema, vocabulary: Namespace) -> None:
    """A shape of its own, since a closed shape on a class would refuse what its subclasses add."""
    shape = vocabulary[f"{spec.name}Closed"]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, URIRef(spec.iri)))
    graph.add((shape, SH.closed, Literal(True)))
    declared = [vocabulary[name] for name in spec.properties]
    links = [URIRef(relationship.iri) for relationship in schema.relationships.values()]
    aligned = _aligned(graph, [*declared, *links])
    graph.add((shape, SH.ignoredProperties, _list(graph, [*_DERIVED, *declared, *links, *aligned])))


def _aligned(graph: Graph, own: Iterable[URIRef]) -> list[URIRef]:
    """The properties of other vocabularies that an export says beside ours, in either direction."""
    above = {node for iri in own for node in graph.objects(iri, RDFS.subPropertyOf)}
    inverses = {inverse for node in above for inverse in graph.objects(node, OWL.inverseOf)}
    return sorted({node for node in above | inverses if isinstance(node, URIRef)})


def _list(graph: Graph, items: Iterable[Node]) -> Node:
    head = BNode()
    Collection(graph, head, list(items))
    return head
