"""SHACL over the whole graph, with messages that name the thing and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

import pyshacl
from rdflib import RDF, SH, Graph
from rdflib.term import Node as Term

from graph.rdf import to_rdf
from graph.store import Progress, Store
from ontology.schema import Schema
from ontology.shapes import shapes


@dataclass(frozen=True)
class Problem:
    """One thing that a shape refuses."""

    what: str
    property: str
    problem: str
    value: str


def validate_store(store: Store, progress: Progress | None = None) -> list[Problem]:
    """Every violation of the ontology's shapes in a store; empty where there is none."""
    report = progress or (lambda *_: None)
    report("reading the graph", 0, 2)
    graph = to_rdf(store.nodes(), list(store.edges()), store.schema)
    report("checking the shapes", 1, 2)
    found = validate_graph(graph, store.schema)
    report("checking the shapes", 2, 2)
    return found


def validate_graph(graph: Graph, schema: Schema) -> list[Problem]:
    """Every violation of the ontology's shapes in an RDF graph."""
    _, results, _ = pyshacl.validate(
        graph, shacl_graph=shapes(schema), ont_graph=schema.graph, inference="none", advanced=False, meta_shacl=False
    )
    if not isinstance(results, Graph):
        return []
    found = [_problem(results, result, schema) for result in results.subjects(RDF.type, SH.ValidationResult)]
    return sorted(found, key=lambda p: (p.what, p.property, p.problem))


def _problem(results: Graph, result: Term, schema: Schema) -> Problem:
    def short(predicate: Term) -> str:
        value = results.value(result, predicate)
        return str(value or "").removeprefix(schema.base).removeprefix("ontology#")

    return Problem(short(SH.focusNode), short(SH.resultPath), short(SH.resultMessage), short(SH.value))
