"""What the record says on the things that news claim: each fact with where it is said and the ids it rests on."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.claims.values import When, find_numbers
from graph.ids import treaty_of
from graph.law.verdicts import Citation
from graph.projection import Projection
from graph.records import Edge, Node
from ontology.schema import Terms

Interval = tuple[dt.date, dt.date]
_WITHOUT_VOTE = re.compile(r"\b(?:without a vote|by consensus|unanimous)", re.I)
_VOTE = re.compile(r"(\d+) in favour, (\d+) against(?:, (\d+) abst)?", re.I)
_RESOLUTION = re.compile(r"(?:resolution |A/RES/)(\d+/\d+)", re.I)


@dataclass(frozen=True)
class Office:
    """Someone who holds or held an office: since when, until when (exclusive; None: not known or still)."""

    holder: str
    since: dt.date | None
    until: dt.date | None
    edge: Edge

    def on(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Count:
    """How many actors did something by a day: at least `low`, at most `high` (days not known exactly), states and all; who they are."""

    low: int
    high: int
    states_low: int
    states_high: int
    actors: tuple[str, ...]


class Facts:
    """Questions to a graph that claims raise."""

    def __init__(self, graph: Projection) -> None:
        self.graph = graph
        self.terms = Terms(graph.schema)

    def text(self, id_: str, name: str) -> str:
        return str(self.graph.nodes[id_].properties.get(name, ""))

    def adopted(self, treaty: str | None) -> dt.date | None:
        """The day on which a treaty was adopted, where the record holds the treaty and the day."""
        node = self.graph.nodes.get(treaty or "")
        day = node.properties.get("adopted") if node else None
        return day if isinstance(day, dt.date) else None

    def cite_node(self, id_: str) -> str:
        """Where a node's properties are said."""
        return cite(self.graph.nodes[id_])

    def edges(self, type_: str, *, start: str | None = None, end: str | None = None) -> list[Edge]:
        """Relationships of a type at a node."""
        near = self.graph.by_end.get(start or end or "", [])
        return [
            e for e in near if e.type == type_ and (start is None or e.start == start) and (end is None or e.end == end)
        ]

    # ------------------------------------------------------------------ acts: signatures, instruments
    def acts(self, type_: str, treaty: str) -> dict[str, list[Edge]]:
        """Acts of a type by actor."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges(type_, end=treaty):
            found[edge.start].append(edge)
        return dict(found)

    def as_of(self, treaty: str) -> dt.date | None:
        """The latest day on which a source stood that tells of acts under a treaty, or the latest act where none says."""
        days = [
            d
            for type_ in (self.terms.SIGNED, self.terms.RATIFIED)
            for e in self.edges(type_, end=treaty)
            for d in self._stands(e)
        ]
        return max(days, default=None)

    def _stands(self, edge: Edge) -> Iterator[dt.date]:
        source = self.graph.nodes[str(edge.properties["source"])].properties
        values = [
            edge.properties.get("as_of"),
            source.get("retrieved"),
            edge.properties.get("date"),
            edge.properties.get("date_to"),
        ]
        yield from (v for v in values if isinstance(v, dt.date))

    def count(self, type_: str, treaty: str, day: dt.date | None) -> Count:
        """How many actors had done it by a day (None: by all the record knows), without those that have withdrawn by then."""
        gone = (
            {e.start for e in self.edges(self.terms.WITHDREW, end=treaty) if self._by(e, day)}
            if type_ != self.terms.SIGNED
            else set()
        )
        acts = {actor: edges for actor, edges in self.acts(type_, treaty).items() if actor not in gone}
        surely = {
            a
            for a, edges in acts.items()
            if any(day is None or interval_of(e)[1] <= day for e in edges if not disputed(e))
        }
        maybe = {a for a, edges in acts.items() if any(day is None or interval_of(e)[0] <= day for e in edges)}
        states = {a for a in maybe if self.graph.nodes[a].label == self.terms.State}
        return Count(len(surely), len(maybe), len(surely & states), len(states), tuple(sorted(maybe)))

    def _by(self, edge: Edge, day: dt.date | None) -> bool:
        value = edge.properties.get("effective") or edge.properties.get("date")
        return day is None or (isinstance(value, dt.date) and value <= day)

    def count_days(self, type_: str, treaty: str, number: int) -> dt.date | None:
        """The last day on which exactly this many had done it, as far as the days are known; None where there was none."""
        days = sorted(min(interval_of(e)[1] for e in edges) for edges in self.acts(type_, treaty).values())
        for before, after in zip(days, [*days[1:], dt.date.max], strict=True):
            if days.index(before) + days.count(before) == number and before != after:
                return after
        return None

    # ------------------------------------------------------------------ adoption and signing
    def events(self, treaty: str, *kinds: str) -> list[tuple[Node, Edge]]:
        """Events that a treaty came out of, of some kinds (none: all), with what says so."""
        produced = [(self.graph.nodes[e.start], e) for e in self.edges(self.terms.PRODUCED, end=treaty)]
        return [(event, e) for event, e in produced if not kinds or event.properties.get("kind") in kinds]

    def adopters(self, treaty: str) -> list[Edge]:
        """Who adopted a treaty: participation in its adoption as the adopting organ or organisation."""
        found = [
            p
            for event, _ in self.events(treaty, "adoption")
            for p in self.edges(self.terms.PARTICIPATED_IN, end=event.id)
        ]
        return [p for p in found if "adopting" in str(p.properties.get("role", ""))]

    def _adoption_texts(self, treaty: str) -> Iterator[tuple[str, str]]:
        """What is said of the adoption, with where."""
        for event, edge in self.events(treaty, "adoption", "vote"):
            yield (
                f"{event.properties['name']}. {edge.properties.get('note', '')}. {edge.properties.get('locator', '')}",
                cite(edge),
            )
        series = self.text(treaty, "series")
        if series:
            yield series, self.cite_node(treaty)

    def vote(self, treaty: str) -> tuple[str, str] | None:
        """How a treaty was adopted (`without a vote`, or `79 in favour, 60 against`), and where it is said; None where nothing says."""
        for text, citation in self._adoption_texts(treaty):
            if _WITHOUT_VOTE.search(text):
                return "without a vote", citation
            if match := _VOTE.search(text):
                return match.group(), citation
        return None

    def resolutions(self, treaty: str) -> dict[str, str]:
        """Numbers of the resolutions by which a treaty was adopted, with where they are given."""
        return {
            number: citation for text, citation in self._adoption_texts(treaty) for number in _RESOLUTION.findall(text)
        }

    # ------------------------------------------------------------------ organisations and offices
    def members(self, organisation: str, day: dt.date | None) -> tuple[int, str] | None:
        """How many member states an organisation has on a day, and where it is said; None where the record names none."""
        states = [
            n
            for n in self.graph.nodes.values()
            if n.label == self.terms.State and not _over(n.properties.get("dissolved"), day)
        ]
        if organisation in self._united_nations:
            members = [
                s
                for s in states
                if s.properties.get("un_status", "member") == "member"
                and _begun(s.properties.get("un_member_since"), day)
            ]
            return (
                (len(members), "admissions to the United Nations: " + self.cite_node(members[0].id).split(",")[0])
                if members
                else None
            )
        ids = {s.id for s in states}
        edges = [e for e in self.edges(self.terms.MEMBER_OF, end=organisation) if e.start in ids and _holds(e, day)]
        return (len({e.start for e in edges}), str(edges[0].properties["source"])) if edges else None

    @cached_property
    def _united_nations(self) -> set[str]:
        """The United Nations and its plenary organ, which all its members belong to: what is itself a part of it by name."""
        roots = {n.id for n in self.graph.nodes.values() if n.properties.get("name") == "United Nations"}
        organs = {
            e.start
            for root in roots
            for e in self.edges(self.terms.MEMBER_OF, end=root)
            if "General Assembly" in self.graph.name(e.start)
        }
        return roots | organs

    def offices(self, office: str) -> list[Office]:
        """Who held an office, in time."""
        persons = [e for e in self.edges(self.terms.MEMBER_OF, end=office) if self.text(e.start, "kind") == "person"]
        found = [Office(e.start, _day(e, "since"), _day(e, "until"), e) for e in persons]
        return sorted(found, key=lambda o: o.since or dt.date.min)

    # ------------------------------------------------------------------ content
    def provisions(self, treaty: str) -> list[Node]:
        return self._provisions.get(treaty, [])

    @cached_property
    def _provisions(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self.graph.nodes.values():
            if self.graph.schema.is_a(node.label, self.terms.Provision):
                found[str(node.properties.get("treaty", treaty_of(node.id)))].append(node)
        return found

    def number_of(self, label: str, treaty: str) -> int:
        """How many articles or chapters a treaty has, without those of annexes."""
        return sum(n.label == label and "/annex" not in n.id for n in self.provisions(treaty))

    def content(self, type_: str, treaty: str, concepts: Iterable[str]) -> list[Edge]:
        """Where a treaty criminalizes, provides for or protects one of some concepts or a narrower one."""
        wanted = {narrower for concept in concepts for narrower in self.narrower(concept)}
        return [e for c in sorted(wanted) for e in self.edges(type_, end=c) if treaty_of(e.start) == treaty]

    def narrower(self, concept: str) -> set[str]:
        """A concept and all that are kinds of it."""
        found, new = {concept}, [concept]
        while new:
            new = [e.start for c in new for e in self.edges(self.terms.BROADER, end=c) if e.start not in found]
            found.update(new)
        return found


def cite(record: Edge | Node) -> str:
    """Where a record is said, with its review state unless it is verified: `coe:185, chart, row France`."""
    return str(Citation.of(record))


def interval_of(edge: Edge) -> Interval:
    """The days between which an act was done; all days where the record gives none."""
    exact = _day(edge, "date")
    if exact:
        return exact, exact
    return _day(edge, "date_from") or dt.date.min, _day(edge, "date_to") or _day(edge, "as_of") or dt.date.max


def disputed(edge: Edge) -> bool:
    return edge.properties.get("review") == "disputed"


def _day(edge: Edge, name: str) -> dt.date | None:
    value = edge.properties.get(name)
    return value if isinstance(value, dt.date) else None


def _holds(edge: Edge, day: dt.date | None) -> bool:
    since, until = _day(edge, "since"), _day(edge, "until")
    if day is None:
        return until is None
    return (since is None or since <= day) and (until is None or day < until)


def _over(value: object, day: dt.date | None) -> bool:
    return isinstance(value, dt.date) and (day is None or value <= day)


def _begun(value: object, day: dt.date | None) -> bool:
    return isinstance(value, dt.date) and (day is None or value <= day)


def share_a_day(when: When, interval: Interval) -> bool | None:
    """Whether a date as stated fits a day of the record known only to lie in an interval: True, False, or None where it may."""
    first, last = interval
    if first == last:
        return when.fits(first)
    if when.weekday is not None:
        return None
    if when.yearless:
        return (
            None
            if any(when.fits(first + dt.timedelta(days=i)) for i in range(min((last - first).days, 366) + 1))
            else False
        )
    if when.first <= first and last <= when.last:
        return True
    return None if when.first <= last and first <= when.last else False


__all__ = ["Count", "Facts", "Interval", "Office", "disputed", "find_numbers", "interval_of", "share_a_day"]
