"""Lists in lists of one style: whether `2.` is the next item of the inner list or of the one around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.text.lines import Line
from loaders.text.numbering import Marker, marker_at
from loaders.text.provisions import Level

_LISTED = re.compile(r"[;,]\s*(?:and|or|and/or)?$")
_TAIL = 12  # characters
_AHEAD = 60  # blocks


def inner_goes_on(marker: Marker, inner: Level, before: str, ahead: Sequence[Line]) -> bool | None:
    """Whether a number that may continue a list or the one around it continues the inner.

    It does where it comes again before a list begins anew, or where the text `before` ends in a semicolon. It does not where
    the items of the inner list end in semicolons and its last in a stop. None where nothing tells.
    """
    if _comes_again(marker, ahead[:_AHEAD]) or _is_listed(before):
        return True
    items = inner.item.parent.children[:-1] if inner.item.parent else []
    listed = bool(items) and all(_is_listed(item.last_text) for item in items)
    return False if listed and before.endswith(".") else None


def _comes_again(marker: Marker, ahead: Sequence[Line]) -> bool:
    for follower in (marker_at(line.text) for line in ahead):
        if follower is None or follower.style != marker.style:
            continue
        if follower.token == marker.token:
            return True
        if any(value == 1 for _, value, _ in follower.readings()):
            return False
    return False


def _is_listed(text: str) -> bool:
    return bool(_LISTED.search(text[-_TAIL:]))
