"""Fetching from a server on loopback that misbehaves in every way that servers do."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from graph.cli.fetching import register
from graph.records import Batch, Node, Place
from graph.store import open_store
from loaders.fetch import Fetcher, FetchError, Limits
from loaders.fetch_check import treaty_check
from loaders.fetch_web import checked_address, next_address

TEXT = "".join(
    f"Article {n}\n\n1. A Contracting Party shall keep matter {n} in order.\n\n2. Paragraph 1 applies to others.\n\n"
    for n in range(1, 60)
).encode()
PAGE = b"<!doctype html><html><head><title>404 - Page not found</title></head><body><p>We are sorry.</p></body></html>"
ETAG = '"v1"'
HERE = Place("test")
RUNNER = CliRunner()
QUICK = Limits(connect=1, silence=0.4, whole=1.5, max_bytes=50_000, tries=3, backoff=0.01, longest_wait=5, pause=0)


@dataclass
class World:
    """What the server is to do, and what it was asked."""

    address: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    body: bytes = TEXT
    etag: str = ETAG
    released: threading.Event = field(default_factory=threading.Event)

    def times(self, path: str) -> int:
        return sum(1 for asked, _ in self.asked if asked == path)


class Handler(BaseHTTPRequestHandler):
    world: World
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.world.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        self.close_connection = True
        getattr(self, f"serve_{self.path.strip('/').replace('-', '_')}")()

    def log_message(self, *_: object) -> None:
        pass

    def reply(self, body: bytes, status: int = 200, kind: str = "text/plain; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def serve_good(self) -> None:
        if self.headers.get("If-None-Match") == self.world.etag:
            self.reply(b"", 304)
        else:
            self.reply(self.world.body, ETag=self.world.etag)

    def serve_hangs(self) -> None:
        self.world.released.wait(20)

    def serve_hangs_in_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.world.released.wait(0.1):
            self.wfile.write(b"X-A: b\r\n")

    def serve_drips(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(TEXT)))
        self.end_headers()
        for position in range(200):
            if self.world.released.wait(0.1):
                return
            self.wfile.write(TEXT[position : position + 1])

    def serve_picture(self) -> None:
        self.reply(b"\x89PNG\r\n", kind="image/png")

    def serve_untyped_pdf(self) -> None:
        self.reply(b"%PDF-1.7 and so on", kind="application/octet-stream")

    def serve_untyped_rubbish(self) -> None:
        self.reply(b"MZ\x90\x00", kind="application/octet-stream")

    def serve_says_large(self) -> None:
        self.reply(b"x" * 60_000)

    def serve_large_in_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not self.world.released.wait(0.001):
            self.wfile.write(b"2710\r\n" + b"x" * 10_000 + b"\r\n")

    def serve_chunked(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(TEXT), 1000):
            piece = TEXT[start : start + 1000]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def serve_cut_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"3e8\r\n" + TEXT[:1000] + b"\r\n")

    def _cut(self, validator: str) -> None:
        """Half of the text, then the rest to who asks for it."""
        begin = self.headers.get("Range")
        if begin and self.headers.get("If-Range") == validator:
            start = int(begin.removeprefix("bytes=").rstrip("-"))
            self.reply(TEXT[start:], 206, Content_Range=f"bytes {start}-{len(TEXT) - 1}/{len(TEXT)}", ETag=validator)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(TEXT)))
        if validator:
            self.send_header("ETag", validator)
        self.end_headers()
        whole = not validator and self.world.times(self.path) > 1
        self.wfile.write(TEXT if whole else TEXT[: len(TEXT) // 2])

    def serve_cut(self) -> None:
        self._cut(ETAG)

    def serve_cut_unmarked(self) -> None:
        self._cut("")

    def serve_cut_and_changed(self) -> None:
        """The version is another one when the rest is asked for: the whole of it comes."""
        if self.headers.get("Range"):
            self.reply(self.world.body, ETag='"v2"')
        else:
            self._cut(ETAG)

    def serve_wrong_piece(self) -> None:
        if self.headers.get("Range"):
            self.reply(TEXT[5:], 206, Content_Range=f"bytes 5-{len(TEXT) - 1}/{len(TEXT)}")
        else:
            self._cut(ETAG)

    def serve_always_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(TEXT[:10])

    def serve_stumbles(self) -> None:
        if self.world.times(self.path) == 1:
            self.reply(b"oops", 500)
        else:
            self.reply(TEXT)

    def serve_broken(self) -> None:
        self.reply(b"oops", 503)

    def serve_busy(self) -> None:
        if self.world.times(self.path) == 1:
            self.reply(b"", 429, Retry_After="3")
        else:
            self.reply(TEXT)

    def serve_very_busy(self) -> None:
        self.reply(b"", 429, Retry_After="86400")

    def serve_missing(self) -> None:
        self.reply(PAGE, 404, kind="text/html")

    def serve_moved(self) -> None:
        self.reply(b"", 302, Location="/good")

    def serve_circle(self) -> None:
        self.reply(b"", 302, Location="/circle-back")

    def serve_circle_back(self) -> None:
        self.reply(b"", 301, Location="/circle")

    def serve_spiral(self) -> None:
        self.reply(b"", 302, Location="/spiral" + "-on" * self.world.times(self.path))

    def __getattr__(self, name: str) -> object:
        if name.startswith("serve_spiral_on"):
            return lambda: self.reply(b"", 302, Location=f"{self.path}-on")
        raise AttributeError(name)

    def serve_to_a_file(self) -> None:
        self.reply(b"", 302, Location="file:///etc/hostname")

    def serve_error_page(self) -> None:
        self.reply(PAGE, kind="text/html; charset=utf-8")

    def serve_page_as_pdf(self) -> None:
        self.reply(PAGE, kind="application/pdf")


@pytest.fixture
def world() -> Iterator[World]:
    state = World()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"world": state}))
    server.daemon_threads = True
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield state
    state.released.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def fetcher(tmp_path: Path, slept: list[float]) -> Fetcher:
    return Fetcher(tmp_path / "cache", QUICK, sleep=slept.append)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and path.name != "lock"}


def test_a_text_is_kept_with_its_checksum(world: World, fetcher: Fetcher) -> None:
    found = fetcher.fetch(f"{world.address}/good", treaty_check())
    assert (found.state, found.path.suffix, found.path.read_bytes()) == ("new", ".txt", TEXT)
    assert found.copy.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert files(fetcher.cache) == {found.path.name, "copy.json"}


def test_it_says_who_asks_and_asks_for_plain_bytes(world: World, fetcher: Fetcher) -> None:
    fetcher.fetch(f"{world.address}/good")
    headers = world.asked[0][1]
    assert headers["user-agent"].startswith("treatygraph") and headers["accept-encoding"] == "identity"


def test_what_has_not_changed_is_not_sent_again(world: World, fetcher: Fetcher) -> None:
    first = fetcher.fetch(f"{world.address}/good")
    again = fetcher.fetch(f"{world.address}/good")
    assert again.state == "unchanged" and again.copy == first.copy
    assert world.asked[1][1]["if-none-match"] == ETAG


def test_two_runs_at_once_do_not_spoil_each_other(world: World, tmp_path: Path) -> None:
    runs = [Fetcher(tmp_path / "cache", QUICK) for _ in range(4)]
    with ThreadPoolExecutor(len(runs)) as pool:
        found = list(pool.map(lambda run: run.fetch(f"{world.address}/good"), runs))
    assert sorted(one.state for one in found) == ["new", "unchanged", "unchanged", "unchanged"]
    assert files(tmp_path / "cache") == {found[0].path.name, "copy.json"} and found[0].path.read_bytes() == TEXT


def test_a_change_is_said_and_the_earlier_version_stays(world: World, fetcher: Fetcher) -> None:
    first = fetcher.fetch(f"{world.address}/good")
    world.body, world.etag = TEXT + b"Article 60\n\nMore.\n", '"v2"'
    second = fetcher.fetch(f"{world.address}/good")
    assert second.state == "changed" and second.before == first.copy
    assert first.path.read_bytes() == TEXT and second.path.read_bytes() == world.body


def test_another_mark_on_the_same_bytes_is_no_change(world: World, fetcher: Fetcher) -> None:
    fetcher.fetch(f"{world.address}/good")
    world.etag = '"v2"'
    assert fetcher.fetch(f"{world.address}/good").state == "unchanged"


def test_a_damaged_copy_is_not_used(world: World, fetcher: Fetcher) -> None:
    found = fetcher.fetch(f"{world.address}/good")
    found.path.write_bytes(b"damaged")
    assert fetcher.cached(f"{world.address}/good") is None
    assert fetcher.fetch(f"{world.address}/good").path.read_bytes() == TEXT


@pytest.mark.parametrize("path", ["hangs", "hangs-in-head", "drips"])
def test_no_server_holds_us_for_long(world: World, fetcher: Fetcher, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"does not answer|too slow"):
        fetcher.fetch(f"{world.address}/{path}")
    assert time.monotonic() - began < QUICK.tries * QUICK.whole + 1.5
    assert world.times(f"/{path}") == QUICK.tries
    assert fetcher.cached(f"{world.address}/{path}") is None


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("picture", "sends image/png"),
        ("untyped-rubbish", "neither PDF nor DOCX"),
        ("says-large", "60,000 bytes: larger"),
        ("large-in-chunks", "larger than the 50,000 bytes"),
        ("missing", "404: there is no such page"),
        ("circle", "in a circle"),
        ("spiral", "more than 5 redirects"),
        ("to-a-file", "not an address that is fetched"),
        ("very-busy", "come back after 86,400 s"),
    ],
)
def test_what_is_refused_is_refused_at_once_and_leaves_nothing(
    world: World, fetcher: Fetcher, path: str, reason: str
) -> None:
    with pytest.raises(FetchError, match=reason):
        fetcher.fetch(f"{world.address}/{path}")
    assert world.times(f"/{path}") == 1
    assert files(fetcher.cache) == set()


def test_a_pdf_is_known_by_its_first_bytes(world: World, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{world.address}/untyped-pdf").path.suffix == ".pdf"


def test_an_error_page_with_the_status_of_success_is_no_text(world: World, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="page called '404 - Page not found'"):
        fetcher.fetch(f"{world.address}/error-page", treaty_check())
    with pytest.raises(FetchError, match="no treaty text"):
        fetcher.fetch(f"{world.address}/page-as-pdf", treaty_check())
    assert files(fetcher.cache) == set()


def test_an_error_page_does_not_take_the_place_of_a_text(world: World, fetcher: Fetcher) -> None:
    first = fetcher.fetch(f"{world.address}/good", treaty_check())
    world.body, world.etag = b"The site is being repaired.", '"v2"'
    with pytest.raises(FetchError, match="no treaty text"):
        fetcher.fetch(f"{world.address}/good", treaty_check())
    kept = fetcher.cached(f"{world.address}/good")
    assert kept is not None and kept.copy == first.copy


def test_a_server_that_stumbles_is_asked_again(world: World, fetcher: Fetcher, slept: list[float]) -> None:
    assert fetcher.fetch(f"{world.address}/stumbles").path.read_bytes() == TEXT
    assert slept == [QUICK.backoff]


def test_a_server_that_is_down_is_given_up(world: World, fetcher: Fetcher, slept: list[float]) -> None:
    with pytest.raises(FetchError, match="answers 503"):
        fetcher.fetch(f"{world.address}/broken")
    assert slept == [QUICK.backoff, 2 * QUICK.backoff]


def test_a_busy_server_is_left_alone_as_long_as_it_asks(world: World, fetcher: Fetcher, slept: list[float]) -> None:
    fetcher.fetch(f"{world.address}/busy")
    assert slept == [3.0]


def test_nobody_listens(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="cannot be reached"):
        fetcher.fetch("http://127.0.0.1:9/text.pdf")


def test_chunks_are_put_together(world: World, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{world.address}/chunked").path.read_bytes() == TEXT


@pytest.mark.parametrize("path", ["always-cut", "cut-chunks"])
def test_half_a_text_is_never_kept(world: World, fetcher: Fetcher, path: str) -> None:
    with pytest.raises(FetchError, match="broke off"):
        fetcher.fetch(f"{world.address}/{path}")
    assert fetcher.cached(f"{world.address}/{path}") is None


def test_what_broke_off_is_continued(world: World, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{world.address}/cut").path.read_bytes() == TEXT
    assert world.asked[1][1]["range"] == f"bytes={len(TEXT) // 2}-"


def test_it_is_continued_by_a_later_run(world: World, tmp_path: Path) -> None:
    once = Fetcher(tmp_path, Limits(**{**vars(QUICK), "tries": 1}))
    with pytest.raises(FetchError, match="broke off"):
        once.fetch(f"{world.address}/cut")
    found = Fetcher(tmp_path, QUICK).fetch(f"{world.address}/cut")
    assert found.path.read_bytes() == TEXT and "range" in world.asked[1][1]


def test_what_bears_no_mark_is_begun_again(world: World, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{world.address}/cut-unmarked").path.read_bytes() == TEXT
    assert "range" not in world.asked[1][1]


def test_a_rest_of_another_version_is_not_joined(world: World, fetcher: Fetcher) -> None:
    world.body = b"Article 1\n\nAnother version.\n"
    assert fetcher.fetch(f"{world.address}/cut-and-changed").path.read_bytes() == world.body


def test_a_wrong_piece_is_not_joined(world: World, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="another piece"):
        fetcher.fetch(f"{world.address}/wrong-piece")
    assert fetcher.cached(f"{world.address}/wrong-piece") is None


def test_a_redirect_is_followed_and_its_end_is_known(world: World, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{world.address}/moved").copy.final_url == f"{world.address}/good"


def test_no_way_leads_from_https_to_http() -> None:
    assert next_address("http://a.example/x", "https://b.example/y#z") == "https://b.example/y"
    with pytest.raises(FetchError, match="from https"):
        next_address("https://a.example/x", "http://a.example/x")


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x", "file:///x", "//a.example", "https://", "https://me:secret@a.example/"]
)
def test_only_plain_addresses_of_the_web_are_fetched(url: str) -> None:
    with pytest.raises(FetchError):
        checked_address(url)


def test_a_host_has_a_rest_between_requests(world: World, tmp_path: Path, slept: list[float]) -> None:
    fetcher = Fetcher(tmp_path, Limits(**{**vars(QUICK), "pause": 5.0}), sleep=slept.append)
    fetcher.fetch(f"{world.address}/good")
    fetcher.fetch(f"{world.address}/good")
    assert len(slept) == 1 and 4 < slept[0] <= 5


@pytest.fixture
def with_address(embedded_folder: Path, world: World, tmp_path: Path) -> Iterator[typer.Typer]:
    """The command, and a store with one treaty whose text the server has, and one without an address."""
    sources = [Node("Source", "s", {"name": "S"}, HERE)]
    stated = {"source": "s", "locator": "x", "review": "compiled"}
    treaties = [
        Node("Treaty", "t", {"name": "T", "text_url": f"{world.address}/good", **stated}, HERE),
        Node("Treaty", "u", {"name": "U", **stated}, HERE),
        Node("Treaty", "v", {"name": "V", "text_url": f"{world.address}/missing", **stated}, HERE),
    ]
    with open_store(str(embedded_folder)) as store:
        store.clear()
        assert not store.load(Batch("catalogue", [*sources, *treaties])).refused
        app = typer.Typer()
        app.callback()(lambda: None)
        register(app)
        yield app
        store.clear()


def run(app: typer.Typer, folder: Path, cache: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    done = RUNNER.invoke(app, ["fetch", *arguments, "--store", str(folder), "--cache", str(cache), "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, json.loads(done.stdout)


def test_the_command_fetches_and_loads(
    with_address: typer.Typer, embedded_folder: Path, tmp_path: Path, world: World
) -> None:
    code, found = run(with_address, embedded_folder, tmp_path, "t")
    [source] = found["sources"]
    assert code == 0 and source["source"] == "text:t" and source["refused"] == []
    with open_store(str(embedded_folder)) as store:
        [row] = store.query(
            "MATCH (s:Source {id: 'text:t'}) RETURN s.url AS url, s.retrieved AS day, s.sha256 AS digest"
        ).rows
        [articles] = store.query("MATCH (a:Article {treaty: 't'}) RETURN count(a) AS n").rows
    assert (row["url"], articles["n"]) == (f"{world.address}/good", 59)
    assert row["digest"] == hashlib.sha256(TEXT).hexdigest() and row["day"]
    assert run(with_address, embedded_folder, tmp_path, "t", "--offline")[0] == 0
    assert world.times("/good") == 1


def test_what_cannot_be_fetched_is_refused_and_the_rest_loads(
    with_address: typer.Typer, embedded_folder: Path, tmp_path: Path, world: World
) -> None:
    code, found = run(with_address, embedded_folder, tmp_path, "u", "v", "t")
    assert code == 1
    reasons = [s["refused"][0]["reason"] if s["refused"] else "" for s in found["sources"]]
    assert "no address" in reasons[0] and "404" in reasons[1] and reasons[2] == ""


def test_a_changed_text_is_said(with_address: typer.Typer, embedded_folder: Path, tmp_path: Path, world: World) -> None:
    run(with_address, embedded_folder, tmp_path, "t")
    world.body, world.etag = TEXT.replace(b"keep matter 7", b"look after matter 7"), '"v2"'
    _, found = run(with_address, embedded_folder, tmp_path, "t")
    assert "has changed since" in found["sources"][0]["repaired"][0]["reason"]
    with open_store(str(embedded_folder)) as store:
        [row] = store.query("MATCH (p {id: 't/art_7/para_1'}) RETURN p.text AS text").rows
    assert "look after matter 7" in row["text"]
