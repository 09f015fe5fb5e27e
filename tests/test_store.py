"""The contract of the store, the same for the embedded engine and for Neo4j."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace

import pytest

from graph.errors import QueryError, StoreError
from graph.records import Batch, Edge, Node, Place
from graph.store import Store

HERE = Place("test.csv", 2)
CITED = {"source": "s", "locator": "row 1", "review": "verified"}
SOURCE = Node("Source", "s", {"name": "A source"}, HERE)
FRANCE = Node(
    "State", "FRA", {"name": "France", "iso2": "FR", "aliases": ["République française", "French Republic"]}, HERE
)
TREATY = Node(
    "Treaty",
    "uncc",
    {"name": "UNCC", "adopted": dt.date(2024, 12, 24), "eif_threshold": 40, "eif_counts_reio": False},
    HERE,
)
SIGNED = Edge("SIGNED", "FRA", "uncc", {"date": dt.date(2025, 10, 25), **CITED}, HERE)


def batch(*records: Node | Edge, origin: str = "test") -> Batch:
    nodes = [r for r in records if isinstance(r, Node)]
    return Batch(origin, nodes, [r for r in records if isinstance(r, Edge)])


def content(store: Store) -> tuple[dict[str, dict[str, object]], dict[tuple[str, ...], dict[str, object]]]:
    """Everything in the store but the marks of loads."""
    nodes = {n.id: {"label": n.label, **n.properties} for n in store.nodes() if n.label != "Load"}
    return nodes, {e.key: dict(e.properties) for e in store.edges()}


def test_what_is_loaded_comes_back_as_it_was(store: Store) -> None:
    report = store.load(batch(SOURCE, FRANCE, TREATY, SIGNED))
    assert report.refused == []
    nodes, edges = content(store)
    assert nodes["FRA"] == {"label": "State", **FRANCE.properties, "origin": ["test"]}
    assert nodes["uncc"] == {"label": "Treaty", **TREATY.properties, "origin": ["test"]}
    assert edges == {SIGNED.key: {**SIGNED.properties, "origin": ["test"]}}


def test_superclasses_are_labels_that_queries_can_use(store: Store) -> None:
    store.load(batch(SOURCE, FRANCE))
    for label in ("Actor", "State"):
        assert store.query(f"MATCH (n:{label} {{id: 'FRA'}}) RETURN n.name AS name").rows == [{"name": "France"}]


def test_a_second_load_changes_nothing(store: Store) -> None:
    given = batch(SOURCE, FRANCE, TREATY, SIGNED)
    first = store.load(given)
    revision = store.revision()
    second = store.load(given)
    assert not any(second.counts.values())
    assert any(first.counts.values())
    assert store.counts() == (4, 1)
    assert store.revision() == revision != ""


def test_a_changed_load_changes_what_changed_and_takes_back_what_is_gone(store: Store) -> None:
    store.load(batch(SOURCE, FRANCE, TREATY, SIGNED))
    before = store.revision()
    renamed = replace(TREATY, properties={"name": "Convention against Cybercrime", "eif_threshold": 40})
    moved = replace(SIGNED, properties={**SIGNED.properties, "date": dt.date(2025, 10, 26)})
    report = store.load(batch(SOURCE, FRANCE, renamed, moved))
    assert {k: n for k, n in report.counts.items() if n} == {
        "changed_nodes": 2,
        "changed_edges": 1,
    }  # the treaty and the mark
    nodes, edges = content(store)
    assert nodes["uncc"] == {"label": "Treaty", **renamed.properties, "origin": ["test"]}
    assert edges[SIGNED.key]["date"] == dt.date(2025, 10, 26)
    assert store.revision() != before
    store.load(batch(SOURCE, TREATY))
    assert content(store)[0].keys() == {"s", "uncc"} and content(store)[1] == {}


def test_a_second_origin_adds_and_takes_back_only_its_own(store: Store) -> None:
    store.load(batch(SOURCE, FRANCE, TREATY, SIGNED, origin="catalogue"))
    before = content(store)
    text = replace(TREATY, properties={"name": "other name", "title": "Long title"})
    store.load(batch(text, origin="text"))
    nodes, _ = content(store)
    assert (nodes["uncc"]["name"], nodes["uncc"]["title"]) == ("UNCC", "Long title")
    assert nodes["uncc"]["origin"] == ["catalogue", "text"]
    store.load(batch(origin="text"))
    nodes, edges = content(store)
    assert nodes.keys() == before[0].keys() and edges == before[1]
    assert nodes["uncc"]["origin"] == ["catalogue"]


def test_a_changed_load_changes_what_it_added_to_anothers(store: Store) -> None:
    store.load(batch(SOURCE, FRANCE, TREATY, SIGNED, origin="catalogue"))
    before = content(store)
    text = replace(TREATY, properties={"name": "other name", "title": "Long title", "place": "Hanoi"})
    store.load(batch(text, origin="text"))
    report = store.load(batch(replace(text, properties={"name": "third name", "title": "Longer title"}), origin="text"))
    assert report.counts["changed_nodes"] == 2  # the treaty and the mark
    treaty = content(store)[0]["uncc"]
    assert (treaty["name"], treaty["title"], "place" in treaty) == ("UNCC", "Longer title", False)
    store.load(
        batch(
            SOURCE,
            FRANCE,
            replace(TREATY, properties={**TREATY.properties, "title": "Checked"}),
            SIGNED,
            origin="catalogue",
        )
    )
    assert content(store)[0]["uncc"]["title"] == "Checked"
    store.load(batch(replace(text, properties={"name": "n", "title": "Fourth title"}), origin="text"))
    assert content(store)[0]["uncc"]["title"] == "Checked"
    store.load(batch(SOURCE, FRANCE, TREATY, SIGNED, origin="catalogue"))
    store.remove("text")
    assert content(store) == before


def test_a_removed_load_takes_all_that_only_it_said(store: Store) -> None:
    store.load(batch(SOURCE, FRANCE, TREATY, SIGNED, origin="catalogue"))
    before, counts = content(store), store.counts()
    other = Node("Source", "t", {"name": "Another"}, HERE)
    text = replace(TREATY, properties={"name": "other name", "title": "Long title"})
    again = replace(SIGNED, properties={**SIGNED.properties, "source": "t"})
    given = batch(other, text, again, origin="text")
    store.load(given)
    loaded = content(store)
    report = store.remove("text")
    assert (report.counts["gone_nodes"], report.counts["gone_edges"], report.bereft) == (2, 1, [])
    assert (content(store), store.counts()) == (before, counts)
    store.load(given)
    assert content(store) == loaded


def test_what_led_to_a_removed_thing_goes_with_it_and_can_be_loaded_again(store: Store) -> None:
    treaty, signatures = batch(SOURCE, TREATY, origin="a"), batch(SOURCE, FRANCE, SIGNED, origin="b")
    list(store.load_all([treaty, signatures]))
    before = content(store)
    report = store.remove("a")
    assert report.bereft == ["b"] and report.counts["gone_edges"] == 1
    assert content(store)[1] == {} and content(store)[0].keys() == {"s", "FRA"}
    reports = list(store.load_all([treaty, signatures]))
    assert [r.refused for r in reports] == [[], []]
    assert content(store) == before
    assert not any(store.load(signatures).counts.values())


def test_loads_of_several_transactions_see_each_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.loads.RECORDS_AT_ONCE", 1)
    given = [batch(SOURCE, origin="0"), batch(TREATY, origin="1"), batch(FRANCE, origin="2"), batch(SIGNED, origin="3")]
    done: list[tuple[int, int]] = []
    reports = list(store.load_all([*given, batch(TREATY, origin="0")], lambda _, n, total: done.append((n, total))))
    assert [r.refused for r in reports] == [[]] * 5
    nodes, edges = content(store)
    assert nodes.keys() == {"uncc", "FRA"} and edges.keys() == {SIGNED.key}
    assert done == sorted(done) and done[-1][0] == done[-1][1]


def test_what_is_not_written_is_not_reported(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("graph.store.loads.RECORDS_AT_ONCE", 1)
        reports = store.load_all([batch(SOURCE, origin=name) for name in "abc"])
        assert next(reports).refused == []  # so that it is in the store
        patch.setattr(store, "write", _fail)
        with pytest.raises(StoreError, match="it broke"):
            list(reports)
    assert content(store)[0].keys() == {"s"} and "a" in content(store)[0]["s"]["origin"]


def _fail(*_: object) -> None:
    raise StoreError("it broke")


def test_a_bad_record_is_refused_and_the_rest_loads(store: Store) -> None:
    lost = Edge("SIGNED", "XXX", "uncc", CITED, Place("signed.csv", 7))
    report = store.load(batch(SOURCE, FRANCE, TREATY, SIGNED, lost))
    assert [(r.place.file, r.place.line) for r in report.refused] == [("signed.csv", 7)]
    assert store.counts() == (4, 1)


def test_loads_that_share_a_transaction_see_each_other(store: Store) -> None:
    first = batch(SOURCE, TREATY, origin="a")
    second = batch(SOURCE, FRANCE, SIGNED, origin="b")
    reports = list(store.load_all([first, second, batch(SOURCE, origin="a")]))
    assert [r.refused for r in reports] == [[], [], []]
    nodes, edges = content(store)
    assert (nodes["s"]["origin"], nodes["FRA"]["origin"]) == (["a", "b"], ["b"])
    assert "uncc" not in nodes and edges == {}  # the third load is the first origin again, without the treaty
    again = list(store.load_all([batch(SOURCE, origin="a"), second]))
    assert not any(again[0].counts.values())


def test_sources_that_disagree_stand_side_by_side(store: Store) -> None:
    other = replace(SIGNED, properties={**SIGNED.properties, "source": "t", "date": dt.date(2025, 10, 26)})
    store.load(batch(SOURCE, replace(SOURCE, id="t"), FRANCE, TREATY, SIGNED, other))
    rows = store.query("MATCH (a)-[r:SIGNED]->(:Treaty) RETURN count(r) AS acts, count(DISTINCT a) AS actors").rows
    assert rows == [{"acts": 2, "actors": 1}]


def test_a_thing_may_change_its_class(store: Store) -> None:
    store.load(batch(SOURCE, replace(FRANCE, properties={"name": "France"})))
    body = Node("Stakeholder", "FRA", {"name": "France", "kind": "igo"}, HERE)
    store.load(batch(SOURCE, body))
    assert content(store)[0]["FRA"]["label"] == "Stakeholder"


def test_a_thing_that_changes_its_class_keeps_its_relationships(store: Store) -> None:
    state, body = (
        replace(FRANCE, properties={"name": "France"}),
        Node("Stakeholder", "FRA", {"name": "F", "kind": "igo"}, HERE),
    )
    own = replace(SIGNED, properties={**SIGNED.properties, "locator": "row 2"})
    list(store.load_all([batch(SOURCE, state, TREATY, own, origin="a"), batch(SIGNED, origin="b")]))
    before = content(store)[1]
    store.load(batch(SOURCE, body, TREATY, own, origin="a"))
    assert content(store)[0]["FRA"]["label"] == "Stakeholder" and content(store)[1] == before


def test_values_are_plain(store: Store) -> None:
    store.load(batch(SOURCE, FRANCE, TREATY, SIGNED))
    row = store.query(
        "MATCH p = (a:State)-[r:SIGNED]->(t:Treaty) RETURN a, r, p, t.adopted AS day, [t.adopted] AS days, {d: t.adopted} AS map"
    ).rows[0]
    assert row["a"] == {
        "id": "FRA",
        "labels": ["Actor", "State"],
        "properties": {**FRANCE.properties, "id": "FRA", "origin": ["test"]},
    }
    assert (row["r"]["type"], row["r"]["source"], row["r"]["target"]) == ("SIGNED", "FRA", "uncc")
    assert row["r"]["properties"]["date"] == dt.date(2025, 10, 25)
    assert [n["id"] for n in row["p"]["nodes"]] == ["FRA", "uncc"]
    assert row["day"] == dt.date(2024, 12, 24) and row["days"] == [row["day"]] and row["map"] == {"d": row["day"]}


def test_a_relationship_alone_still_says_where_it_leads(store: Store) -> None:
    store.load(batch(SOURCE, FRANCE, TREATY, SIGNED))
    row = store.query("MATCH ()-[r:SIGNED]->() RETURN r").rows[0]
    assert (row["r"]["source"], row["r"]["target"]) == ("FRA", "uncc")


def test_parameters_of_every_type(store: Store) -> None:
    given = {
        "day": dt.date(2025, 10, 25),
        "n": 3,
        "x": 1.5,
        "yes": True,
        "text": "é'\"\\",
        "list": ["a", "b"],
        "none": None,
    }
    row = store.query(
        "RETURN $day AS day, $n AS n, $x AS x, $yes AS yes, $text AS text, $list AS list, $none AS none", given
    ).rows[0]
    assert row == given


def test_the_row_limit_cuts_and_says_so(store: Store) -> None:
    table = store.query("UNWIND range(1, 50) AS n RETURN n", limit=10)
    assert len(table.rows) == 10 and table.truncated
    assert not store.query("UNWIND range(1, 10) AS n RETURN n", limit=10).truncated


def test_a_query_that_runs_for_ever_is_stopped(store: Store) -> None:
    store.load(batch(SOURCE, FRANCE))
    endless = (
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS n"
    )
    with pytest.raises(QueryError, match="stopped after 1 second"):
        store.query(endless, timeout=1)
    assert store.query("MATCH (n:State) RETURN count(n) AS n").rows == [{"n": 1}]


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n RETURN n",
        "MATCH (n) RETURN m",
        "RETURN $absent AS x",
        "RETURN date('yesterday') AS d",
        "RETURN 1/0 AS x",
    ],
)
def test_a_malformed_query_is_an_error_with_a_reason(store: Store, cypher: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(cypher)
    assert len(str(caught.value)) > 5


WRITES = [
    "CREATE (n:State {id: 'X'})",
    "MERGE (n:State {id: 'X'}) RETURN n",
    "MATCH (n) SET n.name = 'X'",
    "MATCH (n) SET n:State",
    "MATCH (n) SET n += {name: 'X'} RETURN n",
    "MATCH (n) REMOVE n.name",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (n) CALL { WITH n SET n.name = 'X' } RETURN n",
    "MATCH (n) CALL (n) { CREATE (m:State {id: 'X'}) RETURN m } RETURN n",
    "MATCH (n) WITH collect(n) AS all FOREACH (x IN all | SET x.name = 'X')",
    "UNWIND [1] AS i CALL { CREATE (:State {id: 'X'}) } IN TRANSACTIONS RETURN i",
    "MATCH (n) RETURN n UNION CREATE (n:State {id: 'X'}) RETURN n",
    "/* harmless */ CREATE /**/ (n:State {id: 'X'}) // RETURN 1",
    "MATCH (n) RETURN n; MATCH (m) DETACH DELETE m",
    "\\u0043REATE (n:State {id: 'X'})",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "LOAD CSV FROM 'http://127.0.0.1:1/x' AS row RETURN row",
    "\\u004COAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "CREATE INDEX x FOR (n:State) ON (n.name)",
    "DROP CONSTRAINT state_id",
    "CREATE CONSTRAINT x FOR (n:State) REQUIRE n.name IS UNIQUE",
    "CALL db.createLabel('X')",
    "CALL db.createProperty('x')",
    "CALL db.index.fulltext.createNodeIndex('x', ['State'], ['name'])",
    "CALL dbms.setConfigValue('x', 'y')",
    "CALL dbms.killConnections(['x'])",
    "CALL apoc.cypher.doIt('CREATE (n)', {})",
    "SHOW USERS",
    "CREATE USER mallory SET PASSWORD 'abcdefgh'",
    "EXPLAIN CREATE (n:State {id: 'X'})",
    "PROFILE CREATE (n:State {id: 'X'})",
]  # fmt: skip


@pytest.fixture
def guarded(store: Store) -> Store:
    store.load(batch(SOURCE, FRANCE, TREATY, SIGNED))
    return store


def test_no_disguised_write_passes(guarded: Store) -> None:
    before = content(guarded)
    for cypher in WRITES:
        with pytest.raises(QueryError):
            guarded.query(cypher)
        assert content(guarded) == before, cypher


def test_the_engine_itself_refuses_what_the_guard_would_miss(guarded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.reading.check_read_only", lambda _: None)
    before = content(guarded)
    for cypher in WRITES:
        harmless = cypher.startswith(("EXPLAIN", "PROFILE", "SHOW", "CALL dbms.kill")) or "LOAD CSV" in cypher
        with suppress(QueryError) if harmless else pytest.raises(QueryError):
            guarded.query(cypher)
        assert content(guarded) == before, cypher


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n:State) RETURN n.name AS `create`",
        "MATCH (n) WHERE n.name = 'CREATE (x)' RETURN n",
        "MATCH (n) /* MERGE */ RETURN count(n) AS n // DELETE",
        "WITH {set: 1, delete: 2} AS m RETURN m.set AS s",
        "MATCH (n:Actor) CALL { WITH n RETURN n.name AS x } RETURN x",
        "CALL db.labels() YIELD label RETURN label",
        "MATCH (n) RETURN n UNION MATCH (n:State) RETURN n",
    ],
)
def test_words_that_only_look_like_writes_pass(guarded: Store, cypher: str) -> None:
    guarded.query(cypher)
