"""Objections: whose statement each is directed at, and which one (VCLT, articles 20 to 23)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.mtdsg.statements import Segment
from loaders.participation import Recorder, Statement
from loaders.prose_articles import named_articles

_MADE_BY = re.compile(
    r"(?P<kind>reservations?|declarations?|understandings?|statements?|notifications?)\b[^.]{0,160}?\b"
    r"(?:(?:made|formulated|entered|submitted|lodged|communicated)\s+)?"
    r"by\s+(?:the\s+)?(?:Governments?\s+of\s+)?(?:the\s+)?(?P<rest>[A-Z][^.;:]{2,160})"
)
_SEARCHED = 1500
_LONGEST_NAME = 9  # words
_NOT_MET = ("objection", "notification", "territorial_application")


class Objections:
    """Collects the objections of a file, and relates them to its statements once all of these are known."""

    def __init__(self, recorder: Recorder, title: str) -> None:
        self.recorder = recorder
        self.actors = recorder.known.actors
        self.title = title
        self.found: list[tuple[Statement, Segment, list[str], set[str]]] = []

    def add(self, draft: Statement, segment: Segment) -> None:
        """Note an objection, and name it by whom it is directed at."""
        aims = list(_aims(segment))
        named = list(dict.fromkeys(id_ for _, rest in aims for id_ in self._names_at(rest)))
        if named:
            shown = [self.actors.actors[id_].name for id_ in named[:3]]
            draft.subject = f"to {aims[0][0]} of {', '.join(shown)}{' and others' if len(named) > 3 else ''}"
        self.found.append((draft, segment, named, {kind for kind, _ in aims}))

    def record(self, statements: list[Statement]) -> None:
        """Relate each objection to the statements it meets, where it is certain which these are."""
        for draft, segment, named, words in self.found:
            for target in self._met(segment, named, words, statements):
                type_ = self.recorder.terms.OBJECTS_TO
                self.recorder.edge(type_, draft.id, target.id, draft.locator, draft.place, {}, "", "compiled")

    def _met(
        self, segment: Segment, named: list[str], words: set[str], statements: list[Statement]
    ) -> Iterator[Statement]:
        """All statements of the kind where the objection speaks of several; of one, the one it must be: the only one,
        or the only one on its article.
        """
        kinds = {word.removesuffix("s") for word in words}
        several = any(word.endswith("s") for word in words)
        paths = {p.path for p in named_articles(segment.text, self.title)}
        for actor in named:
            theirs = [d for d in statements if d.actor.id == actor and d.kind not in _NOT_MET]
            chosen = [d for d in theirs if d.kind in kinds] or theirs
            if len(chosen) > 1 and not several:
                chosen = [d for d in chosen if {p.path for p in d.paths} & paths]
            if several or len(chosen) == 1:
                yield from chosen

    def _names_at(self, rest: str) -> list[str]:
        """The actors whose names a text begins with: `Malaysia and Singapore upon accession`."""
        found: list[str] = []
        words = rest.split()
        while words:
            length = self._length_of_name(words)
            actor = self.actors.find(" ".join(words[:length])) if length else None
            if actor is None or actor.id in found:
                break
            found.append(actor.id)
            if not (words[length - 1].endswith(",") or words[length : length + 1] == ["and"]):
                break
            words = [word for word in words[length:] if word != "the"]
            words = words[1:] if words[:1] == ["and"] else words
        return found

    def _length_of_name(self, words: list[str]) -> int:
        """How many words the longest name takes with which a text begins; 0 where none is known."""
        lengths = range(min(_LONGEST_NAME, len(words)), 0, -1)
        return next((n for n in lengths if self.actors.find(" ".join(words[:n]))), 0)


def _aims(segment: Segment) -> Iterator[tuple[str, str]]:
    """What an objection speaks of: the word (`reservations`) and the text that begins with a name.

    The heading comes before the text.
    """
    for text in (segment.heading, segment.text[:_SEARCHED]):
        matches = list(_MADE_BY.finditer(text))
        yield from ((match["kind"].lower(), match["rest"]) for match in matches)
        if matches:
            return
