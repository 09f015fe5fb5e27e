"""What loads change: each is checked and compared with what stands when its turn comes, and added to a transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.checks import check_batch
from graph.records import Batch, Edge, Node, Place, Refusal, batch_ids, ids_in
from graph.store.additions import KEPT, Additions
from graph.store.diff import Changes, NodeChange, changes, compare_node, origins_of
from graph.store.standing import Standing, mark_of
from ontology.schema import Schema, Terms, Value

if TYPE_CHECKING:
    from graph.store import Store

STALE = "0" * 64  # the checksum of a load that must be compared again, since another took away what it had led to


@dataclass(frozen=True)
class LoadReport:
    """What a load did: the writes by kind, and what was refused.

    `bereft`: other loads some of whose relationships went with a node that this one took away. They can be loaded again.
    """

    counts: dict[str, int]
    refused: list[Refusal] = field(default_factory=list)
    bereft: list[str] = field(default_factory=list)


@dataclass
class LoadGroup:
    """Loads that share a transaction. `written`: the nodes as it leaves them, None where it takes one away."""

    reports: list[LoadReport] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    written: dict[str, Node | None] = field(default_factory=dict)
    origins: set[str] = field(default_factory=set)

    def add(self, origin: str, planned: Changes, report: LoadReport, standing: Standing) -> None:
        """Take a load in, so that the next is compared with what this one leaves."""
        after: dict[str, Node | None] = dict.fromkeys(node.id for node in planned.gone_nodes)
        after.update((node.id, node) for node in planned.new_nodes)
        for change in planned.changed_nodes:
            after[change.id] = _changed(after.get(change.id) or standing.nodes[change.id], change)
        self.origins.add(origin)
        self.reports.append(report)
        self.changes.extend(planned)
        self.written.update(after)
        standing.overlay(after)


def _changed(node: Node, change: NodeChange) -> Node:
    merged = {**node.properties, **change.properties}
    return Node(node.label, node.id, {name: v for name, v in merged.items() if v is not None}, node.place)


def plan_load(batch: Batch, standing: Standing, group: LoadGroup, store: Store) -> None:
    """Add what a load changes to a transaction."""
    named = standing.named(batch.origin, ids_in(batch))
    named.pop(mark_of(batch.origin), None)  # it is compared last, when all it says is known
    own = batch_ids(batch)
    checked = check_batch(batch, store.schema, {id_: node.label for id_, node in named.items() if id_ not in own})
    additions = standing.additions(batch.origin)
    planned = changes(checked, named, standing.edges[batch.origin], additions)
    _compare_mark(checked, standing.mark(batch.origin), additions, planned, store.schema)
    bereft = _follow(planned, batch.origin, standing, group, store)
    group.add(batch.origin, planned, LoadReport(planned.counts(), checked.refused, bereft), standing)


def plan_removal(origin: str, standing: Standing, group: LoadGroup, store: Store) -> None:
    """Add to a transaction that all is taken back which only this origin said, its mark with it."""
    named = standing.named(origin, [])
    planned = changes(Batch(origin), named, standing.edges[origin], standing.additions(origin))
    bereft = _follow(planned, origin, standing, group, store)
    group.add(origin, planned, LoadReport(planned.counts(), [], bereft), standing)


def _compare_mark(batch: Batch, before: Node | None, additions: Additions, planned: Changes, schema: Schema) -> None:
    """The mark says what was loaded and when: it changes only when the batch does."""
    digest, kept = batch.digest(), additions.kept()
    unchanged = before is not None and before.properties.get("sha256") == digest
    day = before.properties["loaded_on"] if before and unchanged else dt.date.today()
    stated: dict[str, Value] = {"name": f"Load of {batch.origin}", "sha256": digest, "loaded_on": day}
    if kept:
        stated[KEPT] = kept
    mark = Node(Terms(schema).Load, mark_of(batch.origin), stated, Place(batch.origin))
    compare_node(mark, before, batch.origin, additions, planned)


def _follow(planned: Changes, origin: str, standing: Standing, group: LoadGroup, store: Store) -> list[str]:
    """What becomes of relationships that other loads state and that end at a node which goes away.

    They go with it, and their loads are marked as stale, so that the next time they are loaded sets them again where it can;
    returned are these. Where the node only changes its label, they are set again at once.
    """
    gone = {node.id for node in planned.gone_nodes}
    lost = gone - {node.id for node in planned.new_nodes}
    stale: set[str] = set()
    for edge in [*store.edges_at(gone), *_pending(lost, group)] if gone else ():
        origins = origins_of(edge.properties)
        if origins == [origin]:
            continue
        if lost.isdisjoint((edge.start, edge.end)):
            planned.new_edges.append(edge)
        else:
            planned.gone_edges.append(edge)
            stale.update(origins)
    stale.discard(origin)
    for mark in store.named(sorted(map(mark_of, stale))):
        standing.nodes.setdefault(mark.id, mark)
        planned.changed_nodes.append(NodeChange(mark.label, mark.id, {"sha256": STALE}))
    return sorted(stale)


def _pending(ends: set[str], group: LoadGroup) -> list[Edge]:
    return [edge for edge in group.changes.new_edges if not ends.isdisjoint((edge.start, edge.end))]
