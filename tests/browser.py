"""The app in a real browser: fixtures for tests of pages. A test module takes them in by

    pytest_plugins = ["tests.browser"]

and asks for `visit`, which opens an address of the app (on the catalogue) in a fresh browser context:

    def test_it(visit: Visit) -> None:
        page = visit("/explore?show=uncc")                       # waits until the script has run
        page = visit("/", scheme="dark")

At the end of each test no console error or warning, no page error and no request to another host is forgiven. Without a Chromium
the tests are skipped with the reason; under CI=true they fail.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, sync_playwright

from graph import engine
from graph.records import Batch
from graph.settings import STORE_VARIABLE
from graph.store import open_store

ROOT = Path(__file__).parent.parent
PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1400, "height": 900}
PATIENCE = 30_000  # milliseconds: far more than a page takes, so that a busy machine fails no test
DRAWN = ".tg[data-ready=true][data-pending=false]"
_PROBES = (
    "/_stcore/health",
    "/_stcore/host-config",
)  # opened at a page, Streamlit looks for its server below the page's path first
_LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:http://127.0.0.1:", "about:")

Scheme = Literal["light", "dark"]
Visit = Callable[..., Page]


def find_chromium() -> str | None:
    """The path of a Chromium: CHROMIUM, else a usual place, else the one on PATH."""
    named = os.environ.get("CHROMIUM")
    found = (path for path in (named, *PLACES, shutil.which("chromium")) if path and Path(path).exists())
    return next(found, None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    path = find_chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium under CI: install one, or set CHROMIUM")
        pytest.skip("no Chromium here: install one, or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app_store(tmp_path_factory: pytest.TempPathFactory, catalogue_records: Batch) -> Iterator[Path]:
    """A folder with the catalogue in an embedded engine of its own, ended with the tests."""
    folder = tmp_path_factory.mktemp("app") / "store"
    with open_store(str(folder)) as store:
        store.load(catalogue_records)
        yield folder
    engine.stop(folder)


@pytest.fixture(scope="session")
def app_address(app_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running app."""
    log = tmp_path_factory.mktemp("app-log") / "streamlit.log"
    with serve(app_store, log) as server:
        yield server.address


@dataclass
class AppServer:
    """`streamlit run app.py` in the folder `root` on a free port of this machine; a context manager."""

    store: Path | str
    log: Path
    address: str = ""
    root: Path = ROOT
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> AppServer:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        environment = {**os.environ, STORE_VARIABLE: str(self.store)}
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=self.root, env=environment, stdout=out, stderr=subprocess.STDOUT
            )
        self._await_health()
        return self

    def _await_health(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"the app does not answer:\n{self.log.read_text()}")

    def __exit__(self, *_: object) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)


serve = AppServer


@dataclass
class Watch:
    """Everything a test must not see: console errors and warnings, page errors, requests to other hosts."""

    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> Page:
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda r: r.url.startswith(_LOCAL) or self.complaints.append(f"request to {r.url}"))
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.location["url"].endswith(_PROBES):
            self.complaints.append(f"{message.type}: {message.text}")


@pytest.fixture
def visit(chromium: Browser, app_address: str) -> Iterator[Visit]:
    """A function that opens `path` in a context of its own, as a new reader with the given colour scheme would see it."""
    watch, contexts = Watch(), list[BrowserContext]()

    def go(path: str = "/", scheme: Scheme = "light", **options: Any) -> Page:
        contexts.append(chromium.new_context(viewport=SIZE, color_scheme=scheme, **options))  # type: ignore[arg-type]
        page = watch.over(contexts[-1].new_page())
        page.set_default_timeout(PATIENCE)
        page.goto(app_address + path)
        return settled(page)

    yield go
    for context in contexts:
        context.close()
    assert watch.complaints == []


def settled(page: Page) -> Page:
    """Wait until the script has run and shows no exception."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=PATIENCE)
    page.wait_for_timeout(150)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=PATIENCE)
    failures = page.locator("[data-testid=stException]")
    assert failures.count() == 0, failures.first.inner_text()
    return page


def drawn(page: Page) -> Locator:
    """Wait until the canvas is drawn, Python has answered, and nothing moves; the canvas."""
    page.wait_for_selector(DRAWN, timeout=PATIENCE)
    page.wait_for_timeout(450)
    page.wait_for_selector(DRAWN, timeout=PATIENCE)
    return page.locator(".tg")


def positions(page: Page) -> dict[str, dict[str, float]]:
    """Where each node of the canvas is, in pixels of the page, by id."""
    found: dict[str, dict[str, float]] = page.locator(".tg").evaluate("root => root.__canvas.positions()")
    return found


def click_node(page: Page, id_: str, *, twice: bool = False) -> None:
    """Click a node of the canvas; twice expands it."""
    spot = positions(page)[id_]
    (page.mouse.dblclick if twice else page.mouse.click)(spot["x"], spot["y"])


def find(page: Page, label: str, words: str, id_: str) -> None:
    """Type into the search box of that label and take the thing with this id from its list."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(words)
    option = page.locator(f"ul:popover-open li[data-id='{id_}']")
    option.wait_for()
    settled(page)  # the list is drawn anew when the answer comes, and a click in between is lost
    option.click()
    settled(page)


def until_param(page: Page, name: str, value: str) -> None:
    """Wait until a query parameter of the address has this value (an empty text: is not there)."""
    page.wait_for_function(
        "([name, value]) => (new URLSearchParams(location.search).get(name) ?? '') === value", arg=[name, value]
    )
