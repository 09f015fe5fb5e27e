"""One path, step by step: each thing in the colour of its kind, each step with what it says, its source and its review state."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import zip_longest

import streamlit as st

from graph.canvas.query import path_query
from graph.network.paths import Path
from graph.projection import Projection
from graph.records import Edge
from views.common.look import QUIET, Ink
from views.common.words import REVIEW_HELP, kind_name, plural, qualifiers, worded

_RAIL = (
    "margin:.15rem 0 .15rem .34rem;padding:.1rem 0 .25rem 1rem;"
    "border-left:2px solid color-mix(in srgb,currentColor 22%,transparent)"
)
_INKS = {"verified": Ink("#1d7a4c", "#6fcf97"), "compiled": QUIET, "disputed": Ink("#b45f06", "#f0a860")}


def path_card(graph: Projection, path: Path, at: int) -> None:
    """Show the path whose place in the list is `at` (0 is the first)."""
    with st.container(border=True):
        st.html(
            "".join(
                [
                    f'<div style="font-size:.93rem"><b>{at + 1}</b> · {plural(path.length, "step")}</div>',
                    *_steps(graph, path),
                ]
            )
        )
        with st.expander("As a sentence, and as Cypher", icon=":material/content_copy:"):
            st.code(path.sentence, language=None, wrap_lines=True)
            query = path_query(graph, path.nodes, [edge.type for edge in path.edges])
            st.code(query.inline(), language="cypher", wrap_lines=True)


def _steps(graph: Projection, path: Path) -> Iterator[str]:
    for id_, edge in zip_longest(path.nodes, path.edges):
        yield _thing(graph, id_)
        if edge is not None:
            yield _step(graph, edge, forward=edge.start == id_)


def _thing(graph: Projection, id_: str) -> str:
    node = graph.nodes[id_]
    display = graph.schema.classes[node.label].display
    colour = Ink(display.light, display.dark).css
    kind = kind_name(graph.schema, node.label)
    return (
        f'<div style="display:flex;gap:.6rem;align-items:baseline"><span aria-hidden="true" style="flex:none;width:.75rem;height:.75rem;'
        f'border-radius:50%;background:{colour};transform:translateY(.06rem)"></span><span><b>{escape(graph.name(id_))}</b> '
        f'<span style="opacity:.7;font-size:.8rem">{escape(kind)}</span></span></div>'
    )


def _step(graph: Projection, edge: Edge, *, forward: bool) -> str:
    """The line between two things: the verb, the statement's own properties, where it is said and how well that is checked."""
    spec = graph.schema.relationships[edge.type]
    source, review = str(edge.properties.get("source")), str(edge.properties.get("review"))
    place = graph.name(source) if source in graph.nodes else source
    ink = _INKS.get(review, QUIET).css
    said = ", ".join(qualifiers(edge.properties))
    more = f' <span style="opacity:.75">· {escape(said)}</span>' if said else ""
    checked = f'<b style="color:{ink}" title="{escape(REVIEW_HELP.get(review, ""))}">{escape(review)}</b>'
    cited = f'<span style="opacity:.78">{escape(place)}, {escape(worded(edge.properties.get("locator") or ""))}</span>'
    return (
        f'<div style="{_RAIL}"><div>{escape(spec.label if forward else spec.inverse_label)}{more}</div>'
        f'<div style="font-size:.8rem">{checked} {cited}</div></div>'
    )
