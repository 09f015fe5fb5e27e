"""All pairs of states for one question, reckoned once and kept: counts, what would connect more, where routes break, every cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from graph.law.connections import Connections, Link, Ratification
from graph.law.verdicts import Verdict
from views.answers.basis_question import Question

_TOP = 400  # ratifications and weak links


@dataclass(frozen=True)
class Pairs:
    """`cells`: the pairs that do not fail, twice each, as `x, y, x2, y2, one, other, one_id, other_id, verdict`, the best connected states
    first; `connected`: for each state with how many others a route holds or may hold.
    """

    connections: Connections
    counts: Counter[Verdict]
    ratifications: list[Ratification]
    weakest: list[Link]
    cells: pd.DataFrame
    connected: pd.DataFrame


def reckon(question: Question) -> Pairs:
    """All pairs of members of the United Nations for a question."""
    return _reckon(question, question.key())


@st.cache_resource(max_entries=8, show_spinner="Reckoning all pairs of states")
def _reckon(_question: Question, key: tuple[str, ...]) -> Pairs:  # noqa: ARG001  (the key of the cache)
    q = _question
    found = Connections(q.record, q.measure, q.offence, q.on, objections=q.objections)
    rows = found.matrix()
    counts = {s: Counter(row) for s, row in zip(found.states, rows, strict=True)}
    names = {s: q.record.graph.name(s) for s in found.states}
    order = sorted(found.states, key=lambda s: (-counts[s][Verdict.holds], -counts[s][Verdict.undetermined], names[s]))
    connected = pd.DataFrame(
        [(names[s], counts[s][Verdict.holds], counts[s][Verdict.undetermined]) for s in order],
        columns=["State", "Holds", "Undetermined"],
    )
    cells = _cells(found, rows, order, names)
    return Pairs(found, found.counts(), found.ratifications(_TOP), found.weakest_links(_TOP), cells, connected)


def _cells(found: Connections, rows: list[list[Verdict]], order: list[str], names: dict[str, str]) -> pd.DataFrame:
    index = {s: i for i, s in enumerate(found.states)}
    return pd.DataFrame(
        [
            (x, y, x + 1, y + 1, names[a], names[b], a, b, v.value)
            for y, a in enumerate(order)
            for x, b in enumerate(order)
            if (v := rows[index[a]][index[b]]) is not Verdict.fails
        ],
        columns=["x", "y", "x2", "y2", "one", "other", "one_id", "other_id", "verdict"],
    )
