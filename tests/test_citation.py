"""Citations: treaties and provisions in the style of OSCOLA, and answers in every style with a certificate."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from graph.citation import (
    cite_citation,
    cite_edge,
    cite_node,
    cite_provision,
    cite_source,
    cite_treaty,
    pinpoint,
    say_edge,
    series,
)
from graph.citation.documents import (
    Certificate,
    Document,
    Entry,
    certify,
    claims_document,
    document,
    edges_document,
    findings_document,
    path_document,
    table_document,
)
from graph.citation.styles import Style, render
from graph.claims import check_article
from graph.law.verdicts import Citation, Finding, Verdict
from graph.network.paths import find_paths
from tests.catalogue import catalogue

GRAPH = catalogue()
MADE = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
BUDAPEST = "Convention on Cybercrime (opened for signature 23 November 2001, entered into force 1 July 2004) ETS 185"


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        ("uncc/art_16", "art 16"),
        ("uncc/art_11/para_1/point_a/point_ii", "art 11(1)(a)(ii)"),
        ("uncc/chp_V", "ch V"),
        ("budapest/chp_II/sec_1/title_1", "ch II, s 1, title 1"),
        ("x/annex_I/art_3/para_2", "annex I, art 3(2)"),
        ("crc/preamble", "preamble"),
    ],
)
def test_pinpoints_have_no_full_stops(provision: str, expected: str) -> None:
    assert pinpoint(provision) == expected


@given(st.integers(1, 200), st.integers(1, 40), st.sampled_from("abcdefgh"))
def test_every_pinpoint_names_article_paragraph_and_point(article: int, para: int, point: str) -> None:
    assert pinpoint(f"uncc/art_{article}/para_{para}/point_{point}") == f"art {article}({para})({point})"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ETS No. 185", "ETS 185"),
        ("CETS No. 224", "CETS 224"),
        ("UNTS vol. 1577, p. 3", "1577 UNTS 3"),
        ("2225 UNTS 209", "2225 UNTS 209"),
        ("A/RES/79/243, annex; UNTC XVIII-16", "UN Doc A/RES/79/243, annex"),
        ("", ""),
    ],
)
def test_series_as_oscola_gives_them(written: str, expected: str) -> None:
    assert series(written) == expected


def test_treaties_and_provisions() -> None:
    budapest, uncc, malabo = (GRAPH.nodes[id_] for id_ in ("budapest", "uncc", "malabo"))
    assert cite_treaty(budapest) == BUDAPEST
    assert cite_treaty(uncc) == (
        "United Nations Convention against Cybercrime (opened for signature 25 October 2025, not yet in force) UN Doc A/RES/79/243, annex"
    )
    assert "(adopted 27 June 2014, entered into force 8 June 2023)" in cite_treaty(malabo)
    assert cite_provision(GRAPH.nodes["budapest/art_16/para_1"], budapest) == f"{BUDAPEST}, art 16(1)"
    assert cite_node(GRAPH, "budapest/art_16/para_1") == f"{BUDAPEST}, art 16(1)"
    assert cite_node(GRAPH, "FRA") == "France"


def test_sources_and_relationships() -> None:
    edge = next(e for e in GRAPH.by_end["FRA"] if (e.type, e.end) == ("SIGNED", "budapest"))
    assert say_edge(GRAPH, edge) == "France signed Budapest Convention (23 November 2001)"
    assert cite_edge(GRAPH, edge).startswith("France signed Budapest Convention (23 November 2001): Council of Europe")
    source = GRAPH.nodes["coe:185"]
    assert f"<{source.properties['url']}> (as at 28 April 2026) chart, row France" in cite_source(
        source, "chart, row France"
    )
    assert cite_citation(GRAPH, Citation("coe:185", "row", "disputed")).endswith("row [disputed]")
    assert cite_citation(GRAPH, Citation("elsewhere", "page 3", "verified")) == "elsewhere, page 3"


def path_of(style: Style) -> str:
    path = find_paths(GRAPH, "FRA", "illegal-access", k=1)[0]
    written = path_document(GRAPH, path, query="path FRA illegal-access", made=MADE, as_of=dt.date(2026, 11, 1))
    return render(GRAPH, written, style)


@pytest.mark.parametrize("style", list(Style))
def test_every_style_carries_question_revision_day_time_and_sources(style: Style) -> None:
    text = path_of(style)
    assert "path FRA illegal-access" in text
    assert GRAPH.revision in text
    assert "2026-11-24T12:00:00+00:00" in text
    assert "1 November 2026" in text or "2026-11-01" in text
    used = {str(e.properties["source"]) for e in find_paths(GRAPH, "FRA", "illegal-access", k=1)[0].edges}
    assert all(source in text for source in used)
    assert text.endswith("\n")


def test_text_numbers_each_citation_once() -> None:
    text = path_of(Style.text)
    used = set(re.findall(r"\[(\d+)\]$", text, re.M))
    explained = re.findall(r"^\[(\d+)\]", text, re.M)
    assert used == set(explained)
    assert len(explained) == len(set(explained))


def test_markdown_footnotes_are_all_explained_and_text_means_itself() -> None:
    text = path_of(Style.markdown)
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(re.findall(r"^\[\^(\d+)\]:", text, re.M))
    entry = Entry(("a | b *c* _d_ [e]",), (Citation("coe:185", "row", "verified"),))
    tricky = document(GRAPH, "x", ["cell"], [entry], query="q", made=MADE)
    assert r"| a \| b \*c\* \_d\_ \[e\][^1] |" in render(GRAPH, tricky, Style.markdown)


def test_oscola_cites_in_full_once_and_short_afterwards() -> None:
    edges = [
        e for e in GRAPH.by_end["illegal-access"] if e.start in ("budapest/art_2", "uncc/art_7", "uncc/art_7/para_1")
    ]
    text = render(GRAPH, edges_document(GRAPH, "Illegal access", edges, query="edges", made=MADE), Style.oscola)
    notes = [line for line in text.splitlines() if re.match(r"\d+ ", line)]
    assert len(notes) == len(edges) == 3
    assert text.count(f"{BUDAPEST}, art 2") == 1
    assert text.count("(opened for signature 25 October 2025, not yet in force) UN Doc A/RES/79/243, annex, art 7") == 1
    short = [note for note in notes if "UN Convention against Cybercrime (n " in note]
    assert len(short) == 1
    first = next(i for i, note in enumerate(notes, 1) if "not yet in force" in note)
    assert f"(n {first}) art 7" in short[0]
    assert all(note.endswith(".") for note in notes)


def test_csv_rows_can_be_traced_one_by_one() -> None:
    rows = list(csv.DictReader(io.StringIO(path_of(Style.csv))))
    path = find_paths(GRAPH, "FRA", "illegal-access", k=1)[0]
    assert [row["sources"] for row in rows] == [str(e.properties["source"]) for e in path.edges]
    assert {row["revision"] for row in rows} == {GRAPH.revision}
    assert {row["as_of"] for row in rows} == {"2026-11-01"}


def test_jsonld_is_provenance_that_rdf_tools_read() -> None:
    text = path_of(Style.jsonld)
    graph = Graph().parse(data=text, format="json-ld")
    used = {str(o) for o in graph.objects(None, None) if "/source/" in str(o)}
    assert f"{GRAPH.schema.base}source/untc:XVIII-16" in used
    assert len(json.loads(text)["dcterms:hasPart"]) == len(find_paths(GRAPH, "FRA", "illegal-access", k=1)[0].edges)


def test_findings_and_claims_are_documents_too() -> None:
    finding = Finding(
        "France bound",
        Verdict.holds,
        "In force for it since 1 May 2006.",
        (Citation("coe:185", "chart, row France", "verified"),),
    )
    text = render(GRAPH, findings_document(GRAPH, "Basis", [finding], query="basis", made=MADE), Style.text)
    assert "France bound; holds; In force for it since 1 May 2006. [1]" in text
    claims = check_article(GRAPH, "The Budapest Convention entered into force on 1 July 2005.").claims
    written = claims_document(GRAPH, "article.txt", claims, made=MADE)
    assert [e.citations[0].source for e in written.entries] == ["coe:185"]
    assert "contradicted" in render(GRAPH, written, Style.oscola)


def test_tables_cite_what_their_nodes_and_columns_cite() -> None:
    cited = {"source": "coe:185", "locator": "row France", "review": "verified"}
    rows = [
        {
            "actor": {"id": "FRA", "labels": ["State"], "properties": {"id": "FRA", **cited}},
            "since": dt.date(2006, 5, 1),
        },
        {"actor": "JPN", "since": None, **cited},
    ]
    written = table_document(GRAPH, "Parties", rows, query="parties", made=MADE)
    assert written.columns == ("actor", "since")
    assert [e.citations for e in written.entries] == [(Citation("coe:185", "row France", "verified"),)] * 2
    assert "| FRA | 2006-05-01[^1] |" in render(GRAPH, written, Style.markdown)


def test_certificates_name_checksums_and_their_absence() -> None:
    sources = ["coe:185", "untc:XVIII-16", "nowhere"]
    certificate = certify(GRAPH, "q", [Citation(s, "x") for s in sources], MADE)
    assert [s.id for s in certificate.sources] == ["coe:185", "untc:XVIII-16"]
    lines = "\n".join(certificate.lines())
    assert f"SHA-256 {GRAPH.nodes['coe:185'].properties['sha256']}" in lines
    assert "untc:XVIII-16, no checksum recorded" in lines


@pytest.mark.parametrize("style", list(Style))
def test_an_empty_answer_is_still_a_document(style: Style) -> None:
    empty = Document("Nothing", ("row",), (), Certificate("q", "r", None, (), MADE))
    assert "q" in render(GRAPH, empty, style)
