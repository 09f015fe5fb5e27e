"""The queries that were run in this session, the last one first."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

_MOST = 50
_SLOT = "cypher:history"


@dataclass(frozen=True)
class Entry:
    """A query that was run: its text and parameters, how many rows it gave in how many seconds, whether it failed."""

    text: str
    parameters: dict[str, object]
    rows: int
    seconds: float
    failed: bool


def remember(entry: Entry) -> None:
    """Put a query first; one that was run before with the same parameters moves up."""
    others = [e for e in history() if (e.text, e.parameters) != (entry.text, entry.parameters)]
    st.session_state[_SLOT] = [entry, *others][:_MOST]


def history() -> list[Entry]:
    """What was run, the last one first."""
    found: list[Entry] = st.session_state.get(_SLOT, [])
    return found
