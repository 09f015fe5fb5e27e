"""Refuse what an analyst's Cypher may not do, before it is sent, with the place in the text.

The engines refuse writes themselves (a reader without rights on the embedded one, READ access on Neo4j); this check gives
the better message and closes what they leave open: LOAD CSV, which reads files and the network, and procedures that are not on a short list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from graph.errors import QueryError

_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))
      |(?P<text>'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?)
      |(?P<quoted>`(?:``|[^`])*`?)
      |(?P<word>[^\W\d]\w*)
      |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_UNICODE = re.compile(r"\\u+([0-9a-fA-F]{4})")
_WRITES = {
    "CREATE",
    "MERGE",
    "SET",
    "DELETE",
    "DETACH",
    "REMOVE",
    "FOREACH",
    "DROP",
    "INSERT",
    "ALTER",
    "GRANT",
    "DENY",
    "REVOKE",
}
_ADMIN = {"SHOW", "TERMINATE", "START", "STOP", "USE", "EXPLAIN", "PROFILE"}
_ALLOWED_ADMIN = {"EXPLAIN", "PROFILE"}
_PROCEDURES = {
    "db.labels",
    "db.relationshiptypes",
    "db.propertykeys",
    "db.index.fulltext.querynodes",
    "db.schema.visualization",
}
_AGGREGATES = {"count", "sum", "avg", "min", "max", "collect", "stdev", "stdevp", "percentilecont", "percentiledisc"}
_PREDICATES = {"IS", "IN", "NOT", "STARTS", "ENDS", "CONTAINS"}
_CLAUSES = {"RETURN", "WITH", "MATCH", "OPTIONAL", "WHERE", "ORDER", "SKIP", "LIMIT", "UNWIND", "CALL", "UNION", "AS"}
_NAME_BEFORE = {".", ":", "$", "|", "&", "!", "%"}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    offset: int


def tokens(cypher: str) -> Iterator[Token]:
    """The significant tokens of a Cypher text; comments and white space are left out."""
    for match in _TOKEN.finditer(cypher):
        kind = match.lastgroup or "other"
        if kind != "skip":
            yield Token(kind, match.group(), match.start())


def check_read_only(cypher: str) -> None:
    """Raise QueryError, with line and column, where the text writes, reads files or calls an unlisted procedure."""
    # Neo4j decodes unicode escapes before it parses, in keywords too, and others do not: both readings must be harmless.
    for reading in dict.fromkeys((cypher, _UNICODE.sub(lambda m: chr(int(m[1], 16)), cypher))):
        _check_reading(reading)


def _check_reading(cypher: str) -> None:
    found = list(tokens(cypher))
    if not found:
        raise QueryError("the query is empty; try: MATCH (t:Treaty) RETURN t.id, t.name")
    for i, token in enumerate(found):
        if token.kind == "word" and not _is_name(found, i):
            _check_word(cypher, found, i)


def _is_name(found: list[Token], i: int) -> bool:
    """A label, property, parameter or map key that happens to be spelt like a clause."""
    before = found[i - 1].text if i else ""
    after = found[i + 1].text if i + 1 < len(found) else ""
    return before in _NAME_BEFORE or (after == ":" and before in ("{", ","))


def _check_word(cypher: str, found: list[Token], i: int) -> None:
    word = found[i].text.upper()
    following = found[i + 1].text.upper() if i + 1 < len(found) else ""
    if word in _WRITES and _starts_clause(word, following):
        raise _refusal(cypher, found[i], f"{word} writes, and this door only reads")
    if word == "LOAD" and following == "CSV":
        raise _refusal(
            cypher,
            found[i],
            "LOAD CSV reads files and the network, which queries may not; load data with `treatygraph load`",
        )
    if word in _ADMIN - _ALLOWED_ADMIN and i == 0:
        raise _refusal(cypher, found[i], f"{word} is an administrative command, and this door only reads the graph")
    if word == "CALL" and following not in ("{", "("):
        _check_procedure(cypher, found, i)


def _starts_clause(word: str, following: str) -> bool:
    """`SET = 1` or `create.x` are uses of a variable with an unlucky name, not clauses."""
    return following not in ("=", ".", ")", "]", ",", "<", ">", "+", "IN", "IS", "AS", "") or word in ("FOREACH",)


def _check_procedure(cypher: str, found: list[Token], i: int) -> None:
    name = ""
    for token in found[i + 1 :]:
        if token.text in ("(", ";") or token.text.upper() in ("YIELD", "RETURN"):
            break
        name += token.text.strip("`")
    if name.lower() not in _PROCEDURES:
        raise _refusal(
            cypher,
            found[i],
            f"the procedure {name} is not on the list of those that only read: {', '.join(sorted(_PROCEDURES))}",
        )


def check_embedded(cypher: str) -> None:
    """Raise QueryError where the embedded engine would answer wrongly: an aggregate inside a predicate of a projection.

    `RETURN max(x) IS NULL` gives a wrong value there without a word (docs/decisions/0002-embedded-engine.md); Neo4j gives the right one.
    """
    found = list(tokens(cypher))
    for item in _projected(found):
        words = {token.text.upper() for token in item if token.kind == "word"}
        calls = [a for a, b in pairwise(item) if a.text.lower() in _AGGREGATES and b.text == "("]
        if calls and words & _PREDICATES and "CASE" not in words:
            raise _refusal(
                cypher,
                calls[0],
                f"the embedded engine gets {calls[0].text}() inside a condition wrong; name it first, as in "
                f"WITH {calls[0].text}(...) AS value RETURN value IS NULL",
            )


def _projected(found: list[Token]) -> Iterator[list[Token]]:
    """The items of RETURN and WITH, each without what stands in brackets of its own but for the call itself."""
    item: list[Token] = []
    inside, depth = False, 0
    for token in found:
        word = token.text.upper() if token.kind == "word" else token.text
        depth += (word in "([{") - (word in ")]}")
        if depth == 0 and word in _CLAUSES | {","}:
            if inside and item:
                yield item
            item = []
            inside = word in ("RETURN", "WITH") or (word == "," and inside)
        elif depth == 0 or word == "(":
            item.append(token)
    if inside and item:
        yield item


def _refusal(cypher: str, token: Token, reason: str) -> QueryError:
    line = cypher.count("\n", 0, token.offset) + 1
    column = token.offset - (cypher.rfind("\n", 0, token.offset) + 1) + 1
    return QueryError(f"line {line}, column {column}: {reason}.")
