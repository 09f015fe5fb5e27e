"""What is in the graph already, as far as loaders of participation must know it: so that they add to a treaty and do
not double it.

A treaty of the catalogue is found by the number under which its depositary lists it, which stands in the treaty's
`url` (`mtdsg_no=XVIII-12`, `treatynum=185`): the one place where the catalogue says what a treaty is to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.ids import treaty_of
from graph.records import Batch
from loaders.actor_names import ActorNames
from loaders.catalogue import ORIGIN as CATALOGUE
from ontology.schema import Schema, Terms, Value

_NUMBERS = (("untc", re.compile(r"[?&]mtdsg_no=([\w-]+)")), ("coe", re.compile(r"[?&](?:treatynum|numSte)=(\d{1,4})")))


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """A reservation or other statement in the graph: its id, kind, and the paths of the provisions it concerns."""

    id: str
    kind: str
    paths: frozenset[str]


@dataclass(frozen=True)
class Known:
    """Actors by name, treaties by number, provisions by id, statements by treaty and actor.

    It can be sent to worker processes.
    """

    actors: ActorNames
    treaties: Mapping[tuple[str, str], str]
    provisions: frozenset[str]
    statements: Mapping[tuple[str, str], tuple[KnownStatement, ...]]

    @classmethod
    def of(cls, batch: Batch, schema: Schema, provisions: Iterable[str] = ()) -> Known:
        """What a batch holds: that of the catalogue, or of a store at least what the catalogue states and all treaties.

        `provisions`: ids of those that are there beside the batch's.

        Of a store's actors and statements only those of the catalogue count as known: what a file stated before, it must
        state again when it is loaded again, under the same ids.
        """
        terms = Terms(schema)
        own = (n.id for n in batch.nodes if schema.is_a(n.label, terms.Provision))
        treaties = {
            (collection, match[1]): node.id
            for node in batch.nodes
            if node.label == terms.Treaty
            for collection, pattern in _NUMBERS
            if (match := pattern.search(str(node.properties.get("url", ""))))
        }
        nodes = [n for n in batch.nodes if _is_curated(n.properties)]
        edges = [e for e in batch.edges if _is_curated(e.properties)]
        curated = Batch(batch.origin, nodes, edges)
        return cls(
            ActorNames.of(curated, schema), treaties, frozenset([*provisions, *own]), _statements(curated, terms)
        )

    def treaty(self, collection: str, number: str) -> str | None:
        """The id of a treaty that a depositary (`untc`, `coe`) lists under a number; None where the graph has none."""
        return self.treaties.get((collection, number))

    def nearest(self, treaty: str, path: str) -> str:
        """The provision at a path, or the nearest above it that the graph holds; the treaty itself where there is none."""
        while path:
            if f"{treaty}/{path}" in self.provisions:
                return f"{treaty}/{path}"
            path = path.rpartition("/")[0]
        return treaty


def _is_curated(properties: Mapping[str, Value]) -> bool:
    """Records of a batch have no origin yet; those of a store list the loads that state them."""
    origins = properties.get("origin", CATALOGUE)
    return CATALOGUE in origins if isinstance(origins, list) else origins == CATALOGUE


def _statements(batch: Batch, terms: Terms) -> dict[tuple[str, str], tuple[KnownStatement, ...]]:
    concerned: dict[str, set[str]] = {}
    for edge in batch.edges:
        if edge.type == terms.CONCERNS and "/" in edge.end:
            concerned.setdefault(edge.start, set()).add(edge.end.partition("/")[2])
    kinds = {n.id: str(n.properties["kind"]) for n in batch.nodes if n.label == terms.Reservation}
    found: dict[tuple[str, str], tuple[KnownStatement, ...]] = {}
    for edge in batch.edges:
        if edge.type == terms.MADE and edge.end in kinds:
            key = (treaty_of(edge.end), edge.start)
            statement = KnownStatement(edge.end, kinds[edge.end], frozenset(concerned.get(edge.end, ())))
            found[key] = (*found.get(key, ()), statement)
    return found
