"""RDF files into a store: a restore where the store is empty, an addition where it is not."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from graph.errors import UnknownThingError
from graph.records import Batch
from graph.store import Progress, Store
from loaders.rdf import load_rdf
from ontology.schema import Schema, Terms


def rdf_batches(store: Store, path: Path, concepts: str | None = None, progress: Progress | None = None) -> list[Batch]:
    """What an RDF file would load.

    Into an empty store its records come as the loads they were exported from, so that the graph is the same again. Otherwise all of them are
    one load, `rdf:<name of the file>`, which takes nothing back from others and does not say again what is there.
    `concepts`: what foreign SKOS concepts are, `offence` or `measure`. UnknownThingError for anything else. `progress` hears how many
    bytes of the file have been read, of how many.
    """
    label = _concept_label(concepts, store.schema) if concepts else None
    empty = store.counts() == (0, 0)
    told = partial(progress, f"reading {path.name}") if progress else lambda *_: None
    batches = load_rdf(path, store.schema, concepts=label, keep_origins=empty, told=told)
    if not empty:
        for batch in batches:
            _drop_what_is_there(batch, store)
    return batches


def _concept_label(concepts: str, schema: Schema) -> str:
    terms = Terms(schema)
    found = {label.lower(): label for label in (terms.Offence, terms.Measure)}.get(concepts.lower())
    if found is None:
        raise UnknownThingError(f"concepts are offences or measures, not {concepts!r}")
    return found


def _drop_what_is_there(batch: Batch, store: Store) -> None:
    wanted = {edge.key for edge in batch.edges}
    there = {
        e.key for e in store.edges() if e.key in wanted and batch.origin not in _origins(e.properties.get("origin"))
    }
    batch.edges = [edge for edge in batch.edges if edge.key not in there]


def _origins(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
