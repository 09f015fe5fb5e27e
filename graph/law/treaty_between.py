"""A treaty as it stands between two states: what their statements and objections change in it, provision by provision.

Legal source: VCLT, articles 20, 21 and 23. What an objection does is for the reader to choose, since practice differs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph.law.acts import require_actor, require_treaty
from graph.law.bonds import Record
from graph.law.reservations import ObjectionRule, Statement, Statements, Touch, statements_of
from graph.law.verdicts import LABEL, Citation, Finding, all_of, distinct


@dataclass(frozen=True, slots=True)
class Changed:
    """A provision that does not apply between two states as it is written: by whose statement, who objects, and with what effect."""

    provision: str
    name: str
    by: str
    statement: str
    kind: str
    effect: str
    summary: str
    objection: str | None
    consequence: str
    citations: tuple[Citation, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "provision": self.provision, "name": self.name, "by": self.by, "statement": self.statement, "kind": self.kind,
            "effect": self.effect, "summary": self.summary, "objection": self.objection, "consequence": self.consequence,
            "citation": "; ".join(map(str, self.citations)),
        }  # fmt: skip


@dataclass(frozen=True)
class TreatyBetween:
    """A treaty between two states on a day: whether it is in force between them, and what does not apply as it is written."""

    treaty: str
    states: tuple[str, str]
    on: dt.date
    in_force: Finding
    changed: tuple[Changed, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "treaty": self.treaty, "between": list(self.states), "on": self.on, "in_force": self.in_force.as_json(),
            "changed": [row.as_json() for row in self.changed], "label": LABEL,
        }  # fmt: skip

    def markdown(self) -> str:
        rows = [
            f"- **{c.name}** ({c.by}, {c.kind}): {c.summary} {c.consequence} `[{c.citations[0]}]`" for c in self.changed
        ]
        head = f"**{self.treaty} between {self.states[0]} and {self.states[1]} on {self.on.isoformat()}**"
        rest = "All else applies as written." if rows else "The record shows nothing that changes it between the two."
        return "\n".join([head, "", self.in_force.markdown(), *rows, "", f"{rest} _{LABEL}_"])


def between(
    record: Record, one: str, other: str, treaty: str, on: dt.date, rule: ObjectionRule = ObjectionRule.as_vclt
) -> TreatyBetween:
    """A treaty as it stands between two states on a day. UnknownThingError for an unknown treaty or actor."""
    require_treaty(record.graph, treaty)
    for state in (one, other):
        require_actor(record.graph, state)
    known = statements_of(record.graph)
    rows = [
        _row(record, known, statement, touch, counterpart, on, rule)
        for author, counterpart in ((one, other), (other, one))
        for statement in known.of(treaty, author, on)
        for touch in statement.touches
        if touch.counts_for(counterpart)
    ]
    nodes = record.graph.nodes
    rows.sort(key=lambda row: (int(str(nodes[row.provision].properties.get("ordinal", 0))), row.provision, row.by))
    return TreatyBetween(treaty, (one, other), on, _in_force(record, one, other, treaty, on), tuple(rows))


def _in_force(record: Record, one: str, other: str, treaty: str, on: dt.date) -> Finding:
    both = [record.bound(state, treaty, on) for state in (one, other)]
    reason = " ".join(finding.reason for finding in both)
    cited = distinct(c for finding in both for c in finding.citations)
    return Finding("in force between them", all_of(finding.verdict for finding in both), reason, cited)


def _row(
    record: Record,
    known: Statements,
    statement: Statement,
    touch: Touch,
    counterpart: str,
    on: dt.date,
    rule: ObjectionRule,
) -> Changed:
    objection = known.objects(counterpart, statement, on)
    names = record.graph.name(statement.actor), record.graph.name(counterpart)
    cited = distinct((touch.citation, statement.citation, *([objection.citation] if objection else [])))
    return Changed(
        touch.target, record.graph.name(touch.target), statement.actor, statement.id, statement.kind, touch.effect, statement.summary,
        objection.id if objection else None, consequence(statement, touch, objection, names, rule), cited,
    )  # fmt: skip


def consequence(
    statement: Statement, touch: Touch, objection: Statement | None, names: tuple[str, str], rule: ObjectionRule
) -> str:
    """What a statement does between its author and another state, in a sentence with its legal basis."""
    author, other = names
    if touch.effect in ("", "interprets"):
        return f"How {author} reads or administers the provision; it changes no obligation."
    if objection is None or rule is ObjectionRule.ignored:
        verb = "does not apply" if touch.effect == "excludes" else "applies as limited"
        return f"The provision {verb} between {author} and {other}, on both sides to the same extent (VCLT, article 21(1))."
    if rule is ObjectionRule.severed:
        return f"{other} objects: the provision applies in full, without the benefit of the {statement.kind}."
    if rule is ObjectionRule.no_relations:
        return f"{other} objects: the treaty is not in force between the two, where it so intends (VCLT, article 20(4)(b))."
    return f"{other} objects: the provision does not apply between the two to the extent of the {statement.kind} (VCLT, article 21(3))."
