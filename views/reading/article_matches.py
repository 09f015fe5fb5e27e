"""The matching articles of the sister treaties, side by side with the article, with what differs marked."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.ids import reference, treaty_of
from graph.law.verdicts import Citation
from graph.reports.reading import Match, Reader
from views.common.look import safe
from views.common.record import citation_line
from views.common.words import escape, plural
from views.comparing.differences import STYLE, marked, rule_differences
from views.treaties.treaties_table import in_order, short

RELATIONS = {
    "exact": "the same rule", "close": "nearly the same rule", "broader": "broader than this one", "narrower": "narrower than this one",
    "related": "a related rule",
}  # fmt: skip


def show(reader: Reader, article: str, on_open: Callable[[str], None]) -> None:
    """One treaty at a time beside the article; the treaties to choose from say how many of their provisions match."""
    found = reader.matches(article)
    st.subheader(
        "In the sister treaties",
        anchor=False,
        help="Words that only one side has are marked; so are rules that differ.",
    )
    if not found:
        st.caption("No match of this article in another treaty is on record.")
        return
    _choose(reader, article, found, on_open)


def _choose(reader: Reader, article: str, found: list[Match], on_open: Callable[[str], None]) -> None:
    by_treaty: dict[str, list[Match]] = {}
    for match in found:
        by_treaty.setdefault(treaty_of(match.other), []).append(match)
    present = [t for t in in_order(reader.graph) if t in by_treaty]
    chosen = st.pills(
        "Treaty", present, default=present[0], required=True, key=f"read:sister:{article}", label_visibility="collapsed",
        format_func=lambda id_: f"{short(reader.graph, id_)} {len(by_treaty[id_])}",
    )  # fmt: skip
    absent = [short(reader.graph, t) for t in in_order(reader.graph) if t not in by_treaty and t != treaty_of(article)]
    if absent:
        st.caption(f"No match on record in: {escape(', '.join(absent))}.")
    matches = by_treaty[chosen or present[0]]
    _pair(reader, article, matches[0], on_open, 0)
    if len(matches) > 1:
        with st.expander(
            f"{plural(len(matches) - 1, 'more match', 'more matches')} in the {short(reader.graph, chosen or present[0])}"
        ):
            for i, match in enumerate(matches[1:], 1):
                _pair(reader, article, match, on_open, i)


def _pair(reader: Reader, article: str, match: Match, on_open: Callable[[str], None], number: int) -> None:
    """Two provisions side by side, and how they relate."""
    side_by_side(
        reader, match.part, match.other,
        under=lambda: st.button("Read it there", key=f"read:match:{article}:{number}", icon=":material/menu_book:", type="tertiary",
                                on_click=on_open, args=(match.other,)),
    )  # fmt: skip
    said = match.edge.properties
    basis = "set by a person" if said.get("basis") == "curated" else f"computed, score {said.get('score', '')}"
    note = f": {escape(str(said['note']))}" if said.get("note") else ""
    st.markdown(
        f"The {escape(short(reader.graph, treaty_of(match.other)))} provision is **{RELATIONS[match.relation]}** ({basis}){note}. "
        f":small[{citation_line(reader.graph, Citation.of(match.edge))}]"
    )


def side_by_side(
    reader: Reader, first: str | None, second: str | None, under: Callable[[], object] | None = None
) -> None:
    """Two provisions (or one that stands alone) with the words and rules marked that differ; `under` draws below the second."""
    ids = [id_ for id_ in (first, second) if id_]
    texts = [_words(reader, id_) for id_ in ids]
    halves = marked(reader.graph, *texts) if len(ids) == 2 and all(texts) else [safe(text) for text in texts]
    for column, id_, half in zip(st.columns(2, gap="medium"), ids, halves, strict=False):
        with column, st.container(border=True, height="stretch"):
            heading = escape(str(reader.graph.nodes[id_].properties.get("heading", "")))
            treaty = short(reader.graph, treaty_of(id_))
            st.markdown(f"**{escape(treaty)}, {reference(id_)}**{f' — {heading}' if heading else ''}")
            st.html(f"<div style='line-height:1.55'>{half or '<i>No summary on record.</i>'}</div>")
            if under is None:
                st.page_link(
                    "views/read.py", label="Read", icon=":material/menu_book:", query_params={"provision": id_}
                )
            elif id_ == second:
                under()
    table = rule_differences(reader, *ids) if len(ids) == 2 else ""
    if table:
        st.html(STYLE)
        st.html(table)


def _words(reader: Reader, id_: str) -> str:
    said = reader.graph.nodes[id_].properties
    return str(said.get("summary") or said.get("text") or "")
