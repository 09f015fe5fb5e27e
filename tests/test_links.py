"""The address and the session: links that restore a view, driven through small scripts by Streamlit's own test harness."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from views.common.links import bind_widget, linked, on_page, one_of, set_linked

    on_page(st.session_state.get("on", "here"))
    if st.session_state.get("on") == "a page without":
        st.stop()
    st.text(f"chosen={linked('chosen', 'first')}")
    st.button("Choose", on_click=set_linked, args=("chosen", "second"))
    bind_widget("size", "small", read=one_of(["small", "large"]), write=str)
    st.selectbox("Size", ["small", "large"], key="size")


def run(**params: str) -> AppTest:
    app = AppTest.from_function(page)
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def said(app: AppTest, param: str) -> str:
    value = app.query_params[param]
    return value if isinstance(value, str) else value[0]


def test_without_a_link_the_default_counts_and_stands_in_the_address() -> None:
    app = run()
    assert app.text[0].value == "chosen=first"
    assert said(app, "chosen") == "first"
    assert "size" not in app.query_params, "the default of a widget is left out"


def test_a_link_counts_at_first_and_what_is_chosen_later() -> None:
    app = run(chosen="linked", size="large")
    assert app.text[0].value == "chosen=linked"
    assert app.selectbox[0].value == "large"
    app.button[0].click().run()
    assert app.text[0].value == "chosen=second"
    assert said(app, "chosen") == "second"
    app.selectbox[0].select("small").run()
    assert "size" not in app.query_params


def test_an_old_address_that_comes_late_is_not_taken_for_a_link() -> None:
    app = run(chosen="linked")
    app.button[0].click().run()
    app.query_params["chosen"] = "linked"  # the browser had not heard of the choice when it sent this
    app.run()
    assert app.text[0].value == "chosen=second"
    assert said(app, "chosen") == "second"


def test_another_link_counts_at_once() -> None:
    app = run(chosen="linked")
    app.query_params["chosen"] = "another"
    app.run()
    assert app.text[0].value == "chosen=another"


def test_nonsense_in_a_link_is_the_default() -> None:
    assert run(size="huge").selectbox[0].value == "small"


def test_an_address_that_a_change_of_pages_has_emptied_is_filled_again() -> None:
    app = run(chosen="linked", size="large")
    app.session_state["on"] = "elsewhere"
    app.query_params.clear()
    app.run()
    assert said(app, "chosen") == "linked"
    assert said(app, "size") == "large"


@pytest.mark.parametrize("heard", [True, False])
def test_going_back_to_what_a_choice_has_replaced(heard: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """As soon as the browser has said what was chosen, and else when it must have heard."""
    app = run(chosen="linked")
    app.button[0].click().run()
    if heard:
        app.query_params["chosen"] = "second"
        app.run()
    else:
        monkeypatch.setattr("views.common.links._LAG", 0.0)
    app.query_params["chosen"] = "linked"
    app.run()
    assert app.text[0].value == "chosen=linked"


def test_going_back_to_a_bare_address_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(size="large", chosen="linked")
    app.query_params.clear()
    app.run()
    assert app.text[0].value == "chosen=first"
    assert app.selectbox[0].value == "small"


def test_coming_back_from_another_page_by_its_bare_link_finds_what_was_left() -> None:
    app = run(size="large", chosen="linked")
    for place in ("a page without", "here"):
        app.session_state["on"] = place
        app.query_params.clear()
        app.run()
    assert app.text[0].value == "chosen=linked"
    assert app.selectbox[0].value == "large"
