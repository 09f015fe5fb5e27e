"""From sources to a ready graph: ask a loader for records, add what follows from them, load all of it at once."""

from __future__ import annotations

from dataclasses import dataclass

from graph.in_force import derive_parties
from graph.records import Batch
from graph.store import LoadReport, Progress, Store
from loaders.catalogue import load_catalogue
from loaders.concepts import load_concepts
from ontology.schema import Schema


@dataclass(frozen=True)
class SourceReport:
    """What became of one source: how many records it gave, and what was mended or refused."""

    source: str
    loaded: int
    repaired: list[dict[str, object]]
    refused: list[dict[str, object]]

    def as_json(self) -> dict[str, object]:
        return {"source": self.source, "loaded": self.loaded, "repaired": self.repaired, "refused": self.refused}


def catalogue_batch(schema: Schema) -> Batch:
    """The catalogue with its concept schemes, and the bonds that follow from the acts in it."""
    batch = load_catalogue(schema)
    batch.extend(load_concepts(schema))
    batch.edges += derive_parties(batch, schema)
    return batch


def load_batch(store: Store, batch: Batch, progress: Progress | None = None) -> tuple[SourceReport, LoadReport]:
    """Load one batch. StoreError where the store fails; it then holds what it held before."""
    report = store.load(batch, progress)
    given = len(batch.nodes) + len(batch.edges)
    lost = len(report.refused) - len(batch.refused)
    places = [
        [{"file": r.place.file, "line": r.place.line, "reason": r.reason} for r in listed]
        for listed in (batch.repaired, report.refused)
    ]
    return SourceReport(batch.origin, given - lost, places[0], places[1]), report
