"""The large view before it reaches a browser: what is sent, what is left out, what is remembered."""

from __future__ import annotations

import json

import pytest

from graph.network.clusters import Cluster, weighted_projection
from graph.projection import Projection
from graph.records import Batch
from ontology.schema import load_schema
from views.clustering.cluster_large import fitting, parts_of
from views.components.canvas import LegendEntry
from views.components.large_graph import MOST_NODES, Group, LargeGraph, LargeView

LEGEND = (LegendEntry("State", "State", "#000000", "#ffffff"),)


def graph(count: int, names: str = "thing") -> LargeGraph:
    ids = tuple(f"id-{i}" for i in range(count))
    return LargeGraph(
        ids,
        tuple(f"{names} {i}" for i in range(count)),
        [(float(i), -i / 3) for i in range(count)],
        (0,) * count,
        (0,) * count,
        [0.5] * count,
        [(i, i + 1) for i in range(count - 1)],
        LEGEND,
        (Group("all", 0.0, 0.0, 3.0),),
    )


def test_ids_stay_in_python_and_positions_lead_to_them() -> None:
    shown = graph(4)
    assert "id-" not in json.dumps(shown.payload)
    assert shown.payload["edges"] == [0, 1, 1, 2, 2, 3]
    assert [shown.ids[shown.position[id_]] for id_ in shown.ids] == list(shown.ids)


def test_another_graph_has_another_revision() -> None:
    assert graph(4).revision == graph(4).revision
    assert len({graph(4).revision, graph(5).revision, graph(4, "other").revision}) == 3


def test_more_than_can_be_drawn_is_refused() -> None:
    assert len(graph(MOST_NODES).ids) == MOST_NODES
    with pytest.raises(ValueError, match="20001 nodes are more than the 20000"):
        graph(MOST_NODES + 1)


def test_whole_clusters_are_drawn_as_long_as_they_fit() -> None:
    clusters = [Cluster(i, "", tuple(f"{i}-{j}" for j in range(size))) for i, size in enumerate((5, 4, 3, 1))]
    assert [c.number for c in fitting(clusters, 9)] == [0, 1]
    assert [c.number for c in fitting(clusters, 13)] == [0, 1, 2, 3]
    assert fitting(clusters, 4) == []


def test_the_parts_of_a_cluster_hold_each_of_its_members_once(catalogue_records: Batch) -> None:
    whole = Projection.of_batch(catalogue_records, load_schema())
    weighted = weighted_projection(whole, "provisions")
    members = sorted(id_ for id_ in weighted if id_.startswith(("uncc/", "uncac/")))
    within = weighted.subgraph([*members, "crc/art_1"])
    parts = parts_of(whole, within)
    found = [id_ for part in parts for id_ in part.members]
    assert len(parts) > 2
    assert sorted(found) == sorted(within)
    assert "crc/art_1" in parts[-1].members, "tied to none of the others"


def test_python_selects_by_a_turn_that_the_browser_follows() -> None:
    view = LargeView()
    view.select("a")
    view.select("a")
    assert (view.selected, view.turn) == ("a", 1)
    view.camera = {"x": 0.5, "y": 0.5, "ratio": 1.0}
    view.forget()
    assert (view.selected, view.camera, view.turn) == (None, None, 2)
