"""The commands that load official documents, and what every load says at its end."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from graph.cli.options import JsonOption, StoreOption, open_for, parse_day
from graph.cli.terminal import err, print_json, print_rows, progress_on_stderr
from graph.loading import (
    SourceReport,
    TextOptions,
    counted,
    known_in,
    load_batches,
    loaded,
    remove,
    text_batch,
    with_bonds,
)
from graph.records import Batch
from graph.store import Store
from loaders.coe import load_coe
from loaders.mtdsg import load_mtdsg, status_files
from loaders.tota import count_sources, load_tota
from loaders.untc import load_untc

SHOWN = 20
Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of them.", exists=True)]
File = Annotated[Path, typer.Argument(metavar="FILE", help="One file.", exists=True, dir_okay=False)]
Treaty = Annotated[str, typer.Option("--treaty", metavar="ID", help="Id of the treaty: uncc, budapest, or a new one.")]
MaybeTreaty = Annotated[
    str | None, typer.Option("--treaty", metavar="ID", help="Id of the treaty, where the file does not say it.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day as at which the source stood.")
]


def register(root: typer.Typer, app: typer.Typer) -> None:
    """Add the loaders to `treatygraph load`, and the command that takes a source back."""
    root.command("remove")(remove_command)
    app.command("text")(text)
    app.command("mtdsg")(mtdsg)
    app.command("coe")(coe)
    app.command("untc")(untc)
    app.command("tota")(tota)


def text(
    paths: Paths,
    treaty: Treaty,
    language: Annotated[str, typer.Option(metavar="CODE", help="Which language of the file to load.")] = "en",
    title: Annotated[str | None, typer.Option(help="Short title, where the treaty is new.")] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """An official text (.md .txt .html .pdf .docx): provisions, their text and references.

    Example: `treatygraph load text budapest.pdf --treaty budapest`
    """
    with open_for(store) as opened:
        options = TextOptions(treaty, language, title)
        _load(opened, [text_batch(opened, paths, options)], as_json)


def mtdsg(paths: Paths, as_of: AsOf = None, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Status files of the UN Secretary-General's depositary publication (MTDSG, XML): who did what when, with which reservations.

    Example: `treatygraph load mtdsg mtdsg/ --as-of 2018-01-12`
    """
    with open_for(store) as opened:
        day = parse_day(as_of, "--as-of") if as_of else None
        batches = load_mtdsg(paths, opened.schema, known_in(opened), as_of=day, workers=_workers())
        _load(opened, with_bonds(batches, opened), as_json, sum(1 for _ in status_files(paths)))


def coe(path: File, treaty: MaybeTreaty = None, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """A chart of signatures and ratifications of the Council of Europe (.html or .md).

    Example: `treatygraph load coe chart-185.html --treaty budapest`
    """
    with open_for(store) as opened:
        _load(opened, with_bonds([load_coe(path, opened.schema, known_in(opened), treaty)], opened), as_json)


def untc(
    path: File, treaty: MaybeTreaty = None, as_of: AsOf = None, store: StoreOption = None, as_json: JsonOption = False
) -> None:
    """A table of participants of the UN Treaty Collection (.csv).

    Example: `treatygraph load untc XVIII-12_untoc.csv`
    """
    with open_for(store) as opened:
        day = parse_day(as_of, "--as-of") if as_of else None
        batch = load_untc(path, opened.schema, known_in(opened), treaty, as_of=day)
        _load(opened, with_bonds([batch], opened), as_json)


def tota(paths: Paths, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Trade agreements of the Texts of Trade Agreements corpus (ToTA, XML; files, folders or .tar.xz).

    Example: `treatygraph load tota tota/`
    """
    with open_for(store) as opened:
        batches = load_tota(paths, opened.schema, known_in(opened), workers=_workers())
        _load(opened, batches, as_json, count_sources(paths))


def remove_command(
    origin: Annotated[
        str | None, typer.Argument(metavar="ORIGIN", help="What was loaded, as text:budapest. None: list what is.")
    ] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a source back, with all that only it says. What other sources say too stays.

    Examples:

    - `treatygraph remove` lists what is loaded
    - `treatygraph remove text:budapest`
    """
    with open_for(store) as opened:
        if origin is None:
            _list_loaded(loaded(opened), as_json)
            return
        report = remove(opened, origin)
        nodes, relationships = opened.counts()
    if as_json:
        told = {"removed": origin, "changes": report.counts, "bereft": report.bereft}
        print_json({**told, "nodes": nodes, "relationships": relationships})
        return
    err.print(_told(report.counts), highlight=False)
    if report.bereft:
        err.print(
            f"relationships of these led there and went too; load them again: {', '.join(report.bereft)}",
            style="yellow",
        )
    err.print(f"{nodes} nodes, {relationships} relationships in {opened.location}", highlight=False)


def _list_loaded(days: Mapping[str, dt.date], as_json: bool) -> None:
    if as_json:
        print_json([{"source": source, "loaded_on": day} for source, day in days.items()])
    else:
        print_rows(["source", "loaded on"], [[source, day] for source, day in days.items()])


def _workers() -> int:
    return os.cpu_count() or 1


def _load(store: Store, batches: Iterable[Batch], as_json: bool, files: int = 1) -> None:
    with progress_on_stderr() as progress:
        reports = list(load_batches(store, counted(batches, files, progress), progress))
    finish_load(store, reports, as_json)


def finish_load(store: Store, reports: list[SourceReport], as_json: bool) -> None:
    """Say what became of every source. Ends with exit code 1 where some input was refused."""
    nodes, relationships = store.counts()
    if as_json:
        print_json({"sources": [r.as_json() for r in reports], "nodes": nodes, "relationships": relationships})
    else:
        _say_what_was_refused(reports)
        _say_what_changed(reports)
        err.print(f"{nodes} nodes, {relationships} relationships in {store.location}", highlight=False)
    raise typer.Exit(1 if any(r.refused for r in reports) else 0)


def _say_what_was_refused(reports: list[SourceReport]) -> None:
    refused = [refusal for report in reports for refusal in report.refused]
    for refusal in refused[:SHOWN]:
        place = f"{refusal['file']}:{refusal['line']}" if refusal["line"] else refusal["file"]
        err.print(f"{place}: {refusal['reason']}", style="yellow", markup=False, highlight=False)
    if len(refused) > SHOWN:
        err.print(f"... and {len(refused) - SHOWN} more; --json gives all", style="yellow")
    if refused:
        err.print(f"{len(refused)} records were refused; the rest is loaded", style="yellow", highlight=False)


def _say_what_changed(reports: list[SourceReport]) -> None:
    changes: Counter[str] = Counter()
    for report in reports:
        changes.update(report.changes)
    repaired = sum(len(report.repaired) for report in reports)
    err.print(f"{_told(changes)}{f'; {repaired} repairs' if repaired else ''}", highlight=False)


def _told(changes: Mapping[str, int]) -> str:
    kinds = ((kind.replace("_", " ").replace("edges", "relationships"), n) for kind, n in changes.items() if n)
    return ", ".join(f"{n} {kind}" for kind, n in kinds) or "nothing changed"
