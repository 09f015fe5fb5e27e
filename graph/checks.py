"""Check records against the ontology before they reach a store.

What is refused here is what SHACL refuses (`treatygraph validate`); a test runs both over the same bad inputs.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterator, Mapping

from rapidfuzz import fuzz, process

from graph.records import Batch, Edge, Node, Place
from ontology.schema import PropertySpec, Schema, Value

_TYPE_NAMES = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a date (YYYY-MM-DD)",
}
_ACCEPTED: dict[type, tuple[type, ...]] = {
    float: (float, int),
    int: (int,),
    str: (str,),
    bool: (bool,),
    dt.date: (dt.date,),
}


def check_batch(batch: Batch, schema: Schema, known: Mapping[str, str]) -> Batch:
    """A batch with only what may be loaded; the rest stands in its `refused`, with the reason.

    `known` gives the labels of nodes that are already in the store, by id.
    """
    checked = Batch(batch.origin, refused=list(batch.refused), repaired=list(batch.repaired))
    sound = list(_sound_nodes(batch, schema, checked))
    labels = {**known, **{node.id: node.label for node in sound}}
    checked.nodes = [node for node in sound if _source_exists(node.properties, node.place, labels, checked)]
    labels = {**known, **checked.labels_by_id()}
    lost = {node.id for node in batch.nodes} - labels.keys()
    seen: set[tuple[str, str, str, str, str]] = set()
    for edge in batch.edges:
        problems = list(edge_problems(edge, schema, labels, lost))
        if not problems and edge.key in seen:
            problems = [
                f"the same {edge.type} from {edge.start} to {edge.end} stands above, with the same source and locator"
            ]
        if problems:
            checked.refuse(edge.place, "; ".join(problems))
        else:
            seen.add(edge.key)
            checked.edges.append(edge)
    return checked


def _sound_nodes(batch: Batch, schema: Schema, checked: Batch) -> Iterator[Node]:
    first: dict[str, Place] = {}
    for node in batch.nodes:
        problems = list(node_problems(node, schema))
        if node.id in first:
            problems.append(f"duplicate id {node.id!r}, first given at {first[node.id]}")
        if problems:
            checked.refuse(node.place, "; ".join(problems))
        else:
            first[node.id] = node.place
            yield node


def _source_exists(properties: Mapping[str, Value], place: Place, labels: Mapping[str, str], checked: Batch) -> bool:
    source = properties.get("source")
    if source is None or str(source) in labels:
        return True
    checked.refuse(place, f"unknown source {source!r}{suggestion(str(source), labels)}")
    return False


def node_problems(node: Node, schema: Schema) -> Iterator[str]:
    """What is wrong with a node, in words; nothing where it is sound."""
    spec = schema.classes.get(node.label)
    if spec is None:
        yield f"unknown label {node.label!r}{suggestion(node.label, schema.classes)}"
        return
    yield from _property_problems({**node.properties, "id": node.id}, spec.properties, node.label)


def edge_problems(edge: Edge, schema: Schema, labels: Mapping[str, str], lost: Collection[str] = ()) -> Iterator[str]:
    """What is wrong with a relationship: its type, its ends, its properties, its source."""
    spec = schema.relationships.get(edge.type)
    if spec is None:
        yield f"unknown relationship {edge.type!r}{suggestion(edge.type, schema.relationships)}"
        return
    for side, end, allowed in (("from", edge.start, spec.sources), ("to", edge.end, spec.targets)):
        if end in lost:
            yield f"{side} {end!r} was itself refused"
        elif end not in labels:
            yield f"{side} {end!r} does not exist (expected {_or(allowed)}){suggestion(end, labels)}"
        elif not any(schema.is_a(labels[end], label) for label in allowed):
            yield f"{side} {end!r} is {labels[end]}, expected {_or(allowed)}"
    source = edge.properties.get("source")
    if isinstance(source, str) and source not in labels:
        yield f"unknown source {source!r}{suggestion(source, labels)}"
    yield from _property_problems(edge.properties, spec.properties, edge.type)


def _property_problems(properties: Mapping[str, Value], specs: Mapping[str, PropertySpec], owner: str) -> Iterator[str]:
    for name, value in properties.items():
        spec = specs.get(name)
        if spec is None:
            yield f"{owner} has no property {name!r}{suggestion(name, specs)}"
        elif not _is_sound_text(spec, value):
            yield from value_problems(spec, value)
    for name, spec in specs.items():
        if spec.required and name not in properties:
            yield f"{name} is missing"


def _is_sound_text(spec: PropertySpec, value: Value) -> bool:
    """What most values are, told quickly: a text of which nothing is asked but that it is one."""
    free = spec.type is str and not spec.values and not spec.pattern
    return free and isinstance(value, str) and len(value) >= spec.min_length


def value_problems(spec: PropertySpec, value: Value) -> Iterator[str]:
    """What is wrong with the value of one property."""
    if isinstance(value, list) and not spec.many:
        yield f"{spec.name}: one value expected, {len(value)} given"
        return
    for item in value if isinstance(value, list) else [value]:
        if not _is_of(item, spec.type):
            yield f"{spec.name}: expected {_TYPE_NAMES[spec.type]}, found {item!r}"
        elif spec.values and item not in spec.values:
            yield f"{spec.name}: {item!r} is not one of {', '.join(spec.values)}{suggestion(str(item), spec.values)}"
        elif spec.pattern and not re.search(spec.pattern, str(item)):
            yield f"{spec.name}: {item!r} does not match {spec.pattern}"
        elif isinstance(item, str) and len(item) < spec.min_length:
            yield f"{spec.name}: may not be empty"
        elif isinstance(item, int | float) and not _within(item, spec):
            yield f"{spec.name}: {item} is out of range"


def _is_of(item: object, kind: type) -> bool:
    """bool is an int and datetime a date in Python; neither is meant."""
    if isinstance(item, bool | dt.datetime):
        return kind is bool and isinstance(item, bool)
    return isinstance(item, _ACCEPTED[kind])


def _within(number: float, spec: PropertySpec) -> bool:
    if not math.isfinite(number):
        return False
    return (spec.minimum is None or number >= spec.minimum) and (spec.maximum is None or number <= spec.maximum)


def suggestion(word: str, candidates: Collection[str]) -> str:
    """` (did you mean 'FRA'?)` where a candidate is near, otherwise nothing."""
    near = process.extractOne(word, list(candidates), scorer=fuzz.ratio, score_cutoff=75)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _or(words: Collection[str]) -> str:
    return " or ".join(words)
