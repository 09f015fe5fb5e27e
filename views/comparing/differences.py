"""What two provisions do not share: words of one that the other lacks, and rules of theirs that differ."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from graph.ids import reference, treaty_of
from graph.projection import Projection
from graph.reports.reading import Reader
from graph.search.words import STOP_WORDS, words
from views.common.look import safe
from views.reading.article import FORCE, qualities
from views.treaties.treaties_table import short

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5  # letters: `interception` and `intercepting` count as the same word
_COMMON = 0.015  # share of provisions: a word that more of them have is not telling
STYLE = """<style>
.tgd { border-collapse: collapse; width: 100%; font-size: .9rem; } .tgd th { text-align: left; font-weight: 600; opacity: .8; }
.tgd td, .tgd th { padding: .35em .8em .35em 0; vertical-align: top;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
</style>"""
MARK = "background:color-mix(in srgb,#d9a520 26%,transparent);color:inherit;border-radius:3px;padding:0 .12em"


def marked(graph: Projection, first: str, second: str) -> tuple[str, str]:
    """Two texts as HTML, in each the telling words marked that the other lacks."""
    known, stems = common(graph), [_stems(text) for text in (first, second)]
    return _mark(first, stems[1] | known), _mark(second, stems[0] | known)


@lru_cache(maxsize=4)
def common(graph: Projection) -> frozenset[str]:
    """Stems that so many summaries have that they tell nothing apart."""
    texts = [str(s) for n in graph.nodes.values() if (s := n.properties.get("summary"))]
    counts = Counter(stem for text in texts for stem in _stems(text))
    return frozenset(stem for stem, count in counts.items() if count > _COMMON * len(texts))


def _stems(text: str) -> set[str]:
    return {stem for word in _WORD.findall(text) for stem in _stem(word)}


def _stem(word: str) -> list[str]:
    return [folded[:_STEM] for folded in words(word) if folded not in STOP_WORDS]


def _mark(text: str, ignored: set[str]) -> str:
    """The text with the words marked none of whose stems is to be ignored."""
    parts, at = [], 0
    for match in _WORD.finditer(text):
        stems, word = _stem(match.group()), safe(match.group())
        parts.append(safe(text[at : match.start()]))
        parts.append(word if not stems or ignored.intersection(stems) else f'<mark style="{MARK}">{word}</mark>')
        at = match.end()
    return "".join(parts) + safe(text[at:])


def rule_differences(reader: Reader, first: str, second: str) -> str:
    """A table (HTML) of each offence or measure of either provision, the rule on both sides marked where they differ; or empty."""
    sides = [_rules(reader, id_) for id_ in (first, second)]
    concepts = sorted({*sides[0], *sides[1]}, key=reader.graph.name)
    if not concepts:
        return ""
    heads = ["", "Rule on", *(_short_name(reader, id_) for id_ in (first, second))]
    rows = "".join(_rule_row(reader.graph.name(c), [side.get(c, "—") for side in sides]) for c in concepts)
    return f"<table class='tgd'><thead><tr>{''.join(f'<th>{safe(h)}</th>' for h in heads)}</tr></thead><tbody>{rows}</tbody></table>"


def _rule_row(name: str, sides: list[str]) -> str:
    differ = sides[0] != sides[1]
    cells = "".join(f"<td>{f'<mark style={MARK!r}>{safe(s)}</mark>' if differ else safe(s)}</td>" for s in sides)
    sign = "<td aria-label='differs'>≠</td>" if differ else "<td aria-label='the same'>=</td>"
    return f"<tr>{sign}<td>{safe(name)}</td>{cells}</tr>"


def _short_name(reader: Reader, id_: str) -> str:
    return f"{short(reader.graph, treaty_of(id_))}, {reference(id_)}"


def _rules(reader: Reader, id_: str) -> dict[str, str]:
    """The rule on each concept in words; those on the provision itself go before those on its parts."""
    found: dict[str, str] = {}
    for edge in sorted(reader.rules(id_), key=lambda e: e.start != id_):
        told = [FORCE.get(str(edge.properties.get("modality")), ""), *qualities(edge)]
        default = "protects" if edge.type == reader.terms.PROTECTS else "provides for it"
        found.setdefault(edge.end, ", ".join(t for t in told if t) or default)
    return found
