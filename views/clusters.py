"""Clusters: what hangs together more than with the rest, how sure that is, what sets each apart, and what joins them."""

from __future__ import annotations

from collections.abc import Callable, Container

import streamlit as st

from graph.network.cluster_report import ClusterReport, report_on
from graph.network.clusters import KINDS, Algorithm, Kind
from graph.projection import Projection
from views.clustering.cluster_canvas import MOST_GROUPS, MOST_MEMBERS, group_number, small_picture
from views.clustering.cluster_large import large_picture, large_table
from views.clustering.cluster_map import cluster_map
from views.clustering.cluster_panels import bridges_table, cluster_card, clusters_table
from views.common.frame import open_graph
from views.common.graph_view import show_details
from views.common.links import bind_widget, linked, one_of, set_linked
from views.common.words import plural
from views.components.canvas import CanvasEvent, canvas, canvas_state
from views.components.large_graph import MOST_NODES, LargeGraph, large_graph, large_view

PAGE = {"title": "Clusters", "icon": ":material/bubble_chart:", "order": 5}
KEY, LARGE = "clusters", "clusters-large"
_GOTO, _TOLD = "clusters:goto", "clusters:told"
_SELECTED = "selected"  # in the address; Explore's is another one
Method = tuple[Kind, float, int, Algorithm]
HEIGHT = 590
_ALL_AT_ONCE = 300  # with more members the groups are drawn, and open to their members
_OF = {"states": "States", "offences": "Offences", "provisions": "Provisions", "all": "Everything"}
_JOINED = {
    "states": "States are joined by each treaty that both signed or joined; a treaty few share binds more than one all share.",
    "offences": "Offences are joined by each treaty that makes both punishable, and to the broader ones they are kinds of.",
    "provisions": "Provisions are joined by references, by alignment across treaties, and to the article or chapter they stand in.",
    "all": "The whole graph, but for mentions.",
}
_MEASURES = (
    "**Stability**: how much of the clusters comes back when they are found again from other seeds; below 70 % take them with care."
    "\n\n**Modularity**: how much denser the clusters are within than chance has it; 0 not at all, above 0.3 clear structure."
)
_SHAPES = ("graph", "members", "map")
_ALGORITHMS = {"leiden": "Leiden", "louvain": "Louvain"}
_RESOLUTIONS = ("0.4", "0.6", "0.8", "1.0", "1.3", "1.6", "2.0", "2.5", "3.0")


def main() -> None:
    _, graph = open_graph()
    st.title("Clusters")
    linked(_SELECTED)  # first, so that no step back leads to another picture with what was selected in this one
    method = _method()
    of = method[0]
    report = _report(graph, graph.revision, *method)
    if not report.clusters:
        st.info(
            "Nothing here hangs together: the graph holds no relationships of the kind that is clustered.",
            icon=":material/bubble_chart:",
        )
        return
    chosen = _chosen(report)
    left, right = st.columns([1.5, 1], gap="small")
    with left:
        _picture(graph, report, of, chosen, method)
    with right.container(border=True, height=HEIGHT + 54):
        _beside(graph, report, chosen)
    with st.expander("Bridges between the clusters", icon=":material/conversion_path:"):
        bridges_table(graph, report)
    _write_link(graph, _selected(report, chosen))


@st.cache_resource(max_entries=24, show_spinner="Finding clusters")
def _report(
    _graph: Projection,
    revision: str,  # noqa: ARG001  (part of the key of the cache)
    of: Kind,
    resolution: float,
    seed: int,
    algorithm: Algorithm,
) -> ClusterReport:
    return report_on(_graph, of, resolution=resolution, seed=seed, algorithm=algorithm)


def _method() -> Method:
    """What is clustered and how."""
    of = bind_widget("of", "states", read=one_of(KINDS), write=str)
    resolution = bind_widget("resolution", "1.0", read=one_of(_RESOLUTIONS), write=str)
    algorithm = bind_widget("algorithm", "leiden", read=one_of(_ALGORITHMS), write=str)
    seed = bind_widget("seed", 0, read=lambda text: int(text) if text.isdigit() else None, write=str)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.segmented_control("What", list(_OF), key="of", format_func=_OF.__getitem__, required=True, help=_JOINED[of],
                             on_change=_deselect)  # fmt: skip
        st.select_slider("Resolution", _RESOLUTIONS, key="resolution", width=260, on_change=_deselect,
                         help="Higher: more and smaller clusters. At 1 a cluster is what is denser than chance has it.")  # fmt: skip
        with st.popover("Method", icon=":material/tune:"):
            st.segmented_control("Algorithm", list(_ALGORITHMS), key="algorithm", format_func=_ALGORITHMS.__getitem__, required=True,
                                 on_change=_deselect, help="Leiden improves on Louvain: its clusters are always connected")  # fmt: skip
            st.number_input(
                "Seed",
                0,
                9999,
                key="seed",
                help="The same seed gives the same clusters; try others to see what stays",
                on_change=_deselect,
            )
    return of, float(resolution), seed, algorithm  # type: ignore[return-value]  # `one_of` admits only these


def _counted(report: ClusterReport, of: Kind) -> str:
    """How many clusters, of how many things."""
    members = sum(len(c.members) for c in report.clusters)
    things = plural(members, "thing") if of == "all" else f"{members:,} {_OF[of].lower()}"
    return f"**{plural(len(report.clusters), 'cluster')}** of {things}"


def _measured(report: ClusterReport) -> str:
    """How sure they are; on a large graph this takes longer than to draw it."""
    return f"stability **{report.agreement:.0%}** · modularity **{report.modularity:.2f}**"


def _chosen(report: ClusterReport) -> int | None:
    said = linked("cluster")
    return int(said) - 1 if said.isdigit() and 1 <= int(said) <= len(report.clusters) else None


def choose(number: int | None) -> None:
    """Open a cluster, or all of them again."""
    set_linked("cluster", "" if number is None else str(number + 1))
    _deselect()


def _deselect() -> None:
    canvas_state(KEY).select()
    large_view(LARGE).select(None)
    set_linked(_SELECTED, "")


# ---------------------------------------------------------------------- the link


def _follow_link(drawn: Container[str], select: Callable[[str], None]) -> None:
    """Select what the address names, where that is news."""
    said = linked(_SELECTED)
    if said == st.session_state.get(_TOLD, ""):
        return
    if said and said not in drawn:
        st.warning(f"The link names what is not in this picture: {said}", icon=":material/link_off:")
    select(said if said in drawn else "")


def _write_link(graph: Projection, selected: str | None) -> None:
    """Say in the address what is selected; a tie has no address."""
    named = selected if selected and (selected in graph.nodes or group_number(selected) is not None) else ""
    st.session_state[_TOLD] = named
    set_linked(_SELECTED, named)
    linked(_SELECTED)


def _select_on_canvas(id_: str) -> None:
    canvas_state(KEY).select(*([id_] if id_ else []))


# ---------------------------------------------------------------------- the picture


def _picture(graph: Projection, report: ClusterReport, of: Kind, chosen: int | None, method: Method) -> None:
    grouped = chosen is None and sum(len(c.members) for c in report.clusters) > _ALL_AT_ONCE
    shapes = {"graph": "Groups" if grouped else "Graph"}
    shapes |= {"members": "Members"} if grouped else {}
    shapes |= {"map": "Map"} if of == "states" else {}
    shape = bind_widget("picture", "graph", read=one_of(_SHAPES), write=str)
    if shape not in shapes:
        shape = st.session_state["picture"] = "graph"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        headline = st.empty()
        headline.markdown(_counted(report, of), width="content")
        if len(shapes) > 1:
            st.segmented_control("Picture", list(shapes), key="picture", format_func=shapes.__getitem__, required=True,
                                 label_visibility="collapsed", on_change=_deselect)  # fmt: skip
    if shape == "map":
        _map(graph, report, chosen)
    elif _is_large(report, chosen):
        _large(graph, report, of, chosen, method)
    else:
        _canvas(graph, report, of, chosen, method, grouped=grouped)
    headline.markdown(f"{_counted(report, of)} · {_measured(report)}", width="content", help=_MEASURES)


def _is_large(report: ClusterReport, chosen: int | None) -> bool:
    """Whether what is asked for is more than the canvas draws."""
    members = st.session_state["picture"] == "members"
    return members if chosen is None else len(report.clusters[chosen].members) > MOST_MEMBERS


def _map(graph: Projection, report: ClusterReport, chosen: int | None) -> None:
    _follow_link(report.number_of(), _select_on_canvas)
    picked = cluster_map(graph, report, chosen, key="clusters:map", height=HEIGHT - 90)
    if picked is not None and picked != st.session_state.get("clusters:map:last"):
        st.session_state["clusters:map:last"] = picked
        choose(report.number_of().get(picked))
        st.rerun()


def _canvas(
    graph: Projection, report: ClusterReport, of: Kind, chosen: int | None, method: Method, *, grouped: bool
) -> None:
    shown = small_picture(graph, report, (graph.revision, *method), chosen, grouped=grouped)
    if _is_new(KEY, (*method, chosen, grouped)):
        canvas_state(KEY).forget()
    _follow_link({node.id for node in shown.nodes}, _select_on_canvas)
    canvas(shown, key=KEY, height=HEIGHT, on_event=_react, label="Clusters", file_name=f"clusters-{of}")
    left_out = len(report.clusters) - MOST_GROUPS
    if grouped and left_out > 0:
        st.caption(f"The {MOST_GROUPS} largest clusters are drawn; the table holds the other {left_out:,} too.")


def _large(graph: Projection, report: ClusterReport, of: Kind, chosen: int | None, method: Method) -> None:
    """The members by WebGL; where the browser has none, what the canvas can draw."""
    view = large_view(LARGE)
    if not view.able:
        st.info("This browser offers no WebGL, which drawing so many things at once needs: here is what can be drawn without.",
                icon=":material/deblur:")  # fmt: skip
        _canvas(graph, report, of, chosen, method, grouped=chosen is None)
        return
    shown = large_picture(graph, report, (graph.revision, *method), chosen)
    if not shown.ids:
        st.info(f"The largest part alone has more than the {MOST_NODES:,} members that can be drawn. A higher resolution divides it.",
                icon=":material/zoom_out:")  # fmt: skip
        return
    if _is_new(LARGE, (*method, chosen)):
        view.forget()
    _follow_link(shown.position, lambda id_: view.select(id_ or None))
    large_graph(shown, key=LARGE, height=HEIGHT, label=_label(shown, chosen), file_name=f"clusters-{of}",
                on_open=_explore, on_group=choose if chosen is None else None)  # fmt: skip
    total = len(report.clusters[chosen].members if chosen is not None else report.number_of())
    if len(shown.ids) < total:
        st.caption(
            f"{len(shown.ids):,} of {total:,} things are drawn: the {len(shown.discs):,} largest clusters. Open one to see all of it."
        )
    if st.toggle("As a table", key="clusters:as-table"):
        large_table(graph, shown)
    if link := st.session_state.pop(_GOTO, None):
        st.switch_page("views/explore.py", query_params={"select": link})


def _label(shown: LargeGraph, chosen: int | None) -> str:
    what = "clusters" if chosen is None else "parts of a cluster"
    return (
        f"{len(shown.ids):,} things in {len(shown.discs):,} {what}. Arrow keys move the view, plus and minus zoom, F shows everything, "
        "slash finds a thing, Enter opens the selected one in Explore. The table below the drawing says the same."
    )


def _explore(id_: str) -> None:
    st.session_state[_GOTO] = id_


def _is_new(key: str, drawn: tuple[object, ...]) -> bool:
    """Whether something else was drawn there before."""
    before = st.session_state.get(f"{key}:drawn")
    st.session_state[f"{key}:drawn"] = drawn
    return before != drawn


def _react(event: CanvasEvent) -> None:
    """A group opens to its members; a member is only selected."""
    number = group_number(event.id or "")
    if number is not None and event.kind == "expand":
        choose(number)


# ---------------------------------------------------------------------- beside it


def _beside(graph: Projection, report: ClusterReport, chosen: int | None) -> None:
    selected = _selected(report, chosen)
    group = group_number(selected or "")
    if selected and selected in graph.nodes:
        if chosen is not None:
            st.button("The cluster", icon=":material/arrow_back:", on_click=_deselect, key="clusters:deselect")
        show_details(graph, selected, key=KEY)
    elif chosen is not None or group is not None:
        cluster_card(
            graph, report, chosen if chosen is not None else group or 0, opened=chosen is not None, on_choose=choose
        )
    else:
        clusters_table(graph, report, on_choose=choose)


def _selected(report: ClusterReport, chosen: int | None) -> str | None:
    """What is selected in the picture that is shown."""
    view = large_view(LARGE)
    return view.selected if view.able and _is_large(report, chosen) else canvas_state(KEY).selected_id


main()
