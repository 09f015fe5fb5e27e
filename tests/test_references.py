"""References as treaties write them: parsed, resolved, given a kind; and measured against labels set by hand."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from loaders.text.mentions import Item, Step
from loaders.text.names import Names
from loaders.text.reference_kinds import kind_of
from loaders.text.reference_parser import mentions
from loaders.text.references import Reference, existing, find_references
from loaders.text.treaty import read_treaty

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The benchmark, whose measures the tests hold to."""
    spec = importlib.util.spec_from_file_location("bench_text", ROOT / "bench" / "text.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def spelled(item: Item) -> str:
    def path(steps: tuple[Step, ...]) -> str:
        return "/".join(f"{step.unit} {step.number}".strip() for step in steps)

    return path(item.path) + (f" .. {path(item.last)}" if item.last else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under article 7 of this Convention", ["art 7"]),
        ("in articles 7 to 17", ["art 7 .. art 17"]),
        ("Articles 2 through 11", ["art 2 .. art 11"]),
        ("Articles 2–4 and 6", ["art 2 .. art 4", "art 6"]),
        ("article 40, paragraphs 3 and 4", ["art 40/para 3", "art 40/para 4"]),
        ("paragraphs 1.a and 1.b", ["para 1/point a", "para 1/point b"]),
        ("paragraphs 1 (a) to (c) of this article", ["para 1/point a .. para 1/point c"]),
        ("Article 5(1)(a)(ii)", ["art 5/para 1/point a/point ii"]),
        ("Articles 5.3 and 5.4", ["art 5/para 3", "art 5/para 4"]),
        ("Article 16 bis", ["art 16bis"]),
        ("Article XIV, paragraph 2", ["art XIV/para 2"]),
        ("Article Twelve, paragraph 2", ["art 12/para 2"]),
        ("articles 12 or 13, paragraph 1", ["art 12", "art 13/para 1"]),
        ("article 6, paragraph 1 a) (i) or (ii) or b) (i)", ["art 6/para 1/point a/point i", "art 6/para 1/point a/point ii", "art 6/para 1/point b/point i"]),
        ("Articles 2, 6, paragraph 1.b, 7 and 9 paragraph 3", ["art 2", "art 6/para 1/point b", "art 7", "art 9/para 3"]),
        ("paragraphs 1, sub-paragraphs d. and e, and 2, sub-paragraphs b. and c.", ["para 1/point d", "para 1/point e", "para 2/point b", "para 2/point c"]),
        ("article 4, paragraph 2, article 6, paragraph 3, and article 9", ["art 4/para 2", "art 6/para 3", "art 9"]),
        ("Chapter II", ["chp II"]),
        ("Sections 1 and 3", ["sec 1", "sec 3"]),
        ("Annex A to this Protocol", ["annex A"]),
        ("Article 5, 3 States", ["art 5"]),
        ("paragraph 2 a Party may act", ["para 2"]),
        ("paragraph 1 2,500 euros", ["para 1"]),
    ],
)  # fmt: skip
def test_what_a_reference_names(text: str, expected: list[str]) -> None:
    assert [spelled(item) for item in mentions(text)[0].items] == expected


def test_a_list_of_qualified_paragraphs_is_several_references() -> None:
    found = mentions("under paragraph 2 of article 10, paragraph 3 of article 11, and paragraph 1 of article 12")
    assert [(spelled(m.items[0]), spelled(m.qualifier.items[0]) if m.qualifier else "") for m in found] == [
        ("para 2", "art 10"), ("para 3", "art 11"), ("para 1", "art 12"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "that part of the territory",
        "the parties",
        "an item of news",
        "points of entry",
        "a section of the public",
        "under article one of the Parties",
        "the following:",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert not mentions(text)


TREATY = """Protocol on Keepers, supplementing the Convention on Devices

PREAMBLE

The States Parties to this Protocol,

Recalling the Convention on Devices, in particular articles 3 and 4, and ETS No. 24,

Article 1

1. This Protocol supplements the Convention on Devices. Articles 2 and 3 of the Convention shall apply to it.

2. The preceding paragraph is subject to article 3 of this Protocol.

Article 2

1. The Parties shall:

(a) count keepers, as defined in article 1, paragraph 1;

(b) act on what is counted under subparagraph (a), unless:

(i) it is void; or

(ii) article 3 says so, in which case that article governs.

2. Without prejudice to paragraphs 1 (b) (i) and (ii), a Party may reserve the right not to apply paragraph 1 (a).

3. Nothing in article 12 of the Treaty of Elsewhere matters. Nor does the law of any Party, in its article 2.

Article 3

This article applies to the Annex and to section 2 of the Annex.

Annex

Section 1

1. The duties of article 2, paragraphs 1 to 3, hold here.

Section 2

1. So does paragraph 1 of section 1.
"""
NAMES = {"Convention on Devices": "devices", "ETS 24": "extradition", "Protocol on Keepers": "keepers"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Reference]]:
    path = tmp_path_factory.mktemp("treaty") / "keepers.txt"
    path.write_text(TREATY, encoding="utf-8")
    outline = read_treaty(path).outline
    provisions = [p for top in outline.parts for p in top.walk()]
    texts = [*outline.title, *(p.text for p in provisions)]
    references, unresolved = find_references(outline, Names(NAMES, "keepers", texts))
    assert any("Treaty of Elsewhere" in u.reason for u in unresolved)
    result: dict[str, list[Reference]] = {p.path: [] for p in provisions}
    for reference in references:
        result[reference.source.path].append(reference)
    return result


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("preamble", [("devices", ""), ("devices", "art_3"), ("devices", "art_4"), ("extradition", "")]),
        ("art_1/para_1", [("devices", ""), ("devices", "art_2"), ("devices", "art_3")]),
        ("art_1/para_2", [("", "art_1/para_1"), ("", "art_3")]),
        ("art_2/para_1/point_a", [("", "art_1/para_1")]),
        ("art_2/para_1/point_b", [("", "art_2/para_1/point_a")]),
        ("art_2/para_1/point_b/point_ii", [("", "art_3"), ("", "art_3")]),
        ("art_2/para_2", [("", "art_2/para_1/point_b/point_i"), ("", "art_2/para_1/point_b/point_ii"), ("", "art_2/para_1/point_a")]),
        ("art_3", [("", "annex"), ("", "annex/sec_2")]),
        ("annex/sec_1/para_1", [("", "art_2/para_1"), ("", "art_2/para_2"), ("", "art_2/para_3")]),
        ("annex/sec_2/para_1", [("", "annex/sec_1/para_1")]),
    ],
)  # fmt: skip
def test_what_a_reference_stands_for(
    source: str, targets: list[tuple[str, str]], found: dict[str, list[Reference]]
) -> None:
    assert [(r.treaty, r.target) for r in sorted(found[source], key=lambda r: r.start)] == targets


def test_a_reference_says_where_it_stands(found: dict[str, list[Reference]]) -> None:
    for references in found.values():
        for reference in references:
            assert reference.source.text[reference.start : reference.end] == reference.quote


def test_the_law_of_a_party_is_not_this_treaty(found: dict[str, list[Reference]]) -> None:
    assert not [r for r in found["art_2/para_3"] if r.target == "art_12"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Subject to article 4, the Parties shall act.", "subject_to"),
        ("Without prejudice to article 4, the Parties shall act.", "without_prejudice"),
        ("the offences established in accordance with article 4", "defines"),
        ("the terms as defined in article 4", "defines"),
        ("A Party may reserve the right not to apply article 4.", "permits_reservation"),
        ("The provisions of article 4 shall apply to this article.", "applies"),
        ("A Party shall act in accordance with article 4.", "applies"),
        ("A Party shall tell the others of article 4.", "cites"),
    ],
)
def test_what_a_reference_does(text: str, kind: str) -> None:
    start = text.index("article 4")
    assert kind_of(text, start, start + len("article 4")) == kind


def test_provisions_of_another_treaty_are_those_that_are_known() -> None:
    known = {"untoc/art_12": "Article"}
    assert existing("untoc", "art_12/para_1", known) == "untoc/art_12"
    assert existing("untoc", "art_99", known) == "untoc"


@pytest.mark.parametrize("treaty", ["budapest", "untoc"])
def test_references_labelled_by_hand(treaty: str, bench: ModuleType, shared_data: Path) -> None:
    score, told = bench.reference_score(shared_data / "texts", treaty)
    assert score.precision >= bench.PRECISION, told
    assert score.recall >= bench.RECALL, told


def test_there_are_at_least_two_hundred_labels(bench: ModuleType) -> None:
    labels = bench.read_labels()
    assert len(labels) >= 200
    assert all(len(row["quote"].split()) <= 9 for row in labels)
