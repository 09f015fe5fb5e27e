"""What Explore remembers: the things on the canvas, how they came there, and the steps one can take back. No Streamlit here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

Places = Mapping[str, tuple[float, float]]
_STEPS = 60
_MOVED = 0.5  # canvas units; less is rounding


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the canvas. `brought` says which thing was expanded to bring another in; `pinned` things stay."""

    shown: tuple[str, ...] = ()
    brought: Mapping[str, str] = field(default_factory=dict)
    pinned: frozenset[str] = frozenset()
    positions: Places = field(default_factory=dict)


@dataclass
class ExploreState:
    """The scene and its history. Every change goes through a method, so that each can be undone; each says what it did."""

    scene: Scene = field(default_factory=Scene)
    past: list[tuple[str, Scene]] = field(default_factory=list)
    future: list[tuple[str, Scene]] = field(default_factory=list)
    asking: str | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        return self.scene.shown

    # ------------------------------------------------------------------ changes

    def open(self, ids: Iterable[str], positions: Places | None = None, pinned: Iterable[str] = ()) -> None:
        """Put these things on the canvas in place of what is there."""
        self._step("open", Scene(tuple(dict.fromkeys(ids)), {}, frozenset(pinned), dict(positions or {})))

    def add(self, ids: Iterable[str], *, by: str | None = None) -> None:
        """Bring things in; `by` is the thing whose expansion brought them."""
        fresh = [id_ for id_ in dict.fromkeys(ids) if id_ not in self.scene.shown]
        if fresh:
            brought = {**self.scene.brought, **dict.fromkeys(fresh, by)} if by else self.scene.brought
            self._step("add", replace(self.scene, shown=(*self.scene.shown, *fresh), brought=brought))

    def remove(self, ids: Collection[str]) -> None:
        """Take things off, but for pinned ones where others go too."""
        gone = set(ids) - (self.scene.pinned if len(ids) > 1 else set())
        self._keep([id_ for id_ in self.scene.shown if id_ not in gone], "hide")

    def keep_only(self, ids: Collection[str]) -> None:
        """Take everything off but these and what is pinned."""
        self._keep([id_ for id_ in self.scene.shown if id_ in ids or id_ in self.scene.pinned], "keep")

    def collapse(self, id_: str) -> int:
        """Take off what the expansion of a thing brought in, and what that brought in turn; how many went."""
        gone = self.brought_by(id_)
        self._keep([other for other in self.scene.shown if other not in gone], "collapse")
        return len(gone)

    def brought_by(self, id_: str) -> set[str]:
        """What would go if a thing were collapsed."""
        gone: set[str] = set()
        front = {id_}
        while front:
            front = {
                other for other, by in self.scene.brought.items() if by in front and other not in gone and other != id_
            }
            gone |= front
        return gone - self.scene.pinned

    def pin(self, ids: Collection[str]) -> None:
        """Pin things, or unpin them where all are pinned."""
        wanted = frozenset(ids)
        pinned = self.scene.pinned - wanted if wanted <= self.scene.pinned else self.scene.pinned | wanted
        self._step("pin", replace(self.scene, pinned=pinned))

    def moved(self, positions: Places) -> None:
        """The canvas says where things are. A step of its own only where something that had a place has left it."""
        own = {id_: positions[id_] for id_ in self.scene.shown if id_ in positions}
        before = self.scene.positions
        if any(id_ in own and _apart(before[id_], own[id_]) for id_ in before):
            self._step("move", replace(self.scene, positions=own))
        else:
            self.scene = replace(self.scene, positions=own)

    # ------------------------------------------------------------------ history

    def undo(self) -> Scene | None:
        """Take the last step back; the scene that is now shown, or None where there is nothing to undo."""
        return self._travel(self.past, self.future)

    def redo(self) -> Scene | None:
        """Take the last undone step again."""
        return self._travel(self.future, self.past)

    def _travel(self, source: list[tuple[str, Scene]], target: list[tuple[str, Scene]]) -> Scene | None:
        if not source:
            return None
        what, scene = source.pop()
        target.append((what, self.scene))
        self.scene = scene
        return scene

    def _keep(self, ids: list[str], what: str) -> None:
        if len(ids) != len(self.scene.shown):
            brought = {id_: by for id_, by in self.scene.brought.items() if id_ in ids}
            places = {id_: place for id_, place in self.scene.positions.items() if id_ in ids}
            self._step(what, Scene(tuple(ids), brought, self.scene.pinned & frozenset(ids), places))

    def _step(self, what: str, scene: Scene) -> None:
        if scene == self.scene:
            return
        if self.scene.shown:
            self.past.append((what, self.scene))
            del self.past[:-_STEPS]
        self.future.clear()
        self.scene = scene


def _apart(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) > _MOVED or abs(a[1] - b[1]) > _MOVED


def parse_ids(text: str, known: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """The ids of a link, written with commas: those that are known, and those that are not."""
    ids = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    return [id_ for id_ in ids if known(id_)], [id_ for id_ in ids if not known(id_)]
