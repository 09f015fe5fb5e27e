"""Trade agreements of the ToTA corpus: parties, chapters, articles, paragraphs, references."""

from __future__ import annotations

import datetime as dt
import io
import random
import shutil
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.checks import check_batch
from graph.records import Batch, Edge, Node
from loaders.known import Known
from loaders.text.provisions import Provision, whole_text
from loaders.tota import load_tota
from loaders.tota.document import Agreement, read_agreement
from loaders.tota.inline import pieces
from loaders.xml_tree import decode_xml, parse_xml
from ontology.schema import Schema, load_schema


def agreement(
    *chapters: str,
    meta: str = "",
    status: str = "In Force",
    ended: str = "",
    parties: str = "<partyisocode>PAN</partyisocode><partyisocode>SGP</partyisocode>",
) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<treaty>\n<meta><name>Panama - Singapore</name><type>Free Trade Agreement</type><treaty_identifier>10</treaty_identifier>'
        f"<status>{status}</status><date_signed>2006-03-01</date_signed><date_into_force>2006-07-24</date_into_force><date_inactive>{ended}</date_inactive>"
        "<parties_original><partyisocode>PAN</partyisocode><partyisocode>SGP</partyisocode></parties_original>"
        f'<parties>{parties}</parties><language>en</language><source lang="en" type="full text">http://example.org/text.pdf</source>{meta}</meta>\n'
        f"<body>\n{''.join(chapters)}</body>\n</treaty>\n"
    )


def chapter(number: str, name: str, *articles: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<article{f" number={n!r}" if n else ""}{f" name={h!r}" if h else ""} article_identifier="{i}">{t}</article>\n'
        for i, (n, h, t) in enumerate(articles, 1)
    )
    return f'<chapter{f" number={number!r}" if number else ""}{f" name={name!r}" if name else ""} chapter_identifier="5">\n{inner}</chapter>\n'


ONE = chapter(
    "CHAPTER 1", "Beginnings", ("ARTICLE 1.1", "Aims", ". The Parties agree:\n\n(a) to meet; and\n\n(b) to talk."),
    ("ARTICLE 1.2", "Means", "1. The Parties shall meet under Article 1.1. 2. They shall talk as paragraph 1 provides. 3. No more."),
)  # fmt: skip
PREAMBLE = chapter("", "Preamble", ("", "", "The Parties, wishing well,"))
END = chapter("", "Conclusion", ("", "", "Done in two originals."))


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


@pytest.fixture(scope="module")
def known(catalogue_records: Batch, schema: Schema) -> Known:
    return Known.of(catalogue_records, schema)


@pytest.fixture(scope="module")
def labels(catalogue_records: Batch) -> dict[str, str]:
    return catalogue_records.labels_by_id()


@pytest.fixture
def read(tmp_path: Path, schema: Schema, known: Known):  # type: ignore[no-untyped-def]  # a function of many forms
    def inner(content: str | bytes, name: str = "pta_10.xml") -> Batch:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return next(load_tota([path], schema, known))

    return inner


def by_id(batch: Batch) -> dict[str, Node]:
    return {node.id: node for node in batch.nodes}


def edges(batch: Batch, type_: str) -> list[Edge]:
    return [e for e in batch.edges if e.type == type_]


def test_meta_gives_treaty_and_parties(read, schema: Schema, labels: dict[str, str]) -> None:
    batch = read(agreement(ONE))
    node = by_id(batch)["tota:10"]
    assert (node.properties["adopted"], node.properties["entry_into_force"], node.properties["status"]) == (
        dt.date(2006, 3, 1),
        dt.date(2006, 7, 24),
        "in_force",
    )
    assert {(e.type, e.start) for e in batch.edges if e.end == "tota:10"} == {
        ("SIGNED", "PAN"),
        ("SIGNED", "SGP"),
        ("PARTY_TO", "PAN"),
        ("PARTY_TO", "SGP"),
    }
    assert check_batch(batch, schema, labels).refused == batch.refused == []


def test_parties_of_an_agreement_that_has_ended_were_bound_until_then(read) -> None:
    batch = read(agreement(ONE, status="Inactive", ended="2010-01-31", parties="<partyisocode/>"))
    assert {(e.start, e.properties["since"], e.properties["until"]) for e in edges(batch, "PARTY_TO")} == {
        ("PAN", dt.date(2006, 7, 24), dt.date(2010, 1, 31)), ("SGP", dt.date(2006, 7, 24), dt.date(2010, 1, 31)),
    }  # fmt: skip


def test_who_joined_later_has_no_invented_day_and_a_territory_is_one(read) -> None:
    batch = read(
        agreement(
            ONE,
            parties="<partyisocode>PAN</partyisocode><partyisocode>FRO</partyisocode><partyisocode>XQZ</partyisocode>",
        )
    )
    bound = {e.start: e.properties for e in edges(batch, "PARTY_TO")}
    assert ("since" in bound["PAN"], "since" in bound["faroe-islands"]) == (True, False)
    assert by_id(batch)["faroe-islands"].properties["kind"] == "territory"
    assert "unknown party code 'XQZ'" in batch.refused[0].reason


def test_chapters_articles_paragraphs_and_points(read) -> None:
    nodes = by_id(read(agreement(PREAMBLE, ONE, END)))
    assert [id_.removeprefix("tota:10/") for id_, n in nodes.items() if id_.startswith("tota:10/") and n.label != "Source"] == [
        "preamble", "chp_1", "art_1.1", "art_1.1/point_a", "art_1.1/point_b", "art_1.2", "art_1.2/para_1", "art_1.2/para_2", "art_1.2/para_3", "sec_conclusion",
    ]  # fmt: skip
    assert nodes["tota:10/art_1.1"].properties["heading"] == "Aims"
    assert nodes["tota:10/art_1.1"].properties["text"].startswith("The Parties agree:")
    assert nodes["tota:10/art_1.2/para_2"].properties["text"] == "They shall talk as paragraph 1 provides."


def test_references_within_the_agreement(read) -> None:
    found = {
        (e.start.removeprefix("tota:10/"), e.end.removeprefix("tota:10/"))
        for e in edges(read(agreement(ONE)), "REFERS_TO")
    }
    assert found == {("art_1.2/para_1", "art_1.1"), ("art_1.2/para_2", "art_1.2/para_1")}


def test_numbers_that_begin_again_lose_no_article(read) -> None:
    annex = chapter("ANNEX I", "", ("ARTICLE 1", "", "One."))
    again = chapter(
        "CHAPTER 2", "", ("ARTICLE 1.1", "", "Again."), ("ARTICLE 1.1", "", "And again."), ("", "", "Without a number.")
    )
    batch = read(agreement(ONE, again, annex))
    articles = [n.id.removeprefix("tota:10/") for n in batch.nodes if n.label == "Article"]
    assert articles == ["art_1.1", "art_1.2", "chp_2/art_1.1", "chp_2/art_1.1-2", "chp_2/art_n3", "annex_I/art_1"]
    assert any("a second ARTICLE 1.1" in r.reason for r in batch.repaired)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("1. One is. 2. Two is. 3. Three is.", ["1. One is.", "2. Two is.", "3. Three is."]), ("The following: (a) goods are one; (b) services are two.", ["The following:", "(a) goods are one;", "(b) services are two."]),
        ("As provided in paragraph 1 (a) and (b) of Article 2. The rest follows.", ["As provided in paragraph 1 (a) and (b) of Article 2. The rest follows."]),
        ("It costs 2. Not more.", ["It costs 2. Not more."]), ("See subparagraphs (a) and (b) below.", ["See subparagraphs (a) and (b) below."]), ("2. Begins at two. 3. Goes on.", ["2. Begins at two.", "3. Goes on."]),
    ],
)  # fmt: skip
def test_numbers_within_a_line(line: str, parts: list[str]) -> None:
    assert pieces(line) == parts


@given(st.text(st.sampled_from("ab (1).2;:,\nAB3"), max_size=120))
def test_pieces_of_a_line_are_the_line(line: str) -> None:
    assert "".join("".join(pieces(line)).split()) == "".join(line.split())


REFUSED = {
    "empty": (b"", "empty"),
    "truncated": (agreement(ONE).encode()[:-40], "the file ends before"),
    "web page": (b"<html><body>404</body></html>", "web page"),
    "entity bomb": (b'<!DOCTYPE d [<!ENTITY a "aa">]><treaty>&a;</treaty>', "document type declaration"),
    "another root": (b"<Document/>", "expected <treaty>"),
    "no body": (b"<treaty><meta><treaty_identifier>1</treaty_identifier></meta></treaty>", "no <body>"),
    "no article": (agreement().encode(), "holds no article"),
    "no identifier": (
        agreement(ONE).replace("<treaty_identifier>10<", "<treaty_identifier>ten thousand miles<").encode(),
        "expected a number",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_files_are_refused(read, case: str) -> None:
    content, reason = REFUSED[case]
    (refusal,) = (batch := read(content)).refused
    assert reason in refusal.reason
    assert (batch.nodes, batch.edges) == ([], [])


def test_a_day_that_is_none_is_refused_and_the_rest_loads(read) -> None:
    batch = read(agreement(ONE).replace("2006-03-01", "1 March"))
    assert "<date_signed> is '1 March'" in batch.refused[0].reason
    assert "adopted" not in by_id(batch)["tota:10"].properties
    assert edges(batch, "PARTY_TO")


def test_folders_and_archives_are_read_alike_and_a_bad_member_does_not_stop_the_rest(
    tmp_path: Path, schema: Schema, known: Known
) -> None:
    folder, archive = tmp_path / "in", tmp_path / "all.tar.xz"
    folder.mkdir()
    (folder / "a.xml").write_text(agreement(ONE), encoding="utf-8")
    (folder / "b.xml").write_text("<treaty>", encoding="utf-8")
    with tarfile.open(archive, "w:xz") as files:
        for name in ("a.xml", "b.xml"):
            files.add(folder / name, f"tota/{name}")
        link = tarfile.TarInfo("tota/c.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        files.addfile(link)
    (shelf := tmp_path / "shelf").mkdir()
    shutil.copy(archive, shelf)
    for path in (folder, archive, shelf):
        good, bad = load_tota([path], schema, known)
        assert (good.origin, len(bad.refused)) == ("tota:10", 1)
    archive.write_bytes(archive.read_bytes()[:200])
    assert "cannot be read" in next(load_tota([archive], schema, known)).refused[-1].reason


def test_a_folder_without_agreements_is_refused(tmp_path: Path, schema: Schema, known: Known) -> None:
    (batch,) = load_tota([tmp_path], schema, known)
    assert "holds no .xml file" in batch.refused[0].reason


@pytest.fixture(scope="module")
def archive(shared_data: Path) -> Path:
    return shared_data / "tota" / "tota_subset.tar.xz"


@pytest.fixture(scope="module")
def texts(archive: Path) -> dict[str, str]:
    with tarfile.open(archive) as files:
        return {
            m.name: decode_xml(content.read())[0]
            for m in files
            if (content := files.extractfile(m) if m.name.endswith(".xml") else None)
        }


def provisions(read_: Agreement) -> dict[str, Provision]:
    paths = {p.path: p for top in read_.outline.parts for p in top.walk()}
    return {identifier: paths[path] for path, identifier in read_.elements.items()}


def test_every_real_article_is_there_with_its_whole_text_and_its_paragraphs(texts: dict[str, str]) -> None:
    elements = numbered = split = 0
    for name, text in texts.items():
        found = provisions(read_agreement(text))
        for element in parse_xml(text, "treaty").find_all("body", "chapter", "article"):
            elements += 1
            article = found[element.attributes["article_identifier"]]
            head = "".join(f"{article.printed}{article.heading or ''}".split())
            whole = "".join(whole_text(article).split())
            source = "".join(element.text.split())
            assert whole in (head + source, head + source.removeprefix(".")), (name, article.path)
            lines = {
                line.strip().split(".")[0] for line in element.text.split("\n") if line.strip()[:3] in ("1. ", "2. ")
            }
            if lines == {"1", "2"}:
                numbered += 1
                split += {"1", "2"} <= {child.token for child in article.children}
    assert (len(texts), elements) == (251, 20711)
    assert split / numbered >= 0.99


def test_a_sample_of_real_records_passes_the_checks(
    texts: dict[str, str], tmp_path: Path, schema: Schema, known: Known, labels: dict[str, str]
) -> None:
    for number, (name, text) in enumerate(sorted(texts.items())[::25]):
        path = tmp_path / f"{number}.xml"
        path.write_text(text, encoding="utf-8")
        (batch,) = load_tota([path], schema, known)
        checked = check_batch(batch, schema, labels)
        assert (checked.refused, len(checked.edges)) == (batch.refused, len(batch.edges)), name
        assert edges(batch, "PARTY_TO")


@settings(max_examples=40, deadline=10_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_damaged_real_files_do_no_harm(
    texts: dict[str, str], tmp_path: Path, schema: Schema, known: Known, labels: dict[str, str], seed: int
) -> None:
    rng = random.Random(seed)
    data = min(rng.sample(sorted(texts.values()), 8), key=len).encode()
    for _ in range(rng.randint(1, 10)):
        at, length = rng.randrange(len(data)), rng.randint(1, 300)
        middle = rng.choice(
            [
                b"",
                data[at : at + length] * 2,
                b"</article>",
                b"<article>",
                b"&",
                b"\xff",
                b"(a) x; (b) y",
                b'number="ARTICLE 1"',
            ]
        )
        data = data[:at] + middle + data[at + length :]
    path = tmp_path / "damaged.xml"
    path.write_bytes(data)
    (batch,) = load_tota([path], schema, known)
    assert batch.refused or batch.nodes
    assert check_batch(batch, schema, labels).refused == batch.refused


def test_an_archive_of_another_kind_is_refused(tmp_path: Path, schema: Schema, known: Known) -> None:
    path = tmp_path / "x.tar.gz"
    path.write_bytes(io.BytesIO(b"not an archive").getvalue())
    (batch,) = load_tota([path], schema, known)
    assert "the archive cannot be read" in batch.refused[0].reason
