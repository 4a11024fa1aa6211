"""The day of a center: from its rows to a problem for the timetable, and from a plan back to slots."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple, cast
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from assess.plan.candidates import candidates, presences
from assess.plan.rooms import rooms
from assess.plan.timetable.problem import Hours, Placed, Problem, Span, Taker, Task, Watcher
from assess.plan.timetable.turns import Style
from assess.plan.vacancies import setups
from assess.store.tables import (
    Assignment,
    Candidate,
    Cell,
    Center,
    Competency,
    Conflict,
    Duty,
    Exercise,
    Person,
    Seat,
    Slot,
    Vacancy,
)
from assess.store.transaction import Reading
from assess.words import Id

DAY: Final = 24 * 60
"""Minutes of a day by the clock: 24 hours, also where a clock is changed at night."""
NO_ROOM: Final = frozenset({"-"})
"""For somebody who needs an accessible room where there is none: every room would be wrong, and none has this name."""


class Day(NamedTuple):
    """A center's day as the timetable sees it, with the ids behind its names."""

    problem: Problem
    zone: ZoneInfo
    date: date
    candidates: dict[str, Id]
    people: dict[str, Id]
    exercises: dict[str, Id]

    def minute(self, moment: datetime) -> int:
        """Minutes since midnight there."""
        local = moment.astimezone(self.zone)
        midnight = datetime.combine(self.date, time(), self.zone)
        return int((local.replace(tzinfo=None) - midnight.replace(tzinfo=None)).total_seconds() // 60)

    def moment(self, minute: int) -> datetime:
        """The moment of a minute of that day, in UTC."""
        clock = datetime.combine(self.date, time()) + timedelta(minutes=minute)
        return clock.replace(tzinfo=self.zone).astimezone(UTC)


def day(tx: Reading, center: Id) -> Day:
    """What the timetable of a center has to hold: who is there, what they do, who may watch whom.

    Candidates who withdrew are left out. A relation other than `none` bars an assessor from a candidate (H5).
    """
    place = tx.session.get_one(Center, center)
    zone = ZoneInfo(place.zone)
    there = presences(tx, center)
    applicants = [one for one in candidates(tx, center) if one.withdrawn_at is None]
    names = {room.id: room for room in rooms(tx, center)}
    people = _people(tx, center)
    initials = {one: name for one, (name, _) in people.items()}
    shell = Day(Problem((), (), ()), zone, place.day, {}, {}, {})

    def free(whose: Id) -> tuple[Span, ...]:
        """Empty for all day; who is there on other days only has a span without a minute."""
        times = [Span(max(0, shell.minute(start)), min(DAY, shell.minute(end))) for start, end in there.get(whose, ())]
        return tuple(one for one in times if one.start < one.end) or ((Span(0, 0),) if times else ())

    shown, by_vacancy = _cells(tx, center)
    run = [one for one in setups(tx, center) if one.used]
    playing = tuple(name for name, functions in people.values() if "role_player" in functions)
    tasks = tuple(
        Task(
            one.code,
            one.live,
            tuple(names[room].name for room in one.rooms if room in names),
            one.prepare,
            one.rate,
            one.change_minutes,
            one.group_size if one.kind == "group_discussion" else 1,
            one.raters,
            one.watch_limit,
            tuple(initials[person] for person in one.players if initials.get(person) in playing) or playing,
            one.kind == "role_play",
            tuple(sorted(shown.get(one.exercise, ()))),
        )
        for one in run
    )
    codes = {one.exercise: one.code for one in run}
    accessible = frozenset(room.name for room in names.values() if room.accessible)
    takers = tuple(
        Taker(
            one.code,
            tuple(dict.fromkeys(codes[each] for role in one.vacancies for each in by_vacancy[role] if each in codes)),
            one.extra_minutes,
            free(one.id),
            (accessible or NO_ROOM) if one.without_steps else frozenset(),
        )
        for one in applicants
    )
    watchers = tuple(
        Watcher(name, free(one), lead="lead" in functions)
        for one, (name, functions) in people.items()
        if "assessor" in functions
    )
    players = tuple(Watcher(name, free(one)) for one, (name, functions) in people.items() if "role_player" in functions)
    known = {one.id: one.code for one in applicants}
    barred = frozenset(
        (initials[row.person], known[row.candidate])
        for row in _standing(tx, center)
        if row.relation != "none" and row.person in initials and row.candidate in known
    )
    lunch = Span(place.lunch_from, place.lunch_to) if place.lunch_minutes else None
    hours = Hours(place.day_start, place.day_end, lunch, place.lunch_minutes, place.stretch, place.pause)
    problem = Problem(tasks, takers, watchers, players, barred, hours, cast("Style", place.style))
    return shell._replace(
        problem=problem,
        candidates={one.code: one.id for one in applicants},
        people={name: id_ for id_, name in initials.items()},
        exercises={code: exercise for exercise, code in codes.items()},
    )


def placed(tx: Reading, center: Id, known: Day) -> tuple[Placed, ...]:
    """The timetable as it stands, in the words of the planner."""
    return tuple(sorted(by_slot(tx, center, known).values(), key=lambda one: (one.start, one.task, one.takers)))


def by_slot(tx: Reading, center: Id, known: Day) -> dict[Id, Placed]:
    """The same, by the slot: also what is of candidates who withdrew, or of exercises that are no longer run."""
    own = select(col(Slot.id)).where(col(Slot.center) == center)
    initials: dict[Id, str] = dict(tx.session.execute(select(col(Person.id), col(Person.initials))).all())
    codes: dict[Id, str] = dict(
        tx.session.execute(select(col(Candidate.id), col(Candidate.code)).where(col(Candidate.center) == center)).all()
    )
    seats: dict[Id, list[str]] = {}
    for seat in tx.session.execute(select(Seat).where(col(Seat.slot).in_(own)).order_by(col(Seat.number))).scalars():
        seats.setdefault(seat.slot, []).append(codes.get(seat.candidate, ""))
    tasks: dict[Id, list[Assignment]] = {}
    for one in tx.session.execute(select(Assignment).where(col(Assignment.slot).in_(own))).scalars():
        tasks.setdefault(one.slot, []).append(one)
    found = {}
    for slot, code in tx.session.execute(
        select(Slot, col(Exercise.code))
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .where(col(Slot.center) == center)
    ):
        watch: dict[str, list[str]] = {}
        player = None
        for one in tasks.get(slot.id, ()):
            if one.function == "assessor" and one.candidate is not None:
                watch.setdefault(initials[one.person], []).append(codes.get(one.candidate, ""))
            elif one.function == "role_player":
                player = initials[one.person]
        takers = tuple(seats.get(slot.id, ()))
        people = tuple(
            (name, tuple(sorted(watched, key=lambda code: takers.index(code) if code in takers else len(takers))))
            for name, watched in sorted(watch.items())
        )
        start, end = known.minute(slot.starts_at), known.minute(slot.ends_at)
        found[slot.id] = Placed(code, takers, slot.room, start, end, people, player)
    return found


def _people(tx: Reading, center: Id) -> dict[Id, tuple[str, set[str]]]:
    """Who works here: initials and functions, in the order of the initials."""
    found: dict[Id, tuple[str, set[str]]] = {}
    rows = tx.session.execute(
        select(col(Person.id), col(Person.initials), col(Duty.function))
        .join(Duty, col(Duty.person) == col(Person.id))
        .where((col(Duty.center) == center) | col(Duty.center).is_(None), col(Person.active))
        .order_by(col(Person.initials))
    )
    for person, initials, function in rows:
        found.setdefault(person, (initials, set()))[1].add(function)
    return found


def _standing(tx: Reading, center: Id) -> list[Conflict]:
    """The relation that was declared last, per person and candidate."""
    rows = tx.session.execute(
        select(Conflict).where(col(Conflict.center) == center).order_by(col(Conflict.declared_at))
    ).scalars()
    return list({(row.person, row.candidate): row for row in rows}.values())


def _cells(tx: Reading, center: Id) -> tuple[dict[Id, set[str]], dict[Id, list[Id]]]:
    """Per exercise the competencies it shows; per vacancy its exercises."""
    shown: dict[Id, set[str]] = {}
    by_vacancy: dict[Id, list[Id]] = defaultdict(list)
    rows = tx.session.execute(
        select(col(Vacancy.id), col(Cell.exercise), col(Competency.code))
        .join(Cell, col(Cell.rubric) == col(Vacancy.rubric))
        .join(Competency, col(Competency.id) == col(Cell.competency))
        .join(Exercise, col(Exercise.id) == col(Cell.exercise))
        .where(col(Vacancy.center) == center)
        .order_by(col(Exercise.code))
    )
    for vacancy, exercise, competency in rows:
        shown.setdefault(exercise, set()).add(competency)
        if exercise not in by_vacancy[vacancy]:
            by_vacancy[vacancy].append(exercise)
    return shown, by_vacancy
