"""What an outline is made of: the scopes in which articles are numbered, and the outline itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.text.headings import Heading, id_token
from loaders.text.provisions import Provision


@dataclass
class Scope:
    """Where articles are numbered together: the treaty, an annex, or a part that begins again at 1.

    `articles` are the numbers that stand there already, with their lines, `last` that of the latest, `shape` how they are numbered
    (empty until two are alike), `chain` the containers that are open, `opened`: whether one was since the latest article.
    """

    owner: Provision | None
    prefix: str
    articles: dict[str, int] = field(default_factory=dict)
    last: tuple[int, int] = (0, 0)
    chain: list[Provision] = field(default_factory=list)
    outer: Scope | None = None
    shape: str = ""
    opened: bool = False


@dataclass
class Outline:
    """The provisions of a treaty at top level, the lines before them, and what was refused or repaired, by line."""

    title: list[str] = field(default_factory=list)
    parts: list[Provision] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


def order_in_scope(provision: Provision) -> int:
    return Heading(provision.kind, "", id_token(provision.number)).value[0]
