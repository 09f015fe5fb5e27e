"""All states at once: who is connected with whom for a measure, which ratification would connect the most, where routes break.

The verdict for two states is the same as that of `legal_basis.basis`; here only the verdicts are reckoned, each state
once. The rules are the same in both directions, so a pair is unordered.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.law.bonds import Record
from graph.law.inquiry import Inquiry
from graph.law.reservations import ObjectionRule
from graph.law.verdicts import BY_STRENGTH, STRENGTH, Finding, Verdict

HOLDS = STRENGTH[Verdict.holds]
Obstacle = tuple[str, str, Verdict]


def un_members(record: Record) -> tuple[str, ...]:
    """The ids of the member states of the United Nations."""
    nodes = record.graph.nodes.values()
    members = [n.id for n in nodes if n.label == record.terms.State and n.properties.get("un_status") == "member"]
    return tuple(sorted(members))


@dataclass(frozen=True)
class _Lane:
    """One treaty for all states: what holds for all, for each state, and what is asked of two.

    `special`: pairs for which a statement of one has an effect of its own toward the other.
    """

    treaty: str
    general: int
    obstacles: tuple[Obstacle, ...]
    of_state: dict[str, int]
    special: frozenset[frozenset[str]]
    dual: bool


class Connections:
    """Connections for a measure and an offence (None: whichever offences the treaties have) between states on a day."""

    def __init__(
        self, record: Record, measure: str, offence: str | None, on: dt.date, states: Iterable[str] | None = None,
        objections: ObjectionRule = ObjectionRule.as_vclt,
    ) -> None:  # fmt: skip
        self.record = record
        self.states = tuple(states) if states is not None else un_members(record)
        self.inquiry = Inquiry(record, offence, measure, on, objections)
        self.obliged = {s: offence is None or self.inquiry.obliged(s).verdict is Verdict.holds for s in self.states}
        self.lanes = [self._lane(treaty) for treaty in self.inquiry.treaties()]

    def _lane(self, treaty: str) -> _Lane:
        inquiry = self.inquiry
        shared = (*inquiry.general(treaty), *inquiry.facts(treaty))
        general = min(STRENGTH[f.verdict] for f in shared)
        of_state = (
            {s: min(STRENGTH[f.verdict] for f in inquiry.of_state(treaty, s)) for s in self.states} if general else {}
        )
        dual = inquiry.offence is not None and inquiry.scope.dual_criminality(inquiry.edges(treaty)) != "not_required"
        return _Lane(treaty, general, tuple(_obstacles(treaty, shared)), of_state, self._special(treaty), dual)

    def _special(self, treaty: str) -> frozenset[frozenset[str]]:
        known = self.inquiry.statements
        pairs = (
            frozenset((author, other))
            for (of, author), listed in known.by_author.items() if of == treaty
            for statement in listed
            for other in (*(o.actor for o in known.objectors.get(statement.id, ())), *(a for t in statement.touches for a in t.toward))
        )  # fmt: skip
        return frozenset(pairs)

    def verdict(self, one: str, other: str) -> Verdict:
        """Whether there is a route between two states."""
        return (
            BY_STRENGTH[max((self._along(lane, one, other) for lane in self.lanes), default=0)]
            if one != other
            else Verdict.fails
        )

    def treaties(self, one: str, other: str) -> list[str]:
        """The treaties whose route between two states holds."""
        return [lane.treaty for lane in self.lanes if one != other and self._along(lane, one, other) == HOLDS]

    def _along(self, lane: _Lane, one: str, other: str) -> int:
        if not lane.general:
            return 0
        if lane.special and frozenset((one, other)) in lane.special:
            return min(STRENGTH[hop.verdict] for hop in self.inquiry.hops(lane.treaty, one, other))
        strength = min(lane.general, lane.of_state[one], lane.of_state[other])
        return min(strength, 1) if lane.dual and not (self.obliged[one] and self.obliged[other]) else strength

    def matrix(self) -> list[list[Verdict]]:
        """The verdict for every two states, in the order of `states`; the diagonal, a state with itself, fails."""
        rows = [[Verdict.fails] * len(self.states) for _ in self.states]
        for i, j in combinations(range(len(self.states)), 2):
            rows[i][j] = rows[j][i] = self.verdict(self.states[i], self.states[j])
        return rows

    def counts(self) -> Counter[Verdict]:
        """How many pairs hold, fail or are undetermined."""
        return Counter(self.verdict(one, other) for one, other in combinations(self.states, 2))

    # ------------------------------------------------------------------ what would connect more

    def ratifications(self, top: int = 10) -> list[Ratification]:
        """The ratifications that would each connect the most new pairs, without reservations and once in force; the most first.

        Only treaties that are in force and whose route holds between their parties connect anyone.
        """
        connected = {frozenset(pair) for pair in combinations(self.states, 2) if self.verdict(*pair) is Verdict.holds}
        found = [
            Ratification(state, lane.treaty, new)
            for lane in self.lanes if lane.general == HOLDS
            for state in self.states if self._may_join(lane, state)
            if (new := self._gain(lane, state, connected))
        ]  # fmt: skip
        return sorted(found, key=lambda r: (-r.new_pairs, r.treaty, r.state))[:top]

    def _may_join(self, lane: _Lane, state: str) -> bool:
        record, on = self.record, self.inquiry.on
        club, parent = record.graph.nodes[lane.treaty].properties.get("open_to"), record.parent(lane.treaty)
        if record.bound(state, lane.treaty, on).verdict is Verdict.holds or (
            club and not record.is_member(state, str(club), on)
        ):
            return False
        return parent is None or record.bound(state, parent, on).verdict is Verdict.holds

    def _gain(self, lane: _Lane, state: str, connected: set[frozenset[str]]) -> int:
        obliges = self.inquiry.covered(lane.treaty).verdict is Verdict.holds
        if lane.dual and not (obliges or self.obliged[state]):
            return 0
        return sum(
            other != state and lane.of_state[other] == HOLDS and (not lane.dual or self.obliged[other])
            and frozenset((state, other)) not in connected
            for other in self.states
        )  # fmt: skip

    def weakest_links(self, top: int = 10) -> list[Link]:
        """The hops that, each alone, stand between the most pairs and a route that holds; the most first.

        A treaty that has nothing to do with the offence is no route to be mended, and left out.
        """
        lanes = [lane for lane in self.lanes if (lane.treaty, "offence covered", Verdict.fails) not in lane.obstacles]
        of_state = {
            lane.treaty: {s: list(_obstacles(lane.treaty, self.inquiry.of_state(lane.treaty, s))) for s in self.states}
            for lane in lanes
        }
        counts: Counter[Obstacle] = Counter()
        for one, other in combinations(self.states, 2):
            if self.verdict(one, other) is not Verdict.holds:
                alone = (self._alone(lane, of_state[lane.treaty], one, other) for lane in lanes)
                counts.update({obstacle for obstacle in alone if obstacle})
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]
        return [Link(treaty, question, verdict, pairs) for (treaty, question, verdict), pairs in ranked]

    def _alone(self, lane: _Lane, of_state: dict[str, list[Obstacle]], one: str, other: str) -> Obstacle | None:
        """The one hop at which a route breaks, or None where there are several."""
        found = [*lane.obstacles, *of_state[one], *of_state[other]]
        if lane.dual and not (self.obliged[one] and self.obliged[other]):
            found.append((lane.treaty, "dual criminality", Verdict.undetermined))
        return found[0] if len(found) == 1 else None


def _obstacles(treaty: str, findings: Sequence[Finding]) -> Iterator[Obstacle]:
    for finding in findings:
        if finding.verdict is not Verdict.holds:
            yield treaty, finding.question, finding.verdict


@dataclass(frozen=True, slots=True)
class Ratification:
    """A ratification that is imagined: by whom, of what, and how many pairs of states it would newly connect."""

    state: str
    treaty: str
    new_pairs: int


@dataclass(frozen=True, slots=True)
class Link:
    """A hop of a treaty's route that alone keeps so many pairs of states from it."""

    treaty: str
    question: str
    verdict: Verdict
    pairs: int
