"""What a reader did in a component, each event once. `shared/messenger.js` is the other end: it sends again what is not acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

Hear = Callable[[str, Any], None]


def receipt(key: str) -> dict[str, Any] | None:
    """What to send to the browser as `receipt`: which of its events has been handled last."""
    known: dict[str, Any] | None = st.session_state.get(f"{key}:receipt")
    return known


def listener(key: str, hear: Hear) -> Callable[[], None]:
    """A callback for `on_report_change`: `hear` gets the kind and the value of each event that was not handled yet, oldest first."""

    def take() -> None:
        report: Mapping[str, Any] | None = st.session_state[key].get("report")
        if not report:
            return
        known = receipt(key)
        done = known["number"] if known and known["client"] == report["client"] else 0
        fresh = [event for event in report["events"] if event["number"] > done]
        if fresh:
            st.session_state[f"{key}:receipt"] = {"client": report["client"], "number": fresh[-1]["number"]}
        for event in fresh:
            hear(event["kind"], event["value"])

    return take
