"""CSV tables of participants."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from graph.checks import check_batch
from graph.records import Batch
from loaders.known import Known
from loaders.untc import load_untc
from ontology.schema import Schema, load_schema

HEAD = 'Participant,Signature,"Ratification, Acceptance(A), Accession(a)"\n'


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


@pytest.fixture(scope="module")
def known(catalogue_records: Batch, schema: Schema) -> Known:
    return Known.of(catalogue_records, schema)


@pytest.fixture
def read(tmp_path: Path, schema: Schema, known: Known):  # type: ignore[no-untyped-def]  # a function of many forms
    def inner(text: str | bytes, name: str = "XVIII-12_table.csv", treaty: str | None = None) -> Batch:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_untc(path, schema, known, treaty, as_of=dt.date(2015, 6, 1))

    return inner


def acts(batch: Batch) -> list[tuple[str, str, str, object]]:
    return [(e.type, e.start, e.end, e.properties.get("mode")) for e in batch.edges]


def test_a_table_gives_acts_of_the_treaty_that_its_name_numbers(read) -> None:
    batch = read(HEAD + 'France,12 Dec 2000,29 Oct 2002\n"Congo",,"1 May 2003 a"\nSerbia 2,,1 May 2003 A\n')
    assert acts(batch) == [
        ("SIGNED", "FRA", "untoc", None), ("RATIFIED", "FRA", "untoc", "ratification"), ("RATIFIED", "COG", "untoc", "accession"), ("RATIFIED", "SRB", "untoc", "acceptance"),
    ]  # fmt: skip
    assert {e.properties["as_of"] for e in batch.edges} == {dt.date(2015, 6, 1)}
    assert [e.place.line for e in batch.edges] == [2, 2, 3, 4]
    assert batch.refused == []


def test_every_row_ends_as_a_record_or_in_the_report(read) -> None:
    batch = read(
        HEAD + "France,12 Dec 2000\nAtlantis,12 Dec 2000,\nPeru,,\nChile,soon,1 May 2003\n\nMali,12 Dec 2000,\n"
    )
    assert [r.place.line for r in batch.refused] == [2, 3, 4, 5]
    assert {e.place.line for e in batch.edges} == {5, 7}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"), ("Name,Age\nFrance,3\n", "expected a first column"), ("Participant,Age\nFrance,3\n", "no column head names an act"),
        (HEAD + '"France,12 Dec 2000,\n', "not well-formed CSV"), ("<html><body>404</body></html>", "expected a first column"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(read, text: str, reason: str) -> None:
    batch = read(text)
    assert reason in batch.refused[-1].reason
    assert batch.edges == []


def test_a_column_that_is_no_act_is_told_once(read) -> None:
    batch = read("Participant,Signature,Remarks\nFrance,12 Dec 2000,none\nMali,12 Dec 2000,none\n")
    assert [r.place.line for r in batch.refused] == [1]
    assert len(batch.edges) == 2


def test_a_treaty_must_be_known_or_named(read) -> None:
    assert "which treaty?" in read(HEAD, "table.csv").refused[0].reason
    assert acts(read(HEAD + "France,12 Dec 2000,\n", "table.csv", "uncac")) == [("SIGNED", "FRA", "uncac", None)]


def test_windows_characters_are_read_and_told(read) -> None:
    batch = read(f"{HEAD}Côte d'Ivoire,12 Dec 2000,\n".encode("cp1252"))
    assert ([e.start for e in batch.edges], len(batch.repaired)) == (["CIV"], 1)


@pytest.mark.parametrize(
    ("name", "treaty", "rows"),
    [
        ("IV-11-c_opsc", "opsc", 178),
        ("IV-11_crc", "crc", 196),
        ("XVIII-12_untoc", "untoc", 185),
        ("XVIII-14_uncac", "uncac", 178),
    ],
)
def test_the_real_tables(
    shared_data: Path, schema: Schema, known: Known, catalogue_records: Batch, name: str, treaty: str, rows: int
) -> None:
    batch = load_untc(shared_data / "participation" / "untc_2015" / f"{name}.csv", schema, known)
    assert {e.end for e in batch.edges} == {treaty}
    assert len({e.place.line for e in batch.edges}) == rows
    assert batch.refused == check_batch(batch, schema, catalogue_records.labels_by_id()).refused == []
