"""All treaties in one table: where each stands, how many signed and are bound, and how far it is from entry into force."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from graph.law.bonds import Record
from graph.law.entry_into_force import entry_into_force
from graph.law.participants import Stand, tally
from graph.law.verdicts import Verdict
from graph.projection import Projection
from ontology.schema import Terms
from views.common.links import set_linked
from views.common.record import participants_of

_ROWS, _HEIGHT = 16, 560
_LEADING = (
    "uncc",
    "budapest",
    "budapest-p1",
    "budapest-p2",
    "untoc",
    "untoc-trafficking",
    "untoc-smuggling",
    "uncac",
    "malabo",
    "arab",
    "lanzarote",
    "crc",
    "opsc",
)


def in_order(graph: Projection) -> list[str]:
    """Ids of all treaties: the UNCC and its closest sisters first, then the others by short title."""
    label = Terms(graph.schema).Treaty
    ids = [node.id for node in graph.nodes.values() if node.label == label]
    place = {id_: i for i, id_ in enumerate(_LEADING)}
    return sorted(ids, key=lambda id_: (place.get(id_, len(place)), short(graph, id_)))


def short(graph: Projection, treaty: str) -> str:
    """How practitioners cite a treaty."""
    node = graph.nodes.get(treaty)
    return str(node.properties.get("short_title") or node.properties.get("name")) if node else treaty


def require_treaties(graph: Projection) -> None:
    """Stop with what to do where the graph holds no treaty."""
    if not in_order(graph):
        st.info("No treaty is in the graph yet. Load the catalogue with `treatygraph load`.", icon=":material/inbox:")
        st.stop()


def brief(graph: Projection, treaty: str) -> str:
    """A short title cut for the head of a narrow column: `Budapest P1`, `Trafficking`."""
    title = short(graph, treaty)
    for word, cut in (
        ("First Protocol", "P1"),
        ("Second Protocol", "P2"),
        ("Palermo ", ""),
        (" Protocol", ""),
        (" Convention", ""),
    ):
        title = title.replace(word, cut)
    return title


def show(record: Record, on: dt.date) -> None:
    """The table; choosing a row makes the page about that treaty."""
    ids = in_order(record.graph)
    rows = pd.DataFrame([_row(record, id_, on) for id_ in ids])

    def take() -> None:
        chosen = st.session_state["overview:treaties"]["selection"]["rows"]
        if chosen:
            set_linked("treaty", ids[chosen[0]])

    st.dataframe(
        rows,
        hide_index=True,
        height=_HEIGHT if len(rows) > _ROWS else "content",
        key="overview:treaties",
        on_select=take,
        selection_mode="single-row",
        placeholder="—",
        alt="Treaties with status, signatures, consents, parties and progress towards entry into force.",
        column_config=dict.fromkeys(("Opened", "Needed"))  # not shown at first: they would not fit beside the others
        | {
            "Treaty": st.column_config.TextColumn(width=186),
            "In force since": st.column_config.DateColumn(width=96, format="D MMM YYYY"),
            "Status": st.column_config.TextColumn(width=80),
            "Progress": st.column_config.ProgressColumn(
                width=88,
                help="Instruments that count, of those needed for entry into force. Disputed ones are not counted.",
                min_value=0,
                max_value=100,
                format="%d %%",
            ),
            "Signed": st.column_config.NumberColumn(width=58),
            "Consented": st.column_config.NumberColumn(width=80),
            "Bound": st.column_config.NumberColumn(width=56),
            "Disputed": st.column_config.NumberColumn(
                width=68, help="Actors whose instrument is reported while sources differ."
            ),
        },
    )


def _row(record: Record, treaty: str, on: dt.date) -> dict[str, object]:
    node, state = record.graph.nodes[treaty].properties, entry_into_force(record, treaty, on)
    those = participants_of(record, treaty, on)
    counts = tally(those)
    words = {Verdict.holds: "In force", Verdict.fails: "Not in force", Verdict.undetermined: "Cannot tell"}
    needed = state.needed or 0
    return {
        "Treaty": short(record.graph, treaty),
        "Status": words[state.verdict],
        "Opened": node.get("opened"),
        "In force since": node.get("entry_into_force"),
        "Signed": sum(p.signature is not None for p in those),
        "Consented": counts[Stand.party] + counts[Stand.contracting],
        "Disputed": counts[Stand.doubtful],
        "Bound": counts[Stand.party],
        "Needed": state.needed,
        "Progress": min(100, round(100 * state.counting / needed))
        if needed and state.verdict is not Verdict.holds
        else None,
    }
