"""Mutated real files and random ones: no crash, no hang, no record that the checks refuse."""

from __future__ import annotations

import io
import random
import time
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.checks import node_problems
from graph.ids import segments
from loaders.text import load_text
from loaders.text.deontic import force_of_text
from loaders.text.numbering import as_printed, marker_at, readings, roman, roman_value
from loaders.text.provisions import whole_text
from loaders.text.reference_parser import mentions
from loaders.text.treaty import read_treaty
from ontology.schema import load_schema
from tests.text_samples import LAYOUTS, SAMPLE, html, pdf, printed, word_file

SECONDS = 10
ROUNDS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SNIPPETS = (
    "Article 1", "ARTICLE II bis", "Art. 3. -", "Chapter I", "Annex", "Annex I", "Section 1", "(a)", "(i)", "1.", "1.1", "PART ONE", "Protocol", "PREAMBLE",
    "DONE at Nowhere", "paragraphs 1, 2 (a) to (c) and 3 of article 4, paragraph 5, of the Convention", "this article", "the preceding paragraphs",
    "shall", "may reserve the right", "–", "\f", "\u2028", "\u00ad", "\U0001f600", "Article " * 30, "(" * 50, "II", "A", "### Article 1", "**Article 2**",
)  # fmt: skip


def mutated(data: bytes, seed: int) -> bytes:
    """A file with bytes changed, pieces cut, doubled or swapped."""
    chance = random.Random(seed)  # no secret
    content = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if not content:
            break
        start = chance.randrange(len(content))
        end = min(len(content), start + chance.choice((1, 10, 200, 5000)))
        action = chance.randrange(4)
        if action == 0:
            content[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
        elif action == 1:
            del content[start:end]
        elif action == 2:
            content[start:start] = content[start:end]
        else:
            content[start:start] = chance.choice(SNIPPETS).encode()
    return bytes(content)


def load_and_check(path: Path) -> None:
    schema = load_schema()
    started = time.perf_counter()
    batch = load_text([path], "sample", schema, names={"Convention on Cybercrime": "budapest", "ETS 24": "ets-24"})
    assert time.perf_counter() - started < SECONDS
    assert batch.nodes or batch.refused
    for node in batch.nodes:
        assert list(node_problems(node, schema)) == []
        if "eid" in node.properties:
            assert segments(node.id)
    ids = [node.id for node in batch.nodes]
    assert len(ids) == len(set(ids))
    assert {end for edge in batch.edges for end in (edge.start, edge.end)} <= set(ids)


@lru_cache(maxsize=8)
def content(path: Path) -> bytes:
    return path.read_bytes()[:60_000]


@ROUNDS
@given(seed=st.integers(0, 2**32), name=st.sampled_from(["ets185_budapest_convention.md", "untoc_2000.md", "crc_opsc_2000.md"]), suffix=st.sampled_from([".md", ".txt", ".html"]))  # fmt: skip
def test_mutated_texts(seed: int, name: str, suffix: str, shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / f"mutated{suffix}"
    path.write_bytes(mutated(content(shared_data / "texts" / name), seed))
    load_and_check(path)


@FEW
@given(seed=st.integers(0, 2**32))
def test_mutated_pdf(seed: int, tmp_path: Path) -> None:
    pages = [
        [(11.0, line) for line in printed(SAMPLE, LAYOUTS["united nations"]).splitlines()[i : i + 25]] for i in (0, 25)
    ]
    path = tmp_path / "mutated.pdf"
    path.write_bytes(b"%PDF-1.7\n" + mutated(pdf(pages), seed)[9:])
    load_and_check(path)


@FEW
@given(seed=st.integers(0, 2**32))
def test_mutated_word(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "mutated.docx"
    path.write_bytes(b"PK\x03\x04" + mutated(word_file(SAMPLE), seed)[4:])
    load_and_check(path)


def with_mutated_parts(data: bytes, seed: int) -> bytes:
    """A Word file whose text and numbering are mutated, in a sound zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            copy.writestr(name, mutated(part, seed) if name in ("word/document.xml", "word/numbering.xml") else part)
    return out.getvalue()


@ROUNDS
@given(seed=st.integers(0, 2**32))
def test_mutated_parts_of_word(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "mutated.docx"
    path.write_bytes(with_mutated_parts(word_file(SAMPLE), seed))
    load_and_check(path)


@FEW
@given(seed=st.integers(0, 2**32))
def test_mutated_page(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "mutated.html"
    path.write_bytes(b"<html>" + mutated(html(SAMPLE).encode(), seed))
    load_and_check(path)


@ROUNDS
@given(
    pieces=st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=40), max_size=60),
    joiner=st.sampled_from(["\n", "\n\n", " "]),
)
def test_random_texts(pieces: list[str], joiner: str, tmp_path: Path) -> None:
    path = tmp_path / "random.txt"
    path.write_bytes(joiner.join(pieces).encode("utf-8", "replace"))
    load_and_check(path)


@ROUNDS
@given(seed=st.integers(0, 2**32))
def test_nothing_is_lost_or_said_twice(seed: int, tmp_path: Path) -> None:
    """Every letter of an accepted article stands once in the article put together again."""
    path = tmp_path / "t.txt"
    path.write_bytes(mutated(printed(SAMPLE, LAYOUTS["united nations"]).encode(), seed).replace(b"\x00", b""))
    batch = load_text([path], "sample", load_schema())
    if batch.refused or not batch.nodes:
        return
    text = read_treaty(path)
    given_ = sum(len("".join(line.text.split())) for line in text.lines)
    whole = sum(len("".join(whole_text(top).split())) for top in text.outline.parts)
    assert whole <= given_


@given(st.text(alphabet="articles paragph 123abi()., of and to the this", max_size=200))
def test_references_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for mention in mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


@given(st.text(max_size=300))
def test_any_text_has_a_force(text: str) -> None:
    assert force_of_text(text)


@given(st.integers(1, 3999))
def test_roman_numbers_go_both_ways(value: int) -> None:
    assert roman_value(roman(value)) == value


@given(kind=st.sampled_from(["1", "a", "A", "i", "I"]), value=st.integers(1, 40))
def test_a_printed_number_is_read_again(kind: str, value: int) -> None:
    shown = as_printed(kind, value)
    assert (kind, value) in readings(shown)
    marker = marker_at(f"({shown}) text")
    assert marker is not None
    assert marker.token == shown


@pytest.mark.parametrize("text", ["e.g. this", "1999 was a year", "No. 5", "Mr. X", "and so on"])
def test_what_is_no_number(text: str) -> None:
    marker = marker_at(text)
    assert marker is None or marker.bare
