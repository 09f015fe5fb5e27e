"""Who is bound on a day, when treaties enter into force, and how bounded, disputed and missing dates are reasoned about."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.checks import check_batch
from graph.errors import UnknownThingError
from graph.law.acts import Supposition, suppositions
from graph.law.bonds import Record
from graph.law.entry_into_force import entry_into_force, not_followed_up, pace
from graph.law.in_force import Delay, Instrument, Rule, bound_since, derive_parties, reckoned_entry
from graph.law.spans import Span
from graph.law.standing import standing
from graph.law.verdicts import Verdict, all_of, any_of, opposite, weigh
from graph.projection import Projection
from graph.records import Batch, Edge
from loaders.catalogue import load_catalogue
from loaders.concepts import load_concepts
from tests.worlds import DAY, PLACE, SCHEMA, World, adding, changed, said, without

H, F, U = Verdict.holds, Verdict.fails, Verdict.undetermined


@pytest.fixture(scope="module")
def graph() -> Projection:
    batch = load_catalogue(SCHEMA)
    batch.extend(load_concepts(SCHEMA))
    batch.edges += derive_parties(batch, SCHEMA)
    return Projection.of_batch(check_batch(batch, SCHEMA, {}), SCHEMA)


@pytest.fixture(scope="module")
def record(graph: Projection) -> Record:
    return Record(graph)


# ------------------------------------------------------------------ the arithmetic of rules


@pytest.mark.parametrize(
    ("delay", "day", "end"),
    [
        (Delay(days=90), DAY(2003, 7, 1), DAY(2003, 9, 29)),
        (Delay(days=90), DAY(2024, 12, 1), DAY(2025, 3, 1)),
        (Delay(days=30), DAY(2024, 1, 31), DAY(2024, 3, 1)),
        (Delay(months=3, anchor="first_of_next_month"), DAY(2006, 1, 10), DAY(2006, 5, 1)),
        (Delay(months=3, anchor="first_of_next_month"), DAY(2004, 3, 31), DAY(2004, 7, 1)),
        (Delay(months=3, anchor="first_of_next_month"), DAY(2019, 11, 30), DAY(2020, 3, 1)),
        (Delay(months=12), DAY(2024, 2, 29), DAY(2025, 2, 28)),
    ],
)
def test_delays_lead_to_the_day_the_clause_says(delay: Delay, day: dt.date, end: dt.date) -> None:
    assert delay.after(day) == end


@given(
    st.dates(DAY(1990, 1, 1), DAY(2050, 1, 1)),
    st.integers(0, 400),
    st.integers(0, 24),
    st.booleans(),
    st.integers(0, 3000),
)
def test_a_later_deposit_never_leads_to_an_earlier_day(
    day: dt.date, days: int, months: int, first: bool, more: int
) -> None:
    delay = Delay(days, months, "first_of_next_month" if first else "exact_day")
    assert day <= delay.after(day) <= delay.after(day + dt.timedelta(days=more))


def test_organizations_are_not_counted_beside_their_members_unless_the_rule_says_so() -> None:
    instruments = [
        Instrument("A", DAY(2020, 1, 1)),
        Instrument("EU", DAY(2020, 1, 2), reio=True),
        Instrument("B", DAY(2020, 1, 3)),
    ]
    rule = Rule("t", 2, Delay(days=90), Delay(days=30))
    assert reckoned_entry(rule, instruments) == DAY(2020, 4, 2)
    assert reckoned_entry(Rule("t", 2, Delay(days=90), Delay(days=30), counts_reio=True), instruments) == DAY(
        2020, 4, 1
    )


def test_members_of_a_group_are_waited_for() -> None:
    rule = Rule("t", 2, Delay(days=0), None, member_group="coe", member_threshold=2)
    instruments = [
        Instrument("A", DAY(2020, 1, 1), member=True),
        Instrument("B", DAY(2020, 1, 2)),
        Instrument("C", DAY(2020, 1, 9), member=True),
    ]
    assert reckoned_entry(rule, instruments) == DAY(2020, 1, 9)
    assert reckoned_entry(rule, instruments[:2]) is None


def test_later_parties_wait_and_first_ones_are_bound_with_the_treaty() -> None:
    rule = Rule("t", 3, Delay(days=90), Delay(days=30))
    entry = DAY(2020, 4, 1)
    assert bound_since(rule, DAY(2020, 1, 1), entry) == entry
    assert bound_since(rule, DAY(2020, 2, 15), entry) == entry
    assert bound_since(rule, DAY(2020, 3, 20), entry) == DAY(2020, 4, 19)
    assert bound_since(rule, DAY(2020, 3, 20), None) is None
    no_rule = Rule("t", 3, Delay(days=90), None)
    assert bound_since(no_rule, DAY(2020, 1, 2), entry) == entry
    assert bound_since(no_rule, DAY(2020, 1, 3), entry) is None


# ------------------------------------------------------------------ three values


@given(st.lists(st.sampled_from(Verdict)))
def test_and_and_or_are_dual(verdicts: list[Verdict]) -> None:
    assert opposite(all_of(verdicts)) is any_of(map(opposite, verdicts))


@pytest.mark.parametrize(
    ("readings", "verdict"),
    [
        ([(H, False), (F, False)], H),
        ([(H, True)], U),
        ([(F, True)], F),
        ([(H, True), (F, True)], U),
        ([(H, True), (H, True)], H),
        ([(H, True), (U, True)], U),
        ([(F, False), (H, True), (H, True)], H),
        ([(H, False), (F, True)], H),
        ([], F),
    ],
)
def test_disputed_statements_settle_only_what_they_agree_on(
    readings: list[tuple[Verdict, bool]], verdict: Verdict
) -> None:
    assert weigh(readings) is verdict


@pytest.mark.parametrize(
    ("span", "before", "amid", "after"),
    [
        (Span(DAY(2020, 1, 1), DAY(2020, 12, 31)), F, U, H),
        (Span(DAY(2020, 1, 1), None), F, U, U),
        (Span.on(DAY(2020, 6, 1)), F, H, H),
    ],
)
def test_a_span_says_no_more_than_its_bounds(span: Span, before: Verdict, amid: Verdict, after: Verdict) -> None:
    assert [span.reached(d) for d in (DAY(2019, 12, 31), DAY(2020, 6, 1), DAY(2020, 12, 31))] == [before, amid, after]


# ------------------------------------------------------------------ golden cases on the catalogue


@pytest.mark.parametrize(
    ("actor", "treaty", "since"),
    [
        ("FRA", "budapest", DAY(2006, 5, 1)),
        ("AZE", "budapest", DAY(2010, 7, 1)),
        ("JPN", "budapest", DAY(2012, 11, 1)),
        ("ALB", "budapest", DAY(2004, 7, 1)),
        ("RUS", "untoc", DAY(2004, 6, 25)),
        ("USA", "untoc", DAY(2005, 12, 3)),
        ("BTN", "untoc", DAY(2023, 3, 22)),
        ("DEU", "uncac", DAY(2014, 12, 12)),
        ("european-union", "uncac", DAY(2008, 12, 12)),
        ("CPV", "malabo", DAY(2023, 6, 8)),
    ],
)
def test_a_party_is_bound_from_its_day_on(record: Record, actor: str, treaty: str, since: dt.date) -> None:
    before, day = (record.bound(actor, treaty, d) for d in (since - dt.timedelta(days=1), since))
    assert (before.verdict, day.verdict) == (F, H)
    assert day.citations
    assert since.isoformat() in day.reason


@pytest.mark.parametrize("actor", ["IRL", "ZAF"])
def test_signing_alone_binds_nobody(record: Record, actor: str) -> None:
    found = standing(record, actor, "budapest", DAY(2026, 11, 1))
    assert (found.summary, found.signed.verdict, found.consented.verdict, found.bound.verdict) == ("signatory", H, F, F)
    assert "signed only" in found.bound.reason
    assert found.known_as_of == DAY(2026, 4, 25)


@pytest.mark.parametrize(
    "treaty",
    ["budapest", "budapest-p1", "untoc", "untoc-trafficking", "untoc-smuggling", "uncac", "crc", "opsc", "lanzarote"],
)
def test_rule_and_instruments_lead_to_the_day_the_depositary_states(graph: Projection, treaty: str) -> None:
    stated = graph.nodes[treaty].properties["entry_into_force"]
    reckoned = Record(changed(graph, treaty, entry_into_force=None)).entry(treaty).when
    assert reckoned is not None
    if treaty == "untoc":  # four instruments have no earliest day: any of them may have come early
        assert reckoned == Span(DAY(2003, 7, 21), stated)
    else:
        assert reckoned.day == stated


def test_the_cybercrime_convention_is_not_in_force(record: Record) -> None:
    found = entry_into_force(record, "uncc", DAY(2026, 11, 1))
    assert (found.verdict, found.when, found.needed) == (F, None, 40)
    assert found.missing == 40 - found.counting
    assert found.earliest == DAY(2027, 1, 30)
    told = found.as_json()
    assert (told["in_force"], told["entry_into_force"]) == (False, None)
    assert {"treaty", "on", "in_force", "entry_into_force", "counting", "needed", "missing", "earliest"} <= told.keys()
    assert {d.act.actor for d in found.deposits if d.why == "sources dispute it"} == {"AZE", "VNM"}


def _deposits(record: Record, number: int, day: dt.date) -> dict[str, dt.date]:
    taken = {a.actor for a in record.acts.consents_to("uncc")}
    states = [n.id for n in record.graph.nodes.values() if n.label == "State" and n.id not in taken]
    return dict.fromkeys(sorted(states)[:number], day)


def test_the_fortieth_instrument_decides_and_that_of_the_union_changes_nothing(record: Record) -> None:
    missing = entry_into_force(record, "uncc", DAY(2026, 11, 1)).missing
    assert missing
    day, on = DAY(2026, 12, 1), DAY(2027, 3, 1)
    enough = _deposits(record, missing, day)
    one_less = _deposits(record, missing - 1, day)
    for deposits in (enough, {**enough, "european-union": DAY(2026, 11, 2)}):
        found = entry_into_force(Record(record.graph, suppositions("uncc", deposits)), "uncc", on)
        assert (found.verdict, found.when, found.missing) == (H, Span.on(DAY(2027, 3, 1)), 0)
    with_union = Record(record.graph, suppositions("uncc", {**one_less, "european-union": DAY(2026, 11, 2)}))
    found = entry_into_force(with_union, "uncc", on)
    assert found.verdict is U, "two disputed instruments may or may not make up the one that is missing"
    assert (found.missing, found.when) == (1, None)
    assert any("organization" in d.why for d in found.deposits if d.act.actor == "european-union")
    assert entry_into_force(with_union, "uncc", DAY(2027, 2, 28)).verdict is F


def test_a_second_deposit_of_the_same_state_counts_once(record: Record) -> None:
    again = Record(record.graph, suppositions("uncc", {"QAT": DAY(2026, 12, 1)}))
    assert (
        entry_into_force(again, "uncc", DAY(2026, 12, 2)).counting
        == entry_into_force(record, "uncc", DAY(2026, 12, 2)).counting
    )


def test_budapest_waited_for_its_fifth_instrument(record: Record) -> None:
    known = Record(record.graph, known_as_of=DAY(2004, 3, 1))
    found = entry_into_force(known, "budapest", DAY(2004, 3, 1))
    assert (found.verdict, found.counting, found.missing) == (F, 4, 1)
    assert entry_into_force(record, "budapest", DAY(2004, 6, 30)).verdict is F
    assert entry_into_force(record, "budapest", DAY(2004, 7, 1)).verdict is H


def test_a_protocol_below_its_threshold_is_not_in_force(record: Record) -> None:
    found = entry_into_force(record, "budapest-p2", DAY(2026, 11, 1))
    assert (found.verdict, found.counting, found.needed, found.missing, found.earliest) == (F, 3, 5, 2, DAY(2027, 3, 1))


def test_bounds_of_deposits_give_bounds_of_entry_into_force(record: Record) -> None:
    """The Arab Convention: ten instruments of unknown days, none after 2016; its entry into force is stated nowhere."""
    assert record.entry("arab").when == Span(DAY(2011, 1, 20), DAY(2017, 1, 30))
    assert [record.bound("QAT", "arab", d).verdict for d in (DAY(2011, 1, 1), DAY(2014, 1, 1), DAY(2018, 1, 1))] == [
        F,
        U,
        H,
    ]


def test_disputed_sources_stand_side_by_side(record: Record) -> None:
    amid, after = (record.bound("BTN", "uncac", d) for d in (DAY(2020, 1, 1), DAY(2024, 1, 1)))
    assert (amid.verdict, after.verdict) == (U, H)
    assert {c.source for c in amid.citations} == {"legilux:2016-10-21-n7", "untc:XVIII-14"}


def test_what_was_known_before_the_dispute_arose(record: Record) -> None:
    then = Record(record.graph, known_as_of=DAY(2020, 1, 1))
    assert then.bound("BTN", "uncac", DAY(2020, 1, 1)).verdict is H
    assert Record(record.graph, known_as_of=DAY(2016, 1, 1)).bound("BTN", "uncac", DAY(2020, 1, 1)).verdict is not H


def test_silence_of_a_depositarys_list_is_an_answer_only_while_it_is_current(record: Record) -> None:
    assert record.bound("NPL", "untoc-trafficking", DAY(2018, 1, 1)).verdict is F
    assert record.bound("NPL", "untoc-trafficking", DAY(2026, 1, 1)).verdict is U
    assert record.bound("SAU", "arab", DAY(2018, 1, 1)).verdict is U, "a newspaper's list may leave states out"
    assert record.bound("FRA", "arab", DAY(2018, 1, 1)).verdict is F, "only members of the League may join"


def test_before_a_treaty_existed_nobody_was_bound(record: Record) -> None:
    assert record.bound("FRA", "uncc", DAY(2001, 1, 1)).verdict is F
    assert record.bound("KIR", "crc", DAY(1980, 1, 1)).verdict is F


def test_former_states_are_bound_no_longer() -> None:
    world = World()
    world.treaty(entry_into_force=DAY(2001, 1, 1))
    world.node("State", "SUN", dissolved=DAY(2010, 1, 1))
    world.consent("SUN", DAY(2000, 5, 5))
    record = world.record()
    assert [record.bound("SUN", "t", d).verdict for d in (DAY(2009, 12, 31), DAY(2010, 1, 1))] == [H, F]
    assert "ended 2010-01-01" in record.bound("SUN", "t", DAY(2010, 1, 1)).reason


def test_unknown_names_are_refused(record: Record) -> None:
    for actor, treaty in (("FRX", "budapest"), ("FRA", "budapst"), ("illegal-access", "budapest"), ("FRA", "FRA")):
        with pytest.raises(UnknownThingError):
            standing(record, actor, treaty, DAY(2020, 1, 1))
    with pytest.raises(UnknownThingError):
        Record(record.graph, [Supposition("FRX", "uncc", DAY(2026, 1, 1))])


def test_signatories_that_wait_and_for_how_long(record: Record) -> None:
    waiting = {w.actor: w for w in not_followed_up(record, "budapest", DAY(2026, 11, 1))}
    assert waiting.keys() == {"IRL", "ZAF"}
    assert waiting["ZAF"].days == (DAY(2026, 11, 1) - DAY(2001, 11, 23)).days
    uncc = {w.actor for w in not_followed_up(record, "uncc", DAY(2026, 11, 1))}
    assert "FRA" in uncc
    assert "QAT" not in uncc


def test_the_pace_of_comparable_treaties(record: Record) -> None:
    points = pace(record)
    assert {p.treaty for p in points} == {"untoc", "uncac", "budapest", "malabo"}
    untoc = [p for p in points if p.treaty == "untoc"]
    assert [p.count for p in untoc] == list(range(1, len(untoc) + 1))
    fortieth = next(p for p in untoc if p.count == 40)
    assert fortieth.date + dt.timedelta(days=90) == DAY(2003, 9, 29)
    assert all(a.days <= b.days for a, b in pairwise(untoc))


# ------------------------------------------------------------------ withdrawal, provisional application


def _bound_world() -> World:
    world = World()
    world.treaty(entry_into_force=DAY(2001, 1, 1))
    world.consent("A", DAY(2000, 6, 1))
    return world


def test_a_denunciation_takes_effect_after_its_delay() -> None:
    world = _bound_world()
    world.edge("WITHDREW", "A", "t", date=DAY(2010, 5, 5))
    record = world.record()
    assert [record.bound("A", "t", d).verdict for d in (DAY(2011, 5, 4), DAY(2011, 5, 5))] == [H, F]
    assert standing(record, "A", "t", DAY(2011, 5, 5)).summary == "withdrawn"
    assert standing(record, "A", "t", DAY(2011, 5, 4)).withdrew.verdict is F


def test_a_stated_effect_goes_before_the_delay_and_a_return_binds_again() -> None:
    world = _bound_world()
    world.edge("WITHDREW", "A", "t", date=DAY(2010, 5, 5), effective=DAY(2010, 8, 1))
    world.consent("A", DAY(2015, 1, 1), mode="accession")
    record = world.record()
    days = (DAY(2010, 7, 31), DAY(2010, 8, 1), DAY(2015, 1, 30), DAY(2015, 1, 31))
    assert [record.bound("A", "t", d).verdict for d in days] == [H, F, F, H]
    assert standing(record, "A", "t", DAY(2016, 1, 1)).summary == "party"


def test_without_a_rule_on_denunciation_its_effect_is_unknown() -> None:
    world = _bound_world()
    world.batch.nodes[-1].properties.pop("denunciation_delay_months")  # type: ignore[attr-defined]
    world.edge("WITHDREW", "A", "t", date=DAY(2010, 5, 5))
    record = world.record()
    assert [record.bound("A", "t", d).verdict for d in (DAY(2010, 5, 4), DAY(2020, 1, 1))] == [H, U]


def test_a_withdrawal_of_an_unknown_day_leaves_open_since_when() -> None:
    """A depositary's table may show a consent as no longer in effect without saying since when."""
    world = _bound_world()
    world.edge("WITHDREW", "A", "t", as_of=DAY(2018, 1, 12))
    record = world.record()
    days = (DAY(2000, 12, 31), DAY(2005, 1, 1), DAY(2019, 1, 11), DAY(2019, 1, 12))
    assert [record.bound("A", "t", d).verdict for d in days] == [F, U, U, F]
    world.consent("A", DAY(2012, 3, 3), mode="accession")
    back = world.record()
    assert [back.bound("A", "t", d).verdict for d in (DAY(2005, 1, 1), DAY(2012, 4, 2), DAY(2019, 6, 1))] == [U, H, H]


def test_sources_that_date_a_consent_differently_dispute_it_even_if_unmarked() -> None:
    world = _bound_world()
    world.node("Source", "press:x")
    world.consent("A", DAY(2003, 6, 1), source="press:x")
    world.consent("B", DAY(2003, 6, 1))
    world.consent("B", None, source="press:x", date_from=DAY(2003, 5, 1), date_to=DAY(2003, 7, 1))
    record = world.record()
    assert [record.bound("A", "t", d).verdict for d in (DAY(2002, 1, 1), DAY(2004, 1, 1))] == [U, H]
    assert record.bound("B", "t", DAY(2003, 7, 1)).verdict is H, "bounds that hold the exact day agree with it"


def test_provisional_application_ends_with_entry_into_force() -> None:
    world = World()
    world.treaty(entry_into_force=DAY(2005, 1, 1))
    world.edge("SIGNED", "A", "t", date=DAY(2001, 1, 1))
    world.edge("APPLIES_PROVISIONALLY", "A", "t", since=DAY(2002, 1, 1))
    world.consent("A", DAY(2004, 6, 1))
    record = world.record()
    words = [
        standing(record, "A", "t", d).summary
        for d in (DAY(2001, 6, 1), DAY(2003, 1, 1), DAY(2004, 7, 1), DAY(2005, 1, 1))
    ]
    assert words == ["signatory", "applies provisionally", "applies provisionally", "party"]


def test_consent_before_entry_into_force_makes_a_contracting_state() -> None:
    world = World()
    world.treaty()
    world.consent("A", DAY(2004, 6, 1))
    found = standing(world.record(), "A", "t", DAY(2004, 7, 1))
    assert found.summary.startswith("contracting state")
    assert found.bound.verdict is F


# ------------------------------------------------------------------ properties


DAYS = st.dates(DAY(2000, 2, 1), DAY(2020, 1, 1))
STATES = "ABCDEFGH"
DELAYS = st.sampled_from(
    [
        {"eif_delay_days": 90, "later_delay_days": 30},
        {
            "eif_delay_days": None,
            "later_delay_days": None,
            "eif_delay_months": 3,
            "later_delay_months": 3,
            "delay_anchor": "first_of_next_month",
        },
        {"eif_delay_days": None, "later_delay_days": None, "eif_delay_months": 3, "later_delay_months": 1},
        {"eif_delay_days": 30, "later_delay_days": None},
    ]
)
DEPOSITS = st.dictionaries(st.sampled_from(STATES), st.tuples(DAYS, st.integers(0, 900)), max_size=8)


def _world(rule: dict[str, object], deposits: dict[str, tuple[dt.date, int]], threshold: int = 3) -> World:
    """A treaty with deposits, each between a day and so many days later (0: on that very day)."""
    world = World()
    world.node("Stakeholder", "EU", kind="reio")
    world.treaty(**{"eif_threshold": threshold, **rule})  # type: ignore[arg-type]
    for state, (day, width) in deposits.items():
        if width:
            world.consent(state, None, date_from=day, date_to=day + dt.timedelta(days=width))
        else:
            world.consent(state, day)
    return world


@given(DELAYS, DEPOSITS, DAYS, st.integers(0, 4000))
@settings(max_examples=150, deadline=None)
def test_a_later_date_never_removes_a_bond_without_a_withdrawal(
    rule: dict[str, object], deposits: dict[str, tuple[dt.date, int]], day: dt.date, later: int
) -> None:
    record = _world(rule, deposits).record()
    for state in STATES:
        if record.bound(state, "t", day).verdict is H:
            assert record.bound(state, "t", day + dt.timedelta(days=later)).verdict is H


@given(
    DELAYS,
    DEPOSITS,
    st.dictionaries(st.sampled_from(STATES), DAYS),
    st.dictionaries(st.sampled_from(STATES), DAYS),
    DAYS,
)
@settings(max_examples=150, deadline=None)
def test_supposing_more_deposits_never_delays_entry_into_force(
    rule: dict[str, object],
    deposits: dict[str, tuple[dt.date, int]],
    some: dict[str, dt.date],
    more: dict[str, dt.date],
    on: dt.date,
) -> None:
    graph = _world(rule, deposits).graph()
    fewer, all_ = (
        Record(graph, s) for s in (suppositions("t", some), (*suppositions("t", some), *suppositions("t", more)))
    )
    one, two = fewer.entry("t").when, all_.entry("t").when
    if one is not None:
        assert two is not None
        assert two.first <= one.first
        assert one.last is None or (two.last is not None and two.last <= one.last)
    strength = {F: 0, U: 1, H: 2}
    assert strength[all_.entry("t").on(on)] >= strength[fewer.entry("t").on(on)]


@given(DELAYS, DEPOSITS, DAYS)
@settings(max_examples=80, deadline=None)
def test_an_organizations_instrument_changes_nothing(
    rule: dict[str, object], deposits: dict[str, tuple[dt.date, int]], day: dt.date
) -> None:
    graph = _world(rule, deposits).graph()
    assert Record(graph).entry("t") == Record(graph, suppositions("t", {"EU": day})).entry("t")


@given(DELAYS, DEPOSITS, DAYS, st.data())
@settings(max_examples=200, deadline=None)
def test_bounds_never_say_more_than_every_day_between_them(
    rule: dict[str, object], deposits: dict[str, tuple[dt.date, int]], on: dt.date, data: st.DataObject
) -> None:
    """Whatever the exact days may turn out to be, a verdict that was given on their bounds stands."""
    loose = _world(rule, deposits).record()
    exact = {s: (day + dt.timedelta(days=data.draw(st.integers(0, width))), 0) for s, (day, width) in deposits.items()}
    sharp = _world(rule, exact).record()
    assert loose.entry("t").on(on) in (U, sharp.entry("t").on(on))
    for state in STATES:
        assert loose.bound(state, "t", on).verdict in (U, sharp.bound(state, "t", on).verdict)


@given(DELAYS, DEPOSITS, DAYS)
@settings(max_examples=80, deadline=None)
def test_derived_bonds_agree_with_the_verdicts(
    rule: dict[str, object], deposits: dict[str, tuple[dt.date, int]], on: dt.date
) -> None:
    world = _world(rule, {s: (d, 0) for s, (d, _) in deposits.items()})
    when = world.record().entry("t").when
    if when is None or when.day is None:
        return
    batch = Batch(
        "world", list(changed(world.graph(), "t", entry_into_force=when.day).nodes.values()), world.batch.edges
    )
    bonds = {e.start: e.properties["since"] for e in derive_parties(batch, SCHEMA)}
    record = Record(Projection.of_batch(batch, SCHEMA))
    for state in deposits:
        if state in bonds:
            assert record.bound(state, "t", on).verdict is (H if bonds[state] <= on else F)  # type: ignore[operator]
        else:
            assert record.bound(state, "t", on).verdict is not H, "the treaty has no rule for later parties"


# ------------------------------------------------------------------ single facts changed


def test_without_its_instrument_france_is_not_bound(graph: Projection) -> None:
    no_bond = without(graph, "PARTY_TO", start="FRA", end="budapest")
    assert Record(no_bond).bound("FRA", "budapest", DAY(2020, 1, 1)).verdict is H, "the instrument alone shows it"
    neither = without(no_bond, "RATIFIED", start="FRA", end="budapest")
    assert Record(neither).bound("FRA", "budapest", DAY(2020, 1, 1)).verdict is F


def test_another_day_threshold_or_membership_changes_the_entry_into_force(graph: Projection) -> None:
    reckoned = changed(graph, "budapest", entry_into_force=None)
    assert Record(reckoned).entry("budapest").when == Span.on(DAY(2004, 7, 1))
    assert Record(changed(reckoned, "budapest", eif_threshold=6)).entry("budapest").when != Span.on(DAY(2004, 7, 1))
    assert Record(changed(reckoned, "budapest", eif_delay_months=4)).entry("budapest").when == Span.on(DAY(2004, 8, 1))
    demanding = changed(reckoned, "budapest", eif_member_group="ecowas", eif_member_threshold=1)
    entry = Record(demanding).entry("budapest").when
    assert entry is not None
    assert entry.first > DAY(2010, 1, 1)


def test_a_withdrawal_on_record_ends_frances_bond(graph: Projection) -> None:
    withdrawal = Edge("WITHDREW", "FRA", "budapest", said(date=DAY(2025, 1, 15), source="coe:185"), PLACE)
    record = Record(adding(graph, withdrawal))
    assert [record.bound("FRA", "budapest", d).verdict for d in (DAY(2025, 4, 30), DAY(2025, 5, 1))] == [H, F]


def test_a_state_that_has_ended_is_bound_by_nothing_new(record: Record) -> None:
    found = standing(record, "DDR", "crc", DAY(2026, 11, 1))
    assert found.bound.verdict is Verdict.fails
    assert "ended on 1990-10-03" in found.bound.reason
    assert found.summary == "no act on record"


def test_silence_of_an_old_list_is_not_called_a_perhaps(record: Record) -> None:
    found = standing(record, "KEN", "malabo", DAY(2026, 11, 1))
    assert found.bound.verdict is Verdict.undetermined
    assert found.summary == "no act on record, and the record may be incomplete"
