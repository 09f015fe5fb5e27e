"""The first page in a real browser: who signed, who is bound, what is missing, and a link that restores the treaty."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PATIENCE, Visit, settled

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)


def test_it_opens_with_the_convention_and_what_it_still_needs(visit: Visit) -> None:
    page = visit("/")
    expect(page.get_by_role("heading", name="UN Convention against Cybercrime")).to_be_visible()
    expect(page.get_by_role("heading", name="Not in force")).to_be_visible()
    expect(page.get_by_role("img", name="1 of 40 instruments, 2 more disputed")).to_be_visible()
    expect(page.get_by_text("39 more instruments")).to_be_visible()
    expect(page.get_by_text("Signatures do not count.").first).to_be_visible()
    page.get_by_text("The rule and what this rests on").click()
    expect(page.get_by_text("On the ninetieth day after deposit of the fortieth instrument")).to_be_visible()


def test_the_first_screen_comes_in_time(visit: Visit) -> None:
    visit("/")  # the server reads the graph once

    def seconds() -> float:
        began = time.perf_counter()
        visit("/").wait_for_selector("[data-testid=stVegaLiteChart] svg.marks")
        return time.perf_counter() - began

    assert any(seconds() < 3.0 + 0.5 for _ in range(4)), (
        "with the start of a browser context; a busy machine has its moments"
    )


def test_a_click_on_the_map_shows_the_acts_of_a_state_with_their_sources(visit: Visit) -> None:
    page = visit("/")
    click_map(page, 0.33, 0.66)
    expect(page.get_by_text("Brazil has signed only")).to_be_visible()
    expect(page.get_by_text("participants table, Brazil").first).to_be_visible()


def click_map(page: Page, across: float, down: float) -> None:
    canvas = page.locator("[data-testid=stVegaLiteChart] svg.marks").first
    canvas.wait_for()
    page.wait_for_timeout(700)
    box = canvas.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
    settled(page)


def test_another_treaty_stands_in_the_address_and_is_restored(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("radio", name="Budapest Convention").or_(
        page.get_by_role("button", name="Budapest Convention")
    ).first.click()
    settled(page)
    assert "treaty=budapest" in page.url
    again = visit("/?treaty=budapest")
    expect(again.get_by_role("heading", name="Budapest Convention")).to_be_visible()
    expect(again.get_by_text("In force since 1 July 2004")).to_be_visible()


def test_a_link_to_nothing_says_so(visit: Visit) -> None:
    page = visit("/?treaty=unccc")
    expect(page.get_by_text("which is not in the graph")).to_be_visible()
    expect(page.get_by_role("heading", name="UN Convention against Cybercrime")).to_be_visible()
