"""Who takes part in a treaty and where each stands: the strongest stand that the record bears out, with what it rests on."""

from __future__ import annotations

import datetime as dt

import pytest

from graph.errors import UnknownThingError
from graph.law.bonds import Record
from graph.law.participants import Stand, participants, tally
from graph.projection import Projection
from ontology.schema import Terms
from tests.catalogue import catalogue, without

TODAY = dt.date(2026, 11, 24)


def by_actor(graph: Projection, treaty: str, on: dt.date = TODAY) -> dict[str, Stand]:
    return {p.actor: p.stand for p in participants(Record(graph), treaty, on)}


def test_before_entry_into_force_nobody_is_bound_and_disputed_instruments_stand_apart() -> None:
    stands = by_actor(catalogue(), "uncc")
    assert stands["QAT"] is Stand.contracting
    assert stands["AZE"] is stands["VNM"] is Stand.doubtful
    assert stands["FRA"] is Stand.signatory
    assert Stand.party not in stands.values()
    assert "USA" not in stands


def test_in_force_the_parties_are_bound_since_a_day() -> None:
    found = {p.actor: p for p in participants(Record(catalogue()), "budapest", TODAY)}
    assert found["FRA"].stand is Stand.party
    assert found["FRA"].bond is not None and found["FRA"].bond.since.day == dt.date(2006, 5, 1)
    assert found["IRL"].stand in (Stand.party, Stand.signatory)
    assert all(p.citations for p in found.values())


def test_an_earlier_day_knows_less() -> None:
    stands = by_actor(catalogue(), "budapest", dt.date(2003, 1, 1))
    assert stands["FRA"] is Stand.signatory and stands["ALB"] is Stand.contracting
    assert "AND" not in stands, "it signed in 2013"
    assert Stand.party not in by_actor(catalogue(), "budapest", dt.date(2004, 6, 30)).values()


def test_each_actor_counts_once_and_without_acts_there_are_none() -> None:
    graph = catalogue()
    those = participants(Record(graph), "uncc", TODAY)
    signed = Terms(graph.schema).SIGNED
    signatories = {e.start for e in graph.edges if e.type == signed and e.end == "uncc"}
    assert len(those) == len({p.actor for p in those}) == tally(those).total()
    assert {p.actor for p in those if p.signature} == signatories
    bare = without(graph, lambda e: e.end == "uncc")
    assert participants(Record(bare), "uncc", TODAY) == []


def test_an_unknown_treaty_is_an_error() -> None:
    with pytest.raises(UnknownThingError):
        participants(Record(catalogue()), "unccc", TODAY)
