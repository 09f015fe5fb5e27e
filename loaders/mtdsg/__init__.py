"""Status files of the depositary publication "Multilateral Treaties Deposited with the Secretary-General" (MTDSG), in
XML.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.records import Batch, Place, Refusal
from loaders.in_order import in_order
from loaders.known import Known
from loaders.mtdsg.document import StatusFile, read_document
from loaders.mtdsg.records import ORIGIN, to_records, treaty_id
from loaders.mtdsg.repair import repair
from loaders.mtdsg.tally import Tally, tally
from loaders.xml_tree import UnreadableXmlError, decode_xml, read_bytes
from ontology.schema import Schema

__all__ = ["StatusFile", "Tally", "load_mtdsg", "read_status_file", "status_files", "tally", "treaty_id"]


def load_mtdsg(
    paths: Iterable[Path], schema: Schema, known: Known, *, as_of: dt.date | None = None, workers: int = 1
) -> Iterator[Batch]:
    """One batch for each status file, in the order given; folders give the `.xml` files in them.

    `as_of`: the day as at which files stand that do not say it themselves. `workers`: processes that read at once. A
    file of which nothing can be used gives a batch with one refusal. Each batch has an origin of its own
    (`mtdsg:XVIII-12-a`), so that it can be loaded again alone.
    """
    yield from in_order(_Reading(schema, known, as_of), status_files(paths), workers)


@dataclass(frozen=True)
class _Reading:
    """What a worker needs to read a file."""

    schema: Schema
    known: Known
    as_of: dt.date | None

    def __call__(self, path: Path) -> Batch:
        try:
            document, sha256, repairs = read_status_file(path)
        except UnreadableXmlError as problem:
            return Batch(
                f"{ORIGIN}:{path.stem.split('.', 1)[0]}",
                refused=[Refusal(Place(str(path), problem.line), problem.reason)],
            )
        batch = to_records(document, str(path), sha256, self.schema, self.known, self.as_of)
        batch.repaired[:0] = repairs_at(path, repairs)
        return batch


def repairs_at(path: Path, repairs: Iterable[tuple[int, str]]) -> list[Refusal]:
    return [Refusal(Place(str(path), line), what) for line, what in repairs]


def read_status_file(path: Path) -> tuple[StatusFile, str, list[tuple[int, str]]]:
    """A status file as it stands, its SHA-256, and what was repaired in it by line.

    UnreadableXmlError says where and why it cannot be read.
    """
    if path.is_dir():
        raise UnreadableXmlError("the folder holds no .xml file; expected status files of the depositary")
    data = read_bytes(path)
    text, note = decode_xml(data)
    whole, repairs = repair(text)
    document = read_document(whole, path.stem)
    return document, hashlib.sha256(data).hexdigest(), [*([(1, note)] if note else []), *repairs]


def status_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files meant by paths: a folder stands for the `.xml` files in it, sorted by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.xml")) or [path]  # an empty one is refused where it is read
        else:
            yield path
