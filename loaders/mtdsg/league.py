"""Acts that were done under the League of Nations, as the depositary's files list them."""

from __future__ import annotations

import re

from graph.records import Place
from loaders.actor_names import NamedActor
from loaders.acts import CONSENT, SIGNATURE, Act, exact_date
from loaders.mtdsg.document import LeagueEntry
from loaders.mtdsg.statements import kind_without_heading
from loaders.participation import Recorder, Statement
from loaders.prose_articles import named_articles
from ontology.schema import Value

_ACCEDED = re.compile(r"[\s(]+a[\s)]*$")
_OF_TERRITORIES = re.compile(r"colonies, dominions|on behalf of which", re.IGNORECASE)


def record_league(entry: LeagueEntry, recorder: Recorder, place: Place, title: str) -> list[Statement]:
    """Record one entry, or refuse it with the reason.

    `title`: that of the treaty. Extensions to territories and remarks are returned as statements.
    """
    if _OF_TERRITORIES.search(entry.title):
        recorder.batch.refuse(
            place, f"{entry.participant[:80]!r}: a list of territories that does not say who acted for them"
        )
        return []
    printed = _ACCEDED.sub("", entry.under or entry.participant)
    locator = f"League of Nations list, {entry.title[:60].strip()}, {printed}"
    actor = recorder.actor(printed, place, locator)
    if actor is None:
        return []
    date = exact_date(_ACCEDED.sub("", entry.date).strip("() "))
    said = _remarks(entry, actor, locator, place, title)
    if entry.under:
        return [
            Statement(
                actor,
                "territorial_application",
                entry.participant,
                date,
                locator,
                place,
                _unread_date(entry) if not date else "",
                f"to {_short(entry.participant)}",
            ),
            *said,
        ]
    _record_act(entry, actor, recorder, locator, place)
    return said


def _record_act(entry: LeagueEntry, actor: NamedActor, recorder: Recorder, locator: str, place: Place) -> None:
    acceded = bool(_ACCEDED.search(entry.date) or _ACCEDED.search(entry.participant))
    purpose, mode = _meaning(entry.title, acceded)
    date = exact_date(_ACCEDED.sub("", entry.date).strip("() "))
    if date:
        recorder.act(actor, Act(purpose, mode or purpose, mode, date, True), locator, place)
        return
    properties: dict[str, Value] = {"mode": mode} if mode else {}
    type_ = recorder.terms.SIGNED if purpose == SIGNATURE else recorder.terms.RATIFIED
    recorder.edge(type_, actor.id, recorder.treaty, locator, place, properties, _unread_date(entry))


def _unread_date(entry: LeagueEntry) -> str:
    return f"the list gives the day as {entry.date!r}" if entry.date else "the list gives no day"


def _remarks(entry: LeagueEntry, actor: NamedActor, locator: str, place: Place, title: str) -> list[Statement]:
    if not entry.remarks:
        return []
    kind = kind_without_heading("", entry.remarks)
    return [Statement(actor, kind, entry.remarks, None, locator, place, paths=named_articles(entry.remarks, title))]


def _meaning(title: str, acceded: bool) -> tuple[str, str | None]:
    """What a list's title says its entries are. `a` after a date is an accession wherever it stands."""
    low = title.lower()
    if "not yet perfected" in low:
        return SIGNATURE, None
    if acceded or "acceded" in low:
        return CONSENT, "accession"
    return CONSENT, None if "ipso facto" in low else "ratification"


def _short(territories: str) -> str:
    return territories if len(territories) <= 60 else f"{territories[:57].rsplit(' ', 1)[0].rstrip(',')} ..."
