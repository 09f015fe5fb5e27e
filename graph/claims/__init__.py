"""Claims of a news article checked against the record: sentence by sentence, with plain patterns and the graph alone.

The article is cut into sentences (`sentences`), what they name is marked (`marked_text`), patterns read claims out of them
(`patterns*`), and each claim is held against the facts of the graph (`checks*`). There is no model of language in it: what no
pattern reads is left alone, or, where a sentence says something of a treaty, given as not in the record.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import graph.claims.checks_actors
import graph.claims.checks_adoption
import graph.claims.checks_content
import graph.claims.checks_participation
import graph.claims.patterns_actors
import graph.claims.patterns_adoption
import graph.claims.patterns_content
import graph.claims.patterns_participation  # noqa: F401  # importing them registers readers and checks
from graph.claims.checks import NOT_IN_RECORD, SUPPORTED, Day, Finding, verify
from graph.claims.facts import Facts
from graph.claims.marked_text import Marked, Marker
from graph.claims.patterns import Claimed, Context, read_claims
from graph.claims.results import CheckedArticle, CheckedClaim
from graph.claims.sentences import Sentence, article_date, sentences
from graph.claims.treaty_mentions import UNKNOWN
from graph.projection import Projection

_STATEMENT = re.compile(
    r"^(?:[\w',]+ ){0,4}?(?:<T\d+>|<A\d+>|<I\d+>)[^.;]{0,60}?\b(?:[a-z]+(?:ed|s)|will|has|have|is|are|was|were)\b"
)


def check_article(graph: Projection, text: str, on: dt.date | None = None) -> CheckedArticle:
    """Check the claims of an article. `on`: the day it was written, where its head does not say so.

    Claims without a date of their own are held against the record as at that day; without one, as at the latest day on record.
    """
    return _Reading(graph, text, on).check()


class _Reading:
    """One article on its way through."""

    def __init__(self, graph: Projection, text: str, on: dt.date | None) -> None:
        self.graph, self.facts = graph, Facts(graph)
        self.marker = Marker(graph)
        self.text = text
        self.date = on or article_date(text)
        self.mentions: dict[str, int] = {}

    def check(self) -> CheckedArticle:
        read = [(sentence, *self._read(sentence)) for sentence in sentences(self.text)]
        day = Day(self.date, self._event_day([c for _, _, claims in read for c in claims]))
        checked = [self._checked(sentence, c, day, named) for sentence, named, claims in read for c in claims]
        return CheckedArticle(self.date, checked, self.mentions)

    def _read(self, sentence: Sentence) -> tuple[bool, list[Claimed]]:
        """The claims of a sentence, and whether it names or points at a treaty itself."""
        actor = self._last_actor
        marked = self.marker.mark(sentence.text)
        self._count(marked)
        focus = self.marker.treaties.focus
        claims = read_claims(marked, Context(focus.last, focus.topic, actor))
        claims = [c for c in claims if c.predicate != "has_article" or self._is_news(c, claims)]
        return bool(marked.all("TI")), claims or self._unread(marked, focus.last)

    _last_actor: str | None = None

    def _count(self, marked: Marked) -> None:
        for mark in marked.all("TAC"):
            id_ = str(mark.value if mark.kind == "T" else mark.value[0])
            if id_ != UNKNOWN:
                self.mentions[id_] = self.mentions.get(id_, 0) + 1
            if mark.kind == "A" and self.graph.nodes[id_].label == self.facts.terms.State:
                self._last_actor = id_

    def _is_news(self, claimed: Claimed, claims: list[Claimed]) -> bool:
        """That an article exists is worth saying only where it does not, and where nothing else is said of it."""
        alone = not any(c.predicate == "article_provides" for c in claims)
        return alone and verify(self.facts, claimed, Day()).verdict != SUPPORTED

    def _unread(self, marked: Marked, focus: str | None) -> list[Claimed]:
        """A sentence that says something of a treaty which no pattern reads."""
        if not marked.text.rstrip("\"') ").endswith((".", "!", "?")):  # a heading
            return []
        if not (_STATEMENT.search(marked.text) and (marked.all("T") or (marked.text.startswith("<I") and focus))):
            return []
        treaty = next((str(m.value) for m in marked.all("T")), focus)
        words = re.split(r"[.;]", marked.unmarked())[0].strip()
        return [Claimed("says", str(treaty), words, False, treaty)] if treaty else []

    def _event_day(self, claims: list[Claimed]) -> dt.date | None:
        """The day of the adoption that an undated article reports, where it does."""
        for claimed in claims:
            if (
                claimed.predicate in ("adopted", "adopted_by", "adopted_on")
                and not claimed.negated
                and claimed.treaty in self.graph.nodes
            ):
                adopted = self.facts.adopted(claimed.treaty)
                if adopted and (claimed.date is None or claimed.date.fits(adopted)):
                    return adopted
        return None

    def _verified(self, claimed: Claimed, day: Day, named: bool) -> tuple[Claimed, Finding]:
        """The verdict; where the sentence names no treaty at all, on the topic of the article if that is what the record bears out."""
        found = verify(self.facts, claimed, day)
        topic = self.marker.treaties.focus.topic
        if found.verdict != SUPPORTED and not named and topic and claimed.treaty not in (topic, None):
            subject = topic if claimed.subject == claimed.treaty else claimed.subject
            other = replace(
                claimed, treaty=topic, subject=subject, object=claimed.object.replace(str(claimed.treaty), topic)
            )
            again = verify(self.facts, other, day)
            if again.verdict == SUPPORTED:
                return other, again
        return claimed, found

    def _checked(self, sentence: Sentence, claimed: Claimed, day: Day, named: bool) -> CheckedClaim:
        if claimed.predicate == "says":
            found = Finding(
                NOT_IN_RECORD,
                "the record does not hold that treaty"
                if claimed.treaty == UNKNOWN
                else "no fact in the record speaks to it",
            )
        else:
            claimed, found = self._verified(claimed, day, named)
        return CheckedClaim(
            sentence=sentence.text,
            subject=_known(claimed.subject),
            predicate=claimed.predicate,
            object=_known(claimed.object),
            verdict=found.verdict,
            reason=found.reason,
            citation=found.citation,
            negated=claimed.negated,
            paragraph=sentence.paragraph,
            checked=found.checked,
        )


def _known(text: str) -> str:
    """A text with words for a treaty that the graph does not hold."""
    return text.replace(UNKNOWN, "a treaty that is not in the record")
