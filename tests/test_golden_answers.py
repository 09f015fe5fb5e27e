"""The golden cases once more, asked of stores: the catalogue loaded into each engine and read back gives the same answers.

The answers themselves, and all that stands beside them, are tested without an engine in `test_in_force`, `test_legal_basis` and
`test_reservations`.
"""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner, Result

from graph.checks import check_batch
from graph.cli.answers import register
from graph.law.acts import suppositions
from graph.law.bonds import Record
from graph.law.connections import Connections, un_members
from graph.law.entry_into_force import entry_into_force
from graph.law.legal_basis import basis
from graph.law.verdicts import Verdict
from graph.projection import Projection, project
from graph.records import Batch
from graph.store import Store
from ontology.schema import load_schema
from tests.worlds import DAY

H, F, U = Verdict.holds, Verdict.fails, Verdict.undetermined
NOW = DAY(2026, 11, 1)


@pytest.fixture(scope="module")
def record(catalogue: Store) -> Record:
    return Record(project(catalogue))


@pytest.fixture(scope="module")
def from_files(catalogue_records: Batch) -> Record:
    schema = load_schema()
    return Record(Projection.of_batch(check_batch(catalogue_records, schema, {}), schema))


def stops(
    record: Record, asked: tuple[str, str, str, str], treaty: str, on: object = NOW
) -> tuple[Verdict, str | None]:
    found = next(r for r in basis(record, *asked, on).routes if r.treaty == treaty)  # type: ignore[arg-type]
    return found.verdict, found.stopped_at.question if found.stopped_at else None


def test_golden_routes(record: Record) -> None:
    asked = ("FRA", "JPN", "illegal-access", "expedited-preservation")
    assert stops(record, asked, "budapest") == (H, None)
    assert stops(record, asked, "budapest", DAY(2005, 1, 1)) == (F, "France bound")
    assert stops(record, ("FRA", "AUT", "money-laundering", "expedited-preservation"), "budapest") == (
        U,
        "reservations of Austria",
    )
    assert stops(record, ("RUS", "USA", "illegal-access", "extradition"), "untoc") == (U, "offence covered")
    assert basis(record, "RUS", "USA", "illegal-access", "extradition", NOW).verdict is U


def test_golden_bonds(record: Record) -> None:
    assert record.bound("FRA", "budapest", DAY(2006, 5, 1)).verdict is H
    assert record.bound("FRA", "budapest", DAY(2006, 4, 30)).verdict is F
    assert record.bound("AZE", "budapest", DAY(2010, 7, 1)).verdict is H
    assert [record.bound(s, "budapest", NOW).verdict for s in ("IRL", "ZAF")] == [F, F]
    assert entry_into_force(record, "budapest", DAY(2004, 7, 1)).verdict is H
    assert entry_into_force(record, "uncc", NOW).verdict is F


def test_golden_supposition(record: Record) -> None:
    missing = entry_into_force(record, "uncc", NOW).missing or 0
    recorded = {a.actor for a in record.acts.consents_to("uncc")}
    states = ["FRA", *(s for s in un_members(record) if s not in {*recorded, "FRA"})][:missing]
    imagined = Record(
        record.graph,
        suppositions("uncc", {**dict.fromkeys(states, DAY(2026, 6, 1)), "european-union": DAY(2026, 6, 1)}),
    )
    found = entry_into_force(imagined, "uncc", NOW)
    assert (found.verdict, found.when and found.when.day, found.counting) == (H, DAY(2026, 8, 30), 40)
    assert stops(imagined, ("FRA", "QAT", "ncii", "extradition"), "uncc") == (F, "reservations of Qatar")
    assert stops(imagined, ("FRA", "QAT", "illegal-access", "extradition"), "uncc") == (H, None)


def test_a_store_gives_what_the_files_give(record: Record, from_files: Record) -> None:
    """All pairs of UN members for one measure, and every bond of every state, are the same out of the engine."""
    one, two = (Connections(r, "expedited-preservation", "illegal-access", NOW) for r in (record, from_files))
    assert one.counts() == two.counts()
    assert one.ratifications() == two.ratifications()
    for treaty in record.rules:
        for state in one.states:
            assert record.bound(state, treaty, NOW) == from_files.bound(state, treaty, NOW)


# ------------------------------------------------------------------ the command line


def run(*words: str) -> Result:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, list(words))


def test_the_command_basis(catalogue: Store) -> None:
    words = (
        "basis",
        "--from",
        "FRA",
        "--to",
        "JPN",
        "--offence",
        "illegal-access",
        "--measure",
        "expedited-preservation",
    )
    holds = run(*words, "--on", "2026-11-01", "--json")
    assert holds.exit_code == 0, holds.output
    document = json.loads(holds.stdout)
    assert document["verdict"] == "holds"
    assert [r["treaty"] for r in document["routes"] if r["verdict"] == "holds"] == ["budapest"]
    fails = run(*words, "--on", "2005-01-01", "--json")
    assert fails.exit_code == 1
    budapest = next(r for r in json.loads(fails.stdout)["routes"] if r["treaty"] == "budapest")
    assert (budapest["first_failing"], budapest["changes_on"]) == ("France bound", "2012-11-01")
    shown = run(*words, "--on", "2026-11-01", "--full")
    assert shown.exit_code == 0
    assert "Budapest Convention" in shown.stdout


def test_the_command_in_force(catalogue: Store) -> None:
    told = json.loads(run("in-force", "uncc", "--on", "2026-11-01", "--suppose", "FRA=2026-12-01", "--json").stdout)
    assert (told["in_force"], told["needed"], told["counting"] + told["missing"]) == (False, 40, 40)
    assert {"treaty", "on", "in_force", "entry_into_force", "counting", "needed", "missing", "earliest"} <= told.keys()
    waiting = json.loads(run("in-force", "budapest", "--on", "2026-11-01", "--waiting", "--json").stdout)
    assert (waiting["entry_into_force"], [w["actor"] for w in waiting["waiting"]]) == ("2004-07-01", ["ZAF", "IRL"])
    curves = json.loads(run("in-force", "uncc", "--on", "2026-11-01", "--pace", "--json").stdout)["pace"]
    assert {p["treaty"] for p in curves} >= {"untoc", "uncac", "budapest", "malabo"}
    shown = run("in-force", "uncc", "--on", "2026-11-01", "--pace", "--waiting")
    assert shown.exit_code == 0
    assert "UN Convention against Cybercrime is not in force" in " ".join(shown.stdout.split())
    standing = json.loads(run("in-force", "budapest", "--actor", "AZE", "--on", "2026-11-01", "--json").stdout)
    assert standing["summary"] == "party"


def test_the_commands_reservations_and_connections(catalogue: Store) -> None:
    touched = json.loads(run("reservations", "uncc/art_16", "--json").stdout)
    assert [row["by"] for row in touched] == ["QAT"]
    between = json.loads(
        run(
            "reservations",
            "untoc-smuggling",
            "--between",
            "AFG,AUT",
            "--on",
            "2019-01-01",
            "--objections",
            "severed",
            "--json",
        ).stdout
    )
    assert any("without the benefit" in row["consequence"] for row in between["changed"])
    pairs = json.loads(run("connections", "expedited-preservation", "--on", "2026-11-01", "--json").stdout)["pairs"]
    assert sum(pairs.values()) == 193 * 192 // 2


@pytest.mark.parametrize(
    "words",
    [
        ("in-force", "uncc", "--suppose", "FRA"),
        ("in-force", "uncc", "--on", "1-11-2026"),
        ("reservations", "uncc", "--between", "AFG"),
        (
            "basis",
            "--from",
            "FRA",
            "--to",
            "JPN",
            "--offence",
            "illegal-access",
            "--measure",
            "extradition",
            "--suppose",
            "FRA=2026-01-01",
        ),
    ],
)
def test_malformed_options_are_wrong_usage(catalogue: Store, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2
