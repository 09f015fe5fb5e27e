"""Dates and numbers as people write them, with what they leave open: `December 2024` is a span of days, `over 70` a bound."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {
    name: i for i in range(1, 13) for name in (calendar.month_name[i].lower(), calendar.month_abbr[i].lower())
} | {"sept": 9}
WEEKDAYS = {calendar.day_name[i].lower(): i for i in range(7)}
_MONTH = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DATES = [
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?: ?- ?| to | and )(?P<until>\d{{1,2}}) {_MONTH.format('month')},? (?P<year>\d{{4}})\b",
        re.I,
    ),
    re.compile(
        rf"\b{_MONTH.format('month')} (?P<day>\d{{1,2}})(?: ?- ?| to | and )(?P<until>\d{{1,2}}),? (?P<year>\d{{4}})\b",
        re.I,
    ),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('month')},? (?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b{_MONTH.format('month')} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.I),
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(rf"\b{_MONTH.format('month')},? (?:of )?(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('month')}\b(?! \d)", re.I),
    re.compile(rf"\b{_MONTH.format('month')} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,? \d)", re.I),
    re.compile(r"(?<=\bin )(?P<year>(?:19|20)\d{2})\b(?!-)"),
    re.compile(r"(?<=\bsince )(?P<year>(?:19|20)\d{2})\b(?!-)"),
    re.compile(r"(?<=\bof )(?P<year>(?:19|20)\d{2})\b(?!-)"),
    re.compile(rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})\b", re.I),
]


@dataclass(frozen=True)
class When:
    """A date as stated: any day from `first` to `last`.

    `weekday`: the day of the week where that is all it says (0 = Monday); `yearless`: it names no year.
    """

    text: str
    start: int
    end: int
    first: dt.date
    last: dt.date
    weekday: int | None = None
    yearless: bool = False

    @property
    def exact(self) -> bool:
        return self.first == self.last and self.weekday is None and not self.yearless

    def fits(self, day: dt.date) -> bool:
        """Whether a day can be the one meant."""
        if self.weekday is not None:
            return day.weekday() == self.weekday
        if self.yearless:
            return (day.month, day.day) == (self.first.month, self.first.day)
        return self.first <= day <= self.last


def find_dates(text: str) -> list[When]:
    """All dates in a text, none within another, in order. A day that does not exist (31 June) is none."""
    found: list[When] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            date = _when(match)
            if date and not any(f.start < date.end and date.start < f.end for f in found):
                found.append(date)
    return sorted(found, key=lambda f: f.start)


def _when(match: re.Match[str]) -> When | None:
    parts = match.groupdict()
    where = match.group(), match.start(), match.end()
    if parts.get("weekday"):
        return When(*where, dt.date.min, dt.date.max, weekday=WEEKDAYS[parts["weekday"].lower()])
    month = MONTHS[parts["month"].lower()] if parts.get("month") else int(parts.get("number") or 0)
    yearless = not parts.get("year")
    year = 2000 if yearless else int(parts["year"])  # a leap year, so that 29 February exists
    if not month:
        return When(*where, dt.date(year, 1, 1), dt.date(year, 12, 31))
    if not parts.get("day"):
        return When(*where, dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))
    try:
        day = dt.date(year, month, int(parts["day"]))
        last = dt.date(year, month, int(parts.get("until") or parts["day"]))
    except ValueError:
        return None
    return When(*where, day, last, yearless=yearless)


_UNIT_WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen"""
_UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
_TENS = {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
    **{f"{w}th": n for w, n in _UNITS.items() if n in (4, 6, 7, 10, 11, *range(13, 20))},
    **{f"{w[:-1]}ieth": n for w, n in _TENS.items()},
}
_WORDS = {**_UNITS, **_TENS, **_ORDINALS, "hundred": 100, "thousand": 1000, "dozen": 12}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w/])(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<suffix>st|nd|rd|th)?(?![\w/]|\.\d)"
    rf"|\b(?P<words>(?:a (?=hundred|dozen|thousand))?(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*)\b",
    re.I,
)
_BOUNDS = [
    (re.compile(r"(?:more than|over|above|upwards of|in excess of|exceeding) (?:the |its |all )?$", re.I), "more"),
    (re.compile(r"(?:at least|no fewer than|no less than|not less than|a minimum of) (?:the )?$", re.I), "at_least"),
    (re.compile(r"(?:fewer than|less than|under|below) $", re.I), "less"),
    (re.compile(r"(?:at most|up to|no more than|not more than) $", re.I), "at_most"),
    (re.compile(r"(?:nearly|almost|close to|just under) (?:the )?$", re.I), "nearly"),
    (re.compile(r"(?:about|around|some|roughly|approximately|circa) (?:the )?$", re.I), "about"),
]
ABOUT = 0.1  # how far off `about 70` may be


@dataclass(frozen=True)
class Number:
    """A number as stated, with its bound: exactly, or `more`, `at_least`, `less`, `at_most`, `nearly`, `about`."""

    text: str
    start: int
    end: int
    value: int
    ordinal: bool = False
    bound: str = ""

    def fits(self, low: int, high: int | None = None) -> bool:
        """Whether a count that lies from `low` to `high` (default: exactly `low`) can be the one meant."""
        high = low if high is None else high
        tolerance = max(1, round(ABOUT * self.value))
        spans = {
            "more": (self.value + 1, None),
            "at_least": (self.value, None),
            "less": (None, self.value - 1),
            "at_most": (None, self.value),
            "nearly": (self.value - tolerance, self.value),
            "about": (self.value - tolerance, self.value + tolerance),
        }
        first, last = spans.get(self.bound, (self.value, self.value))
        return (first is None or high >= first) and (last is None or low <= last)


def find_numbers(text: str) -> list[Number]:
    """All numbers in a text, in digits or words, in order; years and parts of dates are for the caller to take out first."""
    return list(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        if match["digits"]:
            value, ordinal = int(match["digits"].replace(",", "")), bool(match["suffix"])
        else:
            words = [w for w in re.split(r"[ -]", match["words"].lower()) if w not in ("and", "a")]
            value, ordinal = _spelt(words), words[-1] in _ORDINALS
        before = text[: match.start()]
        bound = next((name for pattern, name in _BOUNDS if pattern.search(before)), "")
        yield Number(match.group(), match.start(), match.end(), value, ordinal, bound)


def _spelt(words: list[str]) -> int:
    """`one hundred and ninety-three` as 193."""
    total = 0
    for word in words:
        if word in ("hundred", "thousand", "dozen"):
            total = max(total, 1) * _WORDS[word]
        else:
            total += _WORDS[word]
    return total
