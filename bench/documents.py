"""All that the loaders are measured by, in one run: `python bench/documents.py [DATA]` (default: `../shared/data` beside the checkout).

Texts (order of articles, references, rebuilding), participation (agreement with the depositary, rows in and out), trade
agreements (articles, paragraphs), then speed and memory over the whole corpus. Exit code 1 where one figure is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # run from the checkout, whether or not the project is installed

from bench import corpus, participation, text


def main(arguments: Sequence[str]) -> int:
    """Run every measure; 0 where all are met, 2 where there is nothing to measure."""
    data = Path(arguments[0]) if arguments else corpus.DATA
    if not data.is_dir():
        print(f"{data}: no such folder", file=sys.stderr)
        return 2
    met: dict[str, bool] = {}
    speed = {"speed and memory": lambda: corpus.measure(corpus.embedded, data)}
    for name, measure in (text.measures(data / "texts") | participation.measures(data) | speed).items():
        print(f"\n== {name}", flush=True)
        met[name] = measure()
    print()
    for name, passed in met.items():
        print(f"{'pass' if passed else 'FAIL'}  {name}")
    return 0 if all(met.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
