"""When an act in brackets ended: what the end notes of its row say of a denunciation or withdrawal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.actor_names import plain_name
from loaders.acts import dates_in, exact_date
from loaders.mtdsg.document import Note

_ENDS = re.compile(r"denounc|denunciation|withdr", re.IGNORECASE)
_EFFECT = re.compile(
    r"(?:tak(?:e|es|ing)\s+effect|took\s+effect|with\s+effect\s+from|effective|as\s+from)\s+(?:on\s+|from\s+|as\s+from\s+)?",
    re.IGNORECASE,
)
_PARTLY = re.compile(r"remains? in (?:force|effect) (?:in|for)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z\])”\"\d])\.\s+(?=[\[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A denunciation or withdrawal: the day of its notification and that of its effect, None where the note does not
    say. `partly`: it leaves some territories bound.
    """

    date: dt.date | None
    effective: dt.date | None
    partly: bool = False


def withdrawals(participant: str, notes: Iterable[Note]) -> list[Withdrawal]:
    """What the end notes say, in the order of time. Empty where they name no day."""
    found = []
    for note in notes:
        if _ENDS.search(note.text) or note.rows:
            found += _from_rows(participant, note) or _from_text(note)
    return sorted(found, key=lambda w: w.effective or w.date or dt.date.max)


def _from_rows(participant: str, note: Note) -> list[Withdrawal]:
    if not _ENDS.search(note.text):
        return []
    wanted = plain_name(participant)
    rows = [
        row
        for row in note.rows
        if len(row) >= 3 and (plain_name(row[0]) == wanted or wanted.startswith(plain_name(row[0])))
    ]
    return [
        Withdrawal(exact_date(row[1]), exact_date(row[2])) for row in rows if exact_date(row[1]) or exact_date(row[2])
    ]


def _from_text(note: Note) -> list[Withdrawal]:
    """The day in the first sentence that names the end is that of the notification; one after `took effect on` that of
    the effect.
    """
    if note.rows:
        return []
    sentences = _SENTENCE.split(note.text)
    first = next((number for number, sentence in enumerate(sentences) if _ENDS.search(sentence)), None)
    if first is None:
        return []
    sentences = sentences[first : first + 3]
    effects = [
        day
        for sentence in sentences
        for match in _EFFECT.finditer(sentence)
        for start, day in dates_in(sentence)
        if start == match.end()
    ]
    effect_days = set(effects)
    notified = [day for _, day in dates_in(sentences[0]) if day not in effect_days]
    if not notified and not effects:
        return []
    return [
        Withdrawal(notified[0] if notified else None, effects[0] if effects else None, bool(_PARTLY.search(note.text)))
    ]


_TAKEN_BACK = re.compile(
    r"\b(?:withdr(?:ew|aw|awn|awal)|withdrawing)\b[^.]{0,160}\b(?:reservation|declaration|objection|statement)s?\b",
    re.IGNORECASE,
)


def withdrawn_on(note: str) -> dt.date | None:
    """The day on which a note says that a statement was taken back, where its sentence gives one day only."""
    sentence = next((s for s in _SENTENCE.split(note) if _TAKEN_BACK.search(s)), "")
    days = {day for _, day in dates_in(sentence)}
    return days.pop() if len(days) == 1 else None
