"""An agreement as its XML has it: what `meta` says, and the outline of chapters, articles, paragraphs and points."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.acts import exact_date
from loaders.text.blocks import blocks_of
from loaders.text.headings import id_token
from loaders.text.lines import Line
from loaders.text.lists import Lists
from loaders.text.outline import Outline
from loaders.text.provisions import Provision
from loaders.tota.inline import pieces
from loaders.xml_tree import Element, UnreadableXmlError, parse_xml

_CONTAINERS = (
    (re.compile(r"^(?:chapter|cap[ií]tulo|chapitre)\b", re.IGNORECASE), "chp"),
    (re.compile(r"^(?:title|t[ií]tulo|titre)\b", re.IGNORECASE), "title"),
    (re.compile(r"^(?:section|secci[oó]n)\b", re.IGNORECASE), "sec"),
    (re.compile(r"^(?:part|parte|partie)\b", re.IGNORECASE), "part"),
    (re.compile(r"^(?:annex|anexo|annexe|appendix|protocol)\b", re.IGNORECASE), "annex"),
)
_WORD = re.compile(r"^[^\W\d]{3,}\s*:?\s*[-–]?\s*")
_PREAMBLE = re.compile(r"^(?:preamble|pr[eé]ambul[eo]|introduction)\b", re.IGNORECASE)
_CLOSING = re.compile(r"^(?:conclusion|conclusi[oó]n|closing)\b", re.IGNORECASE)
CLOSING_PATH = "sec_conclusion"
UNDETERMINED = "und"  # ISO 639-2
MAX_LEVELS = 10  # deeper than the lists of any treaty
_RUN_OF_NUMBERS = re.compile(rf"^(?:\(?\w{{1,4}}[.)]\s*){{{MAX_LEVELS},}}")


@dataclass(frozen=True)
class Agreement:
    """An agreement: the corpus's identifier, what `meta` says, its outline, and the identifier of the article element
    behind each provision.
    """

    identifier: str
    name: str
    type: str
    status: str
    language: str
    signed: dt.date | None
    in_force: dt.date | None
    inactive: dt.date | None
    original: tuple[str, ...]
    parties: tuple[str, ...]
    wto: str
    text_url: str
    outline: Outline
    elements: dict[str, str]
    line: int
    problems: tuple[tuple[int, str], ...] = ()


def read_agreement(text: str) -> Agreement:
    """An agreement from the text of its file. UnreadableXmlError says where and why it is none."""
    root = parse_xml(text, "treaty")
    meta, body = root.find("meta"), root.find("body")
    if meta is None or body is None:
        raise UnreadableXmlError(
            f"no <{'meta' if meta is None else 'body'}>: this is not an agreement of the corpus", root.line
        )
    identifier = meta.text_of("treaty_identifier")
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,40}", identifier):
        raise UnreadableXmlError(f"<treaty_identifier> is {identifier!r}, expected a number", meta.line)
    builder = _Builder()
    for chapter in body.find_all("chapter"):
        builder.chapter(chapter)
    if not builder.elements:
        raise UnreadableXmlError("the body holds no article", body.line)
    problems: list[tuple[int, str]] = []
    return Agreement(
        identifier=identifier,
        name=meta.text_of("name") or f"Agreement {identifier}",
        type=meta.text_of("type"),
        status=meta.text_of("status"),
        language=_language(meta, problems),
        signed=_day(meta, "date_signed", problems),
        in_force=_day(meta, "date_into_force", problems),
        inactive=_day(meta, "date_inactive", problems),
        original=_codes(meta, "parties_original"),
        parties=_codes(meta, "parties"),
        wto=meta.text_of("wto_rta_id"),
        text_url=_text_url(meta),
        outline=builder.outline,
        elements=builder.elements,
        line=root.line,
        problems=tuple(problems),
    )


def _day(meta: Element, tag: str, problems: list[tuple[int, str]]) -> dt.date | None:
    text = meta.text_of(tag)
    day = exact_date(text) if text else None
    if text and day is None:
        problems.append((meta.line, f"<{tag}> is {text[:40]!r}, expected a day such as 2006-03-01"))
    return day


def _language(meta: Element, problems: list[tuple[int, str]]) -> str:
    text = meta.text_of("language").lower()
    if re.fullmatch(r"[a-z]{2,3}", text):
        return text
    problems.append((meta.line, f"<language> is {text[:40]!r}, expected a code such as en"))
    return UNDETERMINED


def _codes(meta: Element, tag: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for item in meta.find_all(tag, "partyisocode") if (code := item.text.strip())))


def _text_url(meta: Element) -> str:
    """Where the corpus found the text, the one in the agreement's language first."""
    found = [
        s
        for s in meta.find_all("source")
        if "text" in s.attributes.get("type", "") and re.match(r"https?://\S+$", s.text.strip())
    ]
    language = meta.text_of("language").lower()
    found.sort(key=lambda s: s.attributes.get("lang", "") != language)
    return found[0].text.strip() if found else ""


@dataclass
class _Builder:
    """Sets chapters and articles out as an outline.

    No article is lost: a number that stands twice gets a suffix, and is told.
    """

    outline: Outline = field(default_factory=Outline)
    elements: dict[str, str] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    seen_article: bool = False

    def chapter(self, element: Element) -> None:
        container = self._container(element)
        for article in element.find_all("article"):
            self._article(article, container, element)

    def _container(self, element: Element) -> Provision | None:
        number, name = element.attributes.get("number", "").strip(), element.attributes.get("name", "").strip()
        if not number and (not name or _PREAMBLE.match(name) or _CLOSING.match(name)):
            return None
        kind = next((kind for pattern, kind in _CONTAINERS if pattern.match(number or name)), "chp")
        printed = _WORD.sub("", number) if number else ""
        token = (
            id_token(printed)
            or id_token(number)
            or f"n{element.attributes.get('chapter_identifier') or len(self.paths)}"
        )
        made = Provision(kind, token, printed, number, element.line, heading=name or None)
        made.path = self._free(f"{kind}_{token}", element.line, number or name)
        self.outline.parts.append(made)
        return made

    def _article(self, element: Element, container: Provision | None, chapter: Element) -> None:
        number, name = element.attributes.get("number", "").strip(), element.attributes.get("name", "").strip()
        token = id_token(_WORD.sub("", number)) or id_token(number)
        if number and token:
            self.seen_article = True
            kind, path = "art", self._article_path(token, container, element.line, number)
        else:
            kind, token, path = self._unnumbered(element, container, chapter)
        made = Provision(
            kind,
            token,
            _WORD.sub("", number) or number,
            number,
            element.line,
            heading=name or None,
            parent=container,
            path=path,
        )
        (container.content if container else self.outline.parts).append(made)
        self.elements[path] = element.attributes.get("article_identifier", "")
        self._body(made, element)

    def _article_path(self, token: str, container: Provision | None, line: int, number: str) -> str:
        """Articles are numbered through the treaty; those of an annex, or of a part that begins again, within it."""
        path = f"art_{token}"
        if container and (container.kind == "annex" or path in self.paths):
            path = f"{container.path}/art_{token}"
        return self._free(path, line, number)

    def _unnumbered(self, element: Element, container: Provision | None, chapter: Element) -> tuple[str, str, str]:
        """What stands before the articles is the preamble, what stands after them the closing; within a chapter it
        keeps the corpus's identifier.
        """
        name = chapter.attributes.get("name", "")
        if container is None and (_PREAMBLE.match(name) or not (self.seen_article or _CLOSING.match(name))):
            return "preamble", "", self._free("preamble", element.line, "preamble", quiet=True)
        if container is None:
            return "sec", "conclusion", self._free(CLOSING_PATH, element.line, "closing", quiet=True)
        token = f"n{element.attributes.get('article_identifier') or element.line}"
        return "art", token, self._free(f"{container.path}/art_{token}", element.line, token)

    def _free(self, path: str, line: int, printed: str, *, quiet: bool = False) -> str:
        joint = "_" if path == "preamble" else "-"
        free = next(
            p for n in range(1, len(self.paths) + 3) if (p := path if n == 1 else f"{path}{joint}{n}") not in self.paths
        )
        if free != path and not quiet:
            self.outline.notes.append((line, f"a second {printed} in the same place: kept as {free}"))
        self.paths.add(free)
        return free

    def _body(self, provision: Provision, element: Element) -> None:
        lists = Lists(provision)
        blocks = blocks_of(list(_lines(element)))
        too_deep = any(_RUN_OF_NUMBERS.match(block.text) for block in blocks)
        for index, block in enumerate(blocks):
            if too_deep or len(lists.levels) > MAX_LEVELS:
                too_deep = True
                break
            lists.feed(block, blocks[index + 1 : index + 80])
        if too_deep:
            provision.content = ["\n".join(block.text for block in blocks)]
            self.outline.notes.append(
                (provision.line, f"{provision.path}: numbers nest too deep to be lists; kept as one text")
            )
            return
        self.outline.notes += lists.missing


def _lines(element: Element) -> Iterator[Line]:
    """The lines of an article. A number within a line begins a line of its own."""
    gap = True
    whole = re.sub(r"^(\s*)\.(?=\s)", r"\1 ", element.text)  # the stop of `Article 1.`
    for offset, raw in enumerate(whole.split("\n")):
        text = " ".join(raw.split())
        if not text:
            gap = True
            continue
        for number, piece in enumerate(pieces(text)):
            yield Line(piece, element.line + offset, gap=gap or number > 0)
        gap = False
