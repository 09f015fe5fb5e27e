"""Trade agreements in the XML of the corpus "Texts of Trade Agreements" (ToTA), and the parties it names."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.records import Batch, Place, Refusal
from loaders.in_order import in_order
from loaders.known import Known
from loaders.tota.document import read_agreement
from loaders.tota.records import ORIGIN, to_records
from loaders.xml_tree import UnreadableXmlError, decode_xml, read_bytes, too_large
from ontology.schema import Schema

__all__ = ["count_sources", "load_tota", "sources"]

ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")
MAX_MEMBERS = 20_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its name as shown, and its content. `problem` says why there is none."""

    name: str
    data: bytes = b""
    problem: str = ""


def load_tota(paths: Iterable[Path], schema: Schema, known: Known, *, workers: int = 1) -> Iterator[Batch]:
    """One batch for each agreement, in the order given; folders and tar archives give the `.xml` files in them
    (folders the archives in them too).

    `workers`: processes that read at once. A file of which nothing can be used gives a batch with one refusal. Each
    batch has an origin of its own (`tota:10`), so that it can be loaded again alone.
    """
    yield from in_order(_Reading(schema, known), sources(paths), workers)


@dataclass(frozen=True)
class _Reading:
    """What a worker needs to read a file."""

    schema: Schema
    known: Known

    def __call__(self, source: Source) -> Batch:
        if source.problem:
            return _refused(source, 0, source.problem)
        try:
            text, note = decode_xml(source.data)
            agreement = read_agreement(text)
        except UnreadableXmlError as error:
            return _refused(source, error.line, error.reason)
        batch = to_records(agreement, source.name, source.data, self.schema, self.known)
        if note:
            batch.repaired.insert(0, Refusal(Place(source.name, 1), note))
        return batch


def _refused(source: Source, line: int, reason: str) -> Batch:
    return Batch(f"{ORIGIN}:{Path(source.name).stem}", refused=[Refusal(Place(source.name, line), reason)])


def sources(paths: Iterable[Path]) -> Iterator[Source]:
    """The files meant by paths, one in memory at a time."""
    for path in paths:
        if not path.is_dir():
            yield from _read(path)
            continue
        found = [inner for inner in sorted(path.rglob("*")) if inner.name.endswith((".xml", *ARCHIVES))]
        if not found:
            yield Source(str(path), problem="the folder holds no .xml file and no tar archive")
        for inner in found:
            yield from _read(inner)


def _read(path: Path) -> Iterator[Source]:
    if path.name.endswith(ARCHIVES):
        yield from _archive(path)
    else:
        yield _file(path)


def count_sources(paths: Iterable[Path]) -> int:
    """How many files there are to be read, archives looked through."""
    return sum(1 for _ in sources(paths))


def _file(path: Path) -> Source:
    try:
        return Source(str(path), read_bytes(path))
    except UnreadableXmlError as error:
        return Source(str(path), problem=error.reason)


def _archive(path: Path) -> Iterator[Source]:
    """The `.xml` members of an archive, read without unpacking anything to disk."""
    try:
        with tarfile.open(path) as archive:
            for number, member in enumerate(archive):
                if number >= MAX_MEMBERS:
                    yield Source(str(path), problem=f"more than {MAX_MEMBERS:,} members")
                    return
                if member.isfile() and member.name.endswith(".xml"):
                    yield _member(path, archive, member)
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        yield Source(str(path), problem=f"the archive cannot be read: {error or type(error).__name__}")


def _member(path: Path, archive: tarfile.TarFile, member: tarfile.TarInfo) -> Source:
    name = f"{path}/{member.name}"
    if too_large(member.size):
        return Source(name, problem=too_large(member.size))
    content = archive.extractfile(member)
    return Source(name, content.read() if content else b"")
