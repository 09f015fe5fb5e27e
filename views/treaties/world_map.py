"""A map of the world by where each state stands towards a treaty. Outlines: Natural Earth through world-atlas, kept here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from graph.law.participants import Participant
from graph.projection import Projection
from ontology.schema import Terms
from views.common.frame import FOLDER
from views.common.look import NO_ACT, PAPER, STANDS, Ink, span

OUTLINES = FOLDER / "components" / "map" / "world.json"
SELECTION = "state"
# Stands for the outlines, which are put in last: Altair would look through all their numbers, which takes longer than all else.
OUTLINED = alt.topo_feature("outlines", "states")
NO_ACT_NAME = "No act on record"
CHOSEN = Ink("#1a222d", "#ffffff")


@cache
def outlines() -> dict[str, Any]:
    """The outlines of the world's states, by UN M49 code, as TopoJSON."""
    topology: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return topology


def rows(graph: Projection, those: list[Participant]) -> pd.DataFrame:
    """One row for each present state: `m49, state, name, stand, told`."""
    by_actor = {p.actor: p for p in those}
    state = Terms(graph.schema).State
    return pd.DataFrame(
        [
            {"m49": node.properties["m49"], "state": id_, "name": graph.name(id_), **_told(by_actor.get(id_))}
            for id_, node in graph.nodes.items()
            if node.label == state and "m49" in node.properties and "dissolved" not in node.properties
        ]
    )


def _told(p: Participant | None) -> dict[str, str]:
    if p is None:
        return {"stand": NO_ACT_NAME, "told": ""}
    acts = [("signed", p.signature), (p.consent.mode if p.consent else "", p.consent)]
    told = "; ".join(f"{word or 'instrument'} {span(act.when)}" for word, act in acts if act)
    return {"stand": STANDS[p.stand].name, "told": told}


def chart(table: pd.DataFrame, height: int = 320) -> dict[str, Any]:
    """The map as a Vega-Lite specification; a click on a state gives the selection `state` with its id."""
    return with_outlines(_chart(table, height))


def with_outlines(chart: alt.Chart) -> dict[str, Any]:
    """The specification of a chart of `OUTLINED`, with the outlines of the states put in."""
    specification: dict[str, Any] = chart.to_dict()
    specification["data"] = {"values": outlines(), "format": {"type": "topojson", "feature": "states"}}
    return specification


def _chart(table: pd.DataFrame, height: int) -> alt.Chart:
    inks: Mapping[str, str] = {look.name: str(look.ink) for look in STANDS.values()} | {NO_ACT_NAME: str(NO_ACT)}
    clicked = alt.selection_point(name=SELECTION, fields=["state"], on="click", empty=False)
    columns = ["state", "name", "stand", "told"]
    return (
        alt.Chart(OUTLINED)
        .mark_geoshape(strokeJoin="round")
        .transform_lookup(lookup="id", from_=alt.LookupData(table, "m49", columns))
        .transform_calculate(stand=f"datum.stand || '{NO_ACT_NAME}'", name="datum.name || 'No state of its own'")
        .encode(
            color=alt.Color(
                "stand:N", scale=alt.Scale(domain=list(inks), range=list(inks.values())), legend=None
            ),
            stroke=alt.condition(clicked, alt.value(str(CHOSEN)), alt.value(str(PAPER))),
            strokeWidth=alt.condition(clicked, alt.value(2), alt.value(0.6)),
            tooltip=[
                alt.Tooltip("name:N", title="State"), alt.Tooltip("stand:N", title="Stands"), alt.Tooltip("told:N", title="Acts"),
            ],
        )
        .project("naturalEarth1", rotate=[-11, 0, 0])
        .properties(height=height)
        .add_params(clicked)
        .configure_view(strokeWidth=0)
    )  # fmt: skip
