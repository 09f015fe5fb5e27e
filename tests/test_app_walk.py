"""What an analyst comes for, by clicks alone from the first page; `docs/guide/tour.md` says how many each question takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import PATIENCE, ROOT, Visit, settled

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)

QUERY = (
    "MATCH (a:State)-[r:RATIFIED]->(t:Treaty {id: 'uncc'}) RETURN a.name AS state, r.review AS review ORDER BY state"
)


class Walk:
    """One reader with a pointer, whose clicks are counted by question."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, dict[str, int]()

    def ask(self, question: str) -> None:
        self.question = question
        self.clicks[question] = 0

    def click(self, what: Locator) -> None:
        what.click()
        settled(self.page)
        self.clicks[self.question] += 1

    def go(self, name: str) -> None:
        self.click(self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True))

    def see(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


def test_the_questions_of_the_first_day(visit: Visit) -> None:
    page = visit("/")
    walk = Walk(page)
    on_the_first_page(walk)
    article_16(walk)
    qatar(walk)
    france_and_japan(walk)
    take_away(walk)
    console(walk)
    assert walk.clicks == told(), "the guide says so"


def on_the_first_page(walk: Walk) -> None:
    walk.ask("Which states have signed the UNCC, and which are bound by it?")
    expect(walk.page.get_by_role("heading", name="UN Convention against Cybercrime")).to_be_visible()
    for word in ("signed", "bound"):
        expect(walk.page.get_by_text(word, exact=True).first).to_be_visible()
    expect(walk.page.get_by_test_id("stDataFrame").first).to_be_visible()
    walk.ask("What must happen before it is in force?")
    walk.see(re.compile(r"\d+ more instruments"))
    walk.see(re.compile("Then the treaty's delay runs: not before"))


def article_16(walk: Walk) -> None:
    walk.ask("What does article 16 require?")
    walk.click(walk.page.get_by_role("main").get_by_role("link", name="Read", exact=True))
    walk.click(walk.page.get_by_role("treeitem", name=re.compile("^16")))
    expect(walk.page.get_by_role("heading", name=re.compile("^Article 16"))).to_be_visible()
    walk.see(re.compile("Parties must criminalize"))
    walk.ask("Which article of the Budapest Convention matches it?")
    walk.see(re.compile("No match on record in: Budapest Convention"))
    walk.ask("And which matches article 11?")
    walk.click(walk.page.get_by_role("treeitem", name=re.compile("^11")))
    walk.see(re.compile("Budapest Convention, art. 6"))


def qatar(walk: Walk) -> None:
    walk.ask("What has Qatar excluded?")
    walk.go("Overview")
    table = walk.page.get_by_test_id("stDataFrame").first
    table.locator("canvas").first.wait_for()
    walk.page.wait_for_timeout(1500)  # the table takes clicks only some time after it is drawn
    box = table.bounding_box()
    assert box
    walk.page.mouse.click(box["x"] + 17, box["y"] + 35 + 17)
    walk.clicks[walk.question] += 1
    walk.see(re.compile(r"excludes art\. 14, excludes art\. 15, excludes art\. 16"))


def france_and_japan(walk: Walk) -> None:
    walk.ask("Can France and Japan preserve each other's data today, and under which article?")
    walk.go("Legal basis")
    expect(walk.page.locator(".verdict")).to_contain_text("France asks Japan: Expedited preservation of stored data")
    expect(walk.page.locator(".verdict")).to_contain_text("Holds")
    walk.see(re.compile(r"Parties owe it to each other: art\. 29\(3\)"))


def take_away(walk: Walk) -> None:
    page = walk.page
    walk.ask("Leave with a table")
    with page.expect_download() as saved:
        walk.click(page.get_by_role("button", name="CSV").first)
    assert "Budapest Convention,holds" in Path(saved.value.path()).read_text(encoding="utf-8")
    walk.ask("Leave with a citation")
    walk.click(page.get_by_role("button", name="Cite"))
    walk.click(page.get_by_role("radio", name="OSCOLA"))
    expect(page.get_by_test_id("stPopoverBody").locator("code")).to_contain_text("ETS 185")
    walk.ask("Leave with a link")
    walk.click(page.get_by_role("radio", name="Link"))
    expect(page.get_by_test_id("stPopoverBody").locator("code")).to_contain_text("requesting=FRA&requested=JPN")
    page.keyboard.press("Escape")


def console(walk: Walk) -> None:
    page = walk.page
    walk.ask("Run a pasted Cypher query")
    walk.go("Cypher")
    editor = page.locator(".cm-content")
    walk.click(editor)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(QUERY)
    walk.click(page.get_by_role("button", name="Run"))
    expect(page.get_by_text(re.compile(r"^\d+ rows? in"))).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert "q=MATCH" in page.url


def told() -> dict[str, int]:
    """The questions and their clicks, as the guide tells them."""
    guide = (ROOT / "docs" / "guide" / "tour.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+?) \| (\d+) \|", guide, re.MULTILINE)
    return {question: int(clicks) for question, clicks in rows}
