"""Which language a text is in, and which lines of a file belong to one language version."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.text.lines import Line

NAMES = {
    "en": "English", "fr": "French", "es": "Spanish", "nl": "Dutch", "de": "German", "pt": "Portuguese", "it": "Italian", "ru": "Russian",
    "ar": "Arabic", "zh": "Chinese",
}  # fmt: skip
_COMMON_WORDS = {
    "en": "the of and to in shall any this for by or be which with as such is that under from it its an may not on are has each been",
    "fr": "le la les des du et à en de un une par dans ou que qui au aux pour est sur se ne pas sont dont ce cette avec il leur ses",
    "es": "el la los las del de y en que a se un una por o con para su al no lo como presente este esta cada sus será más sean",
    "nl": "de het een en van in op te dat die is aan voor met door niet wordt worden zijn of bij als deze dit tot om naar elke indien",
    "de": "der die das des dem den und in zu von mit ist nicht ein eine einer für auf als sich nach oder wird im bei durch werden kann",
    "pt": "o a os as do da dos das de e em que se um uma por ou com para não ao na no nos pela pelo presente à sua seu cada são",
    "it": "il lo la i gli le del della dei delle e di in che a un una per o con da non al alla nel nella presente sono si ogni suo",
}
_COMMON = {code: words.split() for code, words in _COMMON_WORDS.items()}
_LANGUAGES_OF = {
    word: [code for code, words in _COMMON.items() if word in words] for words in _COMMON.values() for word in words
}
_WORD = re.compile(r"[^\W\d_]{2,}", re.UNICODE)  # single letters may be those of points
_SCRIPTS = (
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_ARTICLE_WORDS = {
    "article": ("en", "fr"),
    "artikel": ("nl", "de"),
    "artículo": ("es",),
    "artigo": ("pt",),
    "articolo": ("it",),
}
_ARTICLE = re.compile("|".join(_ARTICLE_WORDS), re.IGNORECASE)
_SAMPLE = 4000
_SURE_WORDS = 8
_RUN_LINES = 3
_RUN_ARTICLES = 2
_HEADING_CHARACTERS = 40
_RUN_WORDS = 120
_REPEATED = 3


def language_of(text: str) -> str | None:
    """ISO 639-1 code of a text's language; None where it is too short to tell."""
    sample = text[:_SAMPLE]
    for code, script in () if sample.isascii() else _SCRIPTS:
        if len(script.findall(sample)) > 0.3 * len(sample.replace(" ", "")):
            return code
    words = [word.lower() for word in _WORD.findall(sample)]
    scores: Counter[str] = Counter(code for word in words for code in _LANGUAGES_OF.get(word, ()))
    best = scores.most_common(2)
    if (
        not best
        or best[0][1] < max(2, 0.15 * len(words))
        or (len(best) > 1 and best[0][1] - best[1][1] < 0.04 * len(words))
    ):
        return None
    return best[0][0]


def versions(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The lines by language version, in the order of the file.

    A short line (a heading) goes with what follows it; a passage counts as another version only where it is long, since
    treaties quote one another. A single line in a foreign language that recurs (a publisher's note) is given under `""`.
    """
    guesses = [_guess(line) for line in lines]
    notes = _foreign_notes(lines, guesses)
    kept = [i for i in range(len(lines)) if i not in notes]
    settled = _settle([lines[i] for i in kept], [guesses[i] for i in kept])
    found: dict[str, list[Line]] = {}
    for index, code in zip(kept, settled, strict=True):
        found.setdefault(code, []).append(lines[index])
    if notes:
        found[""] = [lines[i] for i in sorted(notes)]
    return found


def _guess(line: Line) -> str | None:
    """The language of a line; None for short ones and for rows of tables and figures."""
    text = line.text
    if len(text) <= 12 or text.startswith("|") or sum(map(str.isdigit, text)) > 0.15 * len(text):
        return None
    return language_of(text)


def _foreign_notes(lines: Sequence[Line], guesses: Sequence[str | None]) -> set[int]:
    """Lines of a foreign language that recur word for word between lines of the main one."""
    words = Counter[str]()
    for line, guess in zip(lines, guesses, strict=True):
        if guess:
            words[guess] += len(line.text)
    repeated = Counter(line.text for line in lines if len(line.text) < 200)
    out = set()
    for index, (line, guess) in enumerate(zip(lines, guesses, strict=True)):
        if guess and repeated[line.text] >= _REPEATED and len(line.text) > 20:
            near = [g for g in guesses[max(0, index - 6) : index + 7] if g and g != guess]
            if len(near) >= 3:
                out.add(index)
    return out


def _settle(lines: Sequence[Line], guesses: Sequence[str | None]) -> list[str]:
    """One language for each line. Runs too short to be a version of their own join what is around them."""
    runs = list(_runs(lines, guesses))
    ends = [*(run[0] for run in runs[1:]), len(lines)][: len(runs)]
    solid = [
        run
        for run, end in zip(runs, ends, strict=True)
        if run[3] >= _RUN_WORDS
        or run[2] >= _RUN_LINES
        or _articles_in(lines[max(0, run[0] - 1) : end - 1]) >= _RUN_ARTICLES
    ]
    if not solid:
        total = Counter[str]()
        for _, code, _, words in runs:
            total[code] += words
        code = total.most_common(1)[0][0] if total else "en"
        return [code] * len(lines)
    solid = _without_insertions(lines, solid)
    settled: list[str] = [""] * len(lines)
    starts = [run[0] for run in solid]
    for number, (start, code, _, _) in enumerate(solid):
        end = starts[number + 1] if number + 1 < len(solid) else len(lines)
        settled[start:end] = [code] * (end - start)
    settled[: starts[0]] = [solid[0][1]] * starts[0]
    return _headings_with_their_text(lines, guesses, settled)


def _articles_in(lines: Sequence[Line]) -> int:
    """How many lines are headings of articles."""
    return sum(1 for line in lines if len(line.text) < _HEADING_CHARACTERS and _ARTICLE.match(line.text))


def _without_insertions(
    lines: Sequence[Line], solid: Sequence[tuple[int, str, int, int]]
) -> list[tuple[int, str, int, int]]:
    """The runs less those in another language between articles that are headed in this one (an editor's `amends
    the Convention`).
    """
    kept: list[tuple[int, str, int, int]] = []
    for number, run in enumerate(solid):
        around = kept[-1][1] if kept else None
        after = solid[number + 1] if number + 1 < len(solid) else None
        if around and around != run[1] and after and after[1] == around:
            words = {
                m[0].lower()
                for line in lines[run[0] : after[0]]
                if len(line.text) < _HEADING_CHARACTERS and (m := _ARTICLE.match(line.text))
            }
            if words and all(around in _ARTICLE_WORDS[word] and run[1] not in _ARTICLE_WORDS[word] for word in words):
                continue
        kept.append(run)
    return kept


def _runs(lines: Sequence[Line], guesses: Sequence[str | None]) -> Iterator[tuple[int, str, int, int]]:
    """(first line, language, lines whose language was told, words) of each run of one language."""
    current: tuple[int, str, int, int] | None = None
    for index, guess in enumerate(guesses):
        if guess is None:
            continue
        size = len(lines[index].text.split())
        told = 1 if size >= _SURE_WORDS else 0
        if current and current[1] == guess:
            current = (current[0], guess, current[2] + told, current[3] + size)
        else:
            if current:
                yield current
            current = (index, guess, told, size)
    if current:
        yield current


def _headings_with_their_text(lines: Sequence[Line], guesses: Sequence[str | None], settled: list[str]) -> list[str]:
    """Lines too short to tell, right before another language begins, belong to what follows."""
    for index in range(len(lines) - 2, -1, -1):
        if (
            guesses[index] is None
            and settled[index] != settled[index + 1]
            and (lines[index].level or (lines[index].gap and len(lines[index].text) < 80))
        ):
            settled[index] = settled[index + 1]
    return settled
