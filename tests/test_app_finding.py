"""Search, Paths and Clusters in a real browser, on the catalogue."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import Visit, click_node, drawn, find, positions, settled, until_param

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser


# ---- search ------------------------------------------------------------------------------------------------------


def test_a_misspelt_query_finds_the_right_thing_first(visit: Visit) -> None:
    page = visit("/search")
    page.get_by_role("searchbox").fill("illegal acess")
    expect(page.get_by_text("reading the query as “illegal access”")).to_be_visible()
    expect(page.get_by_role("option").first).to_contain_text("Illegal access")
    expect(page.get_by_role("heading", name="Illegal access")).to_be_visible()
    until_param(page, "find", "illegal acess")


def test_a_link_restores_query_facets_and_choice(visit: Visit) -> None:
    page = visit("/search?find=extradition&kinds=Article&id=untoc/art_16")
    expect(page.get_by_role("searchbox")).to_have_value("extradition")
    expect(page.get_by_role("option").first).to_be_visible()
    kinds = page.get_by_role("option").locator(".kind").all_inner_texts()
    assert set(kinds) == {"Article"}
    expect(page.get_by_role("heading", name="UNTOC, art. 16: Extradition")).to_be_visible()


def test_the_list_is_walked_with_the_arrow_keys(visit: Visit) -> None:
    page = visit("/search?find=extradition")
    page.get_by_role("listbox", name="Results").press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("art. 44")
    expect(page.get_by_role("heading", name=re.compile("UNCAC, art. 44"))).to_be_visible()
    until_param(page, "id", "uncac/art_44")
    page.get_by_role("listbox", name="Results").press("Enter")
    drawn(page)
    assert "/explore" in page.url
    assert "uncac/art_44" in positions(page)


def test_nothing_found_is_said(visit: Visit) -> None:
    page = visit("/search?find=xyzzyqq")
    expect(page.get_by_text("Nothing is called or holds “xyzzyqq” here")).to_be_visible()


def test_an_empty_search_offers_examples_and_everything(visit: Visit) -> None:
    page = visit("/search")
    expect(page.get_by_text(re.compile(r"[\d,]+ things, the most connected first"))).to_be_visible()
    page.get_by_role("button", name="UNCC 16").click()
    expect(page.get_by_role("option").first).to_contain_text("UNCC, art. 16")


# ---- paths -------------------------------------------------------------------------------------------------------


def test_from_france_to_illegal_access(visit: Visit) -> None:
    page = visit("/paths")
    assert {"FRA", "uncc", "uncc/chp_II", "uncc/art_7", "illegal-access"} <= set(positions(drawn(page).page))
    card = page.locator("[data-testid=stHtml]").filter(has_text="France").first
    for words in ("signed", "25 October 2025", "contains", "UNCC, art. 7: Illegal access", "criminalizes", "verified"):
        expect(card).to_contain_text(words)
    until_param(page, "from", "FRA")
    until_param(page, "to", "illegal-access")


def test_what_treaties_say_passes_no_third_state(visit: Visit) -> None:
    page = visit("/paths?from=FRA&to=illegal-access&k=10")
    kinds = drawn(page).evaluate(
        "root => Object.fromEntries(root.__canvas.cy.nodes().map(n => [n.id(), n.data('kind')]))"
    )
    assert [id_ for id_, kind in kinds.items() if kind == "State"] == ["FRA"]
    assert {"uncc", "budapest"} <= set(kinds), "bound by the one, signatory of the other"


def test_ends_are_found_by_typing_and_swapped(visit: Visit) -> None:
    page = visit("/paths")
    find(page, "From", "viet nam", "VNM")
    until_param(page, "from", "VNM")
    find(page, "To", "extraditon", "extradition")
    until_param(page, "to", "extradition")
    page.get_by_role("button", name="Swap").click()
    until_param(page, "from", "extradition")
    until_param(page, "to", "VNM")
    expect(page.get_by_role("combobox", name="From", exact=True)).to_have_value("Extradition")
    assert {"VNM", "extradition"} <= set(positions(drawn(page).page))


def test_enter_takes_what_is_found_however_fast_one_types(visit: Visit) -> None:
    page = visit("/paths")
    box = page.get_by_role("combobox", name="From", exact=True)
    box.click()
    box.fill("azerbaijan")
    box.press("Enter")
    until_param(page, "from", "AZE")
    expect(box).to_have_value("Azerbaijan")


def test_a_row_offered_before_one_types_can_be_clicked_at_once(visit: Visit) -> None:
    page = visit("/paths")
    box = page.get_by_role("combobox", name="From", exact=True)
    box.click()
    box.fill("viet")
    page.locator("ul:popover-open li[data-id='VNM']").click()
    until_param(page, "from", "VNM")


def test_a_condition_in_the_way_is_named_and_can_be_lifted(visit: Visit) -> None:
    page = visit("/paths?from=FRA&to=illegal-access&longest=2")
    expect(page.get_by_text("No path leads from France to Illegal access")).to_be_visible()
    page.get_by_role("button", name="Show the path of 4 steps").click()
    drawn(page)
    expect(page.get_by_text(re.compile("paths?, the shortest with 4 steps"))).to_be_visible()


def test_a_way_through_and_around(visit: Visit) -> None:
    page = visit("/paths?from=FRA&to=illegal-access&via=budapest&k=1")
    assert "budapest" in positions(drawn(page).page)
    page = visit("/paths?from=FRA&to=illegal-access&avoid=uncc")
    assert "uncc" not in positions(drawn(page).page)


def test_the_same_thing_twice_has_no_path(visit: Visit) -> None:
    page = visit("/paths?from=FRA&to=FRA")
    expect(page.get_by_text("Both ends are the same thing.")).to_be_visible()


def test_an_end_that_does_not_exist_is_said(visit: Visit) -> None:
    page = visit("/paths?from=FRANCE&to=illegal-access")
    expect(page.get_by_text("The link names FRANCE, which is not in the graph.")).to_be_visible()


# ---- clusters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_clusters_colour_the_canvas(visit: Visit, scheme: str) -> None:
    page = visit("/clusters", scheme=scheme)
    canvas = drawn(page)
    colours = canvas.evaluate("root => [...new Set(root.__canvas.cy.nodes().map(n => n.data('colour')))]")
    groups = canvas.evaluate("root => [...new Set(root.__canvas.cy.nodes().map(n => n.data('cluster')))]")
    assert len(groups) > 1
    assert len(colours) == len(groups)
    expect(page.get_by_text(re.compile(r"\d clusters of \d+ states"))).to_be_visible()


def test_groups_open_to_their_members(visit: Visit) -> None:
    page = visit("/clusters?of=provisions")
    drawn(page)
    assert all(id_.startswith("cluster ") for id_ in positions(page))
    click_node(page, "cluster 4", twice=True)
    until_param(page, "cluster", "5")
    drawn(page)
    assert not any(id_.startswith("cluster ") for id_ in positions(page))
    expect(page.get_by_text("What sets it apart")).to_be_visible()
    page.get_by_role("button", name="All clusters").click()
    until_param(page, "cluster", "")
    settled(page)
    drawn(page)
    assert "cluster 0" in positions(page)


def test_a_link_selects_a_state_among_the_clusters_and_what_is_clicked_is_in_the_address(visit: Visit) -> None:
    page = visit("/clusters?selected=FRA")
    drawn(page)
    expect(page.get_by_role("heading", name="France")).to_be_visible()
    click_node(page, "JPN")
    until_param(page, "selected", "JPN")
    expect(page.get_by_role("heading", name="Japan")).to_be_visible()
    page.wait_for_timeout(2_100)  # for so long an old address counts as one that is just being replaced
    page.go_back()
    expect(page.get_by_role("heading", name="France")).to_be_visible()
    until_param(page, "selected", "FRA")


def test_a_higher_resolution_gives_more_clusters(visit: Visit) -> None:
    def count(path: str) -> int:
        text = visit(path).get_by_text(re.compile(r"\d+ clusters of")).inner_text()
        return int(re.findall(r"\d+", text)[0])

    assert count("/clusters?of=offences&resolution=2.5") > count("/clusters?of=offences&resolution=0.6")


def test_states_stand_on_the_map(visit: Visit) -> None:
    page = visit("/clusters?picture=map&cluster=2")
    expect(
        page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    ).to_be_visible()
    expect(page.get_by_role("button", name="All clusters")).to_be_visible()
