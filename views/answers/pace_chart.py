"""Curves of how fast instruments came in, for treaties side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from graph.law.entry_into_force import PacePoint
from views.common.look import QUIET, Ink

_CHOSEN = Ink("#1f4e86", "#8dbdf2")
_OTHERS = (Ink("#c2622d", "#e08f5c"), Ink("#3c8d6b", "#65b894"), Ink("#8a5bb5", "#b18ad8"), Ink("#b8902b", "#d9b656"))
_DAYS = 365.25
_YEARS = 10  # shown: by then each treaty on record had the instruments it needed


def rows(points: Sequence[PacePoint], names: Mapping[str, str]) -> pd.DataFrame:
    """One row for each instrument: `treaty, date, days, years, count, sufficed`."""
    return pd.DataFrame(
        [
            {
                "treaty": names[p.treaty],
                "date": pd.Timestamp(p.date),
                "days": p.days,
                "years": p.days / _DAYS,
                "count": p.count,
                "sufficed": p.count == p.needed,
            }
            for p in points
        ]
    )


def chart(table: pd.DataFrame, chosen: str, height: int = 300) -> alt.LayerChart:
    """Steps by years since opening; a ring at the instrument that sufficed; the chosen treaty in front."""
    others = [t for t in table["treaty"].unique() if t != chosen]
    order = [*([chosen] if chosen in set(table["treaty"]) else []), *others]
    inks = [str(_CHOSEN if t == chosen else _OTHERS[others.index(t) % len(_OTHERS)]) for t in order]
    base = alt.Chart(table[table["years"] <= _YEARS]).encode(
        x=alt.X(
            "years:Q",
            title="Years since opening for signature",
            scale=alt.Scale(domain=[0, _YEARS], clamp=False),
            axis=alt.Axis(grid=False),
        ),
        y=alt.Y(
            "count:Q",
            title="Instruments",
            scale=alt.Scale(type="symlog", constant=10),
            axis=alt.Axis(values=[1, 5, 10, 20, 40, 80, 160], format="d"),
        ),
        color=alt.Color(
            "treaty:N",
            title=None,
            sort=order,
            scale=alt.Scale(domain=order, range=inks),
            legend=alt.Legend(orient="top", columns=3),
        ),
        tooltip=[
            alt.Tooltip("treaty:N", title="Treaty"),
            alt.Tooltip("count:Q", title="Instrument number"),
            alt.Tooltip("date:T", title="Deposited", format="%-d %b %Y"),
            alt.Tooltip("days:Q", title="Days since opening"),
        ],
    )
    sufficed = base.transform_filter("datum.sufficed")
    return (
        alt.layer(
            base.mark_line(interpolate="step-after", strokeWidth=2.2),
            base.mark_circle(size=18, opacity=1),
            sufficed.mark_point(size=130, strokeWidth=2, filled=False),
            sufficed.mark_text(dx=11, dy=7, align="left", fontSize=11).encode(
                text=alt.Text("count:Q"), color=alt.value(str(QUIET))
            ),
        )
        .properties(height=height)
        .configure_view(strokeWidth=0)
    )
