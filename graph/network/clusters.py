"""Clusters: groups of things that hang together more than with the rest.

Leiden (graspologic-native) finds communities; NetworkX's Louvain does the same on request. Both work on a weighted
projection that depends on what is clustered, and both are repeatable for a seed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Literal

import graspologic_native
import networkx as nx

from graph.network.paths import default_types
from graph.projection import Projection
from graph.records import Edge
from ontology.schema import Terms

Kind = Literal["states", "provisions", "offences", "all"]
KINDS: tuple[Kind, ...] = ("states", "provisions", "offences", "all")
Algorithm = Literal["leiden", "louvain"]
Tie = tuple[str, str, float]


@dataclass(frozen=True)
class Cluster:
    """A cluster: its number (0 is the largest), a name from its most central members, and all members, the most central first."""

    number: int
    name: str
    members: tuple[str, ...]


def find_clusters(
    graph: Projection,
    of: Kind = "all",
    *,
    resolution: float = 1.0,
    seed: int = 0,
    algorithm: Algorithm = "leiden",
) -> list[Cluster]:
    """Clusters of two or more members, the largest first. A higher resolution gives more and smaller ones.

    `of`: states by the acts on treaties they share; provisions by references, alignment and the article they stand in; offences by the
    provisions and treaties that criminalize them; all: the whole graph but for mentions.
    """
    weighted = weighted_projection(graph, of)
    return ordered(graph, weighted, communities(weighted, resolution, seed, algorithm))


def weighted_projection(graph: Projection, of: Kind) -> nx.Graph[str]:
    """What is clustered: its things, joined with weights that say how much two have to do with each other."""
    return _PROJECTIONS[of](graph)


def communities(
    weighted: nx.Graph[str], resolution: float, seed: int, algorithm: Algorithm = "leiden"
) -> list[set[str]]:
    """The communities of a weighted projection, those of one member too, in no order; repeatable for a seed."""
    return next(runs(weighted, resolution, [seed], algorithm))


def runs(
    weighted: nx.Graph[str], resolution: float, seeds: Iterable[int], algorithm: Algorithm = "leiden"
) -> Iterator[list[set[str]]]:
    """The communities that each of some seeds gives."""
    known = sorted((min(a, b), max(a, b), weight) for a, b, weight in ties(weighted))
    search = _leiden if algorithm == "leiden" else _louvain
    return (search(known, resolution, seed) if known else [] for seed in seeds)


def ties(weighted: nx.Graph[str]) -> Iterator[Tie]:
    """The ties of a weighted projection: two things and a weight."""
    found: Iterable[Tie] = weighted.edges(data="weight")
    return iter(found)


def _leiden(known: list[Tie], resolution: float, seed: int) -> list[set[str]]:
    _, partition = graspologic_native.leiden(
        edges=known,
        starting_communities=None,
        resolution=resolution,
        randomness=0.001,
        iterations=2,
        use_modularity=True,
        seed=seed,
        trials=1,
    )
    groups: dict[int, set[str]] = defaultdict(set)
    for node, number in partition.items():
        groups[number].add(node)
    return list(groups.values())


def _louvain(known: list[Tie], resolution: float, seed: int) -> list[set[str]]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({end for tie in known for end in tie[:2]}))
    graph.add_weighted_edges_from(known)
    found: list[set[str]] = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed)
    return found


def ordered(graph: Projection, weighted: nx.Graph[str], groups: Iterable[set[str]]) -> list[Cluster]:
    """Communities of two or more as clusters: numbered and named, the largest first, each with its most central members first."""
    several = [members for members in groups if len(members) > 1]
    group = {id_: i for i, members in enumerate(several) for id_ in members}
    strength = dict.fromkeys(group, 0.0)
    for a, b, weight in ties(weighted):
        if a in group and group[a] == group.get(b):
            strength[a] += weight
            strength[b] += weight
    found = [sorted(members, key=lambda id_: (-strength[id_], id_)) for members in several]
    found.sort(key=lambda members: (-len(members), members[0]))
    return [Cluster(i, _name(graph, members), tuple(members)) for i, members in enumerate(found)]


def _name(graph: Projection, members: list[str]) -> str:
    return " · ".join(graph.name(id_) for id_ in members[:3])


def _states(graph: Projection) -> nx.Graph[str]:
    """States joined by each treaty they both signed or joined; a treaty shared by few binds more than one shared by all."""
    terms = Terms(graph.schema)
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in graph.select({terms.SIGNED, terms.RATIFIED}):
        if graph.nodes[edge.start].label == terms.State:
            shared[edge.type, edge.end].add(edge.start)
    return _together(shared.values())


def _offences(graph: Projection) -> nx.Graph[str]:
    """Offences joined by each treaty that criminalizes both, and to the broader ones they belong to."""
    terms = Terms(graph.schema)
    shared: dict[str, set[str]] = defaultdict(set)
    for edge in graph.select({terms.CRIMINALIZES}):
        shared[str(graph.nodes[edge.start].properties["treaty"])].add(edge.end)
    broader = (e for e in graph.select({terms.BROADER}) if graph.nodes[e.start].label == terms.Offence)
    pairs = (tie for group in shared.values() for tie in _pairs(group))
    return _graph(chain(pairs, ((e.start, e.end, 1.0) for e in broader)))


def _provisions(graph: Projection) -> nx.Graph[str]:
    terms = Terms(graph.schema)
    weights = {terms.REFERS_TO: 1.0, terms.CORRESPONDS_TO: 2.0, terms.CONTAINS: 0.5}
    provisions = {n.id for n in graph.nodes.values() if graph.schema.is_a(n.label, terms.Provision)}
    edges = (e for e in graph.select(weights.keys()) if e.start in provisions and e.end in provisions)
    return _joined(edges, lambda e: weights[e.type])


def _everything(graph: Projection) -> nx.Graph[str]:
    return _joined(graph.select(default_types(graph.schema)), lambda _: 1.0)


def _joined(edges: Iterable[Edge], weight: Callable[[Edge], float]) -> nx.Graph[str]:
    return _graph((edge.start, edge.end, weight(edge)) for edge in edges if edge.start != edge.end)


def _together(groups: Iterable[set[str]]) -> nx.Graph[str]:
    """Members of each group joined pairwise, by Newman's weight 1/(n-1)."""
    return _graph(tie for group in groups for tie in _pairs(group))


def _pairs(group: set[str]) -> Iterator[Tie]:
    return ((a, b, 1.0 / (len(group) - 1)) for a, b in combinations(sorted(group), 2))


def _graph(ties: Iterable[Tie]) -> nx.Graph[str]:
    """The graph of ties; those between the same two things add up."""
    total: dict[tuple[str, str], float] = defaultdict(float)
    for a, b, weight in ties:
        total[(a, b) if a < b else (b, a)] += weight
    weighted: nx.Graph[str] = nx.Graph()
    weighted.add_weighted_edges_from((a, b, weight) for (a, b), weight in total.items())
    return weighted


_PROJECTIONS: dict[Kind, Callable[[Projection], nx.Graph[str]]] = {
    "states": _states,
    "provisions": _provisions,
    "offences": _offences,
    "all": _everything,
}
