"""Names that others give to our things: Akoma Ntoso IRIs, UNTC and CETS numbers, ISO 3166-1 and M49 codes, Wikidata items.

Each follows by a rule from what the record says; none is looked up. Where an authority gives the thing an IRI of its own, linked data says
`owl:sameAs` (`skos:exactMatch` for concepts); a code without an IRI is a `dcterms:identifier` such as `cets:185`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.ids import eid, treaty_of
from graph.records import Node
from ontology.schema import Schema, Terms

SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
IDENTIFIER = "http://purl.org/dc/terms/identifier"
WIKIDATA = "http://www.wikidata.org/entity/"
AKN = "akn"
COUNTRIES = "http://publications.europa.eu/resource/authority/country/"

# ISO 3166-1 alpha-2 codes as Akoma Ntoso wants them. `un` is reserved for the United Nations, `aa-au` is in use for the African Union;
# the others have none, hence `zz` (unknown area) with the organization as locality.
_AREAS = (
    ("United Nations", "un"),
    ("African Union", "aa-au"),
    ("Council of Europe", "zz-coe"),
    ("Arab States", "zz-las"),
)
_NO_AREA = "zz"
_NO_REDIRECT = (
    "iri",
    "unts-registration",
)  # IRIs of others are theirs; a registration covers a convention and its protocols
_MTDSG = re.compile(r"[?&]mtdsg_no=([IVXLC]+(?:-[A-Za-z0-9]+)+)")
_CETS = re.compile(r"\bC?ETS No\. ?(\d+)|[?&]treatynum=(\d+)")
_UNTS = re.compile(r"\bUNTS vol\. (\d+), p\. (\d+)|\b(\d+) UNTS (\d+)")
_REGISTRATION = re.compile(r"\bNo\. (\d+)")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name of a thing: the scheme it belongs to, its value there, its IRI where the authority has one, and how linked data says it."""

    scheme: str
    value: str
    relation: str
    iri: str = ""

    @property
    def text(self) -> str:
        """The identifier as a text: `cets:185`, `/akn/un/act/...`."""
        return self.value if self.scheme == AKN else f"{self.scheme}:{self.value}"


def identifiers(node: Node, terms: Terms) -> Iterator[Identifier]:
    """All other names of a node, by rule from its properties."""
    properties = node.properties
    concept = node.label in (terms.Offence, terms.Measure)
    same = EXACT_MATCH if concept else SAME_AS
    wikidata = properties.get("wikidata")
    if isinstance(wikidata, str):
        yield Identifier("wikidata", wikidata, same, f"{WIKIDATA}{wikidata}")
    others = properties.get("same_as", [])
    for iri in others if isinstance(others, list) else [others]:
        yield Identifier("iri", str(iri), same, str(iri))
    if node.label == terms.State:
        yield from _state(node)
    elif node.label == terms.Treaty:
        yield from _treaty(node)
    elif node.label == terms.Region and isinstance(properties.get("m49"), str):
        yield _code("m49", str(properties["m49"]))


def _code(scheme: str, value: str) -> Identifier:
    return Identifier(scheme, value, IDENTIFIER)


def _state(node: Node) -> Iterator[Identifier]:
    if node.properties.get("un_status") == "member":  # the EU's list of countries uses alpha-3 codes for these
        yield Identifier("iso3166-1", node.id, EXACT_MATCH, f"{COUNTRIES}{node.id}")
    for name, scheme in (("iso2", "iso3166-1"), ("m49", "m49")):
        if isinstance(node.properties.get(name), str):
            yield _code(scheme, str(node.properties[name]))


def _treaty(node: Node) -> Iterator[Identifier]:
    def found(pattern: re.Pattern[str], *names: str) -> list[str]:
        match = next((m for n in names if (m := pattern.search(str(node.properties.get(n, ""))))), None)
        return [group for group in match.groups() if group] if match else []

    for scheme, pattern, names in (
        ("untc", _MTDSG, ("url",)), ("cets", _CETS, ("series", "url")), ("unts", _UNTS, ("series", "registration")),
        ("unts-registration", _REGISTRATION, ("registration",)),
    ):  # fmt: skip
        parts = found(pattern, *names)
        if parts:
            yield _code(scheme, "/".join(parts))
    work = akoma_ntoso_work(node)
    if work:
        yield _code(AKN, work)


def akoma_ntoso_work(treaty: Node) -> str | None:
    """The Akoma Ntoso IRI of a treaty as a work: `/akn/un/act/treaty/2024-12-24/uncc`. None without a day of adoption, which it needs."""
    adopted = treaty.properties.get("adopted")
    if not isinstance(adopted, dt.date):
        return None
    depositary = str(treaty.properties.get("depositary", ""))
    area = next((code for name, code in _AREAS if name in depositary), _NO_AREA)
    return f"/akn/{area}/act/treaty/{adopted.isoformat()}/{re.sub(r'[^A-Za-z0-9-]+', '-', treaty.id).lower()}"


def akoma_ntoso_provision(provision_id: str, work: str) -> str:
    """The Akoma Ntoso IRI of a provision in the English expression of its treaty: `/akn/un/act/treaty/2024-12-24/uncc/eng/~art_7__para_2`."""
    return f"{work}/eng/~{eid(provision_id).replace('.', '-')}"


def works(nodes: Iterable[Node], terms: Terms) -> dict[str, str]:
    """The Akoma Ntoso IRIs of the treaties among nodes, by id."""
    found = ((n.id, akoma_ntoso_work(n)) for n in nodes if n.label == terms.Treaty)
    return {id_: work for id_, work in found if work}


def names_of(node: Node, schema: Schema, akn_works: Mapping[str, str]) -> list[Identifier]:
    """All other names of a node, also those that follow from its treaty. `akn_works`: from `works`."""
    terms, found = Terms(schema), list[Identifier]()
    found += identifiers(node, terms)
    if schema.is_a(node.label, terms.Provision) and treaty_of(node.id) in akn_works:
        found.append(_code(AKN, akoma_ntoso_provision(node.id, akn_works[treaty_of(node.id)])))
    return found


@dataclass(frozen=True, slots=True)
class Redirect:
    """A path that a web server under the base answers with a redirect to the IRI of the thing (303: see other)."""

    path: str
    target: str
    status: int = 303


def redirects(nodes: Iterable[Node], schema: Schema, akn_works: Mapping[str, str]) -> Iterator[Redirect]:
    """The redirect table: `untc/XVIII-16`, `cets/185`, `iso3166-1/FR`, `m49/250`, `wikidata/Q142`, `akn/un/...` lead to what they name.

    `akn_works`: from `works`. A code that two things share names the first.
    """
    seen: set[str] = set()
    for node in nodes:
        for name in names_of(node, schema, akn_works):
            path = name.value.lstrip("/") if name.scheme == AKN else f"{name.scheme}/{name.value}"
            if name.scheme not in _NO_REDIRECT and path not in seen:
                seen.add(path)
                yield Redirect(path, f"{schema.base}{schema.classes[node.label].iri_path}{node.id}")
