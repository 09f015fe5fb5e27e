"""A status file as records: the treaty, the acts in its tables, and what participants declared."""

from __future__ import annotations

import datetime as dt
import re

from graph.records import Batch, Node, Place
from loaders.actor_names import NamedActor
from loaders.acts import CONSENT, NOTICE, PROVISIONAL, UnreadableCellError, exact_date
from loaders.known import Known
from loaders.mtdsg.document import Block, Row, SpecialTable, StatusFile
from loaders.mtdsg.header import page_of, treaty_properties
from loaders.mtdsg.league import record_league
from loaders.mtdsg.objections import Objections
from loaders.mtdsg.statements import SIGNATURE, Segment, kind_of, kind_without_heading, segments
from loaders.mtdsg.withdrawals import withdrawals, withdrawn_on
from loaders.participation import Recorder, Statement
from loaders.prose_articles import named_articles
from ontology.schema import Schema, Terms, Value

ORIGIN = "mtdsg"
PUBLICATION = "Multilateral Treaties Deposited with the Secretary-General"
_LEAVES = re.compile(r"unless\s+otherwise\s+indicated.{0,120}?\bupon\b", re.IGNORECASE)


def to_records(
    document: StatusFile, file: str, sha256: str, schema: Schema, known: Known, as_of: dt.date | None = None
) -> Batch:
    """All records of a status file.

    Rows and statements that cannot be used are in the batch's `refused`, with their line.
    """
    return _Records(document, file, sha256, schema, known, as_of).read()


def treaty_id(number: str, known: Known) -> str:
    """The catalogue's id of a treaty that the Secretary-General lists under a number, otherwise `mtdsg:<number>`."""
    return known.treaty("untc", number) or f"{ORIGIN}:{number}"


class _Records:
    def __init__(
        self, document: StatusFile, file: str, sha256: str, schema: Schema, known: Known, as_of: dt.date | None
    ) -> None:
        header = document.header
        self.document = document
        self.file = file
        self.sha256 = sha256
        self.known = known
        self.terms = Terms(schema)
        self.batch = Batch(f"{ORIGIN}:{header.number}")
        self.treaty = treaty_id(header.number, known)
        self.source = f"{ORIGIN}:{header.number}/status"
        self.as_of = document.as_at or as_of
        self.recorder = Recorder(schema, known, self.batch, self.treaty, self.source, self.as_of)
        self.drafts: list[Statement] = []
        self.objections = Objections(self.recorder, header.title)

    def read(self) -> Batch:
        self._source_and_treaty()
        for line, problem in self.document.unknown:
            self.batch.refuse(Place(self.file, line), problem)
        for row in self.document.rows or ():
            self._participant(row)
        for entry in self.document.league:
            self.drafts += record_league(entry, self.recorder, Place(self.file, entry.line), self.document.header.title)
        for block in self.document.blocks:
            self._block(block)
        for table in self.document.special:
            for row in table.rows:
                self._special(table, row)
        for row in self.document.territories:
            self._territory(row)
        self.recorder.statements(self.drafts, ORIGIN)
        self.objections.record(self.drafts)
        return self.batch

    def _source_and_treaty(self) -> None:
        header = self.document.header
        counts = [
            f"{n} {what}"
            for n, what in ((header.signatories, "signatories"), (header.parties, "parties"))
            if n is not None
        ]
        counted = f" The depositary counts {' and '.join(counts)}." if counts else ""
        source: dict[str, Value] = {
            "name": f"MTDSG {header.number}",
            "title": f"{PUBLICATION}, {header.number}: status of {header.title}.{counted}",
            "publisher": "United Nations, Office of Legal Affairs",
            "licence": "United Nations terms of use",
            "url": page_of(header.number),
            "sha256": self.sha256,
        }
        if self.as_of:
            source["retrieved"] = self.as_of
        self.batch.nodes.append(Node(self.terms.Source, self.source, source, Place(self.file)))
        cited: dict[str, Value] = {"source": self.source, "locator": "header", "review": "verified"}
        self.batch.nodes.append(
            Node(self.terms.Treaty, self.treaty, {**treaty_properties(header), **cited}, Place(self.file))
        )

    # ------------------------------------------------------------------ tables

    def _participant(self, row: Row) -> None:
        place, columns = Place(self.file, row.line), self.document.columns or ()
        locator = f"participants table, {row.participant}"
        actor = self.recorder.actor(row.participant, place, locator)
        if actor is None:
            return
        if len(row.cells) != len(columns):
            self.batch.refuse(place, f"{row.participant}: {len(row.cells) + 1} cells, expected {len(columns) + 1}")
            return
        if not any(row.cells):
            self.batch.refuse(place, f"{row.participant}: the row has no act")
        note = self._notes(row.marks)
        for column, cell in zip(columns, row.cells, strict=True):
            if not cell:
                continue
            try:
                act = column.act(cell)
            except UnreadableCellError as problem:
                self.batch.refuse(place, f"{row.participant}: {problem}")
                continue
            if act.purpose in (PROVISIONAL, NOTICE):
                self.drafts.append(
                    self.recorder.notified(
                        actor,
                        act,
                        column.head,
                        locator,
                        place,
                        note,
                        named_articles(column.head, self.document.header.title),
                    )
                )
                continue
            self.recorder.act(actor, act, locator, place, note)
            if act.purpose == CONSENT and not act.in_effect:
                self._withdrawal(actor, row, locator, place)

    def _withdrawal(self, actor: NamedActor, row: Row, locator: str, place: Place) -> None:
        """Brackets say that the act holds no more; the end notes may say since when."""
        found = withdrawals(row.participant, [self.document.notes[m] for m in row.marks if m in self.document.notes])
        for end in found:
            days = {"date": end.date, "effective": end.effective}
            properties: dict[str, Value] = {name: day for name, day in days.items() if day}
            note = (
                self._notes(row.marks)
                if not end.partly
                else f"it leaves some territories bound. {self._notes(row.marks)}"
            )
            self.recorder.edge(
                self.terms.WITHDREW, actor.id, self.treaty, f"{locator}, end notes", place, properties, note, "compiled"
            )
        if not found:
            note = "the act stands in brackets, hence holds no more; the file does not say since when"
            self.recorder.edge(self.terms.WITHDREW, actor.id, self.treaty, locator, place, {}, note)

    def _special(self, table: SpecialTable, row: Row) -> None:
        place = Place(self.file, row.line)
        locator = f"{table.title[:80].strip()}, {row.participant}"
        printed = row.participant.strip("[] ")
        actor = self.recorder.actor(printed, place, locator)
        if actor is None:
            return
        cells = [
            f"{head.rstrip(':')}: {cell}" if head else cell
            for head, cell in zip(table.heads[1:], row.cells, strict=False)
            if cell
        ]
        days = [day for cell in row.cells if (day := exact_date(cell))]
        note = (
            self._notes(row.marks)
            if printed == row.participant
            else f"no longer in effect (in brackets in the table). {self._notes(row.marks)}"
        )
        kind = kind_of(table.title) or "notification"
        self.drafts.append(
            Statement(
                actor,
                kind,
                "\n".join(cells),
                days[0] if days else None,
                locator,
                place,
                note,
                paths=named_articles(table.title, self.document.header.title),
            )
        )

    def _territory(self, row: Row) -> None:
        place = Place(self.file, row.line)
        locator = f"territorial applications, {row.participant}"
        actor = self.recorder.actor(row.participant, place, locator)
        if actor is None:
            return
        date, territories = exact_date(row.cells[0]), row.cells[1]
        if not territories:
            self.batch.refuse(place, f"{row.participant}: no territory is named")
            return
        note = (
            self._notes(row.marks)
            if date or not row.cells[0]
            else f"the day is printed as {row.cells[0]!r}. {self._notes(row.marks)}"
        )
        short = territories if len(territories) <= 60 else f"{territories[:57].rsplit(' ', 1)[0].rstrip(',')} ..."
        self.drafts.append(
            Statement(actor, "territorial_application", territories, date, locator, place, note, f"to {short}")
        )

    # ------------------------------------------------------------------ statements

    def _block(self, block: Block) -> None:
        place = Place(self.file, block.line)
        locator = (
            f"{block.heads[0][:60].strip().lower() if block.heads else block.section.lower()}, {block.participant}"
        )
        actor = self.recorder.actor(block.participant, place, locator)
        if actor is None:
            return
        found = segments(block)
        if not found:
            self._only_noted(actor, block, locator, place)
        for segment in found:
            draft = self._draft(actor, block, segment, locator)
            self.drafts.append(draft)
            if draft.kind == "objection":
                self.objections.add(draft, segment)

    def _only_noted(self, actor: NamedActor, block: Block, locator: str, place: Place) -> None:
        """A statement of which the file keeps an end note only: most often it was withdrawn, or came to the actor by
        succession.
        """
        note = self._notes(block.marks)
        if not note:
            self.batch.refuse(place, f"{block.participant}: neither a text nor an end note")
            return
        self.drafts.append(
            Statement(
                actor,
                kind_without_heading(block.section, note),
                "",
                None,
                locator,
                place,
                note,
                "(see the end note)",
                withdrawn=withdrawn_on(note),
            )
        )

    def _draft(self, actor: NamedActor, block: Block, segment: Segment, locator: str) -> Statement:
        said = f"{segment.heading}\n{segment.text}" if segment.heading else segment.text
        paths = [] if segment.kind == "objection" else named_articles(said, self.document.header.title)
        return Statement(
            actor,
            segment.kind,
            said,
            self._date(actor, block, segment),
            locator,
            Place(self.file, segment.line),
            self._notes(block.marks),
            paths=paths,
        )

    def _date(self, actor: NamedActor, block: Block, segment: Segment) -> dt.date | None:
        """The day printed above it, else that of the act upon which the section says statements were made."""
        if segment.date:
            return segment.date
        if segment.moment == SIGNATURE:
            return self._day_of(actor, self.terms.SIGNED)
        told = segment.moment or _LEAVES.search(" ".join(block.heads))
        return self._day_of(actor, self.terms.RATIFIED) if told else None

    def _day_of(self, actor: NamedActor, type_: str) -> dt.date | None:
        days = {
            e.properties.get("date")
            for e in self.batch.edges
            if e.type == type_ and e.start == actor.id and e.end == self.treaty
        }
        day = days.pop() if len(days) == 1 else None
        return day if isinstance(day, dt.date) else None

    def _notes(self, numbers: tuple[str, ...]) -> str:
        """The end notes that marks point to, in one text."""
        return " ".join(
            f"[{n}] {self.document.notes[n].text}"
            for n in numbers
            if n in self.document.notes and self.document.notes[n].text
        )
