"""How the command line prints: tables for people, CSV and JSON for programs; progress on stderr."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table as RichTable

from graph.store import Progress as Report
from graph.store import Table
from graph.values import jsonable

out = Console(emoji=False)
err = Console(stderr=True, emoji=False)


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


def print_json(document: object) -> None:
    """One JSON document on stdout, dates as ISO texts."""
    sys.stdout.write(json.dumps(jsonable(document), ensure_ascii=False, indent=2) + "\n")


def print_table(table: Table, form: Format) -> None:
    """The rows of a query in the form asked for; a note on stderr where the row limit cut them."""
    if form is Format.json:
        print_json(table.rows)
    elif form is Format.csv:
        _print_csv(table)
    else:
        print_rows(table.columns, [[row[c] for c in table.columns] for row in table.rows])
        err.print(f"[dim]{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}[/dim]")
    if table.truncated:
        err.print(f"[yellow]cut at {len(table.rows)} rows; raise it with --limit[/yellow]")


def _print_csv(table: Table) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(row[c]) for c in table.columns] for row in table.rows)


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[object]], title: str | None = None) -> None:
    """A table for people."""
    table = RichTable(*columns, title=title, title_justify="left", header_style="bold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    out.print(table, markup=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    plain = jsonable(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def print_counts(title: str, counts: Mapping[str, int]) -> None:
    print_rows(["", title], list(counts.items()))


@contextmanager
def progress_on_stderr() -> Iterator[Report]:
    """A progress bar on stderr, for work that reports `(what, done, total)`."""
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=err, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield report
