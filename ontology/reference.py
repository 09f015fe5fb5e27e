"""The reference page of the schema, written from the ontology: `python -m ontology.reference > docs/schema.md`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping

from rdflib import RDFS, SKOS, Literal, URIRef

from ontology.schema import ClassSpec, PropertySpec, RelationshipSpec, Schema, load_schema

_TYPES = {str: "text", int: "integer", float: "number", bool: "boolean", dt.date: "date"}
_EVERYWHERE = ("id", "name", "source", "locator", "review", "origin")


def page(schema: Schema) -> str:
    """The whole page as Markdown."""
    return "\n".join([*_head(schema), *_classes(schema), *_relationships(schema), *_concepts(schema)]) + "\n"


def _head(schema: Schema) -> Iterator[str]:
    yield f"# The schema, version {schema.version}"
    yield ""
    yield "Written from [ontology/treaty.ttl](../ontology/treaty.ttl) by `make docs`; a test keeps it current. How to read the graph in Cypher:"
    yield "[the user guide](guide/querying.md)."
    yield ""
    yield f"Every node has a unique `id` and a `name`, and carries the label `{schema.root}` beside those below, which is left out where labels are shown."
    yield "Nodes and relationships say where they come from: `source` (id of a Source), `locator` (where in it), `review` (`verified`, `compiled` or"
    yield "`disputed`) and `origin` (the loads that stated them). Relationships may also carry `as_of` (the day as at which the source stood) and `note`."
    yield ""


def _classes(schema: Schema) -> Iterator[str]:
    yield "## Nodes"
    yield ""
    for spec in schema.legend():
        yield f"### {spec.name}"
        yield ""
        labels = ", ".join(f"`{label}`" for label in schema.shown(spec.labels))
        yield f"{spec.comment} Labels: {labels}. Unique by `id`. IRI: `{schema.base}{spec.iri_path}<id>`.{_aligned(schema, spec)}"
        yield ""
        own = {
            name: p
            for name, p in spec.properties.items()
            if name not in _EVERYWHERE and not _inherited(schema, spec, name)
        }
        yield from _properties(own)


def _inherited(schema: Schema, spec: ClassSpec, name: str) -> bool:
    return any(name in schema.classes[label].properties for label in spec.labels[:-1] if label in schema.classes)


def _aligned(schema: Schema, spec: ClassSpec) -> str:
    above = sorted(str(o) for o in schema.graph.objects(URIRef(spec.iri), RDFS.subClassOf))
    outside = [iri for iri in above if not iri.startswith(schema.base)]
    return f" A kind of {', '.join(f'`{iri}`' for iri in outside)}." if outside else ""


def _properties(properties: Mapping[str, PropertySpec]) -> Iterator[str]:
    if not properties:
        return
    yield "| property | type | meaning |"
    yield "|---|---|---|"
    for spec in properties.values():
        kind = _TYPES[spec.type] + (", several" if spec.many else "") + (", required" if spec.required else "")
        values = f" One of {', '.join(f'`{value}`' for value in spec.values)}." if spec.values else ""
        yield f"| `{spec.name}` | {kind} | {spec.comment}{values} |"
    yield ""


def _relationships(schema: Schema) -> Iterator[str]:
    yield "## Relationships"
    yield ""
    yield "| type | from | to | own properties | meaning |"
    yield "|---|---|---|---|---|"
    common = set.intersection(*(set(spec.properties) for spec in schema.relationships.values()))
    for spec in sorted(schema.relationships.values(), key=lambda spec: spec.type):
        own = ", ".join(_own_property(p) for name, p in spec.properties.items() if name not in common)
        yield f"| `{spec.type}` | {_ends(spec.sources)} | {_ends(spec.targets)} | {own} | {_meaning(spec)} |"
    yield ""


def _own_property(spec: PropertySpec) -> str:
    values = f" ({', '.join(spec.values)})" if spec.values else ""
    return f"`{spec.name}`{values}"


def _ends(labels: tuple[str, ...]) -> str:
    return " or ".join(labels)


def _meaning(spec: RelationshipSpec) -> str:
    return f"{spec.comment} Reads: {spec.label}; backwards: {spec.inverse_label}."


def _concepts(schema: Schema) -> Iterator[str]:
    for scheme, title in (
        ("offences", "Offences"),
        ("measures", "Measures"),
        ("stakeholder-kinds", "Kinds of stakeholder"),
    ):
        yield f"## {title}"
        yield ""
        roots = sorted(schema.graph.objects(URIRef(f"{schema.base}scheme/{scheme}"), SKOS.hasTopConcept), key=str)
        tops = roots or sorted(
            schema.graph.subjects(SKOS.topConceptOf, URIRef(f"{schema.base}scheme/{scheme}")), key=str
        )
        for top in tops:
            yield from _concept(schema, str(top), 0)
        yield ""


def _concept(schema: Schema, concept: str, depth: int) -> Iterator[str]:
    labels = [
        v
        for v in schema.graph.objects(URIRef(concept), SKOS.prefLabel)
        if isinstance(v, Literal) and v.language == "en"
    ]
    definitions = [
        v
        for v in schema.graph.objects(URIRef(concept), SKOS.definition)
        if isinstance(v, Literal) and v.language == "en"
    ]
    definition = f": {definitions[0]}" if definitions else ""
    yield f"{'  ' * depth}- `{concept.rsplit('/', 1)[-1]}` {labels[0]}{definition}"
    for narrower in sorted(schema.graph.subjects(SKOS.broader, URIRef(concept)), key=str):
        yield from _concept(schema, str(narrower), depth + 1)


if __name__ == "__main__":
    sys.stdout.write(page(load_schema()))
