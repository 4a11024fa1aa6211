"""`assess candidates`: who is assessed; from a file, by hand, withdrawn, and whom they know among the assessors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.front import Arg, Front, Opt, Verb, center_option, find_center, front, json_option
from assess.cli.usual import Usual
from assess.exchange.people_headings import KEPT_NAMES
from assess.words import Id, T, Usage, Words

if TYPE_CHECKING:
    from assess.exchange.candidates import Preview
    from assess.plan.candidates import Applicant
    from assess.store.transaction import Reading

RELATIONS = ("none", "known", "colleague", "manager", "friend", "related")


def _list(center: str | None, as_json: bool) -> None:
    from assess.plan.candidates import applicants

    call = front()
    with call.store() as store:
        found = store.read(find_center, center)
        people, roles, zone = store.read(applicants, found), store.read(_roles, found), store.read(_zone, found)
    if as_json:
        call.json({"candidates": [_document(one, roles) for one in people]})
    elif not people:
        call.say(T("There are no candidates yet: “assess candidates import FILE” or “add NAME”."))
    else:
        width = max(len(one.code) for one in people)
        for one in people:
            said = [one.name, ", ".join(sorted(roles[each] for each in one.vacancies)), *_facts(call.words, one, zone)]
            call.say(f"{one.code:<{width}}  {' · '.join(said)}")


def _facts(words: Words, one: Applicant, zone: str) -> list[str]:
    """What is special about somebody, in words."""
    from assess.plan.hours import minutes

    said = []
    if one.withdrawn_at is not None:
        said.append(words(T("withdrew")))
    if one.extra_minutes:
        said.append(words(T("+{n} min", n=one.extra_minutes)))
    if one.without_steps:
        said.append(words(T("accessible room")))
    if one.adjustment:
        said.append(one.adjustment)
    said += [f"{a // 60:02d}:{a % 60:02d}–{b // 60:02d}:{b % 60:02d}" for a, b in minutes(zone, one.there)]
    return said


def _document(one: Applicant, roles: dict[Id, str]) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "email": one.email,
        "external_id": one.external_id,
        "language": one.language,
        "roles": sorted(roles[each] for each in one.vacancies),
        "extra_minutes": one.extra_minutes,
        "accessible_room": one.without_steps,
        "adjustment": one.adjustment,
        "there": [[start.isoformat(), end.isoformat()] for start, end in one.there],
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
    }


def _import(
    file: str,
    dry_run: bool,
    role: str | None,
    keep: Sequence[str],
    reason: str,
    center: str | None,
    as_json: bool,
) -> None:
    from assess.exchange.candidates import import_candidates, preview
    from assess.exchange.people_file import read_people
    from assess.exchange.people_said import done_said
    from assess.store.backup import backup

    call = front()
    people = read_people(Path(file))
    with call.store() as store:
        where = store.read(find_center, center)
        if dry_run:
            found = store.read(preview, where, people, role=role, keep=keep)
        else:
            if store.path is not None:
                backup(store)
            found = store.write(import_candidates, where, people, role=role, keep=keep, reason=reason)
    if as_json:
        call.json(_as_document(found, dry_run))
        return
    _say_rows(call, found)
    if dry_run:
        call.say(T("This was a preview: nothing is imported yet."))
    else:
        call.say(done_said(found))
    if found.rows and found.counts["refused"] == len(found.rows):
        click.get_current_context().exit(1)


def _say_rows(call: Front, found: Preview) -> None:
    from assess.exchange.people_said import MARKS, counts_said, notes_said, row_said

    for row in found.rows:
        name = row.name if len(row.name) <= 40 else f"{row.name[:39]}…"
        call.say(f"{row.line:>5} {MARKS[row.state]} {name}: {row_said(call.words, row)}")
    call.say(counts_said(call.words, found))
    for note in notes_said(call.words, found):
        call.say(note)


def _as_document(found: Preview, dry_run: bool) -> dict[str, Any]:
    return {
        "imported": not dry_run,
        "counts": found.counts,
        "rows": [
            {
                "row": row.line,
                "state": row.state,
                "code": row.code or None,
                "name": row.name,
                "name_was": row.was or None,
                "changes": list(row.changes),
                "duplicate_of": row.of,
                "why": str(row.why) if row.why is not None else None,
            }
            for row in found.rows
        ],
        "left_out": [{"heading": one.heading, "kind": one.field} for one in found.dropped],
        "kept": [{"heading": one.heading, "kind": one.field} for one in found.kept],
        "unused": [one.heading for one in found.unused],
        "notes": [str(note) for note in found.notes],
    }


def _add(
    name: str,
    role: Sequence[str],
    center: str | None,
    as_json: bool,
    reason: str,
    **said: Any,
) -> None:
    from assess.plan.candidates import applicants, put_candidate

    call = front()
    with call.store() as store:
        where = store.read(find_center, center)
        roles = store.read(_roles, where)
        done = store.write(put_candidate, where, name, _chosen(roles, role), reason=reason, **_given(said))
        one = next(one for one in store.read(applicants, where) if one.id == done)
    if as_json:
        call.json(_document(one, roles))
    else:
        call.say(T("{name} is {code}.", name=one.name, code=one.code))


def _set(
    candidate: str,
    name: str | None,
    role: Sequence[str],
    there: str | None,
    center: str | None,
    as_json: bool,
    reason: str,
    **said: Any,
) -> None:
    from assess.plan.candidates import applicants, change_candidate, find_applicant, set_presence
    from assess.plan.hours import moments

    call = front()
    with call.store() as store:
        where = store.read(find_center, center)
        one, roles = store.read(find_applicant, where, candidate), store.read(_roles, where)
        zone = store.read(_zone, where)
        if there is not None:
            times = moments(store.read(_day, where), zone, _spans(there))
            store.write(set_presence, where, times, candidate=one.id)
        given = _given({key: value for key, value in said.items() if value is not None})
        if name is not None:
            given["name"] = name
        if role:
            given["vacancies"] = _chosen(roles, role)
        if given:
            store.write(change_candidate, where, one.id, given, reason)
        now = next(each for each in store.read(applicants, where) if each.id == one.id)
    if as_json:
        call.json(_document(now, roles))
    else:
        call.say(T("{code} is set.", code=one.code))


def _given(said: dict[str, Any]) -> dict[str, Any]:
    """Options by the fields' names."""
    names = {"extra": "extra_minutes", "accessible": "without_steps"}
    return {names.get(key, key): value for key, value in said.items()}


def _withdraw(candidate: str, back: bool, center: str | None, as_json: bool) -> None:
    from assess.plan.candidates import find_applicant, withdraw

    call = front()
    with call.store() as store:
        one = store.read(find_applicant, store.read(find_center, center), candidate)
        store.write(withdraw, one.id, back=back)
    if as_json:
        call.json({"code": one.code, "withdrawn": not back})
    elif back:
        call.say(T("{code} takes part again.", code=one.code))
    else:
        call.say(T("{code} withdrew: nobody waits for their sheets, and they are in no ranking.", code=one.code))


def _knows(candidate: str, assessor: str, relation: str, center: str | None, as_json: bool) -> None:
    from assess.conduct.conflict import relate
    from assess.people.sign_in import find
    from assess.plan.candidates import find_applicant

    call = front()
    with call.store() as store:
        where = store.read(find_center, center)
        one, person = store.read(find_applicant, where, candidate), store.read(find, assessor)
        store.write(relate, where, person.id, one.id, relation)
    if as_json:
        call.json({"code": one.code, "assessor": person.initials, "relation": relation})
    elif relation == "none":
        call.say(T("Nothing keeps {assessor} and {code} apart.", assessor=person.initials, code=one.code))
    else:
        call.say(T("Noted: the timetable keeps {assessor} and {code} apart.", assessor=person.initials, code=one.code))


def _roles(tx: Reading, center: Id) -> dict[Id, str]:
    """A center's vacancies with their roles' codes."""
    from assess.plan.vacancies import vacancies

    return {one.id: one.role for one in vacancies(tx, center)}


def _zone(tx: Reading, center: Id) -> str:
    from assess.store.tables import Center

    return tx.session.get_one(Center, center).zone


def _day(tx: Reading, center: Id) -> Any:
    from assess.store.tables import Center

    return tx.session.get_one(Center, center).day


def _chosen(roles: dict[Id, str], said: Sequence[str]) -> tuple[Id, ...]:
    """The roles that were named; the only one where none was. Raises: Usage."""
    by_code = {code.casefold(): vacancy for vacancy, code in roles.items()}
    if not said and len(roles) == 1:
        return tuple(roles)
    unknown = [one for one in said if one.strip().casefold() not in by_code]
    if unknown or not said:
        raise Usage(
            T("For which role?"),
            where=", ".join(unknown),
            do=T("Its roles are: {roles}", roles=", ".join(sorted(roles.values()))),
        )
    return tuple(by_code[one.strip().casefold()] for one in said)


def _spans(said: str) -> list[tuple[int, int]]:
    """`09:00-12:30,13:00-17:00` in minutes since midnight. Raises: Usage."""
    found = []
    for part in filter(None, (one.strip() for one in said.split(","))):
        times = [datetime.strptime(one, "%H:%M") for one in re.findall(r"\b(?:[01]\d|2[0-3]):[0-5]\d\b", part)]  # noqa: DTZ007  (a clock without a day)
        if len(times) != 2:
            raise Usage(T("Type times like 09:00-12:30, with commas between several; empty for all day."), where=part)
        found.append((times[0].hour * 60 + times[0].minute, times[1].hour * 60 + times[1].minute))
    return found


def _facts_options() -> list[click.Parameter]:
    """What can be said of a candidate by hand."""
    return [
        Opt("--role", multiple=True, metavar="ROLE", said=T("For which role, by its code; several times for several.")),
        Opt("--email", metavar="ADDRESS", said=T("The e-mail address.")),
        Opt("--external-id", metavar="ID", said=T("The number in the recruiting system.")),
        Opt("--language", type=click.Choice(["de", "en"]), said=T("In which language they are written to.")),
        Opt(
            "--adjustment",
            metavar="TEXT",
            said=T("What they need otherwise: material, a person who helps. Without a health reason."),
        ),
        Opt("--reason", default="", metavar="TEXT", said=T("Why it changes; needed once the design is frozen.")),
        center_option(),
        json_option(),
    ]


CANDIDATES = Usual(
    "candidates",
    T("Candidates: from a file or by hand, adjustments, who withdrew"),
    [
        Verb(
            "list",
            _list,
            T("Every candidate with code and name; for those who plan."),
            [center_option(), json_option()],
        ),
        Verb(
            "import",
            _import,
            T(
                "Add and change candidates from a list (CSV, XLSX, XLS, ODS), row by row as the preview says. Nobody is"
                " taken out and nothing is emptied."
            ),
            [
                Arg("file"),
                Opt("--dry-run", is_flag=True, said=T("Say what would happen to each row, and do nothing.")),
                Opt("--role", metavar="ROLE", said=T("Everybody in it is for this role, whatever the file says.")),
                Opt(
                    "--keep",
                    multiple=True,
                    metavar="FACT",
                    said=T("Keep what is left out otherwise: {names}.", names=", ".join(KEPT_NAMES)),
                ),
                Opt(
                    "--reason", default="", metavar="TEXT", said=T("Why it changes; needed once the design is frozen.")
                ),
                center_option(),
                json_option(),
            ],
        ),
        Verb(
            "add",
            _add,
            T("Add a candidate; the code is given by the program."),
            [
                Arg("name"),
                Opt("--extra", type=int, default=0, metavar="MINUTES", said=T("Additional minutes in each exercise.")),
                Opt("--accessible", is_flag=True, said=T("Needs a room without steps.")),
                *_facts_options(),
            ],
        ),
        Verb(
            "set",
            _set,
            T("Change a candidate, by code or full name: what is not said stays."),
            [
                Arg("candidate"),
                Opt("--name", metavar="NAME", said=T("Another name.")),
                Opt("--there", metavar="TIMES", said=T("When they are there: 09:00-12:30; empty for all day.")),
                Opt("--extra", type=int, metavar="MINUTES", said=T("Additional minutes in each exercise.")),
                Opt("--accessible/--not-accessible", default=None, said=T("Needs a room without steps, or any room.")),
                *_facts_options(),
            ],
        ),
        Verb(
            "withdraw",
            _withdraw,
            T("A candidate no longer takes part; nothing is deleted."),
            [
                Arg("candidate"),
                Opt("--back", is_flag=True, said=T("They take part again.")),
                center_option(),
                json_option(),
            ],
        ),
        Verb(
            "knows",
            _knows,
            T("Note how an assessor knows a candidate: the timetable keeps them apart (“none” takes it back)."),
            [
                Arg("candidate"),
                Arg("assessor"),
                Arg("relation", type=click.Choice(RELATIONS)),
                center_option(),
                json_option(),
            ],
        ),
    ],
)
