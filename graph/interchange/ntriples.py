"""N-Triples (.nt): one triple on each line, every IRI in full."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.interchange.content import Content
from graph.interchange.rdf import Description, Statement
from graph.interchange.rdf_text import quoted, term
from graph.interchange.rdf_writer import Writer

EXTENSIONS = (".nt",)


def write(content: Content, path: Path) -> None:
    """Write all triples to a file, thing by thing, each with the relationships that begin at it."""
    with path.open("w", encoding="utf-8", newline="\n") as out, content.held():
        out.writelines(lines(content))


def lines(content: Content) -> Iterator[str]:
    """All triples as text, the lines of one record at a time."""
    describer = content.describer()
    writer = Writer(
        describer,
        lambda node: "".join(map(_block, describer.node(node))),
        lambda edge: _statement(describer.edge(edge)),
        quoted,
    )
    return writer.texts(content)


def _statement(statement: Statement) -> str:
    links = "".join(f"<{s}> <{p}> {term(o)} .\n" for s, p, o in statement.links)
    return links + _block(statement.description)


def _block(description: Description) -> str:
    subject = f"<{description.subject}> <"
    return "".join(
        [
            f"{subject}{predicate}> {quoted(value) if type(value) is str else term(value)} .\n"
            for predicate, value in description.pairs
        ]
    )
