"""The SKOS schemes of `ontology/concepts/`: offences and measures, with the broader ones they belong to."""

from __future__ import annotations

from rdflib import RDF, SKOS, Literal, URIRef

from graph.records import Batch, Edge, Node, Place
from ontology.schema import Schema, Terms, Value

ORIGIN = "catalogue"
SOURCE = "curation"


def load_concepts(schema: Schema) -> Batch:
    """Nodes for every offence and measure of the concept schemes, and their BROADER relationships."""
    terms = Terms(schema)
    batch = Batch(ORIGIN)
    for label in (terms.Offence, terms.Measure):
        path = f"{schema.base}{schema.classes[label].iri_path}"
        place = Place(f"ontology/concepts/{label.lower()}s.ttl")
        for concept in sorted(schema.graph.subjects(RDF.type, SKOS.Concept), key=str):
            if isinstance(concept, URIRef) and concept.startswith(path):
                _add_concept(batch, schema, concept, label, place, terms.BROADER)
    return batch


def _add_concept(batch: Batch, schema: Schema, concept: URIRef, label: str, place: Place, broader: str) -> None:
    graph = schema.graph
    id_ = _id(concept)
    properties: dict[str, Value] = {"source": SOURCE, "locator": f"{place.file}#{id_}", "review": "compiled"}
    for name, predicate in (("name", SKOS.prefLabel), ("definition", SKOS.definition)):
        english = [str(v) for v in graph.objects(concept, predicate) if isinstance(v, Literal) and v.language == "en"]
        if english:
            properties[name] = english[0]
    alternatives = sorted(
        str(v) for v in graph.objects(concept, SKOS.altLabel) if isinstance(v, Literal) and v.language == "en"
    )
    if alternatives:
        properties["alt_labels"] = alternatives
    batch.nodes.append(Node(label, id_, properties, place))
    stated: dict[str, Value] = {"source": SOURCE, "locator": f"{place.file}#{id_}", "review": "compiled"}
    for parent in sorted(graph.objects(concept, SKOS.broader), key=str):
        batch.edges.append(Edge(broader, id_, _id(parent), stated, place))


def _id(concept: object) -> str:
    return str(concept).rsplit("/", 1)[-1]
