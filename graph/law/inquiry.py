"""The questions of a legal basis, one by one: an inquiry into one measure, one offence and one day, over all treaties and states.

What does not depend on the states is asked once for each treaty, what depends on one state once for each of the two,
so that the same findings serve one pair, or all pairs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from graph.ids import treaty_of
from graph.law.acts import require
from graph.law.bonds import Record
from graph.law.reservations import Effect, Hit, ObjectionRule, Statements, hits, statements_of, territory
from graph.law.scope import ANY, Covered, Scope, scope_of
from graph.law.verdicts import STRENGTH, Citation, Finding, Verdict, all_of, any_of, distinct
from graph.records import Edge


class Inquiry:
    """An inquiry into a measure, an offence (None: whichever the treaty has) and a day. UnknownThingError for unknown concepts.

    `asked`: the day on which it is asked, where `on` lies ahead (see `Record.bound`).
    """

    def __init__(
        self, record: Record, offence: str | None, measure: str, on: dt.date, objections: ObjectionRule = ObjectionRule.as_vclt,
        asked: dt.date | None = None,
    ) -> None:  # fmt: skip
        require(record.graph, measure, record.terms.Measure)
        if offence is not None:
            require(record.graph, offence, record.terms.Offence)
        self.record, self.offence, self.measure, self.on, self.objections = record, offence, measure, on, objections
        self.asked = asked or on
        self.scope: Scope = scope_of(record.graph)
        self.statements: Statements = statements_of(record.graph)
        self._general: dict[str, tuple[Finding, ...]] = {}
        self._of_state: dict[tuple[str, str], tuple[Finding, ...]] = {}
        self._obliged: dict[str, Finding] = {}

    def treaties(self) -> list[str]:
        """The treaties that provide for the measure, or that criminalise the offence and lack the measure."""
        return [t for t in self.scope.treaties if self.provided(t).edges or self._criminalises(t)]

    def _criminalises(self, treaty: str) -> bool:
        return self.offence is not None and self.covered(treaty).verdict is Verdict.holds

    def covered(self, treaty: str) -> Covered:
        return self.scope.criminalises(treaty, self.offence)

    def provided(self, treaty: str) -> Covered:
        return self.scope.provides(treaty, self.measure)

    def edges(self, treaty: str) -> tuple[Edge, ...]:
        """The statements on the measure that carry the route."""
        return self.scope.carrying(treaty, self.offence, self.measure)

    def by_reach(self, treaty: str) -> bool:
        """Whether the measure reaches any crime, so that the route does not need the treaty to criminalise the offence."""
        return any(edge.properties.get("reach") == ANY for edge in self.edges(treaty))

    # ------------------------------------------------------------------ the treaty

    def general(self, treaty: str) -> tuple[Finding, ...]:
        """Offence, measure, and whether the treaty is in force: what holds for every two states alike."""
        if treaty not in self._general:
            self._general[treaty] = (self._offence(treaty), self._measure(treaty), self._in_force(treaty))
        return self._general[treaty]

    def _offence(self, treaty: str) -> Finding:
        covered, edges = self.covered(treaty), self.edges(treaty)
        verdict = any_of(self.scope.reaches(edge, covered) for edge in edges) if edges else covered.verdict
        reason, cited = covered.reason, covered.citations
        if self.by_reach(treaty):
            reason = f"The measure reaches evidence of any crime: {self.scope.cite(edges)}."
        elif covered.verdict is not Verdict.holds and verdict is Verdict.undetermined and edges:
            serious = "it reaches it as a serious crime, if its penalty in domestic law meets the treaty's threshold"
            unknown = "the record does not say which offences the measure reaches"
            reach = serious if any(e.properties.get("reach") for e in edges) else unknown
            reason = (
                f"{covered.reason.rstrip('.')}; {reach if covered.verdict is Verdict.fails else 'that is left open'}."
            )
        cited = distinct((*cited, *map(Citation.of, edges))) or self._treaty_citation(treaty)
        return Finding("offence covered", verdict, reason, cited)

    def _measure(self, treaty: str) -> Finding:
        provided = self.provided(treaty)
        notes = "; ".join(dict.fromkeys(str(n) for e in self.edges(treaty) if (n := e.properties.get("note"))))
        reason = f"{provided.reason} Note: {notes.rstrip('.')}." if notes else provided.reason
        return Finding(
            "measure provided for", provided.verdict, reason, provided.citations or self._treaty_citation(treaty)
        )

    def _in_force(self, treaty: str) -> Finding:
        entry, adopted = self.record.entry(treaty), self.record.adopted(treaty)
        reason = entry.reason if self.on >= adopted else f"The treaty was adopted on {adopted.isoformat()} only."
        return Finding("treaty in force", entry.on(self.on), reason, entry.citations)

    def facts(self, treaty: str) -> Iterator[Finding]:
        """Facts that no depositary record holds and on which the treaty or the measure depends; none where there are none."""
        edges = self.edges(treaty)
        stated: list[str] = []
        for said in (self.record.graph.nodes[treaty].properties, *(edge.properties for edge in edges)):
            listed = said.get("depends_on", [])
            stated += listed if isinstance(listed, list) else [str(listed)]
        if stated:
            reason = f"Depends on what no depositary record holds: {'; '.join(dict.fromkeys(stated))}."
            cited = distinct(map(Citation.of, edges)) or self._treaty_citation(treaty)
            yield Finding("facts of the case", Verdict.undetermined, reason, cited)

    def _treaty_citation(self, treaty: str) -> tuple[Citation, ...]:
        return (Citation.of(self.record.graph.nodes[treaty]),)

    # ------------------------------------------------------------------ one state

    def of_state(self, treaty: str, state: str, other: str | None = None) -> tuple[Finding, ...]:
        """Whether a state is bound, by a protocol's parent too, and what its statements do, toward another state or at large."""
        if other is not None and self.statements.answers_to(treaty, state, other):
            return self._ask(treaty, state, other)
        if (treaty, state) not in self._of_state:
            self._of_state[treaty, state] = self._ask(treaty, state, None)
        return self._of_state[treaty, state]

    def _objected(self, treaty: str, state: str, other: str) -> bool:
        return any(self.statements.objects(other, s, self.on) for s in self.statements.of(treaty, state, self.on))

    def _ask(self, treaty: str, state: str, other: str | None) -> tuple[Finding, ...]:
        bound = [self.record.bound(state, treaty, self.on, self.asked)]
        parent = self.record.parent(treaty)
        if parent:
            above = self.record.bound(state, parent, self.on, self.asked)
            question = f"{self.record.graph.name(state)} bound by the {self.record.graph.name(parent)}"
            bound.append(Finding(question, above.verdict, above.reason, above.citations))
        return (*bound, self._reservations(treaty, state, other))

    def _reservations(self, treaty: str, state: str, other: str | None) -> Finding:
        question = f"reservations of {self.record.graph.name(state)}"
        found = sorted(self._hits(treaty, state, other), key=lambda hit: -hit.effect)
        told = distinct(c for hit in found for c in hit.citations)
        if not found:
            coverage = self.record.acts.coverage(treaty)
            return Finding(question, Verdict.holds, "None on record touches these provisions.", (coverage.citation,))
        reason = f"{'. '.join(dict.fromkeys(hit.why for hit in found))}."
        return Finding(question, self._weigh(treaty, found), reason, told)

    def _hits(self, treaty: str, state: str, other: str | None) -> list[Hit]:
        """Statements on the measure; on the offence too, where the route rests on the treaty criminalising it."""
        measure = self.scope.bearing_on(treaty, self.measure)
        found = []
        for source in dict.fromkeys([treaty, *(treaty_of(p) for p in measure)]):
            found += hits(self.record, state, other, source, measure, self.on, offence=self.offence, exemptions=True)
        if not self.by_reach(treaty):
            found += hits(self.record, state, other, treaty, self.covered(treaty).provisions, self.on)
        if other and self.objections is ObjectionRule.severed:
            found = [h for h in found if not self.statements.objects(other, h.statement, self.on)]
        return found

    def _weigh(self, treaty: str, found: list[Hit]) -> Verdict:
        """Fails where all provisions on the measure, or all on the offence, are excluded; undetermined where one is limited."""
        out = {hit.provision for hit in found if hit.effect is Effect.excludes}
        measure = {edge.start for edge in self.edges(treaty)}
        offence = set() if self.by_reach(treaty) else set(self.covered(treaty).provisions)
        if (measure and measure <= out) or (offence and offence <= out):
            return Verdict.fails
        return Verdict.undetermined if any(hit.effect is not Effect.noted for hit in found) else Verdict.holds

    def obliged(self, state: str) -> Finding:
        """Whether a state is bound, by whichever treaty, to criminalise the offence: what the record can say of dual criminality."""
        if state not in self._obliged:
            name = self.record.graph.name(state)
            found = [f for treaty in self.scope.treaties if (f := self._obliged_by(treaty, state))]
            strongest = max(found, key=lambda f: STRENGTH[f.verdict], default=None)
            nothing = Finding(f"{name} obliged", Verdict.fails, f"No treaty on record obliges {name} to criminalise it")
            self._obliged[state] = strongest or nothing
        return self._obliged[state]

    def _obliged_by(self, treaty: str, state: str) -> Finding | None:
        covered = self.covered(treaty)
        if covered.verdict is not Verdict.holds:
            return None
        bound = self.record.bound(state, treaty, self.on, self.asked)
        if bound.verdict is Verdict.fails:
            return None
        found = hits(self.record, state, None, treaty, covered.provisions, self.on)
        out = {hit.provision for hit in found if hit.effect is Effect.excludes}
        limited = any(hit.effect is not Effect.noted for hit in found)
        kept = (
            Verdict.fails
            if out and out >= set(covered.provisions)
            else Verdict.undetermined
            if limited
            else Verdict.holds
        )
        name, title = self.record.graph.name(state), self.record.graph.name(treaty)
        doubt = {Verdict.holds: "", Verdict.undetermined: ", with limits or doubts", Verdict.fails: ", but excludes it"}
        verdict = all_of((bound.verdict, kept))
        reason = f"{name} is obliged by the {title} ({self.scope.cite(covered.edges)}){doubt[verdict]}"
        cited = distinct((*covered.citations, *bound.citations, *(c for hit in found for c in hit.citations)))
        return Finding(f"{name} obliged", verdict, reason, cited)

    # ------------------------------------------------------------------ two states

    def between(self, treaty: str, one: str, other: str) -> Finding:
        """Whether the treaty is in force between two states."""
        both = [self.of_state(treaty, state)[0] for state in (one, other)]
        verdict = all_of((self.record.entry(treaty).on(self.on), *(f.verdict for f in both)))
        names = " and ".join(self.record.graph.name(state) for state in (one, other))
        reason = {
            Verdict.holds: f"In force for both {names}.", Verdict.fails: f"Not in force for both {names}.",
            Verdict.undetermined: f"It cannot be said whether it is in force for both {names}.",
        }[verdict]  # fmt: skip
        cited = distinct(c for f in both for c in f.citations)
        if self.objections is ObjectionRule.no_relations:
            for author, objector in ((one, other), (other, one)):
                if self._objected(treaty, author, objector):
                    reason = f"{self.record.graph.name(objector)} objects to a statement of {self.record.graph.name(author)}; "
                    return Finding(
                        "in force between them",
                        Verdict.fails,
                        reason + "no treaty relations are taken to follow.",
                        cited,
                    )
        return Finding("in force between them", verdict, reason, cited)

    def territory(self, treaty: str, one: str, other: str) -> Finding:
        """To which territories the treaty applies (VCLT, article 29): all, save what a state has declared."""
        declared = [s for state in (one, other) for s in territory(self.record, state, treaty, self.on)]
        told = " ".join(f"{s.name}: {s.summary}" for s in declared)
        reason = f"The whole territory of both, save as declared (VCLT, article 29): {told}" if told else (
            "The whole territory of both: no territorial declaration on record (VCLT, article 29)."
        )  # fmt: skip
        cited = distinct(s.citation for s in declared) or (self.record.acts.coverage(treaty).citation,)
        return Finding("territory", Verdict.holds, reason, cited)

    def dual_criminality(self, treaty: str, one: str, other: str) -> Finding:
        """The treaty's rule, and whether both are bound to criminalise the conduct."""
        edges = self.edges(treaty)
        rule = self.scope.dual_criminality(edges)
        verdict = self.dual_verdict(treaty, one, other)
        cited = distinct(map(Citation.of, edges)) or self._treaty_citation(treaty)
        if rule == "not_required":
            return Finding("dual criminality", verdict, "Not required.", cited)
        if self.offence is None:
            return Finding("dual criminality", verdict, f"{_RULES[rule]} No offence was named.", cited)
        both = [self.obliged(state) for state in (one, other)]
        reason = f"{_RULES[rule]} {'. '.join(f.reason for f in both)}."
        if verdict is Verdict.undetermined:
            reason += " Whether domestic law does is not on record."
        return Finding("dual criminality", verdict, reason, distinct((*cited, *(c for f in both for c in f.citations))))

    def dual_verdict(self, treaty: str, one: str, other: str) -> Verdict:
        """Holds where it is not required, or where both are bound to criminalise the conduct; otherwise domestic law decides."""
        if self.scope.dual_criminality(self.edges(treaty)) == "not_required":
            return Verdict.holds
        if self.offence is None:
            return Verdict.holds if self.provided(treaty).edges else Verdict.undetermined
        met = all_of(self.obliged(state).verdict for state in (one, other))
        return Verdict.holds if met is Verdict.holds else Verdict.undetermined

    def hops(self, treaty: str, requesting: str, requested: str) -> tuple[Finding, ...]:
        """Every question of one route in order, the first failing one being what stands in the way."""
        one = self.of_state(treaty, requesting, requested)
        two = self.of_state(treaty, requested, requesting)
        bonds = [f for pair in zip(one[:-1], two[:-1], strict=True) for f in pair]
        return (
            *self.general(treaty), *bonds, self.between(treaty, requesting, requested), self.territory(treaty, requesting, requested),
            one[-1], two[-1], self.dual_criminality(treaty, requesting, requested), *self.facts(treaty),
        )  # fmt: skip


_RULES: dict[str | None, str] = {
    "required": "Required.",
    "may_refuse": "The requested state may refuse where it is missing.",
    None: "The record states no rule for this measure.",
}
