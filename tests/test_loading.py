"""Documents loaded on top of the catalogue: they add to the same things, change nothing on a second run, and can be taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from graph.loading import TextOptions, known_in, load_batches, loaded, remove, text_batch, with_bonds
from graph.store import Store
from loaders.mtdsg import load_mtdsg


def test_an_official_text_adds_to_the_provisions_of_the_catalogue(catalogue: Store, shared_data: Path) -> None:
    paths, options = [shared_data / "texts/ets185_budapest_convention.md"], TextOptions("budapest")
    before = {node.id for node in catalogue.nodes()}
    contained = len(list(catalogue.edges(types=["CONTAINS"])))
    [report] = load_batches(catalogue, [text_batch(catalogue, paths, options)])
    assert report.refused == []
    added = {node.id for node in catalogue.nodes()} - before
    assert added == {"text:budapest", "load/text:budapest"} - before
    assert len(list(catalogue.edges(types=["CONTAINS"]))) == contained
    [row] = catalogue.query(
        "MATCH (p:Article {id: 'budapest/art_2'}) RETURN p.text AS text, p.summary AS summary, p.heading AS heading"
    ).rows
    assert "without right" in row["text"] and row["summary"] and row["heading"] == "Illegal access"

    counts = catalogue.counts()
    [again] = load_batches(catalogue, [text_batch(catalogue, paths, options)])
    assert again.changes == {} and catalogue.counts() == counts

    remove(catalogue, "text:budapest")
    [row] = catalogue.query(
        "MATCH (p:Article {id: 'budapest/art_2'}) RETURN p.text AS text, p.origin AS origin, p.summary AS summary"
    ).rows
    assert row["origin"] == ["catalogue"] and row["summary"]
    assert row["text"] is None
    assert {node.id for node in catalogue.nodes()} == before and "text:budapest" not in loaded(catalogue)


def test_a_status_file_adds_acts_and_the_bonds_that_follow(catalogue: Store, shared_data: Path) -> None:
    path = shared_data / "mtdsg/XVIII-12-a.en.xml"
    batches = load_mtdsg([path], catalogue.schema, known_in(catalogue), as_of=dt.date(2018, 1, 12))
    [report] = load_batches(catalogue, with_bonds(batches, catalogue))
    assert report.source == "mtdsg:XVIII-12-a"
    cypher = (
        "MATCH (a:Actor)-[r:PARTY_TO]->(:Treaty {id: 'untoc-trafficking'}) WHERE r.source = 'mtdsg:XVIII-12-a/status' "
        "RETURN count(DISTINCT a) AS parties, min(r.since) AS first"
    )
    [row] = catalogue.query(cypher).rows
    assert row["parties"] > 150 and row["first"] == dt.date(2003, 12, 25)
    again = load_mtdsg([path], catalogue.schema, known_in(catalogue), as_of=dt.date(2018, 1, 12))
    [second] = load_batches(catalogue, with_bonds(again, catalogue))
    assert second.changes == {}
