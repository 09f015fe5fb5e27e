"""What there is to say of clusters: how stable they are, what sets each apart, how they are joined, and by which things."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.canvas.neighbours import neighbours
from graph.ids import treaty_of
from graph.network.clusters import Algorithm, Cluster, Kind, communities, ordered, weighted_projection
from graph.network.paths import default_types
from graph.projection import Projection
from ontology.schema import Terms

_SEEDS: dict[Algorithm, int] = {
    "leiden": 8,
    "louvain": 3,
}  # runs whose agreement is the stability; Louvain takes longer
_TELLING = 3
_MOST_BRIDGES = 30


@dataclass(frozen=True, slots=True)
class Trait:
    """A thing that members of a cluster are tied to more than others: the shares of members and of all that are tied to it."""

    id: str
    share: float
    usual: float


@dataclass(frozen=True, slots=True)
class Bridge:
    """A thing that joins its cluster to others: `outside` is the share of its ties, by weight, that leave its cluster."""

    id: str
    cluster: int
    to: int
    outside: float


@dataclass(frozen=True)
class ClusterReport:
    """Clusters with what there is to say of them.

    `stability` gives for each cluster (by number) how much of it comes back with other seeds, 0 to 1; `agreement` the mean for
    the whole, weighted by size; `modularity` how much denser the clusters are than chance has it; `links` the weight between
    two clusters by their numbers; `traits` what sets a cluster apart, the most telling first.
    """

    weighted: nx.Graph[str]
    clusters: list[Cluster]
    stability: Mapping[int, float]
    agreement: float
    modularity: float
    traits: Mapping[int, list[Trait]]
    links: Mapping[tuple[int, int], float]
    bridges: list[Bridge]

    def number_of(self) -> dict[str, int]:
        """The number of each thing's cluster, by id."""
        return {id_: cluster.number for cluster in self.clusters for id_ in cluster.members}


def report_on(
    graph: Projection, of: Kind, *, resolution: float = 1.0, seed: int = 0, algorithm: Algorithm = "leiden"
) -> ClusterReport:
    """Find clusters and say all that `ClusterReport` holds. Repeatable for a seed."""
    weighted = weighted_projection(graph, of)
    groups = communities(weighted, resolution, seed, algorithm)
    clusters = ordered(graph, weighted, groups)
    runs = [communities(weighted, resolution, seed + i, algorithm) for i in range(1, _SEEDS[algorithm] + 1)]
    stability = {cluster.number: _comes_back(set(cluster.members), runs) for cluster in clusters}
    total = sum(len(c.members) for c in clusters)
    number = {id_: cluster.number for cluster in clusters for id_ in cluster.members}
    return ClusterReport(
        weighted,
        clusters,
        stability,
        sum(stability[c.number] * len(c.members) for c in clusters) / total if total else 0.0,
        nx.community.modularity(weighted, groups, weight="weight", resolution=resolution) if groups else 0.0,
        _traits(graph, clusters),
        _links(weighted, number),
        _bridges(weighted, number),
    )


def _comes_back(members: set[str], runs: Sequence[list[set[str]]]) -> float:
    """The mean over the runs of the best overlap (Jaccard) that a cluster has with one of a run's."""
    best = []
    for groups in runs:
        touching = [group for group in groups if not members.isdisjoint(group)]
        best.append(max((len(members & group) / len(members | group) for group in touching), default=0.0))
    return sum(best) / len(best) if best else 1.0


def _traits(graph: Projection, clusters: Sequence[Cluster]) -> dict[int, list[Trait]]:
    """For each cluster the things that most of its members and few others are tied to."""
    inside = {id_ for cluster in clusters for id_ in cluster.members}
    ties = {c.number: Counter(tie for id_ in c.members for tie in _ties(graph, id_, inside)) for c in clusters}
    usual = Counter[str]()
    for counted in ties.values():
        usual.update(counted)
    return {
        cluster.number: _most_telling(
            Trait(id_, n / len(cluster.members), usual[id_] / len(inside))
            for id_, n in ties[cluster.number].items()
            if n > 1
        )
        for cluster in clusters
    }


def _ties(graph: Projection, id_: str, inside: Collection[str]) -> set[str]:
    """What a thing is tied to outside the clusters, a treaty standing for its provisions; and the treaty it belongs to."""
    types = default_types(graph.schema)
    others = {id_, *neighbours(graph, id_, lambda edge: edge.type in types)}
    treaties = {treaty_of(other) for other in others if _is_provision(graph, other)}
    return {other for other in others | treaties if other not in inside and not _is_provision(graph, other)} | treaties


def _is_provision(graph: Projection, id_: str) -> bool:
    return graph.schema.is_a(graph.nodes[id_].label, Terms(graph.schema).Provision)


def _most_telling(traits: Iterable[Trait]) -> list[Trait]:
    return sorted((t for t in traits if t.share > t.usual), key=lambda t: (-(t.share - t.usual) * t.share, t.id))[
        :_TELLING
    ]


def _links(weighted: nx.Graph[str], number: Mapping[str, int]) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = defaultdict(float)
    for a, b, data in weighted.edges(data=True):
        if a in number and b in number and number[a] != number[b]:
            found[min(number[a], number[b]), max(number[a], number[b])] += data["weight"]
    return dict(found)


def _bridges(weighted: nx.Graph[str], number: Mapping[str, int]) -> list[Bridge]:
    """The things with most weight to other clusters, beginning with the strongest."""
    found: list[tuple[float, Bridge]] = []
    for id_ in number:
        to: Counter[int] = Counter()
        total = 0.0
        for other in weighted[id_]:
            weight = weighted[id_][other]["weight"]
            total += weight
            if other in number and number[other] != number[id_]:
                to[number[other]] += weight
        if to:
            outside = float(sum(to.values()))
            found.append((outside, Bridge(id_, number[id_], to.most_common(1)[0][0], outside / total)))
    found.sort(key=lambda pair: (-pair[0], pair[1].id))
    return [bridge for _, bridge in found[:_MOST_BRIDGES]]


def backbone(weighted: nx.Graph[str], ids: Collection[str], each: int = 3) -> list[tuple[str, str, float]]:
    """The strongest ties among some things: for each thing its `each` strongest, so that the drawing shows the shape."""
    wanted = set(ids)
    kept: dict[tuple[str, str], float] = {}
    for id_ in sorted(wanted & set(weighted)):
        ties = [(weighted[id_][other]["weight"], other) for other in weighted[id_] if other in wanted and other != id_]
        for weight, other in sorted(ties, key=lambda tie: (-tie[0], tie[1]))[:each]:
            kept[min(id_, other), max(id_, other)] = weight
    return [(a, b, weight) for (a, b), weight in kept.items()]
