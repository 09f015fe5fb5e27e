"""The whole corpus from files to a ready graph: `python bench/corpus.py [DATA] [--store bolt://...]`.

In one run: load everything by the way the commands load it (read, check, compare, write), from an empty store; then write the same
records alone, with nothing read, checked or compared. Prints the ratio of the two times and the peak memory of the loader with its workers.
Exit code 1 where a measure is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))  # run from the checkout, whether or not the project is installed

from bench.text import files_of
from graph import engine
from graph.loading import (
    SourceReport,
    TextOptions,
    Texts,
    catalogue_batch,
    known_in,
    load_batches,
    with_bonds,
)
from graph.records import Batch
from graph.store import RECORDS_AT_ONCE, Store, open_store
from graph.store.diff import Changes
from graph.store.writes import statements
from loaders.coe import load_coe
from loaders.mtdsg import load_mtdsg
from loaders.tota import load_tota
from loaders.untc import load_untc

DATA = Path(__file__).parents[2] / "shared" / "data"
TIMES_OF_WRITING = 1.5
MEMORY = 1 << 30
KNOWN_TEXTS = {
    "ets185_budapest_convention.md": "budapest", "ets189_first_protocol.md": "budapest-p1", "malabo_2014.pdf": "malabo",
    "crc_opsc_2000.md": "opsc",
    "untoc_2000.md": "untoc", "untoc_smuggling_protocol.md": "untoc-smuggling", "untoc_trafficking_protocol.md": "untoc-trafficking",
}  # fmt: skip


@dataclass
class Peak:
    """The most memory that this process and its workers have had, in bytes; the engine is not theirs."""

    most: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Peak:
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self.over.wait(0.2):
            self.most = max(self.most, sum(_memory(process) for process in [own, *_workers(own)]))


def _workers(own: psutil.Process) -> list[psutil.Process]:
    return [
        child for child in own.children(recursive=True) if any("multiprocessing" in word for word in _command(child))
    ]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def _memory(process: psutil.Process) -> int:
    """What is its own: pages that workers share with their parent count once."""
    try:
        return int(process.memory_full_info().uss)
    except psutil.NoSuchProcess:
        return 0


class Timed:
    """Batches as they come, with the time that was spent on making them."""

    def __init__(self, batches: Iterable[Batch], kept: list[tuple[str, int]]) -> None:
        self.batches, self.kept, self.seconds = iter(batches), kept, 0.0

    def __iter__(self) -> Iterator[Batch]:
        while True:
            began = time.perf_counter()
            batch = next(self.batches, None)
            self.seconds += time.perf_counter() - began
            if batch is None:
                return
            self.kept.append((batch.origin, len(batch.nodes) + len(batch.edges)))
            yield batch


def steps(store: Store, data: Path, unpacked: Path) -> Iterator[tuple[str, Callable[[], Iterable[Batch]]]]:
    """The loads in their order: what they are called, and their batches."""
    workers = os.cpu_count() or 1
    yield "catalogue", lambda: [catalogue_batch(store.schema)]
    files = list(files_of(data / "texts", unpacked))
    yield f"{len(files)} texts", lambda: _texts(store, files, workers)
    yield (
        "status files",
        lambda: with_bonds(load_mtdsg([data / "mtdsg"], store.schema, known_in(store), workers=workers), store),
    )
    yield "chart and tables", lambda: with_bonds(_tables(store, data / "participation"), store)
    yield (
        "trade agreements",
        lambda: load_tota(sorted((data / "tota").iterdir()), store.schema, known_in(store), workers=workers),
    )


def _texts(store: Store, files: list[Path], workers: int) -> Iterator[Batch]:
    named = [([path], TextOptions(KNOWN_TEXTS.get(path.name) or f"law:{path.stem}")) for path in files]
    return Texts(store).batches(named, workers)


def _tables(store: Store, folder: Path) -> Iterator[Batch]:
    known = known_in(store)
    yield from (load_coe(path, store.schema, known) for path in sorted(folder.glob("coe_*.md")))
    yield from (load_untc(path, store.schema, known) for path in sorted((folder / "untc_2015").glob("*.csv")))


def load_all(store: Store, data: Path) -> tuple[float, float]:
    """Load everything and say of each step how long it took; (seconds in all, seconds in which batches were waited for)."""
    began, waited = time.perf_counter(), 0.0
    with tempfile.TemporaryDirectory() as unpacked:
        for name, batches in steps(store, data, Path(unpacked)):
            start, kept = time.perf_counter(), list[tuple[str, int]]()
            timed = Timed(batches(), kept)
            reports = list(load_batches(store, timed))
            waited += timed.seconds
            _say(name, time.perf_counter() - start, timed.seconds, kept, reports)
    return time.perf_counter() - began, waited


def _say(name: str, seconds: float, reading: float, kept: list[tuple[str, int]], reports: list[SourceReport]) -> None:
    records, refused = sum(n for _, n in kept), sum(len(r.refused) for r in reports)
    said = f"{len(kept):4} loads {records:8,} records {refused:5} refused"
    print(f"  {name:18} {said} {seconds:7.1f} s (of them reading {reading:.1f} s)", flush=True)


def write_alone(store: Store, everything: Changes) -> float:
    """The seconds that writing records into an empty store takes, with nothing read, checked or compared."""
    store.ensure_constraints()
    began = time.perf_counter()
    for cypher, rows in statements(everything, store.schema):
        for start in range(0, len(rows), RECORDS_AT_ONCE):
            store.write([(cypher, rows[start : start + RECORDS_AT_ONCE])])
    return time.perf_counter() - began


def measure(opened: Callable[[], AbstractContextManager[Store]], data: Path = DATA) -> bool:
    """Print the figures. `opened` gives an empty store each time. Whether they are as wanted."""
    with opened() as store:
        with Peak() as peak:
            whole, waited = load_all(store, data)
        print(f"in the graph: {'{:,} nodes, {:,} relationships'.format(*store.counts())}")
        everything = Changes(new_nodes=list(store.nodes()), new_edges=list(store.edges()))
    with opened() as store:
        alone = write_alone(store, everything)
    ratio = whole / alone
    print(f"from files to a ready graph  {whole:7.1f} s, of them {waited:.1f} s waiting for what is read")
    print(f"writing {sum(everything.counts().values()):,} records   {alone:7.1f} s")
    print(f"ratio                        {ratio:7.2f}   (wanted at most {TIMES_OF_WRITING})")
    print(f"peak memory of the loader    {peak.most / 2**20:7.0f} MiB (wanted less than {MEMORY >> 20})")
    return ratio <= TIMES_OF_WRITING and peak.most < MEMORY


@contextmanager
def embedded() -> Iterator[Store]:
    """A new store with an engine of its own, which ends with it."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with open_store(folder) as store:
                yield store
        finally:
            engine.stop(Path(folder))


@contextmanager
def cleared(location: str) -> Iterator[Store]:
    """A server's store, with nothing left in it."""
    with open_store(location) as store:
        store.clear()
        yield store


def main(arguments: list[str]) -> int:
    """Measure; 1 where a figure falls short."""
    asked = argparse.ArgumentParser(description="The whole corpus from files to a ready graph.")
    asked.add_argument("data", nargs="?", type=Path, default=DATA)
    asked.add_argument("--store", help="bolt://... of a server whose graph may be lost; default: the embedded engine")
    given = asked.parse_args(arguments)
    opened = partial(cleared, given.store) if given.store else embedded
    return 0 if measure(opened, given.data) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
