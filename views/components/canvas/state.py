"""What a canvas remembers between reruns and across pages: kept in session state under a key that is no widget's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from views.components.messages import Inbox

EventKind = Literal["select", "expand", "hide", "filter", "move"]
Command = Literal["fit", "focus", "layout"]
Layout = Literal["force", "layers", "flow", "concentric", "circle", "grid"]


@dataclass(frozen=True, slots=True)
class CanvasEvent:
    """Something the reader did.

    `select`: `ids` are now selected (none: the selection was cleared); `element` says whether they are nodes or edges.
    `expand`: show the neighbours of `ids[0]`. `hide`: take `ids` off the canvas. `filter`: kinds were switched in the
    legend. `move`: nodes were moved or placed. The last two need no answer; the canvas has recorded them.
    """

    kind: EventKind
    ids: tuple[str, ...] = ()
    element: Literal["node", "edge"] = "node"

    @property
    def id(self) -> str | None:
        """The first id, or None."""
        return self.ids[0] if self.ids else None


@dataclass
class CanvasState:
    """The view of one canvas.

    `positions` hold every node ever shown, in the canvas's own units, so that one taken off and shown again returns to
    its place. Change the view only through the methods: they tell the browser that Python's word now counts.
    """

    positions: dict[str, tuple[float, float]] = field(default_factory=dict)
    selected: tuple[str, ...] = ()
    hidden_kinds: frozenset[str] = frozenset()
    layout: str = "force"
    colouring: str | None = None
    viewport: dict[str, float] | None = None
    version: int = 0
    _command: dict[str, Any] | None = None
    _command_done: int = 0
    _inbox: Inbox = field(default_factory=Inbox)
    _events: list[CanvasEvent] = field(default_factory=list)

    @property
    def selected_id(self) -> str | None:
        """The one selected node or edge; None where nothing or several are selected."""
        return self.selected[0] if len(self.selected) == 1 else None

    def select(self, *ids: str) -> None:
        """Select these nodes (or this edge) in place of what is selected."""
        if ids != self.selected:
            self.selected = ids
            self.version += 1

    def restore(self, positions: Mapping[str, tuple[float, float]], hidden_kinds: Iterable[str] = ()) -> None:
        """Move nodes to saved places and switch kinds off, as when a saved view is opened or a step undone."""
        self.positions.update(positions)
        self.hidden_kinds = frozenset(hidden_kinds)
        self.version += 1

    def focus(self, id_: str) -> None:
        """Bring a node or edge to the middle of the view."""
        self._order("focus", id_)

    def fit(self) -> None:
        """Bring the whole graph into view."""
        self._order("fit")

    def arrange(self, layout: Layout) -> None:
        """Lay the whole graph out anew."""
        self.layout = layout
        self._order("layout", layout)

    def forget(self) -> None:
        """Start over: the next graph is laid out as if none had been shown."""
        self.positions.clear()
        self.viewport = None
        self.hidden_kinds = frozenset()
        self.selected = ()
        self.version += 1

    def _order(self, name: Command, target: str | None = None) -> None:
        number = max(self._command_done, self._command["number"] if self._command else 0) + 1
        self._command = {"number": number, "name": name, "target": target}

    @property
    def receipt(self) -> dict[str, Any] | None:
        """What the browser is told of its events: which has been handled last."""
        return self._inbox.receipt

    def view(self) -> dict[str, Any]:
        """The JSON form that the browser reads."""
        return {
            "version": self.version,
            "positions": {id_: list(place) for id_, place in self.positions.items()},
            "selected": list(self.selected),
            "hidden_kinds": sorted(self.hidden_kinds),
            "layout": self.layout,
            "colouring": self.colouring,
            "viewport": self.viewport,
            "command": self._command,
            "command_done": self._command_done,
        }

    def take(self, report: Mapping[str, Any]) -> list[CanvasEvent]:
        """Record a report of the browser and return its events that were not handled yet, oldest first."""
        fresh = self._inbox.take(report)
        if fresh:
            self._record(report["view"])
        return [CanvasEvent(kind, tuple(value["ids"]), value["element"]) for kind, value in fresh]

    def _record(self, view: Mapping[str, Any]) -> None:
        self.positions.update({id_: (x, y) for id_, (x, y) in view["positions"].items()})
        self.selected = tuple(view["selected"])
        self.hidden_kinds = frozenset(view["hidden_kinds"])
        self.layout = view["layout"]
        self.colouring = view["colouring"]
        self.viewport = view["viewport"]
        self._command_done = view["command_done"]
