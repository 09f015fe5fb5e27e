"""Layouts that are read only where nothing in them is in doubt: run-on paragraphs, articles headed by `§`, lists in lists of one style."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.text.names import Names
from loaders.text.provisions import Provision, whole_text
from loaders.text.references import find_references
from loaders.text.run_on import parted
from loaders.text.treaty import TreatyText, read_treaty

FRONT = ("Agreement on Lighthouses", "The Parties,", "Wishing to keep ships safe,")


def read(folder: Path, *paragraphs: str) -> TreatyText:
    path = folder / "lighthouses.txt"
    path.write_text("\n\n".join([*FRONT, *paragraphs]) + "\n", encoding="utf-8")
    return read_treaty(path)


def provisions(text: TreatyText) -> dict[str, Provision]:
    """By path, the preamble left out."""
    return {p.path: p for top in text.outline.parts if top.kind != "preamble" for p in top.walk()}


# ------------------------------------------------------------------ paragraphs in one line
@pytest.mark.parametrize("numbers", [("1.", "2.", "3."), ("(1)", "(2)", "(3)")])
def test_paragraphs_that_run_on_are_parted(numbers: tuple[str, ...], tmp_path: Path) -> None:
    said = ("Each Party shall keep a lamp.", "The lamp shall burn at night;", "A keeper may rest by day.")
    line = " ".join(f"{number} {sentence}" for number, sentence in zip(numbers, said, strict=True))
    text = read(tmp_path, "Article 1", line, "Article 2", "Nobody shall sell a lamp.")
    found = provisions(text)
    assert [found[f"art_1/para_{n}"].text for n in (1, 2, 3)] == list(said)
    assert "".join(whole_text(found["art_1"]).split()) == "".join(f"Article 1 {line}".split())


def test_paragraphs_that_run_on_from_the_heading_are_parted(tmp_path: Path) -> None:
    found = provisions(read(tmp_path, "Article 1. 1. Each lamp shall be lit. 2. No lamp shall be sold."))
    assert list(found) == ["art_1", "art_1/para_1", "art_1/para_2"]


def test_points_of_parted_paragraphs_hang_below_the_last(tmp_path: Path) -> None:
    found = provisions(
        read(tmp_path, "Article 1", "1. Lamps burn. 2. Each lamp shall have:", "(a) a wick;", "(b) a door.")
    )
    assert list(found)[2:] == ["art_1/para_2", "art_1/para_2/point_a", "art_1/para_2/point_b"]


@pytest.mark.parametrize(
    "line",
    [
        "1. Each keeper reads document No. 2. The Parties keep a copy.",  # the number of a document
        "1. Lamps are lit under Article 5. 2. The lamp is red.",  # article 5.2, or a paragraph?
        "1. Lamps are lit as said in paragraph 2. The lamp is red.",
        "1. Lamps are red. 2. are their number.",  # no sentence begins
        "1. Lamps are red. 3. Doors are green.",  # a number is left out
        "1. The board says: “Lamps are red. 2. Doors are green.”",  # a number in what is quoted
        "1. Lamps are red (as are doors. 2. Doors are green).",
        "1. Lamps are listed in vol. 2. The list is long.",
        "Lamps are red. 2. Doors are green.",  # no number to count from
    ],
)
def test_a_number_in_doubt_is_text(line: str) -> None:
    assert parted(line, []) == [line]


def test_a_number_that_a_later_paragraph_bears_is_text(tmp_path: Path) -> None:
    paragraphs = "1. Each keeper owns a coat. 2. Coats are counted daily.", "2. Coats are blue.", "3. Hats are red."
    found = provisions(read(tmp_path, "Article 1", *paragraphs))
    assert found["art_1/para_1"].text == paragraphs[0].removeprefix("1. ")
    assert found["art_1/para_2"].text == "Coats are blue."


# ------------------------------------------------------------------ articles headed by a sign
SIGNED = (
    "§ 1. Lamps", "Each Party shall keep a lamp as § 3 (2) says.", "§ 2.", "(1) Keepers shall be kind.", "(2) Keepers may sleep.",
    "§ 3. Coats", "(1) Coats are blue.", "(2) No coat shall be sold.", "§ 4. Nobody shall sell a lamp.",
)  # fmt: skip


def test_signs_in_their_order_head_articles(tmp_path: Path) -> None:
    text = read(tmp_path, *SIGNED)
    found = provisions(text)
    assert [path for path in found if "/" not in path] == ["art_1", "art_2", "art_3", "art_4"]
    assert [found[f"art_{n}"].heading for n in (1, 2, 3, 4)] == ["Lamps", None, "Coats", None]
    assert found["art_4"].text == "Nobody shall sell a lamp."
    assert (found["art_1"].number, found["art_1"].printed) == ("1", "§ 1")
    (reference,), lost = find_references(text.outline, Names({}, "lamps"))
    assert (reference.source.path, reference.target, reference.quote) == ("art_1", "art_3/para_2", "§ 3 (2)")
    assert not lost


def test_signs_head_articles_within_chapters(tmp_path: Path) -> None:
    chapters = (
        "Chapter I. Lamps",
        "§ 1. Lamps shall burn.",
        "§ 2. Lamps are red.",
        "Chapter II. Coats",
        "§ 3. Coats are blue.",
    )
    found = provisions(read(tmp_path, *chapters))
    assert list(found) == ["chp_I", "art_1", "art_2", "chp_II", "art_3"]


def test_signs_below_articles_are_paragraphs(tmp_path: Path) -> None:
    found = provisions(
        read(tmp_path, "Article 1", "§ 1. Lamps shall burn.", "§ 2. Lamps are red.", "§ 3. Coats are blue.")
    )
    assert list(found) == ["art_1", "art_1/para_1", "art_1/para_2", "art_1/para_3"]


@pytest.mark.parametrize("numbers", [(1, 2, 4), (1, 2, 1, 2), (2, 3, 4)])
def test_signs_out_of_order_head_no_articles(numbers: tuple[int, ...], tmp_path: Path) -> None:
    found = provisions(read(tmp_path, "Chapter I. Lamps", *(f"§ {n}. Lamp {n} shall burn." for n in numbers)))
    assert not any(path.startswith("art_") for path in found)


# ------------------------------------------------------------------ lists in lists of one style
def test_a_number_that_comes_again_is_first_that_of_the_inner_list(tmp_path: Path) -> None:
    inner = ("1. Each lamp shall have:", "1. a wick", "2. a glass", "2. Each keeper shall have a coat.")
    found = provisions(read(tmp_path, "Article 1", *inner))
    assert list(found)[1:] == ["art_1/para_1", "art_1/para_1/para_1", "art_1/para_1/para_2", "art_1/para_2"]


@pytest.mark.parametrize(("first", "number"), [("(1)", "({})"), ("1.", "{}.")])
def test_a_list_that_ends_in_a_stop_is_over(first: str, number: str, tmp_path: Path) -> None:
    three = [number.format(n) for n in (1, 2, 3)]
    inner = [f"{n} {thing}" for n, thing in zip(three[:2], ("bread;", "salt."), strict=True)]
    outer = [f"{three[1]} Keepers shall bring:", *inner, f"{three[2]} Keepers shall wake."]
    found = provisions(read(tmp_path, "Article 1", f"{first} Keepers sleep.", *outer))
    assert list(found)[3:] == ["art_1/para_2/para_1", "art_1/para_2/para_2", "art_1/para_3"]


def test_a_list_whose_items_end_in_semicolons_goes_on(tmp_path: Path) -> None:
    outer = (
        "1. Keepers sleep.",
        "2. Keepers shall bring:",
        "1. bread;",
        "2. salt; and",
        "3. water.",
        "3. Keepers wake.",
    )
    found = provisions(read(tmp_path, "Article 1", *outer))
    assert list(found)[2:] == [f"art_1/para_{path}" for path in ("2", "2/para_1", "2/para_2", "2/para_3", "3")]


def test_a_number_that_may_continue_two_lists_is_reported(tmp_path: Path) -> None:
    text = read(tmp_path, "Article 1", "1. Oil is of these kinds:", "1. Lamp oil.", "2. Whale oil.")
    assert list(provisions(text))[1:] == ["art_1/para_1", "art_1/para_1/para_1", "art_1/para_1/para_2"]
    assert [reason for _, reason in text.outline.notes if "two lists" in reason]
