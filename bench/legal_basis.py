"""How fast the answers come: `basis` for one pair, and all 193 x 193 pairs of UN members for one measure.

Run: `python -m bench.legal_basis`. It needs no engine. Prints the figures and the ratio to what is asked for (below 1 is fast enough);
exit code 1 where one is not.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections.abc import Callable

from graph.checks import check_batch
from graph.law.acts import suppositions
from graph.law.bonds import Record
from graph.law.connections import Connections, un_members
from graph.law.in_force import derive_parties
from graph.law.legal_basis import basis
from graph.projection import Projection
from loaders.catalogue import load_catalogue
from loaders.concepts import load_concepts
from ontology.schema import Terms, load_schema

PAIR_LIMIT, MATRIX_LIMIT = 0.050, 5.0
MEASURES = (
    "expedited-preservation", "extradition", "mutual-legal-assistance", "stored-data-access", "asset-return", "joint-investigations",
)  # fmt: skip


def catalogue() -> Projection:
    """The catalogue in memory."""
    schema = load_schema()
    batch = load_catalogue(schema)
    batch.extend(load_concepts(schema))
    batch.edges += derive_parties(batch, schema)
    return Projection.of_batch(check_batch(batch, schema, {}), schema)


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def pairs(record: Record, number: int, seed: int) -> list[float]:
    """Seconds for each of so many random questions, sorted."""
    chosen = random.Random(seed)
    states = un_members(record)
    offences = sorted(n.id for n in record.graph.nodes.values() if n.label == Terms(record.graph.schema).Offence)
    taken = []
    for _ in range(number):
        one, other = chosen.sample(states, 2)
        asked = (one, other, chosen.choice(offences), chosen.choice(MEASURES))
        day = dt.date(2000, 1, 1) + dt.timedelta(days=chosen.randrange(9800))
        taken.append(seconds(lambda asked=asked, day=day: basis(record, *asked, day)))  # type: ignore[misc]  # bound now, not later
    return sorted(taken)


def main() -> int:
    graph = catalogue()
    print(
        f"{len(graph.nodes)} nodes, {len(graph.edges)} relationships; record built in {seconds(lambda: Record(graph)) * 1000:.0f} ms"
    )
    record = Record(graph)
    taken = pairs(record, 600, seed=1)
    p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    figures = f"median {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, worst {taken[-1] * 1000:.1f} ms"
    print(f"basis, one pair: {figures}; ratio {p95 / PAIR_LIMIT:.2f}")
    worst = 0.0
    day = dt.date(2026, 11, 1)
    for measure, offence in ((MEASURES[0], "illegal-access"), (MEASURES[1], "money-laundering"), (MEASURES[2], None)):
        fresh = Record(graph)
        took = seconds(lambda f=fresh, m=measure, o=offence: Connections(f, m, o, day).matrix())  # type: ignore[misc]  # as above
        worst = max(worst, took)
        print(f"all pairs, {measure}, {offence or 'any offence'}: {took:.2f} s; ratio {took / MATRIX_LIMIT:.2f}")
    members = un_members(record)
    imagined = suppositions("uncc", dict.fromkeys(members, dt.date(2026, 6, 1)))
    took = seconds(lambda: Connections(Record(graph, imagined), MEASURES[0], "ncii", day).matrix())
    print(f"all pairs with every state party to the Convention: {took:.2f} s; ratio {took / MATRIX_LIMIT:.2f}")
    return 0 if p95 <= PAIR_LIMIT and max(worst, took) <= MATRIX_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
