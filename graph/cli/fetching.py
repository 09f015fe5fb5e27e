"""The command `fetch`: official texts from the addresses in the catalogue, into the cache and the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from graph.checks import suggestion
from graph.cli.loads import finish_load
from graph.cli.options import JsonOption, StoreOption, open_for
from graph.cli.terminal import err, print_json, print_rows, progress_on_stderr
from graph.errors import UnknownThingError
from graph.loading import SourceReport, TextOptions, load_batches, text_batch
from graph.records import Batch, Node
from graph.store import Progress, Store
from loaders.fetch import Fetched, Fetcher, FetchError, default_cache
from loaders.fetch_check import treaty_check
from loaders.text import source_of
from ontology.schema import Terms, Value

CACHE_VARIABLE = "TREATYGRAPH_CACHE"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("fetch")(fetch)


def fetch(
    treaties: Annotated[
        list[str] | None, typer.Argument(metavar="TREATY...", help="Ids of treaties. None: list the addresses.")
    ] = None,
    language: Annotated[str, typer.Option(metavar="CODE", help="Which language of the text to load.")] = "en",
    offline: Annotated[bool, typer.Option("--offline", help="Use what was downloaded before; ask no server.")] = False,
    cache: Annotated[
        Path | None, typer.Option(envvar=CACHE_VARIABLE, metavar="FOLDER", help="Where downloads are kept.")
    ] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Download official texts from the addresses in the catalogue, then load them. Nothing is downloaded twice.

    Examples:

    - `treatygraph fetch` lists the addresses and what is kept
    - `treatygraph fetch budapest malabo`
    """
    fetcher = Fetcher(cache or default_cache(), waiting=_say_wait)
    with open_for(store) as opened:
        label = Terms(opened.schema).Treaty
        known = {node.id: node for node in opened.nodes() if node.label == label}
        if not treaties:
            _list(known, fetcher, as_json)
            return
        for id_ in treaties:
            if id_ not in known:
                hint = suggestion(id_, known) or "; load the catalogue first (`treatygraph load`)"
                raise UnknownThingError(f"no treaty in the graph has the id {id_!r}{hint}")
        with progress_on_stderr() as progress:
            nodes = [known[id_] for id_ in dict.fromkeys(treaties)]
            reports = list(_Fetching(opened, fetcher, language, offline, progress).all(nodes))
        finish_load(opened, reports, as_json)


def _say_wait(why: str, seconds: float) -> None:
    err.print(f"{why}; next try in {seconds:.0f} s", style="dim", markup=False, highlight=False)


def _list(known: dict[str, Node], fetcher: Fetcher, as_json: bool) -> None:
    """The treaties that have an address, and the day of the copy that is kept."""
    rows: list[dict[str, object]] = []
    for id_, node in sorted(known.items()):
        if url := node.properties.get("text_url"):
            kept = fetcher.cached(str(url))
            rows.append(
                {
                    "treaty": id_,
                    "address": url,
                    "retrieved": kept.copy.retrieved if kept else None,
                    "file": str(kept.path) if kept else None,
                }
            )
    if as_json:
        print_json(rows)
    else:
        print_rows(["treaty", "address", "retrieved", "file"], [list(row.values()) for row in rows])


class _Fetching:
    """One run of the command."""

    def __init__(self, store: Store, fetcher: Fetcher, language: str, offline: bool, progress: Progress) -> None:
        self.store, self.fetcher, self.language, self.offline, self.progress = (
            store,
            fetcher,
            language,
            offline,
            progress,
        )

    def all(self, treaties: list[Node]) -> Iterator[SourceReport]:
        """One report for each treaty. What cannot be fetched is refused with its reason; the others load."""
        for number, treaty in enumerate(treaties):
            self.progress("fetching", number, len(treaties))
            yield self._one(treaty)
            self.progress("fetching", number + 1, len(treaties))

    def _one(self, treaty: Node) -> SourceReport:
        url = str(treaty.properties.get("text_url") or "")
        try:
            fetched = self._fetched(treaty.id, url)
        except FetchError as error:
            refused: dict[str, object] = {"file": url or treaty.id, "line": 0, "reason": error.reason}
            return SourceReport(source_of(treaty.id, self.language), 0, [], [refused], {})
        batch = text_batch(self.store, [fetched.path], TextOptions(treaty.id, self.language))
        self._cite(batch, fetched)
        report = next(load_batches(self.store, [batch], self.progress))
        report.repaired[:0] = _what_changed(fetched)
        return report

    def _fetched(self, treaty: str, url: str) -> Fetched:
        if not url:
            raise FetchError(f"the catalogue has no address for the text of {treaty!r}; use `load text`")
        if not self.offline:
            self.fetcher.arriving = lambda done, total: self.progress(f"downloading {treaty}", done, total or done)
            return self.fetcher.fetch(url, treaty_check(self.language))
        kept = self.fetcher.cached(url)
        if kept is None:
            raise FetchError("not downloaded yet")
        return kept

    def _cite(self, batch: Batch, fetched: Fetched) -> None:
        """Say in the source where the text came from and when."""
        label = Terms(self.store.schema).Source
        for position, node in enumerate(batch.nodes):
            if node.label == label:
                found: dict[str, Value] = {
                    "url": fetched.copy.final_url,
                    "retrieved": fetched.retrieved,
                    **node.properties,
                }
                batch.nodes[position] = Node(node.label, node.id, found, node.place)


def _what_changed(fetched: Fetched) -> list[dict[str, object]]:
    before = fetched.before
    if before is None:
        return []
    reason = (
        f"the text at this address has changed since {before.retrieved} (SHA-256 was {before.sha256[:12]}, "
        f"is {fetched.copy.sha256[:12]}); the earlier file is kept beside the new one"
    )
    return [{"file": fetched.copy.url, "line": 0, "reason": reason}]
