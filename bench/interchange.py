"""Speed of exports beside reading the same over Bolt, and what other tools count in them.

python bench/interchange.py [FOLDER|bolt://...]      default: the catalogue on the embedded engine in a temporary folder
python bench/interchange.py --corpus [DATA]          everything in the data folder instead; only what fits: no rdflib, no NetworkX

"Reading" is what any client of the driver must do: take all nodes, then all relationships with the ids of their ends; the wanted ratio is 1.3.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import rdflib

sys.path.insert(0, str(Path(__file__).parents[1]))  # run from the checkout, whether or not the project is installed

from bench.corpus import DATA, load_all
from graph import engine
from graph.interchange import export, formats
from graph.interchange.content import whole
from graph.interchange.rdf_loading import rdf_batches
from graph.interchange.sparql import Sparql
from graph.interchange.validation import validate_store
from graph.loading import catalogue_batch, load_batches
from graph.store import Store, open_store

RDF = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".trig": ox.RdfFormat.TRIG,
}
RDFLIB = {".nt": "nt", ".ttl": "turtle", ".jsonld": "json-ld"}
REPEATS = 3
STREAMED = [*RDF, ".csv"]  # formats whose memory does not grow with the graph


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


READING = {
    "as the driver gives nodes and relationships": (
        "MATCH (n:{root}) RETURN n",
        "MATCH (a:{root})-[r]->(b:{root}) RETURN a.id, r, b.id",
    ),
    "as bare rows": (
        "MATCH (n:{root}) RETURN labels(n), properties(n)",
        "MATCH (a:{root})-[r]->(b:{root}) RETURN type(r), a.id, b.id, properties(r)",
    ),
}


def read_all(store: Store, queries: Iterable[str]) -> None:
    """Take all nodes and relationships over Bolt, with nothing made of them."""
    for cypher in queries:
        for _ in store.stream(cypher.format(root=store.schema.root)):
            pass


def measure(store: Store, folder: Path, wanted: Sequence[str]) -> None:
    """Print the figures of one store for some formats, each the least of several turns: others only ever make it slower."""
    nodes, relationships = store.counts()
    content = whole(store)
    print(f"{nodes:,} nodes, {relationships:,} relationships")
    works: dict[str, Callable[[], object]] = {
        **{name: partial(read_all, store, queries) for name, queries in READING.items()},
        **{extension: partial(export, content, folder / f"graph{extension}") for extension in wanted},
    }
    turns = [{name: seconds(work) for name, work in works.items()} for _ in range(REPEATS)]
    least = {name: min(turn[name] for turn in turns) for name in works}
    for name in READING:
        print(f"  read {name:44} {least[name]:6.2f} s")
    for extension in wanted:
        ratios = "   ".join(f"{least[extension] / least[name]:5.2f} x {name}" for name in READING)
        print(f"  {extension:9} {least[extension]:6.2f} s   {ratios}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def check(folder: Path, wanted: Iterable[str]) -> None:
    """How many triples Oxigraph finds in the files."""
    for extension in wanted:
        path, distinct = folder / f"graph{extension}", ox.Store()
        distinct.bulk_load(path=str(path), format=RDF[extension])
        print(f"Oxigraph  {extension:9} {len(distinct):,} triples, {path.stat().st_size / 1e6:.1f} MB")


def check_more(store: Store, folder: Path) -> None:
    """What tools find that need a while for each triple, and how long the rest takes."""
    for extension, name in RDFLIB.items():
        print(f"rdflib    {extension:9} {len(rdflib.Graph().parse(folder / f'graph{extension}', format=name))} triples")
    with (folder / "graph.json").open(encoding="utf-8") as file:
        found = {".json": nx.node_link_graph(json.load(file), edges="edges")}
    found |= {".graphml": nx.read_graphml(folder / "graph.graphml"), ".gexf": nx.read_gexf(folder / "graph.gexf")}
    for extension, graph in found.items():
        print(f"networkx  {extension:9} {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")
    print(f"SPARQL store          {seconds(lambda: Sparql(whole(store))):6.2f} s")
    print(f"SHACL, whole graph    {seconds(lambda: validate_store(store)):6.2f} s")


def restore(path: Path, scratch: Path, counts: tuple[int, int]) -> None:
    """Load an export into an empty store and say whether it holds as much as the one it came from."""
    with open_store(str(scratch)) as store:
        took = seconds(lambda: [*load_batches(store, rdf_batches(store, path))])
        found = store.counts()
    engine.stop(scratch)
    print(f"restored from {path.suffix}  {took:6.1f} s: {'the same' if found == counts else f'{found}, not {counts}'}")


def main(arguments: list[str]) -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(description="Speed of exports beside reading the same over Bolt.")
    asked.add_argument(
        "store", nargs="?", help="a folder or bolt://... (default: the catalogue, in a temporary folder)"
    )
    asked.add_argument("--corpus", nargs="?", type=Path, const=DATA, help="load everything in the data folder instead")
    given = asked.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        target = given.store or str(Path(scratch) / "store")
        with open_store(target) as store:
            if given.corpus:
                load_all(store, given.corpus)
            elif store.counts() == (0, 0):
                store.load(catalogue_batch(store.schema))
            measure(store, Path(scratch), STREAMED if given.corpus else [*formats()])
            check(Path(scratch), RDF)
            if not given.corpus:
                check_more(store, Path(scratch))
            restore(Path(scratch) / "graph.ttl", Path(scratch) / "again", store.counts())
        if not given.store:
            engine.stop(Path(target))


if __name__ == "__main__":
    main(sys.argv[1:])
