"""What a load adds to nodes that other loads state too, so that it can change and take back what is its own there.

The mark of each load in the store keeps it: for each such node its id and the names of the properties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graph.records import Node

CATALOGUE = "catalogue"
KEPT = "additions"


class Additions:
    """The additions of one load, before it is loaded again and now. What the catalogue adds is no longer another's."""

    def __init__(self, mark: Node | None, catalogue: Node | None) -> None:
        """`mark`: the mark of the load in the store; `catalogue`: that of the catalogue, where this is another load."""
        self._before = _read(mark)
        self._catalogue = _read(catalogue)
        self._now: dict[str, set[str]] = defaultdict(set)

    def own(self, id_: str) -> set[str]:
        """The properties of a node that the load added before and may change."""
        return self._before.get(id_, set()) - self._catalogue.get(id_, set())

    def add(self, id_: str, name: str) -> None:
        self._now[id_].add(name)

    def kept(self) -> list[str]:
        """What the mark is to keep."""
        return [" ".join([id_, *sorted(names)]) for id_, names in sorted(self._now.items())]


def _read(mark: Node | None) -> Mapping[str, set[str]]:
    lines = mark.properties.get(KEPT, []) if mark else []
    words = [line.split(" ") for line in lines] if isinstance(lines, list) else []
    return {id_: set(names) for id_, *names in words}
