"""The graph as RDF and back: every format says the same, nothing is lost, strangers' vocabularies work, bad files are refused with their line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.interchange import export, formats
from graph.interchange.content import Content, part, whole
from graph.interchange.moulds import Moulds
from graph.interchange.rdf import PREFIXES, id_of, literal, to_rdf
from graph.interchange.rdf_loading import rdf_batches
from graph.loading import load_batches
from graph.projection import Projection, project
from graph.records import Batch, Edge, Node, Place
from graph.store import Store
from loaders.rdf import load_rdf
from ontology.schema import Schema, Value, load_schema
from tests.catalogue import catalogue as catalogue_projection

SCHEMA = load_schema()
FORMATS = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".trig": ox.RdfFormat.TRIG,
}
HERE = Place("test")
Triples = set[tuple[object, object, object]]


def triples(path: Path) -> Triples:
    return {(q.subject, q.predicate, q.object) for q in ox.parse(path=str(path), format=FORMATS[path.suffix])}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The catalogue in each format."""
    folder = tmp_path_factory.mktemp("rdf")
    content = part(catalogue_projection())
    return {extension: export(content, folder / f"graph{extension}") for extension in FORMATS}


# ---------------------------------------------------------------------- out


def test_every_format_says_the_same(exported: dict[str, Path]) -> None:
    said = {extension: triples(path) for extension, path in exported.items()}
    assert len(said[".nt"]) > 200_000
    assert said[".nt"] == said[".ttl"] == said[".jsonld"]
    assert said[".nt"] < said[".trig"], "TriG adds provenance and takes nothing away"


@pytest.mark.parametrize("extension", FORMATS)
def test_moulds_change_no_byte(extension: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is poured is what the format writes for each record by itself, whatever the shapes that stand together, and in the same order."""
    content = _content(*_of_many_shapes())
    poured = export(content, tmp_path / f"poured{extension}").read_bytes()
    monkeypatch.setattr(Moulds, "_make", lambda *_: None)
    assert export(content, tmp_path / f"plain{extension}").read_bytes() == poured


def _of_many_shapes() -> tuple[list[Node], list[Edge]]:
    """The catalogue's UNCC, with records beside it whose values are empty, several, of another kind, or hard to write."""
    graph = catalogue_projection()
    nodes = [n for n in graph.nodes.values() if n.id in ("uncc", "malabo") or n.id.startswith("uncc/")]
    edges = [e for e in graph.edges if e.start.startswith("uncc/") or e.end == "uncc"]
    cited = {"source": "a b", "locator": "50 %", "review": "compiled"}
    odd: list[dict[str, Value]] = [
        {"origin": ["one"]}, {"origin": ["one", "two"]}, {"origin": []}, {"note": ""}, {"note": 'say "no"\n\\ 100 %s'}, {"score": 0.5},
        {"date": dt.date(2001, 11, 23)}, {"ordinal": 7},
    ]  # fmt: skip
    for number, values in enumerate(odd * 2):
        id_ = f"uncc/art_7/para_{number}/point é"
        nodes.append(Node("Point", id_, {"name": "P", "treaty": "uncc", **cited, **values}, HERE))
        nodes.append(Node("Point", f"other/art_{number}", {"name": "P", "treaty": "other", **cited, **values}, HERE))
        edges.append(Edge("CORRESPONDS_TO", id_, "uncc/art_7", {**cited, **values}, HERE))
    return nodes, edges


def test_rdflib_reads_what_oxigraph_reads(tmp_path: Path) -> None:
    content = one_treaty("malabo")
    counts = set()
    for extension, name in ((".nt", "nt"), (".ttl", "turtle"), (".jsonld", "json-ld")):
        path = export(content, tmp_path / f"graph{extension}")
        counts.add(len(rdflib.Graph().parse(path, format=name)))
        counts.add(len(triples(path)))
    assert len(counts) == 1 and counts.pop() > 1_000
    same = to_rdf(content.nodes(), content.edges(), SCHEMA)
    assert set(same) == set(rdflib.Graph().parse(tmp_path / "graph.ttl")), "there are no blank nodes, so sets tell"


def test_there_are_no_blank_nodes_and_every_iri_is_one(exported: dict[str, Path]) -> None:
    for path in exported.values():
        for triple in triples(path):
            assert not any(isinstance(term, ox.BlankNode) for term in triple)


STRANGERS = {
    "ELI: titles of legal resources in force before a day": (
        "SELECT ?t ?title { ?t a eli:LegalResource ; eli:first_date_entry_in_force ?day ; eli:is_realized_by/eli:title ?title FILTER(?day < '2005-01-01'^^xsd:date) }",
        {"treaty/budapest", "treaty/untoc", "treaty/crc"},
    ),
    "ELI: the articles that stand in a chapter": (
        "SELECT ?p { ?p a eli:LegalResourceSubdivision ; eli:is_part_of <treaty/uncc/chp_II> ; eli:number ?n }",
        {"treaty/uncc/art_7", "treaty/uncc/art_21"},
    ),
    "ELI: what a provision is about": ("SELECT ?c { <treaty/uncc/art_7> eli:is_about ?c }", {"offence/illegal-access"}),
    "JOLux: documents of a year": (
        "SELECT ?t { ?t a jolux:TreatyDocument ; jolux:dateDocument ?d FILTER(YEAR(?d) = 2001) }",
        {"treaty/budapest"},
    ),
    "schema.org: legislation by name": ("SELECT ?t { ?t a schema:Legislation ; schema:legislationDate '2014-06-27'^^xsd:date }", {"treaty/malabo"}),
    "SKOS: the kinds of an offence, in French": (
        "SELECT ?c { ?c skos:broader <offence/cyber-offence> ; skos:inScheme <scheme/offences> ; skos:prefLabel ?l FILTER(?l = 'Accès illégal'@fr) }",
        {"offence/illegal-access"},
    ),
    "ORG: members of the European Union": ("SELECT ?s { ?s org:memberOf <actor/european-union> }", {"actor/FRA", "actor/DEU"}),
    "PROV: what is taken from a source": (
        "SELECT DISTINCT ?t { ?x prov:wasDerivedFrom ?s ; tg:statementObject ?t . ?s a prov:Entity FILTER(?t = <treaty/uncc>) }",
        {"treaty/uncc"},
    ),
    "Dublin Core: by an official number": ("SELECT ?t { ?t dcterms:identifier 'cets:185' }", {"treaty/budapest"}),
}  # fmt: skip


@pytest.mark.parametrize("question", STRANGERS)
def test_a_strangers_query_works(question: str, exported: dict[str, Path]) -> None:
    query, expected = STRANGERS[question]
    prefixes = {"tg": f"{SCHEMA.base}ontology#", **PREFIXES}
    rows = _oxigraph(exported[".nt"]).query(query, base_iri=SCHEMA.base, prefixes=prefixes)
    found = {row[0].value.removeprefix(SCHEMA.base) for row in rows}
    assert expected <= found


_stores: dict[Path, ox.Store] = {}


def _oxigraph(path: Path) -> ox.Store:
    if path not in _stores:
        _stores[path] = ox.Store()
        _stores[path].bulk_load(path=str(path), format=FORMATS[path.suffix])
    return _stores[path]


def test_trig_says_of_every_statement_where_it_comes_from(exported: dict[str, Path]) -> None:
    store = _oxigraph(exported[".trig"])
    query = """SELECT (COUNT(DISTINCT ?g) AS ?graphs) (COUNT(DISTINCT ?place) AS ?places) (COUNT(DISTINCT ?where) AS ?found) {
        GRAPH ?g { ?s ?p ?o } ?g a prov:Entity ; tg:statementProperty ?p ; prov:wasDerivedFrom ?source, ?place .
        ?place a oa:SpecificResource ; oa:hasSource ?source ; oa:hasSelector ?where .
        ?where a oa:FragmentSelector ; rdf:value ?locator . ?g tg:locator ?locator }"""
    row = next(iter(store.query(query, prefixes={"tg": f"{SCHEMA.base}ontology#", **PREFIXES})))
    edges = len(catalogue_projection().edges)
    assert [int(term.value) for term in row] == [edges, edges, edges]


def test_words_that_are_quoted_are_a_text_quote_selector(tmp_path: Path) -> None:
    nodes = [Node("Source", "s", {"name": "S"}, HERE), Node("Treaty", "t", {"name": "T"}, HERE)]
    edge = Edge(
        "MENTIONS", "s", "t", {"source": "s", "locator": "p. 3", "review": "verified", "quote": 'the "words"'}, HERE
    )
    path = export(_content(nodes, [edge]), tmp_path / "x.trig")
    rows = _oxigraph(path).query("SELECT ?q { ?s a oa:TextQuoteSelector ; oa:exact ?q }", prefixes=PREFIXES)
    assert [row[0].value for row in rows] == ['the "words"']


def test_json_ld_carries_its_context_and_is_compact(exported: dict[str, Path]) -> None:
    head, _, rest = exported[".jsonld"].read_text(encoding="utf-8").partition('"@graph"')
    assert "http://" not in rest.replace("http://www.wikidata.org", "").split("\n")[40]
    assert '"@base": "https://w3id.org/treatygraph/"' in head
    line = next(line for line in rest.split("\n") if '"@id": "treaty/uncc/art_7"' in line and '"@type"' in line)
    assert '"heading": "Illegal access"' in line and '"ordinal":' in line


def test_a_query_result_or_a_view_is_exported_with_what_it_needs(tmp_path: Path) -> None:
    content = one_treaty("malabo")
    said = triples(export(content, tmp_path / "x.nt"))
    subjects = {str(s.value).removeprefix(SCHEMA.base) for s, _, _ in said}
    assert "treaty/malabo/art_29" in subjects and not any(s.startswith("treaty/uncc") for s in subjects)


@pytest.mark.parametrize(
    ("value", "lexical", "type_"),
    [
        (1.0, "1.0E0", "double"), (0.25, "2.5E-1", "double"), (-1234.5, "-1.2345E3", "double"), (1e22, "1.0E22", "double"),
        (float("nan"), "NaN", "double"), (float("-inf"), "-INF", "double"), (0.0, "0.0E0", "double"), (True, "true", "boolean"), (7, "7", "integer"),
        (dt.date(2001, 11, 23), "2001-11-23", "date"),
    ],
)  # fmt: skip
def test_values_are_written_in_their_canonical_form(value: float, lexical: str, type_: str) -> None:
    assert literal(value) == (lexical, f"http://www.w3.org/2001/XMLSchema#{type_}")


def test_ids_come_back_from_iris() -> None:
    projection = catalogue_projection()
    described = part(projection).describer()
    for node in projection.nodes.values():
        assert id_of(described.iri(node.id), SCHEMA) == node.id
    assert id_of("https://example.org/x", SCHEMA) is None
    assert id_of(SCHEMA.base + "ontology", SCHEMA) is None


def test_a_dotted_id_is_not_resolved_away(tmp_path: Path) -> None:
    nodes = [Node("Treaty", "t/../u/./v", {"name": "odd"}, HERE)]
    for extension in FORMATS:
        (node,) = load_rdf(export(_content(nodes, []), tmp_path / f"x{extension}"), SCHEMA)[0].nodes
        assert node.id == "t/../u/./v"


# ---------------------------------------------------------------------- out and back


@pytest.mark.parametrize("extension", FORMATS)
def test_what_was_exported_reads_back_as_the_same_records(extension: str, exported: dict[str, Path]) -> None:
    projection = catalogue_projection()
    (batch,) = load_rdf(exported[extension], SCHEMA)
    assert batch.refused == []
    assert {n.id: (n.label, dict(n.properties)) for n in batch.nodes} == {
        n.id: (n.label, dict(n.properties)) for n in projection.nodes.values()
    }
    assert {e.key: dict(e.properties) for e in batch.edges} == {e.key: dict(e.properties) for e in projection.edges}


def test_a_store_is_restored_from_its_export_in_every_format(
    store: Store, catalogue_records: Batch, tmp_path: Path
) -> None:
    """On both engines: the same nodes, relationships, properties, origins and marks of loads."""
    list(load_batches(store, [catalogue_records, _notes()]))
    before = project(store)
    paths = [export(whole(store), tmp_path / f"graph{extension}") for extension in FORMATS]
    for path in paths:
        store.clear()
        reports = list(load_batches(store, rdf_batches(store, path)))
        assert [r.refused for r in reports] == [[]] * len(reports)
        after = project(store)
        assert _without_loads(after) == _without_loads(before)
        assert {e.key: dict(e.properties) for e in after.edges} == {e.key: dict(e.properties) for e in before.edges}
        assert {n for n in after.nodes if n.startswith("load/")} == {n for n in before.nodes if n.startswith("load/")}


def _notes() -> Batch:
    """A second load, which says more of a thing that the catalogue has, and awkward words."""
    nodes = [
        Node("Treaty", "uncc", {"name": "UNCC", "url": "https://example.org/x"}, HERE),
        Node("Event", "e", {"name": "E", "start": dt.date(2020, 1, 2)}, HERE),
    ]
    cited = {"source": "curation", "locator": 'a\nb "c" \\ \U0001f600', "review": "compiled"}
    return Batch("notes", nodes, [Edge("PRODUCED", "e", "uncc", cited, HERE)])


def _without_loads(graph: Projection) -> dict[str, tuple[str, dict[str, object]]]:
    return {n.id: (n.label, dict(n.properties)) for n in graph.nodes.values() if n.label != "Load"}


def test_loading_an_export_into_its_own_store_adds_nothing(
    store: Store, catalogue_records: Batch, tmp_path: Path
) -> None:
    list(load_batches(store, [catalogue_records]))
    path = export(whole(store), tmp_path / "graph.nt")
    before = store.counts()
    list(load_batches(store, rdf_batches(store, path)))
    list(load_batches(store, [catalogue_records]))
    assert store.counts() == (before[0] + 1, before[1]), "only the mark of the load is new"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=60, deadline=None)
@given(
    name=TEXT,
    aliases=st.lists(TEXT, unique=True, max_size=3),
    locator=TEXT,
    score=st.floats(0, 1),
    day=st.dates(dt.date(1, 1, 1)),
)
def test_any_value_survives_every_format(
    tmp_path_factory: pytest.TempPathFactory, name: str, aliases: list[str], locator: str, score: float, day: dt.date
) -> None:
    nodes = [
        Node("State", "FRA", {"name": name, "un_member_since": day, **({"aliases": aliases} if aliases else {})}, HERE)
    ]
    nodes += [Node("Article", f"t/art_{i}", {"name": "x", "ordinal": i, "treaty": "t"}, HERE) for i in (1, 2)]
    edge = Edge(
        "CORRESPONDS_TO",
        "t/art_1",
        "t/art_2",
        {"score": score, "source": "s", "locator": locator, "review": "verified"},
        HERE,
    )
    folder = tmp_path_factory.mktemp("any")
    for extension in FORMATS:
        (batch,) = load_rdf(export(_content(nodes, [edge]), folder / f"x{extension}"), SCHEMA)
        assert batch.refused == []
        assert [(n.label, n.id, dict(n.properties)) for n in batch.nodes] == [
            (n.label, n.id, dict(n.properties)) for n in nodes
        ]
        assert [(e.key, dict(e.properties)) for e in batch.edges] == [(edge.key, dict(edge.properties))]


# ---------------------------------------------------------------------- in: what people write, and what others publish

HEAD = """@base <https://w3id.org/treatygraph/> .
@prefix tg: <ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix ex: <http://example.org/id/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""


def read(tmp_path: Path, text: str, extension: str = ".ttl", **options: str) -> Batch:
    path = tmp_path / f"given{extension}"
    path.write_text(text, encoding="utf-8")
    (batch,) = load_rdf(path, SCHEMA, **options)  # type: ignore[arg-type]
    return batch


def test_statements_may_be_blank_and_need_no_links(tmp_path: Path) -> None:
    batch = read(tmp_path, HEAD + """
        <actor/FRA> a tg:State ; tg:id "FRA" ; tg:name "France" .
        [] a tg:Signature ; tg:statementSubject <actor/FRA> ; tg:statementProperty tg:signed ; tg:statementObject <treaty/uncc> ;
           tg:date "2025-10-25"^^xsd:date ; tg:source "s" ; tg:locator "row 1" ; tg:review "verified" .""")  # fmt: skip
    assert batch.refused == []
    assert [(e.type, e.start, e.end, e.properties["date"]) for e in batch.edges] == [
        ("SIGNED", "FRA", "uncc", dt.date(2025, 10, 25))
    ]


def test_a_concept_scheme_of_others_loads(tmp_path: Path) -> None:
    batch = read(tmp_path, HEAD + """
        ex:scheme a skos:ConceptScheme ; skos:prefLabel "Cybercrime thesaurus"@en .
        ex:hacking a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "Piratage"@fr, "Hacking"@en ; skos:altLabel "cracking"@en ;
          skos:definition "Getting in without right."@en ; skos:broader <offence/cyber-offence> ; skos:exactMatch <http://www.wikidata.org/entity/Q81299> .
        ex:phishing a skos:Concept ; skos:prefLabel "Phishing" ; skos:broader ex:hacking ; foaf:depiction <http://example.org/p.png> .""")  # fmt: skip
    offences = {n.id: n for n in batch.nodes if n.label == "Offence"}
    hacking = offences["example.org:id:hacking"].properties
    assert (
        hacking["name"] == "Hacking"
        and hacking["alt_labels"] == ["cracking"]
        and hacking["definition"] == "Getting in without right."
    )
    assert hacking["same_as"] == ["http://example.org/id/hacking", "http://www.wikidata.org/entity/Q81299"]
    assert hacking["review"] == "compiled" and hacking["source"] == "rdf:given"
    assert {(e.type, e.start, e.end) for e in batch.edges} == {
        ("BROADER", "example.org:id:hacking", "cyber-offence"), ("BROADER", "example.org:id:phishing", "example.org:id:hacking"),
    }  # fmt: skip
    assert [(r.place.line, r.reason) for r in batch.refused] == [
        (8, "<http://xmlns.com/foaf/0.1/depiction> is not understood (once)")
    ]


def test_concepts_that_hang_below_nothing_need_to_be_told_what_they_are(tmp_path: Path) -> None:
    text = (
        HEAD
        + 'ex:freeze a skos:Concept ; skos:prefLabel "Freezing" ; skos:narrower ex:quick .\nex:quick a skos:Concept ; skos:prefLabel "Quick freeze" .'
    )
    refused = read(tmp_path, text)
    assert (
        refused.nodes == [] and "--concepts measure" in refused.refused[0].reason and refused.refused[0].place.line == 4
    )
    told = read(tmp_path, text, concepts="Measure")
    assert [(n.label, n.id) for n in told.nodes if n.label != "Source"] == [
        ("Measure", "example.org:id:freeze"),
        ("Measure", "example.org:id:quick"),
    ]
    assert [(e.start, e.end) for e in told.edges] == [("example.org:id:quick", "example.org:id:freeze")]


def test_legal_resources_of_others_load(tmp_path: Path) -> None:
    batch = read(tmp_path, HEAD + """@prefix r: <http://data.europa.eu/eli/reg/2016/679/> .
        r:oj a eli:LegalResource ; eli:date_document "2016-04-27"^^xsd:date ; eli:first_date_entry_in_force "2016-05-24"^^xsd:date ;
          eli:has_part <http://data.europa.eu/eli/reg/2016/679/oj/art_5> ; eli:cites <treaty/uncc> ; eli:is_about ex:data .
        <http://data.europa.eu/eli/reg/2016/679/oj/eng> a eli:LegalExpression ; eli:realizes r:oj ; eli:title "On data"@en .
        <http://data.europa.eu/eli/reg/2016/679/oj/art_5> a eli:LegalResourceSubdivision, eli:LegalResource ; eli:number "5" .""")  # fmt: skip
    treaty, article = (n for n in batch.nodes if n.label != "Source")
    assert (treaty.label, treaty.id, treaty.properties["name"]) == (
        "Treaty",
        "data.europa.eu:eli:reg:2016:679:oj",
        "On data",
    )
    assert (treaty.properties["adopted"], treaty.properties["entry_into_force"]) == (
        dt.date(2016, 4, 27),
        dt.date(2016, 5, 24),
    )
    assert (article.label, article.id, article.properties["number"]) == ("Article", f"{treaty.id}/art_5", "5")
    assert ("CONTAINS", treaty.id, article.id) in {(e.type, e.start, e.end) for e in batch.edges}
    assert any("is_about" in r.reason and r.place.line == 6 for r in batch.refused)


BAD = {
    "not well-formed": ("ex:a ex:b ex:c .\n\nex:d ex:e ;\n .\nex:f", ".ttl", 6, "not well-formed"),
    "an IRI with a space": ("<http://example.org/a b> a tg:State .", ".ttl", 4, "not well-formed: Invalid IRI code point ' '"),
    "a context that stands elsewhere": ('{"@context": "https://example.org/c.jsonld", "@id": "x"}', ".jsonld", 1, "nothing is fetched"),
    "not a date": ('<treaty/x> a tg:Treaty ; tg:id "x" ; tg:name "X" ;\n tg:adopted "12 May"^^xsd:date .', ".ttl", 5, "adopted: '12 May' is no xsd:date"),
    "a text for a date": ('<treaty/x> a tg:Treaty ; tg:id "x" ;\n\n tg:adopted "2020-01-01" .', ".ttl", 6, "expected a value of type xsd:date"),
    "a link for a text": ("<treaty/x> a tg:Treaty ; tg:id <treaty/x> .", ".ttl", 4, "id: expected a value of type xsd:string"),
    "two for one": ('<treaty/x> a tg:Treaty ; tg:id "x" ; tg:place "a",\n "b" .', ".ttl", 5, "place: one value expected, 2 given"),
    "a misspelt property": ('<actor/x> a tg:State ; tg:id "x" ;\n tg:isoo2 "XX" .', ".ttl", 5, "State has no property 'isoo2' (did you mean 'iso2'?)"),
    "a misspelt class": ('<actor/x> a tg:Stat ; tg:id "x" .', ".ttl", 4, "no class is called 'Stat' (did you mean 'State'?)"),
    "an id that is not its IRI's": ('<actor/x> a tg:State ; tg:id "y" ; tg:name "Y" .', ".ttl", 4, "the id 'y' is not that of its IRI"),
    "a link without a statement": ("<actor/FRA> a tg:State ; tg:id \"FRA\" ; tg:name \"F\" ;\n tg:signed <treaty/uncc> .", ".ttl", 5, "SIGNED without a statement"),
    "a statement of nothing": ("[] a tg:Signature ; tg:statementSubject <actor/FRA> .", ".ttl", 4, "a statement needs one subject"),
    "a statement of the wrong class": (
        "[] a tg:Ratification ; tg:statementSubject <actor/F> ; tg:statementProperty tg:signed ; tg:statementObject <treaty/u> .", ".ttl", 4, "a statement of SIGNED is a Signature",
    ),
    "properties without a class": ('<actor/FRA> tg:name "France" .', ".ttl", 4, "no class of ours is given"),
    "a class of nobody we know": ("ex:a a foaf:Person .", ".ttl", 4, "<http://xmlns.com/foaf/0.1/Person> is not understood"),
    "a date of others that is none": ('ex:a a eli:LegalResource ;\n eli:date_document "soon" .', ".ttl", 5, "adopted: 'soon' cannot be read"),
    "an unknown kind of file": ("", ".docx", 0, "not a kind of RDF that is read"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_its_line(case: str, tmp_path: Path) -> None:
    text, extension, line, reason = BAD[case]
    batch = read(tmp_path, (HEAD if extension == ".ttl" else "") + text, extension)
    kept = {"a date of others that is none": ["Source", "Treaty"], "a link without a statement": ["State"]}
    assert sorted(n.label for n in batch.nodes) == kept.get(case, []) and batch.edges == []
    assert any(reason in r.reason and r.place.line == line for r in batch.refused), batch.refused


def test_a_load_that_comes_first_is_loaded_first(tmp_path: Path) -> None:
    cited = {"source": "s", "locator": "x", "review": "verified"}
    nodes = [
        Node("Event", "e", {"name": "E", "origin": ["b"]}, HERE), Node("Source", "s", {"name": "S", "origin": ["z"]}, HERE),
        Node("Treaty", "t", {"name": "T", "origin": ["a", "z"], **cited}, HERE),
    ]  # fmt: skip
    edges = [Edge("PRODUCED", "e", "t", {**cited, "origin": ["a"]}, HERE)]
    batches = load_rdf(export(_content(nodes, edges), tmp_path / "x.nt"), SCHEMA, keep_origins=True)
    assert [b.origin for b in batches] == ["b", "z", "a"]
    assert [len(b.nodes) for b in batches] == [1, 2, 1]


def test_formats_are_found_by_discovery() -> None:
    assert set(formats()) == {
        ".arrow",
        ".csv",
        ".gexf",
        ".graphml",
        ".json",
        ".jsonld",
        ".nt",
        ".parquet",
        ".trig",
        ".ttl",
    }


def _content(nodes: Iterable[Node], edges: Iterable[Edge], schema: Schema = SCHEMA) -> Content:
    return part(Projection(schema, "", {n.id: n for n in nodes}, tuple(edges)))


def one_treaty(treaty: str) -> Content:
    """A treaty with all its provisions and what these link to among them."""
    projection = catalogue_projection()
    sources = [n.id for n in projection.nodes.values() if n.label == "Source"]
    return part(projection, [i for i in projection.nodes if i == treaty or i.startswith(f"{treaty}/")] + sources)
