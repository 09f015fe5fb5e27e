"""Who is meant: the names that depositaries, charts and codes use, and the actor in the graph that each stands for.

The catalogue's names and aliases come first. `participants.csv` adds names of older documents, and participants that
the catalogue does not hold: a territory that takes part in its own name, or a former state, becomes an actor of its
own when a document names it. A name that is in neither is unknown: it is reported, never guessed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.checks import suggestion
from graph.records import Batch, Node, Place
from ontology.schema import Schema, Terms, Value

PARTICIPANTS = Path(__file__).parent / "participants.csv"
ALIAS, FORMER_STATE = "alias", "former_state"  # kinds of rows; any other is a kind of stakeholder


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor that a document names.

    `properties` is empty for those the catalogue holds; others become nodes of their own.
    """

    id: str
    name: str
    label: str
    properties: Mapping[str, Value] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        return not self.properties

    def node(self, source: str, locator: str, place: Place) -> Node:
        """The node of an actor that the catalogue does not hold."""
        return Node(
            self.label,
            self.id,
            {"name": self.name, **self.properties, "source": source, "locator": locator, "review": "compiled"},
            place,
        )


@dataclass(frozen=True)
class ActorNames:
    """Actors by every name and code. Build it with `of`; it can be sent to worker processes."""

    actors: Mapping[str, NamedActor]
    by_name: Mapping[str, str]

    @classmethod
    def of(cls, batch: Batch, schema: Schema, more: Path = PARTICIPANTS) -> ActorNames:
        """The names of the states and stakeholders in a batch (the catalogue), and those of `participants.csv`."""
        terms = Terms(schema)
        nodes = [n for n in batch.nodes if schema.is_a(n.label, terms.Actor)]
        actors = {n.id: NamedActor(n.id, str(n.properties["name"]), n.label) for n in nodes}
        names: dict[str, set[str]] = {}
        for node in nodes:
            for name in _names_of(node):
                names.setdefault(plain_name(name), set()).add(node.id)
        by_name = {name: min(ids) for name, ids in names.items() if len(ids) == 1}
        by_name |= {plain_name(str(n.properties["name"])): n.id for n in nodes}  # a name outranks the alias of another
        for row in _rows(more):
            actor = row["actor"]
            if actor not in actors and row["kind"] != ALIAS:
                actors[actor] = _actor_of(row, terms)
            if actor in actors:
                for name in filter(None, (row["name"], row["code"])):
                    by_name.setdefault(plain_name(name), actor)
        return cls(actors, by_name)

    def find(self, name: str) -> NamedActor | None:
        """The actor of a name as printed in a document; None where it is unknown."""
        id_ = self.by_name.get(plain_name(name))
        return self.actors[id_] if id_ else None

    def by_code(self, code: str) -> NamedActor | None:
        """The actor of an ISO 3166-1 alpha-3 code, or of another code that `participants.csv` holds."""
        return self.actors.get(code) or self.find(code)

    def unknown(self, name: str) -> str:
        """Why a name is not used, with the nearest known one."""
        return f"unknown participant {name!r}{suggestion(plain_name(name), self.by_name)}"


def _names_of(node: Node) -> Iterator[str]:
    yield str(node.properties["name"])
    if "official_name" in node.properties:
        yield str(node.properties["official_name"])
    aliases = node.properties.get("aliases", [])
    yield from (aliases if isinstance(aliases, list) else [str(aliases)])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _actor_of(row: Mapping[str, str], terms: Terms) -> NamedActor:
    """A former state is a state that is no member of the United Nations; a territory is a stakeholder of that kind."""
    if row["kind"] == FORMER_STATE:
        return NamedActor(row["actor"], row["name"], terms.State, {"un_status": "none"})
    kind: dict[str, Value] = {"kind": row["kind"], "description": row["note"]}
    return NamedActor(row["actor"], row["name"], terms.Stakeholder, kind)


def plain_name(name: str) -> str:
    """A name without case, accents, typographic quotes and a leading article, as two spellings of one name share it."""
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'").replace("`", "'"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().replace("&", "and")
    return re.sub(r"^the ", "", re.sub(r"\s+", " ", bare).strip(" .,;:*"))
