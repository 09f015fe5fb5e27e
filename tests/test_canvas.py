"""The graph canvas: its Python half on its own, then the whole in a real browser on canvas_harness.py."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import free_port
from views.components.canvas import CanvasEdge, CanvasGraph, CanvasNode, CanvasState, Legend, LegendEntry

pytest_plugins = ["tests.browser"]

ROOT = Path(__file__).parent.parent
LEGEND = Legend((LegendEntry("Treaty", "Treaty", "#000000", "#ffffff"),))
READY = ".tg[data-ready=true][data-pending=false]"


# ---- the Python half ---------------------------------------------------------------------------------------------


def graph(*names: str, edges: tuple[CanvasEdge, ...] = ()) -> CanvasGraph:
    return CanvasGraph(tuple(CanvasNode(name, name.title(), "Treaty") for name in names), edges, LEGEND)


def report(client: str, *numbers: int, **view: Any) -> dict[str, Any]:
    base = {"positions": {}, "viewport": None, "selected": [], "hidden_kinds": [], "layout": "force",
            "colouring": None, "command_done": 0}  # fmt: skip
    events = [{"number": n, "kind": "select", "value": {"ids": [f"n{n}"], "element": "node"}} for n in numbers]
    return {"client": client, "events": events, "view": base | view}


def test_a_graph_refuses_a_repeated_id_and_a_loose_edge() -> None:
    with pytest.raises(ValueError, match="'uncc' is used twice"):
        graph("uncc", "uncc")
    with pytest.raises(ValueError, match="'e' ends at a node that is not on the canvas"):
        graph("uncc", edges=(CanvasEdge("e", "uncc", "gone", "REFERS_TO"),))


def test_a_legend_refuses_a_shape_that_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="shape 'blob' of Treaty"):
        LegendEntry("Treaty", "Treaty", "#000", "#fff", "blob")


def test_the_revision_follows_the_content_alone() -> None:
    assert graph("a", "b").revision == graph("a", "b").revision
    assert graph("a", "b").revision != graph("a", "c").revision


def test_taking_nodes_out_takes_their_edges_along() -> None:
    whole = graph("a", "b", "c", edges=(CanvasEdge("ab", "a", "b", "T"), CanvasEdge("bc", "b", "c", "T")))
    rest = whole.without(["a"])
    assert [node.id for node in rest.nodes] == ["b", "c"]
    assert [edge.id for edge in rest.edges] == ["bc"]


def test_an_event_sent_again_is_handled_once() -> None:
    state = CanvasState()
    assert [event.id for event in state.take(report("x", 1, 2))] == ["n1", "n2"]
    assert [event.id for event in state.take(report("x", 2, 3))] == ["n3"]
    assert state.take(report("x", 3)) == []
    assert [event.id for event in state.take(report("y", 1))] == ["n1"], "another canvas counts anew"


def test_places_of_nodes_taken_off_are_kept() -> None:
    state = CanvasState()
    state.take(report("x", 1, positions={"a": [1.0, 2.0], "b": [3.0, 4.0]}))
    state.take(report("x", 2, positions={"a": [5.0, 6.0]}))
    assert state.positions == {"a": (5.0, 6.0), "b": (3.0, 4.0)}


def test_only_a_change_by_python_overrides_the_browser() -> None:
    state = CanvasState()
    state.take(report("x", 1, selected=["a"]))
    assert (state.selected_id, state.version) == ("a", 0)
    state.select("a")
    assert state.version == 0, "it is selected already"
    state.select("b")
    assert (state.selected_id, state.version) == ("b", 1)


def test_a_command_is_numbered_after_those_the_browser_has_done() -> None:
    state = CanvasState()
    state.focus("a")
    state.take(report("x", 1, command_done=1))
    state.fit()
    assert state.view()["command"] == {"number": 2, "name": "fit", "target": None}


@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm to rebuild the bundle with")
def test_the_committed_bundle_is_what_the_sources_build() -> None:
    done = subprocess.run(
        [ROOT / "views/components/build.sh", "--check"], capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_bundle_names_no_other_host() -> None:
    [bundle] = (ROOT / "views/components/canvas/dist").glob("index-*.js")
    assert "import(" not in bundle.read_text()
    assert "cdn" not in bundle.read_text().lower()


# ---- in the browser ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "tests/canvas_harness.py", "--server.port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        url = f"http://127.0.0.1:{port}"
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield url
        server.terminate()


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """The one browser of all tests: a second Playwright cannot live in the same process."""
    return chromium


@pytest.fixture
def scheme() -> str:
    return "light"


@pytest.fixture
def page(browser: Browser, address: str, scheme: str) -> Iterator[Page]:
    """The harness, ready; at the end no console error and no request to another host is forgiven."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: local(request.url) or complaints.append(f"request to {request.url}"))
    page.goto(address)
    settle(page)
    yield page
    context.close()
    assert complaints == []


def local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:http://127.0.0.1:"))


def settle(page: Page) -> None:
    """Wait until the canvas is drawn, Python has answered, and nothing moves."""
    page.wait_for_selector(READY, timeout=20_000)
    page.wait_for_timeout(450)
    page.wait_for_selector(READY, timeout=20_000)


def positions(page: Page) -> dict[str, dict[str, float]]:
    return page.locator(".tg").evaluate("root => root.__canvas.positions()")


def data(page: Page) -> dict[str, str]:
    return page.locator(".tg").evaluate("root => ({...root.dataset})")


def click(page: Page, node: str, *, twice: bool = False) -> None:
    spot = positions(page)[node]
    (page.mouse.dblclick if twice else page.mouse.click)(spot["x"], spot["y"])


def furthest(before: dict[str, dict[str, float]], after: dict[str, dict[str, float]]) -> float:
    """The most that any node of `before` has moved, in pixels."""
    return max(abs(before[id_][axis] - after[id_][axis]) for id_ in before for axis in "xy")


def logged(page: Page, text: str) -> None:
    expect(page.get_by_text("log=")).to_contain_text(text)


@pytest.mark.browser
def test_expanding_a_node_moves_no_other(page: Page) -> None:
    before = positions(page)
    click(page, "chp3", twice=True)
    logged(page, "expand:chp3")
    settle(page)
    after = positions(page)
    assert set(after) - set(before) == {f"art{n}" for n in range(13, 19)}
    assert furthest(before, after) == 0
    page.wait_for_timeout(1200)  # the places of the new nodes are reported meanwhile
    assert furthest(after, positions(page)) == 0


@pytest.mark.browser
def test_new_nodes_cover_none(page: Page) -> None:
    click(page, "model", twice=True)
    logged(page, "expand:model")
    settle(page)
    spots = list(page.locator(".tg").evaluate(
        "root => root.__canvas.cy.nodes().map(n => ({...n.position(), r: n.data('size') / 2}))"))  # fmt: skip
    for i, a in enumerate(spots):
        for b in spots[i + 1 :]:
            assert (a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2 > (a["r"] + b["r"]) ** 2


@pytest.mark.browser
def test_the_badge_expands_too(page: Page) -> None:
    badge = page.locator(".tg").evaluate("""root => { const node = root.__canvas.cy.getElementById('older');
        const {x, y} = root.__canvas.positions().older; const reach = node.renderedWidth() * 0.4;
        return {x: x + reach, y: y - reach}; }""")
    page.mouse.click(badge["x"], badge["y"])
    logged(page, "expand:older")
    settle(page)
    assert int(data(page)["nodes"]) == 12 + 12


@pytest.mark.browser
def test_selection_reports_nodes_edges_and_nothing(page: Page) -> None:
    click(page, "art2")
    expect(page.get_by_text("selected=")).to_have_text("selected=art2")
    faded = page.locator(".tg").evaluate("root => root.__canvas.cy.nodes('.faded').map(n => n.id())")
    assert "model" in faded
    assert not {"art2", "chp1"} & set(faded)
    spots = positions(page)
    page.mouse.click((spots["model"]["x"] + spots["chp1"]["x"]) / 2, (spots["model"]["y"] + spots["chp1"]["y"]) / 2)
    expect(page.get_by_text("selected=")).to_have_text("selected=e1")
    page.keyboard.press("Escape")
    expect(page.get_by_text("selected=")).to_have_text("selected=")


@pytest.mark.browser
def test_places_and_selection_survive_leaving_the_page(page: Page) -> None:
    start = positions(page)["art4"]
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    page.mouse.move(start["x"] - 60, start["y"] + 40, steps=5)
    page.mouse.up()
    settle(page)
    click(page, "chp2", twice=True)
    logged(page, "expand:chp2")
    page.wait_for_timeout(900)
    settle(page)
    before = positions(page)
    assert before["art4"]["x"] == pytest.approx(start["x"] - 60, abs=1)
    page.get_by_role("link", name="Elsewhere").click()
    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    settle(page)
    assert furthest(before, positions(page)) < 0.05  # positions are kept to a hundredth
    assert data(page)["selected"] == "chp2"


@pytest.mark.browser
def test_the_first_layout_is_the_same_every_time(page: Page, browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    again = context.new_page()
    again.goto(address)
    settle(again)
    assert positions(again) == positions(page)
    context.close()


@pytest.mark.browser
def test_the_keyboard_does_it_all(page: Page) -> None:
    stage = page.get_by_role("application")
    assert "12 nodes" in (stage.get_attribute("aria-label") or "")
    stage.focus()
    page.keyboard.press("ArrowRight")
    first = data(page)["selected"]
    page.keyboard.press("ArrowRight")
    second = data(page)["selected"]
    assert first
    assert positions(page)[second]["x"] > positions(page)[first]["x"]
    expect(page.locator(".tg [role=status]")).to_contain_text("neighbour")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Everything tied to it is shown").first).to_be_visible()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    third = data(page)["selected"]
    settle(page)
    page.keyboard.press("Enter")
    logged(page, f"expand:{third}")
    settle(page)
    assert int(data(page)["nodes"]) > 12
    page.keyboard.press("Delete")
    logged(page, f"hide:{third}")
    settle(page)
    assert third not in positions(page)
    before = positions(page)
    page.keyboard.press("+")
    assert furthest(before, positions(page)) > 5
    page.keyboard.press("f")
    page.wait_for_timeout(500)
    box = page.locator(".tg .stage").bounding_box()
    assert box
    for spot in positions(page).values():
        assert box["x"] < spot["x"] < box["x"] + box["width"]
        assert box["y"] < spot["y"] < box["y"] + box["height"]


@pytest.mark.browser
def test_what_happens_fast_is_not_lost(page: Page) -> None:
    page.get_by_role("application").focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowRight", "ArrowLeft", "ArrowRight", "Escape"):
        page.keyboard.press(key)
    logged(page, "select:")
    settle(page)
    log = page.get_by_text("log=").inner_text().removeprefix("log=").split()
    assert len([entry for entry in log if entry.startswith("select:")]) == 6
    assert log[-1] == "select:"


@pytest.mark.browser
def test_the_picture_has_graph_background_and_legend(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as PNG").click()
    assert download.value.suggested_filename == "model.png"
    picture = Image.open(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert picture.format == "PNG"
    assert picture.width > 800
    assert picture.getpixel((3, 3))[:3] == (255, 255, 255)
    colours = {colour for _, colour in picture.convert("RGB").getcolors(picture.width * picture.height)}
    assert {(0x1D, 0x3F, 0x6E), (0x2F, 0x74, 0xB5)} <= colours, "treaties and articles are in it"


@pytest.mark.browser
def test_the_legend_counts_and_switches_kinds(page: Page) -> None:
    article = page.locator("[data-kind=Article]")
    assert article.inner_text().split() == ["Article", "6"]
    article.click()
    settle(page)
    assert not any(id_.startswith("art") for id_ in positions(page))
    page.get_by_role("link", name="Elsewhere").click()
    page.get_by_role("link", name="Explore").click()
    settle(page)
    assert page.locator("[data-kind=Article]").get_attribute("aria-pressed") == "false"
    page.locator("[data-kind=Article]").click()
    assert "art1" in positions(page)


@pytest.mark.browser
def test_python_selects_and_focuses(page: Page) -> None:
    page.get_by_role("button", name="Select France").click()
    expect(page.locator(".tg[data-selected=france]")).to_be_attached()
    page.wait_for_timeout(500)
    box, spot = page.locator(".tg .stage").bounding_box(), positions(page)["france"]
    assert box
    assert spot["x"] == pytest.approx(box["x"] + box["width"] / 2, abs=2)
    assert spot["y"] == pytest.approx(box["y"] + box["height"] / 2, abs=2)


@pytest.mark.browser
def test_clusters_colour_the_nodes(page: Page) -> None:
    colours = "root => new Set(root.__canvas.cy.nodes().map(n => n.data('colour'))).size"
    kinds = page.locator(".tg").evaluate("root => root.__canvas.cy.getElementById('model').data('colour')")
    page.get_by_text("Clusters").click()
    expect(page.locator("[data-colouring=cluster][aria-pressed=true]")).to_be_visible()
    assert page.locator(".tg").evaluate("root => root.__canvas.cy.getElementById('model').data('colour')") != kinds
    assert page.locator(".tg").evaluate(colours) == 3
    expect(page.locator("[data-kind='cluster 0']")).to_contain_text("Core")


@pytest.mark.browser
@pytest.mark.parametrize("layout", ["layers", "flow", "concentric", "circle", "grid", "force"])
def test_layouts_fit_the_view_and_keep_nodes_apart(page: Page, layout: str) -> None:
    page.get_by_role("button", name="Arrange").click()
    page.locator(f"[data-layout={layout}][role=menuitemradio]").click()
    page.wait_for_timeout(900)
    settle(page)
    box, spots = page.locator(".tg .stage").bounding_box(), positions(page)
    assert box
    assert len({(round(spot["x"]), round(spot["y"])) for spot in spots.values()}) == len(spots)
    assert all(box["x"] < spot["x"] < box["x"] + box["width"] for spot in spots.values())
    assert all(box["y"] < spot["y"] < box["y"] + box["height"] for spot in spots.values())


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["dark"])
def test_the_theme_is_followed_and_switched_live(page: Page, scheme: str) -> None:
    assert data(page)["theme"] == scheme
    colour = "root => root.__canvas.cy.getElementById('model').data('colour')"
    assert page.locator(".tg").evaluate(colour) == "#8fb8ea"
    before = positions(page)
    page.emulate_media(color_scheme="light")
    expect(page.locator(".tg[data-theme=light]")).to_be_attached()
    assert page.locator(".tg").evaluate(colour) == "#1d3f6e"
    assert furthest(before, positions(page)) == 0


@pytest.mark.browser
def test_an_empty_canvas_says_what_to_do(page: Page) -> None:
    page.get_by_role("button", name="None", exact=True).click()
    expect(page.get_by_text("Nothing is shown yet.")).to_be_visible()
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.get_by_text("Nothing is shown yet.")).to_be_hidden()


@pytest.mark.browser
def test_a_canvas_drawn_in_a_hidden_tab_fits_when_it_is_seen(page: Page) -> None:
    page.get_by_role("link", name="Tabs").click()
    page.wait_for_selector(READY, state="attached")
    page.get_by_role("tab", name="Back").click()
    settle(page)
    box, spots = page.locator(".tg .stage").bounding_box(), positions(page)
    assert box
    assert len(spots) == 3
    assert all(box["x"] < spot["x"] < box["x"] + box["width"] for spot in spots.values())
    assert max(spot["x"] for spot in spots.values()) - min(spot["x"] for spot in spots.values()) > 100


@pytest.mark.browser
def test_full_screen_and_back(page: Page) -> None:
    button = page.get_by_role("button", name="Full screen")
    button.click()
    page.wait_for_timeout(400)
    width = page.locator(".tg").evaluate("root => root.clientWidth")
    assert width == 1400
    button.click()
    page.wait_for_timeout(400)
    assert page.locator(".tg").evaluate("root => root.clientWidth") < 1000


@pytest.mark.browser
def test_five_hundred_nodes_are_drawn_and_panned_smoothly(page: Page) -> None:
    page.get_by_role("link", name="Large").click()
    page.wait_for_selector(".tg[data-nodes='500']", timeout=8000)
    settle(page)
    frames = page.locator(".tg").evaluate("""async root => {
        const {cy} = root.__canvas; let count = 0; const start = performance.now();
        await new Promise(done => { const step = () => { cy.panBy({x: count % 2 ? 4 : -4, y: 1});
            count += 1; if (count < 60) requestAnimationFrame(step); else done(); }; requestAnimationFrame(step); });
        return count / (performance.now() - start) * 1000; }""")
    assert frames >= 30
