"""RDF of others: ELI legal resources and SKOS concepts, read through the alignments that the ontology states.

Such a file does not say who says so: it becomes a Source of its own, every record cites it with the IRI it was taken from, and what is
taken over is `compiled`. The IRI itself is kept as `same_as`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
from rdflib import RDFS, SKOS, URIRef

from graph.interchange.rdf import ELI, aligned_predicates, id_of, inverses
from graph.records import Batch, Edge, Node, Place
from loaders.rdf_reading import RDF_TYPE, Resource, Said
from ontology.schema import PropertySpec, Schema, Terms, Value

U = TypeVar("U")
_EXPRESSION = f"{ELI}LegalExpression"
_NAMES = (
    str(SKOS.prefLabel), str(RDFS.label), f"{ELI}title", "http://purl.org/dc/terms/title", "https://schema.org/name", "http://schema.org/name",
)  # fmt: skip
_MATCHES = (str(SKOS.exactMatch), "http://www.w3.org/2002/07/owl#sameAs")
_UNNEEDED = {  # said again by what is read, or about the file
    RDF_TYPE, f"{ELI}realizes", f"{ELI}is_realized_by", f"{ELI}language",
    *(str(p) for p in (SKOS.inScheme, SKOS.hasTopConcept, SKOS.topConceptOf, SKOS.narrower)),
}  # fmt: skip
_SCHEME_CLASSES = {str(SKOS.ConceptScheme), _EXPRESSION, "http://www.w3.org/2002/07/owl#Ontology"}
_UNFIT = re.compile(r"[^A-Za-z0-9._@+-]+")


class Foreign:
    """The resources of one file that carry no class of ours. `ids` gives the id of each that was read."""

    def __init__(self, schema: Schema, path: Path, resources: Mapping[str, Resource], concepts: str | None) -> None:
        self.schema, self.path, self.resources = schema, path, resources
        self.terms = Terms(schema)
        self.concepts = concepts
        self.ids: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        aligned = aligned_predicates(schema)
        self._properties = {
            p: [n for n in own if n not in ("id", "eid") and n not in schema.relationships]
            for p, own in aligned.items()
        }
        self._links = _links(schema, aligned)
        self._classes = {
            above: name for name in (self.terms.Treaty, self.terms.Provision) for above in _classes_above(schema, name)
        }
        self._titles = _titles(resources)
        self._unknown: dict[str, tuple[int, int]] = {}
        self._source = f"rdf:{path.stem}"

    def unknown(self, make: Callable[[int, int], U]) -> dict[str, U]:
        """Classes and predicates that were not understood: how often each stands, and the line of the first."""
        return {term: make(count, line) for term, (count, line) in self._unknown.items()}

    def read(self, resources: Iterable[Resource], batch: Batch) -> None:
        """Add the records of all resources that can be understood."""
        understood = [r for r in resources if self._label(r, batch)]
        for resource in understood:
            self._note_parents(resource)
        for resource in understood:
            self.ids[resource.name] = self._new_id(resource.name)
        if understood:
            batch.nodes.append(self._file_source())
        edges: dict[tuple[str, str, str, str, str], Edge] = {}
        for resource in understood:
            batch.nodes.append(self._node(resource, batch))
            edges.update((edge.key, edge) for edge in self._edges(resource))
        batch.edges += edges.values()

    # ------------------------------------------------------------------ what a resource is

    def _label(self, resource: Resource, batch: Batch) -> bool:
        """Find the class of a resource; False where it has none of those that are read."""
        found = {self._classes[t] for t in resource.types if t in self._classes}
        if found:  # a subdivision is a legal resource too
            self._labels[resource.name] = self.terms.Provision if self.terms.Provision in found else found.pop()
        elif str(SKOS.Concept) in resource.types:
            label = self._concept_label(resource, set())
            if label is None:
                reason = f"{resource.name}: a concept, but of what? Say --concepts offence or --concepts measure, or give it a broader one of ours"
                batch.refuse(Place(str(self.path), resource.line), reason)
                return False
            self._labels[resource.name] = label
        else:
            for said in resource.said.get(RDF_TYPE, []):
                if isinstance(said.term, ox.NamedNode) and said.term.value not in _SCHEME_CLASSES:
                    self._note_unknown(said.term.value, 1, said.line)
        return resource.name in self._labels

    def _concept_label(self, resource: Resource, seen: set[str]) -> str | None:
        """That of the nearest broader (or equal) concept of ours, else the one the caller gave."""
        for said in (s for p in (str(SKOS.broader), *_MATCHES) for s in resource.iris(p)):
            iri = said.term.value
            for concept in (self.terms.Offence, self.terms.Measure):
                if iri.startswith(f"{self.schema.base}{self.schema.classes[concept].iri_path}"):
                    return concept
            if (
                iri in self.resources
                and iri not in seen
                and (label := self._concept_label(self.resources[iri], {*seen, iri}))
            ):
                return label
        return self.concepts

    def _note_unknown(self, term: str, count: int, line: int) -> None:
        before, first = self._unknown.get(term, (0, line))
        self._unknown[term] = (before + count, first)

    # ------------------------------------------------------------------ ids

    def _note_parents(self, resource: Resource) -> None:
        for said in resource.iris(f"{ELI}is_part_of"):
            self._parents.setdefault(resource.name, said.term.value)
        for said in resource.iris(f"{ELI}has_part"):
            self._parents.setdefault(said.term.value, resource.name)

    def _new_id(self, iri: str) -> str:
        """Readable and stable: `data.europa.eu:eli:reg:2016:679:oj`, and what follows below that for a provision."""
        if self._labels[iri] != self.terms.Provision:
            return _flat(iri)
        above, seen = [iri], {iri}
        while (parent := self._parents.get(above[-1])) and parent not in seen:
            above.append(parent)
            seen.add(parent)
        root = above[-1]
        if root == iri:
            return _flat(iri)
        treaty = id_of(root, self.schema) or _flat(root)
        local = iri[len(root) :] if iri.startswith(root) else iri.rstrip("/").rsplit("/", 1)[-1]
        return "/".join([treaty, *(_UNFIT.sub("-", unquote(part)) for part in re.split(r"[/#]", local) if part)])

    # ------------------------------------------------------------------ records

    def _file_source(self) -> Node:
        properties: dict[str, Value] = {
            "name": self.path.name, "title": f"RDF file {self.path.name}", "sha256": hashlib.sha256(self.path.read_bytes()).hexdigest(),
        }  # fmt: skip
        return Node(self.terms.Source, self._source, properties, Place(str(self.path)))

    def _cited(self, iri: str) -> dict[str, Value]:
        return {"source": self._source, "locator": iri, "review": "compiled"}

    def _node(self, resource: Resource, batch: Batch) -> Node:
        label, id_ = self._leaf(resource), self.ids[resource.name]
        specs = self.schema.classes[label].properties
        said = {**resource.said, **self._titles.get(resource.name, {})}
        name = next((best for p in _NAMES if p in said and (best := _best(said[p]))), None)
        values: dict[str, Value] = {
            "name": name or id_,
            "same_as": self._matches(resource),
            **self._cited(resource.name),
        }
        for predicate, objects in said.items():
            for own in self._properties.get(predicate, ()):
                if own in specs and own not in values:
                    self._take(values, specs[own], objects, batch)
            self._note_if_unknown(predicate, objects)
        if "treaty" in specs and "/" in id_:
            values["treaty"] = id_.partition("/")[0]
        return Node(label, id_, {k: v for k, v in values.items() if k in specs}, Place(str(self.path), resource.line))

    def _take(self, values: dict[str, Value], spec: PropertySpec, said: list[Said], batch: Batch) -> None:
        value = _value(spec, said)
        if value is None:
            batch.refuse(
                Place(str(self.path), said[0].line),
                f"{spec.name}: {_words(said[0])!r} cannot be read as what it should be",
            )
        else:
            values[spec.name] = value

    def _leaf(self, resource: Resource) -> str:
        """The kind of provision that the last part of its id names (`art_7`), where it names one."""
        label = self._labels[resource.name]
        if label == self.terms.Provision:
            try:
                return self.schema.leaf_for_segment(self.ids[resource.name].rpartition("/")[2])
            except KeyError:
                return label
        return label

    def _matches(self, resource: Resource) -> list[str]:
        found = [resource.name, *(s.term.value for p in _MATCHES for s in resource.iris(p))]
        return list(dict.fromkeys(iri for iri in found if iri.startswith(("http://", "https://"))))

    def _note_if_unknown(self, predicate: str, said: list[Said]) -> None:
        if (
            not self._properties.get(predicate)
            and predicate not in self._links
            and predicate not in (*_NAMES, *_MATCHES, *_UNNEEDED)
        ):
            self._note_unknown(predicate, len(said), said[0].line)

    def _edges(self, resource: Resource) -> Iterator[Edge]:
        place = Place(str(self.path), resource.line)
        for predicate in resource.said.keys() & self._links.keys():
            type_, backward = self._links[predicate]
            for said in resource.iris(predicate):
                ends = (said.term.value, resource.name) if backward else (resource.name, said.term.value)
                start, end = (self.ids.get(iri) or id_of(iri, self.schema) or iri for iri in ends)
                yield Edge(type_, start, end, self._cited(ends[0]), place)


def _links(schema: Schema, aligned: Mapping[str, list[str]]) -> dict[str, tuple[str, bool]]:
    """The relationship that a predicate of others means, and whether it says it the other way round.

    Only where one relationship of ours is aligned with it: `eli:is_about` may mean several things, and is not read.
    """
    broader = aligned[str(SKOS.broader)][0]
    found = {str(SKOS.narrower): (broader, True)}
    for predicate, own in aligned.items():
        types = [name for name in own if name in schema.relationships]
        if len(types) == 1:
            found[predicate] = (types[0], predicate in inverses(schema, schema.relationships[types[0]].iri))
    return found


def _titles(resources: Mapping[str, Resource]) -> dict[str, dict[str, list[Said]]]:
    """Titles of resources: ELI gives them to the expressions, one for each language."""
    realizes = {
        r.name: [s.term.value for s in r.iris(f"{ELI}realizes")] for r in resources.values() if _EXPRESSION in r.types
    }
    for resource in resources.values():
        for said in resource.iris(f"{ELI}is_realized_by"):
            realizes.setdefault(said.term.value, []).append(resource.name)
    found: dict[str, dict[str, list[Said]]] = {}
    for expression, realized in realizes.items():
        titles = resources[expression].said.get(f"{ELI}title", []) if expression in resources else []
        for name in dict.fromkeys(realized):
            if titles:
                found.setdefault(name, {}).setdefault(f"{ELI}title", []).extend(titles)
    return found


def _classes_above(schema: Schema, label: str) -> list[str]:
    found = schema.graph.objects(URIRef(schema.classes[label].iri), RDFS.subClassOf)
    return [str(iri) for iri in found if not str(iri).startswith(schema.base)]


def _flat(iri: str) -> str:
    parts = urlsplit(iri)
    path = [part for part in re.split(r"[/#]", unquote(f"{parts.path}#{parts.query}#{parts.fragment}")) if part]
    return ":".join(_UNFIT.sub("-", part).lstrip("-._@+") or "x" for part in [parts.netloc or parts.scheme, *path])


def _best(said: list[Said]) -> str | None:
    """The text in English, else the one without a language, else the first."""
    texts = [s.term for s in said if isinstance(s.term, ox.Literal)]
    ranked = sorted(texts, key=lambda t: (not (t.language or "").startswith("en"), t.language is not None))
    return ranked[0].value if ranked else None


def _value(spec: PropertySpec, said: list[Said]) -> Value | None:
    """The value of a property, where the words of others fit its type; None where they do not."""
    texts = [s.term for s in said if isinstance(s.term, ox.Literal)]
    if not texts:
        return None
    if spec.many:
        return [t.value for t in texts]
    if spec.type is dt.date:
        try:
            return dt.date.fromisoformat(texts[0].value[:10])
        except ValueError:
            return None
    return _best(said) if spec.type is str else None


def _words(said: Said) -> str:
    return said.term.value[:80]
