"""Files of strangers, as they publish them: a thesaurus in RDF/XML, legal resources in JSON-LD in any order, cycles. What is not understood is said."""

from __future__ import annotations

from pathlib import Path

from graph.interchange.rdf_loading import rdf_batches
from graph.loading import load_batches
from graph.records import Batch
from graph.store import Store
from loaders.rdf import load_rdf
from ontology.schema import load_schema

SCHEMA = load_schema()
THESAURUS = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
    xmlns:skosxl="http://www.w3.org/2008/05/skos-xl#" xmlns:dct="http://purl.org/dc/terms/">
  <skos:ConceptScheme rdf:about="http://thesaurus.example/scheme"><skos:prefLabel xml:lang="en">Police thesaurus</skos:prefLabel></skos:ConceptScheme>
  <skos:Concept rdf:about="http://thesaurus.example/c/1">
    <skos:prefLabel xml:lang="fr">Rançongiciel</skos:prefLabel>
    <skos:prefLabel xml:lang="en">Ransomware</skos:prefLabel>
    <skos:altLabel xml:lang="en">crypto locker</skos:altLabel>
    <skos:broader rdf:resource="https://w3id.org/treatygraph/offence/system-interference"/>
    <skosxl:prefLabel rdf:resource="http://thesaurus.example/label/1"/>
    <dct:created>2020</dct:created>
  </skos:Concept>
  <skos:Concept rdf:about="http://thesaurus.example/c/2">
    <skos:prefLabel xml:lang="en">Double extortion</skos:prefLabel>
    <skos:broader rdf:resource="http://thesaurus.example/c/1"/>
    <skos:narrower rdf:resource="http://thesaurus.example/c/3"/>
    <skos:relatedMatch rdf:resource="http://elsewhere.example/x"/>
  </skos:Concept>
  <skos:Concept rdf:about="http://thesaurus.example/c/3"><skos:prefLabel xml:lang="en">Leak site</skos:prefLabel></skos:Concept>
  <skosxl:Label rdf:about="http://thesaurus.example/label/1"/>
</rdf:RDF>
"""
LEGISLATION = """{
  "@graph": [
    {"id": "http://law.example/eli/act/2010/3", "eli:date_document": {"@value": "2010-02-01", "@type": "xsd:date"},
     "a": ["eli:LegalResource"], "eli:type_document": {"@id": "http://law.example/type/act"},
     "eli:has_part": [{"@id": "http://law.example/eli/act/2010/3/art_1"}, {"@id": "http://law.example/eli/act/2010/3/chp_II/art_2"}],
     "eli:is_realized_by": {"@id": "http://law.example/eli/act/2010/3/fin"}},
    {"id": "http://law.example/eli/act/2010/3/fin", "a": "eli:LegalExpression", "eli:title": {"@value": "Laki", "@language": "fi"}},
    {"id": "http://law.example/eli/act/2010/3/art_1", "a": "eli:LegalResourceSubdivision", "eli:number": "1",
     "eli:cites": {"@id": "http://law.example/eli/act/2010/3/chp_II/art_2"}},
    {"id": "http://law.example/eli/act/2010/3/chp_II/art_2", "a": "eli:LegalResourceSubdivision", "eli:number": "2"}
  ],
  "@context": {"id": "@id", "a": "@type", "eli": "http://data.europa.eu/eli/ontology#", "xsd": "http://www.w3.org/2001/XMLSchema#"}
}
"""


def given(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_thesaurus_in_rdf_xml_hangs_where_it_says(tmp_path: Path) -> None:
    (batch,) = load_rdf(given(tmp_path, "police.rdf", THESAURUS), SCHEMA, concepts="Offence")
    names = {n.id: (n.label, n.properties["name"]) for n in batch.nodes}
    assert names == {
        "rdf:police": ("Source", "police.rdf"),
        "thesaurus.example:c:1": ("Offence", "Ransomware"),
        "thesaurus.example:c:2": ("Offence", "Double extortion"),
        "thesaurus.example:c:3": ("Offence", "Leak site"),
    }
    assert {(e.start, e.end) for e in batch.edges} == {
        ("thesaurus.example:c:1", "system-interference"), ("thesaurus.example:c:2", "thesaurus.example:c:1"),
        ("thesaurus.example:c:3", "thesaurus.example:c:2"),
    }  # fmt: skip
    said = [r.reason for r in batch.refused]
    assert [r.place.line for r in batch.refused] == sorted(r.place.line for r in batch.refused) and all(
        r.place.line > 4 for r in batch.refused
    )
    for term in ("skos-xl#prefLabel", "dc/terms/created", "core#relatedMatch", "skos-xl#Label"):
        assert any(f"{term}> is not understood (once)" in reason for reason in said), term
    assert len(said) == 4


def test_legal_resources_in_json_ld_of_any_order_keep_what_they_are_part_of(tmp_path: Path) -> None:
    (batch,) = load_rdf(given(tmp_path, "law.jsonld", LEGISLATION), SCHEMA)
    act = "law.example:eli:act:2010:3"
    assert {n.id: n.label for n in batch.nodes if n.label != "Source"} == {
        act: "Treaty", f"{act}/art_1": "Article", f"{act}/chp_II/art_2": "Article",
    }  # fmt: skip
    treaty = next(n for n in batch.nodes if n.id == act)
    assert (treaty.properties["name"], str(treaty.properties["adopted"]), treaty.properties["review"]) == (
        "Laki",
        "2010-02-01",
        "compiled",
    )
    assert {(e.type, e.start, e.end) for e in batch.edges} == {
        ("CONTAINS", act, f"{act}/art_1"), ("CONTAINS", act, f"{act}/chp_II/art_2"),
        ("REFERS_TO", f"{act}/art_1", f"{act}/chp_II/art_2"),
    }  # fmt: skip
    assert [r.reason for r in batch.refused] == [
        "<http://data.europa.eu/eli/ontology#type_document> is not understood (once)"
    ]


def test_concepts_that_are_each_broader_than_the_other_do_no_harm(tmp_path: Path) -> None:
    skos = "http://www.w3.org/2004/02/skos/core#"
    lines = [
        f'<http://x.example/{a}> a <{skos}Concept> ; <{skos}prefLabel> "{a}" ; <{skos}broader> <http://x.example/{b}> .'
        for a, b in ("ab", "ba")
    ]
    (batch,) = load_rdf(given(tmp_path, "cycle.ttl", "\n".join(lines)), SCHEMA)
    assert (
        batch.nodes == []
        and len(batch.refused) == 2
        and all("a concept, but of what?" in r.reason for r in batch.refused)
    )


def test_they_load_beside_the_catalogue_and_a_second_time_change_nothing(
    store: Store, catalogue_records: Batch, tmp_path: Path
) -> None:
    list(load_batches(store, [catalogue_records]))
    nodes, edges = store.counts()
    for path, concepts in (
        (given(tmp_path, "police.rdf", THESAURUS), "offence"),
        (given(tmp_path, "law.jsonld", LEGISLATION), None),
    ):
        for _ in range(2):
            (report,) = load_batches(store, rdf_batches(store, path, concepts))
            assert all("is not understood" in r["reason"] for r in report.refused)
    assert store.counts() == (nodes + 10, edges + 6), "concepts, legal resources, files as sources, marks of loads"
