"""Claims of news: sentences of our own making with every verdict, whole articles, and the first article itself."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

import pytest

from graph.checks import check_batch
from graph.claims import check_article
from graph.claims.checks import CHECKS, VERDICTS
from graph.claims.naming import Names, plain
from graph.claims.results import CheckedClaim
from graph.claims.sentences import article_date, sentences, split
from graph.claims.treaty_mentions import UNKNOWN, TreatyFinder
from graph.claims.values import find_dates, find_numbers
from graph.projection import Projection
from loaders.news import news_batch
from tests.catalogue import catalogue, with_node, without

GRAPH = catalogue()
NAMES = Names(GRAPH)
NEWS = Path(__file__).parents[2] / "shared/data/news/un_adopts_global_cybercrime_treaty.txt"
S, C, N = VERDICTS


def verdicts(text: str, graph: Projection = GRAPH) -> dict[str, set[str]]:
    """The verdicts of a text by predicate."""
    found: dict[str, set[str]] = {}
    for claim in check_article(graph, text).claims:
        found.setdefault(claim.predicate, set()).add(claim.verdict)
    return found


def only(text: str, predicate: str, graph: Projection = GRAPH) -> CheckedClaim:
    return next(c for c in check_article(graph, text).claims if c.predicate == predicate)


SENTENCES = [
    # adoption
    (
        "The UN Convention against Cybercrime was adopted by the General Assembly on 24 December 2024.",
        {"adopted_on": S, "adopted_by": S},
    ),
    (
        "The UN Convention against Cybercrime was adopted by the General Assembly on 14 December 2024.",
        {"adopted_on": C, "adopted_by": S},
    ),
    ("The UN cybercrime treaty was adopted in December 2024.", {"adopted_on": S}),
    ("The UN cybercrime treaty was adopted in November 2024.", {"adopted_on": C}),
    ("The UN cybercrime treaty was not adopted on 24 December 2024.", {"adopted_on": C}),
    ("The Security Council adopted the UN Convention against Cybercrime.", {"adopted_by": C}),
    (
        "On October 31, 2003, the General Assembly adopted the UN Convention against Corruption.",
        {"adopted_on": S, "adopted_by": S},
    ),
    ("The Convention on the Rights of the Child was adopted on 20 November 1989.", {"adopted_on": S}),
    ("The Committee of Ministers adopted the Budapest Convention on 8 November 2001.", {"adopted_on": S}),
    ("The UN Convention against Cybercrime was adopted by a vote of 79 to 60.", {"adoption_vote": C}),
    ("The UN Convention against Cybercrime was adopted unanimously, without a vote.", {"adoption_mode": S}),
    ("The UN Convention against Cybercrime was adopted by resolution 79/243.", {"adopted_by_resolution": S}),
    (
        "The UN Convention against Cybercrime was adopted by General Assembly resolution 78/549.",
        {"adopted_by_resolution": C},
    ),
    ("UNTOC was adopted by resolution 55/25 in November 2000.", {"adopted_by_resolution": S, "adopted_on": S}),
    ("The General Assembly adopted the Kyoto Protocol in 1997.", {"adopted_by": N}),
    # opening
    (
        "The UN Convention against Cybercrime was opened for signature in Hanoi on 25 October 2025.",
        {"opened_in": S, "opened_on": S},
    ),
    (
        "The UN Convention against Cybercrime was opened for signature in Geneva in October 2025.",
        {"opened_in": C, "opened_on": S},
    ),
    (
        "The Convention on Cybercrime was opened for signature in Budapest on 23 November 2001.",
        {"opened_in": S, "opened_on": S},
    ),
    ("The UN Convention against Corruption was signed in Merida in December 2003.", {"opened_in": S, "opened_on": S}),
    ("The Hanoi Convention remains open for signature until 31 December 2026.", {"open_until": S}),
    ("The Hanoi Convention remains open for signature until 31 December 2027.", {"open_until": C}),
    # signatures
    ("France signed the UN Convention against Cybercrime on 25 October 2025.", {"signed": S}),
    ("France signed the UN Convention against Cybercrime on 5 October 2025.", {"signed": C}),
    ("The United States has not signed the UN Convention against Cybercrime.", {"signed": S}),
    ("The United States signed the UN Convention against Cybercrime in Hanoi.", {"signed": C}),
    ("Ireland signed the Budapest Convention but has not ratified it.", {"signed": S, "ratified": S}),
    ("Ireland has ratified the Budapest Convention.", {"ratified": C}),
    ("South Africa never ratified the Budapest Convention.", {"ratified": S}),
    ("France has not signed the UN Convention against Cybercrime.", {"signed": C}),
    ("72 countries signed the UN Convention against Cybercrime in Hanoi.", {"signatories": S}),
    ("Only 50 countries signed the UN Convention against Cybercrime in Hanoi.", {"signatories": C}),
    ("In January 2026, the UN Convention against Cybercrime had 74 signatories.", {"signatories": S}),
    ("More than 70 states have signed the UN Convention against Cybercrime.", {"signatories": S}),
    ("More than 150 states have signed the UN Convention against Cybercrime.", {"signatories": C}),
    ("The UN Convention against Cybercrime has 77 signatories.", {"signatories": N}),
    # ratify
    ("Qatar ratified the UN Convention against Cybercrime in February 2026.", {"ratified": S}),
    ("Qatar ratified the UN Convention against Cybercrime in June 2026.", {"ratified": C}),
    ("Qatar ratified the UN Convention against Cybercrime on 5 February 2026.", {"ratified": N}),
    ("Azerbaijan ratified the Budapest Convention on 15 March 2010.", {"ratified": S}),
    ("Forty states have ratified the UN Convention against Cybercrime.", {"ratifications": C}),
    ("Japan acceded to the Budapest Convention on 3 July 2012.", {"ratified": C}),
    ("Japan and the United States have ratified the Budapest Convention.", {"ratified": S}),
    ("Russia is not a party to the Budapest Convention.", {"party_to": S}),
    ("Russia is a party to the Budapest Convention.", {"party_to": C}),
    ("France has been a party to the Budapest Convention since 1 May 2006.", {"party_to": S}),
    ("France has been a party to the Budapest Convention since 2003.", {"party_to": C}),
    ("The Budapest Convention has 81 parties.", {"parties": S}),
    ("The Budapest Convention has 120 parties.", {"parties": C}),
    # force
    (
        "The UN Convention against Cybercrime will enter into force 90 days after the fortieth ratification.",
        {"entry_into_force_rule": S},
    ),
    (
        "The treaty on cybercrime adopted by the UN enters into force once 60 states have ratified it.",
        {"entry_into_force_rule": C},
    ),
    (
        "The UN Convention against Cybercrime takes effect 30 days after 40 countries deposit their instruments of ratification.",
        {"entry_into_force_rule": C},
    ),
    ("The UN Convention against Cybercrime needs 40 ratifications to enter into force.", {"entry_into_force_rule": S}),
    ("The Budapest Convention entered into force three months after five ratifications.", {"entry_into_force_rule": S}),
    ("The Budapest Convention entered into force on 1 July 2004.", {"entry_into_force": S}),
    ("The Budapest Convention entered into force on 1 July 2005.", {"entry_into_force": C}),
    ("The Budapest Convention has been in force since 2004.", {"entry_into_force": S}),
    ("The UN Convention against Cybercrime is in force.", {"in_force": C}),
    ("The UN Convention against Cybercrime has not yet entered into force.", {"in_force": S}),
    ("The UN Convention against Cybercrime entered into force in October 2025.", {"entry_into_force": C}),
    ("UNTOC entered into force on 29 September 2003.", {"entry_into_force": S}),
    ("The Paris Agreement entered into force in 2016.", {"entry_into_force": N}),
    ("The Budapest Convention entered into force for Azerbaijan on 1 July 2010.", {"in_force_for": S}),
    # offices
    ("Philémon Yang, President of the General Assembly, spoke on 24 December 2024.", {"holds_office": S}),
    ("On 24 December 2024, General Assembly President Dennis Francis closed the meeting.", {"holds_office": C}),
    (
        "On 24 December 2024, UN Secretary-General Ban Ki-moon welcomed the adoption of the UN Convention against Cybercrime.",
        {"holds_office": C},
    ),
    ("On 1 March 2024, Dennis Francis was President of the General Assembly.", {"holds_office": S}),
    (
        "Dennis Francis, President of the General Assembly, hailed the adoption of the UN Convention against Cybercrime.",
        {"holds_office": C},
    ),
    (
        "Annalena Baerbock, President of the General Assembly, watched the Convention open for signature in October 2025.",
        {"holds_office": S},
    ),
    ("Faouzia Boumaiza Mebarki, chair of the Ad Hoc Committee, thanked delegates.", {"holds_office": S}),
    # size
    (
        "The UN Convention against Cybercrime has 68 articles in nine chapters.",
        {"number_of_articles": S, "number_of_chapters": S},
    ),
    ("The UN Convention against Cybercrime comprises 71 articles.", {"number_of_articles": C}),
    ("The 48-article Budapest Convention has four chapters.", {"number_of_articles": S, "number_of_chapters": S}),
    ("The United Nations has 193 member states.", {"members": S}),
    ("The 46-member Council of Europe drew up the Budapest Convention.", {"members": S}),
    ("The 28-member European Union has signed the UN Convention against Cybercrime.", {"members": C, "signed": S}),
    # content
    ("Article 7 of the UN Convention against Cybercrime criminalizes illegal access.", {"article_provides": S}),
    ("Article 9 of the UN Convention against Cybercrime criminalizes illegal access.", {"article_provides": C}),
    (
        "Article 16 of the UN Convention against Cybercrime covers the non-consensual dissemination of intimate images.",
        {"article_provides": S},
    ),
    ("Article 5 of the UN Convention against Cybercrime deals with sovereignty.", {"article_provides": S}),
    ("Article 5 of the UN Convention against Cybercrime deals with extradition.", {"article_provides": C}),
    ("Article 72 of the UN Convention against Cybercrime deals with sanctions.", {"article_provides": C}),
    (
        "Article 2 of the UN Convention against Cybercrime defines serious crime as punishable by at least five years in prison.",
        {"article_provides": C},
    ),
    ("The UN Convention against Cybercrime criminalizes grooming and money laundering.", {"criminalizes": S}),
    ("The UN Convention against Cybercrime criminalizes terrorism.", {"criminalizes": C}),
    ("The UN Convention against Cybercrime does not criminalize terrorism.", {"criminalizes": S}),
    ("The UN Convention against Cybercrime criminalizes cyberbullying.", {"criminalizes": N}),
    ("The Budapest Convention covers copyright infringement.", {"provides_for": S}),
    ("The Budapest Convention does not cover extradition.", {"provides_for": C}),
    ("The UN Convention against Cybercrime establishes a 24/7 network.", {"provides_for": S}),
    # depositary
    ("The depositary of the UN Convention against Cybercrime is the UN Secretary-General.", {"depositary": S}),
    ("The UN Secretary-General is the depositary of the Budapest Convention.", {"depositary": C}),
    # reservations
    ("Qatar made a reservation to Article 16 of the UN Convention against Cybercrime.", {"made_reservation": S}),
    ("Qatar made a reservation to Article 7 of the UN Convention against Cybercrime.", {"made_reservation": C}),
    ("Azerbaijan made no reservations to the UN Convention against Cybercrime.", {"made_reservation": C}),
    ("Brazil entered a reservation to Article 10 of the UN Convention against Cybercrime.", {"made_reservation": N}),
    ("The UN Convention against Cybercrime is not legally binding.", {"legally_binding": C}),
    ("The Second Additional Protocol supplements the Budapest Convention.", {"supplements": S}),
    ("Human Rights Watch opposed the UN Convention against Cybercrime.", {"position": S}),
    ("Human Rights Watch welcomed the UN Convention against Cybercrime.", {"position": C}),
    ("The UN Convention against Cybercrime was drafted on the Moon.", {"says": N}),
    (
        "A state may withdraw from the UN Convention against Cybercrime with one year's notice.",
        {"denunciation_notice": S},
    ),
    ("Russia withdrew from the Budapest Convention in 2022.", {"withdrew": N}),
    ("France withdrew from the Budapest Convention.", {"withdrew": C}),
    # taken from news as it is written
    (
        "Qatar was the first country to ratify the UN Convention against Cybercrime.",
        {"nth_to_be_ratified": S, "ratified": S},
    ),
    ("Fiji was the 74th state to sign the UN Convention against Cybercrime.", {"nth_to_be_signed": N}),
    ("Russia was the first state to ratify the UN Convention against Cybercrime.", {"nth_to_be_ratified": C}),
    ("Brazil was the first state to become a party to the Budapest Convention.", {"nth_to_be_party_to": C}),
    ("The Budapest Convention has 68 parties.", {"parties": C}),
    ("Article 99 of the Budapest Convention has no heading.", {"has_article": C}),
    ("The UN Convention against Cybercrime protects victims.", {"protects": S}),
    ("The UN Convention against Cybercrime protects businesses.", {"protects": N}),
    (
        "Civil society groups gave their views: inputs from academia and civil society shaped the UN Convention against Cybercrime.",
        {"gave_input": S},
    ),
    ("The UN Convention against Cybercrime is the result of four years of negotiations.", {"years_of_negotiation": S}),
    ("The UN Convention against Cybercrime took nine years of negotiations.", {"years_of_negotiation": N}),
    ("The UN Convention against Cybercrime was adopted in New York.", {"adopted_in": S}),
    ("The UN Convention against Cybercrime was adopted in Vienna.", {"adopted_in": C}),
    ("The UN Convention against Cybercrime has been adopted.", {"adopted": S}),
    ("The UN Convention against Cybercrime needs 37 more ratifications.", {"ratifications_missing": S}),
    ("The UN Convention against Cybercrime needs 12 more ratifications.", {"ratifications_missing": C}),
    ("A denunciation of the Budapest Convention takes effect after a notice of 12 months.", {"denunciation_notice": C}),
    ("The OPSC was adopted by a vote of 120 to 3.", {"adoption_vote": N}),
    (
        "Mexico holds that the Budapest Convention is deposited with the Secretary General of the Council of Europe.",
        {"depositary": S},
    ),
    # said in other ways
    (
        "In a 152-5 vote, the General Assembly adopted the UN cybercrime convention.",
        {"adoption_vote": C, "adopted_by": S},
    ),
    ("The cybercrime treaty was adopted by the European Parliament.", {"adopted_by": C}),
    ("The signing ceremony for the UN Convention against Cybercrime took place in Riyadh.", {"opened_in": C}),
    ("The UN Convention against Cybercrime was signed in Hanoi by 72 states.", {"signatories": S}),
    ("Neither the United States nor India has signed the UN Convention against Cybercrime.", {"signed": S}),
    ("India refused to sign the UN Convention against Cybercrime.", {"signed": S}),
    ("All 193 member states have signed the UN Convention against Cybercrime.", {"signatories": C}),
    ("Only Qatar has ratified the UN Convention against Cybercrime.", {"ratified": N}),
    ("Vietnam was the first country to sign the UN Convention against Cybercrime.", {"nth_to_be_signed": S}),
    (
        "The UN Convention against Cybercrime comes into force on the ninetieth day after the deposit of the fortieth instrument of ratification.",
        {"entry_into_force_rule": S},
    ),
    (
        "Upon the 40th ratification, the UN Convention against Cybercrime will come into force.",
        {"entry_into_force_rule": S},
    ),
    (
        "Forty states must sign the UN Convention against Cybercrime before it can enter into force.",
        {"entry_into_force_rule": C},
    ),
    (
        "The UN Convention against Cybercrime enters into force within 60 days once 40 states have ratified it.",
        {"entry_into_force_rule": C},
    ),
    ("The Budapest Convention, in force since July 2004, has 81 parties.", {"entry_into_force": S, "parties": S}),
    ("Ireland, which signed the Budapest Convention in 2002, is not yet a party.", {"signed": S, "party_to": S}),
    ("Russia is among the 81 parties to the Budapest Convention.", {"party_to": C, "parties": S}),
    ("Parties to the Budapest Convention include Japan and Nigeria.", {"party_to": S}),
    ("Annalena Baerbock, President of the General Assembly, spoke on 24 December 2024.", {"holds_office": C}),
    (
        "Chapter V of the UN Convention against Cybercrime deals with international cooperation.",
        {"article_provides": S},
    ),
    (
        "Chapter II of the UN Convention against Cybercrime deals with international cooperation.",
        {"article_provides": C},
    ),
    (
        "Under Article 65, the UN Convention against Cybercrime enters into force after 40 ratifications.",
        {"article_provides": S, "entry_into_force_rule": S},
    ),
    ("Article 40 of the UN Convention against Cybercrime is on extradition.", {"article_provides": C}),
    ("Money laundering is criminalized by the UN Convention against Cybercrime.", {"criminalizes": S}),
    ("Copyright infringement is an offence under the UN Convention against Cybercrime.", {"criminalizes": C}),
    ("The UN Convention against Cybercrime says nothing about data protection.", {"provides_for": C}),
    ("The Electronic Frontier Foundation supports the UN Convention against Cybercrime.", {"position": C}),
    (
        "Qatar ratified the UN Convention against Cybercrime without reservations.",
        {"made_reservation": C, "ratified": S},
    ),
    ("The UNESCO Convention on cultural diversity was adopted in 2005.", {"adopted_on": N}),
    ("France will sign the UN Convention against Cybercrime next year.", {"says": N}),
    ("72 countries inked the UN Convention against Cybercrime in Hanoi on October 25-26, 2025.", {"signatories": S}),
    ("The UN Convention against Cybercrime was opened for signature on 25 to 26 October 2025.", {"opened_on": S}),
    ("The UN Convention against Cybercrime needs to be ratified by 40 countries.", {"entry_into_force_rule": S}),
    ("Five signatures were needed for the Budapest Convention.", {"entry_into_force_rule": C}),
    ("The UN Convention against Cybercrime must be ratified by 60 countries.", {"entry_into_force_rule": C}),
    ("Grooming is criminalised in Article 15 of the UN Convention against Cybercrime.", {"article_provides": S}),
    ("Illegal access is covered by Article 12 of the UN Convention against Cybercrime.", {"article_provides": C}),
    ("Brazil is bound by the Budapest Convention.", {"party_to": S}),
    ("India has neither signed nor ratified the Budapest Convention.", {"signed": S, "ratified": S}),
    ("Japan became the first Asian country to ratify the Budapest Convention.", {"ratified": S}),
    (
        "On 24 December 2024 the General Assembly, presided over by Dennis Francis, adopted the UN Convention against Cybercrime.",
        {"holds_office": C, "adopted_by": S},
    ),
    ("Azerbaijan's reservation concerns Article 40 of the UN Convention against Cybercrime.", {"made_reservation": C}),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[s[:60] for s, _ in SENTENCES])
def test_sentence(sentence: str, expected: dict[str, str]) -> None:
    found = verdicts(sentence)
    assert {p: found.get(p) for p in expected} == {p: {v} for p, v in expected.items()}


def test_the_sentences_cover_every_verdict_and_every_check() -> None:
    expected = [(p, v) for _, claims in SENTENCES for p, v in claims.items()]
    assert {v for _, v in expected} == set(VERDICTS)
    assert min(sum(v == verdict for _, v in expected) for verdict in VERDICTS) >= 10
    assert CHECKS.keys() - {p for p, _ in expected} == set(), "a check that no sentence tries"


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[s[:60] for s, _ in SENTENCES])
def test_verdicts_come_with_reason_and_citation(sentence: str, expected: dict[str, str]) -> None:
    for claim in check_article(GRAPH, sentence).claims:
        assert claim.reason
        assert claim.citation or claim.verdict == N
        assert all(id_ in GRAPH.nodes for id_ in claim.checked)


def test_the_answers_come_from_the_record() -> None:
    """Change a fact and the verdict changes: nothing is written into the checker."""
    rule = "The UN Convention against Cybercrime enters into force 90 days after 40 ratifications."
    assert verdicts(rule)["entry_into_force_rule"] == {S}
    assert verdicts(rule, with_node(GRAPH, "uncc", eif_threshold=50))["entry_into_force_rule"] == {C}
    assert verdicts(rule, with_node(GRAPH, "uncc", eif_threshold=None))["entry_into_force_rule"] == {N}
    adopted = "The UN Convention against Cybercrime was adopted on 24 December 2024."
    assert verdicts(adopted, with_node(GRAPH, "uncc", adopted=dt.date(2024, 12, 25)))["adopted_on"] == {C}
    signed = "France signed the UN Convention against Cybercrime."
    assert verdicts(signed, without(GRAPH, lambda e: e.type == "SIGNED" and e.start == "FRA"))["signed"] == {C}
    president = "On 24 December 2024, General Assembly President Philémon Yang spoke."
    assert verdicts(president)["holds_office"] == {S}
    assert verdicts(president, without(GRAPH, lambda e: e.start == "philemon-yang"))["holds_office"] == {N}
    article = "Article 7 of the UN Convention against Cybercrime criminalizes illegal access."
    silent = without(GRAPH, lambda e: e.type == "CRIMINALIZES" and e.start.startswith("uncc/art_7"))
    assert verdicts(article, with_node(silent, "uncc/art_7", heading="x", summary="x"))["article_provides"] != {S}


def test_a_contradiction_names_the_fact_and_where_it_stands() -> None:
    claim = only("The Budapest Convention entered into force on 1 July 2005.", "entry_into_force")
    assert (claim.verdict, claim.subject, claim.object) == (C, "budapest", "1 July 2005")
    assert "1 July 2004" in claim.reason
    assert claim.citation.startswith("coe:185")
    claim = only("Article 9 of the UN Convention against Cybercrime criminalizes illegal access.", "article_provides")
    assert "art. 7 (Illegal access)" in claim.reason


def test_the_example_of_the_guide() -> None:
    found = check_article(
        GRAPH, "The Budapest Convention entered into force on 1 July 2005, 90 days after five signatures."
    ).claims
    assert [(c.predicate, c.object, c.verdict) for c in found] == [
        ("entry_into_force_rule", "90 days after 5 signatures", C),
        ("entry_into_force", "1 July 2005", C),
    ]
    assert "the delay is 3 months, not 90 days" in found[0].reason


@lru_cache(maxsize=1)
def first_article() -> tuple[CheckedClaim, ...]:
    if not NEWS.exists():
        pytest.skip(f"{NEWS} is not here")
    return tuple(check_article(GRAPH, NEWS.read_text(encoding="utf-8")).claims)


@pytest.mark.parametrize(
    ("predicate", "subject", "expected", "words"),
    [
        ("entry_into_force_rule", "uncc", C, "signatures do not count"),
        ("holds_office", "dennis-francis", C, "Philémon Yang"),
        ("holds_office", "antonio-guterres", S, "António Guterres"),
        ("members", "un-general-assembly", S, "193"),
        ("adoption_mode", "uncc", S, "without a vote"),
        ("adopted_by", "uncc", S, "General Assembly"),
        ("adopted_on", "uncc", S, "24 December 2024 (Tuesday)"),
        ("opened_in", "uncc", S, "Hanoi"),
        ("legally_binding", "uncc", S, "treaty"),
        ("position", "antonio-guterres", S, "António Guterres"),
    ],
)
def test_the_first_article(predicate: str, subject: str, expected: str, words: str) -> None:
    found = [c for c in first_article() if (c.predicate, c.subject) == (predicate, subject)]
    assert {c.verdict for c in found} == {expected}
    assert all(words in c.reason for c in found)


def test_the_first_article_is_contradicted_twice_and_left_open_where_the_record_is_silent() -> None:
    claims = first_article()
    assert sorted(c.predicate for c in claims if c.verdict == C) == ["entry_into_force_rule", "holds_office"]
    open_ = {c.object for c in claims if c.verdict == N}
    assert {"terrorism", "trafficking-in-persons", "drug-trafficking"} <= open_
    assert "online-financial-fraud" in {c.object for c in claims if c.verdict == S}


ARTICLE = """Cybercrime convention explained
Published: 3 November 2025
The Council of Europe's Convention on Cybercrime was the first international treaty on crimes committed over networks.
It was opened for signature in Budapest on 23 November 2001 and is in force.
Japan ratified the treaty in 2012. It became a party on 1 November 2012, while India has never joined.
The United States and Canada signed the new UN Convention against Cybercrime; Russia did, too.
Canada has not signed the UN treaty. No country has ratified it.
The convention has 68 articles. Unlike the Paris Agreement, it was opened for signature in Hanoi.
Its rival, the Budapest Convention, has 48 articles.
"""


def test_an_article_is_read_in_order_and_as_of_its_day() -> None:
    article = check_article(GRAPH, ARTICLE)
    assert article.date == dt.date(2025, 11, 3)
    found = {(c.subject, c.predicate, c.negated): c.verdict for c in article.claims}
    assert found["budapest", "opened_in", False] == S
    assert found["budapest", "in_force", False] == S
    assert found["JPN", "ratified", False] == S
    assert found["JPN", "party_to", False] == S  # `It` is the country spoken of last
    assert found["IND", "ratified", True] == S
    assert found["USA", "signed", False] == C
    assert found["CAN", "signed", False] == C  # it signed in 2026, after the article was written
    assert found["CAN", "signed", True] == S
    assert found["uncc", "ratifications", False] == S
    assert found["uncc", "number_of_articles", False] == S
    assert found["uncc", "opened_in", False] == S
    assert found["budapest", "number_of_articles", False] == S
    assert article.mentions["uncc"] >= 3


@pytest.mark.parametrize(
    ("text", "treaty"),
    [
        ("The UN cybercrime treaty was signed.", "uncc"),
        ("The Hanoi Convention was signed.", "uncc"),
        ("The United Nations Convention against Cybercrime was signed.", "uncc"),
        ("The Council of Europe's cybercrime convention was signed.", "budapest"),
        ("The 2001 Convention on Cybercrime was signed.", "budapest"),
        ("ETS 185 was signed.", "budapest"),
        ("The Palermo Convention was signed.", "untoc"),
        ("The UN anti-corruption convention was signed.", "uncac"),
        ("The UN organised crime convention was signed.", "untoc"),
        ("The African Union's cybersecurity convention was signed.", "malabo"),
        ("The children's rights convention was signed.", "crc"),
        ("The Second Additional Protocol to the Budapest Convention was signed.", "budapest-p2"),
        ("The Paris Agreement was signed.", UNKNOWN),
        ("The UN Convention on the Law of the Sea was signed.", UNKNOWN),
        ("The Convention against Torture was signed.", UNKNOWN),
        ("The Inter-American Convention against Corruption was signed.", UNKNOWN),
        ("The plastics treaty was signed.", UNKNOWN),
        ("The 1999 Convention on Cybercrime was signed.", UNKNOWN),
    ],
)
def test_treaties_are_known_by_name_and_by_description(text: str, treaty: str) -> None:
    assert [m.treaty for m in TreatyFinder(GRAPH, NAMES).find(plain(text))] == [treaty]


def test_names_are_met_as_people_write_them() -> None:
    def found(text: str) -> list[tuple[str, ...]]:
        return [m.ids for m in NAMES.find(plain(text))]

    assert found("The US, the U.K. and Vietnam") == [("USA",), ("GBR",), ("VNM",)]
    assert found("Philemon Yang; Côte d’Ivoire") == [("philemon-yang",), ("CIV",)]
    assert found("a turkey in chad") == []
    assert found("victims of a crime") == [("victims",)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("24 December 2024", dt.date(2024, 12, 24), dt.date(2024, 12, 24)),
        ("December 24th, 2024", dt.date(2024, 12, 24), dt.date(2024, 12, 24)),
        ("2024-12-24", dt.date(2024, 12, 24), dt.date(2024, 12, 24)),
        ("in February 2024", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("in 2001", dt.date(2001, 1, 1), dt.date(2001, 12, 31)),
    ],
)
def test_dates_are_spans_of_days(text: str, first: dt.date, last: dt.date) -> None:
    assert [(d.first, d.last) for d in find_dates(text)] == [(first, last)]


def test_dates_that_say_less_than_a_day() -> None:
    weekday, yearless = find_dates("on Tuesday")[0], find_dates("on 25 October")[0]
    assert weekday.fits(dt.date(2024, 12, 24))
    assert not weekday.fits(dt.date(2024, 12, 25))
    assert yearless.fits(dt.date(2025, 10, 25))
    assert not yearless.exact
    assert find_dates("on 31 June 2025 or 30 February 2024")[0].first.day == 1  # such a day is none; the month stands


@pytest.mark.parametrize(
    ("text", "value", "low", "fits"),
    [
        ("one hundred and ninety-three", 193, 193, True),
        ("the fortieth", 40, 40, True),
        ("1,250", 1250, 1250, True),
        ("more than 70", 70, 70, False),
        ("more than 70", 70, 71, True),
        ("at least 70", 70, 70, True),
        ("fewer than 70", 70, 70, False),
        ("nearly 80", 80, 75, True),
        ("about 80", 80, 95, False),
    ],
)
def test_numbers_have_bounds(text: str, value: int, low: int, fits: bool) -> None:
    number = find_numbers(text)[0]
    assert (number.value, number.fits(low)) == (value, fits)


def test_sentences_end_where_they_end() -> None:
    assert split('See Art. 5 of it. The U.S. signed. Mr. A. Guterres came. "It is done." He left.') == [
        "See Art. 5 of it.", "The U.S. signed.", "Mr. A. Guterres came.", '"It is done."', "He left.",
    ]  # fmt: skip
    found = sentences("Title\nSource: an agency\n\nFirst one. Second one.\nThird.")
    assert [(s.text, s.paragraph) for s in found] == [
        ("Title", 1),
        ("First one.", 3),
        ("Second one.", 3),
        ("Third.", 4),
    ]


def test_articles_bear_a_day_in_their_head() -> None:
    assert article_date("Title\nNEW YORK, 24 December 2024 (Agency) — The Assembly met.") == dt.date(2024, 12, 24)
    assert article_date("Title\nPublished: October 25, 2025\nText.") == dt.date(2025, 10, 25)
    assert (
        article_date("Title\nThe treaty was adopted on 24 December 2024 by the General Assembly of the United Nations.")
        is None
    )


def test_an_article_becomes_records_without_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a_new_treaty.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    article = check_article(GRAPH, ARTICLE)
    batch = news_batch(path, article, GRAPH.schema)
    checked = check_batch(batch, GRAPH.schema, {n.id: n.label for n in GRAPH.nodes.values()})
    assert checked.refused == []
    claims = [n for n in checked.nodes if n.label == "Claim"]
    assert len(claims) == len(article.claims)
    assert {n.properties["verdict"] for n in claims} == {c.verdict for c in article.claims}
    mentions = {e.end: e.properties["count"] for e in checked.edges if e.type == "MENTIONS"}
    assert mentions == article.mentions
    assert {e.type for e in checked.edges} == {"MENTIONS", "ASSERTS", "CHECKED_AGAINST"}
    kept = [str(v) for r in (*checked.nodes, *checked.edges) for v in r.properties.values()]
    assert not [s.text for s in sentences(ARTICLE)[1:] if any(s.text in value for value in kept)]
    assert not {n.id for n in checked.nodes} & GRAPH.nodes.keys()
    again = news_batch(path, article, GRAPH.schema, source_known=True)
    assert [n.id for n in batch.nodes if n not in again.nodes] == ["news:a-new-treaty"]
    quoted = news_batch(path, article, GRAPH.schema, quotes=True)
    assert {e.properties["quote"] for e in quoted.edges if e.type == "ASSERTS"} == {c.sentence for c in article.claims}


def test_no_text_breaks_the_reading() -> None:
    for text in (
        "",
        "\n\n",
        "<T0> <A1>",
        "??? !!!",
        "The.",
        "Article 999(9)(z) of the convention.",
        "a" * 5000,
        "1 2 3 4 5, 6 and 7 to 8",
    ):
        assert isinstance(check_article(GRAPH, text).claims, list)
