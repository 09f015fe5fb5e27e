"""Links that restore a view: what the address says, what the session remembers, and how the two stay alike."""

from __future__ import annotations

import streamlit as st


def linked(param: str, default: str = "") -> str:
    """The value behind a query parameter; call it once in each run of the page.

    The address counts where it says something new: a link was opened. Else what the session remembers counts, and is
    written to the address again, since Streamlit empties it on a change of pages.
    """
    said = st.query_params.get(param)
    if said is not None and said != st.session_state.get(f"link-seen:{param}"):
        set_linked(param, said)
    value = str(st.session_state.setdefault(f"link:{param}", default))
    st.session_state[f"link-seen:{param}"] = value
    if not value:
        st.query_params.pop(param, None)
    elif said != value:
        st.query_params[param] = value
    return value


def set_linked(param: str, value: str) -> None:
    """Remember a value, as in a callback; the address follows when the page next runs."""
    st.session_state[f"link:{param}"] = value
