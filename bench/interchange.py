"""Speed of exports beside reading the same over Bolt, and what other tools count in them.

python bench/interchange.py [FOLDER|bolt://...]      default: the catalogue on the embedded engine in a temporary folder
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import rdflib

sys.path.insert(0, str(Path(__file__).parents[1]))  # run from the checkout, whether or not the project is installed

from graph import engine
from graph.interchange import export, formats
from graph.interchange.content import whole
from graph.interchange.sparql import Sparql
from graph.interchange.validation import validate_store
from graph.loading import catalogue_batch
from graph.store import Store, open_store
from loaders.rdf import load_rdf

RDF = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".trig": ox.RdfFormat.TRIG,
}
RDFLIB = {".nt": "nt", ".ttl": "turtle", ".jsonld": "json-ld"}
REPEATS = 5


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def read_all(store: Store) -> None:
    """What every export must do: take all nodes and relationships over Bolt."""
    for stream in (store.nodes(), store.edges()):
        for _ in stream:
            pass


def measure(store: Store, folder: Path) -> None:
    """Print the figures of one store."""
    nodes, relationships = store.counts()
    content = whole(store)
    print(f"{nodes} nodes, {relationships} relationships")
    for extension in formats():
        write = partial(export, content, folder / f"graph{extension}")
        pairs = [(seconds(partial(read_all, store)), seconds(write)) for _ in range(REPEATS)]
        reading, writing = (min(times) for times in zip(*pairs, strict=True))  # others only ever make it slower
        print(f"  {extension:9} {writing:6.2f} s   reading alone {reading:6.2f} s   {writing / reading:5.2f} x")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    check(folder)
    print(f"read back as records  {seconds(lambda: load_rdf(folder / 'graph.nt', store.schema)):6.2f} s")
    print(f"SPARQL store          {seconds(lambda: Sparql(content)):6.2f} s")
    print(f"SHACL, whole graph    {seconds(lambda: validate_store(store)):6.2f} s")


def check(folder: Path) -> None:
    """What other tools find in the files."""
    for extension, form in RDF.items():
        path = folder / f"graph{extension}"
        distinct = len({(q.subject, q.predicate, q.object) for q in ox.parse(path=str(path), format=form)})
        print(f"Oxigraph  {extension:9} {distinct} triples, {path.stat().st_size / 1e6:.1f} MB")
    for extension, name in RDFLIB.items():
        print(f"rdflib    {extension:9} {len(rdflib.Graph().parse(folder / f'graph{extension}', format=name))} triples")
    with (folder / "graph.json").open(encoding="utf-8") as file:
        found = {".json": nx.node_link_graph(json.load(file), edges="edges")}
    found |= {".graphml": nx.read_graphml(folder / "graph.graphml"), ".gexf": nx.read_gexf(folder / "graph.gexf")}
    for extension, graph in found.items():
        print(f"networkx  {extension:9} {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        target = sys.argv[1] if len(sys.argv) > 1 else str(Path(scratch) / "store")
        with open_store(target) as store:
            if store.counts() == (0, 0):
                store.load(catalogue_batch(store.schema))
            measure(store, Path(scratch))
        if len(sys.argv) == 1:
            engine.stop(Path(target))


if __name__ == "__main__":
    main()
