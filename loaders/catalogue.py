"""The catalogue: curated facts in `loaders/catalogue/`, one folder for each treaty.

A table's file name says which class or relationship of the ontology its rows are, so that a new kind of fact needs no
code here. Only provisions get more than their row says: their place in the treaty follows from the id and the order of rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.checks import suggestion
from graph.ids import container_of, eid, provision_name, segments, treaty_of
from graph.records import Batch, Edge, Node, Place
from loaders.tables import Row, read_rows, typed_values
from ontology.schema import ClassSpec, RelationshipSpec, Schema, Terms, Value

FOLDER = Path(__file__).parent / "catalogue"
ORIGIN = "catalogue"
PROVENANCE = ("source", "locator", "review")


def load_catalogue(schema: Schema, folder: Path = FOLDER) -> Batch:
    """All records of a catalogue folder. Rows that cannot be read are in the batch's `refused`."""
    return _Catalogue(schema, folder).read()


class _Catalogue:
    """One reading of a catalogue folder."""

    def __init__(self, schema: Schema, folder: Path) -> None:
        self.schema = schema
        self.terms = Terms(schema)
        self.folder = folder
        self.batch = Batch(ORIGIN)
        self.nodes = {_table_name(spec.name): spec for spec in schema.classes.values()}
        self.relations = {spec.type.lower(): spec for spec in schema.relationships.values()}

    def read(self) -> Batch:
        if not self.folder.is_dir():
            self.batch.refuse(Place(str(self.folder)), "expected a catalogue folder")
        for path in self._tables():
            self._read_table(path)
        return self.batch

    def _tables(self) -> Iterator[Path]:
        """Treaties first: the names of provisions are made from their titles."""
        found = [p for p in self.folder.rglob("*") if p.suffix in (".csv", ".toml")]
        treaty_table = _table_name(self.terms.Treaty)
        yield from sorted(found, key=lambda p: (p.stem != treaty_table, p))

    def _read_table(self, path: Path) -> None:
        shown_as = str(path.relative_to(self.folder.parent))
        rows = read_rows(path, shown_as, self.batch)
        if path.stem == _table_name(self.terms.Provision):
            self._read_provisions(rows)
        elif path.stem in self.nodes:
            for row in rows:
                self._add_node(row, self.nodes[path.stem])
        elif path.stem in self.relations:
            for row in rows:
                self._add_edge(row, self.relations[path.stem])
        else:
            known = [*self.nodes, *self.relations]
            self.batch.refuse(
                Place(shown_as), f"no class or relationship is called {path.stem!r}{suggestion(path.stem, known)}"
            )

    def _add_node(self, row: Row, spec: ClassSpec) -> None:
        values, problems = typed_values(row, spec.properties, spec.name, ignored={"id"})
        self._keep(row, problems, Node(spec.name, row.text("id"), values, row.place))

    def _add_edge(self, row: Row, spec: RelationshipSpec) -> None:
        values, problems = typed_values(row, spec.properties, spec.type, ignored={"from", "to"})
        problems += [f"{end} is missing" for end in ("from", "to") if not row.text(end)]
        self._keep(row, problems, Edge(spec.type, row.text("from"), row.text("to"), values, row.place))

    def _keep(self, row: Row, problems: list[str], record: Node | Edge) -> None:
        if problems:
            self.batch.refuse(row.place, "; ".join(problems))
        elif isinstance(record, Node):
            self.batch.nodes.append(record)
        else:
            self.batch.edges.append(record)

    def _read_provisions(self, rows: Iterator[Row]) -> None:
        titles = {
            n.id: str(n.properties.get("short_title") or n.properties["name"])
            for n in self.batch.nodes
            if n.label == self.terms.Treaty
        }
        ordinals: dict[str, int] = {}
        for row in rows:
            treaty = treaty_of(row.text("id"))
            ordinals[treaty] = ordinals.get(treaty, 0) + 1
            self._add_provision(row, titles, ordinals[treaty])

    def _add_provision(self, row: Row, titles: dict[str, str], ordinal: int) -> None:
        id_, treaty = row.text("id"), treaty_of(row.text("id"))
        try:
            label = self.schema.leaf_for_segment(segments(id_)[-1][0])
        except (ValueError, KeyError) as error:
            self.batch.refuse(row.place, f"{id_!r} names no kind of provision: {error}")
            return
        values, problems = typed_values(row, self.schema.classes[label].properties, label, ignored={"id", "parent"})
        if treaty not in titles:
            problems.append(f"unknown treaty {treaty!r}{suggestion(treaty, titles)}")
        heading = row.text("heading") or None
        derived: dict[str, Value] = {
            "name": provision_name(id_, titles.get(treaty, treaty), heading), "eid": eid(id_), "ordinal": ordinal, "treaty": treaty,
        }  # fmt: skip
        self._keep(row, problems, Node(label, id_, {**derived, **values}, row.place))
        if not problems:
            self.batch.edges.append(self._containment(row, id_, ordinal, values))

    def _containment(self, row: Row, id_: str, ordinal: int, values: dict[str, Value]) -> Edge:
        stated = {name: values[name] for name in PROVENANCE if name in values}
        parent = row.text("parent") or container_of(id_)
        return Edge(self.terms.CONTAINS, parent, id_, {"ordinal": ordinal, **stated}, row.place)


def _table_name(label: str) -> str:
    return label.lower()
