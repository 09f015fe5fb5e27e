"""RDF files as resources, each triple with the line it stands on: Oxigraph parses, and is fed line by line, so that the line is known.

Nothing is fetched: a JSON-LD context must stand in the file. A file that is not well-formed is refused whole, with the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from graph.records import Batch, Place

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.JSON_LD, ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS, ".rdf": ox.RdfFormat.RDF_XML, ".owl": ox.RdfFormat.RDF_XML,
}  # fmt: skip
LONGEST_LITERAL = 1_000_000  # characters: no provision is near it
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_WHERE = re.compile(r"^Parser error[^:]*: | \(line \d+\)$")  # what the parser says beside the reason
Term = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Said:
    """An object of a triple and the line it stands on (0: not known)."""

    term: Term
    line: int


@dataclass(slots=True)
class Resource:
    """All that a file says of one subject, by predicate, in the order of the file. `name` is its IRI, or `_:...`."""

    name: str
    line: int
    said: dict[str, list[Said]] = field(default_factory=dict)

    @property
    def types(self) -> list[str]:
        return [t.term.value for t in self.said.get(RDF_TYPE, []) if isinstance(t.term, ox.NamedNode)]

    def iris(self, predicate: str) -> list[Said]:
        """The objects of a predicate that are IRIs."""
        return [s for s in self.said.get(predicate, []) if isinstance(s.term, ox.NamedNode)]


def read_resources(path: Path, base: str, batch: Batch) -> dict[str, Resource]:
    """The resources of a file by name; nothing where it cannot be read, and `batch` then says why.

    IRIs that are relative in a file that gives no base are under `base`.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        batch.refuse(Place(str(path)), f"not a kind of RDF that is read: expected {', '.join(FORMATS)}")
        return {}
    found: dict[str, Resource] = {}
    try:
        with path.open("rb") as file:
            if format_ == ox.RdfFormat.RDF_XML:
                _refuse_entities(file)
            source = _Lines(file)
            for triple in _triples(source, format_, base, path, batch):
                _note(triple, source.line, found)
    except OSError as error:
        batch.refuse(Place(str(path)), f"cannot be read: {error.strerror or error}")
    except _NotWellFormedError as error:
        batch.refuse(Place(str(path), error.line), str(error))
        return {}
    return found


def _refuse_entities(file: BinaryIO) -> None:
    """A few entities that name each other fill all memory when they are expanded; the parser has no limit of its own."""
    for line, text in enumerate(file, 1):
        if b"<!ENTITY" in text or b"\0" in text:
            raise _NotWellFormedError(
                "it declares entities or is not UTF-8, which is not read: save it as Turtle", line
            )
    file.seek(0)


def _note(triple: ox.Quad, line: int, found: dict[str, Resource]) -> None:
    if isinstance(triple.subject, ox.Triple) or isinstance(triple.object, ox.Triple):
        return  # refused before
    name = str(triple.subject) if isinstance(triple.subject, ox.BlankNode) else triple.subject.value
    resource = found.get(name)
    if resource is None:
        resource = found[name] = Resource(name, line)
    values = resource.said.setdefault(triple.predicate.value, [])
    if all(said.term != triple.object for said in values):  # triples are a set
        values.append(Said(triple.object, line))


def _triples(source: _Lines, format_: ox.RdfFormat, base: str, path: Path, batch: Batch) -> Iterator[ox.Quad]:
    """The triples of all graphs in the file. Literals that are too long, and triples about triples, are refused one by one."""
    try:
        for triple in ox.parse(cast(BinaryIO, source), format_, base_iri=base):
            if isinstance(triple.object, ox.Literal) and len(triple.object.value) > LONGEST_LITERAL:
                batch.refuse(
                    Place(str(path), source.line),
                    f"a text of {len(triple.object.value):,} characters; at most {LONGEST_LITERAL:,} are read",
                )
            elif isinstance(triple.object, ox.Triple):
                batch.refuse(
                    Place(str(path), source.line),
                    "a triple about a triple is not read; use a statement as in the guide",
                )
            else:
                yield triple
    except MemoryError:
        raise _NotWellFormedError("a text or name that does not end within 16 MiB", source.line) from None
    except (SyntaxError, ValueError) as error:
        raise _NotWellFormedError(_reason(error), _error_line(error, source)) from error


class _NotWellFormedError(Exception):
    """The file is not well-formed from `line` on."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def _reason(error: Exception) -> str:
    text = str(error.msg) if isinstance(error, SyntaxError) else str(error)
    if "LoadDocumentCallback" in text:
        return "its context stands elsewhere, and nothing is fetched: put the context into the file"
    return f"not well-formed: {_WHERE.sub('', text)}"


def _error_line(error: Exception, source: _Lines) -> int:
    number = getattr(error, "lineno", None)
    return int(number) if number else source.line


class _Lines:
    """A file that gives at most one line at each read, and counts them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ended = True
        self.line = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.readline(size)
        if chunk and self._ended:
            self.line += 1
        self._ended = chunk.endswith(b"\n")
        return chunk
