"""What the embedded engine and its clients share: the files of a store folder, the locks, the endpoint."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from graph.errors import StoreError

DATABASE = "treatygraph"
FORMAT = 1
MARKER = "treatygraph.json"
WRITER, READER, STREAMER = USERS = ("writer", "reader", "streamer")
RUNAWAY_NOTICE = "A query cannot be stopped, so the engine ends"


class EngineError(StoreError):
    """The embedded engine cannot be started, joined or stopped; the message says why and what to do."""


@dataclass(frozen=True)
class Endpoint:
    """Where a running engine answers: Bolt on loopback, with a (user, password) that may write and two that may not.

    `reader` is for queries of analysts, which the engine stops after their time; `streamer` for reads of our own, which take what they need.
    """

    uri: str
    database: str
    pid: int
    writer: tuple[str, str] = field(repr=False)
    reader: tuple[str, str] = field(repr=False)
    streamer: tuple[str, str] = field(repr=False)

    @property
    def port(self) -> int:
        """The TCP port of the Bolt listener."""
        return int(self.uri.rpartition(":")[2])


@dataclass(frozen=True)
class EngineSettings:
    """How an engine runs: seconds it outlives its last client (0: for ever), seconds a reader's query may take, heap in MiB."""

    linger: float = 60.0
    query_timeout: float = 30.0
    heap: int = 384

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> EngineSettings:
        """The defaults, changed by TREATYGRAPH_ENGINE_LINGER, TREATYGRAPH_QUERY_TIMEOUT and TREATYGRAPH_ENGINE_HEAP."""
        return cls(
            linger=_number(environment, "TREATYGRAPH_ENGINE_LINGER", cls.linger, 0),
            query_timeout=_number(environment, "TREATYGRAPH_QUERY_TIMEOUT", cls.query_timeout, 1),
            heap=int(_number(environment, "TREATYGRAPH_ENGINE_HEAP", cls.heap, 192)),
        )


def _number(environment: Mapping[str, str], variable: str, default: float, least: float) -> float:
    text = environment.get(variable)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError as error:
        raise EngineError(f"{variable} must be a number, not {text!r}.") from error
    if not value >= least:
        raise EngineError(f"{variable} must be at least {least:g}, not {text}.")
    return value


@dataclass(frozen=True)
class StoreFolder:
    """A folder that holds one store, and the names of the files in it."""

    path: Path

    @property
    def run(self) -> Path:
        """The run file: the endpoint of the running engine, readable by its owner only."""
        return self.path / "engine.json"

    @property
    def lock(self) -> Path:
        """Locked by the engine while it lives; the kernel frees it, so no dead engine is taken for a living one."""
        return self.path / "engine.lock"

    @property
    def lease(self) -> Path:
        """Locked (shared) by every client: an engine that can lock it alone has no clients."""
        return self.path / "clients.lock"

    @property
    def commits(self) -> Path:
        """Locked (shared) by reads and (alone) by the commit of a load."""
        return self.path / "commits.lock"

    @property
    def log(self) -> Path:
        """What the engine printed in its latest run."""
        return self.path / "engine.log"

    @property
    def older_log(self) -> Path:
        """What the engine printed in the run before."""
        return self.path / "engine.log.1"

    @property
    def users(self) -> Path:
        """The engine's users; written anew at each start, with new passwords."""
        return self.path / "config" / "server-users.jsonl"

    @property
    def groups(self) -> Path:
        """What each group of users may do."""
        return self.path / "config" / "server-groups.json"

    def prepare(self) -> None:
        """Make a new or empty folder a store. EngineError if it holds something else or cannot be written."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self._is_store():
                self._claim()
            elif not os.access(self.path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.path))
        except OSError as error:
            raise cannot_write(self.path, error) from error

    def _claim(self) -> None:
        foreign = [entry.name for entry in self.path.iterdir() if MARKER not in entry.name]
        if foreign and not self._is_store():  # asked again: another program may have made it a store by now
            raise EngineError(f"{self.path} is not empty and not a Treatygraph store. Choose a new or an empty folder.")
        write_private(self.path / MARKER, {"format": FORMAT})

    def _is_store(self) -> bool:
        try:
            marker = json.loads((self.path / MARKER).read_text(encoding="utf-8"))
            version = int(marker["format"])
        except FileNotFoundError:
            return False
        except (ValueError, KeyError, TypeError) as error:
            raise EngineError(f"{self.path / MARKER} is damaged: restore it or start a new store elsewhere.") from error
        if version > FORMAT:
            raise EngineError(f"The store {self.path} was written by a newer Treatygraph. Update this one.")
        return True

    def endpoint(self) -> Endpoint | None:
        """What the run file says, whole or not at all: a missing, half-written or foreign one is no endpoint."""
        try:
            record = json.loads(self.run.read_text(encoding="utf-8"))
            users = [(str(name), str(password)) for name, password in (record[user] for user in USERS)]
            return Endpoint(record["uri"], record["database"], int(record["pid"]), *users)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def announce(self, endpoint: Endpoint) -> None:
        """Write the run file."""
        write_private(self.run, asdict(endpoint))


def cannot_write(path: Path, error: OSError) -> EngineError:
    """The error a user sees when a store folder cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return EngineError(
            f"No space left for the store {path}. Free some space, or choose another folder with --store."
        )
    return EngineError(f"The store {path} cannot be written ({error.strerror}). Choose another folder with --store.")


def write_private(path: Path, content: object) -> None:
    """Write JSON in one step (a reader sees the old file or the new one), readable by its owner only."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mkstemp gives mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


def try_lock(path: Path, *, shared: bool = False, create: bool = True) -> int | None:
    """Lock a file without waiting: an open descriptor that holds the lock, or None where somebody else does."""
    descriptor = os.open(path, os.O_RDWR | (os.O_CREAT if create else 0), 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
