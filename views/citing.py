"""The ways to cite a provision, ready to copy."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import streamlit as st

from graph.ids import reference, treaty_of
from graph.projection import Projection
from views.treaties_table import short
from views.words import day


def cite_button(graph: Projection, provision: str) -> None:
    """A button that opens the citations of a provision and the link to it here."""
    forms = {
        "OSCOLA": oscola(graph, provision),
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


def oscola(graph: Projection, provision: str) -> str:
    """OSCOLA, 4th edition, 2.4: title (date of adoption, of entry into force) series (short title) provision.

    What the record does not hold is left out; a treaty without a day of entry into force that is open is cited as not yet in force.
    """
    said = graph.nodes[treaty_of(provision)].properties
    title = str(said.get("title") or said["name"]).split(";", 1)[0]
    adopted, opened, force = (said.get(name) for name in ("adopted", "opened", "entry_into_force"))
    days = [f"adopted {day(adopted)}" if isinstance(adopted, dt.date) else f"opened for signature {day(opened)}" if isinstance(opened, dt.date) else ""]
    days += [f"entered into force {day(force)}" if isinstance(force, dt.date) else "not yet in force" if said.get("status") == "open" else ""]
    brackets = ", ".join(d for d in days if d)
    name = said.get("short_title")
    parts = [title, f"({brackets})" if brackets else "", str(said.get("series", "")), f"({name})" if name and name != title else ""]
    return " ".join(p for p in (*parts, reference(provision).replace("art. ", "art ")) if p)


def link(**params: str) -> str:
    """The address of the page that is open, with these query parameters."""
    page = (st.context.url or "").split("?", 1)[0]
    return f"{page}?{urlencode(params, safe='/')}"
