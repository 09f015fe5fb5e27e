"""The reference page of the schema, written from the ontology: `python -m ontology.reference > docs/schema.md`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from itertools import product

from rdflib import DCTERMS, OWL, RDFS, SKOS, VANN, Literal, URIRef

from ontology.schema import FOLDER, ClassSpec, PropertySpec, RelationshipSpec, Schema, load_schema

_TYPES = {str: "text", int: "integer", float: "number", bool: "boolean", dt.date: "date"}
EXAMPLES_FILE = FOLDER / "examples.ttl"
_EVERYWHERE = ("id", "name", "source", "locator", "review", "origin")


def page(schema: Schema) -> str:
    """The whole page as Markdown."""
    parts = (_head, _diagrams, _classes, _relationships, _statements, _examples, _concepts, _changes)
    return "\n".join(line for part in parts for line in part(schema)) + "\n"


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
    yield "| of the vocabulary | |"
    yield "|---|---|"
    yield from (f"| {what} | {value} |" for what, value in _metadata(schema))
    yield ""


def _metadata(schema: Schema) -> Iterator[tuple[str, str]]:
    """What a tool or a librarian asks of a vocabulary first."""
    ontology = URIRef(f"{schema.base}ontology")

    def said(predicate: URIRef) -> str:
        return str(schema.graph.value(ontology, predicate))

    yield "namespace, prefix", f"`{said(VANN.preferredNamespaceUri)}`, `{said(VANN.preferredNamespacePrefix)}:`"
    yield (
        "version IRI",
        f"`{said(OWL.versionIRI)}` (before it: `{said(OWL.priorVersion)}`), of {said(DCTERMS.modified)}",
    )
    yield "licence", said(DCTERMS.license)
    yield (
        "OWL",
        "OWL 2 DL without the shapes (`python -m ontology.owl`), consistent: ROBOT and HermiT say so in the tests",
    )
    yield "SHACL", "the shapes stand in the same file; `treatygraph validate` checks a graph against them"


def _diagrams(schema: Schema) -> Iterator[str]:
    """Two drawings in Mermaid, which code hosts and editors show: the classes, and what leads from one to the other."""
    yield "## Diagrams"
    yield ""
    yield "An arrow goes from the more general class to the more special one."
    yield ""
    yield "```mermaid"
    yield "flowchart LR"
    for spec in schema.legend():
        yield from (f"    {parent} --> {spec.name}" for parent in spec.labels[-2:-1])
    yield "```"
    yield ""
    yield "Relationships, between the most general classes they hold between; those that may stand anywhere (`MENTIONS`, `CHECKED_AGAINST`) lead to Entity."
    yield ""
    yield "```mermaid"
    yield "flowchart LR"
    between: dict[tuple[str, str], list[str]] = {}
    for relation in sorted(schema.relationships.values(), key=lambda spec: spec.type):
        for ends in product(relation.sources, relation.targets):
            between.setdefault(ends, []).append(relation.type)
    for (source, target), types in sorted(between.items()):
        yield f'    {source} -- "{"<br>".join(types)}" --> {target}'
    yield "```"
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
        yield from _properties(schema, own)


def _inherited(schema: Schema, spec: ClassSpec, name: str) -> bool:
    return any(name in schema.classes[label].properties for label in spec.labels[:-1] if label in schema.classes)


def _aligned(schema: Schema, spec: ClassSpec) -> str:
    above = (o for o in schema.graph.objects(URIRef(spec.iri), RDFS.subClassOf) if not str(o).startswith(schema.base))
    outside = sorted(_short(schema, iri) for iri in above)
    return f" A kind of {', '.join(f'`{name}`' for name in outside)}." if outside else ""


def _properties(schema: Schema, properties: Mapping[str, PropertySpec]) -> Iterator[str]:
    if not properties:
        return
    yield "| property | type | meaning | also said as |"
    yield "|---|---|---|---|"
    for spec in properties.values():
        kind = _TYPES[spec.type] + (", several" if spec.many else "") + (", required" if spec.required else "")
        values = f" One of {', '.join(f'`{value}`' for value in spec.values)}." if spec.values else ""
        also = ", ".join(f"`{name}`" for name in _above(schema, f"{schema.base}ontology#{spec.name}"))
        yield f"| `{spec.name}` | {kind} | {spec.comment}{values} | {also} |"
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


def _statements(schema: Schema) -> Iterator[str]:
    """In RDF a relationship is a statement too: which class and which link."""
    yield "In RDF a relationship is a link, and a statement that has its properties ([how](guide/linked-data.md)):"
    yield ""
    yield "| type | link | statement | also said as |"
    yield "|---|---|---|---|"
    for spec in sorted(schema.relationships.values(), key=lambda spec: spec.type):
        above = ", ".join(f"`{name}`" for name in _above(schema, spec.iri))
        yield f"| `{spec.type}` | `tg:{spec.local_name}` | `tg:{spec.statement}` | {above} |"
    yield ""


def _above(schema: Schema, iri: str) -> list[str]:
    """The properties of others above one of ours, as prefixed names; `^` before one that says it the other way round."""
    found = []
    for above in schema.graph.objects(URIRef(iri), RDFS.subPropertyOf):
        inverse = schema.graph.value(above, OWL.inverseOf)
        found.append(f"^{_short(schema, inverse)}" if inverse is not None else _short(schema, above))
    return sorted(found)


def _short(schema: Schema, iri: object) -> str:
    return schema.graph.namespace_manager.normalizeUri(str(iri)).strip("<>")


def _examples(_: Schema) -> Iterator[str]:
    """Real instances, as an export gives them: [examples.ttl] holds them, and a test holds them to the catalogue."""
    yield "## Examples"
    yield ""
    yield "Real instances in Turtle, as `treatygraph export` writes them (prefixes left out):"
    yield ""
    yield "```turtle"
    lines = EXAMPLES_FILE.read_text(encoding="utf-8").splitlines()
    shown = [line for line in lines if not line.startswith(("@", "#"))]
    yield from (line for before, line in zip(["", *shown], shown, strict=False) if line or before)
    yield "```"
    yield ""


def _changes(schema: Schema) -> Iterator[str]:
    yield "## Changes"
    yield ""
    notes = sorted(map(str, schema.graph.objects(URIRef(f"{schema.base}ontology"), SKOS.changeNote)), reverse=True)
    yield from (f"- {note}" for note in notes)


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
