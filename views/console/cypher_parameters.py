"""The parameters of a query as fields: what each stands for, with the value it has unless told otherwise."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from graph.errors import UnknownThingError
from graph.named import NamedQuery, Parameter, parse_value
from views.common.links import bind_widget
from views.common.words import escape

_PREFIX = "p."


def meaning(query: NamedQuery | None, name: str) -> str:
    """What a parameter stands for, where the library says so."""
    known = _known(query).get(name)
    return known.meaning if known else ""


def _known(query: NamedQuery | None) -> dict[str, Parameter]:
    return {p.name: p for p in query.parameters} if query else {}


def show(query: NamedQuery | None, names: list[str]) -> dict[str, object]:
    """A field for each parameter; the values stand in the address as `p.<name>`."""
    for param in [p for p in st.query_params if p.startswith(_PREFIX) and p.removeprefix(_PREFIX) not in names]:
        del st.query_params[param]
    return {name: _field(_known(query).get(name), name) for name in names}


def _field(known: Parameter | None, name: str) -> object:
    default = _written(known.default) if known else ""
    key = f"cypher:{_PREFIX}{name}"
    bind_widget(key, default, param=f"{_PREFIX}{name}", read=str, write=str)
    text = st.text_input(
        f"${name}",
        key=key,
        width=200,
        help=escape(known.meaning) if known else "A text, a number, true, false, or a day such as 2026-01-31",
    )
    try:
        return known.parse(text) if known else parse_value(text)
    except UnknownThingError as error:
        st.warning(escape(str(error)), icon=":material/edit:")
        return known.default if known else text


def _written(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)
