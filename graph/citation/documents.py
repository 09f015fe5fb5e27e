"""Answers that can be cited: paths, relationships, findings, claims and tables as documents, each with a certificate.

`citation_styles.render` writes them as plain text, Markdown, OSCOLA footnotes, CSV or JSON-LD. A document is rows with citations. The
certificate says what was asked, of which state of which graph, as of which day, on which sources (with their checksums) and when, so that
someone else can ask again and compare.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.citation import cite_source, day, say_edge
from graph.claims.results import CheckedClaim
from graph.law.verdicts import Citation, Finding
from graph.network.paths import Path
from graph.projection import Projection
from graph.records import Edge, Node
from ontology.schema import Terms


@dataclass(frozen=True)
class Certificate:
    """What an answer rests on: the question, the store's revision, the day it is for (None: no day), its sources, and when it was made."""

    query: str
    revision: str
    as_of: dt.date | None
    sources: tuple[Node, ...]
    made: dt.datetime

    def lines(self) -> list[str]:
        """One fact in a line."""
        asked = [
            f"Question: {self.query}",
            f"Graph: revision {self.revision}",
            f"As of: {day(self.as_of) if self.as_of else 'whatever its day'}",
            f"Made: {self.made.isoformat(timespec='seconds')}",
        ]
        return asked + [f"Source: {source.id}, {checksum(source)}: {cite_source(source)}" for source in self.sources]


@dataclass(frozen=True)
class Entry:
    """One row of a document: its cells, where they are said, and the ids of the treaties and provisions it speaks of."""

    cells: tuple[object, ...]
    citations: tuple[Citation, ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """Rows under columns, each with its citations. One column makes a list of sentences."""

    title: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    certificate: Certificate


def checksum(source: Node) -> str:
    """`SHA-256 103a60...`, or that none is recorded: the source was read on line, or not by us."""
    value = source.properties.get("sha256")
    return f"SHA-256 {value}" if value else "no checksum recorded"


def certify(
    graph: Projection, query: str, citations: Iterable[Citation], made: dt.datetime, as_of: dt.date | None = None
) -> Certificate:
    """A certificate over the sources that some citations name, in the order of their ids."""
    used = sorted({c.source for c in citations} & graph.nodes.keys())
    return Certificate(query, graph.revision, as_of, tuple(graph.nodes[id_] for id_ in used), made)


def document(
    graph: Projection,
    title: str,
    columns: Sequence[str],
    entries: Sequence[Entry],
    *,
    query: str,
    made: dt.datetime,
    as_of: dt.date | None = None,
) -> Document:
    """Rows as a document, with a certificate over all that they cite."""
    cited = [citation for entry in entries for citation in entry.citations]
    return Document(title, tuple(columns), tuple(entries), certify(graph, query, cited, made, as_of))


def _said(graph: Projection, edge: Edge) -> Entry:
    terms = Terms(graph.schema)
    about = [id_ for id_ in (edge.start, edge.end) if graph.schema.is_a(graph.nodes[id_].label, terms.Provision)]
    treaties = [id_ for id_ in (edge.start, edge.end) if graph.nodes[id_].label == terms.Treaty]
    return Entry((say_edge(graph, edge),), (Citation.of(edge),), tuple(about or treaties))


def path_document(
    graph: Projection, path: Path, *, query: str, made: dt.datetime, as_of: dt.date | None = None
) -> Document:
    """A path, one sentence for each step."""
    entries = [_said(graph, edge) for edge in path.edges]
    title = f"{graph.name(path.nodes[0])} to {graph.name(path.nodes[-1])}"
    return document(graph, title, ["step"], entries, query=query, made=made, as_of=as_of)


def edges_document(
    graph: Projection, title: str, edges: Iterable[Edge], *, query: str, made: dt.datetime, as_of: dt.date | None = None
) -> Document:
    """Relationships, one sentence for each."""
    entries = [_said(graph, edge) for edge in edges]
    return document(graph, title, ["statement"], entries, query=query, made=made, as_of=as_of)


def findings_document(
    graph: Projection,
    title: str,
    findings: Iterable[Finding],
    *,
    query: str,
    made: dt.datetime,
    as_of: dt.date | None = None,
) -> Document:
    """The hops of an answer: question, verdict and reason of each."""
    entries = [Entry((f.question, f.verdict.value, f.reason), f.citations) for f in findings]
    return document(graph, title, ["question", "verdict", "reason"], entries, query=query, made=made, as_of=as_of)


def claims_document(
    graph: Projection, title: str, claims: Iterable[CheckedClaim], *, made: dt.datetime, as_of: dt.date | None = None
) -> Document:
    """The claims of an article with their verdicts."""
    columns = ["subject", "predicate", "object", "verdict", "reason"]
    entries = []
    for c in claims:
        predicate = f"not {c.predicate}" if c.negated else c.predicate
        entries.append(
            Entry(
                (c.subject, predicate, c.object, c.verdict, c.reason),
                _citations_of(c),
            )
        )
    return document(graph, title, columns, entries, query=f"check {title}", made=made, as_of=as_of)


def _citations_of(claim: CheckedClaim) -> tuple[Citation, ...]:
    """The citation of a claim, taken apart again: `source, locator (review)`."""
    found = re.fullmatch(r"([^,]+), (.*?)(?: \((compiled|disputed)\))?", claim.citation, re.S)
    return (Citation(found[1], found[2], found[3] or "verified"),) if found else ()


def table_document(
    graph: Projection,
    title: str,
    rows: Sequence[Mapping[str, object]],
    *,
    query: str,
    made: dt.datetime,
    as_of: dt.date | None = None,
) -> Document:
    """The rows of a query. A row cites what its nodes and relationships cite, and a source that stands in columns of its own."""
    columns = [name for name in (rows[0] if rows else {}) if name not in ("source", "locator", "review")]
    entries = [Entry(tuple(row.get(name) for name in columns), tuple(_cited(row))) for row in rows]
    return document(graph, title, columns, entries, query=query, made=made, as_of=as_of)


def _cited(value: object) -> Iterable[Citation]:
    """The citations in plain values, as `graph.values` gives them: nodes, relationships, paths, and rows with a source."""
    if isinstance(value, Mapping):
        source, locator = value.get("source"), value.get("locator")
        properties = value.get("properties")
        if isinstance(properties, Mapping):
            yield from _cited(properties)
        elif isinstance(source, str) and isinstance(locator, str):
            yield Citation(source, locator, str(value.get("review", "compiled")))
        for part in (value[key] for key in value if key != "properties"):
            yield from _cited(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _cited(part)
