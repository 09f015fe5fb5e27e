"""What a store holds: counts, coverage of treaties, and the age and review state of every source."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any

from graph.projection import Projection, project
from graph.store import Store
from ontology.schema import Terms


def status_of(store: Store, today: dt.date | None = None) -> dict[str, Any]:
    """`{store, nodes, relationships, labels, types, sources, coverage}`: counts by label and type, rows for sources and treaties."""
    graph = project(store)
    schema = graph.schema
    labels = Counter(label for n in graph.nodes.values() for label in schema.shown(schema.classes[n.label].labels))
    types = Counter(e.type for e in graph.edges)
    return {
        "store": store.location,
        "nodes": len(graph.nodes),
        "relationships": len(graph.edges),
        "labels": {c.name: labels[c.name] for c in schema.legend() if labels[c.name]},
        "types": dict(sorted(types.items())),
        "coverage": coverage(graph),
        "sources": sources(graph, today or dt.date.today()),
    }


def sources(graph: Projection, today: dt.date) -> list[dict[str, Any]]:
    """For each source the statements that rest on it, by review state, and its age in days where the day it was read is known."""
    terms = Terms(graph.schema)
    reviews: dict[str, Counter[str]] = defaultdict(Counter)
    for edge in graph.edges:
        reviews[str(edge.properties["source"])][str(edge.properties["review"])] += 1
    rows = []
    for node in sorted((n for n in graph.nodes.values() if n.label == terms.Source), key=lambda n: n.id):
        retrieved = node.properties.get("retrieved")
        counts = reviews[node.id]
        rows.append(
            {
                "source": node.id,
                "statements": counts.total(),
                **{state: counts[state] for state in ("verified", "compiled", "disputed")},
                "retrieved": retrieved,
                "age_days": (today - retrieved).days if isinstance(retrieved, dt.date) else None,
            }
        )
    return rows


def coverage(graph: Projection) -> list[dict[str, Any]]:
    """For each treaty its articles in all, with a summary, with the official text, by review state; its acts and alignments."""
    terms = Terms(graph.schema)
    articles = [n for n in graph.nodes.values() if n.label == terms.Article]
    acts = Counter(e.end for e in graph.edges if e.type in (terms.SIGNED, terms.RATIFIED, terms.WITHDREW))
    aligned = Counter(
        str(graph.nodes[id_].properties["treaty"])
        for e in graph.edges
        if e.type == terms.CORRESPONDS_TO
        for id_ in (e.start, e.end)
    )
    rows = []
    for treaty in sorted(n.id for n in graph.nodes.values() if n.label == terms.Treaty):
        own = [a for a in articles if a.properties["treaty"] == treaty]
        reviews = Counter(str(a.properties.get("review")) for a in own)
        rows.append(
            {
                "treaty": treaty,
                "articles": len(own),
                "with_summary": sum("summary" in a.properties for a in own),
                "with_text": sum("text" in a.properties for a in own),
                **{state: reviews[state] for state in ("verified", "compiled", "disputed")},
                "acts": acts[treaty],
                "alignments": aligned[treaty],
            }
        )
    return rows
