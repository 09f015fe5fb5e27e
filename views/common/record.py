"""The depositary record of the open graph, kept for all pages and readers until a load changes the graph."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

import streamlit as st

from graph.law.bonds import Record
from graph.law.participants import Participant, participants
from graph.law.verdicts import Citation
from graph.projection import Projection
from views.common.frame import open_graph
from views.common.look import review_badge
from views.common.words import escape, worded


@st.cache_resource(max_entries=2, show_spinner=False)
def _record(_graph: Projection, revision: str, location: str) -> Record:  # noqa: ARG001  (the arguments are the key of the cache)
    return Record(_graph)


def open_record() -> Record:
    """The record of the graph that is open; its `graph` is the projection."""
    store, graph = open_graph()
    return _record(graph, graph.revision, store.location)


@st.cache_resource(max_entries=2048, show_spinner=False)
def _participants(_record: Record, revision: str, treaty: str, on: dt.date) -> list[Participant]:  # noqa: ARG001  (as above)
    return participants(_record, treaty, on)


def participants_of(record: Record, treaty: str, on: dt.date) -> list[Participant]:
    """Everyone with an act on a treaty, kept while the graph stays the same."""
    return _participants(record, record.graph.revision, treaty, on)


def citation_line(graph: Projection, citation: Citation) -> str:
    """A citation in Markdown: the source with a link to its page here, the place in it, and the badge of its review."""
    name = escape(citation.source)
    if citation.source in graph.nodes:
        name = f"[{escape(graph.name(citation.source))}](sources?source={quote(citation.source, safe='')})"
    return f"{name}, {escape(worded(citation.locator))} {review_badge(citation.review)}"
