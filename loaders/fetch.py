"""Official texts from the addresses that the catalogue gives: downloaded politely, checked, and kept with their checksums."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from loaders.fetch_cache import CachedAddress, Copy, Part, checksum, default_cache
from loaders.fetch_web import Answer, FetchError, Head, Limits, checked_address, request

__all__ = ["FetchError", "Fetched", "Fetcher", "Limits", "default_cache"]

Check = Callable[[Path], None]
Waiting = Callable[[str, float], None]
Arriving = Callable[[int, int], None]
SUFFIXES = {
    "application/pdf": ".pdf", "application/x-pdf": ".pdf", "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt",
    "text/markdown": ".md", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
_UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/download")
_SIGNS = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"))
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_RANGE = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)$")


@dataclass(frozen=True)
class Fetched:
    """A text in the cache. `state`: `new`, `unchanged`, or `changed` where the address gave other bytes before (`before`)."""

    path: Path
    copy: Copy
    state: str
    before: Copy | None = None

    @property
    def retrieved(self) -> dt.date:
        """The day on which these bytes first came."""
        return dt.date.fromisoformat(self.copy.retrieved)


@dataclass
class Fetcher:
    """Fetches one address after another. `waiting(why, seconds)` and `arriving(bytes, of how many or 0)` tell what goes on."""

    cache: Path = field(default_factory=default_cache)
    limits: Limits = field(default_factory=Limits)
    waiting: Waiting = lambda _why, _seconds: None
    arriving: Arriving = lambda _done, _total: None
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def cached(self, url: str) -> Fetched | None:
        """What was fetched before, without asking anybody."""
        kept = CachedAddress(self.cache, url)
        copy = kept.copy()
        return Fetched(kept.path(copy), copy, "unchanged") if copy else None

    def fetch(self, url: str, check: Check | None = None) -> Fetched:
        """The text at an address: as it is now, or the copy kept where the server says that it has not changed.

        `check` looks at a new file before it enters the cache and raises FetchError where it is no treaty text: an error page
        thus never takes the place of a text. FetchError says why there is none; the copy kept before then stands.
        """
        kept = CachedAddress(self.cache, checked_address(url))
        with kept.alone():
            return self._fetch(url, kept, check)

    def _fetch(self, url: str, kept: CachedAddress, check: Check | None) -> Fetched:
        for left in range(self.limits.tries - 1, -1, -1):
            try:
                return self._try(url, kept, check)
            except FetchError as error:
                if not error.passing or not left:
                    raise
                self._wait(error, self.limits.tries - 1 - left)
        raise FetchError("no try was allowed")

    def _wait(self, error: FetchError, failures: int) -> None:
        seconds = self.limits.backoff * 2**failures if error.wait is None else error.wait
        if seconds > self.limits.longest_wait:
            raise FetchError(f"{error.reason}; it asks us to come back after {seconds:,.0f} s")
        self.waiting(error.reason, seconds)
        self.sleep(seconds)

    def _pause(self, url: str) -> None:
        """One request at a time, and a rest between two to the same host."""
        host = urlsplit(url).netloc
        left = self._last.get(host, float("-inf")) + self.limits.pause - time.monotonic()
        if left > 0:
            self.sleep(left)
        self._last[host] = time.monotonic()

    def _try(self, url: str, kept: CachedAddress, check: Check | None) -> Fetched:
        copy, part = kept.copy(), kept.part()
        self._pause(url)
        with request(url, _conditions(copy, part), self.limits) as answer:
            head = answer.head
            if head.status == 304 and copy and not part:
                return Fetched(kept.path(copy), copy, "unchanged")
            if head.status == 416 and part:
                kept.drop_part()
                raise FetchError("the server has no more of what it began to send", passing=True, wait=0.0)
            _refuse_status(head)
            suffix = _suffix_of(head)
            start = _begun(head, part)
            if not start:
                kept.begin(Part(head.url, _validator(head)))
            self._receive(answer, kept, start)
        return _entered(url, head, suffix, kept, copy, check)

    def _receive(self, answer: Answer, kept: CachedAddress, start: int) -> None:
        """Append a body to what there is of it. FetchError where it is too large or too short."""
        length = _length(answer.head)
        total = start + length if length is not None else 0
        limit = self.limits.max_bytes
        too_large = f"larger than the {limit:,} bytes that are read of a treaty text"
        if total > limit:
            kept.drop_part()
            raise FetchError(f"{total:,} bytes: {too_large}")
        done = start
        with kept.part_file.open("ab") as file:
            for chunk in answer.body:
                done += len(chunk)
                if done > limit:
                    break
                file.write(chunk)
                self.arriving(done, total)
        if done > limit:
            kept.drop_part()
            raise FetchError(too_large)
        if total and done != total:
            raise FetchError(f"the server broke off after {done:,} of {total:,} bytes", passing=True)


def _conditions(copy: Copy | None, part: tuple[Part, int] | None) -> dict[str, str]:
    """Headers that ask for the rest of what has begun, or for nothing where nothing has changed."""
    if part:
        return {"Range": f"bytes={part[1]}-", "If-Range": part[0].validator}
    found = {"If-None-Match": copy.etag, "If-Modified-Since": copy.modified} if copy else {}
    return {name: value for name, value in found.items() if value}


def _refuse_status(head: Head) -> None:
    if head.status in _PASSING:
        raise FetchError(f"the server answers {head.status}", passing=True, wait=_retry_after(head))
    if head.status not in (200, 206):
        raise FetchError(f"the server answers {head.status}{_MEANINGS.get(head.status, '')}")


_MEANINGS = {
    401: ": it wants a password", 403: ": it does not let programs in; download the text by hand and use `load text`",
    404: ": there is no such page; the address in the catalogue is out of date", 410: ": the page was removed",
}  # fmt: skip


def _retry_after(head: Head) -> float | None:
    """Seconds that the server asks us to wait (it may give a day and hour instead); None where it asks for none."""
    said = head.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        then = parsedate_to_datetime(said)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=dt.UTC)
    return max(0.0, (then - dt.datetime.now(dt.UTC)).total_seconds())


def _suffix_of(head: Head) -> str | None:
    """The kind of file that the server says it sends; None where it does not say. FetchError where it is no text."""
    said = head.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said in _UNSAID:
        return None
    if said not in SUFFIXES:
        raise FetchError(f"the server sends {said}; expected {', '.join(sorted(set(SUFFIXES.values())))}")
    return SUFFIXES[said]


def _begun(head: Head, part: tuple[Part, int] | None) -> int:
    """How many bytes of the answer are here already: those of a part, where the server continues just there."""
    match = _RANGE.match(head.headers.get("content-range", "")) if head.status == 206 else None
    if head.status == 206 and (part is None or match is None or int(match[1]) != part[1]):
        raise FetchError("the server sends another piece than was asked for")
    return part[1] if part and match else 0


def _validator(head: Head) -> str:
    """What tells this version from any other, byte by byte; empty where nothing does, or the body was compressed on its way."""
    if _is_compressed(head):
        return ""
    etag = head.headers.get("etag", "")
    return etag if etag and not etag.startswith("W/") else head.headers.get("last-modified", "")


def _is_compressed(head: Head) -> bool:
    return head.headers.get("content-encoding", "identity").lower() != "identity"


def _length(head: Head) -> int | None:
    said = head.headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() and not _is_compressed(head) else None


def _entered(
    url: str, head: Head, suffix: str | None, kept: CachedAddress, before: Copy | None, check: Check | None
) -> Fetched:
    """Check a whole file and make it the copy that is kept. What is refused leaves nothing behind."""
    digest = checksum(kept.part_file)
    if before and before.sha256 == digest:
        kept.drop_part()
        return Fetched(kept.path(before), before, "unchanged")
    file = kept.part_file
    try:
        suffix = suffix or _suffix_by_sign(file)
        file = file.replace(file.with_suffix(suffix))
        if check:
            check(file)
        headers, today = head.headers, dt.datetime.now(dt.UTC).date().isoformat()
        copy = Copy(
            url, head.url, headers.get("content-type", ""), suffix, digest, file.stat().st_size, today,
            etag=headers.get("etag", ""), modified=headers.get("last-modified", ""),
        )  # fmt: skip
        return Fetched(kept.keep(file, copy), copy, "changed" if before else "new", before)
    finally:
        file.unlink(missing_ok=True)
        kept.drop_part()


def _suffix_by_sign(file: Path) -> str:
    with file.open("rb") as opened:
        start = opened.read(8)
    found = next((suffix for sign, suffix in _SIGNS if start.startswith(sign)), None)
    if found is None:
        raise FetchError("the server does not say what it sends, and it is neither PDF nor DOCX")
    return found
