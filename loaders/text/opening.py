"""Opening provisions: where a part, section, article or annex stands, and the id that follows from it."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.text.headings import CONTAINERS, Heading
from loaders.text.lines import Line
from loaders.text.lists import Lists
from loaders.text.looking import Looking, is_in_article, is_section_of
from loaders.text.provisions import Provision
from loaders.text.scopes import Scope

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


class Opening(Looking):
    """Adds provisions to the outline, each below the one that holds it."""

    def _open(self, heading: Heading, block: Line) -> None:
        before = self.lists.body if self.lists else None
        self._end_body(heading)
        if heading.kind == "annex":
            self._open_annex(heading, block)
        elif heading.kind in ("art", "rule"):
            self._open_article(heading, block)
        else:
            self._open_container(heading, block, before)

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

    def _open_container(self, heading: Heading, block: Line, before: Provision | None) -> None:
        """`before`: the provision whose text ends here."""
        if before is not None and heading.kind == "sec" and is_section_of(before, heading):
            holder = before if before.kind == "art" else before.parent
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
        self.scope.chain, self.scope.opened = [*chain, container], True
        return self._start_body(container, heading)

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
        scope.shape = heading.shape if len(scope.articles) == 1 or scope.shape else ""
        scope.articles[token], scope.last, self.latest = block.number, heading.value, heading.value
        scope.opened = False
        return self._start_body(article, heading)

    def _scope_for(self, heading: Heading) -> Scope | None:
        """The scope that an article belongs to: the present one, one around it that it continues, or one that
        begins again.
        """
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
        if scope.opened and value[0] % 100 in (0, 1):
            return  # chapters that count by the hundred, as trade agreements do
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
        (parent.content if parent else self.outline.parts).append(made)
        return made

    def _start_body(self, body: Provision, heading: Heading) -> None:
        self.lists = Lists(body)
        self.untitled, self.stopped = body, False
        if self.above is not None and body.kind == "art":
            body.heading, self.untitled = self.above.text, None
        self.above = None
        if not heading.rest:
            return
        self.untitled = None
        if heading.is_sentence:
            self.lists.feed(Line(heading.rest, body.line, gap=True, page=body.page), self._ahead())
        else:
            body.heading, self.stopped = heading.rest, heading.stopped

    def _end_body(self, heading: Heading | None = None) -> None:
        """`heading`: what comes next, where something does."""
        if self.lists is not None:
            self.outline.notes += self.lists.missing
            self._take_sentence(self.lists.body, heading)
        self.lists = None

    def _take_sentence(self, body: Provision, heading: Heading | None) -> None:
        """What looked like a heading that ends in a stop is all the text there is, where no other follows."""
        last = body.kind == "art" and not (heading and heading.rank == "sec")
        if self.stopped and body.heading and not body.content and (last or is_in_article(body)):
            body.add(f"{body.heading}.")
            body.heading = None
