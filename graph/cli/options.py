"""Options that several commands share, and what they become: a store, a day, imagined deposits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import typer

from graph.cli.terminal import err
from graph.law.acts import Supposition
from graph.store import Store, open_store

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        envvar="TREATYGRAPH_STORE",
        metavar="FOLDER|bolt://...",
        help="A folder (embedded engine) or the address of a Neo4j server. Default: a folder in your data directory.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day asked about (default: today).")
]
KnownOption = Annotated[
    str | None, typer.Option("--known-as-of", metavar="YYYY-MM-DD", help="Read the record as it stood on this day.")
]


def open_for(store: str | None) -> Store:
    """The store that an option names; what takes time is said on stderr."""
    return open_store(store, progress=lambda message: err.print(f"[dim]{message}[/dim]"))


def parse_day(text: str, option: str) -> dt.date:
    """A day given to an option. BadParameter where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"expected a day as YYYY-MM-DD, found {text!r}", param_hint=option) from None


def parse_suppositions(given: Iterable[str], treaty: str | None) -> list[Supposition]:
    """Imagined deposits, each `STATE=DATE`, or `TREATY:STATE=DATE` where `treaty` is None. BadParameter where one is malformed."""
    found = []
    for text in given:
        who, equals, day = text.partition("=")
        of, colon, actor = who.rpartition(":") if treaty is None else (treaty, ":", who)
        if not equals or not colon or not actor or not of:
            expected = "STATE=YYYY-MM-DD" if treaty else "TREATY:STATE=YYYY-MM-DD"
            raise typer.BadParameter(f"expected {expected}, found {text!r}", param_hint="--suppose")
        found.append(Supposition(actor.strip(), of.strip(), parse_day(day.strip(), "--suppose")))
    return found
