"""A matrix on the page: cells in the colours of what they mean, walked by keyboard, each opening what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from views.common.links import linked, set_linked

_ROW = 33  # pixels
_MOST = 620


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and its colours (CSS): empty where it has none."""

    text: str = ""
    background: str = ""
    ink: str = ""


def matrix(
    heads: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    *,
    key: str,
    head: str,
    alt: str,
    ids: tuple[Sequence[str], Sequence[str]],
    bold: Sequence[bool] = (),
    about: Sequence[str] = (),
) -> tuple[str, str] | None:
    """Show a matrix and return the (row id, column id) of the cell that is open, which stands in the address too.

    `heads` name the rows under the title `head`, `ids` are those of rows and columns, `bold` sets rows apart as headings,
    `about` says more of each column.
    """
    frame = pd.DataFrame(
        [[name, *(cell.text for cell in row)] for name, row in zip(heads, cells, strict=True)], columns=[head, *columns]
    )
    styles = pd.DataFrame(
        [
            [("font-weight: 600" if bold and bold[i] else ""), *(_css(cell) for cell in row)]
            for i, row in enumerate(cells)
        ],
        columns=frame.columns,
    )

    def take() -> None:
        chosen = st.session_state[key]["selection"]["cells"]
        if chosen and chosen[0][1] in columns:
            row, column = chosen[0]
            set_linked("cell", f"{ids[0][row]}@{ids[1][list(columns).index(column)]}")

    st.dataframe(
        frame.style.apply(lambda _: styles, axis=None),
        key=key,
        hide_index=True,
        row_height=_ROW,
        on_select=take,
        selection_mode="single-cell",
        height=min(_MOST, _ROW * (len(frame) + 1) + 6),
        alt=alt,
        column_config={
            head: st.column_config.TextColumn(pinned=True, width=205),
            **{
                c: _column(c, [row[i].text for row in cells], about[i] if about else None)
                for i, c in enumerate(columns)
            },
        },
    )
    row, _, column = linked("cell").partition("@")
    return (row, column) if row in ids[0] and column in ids[1] else None


def _css(cell: Cell) -> str:
    if not cell.background:
        return ""
    return f"background-color: {cell.background}; color: {cell.ink}"


def _column(name: str, texts: Sequence[str], about: str | None) -> object:
    return st.column_config.TextColumn(width=_width((name, *texts)), help=about)


def _width(texts: Iterable[str]) -> int:
    return max(44, min(92, 17 + 7 * max(map(len, texts))))
