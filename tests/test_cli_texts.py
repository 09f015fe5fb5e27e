"""The commands on texts, run as a user runs them, over the catalogue instead of a store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from graph.cli import texts as cli_texts
from graph.projection import Projection
from tests.catalogue import catalogue

RUNNER = CliRunner()


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    @contextmanager
    def no_store(_store: str | None) -> Iterator[None]:
        yield None

    def read(_opened: None) -> Projection:
        return catalogue()

    monkeypatch.setattr(cli_texts, "open_for", no_store)
    monkeypatch.setattr(cli_texts, "project", read)
    app, load_app = typer.Typer(), typer.Typer()
    app.add_typer(load_app, name="load")
    cli_texts.register(app, load_app)
    return app


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(
        "The Budapest Convention has 48 articles. It entered into force on 1 July 2005.\n", encoding="utf-8"
    )
    return path


def test_check_gives_one_json_document_and_fails_where_a_claim_is_contradicted(app: typer.Typer, article: Path) -> None:
    result = RUNNER.invoke(app, ["check", str(article), "--json"])
    rows = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(r["predicate"], r["verdict"]) for r in rows] == [
        ("number_of_articles", "supported"),
        ("entry_into_force", "contradicted"),
    ]
    assert {"sentence", "subject", "predicate", "object", "verdict", "reason", "citation"} <= rows[0].keys()


def test_check_reads_standard_input_and_passes_where_nothing_is_contradicted(app: typer.Typer) -> None:
    result = RUNNER.invoke(app, ["check", "-", "--json"], input="The Budapest Convention has 48 articles.\n")
    assert (result.exit_code, len(json.loads(result.stdout))) == (0, 1)


def test_check_writes_citations_with_a_certificate(app: typer.Typer, article: Path) -> None:
    result = RUNNER.invoke(app, ["check", str(article), "--style", "markdown"])
    assert "[^1]:" in result.stdout
    assert catalogue().revision in result.stdout


def test_check_names_a_file_that_is_not_there(app: typer.Typer) -> None:
    assert RUNNER.invoke(app, ["check", "nowhere.txt"]).exit_code == 2


def test_compare_gives_rows_with_names(app: typer.Typer) -> None:
    result = RUNNER.invoke(app, ["compare", "uncc", "budapest", "--json"])
    rows = json.loads(result.stdout)
    assert result.exit_code == 0
    seven = next(r for r in rows if r["first"] == "uncc/art_7")
    assert (seven["second"], seven["relation"], seven["basis"]) == ("budapest/art_2", "exact", "curated")
    assert seven["second_name"] == "Budapest Convention, art. 2: Illegal access"
    assert any(r["second"] is None for r in rows)
    assert any(r["first"] is None for r in rows)


def test_compare_proposes_into_a_review_file_that_then_holds_its_decisions(app: typer.Typer, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    result = RUNNER.invoke(app, ["compare", "uncc", "malabo", "--review", str(path), "--propose"])
    assert result.exit_code == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("decision,first,second,relation,score,why,by,on,note")
    force = next(i for i, line in enumerate(lines) if "uncc/art_65,malabo/art_36" in line)
    lines[force] = "reject" + lines[force]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = json.loads(RUNNER.invoke(app, ["compare", "uncc", "malabo", "--review", str(path), "--json"]).stdout)
    assert not [r for r in rows if (r["first"], r["second"]) == ("uncc/art_65", "malabo/art_36")]


def test_compare_asks_for_the_file_to_propose_into(app: typer.Typer) -> None:
    assert RUNNER.invoke(app, ["compare", "uncc", "malabo", "--propose"]).exit_code == 2
