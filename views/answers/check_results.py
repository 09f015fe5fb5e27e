"""The claims of an article: how many are supported, and each with its sentence, verdict, reason and source."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from graph.citation.documents import claims_document
from graph.claims import check_article
from graph.claims.checks import CONTRADICTED, NOT_IN_RECORD, SUPPORTED
from graph.claims.results import CheckedArticle, CheckedClaim
from graph.law.bonds import Record
from graph.projection import Projection
from views.answers import verdict_look
from views.answers.take_away import Answer, now, take_away
from views.common.look import QUIET, Ink, safe
from views.common.words import day, plural, worded


@dataclass(frozen=True, slots=True)
class ClaimLook:
    """What a verdict on a claim is called, its sign and its ink."""

    name: str
    sign: str
    ink: Ink


LOOKS = {
    CONTRADICTED: ClaimLook("contradicted", "✕", Ink("#b03a55", "#ea8fa3")),
    SUPPORTED: ClaimLook("supported", "✓", Ink("#1d7a50", "#65c49a")),
    NOT_IN_RECORD: ClaimLook("not in the record", "–", QUIET),
}


@st.cache_data(max_entries=32, show_spinner="Reading the article")
def _check(_graph: Projection, revision: str, text: str, on: dt.date | None) -> CheckedArticle:  # noqa: ARG001  (the key of the cache)
    return check_article(_graph, text, on)


def show(record: Record, text: str, on: dt.date | None) -> None:
    """Draw the summary, a filter and the claims in the order of the article."""
    found = _check(record.graph, record.graph.revision, text, on)
    if not found.claims:
        st.info("No sentence of this text makes a claim about a treaty that can be read.", icon=":material/inbox:")
        return
    counts = Counter(c.verdict for c in found.claims)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(_summary(found, counts), width="stretch")
        _take_away(record.graph, found)
    present = [v for v in LOOKS if counts[v]]
    chosen = st.pills(
        "Show",
        present,
        selection_mode="multi",
        key="check:verdicts",
        label_visibility="collapsed",
        format_func=lambda v: f"{LOOKS[v].name.capitalize()} {counts[v]}",
    )
    shown = [c for c in found.claims if not chosen or c.verdict in chosen]
    sentences = groupby(shown, key=lambda c: (c.paragraph, c.sentence))
    st.html("".join(_sentence(record.graph, sentence, list(claims)) for (_, sentence), claims in sentences))
    _mentions(record.graph, found)


def _summary(found: CheckedArticle, counts: Counter[str]) -> str:
    chips = "".join(
        f'<span style="--ink:{LOOKS[v].ink.css}"><i></i>{LOOKS[v].name} <b>{counts[v]}</b></span>'
        for v in LOOKS
        if counts[v]
    )
    bars = "".join(f'<div style="flex:{counts[v]};background:{LOOKS[v].ink.css}"></div>' for v in LOOKS if counts[v])
    dated = f"dated {day(found.date)}" if found.date else "bears no date: held against the latest day on record"
    return (
        f'<div class="share" aria-hidden="true">{bars}</div><div class="chips"><span><b>{len(found.claims)}</b> claims</span>{chips}'
        f"<span>{safe(dated)}</span></div>"
    )


def _sentence(graph: Projection, sentence: str, claims: list[CheckedClaim]) -> str:
    """A sentence in the ink of the weightiest verdict on it, and its claims."""
    ink = LOOKS[min((c.verdict for c in claims), key=list(LOOKS).index)].ink
    return (
        f'<p class="sentence" style="--ink:{ink.css}">{safe(sentence)}</p>'
        f'<ol class="steps" style="{verdict_look.colours()}">{"".join(_claim(graph, c) for c in claims)}</ol>'
    )


def _claim(graph: Projection, claim: CheckedClaim) -> str:
    """One claim as it was read, and what the record says to it."""
    look = LOOKS[claim.verdict]
    said = " ".join(
        (
            _name(graph, claim.subject),
            "does not:" if claim.negated else "·",
            claim.predicate.replace("_", " "),
            "·",
            _name(graph, claim.object),
        )
    )
    kind = {CONTRADICTED: "stop", NOT_IN_RECORD: "open"}.get(claim.verdict, "")
    reason = claim.reason[:1].upper() + claim.reason[1:]
    return (
        f'<li class="{kind}" style="--ink:{look.ink.css}"><span class="mark" aria-hidden="true">{look.sign}</span><div>'
        f'<div class="asked">{safe(said)}<em>{look.name}</em></div><p>{safe(worded(reason))}</p>'
        f'<div class="cited" style="{verdict_look.colours()}">{_cited(graph, claim.citation)}</div></div></li>'
    )


def _name(graph: Projection, thing: str) -> str:
    return graph.name(thing) if thing in graph.nodes else thing


def _cited(graph: Projection, citation: str) -> str:
    source, comma, locator = citation.partition(", ")
    if source not in graph.nodes:
        return safe(citation)
    return f"{verdict_look.source_link(graph, source)}{comma}{safe(worded(locator))}"


def _mentions(graph: Projection, found: CheckedArticle) -> None:
    """What the article names, each with a way to it."""
    known = sorted(
        ((id_, n) for id_, n in found.mentions.items() if id_ in graph.nodes), key=lambda m: (-m[1], graph.name(m[0]))
    )
    if not known:
        return
    with (
        st.expander(f"What it names: {plural(len(known), 'thing')}", icon=":material/sell:"),
        st.container(horizontal=True, gap="small"),
    ):
        for id_, times in known:
            st.page_link(
                "views/explore.py",
                label=f"{graph.name(id_)} ×{times}",
                icon=":material/hub:",
                query_params={"select": id_},
            )


def _take_away(graph: Projection, found: CheckedArticle) -> None:
    counts = Counter(c.verdict for c in found.claims)
    told = "; ".join(f"{counts[v]} {LOOKS[v].name}" for v in LOOKS if counts[v])
    written = claims_document(graph, "Claims of an article", found.claims, made=now(), as_of=found.date)
    data = [c.as_json() for c in found.claims]
    sentence = f"{plural(len(found.claims), 'claim')}: {told}."
    take_away(graph, Answer("claims", sentence, written, data, "treatygraph check FILE --json"))
