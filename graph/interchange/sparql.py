"""SPARQL over the graph: Oxigraph holds its RDF in memory, and queries can only read it.

Named queries are the `.rq` files of `graph/queries_sparql/`, each the twin of the `.cypher` file of the same name, with the same head written as
comments (`# title: ...`) and the same columns. A parameter is written `$treaty`, as in Cypher, and its value put in its place
before the query runs; `?treaty` stays a variable.
"""

from __future__ import annotations

import datetime as dt
import io
import multiprocessing
import re
import resource
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.checks import suggestion
from graph.errors import QueryError, UnknownThingError
from graph.interchange.content import Content
from graph.interchange.ntriples import lines
from graph.interchange.rdf import PREFIXES, XSD
from graph.interchange.rdf_text import term
from graph.named import NamedQuery, Parameter, ParameterValue, parse_value
from graph.store import ROW_LIMIT, TIME_LIMIT, Table

FOLDER = Path(__file__).parent.parent / "queries_sparql"
_SKIP = re.compile(
    r"""#[^\n]*|<[^<>"{}|^`\\\s]*>|\"\"\".*?\"\"\"|'''.*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL
)
_PARAMETER = re.compile(rf"{_SKIP.pattern}|\$(?P<name>\w+)", re.DOTALL)
_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)
_NUMBERS = {f"{XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger")}
MEMORY_LIMIT = 2 * 1024**3  # bytes that one query may take beyond the graph itself
_HEADER = re.compile(r"^#\s*(title|answers|param)\s*(\w*)\s*:\s*(.*)$")
_WHERE = re.compile(r"error at (\d+):(\d+)")


class Sparql:
    """The RDF of one graph, ready to be asked."""

    def __init__(self, content: Content) -> None:
        self.schema = content.schema
        self._store = ox.Store()
        with content.held():
            self._store.bulk_load(io.BytesIO("".join(lines(content)).encode()), ox.RdfFormat.N_TRIPLES)

    def __len__(self) -> int:
        """The number of triples."""
        return len(self._store)

    def query(
        self,
        text: str,
        parameters: Mapping[str, ParameterValue] | None = None,
        *,
        limit: int = ROW_LIMIT,
        timeout: float = TIME_LIMIT,
    ) -> Table:
        """Answer SELECT, ASK, CONSTRUCT or DESCRIBE, with at most `limit` rows within `timeout` seconds.

        Our prefixes (`tg:`, `eli:`, ...) need not be declared, and IRIs are relative to the base: `<actor/FRA>`. IRIs come back as texts,
        those under the base without it; days and numbers as Python values. QueryError where the text is malformed, would ask another server or takes too long.
        """
        _refuse_service(text)
        filled = _filled(text, parameters or {})
        return _in_child(lambda: self._run(filled, limit), timeout)

    def _run(self, text: str, limit: int) -> Table:
        prefixes = {"tg": f"{self.schema.base}ontology#", **PREFIXES}
        try:
            found = self._store.query(text, base_iri=self.schema.base, prefixes=prefixes)
        except SyntaxError as error:
            raise QueryError(_reason(error)) from error
        if isinstance(found, ox.QueryBoolean):
            return Table(["answer"], [{"answer": bool(found)}])
        if isinstance(found, ox.QueryTriples):
            columns = ["subject", "predicate", "object"]
            rows = ((t.subject, t.predicate, t.object) for t in found)
        else:
            columns = [v.value for v in found.variables]
            rows = (tuple(solution) for solution in found)
        return self._table(columns, rows, limit)

    def _table(self, columns: list[str], rows: Any, limit: int) -> Table:
        kept: list[dict[str, Any]] = []
        for row in rows:
            if len(kept) == limit:
                return Table(columns, kept, truncated=True)
            kept.append({c: self._plain(term) for c, term in zip(columns, row, strict=True)})
        return Table(columns, kept)

    def _plain(self, term: object) -> Any:
        if isinstance(term, ox.NamedNode):
            return term.value.removeprefix(self.schema.base)
        if isinstance(term, ox.Literal):
            return _python(term)
        return None if term is None else str(term)


def _in_child(run: Callable[[], Table], timeout: float) -> Table:
    """Run a query in a copy of this process, since Oxigraph cannot be told to stop. QueryError where it takes too long or too much memory."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(run, sender), daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            raise QueryError(f"stopped after {timeout:g} seconds; narrow the query or add a LIMIT")
        answer = receiver.recv()
    except EOFError:
        raise QueryError("stopped: it needs too much memory; narrow the query") from None
    finally:
        child.kill()
        child.join()
        receiver.close()
    if isinstance(answer, QueryError):
        raise answer
    return answer  # type: ignore[no-any-return]  # what the child sends is a Table or a QueryError


def _answer(run: Callable[[], Table], sender: Connection) -> None:
    with suppress(ValueError, OSError):  # systems without /proc or such a limit go without
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY_LIMIT, resource.RLIM_INFINITY))
    try:
        sender.send(run())
    except QueryError as error:
        sender.send(error)


def _python(term: ox.Literal) -> str | int | float | bool | dt.date:
    kind = term.datatype.value
    try:
        if kind in _NUMBERS:
            return int(term.value)
        if kind in (f"{XSD}double", f"{XSD}decimal", f"{XSD}float"):
            return float(term.value)
        if kind == f"{XSD}date":
            return dt.date.fromisoformat(term.value)
    except ValueError:  # a literal that is not what it says: shown as it stands
        return term.value
    return term.value == "true" if kind == f"{XSD}boolean" else term.value


def _filled(text: str, parameters: Mapping[str, ParameterValue]) -> str:
    """The query with `$name` replaced by values, but for comments, texts and IRIs."""

    def value(match: re.Match[str]) -> str:
        name = match["name"]
        return _term(parameters[name]) if name in parameters else match[0]

    return _PARAMETER.sub(value, text)


def _term(value: ParameterValue) -> str:
    return term(", ".join(value) if isinstance(value, list) else value)


def _refuse_service(text: str) -> None:
    """SERVICE sends parts of a query to another server, which nothing here may do."""
    bare = _SKIP.sub(lambda m: " " * len(m[0]), text)
    if match := _SERVICE.search(bare):
        line = text.count("\n", 0, match.start()) + 1
        raise QueryError(f"line {line}: SERVICE asks another server, which queries here may not.")
    if not bare.strip():
        raise QueryError("the query is empty; try: SELECT ?name WHERE { ?treaty a tg:Treaty ; tg:name ?name }")


def _reason(error: SyntaxError) -> str:
    text = " ".join(str(error.msg or error).split())
    if where := _WHERE.search(text):
        reason = text[where.end() :].lstrip(": ")
        return f"line {where[1]}, column {where[2]}: {reason if len(reason) < 160 else f'{reason[:157]}...'}"
    return text


@lru_cache(maxsize=1)
def named_sparql() -> dict[str, NamedQuery]:
    """All named SPARQL queries by name. The text stands in `cypher`, as that of their twins does."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.rq"), key=lambda p: p.stem)}


def _read(path: Path) -> NamedQuery:
    """Parse one `.rq` file. ValueError where its head is incomplete."""
    text = path.read_text(encoding="utf-8")
    heads = [m.groups() for line in text.splitlines() if (m := _HEADER.match(line))]
    said = {kind: value for kind, _, value in heads if kind != "param"}
    if said.keys() != {"title", "answers"}:
        raise ValueError(f"{path.name}: a named query begins with `# title:` and `# answers:`")
    parameters = tuple(_parameter(name, value) for kind, name, value in heads if kind == "param")
    body = "\n".join(line for line in text.splitlines() if not _HEADER.match(line)).strip()
    return NamedQuery(path.stem, said["title"], said["answers"], body, parameters)


def _parameter(name: str, value: str) -> Parameter:
    meaning, _, default = value.rpartition(" = ")
    return Parameter(name, meaning.strip(), dt.date.today() if default == "today" else parse_value(default))


def sparql_query(name: str) -> NamedQuery:
    """One named query. UnknownThingError where there is none of that name."""
    queries = named_sparql()
    if name not in queries:
        raise UnknownThingError(
            f"no named SPARQL query {name!r}{suggestion(name, queries)}; `treatygraph sparql --list` shows all"
        )
    return queries[name]
