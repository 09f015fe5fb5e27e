"""The process of the embedded engine: an ArcadeDB server that speaks Bolt on loopback and ends when nobody needs it.

Started by `graph.engine` as `python -m graph.engine.server FOLDER LOCK LINGER QUERY_TIMEOUT HEAP`. It inherits LOCK, a
file descriptor that holds the engine lock, and keeps it until it dies, however that comes.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

import jpype
from arcadedb_embedded.jvm import start_jvm

from graph.engine.files import (
    DATABASE,
    READER,
    RUNAWAY_NOTICE,
    STREAMER,
    USERS,
    WRITER,
    Endpoint,
    EngineSettings,
    StoreFolder,
    try_lock,
    write_private,
)

LOOPBACK = "127.0.0.1"
POLL_SECONDS = 0.5
RUNAWAY_GRACE_SECONDS = 5.0
RUNAWAY_EXIT = 70
ADMINISTRATORS, ANALYSTS = "admin", "analysts"
RECORD_RIGHTS = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]


def serve(folder: StoreFolder, settings: EngineSettings) -> None:
    """Run the engine until it is told to stop, or nobody has used it for the linger."""
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    os.chdir(folder.path)  # the engine writes its own log to ./log
    server = _boot(folder, settings)
    folder.announce(_endpoint(server))
    lease = _wait_until_unused(folder, settings, server, stopping)
    folder.run.unlink(missing_ok=True)
    if lease is not None:
        os.close(lease)  # a client that comes now finds no run file, waits for the end of this process, starts another
    server.stop()


def _boot(folder: StoreFolder, settings: EngineSettings) -> Any:
    """A started server that has the database and listens for Bolt only."""
    folder.groups.parent.mkdir(exist_ok=True)
    write_private(folder.groups, _groups())
    folder.users.unlink(missing_ok=True)  # the passwords of the last run die with it
    start_jvm(heap_size=f"{settings.heap}m", jvm_args=_jvm_arguments(folder))
    configuration = jpype.JClass("com.arcadedb.ContextConfiguration")()
    configuration.setValue("arcadedb.server.rootPassword", secrets.token_urlsafe(24))  # nobody needs to know it
    server = jpype.JClass("com.arcadedb.server.ArcadeDBServer")(configuration)
    server.start()
    server.getHttpServer().stopService()  # the server starts HTTP always; Bolt is the only door we guard
    server.getOrCreateDatabase(DATABASE)
    return server


def _jvm_arguments(folder: StoreFolder) -> list[str]:
    properties = {
        "server.rootPath": str(folder.path),
        "server.mode": "development",  # "production" hides the text of every error from the analyst
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.httpIncomingHost": LOOPBACK,
        "server.httpIncomingPort": "0",
        "server.httpWorkerThreads": "4",
        "bolt.host": LOOPBACK,
        "bolt.port": "0",
        "bolt.defaultDatabase": DATABASE,
        "txWalFlush": "2",  # fsync at commit
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "polyglotEngineEnabled": "false",
        "serverMetrics": "false",
    }
    return [
        "-Xrs",  # signals are Python's here
        "-Xms64m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",  # a restart from the log of transactions beats running on in an unknown state
        "-XX:MinHeapFreeRatio=10",
        "-XX:MaxHeapFreeRatio=30",  # give memory back after a load, ...
        "-XX:-ShrinkHeapInSteps",  # ... at once
        "-XX:MaxDirectMemorySize=64m",
        "-XX:ReservedCodeCacheSize=64m",
        *(f"-Darcadedb.{name}={value}" for name, value in properties.items()),
    ]


def _groups() -> dict[str, object]:
    """The engine's groups. No resultSetLimit: it cuts scans short without a word, even below a count or a collect."""

    def group(database_rights: list[str], record_rights: list[str]) -> dict[str, object]:
        types = {"*": {"access": record_rights}}
        return {"access": database_rights, "types": types, "resultSetLimit": -1, "readTimeout": -1}

    groups = {
        ADMINISTRATORS: group(["updateSecurity", "updateSchema", "updateDatabaseSettings"], RECORD_RIGHTS),
        ANALYSTS: group([], ["readRecord"]),
        "*": group([], []),
    }
    return {"version": 2, "databases": {"*": {"groups": groups}}}


def _endpoint(server: Any) -> Endpoint:
    """Create the users, with new passwords, and say where they can come in."""
    groups = {WRITER: ADMINISTRATORS, READER: ANALYSTS, STREAMER: ANALYSTS}
    uri = f"bolt://{LOOPBACK}:{_bolt(server).getPort()}"
    return Endpoint(uri, DATABASE, os.getpid(), *(_create_user(server, name, groups[name]) for name in USERS))


def _create_user(server: Any, name: str, group: str) -> tuple[str, str]:
    password = secrets.token_urlsafe(24)
    security = server.getSecurity()
    user = {"name": name, "password": str(security.encodePassword(password)), "databases": {DATABASE: [group]}}
    security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(user)))
    return name, password


def _bolt(server: Any) -> Any:
    return next(plugin for plugin in server.getPlugins() if "bolt" in str(plugin.getName()).lower())


def _wait_until_unused(
    folder: StoreFolder, settings: EngineSettings, server: Any, stopping: threading.Event
) -> int | None:
    """Return when told to stop, when the folder is gone, or after the linger: then with the lease, so nobody comes."""
    connections = _connections(server)
    last_use = time.monotonic()
    while not stopping.wait(POLL_SECONDS) and folder.run.exists():
        _stop_long_queries(server, settings.query_timeout)
        lease = try_lock(folder.lease)
        if lease is None or connections.size():
            last_use = time.monotonic()
        elif settings.linger and time.monotonic() - last_use > settings.linger:
            return lease
        if lease is not None:
            os.close(lease)
    return None


def _connections(server: Any) -> Any:
    """The live set of open Bolt connections: a Bolt tool holds no lease. The engine has no public way to ask."""
    listener = _private(_bolt(server), "listener")
    return _private(listener, "activeConnections")


def _private(owner: Any, name: str) -> Any:
    declared = owner.getClass().getDeclaredField(name)
    declared.setAccessible(True)
    return declared.get(owner)


def _stop_long_queries(server: Any, limit: float) -> None:
    """Stop a reader's query after its time; end the process if it goes on: the engine looks between rows, not inside one expression.

    The engine's own timeout is left off: it knows no users, so it would end exports and loads too, and counts what the client takes for a row.
    """
    for query in server.getRunningQueries().getRunning():
        seconds = query.getElapsedMillis() / 1000
        if str(query.getUser()) != READER or seconds < limit:
            continue
        if seconds > 2 * limit + RUNAWAY_GRACE_SECONDS:
            print(f"{RUNAWAY_NOTICE}: {query.getText()}", flush=True)
            os._exit(RUNAWAY_EXIT)
        query.terminate(f"its limit of {limit:g} seconds")


def main() -> None:
    """Serve, then leave at once: Java threads of a failed start would keep the process alive."""
    path, _lock, linger, query_timeout, heap = sys.argv[1:]
    status = 1
    try:
        serve(StoreFolder(Path(path)), EngineSettings(float(linger), float(query_timeout), int(heap)))
        status = 0
    finally:
        if status:
            traceback.print_exc()
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
