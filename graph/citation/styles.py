"""Documents written out: plain text, Markdown, OSCOLA footnotes, CSV and JSON-LD."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from urllib.parse import quote

from graph.citation import cite_citation, cite_node, cite_source, pinpoint
from graph.citation.documents import Document, Entry
from graph.ids import treaty_of
from graph.law.verdicts import Citation, distinct
from graph.projection import Projection
from graph.records import Node
from graph.values import jsonable
from ontology.schema import Terms

_SAFE = "/:@+._-"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Style(StrEnum):
    """The forms in which a document is written."""

    text = "text"
    markdown = "markdown"
    oscola = "oscola"
    csv = "csv"
    jsonld = "jsonld"


def render(graph: Projection, written: Document, style: Style) -> str:
    """The document in one of the styles, ending with a line feed."""
    forms = {
        Style.text: _text,
        Style.markdown: _markdown,
        Style.oscola: _oscola,
        Style.csv: _csv,
        Style.jsonld: _jsonld,
    }
    return forms[style](graph, written).rstrip("\n") + "\n"


def _notes(written: Document) -> dict[Citation, int]:
    """The number of every citation, in the order in which they first stand."""
    return {c: i for i, c in enumerate(distinct(c for entry in written.entries for c in entry.citations), 1)}


def _cell(value: object) -> str:
    plain = jsonable(value)
    if isinstance(plain, Mapping) and "id" in plain:
        return str(plain["id"])
    return "" if plain is None else plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _text(graph: Projection, written: Document) -> str:
    notes = _notes(written)
    lines = [written.title, ""]
    for entry in written.entries:
        marks = "".join(f"[{notes[c]}]" for c in entry.citations)
        lines.append(f"{'; '.join(_cell(c) for c in entry.cells)} {marks}".rstrip())
    lines += ["", *(f"[{n}] {cite_citation(graph, c)}" for c, n in notes.items()), "", *written.certificate.lines()]
    return "\n".join(lines)


def _markdown(graph: Projection, written: Document) -> str:
    notes = _notes(written)
    lines = [f"# {_escape(written.title)}", "", _row(written.columns), _row(["---"] * len(written.columns))]
    for entry in written.entries:
        marks = "".join(f"[^{notes[c]}]" for c in entry.citations)
        cells = [_escape(_cell(c)) for c in entry.cells]
        lines.append(_row([*cells[:-1], cells[-1] + marks]))
    lines += ["", *(f"[^{n}]: {_escape(cite_citation(graph, c))}" for c, n in notes.items())]
    lines += ["", "## Certificate", "", *(f"- {_escape(line)}" for line in written.certificate.lines())]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    """Text that means nothing else in Markdown."""
    for sign in ("\\", "|", "*", "_", "`", "[", "]", "#"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")


def _oscola(graph: Projection, written: Document) -> str:
    """Sentences, each with a footnote: the law it speaks of, then the sources. What is cited again is named short, with its first note."""
    lines, notes, full = [written.title, ""], list[str](), dict[str, int]()
    for entry in written.entries:
        sentence = "; ".join(_cell(c) for c in entry.cells).rstrip(".") + "."
        number = len(notes) + 1
        cited = [_law(graph, id_, full, number) for id_ in entry.about]
        cited += [_footnote(graph, citation, full, number) for citation in entry.citations]
        if cited:
            notes.append("; ".join(cited))
            sentence += str(len(notes)).translate(_SUPERSCRIPT)
        lines.append(sentence)
    lines += ["", *(f"{n} {note}." for n, note in enumerate(notes, 1)), "", *written.certificate.lines()]
    return "\n".join(lines)


def _law(graph: Projection, id_: str, full: dict[str, int], number: int) -> str:
    """A treaty or provision: in full the first time, then by the short title of its treaty with the number of that note."""
    treaty = treaty_of(id_)
    if treaty in full:
        return f"{graph.name(treaty)} (n {full[treaty]}){f' {pinpoint(id_)}' if id_ != treaty else ''}"
    full[treaty] = number
    return cite_node(graph, id_)


def _footnote(graph: Projection, citation: Citation, full: dict[str, int], number: int) -> str:
    if citation.source in full:
        source = graph.nodes.get(citation.source)
        name = str(source.properties["name"]) if source else citation.source
        doubt = "" if citation.review == "verified" else f" [{citation.review}]"
        return f"{name} (n {full[citation.source]}) {citation.locator}{doubt}"
    full[citation.source] = number
    return cite_citation(graph, citation)


_PROVENANCE = ("sources", "locators", "review", "checksums", "query", "revision", "as_of", "made")


def _csv(graph: Projection, written: Document) -> str:
    """Every row with its sources and the certificate, so that a row cut out of the table can still be traced."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*written.columns, *_PROVENANCE])
    made = written.certificate
    for entry in written.entries:
        sources = [graph.nodes[c.source] for c in entry.citations if c.source in graph.nodes]
        provenance = [
            "; ".join(c.source for c in entry.citations),
            "; ".join(c.locator for c in entry.citations),
            "; ".join(c.review for c in entry.citations),
            "; ".join(str(s.properties.get("sha256", "")) for s in sources),
            *(made.query, made.revision, made.as_of or "", made.made.isoformat(timespec="seconds")),
        ]
        writer.writerow([*(_cell(c) for c in entry.cells), *provenance])
    return out.getvalue()


def _jsonld(graph: Projection, written: Document) -> str:
    """PROV: the answer is an entity generated by an activity that used the sources; each row is derived from those it cites."""
    base = graph.schema.base
    made = written.certificate
    context = {
        "prov": "http://www.w3.org/ns/prov#", "dcterms": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#",
        "source": f"{base}{_source_path(graph)}", "column": f"{base}column/", "tg": f"{base}ontology#",
    }  # fmt: skip
    activity = {
        "@type": "prov:Activity",
        "dcterms:description": made.query,
        "tg:revision": made.revision,
        "tg:as_of": {"@value": made.as_of.isoformat(), "@type": "xsd:date"} if made.as_of else None,
        "prov:endedAtTime": {"@value": made.made.isoformat(timespec="seconds"), "@type": "xsd:dateTime"},
        "prov:used": [_jsonld_source(source) for source in made.sources],
    }
    answer = {
        "@context": context,
        "@type": "prov:Entity",
        "dcterms:title": written.title,
        "prov:wasGeneratedBy": {key: value for key, value in activity.items() if value is not None},
        "dcterms:hasPart": [_jsonld_entry(written, entry) for entry in written.entries],
    }
    return json.dumps(jsonable(answer), ensure_ascii=False, indent=2)


def _source_path(graph: Projection) -> str:
    return graph.schema.classes[Terms(graph.schema).Source].iri_path


def _jsonld_source(source: Node) -> dict[str, object]:
    said = {
        "@id": f"source:{quote(source.id, safe=_SAFE)}",
        "@type": "prov:Entity",
        "dcterms:title": cite_source(source),
    }
    value = source.properties.get("sha256")
    return {**said, "tg:sha256": value} if value else dict(said)


def _jsonld_entry(written: Document, entry: Entry) -> dict[str, object]:
    cells: dict[str, object] = {
        f"column:{name}": _cell(value) for name, value in zip(written.columns, entry.cells, strict=True)
    }
    derived = [
        {
            "@type": "prov:Derivation",
            "prov:entity": {"@id": f"source:{quote(c.source, safe=_SAFE)}"},
            "tg:locator": c.locator,
            "tg:review": c.review,
        }
        for c in entry.citations
    ]
    return {"@type": "prov:Entity", **cells, "prov:qualifiedDerivation": derived}
