"""The commands that exchange the graph with other tools: `export`, `load rdf`, `sparql`, `identifiers`, and `validate` with files and severities."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graph.cli.loads import finish_load
from graph.cli.options import JsonOption, StoreOption, open_for
from graph.cli.terminal import Format, err, print_json, print_rows, print_table, progress_on_stderr
from graph.errors import UnknownThingError
from graph.interchange import export
from graph.interchange.content import Content, answer, part, whole
from graph.loading import catalogue_batch, load_batches
from graph.named import NamedQuery, ParameterValue, named_query, parse_value
from graph.projection import project
from graph.store import ROW_LIMIT, TIME_LIMIT, Progress, Store
from ontology.schema import Terms

ParameterOption = Annotated[
    list[str] | None, typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="A parameter; repeatable.")
]
CsvOption = Annotated[bool, typer.Option("--csv", help="CSV on stdout.")]


def register(app: typer.Typer, load_app: typer.Typer) -> None:
    """Add the commands to the command line, and `rdf` to `treatygraph load`."""
    app.command("export")(export_command)
    app.command("sparql")(sparql_command)
    app.command("identifiers")(identifiers_command)
    app.command("validate")(validate_command)
    load_app.command("rdf")(load_rdf_command)


def export_command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=".ttl .nt .jsonld .trig .graphml .gexf .json; .csv .parquet .arrow are folders."
        ),
    ],
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="CYPHER|NAME", help="Only the nodes and relationships a query returns."),
    ] = None,
    parameter: ParameterOption = None,
    view: Annotated[
        str | None, typer.Option("--view", metavar="NAME", help="Only what stands on a saved view, where it stands.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write the graph, or a part of it, in the format that the extension names.

    Examples:

    - `treatygraph export graph.ttl`
    - `treatygraph export budapest.gexf --query "MATCH (a)-[r]->(t:Treaty {id: 'budapest'}) RETURN a, r, t"`
    """
    with open_for(store) as opened, progress_on_stderr() as progress:
        content = _content(opened, query, parameter, view, progress)
        export(content, file)
    err.print(f"written: {file}", highlight=False)


def _content(
    store: Store, query: str | None, parameter: list[str] | None, view: str | None, progress: Progress
) -> Content:
    if query and view:
        raise typer.BadParameter("choose one of --query and --view")
    if query:
        text, values = _named(
            query, parameter, None if any(c.isspace() for c in query.strip()) else named_query(query.strip())
        )
        return answer(store, text, values)
    return _view_content(store, view) if view else whole(store, progress)


def _view_content(store: Store, name: str) -> Content:
    from graph.canvas.saved_views import Shelf
    from graph.projection import project

    views = Shelf.of_store(store.location).views()
    if name not in views:
        raise UnknownThingError(f"no saved view is called {name!r}; there are: {', '.join(views) or 'none'}")
    graph = project(store)
    shown = [id_ for id_ in views[name].shown if id_ in graph.nodes]
    return part(graph, shown, positions={k: v for k, v in views[name].positions.items() if k in shown})


def _named(text: str, parameter: list[str] | None, kept: NamedQuery | None) -> tuple[str, dict[str, ParameterValue]]:
    """A query and its parameters: those of a kept one checked against its head, others as they look."""
    given = dict(_assignment(item) for item in parameter or [])
    if kept:
        return kept.cypher, kept.bind(given)
    return text, {name: parse_value(value) for name, value in given.items()}


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"expected NAME=VALUE, found {text!r}", param_hint="-p")
    return name, value


def load_rdf_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=".ttl .nt .jsonld .trig .nq .rdf", exists=True, dir_okay=False)
    ],
    concepts: Annotated[
        str | None, typer.Option("--concepts", metavar="offence|measure", help="What the SKOS concepts of others are.")
    ] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """RDF: what `export` wrote, statements in our vocabulary, ELI legal resources or SKOS concepts of others.

    Into an empty store an export comes back as the same graph. Nothing is fetched. What is not understood is said, with its line.

    Example: `treatygraph load rdf cybercrime-thesaurus.ttl --concepts offence`
    """
    from graph.interchange.rdf_loading import rdf_batches

    with open_for(store) as opened, progress_on_stderr() as progress:
        reports = list(load_batches(opened, rdf_batches(opened, file, concepts, progress), progress))
        finish_load(opened, reports, as_json)


def sparql_command(
    sparql: Annotated[str, typer.Argument(metavar="QUERY|NAME", help="A query, or the name of a kept one.")] = "",
    parameter: ParameterOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    limit: Annotated[int, typer.Option(min=1, help="At most this many rows.")] = ROW_LIMIT,
    timeout: Annotated[float, typer.Option(min=0.1, help="Stop after this many seconds.")] = TIME_LIMIT,
    list_: Annotated[bool, typer.Option("--list", help="Show the kept queries.")] = False,
    store: StoreOption = None,
) -> None:
    """Ask the graph in SPARQL. It can only read, and asks no other server.

    Examples:

    - `treatygraph sparql signatories -p treaty=budapest --csv`
    - `treatygraph sparql "SELECT ?title { ?t a eli:LegalResource ; dcterms:title ?title }"`
    """
    from graph.interchange.sparql import Sparql, named_sparql, sparql_query

    form = Format.json if as_json else Format.csv if as_csv else Format.table
    if list_ or not sparql:
        rows = [
            [q.name, q.answers, "\n".join(f"{p.name} = {p.default}" for p in q.parameters)]
            for q in named_sparql().values()
        ]
        print_rows(["name", "answers", "parameters"], rows)
        return
    kept = None if any(c.isspace() for c in sparql.strip()) else sparql_query(sparql.strip())
    text, values = _named(sparql, parameter, kept)
    with open_for(store) as opened, progress_on_stderr() as progress:
        graph = Sparql(whole(opened, progress))
    print_table(graph.query(text, values, limit=limit, timeout=timeout), form)


def identifiers_command(
    thing: Annotated[
        str | None, typer.Argument(metavar="ID", help="Id of a thing; without one, the redirect table of all.")
    ] = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    store: StoreOption = None,
) -> None:
    """The names that others give to a thing: Akoma Ntoso IRI, UNTC, CETS, ISO and M49 codes, Wikidata. Without an id, the table of redirects.

    Example: `treatygraph identifiers budapest`
    """
    from graph.interchange.identifiers import names_of, redirects, works
    from graph.projection import project

    with open_for(store) as opened:
        graph = project(opened)
    akn_works = works(graph.nodes.values(), Terms(graph.schema))
    if thing:
        found = [asdict(i) for i in names_of(graph.require(thing), graph.schema, akn_works)]
    else:
        found = [asdict(r) for r in redirects(graph.nodes.values(), graph.schema, akn_works)]
    _print_records(found, as_json, as_csv)


def validate_command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="An RDF file instead of the store.", exists=True, dir_okay=False),
    ] = None,
    catalogue: Annotated[bool, typer.Option("--catalogue", help="The catalogue instead of the store.")] = False,
    severity: Annotated[
        str, typer.Option(metavar="violation|warning|info", help="The least severe to show.")
    ] = "violation",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    store: StoreOption = None,
) -> None:
    """Check the graph, the catalogue or an RDF file against the ontology's SHACL shapes. Exit code 1 where there is a violation.

    Where an official text is loaded, what the catalogue says of its treaty is held against it too.

    Example: `treatygraph validate --severity warning`
    """
    from graph.interchange.validation import SEVERITIES, validate_batch, validate_file, validate_store
    from graph.text_check import text_problems
    from ontology.schema import load_schema

    least = severity.capitalize()
    if least not in SEVERITIES:
        raise typer.BadParameter(f"expected violation, warning or info, found {severity!r}", param_hint="--severity")
    if file:
        problems = validate_file(file, load_schema(), severity=least)
    elif catalogue:
        problems = validate_batch(catalogue_batch(load_schema()), load_schema(), severity=least)
    else:
        with open_for(store) as opened, progress_on_stderr() as progress:
            problems = validate_store(opened, progress, severity=least)
            worst = SEVERITIES[: SEVERITIES.index(least) + 1]
            problems += [problem for problem in text_problems(project(opened)) if problem.severity in worst]
    _print_records([asdict(problem) for problem in problems], as_json, as_csv)
    broken = any(problem.severity == SEVERITIES[0] for problem in problems)
    if not problems:
        err.print("every shape of the ontology is satisfied")
    raise typer.Exit(1 if broken else 0)


def _print_records(records: list[dict[str, object]], as_json: bool, as_csv: bool) -> None:
    """Records with the same keys, as JSON, CSV or a table."""
    from graph.store import Table

    if as_json:
        print_json(records)
    elif records:
        print_table(Table(list(records[0]), records), Format.csv if as_csv else Format.table)
