"""Citations as lawyers write them: treaties and provisions in the style of OSCOLA, sources with the place in them, relationships in words.

OSCOLA (4th edition, with its section on international law): title (date of opening or adoption, date of entry into force) series,
pinpoint. No full stops in abbreviations: `art 16(1)`, `ch V`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from graph.ids import segments, treaty_of
from graph.law.verdicts import Citation
from graph.projection import Projection
from graph.records import Edge, Node
from ontology.schema import Terms, Value

_WORDS = {
    "art": "art",
    "chp": "ch",
    "sec": "s",
    "title": "title",
    "part": "pt",
    "annex": "annex",
    "preamble": "preamble",
}
_BRACKETED = {"para", "point"}


def day(value: dt.date) -> str:
    """`1 July 2004`."""
    return f"{value.day} {value:%B %Y}"


def pinpoint(provision_id: str) -> str:
    """Where in its treaty a provision stands: `uncc/art_11/para_1/point_a` -> `art 11(1)(a)`. ValueError where the id is malformed."""
    text = ""
    for kind, number in segments(provision_id):
        if kind in _BRACKETED:
            text += f"({number})"
        else:
            text += f"{', ' if text else ''}{_WORDS.get(kind, kind)}{f' {number}' if number else ''}"
    return text


def series(text: str) -> str:
    """A treaty series as OSCOLA gives it: `ETS No. 185` -> `ETS 185`, `UNTS vol. 1577, p. 3` -> `1577 UNTS 3`,
    `A/RES/79/243, annex; ...` -> `UN Doc A/RES/79/243, annex`. Anything else stands as it is.
    """
    first = text.split(";")[0].strip()
    if found := re.fullmatch(r"(C?ETS) No\.? ?(\d+)", first):
        return f"{found[1]} {found[2]}"
    if found := re.fullmatch(r"(UNTS|LNTS) vol\. (\d+), p\. (\d+)", first):
        return f"{found[2]} {found[1]} {found[3]}"
    if first.startswith("A/RES/"):
        return f"UN Doc {first}"
    return first


def cite_treaty(treaty: Node) -> str:
    """`Convention on Cybercrime (opened for signature 23 November 2001, entered into force 1 July 2004) ETS 185`.

    The day of adoption stands where none of opening is recorded; a treaty without a day of entry into force is `not yet in force`, unless
    its status says that it is, and then nothing is said of the day.
    """
    said = treaty.properties
    title = str(said.get("title") or said["name"]).split(";")[0].strip()
    dates = ", ".join(_dates(said.get("opened"), said.get("adopted"), said.get("entry_into_force"), said.get("status")))
    of = series(str(said.get("series", "")))
    return " ".join(part for part in (title, f"({dates})" if dates else "", of) if part)


def _dates(opened: Value | None, adopted: Value | None, force: Value | None, status: Value | None) -> Iterable[str]:
    if isinstance(opened, dt.date):
        yield f"opened for signature {day(opened)}"
    elif isinstance(adopted, dt.date):
        yield f"adopted {day(adopted)}"
    if isinstance(force, dt.date):
        yield f"entered into force {day(force)}"
    elif status != "in_force":
        yield "not yet in force"


def cite_provision(provision: Node, treaty: Node) -> str:
    """A provision with its treaty: `Convention on Cybercrime (...) ETS 185, art 16(1)`."""
    return f"{cite_treaty(treaty)}, {pinpoint(provision.id)}"


def cite_node(graph: Projection, id_: str) -> str:
    """A treaty or provision in full; anything else by its name. UnknownThingError where the id does not exist."""
    terms, node = Terms(graph.schema), graph.require(id_)
    if node.label == terms.Treaty:
        return cite_treaty(node)
    if graph.schema.is_a(node.label, terms.Provision):
        return cite_provision(node, graph.require(treaty_of(id_)))
    return graph.name(id_)


def cite_source(source: Node, locator: str = "") -> str:
    """A source with the place in it: `Publisher, 'Title' <https://...> (as at 28 April 2026) chart, row France`."""
    said = source.properties
    title = str(said.get("title") or said["name"])
    retrieved, url, publisher = said.get("retrieved"), said.get("url"), said.get("publisher")
    parts = [
        f"{publisher}," if publisher else "",
        f"'{title}'",
        f"<{url}>" if url else "",
        f"(as at {day(retrieved)})" if isinstance(retrieved, dt.date) else "",
    ]
    cited = " ".join(part for part in parts if part)
    return f"{cited} {locator}" if locator else cited


def cite_citation(graph: Projection, citation: Citation) -> str:
    """A citation in full; by the id of its source where the graph does not hold that."""
    source = graph.nodes.get(citation.source)
    cited = cite_source(source, citation.locator) if source else f"{citation.source}, {citation.locator}"
    return cited if citation.review == "verified" else f"{cited} [{citation.review}]"


def say_edge(graph: Projection, edge: Edge) -> str:
    """A relationship as a sentence: `France signed UN Convention against Cybercrime (25 October 2025)`."""
    spec = graph.schema.relationships[edge.type]
    held = ", ".join(_when(edge.properties))
    return f"{graph.name(edge.start)} {spec.label} {graph.name(edge.end)}" + (f" ({held})" if held else "")


def _when(properties: Mapping[str, Value]) -> Iterable[str]:
    for name, word in (("date", ""), ("since", "since "), ("until", "until "), ("effective", "effective ")):
        value = properties.get(name)
        if isinstance(value, dt.date):
            yield f"{word}{day(value)}"
    first, last = properties.get("date_from"), properties.get("date_to")
    if isinstance(first, dt.date) and isinstance(last, dt.date):
        yield f"between {day(first)} and {day(last)}"


def cite_edge(graph: Projection, edge: Edge) -> str:
    """A relationship with where it is said: the sentence, a colon, the source in full."""
    return f"{say_edge(graph, edge)}: {cite_citation(graph, Citation.of(edge))}"
