"""Which statements touch what for whom, what objections do, and a treaty as it stands between two states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.checks import check_batch
from graph.errors import UnknownThingError
from graph.law.bonds import Record
from graph.law.reservations import Effect, ObjectionRule, hits, statements_of, territory, touched, unconfirmed
from graph.law.treaty_between import between
from graph.law.verdicts import Verdict
from graph.projection import Projection
from loaders.catalogue import load_catalogue
from loaders.concepts import load_concepts
from tests.worlds import DAY, SCHEMA, World

NOW = DAY(2026, 11, 1)


@pytest.fixture(scope="module")
def record() -> Record:
    batch = load_catalogue(SCHEMA)
    batch.extend(load_concepts(SCHEMA))
    return Record(Projection.of_batch(check_batch(batch, SCHEMA, {}), SCHEMA))


def test_who_touches_article_16_of_the_cybercrime_convention(record: Record) -> None:
    found = touched(record, "uncc/art_16", NOW)
    assert {(h.statement.actor, h.touch.effect, h.effect) for h in found} == {("QAT", "excludes", Effect.excludes)}
    part = touched(record, "uncc/art_16/para_1", NOW)
    assert [h.statement.id for h in part] == ["uncc/res/QAT/1"], "who excludes an article excludes its paragraphs"


def test_who_touches_the_preservation_of_data_under_budapest(record: Record) -> None:
    actors = {h.statement.actor for h in touched(record, "budapest/art_29", NOW) if h.effect is not Effect.noted}
    assert {"AUT", "JPN", "DEU"} <= actors
    assert "CZE" not in actors, "withdrawn on 5 July 2019"
    assert "CZE" in {h.statement.actor for h in touched(record, "budapest/art_29", DAY(2019, 7, 4))}


def test_a_chapter_reservation_reaches_its_articles(record: Record) -> None:
    """The United States assumes chapter II in keeping with its federalism (article 41)."""
    assert any(
        h.touch.target == "budapest/chp_II" for h in hits(record, "USA", None, "budapest", ["budapest/art_5"], NOW)
    )
    assert not any(
        h.touch.target == "budapest/chp_II" for h in hits(record, "USA", None, "budapest", ["budapest/art_29"], NOW)
    )


def test_an_exclusion_whose_extent_is_qualified_only_limits(record: Record) -> None:
    """Japan and Switzerland except from their exclusion of article 6(1) what article 6(3) does not let them leave out."""
    for state in ("JPN", "CHE"):
        (hit,) = hits(record, state, None, "budapest", ["budapest/art_6/para_1"], NOW)
        assert (hit.touch.effect, hit.effect) == ("excludes", Effect.limits)


def test_territorial_declarations_are_told_apart(record: Record) -> None:
    assert [s.id for s in territory(record, "DNK", "budapest", NOW)] == ["budapest/res/DNK/4"]
    assert not hits(record, "DNK", None, "budapest", ["budapest/art_29/para_3"], NOW)


def test_statements_begin_on_their_day(record: Record) -> None:
    assert not hits(record, "AUT", None, "budapest", ["budapest/art_29/para_3"], DAY(2012, 6, 12))
    assert hits(record, "AUT", None, "budapest", ["budapest/art_29/para_3"], DAY(2012, 6, 13))


def test_reservations_made_at_signature_wait_for_confirmation(record: Record) -> None:
    known = statements_of(record.graph)
    assert unconfirmed(record, known.by_id["uncc/res/AZE/1"])
    assert not unconfirmed(record, known.by_id["budapest/res/AZE/1"]), "confirmed with the instrument of 2010"
    assert unconfirmed(record, known.by_id["untoc-trafficking/res/SLV/1"])


# ------------------------------------------------------------------ between two states


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (ObjectionRule.as_vclt, "21(3)"),
        (ObjectionRule.severed, "without the benefit"),
        (ObjectionRule.no_relations, "20(4)(b)"),
        (ObjectionRule.ignored, "21(1)"),
    ],
)
def test_afghanistans_reservation_and_austrias_objection(record: Record, rule: ObjectionRule, words: str) -> None:
    found = between(record, "AFG", "AUT", "untoc-smuggling", DAY(2019, 1, 1), rule)
    row = next(r for r in found.changed if r.provision == "untoc-smuggling/art_18")
    assert (row.by, row.objection) == ("AFG", "untoc-smuggling/res/AUT/1")
    assert words in row.consequence
    assert {c.source for c in row.citations} == {"untc:XVIII-12-b"}
    assert found.in_force.verdict is Verdict.holds


def test_before_the_objection_the_reservation_stands(record: Record) -> None:
    found = between(record, "AFG", "AUT", "untoc-smuggling", DAY(2017, 8, 17))
    row = next(r for r in found.changed if r.provision == "untoc-smuggling/art_18")
    assert row.objection is None
    assert "both sides" in row.consequence


def test_who_did_not_object_has_it_modified_on_both_sides(record: Record) -> None:
    rows = between(record, "AFG", "FRA", "untoc-smuggling", DAY(2019, 1, 1)).changed
    assert [r.objection for r in rows if r.provision == "untoc-smuggling/art_18"] == [None]


def test_a_treaty_between_two_states_is_the_same_from_either_side(record: Record) -> None:
    one, other = (between(record, *pair, "budapest", NOW) for pair in (("FRA", "USA"), ("USA", "FRA")))
    assert one.changed == other.changed
    assert {r.by for r in one.changed} == {"FRA", "USA"}
    ordinals = [record.graph.nodes[r.provision].properties.get("ordinal", 0) for r in one.changed]
    assert ordinals == sorted(ordinals)  # type: ignore[type-var]
    assert "All else applies as written" in one.markdown()


def test_a_declaration_toward_one_state_shows_only_there(record: Record) -> None:
    assert any(r.statement == "uncac/res/AZE/2" for r in between(record, "AZE", "ARM", "uncac", NOW).changed)
    assert not any(r.statement == "uncac/res/AZE/2" for r in between(record, "AZE", "FRA", "uncac", NOW).changed)


def test_unknown_treaties_and_states_are_refused(record: Record) -> None:
    for asked in (("FRA", "USA", "budapst"), ("FRA", "USX", "budapest"), ("FRA", "USA", "budapest/art_2")):
        with pytest.raises(UnknownThingError):
            between(record, *asked, NOW)
    with pytest.raises(UnknownThingError):
        touched(record, "uncc/art_999", NOW)


def test_every_statement_of_the_catalogue_is_cited_and_has_an_author(record: Record) -> None:
    known = statements_of(record.graph)
    assert len(known.by_id) == sum(n.label == "Reservation" for n in record.graph.nodes.values())
    assert all(s.citation.source and s.citation.locator for s in known.by_id.values())


@given(
    st.sampled_from(["excludes", "modifies", "conditions", "interprets", ""]),
    st.sampled_from(ObjectionRule),
    st.booleans(),
)
def test_what_only_interprets_changes_no_obligation(effect: str, rule: ObjectionRule, objected: bool) -> None:
    world = World("AB")
    world.treaty(entry_into_force=DAY(2001, 1, 1))
    world.provision("t/art_1", "t")
    statement = world.statement("A", {"t/art_1": effect} if effect else {}, date=DAY(2001, 1, 1))
    if objected:
        world.edge("OBJECTS_TO", world.statement("B", {}, kind="objection", date=DAY(2001, 2, 1)), statement)
    rows = between(world.record(), "A", "B", "t", DAY(2002, 1, 1), rule).changed
    assert all(("no obligation" in r.consequence) == (effect == "interprets") for r in rows)
    assert len(rows) == bool(effect)
