"""Status files of the depositary: what is read, repaired and refused, on files of our own and on the real ones."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.checks import check_batch
from graph.law.in_force import derive_parties
from graph.records import Batch, Edge, Node
from loaders import xml_tree
from loaders.known import Known
from loaders.mtdsg import load_mtdsg, read_status_file, status_files, tally
from loaders.mtdsg.header import chapter_value, ordinal
from loaders.mtdsg.repair import repair
from loaders.prose_articles import named_articles
from ontology.schema import Schema, load_schema

HEADS = ("Participant", "Signature", "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)")
EIF = (
    '1 March 2003, in accordance with article 9 which reads as follows: "This Protocol shall enter into force on the ninetieth day '
    'after the date of deposit of the twenty-second instrument of ratification."'
)


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


@pytest.fixture(scope="module")
def known(catalogue_records: Batch, schema: Schema) -> Known:
    return Known.of(catalogue_records, schema)


@pytest.fixture(scope="module")
def labels(catalogue_records: Batch) -> dict[str, str]:
    return catalogue_records.labels_by_id()


def status_file(
    rows: tuple[tuple[str, ...], ...] | None = (("France", "12 Dec 2000", "29 Oct 2002"),),
    *,
    heads: tuple[str, ...] = HEADS,
    chapter: str = "XXX",
    number: str = "7",
    sub: str = "",
    title: str = "Protocol on the Testing of Loaders",
    status: str = "<Signatories>1</Signatories><Parties>1</Parties>",
    eif: str = EIF,
    more: str = "",
    encoding: str = "iso-8859-1",
) -> str:
    """A status file with the elements of the real ones. Cells are escaped here."""
    cells = "".join("<Row>" + "".join(f"<Entry>{escape(c)}</Entry>" for c in row) + "</Row>\n" for row in rows or ())
    head = "".join(f"<Entry>{escape(h)}</Entry>" for h in heads)
    table = (
        f"<Participants><Table><TGroup><Thead><Row>{head}</Row></Thead><Tbody><Rows>\n{cells}</Rows></Tbody></TGroup></Table>"
        "</Participants>"
    )
    suffix = (
        f"<Subnumsect>{sub}</Subnumsect><Subtitlesect>{title}</Subtitlesect>"
        if sub
        else f"<Titlesect>{title}</Titlesect>"
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<Document>\n<Treaty>\n<Template>mtdsg</Template>\n<Header>'
        f"<Chapter><Header>CHAPTER {chapter}</Header></Chapter><ExternalData><Numsect>{number}</Numsect>{suffix}"
        f"<Conclusion>Hanoi, 5 May 2001</Conclusion><EIF><Label>Entry into force</Label><Labeltext>{escape(eif)}</Labeltext></EIF>"
        "<Registration><Labeltext>1 March 2003, No. 12</Labeltext></Registration>"
        f"<Status>{status}</Status><TreatyText><Text>United Nations, Treaty Series , vol. 99, p. 11.</Text></TreatyText>"
        f"</ExternalData></Header>\n{table if rows is not None else ''}\n{more}</Treaty>\n</Document>\n"
    )


def block(section: str, participant: str, *lines: tuple[str, str], head: str = "") -> str:
    item = {"Objections": "Objection", "Notifications": "Notification"}.get(section, "Declaration")
    body = "".join(
        f'<text type="{kind}">{escape(text)}</text>' if kind else f"<text>{escape(text)}</text>" for kind, text in lines
    )
    titles = f"<Title>{head}</Title>" if head else ""
    return f"<{section}>{titles}<{item}><Participant>{escape(participant)}</Participant>{body}</{item}></{section}>\n"


Read = Iterator[Batch]


@pytest.fixture
def read(tmp_path: Path, schema: Schema, known: Known):  # type: ignore[no-untyped-def]  # a function of many forms
    """Write a file and read it."""

    def inner(content: str | bytes, name: str = "XXX-7.en.xml") -> Batch:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("iso-8859-1", "xmlcharrefreplace"))
        return next(load_mtdsg([path], schema, known))

    return inner


def edges(batch: Batch, type_: str, start: str = "") -> list[Edge]:
    return [e for e in batch.edges if e.type == type_ and (not start or e.start == start)]


def statements(batch: Batch) -> list[Node]:
    return [n for n in batch.nodes if n.label == "Reservation"]


def treaty(batch: Batch) -> Node:
    return next(n for n in batch.nodes if n.label == "Treaty")


# ------------------------------------------------------------------ header and acts


def test_the_header_gives_the_treaty(read) -> None:
    node = treaty(read(status_file()))
    assert node.id == "mtdsg:XXX-7"
    assert {k: node.properties[k] for k in ("adopted", "place", "series", "entry_into_force", "status")} == {
        "adopted": dt.date(2001, 5, 5), "place": "Hanoi", "series": "UNTS vol. 99, p. 11", "entry_into_force": dt.date(2003, 3, 1), "status": "in_force",
    }  # fmt: skip
    assert (node.properties["eif_threshold"], node.properties["eif_delay_days"]) == (22, 90)
    assert node.properties["registration"] == "1 March 2003, No. 12"


def test_two_days_of_conclusion_are_not_one(read) -> None:
    text = status_file().replace("Hanoi, 5 May 2001", "Hanoi, 5 May 2001 and Geneva, 6 June 2002")
    assert "adopted" not in treaty(read(text)).properties


@pytest.mark.parametrize(
    ("cell", "mode"),
    [
        ("29 Oct 2002", "ratification"), ("29 Oct 2002 A", "acceptance"), ("29 Oct 2002 AA", "approval"), ("29 Oct 2002 a", "accession"), ("29 Oct 2002 d", "succession"),
        (" 9 Oct 2002 a", "accession"), ("29 October 2002", "ratification"), ("29 Sept 2002", "ratification"),
    ],
)  # fmt: skip
def test_the_letter_after_a_date_is_the_mode(read, cell: str, mode: str) -> None:
    (act,) = edges(read(status_file((("France", "", cell),))), "RATIFIED")
    assert act.properties["mode"] == mode


def test_the_same_letter_means_what_its_column_says(read) -> None:
    heads = (
        "Participant",
        "Signature, Succession to signature(d)",
        "Ratification, Formal confirmation(c), Definitive signature(s)",
    )
    batch = read(
        status_file((("Serbia", "12 Mar 2001 d", "12 Mar 2001 c"), ("Mexico", "", "1 May 1999 s")), heads=heads)
    )
    (signed,) = edges(batch, "SIGNED")
    assert signed.properties["note"].startswith("Succession to signature")
    assert [e.properties["mode"] for e in edges(batch, "RATIFIED")] == ["formal_confirmation", "definitive_signature"]


def test_a_head_that_leaves_the_mode_open_gives_none(read) -> None:
    heads = ("Participant", "Definitive signature of the Protocol, Acceptance of the Protocol")
    (act,) = edges(read(status_file((("Mexico", "1 May 1949"),), heads=heads)), "RATIFIED")
    assert "mode" not in act.properties
    assert "Definitive signature of the Protocol or Acceptance of the Protocol" in act.properties["note"]


def test_provisional_application_is_no_consent_to_be_bound(read) -> None:
    heads = ("Participant", "Signature", "Provisional application under article 23(n)", "Accession(a)")
    batch = read(status_file((("Spain", "3 Jun 2013", "3 Jun 2013 n", ""),), heads=heads))
    assert not edges(batch, "RATIFIED")
    (applies,) = edges(batch, "APPLIES_PROVISIONALLY")
    assert (applies.start, applies.properties["note"], "since" in applies.properties) == (
        "ESP",
        "notified on 2013-06-03",
        False,
    )
    (node,) = statements(batch)
    assert (node.properties["kind"], node.properties["name"]) == (
        "notification",
        "Spain: notification of provisional application under article 23",
    )


@pytest.mark.parametrize(
    "cell", ["29 Oct", "29 Oct 2002 Z", "31 Feb 2002", "[29 Oct 2002", "yes", "29 Oct 2002; 1 May 2003"]
)
def test_a_cell_that_says_no_act_is_refused_with_its_line(read, cell: str) -> None:
    batch = read(status_file((("France", "12 Dec 2000", cell),)))
    assert len(edges(batch, "SIGNED")) == 1
    assert not edges(batch, "RATIFIED")
    (refusal,) = batch.refused
    assert (refusal.place.line, "France" in refusal.reason) == (7, True)


def test_a_column_whose_head_names_no_act_is_refused(read) -> None:
    batch = read(status_file((("France", "12 Dec 2000"),), heads=("Participant", "Shoe size")))
    assert "names no act that is known" in batch.refused[0].reason
    assert not batch.edges


def test_participants_are_who_they_are(read) -> None:
    rows = tuple(
        (name, "12 Dec 2000", "")
        for name in (
            "Yugoslavia (former)",
            "European Union",
            "Hong Kong",
            "Aruba",
            "Türkiye",
            "Czech Republic",
            "Atlantis",
        )
    )
    batch = read(status_file(rows))
    assert [e.start for e in edges(batch, "SIGNED")] == ["YUG", "european-union", "hong-kong", "aruba", "TUR", "CZE"]
    aruba = next(n for n in batch.nodes if n.id == "aruba")
    assert (aruba.label, aruba.properties["kind"]) == ("Stakeholder", "territory")
    assert "unknown participant 'Atlantis'" in batch.refused[0].reason


def test_a_row_without_an_act_is_told(read) -> None:
    assert "the row has no act" in read(status_file((("France", "", ""),))).refused[0].reason


def test_a_header_only_is_not_no_parties(read, tmp_path: Path) -> None:
    batch = read(status_file(None))
    assert not edges(batch, "RATIFIED")
    assert "117 signatories" not in str(batch.nodes)
    assert read_status_file(tmp_path / "XXX-7.en.xml")[0].rows is None
    source = next(n for n in batch.nodes if n.label == "Source")
    assert "counts 1 signatories and 1 parties" in source.properties["title"]


def test_a_folder_without_status_files_is_refused_with_what_was_expected(
    tmp_path: Path, schema: Schema, known: Known
) -> None:
    (batch,) = load_mtdsg([tmp_path], schema, known)
    assert "holds no .xml file" in batch.refused[0].reason
    assert not batch.nodes


def test_a_treaty_of_the_catalogue_is_added_to_and_not_doubled(read) -> None:
    batch = read(status_file(chapter="XVIII", number="12", sub="a"), "XVIII-12-a.en.xml")
    assert (batch.origin, treaty(batch).id) == ("mtdsg:XVIII-12-a", "untoc-trafficking")
    assert {e.end for e in edges(batch, "SIGNED")} == {"untoc-trafficking"}


# ------------------------------------------------------------------ withdrawals and notes

NOTES = (
    "<EndNotes><Note><index>1</index><text>On 15 December 2011, the Government notified the Secretary-General of its withdrawal. It took effect on "
    "15 December 2012.</text></Note><Note><index>2</index><text>Denunciations were received as indicated:</text><table><totalCols>3</totalCols>"
    "<row><col>Participant:</col><col>Date:</col><col>Effect:</col></row><row><col>Japan</col><col>7 Sept 2012</col><col>7 Sept 2013</col></row>"
    "</table></Note></EndNotes>"
)


def test_brackets_with_a_note_are_a_withdrawal_with_its_days(read) -> None:
    rows = (
        ("Canada<superscript>1</superscript>", "[29 Apr 1998 ]", "[17 Dec 2002 ]"), ("Japan<superscript>2</superscript>", "", "[15 Jun 1981 A]"),
        ("France", "", "[ 9 Aug 2009 a]"),
    )  # fmt: skip
    batch = read(status_file(rows, more=NOTES))
    found = {e.start: (e.properties.get("date"), e.properties.get("effective")) for e in edges(batch, "WITHDREW")}
    assert found == {
        "CAN": (dt.date(2011, 12, 15), dt.date(2012, 12, 15)), "JPN": (dt.date(2012, 9, 7), dt.date(2013, 9, 7)), "FRA": (None, None),
    }  # fmt: skip
    assert all(str(e.properties["note"]).startswith("no longer in effect") for e in edges(batch, "RATIFIED"))
    assert "[1] On 15 December 2011" in edges(batch, "SIGNED", "CAN")[0].properties["note"]


def test_brackets_do_not_count_among_signatories_and_parties(read, tmp_path: Path, schema: Schema) -> None:
    batch = read(
        status_file((("Canada", "[29 Apr 1998 ]", "[17 Dec 2002 ]"), ("France", "12 Dec 2000", "29 Oct 2002")))
    )
    found = tally(read_status_file(tmp_path / "XXX-7.en.xml")[0], batch, schema)
    assert (found.signatories, found.parties, found.agrees) == (1, 1, True)


# ------------------------------------------------------------------ statements

UPON = "Declarations (Unless otherwise indicated, the declarations were made upon ratification.)"


def test_headings_part_a_block_into_statements(read) -> None:
    lines = (
        ("title", "Reservation:"), ("para", "It is not bound by article 20, paragraph 2."), ("title", "Declarations:"), ("para", "It recognizes nobody."),
        ("para", "It says so twice."),
    )  # fmt: skip
    batch = read(status_file(more=block("Declarations", "France", *lines, head=UPON)))
    one, two = statements(batch)
    assert (one.id, one.properties["kind"], one.properties["name"]) == (
        "mtdsg:XXX-7/res/FRA/1",
        "reservation",
        "France: reservation on art. 20(2)",
    )
    assert (two.properties["kind"], two.properties["text"]) == (
        "declaration",
        "Declarations:\nIt recognizes nobody.\nIt says so twice.",
    )
    assert one.properties["date"] == dt.date(2002, 10, 29)
    assert [e.end for e in edges(batch, "MADE", "FRA")] == [one.id, two.id]


def test_a_statement_made_on_signing_has_that_day(read) -> None:
    lines = (
        ("title", "Upon signature:"),
        ("para", "<i>Reservation:</i>"),
        ("para", "Not article 3."),
        ("title", "Upon ratification:"),
        ("para", "Nor article 4."),
    )
    one, two = statements(read(status_file(more=block("Declarations", "France", *lines, head=UPON))))
    assert (one.properties["date"], one.properties["kind"]) == (dt.date(2000, 12, 12), "reservation")
    assert two.properties["date"] == dt.date(2002, 10, 29)


def test_a_date_above_a_communication_is_its_date(read) -> None:
    lines = (("para", "First."), ("", "<right>26 March 2012</right>"), ("para", "Second."))
    one, two = statements(read(status_file(more=block("Notifications", "France", *lines))))
    assert ("date" in one.properties, two.properties["date"]) == (False, dt.date(2012, 3, 26))
    assert {one.properties["kind"], two.properties["kind"]} == {"notification"}


def test_an_objection_meets_the_reservation_it_names(read) -> None:
    more = block(
        "Declarations",
        "Mexico",
        ("title", "Reservation:"),
        ("para", "Not article 18."),
        ("title", "Declaration:"),
        ("para", "Peace."),
    )
    more += block(
        "Objections",
        "France",
        ("", "<right>1 June 2017</right>"),
        ("title", "With regard to the reservation made by Mexico upon accession:"),
        ("para", "No."),
    )
    batch = read(status_file((("France", "12 Dec 2000", ""), ("Mexico", "", "1 May 2001 a")), more=more))
    (edge,) = edges(batch, "OBJECTS_TO")
    assert (edge.start, edge.end) == ("mtdsg:XXX-7/res/FRA/1", "mtdsg:XXX-7/res/MEX/1")
    objection = next(n for n in statements(batch) if n.id == edge.start)
    assert objection.properties["name"] == "France: objection to reservation of Mexico"


def test_an_objection_that_may_mean_either_of_two_meets_none(read) -> None:
    more = block(
        "Declarations",
        "Mexico",
        ("title", "Reservation:"),
        ("para", "Not this."),
        ("title", "Reservation:"),
        ("para", "Not that."),
    )
    more += block("Objections", "France", ("title", "With regard to the reservation made by Mexico:"), ("para", "No."))
    assert not edges(read(status_file(more=more)), "OBJECTS_TO")


def test_what_the_graph_holds_is_what_a_statement_concerns(read) -> None:
    more = block(
        "Declarations",
        "Tunisia",
        ("title", "Reservation:"),
        ("para", "It does not consider itself bound by paragraph 2 of article 15. See article 99."),
    )
    batch = read(status_file(chapter="XVIII", number="12", sub="a", more=more), "XVIII-12-a.en.xml")
    concerned = {e.end: (e.properties.get("effect"), e.properties.get("note")) for e in edges(batch, "CONCERNS")}
    assert concerned == {
        "untoc-trafficking/art_15/para_2": ("excludes", None), "untoc-trafficking": (None, "names art. 99, which the graph does not hold"),
    }  # fmt: skip


def test_a_territorial_application_without_a_name_is_of_the_one_above(read) -> None:
    item = "<Application><Participant>{}</Participant><DateNotification>2 Jun 1970</DateNotification><Territories>{}</Territories></Application>"
    more = f"<TerritorialApplications>{item.format('United Kingdom of Great Britain and Northern Ireland', 'Bermuda')}{item.format('', 'Tonga')}</TerritorialApplications>"
    batch = read(status_file(more=more))
    assert [(n.properties["kind"], n.properties["text"]) for n in statements(batch)] == [
        ("territorial_application", "Bermuda"),
        ("territorial_application", "Tonga"),
    ]
    assert {e.start for e in edges(batch, "MADE")} == {"GBR"}


def test_a_special_table_is_read_by_its_heads(read) -> None:
    more = (
        "<SpecialTables><Table><Title>Notifications made under article 7</Title><TableHeader><Title>Participant</Title><Title>Authority:</Title><Title>Date:</Title>"
        "</TableHeader><Rows><Row><Column>Austria</Column><Column>The Ministry</Column><Column>2 March 2007</Column></Row></Rows></Table></SpecialTables>"
    )
    (node,) = statements(read(status_file(more=more)))
    assert (node.properties["name"], node.properties["text"]) == (
        "Austria: notification on art. 7",
        "Authority: The Ministry\nDate: 2 March 2007",
    )
    assert node.properties["date"] == dt.date(2007, 3, 2)


def test_a_list_of_the_league_of_nations(read) -> None:
    more = (
        "<LON><Table><Title>Ratifications or definitive accessions</Title><Ratification><State.no.link>Siam</State.no.link>"
        "<Ratification.date>&lt;right&gt; (October 9th, 1937 a)&lt;/right&gt;</Ratification.date><State.no.link>British Empire</State.no.link>"
        "<Ratification.date>&lt;right&gt;(May 1st, 1930)&lt;/right&gt;</Ratification.date><Para>With a reservation as regards Article 10.</Para>"
        "<Territories>Burma</Territories><Ratification.date /></Ratification></Table></LON>"
    )
    batch = read(status_file(None, more=more))
    acts = {e.start: (e.properties["date"], e.properties["mode"]) for e in edges(batch, "RATIFIED")}
    assert acts == {"THA": (dt.date(1937, 10, 9), "accession"), "GBR": (dt.date(1930, 5, 1), "ratification")}
    assert [(n.properties["kind"], n.properties["text"]) for n in statements(batch)] == [
        ("reservation", "With a reservation as regards Article 10."), ("territorial_application", "Burma"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("article 20, paragraph 2, of this Protocol", ["art_20/para_2"]), ("paragraph 2 of article 20", ["art_20/para_2"]), ("Article 8(6)(a)", ["art_8/para_6/point_a"]),
        ("sub-paragraph (b) of paragraph 2 of article 5", ["art_5/para_2/point_b"]), ("articles 13, 16 and 17", ["art_13", "art_16", "art_17"]),
        ("articles IV and V", ["art_IV", "art_V"]), ("Articles 7 to 9", ["art_7", "art_8", "art_9"]), ("article 16 bis", ["art_16bis"]),
        ("articles 9 (2) (a) and 14, paragraph 3", ["art_9/para_2/point_a", "art_14/para_3"]), ("Article 9A of the Constitution", []),
        ("article 19 (c) of the Vienna Convention on the Law of Treaties", []), ("article 18 of the Convention", []), ("Article 299 thereof", []),
        ("paragraph 3 of article 20, and article 20, paragraph 2", ["art_20/para_3", "art_20/para_2"]), ("nothing of the kind", []), ("Article 5 (1) (A)", ["art_5/para_1/point_a"]),
    ],
)  # fmt: skip
def test_articles_named_in_prose(text: str, paths: list[str]) -> None:
    assert [named.path for named in named_articles(text, "Protocol against Testing")] == paths


def test_a_constitution_owns_its_articles() -> None:
    assert [n.path for n in named_articles("article 21 of the Constitution", "Constitution of an Organization")] == [
        "art_21"
    ]


def test_numbers_of_the_header() -> None:
    assert [chapter_value(n) for n in ("I", "IV", "IX", "XVIII", "XXIX")] == [1, 4, 9, 18, 29]
    assert [ordinal(w) for w in ("tenth", "twenty-second", "ninetieth", "Fortieth")] == [10, 22, 90, 40]


def test_a_file_says_the_same_when_the_graph_holds_what_it_said(
    read, schema: Schema, catalogue_records: Batch, tmp_path: Path
) -> None:
    """What a store holds after a load names the file's own statements and territories; they are still the file's to state."""
    more = block("Declarations", "Aruba", ("title", "Reservation:"), ("para", "Not article 3."))
    first = read(status_file((("Aruba", "12 Dec 2000", ""),), more=more))
    nodes = [Node(n.label, n.id, {**n.properties, "origin": [first.origin]}, n.place) for n in first.nodes]
    stated = [Edge(e.type, e.start, e.end, {**e.properties, "origin": [first.origin]}, e.place) for e in first.edges]
    held = Batch("store", [*catalogue_records.nodes, *nodes], [*catalogue_records.edges, *stated])
    (again,) = load_mtdsg([tmp_path / "XXX-7.en.xml"], schema, Known.of(held, schema))
    assert again.digest() == first.digest()


# ------------------------------------------------------------------ repairs, encodings, refusals


def test_cut_characters_are_restored_and_listed(read) -> None:
    text = status_file(more=block("Declarations", "France", ("para", "MARK")), title="Protocol on Cr\xe8ches")
    batch = read(text.replace("MARK", "\x1cIt & that\x1d, 14\x02May: it is.").encode("latin-1"))
    (node,) = statements(batch)
    assert node.properties["text"] == "“It … that”, 14 May: it is."
    assert treaty(batch).properties["title"] == "Protocol on Crèches"
    line = text[: text.index("MARK")].count("\n") + 1
    assert {(r.place.line, r.reason) for r in batch.repaired} == {
        (line, "control byte 0x1C for U+201C"), (line, "control byte 0x1D for U+201D"), (line, "control byte 0x02 for U+2002"), (line, "bare & for U+2026 (an ellipsis)"),
    }  # fmt: skip


def test_a_bare_less_than_is_kept_as_text() -> None:
    assert repair("<text>1 < 2</text>") == (
        "<text>1 &lt; 2</text>",
        [(1, "bare < that opens no element, kept as text")],
    )


def test_a_lost_character_is_shown_as_lost() -> None:
    assert repair("a\x07b")[0] == "a\ufffdb"


@pytest.mark.parametrize(
    ("declared", "written"),
    [("utf-8", "utf-8"), ("iso-8859-1", "iso-8859-1"), ("utf-8", "utf-8-sig"), ("utf-16", "utf-16")],
)
def test_the_clean_format_loads_in_its_encoding_without_repairs(read, declared: str, written: str) -> None:
    batch = read(status_file((("Côte d'Ivoire", "12 Dec 2000", ""),), encoding=declared).encode(written))
    assert ([e.start for e in edges(batch, "SIGNED")], batch.repaired, batch.refused) == (["CIV"], [], [])


@pytest.mark.parametrize(("declared", "written"), [("iso-8859-1", "utf-8"), ("utf-8", "cp1252")])
def test_a_wrong_encoding_is_handled_and_told(read, declared: str, written: str) -> None:
    batch = read(status_file((("Côte d'Ivoire", "12 Dec 2000", ""),), encoding=declared).encode(written))
    assert [e.start for e in edges(batch, "SIGNED")] == ["CIV"]
    assert len(batch.repaired) == 1


BOMB = '<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n<Document><Treaty>&b;</Treaty></Document>'
EXTERNAL = '<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<Document><Treaty>&x;</Treaty></Document>'
REFUSED = {
    "empty": (b"", "empty", 0),
    "truncated": (status_file()[:-60].encode(), "the file ends before", 8),
    "web page": (b"<!DOCTYPE html>\n<html><body>Service unavailable</body></html>", "web page", 1),
    "web page in XML clothes": (b'<?xml version="1.0"?>\n<html xmlns="x"><body>404</body></html>', "web page", 1),
    "entity bomb": (BOMB.encode(), "document type declaration", 2),
    "external entity": (EXTERNAL.encode(), "document type declaration", 2),
    "another root": (b"<treaty><meta/></treaty>", "expected <Document>", 1),
    "no header": (b"<Document>\n<Treaty/></Document>", "no <Treaty> with a <Header>", 1),
    "too deep": (b"<Document>" + b"<a>" * 5000, "deep", 1),
    "binary": (bytes(range(256)) * 40, "", 0),
    "unknown encoding": (
        b'<?xml version="1.0" encoding="klingon"?><Document>\xff</Document>',
        "encoding 'klingon' is unknown",
        0,
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_files_are_refused_with_line_and_reason(read, case: str) -> None:
    content, reason, line = REFUSED[case]
    batch = read(content)
    (refusal,) = batch.refused
    assert reason in refusal.reason
    assert refusal.place.line == line or not line
    assert (batch.nodes, batch.edges, batch.origin) == ([], [], "mtdsg:XXX-7")


def test_a_giant_is_refused_before_it_is_read(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MAX_FILE_BYTES", 1000)
    assert "read up to 1,000" in read(status_file()).refused[0].reason


def test_a_missing_file_is_refused_and_the_rest_loads(tmp_path: Path, schema: Schema, known: Known) -> None:
    (tmp_path / "XXX-7.en.xml").write_text(status_file(), encoding="iso-8859-1")
    gone, there = load_mtdsg([tmp_path / "XXX-8.en.xml", tmp_path], schema, known)
    assert "cannot be opened" in gone.refused[0].reason
    assert (there.origin, len(there.edges)) == ("mtdsg:XXX-7", 2)


# ------------------------------------------------------------------ the real files


@pytest.fixture(scope="module")
def real(shared_data: Path, schema: Schema, known: Known) -> dict[str, Batch]:
    folder = shared_data / "mtdsg"
    return {
        path.name: batch
        for path, batch in zip(status_files([folder]), load_mtdsg([folder], schema, known), strict=True)
    }


def test_every_real_file_loads_and_its_records_pass_the_checks(
    real: dict[str, Batch], schema: Schema, labels: dict[str, str]
) -> None:
    assert len(real) == 226
    for name, batch in real.items():
        assert treaty(batch).place.file.endswith(name)
        checked = check_batch(batch, schema, labels)
        assert checked.refused == batch.refused, name
        assert (len(checked.nodes), len(checked.edges)) == (len(batch.nodes), len(batch.edges))
    assert sum(bool(batch.repaired) for batch in real.values()) == 155


def test_real_counts_agree_with_the_depositary_and_no_row_is_lost(
    real: dict[str, Batch], shared_data: Path, schema: Schema
) -> None:
    found = {
        name: tally(read_status_file(shared_data / "mtdsg" / name)[0], batch, schema) for name, batch in real.items()
    }
    compared = {n: t for n, t in found.items() if t.has_table and t.stated_parties is not None}
    assert {n for n, t in compared.items() if not t.agrees} == {"VII-9.en.xml", "XIX-34.en.xml"}
    assert len(compared) == 138
    assert all(t.rows == t.loaded + t.reported for t in found.values())
    assert sum(t.rows for t in found.values()) == 14128


def test_lines_are_those_of_the_file(real: dict[str, Batch], shared_data: Path) -> None:
    for name in ("XVIII-12-a.en.xml", "IV-1.en.xml", "I-2.en.xml"):
        lines = (shared_data / "mtdsg" / name).read_bytes().split(b"\n")
        starts = (b"<Row>", b"<Declaration>", b"<Objection>", b"<Notification>", b"<text", b"<Application>")
        assert all(lines[e.place.line - 1].strip().startswith(starts) for e in real[name].edges)


def test_statements_of_the_catalogue_are_found_again(real: dict[str, Batch], catalogue_records: Batch) -> None:
    ours = {n.id: n for n in catalogue_records.nodes if n.label == "Reservation"}
    met = [n for n in statements(real["XVIII-12-b.en.xml"]) if n.id in ours]
    assert len(met) > 40
    assert all(n.properties["kind"] == ours[n.id].properties["kind"] for n in met)
    assert any(n.id == "untoc-smuggling/res/AFG/1" for n in met)


def test_catalogue_acts_are_those_of_the_file(real: dict[str, Batch], catalogue_records: Batch) -> None:
    """Two people's readings of one table: the catalogue's rows, and the loader's."""
    batch = real["XVIII-12-a.en.xml"]
    for type_ in ("SIGNED", "RATIFIED"):
        ours = {
            (e.start, e.properties["date"])
            for e in catalogue_records.edges
            if e.type == type_ and e.end == "untoc-trafficking" and e.properties["source"] == "untc:XVIII-12-a"
        }
        read = {(e.start, e.properties["date"]) for e in batch.edges if e.type == type_}
        assert ours == read


def test_the_rule_of_the_header_gives_the_day_of_the_header(real: dict[str, Batch]) -> None:
    reckoned = 0
    for batch in real.values():
        rule = treaty(batch).properties
        if "eif_threshold" not in rule or "entry_into_force" not in rule:
            continue
        days = sorted(e.properties["date"] for e in edges(batch, "RATIFIED") if e.start != "european-union")
        if len(days) >= rule["eif_threshold"]:
            reckoned += 1
            assert (
                days[rule["eif_threshold"] - 1] + dt.timedelta(days=rule["eif_delay_days"]) == rule["entry_into_force"]
            )
    assert reckoned == 4


def test_bonds_follow_where_the_header_gives_the_rule(real: dict[str, Batch], schema: Schema) -> None:
    parties = {e.start: e.properties["since"] for e in derive_parties(real["XVIII-12-c.en.xml"], schema)}
    assert len(parties) == 115
    assert parties["ALB"] == dt.date(2008, 3, 9)


def test_workers_give_what_one_process_gives(shared_data: Path, schema: Schema, known: Known) -> None:
    paths = [shared_data / "mtdsg" / f"{n}.en.xml" for n in ("I-1", "X-9", "XVIII-12-a")]
    alone, shared = (list(load_mtdsg(paths, schema, known, workers=n)) for n in (1, 2))
    assert [b.digest() for b in alone] == [b.digest() for b in shared]


def _mutated(data: bytes, seed: int) -> bytes:
    """A real file with bytes changed, removed, doubled, or its end cut off; every other one stays well-formed, with its texts mixed up."""
    rng = random.Random(seed)
    if seed % 2:
        parts = re.split(rb"(>[^<>]+<)", data)
        places = [i for i in range(1, len(parts), 2) if parts[i].strip(b"><").strip()]
        for at in rng.sample(places, min(len(places), rng.randint(1, 40))):
            inner = parts[at][1:-1]
            cut = rng.randrange(len(inner))
            parts[at] = rng.choice(
                [
                    parts[rng.choice(places)],
                    b"><",
                    b">" + inner[:cut] + b"<",
                    b">" + inner.swapcase() + b"<",
                    b">" + inner[::-1].translate(None, b"&;") + b"<",
                ]
            )
        return b"".join(parts)
    for _ in range(rng.randint(1, 12)):
        at, length = rng.randrange(len(data)), rng.randint(1, 200)
        choice = rng.randrange(5)
        if choice == 0:
            data = data[:at] + data[at + length :]
        elif choice == 1:
            data = data[:at] + bytes(rng.randrange(256) for _ in range(rng.randint(1, 8))) + data[at:]
        elif choice == 2:
            data = data[:at] + data[at : at + length] + data[at:]
        elif choice == 3:
            data = (
                data[:at]
                + rng.choice(
                    [
                        b"<",
                        b"&",
                        b"</Row>",
                        b"<Row>",
                        b"[",
                        b"]]>",
                        b"\x00",
                        b"\xff",
                        b"&lt;superscript&gt;",
                        b"31 Feb 2000",
                    ]
                )
                + data[at:]
            )
        elif rng.random() < 0.2:
            data = data[: max(at, 10)]
    return data


@settings(max_examples=60, deadline=10_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["XVIII-12-a", "X-9", "VI-8-a", "XXVI-2", "IX-1", "VIII-6"]), seed=st.integers(0, 2**32))
def test_damaged_real_files_do_no_harm(
    shared_data: Path, tmp_path: Path, schema: Schema, known: Known, labels: dict[str, str], name: str, seed: int
) -> None:
    path = tmp_path / f"{name}.en.xml"
    path.write_bytes(_mutated((shared_data / "mtdsg" / f"{name}.en.xml").read_bytes(), seed))
    (batch,) = load_mtdsg([path], schema, known)
    assert batch.refused or batch.nodes
    assert check_batch(batch, schema, labels).refused == batch.refused


def test_what_the_real_files_hold(real: dict[str, Batch]) -> None:
    """A census, so that a change in what is read is seen."""
    types = Counter(e.type for batch in real.values() for e in batch.edges)
    kinds = Counter(str(n.properties["kind"]) for batch in real.values() for n in statements(batch))
    assert (types["SIGNED"], types["RATIFIED"], types["WITHDREW"]) == (4145, 11166, 38)
    assert (kinds["reservation"], kinds["declaration"], kinds["objection"], kinds["territorial_application"]) == (
        553,
        1016,
        164,
        147,
    )
    assert types["OBJECTS_TO"] >= 200
