"""The Council of Europe's chart of signatures and ratifications of a treaty: the page itself (HTML) or a Markdown copy
of it.

A row is a state, the days of signature, ratification and entry into force (DD/MM/YYYY), a letter for how it
consented, numbers of notes, and letters for the kinds of statements it made. A row without a day is a state that was
invited to accede: no act yet.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from graph.records import Batch, Node, Place, Refusal
from loaders.acts import CONSENT, SIGNATURE, Act, exact_date
from loaders.known import Known
from loaders.participation import Recorder
from ontology.schema import Schema, Terms, Value

MAX_FILE_BYTES = 16 * 1024 * 1024
_DATE = r"\d{2}/\d{2}/\d{4}"
_HOW: dict[str, tuple[str, str | None]] = {  # a chart does not tell ratification from acceptance and approval
    "": ("ratification, acceptance or approval", None),
    "a": ("accession", "accession"),
    "s": ("signature without reservation as to ratification", "definitive_signature"),
    "su": ("succession", "succession"),
}
_MARKS = {
    "R": "reservations", "D": "declarations", "A": "authorities", "T": "territorial application", "C": "communication", "O": "objections",
}  # fmt: skip
_TREATY = re.compile(r"\b(?:Treaty(?:\s+No\.?)?|C?ETS\s+No\.?|treatynum=|numSte=)\s*(\d{1,3})\b")
_AS_OF = re.compile(rf"\bStatus\s+as\s+of:?\s*({_DATE})", re.IGNORECASE)
_ROW = re.compile(
    rf"^(?P<name>[^\d/|#*:]{{2,60}}?)\s*(?P<signed>{_DATE})?\s*"
    rf"(?:(?P<bound>{_DATE})\s*(?P<how>su|s|a|r)?\s+(?P<force>{_DATE})|(?P<accedes>{_DATE})\s*(?P<how2>su|s|a|r)\b)?"
    r"\s*(?P<notes>\d{1,3}(?:\s*,?\s*\d{1,3})*)?\s*(?P<marks>(?:[RDATCO]\.)+)?\s*$"
)
_INVITED = re.compile(r"^(?P<name>[^\d/|#*:.]{2,60}?)\s?a(?:\s*(?P<notes>\d{1,3}))?$")
_NOTE = re.compile(r"^(\d{1,3}):\s*(.+)$")
_COUNT = re.compile(
    r"Total number of (?P<what>signatures not followed by ratifications|ratifications/accessions)\D*(?P<count>\d+)"
)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of a chart as printed."""

    name: str
    signed: dt.date | None
    bound: dt.date | None
    how: str
    in_force: dt.date | None
    notes: tuple[str, ...]
    marks: str
    line: int


@dataclass(frozen=True)
class Chart:
    """A chart: number of the treaty, the day as at which it stands, its rows and notes, the totals it prints, and lines
    not understood.
    """

    number: str
    as_of: dt.date | None
    rows: tuple[ChartRow, ...]
    notes: dict[str, str]
    signed_only: int | None
    bound: int | None
    unread: tuple[tuple[int, str], ...]


def load_coe(path: Path, schema: Schema, known: Known, treaty: str | None = None) -> Batch:
    """The acts in a chart. `treaty`: the id in the graph; without it, the number on the page (Treaty 185) finds it.

    Rows that cannot be used are in the batch's `refused`, with their line; states that are only invited to accede
    are told in `repaired`.
    """
    batch = Batch(f"coe:{path.stem}")
    data = _bytes(path, batch)
    if data is None:
        return batch
    text = data.decode("utf-8-sig", errors="replace")
    chart = read_chart(text)
    treaty = treaty or known.treaty("coe", chart.number)
    if treaty is None or not chart.rows:
        said = (
            "no row of a chart of signatures and ratifications in it"
            if treaty
            else f"the graph knows no treaty {chart.number or 'without a number'} of the Council of Europe; name its id"
        )
        batch.refuse(Place(str(path)), said)
        return batch
    batch.origin = f"coe:{chart.number or treaty}"
    source = f"coe:{chart.number or treaty}/chart"
    _add_source(batch, schema, source, chart, path, hashlib.sha256(data).hexdigest())
    _record(chart, Recorder(schema, known, batch, treaty, source, chart.as_of), path)
    return batch


def _bytes(path: Path, batch: Batch) -> bytes | None:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            batch.refuse(Place(str(path)), f"larger than {MAX_FILE_BYTES:,} bytes: no chart is")
            return None
        return path.read_bytes()
    except OSError as error:
        batch.refuse(Place(str(path)), f"cannot be opened: {error.strerror}")
        return None


def _add_source(batch: Batch, schema: Schema, source: str, chart: Chart, path: Path, sha256: str) -> None:
    properties: dict[str, Value] = {
        "name": f"Chart of signatures and ratifications, {chart.number}",
        "title": f"Council of Europe, chart of signatures and ratifications of Treaty {chart.number}, as saved in {path.name}",
        "publisher": "Council of Europe, Treaty Office",
        "sha256": sha256,
    }
    if chart.number:
        properties["url"] = (
            f"https://www.coe.int/en/web/conventions/full-list?module=signatures-by-treaty&treatynum={chart.number}"
        )
    if chart.as_of:
        properties["retrieved"] = chart.as_of
    batch.nodes.append(Node(Terms(schema).Source, source, properties, Place(str(path))))


# ---------------------------------------------------------------------- reading


def read_chart(text: str) -> Chart:
    """A chart from its page: HTML where there are table rows, otherwise lines of text."""
    is_html = bool(re.search(r"<t[rdh][\s>]", text, re.IGNORECASE))
    lines = (
        list(_html_lines(text))
        if is_html
        else [(n, " ".join(line.split())) for n, line in enumerate(text.splitlines(), 1)]
    )
    whole = " ".join(line for _, line in lines)
    number, as_of = _TREATY.search(text), _AS_OF.search(whole)
    counts = {m["what"][:4]: int(m["count"]) for m in _COUNT.finditer(whole.replace("*", ""))}
    rows, unread = _chart_rows(lines)
    return Chart(
        number=number[1].lstrip("0") if number else "",
        as_of=exact_date(as_of[1]) if as_of else None,
        rows=tuple(rows),
        notes={m[1]: m[2] for _, line in lines if (m := _NOTE.match(line))},
        signed_only=counts.get("sign"),
        bound=counts.get("rati"),
        unread=tuple(unread),
    )


def _chart_rows(lines: list[tuple[int, str]]) -> tuple[list[ChartRow], list[tuple[int, str]]]:
    """The rows below the chart's head and above its totals; within these, what is not understood is told."""
    rows: list[ChartRow] = []
    unread: list[tuple[int, str]] = []
    inside = False
    for number, line in lines:
        low = line.lower()
        if "members of council of europe" in low or "members of the council of europe" in low:
            inside = True
        elif low.startswith("total number") or low == "notes":
            inside = False
        elif inside and line.strip("*|# -"):
            row = _chart_row(line, number)
            if row:
                rows.append(row)
            elif re.search(_DATE, line):
                unread.append((number, line))
    return rows, unread


def _chart_row(line: str, number: int) -> ChartRow | None:
    invited = _INVITED.match(line)
    if invited and not re.search(_DATE, line):
        return ChartRow(
            invited["name"].strip(), None, None, "a", None, tuple(filter(None, [invited["notes"]])), "", number
        )
    match = _ROW.match(line)
    if match is None or not any(match[group] for group in ("signed", "bound", "accedes", "marks")):
        return None
    signed, bound, force = match["signed"], match["bound"] or match["accedes"], match["force"]
    how = match["how"] or match["how2"] or ""
    if how and signed and not bound:
        signed, bound = None, signed
    notes = tuple(re.findall(r"\d+", match["notes"] or ""))
    days = [exact_date(text) if text else None for text in (signed, bound, force)]
    return ChartRow(match["name"].strip(), days[0], days[1], how, days[2], notes, match["marks"] or "", number)


class _Cells(HTMLParser):
    """The cells of table rows, and other text, by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[int, str]] = []
        self.cells: list[str] | None = None
        self.start = 0
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the base class names it
        if tag in ("script", "style"):
            self.hidden += 1
        elif tag == "tr":
            self.cells, self.start = [], self.getpos()[0]
        elif tag in ("td", "th") and self.cells is not None:
            self.cells.append("")
        elif tag in ("p", "div", "li", "h1", "h2", "h3", "h4", "br") and self.cells is None:
            self.lines.append((self.getpos()[0], ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.hidden = max(0, self.hidden - 1)
        elif tag == "tr" and self.cells is not None:
            self.lines.append((self.start, " ".join(" ".join(self.cells).split())))
            self.cells = None

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        if self.cells:
            self.cells[-1] += f" {data}"
        elif self.cells is None and data.strip():
            line, text = self.lines.pop() if self.lines else (self.getpos()[0], "")
            self.lines.append((line, " ".join(f"{text} {data}".split())))


def _html_lines(text: str) -> Iterator[tuple[int, str]]:
    parser = _Cells()
    parser.feed(text)
    parser.close()
    yield from parser.lines


# ---------------------------------------------------------------------- records


def _record(chart: Chart, recorder: Recorder, path: Path) -> None:
    for number, line in chart.unread:
        recorder.batch.refuse(Place(str(path), number), f"not understood as a row of the chart: {line[:120]!r}")
    for row in chart.rows:
        place = Place(str(path), row.line)
        locator = f"chart, row {row.name}"
        actor = recorder.actor(row.name, place, locator)
        if actor is None:
            continue
        note = _note(row, chart)
        if row.signed is None and row.bound is None:
            recorder.batch.repaired.append(Refusal(place, f"{row.name}: no act, invited to accede. {note}".strip()))
        if row.signed:
            recorder.act(actor, Act(SIGNATURE, "signature", None, row.signed, True), locator, place, note)
        if row.bound:
            word, mode = _HOW.get(row.how, (row.how, None))
            recorder.act(actor, Act(CONSENT, word, mode, row.bound, True), locator, place, note)
        if row.in_force:
            recorder.edge(
                recorder.terms.PARTY_TO, actor.id, recorder.treaty, locator, place, {"since": row.in_force}, note
            )


def _note(row: ChartRow, chart: Chart) -> str:
    """The notes of a row, and which kinds of statements the chart says it made."""
    parts = [f"[{n}] {chart.notes[n]}" for n in row.notes if n in chart.notes]
    kinds = [_MARKS[letter] for letter in row.marks.split(".") if letter]
    if kinds:
        parts.append(f"the chart marks: {', '.join(kinds)}")
    return " ".join(parts)
