"""One source in full: who publishes it, under which licence, when it was read, its checksum, and all that rests on it."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from graph.projection import Projection
from graph.records import Node
from graph.reports.sourcing import Resting, by_type, resting_on, sentence
from views.common.look import WRAPPED, review_badge, safe
from views.common.words import REVIEWS, day, escape, plural, spoken, worded

_MOST = 1000


def show(graph: Projection, source: str | None, today: dt.date) -> None:
    """The card of a source and its statements."""
    if source is None:
        return
    node = graph.nodes[source]
    found = resting_on(graph, source)
    with st.container(border=True):
        st.markdown(f"#### {escape(graph.name(source))}")
        st.html(_facts(node, today))
        with st.container(horizontal=True):
            url = node.properties.get("url")
            if isinstance(url, str):
                st.link_button("Open the source", url, icon=":material/open_in_new:", help=url)
            st.page_link("views/explore.py", label="Explore", icon=":material/hub:", query_params={"select": source})
    counts = found.reviews()
    said = " ".join(f"{review_badge(r)} {counts[r]:,}" for r in REVIEWS if counts[r])
    st.markdown(
        f"**{plural(len(found.statements), 'statement')} and {plural(len(found.things), 'description')} rest on it** &nbsp; {said}"
    )
    _supports(graph, found)
    _claims(found)
    _statements(graph, source, found)


def _facts(node: Node, today: dt.date) -> str:
    said = node.properties
    read = said.get("retrieved")
    age = f" ({plural((today - read).days, 'day')} ago)" if isinstance(read, dt.date) else ""
    rows = [
        ("Title", said.get("title")),
        ("Publisher", said.get("publisher")),
        ("Licence", said.get("licence") or "not stated"),
        ("Read, or as at", f"{day(read)}{age}" if isinstance(read, dt.date) else "not dated"),
        ("SHA-256 of the file", said.get("sha256") or "no file on record"),
        ("Id", node.id),
    ]
    cells = "".join(
        f"<dt style='opacity:.72;margin:0'>{name}</dt><dd style='margin:0;overflow-wrap:anywhere'>{safe(value)}</dd>"
        for name, value in rows
        if value
    )
    return f"<dl style='display:grid;grid-template-columns:max-content 1fr;gap:.3em 1.2em;margin:0;padding:0;font-size:.93rem'>{cells}</dl>"


def _supports(graph: Projection, found: Resting) -> None:
    """Which kinds of statement it supports."""
    if not found.statements:
        return
    specs = graph.schema.relationships
    words = [
        f"{escape(specs[type_].label)} **{counts.total():,}**" for type_, counts in by_type(found.statements).items()
    ]
    st.markdown(" · ".join(words))


def _claims(found: Resting) -> None:
    """What it asserts, with what the record says of it."""
    icons = {
        "supported": ":green[:material/check_circle:]",
        "contradicted": ":red[:material/cancel:]",
        "not_in_record": ":gray[:material/help:]",
    }
    if found.claims:
        with st.expander(f"{plural(len(found.claims), 'claim')} it makes", icon=":material/campaign:"):
            for claim in found.claims:
                verdict = str(claim.properties.get("verdict", ""))
                st.markdown(
                    f"{icons.get(verdict, '')} **{escape(str(claim.properties['name']))}** — {spoken(verdict)}. "
                    f"{escape(worded(claim.properties.get('reason', '')))}"
                )


def _statements(graph: Projection, source: str, found: Resting) -> None:
    """Every statement with the place in the source, the disputed first."""
    rows = [(sentence(graph, e), e.properties, "statement") for e in found.statements]
    rows += [(graph.name(n.id), n.properties, "description") for n in found.things]
    if not rows:
        st.caption("Nothing cites it.")
        return
    order = {review: i for i, review in enumerate(reversed(REVIEWS))}
    rows.sort(key=lambda r: (order.get(str(r[1].get("review")), 9), r[2] != "statement"))
    frame = pd.DataFrame(
        [
            {
                "Says": text,
                "Where": worded(said.get("locator", "")),
                "Review": said.get("review"),
                "Note": worded(said.get("note", "")),
            }
            for text, said, _ in rows[:_MOST]
        ]
    )
    st.dataframe(
        frame,
        hide_index=True,
        row_height=WRAPPED,
        height=min(330, 36 + WRAPPED * len(frame) + 3),
        key=f"sources:statements:{source}",
        column_config={
            "Says": st.column_config.TextColumn(width=146),
            "Where": st.column_config.TextColumn(width=88),
            "Review": st.column_config.TextColumn(width=74),
            "Note": None,
        },
        alt="Statements that rest on the source, with the place in it and the state of review.",
    )
    if len(rows) > _MOST:
        st.caption(f"The first {_MOST:,} of {len(rows):,}.")
