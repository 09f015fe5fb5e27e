"""Turn what a table or list says of an actor into records: acts, withdrawals, statements, each with its citation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.records import Batch, Edge, Node, Place
from loaders.actor_names import NamedActor
from loaders.acts import CONSENT, NOTICE, PROVISIONAL, SIGNATURE, Act
from loaders.known import Known, KnownStatement
from loaders.prose_articles import NamedArticle
from ontology.schema import Schema, Terms, Value

NO_LONGER = "no longer in effect (in brackets in the table)"
_SHOWN_ARTICLES = 6


@dataclass
class Statement:
    """A unilateral statement before it becomes records. `paths`: the provisions it names, each once."""

    actor: NamedActor
    kind: str
    text: str
    date: dt.date | None
    locator: str
    place: Place
    note: str = ""
    subject: str = ""
    paths: list[NamedArticle] = field(default_factory=list)
    withdrawn: dt.date | None = None
    id: str = ""

    @property
    def name(self) -> str:
        """`Algeria: reservation on art. 20(2)`."""
        about = self.subject or (f"on {_cited(self.paths)}" if self.paths else "")
        return f"{self.actor.name}: {self.kind.replace('_', ' ')} {about}".strip()


class Recorder:
    """Collects the records of one treaty's participation from one source."""

    def __init__(
        self,
        schema: Schema,
        known: Known,
        batch: Batch,
        treaty: str,
        source: str,
        as_of: dt.date | None = None,
        review: str = "verified",
    ) -> None:
        self.terms = Terms(schema)
        self.known = known
        self.batch = batch
        self.treaty = treaty
        self.source = source
        self.as_of = as_of
        self.review = review
        self._modes = schema.relationships[self.terms.RATIFIED].properties["mode"].values
        self._added: set[str] = set()
        self._used: dict[tuple[str, str, str, str], int] = {}

    def actor(self, printed: str, place: Place, locator: str) -> NamedActor | None:
        """The actor of a printed name.

        An unknown one is refused; one that the catalogue does not hold gets its node.
        """
        found = self.known.actors.find(printed)
        if found is None:
            self.batch.refuse(place, self.known.actors.unknown(printed) if printed else "no participant is named")
            return None
        self.add_actor(found, place, locator)
        return found

    def add_actor(self, actor: NamedActor, place: Place, locator: str) -> None:
        if not actor.known and actor.id not in self._added:
            self._added.add(actor.id)
            self.batch.nodes.append(actor.node(self.source, locator, place))

    def act(self, actor: NamedActor, act: Act, locator: str, place: Place, note: str = "") -> None:
        """A signature or an act of consent to be bound, with its note."""
        type_ = {SIGNATURE: self.terms.SIGNED, CONSENT: self.terms.RATIFIED}[act.purpose]
        properties: dict[str, Value] = {"date": act.date}
        remarks = [note] if note else []
        if act.mode in self._modes:
            properties["mode"] = str(act.mode)
        elif act.purpose == CONSENT:
            remarks.insert(0, f"the table calls the act: {act.word}")
        elif act.word.lower() != "signature":
            remarks.insert(0, act.word)
        if not act.in_effect:
            remarks.insert(0, NO_LONGER)
        self.edge(type_, actor.id, self.treaty, locator, place, properties, ". ".join(remarks))

    def notified(
        self, actor: NamedActor, act: Act, head: str, locator: str, place: Place, note: str, paths: list[NamedArticle]
    ) -> Statement:
        """An act that is no consent to be bound, as the notification it is. Provisional application (VCLT, article 25) is recorded too.

        The day in the table is that of the notification; since when the treaty is applied it does not say.
        """
        remarks = ". ".join(text for text in ("" if act.in_effect else NO_LONGER, note) if text)
        if act.purpose == PROVISIONAL:
            told = f"{remarks}. notified on {act.date}" if remarks else f"notified on {act.date}"
            self.edge(self.terms.APPLIES_PROVISIONALLY, actor.id, self.treaty, locator, place, {}, told)
        subject = head.removeprefix("Notification ") if act.purpose == NOTICE else f"of {head[:1].lower()}{head[1:]}"
        bare = re.sub(r"\s*\([a-z]{1,2}\)$", "", subject)
        return Statement(actor, "notification", "", act.date, locator, place, remarks, bare, paths)

    def edge(
        self,
        type_: str,
        start: str,
        end: str,
        locator: str,
        place: Place,
        properties: dict[str, Value],
        note: str = "",
        review: str = "",
    ) -> None:
        """A relationship with its citation. Where the same place says it twice, the second locator is numbered."""
        count = self._used[type_, start, end, locator] = self._used.get((type_, start, end, locator), 0) + 1
        cited: dict[str, Value] = {
            "source": self.source,
            "locator": locator if count == 1 else f"{locator} ({count})",
            "review": review or self.review,
        }
        if self.as_of:
            cited["as_of"] = self.as_of
        if note:
            cited["note"] = note
        self.batch.edges.append(Edge(type_, start, end, {**properties, **cited}, place))

    def statements(self, drafts: list[Statement], tag: str) -> None:
        """Give statements their ids and add them, with who made them and what they concern.

        `tag` names the source in ids of catalogue treaties.
        """
        self._name(drafts, tag)
        for draft in drafts:
            properties: dict[str, Value] = {
                "name": draft.name,
                "kind": draft.kind,
                "source": self.source,
                "locator": draft.locator,
                "review": self.review,
            }
            given: dict[str, Value | None] = {
                "text": draft.text or None,
                "date": draft.date,
                "withdrawn": draft.withdrawn,
            }
            properties |= {name: value for name, value in given.items() if value is not None}
            self.batch.nodes.append(Node(self.terms.Reservation, draft.id, properties, draft.place))
            self.edge(self.terms.MADE, draft.actor.id, draft.id, draft.locator, draft.place, {}, draft.note)
            self._concerns(draft)

    def _name(self, drafts: Iterable[Statement], tag: str) -> None:
        by_actor: dict[str, list[Statement]] = {}
        for draft in drafts:
            by_actor.setdefault(draft.actor.id, []).append(draft)
        in_catalogue = any(treaty == self.treaty for treaty, _ in self.known.statements)
        for actor, mine in by_actor.items():
            same = _matched(mine, self.known.statements.get((self.treaty, actor), ()))
            for number, draft in enumerate(mine, 1):
                own = f"{self.treaty}/res/{actor}/{f'{tag}-' if in_catalogue else ''}{number}"
                draft.id = same.get(number - 1, own)

    def _concerns(self, draft: Statement) -> None:
        """To the provisions it names, as far as the graph holds them; what is not there is named in a note on the
        nearest thing above.
        """
        targets: dict[str, list[NamedArticle]] = {}
        for path in draft.paths or [NamedArticle("", False)]:
            targets.setdefault(self.known.nearest(self.treaty, path.path), []).append(path)
        for target, named in targets.items():
            below = [n for n in named if n.path and f"{self.treaty}/{n.path}" != target]
            note = f"names {_cited(below, None)}, which the graph does not hold" if below else ""
            excluded = any(n.excluded for n in named) and not below
            self.edge(
                self.terms.CONCERNS,
                draft.id,
                target,
                draft.locator,
                draft.place,
                {"effect": "excludes"} if excluded else {},
                note,
                "compiled",
            )


def _matched(mine: list[Statement], theirs: tuple[KnownStatement, ...]) -> dict[int, str]:
    """Which of the graph's statements are which of a list's: of one kind and on a common provision, or the only ones of
    their kind.

    Where that is not certain on both sides, none: a statement too many is better than two that are taken for one.
    """
    pairs: dict[int, str] = {}
    for index, draft in enumerate(mine):
        same_kind = [k for k in theirs if k.kind == draft.kind]
        paths = {named.path for named in draft.paths}
        near = [k for k in same_kind if k.paths & paths]
        if len(near) == 1:
            pairs[index] = near[0].id
        elif (
            len(same_kind) == 1 and not (same_kind[0].paths and paths) and sum(d.kind == draft.kind for d in mine) == 1
        ):
            pairs[index] = same_kind[0].id
    taken = list(pairs.values())
    return {index: id_ for index, id_ in pairs.items() if taken.count(id_) == 1}


def _cited(paths: list[NamedArticle], most: int | None = _SHOWN_ARTICLES) -> str:
    """`art. 20(2), art. 21` and how many more."""
    shown = [_reference(named.path) for named in (paths if most is None else paths[:most])]
    more = f" and {len(paths) - len(shown)} more" if len(paths) > len(shown) else ""
    return ", ".join(shown) + more


def _reference(path: str) -> str:
    first, *below = (segment.partition("_")[2] for segment in path.split("/"))
    return f"art. {first}{''.join(f'({part})' for part in below)}"
