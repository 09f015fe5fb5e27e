"""What became of a file: every row accounted for, and the counts of its records against those of the depositary."""

from __future__ import annotations

from dataclasses import dataclass

from graph.records import Batch, Edge
from loaders.mtdsg.document import StatusFile
from loaders.participation import NO_LONGER
from ontology.schema import Schema, Terms


@dataclass(frozen=True)
class Tally:
    """Rows of all tables and statements of a file, how many gave records, how many only a line in the report.

    `signatories` and `parties` are distinct actors with an act in effect in the table of participants; `stated_...`
    what the header says (None: nothing); `provisional`: actors with no more than a provisional act.
    """

    rows: int
    loaded: int
    reported: int
    signatories: int
    parties: int
    stated_signatories: int | None
    stated_parties: int | None
    provisional: int = 0
    has_table: bool = True

    @property
    def agrees(self) -> bool:
        return not self.disagreements()

    def disagreements(self) -> list[str]:
        """Each count that differs from the depositary's, with the reason as far as the file shows it."""
        pairs = (
            ("signatories", self.signatories, self.stated_signatories),
            ("parties", self.parties, self.stated_parties),
        )
        return [
            f"{what}: {mine} counted, {stated} stated{self._reason(mine, stated)}"
            for what, mine, stated in pairs
            if stated not in (None, mine)
        ]

    def _reason(self, mine: int, stated: int | None) -> str:
        if stated is not None and self.provisional and stated == mine + self.provisional:
            return f"; the depositary counts {self.provisional} with a provisional act only"
        return "; so many rows of the table have an act in effect"


def tally(document: StatusFile, batch: Batch, schema: Schema) -> Tally:
    """Account for a file whose records are in a batch."""
    terms = Terms(schema)
    recorded = {node.place.line for node in batch.nodes} | {edge.place.line for edge in batch.edges}
    told = {refusal.place.line for refusal in batch.refused}
    spans = _spans(document)
    loaded = [any(line in recorded for line in span) for span in spans]
    reported = [not given and any(line in told for line in span) for given, span in zip(loaded, spans, strict=True)]
    lines = {row.line for row in document.rows or ()}
    signed, bound = (
        {e.start for e in batch.edges if e.type == type_ and e.place.line in lines and not _has_ended(e)}
        for type_ in (terms.SIGNED, terms.RATIFIED)
    )
    provisional = {e.start for e in batch.edges if e.type == terms.MADE and e.place.line in lines} - bound
    has_provisional = any(column.purpose == "provisional" for column in document.columns or ())
    header = document.header
    return Tally(
        len(spans),
        sum(loaded),
        sum(reported),
        len(signed),
        len(bound),
        header.signatories,
        header.parties,
        len(provisional) if has_provisional else 0,
        document.rows is not None,
    )


def _spans(document: StatusFile) -> list[range]:
    """The lines of every row, entry and block."""
    rows = [*(document.rows or ()), *document.territories, *(row for table in document.special for row in table.rows)]
    lines = [*(row.line for row in rows), *(entry.line for entry in document.league)]
    spans = [range(line, line + 1) for line in lines]
    return spans + [range(b.line, max([b.line, *(p.line for p in b.paragraphs)]) + 1) for b in document.blocks]


def _has_ended(edge: Edge) -> bool:
    return str(edge.properties.get("note", "")).startswith(NO_LONGER)
