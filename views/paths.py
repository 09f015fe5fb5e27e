"""Paths: how any two things hang together, each path as a sentence with citations and on the canvas."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from graph.network.paths import Path, default_types
from graph.network.routes import Reason, RouteQuery, find_routes, why_none
from graph.projection import Projection
from graph.records import Edge
from ontology.schema import Schema, Terms
from views.common.frame import open_graph
from views.common.graph_view import canvas_graph, show_details, show_statements, statements_of
from views.common.links import bind_widget, linked, one_of, set_linked, words_of
from views.common.picker import choose, pick
from views.common.two_ends import End, two_ends
from views.common.words import day, escape, kind_name, plural
from views.components.canvas import canvas, canvas_state
from views.exploring.path_card import path_card

PAGE = {"title": "Paths", "icon": ":material/route:", "order": 4}
KEY = "paths"
_HOW_MANY = ("1", "3", "5", "10")
_LONGEST = 12
_EXAMPLES = ("FRA", "VNM", "illegal-access", "extradition", "uncc", "budapest", "eff")
_FOLLOW = {"law": "What treaties say", "all": "Everything", "chosen": "Chosen relationships"}


def main() -> None:
    _, graph = open_graph()
    st.title("Paths")
    start, end = _ends(graph)
    query = _conditions(graph, start, end)
    if query is None:
        st.info("Choose where the path begins and where it ends.", icon=":material/route:")
        return
    with st.spinner("Looking for paths", show_time=False):
        paths = find_routes(graph, query)
    if not paths:
        _none(graph, query)
        return
    _show(graph, query, paths)


# ---------------------------------------------------------------------- what is asked


def _ends(graph: Projection) -> tuple[str | None, str | None]:
    known = [id_ for id_ in _EXAMPLES if id_ in graph.nodes]

    def ask(end: End) -> str | None:
        return pick(
            end.label,
            key=end.key,
            param=end.param,
            default=end.default,
            suggestions=known,
            suggestions_title="For example",
        )

    start, goal = End("From", "paths:from", "from", "FRA"), End("To", "paths:to", "to", "illegal-access")
    return two_ends(start, goal, ask, key="paths:swap", told="Swap the two ends")[:2]


def _conditions(graph: Projection, start: str | None, end: str | None) -> RouteQuery | None:
    """The conditions under the two ends; None while an end is missing."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        follow = bind_widget("follow", "law", read=one_of(_FOLLOW), write=str)
        st.segmented_control("Follow", list(_FOLLOW), key="follow", format_func=_FOLLOW.__getitem__, required=True,
                             help="What treaties say: who signed or is bound, and what a treaty holds")  # fmt: skip
        count = bind_widget("k", "3", read=one_of(_HOW_MANY), write=str)
        st.segmented_control("How many", _HOW_MANY, key="k", required=True)
        bound = _more(graph)
    if not start or not end:
        return None
    types = {"law": law_types(graph.schema), "all": None, "chosen": frozenset(bound.types or ())}[follow]
    kinds = law_kinds(graph.schema) if follow == "law" and bound.kinds is None else bound.kinds
    return RouteQuery(
        start, end, int(count), types, kinds, bound.on, bound.via, bound.avoid, bound.longest, bound.forward
    )


def law_types(schema: Schema) -> frozenset[str]:
    """What binds a state to a treaty, and what a treaty holds."""
    terms = Terms(schema)
    acts = {terms.SIGNED, terms.RATIFIED, terms.PARTY_TO, terms.APPLIES_PROVISIONALLY, terms.WITHDREW}
    return frozenset(acts | {terms.CONTAINS, terms.CRIMINALIZES, terms.PROVIDES_FOR, terms.BROADER, terms.SUPPLEMENTS})


def law_kinds(schema: Schema) -> frozenset[str]:
    """What such a path passes: never another state, whose being a party says nothing of this one."""
    terms = Terms(schema)
    return frozenset({terms.Treaty, terms.Provision, terms.Offence, terms.Measure})


def _more(graph: Projection) -> RouteQuery:
    """The rarer conditions, in a popover; as a query whose ends are not yet set."""
    schema = graph.schema
    types = bind_widget("only", list[str](), read=words_of(schema.relationships), write=",".join)
    kinds = bind_widget("through", list[str](), read=words_of(schema.classes), write=",".join)
    on = bind_widget("day", None, read=_day, write=lambda d: d.isoformat() if d else "")
    longest = bind_widget(
        "longest", _LONGEST, read=lambda text: int(text) if text.isdigit() and 0 < int(text) <= 12 else None, write=str
    )
    forward = bind_widget("forward", False, read=lambda text: text == "yes", write=lambda v: "yes" if v else "")
    avoid = [id_ for id_ in linked("avoid").split(",") if id_ in graph.nodes]
    via = st.session_state.get("paths:via:id") or st.query_params.get("via")
    count = sum(map(bool, (kinds, on, longest != _LONGEST, forward, avoid, via)))
    with st.popover(f"Conditions · {count}" if count else "Conditions", icon=":material/tune:", width="content"):
        if st.session_state["follow"] == "chosen":
            st.multiselect("Relationships", sorted(default_types(schema)), key="only", placeholder="Choose at least one",
                           format_func=lambda t: schema.relationships[t].label)  # fmt: skip
        via = pick("Through", key="paths:via", param="via", placeholder="Any way")
        pick("Avoid", key="paths:avoid", on_pick=_avoid, placeholder="Nothing to avoid" if not avoid else "Another …")
        if avoid:
            st.pills("Avoided", avoid, format_func=lambda id_: f"{escape(graph.name(id_))} ✕", label_visibility="collapsed",
                     key="paths:avoided", on_change=_readmit)  # fmt: skip
        st.multiselect("Only through these kinds", [s.name for s in schema.legend()], key="through", placeholder="All kinds",
                       format_func=lambda label: kind_name(schema, label, 2))  # fmt: skip
        st.date_input(
            "As of",
            key="day",
            min_value=dt.date(1900, 1, 1),
            help="Only what held on this day; empty for whatever its days",
        )
        st.number_input("At most this many steps", 1, _LONGEST, key="longest")
        st.toggle("Only in the direction of the relationships", key="forward")
    return RouteQuery("", "", types=frozenset(types), kinds=frozenset(kinds) or None, on=on, via=via, avoid=frozenset(avoid),
                      longest=longest, forward=forward)  # fmt: skip


def _avoid(id_: str) -> None:
    set_linked("avoid", ",".join(dict.fromkeys([*filter(None, linked("avoid").split(",")), id_])))


def _readmit() -> None:
    gone = st.session_state["paths:avoided"]
    set_linked("avoid", ",".join(id_ for id_ in linked("avoid").split(",") if id_ != gone))
    st.session_state["paths:avoided"] = None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


# ---------------------------------------------------------------------- what is found


def _show(graph: Projection, query: RouteQuery, paths: list[Path]) -> None:
    left, right = st.columns([1, 1.45], gap="medium")
    with left:
        chosen = _choose(paths)
        shown = [path for i, path in enumerate(paths) if chosen in (None, i)]
        for at, path in enumerate(paths):
            if path in shown:
                path_card(graph, path, at)
    with right, st.container(key="paths-picture"):
        _draw(graph, query, shown)


def _choose(paths: list[Path]) -> int | None:
    """Which of the paths is shown alone; None for all."""
    if len(paths) == 1:
        return None
    said = f"{plural(len(paths), 'path')}, the shortest with {plural(paths[0].length, 'step')}"
    options = [-1, *range(len(paths))]
    if st.session_state.get("paths:shown", -1) not in options:
        st.session_state["paths:shown"] = -1
    chosen = st.segmented_control(said, options, key="paths:shown", required=True, default=None,
                                  format_func=lambda i: "All" if i < 0 else str(i + 1))  # fmt: skip
    return None if chosen is None or chosen < 0 else int(chosen)


def _draw(graph: Projection, query: RouteQuery, paths: list[Path]) -> None:
    """The paths from left to right, and below what the record says of what is selected."""
    steps = {edge for path in paths for edge in _keys(path.edges)}
    ids = dict.fromkeys(id_ for path in paths for id_ in path.nodes)
    view = canvas_state(KEY)
    signature = (query, tuple(path.nodes for path in paths))
    if st.session_state.get("paths:drawn") != signature:
        st.session_state["paths:drawn"] = signature
        view.forget()
        view.arrange("flow")
    shown = canvas_graph(graph, ids, holds=lambda e: e.key in steps, merge=False, count_hidden=False)
    name = f"path-{query.start}-{query.end}".replace("/", "_").replace(":", "_")
    canvas(shown, key=KEY, height=430, layout="flow", label="The paths as a graph", file_name=name)
    st.page_link("views/explore.py", label="Go on from here in Explore", icon=":material/hub:",
                 query_params={"show": ",".join(ids), "select": query.start})  # fmt: skip
    chosen = view.selected_id
    if chosen and chosen in graph.nodes:
        with st.container(border=True):
            show_details(graph, chosen, key=KEY)
    elif chosen and (statements := statements_of(graph, chosen)):
        with st.container(border=True):
            show_statements(graph, statements, key=KEY)


def _keys(edges: tuple[Edge, ...]) -> list[tuple[str, str, str, str, str]]:
    return [edge.key for edge in edges]


def _none(graph: Projection, query: RouteQuery) -> None:
    """Why there is no path, and the one condition to give up for one."""
    names = f"**{escape(graph.name(query.start))}** to **{escape(graph.name(query.end))}**"
    asked = f" on {day(query.on)}" if query.on else ""
    st.warning(f"No path leads from {names} under these conditions{asked}.", icon=":material/route:")
    for at, reason in enumerate(why_none(graph, query)):
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(escape(reason.text), width="content")
            if reason.query:
                st.button(f"Show the path of {plural(reason.length, 'step')}", key=f"paths:relax:{at}", icon=":material/lock_open:",
                          on_click=_relax, args=(query, reason))  # fmt: skip


def _relax(query: RouteQuery, reason: Reason) -> None:
    """Set the conditions to those of a query that finds something."""
    wider = reason.query
    if wider is None:
        return
    if (wider.types, wider.kinds) != (query.types, query.kinds):
        st.session_state["follow"] = "all" if wider.types is None else "chosen"
        st.session_state["only"] = sorted(wider.types or ())
    if wider.kinds != query.kinds:
        st.session_state["through"] = sorted(wider.kinds or ())
    st.session_state["day"] = wider.on
    st.session_state["forward"] = wider.forward
    st.session_state["longest"] = min(max(wider.longest, reason.length), _LONGEST)
    choose("paths:via", wider.via, "via")
    set_linked("avoid", ",".join(sorted(wider.avoid)))


main()
