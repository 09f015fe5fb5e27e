"""An agreement as records: the treaty and its parties by code, its provisions with their text, the references between
them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from graph.records import Batch, Node, Place, Refusal
from loaders.acts import SIGNATURE, Act
from loaders.known import Known
from loaders.participation import Recorder as Participation
from loaders.text.lines import Document
from loaders.text.records import Loading, Recorder
from loaders.text.treaty import TreatyText
from loaders.tota.document import Agreement
from loaders.tota.dotted import with_dotted_references
from ontology.schema import Schema, Terms, Value

ORIGIN = "tota"
_LICENCE = "CC BY-NC 4.0"
_STATUS = {"in force": "in_force", "inactive": "closed", "early announcement-signed": "open"}


def to_records(agreement: Agreement, file: str, data: bytes, schema: Schema, known: Known) -> Batch:
    """All records of an agreement. What could not be used is in the batch's `refused`, with its line."""
    terms = Terms(schema)
    treaty = f"{ORIGIN}:{agreement.identifier}"
    source = f"{treaty}/xml"
    batch = Batch(treaty)
    sha256 = hashlib.sha256(data).hexdigest()
    batch.nodes += [
        Node(terms.Source, source, _source(agreement, sha256), Place(file)),
        Node(terms.Treaty, treaty, _treaty(agreement, source), Place(file, agreement.line)),
    ]
    for line, problem in agreement.problems:
        batch.refuse(Place(file, line), problem)
    _parties(
        agreement, Participation(schema, known, batch, treaty, source, review="compiled"), Place(file, agreement.line)
    )
    _provisions(agreement, Loading(schema, treaty, agreement.name, {}, {}), source, file, sha256, batch)
    return batch


def _source(agreement: Agreement, sha256: str) -> dict[str, Value]:
    return {
        "name": f"ToTA {agreement.identifier}",
        "title": f"Texts of Trade Agreements, {agreement.identifier}: {agreement.name}",
        "licence": _LICENCE,
        "sha256": sha256,
    }


def _treaty(agreement: Agreement, source: str) -> dict[str, Value]:
    given: dict[str, Value | None] = {
        "name": agreement.name,
        "title": f"{agreement.name} ({agreement.type})" if agreement.type else agreement.name,
        "series": f"WTO RTA {agreement.wto}" if agreement.wto else None,
        "adopted": agreement.signed,
        "entry_into_force": agreement.in_force,
        "status": _STATUS.get(agreement.status.lower()),
        "text_url": agreement.text_url or None,
    }
    stated: dict[str, Value] = {"source": source, "locator": "meta", "review": "compiled"}
    return {name: value for name, value in given.items() if value is not None} | stated


def _parties(agreement: Agreement, recorder: Participation, place: Place) -> None:
    """Original parties signed on the day of signature.

    Parties are bound from entry into force, those who joined later from a day that is not given.

    Of an agreement that has ended the corpus lists no parties any more: the original ones were bound until then.
    """
    ended = agreement.status.lower() == "inactive"
    bound = agreement.parties or (agreement.original if ended else ())
    for code in dict.fromkeys([*agreement.original, *bound]):
        actor = recorder.known.actors.by_code(code)
        if actor is None:
            recorder.batch.refuse(place, f"unknown party code {code!r}: expected ISO 3166-1 alpha-3")
            continue
        recorder.add_actor(actor, place, f"meta, party {code}")
        original = code in agreement.original
        if original and agreement.signed:
            note = "" if code in bound else "not among the parties that the corpus now lists"
            recorder.act(
                actor, Act(SIGNATURE, "signature", None, agreement.signed, True), "meta, parties_original", place, note
            )
        if code in bound and agreement.in_force:
            days: dict[str, dt.date | None] = {
                "since": agreement.in_force if original else None,
                "until": agreement.inactive if ended else None,
            }
            note = "" if original else "joined later; the corpus does not say when"
            recorder.edge(
                recorder.terms.PARTY_TO,
                actor.id,
                recorder.treaty,
                "meta, parties",
                place,
                {k: v for k, v in days.items() if v},
                note,
            )


def _provisions(agreement: Agreement, loading: Loading, source: str, file: str, sha256: str, batch: Batch) -> None:
    """Provisions and references by the loader of texts. References that lead nowhere here are counted, not listed."""
    reported = len(batch.repaired)
    text = TreatyText(Path(file), agreement.language, sha256, Document([], wrapped=False), [], agreement.outline, {})
    Recorder(loading, text, source, batch).write()
    with_dotted_references(batch, loading.treaty, loading.terms)
    lost = [r for r in batch.repaired[reported:] if r.reason.startswith("reference ")]
    batch.repaired[reported:] = [r for r in batch.repaired[reported:] if not r.reason.startswith("reference ")]
    if lost:
        batch.repaired.append(
            Refusal(
                Place(file),
                f"{len(lost)} references to other instruments, or to what is not in the file, have no target here",
            )
        )
