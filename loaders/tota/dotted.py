"""References in agreements that number articles within chapters: `Article 3.7` is article 7 of chapter 3, not paragraph 7 of article 3.

The reader of texts takes a number with a dot for an article and its paragraph, which it is elsewhere. Where an agreement has dotted
articles, what it found in that way is dropped, and the dotted references are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.records import Batch, Edge, Node
from ontology.schema import Terms, Value

_DOTTED = re.compile(r"/art_\d{1,2}\.\d{1,3}(?=/|$)")
_DIVISION = r"(?:\s?\((?:\d{1,2}|[a-z]{1,4})\))"
_ITEM = rf"\d{{1,2}}\.\d{{1,3}}(?:\.\d{{1,2}})?(?![\d.]*\d){_DIVISION}*"
_CITED = re.compile(
    rf"\bArticles?\s+(?P<items>{_ITEM}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)(?:Article\s+)?{_ITEM})*)"
)
_ANOTHERS = re.compile(r"^\s*(?:\([^()]{0,80}\)\s*)?of\s+(?!this\b|the\s+present\b|Chapter\b)")
_OF_PARAGRAPH = re.compile(r"^(?:sub)?paragraphs?\b", re.IGNORECASE)


def with_dotted_references(batch: Batch, treaty: str, terms: Terms) -> None:
    """Correct the references in a batch of one agreement; nothing is changed where no article has a dotted number."""
    nodes = {node.id: node for node in batch.nodes if node.id.startswith(f"{treaty}/")}
    if not any(_DOTTED.search(id_) for id_ in nodes):
        return
    batch.edges = [edge for edge in batch.edges if edge.type != terms.REFERS_TO or not _is_misread(edge)]
    taken = {(e.start, e.end, e.properties["locator"]) for e in batch.edges if e.type == terms.REFERS_TO}
    for node in nodes.values():
        for edge in _references(node, nodes, treaty, terms):
            if (edge.start, edge.end, edge.properties["locator"]) not in taken and edge.end != edge.start:
                taken.add((edge.start, edge.end, edge.properties["locator"]))
                batch.edges.append(edge)


def _is_misread(edge: Edge) -> bool:
    """`paragraph 1` that was taken for article 3.1, or `Article 3.7` that was taken for anything else than that article."""
    quote = str(edge.properties.get("quote", ""))
    if _OF_PARAGRAPH.match(quote) and "rticle" not in quote:
        return _DOTTED.search(edge.end) is not None and _article_of(edge.end) != _article_of(edge.start)
    number = re.match(r"Articles?\s+(\d{1,2}\.\d{1,3})", quote)
    return number is not None and f"/art_{number[1]}" not in edge.end


def _article_of(id_: str) -> str:
    found = _DOTTED.search(id_)
    return id_[: found.end()] if found else id_


def _references(node: Node, nodes: dict[str, Node], treaty: str, terms: Terms) -> Iterator[Edge]:
    text = str(node.properties.get("text", ""))
    if node.properties.get("language") != "en":
        return
    for match in _CITED.finditer(text):
        if _ANOTHERS.match(text[match.end() : match.end() + 120]):
            continue
        for item in re.finditer(_ITEM, match["items"]):
            target = _target(item[0], nodes, treaty)
            if target:
                start, end = match.start("items") + item.start(), match.start("items") + item.end()
                stated: dict[str, Value] = {
                    "quote": text[match.start() : end] if item.start() == 0 else item[0],
                    "kind": "cites",
                    "source": node.properties["source"],
                    "locator": f"{node.properties['locator']}, characters {start} to {end}",
                    "review": "compiled",
                }
                yield Edge(terms.REFERS_TO, node.id, target, stated, node.place)


def _target(item: str, nodes: dict[str, Node], treaty: str) -> str:
    """`18.50.1(a)` -> `.../art_18.50/para_1/point_a`, or the nearest above it that is there; empty where the article is not."""
    chapter, article, *more = re.findall(r"\d+|[a-z]+", item)
    below = [f"{'para' if token.isdigit() else 'point'}_{token}" for token in more]
    path = "/".join([f"{treaty}/art_{chapter}.{article}", *below])
    while path.startswith(f"{treaty}/"):
        if path in nodes:
            return path
        path = path.rpartition("/")[0]
    return ""
