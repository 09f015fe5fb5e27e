"""The graph for other tools: one module for each format, found by discovery, chosen by the extension of the file.

A format is a module with `EXTENSIONS` and `write(content, path)`; nothing else needs to know of it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from graph.checks import suggestion
from graph.errors import TreatygraphError
from graph.garbage import without_collecting
from graph.interchange.content import Content

Writer = Callable[[Content, Path], None]
FOLDER_FORMAT = ".csv"


class ExportError(TreatygraphError):
    """The file cannot be written, or no format has its extension."""


@lru_cache(maxsize=1)
def formats() -> dict[str, Writer]:
    """The writers of all formats by extension, such as `.ttl`."""
    found: dict[str, Writer] = {}
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        found.update(dict.fromkeys(getattr(loaded, "EXTENSIONS", ()), getattr(loaded, "write", None)))
    return dict(sorted(found.items()))


def export(content: Content, path: Path) -> Path:
    """Write content in the format that the extension names, whole or not at all; a path without one is a folder of CSV files.

    ExportError where the extension is unknown or the file cannot be written; what stood there before is then left as it was.
    """
    extension = path.suffix.lower() or FOLDER_FORMAT
    writer = formats().get(extension)
    if writer is None:
        raise ExportError(
            f"no format is called {extension!r}{suggestion(extension, formats())}; there are {', '.join(formats())}"
        )
    draft = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with without_collecting():
            writer(content, draft)
        _put_in_place(draft, path)
    except OSError as error:
        raise ExportError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):  # the reason why it could not be written is what the user must hear
            _remove(draft)
    return path


def _put_in_place(draft: Path, path: Path) -> None:
    """A file replaces what stood there; the files of a folder replace those of the same name, and others are left alone."""
    if draft.is_dir():
        path.mkdir(exist_ok=True)
        for file in draft.iterdir():
            file.replace(path / file.name)
    else:
        draft.replace(path)


def _remove(draft: Path) -> None:
    if draft.is_dir():
        for file in draft.iterdir():
            file.unlink()
        draft.rmdir()
    else:
        draft.unlink(missing_ok=True)
