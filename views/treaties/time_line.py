"""A time line of the acts on a treaty: how signatures and instruments added up, with the days that matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import altair as alt
import pandas as pd

from graph.law.acts import Act
from graph.law.bonds import Record
from graph.projection import Projection
from views.common.look import GRID, QUIET, Ink
from views.common.words import day

SIGNATURES, INSTRUMENTS = "Signatures", "Instruments"
_LETTER, _LINE = 0.0064, 15  # the width of a letter as a share of the chart, the height of a line in pixels
INKS = {SIGNATURES: Ink("#5b93cc", "#5f97d1"), INSTRUMENTS: Ink("#1f857a", "#52c4b4")}


def acts_table(record: Record, treaty: str) -> pd.DataFrame:
    """One row for each actor's first dated act of a kind: `kind, day, name, count, loose`, counted from the first on.

    An act that is known between bounds stands at the latest day they allow; one without any is left out.
    """
    kinds = ((SIGNATURES, record.acts.signatures_of(treaty)), (INSTRUMENTS, record.acts.consents_to(treaty)))
    return pd.DataFrame(
        [row for kind, acts in kinds for row in _counted(record.graph, kind, acts)],
        columns=["kind", "day", "name", "count", "loose"],
    )


def _counted(graph: Projection, kind: str, acts: Iterable[Act]) -> Iterable[dict[str, object]]:
    first: dict[str, Act] = {}
    for act in sorted(acts, key=lambda a: (a.when.last or dt.date.max, a.actor)):
        if act.when.last is not None:
            first.setdefault(act.actor, act)
    for number, act in enumerate(first.values(), 1):
        loose = "" if act.when.day else f"day known only {act.when}"
        yield {
            "kind": kind,
            "day": pd.Timestamp(act.when.last),
            "name": graph.name(act.actor),
            "count": number,
            "loose": loose,
        }


def milestones(record: Record, treaty: str) -> pd.DataFrame:
    """The days of the treaty itself: `day, what`, in their order."""
    said = record.graph.nodes[treaty].properties
    known = (("adopted", "adopted"), ("opened", "opened for signature"), ("closed_for_signature", "closes for signature"),
             ("entry_into_force", "in force"))  # fmt: skip
    found = sorted((said[name], word) for name, word in known if isinstance(said.get(name), dt.date))
    return pd.DataFrame(
        [{"day": pd.Timestamp(d), "what": f"{word}, {day(d)}"} for d, word in found], columns=["day", "what"]
    )


def placed(days: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """The milestones with `line` (0 is lowest) and `align`, so that none of their names covers another or runs off the chart."""
    whole, ends = max((last - first).days, 1), list[float]()
    rows = []
    for when, what in zip(days["day"], days["what"], strict=True):
        at, long = (when - first).days / whole, _LETTER * len(what)
        align = "left" if at + long < 1 else "right"
        begin = at if align == "left" else at - long
        line = next((i for i, end in enumerate(ends) if end < begin), len(ends))
        ends[line : line + 1] = [begin + long]
        rows.append((when, what, line, align))
    return pd.DataFrame(rows, columns=["day", "what", "line", "align"])


def chart(acts: pd.DataFrame, days: pd.DataFrame, needed: int | None, height: int = 280) -> alt.LayerChart:
    """Steps of the two counts, rules for the milestones, and a line at the number of instruments needed."""
    colour = alt.Color(
        "kind:N", title=None, legend=alt.Legend(orient="bottom", symbolType="stroke", offset=8),
        scale=alt.Scale(domain=list(INKS), range=[str(ink) for ink in INKS.values()]),
    )  # fmt: skip
    when = alt.X(
        "day:T",
        title=None,
        scale=alt.Scale(padding=24, nice=False),
        axis=alt.Axis(grid=False, format="%b %Y", labelOverlap="greedy", tickCount=8),
    )
    base = alt.Chart(acts).encode(
        x=when, y=alt.Y("count:Q", title="Actors", axis=alt.Axis(tickMinStep=1)), color=colour
    )
    tips = [alt.Tooltip("name:N", title="Actor"), alt.Tooltip("kind:N", title="Act"), alt.Tooltip("day:T", title="Day", format="%-d %b %Y"),
            alt.Tooltip("loose:N", title=" "), alt.Tooltip("count:Q", title="Number")]  # fmt: skip
    dates = pd.concat([acts["day"], days["day"]])
    layers = [
        *_rules(placed(days, dates.min(), dates.max()), needed),
        base.mark_line(interpolate="step-after", strokeWidth=2.5),
        base.mark_circle(size=26, opacity=1).encode(tooltip=tips),
    ]
    return alt.layer(*layers).properties(height=height).configure_view(strokeWidth=0)


def _rules(days: pd.DataFrame, needed: int | None) -> list[alt.Chart]:
    """A line for each milestone, its name above the chart; and the number of instruments that is needed."""
    layers = [alt.Chart(days).encode(x="day:T").mark_rule(stroke=str(GRID), strokeWidth=1.5)] if len(days) else []
    for (line, align), some in days.groupby(["line", "align"]):
        names = alt.Chart(some).mark_text(
            align=align, baseline="bottom", dx=3 if align == "left" else -3, fontSize=12, color=str(QUIET)
        )
        layers.append(names.encode(x="day:T", y=alt.value(-4 - _LINE * line), text="what:N"))
    if needed:
        line = alt.Chart(pd.DataFrame([{"needed": needed, "what": f"{needed} instruments needed"}])).encode(
            y="needed:Q"
        )
        layers += [
            line.mark_rule(strokeDash=[5, 4], stroke=str(INKS[INSTRUMENTS]), strokeWidth=1.5),
            line.mark_text(
                align="left", baseline="bottom", dx=4, dy=-3, fontSize=12, color=str(INKS[INSTRUMENTS])
            ).encode(x=alt.value(0), text="what:N"),
        ]
    return layers
