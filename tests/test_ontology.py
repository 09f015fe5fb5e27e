"""The ontology is the one source of truth: it is well formed, it names only terms that exist, and code does not repeat it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, BNode, Graph, URIRef
from rdflib.namespace import DefinedNamespace

from graph.interchange import ntriples
from graph.interchange.content import part
from ontology import schema as schema_module
from ontology.owl import owl_part
from ontology.reference import EXAMPLES_FILE
from ontology.schema import CONCEPT_FILES, ONTOLOGY_FILE, SchemaError, Terms, load_schema, parse_ontology, upper_snake
from tests.catalogue import catalogue

ROOT = Path(__file__).parent.parent
SCHEMA = load_schema()
VOCABULARIES: tuple[type[DefinedNamespace], ...] = (SH, OWL, RDFS, SKOS, RDF)

# DESIGN, section 3: what saved queries rely on.
CONTRACT_LABELS = {
    "Treaty", "Provision", "Preamble", "Chapter", "Section", "Article", "Paragraph", "Point", "Annex", "Offence", "Measure",
    "Actor", "State", "Stakeholder", "Region", "Reservation", "Event", "Source", "Claim",
}  # fmt: skip
CONTRACT_TYPES = {
    "CONTAINS", "REFERS_TO", "CRIMINALIZES", "PROVIDES_FOR", "CORRESPONDS_TO", "BROADER", "SUPPLEMENTS", "RELATES_TO", "SIGNED",
    "RATIFIED", "WITHDREW", "PARTY_TO", "MADE", "CONCERNS", "OBJECTS_TO", "MEMBER_OF", "PARTICIPATED_IN", "PRODUCED", "TAKES_POSITION",
    "MENTIONS", "ASSERTS", "CHECKED_AGAINST",
}  # fmt: skip


def test_the_contract_is_kept() -> None:
    assert SCHEMA.classes.keys() >= CONTRACT_LABELS
    assert SCHEMA.relationships.keys() >= CONTRACT_TYPES
    assert not SCHEMA.classes.keys() & SCHEMA.relationships.keys()


@pytest.mark.parametrize("type_", sorted(CONTRACT_TYPES))
def test_every_relationship_must_say_its_source(type_: str) -> None:
    properties = SCHEMA.relationships[type_].properties
    assert all(properties[name].required for name in ("source", "locator", "review"))
    assert properties["review"].values == ("verified", "compiled", "disputed")


def test_every_standard_term_exists() -> None:
    for term in _terms(parse_ontology()):
        for vocabulary in VOCABULARIES:
            base = str(vocabulary._NS)  # the namespace that a DefinedNamespace closes
            if term.startswith(base):
                assert term in vocabulary, f"{term} is not a term of {base}"


def test_every_own_term_is_declared() -> None:
    graph = parse_ontology()
    own = SCHEMA.base + "ontology#"
    undeclared = {t for t in _terms(graph) if t.startswith(own) and (t, RDF.type, None) not in graph}
    assert undeclared == set()


def test_a_misspelt_term_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "treaty.ttl"
    broken.write_text(ONTOLOGY_FILE.read_text().replace("sh:pattern", "sh:patern", 1))
    monkeypatch.setattr(schema_module, "ONTOLOGY_FILE", broken)
    load_schema.cache_clear()
    with pytest.raises(SchemaError, match="patern is not understood"):
        load_schema()
    load_schema.cache_clear()


def test_the_base_is_a_setting() -> None:
    moved = load_schema("https://example.org/treaties/")
    assert moved.classes["Treaty"].iri == "https://example.org/treaties/ontology#Treaty"
    assert (
        moved.classes["Stakeholder"].properties["kind"].values
        == SCHEMA.classes["Stakeholder"].properties["kind"].values
    )


def test_concept_schemes_are_rich_and_hang_together() -> None:
    for path, least in (("offences", 30), ("measures", 25)):
        graph = Graph().parse(next(p for p in CONCEPT_FILES if p.stem == path))
        concepts = set(graph.subjects(RDF.type, SKOS.Concept))
        assert len(concepts) >= least
        for concept in concepts:
            assert any(label.language == "en" for label in graph.objects(concept, SKOS.prefLabel)), concept
            assert (concept, SKOS.definition, None) in graph, concept
            assert set(graph.objects(concept, SKOS.broader)) <= concepts, concept
            above = {a for b in graph.objects(concept, SKOS.broader) for a in graph.transitive_objects(b, SKOS.broader)}
            assert concept not in above


def test_terms_know_the_vocabulary_and_nothing_else() -> None:
    terms = Terms(SCHEMA)
    assert terms.SIGNED == "SIGNED" and terms.State == "State"
    with pytest.raises(AttributeError, match="RATIFYED"):
        terms.RATIFYED  # noqa: B018  (the access is what is tested)


@pytest.mark.parametrize(
    ("local", "type_"), [("refersTo", "REFERS_TO"), ("signed", "SIGNED"), ("checkedAgainst", "CHECKED_AGAINST")]
)
def test_relationship_types_follow_from_property_names(local: str, type_: str) -> None:
    assert upper_snake(local) == type_


def test_superclasses_are_extra_labels() -> None:
    assert SCHEMA.shown(SCHEMA.classes["State"].labels) == ["Actor", "State"]
    assert SCHEMA.class_of(["Provision", "Entity", "Article"]).name == "Article"
    assert "Article" in SCHEMA.subclasses("Provision")


def test_colours_differ_between_the_kinds_a_reader_must_tell_apart() -> None:
    kinds = (
        "Treaty",
        "Article",
        "Offence",
        "Measure",
        "State",
        "Stakeholder",
        "Region",
        "Reservation",
        "Event",
        "Source",
    )
    for theme in ("light", "dark"):
        colours = [getattr(SCHEMA.classes[kind].display, theme) for kind in kinds]
        assert len(set(colours)) == len(kinds)
        assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)


def test_the_examples_of_the_reference_page_are_what_the_catalogue_says() -> None:
    examples = {
        (q.subject, q.predicate, q.object) for q in ox.parse(path=str(EXAMPLES_FILE), format=ox.RdfFormat.TURTLE)
    }
    lines = "".join(ntriples.lines(part(catalogue()))).encode()
    said = {(q.subject, q.predicate, q.object) for q in ox.parse(lines, ox.RdfFormat.N_TRIPLES)}
    assert len(examples) > 100 and examples <= said


def test_the_vocabulary_says_who_made_it_when_and_what_has_changed() -> None:
    graph, ontology = parse_ontology(), URIRef(f"{SCHEMA.base}ontology")
    assert str(graph.value(ontology, OWL.versionIRI)) == f"{SCHEMA.base}ontology/{SCHEMA.version}"
    notes = [str(note) for note in graph.objects(ontology, SKOS.changeNote)]
    assert any(note.startswith(f"{SCHEMA.version}: ") for note in notes)
    assert all(
        (ontology, p, None) in graph for p in (DCTERMS.creator, DCTERMS.license, DCTERMS.modified, OWL.priorVersion)
    )


# ---------------------------------------------------------------------- the pitfalls of OOPS! that a program can see (docs/decisions/0040)


def test_no_class_stands_below_itself() -> None:
    """P06."""
    graph = parse_ontology()
    for class_ in graph.subjects(RDF.type, OWL.Class):
        above = {
            a for b in graph.objects(class_, RDFS.subClassOf) for a in graph.transitive_objects(b, RDFS.subClassOf)
        }
        assert class_ not in above


def test_no_property_has_two_domains_or_ranges_and_every_one_has_a_domain() -> None:
    """P11, P19: several domains would mean their intersection."""
    graph = owl_part()
    own = [
        p
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for p in graph.subjects(RDF.type, kind)
        if p.startswith(SCHEMA.base)
    ]
    for property_ in own:
        for side in (RDFS.domain, RDFS.range):
            assert len(list(graph.objects(property_, side))) <= 1
        about_statements = str(property_).rpartition("#")[2].startswith("statement")
        assert about_statements or (property_, RDFS.domain, None) in graph, property_


def test_every_own_term_is_labelled_once_and_explained() -> None:
    """P08, P32. An annotation says in its label what it is for; so do the parts of a statement."""
    graph = parse_ontology()
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        own = [s for s in graph.subjects(RDF.type, kind) if s.startswith(SCHEMA.base)]
        labels = [str(label) for s in own for label in graph.objects(s, RDFS.label)]
        assert len(labels) == len(own)
        assert kind != OWL.Class or len(set(labels)) == len(labels)


def test_nothing_is_said_that_is_often_wrong() -> None:
    """P03, P05, P14 to P16, P25 to P31, P33: no such axiom or name, so none that is wrong."""
    graph = owl_part()
    doubtful = (
        OWL.equivalentClass, OWL.equivalentProperty, OWL.allValuesFrom, OWL.someValuesFrom, OWL.complementOf, OWL.propertyChainAxiom,
        OWL.SymmetricProperty, OWL.TransitiveProperty,
    )  # fmt: skip
    used = {term for triple in graph for term in triple}
    assert not used & set(doubtful)
    assert not any(str(term).rpartition("#")[2].lower() in ("is", "isa", "is_a") for term in used)
    inverses = {(s, o) for s, o in graph.subject_objects(OWL.inverseOf)}
    assert all(isinstance(s, BNode) and not str(o).startswith(SCHEMA.base) for s, o in inverses), (
        "only terms of others, read the other way"
    )


def test_terms_of_others_exist_and_are_only_named() -> None:
    """P34, P35, P40: every term has a kind, and of terms of others nothing is said but that."""
    graph = owl_part()
    for subject in set(graph.subjects()):
        if isinstance(subject, URIRef) and not subject.startswith(SCHEMA.base):
            assert set(graph.predicates(subject)) == {RDF.type}, subject
    for term in {
        o for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in graph.objects(None, p) if isinstance(o, URIRef)
    }:
        assert (term, RDF.type, None) in graph, term
    for term in (DCTERMS, ORG, PROV, SDO, SKOS, VANN):
        for used in {t for triple in graph for t in triple if isinstance(t, URIRef) and t.startswith(str(term._NS))}:
            assert used in term, used


FOREIGN = {
    "graph/store/guard.py": "keywords of Cypher",
    "loaders/mtdsg/document.py": "names of the elements of status files",
}


def test_no_label_or_type_is_quoted_in_python_outside_the_ontology() -> None:
    """Pages show words such as State to a reader, so there only relationship types are looked for."""
    types = set(SCHEMA.relationships)
    found = []
    for folder, names in (
        ("graph", {*SCHEMA.classes, *types}),
        ("loaders", {*SCHEMA.classes, *types}),
        ("views", types),
    ):
        for path in (ROOT / folder).rglob("*.py"):
            shown_as = path.relative_to(ROOT).as_posix()
            if "node_modules" not in path.parts and shown_as not in FOREIGN:
                found += [f"{shown_as}:{line}: {text}" for line, text in _strings(path) if text in names]
    assert found == []


def _strings(path: Path) -> list[tuple[int, str]]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [(n.lineno, n.value) for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _terms(graph: Graph) -> set[URIRef]:
    return {term for triple in graph for term in triple if isinstance(term, URIRef)}
