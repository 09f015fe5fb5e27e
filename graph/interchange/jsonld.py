"""JSON-LD (.jsonld): compact JSON with a context of our own, which stands in the file, so that nothing is ever fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from graph.interchange.content import Content
from graph.interchange.rdf import (
    KEPT,
    PREFIXES,
    TYPE,
    XSD,
    Describer,
    Description,
    Iri,
    Object,
    Statement,
    Text,
    Triple,
    literal,
)
from graph.interchange.rdf_writer import Writer
from ontology.schema import DATATYPES, Schema

EXTENSIONS = (".jsonld",)
Json = str | int | bool | dict[str, str]


def write(content: Content, path: Path) -> None:
    """Write one document, `{"@context": ..., "@graph": [...]}`, with one thing on each line, types first: so it can be read as a stream."""
    style = Style(content.schema)
    with path.open("w", encoding="utf-8", newline="\n") as out, content.held():
        out.write(f'{{"@context": {json.dumps(style.context(), ensure_ascii=False, indent=1)},\n"@graph": [')
        separator = "\n"
        for things in _things(content, style):
            out.write(separator + things)
            separator = ",\n"
        out.write("\n]}\n")


def _things(content: Content, style: Style) -> Iterator[str]:
    describer: Describer = content.describer()
    writer = Writer(
        describer,
        lambda node: _lines(style.thing(description) for description in describer.node(node)),
        lambda edge: _lines(style.statement(describer.edge(edge))),
        _quoted,
    )
    return writer.texts(content)


def _lines(things: Iterable[dict[str, object]]) -> str:
    return ",\n".join(map(_json, things))


@lru_cache(maxsize=KEPT)
def _quoted(text: str) -> str:
    return _json(text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class Style:
    """Which keys and values stand for which terms."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.base = schema.base
        self.vocabulary = f"{schema.base}ontology#"
        self._kinds = _datatypes(schema)
        self._links = {spec.local_name for spec in schema.relationships.values()}
        self._links |= {"statementSubject", "statementProperty", "statementObject"}
        self._keys: dict[str, str] = {}

    def context(self) -> dict[str, object]:
        """The context: our terms without prefix, links as IRIs, days and numbers with their datatypes."""
        typed = {
            n: {"@type": f"xsd:{kind}"}
            for n, kind in sorted(self._kinds.items())
            if kind in ("date", "double", "integer")
        }
        links = {name: {"@type": "@vocab" if name == "statementProperty" else "@id"} for name in sorted(self._links)}
        ids = {name: {"@id": f"{self.vocabulary}{name}", **kind} for name, kind in (typed | links).items()}
        return {"@version": 1.1, "@base": self.base, "@vocab": self.vocabulary, **PREFIXES, **ids}

    def thing(self, description: Description) -> dict[str, object]:
        """A description as a JSON object."""
        types = [self._key(str(value)) for predicate, value in description.pairs if predicate == TYPE]
        found: dict[str, object] = {"@type": types if len(types) > 1 else types[0]} if types else {}
        found["@id"] = self._relative(description.subject)
        for predicate, value in description.pairs:
            if predicate != TYPE:
                _add(found, self._key(predicate), self._value(predicate, value))
        return found

    def statement(self, statement: Statement) -> Iterator[dict[str, object]]:
        """A relationship: its links, then the statement."""
        yield from self.links(statement.links)
        yield self.thing(statement.description)

    def links(self, triples: list[Triple]) -> Iterator[dict[str, object]]:
        """Plain links, those of one subject together."""
        by_subject: dict[Iri, list[tuple[str, Object]]] = {}
        for subject, predicate, value in triples:
            by_subject.setdefault(subject, []).append((predicate, value))
        for subject, pairs in by_subject.items():
            yield self.thing(Description(subject, pairs))

    def _key(self, iri: str) -> str:
        found = self._keys.get(iri)
        if found is None:
            found = self._keys[iri] = self._shortened(iri)
        return found

    def _shortened(self, iri: str) -> str:
        for prefix, namespace in {"": self.vocabulary, **PREFIXES}.items():
            local = iri.removeprefix(namespace)
            if local != iri and local.isidentifier():
                return f"{prefix}:{local}" if prefix else local
        return iri

    def _relative(self, iri: str) -> str:
        return iri.removeprefix(self.base)

    def _value(self, predicate: str, value: Object) -> Json:
        own = predicate.startswith(self.vocabulary)
        name = predicate.removeprefix(self.vocabulary)
        if isinstance(value, Iri):
            if name == "statementProperty":
                return self._key(value)
            return self._relative(value) if own and name in self._links else {"@id": self._relative(value)}
        if isinstance(value, Text):
            return {"@value": value.text, "@language": value.language}
        if isinstance(value, str | bool):
            return str(value) if isinstance(value, str) else value
        lexical, datatype = literal(value)
        if own and datatype == f"{XSD}{self._kinds.get(name)}":
            return value if isinstance(value, int) else lexical
        return {"@type": f"xsd:{datatype.removeprefix(XSD)}", "@value": lexical}


def _add(thing: dict[str, object], key: str, value: Json) -> None:
    """One value as itself, several as a list."""
    if key not in thing:
        thing[key] = value
    elif isinstance(before := thing[key], list):
        before.append(value)
    else:
        thing[key] = [before, value]


def _datatypes(schema: Schema) -> dict[str, str]:
    names = {kind: str(iri).removeprefix(XSD) for iri, kind in DATATYPES.items()}
    specs = [c.properties for c in schema.classes.values()] + [r.properties for r in schema.relationships.values()]
    return {name: names[p.type] for properties in specs for name, p in properties.items()}
