"""Terms of RDF as text, for the formats that share the syntax of N-Triples."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from graph.interchange.rdf import KEPT, Iri, Object, Text, literal

_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@lru_cache(maxsize=KEPT)
def quoted(text: str) -> str:
    """A text in quotes. Lone surrogates, which no encoding can carry, become U+FFFD."""
    if text.isprintable() and '"' not in text and "\\" not in text:  # nearly all, and quicker to tell than by a pattern
        return f'"{text}"'
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if "\ud800" <= found <= "\udfff":
        return "\ufffd"
    return _SHORT.get(found) or f"\\u{ord(found):04X}"


def _typed(value: int | float | bool | dt.date) -> str:
    lexical, datatype = literal(value)
    return f'"{lexical}"^^<{datatype}>'


@lru_cache(maxsize=4096)
def _date(value: dt.date) -> str:
    return _typed(value)


_WRITERS: dict[type, Callable[..., str]] = {
    str: quoted,
    Iri: lambda iri: f"<{iri}>",
    Text: lambda text: f"{quoted(text.text)}@{text.language}",
    dt.date: _date,
    int: _typed,
    float: _typed,
    bool: _typed,
}


def term(value: Object) -> str:
    """An object as N-Triples writes it; also valid in Turtle and TriG."""
    return quoted(value) if type(value) is str else _WRITERS[type(value)](value)
