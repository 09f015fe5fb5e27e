"""SHACL over a graph, with results that name the thing and say what is wrong with it in words a lawyer uses."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from graph.checks import suggestion
from graph.interchange.rdf import PROV, TYPE, Describer, all_triples
from graph.interchange.rdf_text import term
from graph.interchange.shacl import Result, Validator
from graph.records import Batch, Edge, Node
from graph.store import Progress, Store
from loaders.rdf_reading import Resource, read_resources
from ontology.schema import PropertySpec, Schema
from ontology.shapes import shapes

SEVERITIES = ("Violation", "Warning", "Info")
_KINDS = {
    "string": "a text",
    "date": "a day (YYYY-MM-DD)",
    "integer": "a whole number",
    "double": "a number",
    "boolean": "true or false",
}


@dataclass(frozen=True)
class Problem:
    """One thing that a shape refuses (`Violation`) or asks one to look at (`Warning`, `Info`).

    `what`: the IRI without the base, as `actor/FRA` or `statement/SIGNED/FRA/uncc/...`; `property`: its name, empty where it is none.
    """

    what: str
    property: str
    problem: str
    value: str
    severity: str = "Violation"


def validate_store(store: Store, progress: Progress | None = None, *, severity: str = "Violation") -> list[Problem]:
    """Every problem of a severity or worse in a store; empty where there is none."""
    report = progress or (lambda *_: None)
    report("reading the graph", 0, 2)
    with store.reading():
        data = _dataset(store.nodes(), store.edges(), store.schema)
    report("checking the shapes", 1, 2)
    found = _problems(data, store.schema, severity)
    report("checking the shapes", 2, 2)
    return found


def validate_batch(batch: Batch, schema: Schema, *, severity: str = "Violation") -> list[Problem]:
    """Every problem in records as they are: of the catalogue, of an import, of any loader."""
    return _problems(_dataset(batch.nodes, batch.edges, schema), schema, severity)


def validate_file(path: Path, schema: Schema, *, severity: str = "Violation") -> list[Problem]:
    """Every problem in an RDF file in our vocabulary, whatever its format. A file that is not well-formed is one violation, with its line."""
    refused = Batch(path.stem)
    resources = read_resources(path, schema.base, refused)
    if refused.refused:
        return [Problem(str(r.place), "", r.reason, "") for r in refused.refused]
    data = ox.Store()
    data.extend(quad for resource in resources.values() for quad in _quads(resource))
    return _problems(data, schema, severity)


def _quads(resource: Resource) -> Iterator[ox.Quad]:
    subject = ox.BlankNode(resource.name[2:]) if resource.name.startswith("_:") else ox.NamedNode(resource.name)
    for predicate, said in resource.said.items():
        for one in said:
            yield ox.Quad(subject, ox.NamedNode(predicate), one.term)


def validate_graph(graph: Graph, schema: Schema, *, severity: str = "Violation") -> list[Problem]:
    """Every problem in an RDF graph."""
    data = ox.Store()
    data.bulk_load(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return _problems(data, schema, severity)


def _dataset(nodes: Iterable[Node], edges: Iterable[Edge], schema: Schema) -> ox.Store:
    """The records as RDF in our own terms: what the shapes are about."""
    data = ox.Store()
    data.bulk_load(io.BytesIO("".join(_own_lines(nodes, edges, schema)).encode()), ox.RdfFormat.N_TRIPLES)
    return data


def _own_lines(nodes: Iterable[Node], edges: Iterable[Edge], schema: Schema) -> Iterator[str]:
    nodes = list(nodes)
    describer = Describer.of(nodes, schema)
    for subject, predicate, value in all_triples(describer, nodes, edges):
        if predicate.startswith(describer.vocabulary) or predicate in (TYPE, f"{PROV}wasDerivedFrom"):
            yield f"<{subject}> <{predicate}> {term(value)} .\n"


@lru_cache(maxsize=4)
def _validator(base: str) -> Validator:
    from ontology.schema import load_schema

    return Validator(shapes(load_schema(base)))


def _problems(data: ox.Store, schema: Schema, severity: str) -> list[Problem]:
    wanted = SEVERITIES[: SEVERITIES.index(severity) + 1]
    results = (result for result in _validator(schema.base).results(data) if result.severity in wanted)
    found = {_problem(result, data, schema) for result in results}
    return sorted(found, key=lambda p: (SEVERITIES.index(p.severity), p.what, p.property, p.problem))


def _problem(result: Result, data: ox.Store, schema: Schema) -> Problem:
    def short(text: str | None) -> str:
        return (text or "").removeprefix(schema.base).removeprefix("ontology#")

    words = result.message or _Words(schema, data, result).say()
    return Problem(short(result.focus), short(result.path), words, short(result.value), result.severity)


class _Words:
    """What one result says, in words."""

    def __init__(self, schema: Schema, data: ox.Store, result: Result) -> None:
        self.schema, self.result = schema, result
        self.name = (result.path or "").rpartition("#")[2] or (result.path or "")
        self.specs = _specs_of(result.focus, data, schema)

    def say(self) -> str:
        spec, value = self.specs.get(self.name), self.result.value
        label = spec.label if spec else self.name
        component = self.result.component
        if component == "minCount":
            return f"{label} is missing"
        if component == "maxCount":
            return f"{label}: only one value is allowed, and there are several"
        if component == "closed":
            return f"there is no such property here{suggestion(self.name, self.specs)}"
        if component == "class":
            return "the source that it names is not in the graph"
        return f"{label}: {value!r} {self._misfit(component, spec)}"

    def _misfit(self, component: str, spec: PropertySpec | None) -> str:
        if spec is None:
            return f"is not allowed (sh:{component})"
        if component == "datatype":
            return f"is not {_KINDS[_datatype(spec)]}"
        if component == "in":
            return f"is not one of {', '.join(spec.values)}{suggestion(str(self.result.value), spec.values)}"
        if component == "pattern":
            return f"is not written as it must be ({spec.comment.rstrip('.')}; pattern {spec.pattern})"
        return "may not be empty" if component == "minLength" else "is out of range"


def _datatype(spec: PropertySpec) -> str:
    return {str: "string", int: "integer", float: "double", bool: "boolean"}.get(spec.type, "date")


def _specs_of(focus: str, data: ox.Store, schema: Schema) -> dict[str, PropertySpec]:
    """The properties that a thing may have, by its class."""
    types = [
        q.object.value
        for q in data.quads_for_pattern(ox.NamedNode(focus), ox.NamedNode(TYPE), None)
        if isinstance(q.object, ox.NamedNode)
    ]
    names = {t.removeprefix(f"{schema.base}ontology#") for t in types}
    if names & schema.classes.keys():
        return dict(schema.class_of(names).properties)
    return next((dict(r.properties) for r in schema.relationships.values() if r.statement in names), {})
