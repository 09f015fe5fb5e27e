"""What a reader asks about: a day, a state, an offence, a measure, the effect of objections. Each stands in the address."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from graph.law.bonds import Record
from graph.law.reservations import ObjectionRule
from views.common.links import bind_widget, one_of
from views.common.picker import pick
from views.common.two_ends import End
from views.treaties.treaties_table import in_order, short

FIRST, LAST = dt.date(1945, 1, 1), dt.date(2100, 1, 1)
ANY = "any"
OBJECTIONS = {
    ObjectionRule.as_vclt: "Provision falls as far as reserved",
    ObjectionRule.severed: "Reservation falls, provision applies",
    ObjectionRule.no_relations: "No treaty between the two",
    ObjectionRule.ignored: "As if accepted",
}
KNOWN = "Read the record as it stood on an earlier day: only what was done, and told, by then."
VCLT = """_Provision falls as far as reserved_: VCLT, art. 21(3). _Reservation falls_: as on
human-rights treaties. _No treaty between the two_: art. 20(4)(b).

An objection is a state's answer to another's reservation. What it does differs in practice, so you choose.

- **Article 19**: no reservation that the treaty forbids, or that goes against its object and purpose.
- **Article 20**: silence for twelve months accepts (5); an objection keeps the treaty from being in force between the two
  only where the objector says so (4)(b).
- **Article 21**: a reservation modifies the treaty for both sides alike (1), not for third parties (2); after an objection the provision
  does not apply between the two to the extent of the reservation (3).
- **Articles 22 and 23**: both may be withdrawn; a reservation made at signature must be confirmed with the instrument.
"""


def day(label: str, key: str, *, param: str = "on", help: str | None = None) -> dt.date:  # noqa: A002  (as Streamlit calls it)
    """The day asked about, today at first. It always stands in the address, so that a link gives the same answer later."""
    st.session_state.setdefault(f"link-value:{param}", dt.date.today())
    if not isinstance(optional_day(label, key, param=param, help=help), dt.date):
        st.warning("That is no day between 1945 and 2100; today is taken.", icon=":material/event_busy:")
    value = st.session_state[key]
    return value if isinstance(value, dt.date) else dt.date.today()


def optional_day(label: str, key: str, *, param: str, help: str | None = None) -> dt.date | None:  # noqa: A002
    """A day, or none."""
    bind_widget(key, None, param=param, read=read_day, write=lambda d: d.isoformat() if d else "")
    value = st.date_input(label, key=key, format="YYYY-MM-DD", min_value=FIRST, max_value=LAST, help=help)
    return value if isinstance(value, dt.date) else None


def known_day(key: str) -> dt.date | None:
    """The day as at which the record is read; none for all that it holds."""
    return optional_day("Known as of", key, param="known", help=KNOWN)


def read_day(text: str) -> dt.date | None:
    """A day as the address writes it; None for anything else."""
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def actor(record: Record, end: End) -> str | None:
    """A state or organisation."""
    kinds = (record.terms.State, record.terms.Stakeholder)
    found = pick(
        end.label,
        key=end.key,
        kinds=kinds,
        param=end.param,
        default=end.default if end.default in record.graph.nodes else None,
        placeholder="A state …",
    )
    if found and not record.graph.schema.is_a(record.graph.nodes[found].label, record.terms.Actor):
        st.warning("The link names something that is no state or organisation.", icon=":material/link_off:")
        return None
    return found


def concept(
    record: Record, label: str, key: str, kind: str, *, default: str, any_name: str = "", about: str = ""
) -> str | None:
    """An offence or a measure by name; None for any, which is offered where it has a name."""
    graph = record.graph
    ids = sorted((n.id for n in graph.nodes.values() if n.label == kind), key=lambda id_: graph.name(id_).casefold())
    options = [*([ANY] if any_name else []), *ids]
    if not options:
        st.info(f"No {label.lower()} is in the graph.", icon=":material/inbox:")
        st.stop()
    first = default if default in options else options[0]
    bind_widget(key, first, param=label.lower(), read=one_of(options), write=str)
    chosen = st.selectbox(
        label, options, key=key, help=about, format_func=lambda id_: any_name if id_ == ANY else graph.name(id_)
    )
    return None if chosen == ANY else chosen


def treaty(record: Record, key: str, *, default: str = "uncc") -> str:
    """A treaty by its short title; the one that other pages show."""
    ids = in_order(record.graph)
    if not ids:
        st.info("No treaty is in the graph.", icon=":material/inbox:")
        st.stop()
    last = st.session_state.get("link:treaty")
    if key not in st.session_state and last in ids:
        st.session_state["link-value:treaty"] = last
    bind_widget(key, default if default in ids else ids[0], param="treaty", read=one_of(ids), write=str)
    return str(st.selectbox("Treaty", ids, key=key, format_func=lambda id_: short(record.graph, id_)))


def objections(key: str) -> ObjectionRule:
    """What an objection does, for the reader to choose."""
    bind_widget(
        key,
        ObjectionRule.as_vclt,
        param="objections",
        read=lambda text: text if text in set(ObjectionRule) else None,
        write=str,
    )
    return ObjectionRule(
        st.selectbox("Where the other state objects", list(OBJECTIONS), key=key, format_func=OBJECTIONS.get, help=VCLT)
    )
