"""What the tests of the engine share: other programs that use a store, and sessions over Bolt."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j
import psutil

from graph.engine import Endpoint

ROOT = Path(__file__).parent.parent
CLIENT = """
import sys, time
from pathlib import Path
from graph import engine
print(engine.connect(Path(sys.argv[1])).pid, flush=True)
time.sleep(float(sys.argv[2]))
"""


@contextmanager
def session(endpoint: Endpoint, auth: tuple[str, str], mode: str = neo4j.WRITE_ACCESS) -> Iterator[neo4j.Session]:
    with (
        neo4j.GraphDatabase.driver(endpoint.uri, auth=auth, max_transaction_retry_time=0) as driver,
        driver.session(database=endpoint.database, default_access_mode=mode) as opened,
    ):
        yield opened


def write(endpoint: Endpoint, cypher: str, **parameters: Any) -> None:
    with session(endpoint, endpoint.writer) as opened:
        opened.execute_write(lambda tx: tx.run(cypher, **parameters).consume())


def schema(endpoint: Endpoint, cypher: str) -> None:
    with session(endpoint, endpoint.writer) as opened:
        opened.run(cypher).consume()


def read(endpoint: Endpoint, cypher: str) -> list[list[Any]]:
    with session(endpoint, endpoint.reader, neo4j.READ_ACCESS) as opened:
        return opened.execute_read(lambda tx: [record.values() for record in tx.run(cypher)])


def count(endpoint: Endpoint) -> int:
    return int(read(endpoint, "MATCH (n) RETURN count(n)")[0][0])


def client(folder: Path, seconds: float, **environment: str) -> subprocess.Popen[str]:
    """Another program that uses the store for some seconds; it prints the pid of the engine."""
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(folder), str(seconds)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def engine_pid(program: subprocess.Popen[str]) -> int:
    assert program.stdout is not None
    return int(program.stdout.readline())


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
