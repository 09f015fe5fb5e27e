"""Do a piece of work for each item on several processors, and give the results in the order of the items."""

from __future__ import annotations

import copyreg
import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import fields
from itertools import islice
from multiprocessing.context import BaseContext
from operator import attrgetter
from types import ModuleType
from typing import Any, TypeVar

from graph.garbage import rarely_collecting
from graph.records import Edge, Node, Place, Refusal

Item = TypeVar("Item")
Result = TypeVar("Result")
_AHEAD = 8  # pieces in hand for each process: enough to keep all busy, few enough to keep memory flat
_READERS = ["loaders.text", "loaders.mtdsg", "loaders.tota"]
_work: Callable[[Any], Any] | None = None


def in_order(work: Callable[[Item], Result], items: Iterable[Item], workers: int = 1) -> Iterator[Result]:
    """`work(item)` for each item.

    `work` must be picklable where `workers` is more than 1; it is sent to each process once.
    """
    if workers <= 1:
        yield from map(work, items)
        return
    remaining = iter(items)
    context = _processes()
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(work,)) as pool:
        with _without_program():
            waiting: deque[Future[Result]] = deque(
                pool.submit(_do, item) for item in islice(remaining, workers * _AHEAD)
            )
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(_do, item) for item in islice(remaining, 1))
            yield done


def _processes() -> BaseContext:
    """Each process is a copy of one that has the readers in memory and nothing of the caller's: no threads, no connections."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_READERS)
    return context


def _travels_by_values(record: type) -> None:
    """Send records of a class to other processes as what they are made of: field by field takes twice as long."""
    values = attrgetter(*(field.name for field in fields(record)))
    copyreg.pickle(record, lambda sent: (record, values(sent)))


for _record in (Place, Node, Edge, Refusal):
    _travels_by_values(_record)


@contextmanager
def _without_program() -> Iterator[None]:
    """Processes that start meanwhile do not run the program's script again: they need nothing of it, and it imports much."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _do(item: Any) -> Any:
    if _work is None:
        raise RuntimeError("the process was not prepared")
    with rarely_collecting():
        return _work(item)
