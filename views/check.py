"""Claims of a news article against the record: paste or upload a text, and see each claim with its verdict, reason and source."""

from __future__ import annotations

import streamlit as st

from views.answers import asked, check_results, verdict_look
from views.common.record import open_record
from views.common.words import plural

PAGE = {"title": "Check an article", "icon": ":material/fact_check:", "order": 6.4}

HELP = (
    "Sentences that claim something of a treaty are read by plain patterns, without a language model, and held against "
    "the record. What no pattern reads is left alone. The text stays in this session: nothing is stored or sent."
)
LONGEST = 200_000  # characters
EXAMPLE = """The UN Convention against Cybercrime was adopted by the General Assembly on 24 December 2024 without a vote.
It was opened for signature in Hanoi on 25 October 2025.
The UN Convention against Cybercrime will enter into force 90 days after 40 states have signed it.
France is a party to the Budapest Convention.
Ireland has ratified the Budapest Convention.
The Budapest Convention entered into force on 1 July 2004.
The UN Convention against Cybercrime has not been ratified by Japan."""


def show() -> None:
    """Draw the box for the text, then its claims."""
    verdict_look.style()
    record = open_record()
    st.title("Check an article against the record", anchor=False, help=HELP)
    text = _text()
    left, right = st.columns([3, 9], vertical_alignment="bottom")
    with left:
        on = asked.optional_day(
            "Written on",
            "check:on",
            param="written",
            help="Claims without a date of their own are held against the record as at this "
            "day. Left open, the day the article bears counts, or else the latest day on record.",
        )
    with right, st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Check",
            type="primary",
            icon=":material/fact_check:",
            disabled=not text.strip(),
            on_click=_check,
            shortcut="Ctrl+Enter",
            key="check-go",
        )
        st.button("Try an example", icon=":material/lightbulb:", type="tertiary", on_click=_example)
        st.button("Clear", icon=":material/clear:", type="tertiary", on_click=_clear, disabled=not text)
    asked_for = st.session_state.get("check:asked", "")
    if not asked_for:
        st.info("Paste an article or upload one, then check it. English texts are read.", icon=":material/article:")
    else:
        check_results.show(record, asked_for, on)
    verdict_look.disclaimer()


def _text() -> str:
    """The box and the upload; what is in the box outlives the page."""
    st.session_state.setdefault("check:text", st.session_state.get("check:kept", ""))
    box, upload = st.columns([9, 4], gap="medium")
    with upload:
        st.file_uploader(
            "Or upload a text", type=["txt", "md"], key="check:file", on_change=_read_file, max_upload_size=1
        )
        if problem := st.session_state.pop("check:problem", None):
            st.error(problem, icon=":material/error:")
    with box:
        text = st.text_area(
            "Article", key="check:text", height=190, placeholder="Paste the text of an article …", max_chars=LONGEST
        )
        words = len(text.split())
        st.caption(plural(words, "word") if words else "No text yet.")
    st.session_state["check:kept"] = text
    return text


def _read_file() -> None:
    file = st.session_state["check:file"]
    if file is None:
        return
    try:
        text = file.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError:
        st.session_state["check:problem"] = f"{file.name} is not text in UTF-8."
        return
    if len(text) > LONGEST:
        st.session_state["check:problem"] = f"{file.name} is longer than {LONGEST:,} characters."
        return
    st.session_state["check:text"] = st.session_state["check:asked"] = text


def _check() -> None:
    st.session_state["check:asked"] = st.session_state["check:text"]


def _example() -> None:
    st.session_state["check:text"] = st.session_state["check:asked"] = EXAMPLE


def _clear() -> None:
    st.session_state["check:text"] = st.session_state["check:asked"] = ""


show()
