"""The explorer in a headless Chromium: first screen, expansion, clusters and search, beside a page that holds nothing but a text.

python bench/explorer.py            the catalogue in a folder of its own
python bench/explorer.py --store X  a store that is loaded already
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright

from graph import engine
from graph.loading import catalogue_batch
from graph.projection import project
from graph.search import SearchIndex
from graph.store import Store, open_store
from tests.browser import DRAWN, SIZE, AppServer, drawn, find_chromium, settled
from tests.test_app_corpus import READY, SOFTWARE_GL

ROUNDS = 7
RESOLUTIONS = ("0.6", "0.8", "1.0", "1.3", "1.6")  # each must be found anew
QUERIES = ("art 16 uncc", "illegal acess", "budapest convention", "mutual legal assistance", "France")
_GROWN = """root => new Promise((done) => {
  const look = () => (root.__canvas.cy.nodes().length > 2 ? done() : requestAnimationFrame(look)); look(); })"""


@contextmanager
def loaded(folder: str | None) -> Iterator[Store]:
    """The store at a place, or the catalogue in a folder that is gone afterwards."""
    if folder:
        with open_store(folder) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "store"
        with open_store(str(place)) as store:
            store.load(catalogue_batch(store.schema))
            yield store
        engine.stop(place)


def first_screen(browser: Browser, address: str, ready: str) -> float:
    """Milliseconds from the address to what is waited for, in a browser context of its own."""
    context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(ready)
    spent = 1000 * (time.perf_counter() - start)
    context.close()
    return spent


def expansions(page: Page, address: str) -> list[float]:
    """Milliseconds from a double click on each chapter of the convention to its articles on the canvas."""
    spent = []
    for chapter in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"):
        page.goto(f"{address}/explore?show=uncc,uncc/chp_{chapter}")
        settled(page)
        drawn(page)
        spot = page.locator(".tg").evaluate("(root, id) => root.__canvas.positions()[id]", f"uncc/chp_{chapter}")
        start = time.perf_counter()
        page.mouse.dblclick(spot["x"], spot["y"])
        page.locator(".tg").evaluate(_GROWN)
        spent.append(1000 * (time.perf_counter() - start))
    return spent


def clusters(browser: Browser, address: str) -> None:
    """How long it takes to find the clusters of everything and draw them: as groups, then their members; and again, when they are known."""
    groups, members = (f"{address}/clusters?of=all{picture}&resolution=" for picture in ("", "&picture=members"))
    said("meta-graph of everything, found anew", [first_screen(browser, groups + at, DRAWN) for at in RESOLUTIONS])
    said("meta-graph of everything, known", [first_screen(browser, groups + at, DRAWN) for at in RESOLUTIONS])
    said("members by WebGL, placed anew", [first_screen(browser, members + at, READY) for at in RESOLUTIONS])
    said("members by WebGL, placed before", [first_screen(browser, members + at, READY) for at in RESOLUTIONS])


def said(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    print(f"{what:52} median {statistics.median(ordered):7.1f} ms   p95 {p95:7.1f} ms   n={len(ordered)}")


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--store")
    chosen = arguments.parse_args()
    with loaded(chosen.store) as store, sync_playwright() as playwright, tempfile.TemporaryDirectory() as logs:
        (Path(store.location) / "projection.snapshot").unlink(missing_ok=True)
        start = time.perf_counter()
        graph = project(store)
        said(
            f"reading {len(graph.nodes):,} things, {len(graph.edges):,} statements",
            [1000 * (time.perf_counter() - start)],
        )
        said("reading the graph from its snapshot", [timed(lambda: project(store)) for _ in range(3)])
        said("building the index", [timed(lambda: SearchIndex(graph)) for _ in range(3)])
        index = SearchIndex(graph)
        said("a search", [timed(lambda q=query: index.search(q)) for query in QUERIES * 20])  # type: ignore[misc]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=SOFTWARE_GL)
        with AppServer(store.location, Path(logs) / "log") as app:
            print(
                f"{'the very first screen (reads the graph)':52} {first_screen(browser, f'{app.address}/explore', DRAWN):14.1f} ms"
            )
            said(
                "reference: server's health page",
                [first_screen(browser, f"{app.address}/_stcore/health", "body") for _ in range(ROUNDS)],
            )
            for page in ("explore", "paths", "clusters"):
                said(
                    f"first screen of {page}",
                    [first_screen(browser, f"{app.address}/{page}", DRAWN) for _ in range(ROUNDS)],
                )
            clusters(browser, app.address)
            said("double click to drawn", expansions(browser.new_context(viewport=SIZE).new_page(), app.address))  # type: ignore[arg-type]
        browser.close()


if __name__ == "__main__":
    main()
