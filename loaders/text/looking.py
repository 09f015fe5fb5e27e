"""What a block of text is, given the blocks around it: a heading in its place, a title, a closing formula, or text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.text.blocks import is_complete, is_open
from loaders.text.headings import Heading, heading_of, lone_number, sign_heading
from loaders.text.lines import Line
from loaders.text.lists import Lists
from loaders.text.numbering import marker_at
from loaders.text.provisions import Provision
from loaders.text.scopes import Outline, Scope, order_in_scope

_CLOSINGS = (
    r"(?i:in (?:witness|faith|testimony) whereof)", r"DONE (?:at|in|on|this)\b", r"Done (?:at|in)\b(?!.{0,40}\bshall\b)",
    r"(?i:en foi de quoi)", r"(?i:fait à)", r"(?i:en fe de lo cual)", r"(?i:hecho en)", r"TEN BLIJKE WAARVAN", r"GEDAAN te",
    r"Zu Urkund", r"GESCHEHEN zu", r"(?i:em fé do que)", r"IN FEDE DI CHE", r"(?i:в удостоверение чего)", r"وإثباتا", r"为此",
)  # fmt: skip
_CLOSING = re.compile(f"^(?:{'|'.join(_CLOSINGS)})")
_ANNEXED = re.compile(
    r"^[“\"„]?(?:(?P<which>technical|financial|special|final|optional|additional|explanatory|operational|statistical|supplementary)\s+)?"
    r"(?P<word>annex|appendix|schedule|attachment|protocol|declaration|exchange of (?:notes|letters))\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\b(?:to|of|by|the|and|or|that|for|with|in|on|a|an|shall|may|must|will|de|afin|zu|van)$")
_MODAL = re.compile(r"\b(?:shall|may|must|means|undertakes?|agrees?)\b")
_HEADING_CHARACTERS = 200
_WEAK_GAP = 5
_TOKEN_CHARACTERS = 40
_SIGNS = 3  # `§` that follow one another: fewer may be references at the start of lines


class Looking:
    """The state of one pass over the blocks, and what can be told from it. `index` is that of the block being read."""

    def __init__(self, blocks: Sequence[Line]) -> None:
        self.blocks = blocks
        self.outline = Outline()
        self.scope = Scope(None, "")
        self.ranks: list[str] = []
        self.latest = (0, 0)
        self.above: Line | None = None
        self.lists: Lists | None = None
        self.untitled: Provision | None = None
        self.titled = -1  # the block last taken as a title
        self.stopped = False  # whether the heading of what is open ended in a stop
        self.skipping: str = ""
        self.skipped: list[Line] = []
        self.headings = _headings(blocks)
        self.titles_above = self._prints_titles_above()
        self.index = 0

    def _ahead(self) -> list[Line]:
        """The blocks up to the next heading that stands in its place."""
        found: list[Line] = []
        for index in range(self.index + 1, min(len(self.blocks), self.index + 80)):
            heading, block = self.headings[index], self.blocks[index]
            if heading and (block.level or block.strong or (block.gap and not heading.is_sentence)):
                break
            found.append(block)
        return found

    def _reads_as_title(self, block: Line, untitled: Provision) -> bool:
        text = block.text
        if block.level:
            marker = marker_at(text)
            return marker is None or marker.style != "Word x"
        if (
            len(text) > _HEADING_CHARACTERS
            or marker_at(text)
            or not (text[0].isupper() or text[0].isdigit() or text[0] in "[(“\"'‘:–—")
        ):
            return False
        if re.search(r"[.;,]$|:$", text) or _UNFINISHED.search(text) or _MODAL.search(text):
            return False
        if block.strong:
            return True
        follows = self.blocks[self.index + 1] if self.index + 1 < len(self.blocks) else None
        if untitled.kind in ("art", "rule"):
            below = self.headings[self.index + 1] if follows is not None else None
            return follows is not None and (below is None or below.rank == "sec")
        return follows is not None and (self.headings[self.index + 1] is not None or is_complete(follows.text))

    def _is_title_of_open(self, block: Line, heading: Heading) -> bool:
        """`Protocol` or `Annexes` may be the title of the article just opened rather than a heading."""
        return (
            self.untitled is not None
            and heading.kind == "annex"
            and heading.number == ""
            and self.untitled.kind == "art"
            and block.level > 0
        )

    def _is_placed(self, heading: Heading, block: Line) -> bool:
        if heading.kind == "annex":
            return self._annex_is_placed(heading, block)
        if block.level or (block.strong and not heading.is_sentence):
            return True
        before = self.blocks[self.index - 1] if self.index else None
        if before is not None and not block.gap:
            headed = self.headings[self.index - 1] is not None or self.titled == self.index - 1
            headed = headed or (self.lists is None and heading.value == (1, 0) and not heading.is_sentence)
            if is_open(before.text) or not (headed or is_complete(before.text)):
                return False
        if heading.kind in ("art", "rule"):
            return self._article_is_expected(heading, block)
        if heading.is_sentence:
            before_it = self.lists.body if self.lists else None
            return (
                heading.rank == "sec" and heading.closed and before_it is not None and is_section_of(before_it, heading)
            )
        return self._container_is_expected(heading)

    def _annex_is_placed(self, heading: Heading, block: Line) -> bool:
        if heading.word.lower() == "protocol":
            return bool(self.scope.articles) and block.level > 0
        if block.level or block.strong:
            return True
        return block.gap and not heading.is_sentence and not heading.rest[:1].islower()

    def _article_is_expected(self, heading: Heading, block: Line) -> bool:
        """Whether an article that only its words announce comes when it may: the next one, or the first of a new list."""
        value, last = heading.value, self.scope.last
        shape, own = self.scope.shape, heading.shape
        if value == (0, 0) or not (shape.startswith(own) or own.startswith(shape)):
            return False
        if value[0] == last[0] + 1 or (value[0] == last[0] and value[1] == last[1] + 1):
            return True
        if not block.gap or heading.is_sentence:
            return False
        if value == (1, 0) or last[0] == 0 or self.scope.opened or heading.token in self.scope.articles:
            return True
        within = value[0] == last[0] and last[1] <= value[1] <= last[1] + _WEAK_GAP
        return within or last[0] < value[0] <= last[0] + _WEAK_GAP

    def _container_is_expected(self, heading: Heading) -> bool:
        value = heading.value[0]
        alike = [p for p in self._containers_around() if p.rank == heading.rank]
        last = max((order_in_scope(p) for p in alike), default=0)
        return value in (1, last + 1) or (heading.rest != "" and last < value <= last + 2)

    def _containers_around(self) -> list[Provision]:
        """The parts, chapters and sections that are open here, those of outer scopes included."""
        scope: Scope | None = self.scope
        found: list[Provision] = []
        while scope is not None:
            found += scope.chain
            scope = scope.outer
        return found

    def _lone_number(self, index: int) -> Heading | None:
        """A lone number that heads a part: a heading by its looks, or right before an article."""
        block = self.blocks[index]
        heading = lone_number(block.text)
        if heading is None or (self.untitled is not None and self.untitled.kind == "art"):
            return None
        if any(h and h.kind == "art" for h in self.headings[index + 1 : index + 3]):
            before = self.blocks[index - 1].text if index else "."
            return heading if block.level or block.gap or is_complete(before) else None
        return heading if block.level and self.scope.chain else None

    def _titled_annex(self, block: Line) -> Heading | None:
        """An annex by its title, where the file marks it as a heading: `Technical Annex`; `Financial Regulations`,
        if numbers begin again below it.
        """
        if (
            not block.level
            or self.untitled is not None
            or not self.scope.articles
            or len(block.text) > _HEADING_CHARACTERS
        ):
            return None
        match = _ANNEXED.match(block.text)
        if match is None and not self._begins_again():
            return None
        words = (match["which"] or match["word"]) if match else block.text
        token = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:_TOKEN_CHARACTERS].strip("-")
        return Heading("annex", match["word"] if match else "", token, block.text) if token else None

    def _begins_again(self) -> bool:
        """Whether the next heading, right below, is the first of its kind although there were others."""
        below = next((h for h in self.headings[self.index + 1 : self.index + 4] if h and h.kind != "preamble"), None)
        if below is None or below.value != (1, 0):
            return False
        if below.kind == "art":
            return self.scope.last >= (1, 0)
        return any(p.rank == below.rank and order_in_scope(p) > 1 for p in self.scope.chain)

    def _heads_group(self, block: Line) -> bool:
        """A heading without a number, above one that has a number: it is no part of the article before it."""
        if not block.level or self.lists is None:
            return False
        below = self.index + 1
        if below < len(self.blocks) and self.headings[below] is None and self.blocks[below].level:
            below += 1
        heading = self.headings[below] if below < len(self.blocks) else None
        return heading is not None and heading.kind != "preamble" and self.blocks[below].level > 0

    def _closes(self, block: Line) -> bool:
        """The formula before the signatures; nothing of this scope may follow it."""
        if not _CLOSING.match(block.text) or not self.scope.articles:
            return False
        for index in range(self.index + 1, len(self.blocks)):
            heading = self.headings[index]
            if heading and heading.kind == "annex":
                return True
            if (
                heading
                and heading.kind == "art"
                and heading.value > self.scope.last
                and (self.blocks[index].level or self.blocks[index].gap)
            ):
                return False
        return True

    def _prints_titles_above(self) -> bool:
        """Whether this treaty prints the heading of an article above its number."""
        articles = [i for i, h in enumerate(self.headings) if h and h.kind == "art" and self.blocks[i].level]
        above = sum(
            1
            for i in articles
            if i and self.blocks[i - 1].level and not self.headings[i - 1] and not (i > 1 and self.headings[i - 2])
        )
        return above > 0.7 * len(articles)


def _headings(blocks: Sequence[Line]) -> list[Heading | None]:
    """The heading that each block is by its words. `§ 1`, `§ 2`, ... are articles where nothing else is and none is left out."""
    headings = [heading_of(block.text) for block in blocks]
    if any(heading and heading.kind in ("art", "rule") for heading in headings):
        return headings
    signs = [sign_heading(block.text) for block in blocks]
    values = [heading.value for heading in signs if heading]
    follow = all(b in ((a[0] + 1, 0), (a[0], a[1] + 1)) for a, b in pairwise(values))
    if len(values) < _SIGNS or values[0] != (1, 0) or not follow:
        return headings
    return [sign or heading for sign, heading in zip(signs, headings, strict=True)]


def is_section_of(before: Provision, heading: Heading) -> bool:
    """Older treaties divide articles into sections: `Section 1` right below the article's heading, then `Section 2`."""
    if before.kind == "art":
        return not before.content and heading.value[0] == 1 and before.heading is not None
    return is_in_article(before) and heading.value[0] == order_in_scope(before) + 1


def is_in_article(provision: Provision) -> bool:
    """Whether it is a section of an article, not one that holds articles."""
    return provision.kind == "sec" and provision.parent is not None and provision.parent.kind == "art"
