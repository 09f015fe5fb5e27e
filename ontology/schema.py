"""Read `treaty.ttl` into frozen objects: the schema that everything else is derived from.

The reader is strict: a term it does not understand raises `SchemaError`, since a misspelt `sh:clas` would
otherwise parse silently and switch a check off.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

FOLDER = Path(__file__).parent
ONTOLOGY_FILE = FOLDER / "treaty.ttl"
CONCEPT_FILES = tuple(sorted((FOLDER / "concepts").glob("*.ttl")))
DEFAULT_BASE = "https://w3id.org/treatygraph/"
BASE_VARIABLE = "TREATYGRAPH_BASE"

Scalar = str | int | float | bool | dt.date
Value = Scalar | list[str]

DATATYPES: dict[URIRef, type] = {
    XSD.string: str,
    XSD.date: dt.date,
    XSD.integer: int,
    XSD.double: float,
    XSD.boolean: bool,
}
CLASS_TERMS = {RDF.type, RDFS.label, RDFS.comment, RDFS.subClassOf, OWL.hasKey, SH.property}
PROPERTY_TERMS = {RDF.type, RDFS.label, RDFS.comment, RDFS.subPropertyOf, RDFS.domain, RDFS.range}
HINTS = (
    "lightColour",
    "darkColour",
    "symbol",
    "order",
    "iriPath",
    "idSegment",
    "inverseLabel",
    "qualifies",
    "valuesFrom",
)
SHAPE_TERMS = {
    SH.path,
    SH.datatype,
    SH.minCount,
    SH.maxCount,
    SH["in"],
    SH.pattern,
    SH.minLength,
    SH.minInclusive,
    SH.maxInclusive,
}


class SchemaError(Exception):
    """The ontology says something that cannot be understood; the message names the term."""


@dataclass(frozen=True)
class PropertySpec:
    """A property of a class or relationship: its Python type, how often it may stand and which values it takes."""

    name: str
    type: type
    label: str
    comment: str
    required: bool = False
    many: bool = False
    values: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    min_length: int = 0


@dataclass(frozen=True)
class Display:
    """How instances of a class are drawn: a colour for light and dark pages, a shape and a place in the legend."""

    light: str
    dark: str
    symbol: str
    order: int


@dataclass(frozen=True)
class ClassSpec:
    """A class of nodes. `labels` are its own label and those of its superclasses, the most general (the root) first."""

    name: str
    comment: str
    iri: str
    labels: tuple[str, ...]
    properties: dict[str, PropertySpec]
    display: Display
    iri_path: str
    id_segment: str = ""


@dataclass(frozen=True)
class RelationshipSpec:
    """A type of relationships, with the classes it may leave from and arrive at (superclasses named once)."""

    type: str
    local_name: str
    iri: str
    label: str
    inverse_label: str
    comment: str
    statement: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    properties: dict[str, PropertySpec]


@dataclass(frozen=True)
class Schema:
    """The whole vocabulary, by label and by relationship type.

    `root` is the label on every node; `key_labels` carry a uniqueness constraint on `id`.
    """

    base: str
    version: str
    root: str
    key_labels: tuple[str, ...]
    classes: dict[str, ClassSpec]
    relationships: dict[str, RelationshipSpec]
    graph: Graph = field(repr=False, compare=False)
    _by_labels: dict[tuple[str, ...], ClassSpec] = field(default_factory=dict, init=False, repr=False, compare=False)

    def class_of(self, labels: Iterable[str]) -> ClassSpec:
        """The most specific class among labels of one node. KeyError where none is known."""
        wanted = tuple(labels)
        found = self._by_labels.get(wanted)
        if found is None:
            known = [self.classes[label] for label in wanted if label in self.classes]
            if not known:
                raise KeyError(f"none of the labels {sorted(wanted)} is in the ontology")
            found = self._by_labels[wanted] = max(known, key=lambda spec: len(spec.labels))
        return found

    def is_a(self, label: str, ancestor: str) -> bool:
        """Whether a class is the other or a subclass of it."""
        return ancestor in self.classes[label].labels

    def subclasses(self, label: str) -> tuple[str, ...]:
        """The class and its subclasses, in legend order."""
        return tuple(spec.name for spec in self.legend() if label in spec.labels)

    def legend(self) -> list[ClassSpec]:
        """All classes in the order in which a legend shows them."""
        return sorted(self.classes.values(), key=lambda spec: spec.display.order)

    def shown(self, labels: Iterable[str]) -> list[str]:
        """Labels of a node without the root that stands on all, the most general first; engines differ in order."""
        known = {label: len(self.classes[label].labels) if label in self.classes else 0 for label in labels}
        return sorted((label for label in known if label != self.root), key=lambda label: (known[label], label))

    def leaf_for_segment(self, segment: str) -> str:
        """The label of the provision that an id segment such as `art_7` names. KeyError where unknown."""
        kind = segment.split("_", 1)[0]
        for spec in self.classes.values():
            if spec.id_segment == kind:
                return spec.name
        raise KeyError(kind)


class Terms:
    """Labels and relationship types as attributes: `terms.SIGNED`, `terms.State`. A name that is not declared raises.

    Code outside this package names the vocabulary only in this way, so that a rename is found at once.
    """

    def __init__(self, schema: Schema) -> None:
        self._names = {*schema.classes, *schema.relationships}

    def __getattr__(self, name: str) -> str:
        if name in self._names:
            return name
        raise AttributeError(f"{name!r} is neither a class nor a relationship of the ontology")


@lru_cache(maxsize=4)
def load_schema(base: str | None = None) -> Schema:
    """The schema of `treaty.ttl`, with IRIs under `base` (default: TREATYGRAPH_BASE, else the one in the file)."""
    chosen = base or os.environ.get(BASE_VARIABLE) or DEFAULT_BASE
    graph = parse_ontology(chosen)
    return _Reader(graph, chosen).read()


def parse_ontology(base: str = DEFAULT_BASE) -> Graph:
    """The ontology and its concept schemes as one RDF graph."""
    graph = Graph()
    for path in (ONTOLOGY_FILE, *CONCEPT_FILES):
        text = path.read_text(encoding="utf-8").replace(f"@base <{DEFAULT_BASE}>", f"@base <{base}>")
        graph.parse(data=text, format="turtle")
    return graph


def upper_snake(local_name: str) -> str:
    """`refersTo` -> `REFERS_TO`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local_name).upper()


class _Reader:
    """One pass over the ontology graph."""

    def __init__(self, graph: Graph, base: str) -> None:
        self.graph = graph
        self.base = base
        self.tg = Namespace(f"{base}ontology#")
        self.hints = {self.tg[name] for name in HINTS}

    def read(self) -> Schema:
        self._refuse_unknown_terms()
        statements = {self._one(s, self.tg.qualifies): s for s in self.graph.subjects(self.tg.qualifies)}
        classes = {spec.name: spec for spec in map(self._class, self._node_classes())}
        relationships = {spec.type: spec for spec in (self._relationship(p, statements) for p in self._relations())}
        clash = classes.keys() & relationships.keys()
        if clash:
            raise SchemaError(f"a label and a relationship type share a name: {sorted(clash)}")
        version = str(self.graph.value(URIRef(f"{self.base}ontology"), OWL.versionInfo))
        root, *more = {self._short(self._ancestors(c)[0]) for c in self._node_classes()}
        if more:
            raise SchemaError(f"the classes of nodes have several roots: {sorted([root, *more])}")
        keys = sorted(self._short(c) for c in self._own(OWL.Class) if (c, OWL.hasKey, None) in self.graph)
        return Schema(self.base, version, root, tuple(keys), classes, relationships, self.graph)

    def _refuse_unknown_terms(self) -> None:
        for subject in self._own(OWL.Class):
            self._check_terms(subject, CLASS_TERMS | self.hints)
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
            for subject in self._own(kind):
                self._check_terms(subject, PROPERTY_TERMS | SHAPE_TERMS | self.hints)
        for shape in self.graph.objects(None, SH.property):
            if isinstance(shape, BNode):
                self._check_terms(shape, SHAPE_TERMS | {self.tg.valuesFrom})

    def _check_terms(self, subject: Node, known: set[URIRef]) -> None:
        for predicate in set(self.graph.predicates(subject)):
            if predicate not in known:
                raise SchemaError(f"{self._short(subject)}: {self._short(predicate)} is not understood")

    def _own(self, kind: URIRef) -> Iterator[URIRef]:
        for subject in self.graph.subjects(RDF.type, kind):
            if isinstance(subject, URIRef) and subject.startswith(self.tg):
                yield subject

    def _node_classes(self) -> list[URIRef]:
        return [s for s in self._own(OWL.Class) if self._inherited(s, self.tg.iriPath) is not None]

    def _relations(self) -> list[URIRef]:
        return [p for p in self._own(OWL.ObjectProperty) if self.graph.value(p, RDFS.domain) is not None]

    def _ancestors(self, subject: URIRef) -> list[URIRef]:
        """Own superclasses, the most general first, the class itself last."""
        parents = [
            p for p in self.graph.objects(subject, RDFS.subClassOf) if isinstance(p, URIRef) and p.startswith(self.tg)
        ]
        above = [a for parent in sorted(parents) for a in self._ancestors(parent)]
        return [*dict.fromkeys(above), subject]

    def _inherited(self, subject: URIRef, hint: URIRef) -> Node | None:
        for ancestor in reversed(self._ancestors(subject)):
            value = self.graph.value(ancestor, hint)
            if value is not None:
                return value
        return None

    def _class(self, subject: URIRef) -> ClassSpec:
        chain = self._ancestors(subject)
        return ClassSpec(
            name=self._short(subject),
            comment=self._text(subject, RDFS.comment),
            iri=str(subject),
            labels=tuple(self._short(a) for a in chain),
            properties=self._properties(chain),
            display=self._display(subject),
            iri_path=str(self._inherited(subject, self.tg.iriPath)),
            id_segment=str(self.graph.value(subject, self.tg.idSegment) or ""),
        )

    def _display(self, subject: URIRef) -> Display:
        hints = {
            name: self._inherited(subject, self.tg[name]) for name in ("lightColour", "darkColour", "symbol", "order")
        }
        missing = [name for name, value in hints.items() if value is None]
        if missing:
            raise SchemaError(f"{self._short(subject)}: no {', '.join(missing)}")
        return Display(
            str(hints["lightColour"]), str(hints["darkColour"]), str(hints["symbol"]), int(str(hints["order"]))
        )

    def _relationship(self, subject: URIRef, statements: dict[Node, Node]) -> RelationshipSpec:
        statement = statements.get(subject, self.tg.Statement)
        if not isinstance(statement, URIRef):
            raise SchemaError(f"{self._short(subject)}: its statement class must be named")
        return RelationshipSpec(
            type=upper_snake(self._short(subject)),
            local_name=self._short(subject),
            iri=str(subject),
            label=self._text(subject, RDFS.label),
            inverse_label=self._text(subject, self.tg.inverseLabel),
            comment=self._text(subject, RDFS.comment),
            statement=self._short(statement),
            sources=self._ends(subject, RDFS.domain),
            targets=self._ends(subject, RDFS.range),
            properties=self._properties(self._ancestors(statement)),
        )

    def _ends(self, subject: URIRef, predicate: URIRef) -> tuple[str, ...]:
        end = self._one(subject, predicate)
        union = self.graph.value(end, OWL.unionOf)
        members = list(Collection(self.graph, union)) if union is not None else [end]
        return tuple(self._short(member) for member in members)

    def _properties(self, chain: list[URIRef]) -> dict[str, PropertySpec]:
        shapes = [s for owner in chain for s in self.graph.objects(owner, SH.property)]
        specs = [self._property(shape) for shape in shapes]
        return {spec.name: spec for spec in sorted(specs, key=lambda s: s.name)}

    def _property(self, shape: Node) -> PropertySpec:
        path = self._one(shape, SH.path)
        datatype = self._one(shape, SH.datatype)
        if datatype not in DATATYPES:
            raise SchemaError(f"{self._short(path)}: the datatype {self._short(datatype)} is not understood")
        return PropertySpec(
            name=self._short(path),
            type=DATATYPES[URIRef(str(datatype))],
            label=self._text(path, RDFS.label),
            comment=self._text(path, RDFS.comment),
            required=self._number(shape, SH.minCount) == 1,
            many=self.graph.value(shape, SH.maxCount) is None,
            values=self._values(shape),
            pattern=str(self.graph.value(shape, SH.pattern) or ""),
            minimum=self._number(shape, SH.minInclusive),
            maximum=self._number(shape, SH.maxInclusive),
            min_length=int(self._number(shape, SH.minLength) or 0),
        )

    def _values(self, shape: Node) -> tuple[str, ...]:
        scheme = self.graph.value(shape, self.tg.valuesFrom)
        if scheme is not None:
            return tuple(sorted(str(c).rsplit("/", 1)[-1] for c in self.graph.subjects(SKOS.inScheme, scheme)))
        listed = self.graph.value(shape, SH["in"])
        return tuple(str(v) for v in Collection(self.graph, listed)) if listed is not None else ()

    def _number(self, subject: Node, predicate: URIRef) -> float | None:
        value = self.graph.value(subject, predicate)
        return float(str(value)) if isinstance(value, Literal) else None

    def _one(self, subject: Node, predicate: URIRef) -> Node:
        values = list(self.graph.objects(subject, predicate))
        if len(values) != 1:
            raise SchemaError(f"{self._short(subject)}: expected one {self._short(predicate)}, found {len(values)}")
        return values[0]

    def _text(self, subject: Node, predicate: URIRef) -> str:
        value = self.graph.value(subject, predicate)
        if value is None:
            raise SchemaError(f"{self._short(subject)}: no {self._short(predicate)}")
        return str(value)

    def _short(self, term: Node) -> str:
        return str(term).rsplit("#", 1)[-1] if "#" in str(term) else str(term)
