"""Identifiers: readable, stable, and enough to say what a provision is and where it stands.

A provision's id is its treaty's id followed by segments of the form `<kind>_<number>`: `uncc/art_7/para_2`. The kinds
and the Akoma Ntoso element ids (`art_7__para_2`) use the same abbreviations, which the ontology declares.
"""

from __future__ import annotations

import re

SEGMENT = re.compile(r"^(?P<kind>[a-z]+)(?:_(?P<number>[A-Za-z0-9.-]+))?$")
_BRACKETED = {"para", "point"}
_WORDS = {
    "art": "art.",
    "chp": "chapter",
    "sec": "section",
    "title": "title",
    "part": "part",
    "annex": "annex",
    "preamble": "preamble",
}


def treaty_of(provision_id: str) -> str:
    """The id of the treaty a provision belongs to: `uncc/art_7` -> `uncc`."""
    return provision_id.split("/", 1)[0]


def container_of(provision_id: str) -> str:
    """The id less its last segment: `uncc/art_7/para_2` -> `uncc/art_7`, `uncc/art_7` -> `uncc`."""
    return provision_id.rpartition("/")[0]


def segments(provision_id: str) -> list[tuple[str, str]]:
    """The (kind, number) pairs of a provision's id. ValueError where a segment is malformed or missing."""
    parts = provision_id.split("/")[1:]
    matches = [SEGMENT.match(part) for part in parts]
    if not parts or not all(matches):
        raise ValueError(f"{provision_id!r}: expected <treaty>/<kind>_<number>, as in uncc/art_7/para_2")
    return [(m["kind"], m["number"] or "") for m in matches if m]


def eid(provision_id: str) -> str:
    """The Akoma Ntoso element id: `uncc/art_7/para_2` -> `art_7__para_2`."""
    return "__".join(provision_id.split("/")[1:])


def reference(provision_id: str) -> str:
    """How a lawyer cites it within its treaty: `uncc/art_11/para_1/point_a` -> `art. 11(1)(a)`."""
    text = ""
    for kind, number in segments(provision_id):
        if kind in _BRACKETED:
            text += f"({number})"
        else:
            text += f"{', ' if text else ''}{_WORDS.get(kind, kind)}{f' {number}' if number else ''}"
    return text


def provision_name(provision_id: str, treaty_title: str, heading: str | None) -> str:
    """The display name: `UNCC, art. 7: Illegal access`."""
    name = f"{treaty_title}, {reference(provision_id)}"
    return f"{name}: {heading}" if heading else name
