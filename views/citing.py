"""The ways to cite a provision, ready to copy."""

from __future__ import annotations

import streamlit as st

from graph.ids import reference, treaty_of
from graph.projection import Projection
from views.treaties_table import short


def cite_button(graph: Projection, provision: str) -> None:
    """A button that opens the citations of a provision and the link to it here."""
    with st.popover("Cite", icon=":material/format_quote:", help="Copy as a citation"):
        st.caption("Plain")
        st.code(plain(graph, provision), language=None, wrap_lines=True)
        st.caption("Link to this view")
        st.code(f"?treaty={treaty_of(provision)}&provision={provision}", language=None, wrap_lines=True)


def plain(graph: Projection, provision: str) -> str:
    """`UNCC, art. 7(1)`."""
    return f"{short(graph, treaty_of(provision))}, {reference(provision)}"
