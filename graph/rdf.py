"""The graph as RDF: nodes with their classes and properties, and each relationship twice: as a plain triple, and as a
statement with its own properties and its provenance (an n-ary class, as the ontology says).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node as Term

from graph.records import Edge, Node
from ontology.schema import PropertySpec, Schema, Value

Triple = tuple[Term, Term, Term]
_DATATYPES = {str: None, int: XSD.integer, float: XSD.double, bool: XSD.boolean, dt.date: XSD.date}


def to_rdf(nodes: Iterable[Node], edges: Iterable[Edge], schema: Schema) -> Graph:
    """All of it as an rdflib graph."""
    graph = Graph()
    labels: dict[str, str] = {}
    for node in nodes:
        labels[node.id] = node.label
        for triple in node_triples(node, schema):
            graph.add(triple)
    for edge in edges:
        for triple in edge_triples(edge, labels, schema):
            graph.add(triple)
    return graph


def iri(id_: str, label: str, schema: Schema) -> URIRef:
    """The IRI of a node: the base, the path of its class, its id."""
    return URIRef(f"{schema.base}{schema.classes[label].iri_path}{quote(id_, safe='/:@+._-')}")


def node_triples(node: Node, schema: Schema) -> Iterator[Triple]:
    """The types, label and properties of a node."""
    spec = schema.classes[node.label]
    subject = iri(node.id, node.label, schema)
    yield subject, RDF.type, URIRef(spec.iri)
    yield subject, RDFS.label, Literal(str(node.properties.get("name", node.id)))
    yield from _values(subject, {"id": node.id, **node.properties}, spec.properties, schema)


def edge_triples(edge: Edge, labels: Mapping[str, str], schema: Schema) -> Iterator[Triple]:
    """A relationship as a triple and as a statement about it."""
    spec = schema.relationships[edge.type]
    vocabulary = Namespace(f"{schema.base}ontology#")
    start, end = iri(edge.start, labels[edge.start], schema), iri(edge.end, labels[edge.end], schema)
    statement = URIRef(f"{schema.base}statement/" + quote("|".join(edge.key), safe=""))
    yield start, URIRef(spec.iri), end
    yield statement, RDF.type, vocabulary[spec.statement]
    yield statement, vocabulary.statementSubject, start
    yield statement, vocabulary.statementProperty, URIRef(spec.iri)
    yield statement, vocabulary.statementObject, end
    yield from _values(statement, edge.properties, spec.properties, schema)


def _values(
    subject: Term, properties: Mapping[str, Value], specs: Mapping[str, PropertySpec], schema: Schema
) -> Iterator[Triple]:
    vocabulary = Namespace(f"{schema.base}ontology#")
    for name, value in properties.items():
        datatype = _DATATYPES[specs[name].type] if name in specs else None
        for item in value if isinstance(value, list) else [value]:
            yield subject, vocabulary[name], Literal(item, datatype=datatype)
