"""RDF files as resources, each triple with the line it stands on: Oxigraph parses, and is fed line by line, so that the line is known.

Nothing is fetched: a JSON-LD context must stand in the file. A file that is not well-formed is refused whole, with the line. So is one that would fill
the memory: entities that multiply, a text or name without end, more triples than any graph of ours has.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit
from typing import BinaryIO, NamedTuple, cast
from xml.parsers import expat

import pyoxigraph as ox

from graph.records import Batch, Place, Refusal

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.STREAMING_JSON_LD, ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS, ".rdf": ox.RdfFormat.RDF_XML, ".owl": ox.RdfFormat.RDF_XML,
}  # fmt: skip
LONGEST_LITERAL = 1_000_000  # characters: no provision is near it
LONGEST_SILENCE = (
    1 << 24
)  # bytes without a triple, which a parser has to keep: a text of that length in escapes is just shorter
COSTLY, COSTLY_EACH = 1 << 32, 256  # bytes read again and again: in all, and for each byte of the file
LEAST_BYTES = 1_500_000_000  # in memory, about, that a file may take on any machine; the catalogue takes 70 million
_THING, _PREDICATE, _TRIPLE = 600, 400, 150  # bytes in memory: a subject, each of its predicates, each of its triples
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DEEPEST = 100  # elements of XML, or triples about triples, in each other
_ENDLESS = "nothing is said within 16 MiB from here: a text or name without end, or JSON-LD whose context and types do not come first"
_WHERE = re.compile(r"^Parser error[^:]*: | \(line \d+\)$")  # what the parser says beside the reason
Term = ox.NamedNode | ox.BlankNode | ox.Literal
Told = Callable[[int, int], object]  # how many bytes have been read, and how many there are
_STEP = 10_000  # triples between two words of that


class Said(NamedTuple):
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


def read_resources(path: Path, base: str, batch: Batch, told: Told = lambda *_: None) -> dict[str, Resource]:
    """The resources of a file by name; nothing where it cannot be read, and `batch` then says why.

    IRIs that are relative in a file that gives no base are under `base`. `told` hears how far the reading is.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        batch.refuse(Place(str(path)), f"not a kind of RDF that is read: expected {', '.join(FORMATS)}")
        return {}
    reader = _Reader(path, base, told)
    try:
        reader.read(format_)
    except OSError as error:
        batch.refuse(Place(str(path)), f"cannot be read: {error.strerror or error}")
    except _NotWellFormedError as error:
        batch.refuse(Place(str(path), error.line), str(error))
        return {}
    batch.refused += reader.refused
    return reader.found


class _Reader:
    """One reading of one file: its resources, and what was refused of them."""

    def __init__(self, path: Path, base: str, told: Told) -> None:
        self.path, self.base, self.told = path, base, told
        self._start()

    def _start(self) -> None:
        self.found: dict[str, Resource] = {}
        self.refused: list[Refusal] = []
        self._terms: dict[Term, Term] = {}
        self._weight, self._most = 0, most_bytes()

    def read(self, format_: ox.RdfFormat) -> None:
        """Read all of the file. JSON-LD that does not say things in the order in which it can be read piece by piece is read again, as a whole."""
        with self.path.open("rb") as file:
            if format_ == ox.RdfFormat.RDF_XML:
                _check_xml(file)
            try:
                self._read(_Lines(file), format_)
            except _NotWellFormedError:
                if format_ != ox.RdfFormat.STREAMING_JSON_LD:
                    raise
                self._start()
                file.seek(0)
                self._read(_Lines(file), ox.RdfFormat.JSON_LD)
        _drop_repeated(self.found)

    def _read(self, source: _Lines, format_: ox.RdfFormat) -> None:
        try:
            size = self.path.stat().st_size
            for number, triple in enumerate(ox.parse(cast(BinaryIO, source), format_, base_iri=self.base)):
                began = source.hear()
                if number % _STEP == 0:
                    self.told(source.given, size)
                if (reason := _unread(triple.object)) is not None:
                    self.refused.append(Refusal(Place(str(self.path), began), reason))
                else:
                    self._note(triple, source.line)
        except (MemoryError, _EndlessError):
            raise _NotWellFormedError(_ENDLESS, source.heard) from None
        except (SyntaxError, ValueError) as error:
            raise _NotWellFormedError(_reason(error), _error_line(error, source)) from error

    def _note(self, triple: ox.Quad, line: int) -> None:
        subject = cast(ox.NamedNode | ox.BlankNode, triple.subject)  # no syntax lets a triple be a subject
        name = str(subject) if isinstance(subject, ox.BlankNode) else subject.value
        resource = self.found.get(name)
        if resource is None:
            resource = self.found[name] = Resource(name, line)
            self._weigh(_THING, line)
        predicate = sys.intern(triple.predicate.value)
        if predicate not in resource.said:
            resource.said[predicate] = []
            self._weigh(_PREDICATE, line)
        resource.said[predicate].append(Said(self._shared(cast(Term, triple.object)), line))
        self._weigh(_TRIPLE, line)

    def _weigh(self, bytes_: int, line: int) -> None:
        self._weight += bytes_
        if self._weight > self._most:
            reason = f"more than the {self._most / 1e9:.1f} GB that may be held in memory: split the file, or load it on a larger machine"
            raise _NotWellFormedError(reason, line)

    def _shared(self, term: Term) -> Term:
        """Terms that stand again and again, such as sources, are kept once."""
        if len(self._terms) > 100_000:
            self._terms.clear()
        return self._terms.setdefault(term, term)


def most_bytes() -> int:
    """What a file may take in memory: half of the machine's, within the limit that the process has."""
    half = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    limit, _ = getrlimit(RLIMIT_AS)
    most = max(LEAST_BYTES, half)
    return most if limit == RLIM_INFINITY else min(most, limit * 3 // 4)


def _unread(term: object) -> str | None:
    """Why a triple with this object is not read; None where it is."""
    if isinstance(term, ox.Triple):
        return "a triple about a triple is not read; use a statement as in the guide"
    if isinstance(term, ox.Literal) and len(term.value) > LONGEST_LITERAL:
        return f"a text of {len(term.value):,} characters begins here or on the next line; at most {LONGEST_LITERAL:,} are read"
    return None


def _check_xml(file: BinaryIO) -> None:
    """Refuse what the RDF parser has no limit for: entities that multiply when they are expanded, elements in elements without end."""
    parser = expat.ParserCreate()
    depth = heard = 0

    def start(*_: object) -> None:
        nonlocal depth, heard
        depth, heard = depth + 1, parser.CurrentByteIndex
        if depth > DEEPEST:
            refuse(f"elements stand in each other {DEEPEST} deep")

    def end(_: str) -> None:
        nonlocal depth, heard
        depth, heard = depth - 1, parser.CurrentByteIndex

    def refuse(reason: str) -> None:
        raise _NotWellFormedError(reason, parser.CurrentLineNumber)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = lambda *_: refuse("it declares entities, which are not read: save it as Turtle")
    try:
        while chunk := file.read(1 << 16):
            parser.Parse(chunk)
            if file.tell() - heard > LONGEST_SILENCE:
                refuse(_ENDLESS)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _NotWellFormedError(f"not well-formed: {expat.ErrorString(error.code)}", error.lineno) from None
    file.seek(0)


def _drop_repeated(found: dict[str, Resource]) -> None:
    """Triples are a set, whatever a file repeats; the first line stays."""
    for resource in found.values():
        for predicate, values in resource.said.items():
            if len(values) > 1:
                first: dict[Term, Said] = {}
                for said in values:
                    first.setdefault(said.term, said)
                resource.said[predicate] = list(first.values())


class _EndlessError(Exception):
    """The parser has read on and on without a triple."""


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
    """A file that gives one line at each read, and counts them. `hear` is called at each triple.

    A parser of Turtle begins a text again whenever it gets more of it. Where that has become costly, more lines are given at once: the line of what follows
    such a text in the same piece is then that of the end of the piece.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ended = True
        self._silence = self._cost = self._quoted = self.given = 0
        self.line = 0
        self.heard = 1

    def hear(self) -> int:
        """A triple has come; the line on which the one before it ended."""
        before, self.heard = self.heard, self.line
        self._silence = self._quoted = 0
        return before

    def read(self, size: int = -1) -> bytes:
        costly = self._cost > COSTLY + COSTLY_EACH * self.given
        chunk = self._file.read(size) if costly else self._file.readline(size)
        self.given += len(chunk)
        self._silence += len(chunk)
        self._cost += self._silence
        self._quoted += chunk.count(b"<<(")
        if self._silence > LONGEST_SILENCE:
            raise _EndlessError
        if self._quoted > DEEPEST:
            raise _NotWellFormedError(f"triples about triples, {DEEPEST} in each other", self.heard)
        self.line += chunk.count(b"\n") - chunk.endswith(b"\n") + (self._ended and bool(chunk))
        self._ended = chunk.endswith(b"\n")
        return chunk
