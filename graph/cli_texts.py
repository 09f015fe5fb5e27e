"""The commands on texts: `compare` two treaties, `check` a news article, and what people decide and read goes into the store."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graph import cli_load
from graph.alignment import LIKELY, Row, compare, concepts_apart, proposals
from graph.alignment_review import accepted_batch, read_review, rejected, with_candidates, write_review
from graph.citation_documents import claims_document
from graph.citation_styles import Style, render
from graph.claims import check_article
from graph.cli_options import JsonOption, StoreOption, open_for, parse_day
from graph.loading import load_batches
from graph.projection import Projection, project
from graph.terminal import err, out, print_json, print_rows, progress_on_stderr
from loaders.news import news_batch, source_id

ReviewOption = Annotated[
    Path | None, typer.Option("--review", metavar="FILE", help="A review file (see the guide).", dir_okay=False)
]
WrittenOption = Annotated[
    str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day it was written, if its head is silent.")
]
STDIN = "-"


def register(app: typer.Typer, load_app: typer.Typer) -> None:
    """Add the commands to the command line, and what they give to `treatygraph load`."""
    app.command("compare")(compare_command)
    app.command("check")(check_command)
    load_app.command("news")(load_news)
    load_app.command("review")(load_review)


def compare_command(
    first: Annotated[str, typer.Argument(metavar="TREATY", help="Id of a treaty, as uncc.")],
    second: Annotated[str, typer.Argument(metavar="TREATY", help="Id of another.")],
    parts: Annotated[bool, typer.Option("--parts", help="Paragraphs and points, too.")] = False,
    least: Annotated[float, typer.Option(min=0.0, max=1.0, help="Least score of a computed counterpart.")] = LIKELY,
    review: ReviewOption = None,
    propose: Annotated[bool, typer.Option("--propose", help="Add new candidates to the review file.")] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Two treaties, provision by provision: what corresponds, what looks alike, what only one of them has.

    Correspondences that people have accepted stand as they are. Computed ones are suggestions, each with what its score rests on.

    Examples:

    - `treatygraph compare uncc budapest`
    - `treatygraph compare uncc malabo --review review.csv --propose`
    """
    if propose and review is None:
        raise typer.BadParameter("name the file with --review", param_hint="--propose")
    with open_for(store) as opened:
        graph = project(opened)
    decisions = read_review(review) if review else []
    refused = rejected(decisions)
    rows = compare(graph, first, second, rejected=refused, parts=parts, least=least)
    if propose and review:
        kept = with_candidates(decisions, proposals(graph, first, second, rejected=refused, least=least))
        write_review(review, kept)
        err.print(
            f"{len(kept) - len(decisions)} new candidates in {review}; set `decision` to accept or reject",
            highlight=False,
        )
    if as_json:
        print_json([_named(graph, row) for row in rows])
    else:
        _print_comparison(graph, first, second, rows)


def _named(graph: Projection, row: Row) -> dict[str, object]:
    names = {
        f"{side}_name": graph.name(id_) if id_ else None for side, id_ in (("first", row.first), ("second", row.second))
    }
    return {**asdict(row), **names}


def _print_comparison(graph: Projection, first: str, second: str, rows: list[Row]) -> None:
    shown = [
        [_label(graph, r.first), r.relation, _label(graph, r.second), _basis(r), r.why]
        for r in rows
        if r.first and r.second
    ]
    print_rows([graph.name(first), "relation", graph.name(second), "basis", "why or note"], shown)
    for title, alone in (
        (first, [r.first for r in rows if not r.second]),
        (second, [r.second for r in rows if not r.first]),
    ):
        if alone:
            print_rows([f"only in {graph.name(title)}"], [[_label(graph, id_)] for id_ in alone])
    ours, theirs, both = concepts_apart(graph, first, second)
    concepts = [["both", *_names(graph, both)], [first, *_names(graph, ours)], [second, *_names(graph, theirs)]]
    print_rows(["offences and measures of", "which"], concepts)


def _names(graph: Projection, ids: list[str]) -> list[str]:
    return [", ".join(graph.name(id_) for id_ in ids)]


def _label(graph: Projection, id_: str | None) -> str:
    return graph.name(id_) if id_ else ""


def _basis(row: Row) -> str:
    return row.basis if row.score is None else f"{row.basis} {row.score:.2f}"


def check_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A news article as plain text; - for standard input.")],
    on: WrittenOption = None,
    style: Annotated[Style | None, typer.Option(help="Write it out with citations and a certificate.")] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """The claims of a news article against the record: supported, contradicted with the fact, or not in the record.

    Exit code 1 where a claim is contradicted.

    Example: `treatygraph check article.txt`
    """
    text = _read(file)
    with open_for(store) as opened:
        graph = project(opened)
    article = check_article(graph, text, parse_day(on, "--on") if on else None)
    if as_json:
        print_json([claim.as_json() for claim in article.claims])
    elif style:
        made = dt.datetime.now(dt.UTC)
        written = claims_document(graph, file, article.claims, made=made, as_of=article.date)
        sys.stdout.write(render(graph, written, style))
    else:
        shown = [
            [c.verdict, c.subject, f"{'not ' * c.negated}{c.predicate}", c.object, c.reason, c.citation]
            for c in article.claims
        ]
        print_rows(["verdict", "subject", "predicate", "object", "reason", "citation"], shown)
        counts = Counter(c.verdict for c in article.claims)
        out.print(
            ", ".join(f"{n} {verdict.replace('_', ' ')}" for verdict, n in counts.items()) or "no claim was read",
            highlight=False,
        )
    raise typer.Exit(1 if any(c.verdict == "contradicted" for c in article.claims) else 0)


def _read(file: str) -> str:
    if file == STDIN:
        return sys.stdin.read()
    path = Path(file)
    if not path.is_file():
        raise typer.BadParameter(f"{file} does not exist", param_hint="FILE")
    return path.read_bytes().decode("utf-8", "replace")


def load_news(
    path: cli_load.File,
    on: WrittenOption = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="Keep the sentences, too, in your own store.")] = False,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """A news article: the source, what it mentions, and its claims with their verdicts.

    Example: `treatygraph load news article.txt`
    """
    with open_for(store) as opened:
        graph = project(opened)
        article = check_article(graph, _read(str(path)), parse_day(on, "--on") if on else None)
        batch = news_batch(path, article, opened.schema, quotes=quotes, source_known=_described(graph, source_id(path)))
        with progress_on_stderr() as progress:
            reports = list(load_batches(opened, [batch], progress))
        cli_load.finish_load(opened, reports, as_json)


def _described(graph: Projection, source: str) -> bool:
    """Whether a load other than that of the article itself has described its source."""
    origins = graph.nodes[source].properties.get("origin", []) if source in graph.nodes else []
    return isinstance(origins, list) and any(origin != source for origin in origins)


def load_review(path: cli_load.File, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """The accepted rows of a review file, as correspondences that people set down.

    Example: `treatygraph load review review.csv`
    """
    with open_for(store) as opened:
        batch = accepted_batch(read_review(path), opened.schema, path.name)
        with progress_on_stderr() as progress:
            reports = list(load_batches(opened, [batch], progress))
        cli_load.finish_load(opened, reports, as_json)
