"""How the explorer says things: kinds, relationships, review states, dates and values in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from ontology.schema import Schema, Value

REVIEWS = ("verified", "compiled", "disputed")
REVIEW_COLOURS = {"verified": "green", "compiled": "gray", "disputed": "orange"}
REVIEW_ICONS = {
    "verified": ":material/verified:",
    "compiled": ":material/edit_note:",
    "disputed": ":material/balance:",
}
REVIEW_HELP = {
    "verified": "Read in the source itself",
    "compiled": "Second-hand: not yet read in the source itself",
    "disputed": "Sources differ; each stands beside the others",
}


def kind_name(schema: Schema, label: str, count: int = 1) -> str:
    """What a reader calls a class; in the plural where there are several."""
    word = schema.classes[label].name
    if count == 1:
        return word
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


def day(value: dt.date) -> str:
    """`25 October 2025`."""
    return f"{value.day} {value:%B %Y}"


def brief_day(value: dt.date) -> str:
    """`25 Oct 2025`, for tables."""
    return f"{value.day} {value:%b %Y}"


def worded(text: object) -> str:
    """A sentence of the record or of an answer for reading: its days, as 2006-05-01, in words. Ids and addresses stay as they are."""
    return _DAY.sub(lambda found: _in_words(found.group()), str(text))


_DAY = re.compile(r"(?<![\w/:.\-])\d{4}-\d{2}-\d{2}(?![\w/:\-])")


def _in_words(text: str) -> str:
    try:
        return day(dt.date.fromisoformat(text))
    except ValueError:
        return text


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """`1 statement`, `1,234 statements`."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def spoken(value: Value) -> str:
    """A value for reading: dates written out, underscores gone, lists joined."""
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, str) and value.replace("_", "").isalpha() and value.islower():
        return value.replace("_", " ")
    return f"{value:,}" if isinstance(value, int) else str(value)


def qualifiers(properties: Mapping[str, Value], skip: frozenset[str] = frozenset()) -> list[str]:
    """The own properties of a statement as short phrases: `since 1 July 2004`, `shall`, `reach: any crime`."""
    bare = {"modality", "mode", "stance", "role", "relation", "effect", "date", "kind"}
    return [
        spoken(value) if name in bare else f"{name.replace('_', ' ')} {spoken(value)}"
        for name, value in properties.items()
        if name not in skip | _CITATION and value is not None
    ]


_CITATION = {"source", "locator", "review", "origin", "ordinal", "note", "quote", "as_of"}


def escape(text: str) -> str:
    """A text that Streamlit's Markdown shows as it is."""
    for character in "\\`*_[]<>$#:~|":
        text = text.replace(character, "\\" + character)
    return text
