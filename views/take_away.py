"""Taking an answer away: as plain text, Markdown, a command, a link, JSON, and its table as CSV."""

from __future__ import annotations

import datetime as dt
import json
import urllib.parse
from typing import Literal

import pandas as pd
import streamlit as st

_ROW = 35  # pixels


def take_away(*, name: str, plain: str, markdown: str, command: str, data: object, table: pd.DataFrame | None = None) -> None:
    """Two buttons: one opens the answer as text to copy, one saves its table where there is one. `name` is that of the files, `data` goes out as JSON,
    `command` is empty where none asks the same."""
    with st.container(horizontal=True, width="content", gap="small"):
        with st.popover("Cite", icon=":material/format_quote:", help="Copy as a citation, as Markdown, as a command or as a link"):
            for title, text, language in (
                ("Plain", plain, None), ("Markdown, with every source", markdown, "markdown"), ("Command line", command, "bash"), ("Link", link(), None),
            ):  # fmt: skip
                if not text:
                    continue
                st.caption(title)
                st.code(text, language=language, wrap_lines=True, height=150 if len(text) > 600 else "content")
            said = json.dumps(data, ensure_ascii=False, indent=1, default=_plain)
            st.download_button("JSON", said, f"{name}.json", "application/json", icon=":material/data_object:", on_click="ignore")
        if table is not None:
            csv(table, name)


def csv(table: pd.DataFrame, name: str, label: str = "CSV") -> None:
    """A button that saves a table."""
    st.download_button(
        label, table.to_csv(index=False), f"{name}.csv", "text/csv", icon=":material/download:", on_click="ignore", disabled=table.empty,
        key=f"csv:{name}", help="Save the table",
    )  # fmt: skip


def fit(rows: int, most: int) -> Literal["content"] | int:
    """The height of a table: that of its rows, up to so many of them (pixels)."""
    return "content" if rows <= most else _ROW * (most + 1) + _ROW // 2


def link() -> str:
    """The address of what is shown."""
    said = urllib.parse.urlencode(st.query_params.to_dict())
    return f"{st.context.url or ''}?{said}"


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
