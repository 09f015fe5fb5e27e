"""The Streamlit side of the Cypher editor: mounts it, keeps what is written, and tells when to run it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from views.components.bundle import renderer
from views.components.editor.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Mark:
    """An error in a text, at a line and column (1 = first; line 0: the place is not known)."""

    text: str
    message: str
    line: int = 0
    column: int = 0


@dataclass
class EditorState:
    """What is written in one editor; it outlives the page that shows it.

    `version` counts the times Python replaced the text; `asked` names the last run that the reader asked for.
    """

    text: str = ""
    version: int = 0
    asked: str = ""

    def write(self, text: str) -> None:
        """Replace what is written."""
        self.text = text
        self.version += 1

    def take(self, draft: dict[str, str] | None) -> str | None:
        """Record what the browser says; returns the text to run where a new run was asked for."""
        if not draft:
            return None
        self.text = draft["text"]
        if draft["run"] in ("", self.asked):
            return None
        self.asked = draft["run"]
        return self.text


def editor_state(key: str, text: str = "") -> EditorState:
    """The state of the editor with that key, made on first use with a text to begin with."""
    state = st.session_state.setdefault(f"{key}:written", EditorState(text))
    if not isinstance(state, EditorState):
        raise TypeError(f"session state {key!r} holds a {type(state).__name__}, not what is written in an editor")
    return state


def editor(
    state: EditorState,
    *,
    key: str,
    words: Words,
    error: Mark | None = None,
    hint: str = "",
    height: int = 190,
    label: str = "Cypher query",
) -> str | None:
    """Show an editor, and return the text to run where the reader has just asked for it.

    `words` are what completion offers, `error` is underlined where it is, `hint` stands below while there is none;
    `height` is in CSS pixels.
    """

    def take() -> None:
        text = state.take(st.session_state[key].get("draft"))
        if text is not None:
            st.session_state[f"{key}:run"] = text

    data: dict[str, Any] = {
        "text": state.text,
        "version": state.version,
        "schema": words,
        "error": _mark(error),
        "hint": hint,
        "height": height,
        "label": label,
    }
    renderer("editor")(key=key, data=data, on_draft_change=take)
    return st.session_state.pop(f"{key}:run", None)


def _mark(error: Mark | None) -> dict[str, Any] | None:
    if error is None:
        return None
    return {"text": error.text, "message": error.message, "line": error.line, "column": error.column}
