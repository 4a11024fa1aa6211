"""`assess sheets`: how far they are, one's own, amendments, and what the moderator decides about waiting."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from assess.cli.front import Arg, Noun, Opt, Verb, center_option, find_center, front, json_option
from assess.conduct.amend import Amended, amend
from assess.conduct.lock import OUTCOMES, excuse
from assess.conduct.named import (
    assessor_named,
    candidate_named,
    competency_named,
    exercise_named,
    own_sheet_named,
)
from assess.conduct.rate import Kind
from assess.conduct.record import Record, record
from assess.conduct.reveal import Performance, excuse_assessor, force_reveal, performances
from assess.store.tables import Sheet
from assess.store.transaction import Reading, Writing
from assess.words import Id, N, T, Text, Usage, parse_number

NONE = ("-", "–", "n", "none", "no_opportunity")
"""What is typed for no opportunity, in place of a level."""


def _list(center: str | None, only_open: bool, as_json: bool) -> None:
    from assess.report.sheets_text import performance_lines

    call = front()
    with call.store() as store:
        found = store.read(lambda tx: performances(tx, find_center(tx, center)))
    if only_open:
        found = tuple(one for one in found if any(each.open for each in one.watching))
    if as_json:
        call.json([as_document(one) for one in found])
    else:
        call.say(list(performance_lines(call.words, found)))


def as_document(one: Performance) -> dict[str, Any]:
    """A candidate's exercise, with whom it waits for; no value."""
    return {
        "candidate": one.code,
        "exercise": one.exercise_code,
        "locked": one.locked,
        "planned": one.planned,
        "revealed": one.revealed,
        "forced": {"by": one.forced.by, "at": one.forced.at.isoformat(), "reason": one.forced.reason}
        if one.forced
        else None,
        "assessors": [
            {
                "assessor": each.initials,
                "state": each.state,
                "open": each.open,
                "outcome": each.outcome,
                "excused": each.excused,
                "late": each.late,
            }
            for each in one.watching
        ],
    }


def _show(candidate: str, exercise: str, center: str | None, as_json: bool) -> None:
    from assess.report.sheets_text import record_lines

    def own(tx: Reading) -> Record:
        return record(tx, own_sheet_named(tx, find_center(tx, center), candidate, exercise))

    call = front()
    with call.store() as store:
        found = store.read(own)
    if as_json:
        call.json(_record_document(found))
    else:
        call.say(list(record_lines(call.words, found)))


def _record_document(found: Record) -> dict[str, Any]:
    return asdict(found, dict_factory=lambda pairs: {key: _plain(value) for key, value in pairs})


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return {"de": value.de, "en": value.en}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _plain(part) for key, part in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _amend(
    candidate: str,
    exercise: str,
    competency: str,
    level: str,
    note: int,
    reason: str,
    absent: bool,
    center: str | None,
    as_json: bool,
) -> None:
    asked = _level(level)

    def do(tx: Writing) -> Amended:
        sheet = own_sheet_named(tx, find_center(tx, center), candidate, exercise)
        which = competency_named(tx, tx.session.get_one(Sheet, sheet), competency)
        cited = next((one.id for one in record(tx, sheet).notes if one.number == note), Id(""))
        kind: Kind = "no_opportunity" if asked is None else "absent" if absent else "shown"
        return amend(tx, sheet, which, asked, reason, cited, kind)

    from assess.report.sheets_text import level_said

    call = front()
    with call.store() as store:
        done = store.write(do)
    if as_json:
        call.json(_plain(done))
        return
    old = level_said(call.words, done.old, "no_opportunity" if done.old is None else "shown")
    new = level_said(call.words, done.level, done.kind)
    call.say(T("Amended: {old} → {new}. What was locked stays, and both are shown.", old=old, new=new))


def _level(said: str) -> int | None:
    if said.casefold() in NONE:
        return None
    number = parse_number(said)
    if number is None or number != int(number):
        raise Usage(
            T("A level is a whole number, or n for no opportunity."), where=said, do=T("For example: … EMP 4 …")
        )
    return int(number)


def _reveal(candidate: str, exercise: str, reason: str, center: str | None) -> None:
    def do(tx: Writing) -> int:
        where = find_center(tx, center)
        return force_reveal(tx, candidate_named(tx, where, candidate), exercise_named(tx, where, exercise), reason)

    call = front()
    with call.store() as store:
        left = store.write(do)
    call.say(
        N(
            "Revealed and journaled. {n} sheet stays open and its owner's; it will be marked as late.",
            "Revealed and journaled. {n} sheets stay open and their owners'; they will be marked as late.",
            n=left,
        )
    )


def _excuse(
    candidate: str, exercise: str, assessor: str | None, outcome: str | None, reason: str, center: str | None
) -> None:
    if (assessor is None) == (outcome is None):
        raise Usage(
            T("Either --assessor (the moderator waits no longer) or --outcome (one's own sheet) is needed."),
            do=T("“assess sheets excuse --help” shows both."),
        )

    def do(tx: Writing) -> None:
        where = find_center(tx, center)
        if outcome is not None:
            excuse(tx, own_sheet_named(tx, where, candidate, exercise), outcome, reason)
            return
        whom, what = candidate_named(tx, where, candidate), exercise_named(tx, where, exercise)
        excuse_assessor(tx, assessor_named(tx, where, whom, what, assessor or ""), whom, what, reason)

    call = front()
    with call.store() as store:
        store.write(do)
    if outcome is not None:
        call.say(T("Your sheet is locked without ratings: {outcome}.", outcome=OUTCOMES[outcome]))
    else:
        call.say(T("Nobody waits for this sheet any more; what was noted stays its owner's."))


def _whose() -> list[click.Parameter]:
    return [Arg("candidate"), Arg("exercise")]


def _reason() -> Opt:
    return Opt("--reason", required=True, metavar="TEXT", said=T("Why, in a sentence; it is journaled."))


SHEETS = Noun(
    "sheets",
    T("Sheets: how far they are, one's own, amendments, the reveal"),
    [
        Verb(
            "list",
            _list,
            T("How many are locked of each candidate's exercise, and who is open. No value."),
            [
                Opt("--open", "only_open", is_flag=True, said=T("Only what still waits for somebody.")),
                center_option(),
                json_option(),
            ],
        ),
        Verb(
            "show",
            _show,
            T("One's own sheet (--as): ratings as locked and as they hold, amendments, notes."),
            [*_whose(), center_option(), json_option()],
        ),
        Verb(
            "amend",
            _amend,
            T("Change a rating on one's own locked sheet (--as); n is no opportunity. What was locked stays."),
            [
                *_whose(),
                Arg("competency"),
                Arg("level"),
                Opt("--note", type=int, required=True, metavar="N", said=T("The note that it rests on, by number.")),
                _reason(),
                Opt("--absent", is_flag=True, said=T("There was an opportunity, and the behaviour did not come.")),
                center_option(),
                json_option(),
            ],
        ),
        Verb(
            "reveal",
            _reveal,
            T("Reveal what is locked although sheets are open (moderator); journaled, and a deviation."),
            [*_whose(), _reason(), center_option()],
        ),
        Verb(
            "excuse",
            _excuse,
            T("Wait no longer for an assessor (moderator), or lock one's own sheet without ratings."),
            [
                *_whose(),
                Opt("--assessor", metavar="INITIALS", said=T("Whom nobody waits for any more.")),
                Opt(
                    "--outcome",
                    type=click.Choice(list(OUTCOMES)),
                    said=T("One's own sheet: the candidate did not come, it was aborted, or one could not rate."),
                ),
                _reason(),
                center_option(),
            ],
        ),
    ],
)
