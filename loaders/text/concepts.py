"""Offences and measures that a text suggests, by the labels of the concept schemes.

Always marked as computed: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from loaders.text.deontic import force
from loaders.text.provisions import Provision
from loaders.text.scopes import Outline
from ontology.schema import Schema, Terms

HEADING_SCORE = 0.9
TEXT_SCORE = 0.6
_SHORT_LABEL = 5  # letters
_BEGINNING = re.compile(r"\b\w{1,3}")  # what a word is looked up by, since the last letters of a label may differ
_CRIMINALIZES = re.compile(
    r"\bcriminal offences?\b|\bcriminali[sz]|\bpunishable\b|\bshall be (?:an )?offences?\b"
    r"|\bmake (?:it|[^.;]{0,60}) (?:a )?(?:criminal |punishable )?offences?\b",
    re.IGNORECASE,
)
_MODALITY = {
    "shall": "shall",
    "may": "may",
    "may_reserve": "may",
    "shall_consider": "shall_consider",
    "shall_endeavour": "shall_consider",
    "should": "shall_consider",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept that a provision seems to be about.

    `label` is that of the concept's class (an offence, a measure), `quote` the words that matched, `start` and `end` their
    place in the provision's own text (-1 in its heading), `score` from 0 to 1, `modality` that of the provision, empty where none.
    """

    provision: Provision
    concept: str
    label: str
    quote: str
    start: int
    end: int
    score: float
    modality: str


def suggest_concepts(outline: Outline, schema: Schema, language: str = "en") -> list[Suggestion]:
    """The offences and measures that the headings and texts of a treaty name, each provision and concept once, best
    match first.

    Offences are suggested only where the article makes conduct criminal, and the narrowest concept is kept where
    labels overlap.
    """
    labels = _labels(schema, language)
    found: list[Suggestion] = []
    for top in outline.parts:
        for article in (p for p in top.walk() if p.kind == "art"):
            found += _of_article(article, labels, schema)
    return found


def _of_article(article: Provision, labels: _Labels, schema: Schema) -> Iterator[Suggestion]:
    terms = Terms(schema)
    criminal = any(_CRIMINALIZES.search(p.text) for p in article.walk())
    headed: set[str] = set()
    for provision in article.walk():
        best: dict[str, Suggestion] = {}
        for text, score in ((provision.heading or "", HEADING_SCORE), (provision.text, TEXT_SCORE)):
            for match in labels.named_in(text):
                for concept, label in labels.concepts.get(_key(match[0]), ()):
                    in_text = score == TEXT_SCORE
                    vague = in_text and " " not in _key(match[0])
                    if vague or concept in best or concept in headed or (label == terms.Offence and not criminal):
                        continue
                    span = match.span() if in_text else (-1, -1)
                    best[concept] = Suggestion(provision, concept, label, match[0], *span, score, _modality(provision))
        if provision is article:
            headed = {c for c, s in best.items() if s.score == HEADING_SCORE}
        yield from sorted(best.values(), key=lambda s: -s.score)


def _modality(provision: Provision) -> str:
    """The modality that a provision, or the first of its paragraphs, gives to what it provides for; empty where it
    has none.
    """
    own = force(provision)
    if own in (None, "none") and provision.children:
        own = force(provision.children[0])
    return _MODALITY.get(own or "", "")


@dataclass(frozen=True)
class _Labels:
    """All labels of a language, as expressions by the letters they begin with, and the concepts that bear each."""

    patterns: dict[str, re.Pattern[str]]
    concepts: dict[str, list[tuple[str, str]]]

    def named_in(self, text: str) -> Iterator[re.Match[str]]:
        """The labels that a text names and that lie in no longer one."""
        end = -1
        for beginning in _BEGINNING.finditer(text):
            pattern = self.patterns.get(beginning[0].lower())
            match = pattern.match(text, beginning.start()) if pattern and beginning.start() >= end else None
            if match:
                yield match
                end = match.end()


@lru_cache(maxsize=8)
def _labels_of(base: str, paths: tuple[tuple[str, str], ...], graph: Graph, language: str) -> _Labels:
    concepts: dict[str, list[tuple[str, str]]] = {}
    for iri, text in _texts_of(graph, language):
        label = next((name for path, name in paths if iri.startswith(f"{base}{path}")), None)
        if label and len(text) >= _SHORT_LABEL:
            entry = (iri.rsplit("/", 1)[-1], label)
            if entry not in concepts.setdefault(_key(text), []):
                concepts[_key(text)].append(entry)
    begun: dict[str, list[str]] = {}
    for label in sorted(concepts, key=len, reverse=True):
        expression = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", label))
        begun.setdefault(_BEGINNING.findall(label)[0].lower(), []).append(expression)
    patterns = {
        start: re.compile(rf"(?:{'|'.join(labels)})(?:e?s)?(?!\w)", re.IGNORECASE) for start, labels in begun.items()
    }
    return _Labels(patterns, concepts)


def _texts_of(graph: Graph, language: str) -> list[tuple[str, str]]:
    return sorted(
        (str(concept), str(text))
        for concept in graph.subjects(RDF.type, SKOS.Concept)
        if isinstance(concept, URIRef)
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
        for text in graph.objects(concept, predicate)
        if isinstance(text, Literal) and text.language == language
    )


def _labels(schema: Schema, language: str) -> _Labels:
    terms = Terms(schema)
    paths = tuple((schema.classes[name].iri_path, name) for name in (terms.Offence, terms.Measure))
    return _labels_of(schema.base, paths, schema.graph, language)


def _key(text: str) -> str:
    """A label without case, hyphens and plural."""
    words = re.split(r"[\s-]+", text.lower().strip())
    last = words[-1]
    words[-1] = last[:-1] if last.endswith("s") and not last.endswith("ss") else last
    return " ".join(words)
