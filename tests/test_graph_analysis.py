"""Paths and clusters, on the catalogue and on small graphs whose answer is known."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from graph.errors import UnknownThingError
from graph.network.cluster_report import links_between, numbers, report_on
from graph.network.clusters import KINDS, Kind, communities, find_clusters, weighted_projection
from graph.network.layout import disc, pack, places, radius
from graph.network.paths import cite, find_paths
from graph.projection import Projection, holds_on
from graph.records import Batch, Edge, Node, Place
from ontology.schema import load_schema

SCHEMA = load_schema()
HERE = Place("test")
CITED = {"source": "s", "locator": "row 1", "review": "verified"}


@pytest.fixture(scope="module")
def catalogue_graph(catalogue_records: Batch) -> Projection:
    return Projection.of_batch(catalogue_records, SCHEMA)


def small(*edges: tuple[str, str, str]) -> Projection:
    labels = {"t": "Treaty", "u": "Treaty", "a": "State", "b": "State", "c": "State", "s": "Source"}
    nodes = [Node(label, id_, {"name": id_.upper()}, HERE) for id_, label in labels.items()]
    return Projection.of_batch(Batch("test", nodes, [Edge(t, a, b, CITED, HERE) for a, t, b in edges]), SCHEMA)


def test_the_shortest_come_first_and_every_step_exists(catalogue_graph: Projection) -> None:
    found = find_paths(catalogue_graph, "FRA", "illegal-access", k=8)
    assert len(found) == 8
    assert [p.length for p in found] == sorted(p.length for p in found)
    assert len({p.nodes for p in found}) == 8
    for path in found:
        assert len(set(path.nodes)) == len(path.nodes)
        for (here, there), edge in zip(pairwise(path.nodes), path.edges, strict=True):
            assert {edge.start, edge.end} == {here, there}
            assert cite(edge) in path.sentence


def test_a_path_reads_in_the_direction_it_is_walked() -> None:
    graph = small(("a", "SIGNED", "t"), ("b", "SIGNED", "t"))
    [path] = find_paths(graph, "a", "b")
    assert path.sentence == "A signed T [s, row 1], which was signed by B [s, row 1]."


def test_being_bound_says_more_than_having_signed() -> None:
    graph = small(("a", "SIGNED", "t"), ("a", "PARTY_TO", "t"), ("a", "RATIFIED", "t"))
    [path] = find_paths(graph, "a", "t")
    assert [e.type for e in path.edges] == ["PARTY_TO"]


def test_paths_can_avoid_and_be_narrowed() -> None:
    graph = small(("a", "SIGNED", "t"), ("b", "SIGNED", "t"), ("a", "RATIFIED", "u"), ("b", "RATIFIED", "u"))
    assert {p.nodes for p in find_paths(graph, "a", "b")} == {("a", "t", "b"), ("a", "u", "b")}
    assert [p.nodes for p in find_paths(graph, "a", "b", avoid={"t"})] == [("a", "u", "b")]
    assert [p.nodes for p in find_paths(graph, "a", "b", types={"SIGNED"})] == [("a", "t", "b")]
    assert find_paths(graph, "a", "c") == [] and find_paths(graph, "a", "a") == []
    assert find_paths(graph, "a", "b", longest=1) == []


def test_mentions_are_no_link_in_law() -> None:
    assert find_paths(small(("s", "MENTIONS", "a"), ("s", "MENTIONS", "b")), "a", "b") == []


def test_an_unknown_end_is_an_error(catalogue_graph: Projection) -> None:
    with pytest.raises(UnknownThingError, match="did you mean 'budapest'"):
        find_paths(catalogue_graph, "FRA", "budapst")


@pytest.mark.parametrize(
    ("properties", "day", "holds"),
    [
        ({}, "1900-01-01", True),
        ({"date": dt.date(2001, 5, 1)}, "2001-04-30", False),
        ({"date": dt.date(2001, 5, 1)}, "2001-05-01", True),
        ({"since": dt.date(2001, 5, 1), "until": dt.date(2005, 1, 1)}, "2004-12-31", True),
        ({"since": dt.date(2001, 5, 1), "until": dt.date(2005, 1, 1)}, "2005-01-01", False),
        ({"date_from": dt.date(2025, 10, 25), "date_to": dt.date(2025, 10, 26)}, "2025-10-24", False),
    ],
)
def test_what_holds_on_a_day(properties: dict[str, dt.date], day: str, holds: bool) -> None:
    assert holds_on(Edge("SIGNED", "a", "t", properties, HERE), dt.date.fromisoformat(day)) is holds


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("algorithm", ["leiden", "louvain"])
def test_clusters_are_repeatable_and_disjoint(kind: str, algorithm: str, catalogue_graph: Projection) -> None:
    first = find_clusters(catalogue_graph, kind, seed=3, algorithm=algorithm)  # type: ignore[arg-type]
    assert first == find_clusters(catalogue_graph, kind, seed=3, algorithm=algorithm)  # type: ignore[arg-type]
    members = [m for c in first for m in c.members]
    assert len(first) > 1 and len(members) == len(set(members)) and set(members) <= catalogue_graph.nodes.keys()
    assert [len(c.members) for c in first] == sorted((len(c.members) for c in first), reverse=True)


def test_a_higher_resolution_gives_more_clusters(catalogue_graph: Projection) -> None:
    few, many = (len(find_clusters(catalogue_graph, "provisions", resolution=r)) for r in (0.3, 5.0))
    assert few < many


def test_two_groups_that_share_nothing_are_two_clusters() -> None:
    graph = small(("a", "SIGNED", "t"), ("b", "SIGNED", "t"), ("c", "SIGNED", "u"))
    assert [set(c.members) for c in find_clusters(graph, "states")] == [{"a", "b"}]
    assert find_clusters(small(), "states") == []


# ---- places for what is too large to untangle --------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_member_stands_in_the_disc_of_its_cluster_and_no_disc_on_another(
    kind: Kind, catalogue_graph: Projection
) -> None:
    weighted = weighted_projection(catalogue_graph, kind)
    clusters = find_clusters(catalogue_graph, kind)
    spots, discs = places(weighted, clusters, links_between(weighted, numbers(clusters)))
    at = 0
    for cluster, (x, y, reach) in zip(clusters, discs, strict=True):
        own = spots[at : at + len(cluster.members)]
        at += len(cluster.members)
        assert np.all(np.hypot(own[:, 0] - x, own[:, 1] - y) <= reach)
        assert tuple(own[0]) == pytest.approx((x, y)), "the most central member stands in the middle"
        assert len({(round(a, 6), round(b, 6)) for a, b in own}) == len(own), "no member on another"
    assert at == len(spots)
    apart = np.hypot(*(discs[:, None, :2] - discs[None, :, :2]).T)
    np.fill_diagonal(apart, np.inf)
    assert np.all(apart > discs[:, 2][:, None] + discs[:, 2][None, :])
    again, _ = places(weighted, clusters, links_between(weighted, numbers(clusters)))
    assert np.array_equal(spots, again)


@pytest.mark.parametrize("alone", [3, 400])
def test_linked_discs_lie_together_and_the_others_around_them(alone: int) -> None:
    radii = np.array([radius(60 - i // 10) for i in range(alone + 4)])
    centres = pack(radii, {(0, 2): 5.0, (2, 3): 1.0})
    apart = np.hypot(*(centres[:, None] - centres[None]).T)
    np.fill_diagonal(apart, np.inf)
    assert np.all(apart >= radii[:, None] + radii[None])
    assert apart[0, 2] < 1.2 * (radii[0] + radii[2])
    linked, middle = {0, 2, 3}, centres.mean(axis=0)
    far = np.hypot(*(centres - middle).T)
    assert max(far[i] for i in linked) < np.median(far) or alone == 3


def test_a_branch_stands_behind_what_it_hangs_on() -> None:
    tree: nx.Graph[str] = nx.Graph()
    for chapter in "abcd":
        tree.add_edge("treaty", chapter, weight=9.0)
        tree.add_weighted_edges_from((chapter, f"{chapter}{i}", 1.0) for i in range(12))
    members = ["treaty", *"abcd", *(f"{c}{i}" for c in "abcd" for i in range(12))]
    spot = dict(zip(members, disc(tree, members), strict=True))
    off = {id_: float(np.hypot(*place)) for id_, place in spot.items()}
    assert off["treaty"] == 0.0
    assert max(off[c] for c in "abcd") < min(off[f"{c}{i}"] for c in "abcd" for i in range(12))
    nearest = Counter(
        min("abcd", key=lambda c: -float(np.dot(spot[c], spot[id_])) / off[c]) == id_[0] for id_ in members[5:]
    )
    assert nearest[True] > 0.7 * 48, "articles stand in the direction of their chapter"


def test_what_nothing_leads_to_has_a_place_too() -> None:
    loose: nx.Graph[str] = nx.Graph()
    loose.add_weighted_edges_from([("a", "b", 1.0), ("c", "d", 1.0)])
    assert len({tuple(place) for place in disc(loose, ["a", "b", "c", "d"])}) == 4
    spots, discs = places(loose, [], {})
    assert spots.shape == (0, 2) and discs.shape == (0, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_of_a_report_are_those_of_their_definitions(kind: Kind, catalogue_graph: Projection) -> None:
    report = report_on(catalogue_graph, kind, resolution=1.3, seed=2)
    groups = communities(report.weighted, 1.3, 2)
    expected = nx.community.modularity(report.weighted, groups, weight="weight", resolution=1.3)
    assert report.modularity == pytest.approx(expected)
    runs = [communities(report.weighted, 1.3, 2 + i) for i in range(1, 9)]
    for cluster in report.clusters[:5]:
        own = set(cluster.members)
        best = [max(len(own & group) / len(own | group) for group in run) for run in runs]
        assert report.stability[cluster.number] == pytest.approx(sum(best) / len(best))
