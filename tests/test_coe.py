"""The Council of Europe's chart: rows, notes and totals, as Markdown and as a page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from graph.checks import check_batch
from graph.records import Batch, Edge
from loaders.coe import load_coe, read_chart
from loaders.known import Known
from ontology.schema import Schema, load_schema

CHART = """### Chart of signatures and ratifications of Treaty 185

**Status as of 25/04/2026**

##### Members of Council of Europe

Albania23/11/2001 20/06/2002 01/07/2004A.

Ireland28/02/2002

Montenegro07/04/2005 03/03/2010 01/07/2010 55R.A.

##### Non-Members of Council of Europe

Argentina05/06/2018 a 01/10/2018R.A.

Guatemalaa 4

Atlantis23/11/2001

Total number of signatures not followed by ratifications**1**

Total number of ratifications/accessions**3**

Notes

55: Date of signature by a union of states.
"""
PAGE = """<!doctype html>
<html><head><title>Full list</title><script>var treatynum = 185; "<tr><td>no</td></tr>"</script></head><body>
<h1>Chart of signatures and ratifications of Treaty 185</h1><p>Status as of 25/04/2026</p>
<table><thead><tr><th></th><th>Signature</th><th>Ratification</th><th>Entry into Force</th><th>Notes</th><th>R.</th></tr></thead>
<tbody><tr><td colspan="6">Members of Council of Europe</td></tr>
<tr><td>Albania</td><td>23/11/2001</td><td>20/06/2002</td><td>01/07/2004</td><td></td><td>A.</td></tr>
<tr><td>T&uuml;rkiye</td><td>10/11/2010</td><td>29/09/2014</td><td>01/01/2015</td><td></td><td>R.D.A.</td></tr>
<tr><td colspan="6">Non-Members of Council of Europe</td></tr>
<tr><td>Argentina</td><td></td><td>05/06/2018 a</td><td>01/10/2018</td><td></td><td>R.</td></tr>
<tr><td>Gabon</td><td>05/06/2018</td><td>on Monday 05/06/2018</td><td></td><td></td><td></td></tr>
</tbody></table></body></html>
"""


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


@pytest.fixture(scope="module")
def known(catalogue_records: Batch, schema: Schema) -> Known:
    return Known.of(catalogue_records, schema)


@pytest.fixture
def read(tmp_path: Path, schema: Schema, known: Known):  # type: ignore[no-untyped-def]  # a function of many forms
    def inner(text: str, name: str = "chart.md", treaty: str | None = None) -> Batch:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load_coe(path, schema, known, treaty)

    return inner


def edges(batch: Batch, type_: str) -> dict[str, Edge]:
    return {e.start: e for e in batch.edges if e.type == type_ and e.end == "budapest"}


def test_a_chart_gives_signatures_instruments_and_bonds(read) -> None:
    batch = read(CHART)
    assert {a: e.properties["date"] for a, e in edges(batch, "SIGNED").items()} == {
        "ALB": dt.date(2001, 11, 23), "IRL": dt.date(2002, 2, 28), "MNE": dt.date(2005, 4, 7),
    }  # fmt: skip
    assert {a: e.properties.get("mode") for a, e in edges(batch, "RATIFIED").items()} == {
        "ALB": None,
        "MNE": None,
        "ARG": "accession",
    }
    assert edges(batch, "PARTY_TO")["ARG"].properties["since"] == dt.date(2018, 10, 1)
    assert edges(batch, "SIGNED")["ALB"].properties["as_of"] == dt.date(2026, 4, 25)


def test_notes_and_marks_are_kept(read) -> None:
    note = edges(read(CHART), "RATIFIED")["MNE"].properties["note"]
    assert "[55] Date of signature by a union of states." in note
    assert "reservations, authorities" in note


def test_an_invitation_is_no_act_and_an_unknown_state_is_refused(read) -> None:
    batch = read(CHART)
    assert "GTM" not in {e.start for e in batch.edges}
    assert "invited to accede" in batch.repaired[0].reason
    assert [(r.place.line, "Atlantis" in r.reason) for r in batch.refused] == [(19, True)]


def test_totals_are_those_of_the_rows(read) -> None:
    chart = read_chart(CHART)
    assert (chart.number, chart.signed_only, chart.bound) == ("185", 1, 3)


def test_the_page_itself(read) -> None:
    batch = read(PAGE, "chart.html")
    assert set(edges(batch, "RATIFIED")) == {"ALB", "TUR", "ARG"}
    assert edges(batch, "PARTY_TO")["TUR"].properties["since"] == dt.date(2015, 1, 1)
    assert edges(batch, "SIGNED")["TUR"].place.line == 7
    assert [(r.place.line, "not understood" in r.reason) for r in batch.refused] == [(10, True)]


@pytest.mark.parametrize(
    "text",
    ["", "A page about gardening.", "Treaty 185\n", CHART.replace("185", "999"), "<html><body>Service unavailable"],
)
def test_what_is_no_chart_of_a_known_treaty_is_refused(read, text: str) -> None:
    batch = read(text)
    assert (len(batch.refused), batch.edges) == (1, [])


def test_the_treaty_can_be_named(read) -> None:
    assert edges(read(CHART.replace("185", "999"), treaty="budapest"), "SIGNED").keys() == {"ALB", "IRL", "MNE"}


def test_the_real_chart(shared_data: Path, schema: Schema, known: Known, catalogue_records: Batch) -> None:
    path = shared_data / "participation" / "coe_ets185_chart_2026-04-25.md"
    batch, chart = load_coe(path, schema, known), read_chart(path.read_text(encoding="utf-8"))
    assert (len(chart.rows), batch.refused, chart.unread) == (97, [], ())
    assert len(edges(batch, "RATIFIED")) == chart.bound == 81
    assert sum(row.signed is not None and row.bound is None for row in chart.rows) == chart.signed_only == 2
    assert check_batch(batch, schema, catalogue_records.labels_by_id()).refused == []
    ours = {
        e.start: e.properties["date"]
        for e in catalogue_records.edges
        if e.type == "RATIFIED" and e.end == "budapest" and e.properties["source"] == "coe:185"
    }
    assert ours.items() <= {a: e.properties["date"] for a, e in edges(batch, "RATIFIED").items()}.items()
