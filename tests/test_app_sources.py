"""Sources in a real browser: what rests on each, where sources differ, and the statements behind a relation."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import PATIENCE, Visit, settled

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)


def test_a_source_says_who_publishes_it_and_what_rests_on_it(visit: Visit) -> None:
    page = visit("/sources?source=untc:XVIII-16")
    expect(page.get_by_role("heading", name="UNTC XVIII-16")).to_be_visible()
    expect(page.get_by_text("United Nations, Treaty Section of the Office of Legal Affairs")).to_be_visible()
    expect(page.get_by_text("rest on it")).to_be_visible()
    expect(page.get_by_text("claims it makes").or_(page.get_by_text("claim it makes")).first).to_be_visible()


def test_sources_are_found_and_a_wrong_link_is_said(visit: Visit) -> None:
    page = visit("/sources?source=nothing")
    expect(page.get_by_text("which is not in the graph")).to_be_visible()
    page.get_by_role("searchbox", name="Find a source").or_(page.get_by_placeholder("Find a source")).first.fill("no such source at all")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_text("No source fits.")).to_be_visible()


def test_disputes_stand_side_by_side(visit: Visit) -> None:
    page = visit("/sources?sources=disputed")
    expect(page.get_by_text("Bhutan ratified UN Convention against Corruption").first).to_be_visible()
    expect(page.get_by_text("21 September 2016").first).to_be_visible()
    expect(page.get_by_text("27 September 2023").first).to_be_visible()


def test_the_statements_behind_a_relation(visit: Visit) -> None:
    page = visit("/sources?thing=AZE&other=uncc")
    expect(page.get_by_text("2 statements between Azerbaijan and UN Convention against Cybercrime.")).to_be_visible()
    page = visit("/sources?thing=AZE&other=illegal-access")
    expect(page.get_by_text("No statement ties Azerbaijan and Illegal access directly.")).to_be_visible()
