"""The ways to cite a provision, ready to copy."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from graph.citation import cite_node
from graph.ids import reference, treaty_of
from graph.projection import Projection
from views.treaties.treaties_table import short


def cite_button(graph: Projection, provision: str) -> None:
    """A button that opens the citations of a provision and the link to it here."""
    forms = {
        "OSCOLA": cite_node(graph, provision),
        "Plain": plain(graph, provision),
        "Link to this view": link(treaty=treaty_of(provision), provision=provision),
    }
    with st.popover("Cite", icon=":material/format_quote:", help="Copy as a citation"):
        for name, text in forms.items():
            st.caption(name)
            st.code(text, language=None, wrap_lines=True)


def plain(graph: Projection, provision: str) -> str:
    """`UNCC, art. 7(1)`."""
    return f"{short(graph, treaty_of(provision))}, {reference(provision)}"


def link(**params: str) -> str:
    """The address of the page that is open, with these query parameters."""
    page = (st.context.url or "").split("?", 1)[0]
    return f"{page}?{urlencode(params, safe='/')}"
