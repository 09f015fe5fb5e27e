"""Beside the editor: the named queries, what was run before, and the schema to ask about."""

from __future__ import annotations

import streamlit as st

from graph.named import named_queries
from ontology.schema import Schema
from views.common.links import set_linked
from views.components.editor import editor_state
from views.components.outline import OutlineItem, outline
from views.console.cypher_history import history

_TABS = ("Library", "History", "Schema")


def show(schema: Schema, current: str | None, height: int) -> None:
    """The three lists, one at a time."""
    tab = st.segmented_control(
        "Beside the editor", _TABS, default=_TABS[0], required=True, key="cypher:beside", label_visibility="collapsed"
    )
    if tab == "Library":
        items = [OutlineItem(q.name, "", q.title) for q in named_queries().values()]
        outline(
            sorted(items, key=lambda i: i.name),
            key="cypher:library",
            current=current,
            height=height,
            label="Named queries",
            placeholder="Find a query",
            on_choose=open_named,
        )
    elif tab == "History":
        _history(height)
    else:
        outline(
            _schema(schema),
            key="cypher:schema",
            height=height,
            label="Schema",
            placeholder="Find a label, type or property",
            on_choose=ask_about,
        )


def open_named(name: str) -> None:
    """Write a named query into the editor and run it, as in a callback."""
    set_linked("name", name)
    set_linked("q", "")
    st.session_state.pop("cypher:followed", None)


def _history(height: int) -> None:
    entries = history()
    if not entries:
        st.caption("What you run in this session stands here.")
        return
    titles = {q.cypher: q.title for q in named_queries().values()}
    items = [
        OutlineItem(
            str(i),
            "✗" if e.failed else "",
            titles.get(e.text.strip(), " ".join(e.text.split())[:90]),
            count=0 if e.failed else e.rows,
            about=f"{e.rows} rows in {1000 * e.seconds:.0f} ms",
        )
        for i, e in enumerate(entries)
    ]
    outline(
        items, key="cypher:past", height=height, label="History", placeholder="Find in the history", on_choose=run_again
    )


def run_again(at: str) -> None:
    """Write a query of the history into the editor with its parameters and run it, as in a callback."""
    entry = history()[int(at)]
    state = editor_state("cypher")
    state.write(entry.text)
    for name, value in entry.parameters.items():
        st.session_state[f"cypher:p.{name}"] = str(value)
    named = next((q.name for q in named_queries().values() if q.cypher == entry.text.strip()), "")
    set_linked("name", named)
    set_linked("q", "" if named else entry.text)
    st.session_state.pop("cypher:followed", None)


def _schema(schema: Schema) -> list[OutlineItem]:
    """Labels, then relationship types."""
    items = [OutlineItem("", "", "Labels", group=True)]
    items += [OutlineItem(f"label {spec.name}", "", spec.name, 1, about=spec.comment) for spec in schema.legend()]
    items += [OutlineItem("", "", "Relationship types", group=True)]
    items += [
        OutlineItem(f"type {name}", "", name, 1, about=spec.comment)
        for name, spec in sorted(schema.relationships.items())
    ]
    return items


def ask_about(chosen: str) -> None:
    """Show what there is of a label or type, as in a callback."""
    kind, _, name = chosen.partition(" ")
    if not name:
        return
    query, param = ("things-of-kind", "kind") if kind == "label" else ("statements-of-type", "type")
    st.session_state[f"cypher:p.{param}"] = name
    open_named(query)
