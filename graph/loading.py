"""From sources to a ready graph: ask a loader for records, add what follows from them, load all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.diff import CATALOGUE
from graph.in_force import derive_parties
from graph.records import Batch, Node, Refusal
from graph.store import LoadReport, Progress, Store
from loaders.catalogue import load_catalogue
from loaders.concepts import load_concepts
from loaders.known import Known
from loaders.text import load_text
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
    terms = Terms(store.schema)
    treaties = [node for node in store.nodes() if node.label == terms.Treaty]
    titles = {node.id: str(node.properties.get("short_title") or node.properties["name"]) for node in treaties}
    names = {
        str(n.properties[key]): n.id
        for n in treaties
        for key in ("title", "short_title", "name", "series")
        if key in n.properties
    }
    known = {node.id: node.label for node in store.nodes()}
    title = options.title or titles.get(options.treaty)
    batch = load_text(
        paths, options.treaty, store.schema, language=options.language, title=title, known=known, names=names
    )
    batch.nodes = list(_with_printed_headings(batch.nodes, store.nodes(CATALOGUE)))
    return _without_known_containment(batch, store)


def _with_printed_headings(nodes: Iterable[Node], curated: Iterable[Node]) -> Iterator[Node]:
    """The nodes of a text; where the catalogue gives a heading, which then stands, the text's is kept beside it to check it by."""
    headed = {node.id for node in curated if "heading" in node.properties}
    for node in nodes:
        if node.id in headed and "heading" in node.properties:
            node = replace(node, properties={**node.properties, "printed_heading": node.properties["heading"]})
        yield node


def _without_known_containment(batch: Batch, store: Store) -> Batch:
    """Where another source already says that a part stands in a whole, the text need not say it again: it adds depth."""
    contains = Terms(store.schema).CONTAINS
    known = {(e.start, e.end) for e in store.edges(type_=contains) if e.properties.get("origin") != [batch.origin]}
    batch.edges = [e for e in batch.edges if e.type != contains or (e.start, e.end) not in known]
    return batch


def known_in(store: Store) -> Known:
    """What the store knows by name, number and id, for loaders to resolve what documents name."""
    return Known.of(Batch(store.location, list(store.nodes()), list(store.edges())), store.schema)


def with_bonds(batches: Iterable[Batch], store: Store) -> Iterator[Batch]:
    """Batches of acts with the bonds that follow from them, by the rules of the treaties that the store or the batch states."""
    label = Terms(store.schema).Treaty
    rules = {node.id: node for node in store.nodes() if node.label == label}
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

    for report in store.load_all(remembered(), progress):
        yield _report(given.pop(0), report)


def _report(batch: Batch, report: LoadReport) -> SourceReport:
    lost = len(report.refused) - len(batch.refused)
    return SourceReport(
        source=batch.origin,
        loaded=len(batch.nodes) + len(batch.edges) - lost,
        repaired=_as_json(batch.repaired),
        refused=_as_json(report.refused),
        changes={kind: n for kind, n in report.counts.items() if n},
    )


def _as_json(listed: list[Refusal]) -> list[dict[str, object]]:
    return [{"file": r.place.file, "line": r.place.line, "reason": r.reason} for r in listed]
