"""The contents of a document as a list that is filtered while one types and walked by keyboard; gives the id of what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from views.components.bundle import renderer
from views.components.messages import listener, receipt


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A line of the contents: `level` 0 is outermost, a `group` heads what follows; `count` with what it counts stands beside it."""

    id: str
    number: str
    name: str
    level: int = 0
    group: bool = False
    count: int = 0
    about: str = ""


def outline(
    items: Iterable[OutlineItem],
    *,
    key: str,
    current: str | None = None,
    height: int = 640,
    label: str = "Contents",
    placeholder: str = "Find in the contents",
    on_choose: Callable[[str], None],
) -> None:
    """Show the contents with the current line marked; `on_choose` gets the id of each line chosen, before the page runs again."""

    data = {"items": [asdict(item) for item in items], "current": current, "height": height, "label": label}
    data |= {"placeholder": placeholder, "receipt": receipt(key)}
    renderer("outline")(key=key, data=data, on_report_change=listener(key, lambda _, chosen: on_choose(chosen)))
