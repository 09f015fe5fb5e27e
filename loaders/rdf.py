"""RDF into records: what this program exports, what people write in its vocabulary, and lists of ELI legal resources or SKOS concepts.

A statement of ours (a class below `tg:Statement`) becomes a relationship, everything else with a class of ours a node. What carries no class of
ours is read through the alignments of the ontology (`loaders/rdf_foreign.py`). What is not understood is in the report, with its line.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from graph.checks import suggestion
from graph.interchange.rdf import DERIVED, XSD, aligned_predicates, id_of
from graph.records import Batch, Edge, Node, Place
from loaders.rdf_foreign import Foreign
from loaders.rdf_reading import RDF_TYPE, Resource, Said, Told, read_resources
from ontology.schema import PropertySpec, RelationshipSpec, Schema, Terms, Value

T = TypeVar("T", Node, Edge)
_PARTS = ("statementSubject", "statementProperty", "statementObject")
_PYTHON = {str: "string", int: "integer", float: "double", bool: "boolean", dt.date: "date"}


def load_rdf(
    path: Path,
    schema: Schema,
    *,
    concepts: str | None = None,
    keep_origins: bool = False,
    told: Told = lambda *_: None,
) -> list[Batch]:
    """The records of an RDF file (.ttl .nt .jsonld .trig .nq .rdf).

    `concepts`: the label that foreign SKOS concepts get (Offence or Measure) where they do not hang below one of ours. `keep_origins`: one
    batch for each load that the file's records say they come from, as a restore needs it, each before those that name its nodes;
    otherwise one batch, `rdf:<name of the file>`. Refusals are in the last batch, with their line. `told` hears how far the reading is.
    """
    batch = Batch(f"rdf:{path.stem}")
    resources = read_resources(path, schema.base, batch, told)
    if resources:
        _Reading(schema, path, resources, batch).read(concepts)
    return _by_origin(batch) if keep_origins else [_without_origins(batch)]


@dataclass
class _Unknown:
    """A term that is not understood: how often it stands, and where first."""

    count: int
    line: int


class _Reading:
    """One reading of one file."""

    def __init__(self, schema: Schema, path: Path, resources: Mapping[str, Resource], batch: Batch) -> None:
        self.schema, self.path, self.resources, self.batch = schema, path, resources, batch
        self.terms = Terms(schema)
        self.vocabulary = f"{schema.base}ontology#"
        self.links = {spec.iri: spec for spec in schema.relationships.values()}
        self.statements = {spec.statement for spec in schema.relationships.values()}
        self.ignored = {RDF_TYPE, *DERIVED, *aligned_predicates(schema)}
        self.unknown: dict[str, _Unknown] = {}

    def read(self, concepts: str | None) -> None:
        foreign: list[Resource] = []
        statements: list[Resource] = []
        for resource in self.resources.values():
            own = [t.removeprefix(self.vocabulary) for t in resource.types if t.startswith(self.vocabulary)]
            if set(own) & self.statements:
                statements.append(resource)
            elif own:
                self._node(resource, own)
            elif resource.name.startswith(self.schema.base):
                self._untyped(resource)
            else:
                foreign.append(resource)
        found = Foreign(self.schema, self.path, self.resources, concepts)
        found.read(foreign, self.batch)
        said = {key for s in statements if (key := self._statement(s, found.ids))}
        self._refuse_bare_links(said)
        for term, what in sorted((self.unknown | found.unknown(_Unknown)).items(), key=lambda item: item[1].line):
            times = "once" if what.count == 1 else f"{what.count} times, first here"
            self._refuse(what.line, f"<{term}> is not understood ({times})")

    def _refuse(self, line: int, reason: str) -> None:
        self.batch.refuse(Place(str(self.path), line), reason)

    # ------------------------------------------------------------------ nodes

    def _node(self, resource: Resource, own: list[str]) -> None:
        if not set(own) & self.schema.classes.keys():
            self._refuse(
                resource.line,
                f"{resource.name}: no class is called {own[0]!r}{suggestion(own[0], self.schema.classes)}",
            )
            return
        spec = self.schema.class_of(own)
        if spec.name == self.terms.Load:  # the store writes its own
            return
        values = self._values(resource, spec.properties, spec.name)
        if values is None:
            return
        id_ = str(values.pop("id", ""))
        if id_ and id_of(resource.name, self.schema) not in (id_, None):
            self._refuse(resource.line, f"the id {id_!r} is not that of its IRI, {resource.name}")
        else:
            self.batch.nodes.append(Node(spec.name, id_, values, Place(str(self.path), resource.line)))

    def _values(self, resource: Resource, specs: Mapping[str, PropertySpec], owner: str) -> dict[str, Value] | None:
        """The properties of a resource, as Python values. None, and a refusal for each, where one is not as the ontology says."""
        values: dict[str, Value] = {}
        problems: list[tuple[int, str]] = []
        for predicate, said in resource.said.items():
            name = predicate.removeprefix(self.vocabulary)
            if name == predicate:
                self._foreign_predicate(predicate, said)
            elif name in specs:
                try:
                    values[name] = _value(specs[name], said)
                except _UnfitError as unfit:
                    problems.append((unfit.line, str(unfit)))
            elif predicate not in self.links and name not in _PARTS:
                problems.append((said[0].line, f"{owner} has no property {name!r}{suggestion(name, specs)}"))
        for line, problem in problems:
            self._refuse(line, f"{resource.name.removeprefix(self.schema.base)}: {problem}")
        return None if problems else values

    def _foreign_predicate(self, predicate: str, said: list[Said]) -> None:
        if predicate not in self.ignored:
            known = self.unknown.setdefault(predicate, _Unknown(0, said[0].line))
            known.count += len(said)

    def _untyped(self, resource: Resource) -> None:
        """A thing under our base without a class of ours: it may carry links, and what an export derives, but no properties."""
        own = [p for p in resource.said if p.startswith(self.vocabulary) and p not in self.links]
        if own:
            self._refuse(resource.line, f"{resource.name}: no class of ours is given, so its properties are not read")

    # ------------------------------------------------------------------ relationships

    def _statement(self, resource: Resource, foreign: Mapping[str, str]) -> tuple[str, str, str] | None:
        subject, property_, object_ = (resource.iris(f"{self.vocabulary}{part}") for part in _PARTS)
        spec = self.links.get(property_[0].term.value) if len(property_) == 1 else None
        if spec is None or len(subject) != 1 or len(object_) != 1:
            self._refuse(
                resource.line,
                "a statement needs one subject, one object and one property of ours (tg:statementSubject, ...)",
            )
            return None
        start, end = subject[0].term.value, object_[0].term.value
        self._add_edge(resource, spec, self._id(start, foreign), self._id(end, foreign))
        return start, spec.iri, end

    def _id(self, iri: str, foreign: Mapping[str, str]) -> str:
        return foreign.get(iri) or id_of(iri, self.schema) or iri

    def _add_edge(self, resource: Resource, spec: RelationshipSpec, start: str, end: str) -> None:
        if f"{self.vocabulary}{spec.statement}" not in resource.types:
            self._refuse(resource.line, f"a statement of {spec.type} is a {spec.statement}")
            return
        values = self._values(resource, spec.properties, spec.type)
        if values is not None:
            self.batch.edges.append(Edge(spec.type, start, end, values, Place(str(self.path), resource.line)))

    def _refuse_bare_links(self, said: set[tuple[str, str, str]]) -> None:
        """A plain link alone does not say who says so."""
        for resource in self.resources.values():
            for predicate in resource.said.keys() & self.links.keys():
                for link in resource.iris(predicate):
                    if (resource.name, predicate, link.term.value) not in said:
                        type_ = self.links[predicate].type
                        self._refuse(
                            link.line, f"{type_} without a statement that gives its source, locator and review"
                        )


class _UnfitError(Exception):
    """A value that the ontology does not allow, and its line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def _value(spec: PropertySpec, said: list[Said]) -> Value:
    if not spec.many and len(said) > 1:
        raise _UnfitError(said[1].line, f"{spec.name}: one value expected, {len(said)} given")
    values = [_scalar(spec, one) for one in said]
    return [str(v) for v in values] if spec.many else values[0]


def _scalar(spec: PropertySpec, said: Said) -> str | int | float | bool | dt.date:
    expected = _PYTHON[spec.type]
    term = said.term
    if not isinstance(term, ox.Literal) or term.language or term.datatype.value != f"{XSD}{expected}":
        raise _UnfitError(said.line, f"{spec.name}: expected a value of type xsd:{expected}, found {_shown(term)}")
    try:
        if spec.type is bool:
            return {"true": True, "1": True, "false": False, "0": False}[term.value]
        return dt.date.fromisoformat(term.value) if spec.type is dt.date else spec.type(term.value)
    except (ValueError, KeyError):
        raise _UnfitError(said.line, f"{spec.name}: {term.value[:80]!r} is no xsd:{expected}") from None


def _shown(term: object) -> str:
    text = str(term).replace(f"<{XSD}", "<xsd:")
    return text if len(text) < 120 else f"{text[:117]}..."


# ---------------------------------------------------------------------- origins


def _without_origins(batch: Batch) -> Batch:
    batch.nodes = [_without_origin(node) for node in batch.nodes]
    batch.edges = [_without_origin(edge) for edge in batch.edges]
    return batch


def _without_origin(record: T) -> T:
    return replace(record, properties={k: v for k, v in record.properties.items() if k != "origin"})


def _by_origin(batch: Batch) -> list[Batch]:
    """A batch for each origin; a record with several stands in each of theirs, one without any in the file's own."""
    parts: dict[str, Batch] = defaultdict(lambda: Batch(""))
    for node in batch.nodes:
        for origin in _origins(node.properties, batch.origin):
            parts[origin].nodes.append(_without_origin(node))
    for edge in batch.edges:
        for origin in _origins(edge.properties, batch.origin):
            parts[origin].edges.append(_without_origin(edge))
    found = list(_in_order({origin: replace(part, origin=origin) for origin, part in parts.items()})) or [
        Batch(batch.origin)
    ]
    found[-1].refused += batch.refused
    return found


def _origins(properties: Mapping[str, Value], otherwise: str) -> list[str]:
    value = properties.get("origin", otherwise)
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _in_order(parts: Mapping[str, Batch]) -> Iterator[Batch]:
    """Batches so that each comes after those that state the nodes it names, as far as they do not name each other's."""
    stated_by: dict[str, str] = {}
    for origin in sorted(parts, key=lambda o: (-len(parts[o].nodes), o)):
        for node in parts[origin].nodes:
            stated_by.setdefault(node.id, origin)
    own = {origin: {node.id for node in part.nodes} for origin, part in parts.items()}
    needs = {o: {stated_by[i] for i in _named(part) - own[o] if i in stated_by} for o, part in parts.items()}
    left, done = sorted(parts), set[str]()
    while left:
        chosen = min(left, key=lambda o: len(needs[o] - done))
        left.remove(chosen)
        done.add(chosen)
        yield parts[chosen]


def _named(batch: Batch) -> set[str]:
    ends: Iterable[str] = (
        end for edge in batch.edges for end in (edge.start, edge.end, str(edge.properties.get("source")))
    )
    return {*ends, *(str(n.properties["source"]) for n in batch.nodes if "source" in n.properties)}
