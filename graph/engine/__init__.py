"""The embedded engine: one ArcadeDB process for a store folder, shared by the app, the command line and any Bolt tool.

`connect` starts or joins it. The engine outlives the program that started it and ends by itself once no client is left.
See docs/decisions/0002-embedded-engine.md.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.engine.files import (
    RUNAWAY_NOTICE,
    Endpoint,
    EngineError,
    EngineSettings,
    StoreFolder,
    cannot_write,
    try_lock,
)

__all__ = ["Endpoint", "EngineError", "committing", "connect", "diagnose", "reading", "release", "status", "stop"]

START_SECONDS = 60.0
STOP_SECONDS = 20.0
POLL_SECONDS = 0.05
HANDSHAKE_SECONDS = 3.0
LEAST_FREE_BYTES = 32 * 2**20
BOLT_HANDSHAKE = bytes.fromhex("6060b017" + "00000405" + "00000404" + "00000000" * 2)

_threads = threading.Lock()  # files lock out other processes, this the other threads of ours
_leases: dict[Path, int] = {}
_started: list[subprocess.Popen[bytes]] = []  # kept, so that an ended engine is reaped and never a zombie for long


def connect(folder: Path, *, progress: Callable[[str], None] | None = None) -> Endpoint:
    """The engine of the store in `folder`, started if it does not run. It stays for as long as this process lives.

    A new or empty folder becomes a store. `progress` hears what takes time. EngineError says what is wrong, what to do.
    """
    settings = EngineSettings.from_environment(os.environ)
    store = StoreFolder(_absolute(folder))
    store.prepare()
    try:
        with _threads:
            endpoint = _connect(store, settings, progress)
    except OSError as error:
        raise cannot_write(store.path, error) from error
    if endpoint:
        return endpoint
    raise EngineError(f"The engine of {store.path} does not answer. End its process (see {store.run}) and try again.")


def release(folder: Path) -> None:
    """Say that this process no longer needs the engine: it may end after its linger."""
    lease = _leases.pop(_absolute(folder), None)
    if lease is not None:
        os.close(lease)


def status(folder: Path) -> Endpoint | None:
    """The running engine of the store in `folder`, or None. Starts nothing, writes nothing."""
    store = StoreFolder(_absolute(folder))
    return _answering(store) if _is_running(store) else None


def stop(folder: Path) -> bool:
    """End the engine of the store in `folder`, whoever uses it; open transactions roll back. False if none ran."""
    store = StoreFolder(_absolute(folder))
    release(folder)
    if not _is_running(store):
        return False
    if not (_end(store, signal.SIGTERM) or _end(store, signal.SIGKILL)):
        raise EngineError(f"The engine of {store.path} does not end. End the process that holds {store.lock} yourself.")
    return True


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Hold this around a read: no commit under `committing` falls into it, so it sees all of a load or nothing of it."""
    with _hold(StoreFolder(_absolute(folder)).commits, fcntl.LOCK_SH):
        yield


@contextmanager
def committing(folder: Path) -> Iterator[None]:
    """Hold this around the commit of a load: it waits for the reads under way, and new ones wait for it.

    The engine's isolation is read committed: without this a read during a commit may count new nodes and old relationships.
    """
    with _hold(StoreFolder(_absolute(folder)).commits, fcntl.LOCK_EX):
        yield


def diagnose(folder: Path) -> str | None:
    """Why a write or query has just failed, where the engine could not say it: no space, no memory, no way to stop."""
    store = StoreFolder(_absolute(folder))
    if _free_bytes(store) < LEAST_FREE_BYTES:
        return str(_no_space(store))
    with suppress(OSError):
        text = store.log.read_text(encoding="utf-8", errors="replace")
        if "OutOfMemoryError" in text:
            return "The graph engine ran out of memory. Load less at once, or set TREATYGRAPH_ENGINE_HEAP (MiB) higher."
        if RUNAWAY_NOTICE in text:
            return "The graph engine had to end because a query could not be stopped. Ask it for less."
    return None


@contextmanager
def _hold(path: Path, kind: int) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)


def _absolute(folder: Path) -> Path:
    return folder.expanduser().resolve()


def _connect(store: StoreFolder, settings: EngineSettings, progress: Callable[[str], None] | None) -> Endpoint | None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if _has_lease(store) and (endpoint := _join_or_start(store, settings, progress)):
            return endpoint
        time.sleep(POLL_SECONDS)
    return None


def _has_lease(store: StoreFolder) -> bool:
    """Hold the lease for the life of this process; False while an engine is on its way out."""
    if store.path not in _leases:
        lease = try_lock(store.lease, shared=True)
        if lease is None:
            return False
        _leases[store.path] = lease
    return True


def _join_or_start(
    store: StoreFolder, settings: EngineSettings, progress: Callable[[str], None] | None
) -> Endpoint | None:
    """Whoever gets the engine lock starts the engine; the others wait for the run file. None: not yet."""
    lock = try_lock(store.lock)
    if lock is None:
        return _answering(store)
    if progress:
        progress("Starting the graph engine")
    try:
        process = _spawn(store, settings, lock)
    finally:
        os.close(lock)  # the engine has inherited it
    return _wait_for_start(store, process)


def _spawn(store: StoreFolder, settings: EngineSettings, lock: int) -> subprocess.Popen[bytes]:
    store.run.unlink(missing_ok=True)
    if _free_bytes(store) < LEAST_FREE_BYTES:
        raise _no_space(store)
    arguments = [store.path, lock, settings.linger, settings.query_timeout, settings.heap]
    root = str(Path(__file__).resolve().parent.parent.parent)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")])),
        "MALLOC_ARENA_MAX": "2",  # the C library's pools for each thread add nothing but memory here
    }
    if store.log.exists():
        store.log.replace(store.older_log)
    with store.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "graph.engine.server", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=store.path,
            env=environment,
            pass_fds=[lock],
            start_new_session=True,  # Ctrl-C and the end of the terminal are not for the engine
        )
    _started[:] = [*(child for child in _started if child.poll() is None), process]
    return process


def _free_bytes(store: StoreFolder) -> int:
    space = os.statvfs(store.path)
    return space.f_bavail * space.f_frsize


def _no_space(store: StoreFolder) -> EngineError:
    return cannot_write(store.path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))


def _wait_for_start(store: StoreFolder, process: subprocess.Popen[bytes]) -> Endpoint:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if endpoint := _answering(store):
            return endpoint
        time.sleep(POLL_SECONDS)
    process.kill()
    process.wait()
    raise _start_error(store)


def _start_error(store: StoreFolder) -> EngineError:
    text = store.log.read_text(encoding="utf-8", errors="replace")
    if "No space left on device" in text or "File too large" in text:
        return _no_space(store)
    lines = text.strip().splitlines()
    reason = lines[-1] if lines else "it printed nothing"
    return EngineError(f"The graph engine did not start: {reason}. See {store.log}.")


def _answering(store: StoreFolder) -> Endpoint | None:
    """The endpoint in the run file if a Bolt server answers there."""
    endpoint = store.endpoint()
    return endpoint if endpoint and _speaks_bolt(endpoint.port) else None


def _speaks_bolt(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), HANDSHAKE_SECONDS) as connection:
        connection.sendall(BOLT_HANDSHAKE)
        return len(connection.recv(4)) == 4
    return False


def _is_running(store: StoreFolder) -> bool:
    try:
        lock = try_lock(store.lock, shared=True, create=False)
    except OSError:
        return False
    if lock is not None:
        os.close(lock)
    return lock is None


def _end(store: StoreFolder, number: int) -> bool:
    """Signal the engine until it is gone. Its pid is the right one: the lock is held, a start removes old run files."""
    deadline = time.monotonic() + STOP_SECONDS
    while _is_running(store):
        if time.monotonic() > deadline:
            return False
        if endpoint := store.endpoint():
            with suppress(ProcessLookupError):
                os.kill(endpoint.pid, number)
        time.sleep(POLL_SECONDS)
    return True
