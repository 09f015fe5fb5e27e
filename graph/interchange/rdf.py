"""The graph as RDF: how nodes and relationships become descriptions of things, whatever the format they are then written in.

A node is described by its classes and properties, in our terms and in those of ELI, JOLux, schema.org, ORG and SKOS that the ontology aligns
them with. A relationship is said twice: as a plain link, and as a statement with its own properties and its source (an n-ary class).
There are no blank nodes: every format says the same set of triples.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, BNode, URIRef

from graph.interchange.identifiers import EXACT_MATCH, IDENTIFIER, SAME_AS, akoma_ntoso_provision, identifiers, works
from graph.records import Edge, Node
from ontology.schema import RelationshipSpec, Schema, Terms, Value

PROV = "http://www.w3.org/ns/prov#"
ELI = "http://data.europa.eu/eli/ontology#"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
TYPE = str(RDF.type)
DERIVED_FROM = f"{PROV}wasDerivedFrom"
PREFIXES = {
    "rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL), "xsd": XSD, "skos": str(SKOS), "dcterms": DCTERMS, "prov": PROV, "eli": ELI,
    "jolux": "http://data.legilux.public.lu/resource/ontology/jolux#", "schema": "https://schema.org/", "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/",
}  # fmt: skip
KEPT = 1 << 12  # texts of terms that are kept, since they stand again and again; so memory stays flat
_SAFE = "/:@+._-"
_PLAIN = re.compile(r"[A-Za-z0-9/:@+._-]*")


class Iri(str):
    """An absolute IRI, to tell it from a text."""

    __slots__ = ()


class Text(NamedTuple):
    """A text in a language (a BCP 47 tag)."""

    text: str
    language: str


Object = Iri | Text | str | int | float | bool | dt.date
Pair = tuple[str, Object]
Triple = tuple[Iri, str, Object]


class Description(NamedTuple):
    """What is said of one subject: pairs of predicate (an IRI) and object."""

    subject: Iri
    pairs: list[Pair]

    def triples(self) -> Iterator[Triple]:
        for predicate, value in self.pairs:
            yield self.subject, predicate, value


class Statement(NamedTuple):
    """A relationship: plain links between its ends, and the statement that says so."""

    links: list[Triple]
    description: Description


class Describer:
    """Describes the records of one schema.

    `labels`: those of things other than provisions, by id, since the IRI of an end depends on it; `akn_works`: the Akoma Ntoso IRIs of
    treaties, from `identifiers.works`; without them provisions get none.
    """

    def __init__(self, schema: Schema, labels: Mapping[str, str], akn_works: Mapping[str, str]) -> None:
        self.schema = schema
        self.akn_works = dict(akn_works)
        self.vocabulary = f"{schema.base}ontology#"
        self.terms = Terms(schema)
        self._paths = {id_: schema.classes[label].iri_path for id_, label in labels.items()}
        self._usual_path = schema.classes[self.terms.Provision].iri_path
        self._source_path = schema.classes[self.terms.Source].iri_path
        self._treaty = self.terms.Treaty
        named = (self._treaty, self.terms.State, self.terms.Region, self.terms.Offence, self.terms.Measure)
        self._named = {label for ancestor in named for label in schema.subclasses(ancestor)}
        kinds = _property_types(schema)
        self._reals = {name for name, kind in kinds.items() if kind is float}
        own = {name: f"{self.vocabulary}{name}" for name in kinds}
        self._predicates = {name: (iri, *_above(schema, iri, RDFS.subPropertyOf)) for name, iri in own.items()}
        self._types = {label: self._types_of(label) for label in schema.classes}
        self._links = {type_: _Link(schema, spec) for type_, spec in schema.relationships.items()}
        self._subject, self._object = f"{self.vocabulary}statementSubject", f"{self.vocabulary}statementObject"

    @classmethod
    def of(cls, nodes: Iterable[Node], schema: Schema) -> Describer:
        """For things that are all in memory."""
        nodes, terms = list(nodes), Terms(schema)
        provisions = frozenset(schema.subclasses(terms.Provision))
        return cls(schema, {n.id: n.label for n in nodes if n.label not in provisions}, works(nodes, terms))

    def _types_of(self, label: str) -> list[Pair]:
        own = [f"{self.vocabulary}{name}" for name in self.schema.shown(self.schema.classes[label].labels)]
        found = [
            *reversed(own),
            *(above for iri in reversed(own) for above in _above(self.schema, iri, RDFS.subClassOf)),
        ]
        return [(TYPE, Iri(iri)) for iri in dict.fromkeys(found)]

    def iri(self, id_: str) -> Iri:
        """The IRI of a node."""
        return Iri(self.schema.base + self.path(id_))

    def source_iri(self, id_: str) -> Iri:
        """The IRI of a Source, whether or not there is a node for it."""
        return Iri(self.schema.base + self.source_path(id_))

    def statement_iri(self, edge: Edge) -> Iri:
        """The IRI of the statement of a relationship."""
        return Iri(self.schema.base + self.statement_path(edge))

    def path(self, id_: str) -> str:
        """The IRI of a node, relative to the base."""
        return self._paths.get(id_, self._usual_path) + _path(id_)

    def subject_path(self, node: Node) -> str:
        """The same, from the node itself."""
        return self.schema.classes[node.label].iri_path + _path(node.id)

    def source_path(self, id_: str) -> str:
        """That of a Source."""
        return self._source_path + _path(id_)

    def statement_path(self, edge: Edge) -> str:
        """That of a statement. Readable as far as ids go; the source and the place in it, which may be sentences, as a checksum."""
        source, locator = edge.properties.get("source"), edge.properties.get("locator")
        place = hashlib.sha256(f"{source}\n{locator}".encode("utf-8", "replace")).hexdigest()[:12]
        return f"statement/{edge.type}/{_path(edge.start)}/{_path(edge.end)}/{place}"

    def is_bare(self, node: Node) -> bool:
        """Whether its class and properties say all of it, but for the Akoma Ntoso IRI of a provision: so it is with the bulk of a graph."""
        return node.label not in self._named and "same_as" not in node.properties and "wikidata" not in node.properties

    def has_akoma_ntoso(self, node: Node) -> bool:
        """Whether it is a provision of a treaty that has an Akoma Ntoso IRI."""
        return node.properties.get("treaty") in self.akn_works and "/" in node.id

    def akoma_ntoso(self, node: Node) -> str:
        """The Akoma Ntoso IRI of a provision; empty where its treaty has none."""
        if not self.has_akoma_ntoso(node):
            return ""
        return akoma_ntoso_provision(node.id, self.akn_works[str(node.properties["treaty"])])

    def node(self, node: Node) -> Iterator[Description]:
        """The description of a node, and of the English expression of a treaty's title (ELI keeps titles there)."""
        subject = Iri(self.schema.base + self.subject_path(node))
        pairs = [*self._types[node.label], *self._values({"id": node.id, **node.properties})]
        pairs += self._concepts.get(subject, [])
        if not self.is_bare(node):
            names = (i for i in identifiers(node, self.terms) if i.text != node.id)  # `id` says that already
            pairs += [(i.relation, Iri(i.iri) if i.iri else i.text) for i in names]
        akoma_ntoso = self.akoma_ntoso(node)
        if akoma_ntoso:
            pairs.append((IDENTIFIER, akoma_ntoso))
        title = node.properties.get("title")
        if node.label == self._treaty and isinstance(title, str):
            expression = Iri(f"{subject}/eng")
            pairs.append((f"{ELI}is_realized_by", expression))
            yield Description(subject, pairs)
            yield Description(expression, [
                (TYPE, Iri(f"{ELI}LegalExpression")), (f"{ELI}realizes", subject),
                (f"{ELI}title", Text(title, "en")), (f"{ELI}language", Iri(f"{LANGUAGES}ENG")),
            ])  # fmt: skip
        else:
            yield Description(subject, pairs)

    def edge(self, edge: Edge) -> Statement:
        """A relationship as links and as a statement."""
        link = self._links[edge.type]
        start, end = self.iri(edge.start), self.iri(edge.end)
        pairs: list[Pair] = [*link.head, (self._subject, start), (self._object, end), *self._values(edge.properties)]
        pairs += self.cited(edge.properties)
        return Statement(link.between(start, end), Description(self.statement_iri(edge), pairs))

    def cited(self, properties: Mapping[str, Value]) -> list[Pair]:
        """The source that a record cites, as `prov:wasDerivedFrom`."""
        source = properties.get("source")
        return [(DERIVED_FROM, self.source_iri(source))] if isinstance(source, str) else []

    def _values(self, properties: Mapping[str, Value | None]) -> list[Pair]:
        """Properties as pairs, each also in the terms it is aligned with. Called for every record, hence a plain loop."""
        found: list[Pair] = []
        for name, value in properties.items():
            predicates = self._predicates.get(name) or (f"{self.vocabulary}{name}",)
            if type(value) is str:  # nearly all
                for predicate in predicates:
                    found.append((predicate, value))
            elif isinstance(value, list):
                found += [(predicate, item) for item in value for predicate in predicates]
            elif value is not None:
                said = float(value) if name in self._reals and type(value) is int else value
                found += [(predicate, said) for predicate in predicates]
        return found

    @cached_property
    def _concepts(self) -> dict[str, list[Pair]]:
        """What the concept schemes say of our offences and measures in other languages, and where they stand."""
        graph, found = self.schema.graph, {}
        for concept in graph.subjects(RDF.type, SKOS.Concept):
            pairs: list[Pair] = [
                (str(p), Text(str(o), o.language))
                for p in (SKOS.prefLabel, SKOS.altLabel)
                for o in sorted(graph.objects(concept, p), key=str)
                if isinstance(o, rdflib.Literal) and o.language
            ]
            pairs += [
                (str(p), Iri(o))
                for p in (SKOS.inScheme, SKOS.topConceptOf)
                for o in sorted(graph.objects(concept, p), key=str)
            ]
            found[str(concept)] = pairs
        return found


class _Link:
    """How one type of relationship is said as plain triples: our property, those above it, and inverses of those.

    `head`: what every statement of it says.
    """

    def __init__(self, schema: Schema, spec: RelationshipSpec) -> None:
        vocabulary = f"{schema.base}ontology#"
        self.forward = [spec.iri, *_above(schema, spec.iri, RDFS.subPropertyOf)]
        self.backward = inverses(schema, spec.iri)
        self.head: list[Pair] = [
            (TYPE, Iri(f"{vocabulary}{spec.statement}")),
            (f"{vocabulary}statementProperty", Iri(spec.iri)),
        ]

    def between(self, start: Iri, end: Iri) -> list[Triple]:
        links: list[Triple] = [(start, predicate, end) for predicate in self.forward]
        links += [(end, predicate, start) for predicate in self.backward]
        return links


def id_of(iri: str, schema: Schema) -> str | None:
    """The id of a node of ours, from its IRI; None for a stranger's."""
    rest = iri.removeprefix(schema.base)
    if rest == iri:
        return None
    for path in {spec.iri_path for spec in schema.classes.values()}:
        if rest.startswith(path) and len(rest) > len(path):
            return unquote(rest[len(path) :])
    return None


DERIVED = {  # predicates that an export adds to a thing of ours, beside those that the ontology aligns
    *(str(p) for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.inScheme, SKOS.topConceptOf, RDFS.label)),
    SAME_AS, EXACT_MATCH, IDENTIFIER, f"{ELI}is_realized_by", f"{PROV}wasDerivedFrom",
}  # fmt: skip


def aligned_predicates(schema: Schema) -> dict[str, list[str]]:
    """The predicates of other vocabularies with which ours are aligned, each with the names of ours below it."""
    found: dict[str, list[str]] = {}
    names = [(name, f"{schema.base}ontology#{name}") for name in sorted(_property_types(schema))]
    names += [(type_, spec.iri) for type_, spec in sorted(schema.relationships.items())]
    for name, iri in names:
        for above in (*_above(schema, iri, RDFS.subPropertyOf), *inverses(schema, iri)):
            found.setdefault(above, []).append(name)
    return found


def inverses(schema: Schema, iri: str) -> list[str]:
    """Properties of other vocabularies that say ours the other way round."""
    nodes = (b for b in schema.graph.objects(URIRef(iri), RDFS.subPropertyOf) if isinstance(b, BNode))
    return sorted(str(i) for b in nodes if (i := schema.graph.value(b, OWL.inverseOf)) is not None)


def to_rdf(nodes: Iterable[Node], edges: Iterable[Edge], schema: Schema) -> rdflib.Graph:
    """All of it as an rdflib graph: for small graphs and for other tools; exports stream instead."""
    nodes, graph = list(nodes), rdflib.Graph()
    describer = Describer.of(nodes, schema)
    for prefix, namespace in {"tg": describer.vocabulary, **PREFIXES}.items():
        graph.bind(prefix, namespace)
    for triple in all_triples(describer, nodes, edges):
        graph.add((URIRef(triple[0]), URIRef(triple[1]), _rdflib_term(triple[2])))
    return graph


def all_triples(describer: Describer, nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[Triple]:
    """Every triple, those of nodes first."""
    for node in nodes:
        for description in describer.node(node):
            yield from description.triples()
    for edge in edges:
        statement = describer.edge(edge)
        yield from statement.links
        yield from statement.description.triples()


def _rdflib_term(value: Object) -> URIRef | rdflib.Literal:
    if isinstance(value, Iri):
        return URIRef(value)
    if isinstance(value, Text):
        return rdflib.Literal(value.text, lang=value.language)
    lexical, datatype = literal(value)
    return rdflib.Literal(lexical, datatype=URIRef(datatype) if datatype else None, normalize=False)


def literal(value: str | int | float | bool | dt.date) -> tuple[str, str]:
    """The lexical form of a value and the IRI of its datatype (empty: a plain text). Numbers are in their canonical form."""
    if isinstance(value, bool):
        return ("true" if value else "false"), f"{XSD}boolean"
    if isinstance(value, int):
        return str(value), f"{XSD}integer"
    if isinstance(value, float):
        return _double(value), f"{XSD}double"
    if isinstance(value, dt.date):
        return value.isoformat(), f"{XSD}date"
    return value, ""


def _double(value: float) -> str:
    """XSD's canonical form, which every tool gives back unchanged: 0.25 -> 2.5E-1."""
    if not math.isfinite(value):
        return {"nan": "NaN", "inf": "INF", "-inf": "-INF"}[str(value)]
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text = "".join(map(str, digits))
    return f"{'-' if sign else ''}{text[0]}.{text[1:] or '0'}E{int(exponent) + len(text) - 1}"


@lru_cache(maxsize=KEPT)
def _path(id_: str) -> str:
    """An id as the path of an IRI. A segment of dots alone would be resolved away, hence %2E."""
    text = id_ if _PLAIN.fullmatch(id_) else quote(id_.encode("utf-8", "replace"), safe=_SAFE)
    if "/." in text or text.startswith("."):
        text = "/".join(s.replace(".", "%2E") if s in (".", "..") else s for s in text.split("/"))
    return text


def _property_types(schema: Schema) -> dict[str, type]:
    specs = [c.properties for c in schema.classes.values()] + [r.properties for r in schema.relationships.values()]
    return {name: p.type for properties in specs for name, p in properties.items()}


def _above(schema: Schema, iri: str, relation: URIRef) -> list[str]:
    """The terms of other vocabularies that one of ours is aligned with."""
    found = (o for o in schema.graph.objects(URIRef(iri), relation) if isinstance(o, URIRef))
    return sorted(str(o) for o in found if not o.startswith(schema.base))
