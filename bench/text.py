"""Measure the reading of official texts: `python bench/text.py [FOLDER]` (default: `../shared/data/texts` beside the
checkout).

Prints, for every treaty of the folder (archives of Markdown files included), whether its article numbers are complete and in
order, whether each article put together again equals its source but for white space, and how references fare against
the
hand-labelled ones in `tests/data/references.csv`. Exit code 1 where a figure falls short.
"""

from __future__ import annotations

import csv
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from loaders.text.headings import order_of  # noqa: E402  # the checkout need not be installed
from loaders.text.lines import UnreadableTextError  # noqa: E402
from loaders.text.names import Names  # noqa: E402
from loaders.text.provisions import Provision, whole_text  # noqa: E402
from loaders.text.references import find_references  # noqa: E402
from loaders.text.treaty import TreatyText, read_treaty  # noqa: E402

TEXTS = ROOT.parent / "shared" / "data" / "texts"
LABELS = ROOT / "tests" / "data" / "references.csv"
LABELLED = {"budapest": "ets185_budapest_convention.md", "untoc": "untoc_2000.md"}
PRECISION, RECALL = 0.97, 0.95


@dataclass(frozen=True)
class Score:
    """How many labelled targets there are, how many were found, how many were given, and how many of these are
    right.
    """

    labelled: int
    found: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.labelled if self.labelled else 0.0


def articles(text: TreatyText) -> list[Provision]:
    """All articles of a treaty, in order."""
    return [p for top in text.outline.parts for p in top.walk() if p.kind == "art"]


def number_problems(text: TreatyText) -> list[str]:
    """Articles that are missing or out of order, for each place where they are numbered together."""
    problems: list[str] = []
    counted: dict[str, list[Provision]] = {}
    for article in articles(text):
        counted.setdefault(article.path.rpartition("/")[0], []).append(article)
    latest = 0
    for scope, group in counted.items():
        orders = [order_of(article.token) for article in group]
        first = orders[0][0]
        if first not in (1, latest + 1):
            problems.append(f"{scope or 'treaty'} begins with {group[0].printed}")
        for (before, rank), (value, suffix), article in zip(orders, orders[1:], group[1:], strict=False):
            if value > before + 1 or value < before or (value == before and suffix <= rank):
                problems.append(f"line {article.line}: {article.printed} after {before}")
        latest = orders[-1][0]
    return [*problems, *(f"line {line}: {reason}" for line, reason in text.outline.refused)]


def rebuilt_wrongly(text: TreatyText) -> list[str]:
    """Articles whose parts, put together again, differ from the lines of the source between their heading and the
    next one.
    """
    starts = sorted({p.line for top in text.outline.parts for p in top.walk() if p.kind not in ("para", "point")})
    left_out = _left_out(text)
    wrong: list[str] = []
    for article in articles(text):
        own = {p.line for p in article.walk()}
        end = next((line for line in starts if line > article.line and line not in own), None)
        source = [
            x.text
            for x in text.lines
            if article.line <= x.number and (end is None or x.number < end) and x.number not in left_out
        ]
        if not _equal("".join(source), article):
            wrong.append(article.path)
    return wrong


def _equal(source: str, article: Provision) -> bool:
    """Whether a source is an article put together: the text to the letter, the heading less the stops that part it
    from its number.
    """
    head, _, body = whole_text(article).partition("\n")
    source, body = "".join(source.split()), "".join(body.split())
    return source.endswith(body) and _letters(source[: len(source) - len(body)]) == _letters(head)


def _left_out(text: TreatyText) -> set[int]:
    """Lines that the reader says it left out: closing formulas, second articles, headings without a number."""
    lines: set[int] = set()
    for first, reason in text.outline.notes:
        span = reason.rpartition("(lines ")[2].rstrip(")").split(" to ") if "(lines " in reason else []
        if len(span) == 2:
            lines.update(range(int(span[0]), int(span[1]) + 1))
        elif reason.startswith("heading without a number"):
            lines.add(first)
    return lines


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def reference_score(folder: Path, treaty: str) -> tuple[Score, list[str]]:
    """The score of one labelled treaty, and every target that is missing or wrong, in words."""
    text = read_treaty(folder / LABELLED[treaty])
    provisions = {f"{treaty}/{p.path}": p for top in text.outline.parts for p in top.walk()}
    labels = [row for row in read_labels() if row["provision"].startswith(f"{treaty}/")]
    wanted = [
        (row["provision"], *_span(provisions[row["provision"]].text, row), target)
        for row in labels
        for target in row["targets"].split(";")
        if target
    ]
    found, _ = find_references(text.outline, Names({}, treaty))
    given = [(f"{treaty}/{r.source.path}", r.start, r.end, f"{treaty}/{r.target}") for r in found]
    missing = [w for w in wanted if not any(_same(w, g) for g in given)]
    wrong = [g for g in given if not any(_same(w, g) for w in wanted)]
    told = [f"missing: {w[0]} -> {w[3]}" for w in missing] + [f"wrong: {g[0]} -> {g[3]}" for g in wrong]
    return Score(len(wanted), len(wanted) - len(missing), len(given), len(given) - len(wrong)), told


def read_labels() -> list[dict[str, str]]:
    """The hand-labelled references: provision, quote, which occurrence of it, targets."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _span(text: str, row: dict[str, str]) -> tuple[int, int]:
    start = -1
    for _ in range(int(row["occurrence"])):
        start = text.find(row["quote"], start + 1)
    if start < 0:
        raise ValueError(f"{row['provision']}: {row['quote']!r} does not stand there")
    return start, start + len(row["quote"])


def _same(one: tuple[str, int, int, str], other: tuple[str, int, int, str]) -> bool:
    return one[0] == other[0] and one[3] == other[3] and one[1] < other[2] and other[1] < one[2]


def files_of(folder: Path, unpacked: Path) -> Iterator[Path]:
    """The treaty files of a folder, those in its archives included."""
    for path in sorted(folder.iterdir()):
        if path.name.endswith(".tar.xz"):
            with tarfile.open(path) as archive:
                archive.extractall(unpacked, filter="data")
        elif path.suffix in (".md", ".pdf", ".txt", ".html", ".docx"):
            yield path
    yield from sorted(unpacked.rglob("*.md"))


def measure_texts(paths: Iterable[Path]) -> tuple[int, int, int, int]:
    """Print what is not in order; (files, files in order, articles, articles that rebuild)."""
    files = in_order = total = equal = 0
    for path in paths:
        files += 1
        try:
            text = read_treaty(path)
        except UnreadableTextError as error:
            print(f"  {path.name}: not read: {error.reason}")
            continue
        problems, wrong = number_problems(text), rebuilt_wrongly(text)
        in_order += not problems
        total += len(articles(text))
        equal += len(articles(text)) - len(wrong)
        for problem in [*problems, *(f"{path_} differs from its source" for path_ in wrong)]:
            print(f"  {path.name}: {problem}")
    return files, in_order, total, equal


def measures(folder: Path) -> dict[str, Callable[[], bool]]:
    """Each measure by its name: it prints its figures and says whether they are as wanted."""
    return {"official texts": lambda: _measure_articles(folder), "references": lambda: _measure_references(folder)}


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where a figure falls short, 2 where there is nothing to measure."""
    folder = Path(arguments[0]) if arguments else TEXTS
    if not folder.is_dir():
        print(f"{folder}: no such folder", file=sys.stderr)
        return 2
    met = [measure() for measure in measures(folder).values()]
    return 0 if all(met) else 1


def _measure_articles(folder: Path) -> bool:
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as unpacked:
        files, in_order, total, equal = measure_texts(files_of(folder, Path(unpacked)))
    print(f"article numbers complete and in order: {in_order} of {files} files (those that are not stand above)")
    print(f"articles rebuilt equal to their source: {equal} of {total} (wanted all)")
    print(f"time: {time.perf_counter() - started:.1f} s")
    return equal == total > 0


def _measure_references(folder: Path) -> bool:
    good = True
    for treaty in LABELLED:
        score, told = reference_score(folder, treaty)
        print(
            f"references of {treaty}: {score.labelled} labelled targets, "
            f"precision {score.precision:.3f} (wanted {PRECISION}), recall {score.recall:.3f} (wanted {RECALL})"
        )
        print(*(f"  {line}" for line in told), sep="\n")
        good = good and score.precision >= PRECISION and score.recall >= RECALL
    return good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
