"""Verdicts: what the record says of a question, with the reason and the places that say so.

Three values, as in Kleene's logic: a missing fact is `undetermined` and stays so unless another fact settles the
question anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.records import Edge, Node

LABEL = "As the depositary record shows; not legal advice."


class Verdict(StrEnum):
    """The answer to a question of law on the record."""

    holds = "holds"
    fails = "fails"
    undetermined = "undetermined"


STRENGTH = {Verdict.fails: 0, Verdict.undetermined: 1, Verdict.holds: 2}
BY_STRENGTH = (Verdict.fails, Verdict.undetermined, Verdict.holds)


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Whether all hold: fails where one fails, otherwise undetermined where one is; holds where there is none."""
    return min(verdicts, key=STRENGTH.__getitem__, default=Verdict.holds)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Whether one holds: holds where one does, otherwise undetermined where one is; fails where there is none."""
    return max(verdicts, key=STRENGTH.__getitem__, default=Verdict.fails)


def opposite(verdict: Verdict) -> Verdict:
    """Whether it does not hold."""
    return BY_STRENGTH[2 - STRENGTH[verdict]]


def weigh(readings: list[tuple[Verdict, bool]]) -> Verdict:
    """One verdict from several statements, each with whether it is disputed.

    Undisputed ones add up. Of disputed ones either is right: they settle a question only where they agree; one that
    stands alone may be wrong altogether.
    """
    certain = any_of(verdict for verdict, disputed in readings if not disputed)
    doubtful = [verdict for verdict, disputed in readings if disputed]
    if not doubtful:
        return certain
    agreed = doubtful[0] if len(doubtful) > 1 and len(set(doubtful)) == 1 else Verdict.undetermined
    if all(verdict is Verdict.fails for verdict in doubtful):
        agreed = Verdict.fails
    return max(certain, agreed, key=STRENGTH.__getitem__)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact is said: the id of a Source, the place in it, and how far it was reviewed."""

    source: str
    locator: str
    review: str = "compiled"

    @classmethod
    def of(cls, record: Edge | Node) -> Citation:
        """The citation that a relationship or node carries."""
        said = record.properties
        return cls(str(said.get("source", "")), str(said.get("locator", "")), str(said.get("review", "compiled")))

    def __str__(self) -> str:
        mark = "" if self.review == "verified" else f" ({self.review})"
        return f"{self.source}, {self.locator}{mark}"

    def as_json(self) -> dict[str, str]:
        return {"source": self.source, "locator": self.locator, "review": self.review}


SUPPOSED = Citation("supposition", "as asked", "compiled")


@dataclass(frozen=True, slots=True)
class Finding:
    """One question with its verdict, the reason in a sentence, and the citations it rests on."""

    question: str
    verdict: Verdict
    reason: str
    citations: tuple[Citation, ...] = ()

    @property
    def citation(self) -> str:
        """All citations in one line."""
        return "; ".join(map(str, self.citations))

    def as_json(self) -> dict[str, object]:
        """`{question, verdict, reason, citation, citations: [{source, locator, review}]}`."""
        return {
            "question": self.question, "verdict": self.verdict.value, "reason": self.reason,
            "citation": self.citation, "citations": [c.as_json() for c in self.citations],
        }  # fmt: skip

    def sentence(self) -> str:
        """`France bound: holds. In force for it since 2006-05-01 [coe:185, ...].`"""
        cited = f" [{self.citation}]" if self.citations else ""
        return f"{self.question}: {self.verdict.value}. {self.reason}{cited}"

    def markdown(self) -> str:
        """The sentence as an item of a list."""
        cited = "".join(f" `[{c}]`" for c in self.citations)
        return f"- **{self.question}**: {self.verdict.value}. {self.reason}{cited}"


def distinct(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Citations without repetition, in the order in which they come."""
    return tuple(dict.fromkeys(citations))
