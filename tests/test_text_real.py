"""Official texts of real treaties: article numbers, the catalogue's provisions, and the text put together again."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from graph.checks import check_batch
from loaders.text import load_text
from loaders.text.treaty import read_treaty
from ontology.schema import load_schema

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "loaders" / "catalogue"
TEXTS = {
    "budapest": "ets185_budapest_convention.md", "budapest-p1": "ets189_first_protocol.md", "untoc": "untoc_2000.md", "opsc": "crc_opsc_2000.md",
    "untoc-trafficking": "untoc_trafficking_protocol.md", "untoc-smuggling": "untoc_smuggling_protocol.md", "malabo": "malabo_2014.pdf",
}  # fmt: skip


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_text", ROOT / "bench" / "text.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("treaty", TEXTS)
def test_provisions_are_those_of_the_catalogue(treaty: str, shared_data: Path) -> None:
    with (CATALOGUE / treaty / "provision.csv").open(encoding="utf-8", newline="") as file:
        listed = [row["id"] for row in csv.DictReader(file)]
    text = read_treaty(shared_data / "texts" / TEXTS[treaty])
    found = {f"{treaty}/{p.path}" for top in text.outline.parts for p in top.walk()}
    assert [id_ for id_ in listed if id_ not in found] == []


@pytest.mark.parametrize("treaty", TEXTS)
def test_articles_are_complete_and_equal_to_their_source(treaty: str, shared_data: Path, bench: ModuleType) -> None:
    text = read_treaty(shared_data / "texts" / TEXTS[treaty])
    assert bench.number_problems(text) == []
    assert bench.rebuilt_wrongly(text) == []


@pytest.mark.parametrize("treaty", TEXTS)
def test_all_records_are_sound(treaty: str, shared_data: Path) -> None:
    schema = load_schema()
    batch = load_text(
        [shared_data / "texts" / TEXTS[treaty]],
        treaty,
        schema,
        title=treaty,
        names={"Convention on Cybercrime": "budapest"},
    )
    checked = check_batch(batch, schema, {})
    assert checked.refused == []
    assert len(checked.nodes) == len(batch.nodes)


def test_a_further_language_has_the_same_provisions(shared_data: Path) -> None:
    path = shared_data / "texts" / TEXTS["untoc"]
    english, dutch = read_treaty(path), read_treaty(path, "nl")
    numbers = [
        [p.path for top in text.outline.parts for p in top.walk() if p.kind == "art"] for text in (english, dutch)
    ]
    assert numbers[0] == numbers[1]
    assert dutch.languages.keys() == {"en", "nl"}


def test_a_protocol_refers_to_its_convention_by_the_name_it_gives_it(shared_data: Path) -> None:
    schema = load_schema()
    known = {"untoc": "Treaty", "untoc/art_18": "Article"}
    names = {"United Nations Convention against Transnational Organized Crime": "untoc"}
    batch = load_text(
        [shared_data / "texts" / TEXTS["untoc-smuggling"]], "untoc-smuggling", schema, known=known, names=names
    )
    assert {edge.end for edge in batch.edges if edge.start == "untoc-smuggling/art_1/para_1"} == {"untoc"}


@pytest.mark.parametrize("name", ["BWBV0001644", "BWBV0001835", "BWBV0004451", "BWBV0004938"])
def test_annexes_and_inner_treaties_number_their_own_articles(
    name: str, shared_data: Path, tmp_path: Path, bench: ModuleType
) -> None:
    files = {path.stem: path for path in bench.files_of(shared_data / "texts", tmp_path)}
    text = read_treaty(files[name])
    assert bench.number_problems(text) == []
    assert bench.rebuilt_wrongly(text) == []
    assert len({p.path for top in text.outline.parts for p in top.walk()}) == sum(
        1 for top in text.outline.parts for _ in top.walk()
    )
