"""Where an actor stands towards a treaty on a day: signed, consented, bound, withdrawn, provisionally applying; and what makes it so.

Legal sources: VCLT, articles 2(1)(f) (contracting state: it has consented, whether or not the treaty is in force),
2(1)(g) (party: the treaty is in force for it), 18 (a signatory's duty not to defeat object and purpose), 25
(provisional application), 54 to 56.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from graph.law.acts import Act, require_actor, require_treaty
from graph.law.bonds import Record, since
from graph.law.participants import treaties_of
from graph.law.verdicts import LABEL, Finding, Verdict, all_of, distinct, opposite, weigh


@dataclass(frozen=True)
class Standing:
    """The findings on one actor, one treaty and one day. `summary` is the strongest that holds."""

    actor: str
    treaty: str
    on: dt.date
    summary: str
    signed: Finding
    consented: Finding
    bound: Finding
    withdrew: Finding
    provisionally_applying: Finding
    rule: str
    known_as_of: dt.date | None

    def findings(self) -> tuple[Finding, ...]:
        return (self.signed, self.consented, self.bound, self.withdrew, self.provisionally_applying)

    def as_json(self) -> dict[str, object]:
        return {
            "actor": self.actor, "treaty": self.treaty, "on": self.on, "summary": self.summary, "rule": self.rule,
            "known_as_of": self.known_as_of, "findings": [f.as_json() for f in self.findings()], "label": LABEL,
        }  # fmt: skip

    def markdown(self) -> str:
        head = f"**{self.actor}, {self.treaty}, {self.on.isoformat()}: {self.summary}**"
        known = f"Known as of {self.known_as_of.isoformat()}. " if self.known_as_of else ""
        return "\n".join(
            [head, "", *(f.markdown() for f in self.findings()), "", f"{known}Rule: {self.rule} _{LABEL}_"]
        )


def standing(record: Record, actor: str, treaty: str, on: dt.date) -> Standing:
    """Where an actor stands towards a treaty on a day. UnknownThingError for an unknown actor or treaty."""
    require_actor(record.graph, actor)
    node = require_treaty(record.graph, treaty)
    name = record.graph.name(actor)
    acts, key = record.acts, (actor, treaty)
    signed = _done(record, f"{name} signed", acts.signatures.get(key, ()), treaty, on, "signature")
    consented = _done(record, f"{name} consented to be bound", acts.consents.get(key, ()), treaty, on, "instrument")
    bound = record.bound(actor, treaty, on)
    withdrew = _withdrew(record, actor, treaty, on)
    provisional = _provisional(record, actor, treaty, on, bound)
    silent = treaty not in treaties_of(record, actor)
    summary = _NOTHING if silent else _summary(signed, consented, bound, withdrew, provisional)
    if silent and bound.verdict is Verdict.undetermined:
        summary = f"{_NOTHING}, and the record may be incomplete"
    return Standing(
        actor, treaty, on, summary, signed, consented, bound, withdrew,
        provisional, str(node.properties.get("eif_rule", "not in the record")),
        record.known_as_of or acts.coverage(treaty).as_at,
    )  # fmt: skip


_NOTHING = "no act on record"


def _summary(signed: Finding, consented: Finding, bound: Finding, withdrew: Finding, provisional: Finding) -> str:
    ranked = (
        (bound, "party"), (withdrew, "withdrawn"), (provisional, "applies provisionally"),
        (consented, "contracting state, treaty not yet in force for it"), (signed, "signatory"),
    )  # fmt: skip
    for finding, word in ranked:
        if finding.verdict is Verdict.holds:
            return word
    doubtful = [word for finding, word in ranked if finding.verdict is Verdict.undetermined]
    return f"undetermined: perhaps {doubtful[0]}" if doubtful else _NOTHING


def _done(record: Record, question: str, acts: Sequence[Act], treaty: str, on: dt.date, kind: str) -> Finding:
    """Whether one of several acts was done by a day."""
    coverage = record.acts.coverage(treaty)
    if not acts:
        verdict = Verdict.fails if on < record.adopted(treaty) else coverage.silence(on)
        return Finding(question, verdict, f"Nothing of the kind in {coverage.describe()}.", (coverage.citation,))
    verdict = weigh([(act.when.reached(on), act.disputed) for act in acts])
    told = "; ".join(f"{act.mode or kind} {act.when}{' (disputed)' if act.disputed else ''}" for act in acts)
    return Finding(question, verdict, f"{told[0].upper()}{told[1:]}.", distinct(act.citation for act in acts))


def _withdrew(record: Record, actor: str, treaty: str, on: dt.date) -> Finding:
    question = f"{record.graph.name(actor)} withdrew"
    ended = [b for b in record.bonds(actor, treaty) if b.until and b.until.reached(on) is not Verdict.fails]
    if not ended:
        cited = (record.acts.coverage(treaty).citation,)
        return Finding(question, Verdict.fails, "No withdrawal that has taken effect is on record.", cited)
    last = max(ended, key=lambda b: b.since.first)
    back = record.bound(actor, treaty, on).verdict
    verdict = all_of((last.until.reached(on) if last.until else Verdict.fails, opposite(back)))
    reason = f"The bond {since(last.since)} ended {last.until}."
    return Finding(question, verdict, reason, distinct(last.citations()))


def _provisional(record: Record, actor: str, treaty: str, on: dt.date, bound: Finding) -> Finding:
    question = f"{record.graph.name(actor)} applies it provisionally"
    acts = record.acts.provisional.get((actor, treaty), ())
    if not acts:
        coverage = record.acts.coverage(treaty)
        verdict = Verdict.fails if bound.verdict is Verdict.holds else coverage.silence(on)
        return Finding(question, verdict, f"Nothing of the kind in {coverage.describe()}.", (coverage.citation,))
    verdict = weigh([(_runs(act, on), act.disputed) for act in acts])
    reason = f"Applied provisionally {since(acts[0].when)}, until the treaty is in force for it (VCLT, article 25)."
    cited = distinct(act.citation for act in acts)
    return Finding(question, all_of((verdict, opposite(bound.verdict))), reason, cited)


def _runs(act: Act, on: dt.date) -> Verdict:
    ended = act.ends.reached(on) if act.ends else Verdict.fails
    return all_of((act.when.reached(on), opposite(ended)))
