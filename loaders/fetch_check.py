"""Whether a downloaded file is the text of a treaty: a page that says "not found" often comes with the status of success."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from loaders.fetch_web import FetchError
from loaders.text.lines import UnreadableTextError
from loaders.text.treaty import read_treaty

_TITLE = re.compile(rb"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_HEAD = 65536


def treaty_check(language: str = "en") -> Callable[[Path], None]:
    """A check for `Fetcher.fetch`: raises FetchError where a file is no treaty text in a language (ISO 639-1)."""

    def check(path: Path) -> None:
        try:
            read_treaty(path, language)
        except UnreadableTextError as error:
            raise FetchError(f"what the server sends is no treaty text{_title(path)}: {error.reason}") from None

    return check


def _title(path: Path) -> str:
    """What a page calls itself: that of an error page says what went wrong."""
    with path.open("rb") as file:
        match = _TITLE.search(file.read(_HEAD))
    title = " ".join(match[1].decode("utf-8", "replace").split()) if match else ""
    return f" but a page called {title!r}" if title else ""
