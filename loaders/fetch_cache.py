"""Where downloaded texts are kept: one folder for each address, each version under its checksum, none ever overwritten.

A version enters the cache whole and checked, by renaming; what has arrived of one that is not whole yet stands beside it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_cache_path

_NOT_IN_NAMES = re.compile(r"[^a-z0-9.-]+")
_KNOWN_BY = 12  # hexadecimal digits of a checksum that tell versions of one address apart


def default_cache() -> Path:
    """The folder of downloaded texts in the user's cache directory."""
    return user_cache_path("treatygraph") / "texts"


@dataclass(frozen=True)
class Copy:
    """A version of what an address gives. `retrieved` is the day (ISO) on which these bytes first came; `etag` and
    `modified` are the server's own marks of the version, empty where it gives none."""

    url: str
    final_url: str
    media_type: str
    suffix: str
    sha256: str
    size: int
    retrieved: str
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Part:
    """The beginning of a version. `validator` marks the version it is of: only that one may be continued."""

    final_url: str
    validator: str


class CachedAddress:
    """What is kept of one address."""

    def __init__(self, cache: Path, url: str) -> None:
        host = _NOT_IN_NAMES.sub("-", (urlsplit(url).hostname or "").lower())
        self.folder = cache / f"{host}-{hashlib.sha256(url.encode()).hexdigest()[:_KNOWN_BY]}"
        self.part_file = self.folder / "part"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold this around a download: another run that wants the same address waits, and then finds what this one has got."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the system frees it however the program ends
            yield

    def path(self, copy: Copy) -> Path:
        return self.folder / f"{copy.sha256[:_KNOWN_BY]}{copy.suffix}"

    def copy(self) -> Copy | None:
        """The latest version, where it is there and its bytes still have their checksum."""
        found = _read(self.folder / "copy.json")
        try:
            copy = Copy(**found) if found else None
        except TypeError:  # written by another version of this program
            return None
        whole = copy is not None and self.path(copy).is_file() and checksum(self.path(copy)) == copy.sha256
        return copy if whole else None

    def part(self) -> tuple[Part, int] | None:
        """What has arrived of a version, and how many bytes; None where nothing can be continued."""
        found = _read(self.folder / "part.json")
        if not found or not self.part_file.is_file() or not found.get("validator"):
            return None
        size = self.part_file.stat().st_size
        return (Part(str(found.get("final_url")), str(found["validator"])), size) if size else None

    def begin(self, part: Part) -> None:
        """Begin a version anew."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.drop_part()
        _write(self.folder / "part.json", asdict(part))

    def drop_part(self) -> None:
        self.part_file.unlink(missing_ok=True)
        (self.folder / "part.json").unlink(missing_ok=True)

    def keep(self, file: Path, copy: Copy) -> Path:
        """Make a checked file the latest version."""
        path = self.path(copy)
        file.replace(path)
        _write(self.folder / "copy.json", asdict(copy))
        self.drop_part()
        return path


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):  # absent, or cut off by a crash: as if it had never been there
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, values: dict[str, object]) -> None:
    new = path.with_suffix(f".{os.getpid()}.new")
    new.write_text(json.dumps(values, indent=1), "utf-8")
    new.replace(path)
