"""A status file as it stands: header, tables, statements, end notes, each with its line.

What it means is for `records`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders.acts import Column, column, exact_date
from loaders.mtdsg.markup import marks, plain
from loaders.xml_tree import Element, UnreadableXmlError, parse_xml

_NUMBER = re.compile(r"^[IVXLC]{1,8}(?:-[A-Z])?-\d{1,3}(?:-?[A-Za-z0-9]{1,6}){0,3}$")
_AS_AT = re.compile(
    r"\bas\s+at\s*:?\s*(\d{1,2}[-/]\d{1,2}[-/]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+[A-Za-z]+\s+\d{4})", re.IGNORECASE
)
SECTIONS = {
    "Declarations": "Declaration", "Objections": "Objection", "DeclarationsUnderArticle": "Declaration", "Notifications": "Notification",
}  # fmt: skip
KNOWN_PARTS = {
    "Template",
    "Header",
    "Participants",
    "LON",
    "SpecialTables",
    "TerritorialApplications",
    "EndNotes",
    "Footer",
    *SECTIONS,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: who stands in it, as printed, the end notes that mark the name, and the other cells."""

    participant: str
    marks: tuple[str, ...]
    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a statement, with its markup: `style` is `title`, `para` or empty, as the file has it."""

    style: str
    markup: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """All that one participant said in one section. `heads` are the titles of the section."""

    section: str
    heads: tuple[str, ...]
    participant: str
    marks: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    line: int


@dataclass(frozen=True, slots=True)
class SpecialTable:
    """A table of notifications and the like: its title, the heads of its columns and its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LeagueEntry:
    """An entry of a list taken over from the League of Nations: a state, or territories named under a state (`under`),
    with date and remarks as printed.
    """

    title: str
    participant: str
    under: str
    line: int
    date: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """An end note: its text, and the rows of a table in it."""

    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a status file, in the file's words.

    `signatories` and `parties` are the depositary's own counts, None where it gives none.
    """

    number: str
    title: str
    conclusion: str
    eif_label: str
    eif_text: str
    registration: str
    signatories: int | None
    parties: int | None
    text_reference: str
    ended: bool


@dataclass(frozen=True)
class StatusFile:
    """A whole status file.

    `columns` and `rows` are None where the file has no table of participants (which is not "no parties").
    """

    header: Header
    columns: tuple[Column, ...] | None
    rows: tuple[Row, ...] | None
    blocks: tuple[Block, ...]
    territories: tuple[Row, ...]
    special: tuple[SpecialTable, ...]
    league: tuple[LeagueEntry, ...]
    notes: dict[str, Note]
    as_at: dt.date | None
    unknown: tuple[tuple[int, str], ...] = field(default=())


def read_document(text: str, file_stem: str) -> StatusFile:
    """A status file from its (repaired) text.

    UnreadableXmlError says where and why it is none. `file_stem` gives the number where the header does not.
    """
    root = parse_xml(text, "Document")
    treaty = root.find("Treaty")
    if treaty is None or treaty.find("Header") is None:
        raise UnreadableXmlError("no <Treaty> with a <Header>: this is not a status file of the depositary", root.line)
    table, participants = treaty.find("Participants", "Table", "TGroup"), treaty.find("Participants")
    if table is None and participants is not None:
        raise UnreadableXmlError("<Participants> holds no table", participants.line)
    return StatusFile(
        header=_header(treaty, file_stem),
        columns=_columns(table) if table else None,
        rows=tuple(_row(row, "Entry") for row in table.find_all("Tbody", "Rows", "Row")) if table else None,
        blocks=tuple(_blocks(treaty)),
        territories=tuple(_territories(treaty)),
        special=tuple(_special(treaty)),
        league=tuple(_league(treaty)),
        notes=_notes(treaty),
        as_at=_as_at(root),
        unknown=tuple((c.line, f"<{c.tag[:60]}> is not read") for c in treaty.children if c.tag not in KNOWN_PARTS),
    )


def _header(treaty: Element, file_stem: str) -> Header:
    data = treaty.find("Header", "ExternalData")
    if data is None:
        raise UnreadableXmlError("the header holds no <ExternalData>", treaty.line)
    title = plain(data.text_of("Subtitlesect") or data.text_of("Titlesect"))
    if not title:
        raise UnreadableXmlError("the header gives no title", data.line)
    return Header(
        number=_number(treaty, data, file_stem),
        title=title,
        conclusion=plain(data.text_of("Conclusion")),
        eif_label=plain(data.text_of("EIF", "Label")),
        eif_text=plain(data.text_of("EIF", "Labeltext")),
        registration=plain(data.text_of("Registration", "Labeltext")),
        signatories=_count(data, "Signatories"),
        parties=_count(data, "Parties"),
        text_reference=plain(" ".join(part.text for part in data.find_all("TreatyText", "Text"))),
        ended=data.find("Termination") is not None or data.find("Expiration") is not None,
    )


def _number(treaty: Element, data: Element, file_stem: str) -> str:
    """The number under which the depositary lists the treaty: `XVIII-12-a`."""
    chapter = treaty.text_of("Header", "Chapter", "Header").rsplit(" ", 1)[-1]
    parts = [
        chapter,
        treaty.text_of("Header", "SubChapter", "Header"),
        data.text_of("Numsect"),
        data.text_of("Subnumsect"),
    ]
    number = "-".join(part for part in parts if part)
    stem = file_stem.split(".", 1)[0]
    for candidate in (number, stem):
        if _NUMBER.match(candidate):
            return candidate
    raise UnreadableXmlError(
        f"neither the header ({number!r}) nor the file's name gives the number of a treaty, such as XVIII-12-a",
        data.line,
    )


def _count(data: Element, tag: str) -> int | None:
    text = data.text_of("Status", tag)
    return int(text) if text.isdigit() else None


def _columns(table: Element) -> tuple[Column, ...]:
    heads = [plain(entry.text) for row in table.find_all("Thead", "Row") for entry in row.find_all("Entry")]
    if len(heads) < 2:
        raise UnreadableXmlError("the table of participants has no column heads", table.line)
    return tuple(column(head) for head in heads[1:])


def _row(row: Element, tag: str) -> Row:
    first, *others = [entry.text for entry in row.find_all(tag)] or [""]
    return Row(plain(first), marks(first), tuple(plain(cell) for cell in others), row.line)


def _blocks(treaty: Element) -> Iterator[Block]:
    for section, tag in SECTIONS.items():
        for part in treaty.find_all(section):
            heads = tuple(plain(title.text) for title in part.find_all("Title"))
            for item in part.find_all(tag):
                name = item.find("Participant")
                printed = name.text if name else ""
                paragraphs = tuple(
                    Paragraph(p.attributes.get("type", ""), p.text, p.line)
                    for p in item.find_all("text")
                    if p.text.strip()
                )
                yield Block(section, heads, plain(printed), marks(printed), paragraphs, item.line)


def _territories(treaty: Element) -> Iterator[Row]:
    """Territorial applications; a line without a participant belongs to the one above."""
    above: tuple[str, tuple[str, ...]] = ("", ())
    for item in treaty.find_all("TerritorialApplications", "Application"):
        name = item.find("Participant")
        if name is not None and name.text.strip():
            above = (plain(name.text), marks(name.text))
        yield Row(*above, (plain(item.text_of("DateNotification")), plain(item.text_of("Territories"))), item.line)


def _special(treaty: Element) -> Iterator[SpecialTable]:
    for table in treaty.find_all("SpecialTables", "Table"):
        title = " ".join(plain(part.text) for part in table.find_all("Title"))
        heads = tuple(plain(part.text) for part in table.find_all("TableHeader", "Title"))
        yield SpecialTable(title, heads, tuple(_row(row, "Column") for row in table.find_all("Rows", "Row")))


def _league(treaty: Element) -> Iterator[LeagueEntry]:
    """The lists under <LON>. Where one has no element for states, its paragraphs are the states."""
    title = ""
    for table in treaty.find_all("LON", "Table"):
        for part in table.children:
            if part.tag == "Title":
                title = plain(part.text)
            else:
                yield from _league_part(part, title)


def _league_part(part: Element, title: str) -> Iterator[LeagueEntry]:
    names = "State" if any(c.tag.startswith("State") for c in part.children) else "Para"
    entry: LeagueEntry | None = None
    state = ""
    for child in part.children:
        text = plain(child.text)
        if child.tag.startswith(names) or child.tag == "Territories":
            if entry:
                yield entry
            under = state if child.tag == "Territories" else ""
            state = state if under else text
            entry = LeagueEntry(title, text, under, child.line)
        elif entry and child.tag == "Ratification.date":
            entry = replace(entry, date=entry.date or text.strip("() "))
        elif entry:
            entry = replace(entry, remarks=f"{entry.remarks}\n{text}".strip())
    if entry:
        yield entry


def _notes(treaty: Element) -> dict[str, Note]:
    found: dict[str, Note] = {}
    for note in treaty.find_all("EndNotes", "Note"):
        text = " ".join(t for part in note.find_all("text") if (t := plain(part.text)))
        rows = tuple(tuple(plain(col.text) for col in row.find_all("col")) for row in note.find_all("table", "row"))
        found[note.text_of("index")] = Note(text, rows)
    return found


def _as_at(root: Element) -> dt.date | None:
    """The day as at which the file stands, where one of its own lines says so (statements may say it of anything)."""
    for element in (root, *root.children, *(c for child in root.children for c in child.children)):
        for part in element.content:
            match = _AS_AT.search(part) if isinstance(part, str) else None
            match = match or (_AS_AT.search(part.text) if isinstance(part, Element) and not part.children else None)
            if match:
                return exact_date(match[1].replace("-", "/")) or exact_date(match[1])
    return None
