"""The review file: where people accept or reject computed correspondences.

A CSV table (UTF-8, one header line) with the columns `decision,first,second,relation,score,why,by,on,note`:

- `decision`: `accept`, `reject`, or empty while nobody has decided;
- `first`, `second`: ids of provisions of two treaties;
- `relation`: `exact`, `close`, `broader`, `narrower` or `related`, from first to second, needed to accept;
- `score`, `why`: what the computation said, kept for the reader;
- `by`, `on` (YYYY-MM-DD), `note`: who decided, when, and why.

Accepted rows become correspondences with basis curated. Rejected pairs are never suggested again, in either direction. Adding new
candidates keeps every row that is there.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from graph.alignment import Candidate, Pair
from graph.errors import TreatygraphError
from graph.records import Batch, Edge, Place
from ontology.schema import Schema, Terms, Value

ACCEPT, REJECT = "accept", "reject"
DECISIONS = (ACCEPT, REJECT, "")
_ISO_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
SOURCE = "curation"  # the catalogue's own source for editorial judgement


class ReviewError(TreatygraphError):
    """The review file cannot be read; the message names file, line and what was expected."""


@dataclass(frozen=True)
class Decision:
    """One row of the review file, and the line it stands on (0: not written yet)."""

    decision: str
    first: str
    second: str
    relation: str = ""
    score: str = ""
    why: str = ""
    by: str = ""
    on: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)

    @property
    def pair(self) -> Pair:
        return frozenset((self.first, self.second))


COLUMNS = [f.name for f in fields(Decision) if f.name != "line"]


def read_review(path: Path) -> list[Decision]:
    """The rows of a review file; none where the file does not exist. ReviewError where a row is malformed."""
    if not path.exists():
        return []
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
    if reader.fieldnames is None or not {"decision", "first", "second"} <= set(reader.fieldnames):
        raise ReviewError(f"{path}: expected the columns {','.join(COLUMNS)}")
    return [_decision(row, path, reader.line_num) for row in reader]


def _decision(row: dict[str, str], path: Path, line: int) -> Decision:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    cells["decision"] = cells["decision"].lower()
    if cells["decision"] not in DECISIONS:
        raise ReviewError(f"{path}:{line}: decision {cells['decision']!r}, expected accept, reject or nothing")
    if not cells["first"] or not cells["second"]:
        raise ReviewError(f"{path}:{line}: first or second is missing")
    if cells["decision"] == ACCEPT and not cells["relation"]:
        raise ReviewError(
            f"{path}:{line}: an accepted pair needs its relation (exact, close, broader, narrower or related)"
        )
    if cells["on"] and not _ISO_DAY.fullmatch(cells["on"]):
        raise ReviewError(f"{path}:{line}: on {cells['on']!r}, expected YYYY-MM-DD")
    return Decision(**cells, line=line)


def rejected(decisions: Iterable[Decision]) -> set[Pair]:
    """The pairs that are not to be suggested again."""
    return {d.pair for d in decisions if d.decision == REJECT}


def with_candidates(decisions: Iterable[Decision], candidates: Iterable[Candidate]) -> list[Decision]:
    """All rows that are there, then candidates whose pair is not among them."""
    kept = list(decisions)
    seen = {d.pair for d in kept}
    new = (Decision("", c.first, c.second, "", f"{c.score:.3f}", c.why) for c in candidates)
    return kept + [d for d in new if d.pair not in seen]


def write_review(path: Path, decisions: Iterable[Decision]) -> None:
    """Write the whole file anew; the old one stays until the new one is complete."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(asdict(d) for d in decisions)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text.getvalue(), encoding="utf-8")
    beside.replace(path)


def accepted_batch(decisions: Iterable[Decision], schema: Schema, file: str) -> Batch:
    """The accepted pairs as records; `file` is shown as their place. The store refuses those whose ends do not exist."""
    terms = Terms(schema)
    batch = Batch(f"review:{file}")
    for d in decisions:
        if d.decision == ACCEPT:
            batch.edges.append(Edge(terms.CORRESPONDS_TO, d.first, d.second, _properties(d, file), Place(file, d.line)))
    return batch


def _properties(d: Decision, file: str) -> dict[str, Value]:
    by = f", accepted by {d.by}" if d.by else ""
    found: dict[str, Value] = {
        "relation": d.relation,
        "basis": "curated",
        "source": SOURCE,
        "locator": f"{file}: {d.first} with {d.second}{by}",
        "review": "compiled",
    }
    if d.note:
        found["note"] = d.note
    if d.on:
        found["as_of"] = dt.date.fromisoformat(d.on)
    return found
