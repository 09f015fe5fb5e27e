"""A treaty to read: contents, an article with what it asks and of whom, who limited it, what it leans on, and its sisters elsewhere."""

from __future__ import annotations

import streamlit as st

from graph.errors import UnknownThingError
from graph.ids import reference, treaty_of
from graph.law.bonds import Record
from graph.reports.reading import Reader, reader_of
from views.common.links import linked, set_linked
from views.common.record import open_record
from views.common.words import escape, plural
from views.components.outline import OutlineItem, outline
from views.reading import article, article_margin, article_matches
from views.treaties.treaties_table import in_order, require_treaties, short

PAGE = {"title": "Read", "icon": ":material/menu_book:", "order": 6}

FIRST = "uncc"
HEIGHT = 700


def show() -> None:
    """Draw the page for the treaty and the provision in the address."""
    record = open_record()
    require_treaties(record.graph)
    reader = reader_of(record.graph)
    treaty, provision = where(reader)
    if provision is None:
        choose_treaty(reader, treaty)
        st.info("No provision of this treaty is in the graph yet.", icon=":material/inbox:")
        return
    page = reader.page_of(provision)
    left, right = st.columns([4, 12], gap="medium")
    with left:
        choose_treaty(reader, treaty)
        outline(
            contents(record, treaty), key=f"read:contents:{treaty}", current=page, height=HEIGHT,
            label=f"Contents of {short(record.graph, treaty)}", on_choose=open_provision,
        )  # fmt: skip
    with right:
        turn_pages(reader, treaty, page)
        article.head(reader, page, provision)
        body, margin = st.columns([13, 8], gap="large")
        with body:
            article.body(reader, page, provision)
        with margin:
            article_margin.reservations(record, page)
            article_margin.references(reader, page, open_provision)
        article_matches.show(reader, page, open_provision)


def where(reader: Reader) -> tuple[str, str | None]:
    """The treaty and the provision to read: the address counts first, then what the session remembers, then the first article."""
    treaties = in_order(reader.graph)
    named = "provision" in st.query_params
    treaty, provision = linked("treaty", FIRST), linked("provision")
    if provision and (named or treaty_of(provision) == treaty):
        try:
            reader.page_of(provision)
            set_address(treaty_of(provision), provision)
            return treaty_of(provision), provision
        except UnknownThingError as error:
            st.warning(f"The link cannot be followed: {escape(str(error))}", icon=":material/link_off:")
    if treaty not in treaties:
        st.warning(f"The link names the treaty `{treaty}`, which is not in the graph.", icon=":material/link_off:")
        treaty = FIRST if FIRST in treaties else treaties[0]
    articles = [id_ for id_ in reader.leaves(treaty) if reader.graph.nodes[id_].label == reader.terms.Article]
    leaves = articles or reader.leaves(treaty)
    set_address(treaty, leaves[0] if leaves else "")
    return treaty, leaves[0] if leaves else None


def set_address(treaty: str, provision: str) -> None:
    """Make the address and the session say what is read."""
    for param, value in (("treaty", treaty), ("provision", provision)):
        set_linked(param, value)
        linked(param)


def open_provision(id_: str) -> None:
    """Read another provision, as in a callback."""
    set_linked("treaty", treaty_of(id_))
    set_linked("provision", id_)


def choose_treaty(reader: Reader, treaty: str) -> None:
    """The treaties to choose from, by their short titles."""
    st.session_state["read:treaty"] = treaty

    def take() -> None:
        set_linked("treaty", st.session_state["read:treaty"])
        set_linked("provision", "")

    st.selectbox(
        "Treaty", in_order(reader.graph), key="read:treaty", on_change=take, label_visibility="collapsed",
        format_func=lambda id_: short(reader.graph, id_),
    )  # fmt: skip


@st.cache_data(max_entries=32, show_spinner=False)
def _contents(_record: Record, revision: str, treaty: str) -> list[OutlineItem]:  # noqa: ARG001  (the arguments are the key of the cache)
    lines = reader_of(_record.graph).contents(treaty)
    return [_item(_record, line.node.id, line.depth) for line in lines]


def contents(record: Record, treaty: str) -> list[OutlineItem]:
    """The contents of a treaty, each article with how many statements of states touch it."""
    return _contents(record, record.graph.revision, treaty)


def _item(record: Record, id_: str, depth: int) -> OutlineItem:
    reader = reader_of(record.graph)
    node = reader.graph.nodes[id_]
    group = any(c.label not in (reader.terms.Paragraph, reader.terms.Point) for c in reader.children(id_))
    number = str(node.properties.get("number", ""))
    name = str(node.properties.get("heading") or reference(id_).capitalize())
    count = 0 if group else len(article_margin.touching(record, id_))
    about = f"{plural(count, 'reservation or declaration', 'reservations and declarations')}" if count else ""
    return OutlineItem(id_, number, name, depth, group, count, about)


def turn_pages(reader: Reader, treaty: str, page: str) -> None:
    """Where the article stands, and the ones before and after it."""
    leaves = reader.leaves(treaty)
    at = leaves.index(page) if page in leaves else -1
    above = " · ".join(
        " ".join(
            escape(p) for p in (node.label, *(str(node.properties.get(n, "")) for n in ("number", "heading"))) if p
        )
        for node in reader.above(page)
    )
    place, turn = st.columns([2, 1], vertical_alignment="center")
    place.caption(above or escape(reader.graph.name(treaty)))
    with turn, st.container(horizontal=True, horizontal_alignment="right", gap="xsmall", key="read-turn"):
        for step, icon, word, key in ((-1, "chevron_left", "Previous", "Left"), (1, "chevron_right", "Next", "Right")):
            other = leaves[at + step] if at >= 0 and 0 <= at + step < len(leaves) else None
            st.button(
                word,
                icon=f":material/{icon}:",
                icon_position="left" if step < 0 else "right",
                key=f"read:{word}",
                type="tertiary",
                disabled=other is None,
                shortcut=f"Shift+{key}",
                help=f"{escape(reader.graph.name(other))} (Shift + {key.lower()} arrow)" if other else None,
                on_click=open_provision,
                args=(other or "",),
            )


show()
