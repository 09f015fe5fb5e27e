"""Reading in a real browser: deep links, the contents by keyboard, references, reservations, sisters, citations."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import PATIENCE, Visit, settled

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)


def test_a_deep_link_opens_the_paragraph_and_all_that_bears_on_it(visit: Visit) -> None:
    page = visit("/read?treaty=uncc&provision=uncc/art_11/para_3")
    expect(page.get_by_role("heading", name="Article 11 — Misuse of devices")).to_be_visible()
    expect(page.get_by_text("Summary in our own words, not the official text").first).to_be_visible()
    assert page.locator(".tgp.on").get_attribute("data-provision") == "uncc/art_11/para_3"
    expect(page.get_by_text("Azerbaijan", exact=True).first).to_be_visible()
    expect(page.get_by_text("Named by").first).to_be_visible()
    expect(page.get_by_text("UNCC, art. 11").first).to_be_visible()
    expect(page.get_by_text("nearly the same rule").first).to_be_visible()
    assert page.locator("mark").count() > 0, "what differs is marked"


def test_the_contents_are_filtered_and_walked_by_keyboard(visit: Visit) -> None:
    page = visit("/read")
    search = page.get_by_role("searchbox", name="Find in the contents")
    search.fill("extrad")
    tree = page.get_by_role("tree", name="Contents of UNCC")
    expect(tree.get_by_role("treeitem").filter(visible=True)).to_have_count(2)  # the chapter and the article
    search.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_role("heading", name="Article 37 — Extradition")).to_be_visible()
    assert "provision=uncc%2Fart_37" in page.url
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("heading", name="Article 38 — Transfer of sentenced persons")).to_be_visible()


def test_a_reference_opens_what_it_names_and_back_returns(visit: Visit) -> None:
    page = visit("/read?provision=uncc/art_17")
    page.get_by_role("button", name="art. 7", exact=True).first.click()
    settled(page)
    expect(page.get_by_role("heading", name="Article 7 — Illegal access")).to_be_visible()
    page.wait_for_timeout(2_100)  # for two seconds an old address counts as one that is just being replaced
    page.go_back()
    expect(page.get_by_role("heading", name="Article 17 — Laundering of proceeds of crime")).to_be_visible()


def test_it_is_cited_in_oscola(visit: Visit) -> None:
    page = visit("/read?provision=budapest/art_29/para_4")
    page.get_by_role("button", name="Cite").click()
    expect(
        page.get_by_text(
            "Convention on Cybercrime (opened for signature 23 November 2001, entered into force 1 July 2004)"
        )
    ).to_be_visible()
    expect(page.get_by_text("art 29(4)")).to_be_visible()


def test_another_treaty_opens_with_its_first_article(visit: Visit) -> None:
    page = visit("/read?treaty=crc")
    expect(page.get_by_role("heading", name="Article 1")).to_be_visible()
    assert "provision=crc%2Fart_1" in page.url


@pytest.mark.parametrize("provision", ["uncc/art_99", "FRA", "uncc"])
def test_a_link_to_no_provision_says_so_and_shows_the_first(provision: str, visit: Visit) -> None:
    page = visit(f"/read?provision={provision}")
    expect(page.get_by_text("The link cannot be followed")).to_be_visible()
    expect(page.get_by_role("heading", name="Article 1 — Statement of purpose")).to_be_visible()
