"""What the record holds of one thing: its kind, properties in words, summary, and every statement with its citation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from graph.canvas.neighbours import reading_order
from graph.ids import treaty_of
from graph.projection import Projection
from graph.records import Edge, Node
from ontology.schema import Terms, Value
from views.common.look import Ink
from views.common.words import REVIEW_COLOURS, REVIEW_HELP, REVIEW_ICONS, escape, kind_name, qualifiers, spoken, worded
from views.components.fact_list import Fact, FactGroup, fact_list

_SAID_ELSEWHERE = {
    *("name", "source", "locator", "review", "origin", "eid", "ordinal", "sha256"),
    *("summary", "definition", "description", "reason", "text", "treaty", "number", "heading"),
    *("aliases", "alt_labels", "url", "text_url"),
}
_TEXTS = ("summary", "definition", "description", "reason")
GOTO = "details:goto"

Open = Callable[[str], None]


def show_details(
    graph: Projection,
    id_: str,
    *,
    key: str,
    on_open: Open | None = None,
    edges: Sequence[Edge] | None = None,
    on_canvas: bool = False,
) -> None:
    """Everything said of a thing. `on_open` gets the id of a neighbour that was clicked (default: open it in Explore);
    `edges` are the statements to list (default: all). `on_canvas` leaves out the link to Explore.
    """
    node = graph.require(id_)
    st.markdown(f"### {escape(graph.name(id_))}")
    _chips(graph, node)
    for name in _TEXTS:
        if isinstance(text := node.properties.get(name), str):
            st.markdown(escape(worded(text)))
    if isinstance(text := node.properties.get("text"), str):
        with st.expander("Official text", icon=":material/article:"):
            st.text(text)
    _links(graph, node, exploring=on_canvas)
    _properties(graph, node)
    said = graph.by_end[id_] if edges is None else edges
    _facts(fact_groups(graph, id_, said), key=f"{key}:facts", about=id_, on_open=on_open)


def show_statements(graph: Projection, statements: Sequence[Edge], *, key: str, on_open: Open | None = None) -> None:
    """The statements that one line of a canvas stands for, each with its citation."""
    first = statements[0]
    verb = graph.schema.relationships[first.type].label
    st.markdown(f"### {escape(graph.name(first.start))}")
    st.markdown(f"{escape(verb)} **{escape(graph.name(first.end))}**")
    if len({str(e.properties.get("source")) for e in statements}) > 1:
        st.caption("Each source is listed with what it says.")
    groups = fact_groups(graph, first.start, statements)
    _facts(groups, key=f"{key}:facts", about=f"{first.key}", on_open=on_open)


def fact_groups(graph: Projection, id_: str, edges: Iterable[Edge]) -> list[FactGroup]:
    """Statements as seen from one end, by type and direction, in the order of the ontology."""
    groups: dict[tuple[str, bool], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.type, edge.start == id_].append(edge)
    order = list(graph.schema.relationships)
    found = []
    for (type_, outward), those in sorted(groups.items(), key=lambda item: (order.index(item[0][0]), not item[0][1])):
        spec = graph.schema.relationships[type_]
        rows = sorted(those, key=lambda e: reading_order(graph, e.end if outward else e.start))
        found.append(
            FactGroup(spec.label if outward else spec.inverse_label, tuple(_fact(graph, e, outward) for e in rows))
        )
    return found


def _fact(graph: Projection, edge: Edge, outward: bool) -> Fact:
    other = graph.nodes[edge.end if outward else edge.start]
    display = graph.schema.classes[other.label].display
    source = str(edge.properties.get("source"))
    return Fact(
        other.id,
        graph.name(other.id),
        kind_name(graph.schema, other.label),
        display.light,
        display.dark,
        ", ".join(qualifiers(edge.properties)),
        source,
        graph.name(source) if source in graph.nodes else source,
        worded(edge.properties.get("locator") or ""),
        str(edge.properties.get("review")),
        worded(edge.properties.get("note") or ""),
    )


def _facts(groups: list[FactGroup], *, key: str, about: str, on_open: Open | None) -> None:
    if not groups:
        st.caption("Nothing is said of it that the filters let through.")
        return

    def explore(id_: str) -> None:
        st.session_state[GOTO] = ("views/explore.py", {"select": id_})

    def open_source(id_: str) -> None:
        st.session_state[GOTO] = ("views/sources.py", {"source": id_})

    fact_list(groups, key=key, about=about, reviews=REVIEW_HELP, on_open=on_open or explore, on_source=open_source)
    if GOTO in st.session_state:
        page, params = st.session_state.pop(GOTO)
        st.switch_page(page, query_params=params)


def _chips(graph: Projection, node: Node) -> None:
    """The kind in its colour, the treaty it belongs to, and how well it is checked."""
    display = graph.schema.classes[node.label].display
    colour = Ink(display.light, display.dark).css
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(
            f'<span style="display:inline-flex;align-items:center;gap:.4em;font-size:.87rem;padding:.1em .6em;border-radius:99px;'
            f'background:color-mix(in srgb,{colour} 16%,transparent)"><span style="width:.6em;height:.6em;border-radius:50%;'
            f'background:{colour}"></span>{kind_name(graph.schema, node.label)}</span>',
            width="content",
        )
        treaty = treaty_of(node.id)
        if treaty != node.id and treaty in graph.nodes:
            st.badge(str(graph.nodes[treaty].properties.get("short_title") or graph.name(treaty)), color="blue")
        review = str(node.properties.get("review", ""))
        if review in REVIEW_COLOURS:
            source = str(node.properties.get("source"))
            place = graph.name(source) if source in graph.nodes else source
            told = f"{REVIEW_HELP[review]}: {place}, {node.properties.get('locator')}"
            st.badge(review, icon=REVIEW_ICONS[review], color=REVIEW_COLOURS[review], help=escape(told))  # type: ignore[arg-type]


def _links(graph: Projection, node: Node, *, exploring: bool) -> None:
    """Where else the app shows it, and its official page."""
    terms = Terms(graph.schema)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if not exploring:
            st.page_link("views/explore.py", label="Explore", icon=":material/hub:", query_params={"select": node.id})
        if graph.schema.is_a(node.label, terms.Provision):
            params = {"treaty": treaty_of(node.id), "provision": node.id}
            st.page_link("views/read.py", label="Read", icon=":material/menu_book:", query_params=params)
        elif node.label == terms.Treaty:
            st.page_link("views/read.py", label="Read", icon=":material/menu_book:", query_params={"treaty": node.id})
        elif node.label == terms.Source:
            st.page_link("views/sources.py", label="What rests on it", icon=":material/library_books:",
                         query_params={"source": node.id})  # fmt: skip
        st.page_link("views/paths.py", label="Paths from here", icon=":material/route:", query_params={"from": node.id})
        for name, label in (("url", "Official page"), ("text_url", "Official text")):
            if isinstance(url := node.properties.get(name), str) and url.startswith("http"):
                st.link_button(label, url, icon=":material/open_in_new:", type="tertiary")


def _properties(graph: Projection, node: Node) -> None:
    specs = graph.schema.classes[node.label].properties
    rows: list[tuple[str, Value, str]] = [
        (spec.label, node.properties[name], spec.comment)
        for name, spec in specs.items()
        if name in node.properties and name not in _SAID_ELSEWHERE and node.properties[name] != graph.name(node.id)
    ]
    for name, label in (("aliases", "also called"), ("alt_labels", "also called")):
        if name in node.properties:
            rows.append((label, node.properties[name], ""))
    if rows:
        lines = [f"| {escape(label)} | {escape(spoken(value))} |" for label, value, _ in rows]
        with st.expander(f"Properties ({len(rows)})", icon=":material/list:"):
            st.markdown("\n".join(["| | |", "|:--|:--|", *lines]))
