"""What every page stands on: the pages that exist, the open store, and the graph in memory."""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from graph.errors import TreatygraphError
from graph.projection import Projection, project
from graph.store import Store, open_store

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class PageFile:
    """A page: a script in `views/` with a constant `PAGE = {"title": ..., "icon": ..., "order": ...}`; the first in order is the default."""

    path: Path
    title: str
    icon: str
    order: float
    default: bool = False

    @property
    def url_path(self) -> str:
        return self.path.stem


def find_pages(folder: Path = FOLDER) -> list[PageFile]:
    """The pages of a folder in their order. A script without the constant is not a page."""
    found = sorted((page for path in folder.glob("*.py") if (page := _read_page(path))), key=lambda p: p.order)
    return [PageFile(p.path, p.title, p.icon, p.order, default=i == 0) for i, p in enumerate(found)]


def _read_page(path: Path) -> PageFile | None:
    """Read the constant without running the script."""
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="PAGE")], value=value):
                said = ast.literal_eval(value)
                return PageFile(path, said["title"], said["icon"], said["order"])
    return None


@st.cache_resource(show_spinner=False)
def _store(target: str | None) -> Store:
    return open_store(target)


@st.cache_resource(max_entries=2, show_spinner="Reading the graph")
def _projection(_store: Store, revision: str, location: str) -> Projection:  # noqa: ARG001  (the arguments are the key of the cache)
    return project(_store)


def open_graph() -> tuple[Store, Projection]:
    """The store and its graph in memory, read again only when a load has changed it. TreatygraphError where there is none."""
    store = _store(os.environ.get("TREATYGRAPH_STORE"))
    try:
        revision = store.revision()
    except TreatygraphError:
        _store.clear()  # the engine ended or the server went away: connect anew, once
        store = _store(os.environ.get("TREATYGRAPH_STORE"))
        revision = store.revision()
    return store, _projection(store, revision, store.location)


def require_graph() -> None:
    """Stop with what to do where the store cannot be read or is empty."""
    try:
        _, graph = open_graph()
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
