"""Comparing in a real browser: cells that open their articles, states, two states on a day, two treaties row by row."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import PATIENCE, Visit, find, settled

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)


def test_a_cell_opens_its_articles_and_stands_in_the_address(visit: Visit) -> None:
    page = visit("/compare")
    table = page.locator("[data-testid=stDataFrame]").first
    table.locator("canvas").first.wait_for()
    for _ in range(20):  # the table takes clicks only some time after it is drawn
        box = table.bounding_box()
        assert box
        page.mouse.click(box["x"] + 260, box["y"] + 33 * 2 + 16)
        page.wait_for_timeout(500)
        if "cell=" in page.url:
            break
    settled(page)
    assert "cell=computer-forgery%40uncc" in page.url
    expect(page.get_by_role("heading", name="Computer-related forgery in the UNCC")).to_be_visible()
    expect(page.get_by_text("UNCC, art. 12").first).to_be_visible()


def test_a_link_restores_a_cell_of_measures(visit: Visit) -> None:
    page = visit("/compare?compare=measures&cell=extradition@uncc")
    expect(page.get_by_role("heading", name="Extradition in the UNCC")).to_be_visible()
    expect(page.get_by_text("must, international, convention offences, dual criminality required").first).to_be_visible()


def test_states_by_treaties_open_their_acts(visit: Visit) -> None:
    page = visit("/compare?compare=states&cell=FRA@budapest")
    expect(page.get_by_text("In force for France")).to_be_visible()
    expect(page.get_by_text("chart, row France").first).to_be_visible()


def test_two_states_on_a_day(visit: Visit) -> None:
    page = visit("/compare?compare=two-states&a=FRA&b=JPN&on=2015-01-01")
    expect(page.get_by_text("On that day")).to_contain_text("bind both France and Japan")
    expect(page.get_by_text("On that day")).not_to_contain_text("UNTOC")
    expect(page.get_by_text("VCLT, article 21(1)").first).to_be_visible()
    find(page, "Second state", "france", "FRA")
    expect(page.get_by_text("Choose two different states.")).to_be_visible()


def test_two_treaties_row_by_row(visit: Visit) -> None:
    page = visit("/compare?compare=two-treaties&first=uncc&second=budapest&row=uncc/art_7@budapest/art_2")
    expect(page.get_by_text("UNCC, art. 7", exact=False).first).to_be_visible()
    expect(page.get_by_text("Budapest Convention, art. 2", exact=False).first).to_be_visible()
    expect(page.get_by_text("Only the UNCC")).to_be_visible()
    page = visit("/compare?compare=two-treaties&first=uncc&second=uncc")
    expect(page.get_by_text("Choose two different treaties.")).to_be_visible()
