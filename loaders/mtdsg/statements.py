"""Declarations, reservations, objections and notifications: one block of a file into the single statements in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from loaders.actor_names import plain_name
from loaders.acts import exact_date
from loaders.mtdsg.document import Block, Paragraph
from loaders.mtdsg.markup import dateline, italic_heading, plain

SIGNATURE, CONSENT = "signature", "consent"
_KINDS = (
    ("objection", "objection"),
    ("reserv", "reservation"),
    ("understanding", "understanding"),
    ("declar", "declaration"),
    ("notification", "notification"),
    ("communication", "declaration"),
)
_DEFAULTS = {"Objections": "objection", "Notifications": "notification"}
_RESERVES = re.compile(
    r"\breserv(?:e|es|ed|ing|ations?)\b|not (?:consider (?:itself|himself) )?(?:to be )?bound", re.IGNORECASE
)
_TOWARDS = re.compile(
    r"^\W*(?:with (?:regard|respect|reference) to|in (?:relation|respect|regard)|objections? (?:to|concerning)|concerning|regarding)\b",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"\bupon (signature|ratification|acceptance|approval|accession|succession|definitive signature|formal confirmation)\b",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(r"\b(?:confirm|maintain)ed\b|\bconfirmation\b", re.IGNORECASE)
_LONGEST_HEADING = 160


@dataclass
class Segment:
    """One statement: kind, lines, date, whether it was made on signing, and the heading it stands under."""

    kind: str
    line: int
    date: dt.date | None = None
    moment: str = ""
    heading: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def segments(block: Block) -> list[Segment]:
    """The statements in a block, in its order. Headings and dates part them; a block without any is one statement."""
    reader = _Reader(block)
    for paragraph in block.paragraphs:
        reader.read(paragraph)
    return [_with_kind(segment, block) for segment in reader.found if segment.lines]


class _Reader:
    def __init__(self, block: Block) -> None:
        self.block = block
        self.found: list[Segment] = [Segment("", block.line)]
        self.moment = ""

    def read(self, paragraph: Paragraph) -> None:
        date = exact_date((dateline(paragraph.markup) or "").strip("()[] "))
        heading = self._heading(paragraph)
        if date:
            self._open(Segment("", paragraph.line, date=date))
        elif heading and self._parts(heading):
            self._open_under(heading, paragraph.line)
        elif text := plain(paragraph.markup):
            self.found[-1].lines.append(text)

    def _heading(self, paragraph: Paragraph) -> str:
        text = plain(paragraph.markup) if paragraph.style == "title" else italic_heading(paragraph.markup) or ""
        return text if len(text) <= _LONGEST_HEADING or _TOWARDS.match(text) else ""

    def _parts(self, heading: str) -> bool:
        """Whether a heading begins a statement; `Article 10` or a quotation only structures one."""
        if heading.startswith(("[", '"', "“")):
            return False
        if self.block.section == "Objections":
            return bool(_TOWARDS.match(heading) or kind_of(heading) or _MOMENT.search(heading))
        return bool(kind_of(heading) or _MOMENT.search(heading))

    def _open_under(self, heading: str, line: int) -> None:
        last = self.found[-1]
        moment = _moment_of(heading)
        if not last.lines:  # `Upon signature:` followed by `Reservation:`, or a date above a heading
            last.kind = kind_of(heading) or last.kind
            last.moment = moment or last.moment
            last.heading = f"{last.heading} {heading}".strip()
            self.moment = moment or self.moment
            return
        self.moment = moment or self.moment
        self._open(
            Segment(kind_of(heading), line, date=last.date if not moment else None, moment=self.moment, heading=heading)
        )

    def _open(self, segment: Segment) -> None:
        if self.found[-1].lines:
            self.found.append(segment)
        else:
            self.found[-1] = Segment(
                segment.kind or self.found[-1].kind,
                segment.line,
                segment.date,
                segment.moment,
                f"{self.found[-1].heading} {segment.heading}".strip(),
            )


def kind_of(heading: str) -> str:
    """The kind of statement that a heading names, the weightiest first; empty where it names none."""
    low = plain_name(heading)
    if _TOWARDS.match(low):
        return "objection" if low.startswith("objection") else ""
    return next((kind for word, kind in _KINDS if word in low), "")


def _moment_of(heading: str) -> str:
    match = _MOMENT.search(heading)
    if match is None:
        return ""
    return SIGNATURE if match[1].lower() == "signature" and not _CONFIRMED.search(heading) else CONSENT


def _with_kind(segment: Segment, block: Block) -> Segment:
    """A statement without a heading is what its section is for; among declarations and reservations its wording decides
    (VCLT, article 2(1)(d)).
    """
    objects = block.section == "Objections" and (not segment.kind or _TOWARDS.match(segment.heading))
    segment.kind = "objection" if objects else segment.kind or kind_without_heading(block.section, segment.text)
    return segment


def kind_without_heading(section: str, text: str) -> str:
    """What a statement is that no heading names: what its section is for, and among declarations and reservations what
    it says.
    """
    return _DEFAULTS.get(section) or ("reservation" if _RESERVES.search(text) else "declaration")
