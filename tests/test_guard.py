"""What the guard refuses and lets pass, and where it says the trouble is."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.store.guard import check_embedded, check_read_only, tokens


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n) RETURN n",
        "MATCH (n:Set {create: 1}) RETURN n.delete, n.`SET`",
        "// CREATE\nMATCH (n) /* DELETE */ RETURN 'MERGE (n)', \"SET\"",
        "MATCH (n) CALL { WITH n RETURN 1 AS x } RETURN x",
        "MATCH (n) CALL (n) { RETURN 1 AS x } RETURN x",
        "CALL db.labels() YIELD label RETURN label",
        "CALL db.index.fulltext.queryNodes('names', 'treaty') YIELD node RETURN node",
        "EXPLAIN MATCH (n) RETURN n",
        "RETURN {set: 1, create: 2} AS m",
        "MATCH (a)-[:MERGE|CREATE]->(b) RETURN a",
        "MATCH (n) WHERE n.name = $delete RETURN n",
    ],
)
def test_reading_passes(cypher: str) -> None:
    check_read_only(cypher)


@pytest.mark.parametrize(
    ("cypher", "place"),
    [
        ("CREATE (n)", "line 1, column 1: CREATE"),
        ("MATCH (n)\nSET n.x = 1", "line 2, column 1: SET"),
        ("MATCH (n) // note\n  detach delete n", "line 2, column 3: DETACH"),
        ("/**/CREATE/**/(n)", "line 1, column 5: CREATE"),
        ("MATCH (n) CALL { CREATE (m) } RETURN n", "line 1, column 18: CREATE"),
        ("MATCH (n) FOREACH (x IN [1] | SET n.x = 1)", "line 1, column 11: FOREACH"),
        ("LOAD/**/CSV FROM 'x' AS r RETURN r", "line 1, column 1: LOAD CSV"),
        ("WITH 1 AS x CALL `db`.`createLabel`('x') RETURN 1", "procedure db.createLabel"),
        ("CREATE\u00a0(n)", "CREATE"),
        ("CREATE n=(:A) RETURN n", "CREATE"),
        ("\\u0043REATE (n)", "CREATE"),
        ("MATCH (n) RETURN '\\u0027 CREATE (m) //'", "CREATE"),
        ("SHOW DATABASES", "administrative"),
        ("  \n// only a comment", "the query is empty"),
    ],
)
def test_writing_is_refused_with_its_place(cypher: str, place: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_read_only(cypher)
    assert place in str(caught.value)


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n) RETURN max(n.x) IS NULL AS none",
        "MATCH (n) RETURN n.y, count(*) IN [2] AS two",
        "MATCH (n) RETURN NOT count(*) = 2 AS other",
        "MATCH (n) WITH collect(n.x)[0] IS NULL AS first RETURN first",
        "MATCH (n) RETURN max(n.name) STARTS WITH 'a' AS a",
    ],
)
def test_what_the_embedded_engine_gets_wrong_is_refused_there(cypher: str) -> None:
    check_read_only(cypher)
    with pytest.raises(QueryError, match="name it first"):
        check_embedded(cypher)


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n) WITH max(n.x) AS m RETURN m IS NULL AS none",
        "MATCH (n) WHERE n.x IS NULL RETURN count(n) AS n",
        "MATCH (n) RETURN count(n) > 1 AS many, n.x IS NULL AS none",
        "MATCH (n) RETURN sum(CASE WHEN n.x IS NULL THEN 1 ELSE 0 END) AS n",
        "MATCH (n) RETURN [x IN collect(n.y) | x.name] AS names",
        "MATCH (n) RETURN count(n) AS n ORDER BY n",
    ],
)
def test_what_it_gets_right_passes(cypher: str) -> None:
    check_embedded(cypher)


@given(st.text(alphabet=st.sampled_from(list("CREATE set()'\"`/*\n\\u0043 .:")), max_size=40))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    assert sum(len(t.text) for t in tokens(text)) <= len(text)
    with suppress(QueryError):
        check_read_only(text)


@given(st.text(alphabet="abc \n'\"`/*", max_size=20))
def test_a_clause_after_any_complete_comment_or_text_is_found(noise: str) -> None:
    quoted = "'" + noise.replace("'", "") + "'"
    comment = "/*" + noise.replace("*/", "").replace("*", "") + "*/"
    with pytest.raises(QueryError):
        check_read_only(f"RETURN {quoted} AS x {comment} MATCH (n) DELETE n")
