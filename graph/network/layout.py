"""Places for graphs too large to untangle in a browser: each cluster a disc, near those it has most to do with.

Within its disc a cluster is drawn as a tree of hops: the most central member in the middle, what it is tied to around it, what hangs on
these behind them. Nothing depends on chance: the same clusters stand at the same places. The unit is the side of the square that a
member has to itself.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.network.clusters import Cluster

Floats = NDArray[np.float64]
Links = Mapping[tuple[int, int], float]
_GOLDEN = (np.sqrt(5.0) - 1) / 2
_GAP = 1.6  # between two discs
_WIDE = 1.4  # a screen is wider than high
_TURNS = np.linspace(0, 2 * np.pi, 24, endpoint=False)
_ROUND = np.column_stack((np.cos(_TURNS), np.sin(_TURNS)))
_FEW = 150  # more discs without a link than this stand in rings round the others
_NEAREST = 12  # discs beside which room is looked for first


def places(weighted: nx.Graph[str], clusters: Sequence[Cluster], links: Links) -> tuple[Floats, Floats]:
    """A place for each member of each cluster, in the order of clusters and of their members; and the discs.

    `clusters` come with the largest first; `links` gives the weight between two of them by their positions there, the lower first.
    Shapes: (members, 2) with x and y, and (clusters, 3) with x, y and radius.
    """
    if not clusters:
        return np.empty((0, 2)), np.empty((0, 3))
    radii = np.array([radius(len(cluster.members)) for cluster in clusters])
    centres = pack(radii, links)
    discs = [disc(weighted, cluster.members) for cluster in clusters]
    spots = np.concatenate([inside + centre for inside, centre in zip(discs, centres, strict=True)])
    return spots, np.column_stack((centres, radii))


def radius(count: int) -> float:
    """The radius of a disc that holds so many members."""
    return float(np.sqrt(count / np.pi)) + 0.5


# ---------------------------------------------------------------------- one disc


def disc(weighted: nx.Graph[str], members: Sequence[str]) -> Floats:
    """Places of members round the first of them: hops give the distance, the branches of the tree the direction."""
    order, depth = _tree(weighted, members)
    hops = np.array([depth[id_] for id_ in order])
    in_ring = np.bincount(hops)
    nearer = np.cumsum(in_ring) - in_ring
    branchwise = np.argsort(hops, kind="stable")  # ring by ring, within each branch by branch
    turn = np.empty(len(order))
    turn[branchwise] = np.arange(len(order)) - nearer[hops[branchwise]]
    share = ((turn + 0.5) * _GOLDEN) % 1.0  # spreads the members of a ring evenly over its breadth
    distance = np.sqrt((nearer[hops] + share * in_ring[hops]) / np.pi) * (hops > 0)
    angle = 2 * np.pi * (turn + 0.5) / in_ring[hops]
    found = dict(zip(order, np.column_stack((distance * np.cos(angle), distance * np.sin(angle))), strict=True))
    return np.array([found[id_] for id_ in members])


def _tree(weighted: nx.Graph[str], members: Sequence[str]) -> tuple[list[str], dict[str, int]]:
    """Members branch by branch, and how many hops each is from the first."""
    children, depth = _hops(weighted, members)
    order: list[str] = []
    waiting = [members[0]]
    while waiting:
        order.append(waiting.pop())
        waiting += reversed(children[order[-1]])
    return order, depth


def _hops(weighted: nx.Graph[str], members: Sequence[str]) -> tuple[dict[str, list[str]], dict[str, int]]:
    """For each member those first reached through it, and its hops from the first member.

    What no way within the cluster leads to counts as if it were tied to the first member.
    """
    rank = {id_: i for i, id_ in enumerate(members)}
    children: dict[str, list[str]] = defaultdict(list)
    depth: dict[str, int] = {}
    for start in members:
        if start in depth:
            continue
        if depth:
            children[members[0]].append(start)
        depth[start] = 1 if depth else 0
        waiting = deque([start])
        while waiting:
            id_ = waiting.popleft()
            fresh = sorted((o for o in weighted[id_] if o in rank and o not in depth), key=rank.__getitem__)
            children[id_] += fresh
            depth.update(dict.fromkeys(fresh, depth[id_] + 1))
            waiting.extend(fresh)
    return children, depth


# ---------------------------------------------------------------------- all discs


def pack(radii: Floats, links: Links) -> Floats:
    """Centres of discs that do not overlap, shape (discs, 2); those that are linked lie together, those without a link around them."""
    tied: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (a, b), weight in links.items():
        tied[a].append((b, weight))
        tied[b].append((a, weight))
    alone = [i for i in range(len(radii)) if not tied[i]]
    scattered = alone if len(alone) > _FEW else []
    order = sorted(set(range(len(radii))) - set(scattered), key=lambda i: (not tied[i], i))
    centres = np.zeros((len(radii), 2))
    for done, i in enumerate(order):
        placed = np.array(order[:done], dtype=int)
        wanted = _pulled(tied[i], placed, centres, radii)
        centres[i] = _room(radii[i], wanted, centres[placed], radii[placed])
    if scattered:
        middle = np.average(centres[order], axis=0, weights=radii[order] ** 2) if order else np.zeros(2)
        reach = np.hypot(*(centres[order] - middle).T) + radii[order]
        centres[scattered] = middle + _rings(radii[scattered], float(reach.max(initial=0.0)))
    return centres


def _pulled(ties: Sequence[tuple[int, float]], placed: NDArray[np.int64], centres: Floats, radii: Floats) -> Floats:
    """Where a disc is drawn to: the middle of those placed before that it is linked to, by weight; without such, of all."""
    if not len(placed):
        return np.zeros(2)
    there = set(placed.tolist())
    weight_of = {other: weight for other, weight in ties if other in there}
    known = list(weight_of) or placed.tolist()
    weights = list(weight_of.values()) or radii[placed] ** 2
    middle: Floats = np.average(centres[known], axis=0, weights=weights)
    return middle


def _room(size: float, wanted: Floats, centres: Floats, radii: Floats) -> Floats:
    """The free place for a disc nearest to where it is wanted: touching one of those placed, or that very spot."""
    if not len(centres):
        return wanted
    near = np.argsort(np.hypot(*(centres - wanted).T) - radii, kind="stable")
    for count in (_NEAREST, 5 * _NEAREST, len(near)):
        beside = near[:count]
        reach = (radii[beside] + size + _GAP)[:, None, None]
        spots = (centres[beside][:, None, :] + reach * _ROUND).reshape(-1, 2)
        free = spots[_is_free(spots, size, centres, radii)]
        if len(free):
            off = (free - wanted) / (_WIDE, 1.0)
            nearest: Floats = free[np.argmin(np.hypot(*off.T))]
            return nearest
    raise AssertionError("beyond the outermost disc there is always room")


def _is_free(spots: Floats, size: float, centres: Floats, radii: Floats) -> NDArray[np.bool_]:
    apart = np.hypot(spots[:, :1] - centres[:, 0], spots[:, 1:] - centres[:, 1])
    free: NDArray[np.bool_] = np.all(apart >= radii + size + _GAP - 1e-9, axis=1)
    return free


def _rings(radii: Floats, extent: float) -> Floats:
    """Places on rings round a core of some extent, one disc after another."""
    found = np.empty((len(radii), 2))
    ring, angle, end = 0.0, 0.0, 2 * np.pi
    for i, size in enumerate(radii):
        step = 2 * np.arcsin(min(1.0, (size + _GAP / 2) / ring)) if ring else end
        if not ring or angle + step > end:
            ring = extent + _GAP + size
            extent = ring + size
            step = 2 * np.arcsin(min(1.0, (size + _GAP / 2) / ring))
            angle = 0.0
        found[i] = ring * np.cos(angle + step / 2), ring * np.sin(angle + step / 2)
        angle += step
    return found
