"""The first screen of every page in a headless Chromium, beside a Streamlit page that holds nothing but a line of text.

python bench/pages.py            the catalogue in a folder of its own
python bench/pages.py --store X  a store that is loaded already
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Browser, sync_playwright

from bench.explorer import loaded
from tests.browser import QUIET, SIZE, AppServer, find_chromium, settled
from tests.test_app_pages import VIEWS

ROUNDS = 3
BLANK = 'import streamlit as st\n\nst.title("Blank")\n'


def first_screen(browser: Browser, address: str, ready: str) -> float:
    """Milliseconds from the address to a settled page with what is waited for, in a browser context of its own."""
    context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(ready)
    spent = 1000 * (time.perf_counter() - start)
    settled(page)
    context.close()
    return spent


def median(browser: Browser, address: str, ready: str) -> float:
    """The median of some rounds, after one that fills the caches of the server."""
    first_screen(browser, address, ready)
    return statistics.median(first_screen(browser, address, ready) for _ in range(ROUNDS))


def blank(browser: Browser) -> float:
    """What Streamlit itself takes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "app.py").write_text(BLANK, encoding="utf-8")
        with AppServer(root / "none", root / "log", root=root) as server:
            return median(browser, server.address, "h1")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--store")
    chosen = arguments.parse_args()
    with loaded(chosen.store) as store, sync_playwright() as playwright, tempfile.TemporaryDirectory() as logs:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        least = blank(browser)
        print(f"{'a blank Streamlit page':36} {least:8.0f} ms")
        with AppServer(store.location, Path(logs) / "log") as app:
            for view, ready in VIEWS.items():
                spent = median(browser, app.address + view, ready)
                print(f"{view:36} {spent:8.0f} ms   {spent / least:5.1f} times a blank page", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
