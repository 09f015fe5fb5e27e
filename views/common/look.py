"""How facts look: inks for light and dark pages, what each stand towards a treaty is called, badges of review, loose days."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graph.law.participants import Stand
from graph.law.spans import Span
from views.common.words import REVIEW_COLOURS, REVIEW_HELP, REVIEW_ICONS, REVIEWS, day

WRAPPED = 62  # pixels of a table's row in which Streamlit wraps long texts: more than 4rem


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour for light and for dark pages (CSS)."""

    light: str
    dark: str

    def __str__(self) -> str:
        """For charts, which are drawn for one theme."""
        return self.dark if is_dark() else self.light

    @property
    def css(self) -> str:
        """For HTML, which follows the theme when the reader changes it."""
        return f"light-dark({self.light},{self.dark})"


@dataclass(frozen=True, slots=True)
class StandLook:
    """What a stand is called, what it means, and its colour."""

    name: str
    meaning: str
    ink: Ink


STANDS = {
    Stand.party: StandLook("Bound", "The treaty is in force for it.", Ink("#1f4e86", "#8dbdf2")),
    Stand.provisional: StandLook("Applies provisionally", "Before it is in force for it.", Ink("#5d5fb0", "#b3b5f5")),
    Stand.contracting: StandLook(
        "Consented, not yet bound", "Its instrument is deposited; the treaty is not in force for it.", Ink("#1f857a", "#52c4b4")
    ),
    Stand.unclear: StandLook("Perhaps bound", "The record cannot tell whether it is bound.", Ink("#8a6d9c", "#c0a5d3")),
    Stand.doubtful: StandLook(
        "Instrument disputed", "An instrument is reported, but sources differ on it or its day is open.", Ink("#c98a12", "#e8b94f")
    ),
    Stand.signatory: StandLook("Signed only", "No instrument on record.", Ink("#93bbe3", "#3d6b9b")),
    Stand.withdrawn: StandLook("Withdrawn", "Bound once; no longer.", Ink("#b5475f", "#de7d93")),
}  # fmt: skip
NO_ACT = Ink("#e6eaef", "#27303c")
QUIET = Ink("#5d6875", "#9aa6b4")
GRID = Ink("#dbe0e6", "#2c3643")
PAPER = Ink("#ffffff", "#11161d")


def is_dark() -> bool:
    """Whether the reader's page is dark."""
    return st.context.theme.type == "dark"


def review_badge(review: str) -> str:
    """The review state as a badge, in Markdown; empty where there is none."""
    return f":{REVIEW_COLOURS[review]}-badge[{REVIEW_ICONS[review]} {review}]" if review in REVIEWS else ""


def review_help() -> str:
    """What the three badges mean."""
    return "\n\n".join(f"{review_badge(review)} {REVIEW_HELP[review]}." for review in REVIEWS)


def span(value: Span | None, write: Callable[[dt.date], str] = day) -> str:
    """A day that may be known only between bounds: `25 October 2025`, `1–13 February 2026`, `by 13 February 2026`.

    `write` says how a day is written, with its year at the end.
    """
    if value is None:
        return "—"
    if value.day:
        return write(value.day)
    if value.last is None:
        return "day unknown" if value.first == dt.date.min else f"from {write(value.first)}"
    if value.first == dt.date.min:
        return f"by {write(value.last)}"
    first, last = value.first, value.last
    if first.year != last.year:
        return f"{write(first)} – {write(last)}"
    return (
        f"{first.day}–{write(last)}"
        if first.month == last.month
        else f"{write(first).removesuffix(f' {first.year}')} – {write(last)}"
    )


def stacked(key: str) -> DeltaGenerator:
    """Where columns go that stand one below the other in a narrow window (`app.css` says which is one)."""
    return st.container(key=f"stacked-{key}")


def legend(entries: Iterable[tuple[Ink, str, int | None]]) -> str:
    """Colours with what they mean and how many there are, as HTML."""
    chips = "".join(
        f'<span style="display:inline-flex;align-items:center;gap:.45em;white-space:nowrap">'
        f'<i style="width:.8em;height:.8em;border-radius:3px;background:{ink.css}"></i>{safe(words)}'
        f"{'' if count is None else f' <b>{count:,}</b>'}</span>"
        for ink, words, count in entries
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.3em 1.3em;font-size:.87rem">{chips}</div>'


def safe(text: object) -> str:
    """Text for HTML."""
    return html.escape(str(text))
