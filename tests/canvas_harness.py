"""A Streamlit app for test_canvas.py: a made-up treaty of some sixty nodes, expansion through session state."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import streamlit as st

from views.components.canvas import (
    CanvasEdge,
    CanvasEvent,
    CanvasGraph,
    CanvasNode,
    Legend,
    LegendEntry,
    canvas,
    canvas_state,
)

LEGEND = Legend(
    (
        LegendEntry("Treaty", "Treaty", "#1d3f6e", "#8fb8ea", "round-rectangle", 1.45),
        LegendEntry("Chapter", "Chapter", "#4f7f9f", "#7fb2d1", "ellipse", 0.9),
        LegendEntry("Article", "Article", "#2f74b5", "#64a5e0", "ellipse", 1.0),
        LegendEntry("Offence", "Offence", "#b5533c", "#e08a72", "round-diamond", 1.12),
        LegendEntry("Measure", "Measure", "#a67c1f", "#dcb45a", "round-hexagon", 1.08),
        LegendEntry("State", "State", "#3a7d5d", "#6cbd96", "ellipse", 0.95),
        LegendEntry("Stakeholder", "Stakeholder", "#7a589f", "#b493d8", "ellipse", 0.95),
    )
)
OFFENCES = [
    "Illegal access",
    "Illegal interception",
    "Interference with electronic data",
    "Misuse of devices",
    "Forgery by computer",
    "Theft or fraud by computer",
    "Solicitation of a child",
    "Laundering of proceeds",
]
MEASURES = [
    "Expedited preservation",
    "Production order",
    "Search and seizure",
    "Real-time collection of traffic data",
    "Extradition",
    "Mutual legal assistance",
    "24/7 network",
    "Joint investigations",
]
STATES = ["France", "Japan", "Brazil", "Ghana", "Australia", "Viet Nam", "Morocco", "Sweden", "Chile", "Malaysia"]


def world() -> tuple[dict[str, CanvasNode], list[CanvasEdge]]:
    """All nodes by id and all edges of the made-up treaty."""
    nodes = {
        "model": CanvasNode("model", "Model Convention on Example Crimes", "Treaty", "MCEC"),
        "older": CanvasNode("older", "Older Convention", "Treaty", "OLD"),
    }
    edges: list[CanvasEdge] = []

    def tie(source: str, target: str, type_: str, disputed: bool = False) -> None:
        edges.append(CanvasEdge(f"e{len(edges)}", source, target, type_, disputed=disputed))

    tie("model", "older", "SUPPLEMENTS")
    for number in range(1, 5):
        nodes[f"chp{number}"] = CanvasNode(
            f"chp{number}", f"Chapter {number}", "Chapter", "I" * number if number < 4 else "IV"
        )
        tie("model", f"chp{number}", "CONTAINS")
    for number in range(1, 25):
        id_ = f"art{number}"
        nodes[id_] = CanvasNode(
            id_,
            f"Article {number} {('Scope', 'Criminal acts', 'Procedural powers and safeguards')[number % 3]}",
            "Article",
            str(number),
            summary="Says what each party shall do, and within which limits.",
        )
        tie(f"chp{(number - 1) // 6 + 1}", id_, "CONTAINS")
        if number % 5 == 0:
            tie(id_, f"art{number - 4}", "REFERS_TO")
            tie(id_, f"art{number - 4}", "QUALIFIES")
    for kind, names, verb in (("Offence", OFFENCES, "CRIMINALIZES"), ("Measure", MEASURES, "PROVIDES_FOR")):
        for i, name in enumerate(names):
            id_ = name.lower().replace(" ", "-")
            nodes[id_] = CanvasNode(id_, name, kind)
            tie(f"art{i + (7 if kind == 'Offence' else 15)}", id_, verb)
            if i % 2 == 0:
                tie("older", id_, "COVERS")
    for i, name in enumerate(STATES):
        id_ = name.lower().replace(" ", "-")
        nodes[id_] = CanvasNode(id_, name, "State", name[:2].upper())
        tie(id_, "model", "SIGNED", disputed=i == 3)
        if i % 3 == 0:
            tie(id_, "older", "RATIFIED")
    for name in ("Digital Rights Forum", "Network of Prosecutors", "Institute of Comparative Criminal Law"):
        nodes[name] = CanvasNode(name, name, "Stakeholder")
        tie(name, "art2", "TAKES_POSITION")
    return nodes, edges


NODES, EDGES = world()


def shown_graph(shown: set[str], clusters: bool = False) -> CanvasGraph:
    """The part of the world on the canvas, each node with the number of its neighbours left out."""
    hidden = {
        id_: len({e.target if e.source == id_ else e.source for e in EDGES if id_ in (e.source, e.target)} - shown)
        for id_ in shown
    }
    kinds = [entry.label for entry in LEGEND.entries]
    nodes = tuple(
        CanvasNode(
            n.id, n.name, n.label, n.sign, hidden[n.id], kinds.index(n.label) % 4 if clusters else None, 1.0, n.summary
        )
        for n in NODES.values()
        if n.id in shown
    )
    edges = tuple(e for e in EDGES if e.source in shown and e.target in shown)
    return CanvasGraph(nodes, edges, LEGEND, ("Core", "Procedure", "Crimes", "Parties") if clusters else ())


def react(event: CanvasEvent) -> None:
    """Expand and hide; keep a log that the test can read."""
    st.session_state.log.append(f"{event.kind}:{','.join(event.ids)}")
    if event.kind == "expand":
        for edge in EDGES:
            if event.id in (edge.source, edge.target):
                st.session_state.shown |= {edge.source, edge.target}
    elif event.kind == "hide":
        st.session_state.shown -= set(event.ids)


def explore() -> None:
    """The page with the canvas, its details beside it."""
    st.header("Explore")
    with st.container(horizontal=True):
        if st.button("All"):
            st.session_state.shown = set(NODES)
        if st.button("None"):
            st.session_state.shown = set()
        if st.button("Select France"):
            st.session_state.shown |= {"france", "model"}
            canvas_state("explore").select("france")
            canvas_state("explore").focus("france")
        st.toggle("Clusters", key="clusters")
    graph = shown_graph(st.session_state.shown, st.session_state.clusters)
    left, right = st.columns([3, 1])
    with left:
        events = canvas(graph, key="explore", height=620, on_event=react, label="Model Convention", file_name="model")
    with right:
        chosen = canvas_state("explore").selected_id
        st.subheader(NODES[chosen].name if chosen in NODES else "Details")
        st.text(f"selected={chosen or ''}")
        st.text(f"events={len(events)}")
        st.text(f"log={' '.join(st.session_state.log[-6:])}")


def large() -> None:
    """Five hundred nodes: hubs with leaves, hubs tied to one another."""
    kinds = ["Treaty", "Article", "Offence", "Measure", "State"]
    nodes = [CanvasNode(f"n{i}", f"Provision number {i}", kinds[i % 5], str(i)) for i in range(500)]
    pairs = (
        [(i, i % 25) for i in range(25, 500)]
        + [(i, (i * 7 + 1) % 25) for i in range(25)]
        + [(i, i * 3 % 500) for i in range(30, 330, 3)]
    )
    edges = [CanvasEdge(f"e{n}", f"n{a}", f"n{b}", "REFERS_TO") for n, (a, b) in enumerate(pairs) if a != b]
    canvas(CanvasGraph(tuple(nodes), tuple(edges), LEGEND), key="large", height=760)


def tabs() -> None:
    """A canvas that is drawn while its tab is hidden."""
    front, back = st.tabs(["Front", "Back"])
    front.text("In front")
    with back:
        canvas(shown_graph({"model", "older", "france"}), key="tab", height=400)


def other() -> None:
    """A page without a canvas."""
    st.header("Elsewhere")


st.set_page_config(page_title="Canvas harness", layout="wide")
st.session_state.setdefault(
    "shown", {"model", "older", *(f"chp{i}" for i in range(1, 5)), *(f"art{i}" for i in range(1, 7))}
)
st.session_state.setdefault("log", [])
st.session_state.clusters = st.session_state.get("clusters", False)
PAGES = {"Explore": explore, "Large": large, "Tabs": tabs, "Elsewhere": other}
st.navigation([st.Page(page, title=title) for title, page in PAGES.items()]).run()
