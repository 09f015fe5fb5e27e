"""The same treaty in the layouts and file kinds that depositaries use gives the same provisions."""

from __future__ import annotations

import re
import time
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from loaders.text.provisions import Provision, whole_text
from loaders.text.treaty import TreatyText, read_treaty
from tests.text_samples import LAYOUTS, SAMPLE, html, ids, in_roman, pdf, printed, word_file


def read(folder: Path, name: str, content: str | bytes, language: str = "en") -> TreatyText:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_treaty(path, language)


def provisions(text: TreatyText) -> dict[str, Provision]:
    return {p.path: p for top in text.outline.parts for p in top.walk()}


def lines(*texts: str) -> str:
    """Paragraphs of a plain text file."""
    return "\n\n".join(texts) + "\n"


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_provisions(name: str, tmp_path: Path) -> None:
    found = provisions(read(tmp_path, "treaty.txt", printed(SAMPLE, LAYOUTS[name])))
    wanted = ids(SAMPLE)
    if LAYOUTS[name].roman_articles:
        wanted = [re.sub(r"art_(\w+)", lambda m: f"art_{in_roman(m[1])}", path) for path in wanted]
    assert list(found) == wanted


@pytest.mark.parametrize("name", LAYOUTS)
def test_headings_are_found_on_the_same_line_and_on_the_next(name: str, tmp_path: Path) -> None:
    found = provisions(read(tmp_path, "treaty.txt", printed(SAMPLE, LAYOUTS[name])))
    headings = {p.heading for p in found.values() if p.kind in ("art", "chp")}
    assert headings == {part.heading for top in SAMPLE for part in (top, *top.parts) if part.kind in ("art", "chp")}


@pytest.mark.parametrize("name", LAYOUTS)
def test_text_after_a_list_belongs_to_what_the_list_hangs_from(name: str, tmp_path: Path) -> None:
    found = provisions(read(tmp_path, "treaty.txt", printed(SAMPLE, LAYOUTS[name])))
    paragraph = next(p for path, p in found.items() if re.fullmatch(r"art_(3|III)/para_1", path))
    assert paragraph.text.split("\n") == [
        "Each Party shall see to it that keepers:", "[(a)–(b)]", "No Party shall be held to more than it can do.",
    ]  # fmt: skip


def test_a_page_whose_lists_number_themselves(tmp_path: Path) -> None:
    found = provisions(read(tmp_path, "treaty.html", html(SAMPLE)))
    assert list(found) == ids(SAMPLE)
    assert found["art_1/point_b/point_ii"].text == "Whoever passes data on."


def test_a_word_document(tmp_path: Path) -> None:
    assert list(provisions(read(tmp_path, "treaty.docx", word_file(SAMPLE)))) == ids(SAMPLE)


def test_a_word_document_that_numbers_its_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate((("decimal", "Article %1"), ("decimal", "%2."), ("lowerLetter", "(%3)")))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth, text in (
        (0, "Care"),
        (1, "The Parties shall care for:"),
        (2, "devices;"),
        (2, "keepers."),
        (1, "They may agree on more."),
        (0, "Watch"),
        (1, "The Parties shall watch."),
    ):
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>')
        )
    document.save(str(tmp_path / "treaty.docx"))
    found = provisions(read_treaty(tmp_path / "treaty.docx"))
    assert list(found) == [
        "art_1",
        "art_1/para_1",
        "art_1/para_1/point_a",
        "art_1/para_1/point_b",
        "art_1/para_2",
        "art_2",
        "art_2/para_1",
    ]
    assert found["art_2"].heading == "Watch"


def test_pages_with_running_heads_numbers_and_footnotes(tmp_path: Path) -> None:
    def page(number: int, *body: str) -> list[tuple[float, str]]:
        foot = [
            (8.0, ""),
            (7.0, f"{number} {'See above, and below. ' * number}"),
            (8.0, ""),
            (11.0, f"Page {number} of 3"),
        ]
        return [(11.0, "Treaty Series"), (11.0, ""), *((11.0, line) for line in body), *foot]

    pages = [
        page(1, "Article 1", "", "Each Party shall keep a list of all devices that stand in places open to the", "public, and shall, in the list:", "", "(a) name each device;"),
        page(2, "(b) say where it stands, who keeps it, and since when it has been standing in", "the place where it was"),
        page(3, "found.", "", "Article 2", "", "The list shall be open to every Party at all times, on the terms of article 1."),
    ]  # fmt: skip
    text = read(tmp_path, "treaty.pdf", pdf(pages))
    found = provisions(text)
    assert list(found) == ["art_1", "art_1/point_a", "art_1/point_b", "art_2"]
    assert found["art_1/point_b"].text.endswith("the place where it was found.")
    assert found["art_2"].page == 3
    assert sum("running head" in note for _, note in text.document.notes) == 6
    assert sum("footnote" in note for _, note in text.document.notes) == 3


def test_a_table_of_contents_is_not_taken_for_articles(tmp_path: Path) -> None:
    contents = "\n".join(
        [
            "CONTENTS",
            "",
            *(f"Article {n} – {title} .......... {n}" for n, title in ((1, "Scope"), (2, "Use"), (3, "End"))),
        ]
    )
    body = lines(
        "Article 1 – Scope",
        "This Treaty applies to tests.",
        "Article 2 – Use",
        "It shall be used.",
        "Article 3 – End",
        "It may end.",
    )
    text = read(tmp_path, "treaty.txt", f"Treaty on Tests\n\n{contents}\n\n{body}")
    assert [(p.path, p.text) for p in text.outline.parts] == [
        ("art_1", "This Treaty applies to tests."), ("art_2", "It shall be used."), ("art_3", "It may end."),
    ]  # fmt: skip
    assert any("table of contents" in note for _, note in text.document.notes)


def test_the_first_part_of_the_text_is_not_taken_for_the_last_of_the_contents(tmp_path: Path) -> None:
    contents = [
        "CONTENTS",
        "PART I. GENERAL .... 1",
        "Article 1. Terms .... 1",
        "Article 2. Scope .... 2",
        "PART II. DUTIES .... 3",
    ]
    contents += ["Article 3. Care .... 3", "ANNEX. MODEL .... 5"]
    body = [
        "PART I. GENERAL",
        "Article 1. Terms",
        "A well is a hole.",
        "Article 2. Scope",
        "This is about wells.",
        "PART II. DUTIES",
    ]
    body += ["Article 3. Care", "Parties shall keep wells clean.", "ANNEX", "MODEL", "Article 1", "A model is round."]
    found = provisions(read(tmp_path, "treaty.txt", "\n".join(contents) + "\n\n" + lines(*body)))
    assert list(found) == ["part_I", "art_1", "art_2", "part_II", "art_3", "annex", "annex/art_1"]
    assert (found["part_I"].heading, found["art_3"].text) == ("GENERAL", "Parties shall keep wells clean.")


def test_headings_below_headings_without_a_blank_line(tmp_path: Path) -> None:
    text = """TITLE I
THE COURT
Chapter 1 - Composition
Article 1.
The Court has three judges.
Article 2.
1° Judges shall be independent.
2° Judges shall be awake.
TITLE II
LAST WORDS
Article 3.
This Statute follows Article 1.
"""
    found = provisions(read(tmp_path, "treaty.txt", text))
    assert list(found) == [
        "title_I",
        "title_I/chp_1",
        "art_1",
        "art_2",
        "art_2/para_1",
        "art_2/para_2",
        "title_II",
        "art_3",
    ]
    assert [found[path].heading for path in ("title_I", "title_I/chp_1", "title_II")] == [
        "THE COURT",
        "Composition",
        "LAST WORDS",
    ]


def test_sections_of_an_article_with_headings_or_without(tmp_path: Path) -> None:
    parts = [
        "Article I",
        "Members",
        "Section 1. Joining",
        "Members may join.",
        "Section 2. Leaving",
        "(a) Members may leave.",
        "(b) Section 1 applies.",
    ]
    parts += [
        "Article II",
        "Last words",
        "Section 1. This Agreement enters into force at once.",
        "Section 2. It may be left.",
    ]
    found = provisions(read(tmp_path, "treaty.txt", lines(*parts)))
    sections = [
        "art_I/sec_1",
        "art_I/sec_2",
        "art_I/sec_2/point_a",
        "art_I/sec_2/point_b",
        "art_II",
        "art_II/sec_1",
        "art_II/sec_2",
    ]
    assert list(found) == ["art_I", *sections]
    assert [found[path].heading for path in sections if "/sec" in path] == [
        "Joining",
        "Leaving",
        None,
        None,
        None,
        None,
    ]
    assert found["art_II/sec_1"].text == "This Agreement enters into force at once."


def test_a_text_without_blank_lines_below_its_title(tmp_path: Path) -> None:
    text = "Convention on Lamps\nArticle 1 – Lamps\n1 A lamp gives light.\n2 A Party may require that it:\na gives enough; and\nb does not burn.\n"
    found = provisions(
        read(tmp_path, "treaty.txt", f"{text}Article 2 – Wicks\n1 A wick burns.\n2 A Party shall trim it.\n")
    )
    points = ["art_1/para_1", "art_1/para_2", "art_1/para_2/point_a", "art_1/para_2/point_b"]
    assert list(found) == ["art_1", *points, "art_2", "art_2/para_1", "art_2/para_2"]


def test_a_paragraph_on_the_line_of_its_article(tmp_path: Path) -> None:
    found = provisions(
        read(
            tmp_path,
            "treaty.txt",
            lines("Article 1. – (1) Snow is white.", "(2) Snow is cold.", "Article 2. – (1) It melts."),
        )
    )
    assert list(found) == ["art_1", "art_1/para_1", "art_1/para_2", "art_2", "art_2/para_1"]


def test_links_to_the_articles_of_a_page_are_no_articles(tmp_path: Path) -> None:
    menu = "<div><a href='#1'>Article 1</a> | <a href='#2'>Article 2</a> | <a href='#3'>Article 3</a></div>"
    body = "".join(f"<p align=center>Article {n}</p><p>Rope {n} is long.</p>" for n in (1, 2, 3))
    text = read(tmp_path, "treaty.html", f"<html><body>{menu}<p>Convention on Ropes</p>{body}</body></html>")
    assert {path: p.text for path, p in provisions(text).items()} == {
        f"art_{n}": f"Rope {n} is long." for n in (1, 2, 3)
    }
    assert not text.outline.refused


def test_numbers_of_two_figures_that_begin_anew(tmp_path: Path) -> None:
    found = provisions(
        read(
            tmp_path,
            "treaty.txt",
            lines("Article 1", "1.1 Kites fly.", "1.2 They land.", "2.1 Strings hold.", "2.2 They tear."),
        )
    )
    assert list(found) == ["art_1", *(f"art_1/para_{n}" for n in ("1.1", "1.2", "2.1", "2.2"))]


def test_annexes_begin_again_at_1(tmp_path: Path) -> None:
    text = read(tmp_path, "treaty.txt", lines(
        "Treaty on Tests", "Article 1", "The Parties shall test.", "Article 2", "The annexes are part of it.",
        "Annex I", "Article 1", "The first annex has an article.", "Annex II", "1. It has a paragraph.", "2. It has another.",
    ))  # fmt: skip
    assert list(provisions(text)) == [
        "art_1",
        "art_2",
        "annex_I",
        "annex_I/art_1",
        "annex_II",
        "annex_II/para_1",
        "annex_II/para_2",
    ]


def test_parts_that_begin_again_at_1_hold_their_articles(tmp_path: Path) -> None:
    text = read(tmp_path, "treaty.md", lines(
        "# Treaty", "## Part I", "### Article 1", "One.", "### Article 2", "Two.", "## Part II", "### Article 1", "Again one.", "### Article 2", "Again two.",
    ))  # fmt: skip
    assert list(provisions(text)) == ["part_I", "art_1", "art_2", "part_II", "part_II/art_1", "part_II/art_2"]


def test_the_closing_formula_is_no_part_of_the_last_article(tmp_path: Path) -> None:
    text = read(
        tmp_path,
        "treaty.txt",
        lines(
            "Treaty",
            "Article 1",
            "The Parties shall test.",
            "IN WITNESS WHEREOF, they have signed.",
            "Done at Testville.",
        ),
    )
    assert provisions(text)["art_1"].text == "The Parties shall test."
    assert any("closing formula" in note for _, note in text.outline.notes)


def test_a_reference_at_the_start_of_a_line_is_no_heading(tmp_path: Path) -> None:
    text = read(
        tmp_path,
        "treaty.txt",
        "Treaty\n\nArticle 1\n\nThe Parties shall act in accordance with\nArticle 2 of this Treaty, and with\nArticle 2.\n\nArticle 2\n\nThey shall agree.\n",
    )
    assert list(provisions(text)) == ["art_1", "art_2"]
    assert provisions(text)["art_1"].text.endswith("and with Article 2.")


@pytest.mark.parametrize(
    ("after_h", "expected"),
    [
        (("(i) eighth and a half;", "(j) tenth."), ["point_g", "point_h", "point_i", "point_j"]),
        (("(i) one of two;", "(ii) two of two."), ["point_g", "point_h", "point_h/point_i", "point_h/point_ii"]),
    ],
)
def test_i_is_a_letter_or_a_roman_number(after_h: tuple[str, ...], expected: list[str], tmp_path: Path) -> None:
    letters = [f"({letter}) item;" for letter in "abcdef"]
    text = read(
        tmp_path,
        "treaty.txt",
        lines(
            "Treaty",
            "Article 1",
            "The following:",
            *letters,
            "(g) seventh;",
            "(h) eighth:",
            *after_h,
            "Article 2",
            "End.",
        ),
    )
    assert [p.removeprefix("art_1/") for p in provisions(text) if re.match(r"art_1/point_[g-z]", p)] == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "The Parties shall meet in the place that they have chosen."), ("fr", "Les Parties se réunissent dans le lieu qui est choisi par elles.")])  # fmt: skip
def test_one_of_several_languages_is_chosen(language: str, expected: str, tmp_path: Path) -> None:
    english = [
        "Treaty on Meetings",
        "Article 1",
        "The Parties shall meet in the place that they have chosen.",
        "Article 2",
        "They may meet again, if it is in the interest of all of them and on the terms of this Treaty.",
    ]
    french = [
        "Traité sur les réunions",
        "Article 1",
        "Les Parties se réunissent dans le lieu qui est choisi par elles.",
        "Article 2",
        "Elles peuvent se réunir de nouveau dans les conditions qui sont prévues par le présent traité.",
    ]
    text = read(tmp_path, "treaty.txt", lines(*english, *french), language)
    assert provisions(text)["art_1"].text == expected
    assert any("version left out" in note for _, note in text.document.notes)


def test_the_whole_is_put_together_again(tmp_path: Path) -> None:
    text = read(tmp_path, "treaty.txt", printed(SAMPLE, LAYOUTS["united nations"]))
    article = provisions(text)["art_3"]
    assert whole_text(article).split("\n") == [
        "Article 3 Care", "1.", "Each Party shall see to it that keepers:", "(a)", "Lock what can be locked;", "(b)", "Count what can be counted.",
        "No Party shall be held to more than it can do.", "2.", "A Party may reserve the right not to apply paragraph 1 of this article.", "3.",
        "The duties under article 4 shall not be lessened by the preceding paragraph.",
    ]  # fmt: skip


def test_a_treaty_annexed_to_a_resolution_is_read_without_it(tmp_path: Path) -> None:
    resolution = [
        "The Assembly,",
        "Recalling what it has said before about devices, about their keepers, and about the care that is due to both,",
        "1. Adopts the Convention on the Care of Devices that is annexed to the present resolution;",
        "2. Opens it for signature at the seat of the Assembly and invites all States to sign it as soon as they can do so.",
    ]
    text = read(
        tmp_path,
        "treaty.txt",
        lines(
            "79/999. Care of devices",
            *resolution,
            "Annex",
            "Convention on the Care of Devices",
            "Preamble",
            "The States Parties to this Convention,",
            "Chapter I\nGeneral",
            "Article 1\nCare",
            "Each Party shall care.",
            "Article 2\nEnd",
            "It may end.",
        ),
    )
    assert list(provisions(text)) == ["preamble", "chp_I", "art_1", "art_2"]
    assert text.outline.title == ["Convention on the Care of Devices"]
    assert any("annexed" in note for _, note in text.outline.notes)


def test_numbers_that_nest_without_end_are_read_as_text_and_reported(tmp_path: Path) -> None:
    """8,000 list openings on one line once took minutes and ended in a RecursionError."""
    path = tmp_path / "nested.txt"
    path.write_text("Article 1\n\n" + "1. " * 8_000 + "The end.\n\nArticle 2\n\nThe parties shall meet.\n")
    began = time.perf_counter()
    text = read_treaty(path)
    assert time.perf_counter() - began < 5
    assert any("deep in art_1" in reason for _, reason in text.outline.notes)
    assert len(whole_text(text.outline.parts[0]).split()) == 2 + 8_000 + 2
