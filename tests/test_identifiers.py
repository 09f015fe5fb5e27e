"""Other names of our things follow from the record by rule, and Akoma Ntoso tools accept ours."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from graph.interchange import export
from graph.interchange.content import part
from graph.interchange.identifiers import akoma_ntoso_work, identifiers, names_of, redirects, works
from graph.records import Node, Place
from ontology.schema import Terms, load_schema
from tests.catalogue import catalogue

SCHEMA = load_schema()
TERMS = Terms(SCHEMA)
WORKS = works(catalogue().nodes.values(), TERMS)
HERE = Place("test")


def texts(id_: str) -> set[str]:
    return {i.text for i in names_of(catalogue().nodes[id_], SCHEMA, WORKS)}


@pytest.mark.parametrize(
    ("id_", "names"),
    [
        ("uncc", {"untc:XVIII-16", "/akn/un/act/treaty/2024-12-24/uncc"}),
        ("uncc/art_7/para_1", {"/akn/un/act/treaty/2024-12-24/uncc/eng/~art_7__para_1"}),
        ("budapest", {"cets:185", "unts-registration:40916", "/akn/zz-coe/act/treaty/2001-11-08/budapest"}),
        ("budapest-p2", {"cets:224", "/akn/zz-coe/act/treaty/2021-11-17/budapest-p2"}),
        ("malabo", {"/akn/aa-au/act/treaty/2014-06-27/malabo"}),
        ("untoc", {"untc:XVIII-12", "unts:2225/209", "unts-registration:39574", "/akn/un/act/treaty/2000-11-15/untoc"}),
        ("crc", {"untc:IV-11", "unts:1577/3", "unts-registration:27531", "/akn/un/act/treaty/1989-11-20/crc"}),
        ("FRA", {"iso3166-1:FRA", "iso3166-1:FR", "m49:250"}),
        ("m49:150", {"m49:150"}),
        ("illegal-access", set()),
    ],
)  # fmt: skip
def test_names_follow_from_the_record(id_: str, names: set[str]) -> None:
    assert texts(id_) == names


def test_akoma_ntoso_tools_accept_the_iris_of_all_treaties_and_provisions() -> None:
    cobalt = pytest.importorskip("cobalt", reason="cobalt (LGPL) is used in this check only")
    graph = catalogue()
    checked = 0
    for node in graph.nodes.values():
        for name in names_of(node, SCHEMA, WORKS):
            if name.scheme == "akn":
                parsed = cobalt.FrbrUri.parse(name.value)
                again = parsed.expression_uri() if parsed.portion else parsed.work_uri()
                assert again == name.value
                assert parsed.doctype == "act" and dt.date.fromisoformat(parsed.date)
                if parsed.portion:
                    assert parsed.portion == str(node.properties["eid"])
                checked += 1
    kinds = Counter(
        SCHEMA.is_a(n.label, TERMS.Provision)
        for n in graph.nodes.values()
        if n.label == TERMS.Treaty or SCHEMA.is_a(n.label, TERMS.Provision)
    )
    assert checked == sum(kinds.values())


def test_identity_and_likeness_are_told_apart(tmp_path: Path) -> None:
    state = Node("State", "FRA", {"name": "France", "wikidata": "Q142", "un_status": "member"}, HERE)
    offence = Node("Offence", "x", {"name": "x", "wikidata": "Q1", "same_as": ["http://example.org/x"]}, HERE)
    assert {(i.iri, i.relation.rpartition("#")[2]) for n in (state, offence) for i in identifiers(n, TERMS)} == {
        ("http://www.wikidata.org/entity/Q142", "sameAs"), ("http://publications.europa.eu/resource/authority/country/FRA", "exactMatch"),
        ("http://www.wikidata.org/entity/Q1", "exactMatch"), ("http://example.org/x", "exactMatch"),
    }  # fmt: skip
    text = export(part(catalogue(), ["FRA", "uncc"]), tmp_path / "x.ttl").read_text(encoding="utf-8")
    assert "skos:exactMatch <http://publications.europa.eu/resource/authority/country/FRA>" in text
    assert '"untc:XVIII-16"' in text


def test_a_treaty_without_a_day_has_no_akoma_ntoso_iri() -> None:
    assert akoma_ntoso_work(Node("Treaty", "t", {"name": "T"}, HERE)) is None
    odd = Node("Treaty", "mtdsg:XVIII-12-a", {"name": "T", "adopted": dt.date(2000, 11, 15)}, HERE)
    assert akoma_ntoso_work(odd) == "/akn/zz/act/treaty/2000-11-15/mtdsg-xviii-12-a"


def test_every_iri_could_be_served_and_every_redirect_leads_to_one_thing() -> None:
    graph = catalogue()
    content = part(graph)
    describer = content.describer()
    iris = set()
    for node in graph.nodes.values():
        assert describer.iri(node.id) == next(describer.node(node)).subject
        iris.add(str(describer.iri(node.id)))
    assert len(iris) == len(graph.nodes)
    assert all(re.fullmatch(r"https://w3id\.org/treatygraph/[A-Za-z0-9/:@+._%-]+", iri) for iri in iris)
    table = list(redirects(graph.nodes.values(), SCHEMA, WORKS))
    assert len({r.path for r in table}) == len(table) > 3_000
    assert {r.target for r in table} <= iris and {r.status for r in table} == {303}
    by_path = {r.path: r.target.removeprefix(SCHEMA.base) for r in table}
    assert (
        by_path["untc/XVIII-16"] == "treaty/uncc"
        and by_path["cets/185"] == "treaty/budapest"
        and by_path["iso3166-1/FR"] == "actor/FRA"
    )
    assert by_path["akn/un/act/treaty/2024-12-24/uncc/eng/~art_7"] == "treaty/uncc/art_7"
