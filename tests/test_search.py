"""Search: what must be found first, citations as people write them, spelling mistakes, facets, and how long it takes."""

from __future__ import annotations

import random
import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.projection import Projection
from graph.records import Batch, Edge, Node, Place
from graph.search import SearchIndex
from graph.search.words import Vocabulary, excerpt, fold, words
from ontology.schema import load_schema

SCHEMA = load_schema()
HERE = Place("test")


@pytest.fixture(scope="module")
def index(catalogue_records: Batch) -> SearchIndex:
    return SearchIndex(Projection.of_batch(catalogue_records, SCHEMA))


def first(index: SearchIndex, query: str) -> str:
    return index.search(query).hits[0].id


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("art 16 uncc", "uncc/art_16"),
        ("UNCC 16", "uncc/art_16"),
        ("uncc, Article 16", "uncc/art_16"),
        ("budapest 29(4)", "budapest/art_29/para_4"),
        ("art. 29(4) Budapest Convention", "budapest/art_29/para_4"),
        ("budapest article 29 paragraph 4", "budapest/art_29/para_4"),
        ("uncc chapter V", "uncc/chp_V"),
        ("UNCC chapter 5", "uncc/chp_V"),
        ("preamble uncc", "uncc/preamble"),
        ("uncc/art_7", "uncc/art_7"),
        ("France", "FRA"),
        ("FRA", "FRA"),
        ("fr", "FRA"),
        ("Cote d'Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("turkiye", "TUR"),
        ("illegal access", "illegal-access"),
        ("illegal acess", "illegal-access"),
        ("ilegal acces", "illegal-access"),
        ("mutual leagl assistence", "mutual-legal-assistance"),
        ("illegal acc", "illegal-access"),
        ("UNCC", "uncc"),
        ("budapest convention", "budapest"),
        ("24/7 network", "24-7-network"),
    ],
)
def test_the_right_thing_stands_first(index: SearchIndex, query: str, id_: str) -> None:
    assert first(index, query) == id_


def test_a_misspelt_word_is_said_as_it_was_read(index: SearchIndex) -> None:
    assert index.search("illegal acess").corrected == "illegal access"
    assert index.search("illegal access").corrected == ""


def test_an_article_without_its_treaty_finds_those_of_all_treaties(index: SearchIndex) -> None:
    found = {hit.id for hit in index.search("art 16", limit=12).hits}
    assert {"uncc/art_16", "untoc/art_16", "budapest/art_16"} <= found


def test_nonsense_finds_nothing(index: SearchIndex) -> None:
    answer = index.search("xyzzyqq")
    assert answer.hits == ()
    assert answer.total == 0


def test_asking_nothing_lists_everything(index: SearchIndex, catalogue_records: Batch) -> None:
    answer = index.search("", limit=5)
    assert answer.total == len({node.id for node in catalogue_records.nodes})
    assert len(answer.hits) == 5


def test_facets_count_what_the_other_facet_lets_through(index: SearchIndex) -> None:
    everything = index.search("extradition", limit=500)
    assert sum(everything.kinds.values()) == everything.total == len(everything.hits)
    articles = index.search("extradition", kinds=["Article"], limit=500)
    assert articles.total == everything.kinds["Article"]
    assert articles.kinds == everything.kinds, "a facet does not narrow its own counts"
    assert sum(articles.treaties.values()) == articles.total
    both = index.search("extradition", kinds=["Article"], treaties=["uncc"], limit=500)
    assert both.total == articles.treaties["uncc"]
    assert {hit.label for hit in both.hits} == {"Article"}


def test_a_superclass_stands_for_its_subclasses(index: SearchIndex) -> None:
    found = index.search("extradition", kinds=["Provision"], limit=500)
    assert {"Article", "Paragraph"} <= {hit.label for hit in found.hits} <= set(SCHEMA.subclasses("Provision"))


def test_an_excerpt_shows_the_word(index: SearchIndex) -> None:
    hit = next(hit for hit in index.search("intimate images", limit=30).hits if hit.id == "uncc/art_16")
    assert "intimate image" in hit.excerpt


def test_long_texts_are_cut_around_the_word() -> None:
    text = " ".join(f"word{i}" for i in range(200))
    cut = excerpt([text], {"word120"})
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert "word120" in cut
    assert len(cut) < 230


@given(st.text(max_size=60))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(fold(text)) == words(text)


@given(st.lists(st.text("abcdefgh", min_size=4, max_size=9), min_size=1, max_size=20), st.data())
def test_a_known_word_is_nearest_to_itself(known: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(known))
    assert Vocabulary(known).near(word, unfinished=False) == [(word, 1.0)]


@given(query=st.text(max_size=40))
def test_no_query_fails(index: SearchIndex, query: str) -> None:
    answer = index.search(query, limit=3)
    assert answer.total >= len(answer.hits)


def median_ms(index: SearchIndex, queries: list[str]) -> float:
    taken = []
    for query in queries:
        start = time.perf_counter()
        index.search(query)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def test_the_catalogue_answers_within_50_ms(index: SearchIndex) -> None:
    queries = ["art", "illegal acess", "budapest convention", "uncc 16", "mutual legal assistance", "a"] * 3
    assert median_ms(index, queries) < 50


def test_sixty_thousand_things_stay_usable() -> None:
    chance = random.Random(1)
    lexicon = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(3, 10))) for _ in range(4000)]
    nodes = [Node("Treaty", f"t{i}", {"name": " ".join(chance.choices(lexicon, k=6))}, HERE) for i in range(20_000)]
    nodes += [
        Node("Article", f"t{i}/art_{n}", {"name": f"t{i}, art. {n}: {' '.join(chance.choices(lexicon, k=3))}"}, HERE)
        for i in range(400)
        for n in range(100)
    ]
    edges: list[Edge] = []
    index = SearchIndex(Projection.of_batch(Batch("test", nodes, edges), SCHEMA))
    assert first(index, "t5 art 16") == "t5/art_16"
    assert median_ms(index, ["art", "t5 art 16", lexicon[3], lexicon[7][:3], f"{lexicon[9]}x {lexicon[10]}"] * 2) < 200
