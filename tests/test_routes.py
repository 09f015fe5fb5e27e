"""Routes under conditions, and why there is none; the clusters' report; the Cypher behind a view; what is exported."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile

import networkx as nx
import pytest

from graph.canvas.exports import to_csv, to_graphml, to_json
from graph.canvas.neighbours import among, neighbour_groups, neighbours, opening
from graph.canvas.query import path_query, relationships_between
from graph.errors import UnknownThingError
from graph.network.cluster_report import backbone, report_on
from graph.network.clusters import KINDS, Kind, find_clusters
from graph.network.routes import RouteQuery, find_routes, why_none
from graph.projection import Projection, project
from graph.records import Batch, Edge, Node, Place
from graph.store import Store
from ontology.schema import Terms, load_schema

SCHEMA = load_schema()
HERE = Place("test")
CITED = {"source": "s", "locator": "row 1", "review": "verified"}


@pytest.fixture(scope="module")
def graph(catalogue_records: Batch) -> Projection:
    return Projection.of_batch(catalogue_records, SCHEMA)


def small(*edges: tuple[str, str, str] | tuple[str, str, str, dt.date]) -> Projection:
    labels = {"t": "Treaty", "u": "Treaty", "v": "Treaty", "a": "State", "b": "State", "c": "State", "s": "Source"}
    nodes = [Node(label, id_, {"name": id_.upper()}, HERE) for id_, label in labels.items()]
    records = [
        Edge(type_, start, end, CITED | ({"date": day[0]} if day else {}), HERE) for start, type_, end, *day in edges
    ]
    return Projection.of_batch(Batch("test", nodes, records), SCHEMA)


SHARED = (("a", "SIGNED", "t"), ("b", "SIGNED", "t"), ("a", "RATIFIED", "u"), ("b", "RATIFIED", "u"))


def nodes_of(graph: Projection, query: RouteQuery) -> list[tuple[str, ...]]:
    return [path.nodes for path in find_routes(graph, query)]


# ---- routes ------------------------------------------------------------------------------------------------------


def test_from_france_to_illegal_access(graph: Projection) -> None:
    [best, *_] = find_routes(graph, RouteQuery("FRA", "illegal-access"))
    assert best.nodes[0] == "FRA"
    assert best.nodes[-1] == "illegal-access"
    assert "uncc" in best.nodes


def test_a_route_can_be_sent_through_a_thing(graph: Projection) -> None:
    found = find_routes(graph, RouteQuery("FRA", "illegal-access", via="budapest"))
    assert len(found) == 3
    for path in found:
        assert "budapest" in path.nodes
        assert len(set(path.nodes)) == len(path.nodes)


def test_conditions_narrow_the_routes() -> None:
    graph = small(*SHARED)
    assert nodes_of(graph, RouteQuery("a", "b")) == [("a", "u", "b"), ("a", "t", "b")]
    assert nodes_of(graph, RouteQuery("a", "b", via="u")) == [("a", "u", "b")]
    assert nodes_of(graph, RouteQuery("a", "b", avoid=frozenset("u"))) == [("a", "t", "b")]
    assert nodes_of(graph, RouteQuery("a", "b", types=frozenset({"RATIFIED"}))) == [("a", "u", "b")]
    assert nodes_of(graph, RouteQuery("a", "b", kinds=frozenset({"Offence"}))) == []
    assert nodes_of(graph, RouteQuery("a", "b", forward=True)) == []
    assert nodes_of(graph, RouteQuery("a", "t", forward=True)) == [("a", "t")]
    assert nodes_of(graph, RouteQuery("a", "b", longest=1)) == []
    assert nodes_of(graph, RouteQuery("a", "b", k=1)) == [("a", "u", "b")]


def test_an_unknown_end_is_refused(graph: Projection) -> None:
    with pytest.raises(UnknownThingError, match="'FRANCE'"):
        find_routes(graph, RouteQuery("FRANCE", "illegal-access"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (RouteQuery("a", "b", longest=1), "longer"),
        (RouteQuery("a", "b", types=frozenset({"WITHDREW"})), "types"),
        (RouteQuery("a", "b", kinds=frozenset({"Offence"})), "kinds"),
        (RouteQuery("a", "b", via="v"), "through"),
        (RouteQuery("a", "b", avoid=frozenset("tu")), "avoided"),
        (RouteQuery("a", "b", forward=True), "direction"),
    ],
)
def test_the_condition_that_is_in_the_way_is_named_and_can_be_lifted(query: RouteQuery, words: str) -> None:
    graph = small(*SHARED)
    assert find_routes(graph, query) == []
    [reason] = why_none(graph, query)
    assert words in reason.text
    assert reason.query is not None
    assert find_routes(graph, reason.query)[0].length == reason.length == 2


def test_a_day_before_the_acts_is_named() -> None:
    graph = small(("a", "SIGNED", "t", dt.date(2025, 10, 25)), ("b", "SIGNED", "t", dt.date(2025, 10, 25)))
    query = RouteQuery("a", "b", on=dt.date(2025, 10, 24))
    assert find_routes(graph, query) == []
    assert "2025-10-24" in why_none(graph, query)[0].text
    assert find_routes(graph, RouteQuery("a", "b", on=dt.date(2025, 10, 25)))


def test_two_conditions_that_bar_the_way_together_are_said() -> None:
    graph = small(*SHARED)
    query = RouteQuery("a", "b", avoid=frozenset("t"), types=frozenset({"SIGNED"}))
    assert {reason.text.split()[0] for reason in why_none(graph, query)} == {"The", "Every"}
    both = RouteQuery("a", "b", forward=True, longest=1)
    assert [reason.text for reason in why_none(graph, both)] == ["Several conditions together are in the way."]


def test_things_that_nothing_joins_are_said_to_be_apart() -> None:
    graph = small(("a", "SIGNED", "t"), ("b", "SIGNED", "u"))
    [reason] = why_none(graph, RouteQuery("a", "b"))
    assert reason.query is None
    assert "A hangs together with 1 other" in reason.text
    assert why_none(graph, RouteQuery("a", "a"))[0].text == "Both ends are the same thing."


def test_only_mentions_join_the_two() -> None:
    graph = small(("s", "MENTIONS", "a"), ("s", "MENTIONS", "b"))
    [reason] = why_none(graph, RouteQuery("a", "b"))
    assert "mentions" in reason.text
    assert reason.length == 2


# ---- neighbours --------------------------------------------------------------------------------------------------


def test_groups_of_neighbours_hold_each_neighbour(graph: Projection) -> None:
    for id_ in ("uncc", "FRA", "illegal-access", "uncc/art_7"):
        groups = neighbour_groups(graph, id_)
        assert {other for group in groups for other in group.ids} == set(neighbours(graph, id_))
        assert len({(g.type, g.outward, g.label) for g in groups}) == len(groups)


def test_the_opening_of_the_convention_holds_its_chapters_and_not_its_signatories(graph: Projection) -> None:
    shown = opening(graph, "uncc")
    assert {f"uncc/chp_{n}" for n in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")} <= set(shown)
    assert "FRA" not in shown
    assert len(shown) <= 30
    assert shown[0] == "uncc"


# ---- clusters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", KINDS)
def test_a_report_is_about_the_clusters_that_are_found(graph: Projection, of: Kind) -> None:
    report = report_on(graph, of)
    assert report.clusters == find_clusters(graph, of)
    assert set(report.stability) == {c.number for c in report.clusters}
    assert all(0 <= share <= 1 for share in report.stability.values())
    assert 0 < report.agreement <= 1
    assert report.modularity > 0
    number = report.number_of()
    assert all(number[b.id] == b.cluster != b.to and 0 < b.outside <= 1 for b in report.bridges)


def test_what_sets_the_african_states_apart_is_their_convention(graph: Projection) -> None:
    report = report_on(graph, "states")
    own = report.traits[report.number_of()["GHA"]]
    assert "malabo" in {trait.id for trait in own}
    assert all(trait.share > trait.usual for trait in own)


def test_two_cliques_are_two_stable_clusters() -> None:
    left, right = [(x, "RATIFIED", "t") for x in "ab"], [("c", "RATIFIED", "u")]
    graph = small(*left, *right)
    report = report_on(graph, "states")
    assert [set(c.members) for c in report.clusters] == [{"a", "b"}]
    assert report.agreement == 1.0
    assert report.bridges == []


def test_the_backbone_keeps_the_strongest_ties() -> None:
    weighted: nx.Graph[str] = nx.Graph()
    weighted.add_weighted_edges_from([("a", "b", 3.0), ("a", "c", 2.0), ("a", "d", 1.0), ("x", "a", 9.0)])
    assert set(backbone(weighted, "abcd", each=1)) == {("a", "b", 3.0), ("a", "c", 2.0), ("a", "d", 1.0)}
    assert set(backbone(weighted, "abc", each=1)) == {("a", "b", 3.0), ("a", "c", 2.0)}


# ---- the query behind a view -------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [None, dt.date(2025, 12, 31), dt.date(2004, 7, 1)])
@pytest.mark.parametrize("types", [(), ("SIGNED", "CONTAINS", "PARTY_TO")])
def test_the_query_gives_what_the_canvas_shows(catalogue: Store, on: dt.date | None, types: tuple[str, ...]) -> None:
    graph = project(catalogue)
    ids = [*opening(graph, "uncc"), "FRA", "JPN", "budapest", "budapest/art_2"]
    reviews = ("verified", "disputed")
    query = relationships_between(graph.schema, ids, types=types, reviews=reviews, on=on)
    wanted = {id(e) for e in graph.select(types or None, on)}
    shown = among(graph, ids, lambda e: id(e) in wanted and e.properties["review"] in reviews)
    for rows in (catalogue.query(query.cypher, query.parameters).rows, catalogue.query(query.inline()).rows):
        assert sorted((row["a"]["id"], row["r"]["type"], row["b"]["id"]) for row in rows) == sorted(
            (e.start, e.type, e.end) for e in shown
        )


def test_the_query_of_a_path_finds_the_path(catalogue: Store) -> None:
    graph = project(catalogue)
    [path] = find_routes(graph, RouteQuery("FRA", "illegal-access", k=1))
    rows = catalogue.query(path_query(graph, path.nodes, [e.type for e in path.edges]).inline()).rows
    assert rows
    assert all([n["id"] for n in row["path"]["nodes"]] == list(path.nodes) for row in rows)


def test_text_with_quotes_is_written_safely() -> None:
    query = relationships_between(SCHEMA, ["it's", "back\\slash"])
    assert r"['it\'s', 'back\\slash']" in query.inline()


# ---- files -------------------------------------------------------------------------------------------------------


def test_files_hold_what_is_shown(graph: Projection) -> None:
    ids = opening(graph, "uncc")
    edges = among(graph, ids)
    document = json.loads(to_json(graph, ids, edges))
    assert [node["id"] for node in document["nodes"]] == ids
    assert len(document["relationships"]) == len(edges)
    read = nx.read_graphml(io.BytesIO(to_graphml(graph, ids, edges)), force_multigraph=True)
    assert set(read) == set(ids)
    assert read.number_of_edges() == len(edges)
    with zipfile.ZipFile(io.BytesIO(to_csv(graph, ids, edges))) as archive:
        nodes = list(csv.DictReader(io.StringIO(archive.read("nodes.csv").decode())))
        rows = list(csv.DictReader(io.StringIO(archive.read("relationships.csv").decode())))
    assert [row["id"] for row in nodes] == ids
    assert {row["cited"] for row in rows} == {str(e.properties["source"]) for e in edges}
    assert {row["type"] for row in rows} >= {Terms(SCHEMA).CONTAINS}
