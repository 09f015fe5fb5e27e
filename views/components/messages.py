"""What a reader did in a component, each event once. `shared/messenger.js` is the other end: it sends again what is not acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

Report = Mapping[str, Any]
Hear = Callable[[str, Any], None]


@dataclass
class Inbox:
    """What has been handled of the events of one component. `receipt` goes to the browser, which then need not send them again."""

    receipt: dict[str, Any] | None = None

    def take(self, report: Report) -> list[tuple[str, Any]]:
        """Kind and value of each event of a report that was not handled yet, oldest first."""
        known = self.receipt
        done = known["number"] if known and known["client"] == report["client"] else 0
        fresh = [event for event in report["events"] if event["number"] > done]
        if fresh:
            self.receipt = {"client": report["client"], "number": fresh[-1]["number"]}
        return [(event["kind"], event["value"]) for event in fresh]


def receipt(key: str) -> dict[str, Any] | None:
    """What to send to the browser as `receipt`: which of its events has been handled last."""
    return _inbox(key).receipt


def listener(key: str, hear: Hear) -> Callable[[], None]:
    """A callback for `on_report_change`: `hear` gets the kind and the value of each event that was not handled yet, oldest first."""

    def take() -> None:
        report: Report | None = st.session_state[key].get("report")
        for kind, value in _inbox(key).take(report) if report else ():
            hear(kind, value)

    return take


def _inbox(key: str) -> Inbox:
    found: Inbox = st.session_state.setdefault(f"{key}:inbox", Inbox())
    return found
