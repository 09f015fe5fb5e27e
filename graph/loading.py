"""From sources to a ready graph: ask a loader for records, add what follows from them, load all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.in_force import derive_parties
from graph.records import Batch, Refusal
from graph.store import LoadReport, Progress, Store
from loaders.catalogue import load_catalogue
from loaders.concepts import load_concepts
from ontology.schema import Schema


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
