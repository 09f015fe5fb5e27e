"""The outline of a treaty as records: provisions in their order, what contains them, and what they refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.ids import eid, provision_name, reference
from graph.records import Batch, Edge, Node, Place, Refusal
from loaders.text.concepts import suggest_concepts
from loaders.text.deontic import force
from loaders.text.names import Names
from loaders.text.provisions import Provision
from loaders.text.references import Reference, Unresolved, existing, find_references
from loaders.text.treaty import TreatyText
from ontology.schema import Schema, Terms, Value

_VERIFIED = "verified"
_COMPUTED = "compiled"
_REFERENCE_LANGUAGE = "en"


@dataclass(frozen=True)
class Loading:
    """What the records of a load have in common: the treaty's id and short title, the names of other treaties, and
    what the store holds.
    """

    schema: Schema
    treaty: str
    title: str
    names: Mapping[str, str]
    known: Mapping[str, str]

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.schema)


class Recorder:
    """Writes the records of one file into a batch."""

    def __init__(self, loading: Loading, text: TreatyText, source: str, batch: Batch) -> None:
        self.loading = loading
        self.text = text
        self.source = source
        self.batch = batch
        self.file = str(text.path)
        self.taken = {node.id: node.place for node in batch.nodes}
        self.locators: dict[tuple[str, int], str] = {}

    def write(self) -> None:
        """Source and treaty where they are not known yet, then provisions, then references."""
        self._source()
        self._treaty()
        ordinal = sum(
            1 for node in self.batch.nodes if self.loading.schema.is_a(node.label, self.loading.terms.Provision)
        )
        refused: set[str] = set()
        for provision in (p for top in self.text.outline.parts for p in top.walk()):
            id_ = self._id(provision)
            above = self._id(provision.parent) if provision.parent else self.loading.treaty
            if id_ in self.taken or above in refused:
                refused.add(id_)
                self.batch.refuse(
                    self._place(provision.line),
                    f"{reference(id_)} was already read from {self.taken.get(id_) or self.taken.get(above)}",
                )
                continue
            ordinal += 1
            self._provision(provision, id_, ordinal)
            self._containment(provision, above, id_, ordinal)
        self._references()
        self._suggestions()
        self._reports()

    # ------------------------------------------------------------------ nodes
    def _source(self) -> None:
        if self.source in self.taken:
            return
        title = " ".join(self.text.outline.title[-2:])[:300]
        properties: dict[str, Value] = {"name": f"Text of {self.loading.title}", "sha256": self.text.sha256}
        if title:
            properties["title"] = title
        self.batch.nodes.append(Node(self.loading.terms.Source, self.source, properties, Place(self.file)))

    def _treaty(self) -> None:
        """A treaty that nobody has described yet; one in the catalogue is left as it is."""
        id_ = self.loading.treaty
        if id_ in self.loading.known or id_ in self.taken:
            return
        properties: dict[str, Value] = {
            "name": self.loading.title,
            "source": self.source,
            "locator": "title",
            "review": _VERIFIED,
        }
        if self.text.outline.title:
            properties["title"] = self.text.outline.title[-1][:500]
        self.batch.nodes.append(Node(self.loading.terms.Treaty, id_, properties, Place(self.file, 1)))

    def _provision(self, provision: Provision, id_: str, ordinal: int) -> None:
        label = self.loading.schema.leaf_for_segment(provision.kind)
        text = provision.text or None
        values: dict[str, Value | None] = {
            "name": provision_name(id_, self.loading.title, provision.heading),
            "number": provision.number or None,
            "heading": provision.heading,
            "text": text,
            "text_source": self.source if text else None,
            "language": self.text.language if text else None,
            "eid": eid(id_),
            "ordinal": ordinal,
            "treaty": self.loading.treaty,
            **self._stated(provision),
        }
        declared = self.loading.schema.classes[label].properties
        if "marker" in declared:
            values["marker"] = provision.printed or None
        if "force" in declared and self.text.language == _REFERENCE_LANGUAGE:
            values["force"] = force(provision)
        self.batch.nodes.append(
            Node(label, id_, {k: v for k, v in values.items() if v is not None}, self._place(provision.line))
        )
        self.taken[id_] = self._place(provision.line)

    # ------------------------------------------------------------------ relationships
    def _containment(self, provision: Provision, above: str, id_: str, ordinal: int) -> None:
        stated = {"ordinal": ordinal, **self._stated(provision)}
        self.batch.edges.append(Edge(self.loading.terms.CONTAINS, above, id_, stated, self._place(provision.line)))

    def _references(self) -> None:
        if self.text.language != _REFERENCE_LANGUAGE:
            self.batch.repaired += [self._report(0, "references and deontic force are read from English texts only")]
            return
        outline = self.text.outline
        texts = [*outline.title, *(p.text for top in outline.parts for p in top.walk())]
        found, lost = find_references(outline, Names(self.loading.names, self.loading.treaty, texts))
        for reference_ in found:
            target = self._target(reference_)
            if target in self.taken or target in self.loading.known:
                self._reference(reference_, target)
        self.batch.repaired += [self._report(u.source.line, _unresolved(u)) for u in lost]

    def _target(self, found: Reference) -> str:
        if found.treaty:
            return existing(found.treaty, found.target, self.loading.known)
        return f"{self.loading.treaty}/{found.target}"

    def _reference(self, found: Reference, target: str) -> None:
        start = self._id(found.source)
        if start not in self.taken or target == start:
            return
        stated: dict[str, Value] = {
            "quote": found.quote,
            "kind": found.kind,
            "source": self.source,
            "locator": f"{self._locator(found.source)}, characters {found.start} to {found.end}",
            "review": _COMPUTED,
        }
        self.batch.edges.append(
            Edge(self.loading.terms.REFERS_TO, start, target, stated, self._place(found.source.line))
        )

    def _suggestions(self) -> None:
        """Concepts that the text names, where the ontology has a relationship for what is only suggested."""
        try:
            relation = self.loading.terms.SUGGESTS
        except AttributeError:
            return
        if not self.loading.known:  # no concept is there to be suggested
            return
        for found in suggest_concepts(self.text.outline, self.loading.schema, self.text.language):
            start = self._id(found.provision)
            if found.concept not in self.loading.known or start not in self.taken:
                continue
            where = "heading" if found.start < 0 else f"characters {found.start} to {found.end}"
            stated: dict[str, Value] = {
                "quote": found.quote,
                "basis": "computed",
                "score": found.score,
                "source": self.source,
                "locator": f"{self._locator(found.provision)}, {where}",
                "review": _COMPUTED,
            }
            self.batch.edges.append(Edge(relation, start, found.concept, stated, self._place(found.provision.line)))

    # ------------------------------------------------------------------ places and reports
    def _id(self, provision: Provision) -> str:
        return f"{self.loading.treaty}/{provision.path}"

    def _place(self, line: int) -> Place:
        return Place(self.file, line)

    def _locator(self, provision: Provision) -> str:
        key = provision.path, provision.line
        if key not in self.locators:
            self.locators[key] = f"{reference(self._id(provision))}, {self.text.where(provision.line)}"
        return self.locators[key]

    def _stated(self, provision: Provision) -> dict[str, Value]:
        return {"source": self.source, "locator": self._locator(provision), "review": _VERIFIED}

    def _report(self, line: int, reason: str) -> Refusal:
        return Refusal(self._place(line), reason)

    def _reports(self) -> None:
        notes: Iterator[tuple[int, str]] = iter(sorted([*self.text.document.notes, *self.text.outline.notes]))
        self.batch.repaired += [self._report(line, reason) for line, reason in notes]
        self.batch.refused += [self._report(line, reason) for line, reason in self.text.outline.refused]


def _unresolved(found: Unresolved) -> str:
    return f"reference {found.quote[:100]!r} in {found.source.path} was not resolved: {found.reason}"
