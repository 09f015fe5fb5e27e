"""What every page stands on: the pages that exist, the open store, and the graph in memory."""

from __future__ import annotations

import ast
import os
import re
import threading
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import streamlit as st

from graph.errors import TreatygraphError
from graph.projection import Projection, project
from graph.store import Store, open_store

FOLDER = Path(__file__).parent.parent


_HEAD = re.compile(r"^PAGE\s*=.*", re.MULTILINE)
_LAST = float("inf")
_FAILED, _OPEN = "frame:failed", "frame:open"


@dataclass(frozen=True)
class PageFile:
    """A page: a script in `views/` with a constant `PAGE = {"title": ..., "icon": ..., "order": ...}`; the first in order is the default.

    `fault` says why it cannot be opened, where that shows without running it.
    """

    path: Path
    title: str
    icon: str
    order: float
    default: bool = False
    fault: str = ""

    @property
    def url_path(self) -> str:
        return self.path.stem


def find_pages(folder: Path = FOLDER) -> list[PageFile]:
    """The pages of a folder in their order. A script without the constant is not a page; one with a fault is a page that says so."""
    found = sorted(
        (page for path in folder.glob("*.py") if (page := _read_page(path, path.stat().st_mtime_ns))),
        key=lambda p: (p.order, p.title),
    )
    first = next((page for page in found if not page.fault), None)
    return [replace(page, default=page is first) for page in found]


@cache
def _read_page(path: Path, changed: int) -> PageFile | None:  # noqa: ARG001  (a file that has changed is read again)
    """Read the constant without running the script; where the script is no Python, from its own line."""
    text, fault = path.read_text(encoding="utf-8", errors="replace"), ""
    head = _HEAD.search(text)
    if head is None:
        return None
    try:
        ast.parse(text)
    except (SyntaxError, ValueError) as error:
        fault = f"line {getattr(error, 'lineno', None) or 1} of {path.name} is no Python"
    try:
        said = _constant(head.group() if fault else text)
        return PageFile(path, str(said["title"]), str(said["icon"]), float(str(said["order"])), fault=fault)
    except (SyntaxError, ValueError, TypeError, KeyError):
        title = path.stem.replace("_", " ").capitalize()
        return PageFile(
            path, title, "", _LAST, fault=fault or f"`PAGE` in {path.name} does not say title, icon and order"
        )


def _constant(script: str) -> dict[str, object]:
    for statement in ast.parse(script).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="PAGE")], value=value):
                said: dict[str, object] = ast.literal_eval(value)
                return said
    raise ValueError("no constant PAGE")


def entry(page: PageFile) -> st.Page:
    """A page as the list of pages shows it: one that cannot be opened, or that has failed, is marked."""
    broken = page.fault or page.path.stem in st.session_state.get(_FAILED, ())
    script = partial(_say_fault, page) if page.fault else page.path
    title, icon = (f"{page.title} (fails)", ":material/error:") if broken else (page.title, page.icon)
    return st.Page(script, title=title, icon=icon, url_path=page.url_path, default=page.default)


def _say_fault(page: PageFile) -> None:
    st.header(page.title)
    st.error(f"This page cannot be opened: {page.fault}. The other pages work.", icon=":material/error:")


def remember_failure(page: PageFile, _kind: object, error: BaseException | None, _trace: object) -> None:
    """When a page has run: say beside Streamlit's own words that it failed, and mark its entry from now on.

    Has the signature of `__exit__`; the exception goes on to Streamlit, which shows its type and logs the rest.
    """
    failed: set[str] = st.session_state.setdefault(_FAILED, set())
    if isinstance(error, Exception):
        failed.add(page.path.stem)
        st.error(
            "This page has failed; what it had drawn so far stands above. The other pages work, and the log of the app says more.",
            icon=":material/error:",
        )
    elif error is None:
        failed.discard(page.path.stem)


@st.cache_resource(show_spinner=False)
def _store(target: str | None) -> Store:
    return open_store(target)


class _Graphs:
    """The graphs in memory, the newest two. One session reads while the others wait for what it reads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[tuple[str, str], Projection] = {}

    def get(self, store: Store, revision: str) -> Projection:
        """The graph of a revision. Where it must be read the page says how far the reading is, and then begins anew.

        Else all that follows would stand one place further down than in the next run, and be made again there.
        """
        key = (store.location, revision)
        if graph := self._held.get(key):
            return graph
        words = st.empty()
        words.info("Reading the graph", icon=":material/hourglass_top:")
        with self._lock:
            if key not in self._held:
                graph = project(store, partial(words.info, icon=":material/hourglass_top:"))
                self._held = dict([*self._held.items(), (key, graph)][-2:])
        words.empty()
        st.rerun()
        return self._held[key]  # without a page there is no run to begin


@st.cache_resource(show_spinner=False)
def _graphs() -> _Graphs:
    return _Graphs()


def open_graph() -> tuple[Store, Projection]:
    """The store and its graph in memory, as `look_again` found them when this run began. TreatygraphError where there is none.

    Each run asks the store once, not each of its parts; a callback and a fragment see what the page has shown.
    """
    held: tuple[Store, Projection] | None = st.session_state.get(_OPEN)
    return held or look_again()


def look_again() -> tuple[Store, Projection]:
    """The store and its graph, read again where a load has changed it."""
    st.session_state.pop(_OPEN, None)
    store = _store(os.environ.get("TREATYGRAPH_STORE"))
    try:
        revision = store.revision()
    except TreatygraphError:
        _store.clear()  # the engine ended or the server went away: connect anew, once
        store = _store(os.environ.get("TREATYGRAPH_STORE"))
        revision = store.revision()
    st.session_state[_OPEN] = found = store, _graphs().get(store, revision)
    return found


def require_graph() -> None:
    """Look at the store as it now is; stop with what to do where it cannot be read or is empty."""
    try:
        _, graph = look_again()
    except TreatygraphError as error:
        st.error(f"The graph cannot be opened: {error}", icon=":material/cloud_off:")
        if st.button("Try again"):
            st.rerun()
        st.stop()
    if not graph.nodes:
        st.info(
            "The graph is empty. Load the catalogue with `treatygraph load`, then try again.", icon=":material/inbox:"
        )
        if st.button("Try again"):
            st.rerun()
        st.stop()


def sidebar() -> None:
    """What stands below the list of pages: where the graph is, and what it is not."""
    store, graph = open_graph()
    with st.sidebar:
        st.caption(f"{len(graph.nodes):,} things, {len(graph.edges):,} statements, each cited")
        st.caption("What the depositary record shows. Not legal advice.", help=f"Read from {store.location}")
