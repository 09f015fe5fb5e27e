"""The words of the schema, as the editor offers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontology.schema import ClassSpec, PropertySpec, RelationshipSpec, Schema

Words = dict[str, list[dict[str, Any]]]


def vocabulary(schema: Schema, parameters: Mapping[str, str] | None = None) -> Words:
    """`{labels, types, properties, parameters}`, each a list of `{name, label, about}`.

    Labels and types have the names of their `properties` besides.
    `parameters`: what each parameter stands for, by name.
    """
    return {
        "labels": [_label(spec) for spec in schema.legend()],
        "types": [_type(spec) for _, spec in sorted(schema.relationships.items())],
        "properties": _properties(schema),
        "parameters": [{"name": name, "label": "", "about": about} for name, about in (parameters or {}).items()],
    }


def _label(spec: ClassSpec) -> dict[str, Any]:
    return {"name": spec.name, "label": "", "about": spec.comment, "properties": sorted(spec.properties)}


def _type(spec: RelationshipSpec) -> dict[str, Any]:
    ends = f"{' or '.join(spec.sources)} → {' or '.join(spec.targets)}"
    return {"name": spec.type, "label": "", "about": f"{spec.comment} {ends}", "properties": sorted(spec.properties)}


def _properties(schema: Schema) -> list[dict[str, Any]]:
    owners = (*schema.classes.values(), *schema.relationships.values())
    known: dict[str, PropertySpec] = {name: spec for owner in owners for name, spec in owner.properties.items()}
    return [
        {"name": name, "label": spec.label if spec.label != name else "", "about": _about(spec)}
        for name, spec in sorted(known.items())
    ]


def _about(spec: PropertySpec) -> str:
    return f"{spec.comment} One of: {', '.join(spec.values)}." if spec.values else spec.comment
