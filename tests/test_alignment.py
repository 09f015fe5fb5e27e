"""Alignment: curated correspondences stand, the rest is computed, explained, and reviewed in a file that people edit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from graph.alignment import (
    LIKELY,
    WEIGHTS,
    Alignment,
    Candidate,
    compare,
    computed_batch,
    concepts_apart,
    correspondences,
    links,
    proposals,
)
from graph.alignment.features import COMPONENTS
from graph.alignment.review import (
    Decision,
    ReviewError,
    accepted_batch,
    read_review,
    rejected,
    with_candidates,
    write_review,
)
from graph.alignment.words import bag_of, cosines, rarity, stem
from graph.checks import check_batch
from graph.errors import UnknownThingError
from graph.ids import treaty_of
from tests.catalogue import catalogue, without

GRAPH = catalogue()


def uncurated(first: str, second: str) -> Alignment:
    """Two treaties between which nothing is known to correspond, though correspondences with third ones are."""
    pair = {first, second}
    known = [(e.start, e.end) for e in correspondences(GRAPH) if {treaty_of(e.start), treaty_of(e.end)} != pair]
    return Alignment(GRAPH, first, second, known=links(known))


def test_weights_name_every_component_and_sum_to_one() -> None:
    assert list(WEIGHTS) == list(COMPONENTS)
    assert sum(WEIGHTS.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("treaty", "other", "provision", "expected"),
    [
        ("uncc", "budapest", "uncc/art_7", "budapest/art_2"),
        ("uncc", "budapest", "uncc/art_29", "budapest/art_20"),
        ("uncc", "uncac", "uncc/art_50", "uncac/art_55"),
        ("untoc", "uncac", "untoc/art_16", "uncac/art_44"),
        ("budapest", "arab", "budapest/art_35", "arab/art_43"),
    ],
)
def test_known_counterparts_come_first_though_unknown(treaty: str, other: str, provision: str, expected: str) -> None:
    best = uncurated(treaty, other).candidates(provision)
    assert len(best) == 5
    assert [c.score for c in best] == sorted((c.score for c in best), reverse=True)
    assert best[0].second == expected


def test_most_curated_counterparts_are_found_again_where_none_between_the_two_is_known() -> None:
    """The full evaluation, with weights fitted on other folds, is `bench/alignment.py`; this keeps it from rotting unseen."""
    alignment = uncurated("uncc", "uncac")
    pairs = [
        (e.start, e.end) for e in correspondences(GRAPH) if (treaty_of(e.start), treaty_of(e.end)) == ("uncc", "uncac")
    ]
    found = {first: [c.second for c in alignment.candidates(first)] for first, _ in pairs}
    assert sum(found[first][0] == second for first, second in pairs) >= 0.8 * len(pairs)
    assert sum(second in found[first] for first, second in pairs) >= 0.9 * len(pairs)


def test_scores_are_the_sum_of_the_parts_that_explain_them() -> None:
    alignment = uncurated("uncc", "budapest")
    for candidate in alignment.candidates("uncc/art_28"):
        assert sum(candidate.parts.values()) == pytest.approx(candidate.score)
        assert 0 <= candidate.score <= 1
    best = alignment.candidates("uncc/art_28")[0]
    assert best.second == "budapest/art_19"
    assert {"search", "seiz"} & set(best.words) or "seizur" in best.words
    assert "own words" in best.why
    assert "shared words" in best.why


def test_every_component_tells_pairs_apart() -> None:
    matrices = Alignment(GRAPH, "uncc", "uncac").components
    for name, matrix in matrices.items():
        assert matrix.min() >= 0, name
        assert matrix.max() <= 1 + 1e-9, name
        assert matrix.max() > matrix.min(), name


def test_a_pair_once_decided_is_not_suggested_again() -> None:
    alignment = uncurated("uncc", "budapest")
    best = alignment.candidates("uncc/art_7", most=1)[0]
    refused = Alignment(GRAPH, "uncc", "budapest", known={}, rejected=[frozenset((best.second, best.first))])
    assert best.second not in [c.second for c in refused.candidates("uncc/art_7")]
    accepted = Alignment(GRAPH, "uncc", "budapest")
    assert "budapest/art_2" not in [c.second for c in accepted.candidates("uncc/art_7")]


def test_comparison_reads_curated_rows_from_either_side() -> None:
    there = {(r.first, r.second): r.relation for r in compare(GRAPH, "uncc", "malabo") if r.basis == "curated"}
    back = {(r.second, r.first): r.relation for r in compare(GRAPH, "malabo", "uncc") if r.basis == "curated"}
    assert there.keys() == back.keys()
    assert there["uncc/art_7", "malabo/art_29"] == "broader"
    assert back["uncc/art_7", "malabo/art_29"] == "narrower"


def test_comparison_says_what_one_treaty_has_and_the_other_lacks() -> None:
    rows = compare(GRAPH, "uncc", "budapest")
    only_first = {r.first for r in rows if r.second is None}
    only_second = {r.second for r in rows if r.first is None}
    assert {"uncc/art_16", "uncc/art_52"} <= only_first  # intimate images, return of proceeds
    assert {"budapest/art_10", "budapest/art_32"} <= only_second  # copyright, trans-border access
    assert not only_first & {r.first for r in rows if r.second}
    assert all(r.citation for r in rows if r.basis == "curated")
    articles = {n.id for n in GRAPH.nodes.values() if n.label == "Article" and n.properties["treaty"] == "uncc"}
    covered = {"/".join(r.first.split("/")[:2]) for r in rows if r.first}
    assert articles <= covered


def test_a_counterpart_that_nobody_wrote_down_is_computed() -> None:
    bare = without(GRAPH, lambda e: e.type == "CORRESPONDS_TO")
    row = next(r for r in compare(bare, "uncc", "budapest") if r.first == "uncc/art_8")
    assert (row.second, row.basis) == ("budapest/art_3", "computed")
    assert row.score is not None
    assert row.score >= LIKELY
    stricter = next(r for r in compare(bare, "uncc", "budapest", least=0.99) if r.first == "uncc/art_8")
    assert (stricter.second, stricter.basis) == (None, "")


def test_parts_are_compared_only_on_request() -> None:
    plain, deep = compare(GRAPH, "budapest", "arab"), compare(GRAPH, "budapest", "arab", parts=True)
    assert len(deep) > len(plain)
    assert not [r for r in plain if r.second is None and "/para_" in str(r.first)]


def test_concepts_tell_two_treaties_apart() -> None:
    ours, theirs, both = concepts_apart(GRAPH, "uncc", "budapest")
    assert "ncii" in ours
    assert "copyright-infringement" in theirs
    assert "illegal-access" in both


def test_unknown_treaties_are_named() -> None:
    with pytest.raises(UnknownThingError, match="did you mean 'budapest'"):
        compare(GRAPH, "uncc", "budapesst")
    with pytest.raises(UnknownThingError, match="expected Treaty"):
        compare(GRAPH, "uncc", "FRA")


def test_proposals_are_new_mutual_and_loadable() -> None:
    found = proposals(GRAPH, "uncc", "malabo")
    known = links((e.start, e.end) for e in correspondences(GRAPH))
    assert "malabo/art_36" in {c.second for c in found}  # entry into force, which nobody wrote down
    assert not [c for c in found if c.second in known.get(c.first, ())]
    assert len({c.second for c in found}) == len(found)
    batch = computed_batch(GRAPH, found)
    checked = check_batch(batch, GRAPH.schema, {n.id: n.label for n in GRAPH.nodes.values()})
    assert (len(checked.edges), checked.refused) == (len(found), [])
    again = proposals(GRAPH, "uncc", "malabo", rejected=[frozenset((found[0].first, found[0].second))])
    assert (found[0].first, found[0].second) not in {(c.first, c.second) for c in again}


CANDIDATE = Candidate("uncc/art_65", "malabo/art_36", 0.416, {"rivals": 0.11, "heading": 0.03}, ("forc",))


def test_review_file_keeps_decisions_and_takes_new_candidates(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    assert read_review(path) == []
    write_review(path, with_candidates([], [CANDIDATE]))
    row = read_review(path)[0]
    assert (row.decision, row.first, row.second, row.score, row.line) == (
        "",
        "uncc/art_65",
        "malabo/art_36",
        "0.416",
        2,
    )
    assert "rivals 0.11" in row.why
    write_review(path, [replace(row, decision="reject", note="the rules differ, in number and delay")])
    turned = replace(CANDIDATE, first="malabo/art_36", second="uncc/art_65")
    kept = with_candidates(read_review(path), [CANDIDATE, turned])
    assert [(d.decision, d.note) for d in kept] == [("reject", "the rules differ, in number and delay")]
    assert rejected(kept) == {frozenset(("uncc/art_65", "malabo/art_36"))}


def test_accepted_rows_become_curated_correspondences() -> None:
    yes = Decision(
        "accept", "uncc/art_65", "malabo/art_36", "close", by="A. Reader", on="2026-11-24", note="same subject", line=7
    )
    no = Decision("reject", "uncc/art_66", "malabo/art_37")
    unknown = Decision("accept", "uncc/art_99", "malabo/art_37", "close", line=9)
    batch = accepted_batch([yes, no, unknown], GRAPH.schema, "review.csv")
    checked = check_batch(batch, GRAPH.schema, {n.id: n.label for n in GRAPH.nodes.values()})
    assert [(e.start, e.end, e.properties["basis"], e.properties["as_of"]) for e in checked.edges] == [
        ("uncc/art_65", "malabo/art_36", "curated", dt.date(2026, 11, 24))
    ]
    assert [(r.place.line, "uncc/art_99" in r.reason) for r in checked.refused] == [(9, True)]
    graph = replace(GRAPH, edges=(*GRAPH.edges, *checked.edges))
    row = next(r for r in compare(graph, "uncc", "malabo") if r.first == "uncc/art_65")
    assert (row.second, row.basis, row.relation) == ("malabo/art_36", "curated", "close")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("one,two\n1,2\n", "expected the columns"),
        ("decision,first,second\nyes,a/art_1,b/art_1\n", ":2: decision 'yes'"),
        ("decision,first,second\naccept,a/art_1,b/art_1\n", ":2: an accepted pair needs its relation"),
        ("decision,first,second\nreject,a/art_1,\n", ":2: first or second is missing"),
        ("decision,first,second,relation,on\naccept,a/art_1,b/art_1,close,May\n", ":2: on 'May', expected"),
    ],
)
def test_malformed_review_files_are_refused_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "review.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewError, match=message):
        read_review(path)


def test_words_meet_in_their_stems() -> None:
    assert stem("interception") == stem("intercepting")
    assert stem("access") == "access"
    bags = [bag_of(text) for text in ("illegal interception", "intercepting illegally", "return of assets")]
    alike = cosines(bags, bags, rarity(bags))
    assert alike[0, 1] == pytest.approx(1)
    assert alike[0, 2] == 0
