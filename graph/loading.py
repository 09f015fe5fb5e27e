"""From sources to a ready graph: ask a loader for records, add what follows from them, load all of it at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import cast

from graph.checks import suggestion
from graph.errors import UnknownThingError
from graph.garbage import rarely_collecting
from graph.law.in_force import derive_parties
from graph.records import Batch, Edge, Node, Place, Refusal
from graph.store import LoadReport, Progress, Store
from graph.store.additions import CATALOGUE
from graph.store.diff import origins_of
from graph.store.standing import origin_of
from loaders.catalogue import load_catalogue
from loaders.concepts import load_concepts
from loaders.known import Known
from loaders.text import TreatyText, read_texts, record_text
from ontology.schema import Schema, Terms


@dataclass(frozen=True)
class SourceReport:
    """What became of one source: how many records it gave, what was mended or refused, and the writes it took."""

    source: str
    loaded: int
    repaired: list[dict[str, object]]
    refused: list[dict[str, object]]
    changes: dict[str, int]

    def as_json(self) -> dict[str, object]:
        return {"source": self.source, "loaded": self.loaded, "repaired": self.repaired, "refused": self.refused}


def catalogue_batch(schema: Schema) -> Batch:
    """The catalogue with its concept schemes, and the bonds that follow from the acts in it."""
    batch = load_catalogue(schema)
    batch.extend(load_concepts(schema))
    batch.edges += derive_parties(batch, schema)
    return batch


@dataclass(frozen=True)
class TextOptions:
    """Which treaty a text is of, which of its languages to load, and the short title where the treaty is new."""

    treaty: str
    language: str = "en"
    title: str | None = None


def text_batch(store: Store, paths: Sequence[Path], options: TextOptions) -> Batch:
    """The official text of a treaty, with references to the treaties that the store knows by name."""
    return Texts(store).batch(paths, options)


class Texts:
    """Official texts, one after another, on what the store held at first and what the texts before have added.

    The store is read once for all of them.
    """

    def __init__(self, store: Store) -> None:
        self.schema, self.terms = store.schema, Terms(store.schema)
        self.titles: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.headed: set[str] = set()
        self.contained: dict[tuple[str, str], set[str]] = {}
        self.labels = store.labels()
        for node in (*store.nodes([CATALOGUE]), *store.nodes(label=self.terms.Treaty)):
            self._see(node, origins_of(node.properties))
        for edge in store.edges(types=[self.terms.CONTAINS]):
            self.contained.setdefault((edge.start, edge.end), set()).update(origins_of(edge.properties))

    def _see(self, node: Node, origins: Collection[str]) -> None:
        self.labels.setdefault(node.id, node.label)
        if node.label == self.terms.Treaty:
            self.titles.setdefault(node.id, str(node.properties.get("short_title") or node.properties["name"]))
            names = (node.properties.get(key) for key in ("title", "short_title", "name", "series"))
            self.names.update((str(name), node.id) for name in names if name)
        if CATALOGUE in origins and "heading" in node.properties:
            self.headed.add(node.id)

    def batch(self, paths: Sequence[Path], options: TextOptions) -> Batch:
        """The text of one treaty, from a file or several."""
        [batch] = self.batches([(paths, options)])
        return batch

    def batches(self, texts: Sequence[tuple[Sequence[Path], TextOptions]], workers: int = 1) -> Iterator[Batch]:
        """The texts of several treaties, each from a file or several. `workers`: processes that read at once."""
        files = ((path, options.language) for paths, options in texts for path in paths)
        read = read_texts(files, workers)
        for paths, options in texts:
            yield self._recorded(list(islice(read, len(paths))), options)

    def _recorded(self, read: Sequence[TreatyText | Refusal], options: TextOptions) -> Batch:
        batch = record_text(
            read,
            options.treaty,
            self.schema,
            language=options.language,
            title=options.title or self.titles.get(options.treaty),
            known=self.labels,
            names=self.names,
        )
        batch.nodes = list(self._with_printed_headings(batch.nodes))
        batch.edges = [edge for edge in batch.edges if not self._is_said(edge, batch.origin)]
        self._remember(batch)
        return batch

    def _with_printed_headings(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Where the catalogue gives a heading, which then stands, the text's is kept beside it to check it by."""
        for node in nodes:
            heading = node.properties.get("heading") if node.id in self.headed else None
            yield replace(node, properties={**node.properties, "printed_heading": heading}) if heading else node

    def _is_said(self, edge: Edge, origin: str) -> bool:
        """Where another source already says that a part stands in a whole, the text need not say it again: it adds depth."""
        said_by = self.contained.get((edge.start, edge.end), set()) if edge.type == self.terms.CONTAINS else set()
        return bool(said_by - {origin})

    def _remember(self, batch: Batch) -> None:
        for node in batch.nodes:
            self._see(node, ())
        for edge in batch.edges:
            if edge.type == self.terms.CONTAINS:
                self.contained.setdefault((edge.start, edge.end), set()).add(batch.origin)


def known_in(store: Store) -> Known:
    """What the store knows by name, number and id, for loaders to resolve what documents name."""
    terms = Terms(store.schema)
    nodes = [*store.nodes([CATALOGUE]), *store.nodes(label=terms.Treaty)]
    edges = list(store.edges([CATALOGUE], [terms.MADE, terms.CONCERNS]))
    return Known.of(Batch(store.location, nodes, edges), store.schema, store.labels(terms.Provision))


def with_bonds(batches: Iterable[Batch], store: Store) -> Iterator[Batch]:
    """Batches of acts with the bonds that follow from them, by the rules of the treaties that the store or the batch states."""
    label = Terms(store.schema).Treaty
    rules = {node.id: node for node in store.nodes(label=label)}
    for batch in batches:
        own = {node.id: node for node in batch.nodes if node.label == label}
        merged = [_merged(rules.get(id_), own.get(id_)) for id_ in rules.keys() | own.keys()]
        batch.edges += derive_parties(Batch(batch.origin, merged, batch.edges), store.schema)
        yield batch


def _merged(stored: Node | None, stated: Node | None) -> Node:
    """A treaty as it will stand once a batch is loaded: what is stored wins."""
    nodes = [node for node in (stated, stored) if node is not None]
    properties = {name: value for node in nodes for name, value in node.properties.items()}
    return Node(nodes[-1].label, nodes[-1].id, properties, nodes[-1].place)


def load_batches(store: Store, batches: Iterable[Batch], progress: Progress | None = None) -> Iterator[SourceReport]:
    """Load batches, each whole or not at all, and report on each. StoreError where the store fails; what was reported is loaded."""
    given: list[Batch] = []

    def remembered() -> Iterator[Batch]:
        for batch in batches:
            given.append(batch)
            yield batch

    with rarely_collecting():
        for report in store.load_all(remembered(), progress):
            yield _report(given.pop(0), report)


def loaded(store: Store) -> dict[str, dt.date]:
    """The sources that are loaded, by origin and in order, with the day on which the store last took something from each."""
    marks = sorted(store.nodes(label=Terms(store.schema).Load), key=lambda mark: mark.id)
    return {origin_of(mark.id): cast(dt.date, mark.properties["loaded_on"]) for mark in marks}


def remove(store: Store, origin: str) -> LoadReport:
    """Take back what only one source says. UnknownThingError where it is not loaded, with what is."""
    there = loaded(store)
    if origin not in there:
        known = suggestion(origin, there) or f"; loaded are {', '.join(there)}" if there else "; nothing is loaded"
        raise UnknownThingError(f"no source {origin!r} is loaded{known}")
    return store.remove(origin)


def counted(batches: Iterable[Batch], total: int, progress: Progress) -> Iterator[Batch]:
    """The batches as they come, of which `progress` hears."""
    progress("reading", 0, total)
    for number, batch in enumerate(batches, 1):
        progress("reading", number, max(number, total))
        yield batch


def _report(batch: Batch, report: LoadReport) -> SourceReport:
    lost = len(report.refused) - len(batch.refused)
    gone = "relationships that led to what this source no longer says went with it; load {} again"
    batch.repaired += [Refusal(Place(batch.origin), gone.format(other)) for other in report.bereft]
    return SourceReport(
        source=batch.origin,
        loaded=len(batch.nodes) + len(batch.edges) - lost,
        repaired=_as_json(batch.repaired),
        refused=_as_json(report.refused),
        changes={kind: n for kind, n in report.counts.items() if n},
    )


def _as_json(listed: list[Refusal]) -> list[dict[str, object]]:
    return [{"file": r.place.file, "line": r.place.line, "reason": r.reason} for r in listed]
