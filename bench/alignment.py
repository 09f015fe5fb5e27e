"""How good the computed alignment is: precision at 1 and recall at 5 on the curated correspondences, held out by folds.

Each curated correspondence is asked from both ends: given one provision and the other treaty, which of ALL its provisions (articles,
paragraphs, points, chapters) corresponds? Three settings, each with weights fitted on the training folds only:

- alone:  no correspondence is known at all;
- rows:   a random fifth of the correspondences is held out, the others are known;
- pairs:  every correspondence between two treaties is held out at once, those of other pairs of treaties are known.

    python bench/alignment.py           print the figures
    python bench/alignment.py --fit     print weights fitted to all curated correspondences, for graph/alignment/__init__.py
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from graph.alignment import WEIGHTS, Alignment, correspondences, links
from graph.alignment.features import COMPONENTS, components, side_of
from graph.checks import check_batch
from graph.ids import treaty_of
from graph.loading import catalogue_batch
from graph.projection import Projection
from ontology.schema import load_schema

NAMES = list(COMPONENTS)
FOLDS = 5
STEPS, RATE, DECAY = 120, 0.3, 0.002
Rows = list[tuple[str, str]]
Query = tuple[str, str]  # a provision, and the treaty in which its counterpart is sought


def catalogue() -> Projection:
    schema = load_schema()
    batch = check_batch(catalogue_batch(schema), schema, {})
    return Projection(
        schema, batch.digest(), {n.id: n for n in batch.nodes}, tuple(sorted(batch.edges, key=lambda e: e.key))
    )


class Bench:
    """Correspondences of one training set, with the components of every pair of treaties, computed once."""

    def __init__(self, known: Rows, sides: dict) -> None:
        self.known = links(known)
        self.sides = sides
        self._stacks: dict[Query, np.ndarray] = {}

    def values(self, provision: str, other: str) -> np.ndarray:
        """Components by candidates, for one provision against another treaty."""
        key = treaty_of(provision), other
        if key not in self._stacks:
            found = components(self.sides[key[0]], self.sides[other], self.known)
            self._stacks[key] = np.stack([found[name] for name in NAMES])
        return self._stacks[key][:, self.sides[key[0]].index[provision], :]

    def columns(self, other: str, ids: Iterable[str]) -> list[int]:
        return [self.sides[other].index[id_] for id_ in ids]

    def fit(self, asked: dict[Query, set[str]]) -> np.ndarray:
        """Weights, none negative, that put the right answers above the others (softmax over all candidates; Adam)."""
        cases = [(self.values(*query), self.columns(query[1], answers)) for query, answers in asked.items()]
        weights = np.full(len(NAMES), 2.0)
        first, second = np.zeros_like(weights), np.zeros_like(weights)
        for step in range(1, STEPS + 1):
            gradient = sum(_slope(values, right, weights) for values, right in cases) / len(cases) - DECAY * weights
            first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
            move = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
            weights = np.maximum(weights + RATE * move, 0)
        return weights


def _slope(values: np.ndarray, right: list[int], weights: np.ndarray) -> np.ndarray:
    z = weights @ values
    chance = np.exp(z - z.max())
    return values[:, right].mean(axis=1) - values @ (chance / chance.sum())


def queries(rows: Rows) -> dict[Query, set[str]]:
    found: dict[Query, set[str]] = defaultdict(set)
    for first, second in rows:
        found[first, treaty_of(second)].add(second)
        found[second, treaty_of(first)].add(first)
    return found


Result = tuple[bool, float, float]


def evaluate(
    bench: Bench, weights: np.ndarray, asked: dict[Query, set[str]], gold: dict[Query, set[str]]
) -> list[Result]:
    """For each query: whether the first answer is right, the share of right ones in the first five, and the first one's score."""
    results = []
    for query, right in asked.items():
        scores = (weights / weights.sum()) @ bench.values(*query)
        scores[bench.columns(query[1], gold[query] - right)] = -1  # known already: not asked for
        order = np.argsort(-scores, kind="stable")[:5]
        ids = [bench.sides[query[1]].nodes[column].id for column in order]
        results.append((ids[0] in right, len(right & set(ids)) / len(right), float(scores[order[0]])))
    return results


def folds(rows: Rows, by_pair: bool) -> list[int]:
    random = np.random.default_rng(0)
    if not by_pair:
        return [int(n) for n in random.permutation(len(rows)) % FOLDS]
    pairs = sorted({frozenset(map(treaty_of, row)) for row in rows}, key=sorted)
    number = dict(zip(pairs, random.permutation(len(pairs)) % FOLDS, strict=True))
    return [int(number[frozenset(map(treaty_of, row))]) for row in rows]


def held_out(rows: Rows, sides: dict, *, know: bool, by_pair: bool) -> list[Result]:
    gold, fold, results = queries(rows), folds(rows, by_pair), []
    for k in range(FOLDS):
        train = [row for row, f in zip(rows, fold, strict=True) if f != k]
        test = [row for row, f in zip(rows, fold, strict=True) if f == k]
        bench = Bench(train if know else [], sides)
        results += evaluate(bench, bench.fit(queries(train)), queries(test), gold)
    return results


def report(name: str, results: list[Result]) -> None:
    right, recall, _ = (np.array(column, dtype=float) for column in zip(*results, strict=True))
    print(f"{name:6s} precision at 1 {right.mean():.3f}   recall at 5 {recall.mean():.3f}   ({len(results)} questions)")


def table(results: list[Result]) -> None:
    print("score of the first answer -> how often it is right (rows)")
    for low in np.arange(0.1, 0.9, 0.1):
        inside = [right for right, _, score in results if low <= score < low + 0.1]
        if inside:
            print(f"  {low:.1f} to {low + 0.1:.1f}: {np.mean(inside):.2f} of {len(inside)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="print weights fitted to everything")
    graph = catalogue()
    rows = sorted({(e.start, e.end) for e in correspondences(graph)})
    sides = {treaty: side_of(graph, treaty) for treaty in {treaty_of(id_) for row in rows for id_ in row}}
    if parser.parse_args().fit:
        weights = Bench(rows, sides).fit(queries(rows))
        print({name: round(float(w), 3) for name, w in zip(NAMES, weights / weights.sum(), strict=True)})
        return
    print(f"{len(rows)} curated correspondences, {FOLDS} folds, weights fitted anew for each")
    report("alone", held_out(rows, sides, know=False, by_pair=False))
    by_rows = held_out(rows, sides, know=True, by_pair=False)
    report("rows", by_rows)
    report("pairs", held_out(rows, sides, know=True, by_pair=True))
    table(by_rows)
    start = time.perf_counter()
    Alignment(graph, "uncc", "uncac", weights=WEIGHTS)
    print(f"one pair of treaties (uncc, uncac): {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
