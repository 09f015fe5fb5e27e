"""Blocks to an outline: parts, chapters, sections, articles, annexes, each in its place, with text, points and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.text.blocks import is_complete, is_open
from loaders.text.headings import CONTAINERS, Heading, heading_of, id_token, lone_number
from loaders.text.lines import Line, UnreadableText
from loaders.text.lists import Lists
from loaders.text.numbering import marker_at
from loaders.text.provisions import Provision

_CLOSING = re.compile(
    r"^(?:IN (?:WITNESS|FAITH|TESTIMONY) WHEREOF|In (?:witness|faith|testimony) whereof|DONE (?:at|in|on|this)\b|Done (?:at|in)\b(?!.{0,40}\bshall\b)|EN FOI DE QUOI|En foi de quoi|"
    r"FAIT à|Fait à|EN FE DE LO CUAL|En fe de lo cual|HECHO en|Hecho en|TEN BLIJKE WAARVAN|GEDAAN te|Zu Urkund|GESCHEHEN zu|EM FÉ DO QUE|Em fé do que|IN FEDE DI CHE|"
    r"В удостоверение чего|В УДОСТОВЕРЕНИЕ ЧЕГО|وإثباتا|为此)"
)
_ANNEXED = re.compile(
    r"^[“\"„]?(?:(?P<which>technical|financial|special|final|optional|additional|explanatory|operational|statistical|supplementary)\s+)?(?P<word>annex|appendix|schedule|attachment|protocol|declaration|exchange of (?:notes|letters))\b",
    re.IGNORECASE,
)
_PREAMBLE_GLUED = re.compile(r"^(Preamble|PREAMBLE|Préambule|Preámbulo|Preambule|Präambel)\s*[:.]?\s*(?=[A-Z])")
_RECITAL = re.compile(
    r"[,;:]$|^(?:The|Les?|La|Los|De|Die|Il)\s.{0,80}(?:States?|Part(?:y|ies)|Governments?|Member|Kingdom|Republic|Conference|Staten|États|Partes)|^(?:Considering|Recalling|Desir|Having|Recogni|Conscious|Convinced)"
)
_UNFINISHED = re.compile(r"\b(?:to|of|by|the|and|or|that|for|with|in|on|a|an|shall|may|must|will|de|afin|zu|van)$")
_MODAL = re.compile(r"\b(?:shall|may|must|means|undertakes?|agrees?)\b")
_NESTED_ANNEXES = {
    "appendix",
    "appendices",
    "schedule",
    "attachment",
    "supplement",
    "enclosure",
    "aanhangsel",
    "appendice",
    "apéndice",
}
_HEADING_CHARACTERS = 200
_WEAK_GAP = 5
_TOKEN_CHARACTERS = 40


@dataclass
class Scope:
    """Where articles are numbered together: the treaty, an annex, or a part that begins again at 1."""

    owner: Provision | None
    prefix: str
    articles: dict[str, int] = field(default_factory=dict)
    last: tuple[int, int] = (0, 0)
    chain: list[Provision] = field(default_factory=list)
    outer: Scope | None = None


@dataclass
class Outline:
    """The provisions of a treaty at top level, the lines before them, and what was refused or repaired, by line."""

    title: list[str] = field(default_factory=list)
    parts: list[Provision] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


def outline_of(blocks: Sequence[Line]) -> Outline:
    """The outline of a treaty. UnreadableText where the blocks hold no article, chapter or annex."""
    return _Builder(blocks).build()


class _Builder:
    """One pass over the blocks, with a look at those ahead."""

    def __init__(self, blocks: Sequence[Line]) -> None:
        self.blocks = blocks
        self.outline = Outline()
        self.scope = Scope(None, "")
        self.ranks: list[str] = []
        self.latest = (0, 0)
        self.above: Line | None = None
        self.lists: Lists | None = None
        self.untitled: Provision | None = None
        self.skipping: str = ""
        self.skipped: list[Line] = []
        self.headings = [heading_of(block.text) for block in blocks]
        self.titles_above = self._prints_titles_above()
        self.index = 0

    def build(self) -> Outline:
        start = self._body_start()
        if start is None:
            raise UnreadableText(
                "no article, chapter or annex heading: not the text of a treaty, or one that is laid out in a way not known here"
            )
        self._front(start)
        for self.index in range(start, len(self.blocks)):
            self._feed(self.blocks[self.index])
        self._end_body()
        self._report_skipped()
        return self.outline

    def _prints_titles_above(self) -> bool:
        """Whether this treaty prints the heading of an article above its number."""
        articles = [i for i, h in enumerate(self.headings) if h and h.kind == "art" and self.blocks[i].level]
        above = sum(
            1
            for i in articles
            if i and self.blocks[i - 1].level and not self.headings[i - 1] and not (i > 1 and self.headings[i - 2])
        )
        return above > 0.7 * len(articles)

    # ------------------------------------------------------------------ what stands before the first heading
    def _body_start(self) -> int | None:
        for index, heading in enumerate(self.headings):
            self.index = index
            heading = heading or self._lone_number(index)
            if (
                heading
                and heading.kind != "preamble"
                and heading.word.lower() != "protocol"
                and self._is_placed(heading, self.blocks[index])
            ):
                return index
        return None

    def _front(self, end: int) -> None:
        """Title lines, then the preamble."""
        begun = next((i for i in range(end) if (h := self.headings[i]) and h.kind == "preamble"), None)
        if begun is not None:
            first, heading = begun + 1, self.blocks[begun].text.rstrip(" :.")
        else:
            first = next((i for i in range(end) if self._begins_preamble(self.blocks[i])), end)
            heading = ""
        self.outline.title = [b.text for b in self.blocks[: begun if begun is not None else first]]
        if first < end:
            self._preamble(first, end, heading)

    @staticmethod
    def _begins_preamble(block: Line) -> bool:
        return not block.level and (
            len(block.text) > 150 or bool(_PREAMBLE_GLUED.match(block.text)) or bool(_RECITAL.search(block.text))
        )

    def _preamble(self, first: int, end: int, heading: str) -> None:
        preamble = self._new(Heading("preamble", heading, ""), self.blocks[first], None, "preamble", "")
        preamble.heading = heading.capitalize() if heading.isupper() else heading or None
        preamble.printed = ""
        for block in self.blocks[first:end]:
            glued = _PREAMBLE_GLUED.match(block.text)
            if glued and not preamble.content and not preamble.heading:
                preamble.heading = glued[1].capitalize()
                preamble.add(block.text[glued.end() :])
            else:
                preamble.add(block.text)

    # ------------------------------------------------------------------ one block
    def _feed(self, block: Line) -> None:
        heading = self.headings[self.index] or self._lone_number(self.index) or self._titled_annex(block)
        if (
            heading
            and heading.kind != "preamble"
            and not self._is_title_of_open(block, heading)
            and self._is_placed(heading, block)
        ):
            self._report_skipped()
            self._open(heading, block)
        elif self.skipping:
            self.skipped.append(block)
        elif self._closes(block):
            self._end_body()
            self.skipping = "closing formula and signatures"
            self.skipped.append(block)
        elif self._is_title(block):
            pass
        elif self._heads_group(block):
            if self.titles_above:
                self.above = block
                return
            self.outline.notes.append((block.number, f"heading without a number left out: {block.text[:80]!r}"))
        else:
            self._text(block)

    def _text(self, block: Line) -> None:
        self.untitled = None
        if self.lists is not None:
            self.lists.feed(block, self._ahead())

    def _ahead(self) -> list[Line]:
        """The blocks up to the next heading that stands in its place."""
        found: list[Line] = []
        for index in range(self.index + 1, min(len(self.blocks), self.index + 80)):
            heading, block = self.headings[index], self.blocks[index]
            if heading and (block.level or block.strong or (block.gap and not heading.is_sentence)):
                break
            found.append(block)
        return found

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

    def _report_skipped(self) -> None:
        if self.skipped:
            first, last = self.skipped[0], self.skipped[-1]
            self.outline.notes.append(
                (first.number, f"{self.skipping} left out (lines {first.number} to {last.last})")
            )
        self.skipping, self.skipped = "", []

    # ------------------------------------------------------------------ titles of provisions
    def _is_title(self, block: Line) -> bool:
        """Take the block as the heading of the provision that was just opened, if it is one."""
        untitled = self.untitled
        if untitled is None or not self._reads_as_title(block, untitled):
            return False
        text = block.text.lstrip(":–—- ").strip()
        untitled.heading = text.strip("[]()") if text[:1] in "[(" else text
        self.untitled = None
        return True

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
            return follows is not None and self.headings[self.index + 1] is None
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

    # ------------------------------------------------------------------ is a heading in its place?
    def _is_placed(self, heading: Heading, block: Line) -> bool:
        if heading.kind == "annex":
            return self._annex_is_placed(heading, block)
        if block.level or (block.strong and not heading.is_sentence):
            return True
        before = self.blocks[self.index - 1] if self.index else None
        if before is not None and (
            is_open(before.text) or not (block.gap or is_complete(before.text) or self.headings[self.index - 1])
        ):
            return False
        if heading.kind in ("art", "rule"):
            return self._article_is_expected(heading, block)
        return not heading.is_sentence and self._container_is_expected(heading)

    def _annex_is_placed(self, heading: Heading, block: Line) -> bool:
        if heading.word.lower() == "protocol":
            return bool(self.scope.articles) and block.level > 0
        if block.level or block.strong:
            return True
        return block.gap and not heading.is_sentence and not heading.rest[:1].islower()

    def _article_is_expected(self, heading: Heading, block: Line) -> bool:
        value, last = heading.value, self.scope.last
        if value == (0, 0):
            return False
        successor = value[0] == last[0] + 1 or (value[0] == last[0] and value[1] == last[1] + 1)
        begins = value == (1, 0)
        alone = block.gap and not heading.is_sentence
        return (
            successor
            or (begins and alone)
            or (
                alone
                and (last[0] == 0 or last[0] < value[0] <= last[0] + _WEAK_GAP or heading.token in self.scope.articles)
            )
        )

    def _container_is_expected(self, heading: Heading) -> bool:
        value = heading.value[0]
        last = max((order for p in self.scope.chain if p.rank == heading.rank and (order := _order(p))), default=0)
        return value in (1, last + 1) or (heading.rest != "" and last < value <= last + 2)

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
        """An annex by its title, where the file marks it as a heading: `Technical Annex`; `Financial Regulations`, if numbers begin again below it."""
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
        return any(p.rank == below.rank and _order(p) > 1 for p in self.scope.chain)

    def _heads_group(self, block: Line) -> bool:
        """A heading without a number, above one that has a number: it is no part of the article before it."""
        if not block.level or self.lists is None:
            return False
        below = self.index + 1
        if below < len(self.blocks) and self.headings[below] is None and self.blocks[below].level:
            below += 1
        heading = self.headings[below] if below < len(self.blocks) else None
        return heading is not None and heading.kind != "preamble" and self.blocks[below].level > 0

    # ------------------------------------------------------------------ opening provisions
    def _open(self, heading: Heading, block: Line) -> None:
        self._end_body()
        if heading.kind == "annex":
            self._open_annex(heading, block)
        elif heading.kind in ("art", "rule"):
            self._open_article(heading, block)
        else:
            self._open_container(heading, block)

    def _open_annex(self, heading: Heading, block: Line) -> None:
        owner = self._annex_around(heading)
        nested = owner is not None
        parent = owner
        token = heading.token if heading.word.lower() != "protocol" or heading.number else "protocol"
        path = self._free_path(parent, "annex", [token, f"{heading.word.lower()}-{token}".strip("-")])
        if path is None:
            return self._duplicate(heading, block, heading.number or heading.word)
        root = self._root()
        annex = self._new(heading, block, parent, "annex", path)
        self.scope = Scope(annex, path + "/", outer=self.scope if nested else root)
        return self._start_body(annex, heading)

    def _annex_around(self, heading: Heading) -> Provision | None:
        """The annex that an appendix or schedule belongs to; None for an annex of the treaty."""
        word = heading.word.lower()
        owner = self.scope.owner
        while owner is not None and owner.printed.lower().startswith(word):
            owner = owner.parent
        return owner if owner is not None and owner.kind == "annex" and word in _NESTED_ANNEXES else None

    def _root(self) -> Scope:
        scope = self.scope
        while scope.outer is not None:
            scope = scope.outer
        return scope

    def _open_container(self, heading: Heading, block: Line) -> None:
        article = self.lists.body if self.lists else None
        if heading.kind == "sec" and self._is_section_of(article, heading):
            holder = (
                article
                if article is not None and article.kind == "art"
                else article.parent
                if article is not None
                else None
            )
            path = self._free_path(holder, "sec", [heading.token])
            if path is not None:
                return self._start_body(self._new(heading, block, holder, "sec", path), heading)
        if self.scope.owner is not None and self.scope.owner.kind != "annex" and self.scope.outer is not None:
            self.scope = self.scope.outer
        chain = self._chain_above(heading.rank)
        parent = chain[-1] if chain else self.scope.owner
        path = self._free_path(parent, heading.kind, [heading.token])
        if path is None:
            return self._duplicate(heading, block, heading.number)
        container = self._new(heading, block, parent, heading.kind, path)
        container.rank = heading.rank
        self.scope.chain = [*chain, container]
        return self._start_body(container, heading)

    @staticmethod
    def _is_section_of(article: Provision | None, heading: Heading) -> bool:
        """Older treaties divide articles into sections: `Section 1` right below the article's heading, then `Section 2`."""
        if article is None:
            return False
        if article.kind == "art":
            return not article.content and heading.value[0] == 1 and article.heading is not None
        return (
            article.kind == "sec"
            and article.parent is not None
            and article.parent.kind == "art"
            and heading.value[0] == _order(article) + 1
        )

    def _chain_above(self, kind: str) -> list[Provision]:
        """The containers that a new one of this kind stands in; the order of kinds is learnt from the treaty itself."""
        chain = list(self.scope.chain)
        kinds = [p.rank for p in chain]
        if kind in kinds:
            return chain[: kinds.index(kind)]
        if kind not in self.ranks:
            position = self.ranks.index(kinds[-1]) + 1 if kinds else len(self.ranks)
            self.ranks.insert(position, kind)
        rank = self.ranks.index(kind)
        return [p for p in chain if self.ranks.index(p.rank) < rank]

    def _open_article(self, heading: Heading, block: Line) -> None:
        token = heading.token
        scope = self._scope_for(heading)
        if scope is None:
            return self._duplicate(heading, block, heading.number, self.scope.articles.get(token))
        self.scope = scope
        parent = scope.chain[-1] if scope.chain else scope.owner
        if scope.owner is not None and scope.owner.kind in CONTAINERS:
            parent = scope.owner
        path = f"{scope.prefix}art_{token}"
        self._report_gap(heading, block, scope)
        article = self._new(heading, block, parent, "art", path)
        scope.articles[token], scope.last, self.latest = block.number, heading.value, heading.value
        return self._start_body(article, heading)

    def _scope_for(self, heading: Heading) -> Scope | None:
        """The scope that an article belongs to: the present one, one around it that it continues, or one that begins again."""
        scope = self.scope
        if heading.token not in scope.articles and heading.value[0] in (scope.last[0], scope.last[0] + 1):
            return scope
        outer = scope.outer
        while outer is not None:
            if outer.articles and heading.token not in outer.articles and heading.value[0] == outer.last[0] + 1:
                return outer
            outer = outer.outer
        if heading.token not in scope.articles:
            return scope
        if heading.value == (1, 0) and scope.chain:
            container = scope.chain[-1]
            self.outline.notes.append(
                (container.line, f"articles begin again at {heading.number}: their ids stand below {container.path}")
            )
            return Scope(container, container.path + "/", outer=scope)
        return None

    def _report_gap(self, heading: Heading, block: Line, scope: Scope) -> None:
        value, last = heading.value, scope.last
        if last == (0, 0) and value[0] == self.latest[0] + 1:
            return  # an annex that goes on counting where the one before it stopped
        if value[0] > last[0] + 1:
            missing = f"{last[0] + 1}" if value[0] == last[0] + 2 else f"{last[0] + 1} to {value[0] - 1}"
            self.outline.notes.append(
                (block.number, f"article {missing} missing before {heading.word} {heading.number}")
            )
        elif value < last:
            self.outline.notes.append(
                (block.number, f"{heading.word} {heading.number} stands after article {last[0]}: out of order")
            )

    def _duplicate(self, heading: Heading, block: Line, number: str, first: int | None = None) -> None:
        where = f"; the first stands at line {first}" if first else ""
        self.outline.refused.append(
            (block.number, f"a second {heading.word or heading.kind} {number}{where}: not loaded")
        )
        self.skipping, self.skipped = f"text of the second {heading.word} {number}", [block]

    def _free_path(self, parent: Provision | None, kind: str, tokens: Sequence[str]) -> str | None:
        siblings = parent.children if parent else self.outline.parts
        taken = {p.path for p in siblings}
        for token in tokens:
            path = (f"{parent.path}/" if parent else "") + (f"{kind}_{token}" if token else kind)
            if path not in taken:
                return path
        return None

    def _new(self, heading: Heading, block: Line, parent: Provision | None, kind: str, path: str) -> Provision:
        printed = f"{heading.word} {heading.number}".strip() if heading.word else heading.number
        made = Provision(
            kind, heading.token, heading.number, printed, block.number, block.page, parent=parent, path=path or kind
        )
        (parent.content if parent else self.outline.parts).append(made)  # type: ignore[union-attr]  # both lists take provisions
        return made

    def _start_body(self, body: Provision, heading: Heading) -> None:
        self.lists = Lists(body)
        self.untitled = body
        if self.above is not None and body.kind == "art":
            body.heading, self.untitled = self.above.text, None
        self.above = None
        if not heading.rest:
            return
        self.untitled = None
        if heading.is_sentence:
            self.lists.feed(Line(heading.rest, body.line, gap=True, page=body.page), self._ahead())
        else:
            body.heading = heading.rest

    def _end_body(self) -> None:
        if self.lists is not None:
            self.outline.notes += self.lists.missing
        self.lists = None


def _order(provision: Provision) -> int:
    return Heading(provision.kind, "", id_token(provision.number)).value[0]
