"""The roles that a center hires for, each with the version of its rubric, and how each exercise is run."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Select, delete, func, select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.plan.amend import change
from assess.plan.follow import follow, has_begun
from assess.store.guards import VACANCY
from assess.store.tables import (
    Candidacy,
    Cell,
    Center,
    Duty,
    Exercise,
    ExercisePlayer,
    ExerciseRoom,
    ExerciseSetup,
    Person,
    Phase,
    Role,
    Room,
    Rubric,
    Slot,
    Vacancy,
)
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, Text

MOST_PLACES: Final = 1000
MOST_RATERS: Final = 20
MOST_IN_GROUP: Final = 50
MOST_CHANGE: Final = 240
"""Minutes."""


class Opening(NamedTuple):
    """A role to fill."""

    id: Id
    rubric: Id
    role: str
    name: Text
    number: int
    """The version of its rubric."""
    places: int
    candidates: int


class Setup(NamedTuple):
    """How a center runs an exercise."""

    exercise: Id
    code: str
    name: Text
    kind: str
    used: bool
    """Whether the center runs it; unless said otherwise, the first of each kind in a role's order."""
    prepare: int
    """Minutes, as are the next two."""
    live: int
    rate: int
    raters: int
    watch_limit: int
    group_size: int
    change_minutes: int
    rooms: tuple[Id, ...]
    players: tuple[Id, ...]


def vacancies(tx: Reading, center: Id) -> tuple[Opening, ...]:
    """A center's roles in the order of their codes."""
    counted = (
        select(col(Candidacy.vacancy), func.count().label("n")).group_by(col(Candidacy.vacancy)).subquery("counted")
    )
    rows = tx.session.execute(
        select(Vacancy, Rubric, Role, counted.c.n)
        .join(Rubric, col(Rubric.id) == col(Vacancy.rubric))
        .join(Role, col(Role.id) == col(Rubric.role))
        .outerjoin(counted, counted.c.vacancy == col(Vacancy.id))
        .where(col(Vacancy.center) == center)
        .order_by(col(Role.code))
    )
    return tuple(
        Opening(row.id, rubric.id, role.code, Text(role.name_de, role.name_en), rubric.version, row.count, n or 0)
        for row, rubric, role, n in rows
    )


def put_vacancy(tx: Writing, center: Id, rubric: Id, count: int = 1, reason: str = "") -> Id:
    """Hire for a role by a version of its rubric; a center has one version of a role, so another one takes its place.

    Set-ups and timetable follow to the exercises of the new version.

    Raises: Refused, for a rubric of another scale, places that can't be, an exercise in two texts, another version
    after somebody has begun to observe, after the freeze without a reason.
    """
    allow(tx, Right.PLAN, center)
    wanted = tx.session.get(Rubric, rubric)
    if wanted is None:
        raise Refused(T("There is no such version of a role."), where=rubric)
    if not 1 <= count <= MOST_PLACES:
        raise Refused(T("A role is hired for at least once, and at most {n} times.", n=MOST_PLACES), where=str(count))
    place = tx.session.get_one(Center, center)
    there = {tx.session.get_one(Rubric, one.rubric).role: one for one in vacancies(tx, center)}
    same = there.pop(wanted.role, None)
    if same is not None and (same.rubric, same.places) == (rubric, count):
        return same.id
    row = tx.session.get_one(Vacancy, same.id) if same else Vacancy(center=center, rubric=rubric, count=count)
    if there and (place.lo, place.hi) != (wanted.lo, wanted.hi):
        raise Refused(
            T("The rubrics of one center need the same scale."),
            where=f"{wanted.lo} - {wanted.hi}",
            do=T("This center rates from {lo} to {hi}.", lo=place.lo, hi=place.hi),
        )
    if same is not None and same.rubric != rubric and has_begun(tx, center):
        raise Refused(T("The day has begun: this center keeps its versions."), where=place.name)
    if same is not None and same.places != count:
        change(tx, center, "places", f"{same.role} {same.places}", f"{same.role} {count}", reason)
        tx.session.flush()
    change(tx, center, VACANCY, same.rubric if same else "", rubric, reason)
    if (place.lo, place.hi) != (wanted.lo, wanted.hi):  # in one statement with the amendment: its guard asks for that
        place.lo, place.hi = wanted.lo, wanted.hi
        tx.session.add(place)
    row.rubric, row.count = rubric, count
    tx.session.add(row)
    tx.session.flush()
    follow(tx, center)
    tx.journal("role set", center=center, rubric=rubric, count=count)
    return row.id


def drop_vacancy(tx: Writing, center: Id, vacancy: Id, reason: str = "") -> None:
    """Stop hiring for a role; its candidates stay, without it.

    Raises: Refused, after the freeze without a reason.
    """
    allow(tx, Right.PLAN, center)
    row = tx.session.get(Vacancy, vacancy)
    if row is None or row.center != center:
        raise Refused(T("This role is not in this center."), where=vacancy)
    change(tx, center, VACANCY, row.rubric, "", reason)
    tx.session.execute(delete(Candidacy).where(col(Candidacy.vacancy) == vacancy))
    tx.session.delete(row)
    tx.session.flush()
    tx.journal("role dropped", center=center, rubric=row.rubric)


def setups(tx: Reading, center: Id) -> tuple[Setup, ...]:
    """Every exercise that the roles of a center use, with the standards where nothing is set."""
    used = (
        select(col(Cell.exercise))
        .join(Vacancy, col(Vacancy.rubric) == col(Cell.rubric))
        .where(col(Vacancy.center) == center)
    )
    exercises = tx.session.execute(select(Exercise).where(col(Exercise.id).in_(used)).order_by(col(Exercise.code)))
    minutes: dict[Id, dict[str, int]] = {}
    for exercise, kind, planned in tx.session.execute(
        select(col(Phase.exercise), col(Phase.kind), func.sum(col(Phase.minutes)))
        .where(col(Phase.exercise).in_(used))
        .group_by(col(Phase.exercise), col(Phase.kind))
    ):
        minutes.setdefault(exercise, {})[kind] = int(planned)
    known = {
        row.exercise: row
        for row in tx.session.execute(select(ExerciseSetup).where(col(ExerciseSetup.center) == center)).scalars()
    }
    offered = _offered(tx, center)
    rooms = _by_exercise(
        tx,
        select(col(ExerciseRoom.exercise), col(ExerciseRoom.room))
        .join(Room, col(Room.id) == col(ExerciseRoom.room))
        .where(col(ExerciseRoom.center) == center)
        .order_by(col(Room.name)),
    )
    players = _by_exercise(
        tx,
        select(col(ExercisePlayer.exercise), col(ExercisePlayer.person))
        .join(Person, col(Person.id) == col(ExercisePlayer.person))
        .where(col(ExercisePlayer.center) == center)
        .order_by(col(Person.initials)),
    )
    found = []
    for row in exercises.scalars():
        set_up = known.get(row.id) or ExerciseSetup(center=center, exercise=row.id)
        length = minutes.get(row.id, {})
        found.append(
            Setup(
                row.id,
                row.code,
                Text(row.name_de, row.name_en),
                row.kind,
                set_up.used if row.id in known else row.id in offered,
                length.get("prepare", 0),
                sum(length.get(kind, 0) for kind in ("live", "questions")),
                sum(length.get(kind, 0) for kind in ("classify", "rate")),
                set_up.raters,
                set_up.watch_limit,
                set_up.group_size,
                set_up.change_minutes,
                rooms.get(row.id, ()),
                players.get(row.id, ()),
            )
        )
    return tuple(found)


def _offered(tx: Reading, center: Id) -> set[Id]:
    """The first exercise of each kind in each role's order, and whatever is in the timetable."""
    rows = tx.session.execute(
        select(col(Vacancy.id), col(Rubric.document), col(Exercise.kind), col(Exercise.id), col(Exercise.code))
        .join(Rubric, col(Rubric.id) == col(Vacancy.rubric))
        .join(Cell, col(Cell.rubric) == col(Vacancy.rubric))
        .join(Exercise, col(Exercise.id) == col(Cell.exercise))
        .where(col(Vacancy.center) == center)
        .distinct()
    ).all()
    order = {document: _order(document) for document in {row.document for row in rows}}
    found: dict[tuple[Id, str], Id] = {}
    for row in sorted(rows, key=lambda row: (order[row.document].get(row.code, 0), row.code)):
        found.setdefault((row[0], row.kind), row[3])
    planned = tx.session.execute(select(col(Slot.exercise)).where(col(Slot.center) == center)).scalars()
    return {*found.values(), *planned}


def _order(document: str) -> dict[str, int]:
    """Where each exercise stands in a role, by its code."""
    said = json.loads(document).get("matrix", ())
    return {row["exercise"]: place for place, row in enumerate(said)}


def _by_exercise(tx: Reading, pairs: Select[Id, Id]) -> dict[Id, tuple[Id, ...]]:
    found: dict[Id, tuple[Id, ...]] = {}
    for exercise, other in tx.session.execute(pairs):
        found[exercise] = (*found.get(exercise, ()), other)
    return found


def set_up(
    tx: Writing,
    center: Id,
    exercise: Id,
    *,
    used: bool | None = None,
    raters: int | None = None,
    watch_limit: int | None = None,
    group_size: int | None = None,
    change_minutes: int | None = None,
    rooms: Collection[Id] | None = None,
    players: Collection[Id] | None = None,
    reason: str = "",
) -> None:
    """Say how a center runs an exercise; what is None stays.

    Raises: Refused, for an exercise of no role here, a number that can't be, a room or person of another center, after
    the freeze without a reason.
    """
    allow(tx, Right.PLAN, center)
    before = next((one for one in setups(tx, center) if one.exercise == exercise), None)
    if before is None:
        raise Refused(T("No role of this center uses this exercise."), where=exercise)
    after = before._replace(
        used=before.used if used is None else used,
        raters=before.raters if raters is None else raters,
        watch_limit=before.watch_limit if watch_limit is None else watch_limit,
        group_size=before.group_size if group_size is None else group_size,
        change_minutes=before.change_minutes if change_minutes is None else change_minutes,
        rooms=before.rooms if rooms is None or {*rooms} == {*before.rooms} else tuple(dict.fromkeys(rooms)),
        players=before.players if players is None or {*players} == {*before.players} else tuple(dict.fromkeys(players)),
    )
    _sizes(after)
    if after == before:
        return
    named = {one.id: one.name for one in tx.session.execute(_rooms_of(center)).scalars()}
    people: dict[Id, str] = dict(tx.session.execute(select(col(Person.id), col(Person.initials))).all())
    playing = set(tx.session.execute(_players_of(center)).scalars())
    if not {*after.rooms} <= {*named}:
        raise Refused(T("This room is not in this center."), where=before.code)
    if not {*after.players} - {*before.players} <= playing:
        raise Refused(
            T("Somebody who plays a part is a role player of this center."),
            where=before.code,
            do=T("Give this person the function first."),
        )
    change(tx, center, "exercise", _said(before, named, people), _said(after, named, people), reason)
    row = tx.session.get(ExerciseSetup, (center, exercise)) or ExerciseSetup(center=center, exercise=exercise)
    row.used, row.raters, row.watch_limit = after.used, after.raters, after.watch_limit
    row.group_size, row.change_minutes = after.group_size, after.change_minutes
    tx.session.add(row)
    for room in {*before.rooms} ^ {*after.rooms}:
        _turn(tx, ExerciseRoom(center=center, exercise=exercise, room=room), there=room in after.rooms)
    for person in {*before.players} ^ {*after.players}:
        _turn(tx, ExercisePlayer(center=center, exercise=exercise, person=person), there=person in after.players)
    tx.session.flush()
    tx.journal("exercise set up", center=center, exercise=exercise)


def _sizes(said: Setup) -> None:
    """Raises: Refused, for the first number that can't be."""
    limits = (
        (said.raters, 1, MOST_RATERS, T("An exercise has between 1 and {n} assessors a candidate.", n=MOST_RATERS)),
        (
            said.watch_limit,
            1,
            MOST_IN_GROUP,
            T("An assessor watches between 1 and {n} candidates at once.", n=MOST_IN_GROUP),
        ),
        (said.group_size, 1, MOST_IN_GROUP, T("A group has between 1 and {n} candidates.", n=MOST_IN_GROUP)),
        (
            said.change_minutes,
            0,
            MOST_CHANGE,
            T("Between two performances a room needs 0 to {n} minutes.", n=MOST_CHANGE),
        ),
    )
    for value, least, most, why in limits:
        if not least <= value <= most:
            raise Refused(why, where=f"{said.code}: {value}")


def _rooms_of(center: Id) -> Select[Room]:
    return select(Room).where(col(Room.center) == center)


def _players_of(center: Id) -> Select[Id]:
    here = (col(Duty.center) == center) | col(Duty.center).is_(None)
    return select(col(Duty.person)).where(here, col(Duty.function) == "role_player")


def _turn(tx: Writing, row: ExerciseRoom | ExercisePlayer, *, there: bool) -> None:
    if there:
        tx.session.add(row)
    else:
        kept = tx.session.get_one(type(row), tuple(row.model_dump().values()))
        tx.session.delete(kept)


def _said(setup: Setup, rooms: Mapping[Id, str], people: Mapping[Id, str]) -> str:
    """How an exercise is run, in a line without words: `cm-removed-post: + 2/2/6/5 [Room 1] [R]`."""
    sizes = "/".join(str(n) for n in (setup.raters, setup.watch_limit, setup.group_size, setup.change_minutes))
    where = ", ".join(rooms.get(room, "?") for room in setup.rooms)
    who = ", ".join(people.get(person, "?") for person in setup.players)
    return f"{setup.code}: {'+' if setup.used else '-'} {sizes} [{where}] [{who}]"
