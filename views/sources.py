"""Where everything comes from: each source with what rests on it, where sources differ, and the statements behind a relation."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

import streamlit as st

from graph.law.bonds import Record
from views.common.links import bind_widget, one_of
from views.common.look import Ink, legend, review_help, safe
from views.common.record import open_record
from views.common.words import REVIEW_HELP, REVIEWS, plural
from views.sourcing import disputed_statements, source_details, source_table, statements_behind

PAGE = {"title": "Sources", "icon": ":material/library_books:", "order": 9}

VIEWS = {"sources": "Sources", "disputed": "Where sources differ", "behind": "Behind a statement"}
INKS = {
    "verified": Ink("#2f8f5b", "#4fb27d"),
    "compiled": Ink("#b3bcc8", "#57636f"),
    "disputed": Ink("#c98a12", "#e8b94f"),
}


def show() -> None:
    """Draw the view that the address names; a thing or two in it mean the statements behind them."""
    record = open_record()
    st.title("Sources", anchor=False)
    first = "behind" if "thing" in st.query_params and "source" not in st.query_params else "sources"
    bind_widget("sources:view", "sources", param="sources", read=one_of(VIEWS), write=str)
    if first == "behind" and "sources" not in st.query_params:
        st.session_state["sources:view"] = "behind"
    totals(record)
    chosen = st.segmented_control(
        "View", list(VIEWS), key="sources:view", required=True, label_visibility="collapsed", format_func=VIEWS.get
    )
    pages: dict[str, Callable[[Record], None]] = {
        "sources": sources,
        "disputed": disputed_statements.show,
        "behind": statements_behind.show,
    }
    pages[chosen](record)


def totals(record: Record) -> None:
    """How much of the record is verified, compiled, disputed: a bar with its numbers."""
    counts = Counter(str(e.properties["review"]) for e in record.graph.edges)
    total = sum(counts.values())
    bars = "".join(
        f'<div title="{safe(REVIEW_HELP[r])}" style="width:{100 * counts[r] / total:.2f}%;min-width:3px;background:{INKS[r].css}"></div>'
        for r in REVIEWS
        if counts[r]
    )
    st.markdown(f"#### {plural(total, 'statement')}, each with its source", help=review_help())
    st.html(
        f'<div style="display:flex;height:10px;border-radius:5px;overflow:hidden;gap:2px;margin-bottom:.5em" aria-hidden="true">'
        f"{bars}</div>{legend((INKS[r], r, counts[r]) for r in REVIEWS)}"
    )


def sources(record: Record) -> None:
    """All sources on the left, the chosen one on the right."""
    left, right = st.columns([6, 5], gap="small")
    with left:
        chosen = source_table.show(record.graph, dt.date.today())
    with right:
        source_details.show(record.graph, chosen, dt.date.today())


show()
