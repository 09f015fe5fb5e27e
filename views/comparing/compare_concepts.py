"""Offences by treaties and measures by treaties: a heat map of the force of each rule; a cell opens its articles."""

from __future__ import annotations

import streamlit as st

from graph.law.bonds import Record
from graph.law.verdicts import Citation
from graph.projection import Projection
from graph.records import Edge
from graph.reports.comparing import Concept, ConceptMatrix, articles, concept_matrix, force
from views.common.look import Ink, legend
from views.common.record import citation_line
from views.common.words import escape, plural
from views.comparing.matrix import Cell, matrix
from views.reading.article import FORCE, qualities
from views.treaties.treaties_table import brief, in_order, short

_INKS = {
    "shall": (Ink("#2f6db3", "#3f7dc0"), "Parties must"),
    "may": (Ink("#b9d3ec", "#274c74"), "Parties may"),
    "shall_consider": (Ink("#e3d5f0", "#4a3c63"), "Parties must consider"),
    "": (Ink("#d9e7dd", "#2c4a3d"), "Provided for, without a stated force"),
}
INDENT = "\u2003\u2003"
_TEXT = {"shall": Ink("#ffffff", "#ffffff")}
_PLAIN = Ink("#1a222d", "#e4e9ef")


def offences(record: Record) -> None:
    """Which treaty makes which conduct an offence."""
    st.caption("The articles by which each treaty has its parties criminalize a conduct. Choose a cell to read them.")
    _show(record, record.terms.CRIMINALIZES, "Offence")


def measures(record: Record) -> None:
    """Which treaty provides for which power, form of cooperation or safeguard."""
    st.caption(
        "The articles that provide for a power, a form of cooperation or a safeguard. Choose a cell for dual criminality and reach."
    )
    _show(record, record.terms.PROVIDES_FOR, "Measure")


@st.cache_data(max_entries=8, show_spinner=False)
def _matrix(_graph: Projection, revision: str, type_: str) -> ConceptMatrix:  # noqa: ARG001  (the arguments are the key of the cache)
    return concept_matrix(_graph, type_)


def _show(record: Record, type_: str, head: str) -> None:
    found = _matrix(record.graph, record.graph.revision, type_)
    if not found.rows:
        st.info("No rule of this kind is in the graph yet.", icon=":material/inbox:")
        return
    treaties = [t for t in in_order(record.graph) if any((row.id, t) in found.cells for row in found.rows)]
    used = {force(edges) for edges in found.cells.values()}
    st.html(legend((ink, words, None) for name, (ink, words) in _INKS.items() if name in used))
    opened = matrix(
        [f"{INDENT * row.depth}{row.name}" for row in found.rows],
        [brief(record.graph, t) for t in treaties],
        [[_cell(found.cells.get((row.id, t), ())) for t in treaties] for row in found.rows],
        key=f"compare:{head}",
        head=head,
        ids=([row.id for row in found.rows], treaties),
        bold=[_is_group(found, row) for row in found.rows],
        about=[record.graph.name(t) for t in treaties],
        alt=f"{head}s by treaties: the articles, coloured by the force of the rule.",
    )
    if opened:
        cell(record, found, *opened)


def _is_group(found: ConceptMatrix, row: Concept) -> bool:
    return not any(concept == row.id for concept, _ in found.cells)


def _cell(edges: tuple[Edge, ...]) -> Cell:
    if not edges:
        return Cell()
    kind = force(edges)
    return Cell(articles(edges), str(_INKS[kind][0]), str(_TEXT.get(kind, _PLAIN)))


def cell(record: Record, found: ConceptMatrix, concept: str, treaty: str) -> None:
    """The provisions of one treaty on one concept, each with its rule, our summary and the citation."""
    graph, edges = record.graph, found.cells.get((concept, treaty), ())
    st.subheader(f"{escape(graph.name(concept))} in the {escape(short(graph, treaty))}", anchor=False)
    definition = graph.nodes[concept].properties.get("definition")
    if definition:
        st.caption(escape(str(definition)))
    if not edges:
        st.markdown(
            "No provision of this treaty is on record for it; a broader or narrower one may be, in the rows around it."
        )
    for start in dict.fromkeys(e.start for e in edges):
        _provision(graph, [e for e in edges if e.start == start])
    if len(edges) > 1:
        st.caption(plural(len(edges), "statement"))


def _provision(graph: Projection, edges: list[Edge]) -> None:
    node = graph.nodes[edges[0].start]
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f"**{escape(graph.name(node.id))}**", width="stretch")
            st.page_link(
                "views/read.py", label="Read", icon=":material/menu_book:", query_params={"provision": node.id}
            )
        if node.properties.get("summary"):
            st.markdown(escape(str(node.properties["summary"])))
        for edge in edges:
            told = [FORCE.get(str(edge.properties.get("modality")), ""), *qualities(edge)]
            said = ", ".join(t for t in told if t)
            st.markdown(f"{f'**{escape(said)}** — ' if said else ''}:small[{citation_line(graph, Citation.of(edge))}]")
