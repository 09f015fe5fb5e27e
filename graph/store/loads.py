"""Loads in transactions: while a thread writes one, the next is read, looked up, checked and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from graph.records import Batch
from graph.store.diff import Changes
from graph.store.planning import LoadGroup, LoadReport, plan_load, plan_removal
from graph.store.standing import Standing
from graph.store.writes import statements

if TYPE_CHECKING:
    from graph.store import Store

RECORDS_AT_ONCE = (
    10_000  # in one transaction, unless a batch has more: engines take them with ease, and none waits long
)
Progress = Callable[[str, int, int], None]


class Loading:
    """The loads of one call of `Store.load_all`."""

    def __init__(self, store: Store, progress: Progress | None) -> None:
        self.store = store
        self.progress = progress
        self._before = LoadGroup()
        self._writing: Future[None] | None = None
        self._planned = self._written = 0

    def all(self, batches: Iterable[Batch]) -> Iterator[LoadReport]:
        """Load batches and report on each once it is committed, in their order."""
        with ThreadPoolExecutor(1, thread_name_prefix="writing") as writer:
            for together in _grouped(batches):
                group = self._prepared(together)
                yield from self._finished()
                self._before, self._writing = group, writer.submit(self._write, group)
            yield from self._finished()

    def remove(self, origin: str) -> LoadReport:
        """Take back what only this origin said, and its mark."""
        group = LoadGroup()
        plan_removal(origin, Standing(self.store, [Batch(origin)], {}), group, self.store)
        self._write(group)
        return group.reports[0]

    def _prepared(self, batches: list[Batch]) -> LoadGroup:
        """What loads change, given what is stored and what the transaction under way writes."""
        if any(batch.origin in self._before.origins for batch in batches):
            self._wait()  # the second load of an origin is compared with what the first has written
        group, standing = LoadGroup(), Standing(self.store, batches, self._before.written)
        new = {batch.origin for batch in standing.new}
        for batch in batches:
            if batch.origin in new:
                plan_load(batch, standing, group, self.store)
            else:
                group.add(batch.origin, Changes(), LoadReport(Changes().counts(), batch.refused), standing)
        return group

    def _finished(self) -> Iterator[LoadReport]:
        self._wait()
        yield from self._before.reports

    def _wait(self) -> None:
        if self._writing:
            self._writing.result()

    def _write(self, group: LoadGroup) -> None:
        """Write a group in one transaction. In the thread that writes."""
        if not group.changes:
            return
        self._planned += sum(group.changes.counts().values())
        self.store.ensure_constraints()
        self.store.write(statements(group.changes, self.store.schema), self._count)

    def _count(self, rows: int) -> None:
        self._written += rows
        if self.progress:
            self.progress("writing", self._written, self._planned)


def _grouped(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    """Batches that go into one transaction: no origin twice, and no more records than an engine takes with ease."""
    together: dict[str, Batch] = {}
    size = 0
    for batch in batches:
        if together and (size >= RECORDS_AT_ONCE or batch.origin in together):
            yield list(together.values())
            together, size = {}, 0
        together[batch.origin] = batch
        size += len(batch.nodes) + len(batch.edges)
    if together:
        yield list(together.values())
