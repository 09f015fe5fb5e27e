"""Links that restore a view: what the address says, what the session remembers, and how the two stay alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
_LAG = 2.0  # seconds within which a browser takes up what was written, and what it sent before has come
_PAGE, _CAME = "link:page", "link:came"


def on_page(name: str) -> None:
    """Say which page runs, before it does, and keep the address as it came from the browser.

    Where a value is missing from the address of the page that wrote it, the reader went back. A page that one comes to from
    another has written nothing yet: the link to it is bare, and what was remembered of it counts.
    """
    before: tuple[str, int] = st.session_state.get(_PAGE, ("", 0))
    st.session_state[_PAGE] = before if before[0] == name else (name, before[1] + 1)
    st.session_state[_CAME] = st.query_params.to_dict()


def linked(param: str, default: str = "") -> str:
    """The value behind a query parameter, for one place in a page.

    The address counts where it says something new: a link was opened, or the reader went back. Else what the session
    remembers counts, and is written to the address again, since Streamlit empties it on a change of pages.
    """
    news = _news(param)
    if news is not None:
        set_linked(param, news or default)
    value = str(
        st.session_state.get(f"link:{param}") or default
    )  # a widget that is at its default leaves nothing to remember
    set_linked(param, value)
    _write(param, value)
    return value


def _news(param: str) -> str | None:
    """What the address says, where that is neither what was last read or written nor a value that a write is just replacing.

    A click can reach the server before the browser has heard of the last write: then the address is old, not new. Messages
    come in order, so once the browser has said what was written, an old value can only mean that the reader went back.
    """
    said = st.query_params.get(param, "")
    if not said and st.session_state.get(f"link-page:{param}") != st.session_state.get(_PAGE):
        return None  # this page has not written it yet
    seen = st.session_state.get(f"link-seen:{param}", "")
    replaced: dict[str, float] = st.session_state.get(f"link-old:{param}", {})
    if st.session_state.get(_CAME, {}).get(param, "") == seen:
        replaced.clear()
    if said == seen:
        return None
    return None if time.monotonic() - replaced.get(said, -_LAG) < _LAG else said


def _write(param: str, value: str) -> None:
    """Make the address say a value, and remember that it does, on which page, and what it said before."""
    before = st.query_params.get(param, "")
    if before != value:
        st.session_state.setdefault(f"link-old:{param}", {})[before] = time.monotonic()
    st.session_state[f"link-seen:{param}"] = value
    st.session_state[f"link-page:{param}"] = st.session_state.get(_PAGE)
    if not value:
        st.query_params.pop(param, None)
    elif before != value:
        st.query_params[param] = value


def set_linked(param: str, value: str) -> None:
    """Remember a value, as in a callback; the address follows when the page next runs."""
    st.session_state[f"link:{param}"] = value


def bind_widget(
    key: str, default: T, *, param: str | None = None, read: Callable[[str], T | None], write: Callable[[T], str]
) -> T:
    """Tie the widget of that key to a query parameter (default: of the same name); call it just before the widget is made.

    `read` turns the text of the address into a value (None where it makes no sense, which then is the default), `write` a
    value into text. The widget keeps its value across pages and a link restores it; the default is left out of the address.
    """
    param = param or key
    news = _news(param)
    if news is not None:
        found = read(news) if news else None
        st.session_state[key] = default if found is None else found
    elif key not in st.session_state:
        st.session_state[key] = st.session_state.get(f"link-value:{param}", default)
    value: T = st.session_state[key]
    st.session_state[f"link-value:{param}"] = value
    set_linked(param, "" if value == default else write(value))
    _write(param, str(st.session_state[f"link:{param}"]))
    return value


def words_of(known: Collection[str]) -> Callable[[str], list[str] | None]:
    """For `read`: a list of known words, written with commas; unknown ones are left out."""
    return lambda text: [word for word in text.split(",") if word in known]


def one_of(known: Collection[str]) -> Callable[[str], str | None]:
    """For `read`: one of some words."""
    return lambda text: text if text in known else None
