"""The commands that answer questions of law: `basis`, `in-force`, `reservations` and `connections`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated

import typer

from graph.cli.options import JsonOption, KnownOption, OnOption, StoreOption, open_for, parse_day, parse_suppositions
from graph.cli.terminal import err, out, print_json, print_rows
from graph.law.bonds import Record
from graph.law.connections import Connections
from graph.law.entry_into_force import (
    COMPARABLE,
    EntryIntoForce,
    PacePoint,
    Waiting,
    entry_into_force,
    not_followed_up,
    pace,
)
from graph.law.legal_basis import Answer, basis
from graph.law.reservations import Hit, ObjectionRule, touched
from graph.law.standing import standing
from graph.law.treaty_between import TreatyBetween, between
from graph.law.verdicts import LABEL, Verdict
from graph.projection import project

SupposeOption = Annotated[
    list[str] | None,
    typer.Option("--suppose", metavar="[TREATY:]STATE=DATE", help="A deposit that is only imagined; repeatable."),
]
ObjectionOption = Annotated[ObjectionRule, typer.Option("--objections", help="What an objection does (see the guide).")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("basis")(basis_command)
    app.command("in-force")(in_force_command)
    app.command("reservations")(reservations_command)
    app.command("connections")(connections_command)


def _record(store: str | None, suppose: list[str] | None, treaty: str | None, known_as_of: str | None) -> Record:
    with open_for(store) as opened:
        graph = project(opened)
    known = parse_day(known_as_of, "--known-as-of") if known_as_of else None
    return Record(graph, parse_suppositions(suppose or [], treaty), known)


def _on(text: str | None) -> dt.date:
    return parse_day(text, "--on") if text else dt.date.today()


def basis_command(
    requesting: Annotated[str, typer.Option("--from", metavar="STATE", help="The state that asks, as FRA.")],
    requested: Annotated[str, typer.Option("--to", metavar="STATE", help="The state that is asked.")],
    offence: Annotated[str, typer.Option(metavar="ID", help="An offence, as illegal-access.")],
    measure: Annotated[str, typer.Option(metavar="ID", help="A measure, as extradition.")],
    on: OnOption = None,
    suppose: SupposeOption = None,
    known_as_of: KnownOption = None,
    objections: ObjectionOption = ObjectionRule.as_vclt,
    full: Annotated[bool, typer.Option("--full", help="Every hop of every route, not only where it stops.")] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """The legal basis for a request between two states: every treaty route, hop by hop, with citations.

    Exit code 1 where no route holds or may hold.

    Example: `treatygraph basis --from FRA --to JPN --offence illegal-access --measure expedited-preservation --on
    2026-11-01`
    """
    record = _record(store, suppose, None, known_as_of)
    answer = basis(record, requesting, requested, offence, measure, _on(on), objections)
    if as_json:
        print_json(answer.as_json())
    else:
        _print_answer(answer, full)
    raise typer.Exit(1 if answer.verdict is Verdict.fails else 0)


def _print_answer(answer: Answer, full: bool) -> None:
    out.print(answer.sentence(), markup=False, highlight=False)
    rows = [
        [r.name, r.verdict.value, r.stopped_at.question if r.stopped_at else "", r.changes_on] for r in answer.routes
    ]
    print_rows(["treaty", "verdict", "stops at", "changes on"], rows)
    for route in answer.routes:
        hops = route.hops if full else ([route.stopped_at] if route.stopped_at else route.hops)
        print_rows(
            ["question", "verdict", "reason", "citation"],
            [[h.question, h.verdict.value, h.reason, h.citation] for h in hops],
            title=f"{route.name}: {route.verdict.value}",
        )
    err.print(LABEL, style="dim")


def in_force_command(
    treaty: Annotated[str, typer.Argument(metavar="TREATY", help="Id of a treaty, as uncc.")],
    on: OnOption = None,
    suppose: SupposeOption = None,
    known_as_of: KnownOption = None,
    actor: Annotated[
        str | None, typer.Option(metavar="STATE", help="Where this actor stands towards it, instead.")
    ] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="List the signatories that have not followed up, too.")
    ] = False,
    pace_: Annotated[
        bool,
        typer.Option("--pace", help="Beside it, how fast instruments of comparable treaties came in: no forecast."),
    ] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Whether a treaty is in force, which instruments count, how many are missing and the earliest possible day.

    Example: `treatygraph in-force uncc --on 2026-11-01 --suppose FRA=2026-12-01`
    """
    record, day = _record(store, suppose, treaty, known_as_of), _on(on)
    if actor:
        _print_standing(record, actor, treaty, day, as_json)
        return
    found = entry_into_force(record, treaty, day)
    listed = not_followed_up(record, treaty, day) if waiting else []
    curves = pace(record, dict.fromkeys((treaty, *COMPARABLE))) if pace_ else []
    if as_json:
        more: dict[str, object] = {"waiting": [_waiting(record, w) for w in listed]} if waiting else {}
        print_json({**found.as_json(), **more, **({"pace": [asdict(point) for point in curves]} if pace_ else {})})
        return
    _print_entry(found)
    if listed:
        rows = [list(_waiting(record, w).values()) for w in listed]
        print_rows(["actor", "name", "signed", "days since"], rows, title="signed, and no instrument on record")
    if curves:
        print_rows(
            ["treaty", *_MARKS], _milestones(curves), title="days from opening to so many instruments: no forecast"
        )
    err.print(LABEL, style="dim")


_MARKS = ("5", "10", "15", "20", "30", "40")


def _waiting(record: Record, waiting: Waiting) -> dict[str, object]:
    return {
        "actor": waiting.actor, "name": record.graph.name(waiting.actor), "signed": str(waiting.signed), "days": waiting.days,
    }  # fmt: skip


def _milestones(curves: list[PacePoint]) -> list[list[object]]:
    """For each treaty, after how many days it had 5, 10, ... instruments."""
    days = {(point.treaty, str(point.count)): point.days for point in curves}
    return [
        [treaty, *(days.get((treaty, mark)) for mark in _MARKS)] for treaty in dict.fromkeys(p.treaty for p in curves)
    ]


def _print_standing(record: Record, actor: str, treaty: str, on: dt.date, as_json: bool) -> None:
    found = standing(record, actor, treaty, on)
    if as_json:
        print_json(found.as_json())
        return
    out.print(f"{actor}, {treaty}, {on.isoformat()}: {found.summary}", markup=False, highlight=False)
    rows = [[f.question, f.verdict.value, f.reason, f.citation] for f in found.findings()]
    print_rows(["question", "verdict", "reason", "citation"], rows)
    err.print(LABEL, style="dim")


def _print_entry(found: EntryIntoForce) -> None:
    out.print(found.sentence(), markup=False, highlight=False)
    needed: list[list[object]] = [["counting", found.counting], ["needed", found.needed], ["missing", found.missing]]
    needed += [["earliest", found.earliest]]
    print_rows(["", found.treaty], [*needed, ["rule", found.rule]])
    apart = [[d.act.actor, str(d.act.when), d.why, str(d.act.citation)] for d in found.deposits if not d.counts]
    if apart:
        print_rows(["actor", "deposited", "why it does not count", "citation"], apart)


def reservations_command(
    thing: Annotated[str, typer.Argument(metavar="ID", help="A treaty or provision, as budapest/art_29.")],
    between_: Annotated[
        str | None, typer.Option("--between", metavar="STATE,STATE", help="A treaty as it stands between two states.")
    ] = None,
    on: OnOption = None,
    objections: ObjectionOption = ObjectionRule.as_vclt,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Which statements touch a treaty or provision, for whom; or a treaty as it stands between two states.

    Example: `treatygraph reservations untoc-smuggling --between AFG,AUT --objections severed`
    """
    record, day = _record(store, None, None, None), _on(on)
    if between_:
        one, comma, other = between_.partition(",")
        if not comma:
            raise typer.BadParameter("expected two states, as AFG,AUT", param_hint="--between")
        _print_between(between(record, one.strip(), other.strip(), thing, day, objections), as_json)
    else:
        _print_touched(touched(record, thing, day), as_json)


def _print_between(found: TreatyBetween, as_json: bool) -> None:
    if as_json:
        print_json(found.as_json())
        return
    out.print(found.in_force.sentence(), markup=False, highlight=False)
    rows = [[c.by, c.name, c.kind, c.consequence, "; ".join(map(str, c.citations))] for c in found.changed]
    print_rows(["by", "provision", "kind", "consequence", "citation"], rows)
    err.print(LABEL, style="dim")


def _print_touched(found: list[Hit], as_json: bool) -> None:
    rows = [
        {
            "by": hit.statement.actor, "provision": hit.touch.target, "kind": hit.statement.kind, "effect": hit.touch.effect,
            "date": hit.statement.date, "summary": hit.statement.summary, "statement": hit.statement.id,
            "citation": "; ".join(map(str, hit.citations)),
        }
        for hit in found
    ]  # fmt: skip
    if as_json:
        print_json(rows)
    elif rows:
        shown = ("by", "provision", "kind", "effect", "date", "summary", "citation")
        print_rows(shown, [[row[column] for column in shown] for row in rows])
    else:
        err.print("nothing on record touches it on that day")


def connections_command(
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help="Id of a measure, as expedited-preservation.")],
    offence: Annotated[
        str | None, typer.Option(metavar="ID", help="An offence; without one, whichever the treaties have.")
    ] = None,
    on: OnOption = None,
    top: Annotated[int, typer.Option(min=1, help="How many ratifications and weak links.")] = 10,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """All pairs of UN members for one measure: how many are connected, what would connect more, and where routes break.

    Example: `treatygraph connections expedited-preservation --offence illegal-access`
    """
    record = _record(store, None, None, None)
    found = Connections(record, measure, offence, _on(on))
    pairs = {verdict.value: found.counts()[verdict] for verdict in Verdict}
    gains, links = found.ratifications(top), found.weakest_links(top)
    if as_json:
        print_json(
            {"pairs": pairs, "ratifications": [asdict(g) for g in gains], "weakest_links": [asdict(k) for k in links]}
        )
        return
    print_rows(["pairs of states", measure], list(pairs.items()))
    print_rows(["ratification", "by", "new pairs"], [[g.treaty, g.state, g.new_pairs] for g in gains])
    print_rows(["breaks at", "treaty", "pairs"], [[k.question, k.treaty, k.pairs] for k in links])
    err.print(LABEL, style="dim")
