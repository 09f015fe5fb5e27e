"""What Explore remembers, what it draws, and what it keeps on disk; no browser here."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.canvas.neighbours import among, opening
from graph.canvas.saved_views import SavedView, Shelf, ShelfError
from graph.errors import TreatygraphError
from graph.projection import Projection
from graph.records import Batch
from ontology.schema import load_schema
from views.common.graph_view import canvas_graph, canvas_name, edge_id, legend_of, sign, statements_of
from views.common.words import kind_name, qualifiers, spoken
from views.components.canvas.model import SHAPES
from views.exploring.explore_filters import Filters
from views.exploring.explore_state import ExploreState, Scene, parse_ids
from views.exploring.picture import to_svg

SCHEMA = load_schema()


@pytest.fixture(scope="module")
def graph(catalogue_records: Batch) -> Projection:
    return Projection.of_batch(catalogue_records, SCHEMA)


def state(*ids: str) -> ExploreState:
    made = ExploreState()
    made.open(ids)
    return made


# ---- steps and their undoing -------------------------------------------------------------------------------------


def test_each_step_can_be_taken_back_and_again() -> None:
    own = state("a", "b")
    own.add(["c", "d"], by="a")
    own.remove(["b"])
    assert own.shown == ("a", "c", "d")
    own.undo()
    assert own.shown == ("a", "b", "c", "d")
    own.undo()
    assert own.shown == ("a", "b")
    assert own.undo() is None
    own.redo()
    own.redo()
    assert own.shown == ("a", "c", "d")
    assert own.redo() is None


def test_a_new_step_forgets_what_was_undone() -> None:
    own = state("a")
    own.add(["b"])
    own.undo()
    own.add(["c"])
    assert own.redo() is None
    assert own.shown == ("a", "c")


def test_a_collapse_takes_what_the_expansion_brought_and_no_more() -> None:
    own = state("a", "x")
    own.add(["b", "c"], by="a")
    own.add(["d"], by="b")
    own.pin(["c"])
    assert own.brought_by("a") == {"b", "d"}
    assert own.collapse("a") == 2
    assert own.shown == ("a", "x", "c")


def test_a_pinned_thing_stays_where_others_go_but_can_be_hidden_by_name() -> None:
    own = state("a", "b", "c")
    own.pin(["a"])
    own.keep_only(["b"])
    assert own.shown == ("a", "b")
    own.remove(["a", "b"])
    assert own.shown == ("a",)
    own.remove(["a"])
    assert own.shown == ()
    own.undo()
    own.pin(["a"])
    assert own.scene.pinned == frozenset()


def test_moving_is_a_step_and_being_placed_is_none() -> None:
    own = state("a")
    own.moved({"a": (0.0, 0.0), "gone": (9.0, 9.0)})
    assert own.past == []
    own.add(["b"], by="a")
    own.moved({"a": (0.2, 0.0), "b": (5.0, 5.0)})
    assert len(own.past) == 1, "only the addition"
    own.moved({"a": (40.0, 0.0), "b": (5.0, 5.0)})
    scene = own.undo()
    assert scene is not None
    assert scene.positions["a"] == (0.2, 0.0)


@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "remove", "keep_only", "pin"]), st.sets(st.sampled_from("abcdefg"))),
        max_size=12,
    )
)
def test_undoing_everything_leads_back_to_the_beginning(steps: list[tuple[str, set[str]]]) -> None:
    own = state("a", "b")
    begin = own.scene
    seen = [begin]
    for what, ids in steps:
        getattr(own, what)(sorted(ids))
        if own.scene != seen[-1]:
            seen.append(own.scene)
        assert own.scene.pinned <= set(own.shown) | own.scene.pinned
        assert set(own.scene.brought) <= set(own.shown)
    while own.past:
        own.undo()
    first = next(scene for scene in seen if scene.shown)
    assert own.scene in (begin, first)


def test_a_link_is_read_with_what_it_names_wrongly() -> None:
    assert parse_ids("a, b,,a,x", {"a", "b"}.__contains__) == (["a", "b"], ["x"])
    assert Scene() == Scene()


# ---- what is drawn -----------------------------------------------------------------------------------------------


def test_every_class_has_a_legend_entry_that_can_be_drawn() -> None:
    entries = legend_of(SCHEMA).entries
    assert {entry.label for entry in entries} == set(SCHEMA.classes)
    assert {entry.shape for entry in entries} <= SHAPES


def test_badges_count_the_neighbours_not_shown(graph: Projection) -> None:
    shown = canvas_graph(graph, ["illegal-access", "uncc/art_7", "nothing-of-that-id"])
    [offence, _] = shown.nodes
    others = {e.start if e.end == "illegal-access" else e.end for e in graph.by_end["illegal-access"]}
    assert offence.hidden_count == len(others) - 1
    assert [(e.source, e.target) for e in shown.edges] == [("uncc/art_7", "illegal-access")]


def test_one_line_joins_two_things_and_says_the_most(graph: Projection) -> None:
    merged = canvas_graph(graph, ["FRA", "budapest"])
    assert [e.caption for e in merged.edges] == ["is party to +2"]
    apart = canvas_graph(graph, ["FRA", "budapest"], merge=False)
    assert {e.type for e in apart.edges} == {"SIGNED", "RATIFIED", "PARTY_TO"}
    statements = statements_of(graph, merged.edges[0].id)
    assert {e.type for e in statements} == {"SIGNED", "RATIFIED", "PARTY_TO"}
    assert statements[0].type == "PARTY_TO"
    assert statements_of(graph, "FRA") == []


def test_an_edge_is_found_again_by_its_line(graph: Projection) -> None:
    for edge in graph.edges[::97]:
        assert edge in statements_of(graph, edge_id(edge))


def test_filters_hide_lines_and_what_was_not_there_yet(graph: Projection) -> None:
    import datetime as dt

    before = Filters(on=dt.date(2024, 1, 1))
    assert before.visible(graph, ["uncc", "budapest", "FRA"]) == ["budapest", "FRA"]
    assert before.visible(graph, ["uncc", "budapest", "FRA"], pinned=["uncc"]) == ["uncc", "budapest", "FRA"]
    within = Filters(treaties=("budapest",))
    assert within.visible(graph, ["uncc/art_7", "budapest/art_2", "FRA", "uncc"]) == ["budapest/art_2", "FRA"]
    typed = Filters(types=("SIGNED",), reviews=("verified",))
    assert {e.type for e in graph.edges if typed.holds(e)} == {"SIGNED"}
    assert typed.count == 2


def test_names_and_signs_are_short(graph: Projection) -> None:
    assert canvas_name(graph, "uncc/art_7") == "UNCC art. 7: Illegal access"
    assert canvas_name(graph, "uncc/art_7", short=True) == "Art. 7: Illegal access"
    assert canvas_name(graph, "uncc/preamble", short=True) == "Preamble"
    assert canvas_name(graph, "uncc") == "UNCC"
    assert [sign(graph, id_) for id_ in ("uncc/art_7", "budapest/art_29/para_4", "FRA", "uncc", "illegal-access")] == [
        "7", "(4)", "FRA", "UNCC", "",
    ]  # fmt: skip
    assert all(len(sign(graph, id_)) <= 4 for id_ in graph.nodes)


def test_the_picture_is_sound_svg_with_every_name(graph: Projection) -> None:
    ids = opening(graph, "uncc")
    places = {id_: (40.0 * i, 25.0 * (i % 7)) for i, id_ in enumerate(ids)}
    for dark in (False, True):
        root = ET.fromstring(to_svg(graph, ids, among(graph, ids), places, dark=dark))
        assert len(root.findall("{http://www.w3.org/2000/svg}line")) == len(canvas_graph(graph, ids).edges)
        texts = {t.text for t in root.iter("{http://www.w3.org/2000/svg}text")}
        assert "Budapest Convention" in texts
    assert ET.fromstring(to_svg(graph, [], [], {}, dark=False)).tag.endswith("svg")


def test_words() -> None:
    assert kind_name(SCHEMA, "Treaty", 2) == "Treaties"
    assert kind_name(SCHEMA, "State", 1) == "State"
    assert spoken(True) == "yes"
    assert spoken("convention_offences") == "convention offences"
    assert spoken("FRA") == "FRA"
    assert qualifiers({"since": __import__("datetime").date(2004, 7, 1), "source": "x", "review": "verified"}) == [
        "since 1 July 2004"
    ]


# ---- what is kept ------------------------------------------------------------------------------------------------


def test_views_and_notes_outlive_a_restart(tmp_path: Path) -> None:
    shelf = Shelf.of_store(str(tmp_path / "store"))
    shelf.save(SavedView("First", ["a"], {"a": (1.5, 2.0)}, ["a"], ["Claim"], {"types": ["SIGNED"]}))
    shelf.save(SavedView("Second", ["b"]))
    shelf.save(SavedView("First", ["a", "b"]))
    shelf.note("a", "Look at this again")
    again = Shelf.of_store(str(tmp_path / "store"))
    assert set(again.views()) == {"First", "Second"}
    assert again.views()["First"].shown == ["a", "b"]
    assert again.notes() == {"a": "Look at this again"}
    again.note("a", " ")
    again.delete("First")
    again.delete("of no such name")
    assert list(Shelf.of_store(str(tmp_path / "store")).views()) == ["Second"]
    assert Shelf.of_store(str(tmp_path / "store")).notes() == {}
    assert not list(tmp_path.glob(".*")), "no scratch file stays"


def test_positions_come_back_as_they_were(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "views.json")
    shelf.save(SavedView("V", ["a"], {"a": (1.5, -2.0)}, settings={"on": "2026-01-01"}))
    [view] = shelf.views().values()
    assert view.positions == {"a": (1.5, -2.0)}
    assert view.settings == {"on": "2026-01-01"}
    assert view.saved_at


def test_a_server_has_its_shelf_in_the_data_directory() -> None:
    assert Shelf.of_store("bolt://graph.example:7687").path.name == "bolt-graph-example-7687-views.json"


def test_a_damaged_file_is_said_and_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    path.write_text("{ not json")
    shelf = Shelf(path)
    with pytest.raises(ShelfError, match=r"views\.json cannot be read"):
        shelf.views()
    with pytest.raises(TreatygraphError):
        shelf.save(SavedView("V", ["a"]))
    assert path.read_text() == "{ not json"


def test_the_file_is_readable_json(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "deep" / "views.json")
    shelf.save(SavedView("Übersicht", ["a"]))
    assert json.loads(shelf.path.read_text(encoding="utf-8"))["views"][0]["name"] == "Übersicht"
