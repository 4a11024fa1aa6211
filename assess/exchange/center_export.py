"""A center as its describing file: everything that a person has set, so that the same center can be made of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.conflict import relations
from assess.fit.team import team_view
from assess.people.rights import Right, allow
from assess.people.sign_in import colleagues
from assess.people.training import trainings
from assess.plan.candidates import Applicant, candidates, presences
from assess.plan.center import Settings, settings_of
from assess.plan.rooms import rooms
from assess.plan.vacancies import setups, vacancies
from assess.plan.versions import read_version
from assess.rubric.center import CenterFile, said_minutes
from assess.rubric.diff import Version
from assess.store.tables import Assignment, Center, Duty, Exercise, Paper, Rubric, Seat, Slot
from assess.store.transaction import Reading
from assess.words import Id

Data = dict[str, Any]
"""What stands in the file, as dicts and lists."""
HASH: Final = 16
"""Digits of a rubric's hash that an export says: enough to know another one."""


class Design(NamedTuple):
    """A center's description, with the rubrics that it was written for."""

    file: CenterFile
    rubrics: tuple[Version, ...]


def export(tx: Reading, center: Id, *, people: bool = True) -> Design:
    """The description of a center.

    Args:
        tx: the transaction.
        center: the center.
        people: with the people, candidates, team members, papers and timetable; without, what another day of the same
            kind begins with.

    Raises: Refused, for those who don't plan it: it holds names.
    """
    allow(tx, Right.PLAN, center)
    place = tx.session.get_one(Center, center)
    openings = vacancies(tx, center)
    clock = _Clock(place.day, ZoneInfo(place.zone))
    names = {room.id: room.name for room in rooms(tx, center)}
    held = _functions(tx, center)
    initials = {one.id: one.initials for one in colleagues(tx) if one.id in held}
    there = [one for one in candidates(tx, center) if one.withdrawn_at is None and one.vacancies]
    codes = {one.id: one.code for one in there}
    data = _settings(settings_of(place))
    data["roles"] = [
        _set(role=one.role, count=one.places, rubric=tx.session.get_one(Rubric, one.rubric).content_hash[:HASH])
        for one in openings
    ]
    data["rooms"] = [_set(name=room.name, accessible=room.accessible) for room in rooms(tx, center)]
    data["exercises"] = [
        {
            "code": one.code,
            "used": one.used,
            **_set(
                rooms=[names[room] for room in one.rooms if room in names],
                raters=one.raters,
                limit=one.watch_limit,
                size=one.group_size,
                change=one.change_minutes,
                players=[initials[person] for person in one.players if "role_player" in held.get(person, ())]
                if people
                else [],
            ),
        }
        for one in setups(tx, center)
    ]
    data["team"] = _team(tx, center, people=people)
    if people:
        data["people"] = _people(tx, center, held, codes, clock)
        data["candidates"] = _candidates(there, {one.id: one.role for one in openings}, clock)
        data["papers"] = [
            _set(kind=row.kind, day=row.day, note=row.note)
            for row in tx.session.execute(
                select(Paper).where(col(Paper.center) == center).order_by(col(Paper.kind))
            ).scalars()
        ]
        data["timetable"] = _timetable(tx, center, clock, initials, codes)
    else:
        data.pop("day")
    file = CenterFile.model_validate({key: value for key, value in data.items() if value not in (None, [], {})})
    return Design(file, tuple(read_version(tx, one.role, one.number) for one in openings))


class _Clock(NamedTuple):
    day: date
    zone: ZoneInfo

    def said(self, moment: datetime, *, ends: bool = False) -> str:
        clock = moment.astimezone(self.zone)
        minutes = clock.hour * 60 + clock.minute
        return said_minutes(24 * 60 if ends and minutes == 0 else minutes)

    def spans(self, times: Sequence[tuple[datetime, datetime]]) -> list[Data]:
        """What of some times lies on the day; who is there on other days only is there for a minute at midnight."""
        found = [(max(0, self._minute(start)), min(24 * 60, self._minute(end))) for start, end in times]
        on_day = [(start, end) for start, end in found if start < end] or ([(0, 1)] if times else [])
        return [{"from": said_minutes(start), "to": said_minutes(end)} for start, end in on_day]

    def _minute(self, moment: datetime) -> int:
        """Minutes by the clock since the day's midnight there."""
        clock = moment.astimezone(self.zone).replace(tzinfo=None)
        return int((clock - datetime.combine(self.day, time())).total_seconds() // 60)


def _set(**said: Any) -> Data:
    """What is said at all; a 0 is."""
    return {key: value for key, value in said.items() if value is not False and value not in (None, "", [], {})}


def _settings(said: Settings) -> Data:
    return {
        "kind": "center",
        "code": _code(said.name),
        "name": said.name,
        "day": said.day,
        "zone": said.zone,
        "hours": {
            "start": said_minutes(said.day_start),
            "end": said_minutes(said.day_end),
            "lunch": {
                "from": said_minutes(said.lunch_from),
                "to": said_minutes(said.lunch_to),
                "minutes": said.lunch_minutes,
            },
            "stretch": said.stretch,
            "break": said.pause,
        },
        "style": said.style,
        "weights": {"role": said.w_role, "gap": said.w_gap, "values": said.w_values},
        "rule": said.rule,
        "mode": said.mode,
        "retention_months": said.retention_months,
    }


def _code(name: str) -> str:
    """A code that says the name: `Spring center 2027` is `spring-center-2027`."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = (
        re.sub(r"[^a-z0-9]+", "-", "".join(char for char in letters if not unicodedata.combining(char)))
        .strip("-")[:60]
        .strip("-")
    )
    return plain if plain[:1].isalpha() else f"center-{plain}"[:60].strip("-")


def _functions(tx: Reading, center: Id) -> dict[Id, set[str]]:
    """Who works in a center, here or everywhere, with their functions."""
    held: dict[Id, set[str]] = {}
    rows = select(col(Duty.person), col(Duty.function)).where((col(Duty.center) == center) | col(Duty.center).is_(None))
    for person, function in tx.session.execute(rows):
        held.setdefault(person, set()).add(function)
    return held


def _people(tx: Reading, center: Id, held: Mapping[Id, set[str]], codes: Mapping[Id, str], clock: _Clock) -> list[Data]:
    there, known, trained = presences(tx, center), relations(tx, center), trainings(tx)
    return [
        {
            "initials": one.initials,
            "name": one.name,
            "functions": sorted(held[one.id]),
            **_set(
                seniority=one.seniority or None,
                available=clock.spans(there.get(one.id, ())),
                training=[
                    _set(
                        kind=each.kind,
                        day=each.day,
                        hours=each.hours or None,
                        frame_of_reference=each.frame_of_reference,
                        expires=each.expires,
                    )
                    for each in reversed(trained.get(one.id, ()))
                ],
                relations={
                    codes[candidate]: relation
                    for (person, candidate), relation in sorted(known.items(), key=lambda pair: pair[0])
                    if person == one.id and candidate in codes
                },
            ),
        }
        for one in colleagues(tx)
        if one.id in held
    ]


def _candidates(there: Sequence[Applicant], roles: Mapping[Id, str], clock: _Clock) -> list[Data]:
    return [
        {
            "code": one.code,
            "name": one.name,
            "roles": sorted(roles[vacancy] for vacancy in one.vacancies),
            **_set(
                email=one.email,
                external_id=one.external_id,
                language=one.language,
                extra_minutes=one.extra_minutes or None,
                adjustment=one.adjustment,
                without_steps=one.without_steps,
                available=clock.spans(one.there),
            ),
        }
        for one in there
    ]


def _team(tx: Reading, center: Id, *, people: bool) -> Data | None:
    found = team_view(tx, center)
    if not found.name:
        return None
    return {
        "name": found.name,
        **_set(
            members=[_set(name=one.name, levels=dict(one.levels)) for one in found.members] if people else [],
            needs=[
                {"competency": code, "level": need.level, "count": need.people, "weight": need.weight}
                for code, need in found.needs.items()
            ],
            charter=[
                {"value": code, "level": need.level, "weight": need.weight} for code, need in found.charter.items()
            ],
        ),
    }


def _timetable(
    tx: Reading, center: Id, clock: _Clock, initials: Mapping[Id, str], codes: Mapping[Id, str]
) -> list[Data]:
    """The performances in the order of the day, with the people and candidates that the file lists."""
    own = select(col(Slot.id)).where(col(Slot.center) == center)
    seats: dict[Id, list[Seat]] = {}
    for seat in tx.session.execute(select(Seat).where(col(Seat.slot).in_(own)).order_by(col(Seat.number))).scalars():
        if seat.candidate in codes:
            seats.setdefault(seat.slot, []).append(seat)
    tasks: dict[Id, list[Assignment]] = {}
    for one in tx.session.execute(select(Assignment).where(col(Assignment.slot).in_(own))).scalars():
        tasks.setdefault(one.slot, []).append(one)
    found = []
    slots = tx.session.execute(
        select(Slot, col(Exercise.code))
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .where(col(Slot.center) == center)
    )
    for slot, exercise in slots:
        taken = seats.get(slot.id, [])
        if not taken:
            continue
        seated = [codes[seat.candidate] for seat in taken]
        watch: dict[str, list[str]] = {}
        others = {}
        for task in tasks.get(slot.id, ()):
            if task.person not in initials:
                continue
            if task.function != "assessor":
                others[task.function] = initials[task.person]
            elif codes.get(task.candidate or Id("")) in seated:
                watch.setdefault(initials[task.person], []).append(codes[task.candidate or Id("")])
        found.append(
            {
                "exercise": exercise,
                "room": slot.room,
                "start": clock.said(slot.starts_at),
                "end": clock.said(slot.ends_at, ends=True),
                "seats": seated,
                **_set(
                    briefs={codes[seat.candidate]: seat.brief for seat in taken if seat.brief},
                    assessors={who: sorted(watched, key=seated.index) for who, watched in sorted(watch.items())},
                    **others,
                ),
            }
        )
    return sorted(found, key=lambda one: (one["start"], one["exercise"], one["seats"]))
