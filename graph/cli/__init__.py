"""The command line `treatygraph`. Results on stdout, progress and messages on stderr.

Exit codes: 0 done; 1 some input was refused, or the answer fails; 2 wrong usage.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graph import engine
from graph.cli import answers as cli_answers
from graph.cli import fetching as cli_fetch
from graph.cli import interchange as cli_interchange
from graph.cli import loads as cli_load
from graph.cli import texts as cli_texts
from graph.cli.loads import finish_load
from graph.cli.options import JsonOption, StoreOption
from graph.cli.options import open_for as _open
from graph.cli.terminal import Format, err, print_counts, print_json, print_rows, print_table, progress_on_stderr
from graph.errors import TreatygraphError, UnknownThingError
from graph.loading import catalogue_batch, load_batches
from graph.named import NamedQuery, named_queries, named_query, parse_value
from graph.network import clusters as clustering
from graph.network import paths
from graph.projection import project
from graph.reports.status import status_of
from graph.settings import ServerAddress, store_target
from graph.store import ROW_LIMIT, TIME_LIMIT
from loaders.tables import parse_date

app = typer.Typer(
    name="treatygraph",
    help="A knowledge graph of treaty provisions and actors. Every relationship is cited; nothing here is legal advice.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
load_app = typer.Typer(help="Load the catalogue, or official documents, into the store.", invoke_without_command=True)
engine_app = typer.Typer(
    help="The embedded engine: start it for your own Bolt tools, stop it, ask for it.", no_args_is_help=True
)
app.add_typer(load_app, name="load")
app.add_typer(engine_app, name="engine")
cli_answers.register(app)
cli_load.register(app, load_app)
cli_texts.register(app, load_app)
cli_interchange.register(app, load_app)
cli_fetch.register(app)

DayOption = Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="Only what holds on this day.")]


def main(arguments: list[str] | None = None) -> None:
    """Entry point: errors a user can meet become one message on stderr. Ends with SystemExit."""
    try:
        app(arguments)
    except UnknownThingError as error:
        _fail(error, 2)
    except TreatygraphError as error:
        _fail(error, 1)
    except BrokenPipeError:  # the reader of our output has gone, as in `... | head`
        sys.stderr.close()
        sys.exit(0)


def _fail(error: Exception, code: int) -> None:
    err.print(f"treatygraph: {error}", style="red", markup=False, highlight=False)
    sys.exit(code)


@load_app.callback()
def load(context: typer.Context, store: StoreOption = None, json: JsonOption = False) -> None:
    """Load the catalogue, from empty to ready. A second load changes nothing.

    Example: `treatygraph load`
    """
    if context.invoked_subcommand:
        return
    with _open(store) as opened, progress_on_stderr() as progress:
        reports = list(load_batches(opened, [catalogue_batch(opened.schema)], progress))
        finish_load(opened, reports, json)


@app.command()
def query(
    cypher: Annotated[str, typer.Argument(metavar="CYPHER|NAME", help="A query, or the name of a kept one.")] = "",
    parameter: Annotated[
        list[str] | None, typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="A parameter.")
    ] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV on stdout.")] = False,
    as_table: Annotated[bool, typer.Option("--table", help="A table for people (the default).")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most this many rows.")] = ROW_LIMIT,
    timeout: Annotated[float, typer.Option(min=0.1, help="Stop after this many seconds.")] = TIME_LIMIT,
    list_: Annotated[bool, typer.Option("--list", help="Show the kept queries.")] = False,
    store: StoreOption = None,
) -> None:
    """Run Cypher, or a kept query by name. It can only read.

    Examples:

    - `treatygraph query --list`
    - `treatygraph query signatories-not-bound -p treaty=budapest --csv`
    - `treatygraph query "MATCH (a)-[:SIGNED]->(:Treaty {id: 'uncc'}) RETURN count(DISTINCT a) AS n" --json`
    """
    form = _format(as_json, as_csv, as_table)
    if list_ or not cypher:
        _print_kept(form)
        return
    given = dict(_assignment(text) for text in parameter or [])
    kept = None if any(c.isspace() for c in cypher.strip()) else named_query(cypher.strip())
    text = kept.cypher if kept else cypher
    values = kept.bind(given) if kept else {name: parse_value(value) for name, value in given.items()}
    with _open(store) as opened:
        print_table(opened.query(text, values, limit=limit, timeout=timeout), form)


def _format(as_json: bool, as_csv: bool, as_table: bool) -> Format:
    if as_json + as_csv + as_table > 1:
        raise typer.BadParameter("choose one of --json, --csv and --table")
    return Format.json if as_json else Format.csv if as_csv else Format.table


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"expected NAME=VALUE, found {text!r}", param_hint="-p")
    return name, value


def _print_kept(form: Format) -> None:
    kept = named_queries().values()
    if form is Format.json:
        print_json([{**asdict(q), "parameters": {p.name: p.meaning for p in q.parameters}} for q in kept])
    else:
        print_rows(["name", "answers", "parameters"], [[q.name, q.answers, _parameters(q)] for q in kept])


def _parameters(kept: NamedQuery) -> str:
    return "\n".join(f"{p.name} = {p.default}" for p in kept.parameters)


@app.command()
def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="Id of anything: FRA, uncc/art_7, illegal-access.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Id of anything.")],
    k: Annotated[int, typer.Option("--k", min=1, max=50, help="How many paths.")] = 3,
    types: Annotated[
        str | None, typer.Option(help="Allowed relationships, separated by commas: PARTY_TO,CONTAINS.")
    ] = None,
    on: DayOption = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """The shortest paths between two things, each as a sentence with its citations.

    Example: `treatygraph path FRA illegal-access --k 5`
    """
    with _open(store) as opened:
        graph = project(opened)
    allowed = _types(types, graph.schema.relationships.keys()) if types else None
    found = paths.find_paths(graph, start, end, k=k, types=allowed, on=_day(on))
    if as_json:
        print_json(
            [
                {
                    "nodes": p.nodes,
                    "relationships": [e.type for e in p.edges],
                    "length": p.length,
                    "sentence": p.sentence,
                }
                for p in found
            ]
        )
    elif found:
        print_rows(["steps", "path"], [[p.length, p.sentence] for p in found])
    else:
        err.print(f"no path from {start} to {end} with the relationships and the day allowed")
    raise typer.Exit(0 if found else 1)


def _types(given: str, known: object) -> set[str]:
    types = {part.strip().upper() for part in given.split(",") if part.strip()}
    unknown = types - set(known)  # type: ignore[call-overload]  # a view of the schema's keys
    if unknown:
        raise typer.BadParameter(f"unknown relationships: {', '.join(sorted(unknown))}", param_hint="--types")
    return types


def _day(text: str | None) -> dt.date | None:
    try:
        return parse_date(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--on") from None


@app.command()
def clusters(
    of: Annotated[str, typer.Option(help=f"What is clustered: {', '.join(clustering.KINDS)}.")] = "all",
    resolution: Annotated[float, typer.Option(min=0.01, help="Higher gives more and smaller clusters.")] = 1.0,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same clusters.")] = 0,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Groups of things that hang together, the largest first.

    Example: `treatygraph clusters --of states --resolution 1.2`
    """
    kind = next((k for k in clustering.KINDS if k == of), None)
    if kind is None:
        raise typer.BadParameter(f"expected one of {', '.join(clustering.KINDS)}", param_hint="--of")
    with _open(store) as opened:
        graph = project(opened)
    found = clustering.find_clusters(graph, kind, resolution=resolution, seed=seed)
    if as_json:
        print_json([{"cluster": c.number, "name": c.name, "members": c.members} for c in found])
    else:
        print_rows(["cluster", "members", "most central"], [[c.number, len(c.members), c.name] for c in found])


@app.command()
def status(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """What the store holds: counts by label and type, coverage, and the age and review state of every source.

    Example: `treatygraph status`
    """
    with _open(store) as opened:
        found = status_of(opened)
    if as_json:
        print_json(found)
        return
    print_counts("nodes", found["labels"])
    print_counts("relationships", found["types"])
    for title in ("coverage", "sources"):
        rows = found[title]
        if rows:
            print_rows(list(rows[0]), [list(row.values()) for row in rows], title=title)


@engine_app.command("start")
def engine_start(store: StoreOption = None) -> None:
    """Start the embedded engine, or join the one that runs, and say how a Bolt tool reaches it (read only)."""
    endpoint = engine.connect(_folder(store), progress=lambda message: err.print(f"[dim]{message}[/dim]"))
    user, password = endpoint.reader
    print_rows(["address", "database", "user", "password"], [[endpoint.uri, endpoint.database, user, password]])


@engine_app.command("stop")
def engine_stop(store: StoreOption = None) -> None:
    """Stop the embedded engine of a folder."""
    err.print("stopped" if engine.stop(_folder(store)) else "it was not running")


@engine_app.command("status")
def engine_status(store: StoreOption = None) -> None:
    """Say whether the embedded engine of a folder runs, and where. Exit code 1 where it does not."""
    endpoint = engine.status(_folder(store))
    if endpoint is None:
        err.print("not running")
        raise typer.Exit(1)
    print_rows(["address", "database", "process"], [[endpoint.uri, endpoint.database, endpoint.pid]])


def _folder(store: str | None) -> Path:
    target = store_target(store)
    if isinstance(target, ServerAddress):
        raise typer.BadParameter("this is a server, not a folder of the embedded engine", param_hint="--store")
    return target
