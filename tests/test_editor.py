"""The Cypher editor in a real browser: it highlights, completes from the schema, marks what does not exist, and runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from ontology.schema import load_schema
from tests.browser import PATIENCE, Visit, settled
from views.components.editor import EditorState, vocabulary

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)


def open_editor(visit: Visit) -> Page:
    page = visit("/cypher")
    page.wait_for_selector(".te[data-ready=true]")
    return page


def write(page: Page, text: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def offered(page: Page) -> list[str]:
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".cm-tooltip-autocomplete li")
    return page.locator(".cm-tooltip-autocomplete .cm-completionLabel").all_inner_texts()


@pytest.fixture
def ready(visit: Visit) -> Page:
    return open_editor(visit)


def test_it_completes_what_the_place_calls_for(ready: Page) -> None:
    for text, wanted, unwanted in (
        ("MATCH (t:Trea", "Treaty", "SIGNED"),
        ("MATCH (a)-[:SIG", "SIGNED", "State"),
        ("MATCH (t:Treaty) WHERE t.entry_in", "entry_into_force", "stance"),
        ("MATCH (s:State {is", "iso2", "eif_rule"),
        ("MAT", "MATCH", "SIGNED"),
        ("MATCH (a)-[r:RATIFIED]->(t) RETURN r.mo", "mode", "stance"),
    ):
        write(ready, text)
        found = offered(ready)
        assert wanted in found, text
        assert unwanted not in found, text
        ready.keyboard.press("Escape")


def test_it_marks_a_misspelt_label_and_mends_it(visit: Visit) -> None:
    page = open_editor(visit)
    write(page, "MATCH (t:Treety)-[:SIGNT]-(a) RETURN t")
    marks = page.locator(".cm-lintRange-warning")
    expect(marks).to_have_count(2)
    marks.first.hover()
    page.get_by_role("button", name="Write Treaty").click()
    expect(page.locator(".cm-content")).to_contain_text("(t:Treaty)")
    expect(marks).to_have_count(1)


def test_lists_and_texts_are_no_labels(visit: Visit) -> None:
    page = open_editor(visit)
    write(page, "WITH [x IN [1, 2] WHERE x > 1 | x] AS xs // (t:Nothing)\nRETURN xs, '(a:Nowhere)' AS text, reduce(n = 0, x IN xs | n + x) AS sum")
    page.wait_for_timeout(900)
    expect(page.locator(".cm-lintRange-warning")).to_have_count(0)


def test_control_enter_runs_and_an_error_is_underlined_where_it_is(visit: Visit) -> None:
    page = open_editor(visit)
    write(page, "MATCH (t:Treaty)\nSET t.name = 'x'")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said.bad")).to_contain_text("line 2, column 1: SET writes")
    expect(page.locator(".cm-line").nth(1).locator(".cm-lintRange-error")).to_have_text("SET")
    write(page, "MATCH (t:Treaty) RETURN t.id AS treaty ORDER BY treaty LIMIT 2")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("2 rows")).to_be_visible()
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_what_is_written_outlasts_the_page(visit: Visit) -> None:
    page = open_editor(visit)
    write(page, "MATCH (t:Treaty) RETURN count(t) AS kept")
    page.wait_for_timeout(900)
    settled(page)
    page.get_by_role("link", name="Sources").first.click()
    settled(page)
    page.get_by_role("link", name="Cypher").first.click()
    settled(page)
    expect(page.locator(".cm-content")).to_contain_text("AS kept")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_theme(scheme: str, visit: Visit) -> None:
    page = visit("/cypher", scheme=scheme)
    page.wait_for_selector(".te[data-ready=true]")
    assert page.locator(".te").evaluate("e => e.classList.contains('dark')") == (scheme == "dark")
    inks = page.locator(".cm-line").first.locator("span").evaluate_all("es => [...new Set(es.map(e => getComputedStyle(e).color))]")
    assert len(inks) > 1


def test_a_run_is_taken_once() -> None:
    state = EditorState("old")
    assert state.take(None) is None
    assert state.take({"text": "typed", "run": ""}) is None
    assert state.text == "typed"
    assert state.take({"text": "typed", "run": "a-1"}) == "typed"
    assert state.take({"text": "typed more", "run": "a-1"}) is None
    assert state.take({"text": "typed more", "run": "a-2"}) == "typed more"
    state.write("new")
    assert (state.text, state.version) == ("new", 1)


def test_the_vocabulary_is_that_of_the_ontology() -> None:
    schema = load_schema()
    words = vocabulary(schema, {"id": "what it stands for"})
    assert {w["name"] for w in words["labels"]} == set(schema.classes)
    assert {w["name"] for w in words["types"]} == set(schema.relationships)
    assert {"date", "mode"} <= set(next(w for w in words["types"] if w["name"] == "RATIFIED")["properties"])
    assert words["parameters"] == [{"name": "id", "label": "", "about": "what it stands for"}]
