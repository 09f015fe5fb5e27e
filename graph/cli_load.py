"""The commands that load official documents, and what every load says at its end."""

from __future__ import annotations

from collections import Counter

import typer

from graph.loading import SourceReport
from graph.store import Store
from graph.terminal import err, print_json

SHOWN = 20


def finish_load(store: Store, reports: list[SourceReport], as_json: bool) -> None:
    """Say what became of every source. Ends with exit code 1 where some input was refused."""
    nodes, relationships = store.counts()
    if as_json:
        print_json({"sources": [r.as_json() for r in reports], "nodes": nodes, "relationships": relationships})
    else:
        _say_what_was_refused(reports)
        _say_what_changed(reports)
        err.print(f"{nodes} nodes, {relationships} relationships in {store.location}", highlight=False)
    raise typer.Exit(1 if any(r.refused for r in reports) else 0)


def _say_what_was_refused(reports: list[SourceReport]) -> None:
    refused = [refusal for report in reports for refusal in report.refused]
    for refusal in refused[:SHOWN]:
        place = f"{refusal['file']}:{refusal['line']}" if refusal["line"] else refusal["file"]
        err.print(f"{place}: {refusal['reason']}", style="yellow", markup=False, highlight=False)
    if len(refused) > SHOWN:
        err.print(f"... and {len(refused) - SHOWN} more; --json gives all", style="yellow")
    if refused:
        err.print(f"{len(refused)} records were refused; the rest is loaded", style="yellow", highlight=False)


def _say_what_changed(reports: list[SourceReport]) -> None:
    changes: Counter[str] = Counter()
    for report in reports:
        changes.update(report.changes)
    said = ", ".join(f"{n} {kind.replace('_', ' ').replace('edges', 'relationships')}" for kind, n in changes.items())
    repaired = sum(len(report.repaired) for report in reports)
    err.print(f"{said or 'nothing changed'}{f'; {repaired} repairs' if repaired else ''}", highlight=False)
