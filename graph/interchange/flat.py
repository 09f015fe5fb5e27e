"""Properties as single values, for formats that know no lists or dates, and text that XML can hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from graph.interchange.look import CITED
from ontology.schema import Value

Flat = str | int | float | bool
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def flat(value: Value) -> Flat:
    """Days as ISO texts, lists as one text with semicolons."""
    if isinstance(value, list):
        return "; ".join(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def flat_items(properties: Mapping[str, Value | None], *, edge: bool = False) -> Iterator[tuple[str, Flat]]:
    """All properties that have a value; the source of a relationship under the name `cited`."""
    for name, value in properties.items():
        if value is not None:
            yield (CITED if edge and name == "source" else name), flat(value)


def xml_text(value: Flat) -> str:
    """A value as the text of an element or attribute; characters that XML cannot hold become U+FFFD."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return escape(_NO_XML.sub("\ufffd", text), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
