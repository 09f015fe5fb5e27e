"""Where sources differ: each disputed relation with what every source says of it."""

from __future__ import annotations

import streamlit as st

from graph.law.bonds import Record
from graph.law.spans import Span
from graph.law.verdicts import Citation
from graph.records import Edge
from graph.reports.sourcing import DISPUTED, disputes
from views.common.look import span
from views.common.record import citation_line
from views.common.words import escape, plural, qualifiers, worded


def show(record: Record) -> None:
    """The disputes by kind of relation, then the things whose own facts are disputed."""
    graph = record.graph
    found = disputes(graph)
    things = [n for n in graph.nodes.values() if n.properties.get("review") == DISPUTED]
    if not found and not things:
        st.info("No statement is disputed.", icon=":material/handshake:")
        return
    st.caption(
        "Sources that disagree are kept side by side; counts are over distinct actors. Nothing here is decided for you."
    )
    acts = (
        record.terms.RATIFIED,
        record.terms.SIGNED,
        record.terms.PARTY_TO,
        record.terms.WITHDREW,
        record.terms.ASSERTS,
    )
    order = [*acts, *(t for t in graph.schema.relationships if t not in acts)]
    for type_ in sorted({d.type for d in found}, key=order.index):
        those = [d for d in found if d.type == type_]
        label = graph.schema.relationships[type_].label
        st.markdown(f"##### {escape(label.capitalize())} :gray[{len(those)}]")
        with st.container(border=True):
            for dispute in those:
                st.markdown(
                    f"**{escape(graph.name(dispute.start))}** {escape(label)} **{escape(graph.name(dispute.end))}**\n"
                    + "\n".join(_line(record, edge) for edge in dispute.statements)
                )
    if things:
        with st.expander(f"{plural(len(things), 'thing')} with a disputed description", icon=":material/balance:"):
            lines = [f"- **{escape(graph.name(n.id))}** — {citation_line(graph, Citation.of(n))}" for n in things]
            st.markdown("\n".join(lines))


def _line(record: Record, edge: Edge) -> str:
    said_of = edge.properties
    loose = span(Span.read(said_of, "date")) if "date_from" in said_of or "date_to" in said_of else ""
    told = [loose, *qualifiers(said_of, frozenset({"date_from", "date_to"})), worded(said_of.get("note", ""))]
    said = escape("; ".join(t for t in told if t))
    return f"- {f'{said} — ' if said else ''}:small[{citation_line(record.graph, Citation.of(edge))}]"
