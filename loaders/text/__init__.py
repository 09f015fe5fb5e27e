"""Official treaty texts (`.md .txt .html .pdf .docx`) to records: provisions with their text, and the references
between them.

The way of the data: `files` (file to lines) - `furniture`, `languages` (which lines) - `blocks` (paragraphs) - `outline`, `lists`
(provisions) - `mentions`, `references`, `deontic` (what they say) - `records`. Each step is pure; only `files` opens anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from graph.records import Batch, Place
from loaders.text.lines import UnreadableTextError
from loaders.text.records import Loading, Recorder
from loaders.text.treaty import read_treaty
from ontology.schema import Schema

__all__ = ["load_text", "source_of"]


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
    loading = Loading(schema, treaty, title or treaty, names or {}, known or {})
    batch = Batch(source_of(treaty, language))
    for number, path in enumerate(paths, 1):
        try:
            text = read_treaty(path, language)
        except UnreadableTextError as error:
            batch.refuse(Place(str(path), error.line), error.reason)
        except OSError as error:
            batch.refuse(Place(str(path)), f"cannot be read: {error.strerror or error}")
        else:
            Recorder(loading, text, source_of(treaty, language, number), batch).write()
    return batch


def source_of(treaty: str, language: str = "en", number: int = 1) -> str:
    """The id of the Source of a loaded text: `text:uncc`; `text:uncc:fr` in another language, `text:uncc/2` for a
    second file.
    """
    return f"text:{treaty}{'' if language == 'en' else f':{language}'}{'' if number == 1 else f'/{number}'}"
