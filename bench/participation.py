"""Measure the loaders of participation and trade agreements: `python bench/participation.py [DATA]`.

Prints, for the status files, what became of each and how the counts of signatories and parties compare with the
depositary's own; for the trade agreements, that every article is there and how many are split into paragraphs; and
the time both take. Exit code 1 where a measure is missed.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # run from the checkout, whether or not the project is installed

from graph.checks import check_batch
from graph.records import Batch
from loaders.catalogue import load_catalogue
from loaders.coe import load_coe, read_chart
from loaders.known import Known
from loaders.mtdsg import Tally, load_mtdsg, read_status_file, status_files, tally
from loaders.tota import load_tota
from loaders.tota.document import read_agreement
from loaders.untc import load_untc
from loaders.xml_tree import UnreadableXmlError, decode_xml, parse_xml
from ontology.schema import Schema, load_schema

DATA = Path(__file__).parents[2] / "shared" / "data"
COUNTS_AGREE = 0.97
PARAGRAPHS_SPLIT = 0.95
_NUMBERED = re.compile(r"^\s*(\d{1,2})\.\s", re.MULTILINE)


def measures(data: Path) -> dict[str, Callable[[], bool]]:
    """Each measure by its name: it prints its figures and says whether they are as wanted."""
    schema = load_schema()
    catalogue = load_catalogue(schema)
    given = schema, Known.of(catalogue, schema), catalogue.labels_by_id()
    return {
        "status files": lambda: measure_mtdsg(data / "mtdsg", *given),
        "chart and tables": lambda: measure_tables(data / "participation", *given),
        "trade agreements": lambda: measure_tota(data / "tota" / "tota_subset.tar.xz", *given),
    }


def main(data: Path) -> int:
    """Run every measure. 0 where all are met."""
    met = [measure() for measure in measures(data).values()]
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"\npeak memory of one process: {peak:.0f} MiB; records that the checks refuse are counted above")
    return 0 if all(met) else 1


def measure_mtdsg(folder: Path, schema: Schema, known: Known, labels: dict[str, str]) -> bool:
    """Files by outcome, counts against the depositary's, rows in against rows out."""
    start = time.perf_counter()
    batches = list(load_mtdsg([folder], schema, known, workers=os.cpu_count() or 1))
    seconds = time.perf_counter() - start
    outcome = {"loaded": 0, "loaded with repairs": 0, "refused": 0}
    found: dict[str, Tally] = {}
    for path, batch in zip(status_files([folder]), batches, strict=True):
        try:
            found[path.name] = tally(read_status_file(path)[0], batch, schema)
        except UnreadableXmlError:
            outcome["refused"] += 1
        else:
            outcome["loaded with repairs" if batch.repaired else "loaded"] += 1
    print(f"status files: {len(batches)}: {', '.join(f'{n} {w}' for w, n in outcome.items())}; {seconds:.1f} s")
    unsound = sum(_unsound(batch, schema, labels) for batch in batches)
    agreement = _print_counts(found)
    rows, loaded, reported = (sum(getattr(t, name) for t in found.values()) for name in ("rows", "loaded", "reported"))
    records = sum(len(batch.nodes) + len(batch.edges) for batch in batches)
    print(f"rows and statements: {rows} in = {loaded} with records + {reported} in the report only")
    print(
        f"  {records} records, {unsound} of them refused by the checks; {sum(len(b.repaired) for b in batches)} repairs"
    )
    return agreement >= COUNTS_AGREE and rows == loaded + reported and not unsound


def _print_counts(found: dict[str, Tally]) -> float:
    """The share of files with a table of participants and stated counts that agree in both."""
    tables = [name for name, t in found.items() if t.has_table]
    compared = [name for name in tables if (found[name].stated_parties, found[name].stated_signatories) != (None, None)]
    agreeing = [name for name in compared if found[name].agrees]
    share = len(agreeing) / len(compared)
    print(
        f"  {len(found) - len(tables)} without a table of participants (cut off, or of another kind): no parties counted"
    )
    print(
        f"counts: {len(agreeing)} of {len(compared)} files agree with the depositary: {share:.1%} (wanted {COUNTS_AGREE:.0%})"
    )
    for name in compared:
        for difference in found[name].disagreements():
            print(f"  {name}: {difference}")
    return share


def measure_tables(folder: Path, schema: Schema, known: Known, labels: dict[str, str]) -> bool:
    """The Council of Europe's chart against the totals it prints, and CSV tables row by row."""
    chart_file = next(folder.glob("coe_*.md"))
    chart, batch = read_chart(chart_file.read_text(encoding="utf-8")), load_coe(chart_file, schema, known)
    bound = sum(row.bound is not None for row in chart.rows)
    open_ = sum(row.signed is not None and row.bound is None for row in chart.rows)
    print(f"\nchart of treaty {chart.number}: {len(chart.rows)} rows; {bound} bound, {open_} signed only", end=" ")
    print(f"(the chart says {chart.bound} and {chart.signed_only})")
    sound = (bound, open_) == (chart.bound, chart.signed_only) and not _unsound(batch, schema, labels)
    for path in sorted((folder / "untc_2015").glob("*.csv")):
        batch = load_untc(path, schema, known)
        lines = {edge.place.line for edge in batch.edges}
        rows = sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip()) - 1
        print(
            f"{path.name}: {rows} rows in = {len(lines)} with records + {len({r.place.line for r in batch.refused})} in the report only"
        )
        sound = (
            sound and rows == len(lines | {r.place.line for r in batch.refused}) and not _unsound(batch, schema, labels)
        )
    return sound


def measure_tota(archive: Path, schema: Schema, known: Known, labels: dict[str, str]) -> bool:
    """Article elements in the files against those in the records, and paragraphs split where an article has numbered
    ones.
    """
    start = time.perf_counter()
    files, records, references, unsound, refused = 0, 0, 0, 0, 0
    for batch in load_tota([archive], schema, known, workers=os.cpu_count() or 1):
        files += 1
        records += len(batch.nodes) + len(batch.edges)
        references += sum("quote" in edge.properties for edge in batch.edges)
        refused += len(batch.refused)
        unsound += _unsound(batch, schema, labels)
    seconds = time.perf_counter() - start
    elements, present, numbered, split = _articles(archive)
    print(
        f"\ntrade agreements: {files} files, {records} records, {references} references; {refused} refusals; {seconds:.1f} s"
    )
    print(f"articles: {present} of {elements} elements present; {unsound} records refused by the checks")
    share = split / numbered
    print(
        f"paragraphs: split in {split} of {numbered} articles that number them: {share:.2%} (wanted {PARAGRAPHS_SPLIT:.0%})"
    )
    return present == elements and share >= PARAGRAPHS_SPLIT and not unsound


def _articles(archive: Path) -> tuple[int, int, int, int]:
    elements = present = numbered = split = 0
    for text in _texts(archive):
        agreement = read_agreement(text)
        provisions = {p.path: p for top in agreement.outline.parts for p in top.walk()}
        by_element = {identifier: provisions[path] for path, identifier in agreement.elements.items()}
        for article in parse_xml(text, "treaty").find_all("body", "chapter", "article"):
            elements += 1
            provision = by_element.get(article.attributes["article_identifier"])
            present += provision is not None
            values = {int(value) for value in _NUMBERED.findall(article.text)}
            if {1, 2} <= values:
                numbered += 1
                split += provision is not None and {"1", "2"} <= {part.token for part in provision.children}
    return elements, present, numbered, split


def _texts(archive: Path) -> Iterator[str]:
    with tarfile.open(archive) as files:
        for member in files:
            content = files.extractfile(member) if member.name.endswith(".xml") else None
            if content:
                yield decode_xml(content.read())[0]


def _unsound(batch: Batch, schema: Schema, labels: dict[str, str]) -> int:
    return len(check_batch(batch, schema, labels).refused) - len(batch.refused)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA))
