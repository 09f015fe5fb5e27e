"""The catalogue: complete, cited, sound, and refused with file and line where it is not."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from graph.checks import check_batch
from graph.law.in_force import derive_parties
from graph.records import Batch
from loaders.catalogue import FOLDER, load_catalogue
from ontology.schema import load_schema

SCHEMA = load_schema()
TREATIES = {
    "uncc": 68, "budapest": 48, "budapest-p1": 16, "budapest-p2": 25, "untoc": 41, "untoc-trafficking": 20, "untoc-smuggling": 25,
    "uncac": 71, "malabo": 38, "arab": 43, "crc": 54, "opsc": 17, "lanzarote": 50,
}  # fmt: skip


@pytest.fixture(scope="module")
def checked(catalogue_records: Batch) -> Batch:
    return check_batch(catalogue_records, SCHEMA, {})


def test_nothing_is_refused(checked: Batch) -> None:
    assert [str(r) for r in checked.refused] == []


def test_the_folders_that_are_found() -> None:
    assert {p.name for p in FOLDER.iterdir()} == {*TREATIES, "actors", "common", "process"}


@pytest.mark.parametrize(("treaty", "articles"), TREATIES.items())
def test_every_article_stands_with_its_number_and_a_summary(checked: Batch, treaty: str, articles: int) -> None:
    own = [n.properties for n in checked.nodes if n.label == "Article" and n.properties["treaty"] == treaty]
    numbered = [str(p["number"]) for p in own if re.fullmatch(r"\d+", str(p["number"]))]
    assert len(own) == articles
    assert [int(n) for n in numbered] == sorted(int(n) for n in numbered)
    assert all(p.get("summary") for p in own)


def test_headings_of_the_uncc_are_those_of_the_list_at_hand(checked: Batch, shared_data: Path) -> None:
    headings = {n.id: n.properties.get("heading") for n in checked.nodes if n.label == "Article"}
    with (shared_data / "facts/uncc_articles.csv").open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == 68
    assert {f"uncc/art_{row['article']}": row["heading"] for row in listed}.items() <= headings.items()


def test_it_is_as_large_as_it_should_be(checked: Batch) -> None:
    types = Counter(e.type for e in checked.edges)
    labels = Counter(n.label for n in checked.nodes)
    members = [n for n in checked.nodes if n.label == "State" and n.properties.get("un_status") == "member"]
    assert types["SIGNED"] + types["RATIFIED"] + types["WITHDREW"] >= 1500
    assert types["CORRESPONDS_TO"] >= 150
    assert labels["Article"] >= 500 and labels["Treaty"] >= 12
    assert len(members) == 193 and labels["Stakeholder"] >= 60
    assert labels["Offence"] >= 30 and labels["Measure"] >= 25


def test_every_article_of_the_uncc_is_aligned(checked: Batch) -> None:
    ends = {end for e in checked.edges if e.type == "CORRESPONDS_TO" for end in (e.start, e.end)}
    aligned = {"/".join(end.split("/")[:2]) for end in ends}
    assert {f"uncc/art_{n}" for n in range(1, 69)} <= aligned


def test_no_correspondence_stays_within_a_treaty_or_stands_twice(checked: Batch) -> None:
    pairs = Counter(frozenset((e.start, e.end)) for e in checked.edges if e.type == "CORRESPONDS_TO")
    assert {pair for pair, n in pairs.items() if n > 1} == set()
    assert all(e.start.split("/")[0] != e.end.split("/")[0] for e in checked.edges if e.type == "CORRESPONDS_TO")


def test_regional_groups_hold_every_member_once_or_say_why(checked: Batch) -> None:
    groups: dict[str, set[str]] = {}
    for edge in checked.edges:
        if edge.type == "MEMBER_OF" and edge.end.startswith("un-group:"):
            groups.setdefault(edge.start, set()).add(edge.end)
    members = {n.id for n in checked.nodes if n.label == "State" and n.properties.get("un_status") == "member"}
    assert members <= groups.keys()
    assert {state for state, found in groups.items() if len(found) > 1} == {"TUR"}  # in two groups, as the UN list says


def test_dates_are_within_the_life_of_what_they_concern(checked: Batch) -> None:
    opened = {
        n.id: n.properties.get("adopted") or n.properties.get("opened") for n in checked.nodes if n.label == "Treaty"
    }
    late = [
        e
        for e in checked.edges
        if e.type in ("SIGNED", "RATIFIED")
        and "date" in e.properties
        and opened[e.end] is not None
        and e.properties["date"] < opened[e.end]
    ]  # type: ignore[operator]
    future = [
        e for e in checked.edges for v in e.properties.values() if isinstance(v, dt.date) and v > dt.date(2026, 12, 31)
    ]
    assert [e.key for e in late] == [] and [e.key for e in future] == []


def test_sources_that_differ_stand_side_by_side(checked: Batch) -> None:
    hanoi = [n.properties for n in checked.nodes if n.label == "Claim" and n.id.startswith("claim/")]
    counts = {str(p["object"]) for p in hanoi if "sign" in str(p["predicate"])}
    assert any("72" in c for c in counts) and any("71" in c for c in counts)
    assert any(e.properties["review"] == "disputed" for e in checked.edges if e.type == "RATIFIED" and e.end == "uncc")


def test_known_facts(checked: Batch) -> None:
    party = {(e.start, e.end): e.properties["since"] for e in checked.edges if e.type == "PARTY_TO"}
    assert party["FRA", "budapest"] == dt.date(2006, 5, 1)
    assert party["AZE", "budapest"] == dt.date(2010, 7, 1)
    assert ("IRL", "budapest") not in party and ("ZAF", "budapest") not in party
    assert not any(treaty == "uncc" for _, treaty in party)
    touched = {
        (e.start, e.end, e.properties["effect"])
        for e in checked.edges
        if e.type == "CONCERNS" and "effect" in e.properties
    }
    assert any("QAT" in r and p == "uncc/art_16" and effect == "excludes" for r, p, effect in touched)
    assert any("AUT" in r and p == "budapest/art_29/para_4" for r, p, _ in touched)


def test_the_rule_gives_the_days_that_the_chart_states(checked: Batch) -> None:
    """The Council of Europe's chart states a day of entry into force for each party; the rule must lead to the same."""
    stated = {e.start: e.properties["since"] for e in checked.edges if e.type == "PARTY_TO" and e.end == "budapest"}
    unstated = [e for e in checked.edges if e.type != "PARTY_TO"]
    derived = derive_parties(Batch("test", checked.nodes, unstated), SCHEMA)
    assert len(stated) == 81
    assert {e.start: e.properties["since"] for e in derived if e.end == "budapest"} == stated


def test_no_file_holds_a_sentence_of_a_treaty(shared_data: Path) -> None:
    """Our words are our own: none shares a run of twelve words with a text at hand. Headings and titles are facts."""
    runs: set[tuple[str, ...]] = set()
    for path in (shared_data / "texts").glob("*.md"):
        runs |= _runs(path.read_text(encoding="utf-8"))
    copied = []
    for path in FOLDER.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                prose = [row.get(column) or "" for column in ("summary", "note", "stance", "reason", "description")]
                if any(runs & _runs(text) for text in prose):
                    copied.append(f"{path.parent.name}/{path.name}, row {number}")
    assert copied == []


def _runs(text: str, length: int = 12) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small catalogue of its own."""
    root = tmp_path / "catalogue"
    (root / "x").mkdir(parents=True)
    (root / "x/source.toml").write_text('[[source]]\nid = "s"\nname = "S"\n')
    (root / "x/treaty.toml").write_text(
        '[[treaty]]\nid = "x"\nname = "Treaty X"\nshort_title = "X"\nadopted = 2001-01-02\n'
    )
    (root / "x/state.csv").write_text(
        "id,name,aliases\nFRA,France,French Republic;République française\n", encoding="utf-8"
    )
    (root / "x/provision.csv").write_text(
        "id,parent,number,heading,source,locator,review\nx/chp_I,,I,General,s,p. 1,verified\nx/art_1,x/chp_I,1,Aims,s,p. 1,verified\nx/art_1/para_2,,2,,s,p. 1,verified\n"
    )
    return root


def load(folder: Path) -> Batch:
    return check_batch(load_catalogue(SCHEMA, folder), SCHEMA, {})


def test_a_treaty_is_a_folder(folder: Path) -> None:
    batch = load(folder)
    assert batch.refused == []
    nodes = {n.id: n for n in batch.nodes}
    article = nodes["x/art_1"].properties
    assert (article["name"], article["eid"], article["ordinal"], article["treaty"]) == (
        "X, art. 1: Aims",
        "art_1",
        2,
        "x",
    )
    assert nodes["x/art_1/para_2"].properties["name"] == "X, art. 1(2)"
    assert {(e.start, e.end) for e in batch.edges} == {
        ("x", "x/chp_I"),
        ("x/chp_I", "x/art_1"),
        ("x/art_1", "x/art_1/para_2"),
    }
    assert nodes["FRA"].properties["aliases"] == ["French Republic", "République française"]


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        ("signed.csv", "from,to,date,source,locator,review\nFRB,x,2001-01-02,s,r,verified", "signed.csv:2: from 'FRB' does not exist (expected Actor)"),
        ("signed.csv", "from,to,date,source,locator,review\nFRA,x,02/01/2001,s,r,verified", "signed.csv:2: date: expected a date (YYYY-MM-DD), found '02/01/2001'"),
        ("signed.csv", "from,to,date,source,locator,review\nFRA,x,2001-02-30,s,r,verified", "signed.csv:2: date: there is no day 2001-02-30"),
        ("signed.csv", "from,to,dat,source,locator,review\nFRA,x,2001-01-02,s,r,verified", "signed.csv:2: SIGNED has no column 'dat' (did you mean 'date'?)"),
        ("signed.csv", "from,to,date,source,locator,review\nFRA,x,2001-01-02,s,r,checked", "signed.csv:2: review: 'checked' is not one of verified, compiled, disputed"),
        ("signed.csv", "from,to,date,source,locator,review\nFRA,x,2001-01-02,s,r", "signed.csv:2: expected 6 cells (from, to, date, source, locator, review), found 5"),
        ("signed.csv", "from,to,date,source,locator,review\n,x,2001-01-02,s,r,verified", "signed.csv:2: from is missing"),
        ("signed.csv", 'from,to,source,locator,review\nFRA,x,"s,r,verified', "signed.csv:2: not well-formed CSV"),
        ("criminalizes.csv", "from,to,modality,source,locator,review\nx/art_1,illegal-access,shall,s,r,verified", "criminalizes.csv:2: to 'illegal-access' does not exist (expected Offence)"),
        ("refers_to.csv", "from,to,source,locator,review\nx/art_1,x/art_9,s,r,verified", "refers_to.csv:2: to 'x/art_9' does not exist (expected Provision or Treaty) (did you mean 'x/art_1'?)"),
        ("singed.csv", "from,to\nFRA,x", "singed.csv: no class or relationship is called 'singed' (did you mean 'signed'?)"),
        ("region.csv", "id,name\nm49:150,Europe\nm49:150,Europe", "region.csv:3: duplicate id 'm49:150', first given at catalogue/x/region.csv:2"),
        ("event.toml", "[[event]]\nid = 'e'\nname = 'E'\nstart = 2001-13-01", "event.toml: not well-formed TOML"),
        ("event.toml", "[[event]]\nid = 'e'\nname = 'E'\n\n[[event]]\nid = 'f'\nname = 'F'\nstart = 'May'", "event.toml:5: start: expected a date (YYYY-MM-DD), found 'May'"),
        ("event.toml", "[[evnt]]\nid = 'e'", "event.toml: unknown table 'evnt': this file holds [[event]] only"),
    ],
)  # fmt: skip
def test_a_bad_row_is_refused_with_file_line_and_what_was_expected(
    folder: Path, table: str, row: str, expected: str
) -> None:
    whole = load(folder)
    (folder / "x" / table).write_text(row + "\n")
    batch = load(folder)
    assert [str(r) for r in batch.refused if expected in str(r)] != [], [str(r) for r in batch.refused]
    assert {n.id for n in whole.nodes} <= {n.id for n in batch.nodes}
    assert {e.key for e in whole.edges} <= {e.key for e in batch.edges}


@pytest.mark.parametrize("id_", ["x/article_1", "x/art 1", "x", "y/art_1"])
def test_a_provision_id_must_say_what_it_is(folder: Path, id_: str) -> None:
    with (folder / "x/provision.csv").open("a") as file:
        file.write(f"{id_},,1,,s,p,verified\n")
    assert any(r.place.line == 5 for r in load(folder).refused)


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "x/state.csv").write_bytes("id,name\nCIV,Côte d'Ivoire\n".encode("latin-1"))
    assert [r.reason for r in load(folder).refused] == ["not UTF-8: invalid continuation byte at byte 13"]
