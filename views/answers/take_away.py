"""Taking an answer away: as a sentence, as footnotes in the style of OSCOLA, as Markdown or plain text with a certificate, as a
command, a link, or a file.
"""

from __future__ import annotations

import datetime as dt
import json
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from graph.citation.documents import Document
from graph.citation.styles import Style, render
from graph.projection import Projection
from views.common.words import worded

_ROW = 35  # pixels
_LONG = 500  # characters, above which a text scrolls


@dataclass(frozen=True)
class Answer:
    """An answer to take away: its sentence, its rows with citations, its data as JSON, and the command that asks it ("": none)."""

    name: str
    sentence: str
    written: Document
    data: object
    command: str = ""


def now() -> dt.datetime:
    """The moment for a certificate."""
    return dt.datetime.now(dt.UTC)


def take_away(graph: Projection, answer: Answer) -> None:
    """Two buttons: one opens the answer as text to copy, one saves its table with sources and certificate."""
    with st.container(horizontal=True, width="content", gap="small"):
        with st.popover(
            "Cite", icon=":material/format_quote:", help="Copy as a citation, a command or a link; save as a file"
        ):
            _to_copy(graph, answer)
            with st.container(horizontal=True):
                data = json.dumps(answer.data, ensure_ascii=False, indent=1, default=_plain)
                _file("JSON", data, answer.name, "json", "application/json")
                _file(
                    "JSON-LD", render(graph, answer.written, Style.jsonld), answer.name, "jsonld", "application/ld+json"
                )
                _file("Text", render(graph, answer.written, Style.text), answer.name, "txt", "text/plain")
        _file("CSV", render(graph, answer.written, Style.csv), answer.name, "csv", "text/csv")


def _to_copy(graph: Projection, answer: Answer) -> None:
    """The form that is chosen, with a button to copy it."""
    forms: dict[str, tuple[str | None, Callable[[], str]]] = {
        "Sentence": (None, lambda: worded(answer.sentence)),
        "OSCOLA": (None, lambda: render(graph, answer.written, Style.oscola)),
        "Markdown": ("markdown", lambda: render(graph, answer.written, Style.markdown)),
        "Command": ("bash", lambda: answer.command or "No command asks the same."),
        "Link": (None, link),
    }
    chosen = st.segmented_control("Copy as", list(forms), default="Sentence", required=True, key=f"cite:{answer.name}")
    language, write = forms[chosen]
    text = write()
    st.code(text, language=language, wrap_lines=True, height=260 if len(text) > _LONG else "content")


def _file(label: str, text: str, name: str, ending: str, mime: str) -> None:
    st.download_button(
        label,
        text,
        f"{name}.{ending}",
        mime,
        icon=":material/download:",
        on_click="ignore",
        key=f"file:{name}.{ending}",
        help="Save with sources and certificate" if ending != "json" else "Save as the command line writes it",
    )


def csv(table: pd.DataFrame, name: str, label: str = "CSV") -> None:
    """A button that saves a table as it is shown."""
    st.download_button(
        label,
        table.to_csv(index=False),
        f"{name}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        disabled=table.empty,
        key=f"csv:{name}",
        help="Save the table",
    )


def fit(rows: int, most: int) -> Literal["content"] | int:
    """The height of a table: that of its rows, up to so many of them (pixels)."""
    return "content" if rows <= most else _ROW * (most + 1) + _ROW // 2


def link() -> str:
    """The address of what is shown."""
    said = urllib.parse.urlencode(st.query_params.to_dict())
    return f"{st.context.url or ''}?{said}"


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
