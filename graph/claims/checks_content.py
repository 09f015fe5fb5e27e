"""Checks of claims on what treaties hold: offences, measures, protected groups, articles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.alignment.words import bag_of, rarity
from graph.claims.checks import (
    CONTRADICTED,
    SUPPORTED,
    Day,
    Finding,
    check,
    contradicted,
    judged,
    missing,
    supported,
)
from graph.claims.facts import Facts, cite
from graph.claims.marked_text import Reference
from graph.claims.naming import plain
from graph.claims.patterns import Claimed
from graph.claims.values import find_numbers
from graph.ids import reference
from graph.records import Edge, Node

_ALIKE = 0.4  # share of the claim's weighty words that a provision must have for words alone to support a claim


# ---------------------------------------------------------------------- offences, measures, protection
@check("criminalizes")
def criminalizes(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    concepts = claimed.detail["concepts"]
    if not concepts:
        return missing(f"the record has no offence by that name: {claimed.object}", "", treaty)
    found = facts.content(facts.terms.CRIMINALIZES, treaty, concepts) + _listed_measures(facts, treaty, concepts)
    if found:
        return supported(_where(facts, found), cite(found[0]), *_ids(found))
    return _not_among(facts, claimed, facts.terms.CRIMINALIZES)


@check("provides_for")
def provides_for(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    types = (facts.terms.PROVIDES_FOR, facts.terms.CRIMINALIZES)
    found = [e for type_ in types for e in facts.content(type_, treaty, claimed.detail["concepts"])]
    if found:
        return supported(_where(facts, found), cite(found[0]), *_ids(found))
    return _not_among(facts, claimed, facts.terms.PROVIDES_FOR)


@check("protects")
def protects(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    found = facts.content(facts.terms.PROTECTS, treaty, claimed.detail["concepts"])
    if found:
        return supported(_where(facts, found), cite(found[0]), *_ids(found))
    name = facts.graph.name(claimed.subject) if claimed.subject in facts.graph.nodes else claimed.object
    return missing(f"no provision of it is recorded as protecting {name}", "", treaty)


def _listed_measures(facts: Facts, treaty: str, concepts: Iterable[str]) -> list[Edge]:
    """What people call an offence may be a measure in the record (attempt, liability): either supports the claim."""
    return facts.content(facts.terms.PROVIDES_FOR, treaty, concepts)


def _not_among(facts: Facts, claimed: Claimed, type_: str) -> Finding:
    """The catalogue lists all offences of a treaty whose provisions it holds; what `covers` may mean it does not decide."""
    treaty = str(claimed.treaty)
    listed = sorted({e.end for n in facts.provisions(treaty) for e in facts.edges(type_, start=n.id)})
    name = ", ".join(facts.graph.name(c) for c in claimed.detail["concepts"])
    if not listed:
        return missing(f"the record lists nothing of the kind for {facts.graph.name(treaty)}", "", treaty)
    reason = f"no provision of {facts.graph.name(treaty)} {'criminalizes' if type_ == facts.terms.CRIMINALIZES else 'provides for'} {name}"
    firm = claimed.detail.get("firm") or claimed.negated
    return Finding(
        CONTRADICTED if firm else "not_in_record",
        reason,
        facts.cite_node(treaty),
        (treaty, *claimed.detail["concepts"]),
    )


def _where(facts: Facts, edges: list[Edge]) -> str:
    """`article 13 (computer-related theft or fraud) criminalizes ...`, for the provision that is highest up."""
    edge = min(edges, key=lambda e: (e.start.count("/"), e.start))
    heading = facts.text(edge.start, "heading")
    verb = facts.graph.schema.relationships[edge.type].label
    return f"{reference(edge.start)}{f' ({heading})' if heading else ''} {verb} {facts.graph.name(edge.end)}"


def _ids(edges: list[Edge]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for e in edges[:3] for id_ in (e.start, e.end)))


# ---------------------------------------------------------------------- articles
@check("has_article")
def has_article(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty = str(claimed.treaty)
    absent = [r for r in claimed.detail["references"] if article_of(facts, treaty, r) is None]
    total = facts.number_of(facts.terms.Article, treaty)
    if not total:
        return missing("the record holds no articles of it", "", treaty)
    reason = f"{facts.graph.name(treaty)} has {total} articles"
    return judged(
        not absent,
        reason + (f", and no article {absent[0].article}" if absent else ""),
        facts.cite_node(treaty),
        treaty,
    )


@check("article_provides")
def article_provides(facts: Facts, claimed: Claimed, day: Day) -> Finding:
    treaty = str(claimed.treaty)
    articles = [article_of(facts, treaty, r) for r in claimed.detail["references"]]
    if not all(articles):
        return has_article(facts, claimed, day)
    nodes = [node for node in articles if node]
    findings = [_one_article(facts, claimed, treaty, node) for node in nodes]
    order = {SUPPORTED: 0, "not_in_record": 1, CONTRADICTED: 2}
    return min(findings, key=lambda f: order[f.verdict])


def article_of(facts: Facts, treaty: str, ref: Reference) -> Node | None:
    """The provision of a reference, or the nearest one above it that is recorded; None where there is no such article."""
    if ref.chapter:
        chapters = [n for n in facts.provisions(treaty) if n.label == facts.terms.Chapter]
        return next((n for n in chapters if n.properties.get("number") == ref.article), None)
    node = facts.graph.nodes.get(f"{treaty}/art_{ref.article}")
    for part in ref.parts:
        if node is None:
            return None
        below = (facts.graph.nodes.get(f"{node.id}/{kind}_{part}") for kind in ("para", "point"))
        node = next((n for n in below if n), node)
    return node


def _one_article(facts: Facts, claimed: Claimed, treaty: str, node: Node) -> Finding:
    concepts = (*claimed.detail["concepts"], *claimed.detail["protected"])
    if not concepts:
        return _by_words(facts, claimed, treaty, node)
    types = (facts.terms.CRIMINALIZES, facts.terms.PROVIDES_FOR, facts.terms.PROTECTS)
    everywhere = [e for type_ in types for e in facts.content(type_, treaty, concepts)]
    here = [e for e in everywhere if _inside(facts, e.start, node) or node.id.startswith(f"{e.start}/")]
    if here:
        return supported(_where(facts, here), cite(here[0]), *_ids(here))
    by_words = _by_words(facts, claimed, treaty, node)
    if by_words.verdict == SUPPORTED:
        return by_words
    about = facts.text(node.id, "heading") or facts.text(node.id, "summary")
    reason = (
        f"{reference(node.id)} is on another matter ({about})"
        if about
        else f"{reference(node.id)} is not recorded as doing so"
    )
    if everywhere:
        return contradicted(
            f"{reason}; {_where(facts, everywhere)}", facts.cite_node(node.id), node.id, *_ids(everywhere)
        )
    return Finding(
        CONTRADICTED if claimed.detail["kind"] == "criminalizes" else "not_in_record",
        reason,
        facts.cite_node(node.id),
        (node.id,),
    )


def _inside(facts: Facts, id_: str, whole: Node) -> bool:
    """Whether a provision is another or stands in it, at any depth."""
    at: str | None = id_
    while at and at != whole.id:
        at = next((e.start for e in facts.edges(facts.terms.CONTAINS, end=at)), None)
    return at is not None


def _by_words(facts: Facts, claimed: Claimed, treaty: str, node: Node) -> Finding:
    """Whether heading and summary say what the claim does; another article that says it much better contradicts it."""
    said = bag_of(claimed.detail["words"])
    top = "/".join(node.id.split("/")[:2])
    alike = [n for n in facts.provisions(treaty) if n.label == facts.graph.nodes[top].label]
    bags = {n.id: bag_of(_full_text(facts, n)) for n in alike}
    weights = rarity(bags.values())
    total = sum(weights.get(w, 4.0) for w in said) or 1.0
    share = {id_: sum(weights[w] for w in said if w in bag) / total for id_, bag in bags.items()}
    best = max(share, key=lambda id_: share[id_])
    citation = facts.cite_node(node.id)
    about = f"{reference(node.id)} is on: {facts.text(top, 'heading') or facts.text(node.id, 'summary')}"
    number = _wrong_number(facts, claimed, node)
    if number and share[top] >= _ALIKE / 2:
        return contradicted(f"{reference(node.id)}: {number}", citation, node.id)
    if share[top] >= _ALIKE:
        return supported(about, citation, node.id)
    if share[best] >= 2 * _ALIKE and share[top] < _ALIKE / 2:
        return contradicted(
            f"{about}; {reference(best)} ({facts.text(best, 'heading')}) is on that", citation, node.id, best
        )
    return missing(about, citation, node.id)


def _full_text(facts: Facts, article: Node) -> str:
    parts = [
        n for n in facts.provisions(article.id.split("/")[0]) if n.id == article.id or n.id.startswith(f"{article.id}/")
    ]
    return " ".join(str(n.properties.get(name, "")) for n in parts for name in ("heading", "summary", "text"))


def _wrong_number(facts: Facts, claimed: Claimed, node: Node) -> str:
    """A number with its unit that the summary gives otherwise; empty where none is."""
    unit = re.compile(r"\s*-?(years?|months?|days?|hours?)\b")
    said = {
        (n.value, m[1].rstrip("s"))
        for n in find_numbers(claimed.detail["words"])
        if (m := unit.match(claimed.detail["words"], n.end))
    }
    for name in (node.id, "/".join(node.id.split("/")[:2])):
        parts = [n for n in facts.provisions(name.split("/")[0]) if n.id == name or n.id.startswith(f"{name}/")]
        summary = " ".join(plain(str(n.properties.get("summary", ""))) for n in parts)
        given = {(n.value, m[1].rstrip("s")) for n in find_numbers(summary) if (m := unit.match(summary, n.end))}
        for value, what in said:
            rightly = [v for v, w in given if w == what]
            if rightly and value not in rightly:
                return f"{' or '.join(map(str, sorted(rightly)))} {what}s, not {value}"
    return ""


@check("number_of_articles", "number_of_chapters")
def size(facts: Facts, claimed: Claimed, _day: Day) -> Finding:
    treaty, label = (
        str(claimed.treaty),
        facts.terms.Article if claimed.predicate.endswith("articles") else facts.terms.Chapter,
    )
    total = facts.number_of(label, treaty)
    if not total or claimed.number is None:
        return missing(f"the record holds no {label.lower()}s of it", "", treaty)
    return judged(
        claimed.number.fits(total),
        f"{facts.graph.name(treaty)} has {total} {label.lower()}s",
        facts.cite_node(treaty),
        treaty,
    )
