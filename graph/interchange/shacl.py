"""SHACL Core by SPARQL: each constraint becomes one query for what breaks it, as the SHACL recommendation defines it, run by Oxigraph.

A validator that walks from node to node takes half a minute for the catalogue; this takes a second or two. What a shape may say is limited to what
the ontology's shapes say; a term beyond that raises. Tests hold the results to those of pySHACL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node as Term

_TARGETS = {SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
_NODE_TERMS = _TARGETS | {SH.property, SH.closed, SH.ignoredProperties, SH["or"], SH.message, SH.severity}
_PROPERTY_TERMS = {
    SH.path, SH.datatype, SH.minCount, SH.maxCount, SH["in"], SH.pattern, SH.minLength, SH.minInclusive, SH.maxInclusive, SH["class"],
    SH.message, SH.severity,
}  # fmt: skip
# A value breaks the constraint where this holds; `{0}` is the parameter as SPARQL writes it.
_FILTERS = {
    SH.datatype: "!isLiteral(?value) || datatype(?value) != {0} || !COALESCE({0}(STR(?value)) = {0}(STR(?value)), false)",
    SH["in"]: "?value NOT IN ({0})",
    SH.pattern: "isBlank(?value) || !REGEX(STR(?value), {0})",
    SH.minLength: "isBlank(?value) || STRLEN(STR(?value)) < {0}",
    SH.minInclusive: "!COALESCE(?value >= {0}, false)",
    SH.maxInclusive: "!COALESCE(?value <= {0}, false)",
    SH["class"]: "NOT EXISTS {{ VALUES ?kind {{ {0} }} ?value a ?kind }}",
}


class ShapesError(Exception):
    """A shape says something that is not understood; the message names the term."""


@dataclass(frozen=True, slots=True)
class Result:
    """One violation: what breaks which constraint of which shape, on which path and with which value (None: on the thing as a whole)."""

    focus: str
    path: str | None
    component: str
    value: str | None
    shape: Term
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class _Check:
    """A query for what breaks one constraint. It gives `?this` and, as the case may be, `?path` and `?value`."""

    query: str
    component: str
    path: str | None
    shape: Term


class Validator:
    """The shapes of one graph as queries."""

    def __init__(self, shapes: Graph) -> None:
        self.shapes = shapes
        self.checks = list(self._all_checks())

    def results(self, data: ox.Store) -> Iterator[Result]:
        """Everything in the data that breaks a constraint."""
        for check in self.checks:
            solutions = data.query(check.query)
            assert isinstance(solutions, ox.QuerySolutions)  # every check is a SELECT
            names = [variable.value for variable in solutions.variables]
            for row in solutions:
                yield self._result(
                    check, {name: term for name, term in zip(names, row, strict=True) if term is not None}
                )

    def _result(self, check: _Check, row: dict[str, object]) -> Result:
        severity = self.shapes.value(check.shape, SH.severity) or SH.Violation
        path, value = row.get("path"), row.get("value")
        return Result(
            _text(row["this"]), check.path or (_text(path) if path else None), check.component, _text(value) if value else None,
            check.shape, str(severity).removeprefix(str(SH)), str(self.shapes.value(check.shape, SH.message) or ""),
        )  # fmt: skip

    # ------------------------------------------------------------------ shapes to checks

    def _all_checks(self) -> Iterator[_Check]:
        targets: dict[Term, set[str]] = defaultdict(set)
        for shape in set(self.shapes.subjects(RDF.type, SH.NodeShape)):
            self._refuse_unknown(shape, _NODE_TERMS)
            patterns = self._targets(shape)
            for property_ in self.shapes.objects(shape, SH.property):
                targets[property_] |= patterns
            if patterns:
                yield from self._node_checks(shape, _union(patterns))
        for property_, patterns in targets.items():
            self._refuse_unknown(property_, _PROPERTY_TERMS)
            yield from self._property_checks(property_, _union(patterns))

    def _refuse_unknown(self, shape: Term, known: set[URIRef]) -> None:
        for term in set(self.shapes.predicates(shape)):
            if str(term).startswith(str(SH)) and term not in known:
                raise ShapesError(f"{shape}: {term} is not understood")

    def _targets(self, shape: Term) -> set[str]:
        """What a shape is about, as patterns that bind `?this`. A class that is a shape is about its own instances."""
        found = {f"?this <{p}> ?any" for p in self.shapes.objects(shape, SH.targetSubjectsOf)}
        found |= {f"?any <{p}> ?this" for p in self.shapes.objects(shape, SH.targetObjectsOf)}
        classes = set(self.shapes.objects(shape, SH.targetClass))
        if (shape, RDF.type, OWL.Class) in self.shapes:
            classes.add(shape)
        return found | {f"?this a <{sub}>" for class_ in classes for sub in self._with_subclasses(class_)}

    def _with_subclasses(self, class_: Term) -> list[str]:
        return sorted(str(c) for c in self.shapes.transitive_subjects(RDFS.subClassOf, class_))

    def _node_checks(self, shape: Term, target: str) -> Iterator[_Check]:
        if self.shapes.value(shape, SH.closed) == Literal(True):
            declared = {str(self.shapes.value(p, SH.path)) for p in self.shapes.objects(shape, SH.property)}
            declared |= {str(p) for p in self._list(shape, SH.ignoredProperties)}
            query = f"SELECT ?this ?path ?value WHERE {{ {target} ?this ?path ?value FILTER(?path NOT IN ({_iris(declared)})) }}"
            yield _Check(query, "closed", None, shape)
        options = self._list(shape, SH["or"])
        if options:
            kinds = {sub for option in options for sub in self._with_subclasses(self._class_of(option))}
            query = f"SELECT DISTINCT ?this ?value WHERE {{ {target} BIND(?this AS ?value) FILTER({_FILTERS[SH['class']].format(_iris(kinds, ' '))}) }}"
            yield _Check(query, "or", None, shape)

    def _class_of(self, option: Term) -> Term:
        predicates = set(self.shapes.predicates(option))
        if predicates != {SH["class"]}:
            raise ShapesError(f"an option of sh:or may only give sh:class, not {sorted(map(str, predicates))}")
        return next(self.shapes.objects(option, SH["class"]))

    def _property_checks(self, shape: Term, target: str) -> Iterator[_Check]:
        path = str(self.shapes.value(shape, SH.path))
        values = f"?this <{path}> ?value"
        for component, condition in _FILTERS.items():
            for parameter in self.shapes.objects(shape, component):
                test = condition.format(self._parameter(component, parameter))
                query = f"SELECT DISTINCT ?this ?value WHERE {{ {values} FILTER({test}) {target} }}"
                yield _Check(query, str(component).removeprefix(str(SH)), path, shape)
        for least in self.shapes.objects(shape, SH.minCount):
            _only_one(shape, least)
            yield _Check(
                f"SELECT DISTINCT ?this WHERE {{ {target} FILTER NOT EXISTS {{ {values} }} }}", "minCount", path, shape
            )
        for most in self.shapes.objects(shape, SH.maxCount):
            _only_one(shape, most)
            many = f"{{ SELECT ?this WHERE {{ {values} }} GROUP BY ?this HAVING(COUNT(?value) > 1) }}"
            yield _Check(f"SELECT DISTINCT ?this WHERE {{ {many} {target} }}", "maxCount", path, shape)

    def _parameter(self, component: URIRef, value: Term) -> str:
        if component == SH["in"]:
            return ", ".join(item.n3() for item in Collection(self.shapes, value))
        if component == SH["class"]:
            return _iris(self._with_subclasses(value), " ")
        return value.n3()

    def _list(self, subject: Term, predicate: URIRef) -> list[Term]:
        head = self.shapes.value(subject, predicate)
        return list(Collection(self.shapes, head)) if head is not None else []


def _only_one(shape: Term, count: Term) -> None:
    if str(count) != "1":
        raise ShapesError(f"{shape}: only counts of one are understood, not {count}")


def _union(patterns: Iterable[str]) -> str:
    """One pattern for several targets."""
    ordered = sorted(patterns)
    classes = [p.removeprefix("?this a ") for p in ordered if p.startswith("?this a ")]
    parts = [f"{{ VALUES ?class {{ {' '.join(classes)} }} ?this a ?class }}"] if classes else []
    parts += [f"{{ {p} }}" for p in ordered if not p.startswith("?this a ")]
    return " UNION ".join(parts)


def _iris(iris: Iterable[str], separator: str = ", ") -> str:
    return separator.join(f"<{iri}>" for iri in sorted(iris))


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
