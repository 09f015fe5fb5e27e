"""A news article as records: the Source, what it mentions and how often, and its claims with the verdict of the record.

Reading an article needs the names in the graph, and checking it needs the facts there, so the caller gives what `graph.claims` found.
The words of the article are not kept: a claim is its subject, predicate and object, and the paragraph it stands in. `quotes` puts the
sentence on ASSERTS, for those who keep a graph of their own.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from graph.claims.results import CheckedArticle, CheckedClaim
from graph.records import Batch, Edge, Node, Place
from ontology.schema import Schema, Terms, Value

_NAME_LENGTH = 120
_WHERE = "names read in the article"  # apart from a count that people made over the whole of it


def news_batch(
    path: Path, article: CheckedArticle, schema: Schema, *, quotes: bool = False, source_known: bool = False
) -> Batch:
    """Records of a checked article: Source `news:<file name>`, MENTIONS, Claims, ASSERTS, CHECKED_AGAINST.

    Claims get ids of their own (`claim/<source>/read/<n>`), so that those which people wrote down for the same article stay as they are;
    `source_known`: another load has described the source already, and this one leaves it alone.

    Every record rests on the article itself, which was read (`verified`); a CHECKED_AGAINST rests on what the fact is cited from in words
    (its `note`), with the article's paragraph as its place.
    """
    batch = _News(path, article, schema, quotes).batch()
    if source_known:
        batch.nodes = [node for node in batch.nodes if node.id != source_id(path)]
    return batch


def source_id(path: Path) -> str:
    """`news:un-adopts-global-cybercrime-treaty` for `un_adopts_global_cybercrime_treaty.txt`."""
    return "news:" + re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")


class _News:
    """One article on its way to records."""

    def __init__(self, path: Path, article: CheckedArticle, schema: Schema, quotes: bool) -> None:
        self.path, self.article, self.quotes = path, article, quotes
        self.terms = Terms(schema)
        self.source = source_id(path)
        self.place = Place(path.name)

    def batch(self) -> Batch:
        batch = Batch(self.source, nodes=[self._source()])
        batch.edges += [self._mention(id_, count) for id_, count in sorted(self.article.mentions.items())]
        for number, claim in enumerate(self.article.claims, 1):
            id_ = f"claim/{self.source}/read/{number}"
            batch.nodes.append(self._claim(id_, claim))
            batch.edges.append(self._asserts(id_, claim))
            batch.edges += [self._checked(id_, claim, other) for other in dict.fromkeys(claim.checked)]
        return batch

    def _source(self) -> Node:
        data = self.path.read_bytes()
        title = next(
            (line.strip() for line in data.decode("utf-8", "replace").splitlines() if line.strip()), self.path.name
        )
        properties: dict[str, Value] = {"name": title, "title": title, "sha256": hashlib.sha256(data).hexdigest()}
        if self.article.date:
            properties["retrieved"] = self.article.date
        return Node(self.terms.Source, self.source, properties, self.place)

    def _stated(self, where: str) -> dict[str, Value]:
        return {"source": self.source, "locator": where, "review": "verified"}

    def _mention(self, id_: str, count: int) -> Edge:
        return Edge(self.terms.MENTIONS, self.source, id_, {"count": count, **self._stated(_WHERE)}, self.place)

    def _claim(self, id_: str, claim: CheckedClaim) -> Node:
        predicate = f"not {claim.predicate}" if claim.negated else claim.predicate
        shown = claim.object if len(claim.object) <= _NAME_LENGTH else claim.object[: _NAME_LENGTH - 1] + "…"
        if claim.predicate == "says":  # an object that is the sentence itself is not kept
            shown = "what no fact in the record speaks to"
        properties: dict[str, Value] = {
            "name": f"{claim.subject}: {predicate.replace('_', ' ')} {shown}",
            "subject": claim.subject,
            "predicate": predicate,
            "object": shown,
            "verdict": claim.verdict,
            "reason": claim.reason,
            **self._stated(f"paragraph {claim.paragraph}"),
        }
        if self.article.date:
            properties["stated_date"] = self.article.date
        return Node(self.terms.Claim, id_, properties, self.place)

    def _asserts(self, id_: str, claim: CheckedClaim) -> Edge:
        properties = self._stated(f"paragraph {claim.paragraph}")
        if self.quotes:
            properties["quote"] = claim.sentence
        return Edge(self.terms.ASSERTS, self.source, id_, properties, self.place)

    def _checked(self, id_: str, claim: CheckedClaim, other: str) -> Edge:
        properties = self._stated(f"paragraph {claim.paragraph}")
        if claim.citation:
            properties["note"] = f"the fact: {claim.citation}"
        return Edge(self.terms.CHECKED_AGAINST, id_, other, properties, self.place)
