"""What a run of a page asks of the store: once whether a load has changed it, and then no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.settings import STORE_VARIABLE
from graph.store import Store, open_store
from tests.worlds import World
from views.common.frame import find_pages


def page() -> None:
    import streamlit as st

    from views.common.frame import open_graph, require_graph

    require_graph()
    for _ in range(4):
        _, graph = open_graph()
    st.text(f"{len(graph.nodes)} things")
    st.button("Again", on_click=open_graph)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The revisions that stores were asked for, in their order."""
    answers: list[str] = []
    revision = Store.revision

    def listen(store: Store) -> str:
        answers.append(revision(store))
        return answers[-1]

    monkeypatch.setattr(Store, "revision", listen)
    return answers


def test_a_run_asks_once_and_the_next_one_sees_what_was_loaded(
    embedded_folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE_VARIABLE, str(embedded_folder))
    with open_store(str(embedded_folder)) as store:
        store.clear()
        store.load(World("AB").batch)
        app = AppTest.from_function(page, default_timeout=60).run()
        assert app.text[0].value == "4 things", "a source, two states, the load"
        asked.clear()
        app.button[0].click().run()
        assert len(asked) == 1, "neither the parts of a page nor a callback ask again"
        store.load(World("ABCD").batch)
        assert app.run().text[0].value == "6 things"
        store.clear()


def test_a_page_is_read_again_only_when_its_file_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, read = tmp_path / "one.py", []
    text = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda path, **options: read.append(path) or text(path, **options))
    for title, times in (("First", 1), ("Second title", 2)):
        file.write_text(f'PAGE = {{"title": "{title}", "icon": "", "order": 1}}\n')
        assert [page.title for _ in range(3) for page in find_pages(tmp_path)] == [title] * 3
        assert read == [file] * times
