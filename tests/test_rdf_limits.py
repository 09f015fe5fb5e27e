"""Hostile and broken RDF is refused with line and reason, quickly and in bounded memory: each file is read by a child with 2 GiB of address space."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loaders.rdf import load_rdf
from ontology.schema import load_schema

ROOT = Path(__file__).parent.parent
SPACE = 2 << 30  # bytes of address space
MEMORY = 400  # MiB at most, of which some 180 are the program
SECONDS = 30.0  # on a busy machine; two or less on a free one
CHILD = """
import json, re, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
from pathlib import Path
from loaders.rdf import load_rdf
from ontology.schema import load_schema
(batch,) = load_rdf(Path(sys.argv[1]), load_schema())
refused = [(r.place.line, r.reason) for r in batch.refused]
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())  # rusage counts what the parent held at the fork
print(json.dumps([len(batch.nodes), refused[:3], int(peak[1]) // 1024]))
"""
HEAD = "@base <https://w3id.org/treatygraph/> . @prefix tg: <ontology#> .\n"
XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:f="http://f/">'
MILLION = 1_000_000
LONG = MILLION * 200
DEEP = MILLION


def lines(head: str, line: str, times: int, tail: str) -> Iterator[str]:
    yield head
    for _ in range(times // 1000):
        yield line * 1000
    yield tail


def text(head: str, length: int, tail: str) -> Iterator[str]:
    return lines(head, "x", length, tail)


def nested(head: str, opening: str, closing: str, tail: str, depth: int = DEEP) -> Iterator[str]:
    yield from (head, opening * depth, "1", closing * depth, tail)


ENDLESS = "nothing is said within 16 MiB from here"
LONG_TEXT = "characters begins here or on the next line"
FULL = "GB that may be held in memory"
ENTITIES = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
BOMB = f'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY e0 "ha">{ENTITIES}]>{XML}<f:a><f:n>&e11;</f:n></f:a></rdf:RDF>'
HOSTILE: dict[str, tuple[str, Callable[[], Iterator[str]], int, str]] = {
    "a text of a million lines": (".ttl", lambda: lines(f'{HEAD}<actor/FRA> tg:name """', "words in a line\n", MILLION, '""" .'), 1, LONG_TEXT),
    "a text of a million lines, XML": (".rdf", lambda: lines(f'{XML}\n<f:a><f:n>', "words in a line\n", MILLION, "</f:n></f:a></rdf:RDF>"), 2, LONG_TEXT),
    "a text of 200 MB in lines": (".ttl", lambda: lines(f'{HEAD}<actor/FRA> tg:name """', "x" * 199 + "\n", MILLION, '""" .'), 1, ENDLESS),
    "a text of 200 MB, Turtle": (".ttl", lambda: text(f'{HEAD}<actor/FRA> tg:name "', LONG, '" .'), 1, ENDLESS),
    "a text of 200 MB, N-Triples": (".nt", lambda: text('<http://x/> <http://y/> "', LONG, '" .'), 1, ENDLESS),
    "a text of 200 MB, JSON-LD": (".jsonld", lambda: text('{"@id": "http://x/", "http://y/": "', LONG, '"}'), 1, ENDLESS),
    "a text of 200 MB, XML": (".rdf", lambda: text(f'{XML}\n<f:a><f:n>', LONG, "</f:n></f:a></rdf:RDF>"), 2, ENDLESS),
    "a name of 200 MB": (".nt", lambda: text("<http://x/", LONG, '> <http://y/> "" .'), 1, ENDLESS),
    "a text in escapes": (".nt", lambda: lines('<http://x/> <http://y/> "', "\\u00e9", 2 * MILLION, '" .'), 1, LONG_TEXT),
    "prefixes without end": (".ttl", lambda: iter(f"@prefix p{i}: <http://example.org/{i}/> .\n" for i in range(MILLION)), 1, ENDLESS),
    "entities that multiply": (".rdf", lambda: iter([BOMB]), 2, "it declares entities"),
    "elements in elements": (".rdf", lambda: nested(XML, "<f:a><f:b>", "</f:b></f:a>", "</rdf:RDF>"), 1, "elements stand in each other 100 deep"),
    "triples in triples": (".nt", lambda: nested("<http://x/> <http://y/> ", "<<( <http://x/> <http://y/> ", " )>>", " .", 100_000), 1, "triples about triples"),
    "arrays in arrays": (".jsonld", lambda: nested('{"http://y/": ', "[", "]", "}"), 1, "not well-formed: Max stack size"),
    "objects in objects": (".jsonld", lambda: nested("", '{"http://y/":', "}", ""), 1, "not well-formed: Max stack size"),
    "a context elsewhere": (".jsonld", lambda: iter(['{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "x"}']), 1, "nothing is fetched"),
    "a context elsewhere, at the end": (".jsonld", lambda: iter(['{"@id": "x",\n"@context": ["http://127.0.0.1:9/c.jsonld"]}']), 2, "nothing is fetched"),
}  # fmt: skip


def written(path: Path, pieces: Iterator[str]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(pieces)
    return path


def read(path: Path) -> tuple[int, list[tuple[int, str]], int, float]:
    """Nodes, the first refusals, peak memory in MiB and seconds."""
    began = time.monotonic()
    command = [sys.executable, "-c", CHILD, str(path), str(SPACE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-500:]}"
    path.unlink()
    nodes, refused, memory = json.loads(done.stdout)
    return nodes, [(line, reason) for line, reason in refused], memory, time.monotonic() - began


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_quickly_and_in_little_memory(case: str, tmp_path: Path) -> None:
    extension, pieces, line, reason = HOSTILE[case]
    _, refused, memory, seconds = read(written(tmp_path / f"hostile{extension}", pieces()))
    assert [(at, reason) for at, why in refused if reason in why] == [(line, reason)], refused
    assert memory < MEMORY and seconds < SECONDS


def test_more_than_fits_into_memory_is_refused_before_it_is_full(tmp_path: Path) -> None:
    many = (
        f"<http://example.org/a> <http://example.org/b/{i}> <http://example.org/c/{i}> .\n" for i in range(3 * MILLION)
    )
    nodes, refused, memory, _ = read(written(tmp_path / "many.nt", many))
    assert nodes == 0 and FULL in refused[0][1] and refused[0][0] > MILLION
    assert memory < SPACE >> 20


def test_many_values_of_one_property_are_read_in_linear_time(tmp_path: Path) -> None:
    pieces = (f"<http://example.org/a> <http://example.org/b> <http://example.org/c/{i}> .\n" for i in range(200_000))
    _, refused, _, seconds = read(written(tmp_path / "many.nt", pieces))
    assert refused == [] and seconds < SECONDS


def test_what_stands_beside_a_text_that_is_too_long_is_read_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "given.ttl"
    long = "x\n" * MILLION
    path.write_text(
        f'{HEAD}<actor/FRA> a tg:State ; tg:id "FRA" ;\n tg:official_name """{long}""" ;\n tg:name "France" .\n\n<a b> a tg:State .'
    )
    (batch,) = load_rdf(path, load_schema())
    assert [(r.place.line, r.reason) for r in batch.refused] == [
        (MILLION + 6, "not well-formed: Invalid IRI code point ' '")
    ]
    path.write_text(
        f'{HEAD}<actor/FRA> a tg:State ; tg:id "FRA" ;\n tg:official_name """{long}""" ;\n tg:name "France" .\n\n<actor/DEU> a tg:Stat .'
    )
    (batch,) = load_rdf(path, load_schema())
    assert [n.properties["name"] for n in batch.nodes] == ["France"]
    first, second = batch.refused
    assert (first.place.line, "2,000,000 characters" in first.reason) == (2, True)
    assert abs(second.place.line - (MILLION + 5)) < MILLION / 4 and "no class is called 'Stat'" in second.reason
