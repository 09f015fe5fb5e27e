"""Explore, Paths and Clusters in a real browser, on the catalogue: what a reader does with a graph all day."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Visit, click_node, drawn, find, positions, settled, until_param

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser

_TALLY = "root => ({nodes: +root.dataset.nodes, edges: root.__canvas.cy.edges().length})"


def tally(page: Page) -> int:
    """How many nodes are on the canvas."""
    return int(drawn(page).evaluate(_TALLY)["nodes"])


def shown(page: Page) -> set[str]:
    drawn(page)
    return set(positions(page))


def until_shown(page: Page, *ids: str) -> None:
    """Wait until these are on the canvas."""
    page.locator(".tg").evaluate(
        """(root, ids) => new Promise((done, fail) => {
             const end = Date.now() + 20000;
             const missing = () => ids.filter((id) => root.__canvas.cy.getElementById(id).empty());
             const look = () => { if (!missing().length) done();
               else if (Date.now() > end) fail(new Error(`never shown: ${missing()}`)); else setTimeout(look, 10); };
             look(); })""",
        list(ids),
    )


def fit(page: Page) -> None:
    """Bring everything into view, so that it can be clicked."""
    page.locator(".tg [role=application]").press("f")
    drawn(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def open_popover(page: Page, name: str) -> Any:
    press(page, name)
    body = page.locator("[data-testid=stPopoverBody]")
    body.wait_for()
    return body


# ---- the first view ----------------------------------------------------------------------------------------------


def test_the_convention_is_shown_with_its_chapters(visit: Visit) -> None:
    page = visit("/explore")
    assert {"uncc", "uncc/chp_II", "uncc/chp_V", "budapest", "untoc"} <= shown(page)
    expect(page.get_by_role("heading", name="UN Convention against Cybercrime")).to_be_visible()
    hidden = page.locator(".tg").evaluate("root => root.__canvas.cy.getElementById('uncc').data('hidden')")
    assert hidden > 70, "the signatories stand in the badge"


# ---- growing -----------------------------------------------------------------------------------------------------


def test_expanding_moves_nothing(visit: Visit) -> None:
    page = visit("/explore")
    drawn(page)
    before = positions(page)
    click_node(page, "uncc/chp_II", twice=True)
    until_shown(page, "uncc/art_7", "uncc/art_16")
    drawn(page)
    after = positions(page)
    assert max(abs(before[id_][axis] - after[id_][axis]) for id_ in before for axis in "xy") == 0
    assert {f"uncc/art_{n}" for n in range(7, 18)} <= set(after)


def test_many_neighbours_are_asked_about_first(visit: Visit) -> None:
    page = visit("/explore")
    before = tally(page)
    click_node(page, "uncc", twice=True)
    dialog = page.get_by_role("dialog")
    row = dialog.get_by_text(re.compile(r"^Was signed by \d+ States$"))
    row.click()
    button = dialog.get_by_role("button", name=re.compile(r"Show \d+ things"))
    expect(button).to_be_enabled()
    added = int(re.findall(r"\d+", button.inner_text())[0])
    button.click()
    until_shown(page, "FRA", "GHA")
    expect(dialog).to_have_count(0)
    expect(page.locator(".tg")).to_have_attribute("data-nodes", str(before + added))


def test_single_things_can_be_chosen_of_many(visit: Visit) -> None:
    page = visit("/explore?show=uncc")
    drawn(page)
    click_node(page, "uncc", twice=True)
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label(re.compile("Some of: Was signed by States"))
    field.click()
    field.fill("Fran")
    page.get_by_role("option", name="France").click()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Show 1 thing").click()
    until_shown(page, "FRA")
    assert shown(page) == {"uncc", "FRA"}


def test_leaving_the_dialog_adds_nothing(visit: Visit) -> None:
    page = visit("/explore?show=uncc")
    drawn(page)
    click_node(page, "uncc", twice=True)
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert shown(page) == {"uncc"}


def test_search_adds_and_selects(visit: Visit) -> None:
    page = visit("/explore?show=uncc")
    find(page, "Add to the canvas", "illegal acess", "illegal-access")
    until_shown(page, "illegal-access")
    expect(page.get_by_role("heading", name="Illegal access")).to_be_visible()
    until_param(page, "select", "illegal-access")


def test_a_neighbour_in_the_details_is_brought_in(visit: Visit) -> None:
    page = visit("/explore?show=illegal-access&select=illegal-access")
    page.get_by_role("link", name="UNCC, art. 7: Illegal access").click()
    until_shown(page, "uncc/art_7")
    expect(page.get_by_role("heading", name="UNCC, art. 7: Illegal access")).to_be_visible()


# ---- taking away, and back ---------------------------------------------------------------------------------------


def test_undo_and_redo_bring_things_and_places_back(visit: Visit) -> None:
    page = visit("/explore")
    begin = shown(page)
    click_node(page, "uncc/chp_II", twice=True)
    until_shown(page, "uncc/art_7")
    drawn(page)
    places = positions(page)
    press(page, "Undo")
    expect(page.locator(".tg")).to_have_attribute("data-nodes", str(len(begin)))
    assert shown(page) == begin
    press(page, "Redo")
    until_shown(page, "uncc/art_7")
    drawn(page)
    assert max(abs(places[id_][axis] - positions(page)[id_][axis]) for id_ in places for axis in "xy") < 1
    page.keyboard.press("Control+z")
    expect(page.locator(".tg")).to_have_attribute("data-nodes", str(len(begin)))


def test_collapse_hide_pin_and_only_this(visit: Visit) -> None:
    page = visit("/explore?show=uncc,uncc/chp_II,FRA&select=uncc/chp_II")
    drawn(page)
    click_node(page, "uncc/chp_II", twice=True)
    until_shown(page, "uncc/art_7")
    drawn(page)
    press(page, "Collapse 15")
    expect(page.locator(".tg")).to_have_attribute("data-nodes", "3")
    fit(page)
    click_node(page, "FRA")
    expect(page.get_by_role("heading", name="France")).to_be_visible()
    press(page, "Pin")
    expect(page.get_by_role("button", name="Unpin")).to_be_visible()
    click_node(page, "uncc")
    expect(page.get_by_role("heading", name="UN Convention against Cybercrime")).to_be_visible()
    press(page, "Only this")
    expect(page.locator(".tg")).to_have_attribute("data-nodes", "2")
    assert shown(page) == {"uncc", "FRA"}
    page.locator(".tg [role=application]").press("Delete")
    expect(page.locator(".tg")).to_have_attribute("data-nodes", "1")


def test_several_things_are_joined_by_what_they_share(visit: Visit) -> None:
    page = visit("/explore?show=FRA,JPN&select=FRA,JPN")
    expect(page.get_by_role("heading", name="2 things selected")).to_be_visible()
    press(page, "What joins them")
    until_shown(page, "budapest")
    until_param(page, "select", "FRA,JPN")


# ---- filters and looks -------------------------------------------------------------------------------------------


def test_the_day_hides_what_was_not_there_yet(visit: Visit) -> None:
    page = visit("/explore?show=uncc,budapest,FRA&on=2005-01-01")
    assert shown(page) == {"budapest", "FRA"}
    expect(page.get_by_text("As of 1 January 2005")).to_be_visible()
    assert drawn(page).evaluate(_TALLY)["edges"] == 1
    page = visit("/explore?show=uncc,budapest,FRA")
    assert shown(page) == {"uncc", "budapest", "FRA"}


def test_filters_stand_in_the_link_and_can_be_cleared(visit: Visit) -> None:
    page = visit("/explore?show=FRA,uncc,budapest,illegal-access,budapest/art_2&types=CRIMINALIZES&within=budapest")
    assert shown(page) == {"FRA", "illegal-access", "budapest", "budapest/art_2"}
    assert drawn(page).evaluate(_TALLY)["edges"] == 1
    open_popover(page, "Filters · 2").get_by_role("button", name="Clear all").click()
    expect(page.locator(".tg")).to_have_attribute("data-nodes", "5")
    settled(page)
    until_param(page, "types", "")
    until_param(page, "within", "")


def test_colours_and_sizes_follow_what_is_chosen(visit: Visit) -> None:
    page = visit("/explore?colour=treaty&size=links")
    sizes = drawn(page).evaluate(
        "root => Object.fromEntries(root.__canvas.cy.nodes().map(n => [n.id(), n.data('size')]))"
    )
    assert sizes["uncc"] == max(sizes.values())
    assert page.locator(".tg").evaluate("root => root.__canvas.cy.nodes().some(n => n.data('cluster') > 0)")


# ---- keeping -----------------------------------------------------------------------------------------------------


def test_a_named_view_comes_back_in_another_session(visit: Visit) -> None:
    page = visit("/explore?show=uncc,FRA,JPN&types=SIGNED")
    drawn(page)
    body = open_popover(page, "Views")
    body.get_by_label("Save this view as").fill("Signatories")
    body.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved “Signatories”")).to_be_visible()
    places = positions(page)
    page = visit("/explore?show=budapest")
    open_popover(page, "Views").get_by_role("button", name="Signatories").first.click()
    until_shown(page, "uncc", "FRA", "JPN")
    assert shown(page) == {"uncc", "FRA", "JPN"}
    assert set(places) == shown(page)
    settled(page)
    until_param(page, "types", "SIGNED")


def test_the_link_restores_the_view_and_says_what_it_names_wrongly(visit: Visit) -> None:
    page = visit("/explore?show=uncc/art_7,illegal-access,nonsense&select=illegal-access&hide=Offence")
    assert shown(page) == {"uncc/art_7"}, "offences are switched off in the legend"
    expect(page.get_by_text("not in the graph: nonsense")).to_be_visible()
    expect(page.get_by_role("heading", name="Illegal access")).to_be_visible()


def test_the_canvas_survives_another_page(visit: Visit) -> None:
    page = visit("/explore?show=uncc/art_7,illegal-access")
    drawn(page)
    places = positions(page)
    page.get_by_role("link", name="Paths", exact=True).click()
    page.get_by_role("heading", name="Paths").wait_for()
    page.get_by_role("link", name="Explore", exact=True).click()
    until_shown(page, "uncc/art_7")
    drawn(page)
    assert positions(page).keys() == places.keys()
    settled(page)
    until_param(page, "show", "uncc/art_7,illegal-access")


def test_a_note_is_kept(visit: Visit) -> None:
    page = visit("/explore?show=MAR&select=MAR")
    page.locator("summary").filter(has_text="My note").click()
    page.get_by_label("My note").fill("Ask about article 7")
    page.get_by_label("My note").press("Control+Enter")
    expect(page.get_by_text("My note ●")).to_be_visible()
    page = visit("/explore?show=MAR&select=MAR")
    expect(page.get_by_label("My note")).to_have_value("Ask about article 7")


@pytest.mark.parametrize("name", ["Picture (SVG)", "JSON", "GraphML", "Tables (CSV)"])
def test_what_is_shown_can_be_taken_away(visit: Visit, name: str) -> None:
    page = visit("/explore?show=uncc/art_7,illegal-access", accept_downloads=True)
    drawn(page)
    body = open_popover(page, "Export")
    with page.expect_download() as download:
        body.get_by_role("button", name=name).click()
    content = Path(download.value.path()).read_bytes()
    if name == "JSON":
        assert {n["id"] for n in json.loads(content)["nodes"]} == {"uncc/art_7", "illegal-access"}
    elif name == "Tables (CSV)":
        assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["nodes.csv", "relationships.csv"]
    else:
        assert ET.fromstring(content) is not None


def test_table_and_cypher_say_the_same_as_the_canvas(visit: Visit) -> None:
    page = visit("/explore?show=uncc/art_7,illegal-access,FRA")
    expect(page.get_by_text("1 Article, 1 Offence, 1 State · 1 statement")).to_be_visible()
    page.get_by_role("radio", name="Cypher").click()
    expect(page.locator("[data-testid=stCode]")).to_contain_text("a.id IN ['uncc/art_7', 'illegal-access', 'FRA']")
    page.get_by_role("radio", name="Things").click()
    expect(page.locator("[data-testid=stDataFrame]")).to_be_visible()


def test_a_line_shows_its_statements_with_sources(visit: Visit) -> None:
    page = visit("/explore?show=FRA,budapest")
    drawn(page)
    spots = positions(page)
    page.mouse.click((spots["FRA"]["x"] + spots["budapest"]["x"]) / 2, (spots["FRA"]["y"] + spots["budapest"]["y"]) / 2)
    expect(page.get_by_text("is party to Budapest Convention")).to_be_visible()
    for verb in ("signed", "ratified", "is party to"):
        expect(page.locator("summary").filter(has_text=re.compile(f"^{verb}\\d"))).to_be_visible()


def test_two_readers_do_not_disturb_each_other(visit: Visit) -> None:
    one, two = visit("/explore?show=uncc"), visit("/explore?show=budapest,FRA")
    find(one, "Add to the canvas", "Japan", "JPN")
    until_shown(one, "JPN")
    assert shown(one) == {"uncc", "JPN"}
    assert shown(two) == {"budapest", "FRA"}
