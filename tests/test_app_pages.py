"""What holds on every page, in a real browser: nothing complains, nothing leaves the machine, all is legible and reached by
keyboard, a broken page stays alone, browsers and restarts do not disturb one another."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from graph import engine
from tests.browser import DRAWN, PATIENCE, ROOT, AppServer, Visit, drawn, find, positions, settled, until_param
from views.common.frame import find_pages

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)

# Every page, and those of its views that are pages of their own, with what must be there before it is looked at.
CANVAS, CHART, TABLE = DRAWN, "[data-testid=stVegaLiteChart] .marks", "[data-testid=stDataFrame] canvas"
VIEWS = {
    "/": CHART,
    "/search?find=extradition": "[role=option]",
    "/explore": CANVAS,
    "/paths": CANVAS,
    "/clusters": "h1",
    "/read?provision=uncc/art_11": ".tgp",
    "/basis": ".verdict",
    "/basis?view=all": CHART,
    "/in_force": CHART,
    "/in_force?about=actor": ".verdict",
    "/reservations": CHART,
    "/reservations?look=between": "h1",
    "/check": "textarea",
    "/compare": TABLE,
    "/compare?compare=measures&cell=extradition@uncc": TABLE,
    "/compare?compare=states&cell=FRA@budapest": TABLE,
    "/compare?compare=two-states": "h1",
    "/compare?compare=two-treaties": TABLE,
    "/cypher": TABLE,
    "/sources": TABLE,
}
# Parts that are not ours to mend, by rule: Streamlit's own elements.
NOT_OURS: dict[str, tuple[str, ...]] = {}


def test_every_page_is_looked_at() -> None:
    assert {re.split(r"[?]", view)[0].strip("/") or "overview" for view in VIEWS} == {p.url_path for p in find_pages()}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_legible_in_both_themes_and_complains_of_nothing(view: str, visit: Visit) -> None:
    page = visit(view)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_selector(VIEWS[view])
        settled(page)
        assert page.locator("h1").count() == 1, "a page has one title"
        assert findings(page) == [], scheme


MATRICES = ("/compare", "/compare?compare=measures&cell=extradition@uncc", "/compare?compare=states&cell=FRA@budapest")
ASKED_FOR = "/cypher"  # its columns are the reader's own
_WIDER = """() => [...document.querySelectorAll('[data-testid=stDataFrame] .dvn-scroller')]
    .filter((table) => table.clientWidth && table.scrollWidth > table.clientWidth + 1).map((table) => [table.clientWidth, table.scrollWidth])"""


@pytest.mark.parametrize("view", [view for view in VIEWS if view not in (*MATRICES, ASKED_FOR)])
def test_no_table_scrolls_sideways_in_a_window_of_1024_pixels(view: str, visit: Visit) -> None:
    page = visit(view)
    page.set_viewport_size({"width": 1024, "height": 768})
    page.wait_for_selector(VIEWS[view])
    settled(page)
    page.wait_for_timeout(400)  # the tables take up the new width
    assert page.evaluate(_WIDER) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the elements."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
        if not any(part in str(node["target"]) for part in NOT_OURS.get(rule["id"], ()))
    ]


_FOCUSED = """async () => {
  let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  if (!e || e === document.body) return null;
  const look = () => { const all = []; for (let p = e, i = 0; p && i < 10; p = p.parentElement ?? p.getRootNode().host, i += 1) {
    const s = getComputedStyle(p); all.push(s.outlineStyle, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor); }
    return all.join('|'); };
  const on = look(); e.blur(); await new Promise((done) => setTimeout(done, 60)); const off = look(); e.focus({ focusVisible: true, preventScroll: true });
  return [e.outerHTML.slice(0, 120), on !== off]; }"""


@pytest.mark.parametrize("view", ["/", "/explore", "/read", "/basis", "/cypher"])
def test_the_keyboard_shows_where_it_is(view: str, visit: Visit) -> None:
    page = visit(view)
    page.wait_for_selector(VIEWS.get(view, "h1"))
    settled(page)
    page.add_style_tag(content="* { transition: none !important; animation: none !important; }")
    unseen = []
    for _ in range(45):
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUSED)
        if found and not found[1]:
            unseen.append(found[0])
    assert unseen == []


# ---- a page that fails ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def broken_app(app_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app with three more pages: one that is no Python, one that fails, one without a title."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copytree(ROOT / "views", root / "views", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copytree(ROOT / ".streamlit", root / ".streamlit")
    shutil.copy(ROOT / "app.py", root)
    scripts = {
        "scribble": 'PAGE = {"title": "Scribble", "icon": ":material/draw:", "order": 0.5}\nthis is no Python\n',
        "failing": """
            import streamlit as st
            PAGE = {"title": "Failing", "icon": ":material/draw:", "order": 20}
            st.header("So far so good")
            raise ZeroDivisionError
            """,
        "nameless": "PAGE = {}\n",
    }
    for name, script in scripts.items():
        (root / "views" / f"{name}.py").write_text(textwrap.dedent(script).lstrip(), encoding="utf-8")
    with AppServer(app_store, root / "log", root=root) as server:
        yield server.address


def test_a_broken_page_stays_alone(chromium: Browser, broken_app: str) -> None:
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{broken_app}/")
    settled(page)
    expect(page.get_by_role("heading", name="UN Convention against Cybercrime")).to_be_visible()
    page.get_by_role("link", name="Scribble (fails)").click()
    expect(page.get_by_text("line 2 of scribble.py is no Python. The other pages work.")).to_be_visible()
    page.get_by_role("link", name="Nameless (fails)").click()
    expect(page.get_by_text("does not say title, icon and order")).to_be_visible()
    page.get_by_role("link", name="Failing", exact=True).click()
    expect(page.get_by_role("heading", name="So far so good")).to_be_visible()
    expect(page.get_by_text("This page has failed")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_contain_text("ZeroDivisionError")
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("link", name="Failing (fails)")).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0
    page.close()


# ---- back and forward ----------------------------------------------------------------------------------------------


def test_back_and_forward_within_a_page_and_between_pages(visit: Visit) -> None:
    page = visit("/read?provision=uncc/art_17")
    page.get_by_role("button", name="art. 7", exact=True).first.click()
    expect(page.get_by_role("heading", name="Article 7 — Illegal access")).to_be_visible()
    settled(page)
    page.get_by_role("link", name="Compare", exact=True).click()
    page.get_by_role("radio", name="Measures").or_(page.get_by_role("button", name="Measures")).first.click()
    until_param(page, "compare", "measures")
    settled(page)
    page.wait_for_timeout(2_100)  # for so long an old address counts as one that is just being replaced
    page.go_back()
    until_param(page, "compare", "")
    settled(page)
    until_param(page, "compare", "")
    for _ in range(3):
        page.go_back()
        settled(page)
        if "provision=uncc%2Fart_17" in page.url:
            break
    expect(page.get_by_role("heading", name="Article 17 — Laundering of proceeds of crime")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="Article 7 — Illegal access")).to_be_visible()


# ---- others at work, and restarts ----------------------------------------------------------------------------------


def test_two_browsers_work_side_by_side(visit: Visit) -> None:
    """One explores while the other loads a heavy page, asks of two states, and reads: neither sees anything of the other."""
    one, two = visit("/explore?show=uncc"), visit("/explore?show=budapest,FRA")
    two.goto(re.sub(r"/explore.*", "/basis?view=all&on=2026-11-01", two.url))
    find(one, "Add to the canvas", "Japan", "JPN")
    until_param(one, "show", "uncc,JPN")
    two.locator(CHART).first.wait_for()
    settled(two)
    two.get_by_role("link", name="Explore", exact=True).click()
    drawn(two)
    assert set(positions(two)) >= {"uncc"} and "JPN" not in positions(two), "a new address is a new reader"
    assert set(positions(one)) == {"uncc", "JPN"}
    assert "on=" not in one.url


def test_no_restart_loses_a_saved_view(visit: Visit, chromium: Browser, app_store: Path, tmp_path: Path) -> None:
    page = visit("/explore?show=uncc,FRA,VNM&types=SIGNED")
    drawn(page)
    page.get_by_role("button", name=re.compile("^Views")).click()
    page.get_by_label("Save this view as").fill("Outlasts all")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved “Outlasts all”")).to_be_visible()

    engine.stop(app_store)
    opens_saved_view(visit("/explore?show=budapest"))

    with AppServer(app_store, tmp_path / "log") as server:
        context = chromium.new_context()
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server.address}/explore?show=budapest")
        opens_saved_view(settled(page))
        context.close()


def opens_saved_view(page: Page) -> None:
    drawn(page)
    page.get_by_role("button", name=re.compile("^Views")).click()
    page.get_by_role("button", name="Outlasts all").first.click()
    until_param(page, "show", "uncc,FRA,VNM")
    settled(page)
    assert set(positions(drawn(page).page)) == {"uncc", "FRA", "VNM"}
