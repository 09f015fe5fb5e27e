"""Routes between two states: the golden cases, what a lawyer would ask beside them, and properties that hold for all."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.checks import check_batch
from graph.errors import UnknownThingError
from graph.law.acts import suppositions
from graph.law.bonds import Record
from graph.law.connections import Connections, un_members
from graph.law.entry_into_force import entry_into_force
from graph.law.in_force import derive_parties
from graph.law.inquiry import Inquiry
from graph.law.legal_basis import Answer, Route, basis
from graph.law.reservations import ObjectionRule
from graph.law.scope import scope_of
from graph.law.verdicts import Verdict, all_of
from graph.projection import Projection
from graph.records import Edge
from loaders.catalogue import load_catalogue
from loaders.concepts import load_concepts
from tests.worlds import DAY, PLACE, SCHEMA, World, adding, changed, said, without

H, F, U = Verdict.holds, Verdict.fails, Verdict.undetermined
NOW = DAY(2026, 11, 1)
PRESERVATION, EXTRADITION, ASSISTANCE = "expedited-preservation", "extradition", "mutual-legal-assistance"


@pytest.fixture(scope="module")
def graph() -> Projection:
    batch = load_catalogue(SCHEMA)
    batch.extend(load_concepts(SCHEMA))
    batch.edges += derive_parties(batch, SCHEMA)
    return Projection.of_batch(check_batch(batch, SCHEMA, {}), SCHEMA)


@pytest.fixture(scope="module")
def record(graph: Projection) -> Record:
    return Record(graph)


@pytest.fixture(scope="module")
def forty(record: Record) -> Record:
    """The record with as many imagined deposits as bring the UN Convention against Cybercrime into force in September 2026."""
    missing = entry_into_force(record, "uncc", NOW).missing or 0
    recorded = {act.actor for act in record.acts.consents_to("uncc")}
    states = ["FRA", "JPN", "AZE", *(s for s in un_members(record) if s not in {*recorded, "FRA", "JPN"})]
    return Record(record.graph, suppositions("uncc", dict.fromkeys(states[: missing + 1], DAY(2026, 6, 1))))


def route(answer: Answer, treaty: str) -> Route:
    return next(r for r in answer.routes if r.treaty == treaty)


def stops(answer: Answer, treaty: str) -> tuple[Verdict, str | None]:
    found = route(answer, treaty)
    return found.verdict, found.stopped_at.question if found.stopped_at else None


# ------------------------------------------------------------------ golden cases


def test_france_may_ask_japan_for_preservation(record: Record) -> None:
    answer = basis(record, "FRA", "JPN", "illegal-access", PRESERVATION, NOW)
    found = route(answer, "budapest")
    assert (answer.verdict, found.verdict, found.changes_on) == (H, H, None)
    measure = next(hop for hop in found.hops if hop.question == "measure provided for")
    assert any("article 29" in c.locator for c in measure.citations)
    assert stops(answer, "uncc") == (F, "treaty in force")


def test_in_2005_it_failed_at_france_bound(record: Record) -> None:
    answer = basis(record, "FRA", "JPN", "illegal-access", PRESERVATION, DAY(2005, 1, 1))
    assert (answer.verdict, stops(answer, "budapest")) == (F, (F, "France bound"))
    assert (route(answer, "budapest").changes_on, route(answer, "budapest").changes_to) == (DAY(2012, 11, 1), H)
    assert answer.changes_on == DAY(2012, 11, 1)
    assert "It changes on 2012-11-01" in answer.sentence()
    assert answer.sentence().startswith("France to Japan, Illegal access, Expedited preservation of stored data, ")


@pytest.mark.parametrize(("state", "name"), [("IRL", "Ireland"), ("ZAF", "South Africa")])
def test_a_signatory_cannot_be_asked(record: Record, state: str, name: str) -> None:
    answer = basis(record, "FRA", state, "illegal-access", PRESERVATION, NOW)
    assert (answer.verdict, stops(answer, "budapest")) == (F, (F, f"{name} bound"))
    assert route(answer, "budapest").changes_on is None


@pytest.mark.parametrize("measure", [EXTRADITION, ASSISTANCE, PRESERVATION])
def test_qatar_after_an_imagined_fortieth_instrument(forty: Record, measure: str) -> None:
    assert entry_into_force(forty, "uncc", NOW).verdict is H
    images = basis(forty, "FRA", "QAT", "ncii", measure, NOW)
    assert stops(images, "uncc") == (F, "reservations of Qatar")
    stop = route(images, "uncc").stopped_at
    assert stop is not None
    assert "art. 16" in stop.reason
    assert {c.source for c in stop.citations} == {"news:rapsi-2026-02-13"}
    access = basis(forty, "FRA", "QAT", "illegal-access", measure, NOW)
    assert stops(access, "uncc") == (H, None)
    assert stops(basis(forty, "QAT", "FRA", "ncii", measure, NOW), "uncc") == (F, "reservations of Qatar"), (
        "reciprocity"
    )


def test_a_reservation_that_is_withdrawn_no_longer_stands_in_the_way(forty: Record) -> None:
    free = changed(forty.graph, "uncc/res/QAT/1", withdrawn=DAY(2026, 10, 1))
    record = Record(free, forty.suppose)
    assert stops(basis(record, "FRA", "QAT", "ncii", EXTRADITION, NOW), "uncc") == (H, None)
    before = basis(record, "FRA", "QAT", "ncii", EXTRADITION, DAY(2026, 9, 15))
    assert (route(before, "uncc").verdict, route(before, "uncc").changes_on) == (F, DAY(2026, 10, 1))


@pytest.mark.parametrize(
    ("offence", "verdict", "article"),
    [("illegal-access", U, "art. 7(1)"), ("data-interference", U, "art. 9(1)"), ("misuse-of-devices", U, "art. 11")],
)
def test_azerbaijans_conditions_leave_the_case_open(
    forty: Record, offence: str, verdict: Verdict, article: str
) -> None:
    answer = basis(forty, "FRA", "AZE", offence, EXTRADITION, NOW)
    assert stops(answer, "uncc") == (verdict, "reservations of Azerbaijan")
    stop = route(answer, "uncc").stopped_at
    assert stop is not None
    assert article in stop.reason
    assert "23(2)" in stop.reason, "made at signature and, on the record, not confirmed"
    assert stops(basis(forty, "FRA", "AZE", "computer-fraud", EXTRADITION, NOW), "uncc") == (H, None)


def test_austria_asked_for_an_offence_outside_articles_2_to_11(record: Record) -> None:
    outside = basis(record, "FRA", "AUT", "money-laundering", PRESERVATION, NOW)
    assert stops(outside, "budapest") == (U, "reservations of Austria")
    stop = route(outside, "budapest").stopped_at
    assert stop is not None
    assert "29" in stop.reason
    assert "dual criminality" in stop.reason
    for inside in ("illegal-access", "csam", "copyright-infringement", "attempt"):
        assert stops(basis(record, "FRA", "AUT", inside, PRESERVATION, NOW), "budapest") == (H, None)


def test_a_withdrawn_reservation_to_29_4(record: Record) -> None:
    """The Czech Republic withdrew its own on 5 July 2019."""
    asked = ("FRA", "CZE", "money-laundering", PRESERVATION)
    assert stops(basis(record, *asked, DAY(2019, 7, 4)), "budapest") == (U, "reservations of Czechia")
    assert route(basis(record, *asked, DAY(2019, 7, 4)), "budapest").changes_on == DAY(2019, 7, 5)
    assert stops(basis(record, *asked, DAY(2019, 7, 5)), "budapest") == (H, None)


def test_russia_and_the_united_states_through_the_palermo_convention(record: Record) -> None:
    answer = basis(record, "RUS", "USA", "illegal-access", EXTRADITION, NOW)
    found = route(answer, "untoc")
    assert (answer.verdict, found.verdict) == (U, U)
    by_question = {hop.question: hop for hop in found.hops}
    assert [
        by_question[q].verdict
        for q in ("treaty in force", "Russian Federation bound", "United States of America bound")
    ] == [H, H, H]
    assert by_question["offence covered"].verdict is U
    assert "serious crime" in by_question["offence covered"].reason
    assert "organized criminal group" in by_question["facts of the case"].reason
    assert "transnational" in by_question["facts of the case"].reason
    assert "16(4)" in by_question["reservations of United States of America"].reason
    assert stops(answer, "budapest") == (F, "Russian Federation bound")


def test_money_laundering_is_an_offence_of_palermo_yet_still_needs_its_facts(record: Record) -> None:
    found = route(basis(record, "FRA", "JPN", "money-laundering", ASSISTANCE, NOW), "untoc")
    assert found.verdict is U
    assert {hop.question for hop in found.hops if hop.verdict is not H} == {"facts of the case"}


# ------------------------------------------------------------------ what else a lawyer would ask


def test_a_protocol_not_in_force_gives_no_route(record: Record) -> None:
    answer = basis(record, "JPN", "SRB", "computer-fraud", "subscriber-information-disclosure", NOW)
    assert stops(answer, "budapest-p2")[0] is F
    assert stops(answer, "budapest-p2")[1] == "treaty in force"


def test_a_protocol_needs_both_to_be_party_to_its_convention(record: Record) -> None:
    found = route(basis(record, "FRA", "DNK", "racist-xenophobic-threat", PRESERVATION, NOW), "budapest-p1")
    assert [h.verdict for h in found.hops if h.question.endswith("bound by the Budapest Convention")] == [H, H]
    gone = adding(
        record.graph, Edge("WITHDREW", "DNK", "budapest", said(date=DAY(2020, 1, 1), effective=DAY(2020, 6, 1)), PLACE)
    )
    after = route(basis(Record(gone), "FRA", "DNK", "racist-xenophobic-threat", PRESERVATION, NOW), "budapest-p1")
    assert (after.verdict, after.stopped_at and after.stopped_at.question) == (
        F,
        "Denmark bound by the Budapest Convention",
    )


def test_a_reservation_to_the_convention_follows_into_the_protocol(record: Record) -> None:
    """Article 8(2) of the First Protocol applies article 29, and Germany's reservation to 29(4) with it; its offences lie outside 2 to 11."""
    found = route(basis(record, "FRA", "DEU", "racist-xenophobic-threat", PRESERVATION, NOW), "budapest-p1")
    assert found.verdict is U
    assert any(h.question == "reservations of Germany" and "29" in h.reason and h.verdict is U for h in found.hops)


def test_a_state_to_itself(record: Record) -> None:
    answer = basis(record, "FRA", "FRA", "illegal-access", PRESERVATION, NOW)
    assert (answer.verdict, answer.routes) == (F, ())
    assert "own law" in answer.reason


def test_states_that_no_list_names(record: Record) -> None:
    answer = basis(record, "FRA", "PRK", "illegal-access", PRESERVATION, NOW)
    assert (answer.verdict, stops(answer, "budapest")) == (F, (F, "Democratic People's Republic of Korea bound"))
    stale = basis(record, "FRA", "PRK", "trafficking-in-persons", EXTRADITION, NOW)
    assert route(stale, "untoc-trafficking").verdict is U, "the list is of January 2018"


def test_former_states_and_days_before_the_treaty(record: Record) -> None:
    assert basis(record, "FRA", "YUG", "illegal-access", PRESERVATION, DAY(1991, 1, 1)).verdict is F
    early = basis(record, "FRA", "JPN", "illegal-access", PRESERVATION, DAY(1999, 1, 1))
    assert stops(early, "budapest") == (F, "treaty in force")
    assert "adopted on 2001-11-08" in next(
        h.reason for h in route(early, "budapest").hops if h.question == "treaty in force"
    )


def test_regional_treaties_are_for_members_only(record: Record) -> None:
    answer = basis(record, "FRA", "QAT", "illegal-access", PRESERVATION, NOW)
    assert stops(answer, "arab") == (F, "France bound")
    among = basis(record, "ARE", "QAT", "illegal-access", PRESERVATION, NOW)
    assert stops(among, "arab")[0] is H
    assert stops(basis(record, "ARE", "SAU", "illegal-access", PRESERVATION, NOW), "arab")[0] is U


def test_a_duty_to_encourage_agreements_is_no_basis_by_itself(record: Record) -> None:
    answer = basis(record, "GHA", "SEN", "illegal-access", ASSISTANCE, NOW)
    assert stops(answer, "malabo") == (U, "facts of the case")
    assert stops(answer, "budapest")[0] is H


def test_a_statement_against_one_state_leaves_the_others_alone(record: Record) -> None:
    toward = basis(record, "AZE", "ARM", "bribery-national-officials", EXTRADITION, NOW)
    assert stops(toward, "uncac") == (F, "reservations of Azerbaijan")
    assert stops(basis(record, "AZE", "FRA", "bribery-national-officials", EXTRADITION, NOW), "uncac") == (H, None)


def test_optional_offences_leave_dual_criminality_to_domestic_law(record: Record) -> None:
    answer = basis(record, "FRA", "ITA", "illicit-enrichment", EXTRADITION, NOW)
    assert route(answer, "uncac").verdict is U
    assert stops(answer, "uncac") == (U, "offence covered")


def test_unknown_and_misplaced_ids_are_refused(record: Record) -> None:
    for asked in (
        ("FRX", "JPN", "illegal-access", PRESERVATION), ("FRA", "budapest", "illegal-access", PRESERVATION),
        ("FRA", "JPN", "ilegal-access", PRESERVATION), ("FRA", "JPN", PRESERVATION, "illegal-access"),
    ):  # fmt: skip
        with pytest.raises(UnknownThingError):
            basis(record, *asked, NOW)


def test_the_shape_of_the_document(record: Record) -> None:
    document = basis(record, "FRA", "JPN", "illegal-access", PRESERVATION, NOW).as_json()
    assert {"verdict", "routes"} <= document.keys()
    for told in document["routes"]:  # type: ignore[attr-defined]
        assert {"treaty", "verdict", "hops", "changes_on"} <= told.keys()
        for hop in told["hops"]:
            assert {"question", "verdict", "reason", "citation"} <= hop.keys()
            assert hop["citation"], hop
            assert hop["reason"].endswith("."), hop
    assert "not legal advice" in str(document["label"])
    assert (
        "### Budapest Convention: holds" in basis(record, "FRA", "JPN", "illegal-access", PRESERVATION, NOW).markdown()
    )


# ------------------------------------------------------------------ concepts


@pytest.mark.parametrize(
    ("treaty", "offence", "verdict"),
    [
        ("budapest", "illegal-access", H),
        ("budapest", "csam-possession", H),
        ("budapest", "csam-access", U),  # the list of article 9(1) has no such kind, its broader concept may include it
        ("budapest", "cyber-offence", U),  # only some kinds
        ("budapest-p1", "racist-xenophobic-offence", H),  # all kinds
        ("uncc", "attempt", U),  # parties may
        ("uncac", "illicit-enrichment", U),  # parties are to consider it
        ("malabo", "ncii", U),  # any violation of privacy
        ("budapest", "ncii", F),
    ],
)
def test_what_a_treaty_criminalises(graph: Projection, treaty: str, offence: str, verdict: Verdict) -> None:
    assert scope_of(graph).criminalises(treaty, offence).verdict is verdict


@pytest.mark.parametrize(
    ("treaty", "measure", "verdict"),
    [
        ("budapest", PRESERVATION, H),
        ("budapest-p2", ASSISTANCE, U),  # kinds of it only
        ("untoc", "stored-data-access", U),  # assistance in general may include it
        ("untoc", "joint-investigations", U),  # to be considered
        ("crc", EXTRADITION, F),  # cooperation at large is no basis
        ("malabo", PRESERVATION, F),
    ],
)
def test_what_a_treaty_provides_for(graph: Projection, treaty: str, measure: str, verdict: Verdict) -> None:
    assert scope_of(graph).provides(treaty, measure).verdict is verdict


def test_only_cooperation_clauses_exempt_offences_from_a_reservation(graph: Projection) -> None:
    scope = scope_of(graph)
    assert {clause for clause in scope.references if scope.exempt(clause)} == {
        "budapest/art_29/para_4",
        "uncc/art_42/para_5",
    }
    assert "budapest/art_4/para_1" in scope.exempt("budapest/art_29/para_4")


# ------------------------------------------------------------------ single facts changed


def _france_japan(graph: Projection) -> tuple[Verdict, str | None]:
    return stops(basis(Record(graph), "FRA", "JPN", "illegal-access", PRESERVATION, NOW), "budapest")


def test_the_answer_follows_each_single_fact(graph: Projection) -> None:
    assert _france_japan(graph) == (H, None)
    bare = without(without(graph, "PARTY_TO", start="JPN", end="budapest"), "RATIFIED", start="JPN", end="budapest")
    assert _france_japan(bare) == (F, "Japan bound")
    providing = [("PROVIDES_FOR", p) for p in ("budapest/art_29/para_3", "budapest/art_35/para_1/point_b")]
    less = graph
    for type_, start in providing:
        less = without(less, type_, start=start, end=PRESERVATION)
    assert _france_japan(less) == (F, "measure provided for")
    assert _france_japan(changed(graph, "budapest", entry_into_force=DAY(2027, 1, 1))) == (F, "treaty in force")
    reservation = World()
    reservation.statement("JPN", {"budapest/art_29": "excludes", "budapest/art_35": "excludes"}, "budapest")
    excluded = adding(
        graph, *reservation.batch.edges, nodes=[n for n in reservation.batch.nodes if n.label == "Reservation"]
    )
    assert _france_japan(excluded) == (F, "reservations of Japan")
    withdrawal = Edge("WITHDREW", "FRA", "budapest", said(date=DAY(2026, 1, 1), effective=DAY(2026, 5, 1)), PLACE)
    assert _france_japan(adding(graph, withdrawal)) == (F, "France bound")


def test_a_withdrawal_that_is_known_to_come_is_the_next_change(graph: Projection) -> None:
    withdrawal = Edge("WITHDREW", "FRA", "budapest", said(date=DAY(2026, 10, 1)), PLACE)
    answer = basis(Record(adding(graph, withdrawal)), "FRA", "JPN", "illegal-access", PRESERVATION, NOW)
    assert (answer.verdict, answer.changes_on) == (H, DAY(2027, 2, 1))
    assert route(answer, "budapest").changes_to is F


# ------------------------------------------------------------------ dual criminality and reach in a small world


def _pair(**cooperation: str | None) -> World:
    world = World()
    world.treaty(entry_into_force=DAY(2001, 1, 1))
    world.cooperation(**cooperation)  # type: ignore[arg-type]
    for state in "AB":
        world.consent(state, DAY(2000, 6, 1))
    return world


@pytest.mark.parametrize(
    ("dual", "excluded", "verdict"),
    [
        ("required", False, H),
        ("not_required", False, H),
        ("may_refuse", False, H),
        (None, False, H),
        ("not_required", True, H),
        ("required", True, U),
    ],
)
def test_dual_criminality_is_met_where_both_are_bound_to_criminalise(
    dual: str | None, excluded: bool, verdict: Verdict
) -> None:
    world = _pair(reach="any_crime", dual=dual)
    if excluded:
        world.statement("B", {"t/art_1": "excludes"}, date=DAY(2000, 6, 1))
    answer = basis(world.record(), "A", "B", "theft", EXTRADITION, DAY(2010, 1, 1))
    assert answer.verdict is verdict


@pytest.mark.parametrize(
    ("reach", "verdict"), [("convention_offences", F), ("serious_crime", U), ("any_crime", H), (None, U)]
)
def test_what_a_measure_reaches_beyond_the_treatys_own_offences(reach: str | None, verdict: Verdict) -> None:
    world = _pair(reach=reach, dual="not_required")
    world.node("Offence", "arson")
    assert basis(world.record(), "A", "B", "arson", EXTRADITION, DAY(2010, 1, 1)).verdict is verdict


@pytest.mark.parametrize(
    ("targets", "verdict"),
    [
        ({"t/art_2": "excludes"}, F),
        ({"t/art_1": "excludes"}, F),
        ({"t": "excludes"}, F),
        ({"t/art_2": "conditions"}, U),
        ({"t/art_1": "modifies"}, U),
        ({"t/art_2/para_9": "excludes"}, U),
        ({"t/art_2": "interprets"}, H),
        ({"t/art_3": "excludes"}, H),
    ],
)
def test_what_a_reservation_does_to_a_route(targets: dict[str, str], verdict: Verdict) -> None:
    world = _pair()
    world.provision("t/art_3", "t")
    world.provision("t/art_2/para_9", "t/art_2")
    world.statement("B", targets, date=DAY(2000, 6, 1))
    record = world.record()
    for pair in (("A", "B"), ("B", "A")):
        assert basis(record, *pair, "theft", EXTRADITION, DAY(2010, 1, 1)).verdict is verdict


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        (ObjectionRule.as_vclt, F),
        (ObjectionRule.ignored, F),
        (ObjectionRule.severed, H),
        (ObjectionRule.no_relations, F),
    ],
)
def test_objections_have_the_effect_that_is_chosen(rule: ObjectionRule, verdict: Verdict) -> None:
    world = _pair()
    reservation = world.statement("B", {"t/art_2": "excludes"}, date=DAY(2000, 6, 1))
    objection = world.statement("A", {}, kind="objection", date=DAY(2000, 9, 1))
    world.edge("OBJECTS_TO", objection, reservation)
    world.consent("C", DAY(2000, 6, 1))
    record = world.record()
    answer = basis(record, "A", "B", "theft", EXTRADITION, DAY(2010, 1, 1), rule)
    assert answer.verdict is verdict
    if rule is ObjectionRule.no_relations:
        assert stops(answer, "t") == (F, "in force between them")
    assert basis(record, "C", "B", "theft", EXTRADITION, DAY(2010, 1, 1), rule).verdict is F, "C has not objected"


# ------------------------------------------------------------------ all pairs


MEASURES = (PRESERVATION, EXTRADITION, ASSISTANCE, "stored-data-access", "asset-return", "joint-investigations")


@pytest.mark.parametrize(
    ("measure", "offence"), [(PRESERVATION, "illegal-access"), (EXTRADITION, "money-laundering"), (ASSISTANCE, None)]
)
def test_the_matrix_says_what_each_pair_says(record: Record, measure: str, offence: str | None) -> None:
    found = Connections(record, measure, offence, NOW)
    rows = found.matrix()
    chosen = random.Random(7)
    pairs = [
        ("AZE", "ARM"),
        ("DZA", "ISR"),
        ("QAT", "FRA"),
        *(tuple(chosen.sample(found.states, 2)) for _ in range(40)),
    ]
    for one, other in pairs:
        expected = basis(record, one, other, offence, measure, NOW).verdict
        assert found.verdict(one, other) is expected, (one, other)
        assert rows[found.states.index(one)][found.states.index(other)] is expected
    assert len(found.states) == 193
    assert all(rows[i][i] is F for i in range(193))


def test_the_ratification_that_would_connect_the_most(record: Record) -> None:
    found = Connections(record, PRESERVATION, "illegal-access", NOW)
    best = found.ratifications(200)
    assert best[0].treaty == "budapest"
    ireland = next(r for r in best if (r.state, r.treaty) == ("IRL", "budapest"))
    with_ireland = Record(record.graph, suppositions("budapest", {"IRL": DAY(2026, 1, 1)}))
    after = Connections(with_ireland, PRESERVATION, "illegal-access", NOW)
    assert after.counts()[H] - found.counts()[H] == ireland.new_pairs
    assert not [r for r in best if r.treaty == "uncc"], "one instrument does not bring it into force"


def test_the_weakest_link(record: Record) -> None:
    links = Connections(record, PRESERVATION, "illegal-access", NOW).weakest_links(300)
    assert any((k.treaty, k.question) == ("budapest", "Ireland bound") for k in links)
    assert any((k.treaty, k.question) == ("malabo", "measure provided for") for k in links)
    assert all(a.pairs >= b.pairs for a, b in pairwise(links))


# ------------------------------------------------------------------ properties over the catalogue


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_symmetric_questions_give_symmetric_routes(record: Record, data: st.DataObject) -> None:
    states, offences, days = _asked(record, data)
    one, other = states
    measure = data.draw(st.sampled_from(MEASURES))
    there, back = (basis(record, *pair, offences, measure, days) for pair in ((one, other), (other, one)))
    assert there.verdict is back.verdict
    assert {(r.treaty, r.verdict, r.changes_on) for r in there.routes} == {
        (r.treaty, r.verdict, r.changes_on) for r in back.routes
    }


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_every_hop_is_cited_and_a_route_is_as_strong_as_its_weakest_hop(record: Record, data: st.DataObject) -> None:
    (one, other), offence, day = _asked(record, data)
    answer = basis(record, one, other, offence, data.draw(st.sampled_from(MEASURES)), day)
    order = {F: 0, U: 1, H: 2}
    for found in answer.routes:
        assert all(hop.citations and hop.reason for hop in found.hops)
        assert order[found.verdict] == min(order[hop.verdict] for hop in found.hops)
    assert order[answer.verdict] == max((order[r.verdict] for r in answer.routes), default=0)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_next_change_is_a_change_and_the_next(record: Record, data: st.DataObject) -> None:
    """Looked at from the day asked, the verdict is one until the eve of the change, and another from then on."""
    (one, other), offence, day = _asked(record, data)
    measure = data.draw(st.sampled_from(MEASURES))

    def ahead(on: dt.date, treaty: str) -> Verdict:
        return all_of(hop.verdict for hop in Inquiry(record, offence, measure, on, asked=day).hops(treaty, one, other))

    for found in basis(record, one, other, offence, measure, day).routes:
        until = found.changes_on or day + dt.timedelta(days=20_000)
        between = day + dt.timedelta(days=data.draw(st.integers(0, (until - day).days - 1)))
        assert ahead(between, found.treaty) is found.verdict
        assert ahead(until - dt.timedelta(days=1), found.treaty) is found.verdict
        if found.changes_on:
            assert ahead(until, found.treaty) is found.changes_to is not found.verdict


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_route_that_holds_goes_on_holding_without_a_known_change(record: Record, data: st.DataObject) -> None:
    (one, other), offence, day = _asked(record, data)
    measure = data.draw(st.sampled_from(MEASURES))
    later = day + dt.timedelta(days=data.draw(st.integers(1, 3000)))
    for found in basis(record, one, other, offence, measure, day).routes:
        if found.verdict is H and (found.changes_on is None or later < found.changes_on):
            assert route(basis(record, one, other, offence, measure, later), found.treaty).verdict is H


def _asked(record: Record, data: st.DataObject) -> tuple[tuple[str, str], str, dt.date]:
    states = data.draw(st.lists(st.sampled_from(un_members(record)), min_size=2, max_size=2, unique=True))
    offences = sorted(n.id for n in record.graph.nodes.values() if n.label == "Offence")
    return (
        (states[0], states[1]),
        data.draw(st.sampled_from(offences)),
        data.draw(st.dates(DAY(2000, 1, 1), DAY(2026, 11, 1))),
    )
