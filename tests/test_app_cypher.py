"""The console in a real browser: the library, parameters, forms of the answer, links, and that it only reads."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PATIENCE, Visit, drawn, settled

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)


def ask(visit: Visit, cypher: str, **more: str) -> Page:
    return visit(f"/cypher?q={quote(cypher)}" + "".join(f"&{k.replace('_', '.')}={quote(v)}" for k, v in more.items()))


def test_a_query_of_the_library_is_explained_and_run(visit: Visit) -> None:
    page = visit("/cypher")
    expect(page.get_by_text("13 rows")).to_be_visible()
    page.get_by_role("treeitem", name="Who is bound by a treaty on a day").click()
    settled(page)
    expect(page.get_by_text("Each party with the day since which the treaty is in force for it")).to_be_visible()
    assert "name=parties" in page.url
    field = page.get_by_role("textbox", name="$on")
    field.fill("2004-07-01")
    field.press("Enter")
    expect(page.get_by_text("5 rows", exact=True)).to_be_visible()
    assert "p.on=2004-07-01" in page.url


def test_a_link_restores_query_parameters_and_form(visit: Visit) -> None:
    page = ask(visit, "MATCH (a:State)-[r:SIGNED]->(t:Treaty {id: $t}) RETURN a, r, t LIMIT 12", p_t="uncc", form="graph")
    expect(page.get_by_text("12 rows")).to_be_visible()
    assert drawn(page).get_attribute("data-nodes") == "13"
    assert page.locator(".tg").get_attribute("data-edges") == "12"


def test_the_answer_is_saved_as_json(visit: Visit, tmp_path: Path) -> None:
    page = ask(visit, "MATCH (t:Treaty {id: 'uncc'}) RETURN t.id AS id, t.opened AS opened", form="json")
    expect(page.get_by_text('"opened": "2025-10-25"')).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").last.click()
    saved = tmp_path / "answer.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text()) == [{"id": "uncc", "opened": "2025-10-25"}]


@pytest.mark.parametrize(
    ("cypher", "said"),
    [
        ("MATCH (n) DETACH DELETE n", "DETACH writes, and this door only reads"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV reads files and the network"),
        ("MATCH (t:Treaty) RETURN", "line 1"),
        ("MATCH (t:Treaty {id: 'nowhere'}) RETURN t", "found nothing"),
    ],
)
def test_what_it_will_not_or_cannot_do_is_said(cypher: str, said: str, visit: Visit) -> None:
    page = ask(visit, cypher)
    expect(page.get_by_text(said).last).to_be_visible()


def test_history_and_schema(visit: Visit) -> None:
    page = visit("/cypher?name=treaty-status")
    page.get_by_text("Schema", exact=True).click()
    page.locator("li[data-id='type OBJECTS_TO']").click()
    settled(page)
    expect(page.get_by_role("textbox", name="$type")).to_have_value("OBJECTS_TO")
    expect(page.get_by_text("10 rows")).to_be_visible()
    page.get_by_text("History", exact=True).click()
    entry = page.get_by_role("treeitem", name="Where each treaty stands")
    entry.click()
    settled(page)
    expect(page.get_by_text("13 rows")).to_be_visible()


def test_an_unknown_name_says_so(visit: Visit) -> None:
    page = visit("/cypher?name=nothing-such")
    expect(page.get_by_text("which the library does not have")).to_be_visible()
