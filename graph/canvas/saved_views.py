"""Views and notes that readers keep: one JSON file for each store, beside it, so that neither a load nor a restart loses them."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from graph.errors import TreatygraphError
from graph.settings import ServerAddress, store_target

_lock = threading.Lock()  # one server writes the file; its readers share the process
_VERSION = 1


class ShelfError(TreatygraphError):
    """The file with the saved views cannot be read or written."""


@dataclass(frozen=True)
class SavedView:
    """What was on a canvas, where, and through which filters. `settings` are the page's own, by name; dates as ISO texts."""

    name: str
    shown: list[str]
    positions: dict[str, tuple[float, float]] = field(default_factory=dict)
    pinned: list[str] = field(default_factory=list)
    hidden_kinds: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    saved_at: str = ""


class Shelf:
    """The saved views and notes of one store. Each change is written at once and as a whole; ShelfError says why one cannot."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of_store(cls, location: str) -> Shelf:
        """The shelf of a store: beside its folder, or for a server in the user's data directory."""
        target = store_target(location)
        if isinstance(target, ServerAddress):
            slug = re.sub(r"[^a-z0-9]+", "-", target.uri.lower()).strip("-")
            return cls(user_data_path("treatygraph") / f"{slug}-views.json")
        return cls(target.with_name(f"{target.name}-views.json"))

    def views(self) -> dict[str, SavedView]:
        """All views by name, the latest first."""
        views = [_view(entry) for entry in self._read()["views"]]
        return {view.name: view for view in sorted(views, key=lambda v: v.saved_at, reverse=True)}

    def notes(self) -> dict[str, str]:
        """The notes, by the id of what they are about."""
        return dict(self._read()["notes"])

    def save(self, view: SavedView) -> SavedView:
        """Keep a view in place of one of the same name; as it was kept, with the time."""
        kept = SavedView(**{**asdict(view), "saved_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")})
        with _lock:
            content = self._read()
            others = [entry for entry in content["views"] if entry["name"] != view.name]
            self._write({**content, "views": [*others, asdict(kept)]})
        return kept

    def delete(self, name: str) -> None:
        """Forget a view; nothing happens where there is none of that name."""
        with _lock:
            content = self._read()
            self._write({**content, "views": [entry for entry in content["views"] if entry["name"] != name]})

    def note(self, id_: str, text: str) -> None:
        """Keep a note on a thing; an empty one is taken away."""
        with _lock:
            content = self._read()
            notes = {key: value for key, value in content["notes"].items() if key != id_}
            self._write({**content, "notes": {**notes, id_: text} if text.strip() else notes})

    def _read(self) -> dict[str, Any]:
        empty: dict[str, Any] = {"version": _VERSION, "views": [], "notes": {}}
        try:
            content: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return empty
        except (OSError, ValueError) as error:
            raise ShelfError(f"the saved views in {self.path} cannot be read: {error}") from error
        return empty | content

    def _write(self, content: dict[str, Any]) -> None:
        scratch = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
            scratch.replace(self.path)
        except OSError as error:
            raise ShelfError(f"the views cannot be saved to {self.path}: {error}") from error


def _view(entry: dict[str, Any]) -> SavedView:
    places = {id_: (float(x), float(y)) for id_, (x, y) in entry.get("positions", {}).items()}
    return SavedView(**{**entry, "positions": places})
