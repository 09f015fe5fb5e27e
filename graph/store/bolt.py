"""Bolt: drivers with sane limits, a time limit that every engine keeps, and errors that say what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from typing import TypeVar

import neo4j
from neo4j import exceptions as bolt

from graph.errors import QueryError, StoreError

T = TypeVar("T")
Diagnosis = Callable[[], str | None]

_GRACE = 0.5  # seconds that a server which keeps the time itself has to say so
_OVER = "stopped after {:g} seconds; narrow the query or add a LIMIT"


def connect(uri: str, auth: tuple[str, str] | None) -> neo4j.Driver:
    """A driver that gives up soon: its defaults retry for half a minute, which a reader takes for a hang."""
    return neo4j.GraphDatabase.driver(
        uri,
        auth=auth,
        connection_timeout=5,
        connection_acquisition_timeout=15,
        max_transaction_retry_time=5,
        notifications_min_severity="OFF",
        user_agent="treatygraph",
    )


def within(timeout: float, run: Callable[[], T]) -> T:
    """Run in a thread and give up after the time: the embedded engine ignores the driver's timeout and has one of its own."""
    waiting = ThreadPoolExecutor(1, thread_name_prefix="query")
    try:
        return waiting.submit(run).result(timeout + _GRACE)
    except FutureTimeout:
        raise QueryError(_OVER.format(timeout)) from None
    finally:
        waiting.shutdown(wait=False)


@contextmanager
def query_errors(timeout: float | None, diagnose: Diagnosis) -> Iterator[None]:
    """What goes wrong while reading, as QueryError (the query's fault) or StoreError (the store's)."""
    try:
        yield
    except bolt.Neo4jError as error:
        if timeout is not None and _is_timeout(error):
            raise QueryError(_OVER.format(timeout)) from error
        raise QueryError(message(error)) from error
    except bolt.DriverError as error:
        raise StoreError(f"the store does not answer: {diagnose() or error}") from error


@contextmanager
def load_errors(diagnose: Diagnosis) -> Iterator[None]:
    """What goes wrong while loading, as StoreError. Where the connection broke in the commit the outcome is not known."""
    try:
        yield
    except bolt.IncompleteCommit as error:
        raise StoreError("the connection broke while the load was committed; load again, which does no harm") from error
    except (bolt.Neo4jError, bolt.DriverError) as error:
        raise StoreError(f"nothing was loaded: {diagnose() or message(error)}") from error


def _is_timeout(error: bolt.Neo4jError) -> bool:
    text = f"{error.code} {error.message}".lower()
    return "timeout" in text or "timed out" in text or "terminated" in text


def message(error: Exception) -> str:
    """What an engine says is wrong."""
    return str(getattr(error, "message", None) or error)
