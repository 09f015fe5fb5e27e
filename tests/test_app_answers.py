"""The pages that answer questions of law: what they say (AppTest), and how they behave in a real browser."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect
from streamlit.testing.v1 import AppTest

from graph.settings import STORE_VARIABLE
from tests.browser import PATIENCE, ROOT, Visit, find, settled
from views.common.frame import find_pages
from views.common.words import worded

pytest_plugins = ["tests.browser"]

PAGES = {
    "basis": "Legal basis",
    "in_force": "Entry into force",
    "reservations": "Reservations",
    "check": "Check an article",
}


def opened(monkeypatch: pytest.MonkeyPatch, store: Path, page: str, **query: str) -> AppTest:
    """A page of the app, run once for the address."""
    monkeypatch.setenv(STORE_VARIABLE, str(store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"views/{page}.py").run()
    assert not app.exception, app.exception[0].value
    return app


def told(app: AppTest) -> str:
    """All that the page says: HTML, Markdown, captions, messages."""
    parts = [element.proto.body for element in app.get("html")]
    parts += [
        element.value
        for kind in (app.markdown, app.caption, app.info, app.warning, app.error, app.subheader, app.header)
        for element in kind
    ]
    return "\n".join(parts)


def test_the_pages_are_found_after_read() -> None:
    titles = [page.title for page in find_pages()]
    assert [title for title in titles if title in PAGES.values()] == list(PAGES.values())
    assert titles.index("Read") < titles.index("Legal basis") < titles.index("Compare")


def address(app: AppTest, name: str) -> str:
    """The value of a query parameter; AppTest gives what a script has set as it is, what a test has set as a list."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_says_what_it_is_not(page: str, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not legal advice" in told(opened(monkeypatch, app_store, page))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("since 2006-05-01.", "since 1 May 2006."),
        ("between 2026-02-01 and 2026-02-13", "between 1 February 2026 and 13 February 2026"),
        ("(instrument of 1945-11-15; Charter)", "(instrument of 15 November 1945; Charter)"),
        ("2006-13-01", "2006-13-01"),
        ("news:rapsi-2026-02-13", "news:rapsi-2026-02-13"),
        ("https://a.org/2026-02-13/b", "https://a.org/2026-02-13/b"),
        ("2026-02-13T10:00", "2026-02-13T10:00"),
    ],
)
def test_days_in_a_text_are_read_in_words_and_ids_stay(text: str, read: str) -> None:
    assert worded(text) == read


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("basis", {"on": "2005-01-01"}),
        ("in_force", {"treaty": "budapest", "on": "2026-11-01"}),
        ("in_force", {"about": "actor", "actor": "BTN", "treaty": "uncac", "on": "2020-01-01"}),
        ("reservations", {"treaty": "budapest", "look": "between", "on": "2026-11-01"}),
    ],
)
def test_no_reason_writes_a_day_in_figures(
    page: str, query: dict[str, str], app_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = re.sub(r"<[^>]*>|\]\([^)]*\)", " ", told(opened(monkeypatch, app_store, page, **query)))
    assert not re.findall(r".{30}(?<![\w:-])\d{4}-\d\d-\d\d.{10}", said)


class TestLegalBasis:
    def test_france_asks_japan(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        app = opened(monkeypatch, app_store, "basis", on="2026-11-01")
        said = told(app)
        assert (
            "Holds</i> · France asks Japan: Expedited preservation of stored data, Illegal access, 1 November 2026"
            in said
        )
        assert app.radio(key="basis:route").value == "budapest"
        assert "In force for France: since 1 May 2006." in said
        assert 'href="sources?source=coe%3A185"' in said

    def test_before_france_was_bound_it_fails_there_and_says_when_it_changes(
        self, app_store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = opened(monkeypatch, app_store, "basis", on="2005-01-01")
        said = told(app)
        assert "Fails</i>" in said and '<li class="stop"' in said
        assert said.index('<li class="stop"') < said.index("France bound<em>") < said.index("Japan bound<em>")
        assert "**1 November 2012**" in said
        next(b for b in app.button if b.label == "Ask on that day").click().run()
        assert "Holds</i>" in told(app)
        assert address(app, "on") == "2012-11-01"

    def test_supposed_deposits_are_weighed_and_said(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        query = {"requesting": "FRA", "requested": "IND", "on": "2026-11-01"}
        assert "Fails</i>" in told(opened(monkeypatch, app_store, "basis", **query))
        said = told(opened(monkeypatch, app_store, "basis", suppose="budapest:IND=2025-11-01", **query))
        assert "Holds</i>" in said and "With 1 supposed deposit: not what the record shows." in said

    def test_the_record_is_read_as_it_was_known(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        said = told(opened(monkeypatch, app_store, "basis", on="2026-11-01", known="2012-06-30"))
        assert "as known on 30 June 2012" in said
        assert "Holds</i> · France asks Japan" not in said, "Japan accepted on 3 July 2012 only"

    def test_a_state_needs_no_treaty_with_itself(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        app = opened(monkeypatch, app_store, "basis", requesting="FRA", requested="FRA")
        assert "A state needs no treaty to ask itself" in told(app)
        assert not app.radio

    @pytest.mark.parametrize(
        ("query", "warning"),
        [
            ({"requesting": "XXX"}, "not in the graph"),
            ({"requested": "uncc/art_7"}, "no state or organisation"),
            ({"on": "yesterday"}, "today is taken"),
            ({"suppose": "uncc:FRA"}, "supposes what cannot be"),
            ({"suppose": "uncc:illegal-access=2026-01-01"}, "supposes what cannot be"),
        ],
    )
    def test_links_that_make_no_sense_are_said(
        self, query: dict[str, str], warning: str, app_store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert warning in told(opened(monkeypatch, app_store, "basis", **query))

    def test_all_states(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        said = told(opened(monkeypatch, app_store, "basis", view="all", on="2026-11-01"))
        assert "<b>18,528</b> pairs of states" in said
        assert "holds <b>3,276</b>" in said


class TestEntryIntoForce:
    def test_the_cybercrime_convention_lacks_instruments(
        self, app_store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = told(opened(monkeypatch, app_store, "in_force", treaty="uncc", on="2026-11-01"))
        assert "Not in force</i> on 1 November 2026" in said
        assert "<b>39</b><span>are missing</span>" in said
        assert "**30 January 2027**" in said
        assert "A comparison, not a forecast" in said

    def test_supposing_those_that_are_missing_brings_it_into_force(
        self, app_store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = opened(monkeypatch, app_store, "in_force", treaty="uncc", on="2027-03-01")
        app.date_input(key="in-force:suppose:day").set_value(dt.date(2026, 12, 1)).run()
        app.button(key="in-force:fill").click().run()
        assert "In force</i> on 1 March 2027" in told(app)
        assert len(address(app, "suppose").split(",")) == 39
        app.multiselect(key="in-force:suppose:chosen").set_value(
            app.multiselect(key="in-force:suppose:chosen").value[1:]
        ).run()
        assert "cannot tell" in told(app), "38 and two disputed ones"
        app.button(key="in-force:clear").click().run()
        assert "Not in force</i>" in told(app)

    @pytest.mark.parametrize(("on", "summary"), [("2010-06-30", "Contracting state"), ("2010-07-01", "Party")])
    def test_an_actor_on_a_day(self, on: str, summary: str, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        said = told(opened(monkeypatch, app_store, "in_force", about="actor", actor="AZE", treaty="budapest", on=on))
        assert f"<i>{summary}" in said

    def test_known_as_of(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        query = {"about": "actor", "actor": "BTN", "treaty": "uncac", "on": "2020-01-01"}
        assert "<i>Signatory; perhaps bound" in told(opened(monkeypatch, app_store, "in_force", **query))
        assert "<i>Party" in told(opened(monkeypatch, app_store, "in_force", known="2020-01-01", **query))


class TestReservations:
    def test_who_touches_what_with_objections(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        app = opened(
            monkeypatch,
            app_store,
            "reservations",
            treaty="untoc-smuggling",
            statement="untoc-smuggling/res/AFG/1",
            on="2026-11-01",
        )
        said = told(app)
        assert "Reserves on article 18 as a whole." in said
        assert "<b>Austria</b>, 18 August 2017" in said

    @pytest.mark.parametrize(
        ("rule", "effect"),
        [
            ("as_vclt", "does not apply between the two to the extent"),
            ("severed", "applies in full"),
            ("no_relations", "not in force between the two"),
        ],
    )
    def test_the_reader_chooses_what_an_objection_does(
        self, rule: str, effect: str, app_store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        query = {
            "look": "between",
            "treaty": "untoc-smuggling",
            "a": "AFG",
            "b": "AUT",
            "on": "2019-01-01",
            "objections": rule,
        }
        said = told(opened(monkeypatch, app_store, "reservations", **query))
        assert effect in said
        assert "art. 9 to art. 17: as written" in said.replace("\\", "")

    def test_nothing_on_record(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "Nothing on record touches this treaty" in told(
            opened(monkeypatch, app_store, "reservations", treaty="malabo")
        )


class TestCheck:
    def test_the_example_has_supported_and_contradicted_claims(
        self, app_store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = opened(monkeypatch, app_store, "check")
        assert "Paste an article" in told(app)
        next(b for b in app.button if b.label == "Try an example").click().run()
        said = told(app)
        assert "Signatures do not count" in said
        assert "contradicted <b>2</b>" in said
        app.pills(key="check:verdicts").set_value(["contradicted"]).run()
        assert "without a vote" not in told(app)

    def test_a_text_without_claims(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        app = opened(monkeypatch, app_store, "check")
        app.text_area(key="check:text").set_value("The weather was fine.").run()
        next(b for b in app.button if b.label == "Check").click().run()
        assert "No sentence of this text makes a claim" in told(app)

    def test_markup_in_a_text_is_shown_as_text(self, app_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        app = opened(monkeypatch, app_store, "check")
        app.text_area(key="check:text").set_value(
            "France has ratified the <b>Budapest Convention</b> <img src=x>."
        ).run()
        next(b for b in app.button if b.label == "Check").click().run()
        assert "<img" not in told(app)


@pytest.mark.browser
class TestInTheBrowser:
    def test_asking_by_keyboard_and_restoring_by_link(self, visit: Visit) -> None:
        page = visit("/basis?on=2026-11-01")
        find(page, "Requested state", "Austria", "AUT")
        expect(page.locator(".verdict")).to_contain_text("France asks Austria")
        page.get_by_role("radio", name="UNCC").focus()
        page.keyboard.press("Space")
        settled(page)
        expect(page.locator("h4", has_text="UN Convention against Cybercrime")).to_be_visible()
        again = visit(_path(page))
        expect(again.locator(".verdict")).to_contain_text("France asks Austria")
        expect(again.locator("h4", has_text="UN Convention against Cybercrime")).to_be_visible()

    def test_a_state_on_the_map_opens_its_hops(self, visit: Visit) -> None:
        page = visit("/basis?view=all&on=2026-11-01")
        world, size = chart(page)
        world.click(position={"x": size["width"] * 0.33, "y": size["height"] * 0.5})  # the middle of South America
        pair = page.locator("strong", has_text="France – ")
        expect(pair).to_be_visible(timeout=PATIENCE)
        other = pair.inner_text().removeprefix("France – ")
        page.get_by_role("button", name="Hop by hop").click()
        expect(page.locator(".verdict")).to_contain_text(f"France asks {other}", timeout=PATIENCE)

    def test_a_bar_narrows_the_statements(self, visit: Visit) -> None:
        page = visit("/reservations?treaty=budapest&on=2026-11-01")
        expect(page.get_by_text("147 statements")).to_be_visible()
        bars, size = chart(page)
        bars.click(position={"x": size["width"] * 0.4, "y": 74})
        expect(page.get_by_text("on Budapest Convention, art. 3: Illegal interception")).to_be_visible(timeout=PATIENCE)

    def test_a_tables_file_is_saved(self, visit: Visit) -> None:
        page = visit("/basis?on=2026-11-01")
        with page.expect_download() as saved:
            page.get_by_role("button", name="CSV").first.click()
        text = Path(saved.value.path()).read_text(encoding="utf-8")
        assert text.startswith("treaty,route,question,verdict,reason,sources,locators,review,checksums")
        assert "Budapest Convention,holds,offence covered,holds" in text

    def test_footnotes_are_there_to_copy(self, visit: Visit) -> None:
        page = visit("/basis?on=2026-11-01")
        page.get_by_role("button", name="Cite").click()
        page.get_by_role("radio", name="OSCOLA").click()
        settled(page)
        code = page.locator("[data-testid=stPopoverBody] code")
        expect(code).to_contain_text("opened for signature 23 November 2001, entered into force 1 July 2004) ETS 185")
        expect(code).to_contain_text("Question: treatygraph basis --from FRA --to JPN --offence illegal-access")

    def test_a_source_opens_from_its_citation(self, visit: Visit) -> None:
        page = visit("/basis?on=2026-11-01")
        with page.expect_popup() as opened_page:
            page.locator(".steps a").first.click()
        expect(opened_page.value.get_by_text("rest on it").first).to_be_visible()


def chart(page: Page) -> tuple[Locator, FloatRect]:
    """The first chart, drawn and no longer moving, and its box."""
    found = page.get_by_test_id("stVegaLiteChart").first
    found.locator("canvas, svg.marks").first.wait_for()
    found.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    box = found.bounding_box()
    assert box
    return found, box


def _path(page: Page) -> str:
    """The address without its host."""
    return "/" + page.url.split("/", 3)[3]
