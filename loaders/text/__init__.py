"""Official treaty texts (`.md .txt .html .pdf .docx`) to records: provisions with their text, and the references
between them.

The way of the data: `files` (file to lines) - `furniture`, `languages` (which lines) - `blocks` (paragraphs) - `outline`, `lists`
(provisions) - `mentions`, `references`, `deontic` (what they say) - `records`. Each step is pure; only `files` opens anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from graph.records import Batch, Place, Refusal
from loaders.in_order import in_order
from loaders.text.lines import UnreadableTextError
from loaders.text.records import Loading, Recorder
from loaders.text.treaty import TreatyText, read_treaty
from ontology.schema import Schema

__all__ = ["TreatyText", "load_text", "read_texts", "record_text", "source_of"]


def load_text(
    paths: Sequence[Path],
    treaty: str,
    schema: Schema,
    *,
    language: str = "en",
    title: str | None = None,
    known: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Batch:
    """The records of a treaty's official text, from one file or several that follow one another (a treaty and its
    annexes).

    `treaty` is the treaty's id, `title` its short title for display (default: the id), `language` (ISO 639-1) the version to
    load, `known` the labels of what the store holds, by id, `names` the titles, short titles and symbols of
    treaties with
    their ids. A file that cannot be read is in the batch's `refused`, with line and reason; what was left out or
    repaired
    is in `repaired`. Nothing is raised for what a file holds.
    """
    read = read_texts((path, language) for path in paths)
    return record_text(read, treaty, schema, language=language, title=title, known=known, names=names)


def read_texts(files: Iterable[tuple[Path, str]], workers: int = 1) -> Iterator[TreatyText | Refusal]:
    """Files and the language to be read of each as the texts of treaties, or why they are none. `workers`: processes that read."""
    yield from in_order(_read, files, workers)


def _read(file: tuple[Path, str]) -> TreatyText | Refusal:
    path, language = file
    try:
        return read_treaty(path, language)
    except UnreadableTextError as error:
        return Refusal(Place(str(path), error.line), error.reason)
    except OSError as error:
        return Refusal(Place(str(path)), f"cannot be read: {error.strerror or error}")


def record_text(
    read: Iterable[TreatyText | Refusal],
    treaty: str,
    schema: Schema,
    *,
    language: str = "en",
    title: str | None = None,
    known: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Batch:
    """The same records, of files that are read already."""
    loading = Loading(schema, treaty, title or treaty, names or {}, known or {})
    batch = Batch(source_of(treaty, language))
    for number, text in enumerate(read, 1):
        if isinstance(text, Refusal):
            batch.refused.append(text)
        else:
            Recorder(loading, text, source_of(treaty, language, number), batch).write()
    return batch


def source_of(treaty: str, language: str = "en", number: int = 1) -> str:
    """The id of the Source of a loaded text: `text:uncc`; `text:uncc:fr` in another language, `text:uncc/2` for a
    second file.
    """
    return f"text:{treaty}{'' if language == 'en' else f':{language}'}{'' if number == 1 else f'/{number}'}"
