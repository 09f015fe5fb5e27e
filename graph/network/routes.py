"""Routes: paths between two things under conditions, and why there is none where none is found.

`paths.find_paths` finds the shortest; here one may also allow kinds, ask for a way through a thing, and follow relationships in
their own direction only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice, product, takewhile

import networkx as nx

from graph.network.paths import Path, as_path, between, default_types
from graph.projection import Projection
from graph.records import Edge

_VIA_EACH = 12  # ways to and from the thing that a route must pass, before they are combined


@dataclass(frozen=True, slots=True)
class RouteQuery:
    """What is asked. `types` (None: all but mentions) and `kinds` (None: all; superclasses stand for their subclasses) may be passed;
    `via` must be, `avoid` must not; `on` is the day on which every step holds; `longest` counts steps; `forward` follows
    relationships in their own direction only.
    """

    start: str
    end: str
    k: int = 3
    types: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    on: dt.date | None = None
    via: str | None = None
    avoid: frozenset[str] = frozenset()
    longest: int = 12
    forward: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no route, in words; `query` is one that finds a route, of `length` steps, where there is one."""

    text: str
    query: RouteQuery | None = None
    length: int = 0


def find_routes(graph: Projection, query: RouteQuery) -> list[Path]:
    """The shortest routes without repeated things, the shortest first. UnknownThingError where an end or `via` does not exist."""
    for id_ in (query.start, query.end, *([query.via] if query.via else ())):
        graph.require(id_)
    if query.start == query.end:
        return []
    edges = list(_edges(graph, query))
    joined = between(edges)
    links = _links(edges, query)
    found = (
        _through(links, query)
        if query.via not in (None, query.start, query.end)
        else _simple(links, query.start, query.end)
    )
    short = takewhile(lambda nodes: len(nodes) - 1 <= query.longest, found)  # they come in the order of their length
    return [as_path(graph, nodes, joined) for nodes in islice(short, query.k)]


def _edges(graph: Projection, query: RouteQuery) -> Iterator[Edge]:
    passable = _passable(graph, query)
    types = default_types(graph.schema) if query.types is None else query.types
    return (e for e in graph.select(types, query.on) if e.start in passable and e.end in passable)


def _passable(graph: Projection, query: RouteQuery) -> set[str]:
    """The things that a route may touch; its ends and `via` always."""
    labels = None if query.kinds is None else {own for kind in query.kinds for own in graph.schema.subclasses(kind)}
    open_ = {n.id for n in graph.nodes.values() if labels is None or n.label in labels}
    named = {query.start, query.end, *([query.via] if query.via else ())}
    return (open_ - query.avoid) | named


def _links(edges: Collection[Edge], query: RouteQuery) -> nx.Graph[str]:
    links: nx.Graph[str] = nx.DiGraph() if query.forward else nx.Graph()
    links.add_nodes_from((query.start, query.end, *([query.via] if query.via else ())))
    links.add_edges_from((e.start, e.end) for e in edges if e.start != e.end)
    return links


def _simple(links: nx.Graph[str], start: str, end: str) -> Iterator[list[str]]:
    if nx.has_path(links, start, end):
        yield from nx.shortest_simple_paths(links, start, end)


def _through(links: nx.Graph[str], query: RouteQuery) -> Iterator[list[str]]:
    """Routes made of a way to `via` and a way from it that share nothing else, the shortest first."""
    via = str(query.via)
    first = islice(_simple(_without(links, query.end), query.start, via), _VIA_EACH)
    then = islice(_simple(_without(links, query.start), via, query.end), _VIA_EACH)
    pairs = ([*a, *b[1:]] for a, b in product(list(first), list(then)) if not set(a) & set(b[1:]))
    return iter(sorted(pairs, key=len))


def _without(links: nx.Graph[str], node: str) -> nx.Graph[str]:
    return nx.restricted_view(links, [node], [])


def why_none(graph: Projection, query: RouteQuery) -> list[Reason]:
    """Why `find_routes` finds nothing: each condition that alone is in the way, or that the two are not connected at all."""
    if query.start == query.end:
        return [Reason("Both ends are the same thing.")]
    reasons = [
        Reason(text, wider, found[0].length) for text, wider in _relaxed(query) if (found := find_routes(graph, wider))
    ]
    if reasons:
        return reasons
    bare = RouteQuery(query.start, query.end, k=query.k, longest=len(graph.nodes))
    if found := find_routes(graph, bare):
        return [Reason("Several conditions together are in the way.", bare, found[0].length)]
    mentions = replace(bare, types=frozenset(graph.schema.relationships))
    if found := find_routes(graph, mentions):
        return [Reason("Only mentions and checks of claims join the two.", mentions, found[0].length)]
    return [Reason(_apart(graph, query))]


def _relaxed(query: RouteQuery) -> Iterator[tuple[str, RouteQuery]]:
    """The query with one condition taken away, for each that it has."""
    if query.longest < 12:
        yield "Every route is longer.", replace(query, longest=24)
    if query.on:
        yield f"Not every step held on {query.on.isoformat()}.", replace(query, on=None)
    if query.types is not None:
        yield "The types of relationship that are allowed do not lead there.", replace(query, types=None)
    if query.kinds is not None:
        yield "The kinds of things that are allowed do not lead there.", replace(query, kinds=None)
    if query.via:
        yield "There is no way through the thing that was asked for.", replace(query, via=None)
    if query.avoid:
        yield "Every route passes something that is to be avoided.", replace(query, avoid=frozenset())
    if query.forward:
        yield "A route must follow some relationship against its direction.", replace(query, forward=False)


def _apart(graph: Projection, query: RouteQuery) -> str:
    links = _links(list(_edges(graph, RouteQuery(query.start, query.end))), RouteQuery(query.start, query.end))
    sizes = [len(nx.node_connected_component(links, id_)) for id_ in (query.start, query.end)]
    names = [graph.name(query.start), graph.name(query.end)]
    parts = [f"{name} hangs together with {size - 1:,} other things" for name, size in zip(names, sizes, strict=True)]
    return f"The record does not connect the two at all: {parts[0]}, {parts[1]}, and nothing joins the two groups."
