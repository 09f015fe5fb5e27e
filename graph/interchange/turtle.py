"""Turtle (.ttl): descriptions that people can read, with prefixes and IRIs relative to the base."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

from graph.interchange.content import Content
from graph.interchange.rdf import PREFIXES, TYPE, Description, Iri, Object, Statement, Triple, literal
from graph.interchange.rdf_text import quoted, term
from graph.interchange.rdf_writer import Writer

EXTENSIONS = (".ttl",)


def write(content: Content, path: Path) -> None:
    """Write all triples to a file, thing by thing, each with the relationships that begin at it."""
    style = Style(content.schema.base)
    with path.open("w", encoding="utf-8", newline="\n") as out, content.held():
        describer = content.describer()
        writer = Writer(
            describer,
            lambda node: "".join(map(style.block, describer.node(node))),
            lambda edge: style.statement(describer.edge(edge)),
            quoted,
        )
        out.write(style.head())
        out.writelines(writer.texts(content))


class Style:
    """How terms are shortened: our IRIs relative to the base, those of vocabularies by prefix."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._namespaces = {"tg": f"{base}ontology#", **PREFIXES}
        self._names: dict[str, str] = {TYPE: "a"}

    def head(self) -> str:
        """The declarations at the top of a file."""
        prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self._namespaces.items())
        return f"@base <{self.base}> .\n{prefixes}\n"

    def name(self, iri: str) -> str:
        """A term of a vocabulary: `tg:signed`, `eli:number`, `a`."""
        return self._names.get(iri) or self._prefixed(iri)

    def _prefixed(self, iri: str) -> str:
        for prefix, namespace in self._namespaces.items():
            local = iri.removeprefix(namespace)
            if local != iri and local.isidentifier() and local.isascii():
                self._names[iri] = f"{prefix}:{local}"
                return self._names[iri]
        return f"<{iri}>"

    def iri(self, iri: str) -> str:
        """The IRI of a thing: relative to the base where it is ours."""
        relative = iri.removeprefix(self.base)
        return f"<{relative}>"

    def object(self, value: Object) -> str:
        """A text in quotes, a number or truth value bare, a day with its short datatype."""
        if isinstance(value, Iri):
            return self.iri(value) if self._is_thing(value) else self.name(value)
        if isinstance(value, str):
            return quoted(value)
        if isinstance(value, dt.date):
            return f'"{value.isoformat()}"^^xsd:date'
        if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
            return literal(value)[0]
        return term(value)

    def _is_thing(self, iri: str) -> bool:
        return iri.startswith(self.base) and not iri.startswith(self._namespaces["tg"])

    def block(self, description: Description, indent: str = "") -> str:
        """A description: the subject once, then its pairs; values of one predicate side by side."""
        parts, last = [], ""
        for predicate, value in description.pairs:
            if predicate == last:
                parts.append(f", {self.object(value)}")
            else:
                parts.append(f"{' ;' if parts else ''}\n{indent}    {self.name(predicate)} {self.object(value)}")
                last = predicate
        return f"{indent}{self.iri(description.subject)}{''.join(parts)} .\n"

    def statement(self, statement: Statement) -> str:
        """A relationship: its links, then the statement."""
        return self.links(statement.links) + self.block(statement.description)

    def links(self, triples: list[Triple]) -> str:
        return "".join(f"{self.iri(s)} {self.name(p)} {self.object(o)} .\n" for s, p, o in triples)
