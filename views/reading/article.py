"""An article on the page: its head with what it does and how to cite it, and its text or our summary, part by part."""

from __future__ import annotations

import streamlit as st

from graph.ids import reference, treaty_of
from graph.law.verdicts import Citation
from graph.records import Edge, Node
from graph.reports.reading import Line, Reader
from views.common.look import Ink, review_badge, review_help, safe
from views.common.record import citation_line
from views.common.words import escape, spoken
from views.reading.citing import cite_button

FORCE = {"shall": "must", "may": "may", "shall_consider": "must consider"}
MARK = Ink("#1f5c99", "#4f93d6")
STYLE = """<style>
.tgp { display: grid; grid-template-columns: minmax(2.2em, max-content) 1fr; gap: .15em .7em; padding: .4em .6em; border-radius: 6px;
  border-left: 3px solid transparent; line-height: 1.55; }
.tgp.on { background: color-mix(in srgb, currentColor 6%, transparent); border-left-color: var(--tg-mark); }
.tgp .n { opacity: .72; text-align: right; font-variant-numeric: tabular-nums; }
.tgp .t p { margin: 0 0 .5em; } .tgp .t p:last-child { margin: 0; }
.tgp .own { opacity: .78; font-size: .92em; }
.tgp.lead { display: block; font-size: 1.05em; padding: .2em .6em .5em; }
</style>"""


def head(reader: Reader, page: str, provision: str) -> None:
    """Number and heading, what the article does, and the buttons to cite, share and open the source."""
    node = reader.graph.nodes[page]
    number, heading = node.properties.get("number"), node.properties.get("heading")
    title = f"{node.label} {number}" if number and node.label != heading else ""
    st.title(escape(" — ".join(str(p) for p in (title, heading) if p) or reader.graph.name(page)), anchor=False)
    rules(reader, page)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        cite_button(reader.graph, provision)
        treaty = reader.graph.nodes[treaty_of(page)].properties
        official = treaty.get("text_url") or treaty.get("url")
        if official:
            st.link_button(
                "Official text", str(official), icon=":material/open_in_new:", type="tertiary", help=str(official)
            )
        st.page_link("views/sources.py", label="Sources", icon=":material/library_books:", query_params={"thing": page},
                     help="Every statement on this article and what it rests on")  # fmt: skip


def rules(reader: Reader, page: str) -> None:
    """One line for each rule: its force, dual criminality, reach, and the part that says so where it is not the article as a whole."""
    terms = reader.terms
    order = [terms.CRIMINALIZES, terms.PROVIDES_FOR, terms.PROTECTS]
    told: dict[tuple[str, str], Edge] = {}
    for edge in sorted(reader.rules(page), key=lambda e: (order.index(e.type), e.start != page)):
        told.setdefault((edge.end, _rule(reader, edge)), edge)
    lines = [f"- {line}{_part(page, e)} {review_badge(str(e.properties['review']))}" for (_, line), e in told.items()]
    if lines:
        st.markdown("\n".join(lines), help=_rule_help(reader, list(told.values())))


def _rule(reader: Reader, edge: Edge) -> str:
    force = FORCE.get(str(edge.properties.get("modality", "")), "")
    verbs = {
        reader.terms.CRIMINALIZES: f"Parties **{force or 'must or may'}** criminalize",
        reader.terms.PROVIDES_FOR: f"Parties **{force}** provide for" if force else "Provides for",
    }
    verb = verbs.get(edge.type, reader.graph.schema.relationships[edge.type].label.capitalize())
    name, more = escape(reader.graph.name(edge.end)), ", ".join(qualities(edge))
    return f"{verb} **{name[0].lower()}{name[1:]}**{f' ({escape(more)})' if more else ''}"


def qualities(edge: Edge) -> list[str]:
    """What qualifies a rule besides its force: at home or between states, which offences it reaches, dual criminality."""
    said = edge.properties
    found = [spoken(str(said[name])) for name in ("sphere", "reach") if said.get(name)]
    if said.get("dual_criminality"):
        found.append(f"dual criminality {spoken(str(said['dual_criminality']))}")
    return found


def _part(page: str, edge: Edge) -> str:
    return f" :gray[{reference(edge.start).removeprefix(reference(page))}]" if edge.start != page else ""


def _rule_help(reader: Reader, edges: list[Edge]) -> str:
    lines = [f"- {escape(reader.graph.name(e.end))}: {citation_line(reader.graph, Citation.of(e))}" for e in edges[:12]]
    return "\n".join(lines) + f"\n\n{review_help()}"


def body(reader: Reader, page: str, provision: str) -> None:
    """The official text where one is loaded, otherwise our summary, always labelled as what it is."""
    lines = reader.parts(page)
    has_text = any("text" in line.node.properties for line in lines)
    mode = "Summary"
    if has_text:
        mode = st.segmented_control(
            "Show", ["Official text", "Summary", "Both"], default="Official text", key="read:mode", label_visibility="collapsed",
            required=True,
        )  # fmt: skip
    label(reader, lines, mode)
    rows = [row for line in lines if (row := _row(line, mode, line.node.id == provision and line.depth > 0))]
    if rows:
        st.html(STYLE)
        st.html(f'<div style="--tg-mark:{MARK}">{"".join(rows)}</div>')
    else:
        st.info(
            "The record has this provision's place and heading, and no summary of it yet.", icon=":material/short_text:"
        )


def label(reader: Reader, lines: list[Line], mode: str) -> None:
    """What the words below are, whose they are, and how far they were reviewed."""
    node = next((line.node for line in lines if "text" in line.node.properties), None)
    if mode != "Summary" and node is not None:
        source, language = node.properties.get("text_source"), node.properties.get("language", "")
        name = reader.graph.name(str(source)) if source in reader.graph.nodes else "a loaded file"
        st.markdown(f":blue-badge[:material/gavel: Official text{f', {language}' if language else ''}] {escape(name)}")
    if mode != "Official text":
        top = lines[0].node
        st.markdown(
            ":gray-badge[:material/edit: Summary in our own words, not the official text]",
            help=f"Checked against: {_node_citation(reader, top) or 'no source on record'}\n\n{review_help()}",
        )


def _node_citation(reader: Reader, node: Node) -> str:
    return citation_line(reader.graph, Citation.of(node)) if "source" in node.properties else ""


def _row(line: Line, mode: str, chosen: bool) -> str:
    said = line.node.properties
    text, summary = str(said.get("text", "")), str(said.get("summary", ""))
    shown = {"Official text": text or "", "Summary": summary, "Both": text}[mode]
    own = f'<p class="own">{safe(summary)}</p>' if mode == "Both" and summary else ""
    if not shown and not own:
        return ""
    printed = str(said.get("number", ""))
    number = f"{printed}{'.' if printed.isdigit() else ')'}"
    paragraphs = "".join(f"<p>{safe(p)}</p>" for p in shown.split("\n") if p.strip())
    indent = f"margin-left:{1.9 * max(0, line.depth - 1):.1f}em"
    if line.depth == 0:
        return (
            f'<div class="tgp lead" data-provision="{safe(line.node.id)}"><div class="t">{paragraphs}{own}</div></div>'
        )
    return (
        f'<div class="tgp{" on" if chosen else ""}" style="{indent}" data-provision="{safe(line.node.id)}">'
        f'<span class="n">{safe(number)}</span><div class="t">{paragraphs}{own}</div></div>'
    )
