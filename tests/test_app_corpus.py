"""Explore, Paths and Clusters in a real browser on a corpus: fifty trade agreements and the status files of thirty treaties beside
the catalogue. All of both (108,000 things) takes minutes to load; these are more than the large view draws at once, which is what matters.

The browser draws WebGL in software here, as it does on a machine without a graphics card.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from graph import engine
from graph.loading import known_in, load_batches, with_bonds
from graph.records import Batch
from graph.store import open_store
from loaders.mtdsg import load_mtdsg
from loaders.tota import load_tota
from tests.browser import (
    PATIENCE,
    QUIET,
    SIZE,
    Scheme,
    Visit,
    Watch,
    click_node,
    drawn,
    find_chromium,
    positions,
    serve,
    settled,
    until_param,
)

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser

AGREEMENTS, STATUS_FILES = 50, 30
SOFTWARE_GL = [
    *(a for a in QUIET if a != "--disable-gpu"),
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
NO_WEBGL = """const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind.startsWith('webgl') ? null : get.call(this, kind, ...more); };"""
COLOURS_USED = """async (bytes) => { const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
    const pen = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d');
    pen.drawImage(image, 0, 0); const { data } = pen.getImageData(0, 0, image.width, image.height); const seen = new Map();
    for (let i = 0; i < data.length; i += 4) { const key = data[i] << 16 | data[i + 1] << 8 | data[i + 2]; seen.set(key, (seen.get(key) ?? 0) + 1); }
    return [...seen.values()].filter((count) => count > 300).length; }"""
STILL = """root => new Promise((done) => {
  const look = () => (root.__large.renderer?.getCamera().isAnimated() ? requestAnimationFrame(look) : done()); look(); })"""
CHAPTER = """MATCH (t:Treaty)-[:CONTAINS]->(c:Chapter)-[:CONTAINS]->(a:Article) WHERE t.id STARTS WITH 'tota:'
    WITH c.id AS id, count(a) AS articles WHERE articles > 7 AND articles < 20 RETURN id, articles ORDER BY id LIMIT 1"""
NAMED = "root => root.__large.data.names[root.__large.selected] ?? null"
CHOOSE = """(root, name) => { const { names } = root.__large.data; root.__large.choose(names.findIndex((one) => one.startsWith(`${name}:`)));
    return names[root.__large.selected]; }"""
READY = ".large[data-ready=true]"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, catalogue_records: Batch, shared_data: Path) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("corpus") / "store"
    with open_store(str(folder)) as store:
        store.load(catalogue_records)
        status = sorted((shared_data / "mtdsg").iterdir())[:STATUS_FILES]
        list(load_batches(store, with_bonds(load_mtdsg(status, store.schema, known_in(store)), store)))
        agreements = load_tota(sorted((shared_data / "tota").iterdir()), store.schema, known_in(store))
        list(load_batches(store, islice(agreements, AGREEMENTS)))
        assert store.counts()[0] > 20_000
    yield folder
    engine.stop(folder)


@pytest.fixture(scope="module")
def address(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(corpus, tmp_path_factory.mktemp("corpus-log") / "streamlit.log") as server:
        yield server.address


@pytest.fixture(scope="module")
def with_webgl(chromium: Browser) -> Iterator[Browser]:
    browser = chromium.browser_type.launch(executable_path=find_chromium(), args=SOFTWARE_GL)
    yield browser
    browser.close()


@pytest.fixture
def visit(with_webgl: Browser, address: str) -> Iterator[Visit]:
    """As `visit` of `tests.browser`, on the corpus; `script` runs before the page's own."""
    watch, contexts = Watch(), list[BrowserContext]()

    def go(path: str, scheme: Scheme = "light", script: str = "", **options: Any) -> Page:
        contexts.append(with_webgl.new_context(viewport=SIZE, color_scheme=scheme, **options))  # type: ignore[arg-type]
        page = watch.over(contexts[-1].new_page())
        page.set_default_timeout(2 * PATIENCE)
        page.add_init_script(script)
        page.goto(address + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert [said for said in watch.complaints if "GPU stall" not in said] == []


def large(page: Page) -> Any:
    """Wait until the large view is drawn and Python has answered; the view."""
    page.wait_for_selector(READY)
    settled(page)
    page.wait_for_selector(f"{READY}[data-pending=false]")
    view = page.locator(".large")
    view.evaluate(STILL)
    return view


def place_of(page: Page, node: int) -> dict[str, float]:
    """Where a node of the large view is, in pixels of the page."""
    spot: dict[str, float] = page.locator(".large").evaluate(
        """(root, node) => { const { renderer, parts } = root.__large; const { left, top } = parts.stage.getBoundingClientRect();
        const { x, y } = renderer.graphToViewport(renderer.getGraph().getNodeAttributes(String(node))); return { x: left + x, y: top + y }; }""",
        node,
    )
    return spot


def off_the_middle(page: Page, node: int) -> tuple[float, float]:
    """How far a node of the large view is from the middle of it, in pixels across and down."""
    stage, spot = page.locator(".large .stage").bounding_box(), place_of(page, node)
    assert stage is not None
    return abs(spot["x"] - stage["x"] - stage["width"] / 2), abs(spot["y"] - stage["y"] - stage["height"] / 2)


def colours(view: Any) -> set[str]:
    found: list[str] = view.evaluate("root => root.__large.graph.mapNodes((node, { color }) => color)")
    return set(found)


# ---- the meta-graph ----------------------------------------------------------------------------------------------


def test_the_groups_of_the_corpus_open_to_members_and_close_again(visit: Visit) -> None:
    page = visit("/clusters?of=all")
    drawn(page)
    assert all(id_.startswith("cluster ") for id_ in positions(page))
    expect(page.get_by_text(re.compile(r"\d+ clusters of [\d,]+ things · stability"))).to_be_visible()
    click_node(page, "cluster 0", twice=True)
    until_param(page, "cluster", "1")
    count = large(page).evaluate("root => root.__large.graph.order")
    expect(page.get_by_text(f"{count:,} members,")).to_be_visible()
    page.get_by_role("button", name="All clusters").click()
    until_param(page, "cluster", "")
    settled(page)
    drawn(page)
    assert "cluster 0" in positions(page)


def test_enter_opens_the_group_that_the_arrow_keys_lead_to(visit: Visit) -> None:
    page = visit("/clusters?of=provisions")
    drawn(page)
    page.get_by_role("application", name="Clusters").press("ArrowRight")
    drawn(page)
    page.get_by_role("application", name="Clusters").press("Enter")
    page.wait_for_function("new URLSearchParams(location.search).get('cluster')")
    expect(page.get_by_role("button", name="All clusters")).to_be_visible()


# ---- the large view ----------------------------------------------------------------------------------------------


def test_members_are_drawn_in_whole_clusters_and_the_rest_is_said(visit: Visit) -> None:
    page = visit("/clusters?of=all&picture=members", scheme="dark")
    view = large(page)
    count = view.evaluate("root => root.__large.graph.order")
    assert 10_000 < count <= 20_000
    expect(
        page.get_by_text(re.compile(rf"{count:,} of [\d,]+ things are drawn: the \d+ largest clusters"))
    ).to_be_visible()
    expect(page.get_by_role("application", name=re.compile(rf"{count:,} things in \d+ clusters"))).to_be_visible()
    paper = view.evaluate("root => root.__large.theme.background")
    assert len(colours(view)) > 5 and paper not in colours(view)
    page.get_by_role("button", name="Kinds", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^Paragraph"))).to_be_visible()


def test_what_is_found_is_selected_and_comes_near(visit: Visit) -> None:
    page = visit("/clusters?of=provisions&picture=members")
    view = large(page)
    ratio = "root => root.__large.renderer.getCamera().ratio"
    before = view.evaluate(ratio)
    box = page.get_by_role("combobox", name="Find in this view")
    box.fill("budapest art. 35")
    expect(page.get_by_role("option").first).to_contain_text("Budapest Convention art. 35")
    box.press("Enter")
    large(page)
    expect(page.get_by_role("heading", name=re.compile("Budapest Convention, art. 35"))).to_be_visible()
    expect(page.get_by_role("link", name="Explore", exact=True).last).to_be_visible()
    assert view.evaluate(ratio) < before
    node = view.evaluate("root => root.__large.selected")
    deadline = time.monotonic() + PATIENCE / 1000
    while (
        max(off_the_middle(page, node)) > 30
    ):  # what a scrollbar moves; the view takes up its new width after the details have come
        assert time.monotonic() < deadline, off_the_middle(page, node)
        page.wait_for_timeout(100)
    view.locator(".stage").press("Escape")
    large(page)
    assert view.evaluate("root => root.__large.selected") is None


def test_a_click_selects_and_another_page_forgets_nothing(visit: Visit) -> None:
    page = visit("/clusters?of=provisions&picture=members")
    view = large(page)
    for _ in range(4):
        view.locator(".stage").press("+")
        page.wait_for_timeout(100)  # the movement begins
        large(page)
    middle = view.evaluate(
        """root => { const { renderer, graph } = root.__large; const { width, height } = renderer.getDimensions();
        const off = (node) => { const { x, y } = renderer.graphToViewport(graph.getNodeAttributes(node)); return Math.hypot(x - width / 2, y - height / 2); };
        return Number(graph.nodes().reduce((a, b) => (off(a) < off(b) ? a : b))); }"""
    )
    spot = place_of(page, middle)
    page.mouse.click(spot["x"], spot["y"])
    large(page)
    assert view.evaluate("root => root.__large.selected") == middle
    name = view.evaluate("root => root.__large.data.names[root.__large.selected]")
    camera = view.evaluate("root => root.__large.renderer.getCamera().getState()")
    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page.get_by_role("heading", name="Sources").first).to_be_visible()
    page.get_by_role("link", name="Clusters", exact=True).click()
    view = large(page)
    assert view.evaluate("root => root.__large.data.names[root.__large.selected]") == name
    assert view.evaluate("root => root.__large.renderer.getCamera().getState()") == pytest.approx(camera)


def test_what_is_selected_is_in_the_link_and_back_and_forward_follow(visit: Visit) -> None:
    page = visit("/clusters?of=provisions&picture=members")
    view, links = large(page), dict[str, str]()
    for heading in ("UNCC art. 16", "Budapest Convention art. 35"):
        name = view.evaluate(CHOOSE, heading)
        page.wait_for_function("before => location.href !== before", arg=page.url)
        large(page)
        links[name] = page.url
    (first, link), (second, _) = links.items()
    assert "selected=uncc%2Fart_16" in link

    another = visit(link.removeprefix(page.url.split("/clusters")[0]))
    assert large(another).evaluate(NAMED) == first
    expect(another.get_by_role("heading", name=re.compile("art. 16"))).to_be_visible()
    assert max(off_the_middle(another, another.locator(".large").evaluate("root => root.__large.selected"))) < 60

    page.wait_for_timeout(2_100)  # for so long an old address counts as one that is just being replaced
    for step, name in ((page.go_back, first), (page.go_forward, second)):
        step()
        expect(page.get_by_role("status").get_by_text(f"{name} selected")).to_be_attached()
        assert large(page).evaluate(NAMED) == name
        assert page.url == links[name]


def test_a_link_to_what_is_not_in_the_picture_says_so_and_another_picture_begins_afresh(visit: Visit) -> None:
    page = visit("/clusters?of=provisions&picture=members&selected=FRA")
    expect(page.get_by_text("not in this picture: FRA")).to_be_visible()
    view = large(page)
    assert view.evaluate(NAMED) is None
    view.evaluate(CHOOSE, "UNCC art. 16")
    until_param(page, "selected", "uncc/art_16")
    large(page)
    page.get_by_role("radio", name="Offences").or_(page.get_by_role("button", name="Offences")).first.click()
    until_param(page, "of", "offences")
    settled(page)
    until_param(page, "selected", "")


def test_legend_picture_and_table_say_what_is_drawn(visit: Visit) -> None:
    page = visit("/clusters?of=provisions&picture=members", accept_downloads=True)
    view = large(page)
    assert view.evaluate("root => root.__large.sent") is True
    row = view.locator(".legend .row").first
    row.click()
    expect(row).to_have_attribute("aria-pressed", "false")
    hidden = (
        "root => root.__large.graph.filterNodes(node => root.__large.renderer.getNodeDisplayData(node).hidden).length"
    )
    shown = int(row.locator("i").inner_text().replace(",", ""))
    assert view.evaluate(hidden) == shown > 0
    row.click()
    assert view.evaluate(hidden) == 0
    with page.expect_download() as download:
        view.get_by_role("button", name="Save as PNG").click()
    assert download.value.suggested_filename == "clusters-provisions.png"
    used = page.evaluate(COLOURS_USED, list(Path(download.value.path()).read_bytes()))
    assert used > 6, "nodes of several colours on the paper"
    page.get_by_text("As a table").click()
    large(page)
    expect(page.locator("[data-testid=stDataFrame]").nth(1)).to_be_visible()
    view.evaluate("root => root.__large.choose(3)")
    large(page)
    assert view.evaluate("root => root.__large.sent") is False, "Python knows that the browser has the graph"


def test_without_webgl_the_groups_are_shown_and_the_reason_is_said(visit: Visit) -> None:
    page = visit("/clusters?of=all&picture=members", script=NO_WEBGL)
    expect(page.get_by_text("This browser offers no WebGL").first).to_be_visible()
    drawn(page)
    assert "cluster 0" in positions(page)


# ---- Explore and Paths -------------------------------------------------------------------------------------------


def test_a_chapter_of_an_agreement_grows_and_what_stands_stays(visit: Visit, corpus: Path) -> None:
    with open_store(str(corpus)) as store:
        [row] = store.query(CHAPTER).rows
    chapter = str(row["id"])
    page = visit(f"/explore?show=JPN,{chapter.split('/')[0]},{chapter}")
    settled(page)
    drawn(page)
    before = positions(page)
    click_node(page, chapter, twice=True)
    expect(page.locator(".tg")).not_to_have_attribute("data-nodes", str(len(before)), timeout=PATIENCE)
    drawn(page)
    after = positions(page)
    assert {id_: after[id_] for id_ in before} == before
    assert sum(id_.startswith(f"{chapter}/") or "/art_" in id_ for id_ in after) >= row["articles"]


def test_a_path_leads_through_the_corpus(visit: Visit) -> None:
    page = visit("/paths?from=JPN&to=MEX&k=3")
    shown = positions(drawn(page).page)
    assert {"JPN", "MEX"} <= set(shown)
    expect(page.get_by_text(re.compile("paths?, the shortest with"))).to_be_visible()
