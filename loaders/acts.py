"""The acts in a depositary's table: what a column is for, what the letter after a date means, what brackets say.

A column's head names the acts in it, with the letter that each bears: `Ratification, Acceptance(A), Accession(a)`.
Consent to be bound is expressed as in the Vienna Convention on the Law of Treaties, articles 11 to 16; provisional
application (article 25) is not that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*{_MONTH},?\s*(?P<year>\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<year>\d{{4}})", re.IGNORECASE)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})")
_SLASHED = re.compile(r"(?P<day>\d{2})/(?P<number>\d{2})/(?P<year>\d{4})")
_CELL = re.compile(r"(?P<open>\[)?\s*(?P<date>[^\[\]]*?\d)\s*(?P<letter>[A-Za-z]{1,2})?\s*(?P<close>\])?")
_KIND = re.compile(r"(?P<word>.+?)\s*(?:\((?P<letter>[A-Za-z]{1,2})\))?")

SIGNATURE, CONSENT, PROVISIONAL, NOTICE, UNKNOWN = "signature", "consent", "provisional", "notice", "unknown"
OTHER_MEANS = "other_means"  # VCLT, article 11: "by any other means if so agreed"
_MODES = (  # how a column's word begins, and the mode it stands for
    ("definitive signature", "definitive_signature"),
    ("formal confirmation", "formal_confirmation"),
    ("ratification", "ratification"),
    ("definitive acceptance", "acceptance"),
    ("acceptance", "acceptance"),
    ("approval", "approval"),
    ("accession", "accession"),
    ("adhesion", "accession"),
    ("succession", "succession"),
    ("participation", OTHER_MEANS),
    ("consent to be bound", OTHER_MEANS),
    ("application", OTHER_MEANS),
    ("notification in respect", OTHER_MEANS),
)


class UnreadableCellError(Exception):
    """A cell that does not say an act as its column's head has it."""


@dataclass(frozen=True, slots=True)
class Act:
    """What one cell says: the kind of act in the head's words, its mode (None where the head leaves it open), its day,
    and whether it still holds.
    """

    purpose: str
    word: str
    mode: str | None
    date: dt.date
    in_effect: bool


@dataclass(frozen=True)
class Column:
    """A column of acts. `kinds`: the words of its head by the letter they bear; the empty letter may have several."""

    head: str
    purpose: str
    kinds: Mapping[str, tuple[str, ...]]

    def act(self, cell: str) -> Act:
        """The act in a cell that is not empty. UnreadableCellError says what is wrong."""
        match = _CELL.fullmatch(cell.strip())
        date = exact_date(match["date"]) if match else None
        if match is None or date is None or bool(match["open"]) != bool(match["close"]):
            raise UnreadableCellError(
                f"{cell!r}: expected a date such as '12 Dec 2000' with the letter of an act, in brackets where it no longer holds"
            )
        if self.purpose == UNKNOWN:
            raise UnreadableCellError(f"{cell!r}: the column head {self.head!r} names no act that is known")
        words = self.kinds.get(match["letter"] or "", ())
        if not words:
            known = ", ".join(f"{'/'.join(w)}({letter})" for letter, w in self.kinds.items())
            raise UnreadableCellError(
                f"{cell!r}: the column head gives no act for {match['letter'] or 'a date without a letter'} (it has {known})"
            )
        return Act(
            self.purpose,
            " or ".join(words),
            _mode(words) if self.purpose == CONSENT else None,
            date,
            match["open"] is None,
        )


def column(head: str) -> Column:
    """A column by its head."""
    kinds: dict[str, tuple[str, ...]] = {}
    for part in re.split(r",(?![^()]*\))", head):
        match = _KIND.fullmatch(part.strip())
        if match:
            letter = match["letter"] or ""
            kinds[letter] = (*kinds.get(letter, ()), match["word"].strip())
    return Column(head, _purpose(head), kinds)


def _purpose(head: str) -> str:
    low = head.strip().lower()
    if low.startswith("signature"):
        return SIGNATURE
    if low.startswith("provisional"):
        return PROVISIONAL
    if low.startswith(("notification under", "notification made", "extension", "declaration")):
        return NOTICE
    return CONSENT if any(low.startswith(start) for start, _ in _MODES) else UNKNOWN


def _mode(words: tuple[str, ...]) -> str | None:
    """The mode that all the words share: a date under `Definitive signature, Acceptance` without letters may be either."""
    modes = {next((mode for start, mode in _MODES if word.lower().startswith(start)), OTHER_MEANS) for word in words}
    return modes.pop() if len(modes) == 1 and not any(" or " in word for word in words) else None


def exact_date(text: str) -> dt.date | None:
    """The one day that a text gives (`12 Dec 2000`, `12 December 2000`, `December 12th, 2000`, `2000-12-12`,
    `12/12/2000`), or None.
    """
    for form in (_DAY_FIRST, _MONTH_FIRST, _ISO, _SLASHED):
        match = form.fullmatch(text.strip())
        if match:
            return _day(match)
    return None


def dates_in(text: str) -> list[tuple[int, dt.date]]:
    """All days written out in a running text (`12 December 2000`, `December 12th, 2000`), with where each begins."""
    found = {m.start(): day for form in (_DAY_FIRST, _MONTH_FIRST) for m in form.finditer(text) if (day := _day(m))}
    return sorted(found.items())


def _day(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    month = int(parts["number"]) if "number" in parts else MONTHS.index(parts["month"][:3].lower()) + 1
    try:
        return dt.date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
