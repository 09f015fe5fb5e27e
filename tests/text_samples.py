"""A treaty of our own making, printed in the layouts that depositaries use, and small files of every kind that is
read.
"""

from __future__ import annotations

import ctypes
import io
import re
import textwrap
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import docx
import pypdfium2
import pypdfium2.raw as pdfium

from loaders.text.numbering import roman


@dataclass(frozen=True)
class Part:
    """A provision of the sample: kind and number as ids have them, heading, text before and after its parts."""

    kind: str
    number: str
    heading: str = ""
    text: str = ""
    parts: Sequence[Part] = ()
    tail: str = ""


SAMPLE = (
    Part("preamble", "", "Preamble", "The States Parties to this Convention,\nMindful of the value of clear tests,\nHave agreed as follows:"),
    Part(
        "chp", "I", "General matters", parts=(
            Part("art", "1", "Terms", "For the purposes of this Convention:", (
                Part("point", "a", text="A device means any thing that computes;"),
                Part("point", "b", text="A keeper means:", parts=(
                    Part("point", "i", text="Whoever stores data for others; and"),
                    Part("point", "ii", text="Whoever passes data on."),
                )),
            )),
            Part("art", "2", "Purpose", "This Convention serves the safety of devices. It shall be read in good faith."),
        ),
    ),
    Part(
        "chp", "II", "Duties of keepers and of those who watch over the keepers of devices in every place", parts=(
            Part("art", "3", "Care", parts=(
                Part("para", "1", text="Each Party shall see to it that keepers:", parts=(
                    Part("point", "a", text="Lock what can be locked;"),
                    Part("point", "b", text="Count what can be counted."),
                ), tail="No Party shall be held to more than it can do."),
                Part("para", "2", text="A Party may reserve the right not to apply paragraph 1 of this article."),
                Part("para", "3", text="The duties under article 4 shall not be lessened by the preceding paragraph."),
            )),
            Part("art", "4", "Watch", "Each Party shall endeavour to watch over keepers in accordance with this chapter."),
            Part("art", "4bis", "Reports", "Each Party shall consider sending reports."),
        ),
    ),
)  # fmt: skip


def ids(parts: Iterable[Part], above: str = "") -> list[str]:
    """The paths that the sample's provisions must get, in order."""
    found: list[str] = []
    for part in parts:
        segment = f"{part.kind}_{part.number}" if part.number else part.kind
        path = segment if part.kind in ("art", "preamble", "annex") else f"{above}/{segment}".lstrip("/")
        found += [path, *ids(part.parts, path)]
    return found


@dataclass(frozen=True)
class Layout:
    """How a treaty is printed: wrapped at a width (0: not at all), with blank lines between paragraphs, headings
    on the same line.
    """

    width: int = 0
    blank: bool = True
    word: Callable[[str], str] = str
    same_line: bool = False
    dash: str = " – "
    paragraph: str = "{}."
    point: str = "({})"
    roman_articles: bool = False
    words: dict[str, str] = field(default_factory=lambda: {"art": "Article", "chp": "Chapter", "annex": "Annex"})


LAYOUTS = {
    "united nations": Layout(width=72),
    "no blank lines": Layout(width=72, blank=False, same_line=True, word=str.upper),
    "council of europe": Layout(width=80, same_line=True, paragraph="{}", point="{}"),
    "roman": Layout(width=66, word=str.upper, point="{})", roman_articles=True),
    "abbreviated": Layout(same_line=True, dash=". ", paragraph="({})", point="{}.", words={"art": "Art.", "chp": "Chapter", "annex": "Annex"}),
    "brackets": Layout(width=60, blank=False, paragraph="({})"),
}  # fmt: skip


def printed(parts: Iterable[Part], layout: Layout) -> str:
    """The sample as plain text in a layout."""
    lines = ["Convention on the Care of Devices", ""]
    for part in parts:
        _print(part, layout, lines)
    return "\n".join(lines) + "\n"


def _print(part: Part, layout: Layout, lines: list[str]) -> None:
    mark = ""
    if part.kind in ("para", "point"):
        mark = (layout.paragraph if part.kind == "para" else layout.point).format(part.number) + " "
    else:
        _print_heading(part, layout, lines)
    if not part.text and mark:
        _paragraph(mark.strip(), layout, lines)
    for number, text in enumerate(part.text.split("\n") if part.text else ()):
        _paragraph((mark if number == 0 else "") + text, layout, lines)
    for child in part.parts:
        _print(child, layout, lines)
    if part.tail:
        _paragraph(part.tail, layout, lines)


def _print_heading(part: Part, layout: Layout, lines: list[str]) -> None:
    if lines[-1]:
        lines.append("")
    if part.kind == "preamble":
        lines.extend(["PREAMBLE", ""])
        return
    number = part.number
    if layout.roman_articles and part.kind == "art":
        number = in_roman(number)
    head = f"{layout.word(layout.words[part.kind])} {number.replace('bis', ' bis')}"
    if layout.same_line:
        _paragraph(f"{head}{layout.dash}{part.heading}", layout, lines)
    else:
        lines.append(head)
        _paragraph(part.heading, layout, lines)


def in_roman(number: str) -> str:
    """`4bis` -> `IVbis`."""
    return re.sub(r"^\d+", lambda figures: roman(int(figures[0])).upper(), number)


def _paragraph(text: str, layout: Layout, lines: list[str]) -> None:
    lines.extend(textwrap.wrap(text, layout.width) if layout.width else [text])
    if layout.blank:
        lines.append("")


def html(parts: Iterable[Part]) -> str:
    """The sample as a page whose lists number themselves."""
    body = "".join(_html(part) for part in parts)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>t</title></head><body><nav>Article 9</nav><h1>Convention</h1>{body}</body></html>"


def _html(part: Part) -> str:
    texts = "".join(f"<p>{text}</p>" for text in part.text.split("\n") if text)
    tail = f"<p>{part.tail}</p>" if part.tail else ""
    lists = [p for p in part.parts if p.kind in ("para", "point")]
    inner = "".join(_html(p) for p in part.parts)
    if lists:
        inner = f"<ol type='{ {'1': '1', 'a': 'a', 'i': 'i'}[lists[0].number] }'>{inner}</ol>"
    if part.kind in ("para", "point"):
        return f"<li>{texts}{inner}{tail}</li>"
    if part.kind == "preamble":
        return f"<h2>Preamble</h2>{texts}"
    word = {"art": "Article", "chp": "Chapter"}[part.kind]
    return f"<h3>{word} {part.number}</h3><h4>{part.heading}</h4>{texts}{inner}{tail}"


def word_file(parts: Iterable[Part]) -> bytes:
    """The sample as a Word document with heading styles."""
    document = docx.Document()
    document.add_paragraph("Convention on the Care of Devices", style="Title")
    for part in parts:
        _word(part, document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _word(part: Part, document: docx.document.Document) -> None:
    mark = ""
    if part.kind in ("para", "point"):
        mark = (f"{part.number}." if part.kind == "para" else f"({part.number})") + "\t"
    elif part.kind == "preamble":
        document.add_paragraph("Preamble")
    else:
        document.add_paragraph(f"{ {'art': 'Article', 'chp': 'Chapter'}[part.kind] } {part.number}", style="Heading 2")
        document.add_paragraph(part.heading, style="Heading 3")
    for number, text in enumerate(part.text.split("\n") if part.text else [""] if mark else []):
        document.add_paragraph((mark if number == 0 else "") + text)
    for child in part.parts:
        _word(child, document)
    if part.tail:
        document.add_paragraph(part.tail)


def pdf(pages: Sequence[Sequence[tuple[float, str]]]) -> bytes:
    """A PDF with lines of text: for each page, (size, text) from the top; an empty text leaves a gap."""
    document = pypdfium2.PdfDocument.new()
    for lines in pages:
        page = document.new_page(595, 842)
        height = 800.0
        for size, text in lines:
            height -= size * 1.2
            if text:
                _write_line(document, page, size, text, height)
        pdfium.FPDFPage_GenerateContent(page)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write_line(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, size: float, text: str, height: float
) -> None:
    line = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica", size)
    wide = (text + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(line, ctypes.cast(ctypes.create_string_buffer(wide), ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FPDFPageObj_Transform(line, 1, 0, 0, 1, 72, height)
    pdfium.FPDFPage_InsertObject(page, line)


def zip_bomb(megabytes: int = 300) -> bytes:
    """A DOCX that unpacks to far more than any document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        for _ in range(megabytes):
            part.write(b"0" * 1024 * 1024)
    return out.getvalue()
