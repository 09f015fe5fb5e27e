"""Speed of the store beside the machine's own: a raw Bolt round trip and a raw batched write, in the same run.

python bench/store.py [bolt://...]      default: the embedded engine in a temporary folder
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from graph import engine
from graph.loading import catalogue_batch
from graph.named import named_queries
from graph.store import Store, open_store
from ontology.schema import load_schema

REPEATS = 11


def milliseconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median over some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def raw_write(store: Store, nodes: int, relationships: int) -> float:
    """The same numbers of bare nodes and relationships through the driver alone, in one transaction of batches."""
    ids = [{"id": f"raw/{i}"} for i in range(nodes)]
    pairs = [{"a": f"raw/{i % nodes}", "b": f"raw/{(i * 7 + 1) % nodes}"} for i in range(relationships)]

    def work(transaction: object) -> None:
        run = transaction.run  # type: ignore[attr-defined]
        for start in range(0, nodes, 2000):
            run("UNWIND $rows AS row CREATE (n:Entity {id: row.id})", rows=ids[start : start + 2000]).consume()
        for start in range(0, relationships, 2000):
            cypher = "UNWIND $rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) CREATE (a)-[:RELATES_TO]->(b)"
            run(cypher, rows=pairs[start : start + 2000]).consume()

    store.clear()
    store.ensure_constraints()
    with store._write_session() as session:
        return seconds(lambda: session.execute_write(work))


def measure(store: Store) -> None:
    """Print the figures of one store."""
    batch = catalogue_batch(load_schema())
    round_trip = milliseconds(lambda: store._read("RETURN 1 AS one"))
    raw = raw_write(store, len(batch.nodes), len(batch.edges))
    store.clear()
    first = seconds(lambda: store.load(batch))
    second = seconds(lambda: store.load(batch))
    print(f"nodes {len(batch.nodes)}, relationships {len(batch.edges)}")
    print(f"raw Bolt round trip            {round_trip:8.2f} ms")
    print(f"raw batched write              {raw:8.2f} s")
    print(f"load of the catalogue          {first:8.2f} s   {first / raw:5.1f} x the raw write")
    print(f"load again, nothing to change  {second:8.2f} s   {second / raw:5.1f} x the raw write")
    slowest = 0.0
    for query in named_queries().values():
        median = milliseconds(lambda query=query: store.query(query.cypher, query.defaults()))  # type: ignore[misc]
        slowest = max(slowest, median)
        print(f"  {query.name:24} {median:8.1f} ms   {median / round_trip:6.1f} round trips")
    print(f"slowest named query            {slowest:8.1f} ms")


def main() -> None:
    if len(sys.argv) > 1:
        with open_store(sys.argv[1]) as store:
            measure(store)
        return
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with open_store(str(Path(folder) / "store")) as store:
            print(f"engine up in                   {time.perf_counter() - began:8.2f} s")
            measure(store)
        endpoint = engine.status(Path(folder) / "store")
        if endpoint:
            print(f"memory of the engine           {psutil.Process(endpoint.pid).memory_info().rss / 2**20:8.0f} MiB")
        engine.stop(Path(folder) / "store")


if __name__ == "__main__":
    main()
