"""Files that are damaged, mislabelled, hostile or no treaty: refused with file, line and reason, quickly, and the
rest loads.
"""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from graph.checks import check_batch
from graph.records import Batch
from loaders.text import load_text, source_of
from loaders.text.lines import UnreadableTextError
from loaders.text.treaty import read_treaty
from ontology.schema import load_schema
from tests.text_samples import LAYOUTS, SAMPLE, pdf, printed, word_file, zip_bomb

SECONDS = 10
BOMB = (
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><html><body>&b;</body></html>'
)


def damaged_word() -> bytes:
    return word_file(SAMPLE)[:3000]


def zip_without_a_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("notes.txt", "nothing")
    return out.getvalue()


def word_with_entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    return out.getvalue()


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "empty": ("t.txt", b" \n\n", "empty"),
    "no treaty": ("t.txt", b"The news of today is that nothing happened.\n\nIt was said by nobody.\n", "not the text of a treaty"),
    "an error page": ("t.html", b"<html><body><h1>404</h1><p>Not found on this server</p></body></html>", "not the text of a treaty"),
    "an error page named as Markdown": ("t.md", b"<!DOCTYPE html>\n<html><body>404</body></html>", "content is HTML"),
    "a page named as PDF": ("t.pdf", b"<html><body>x</body></html>", "content is HTML"),
    "a PDF named as DOCX": ("t.docx", b"%PDF-1.7 nothing", "content is PDF"),
    "noise": ("t.txt", bytes(range(256)) * 50, "neither UTF-8 nor"),
    "control characters": ("t.txt", b"Article 1\n\nThe \x00 Parties", "control character"),
    "one endless line": ("t.txt", b"Article 1 of it " * 100_000, "characters is not that of a treaty"),
    "too many lines": ("t.txt", b"x\n" * 600_000, "more than 500,000 lines"),
    "entities": ("t.html", BOMB.encode(), "declares entities"),
    "elements without end": ("t.html", b"<html><body>" + b"<div>" * 50_000, "nest more than"),
    "inline elements without end": ("t.html", b"<html><body>" + b"<span>" * 50_000, "nest more than"),
    "a damaged Word document": ("t.docx", damaged_word(), "not a readable Word document"),
    "a zip file": ("t.docx", zip_without_a_document(), "no word/document.xml"),
    "a Word document with entities": ("t.docx", word_with_entities(), "declares entities"),
    "a damaged PDF": ("t.pdf", b"%PDF-1.7\n%broken\n1 0 obj\n<<", "not a readable PDF"),
    "a PDF of pictures": ("t.pdf", pdf([[], []]), "optical character recognition"),
    "another kind": ("t.doc", b"\xd0\xcf\x11\xe0", "is not read"),
    "another language": ("t.txt", "Accord\n\nArticle 1\n\nLes Parties sont convenues de la présente règle, qui est à leur avis utile.\n".encode(), "it is in French"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_file_and_reason(name: str, tmp_path: Path) -> None:
    file, content, reason = REFUSED[name]
    path = tmp_path / file
    path.write_bytes(content)
    started = time.perf_counter()
    batch = load_text([path], "sample", load_schema())
    assert time.perf_counter() - started < SECONDS
    assert not batch.nodes
    assert [reason in r.reason and r.place.file == str(path) for r in batch.refused] == [True]


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(zip_bomb())
    with pytest.raises(UnreadableTextError, match="zip bomb"):
        read_treaty(path)


def test_a_hundred_megabytes_of_one_line_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"paragraph 1 of article 1, " * 40_000)
    started = time.perf_counter()
    assert "treaty texts are read up to" in load_text([path], "sample", load_schema()).refused[0].reason
    assert time.perf_counter() - started < SECONDS


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    batch = load_text([tmp_path / "none.txt"], "sample", load_schema())
    assert "cannot be read" in batch.refused[0].reason


def test_the_line_of_a_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(b"Article 1\n\nThe Parties\n\x01\n")
    assert load_text([path], "sample", load_schema()).refused[0].place.line == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_told_apart(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes("Treaty\n\nArticle 1 – “Scope”\n\nThe Parties shall be in the café.\n".encode(encoding))
    text = read_treaty(path)
    assert text.outline.parts[0].heading == "Scope"
    assert text.outline.parts[0].text == "The Parties shall be in the café."
    assert any("read as Windows-1252" in note for _, note in text.document.notes) == (encoding == "cp1252")


def test_a_page_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "t.html"
    page = "<html><head><meta charset='iso-8859-7'></head><body><h2>Article 1</h2><p>The Parties agree on Ω and on the rest.</p></body></html>"
    path.write_bytes(page.encode("iso-8859-7"))
    assert "Ω" in read_treaty(path).outline.parts[0].text


@pytest.fixture
def sample_file(tmp_path: Path) -> Path:
    path = tmp_path / "sample.txt"
    path.write_text(printed(SAMPLE, LAYOUTS["united nations"]), encoding="utf-8")
    return path


def load(paths: list[Path]) -> Batch:
    schema = load_schema()
    return check_batch(load_text(paths, "sample", schema, title="Sample"), schema, {})


def test_a_refused_file_does_not_keep_the_others_from_loading(sample_file: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("nothing", encoding="utf-8")
    batch = load([tmp_path / "bad.txt", sample_file])
    assert len(batch.refused) == 1
    assert "sample/art_3/para_1" in batch.labels_by_id()


def test_a_second_article_of_a_number_is_refused_with_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text(
        "Treaty\n\nArticle 1\n\nOne.\n\nArticle 2\n\nTwo.\n\nArticle 2\n\nTwo again.\n\nArticle 3\n\nThree.\n",
        encoding="utf-8",
    )
    batch = load([path])
    assert [str(r) for r in batch.refused] == [f"{path}:11: a second Article 2; the first stands at line 7: not loaded"]
    assert {"sample/art_1", "sample/art_2", "sample/art_3"} <= batch.labels_by_id().keys()


def test_the_same_file_twice_loads_once(sample_file: Path) -> None:
    once, twice = load([sample_file]), load([sample_file, sample_file])
    assert [n.id for n in once.nodes] == [n.id for n in twice.nodes if not n.id.endswith("/2")]
    assert any("was already read from" in r.reason for r in twice.refused)


def test_records_say_where_they_stand(sample_file: Path) -> None:
    batch = load([sample_file])
    nodes = {node.id: node for node in batch.nodes}
    point = nodes["sample/art_3/para_1/point_a"]
    assert point.properties["text"] == "Lock what can be locked;"
    assert point.properties["source"] == source_of("sample") == "text:sample"
    assert str(point.properties["locator"]).startswith("art. 3(1)(a), line ")
    assert point.properties["eid"] == "art_3__para_1__point_a"
    assert sample_file.read_text(encoding="utf-8").splitlines()[point.place.line - 1].startswith("(a) Lock")


def test_references_become_relationships_with_quote_and_span(sample_file: Path) -> None:
    batch = load([sample_file])
    nodes = {node.id: node for node in batch.nodes}
    found = {(e.start, e.end): e.properties for e in batch.edges if "quote" in e.properties}
    assert found.keys() == {
        ("sample/art_3/para_2", "sample/art_3/para_1"), ("sample/art_3/para_3", "sample/art_4"),
        ("sample/art_3/para_3", "sample/art_3/para_2"), ("sample/art_4", "sample/chp_II"),
    }  # fmt: skip
    reserved = found[("sample/art_3/para_2", "sample/art_3/para_1")]
    assert (reserved["quote"], reserved["kind"]) == ("paragraph 1 of this article", "permits_reservation")
    start, end = str(reserved["locator"]).rpartition("characters ")[2].split(" to ")
    assert str(nodes["sample/art_3/para_2"].properties["text"])[int(start) : int(end)] == reserved["quote"]
