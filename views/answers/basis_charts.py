"""Charts of connections between states: a map around one of them, and the matrix of all."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from graph.law.connections import Connections
from graph.law.verdicts import Verdict
from graph.projection import Projection
from views.answers.verdict_look import FAILING, VERDICTS
from views.common.look import GRID, PAPER, Ink
from views.treaties.world_map import CHOSEN, OUTLINED, with_outlines

STATE, PAIR = "state", "pair"
_CENTRE, _OUTSIDE = "asked about", "not a member of the United Nations"
_CENTRE_INK = Ink("#1f4e86", "#8dbdf2")
_SIDE = 620  # pixels


def verdict_map(graph: Projection, found: Connections, centre: str, height: int = 330) -> dict[str, Any]:
    """The world by the verdict between `centre` and each state; a click gives the selection `state` with its id (a Vega-Lite specification)."""
    rows = pd.DataFrame(
        [
            {
                "m49": graph.nodes[s].properties.get("m49"),
                "state": s,
                "name": graph.name(s),
                "verdict": _CENTRE if s == centre else found.verdict(centre, s).value,
            }
            for s in found.states
        ]
    )
    inks = {v.value: str(look.ink) for v, look in VERDICTS.items()} | {
        Verdict.fails.value: str(FAILING),
        _CENTRE: str(_CENTRE_INK),
        _OUTSIDE: str(PAPER),
    }
    clicked = alt.selection_point(name=STATE, fields=["state"], on="click", empty=False)
    chart = (
        alt.Chart(OUTLINED)
        .mark_geoshape(strokeJoin="round")
        .transform_lookup(lookup="id", from_=alt.LookupData(rows, "m49", ["state", "name", "verdict"]))
        .transform_calculate(
            verdict=f"datum.verdict || '{_OUTSIDE}'", name="datum.name || 'No member of the United Nations'"
        )
        .encode(
            color=alt.Color(
                "verdict:N",
                title=None,
                scale=alt.Scale(domain=list(inks), range=list(inks.values())),
                legend=alt.Legend(orient="bottom", symbolStrokeWidth=0, values=[*(v.value for v in VERDICTS), _CENTRE]),
            ),
            stroke=alt.condition(clicked, alt.value(str(CHOSEN)), alt.value(str(GRID))),
            strokeWidth=alt.condition(clicked, alt.value(2), alt.value(0.6)),
            tooltip=[alt.Tooltip("name:N", title="State"), alt.Tooltip("verdict:N", title="Route")],
        )
        .project("naturalEarth1", rotate=[-11, 0, 0])
        .properties(height=height)
        .add_params(clicked)
        .configure_view(strokeWidth=0)
    )
    return with_outlines(chart)


def heat_map(cells: pd.DataFrame, side: int) -> alt.Chart:
    """The matrix of so many states to a side (`Pairs.cells`); a click selects `pair`, the two ids. Pairs that fail are left out."""
    shown = [Verdict.holds, Verdict.undetermined]
    clicked = alt.selection_point(name=PAIR, fields=["one_id", "other_id"], on="click", empty=False)
    scale = alt.Scale(domain=[0, side], nice=False)
    return (
        alt.Chart(cells)
        .mark_rect()
        .encode(
            x=alt.X("x:Q", scale=scale, axis=None),
            x2="x2:Q",
            y=alt.Y("y:Q", scale=alt.Scale(domain=[side, 0], nice=False), axis=None),
            y2="y2:Q",
            color=alt.Color(
                "verdict:N",
                title=None,
                legend=None,
                scale=alt.Scale(domain=[v.value for v in shown], range=[str(VERDICTS[v].ink) for v in shown]),
            ),
            stroke=alt.condition(clicked, alt.value(str(CHOSEN)), alt.value(None)),
            tooltip=[
                alt.Tooltip("one:N", title="State"),
                alt.Tooltip("other:N", title="and"),
                alt.Tooltip("verdict:N", title="Route"),
            ],
        )
        .properties(width=_SIDE, height=_SIDE)
        .add_params(clicked)
        .configure_view(stroke=str(GRID), fill=str(FAILING))
    )
