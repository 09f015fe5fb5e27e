"""What there is to say of clusters: how stable they are, what sets each apart, how they are joined, and by which things."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from graph.ids import treaty_of
from graph.network.clusters import Algorithm, Cluster, Kind, communities, ordered, runs, ties, weighted_projection
from graph.network.paths import default_types
from graph.projection import Projection
from ontology.schema import Terms

_SEEDS: dict[Algorithm, int] = {
    "leiden": 8,
    "louvain": 3,
}  # runs whose agreement is the stability; Louvain takes longer
_LARGE, _SEEDS_IF_LARGE = 20_000, 2  # things; there each run takes about a second
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

    `traits` says what sets each cluster apart (by number), the most telling first; `links` the weight between two clusters by
    their numbers, the lower first. What a picture does not need is reckoned when it is first asked for.
    """

    weighted: nx.Graph[str]
    clusters: list[Cluster]
    method: tuple[float, int, Algorithm]
    traits: Mapping[int, list[Trait]]
    links: Mapping[tuple[int, int], float]

    def number_of(self) -> dict[str, int]:
        """The number of each thing's cluster, by id."""
        return numbers(self.clusters)

    @cached_property
    def stability(self) -> dict[int, float]:
        """How much of each cluster comes back with other seeds, 0 to 1, by number."""
        resolution, seed, algorithm = self.method
        most = _SEEDS[algorithm] if len(self.weighted) <= _LARGE else _SEEDS_IF_LARGE
        own = self.number_of()
        back = [
            _comes_back(own, groups)
            for groups in runs(self.weighted, resolution, range(seed + 1, seed + most + 1), algorithm)
        ]
        return {c.number: sum(run.get(c.number, 0.0) for run in back) / most for c in self.clusters}

    @cached_property
    def agreement(self) -> float:
        """The mean stability, weighted by the sizes of the clusters."""
        total = sum(len(c.members) for c in self.clusters)
        return sum(self.stability[c.number] * len(c.members) for c in self.clusters) / total if total else 0.0

    @cached_property
    def modularity(self) -> float:
        """How much denser the clusters are than chance has it."""
        return _modularity(self.weighted, self.number_of(), self.method[0])

    @cached_property
    def bridges(self) -> list[Bridge]:
        """The things with most weight to other clusters, beginning with the strongest."""
        return _bridges(self.weighted, self.number_of())


def report_on(
    graph: Projection, of: Kind, *, resolution: float = 1.0, seed: int = 0, algorithm: Algorithm = "leiden"
) -> ClusterReport:
    """Find clusters and say all that `ClusterReport` holds. Repeatable for a seed."""
    weighted = weighted_projection(graph, of)
    clusters = ordered(graph, weighted, communities(weighted, resolution, seed, algorithm))
    links = links_between(weighted, numbers(clusters))
    return ClusterReport(weighted, clusters, (resolution, seed, algorithm), _traits(graph, clusters), links)


def numbers(clusters: Iterable[Cluster]) -> dict[str, int]:
    """The number of each thing's cluster, by id."""
    return {id_: cluster.number for cluster in clusters for id_ in cluster.members}


def _comes_back(own: Mapping[str, int], groups: Iterable[Collection[str]]) -> dict[int, float]:
    """For each cluster (by number) the best overlap (Jaccard) that it has with one of another run's."""
    sizes = Counter(own.values())
    best: dict[int, float] = {}
    for group in groups:
        for number, shared in Counter(own[id_] for id_ in group if id_ in own).items():
            overlap = shared / (sizes[number] + len(group) - shared)
            best[number] = max(overlap, best.get(number, 0.0))
    return best


def _modularity(weighted: nx.Graph[str], number: Mapping[str, int], resolution: float) -> float:
    """Newman's modularity: the share of weight within clusters, less what chance would put there. A thing in none is its own."""
    inside, total = 0.0, 0.0
    degree: dict[int | str, float] = defaultdict(float)
    for a, b, weight in ties(weighted):
        left, right = number.get(a, a), number.get(b, b)
        total += weight
        inside += weight if left == right else 0.0
        degree[left] += weight
        degree[right] += weight
    return inside / total - resolution * sum((d / (2 * total)) ** 2 for d in degree.values()) if total else 0.0


def _traits(graph: Projection, clusters: Sequence[Cluster]) -> dict[int, list[Trait]]:
    """For each cluster the things that most of its members and few others are tied to."""
    number = numbers(clusters)
    tied = {cluster.number: Counter[str]() for cluster in clusters}
    for id_, tie in _ties(graph, number):
        tied[number[id_]][tie] += 1
    usual = Counter[str]()
    for counted in tied.values():
        usual.update(counted)
    return {
        cluster.number: _most_telling(
            Trait(id_, n / len(cluster.members), usual[id_] / len(number))
            for id_, n in tied[cluster.number].items()
            if n > 1
        )
        for cluster in clusters
    }


def _ties(graph: Projection, inside: Mapping[str, object]) -> set[tuple[str, str]]:
    """Each clustered thing with what it is tied to outside the clusters, and with the treaties of the provisions it is or is tied to."""
    provision = Terms(graph.schema).Provision
    kinds = {label for label in graph.schema.classes if graph.schema.is_a(label, provision)}
    whole = {node.id: treaty_of(node.id) for node in graph.nodes.values() if node.label in kinds}
    found = {(id_, whole[id_]) for id_ in inside if id_ in whole}
    for edge in graph.select(default_types(graph.schema)):
        for id_, other in ((edge.start, edge.end), (edge.end, edge.start)):
            if id_ in inside:
                if other in whole:
                    found.add((id_, whole[other]))
                elif other not in inside:
                    found.add((id_, other))
    return found


def _most_telling(traits: Iterable[Trait]) -> list[Trait]:
    return sorted((t for t in traits if t.share > t.usual), key=lambda t: (-(t.share - t.usual) * t.share, t.id))[
        :_TELLING
    ]


def links_between(weighted: nx.Graph[str], number: Mapping[str, int]) -> dict[tuple[int, int], float]:
    """The weight between each two clusters that are tied, by their numbers, the lower first; `number` gives the cluster of each thing."""
    found: dict[tuple[int, int], float] = defaultdict(float)
    for a, b, weight in ties(weighted):
        if a in number and b in number and number[a] != number[b]:
            found[min(number[a], number[b]), max(number[a], number[b])] += weight
    return dict(found)


def _bridges(weighted: nx.Graph[str], number: Mapping[str, int]) -> list[Bridge]:
    """The things with most weight to other clusters, beginning with the strongest."""
    outside: dict[str, float] = defaultdict(float)
    for a, b, weight in ties(weighted):
        if a in number and b in number and number[a] != number[b]:
            outside[a] += weight
            outside[b] += weight
    strongest = sorted(outside, key=lambda id_: (-outside[id_], id_))[:_MOST_BRIDGES]
    return [_bridge(weighted, number, id_, outside[id_]) for id_ in strongest]


def _bridge(weighted: nx.Graph[str], number: Mapping[str, int], id_: str, outside: float) -> Bridge:
    to: dict[int, float] = defaultdict(float)
    for other, tie in weighted[id_].items():
        if number.get(other, number[id_]) != number[id_]:
            to[number[other]] += tie["weight"]
    total = float(sum(tie["weight"] for tie in weighted[id_].values()))
    return Bridge(id_, number[id_], max(to, key=to.__getitem__), outside / total)


def backbone(weighted: nx.Graph[str], ids: Collection[str], each: int = 3) -> list[tuple[str, str, float]]:
    """The strongest ties among some things: for each thing its `each` strongest, so that the drawing shows the shape."""
    wanted = set(ids)
    kept: dict[tuple[str, str], float] = {}
    for id_ in sorted(wanted & set(weighted)):
        own = [(weighted[id_][other]["weight"], other) for other in weighted[id_] if other in wanted and other != id_]
        for weight, other in sorted(own, key=lambda tie: (-tie[0], tie[1]))[:each]:
            kept[min(id_, other), max(id_, other)] = weight
    return [(a, b, weight) for (a, b), weight in kept.items()]
