"""One request to a server that may misbehave: no wait without an end, no more bytes than allowed, no way from https to http."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import HTTPError, SSLError

USER_AGENT = "treatygraph (reads official treaty texts, one at a time)"
_CHUNK = 64 * 1024
_AHEAD = 16  # chunks that may wait to be written
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Limits:
    """How long and how much: seconds, bytes, tries.

    `silence` is the longest without a byte, `whole` that of one request with all its redirects, `longest_wait` what a server
    may ask us to wait, `pause` the rest between two requests to one host.
    """

    connect: float = 10.0
    silence: float = 30.0
    whole: float = 300.0
    max_bytes: int = 64 * 1024 * 1024
    tries: int = 4
    backoff: float = 1.0
    longest_wait: float = 120.0
    pause: float = 1.0
    redirects: int = 5


class FetchError(Exception):
    """A text that could not be fetched. `passing`: another try may succeed, after `wait` seconds where the server says so."""

    def __init__(self, reason: str, *, passing: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
        self.wait = wait


@dataclass(frozen=True)
class Head:
    """The beginning of an answer. Names of headers are in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]


@dataclass
class Answer:
    """An answer whose body comes chunk by chunk; FetchError where it stops short."""

    head: Head
    body: Iterator[bytes] = field(default_factory=lambda: iter(()))


@contextmanager
def request(url: str, headers: Mapping[str, str], limits: Limits) -> Iterator[Answer]:
    """Ask for an address and follow its redirects. FetchError says why there is no answer.

    The exchange runs in a thread of its own, which is left behind when the time is over: a server that sends a byte now and then
    would otherwise hold us for as long as it likes.
    """
    exchange = _Exchange(url, {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **headers}, limits)
    threading.Thread(target=exchange.run, name=f"fetch {url}", daemon=True).start()
    try:
        head = exchange.next()
        if not isinstance(head, Head):
            raise FetchError("the server gave no answer", passing=True)
        yield Answer(head, exchange.chunks())
    finally:
        exchange.over.set()


class _Exchange:
    """A request under way: the thread puts its head and chunks into a queue, then None, or the error that ended it."""

    def __init__(self, url: str, headers: Mapping[str, str], limits: Limits) -> None:
        self.url, self.headers, self.limits = url, headers, limits
        self.queue: Queue[Head | bytes | FetchError | None] = Queue(_AHEAD)
        self.over = threading.Event()
        self.deadline = time.monotonic() + limits.whole

    # ------------------------------------------------------------------ our side
    def next(self) -> Head | bytes | None:
        try:
            found = self.queue.get(timeout=max(0.0, self.deadline - time.monotonic()))
        except Empty:
            raise FetchError(f"not done within {self.limits.whole:g} s: the server is too slow", passing=True) from None
        if isinstance(found, FetchError):
            raise found
        return found

    def chunks(self) -> Iterator[bytes]:
        while isinstance(chunk := self.next(), bytes):
            yield chunk

    # ------------------------------------------------------------------ the thread's side
    def run(self) -> None:
        try:
            self._exchange()
        except FetchError as error:
            self._put(error)
        except SSLError as error:
            self._put(FetchError(f"the server's certificate or encryption is not to be trusted: {error}"))
        except HTTPError as error:
            self._put(FetchError(_said(error), passing=True))
        except (OSError, ValueError) as error:
            self._put(FetchError(f"the exchange failed: {error}", passing=True))

    def _exchange(self) -> None:
        response, url = self._followed()
        headers = {name.lower(): value for name, value in response.headers.items()}
        self._put(Head(url, response.status, headers))
        while not self.over.is_set() and (chunk := response.read1(_CHUNK, decode_content=True)):
            self._put(chunk)
        self._put(None)
        response.close()

    def _followed(self) -> tuple[urllib3.BaseHTTPResponse, str]:
        url, seen = self.url, [self.url]
        while not self.over.is_set():
            response = self._asked(url)
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                return response, url
            response.close()
            url = next_address(url, location)
            if url in seen:
                raise FetchError(f"the server redirects in a circle: {' -> '.join([*seen, url])}")
            seen.append(url)
            if len(seen) > self.limits.redirects + 1:
                raise FetchError(f"more than {self.limits.redirects} redirects, the last to {url}")
        raise FetchError("given up")

    def _asked(self, url: str) -> urllib3.BaseHTTPResponse:
        timeout = urllib3.Timeout(connect=self.limits.connect, read=self.limits.silence)
        return _pool(url).request(
            "GET",
            url,
            headers=dict(self.headers),
            redirect=False,
            retries=False,
            timeout=timeout,
            preload_content=False,
        )

    def _put(self, item: Head | bytes | FetchError | None) -> None:
        while not self.over.is_set():
            try:
                return self.queue.put(item, timeout=0.2)
            except Full:
                continue
        return None


def _pool(url: str) -> urllib3.PoolManager:
    """The way to a host: direct, or by the proxy that the environment names for it."""
    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy if "://" in proxy else f"http://{proxy}")
    return urllib3.PoolManager()


def checked_address(url: str) -> str:
    """The address, if it is one of the web. FetchError where it is of another kind, has no host or carries a password."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{url!r} is not an address that is fetched: expected http://... or https://...")
    if parts.username or parts.password:
        raise FetchError("an address with a user name or password in it is not fetched")
    return url


def next_address(url: str, location: str) -> str:
    """Where a redirect leads. FetchError where it leads out of the web, or from https to http."""
    found = checked_address(urljoin(url, location)).partition("#")[0]
    if urlsplit(url).scheme == "https" and urlsplit(found).scheme != "https":
        raise FetchError(f"the server redirects from https to {found}, where anybody may change the text on its way")
    return found


def _said(error: HTTPError) -> str:
    if isinstance(error, urllib3.exceptions.NewConnectionError):  # before the time-outs: it counts as one of them
        return f"the server cannot be reached: {error.__cause__ or error}"
    if isinstance(error, urllib3.exceptions.ConnectTimeoutError | urllib3.exceptions.ReadTimeoutError):
        return "the server does not answer"
    if isinstance(error, urllib3.exceptions.ProtocolError):  # IncompleteRead is one
        return "the server broke off before the end"
    return f"the exchange failed: {error}"
