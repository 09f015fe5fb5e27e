"""Deontic force and suggested concepts: what a provision's words make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.checks import check_batch
from loaders.text import load_text
from loaders.text.concepts import HEADING_SCORE, suggest_concepts
from loaders.text.deontic import FORCES, force, force_of_text
from loaders.text.treaty import read_treaty
from ontology import schema as schema_module
from ontology.schema import Schema, Terms, load_schema


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each Party shall adopt such measures as may be necessary.", "shall"),
        ("A Party may require an intent to defraud.", "may"),
        ("Each Party may reserve the right not to apply paragraph 1.", "may_reserve"),
        ("States Parties shall endeavour to settle disputes.", "shall_endeavour"),
        ("States Parties shall, subject to their law, endeavour to expedite procedures.", "shall_endeavour"),
        ("Each State Party shall consider adopting measures.", "shall_consider"),
        ("States Parties are encouraged to conclude agreements.", "shall_consider"),
        ("This article shall not be interpreted as imposing liability.", "shall_not"),
        ("Nothing in this Convention shall affect other rights.", "shall_not"),
        ("No reservation may be made.", "may_not"),
        ("A request may only be refused if:", "may_not"),
        ("The Parties undertake to include such offences.", "shall"),
        ("The judge must be told.", "shall"),
        ("These measures should focus on:", "should"),
        ("The term device means any thing that computes.", "none"),
        ("For this article, keeper shall mean whoever keeps.", "none"),
        ("If a Party may act under its law, it shall do so.", "shall"),
        ("Each Party shall take measures which may include fines.", "shall"),
        ("The aim of this Convention is peace.", "none"),
    ],
)
def test_the_force_of_a_sentence(text: str, expected: str) -> None:
    assert expected in FORCES
    assert force_of_text(text) == expected


def test_a_point_has_the_force_of_the_text_it_completes(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text(
        "Treaty\n\nChapter I\n\nArticle 1\n\n1. Each Party shall consider:\n\n(a) lists of devices;\n\n(b) what it may do.\n\n2. Peace.\n",
        encoding="utf-8",
    )
    found = {p.path: force(p) for top in read_treaty(path).outline.parts for p in top.walk()}
    assert found == {
        "chp_I": None, "art_1": None, "art_1/para_1": "shall_consider", "art_1/para_1/point_a": "shall_consider",
        "art_1/para_1/point_b": "may", "art_1/para_2": "none",
    }  # fmt: skip


def test_forces_of_the_convention_on_cybercrime(shared_data: Path) -> None:
    text = read_treaty(shared_data / "texts" / "ets185_budapest_convention.md")
    found = {p.path: force(p) for top in text.outline.parts for p in top.walk()}
    assert found["art_2"] == found["art_4/para_1"] == found["art_9/para_1/point_a"] == "shall"
    assert found["art_4/para_2"] == found["art_9/para_4"] == found["art_41/para_1"] == "may_reserve"
    assert found["art_26/para_1"] == found["art_32/point_a"] == "may"


@pytest.fixture
def suggestions(tmp_path: Path) -> dict[tuple[str, str], tuple[str, str, float, str]]:
    path = tmp_path / "t.txt"
    path.write_text(
        "Treaty\n\nArticle 1\nIllegal access\n\n1. Each Party shall make illegal access to a device a criminal offence.\n\n2. Each Party may punish attempts.\n\n"
        "Article 2\nExtradition\n\nThe offences of illegal access shall be extraditable.\n\nArticle 3\nWork\n\nThe Parties shall lend mutual legal assistance.\n",
        encoding="utf-8",
    )
    found = suggest_concepts(read_treaty(path).outline, load_schema())
    return {(s.provision.path, s.concept): (s.label, s.quote, s.score, s.modality) for s in found}


def test_concepts_are_suggested_from_headings_and_texts(
    suggestions: dict[tuple[str, str], tuple[str, str, float, str]],
) -> None:
    terms = Terms(load_schema())
    assert suggestions[("art_1", "illegal-access")] == (terms.Offence, "Illegal access", HEADING_SCORE, "shall")
    assert suggestions[("art_2", "extradition")][0] == terms.Measure
    assert suggestions[("art_3", "mutual-legal-assistance")][3] == "shall"


def test_an_offence_is_not_suggested_where_nothing_is_made_criminal(
    suggestions: dict[tuple[str, str], tuple[str, str, float, str]],
) -> None:
    assert ("art_2", "illegal-access") not in suggestions


def test_suggestions_for_the_convention_on_cybercrime_are_those_of_the_catalogue(shared_data: Path) -> None:
    text = read_treaty(shared_data / "texts" / "ets185_budapest_convention.md")
    found = {
        (s.provision.path, s.concept) for s in suggest_concepts(text.outline, load_schema()) if s.score == HEADING_SCORE
    }
    wanted = {
        ("art_2", "illegal-access"), ("art_3", "illegal-interception"), ("art_4", "data-interference"), ("art_5", "system-interference"),
        ("art_6", "misuse-of-devices"), ("art_7", "computer-forgery"), ("art_8", "computer-fraud"), ("art_18", "production-order"),
        ("art_19", "search-and-seizure"), ("art_24", "extradition"), ("art_35", "24-7-network"),
    }  # fmt: skip
    assert wanted <= found


FORCE = "sh:in ( " + " ".join(f'"{force}"' for force in FORCES) + " )"
DECLARED = {
    "tg:force": f"tg:force a owl:DatatypeProperty, sh:PropertyShape ; sh:path tg:force ; sh:datatype xsd:string ; sh:maxCount 1 ; {FORCE} ; "
    'rdfs:label "force"@en ; rdfs:comment "c"@en .\ntg:Provision sh:property tg:force .',
    "tg:marker": "tg:marker a owl:DatatypeProperty, sh:PropertyShape ; sh:path tg:marker ; sh:datatype xsd:string ; sh:maxCount 1 ; "
    'rdfs:label "marker"@en ; rdfs:comment "c"@en .\ntg:Provision sh:property tg:marker .',
    "tg:suggests": 'tg:suggests a owl:ObjectProperty ; rdfs:label "suggests"@en ; tg:inverseLabel "is suggested by"@en ; rdfs:domain tg:Provision ; '
    'rdfs:range [ owl:unionOf ( tg:Offence tg:Measure ) ] ; rdfs:comment "c"@en .\ntg:Suggestion a owl:Class, sh:NodeShape ; '
    'rdfs:subClassOf tg:Statement ; tg:qualifies tg:suggests ; rdfs:label "Suggestion"@en ; sh:property tg:quote, tg:basis, tg:score .',
}


@pytest.fixture
def fuller_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Schema:
    """The ontology with all that texts can tell, whether or not it declares it yet."""
    turtle = schema_module.ONTOLOGY_FILE.read_text(encoding="utf-8")
    missing = [lines for term, lines in DECLARED.items() if f"{term} a " not in turtle]
    (tmp_path / "treaty.ttl").write_text("\n".join([turtle, *missing]), encoding="utf-8")
    monkeypatch.setattr(schema_module, "ONTOLOGY_FILE", tmp_path / "treaty.ttl")
    return load_schema.__wrapped__()


def test_force_marker_and_suggestions_are_recorded_where_the_ontology_has_them(
    fuller_schema: Schema, shared_data: Path
) -> None:
    terms = Terms(fuller_schema)
    known = {"illegal-access": terms.Offence, "extradition": terms.Measure}
    batch = load_text([shared_data / "texts" / "ets185_budapest_convention.md"], "budapest", fuller_schema, known=known)
    checked = check_batch(batch, fuller_schema, known)
    nodes = {node.id: node.properties for node in checked.nodes}
    assert checked.refused == []
    assert (nodes["budapest/art_4/para_2"]["force"], nodes["budapest/art_4/para_2"]["marker"]) == ("may_reserve", "2.")
    suggested = {(edge.start, edge.end) for edge in checked.edges if edge.type == terms.SUGGESTS}
    assert {("budapest/art_2", "illegal-access"), ("budapest/art_24", "extradition")} <= suggested
    assert {end for _, end in suggested} <= known.keys()
