"""How verdicts look: the head of an answer, its questions one by one with reason and source, shares of verdicts."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from graph.law.verdicts import LABEL, Citation, Finding, Verdict
from graph.projection import Projection
from views.common.frame import FOLDER
from views.common.look import GRID, PAPER, QUIET, Ink, safe
from views.common.words import REVIEW_HELP, worded

_SHOWN = 3  # citations of one finding, before the others fold away


@dataclass(frozen=True, slots=True)
class VerdictLook:
    """What a verdict is called, its sign (never the colour alone), its ink, and the icon and colour name for Markdown."""

    name: str
    sign: str
    ink: Ink
    icon: str
    colour: str

    def markdown(self) -> str:
        """Its icon in its colour."""
        return f":{self.colour}[:material/{self.icon}:]"


VERDICTS = {
    Verdict.holds: VerdictLook("holds", "✓", Ink("#1d7a50", "#65c49a"), "check_circle", "green"),
    Verdict.undetermined: VerdictLook("undetermined", "?", Ink("#96660a", "#e8b94f"), "help", "orange"),
    Verdict.fails: VerdictLook("fails", "✕", Ink("#b03a55", "#ea8fa3"), "cancel", "red"),
}
# The answers to questions that are no conditions: that a state did not withdraw is no failure.
ANSWERS = {
    Verdict.holds: VerdictLook("yes", "✓", Ink("#1d7a50", "#65c49a"), "check_circle", "green"),
    Verdict.undetermined: VerdictLook("the record cannot tell", "?", Ink("#96660a", "#e8b94f"), "help", "orange"),
    Verdict.fails: VerdictLook("no", "–", Ink("#6b7684", "#8b97a5"), "remove_circle", "gray"),
}
FAILING = Ink("#d3d9e0", "#323d4a")  # in charts, where what fails is the ground
LINK = Ink("#1f5c99", "#7db4ea")
REVIEW_INKS = {
    "verified": Ink("#2f8f5b", "#4fb27d"),
    "compiled": Ink("#8793a1", "#7d8996"),
    "disputed": Ink("#c98a12", "#e8b94f"),
}
ABOUT = (
    "`holds`: the record shows it. `fails`: the record shows that it is not so. `undetermined`: the record does not hold "
    "the fact, or sources differ; a missing fact is never assumed."
)


def style() -> None:
    """Put the style of answers on the page, once in each run."""
    st.html(FOLDER / "answers.css")


def colours() -> str:
    """The inks that all parts share, as CSS properties for an element."""
    return f"--rail:{GRID.css};--paper:{PAPER.css};--quiet:{QUIET.css};--link:{LINK.css}"


def head(verdict: Verdict, title: str, reason: str) -> None:
    """The answer at a glance: the verdict, what it is on, and why."""
    look = VERDICTS[verdict]
    st.html(
        f'<div class="verdict" role="status" style="--ink:{look.ink.css}">'
        f"<b><i>{look.sign} {look.name.capitalize()}</i> · {safe(title)}</b>"
        f"<p>{safe(worded(reason))}</p></div>"
    )


def steps(
    graph: Projection,
    findings: Sequence[Finding],
    stop: Finding | None = None,
    looks: Mapping[Verdict, VerdictLook] = VERDICTS,
) -> None:
    """Questions one after the other; the one at which the answer stops is set apart."""
    st.html(
        f'<ol class="steps" style="{colours()}">{"".join(_step(graph, f, f is stop, looks) for f in findings)}</ol>'
    )


def _step(graph: Projection, finding: Finding, is_stop: bool, looks: Mapping[Verdict, VerdictLook]) -> str:
    look = looks[finding.verdict]
    kind = " ".join(
        word for word, is_so in (("open", finding.verdict is Verdict.undetermined), ("stop", is_stop)) if is_so
    )
    return (
        f'<li class="{kind}" style="--ink:{look.ink.css}"><span class="mark" aria-hidden="true">{look.sign}</span><div>'
        f'<div class="asked">{safe(worded(finding.question[:1].upper() + finding.question[1:]))}<em>{look.name}</em></div>'
        f"<p>{safe(worded(finding.reason))}</p>{cited(graph, finding.citations)}</div></li>"
    )


def cited(graph: Projection, citations: Sequence[Citation]) -> str:
    """Citations as HTML: each source with a link to its page, the place in it and its review state; many of them fold away."""
    lines = [_one(graph, citation) for citation in citations]
    more = (
        f"<details><summary>{len(lines) - _SHOWN} more</summary>{'<br>'.join(lines[_SHOWN:])}</details>"
        if lines[_SHOWN:]
        else ""
    )
    return f'<div class="cited" style="{colours()}">{"<br>".join(lines[:_SHOWN])}{more}</div>'


def _one(graph: Projection, citation: Citation) -> str:
    if citation.source not in graph.nodes:
        return f"{safe(citation.source)}, {safe(worded(citation.locator))}"
    ink, told = REVIEW_INKS.get(citation.review, QUIET), safe(REVIEW_HELP.get(citation.review, ""))
    return (
        f"{source_link(graph, citation.source)}, {safe(worded(citation.locator))}"
        f'<span class="review" style="--ink:{ink.css}" title="{told}">{safe(citation.review)}</span>'
    )


def source_link(graph: Projection, source: str) -> str:
    """A source by name, with a link to its page that leaves the answer open (HTML)."""
    href, name = urllib.parse.quote(source), safe(graph.name(source))
    return f'<a href="sources?source={href}" target="_blank" title="What rests on this source">{name}</a>'


def share(counts: Mapping[Verdict, int], noun: str) -> str:
    """How many of each verdict, as a bar with its numbers (HTML)."""
    total = sum(counts.values()) or 1
    shown = [
        (look.name, FAILING if v is Verdict.fails else look.ink, counts[v])
        for v, look in VERDICTS.items()
        if counts.get(v)
    ]
    bars = "".join(
        f'<div style="width:{100 * n / total:.2f}%;min-width:3px;background:{ink.css}"></div>' for _, ink, n in shown
    )
    chips = "".join(
        f'<span style="--ink:{ink.css}"><i></i>{name} <b>{n:,}</b> ({100 * n / total:.1f} %)</span>'
        for name, ink, n in shown
    )
    return f'<div class="share" aria-hidden="true">{bars}</div><div class="chips"><span><b>{total:,}</b> {safe(noun)}</span>{chips}</div>'


def figures(those: Iterable[tuple[str, object]]) -> None:
    """Figures side by side, each with its words."""
    cells = "".join(f"<div><b>{safe(figure)}</b><span>{safe(words)}</span></div>" for words, figure in those)
    st.html(f'<div class="figures" style="{colours()}">{cells}</div>')


def disclaimer(more: str = "") -> None:
    """What an answer is, and is not."""
    st.caption(f"{LABEL} {more}".strip())
