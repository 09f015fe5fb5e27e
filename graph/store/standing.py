"""What a store holds of all that some loads name or stated before, as it will be when it is their turn to be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from graph.records import Batch, Edge, Node, ids_in
from graph.store.additions import CATALOGUE, Additions
from graph.store.diff import origins_of

if TYPE_CHECKING:
    from graph.store import Store


_MARK = "load/"


def mark_of(origin: str) -> str:
    """The id of the node that says what was loaded and when."""
    return f"{_MARK}{origin}"


def origin_of(mark: str) -> str:
    """What the node of that id says was loaded."""
    return mark.removeprefix(_MARK)


class Standing:
    """Looked up at once for many loads. `before`: the nodes as a transaction under way leaves them, None where it takes one away."""

    def __init__(self, store: Store, batches: Sequence[Batch], before: Mapping[str, Node | None]) -> None:
        self.nodes: dict[str, Node] = {}
        self.stated: dict[str, list[str]] = defaultdict(list)  # by origin: ids of nodes
        self.edges: dict[str, list[Edge]] = defaultdict(list)  # by origin
        self._look_up(store, {mark_of(batch.origin) for batch in batches} | {mark_of(CATALOGUE)}, before)
        self.new = [batch for batch in batches if not self._is_loaded(batch)]
        again = [batch.origin for batch in self.new if mark_of(batch.origin) in self.nodes]
        if again:
            self._look_back(store, again, before)
        self._look_up(store, {id_ for batch in self.new for id_ in ids_in(batch)} - self.nodes.keys(), before)

    def _look_up(self, store: Store, ids: set[str], before: Mapping[str, Node | None]) -> None:
        self.nodes.update((node.id, node) for node in store.named(sorted(ids)))
        self.overlay({id_: before[id_] for id_ in ids & before.keys()})

    def _look_back(self, store: Store, origins: Sequence[str], before: Mapping[str, Node | None]) -> None:
        """What loads stated the last time, of which they may take something back."""
        for node in store.nodes(origins):
            self.nodes[node.id] = node
            for origin in origins_of(node.properties):
                self.stated[origin].append(node.id)
        self.overlay({id_: before[id_] for id_ in self.nodes.keys() & before.keys()})
        for edge in store.edges(origins):
            if all(before.get(end, edge) is not None for end in (edge.start, edge.end)):
                for origin in origins_of(edge.properties):
                    self.edges[origin].append(edge)

    def _is_loaded(self, batch: Batch) -> bool:
        mark = self.mark(batch.origin)
        return mark is not None and mark.properties.get("sha256") == batch.digest()

    def mark(self, origin: str) -> Node | None:
        return self.nodes.get(mark_of(origin))

    def additions(self, origin: str) -> Additions:
        """What a load has added to nodes of others."""
        return Additions(self.mark(origin), self.mark(CATALOGUE) if origin != CATALOGUE else None)

    def named(self, origin: str, ids: Iterable[str]) -> dict[str, Node]:
        """The nodes of some ids, and those that the origin stated before."""
        return {id_: self.nodes[id_] for id_ in [*self.stated[origin], *ids] if id_ in self.nodes}

    def overlay(self, written: Mapping[str, Node | None]) -> None:
        """Take in what a transaction leaves of nodes."""
        for id_, node in written.items():
            if node is None:
                self.nodes.pop(id_, None)
            else:
                self.nodes[id_] = node
