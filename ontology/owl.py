"""What an OWL 2 DL reasoner may take of the vocabulary: `python -m ontology.owl > treatygraph.ttl`.

`treaty.ttl` says two things in one place: what there is (OWL) and what a valid graph looks like (SHACL). Shapes are no part of OWL 2 DL, and neither
is a property of data below an annotation such as `skos:prefLabel`, which RDF knows and exports use. Left out are both; what the shapes say of the
classes and datatypes of properties is said as domains and ranges instead.
"""

from __future__ import annotations

import sys
from collections import defaultdict

from rdflib import OWL, RDF, RDFS, SH, XSD, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.schema import DEFAULT_BASE, ONTOLOGY_FILE

_RANGES = {XSD.string, XSD.integer, XSD.double, XSD.boolean}  # xsd:date is no datatype of OWL 2
_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def owl_part(base: str = DEFAULT_BASE) -> Graph:
    """The vocabulary without shapes, with the domains and ranges that follow from them, as a graph in OWL 2 DL."""
    said = Graph()
    text = ONTOLOGY_FILE.read_text(encoding="utf-8").replace(f"@base <{DEFAULT_BASE}>", f"@base <{base}>")
    said.parse(data=text, format="turtle")
    found = Graph()
    for prefix, namespace in said.namespaces():
        found.bind(prefix, namespace)
    for subject in set(said.subjects()):
        if (isinstance(subject, URIRef) and subject not in OWL) or (subject, RDF.type, OWL.AllDisjointClasses) in said:
            _copy(said, subject, found)
    _add_domains_and_ranges(said, found)
    return found


def _copy(said: Graph, subject: Node, found: Graph) -> None:
    """What is said of a subject, with the blank nodes that hang on it."""
    for triple in said.triples((subject, None, None)):
        if _is_owl(said, *triple):
            found.add(triple)
            if isinstance(triple[2], BNode):
                _copy(said, triple[2], found)


def _is_owl(said: Graph, subject: Node, predicate: Node, object_: Node) -> bool:
    if str(predicate).startswith(str(SH)) or str(object_).startswith(str(SH)):
        return False
    above_another_kind = predicate == RDFS.subPropertyOf and _kind(said, object_) not in (None, _kind(said, subject))
    return not above_another_kind and object_ != RDFS.label


def _kind(said: Graph, term: Node) -> Node | None:
    return next((kind for kind in _KINDS if (term, RDF.type, kind) in said), None)


def _add_domains_and_ranges(said: Graph, found: Graph) -> None:
    owners: dict[URIRef, set[URIRef]] = defaultdict(set)
    for owner, shape in said.subject_objects(SH.property):
        owners[_iri(said.value(shape, SH.path))].add(_iri(owner))
    for property_, classes in sorted(owners.items()):
        found.add((property_, RDFS.domain, _union(said, found, classes)))
        for datatype in {said.value(shape, SH.datatype) for shape in said.subjects(SH.path, property_)}:
            if datatype in _RANGES:
                found.add((property_, RDFS.range, _iri(datatype)))


def _union(said: Graph, found: Graph, classes: set[URIRef]) -> Node:
    """One class, or the union of several, without those that stand below another of them."""
    top = [c for c in sorted(classes) if not (set(said.transitive_objects(c, RDFS.subClassOf)) - {c}) & classes]
    if len(top) == 1:
        return top[0]
    union, members = BNode(), BNode()
    Collection(found, members, list(top))
    found.add((union, RDF.type, OWL.Class))
    found.add((union, OWL.unionOf, members))
    return union


def _iri(term: Node | None) -> URIRef:
    assert isinstance(term, URIRef)  # shapes name their property, and classes have names
    return term


if __name__ == "__main__":
    sys.stdout.write(owl_part().serialize(format="turtle"))
