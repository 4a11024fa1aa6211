"""When a center's rubrics change, its set-ups and its timetable follow to the exercises as they are now."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.store.tables import (
    Cell,
    Exercise,
    ExercisePlayer,
    ExerciseRoom,
    ExerciseSetup,
    Role,
    Rubric,
    Sheet,
    Slot,
    Vacancy,
)
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T


def has_begun(tx: Reading, center: Id) -> bool:
    """Whether somebody has opened a sheet: from then on nobody may be measured by another rubric."""
    return tx.session.execute(select(col(Sheet.id)).where(col(Sheet.center) == center).limit(1)).first() is not None


def one_text(tx: Reading, center: Id) -> dict[str, Id]:
    """A center's exercises by their codes.

    Raises: Refused, when roles share an exercise in two texts: one group discussion can't have two briefs.
    """
    texts: dict[str, set[Id]] = {}
    roles: dict[str, set[str]] = {}
    for code, exercise, role in tx.session.execute(
        select(col(Exercise.code), col(Exercise.id), col(Role.code))
        .join(Cell, col(Cell.exercise) == col(Exercise.id))
        .join(Vacancy, col(Vacancy.rubric) == col(Cell.rubric))
        .join(Rubric, col(Rubric.id) == col(Vacancy.rubric))
        .join(Role, col(Role.id) == col(Rubric.role))
        .where(col(Vacancy.center) == center)
        .distinct()
    ):
        texts.setdefault(code, set()).add(exercise)
        roles.setdefault(code, set()).add(role)
    for code, different in sorted(texts.items()):
        if len(different) > 1:
            raise Refused(
                T(
                    "The roles {roles} share this exercise, and it would have two texts.",
                    roles=", ".join(sorted(roles[code])),
                ),
                where=code,
                do=T("Move these roles together."),
            )
    return {code: next(iter(different)) for code, different in texts.items()}


def follow(tx: Writing, center: Id) -> None:
    """Every slot and set-up has the exercise of its code as the center's rubrics have it now.

    Raises: Refused, when the timetable has an exercise that they have not, or have in two texts.
    """
    allow(tx, Right.PLAN, center)
    now = one_text(tx, center)
    slots = tx.session.execute(
        select(Slot, col(Exercise.code))
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .where(col(Slot.center) == center)
    ).all()
    for slot, code in slots:
        if code not in now:
            raise Refused(
                T("The timetable has this exercise, and the version has not."),
                where=code,
                do=T("Take it out of the timetable first."),
            )
        if slot.exercise != now[code]:
            slot.exercise = now[code]
            tx.session.add(slot)
    tx.session.flush()
    moved = {old: now[code] for old, code in _set_up(tx, center) if code in now and old != now[code]}
    for old, new in moved.items():
        _move(tx, center, old, new)


def _set_up(tx: Reading, center: Id) -> list[tuple[Id, str]]:
    """The exercises that something is set up for, used by a role or no longer."""
    held = [
        select(col(table.exercise)).where(col(table.center) == center)
        for table in (ExerciseSetup, ExerciseRoom, ExercisePlayer)
    ]
    rows = tx.session.execute(
        select(col(Exercise.id), col(Exercise.code)).where(col(Exercise.id).in_(held[0].union(*held[1:])))
    )
    return [(exercise, code) for exercise, code in rows]


def _move(tx: Writing, center: Id, old: Id, new: Id) -> None:
    """What is set up for an exercise's old text holds for its new one; what is set up for that one goes."""
    for table in (ExerciseSetup, ExerciseRoom, ExercisePlayer):
        own = (col(table.center) == center, col(table.exercise) == old)
        rows = tx.session.execute(select(table).where(*own)).scalars().all()
        said = [row.model_dump() | {"exercise": new} for row in rows]
        both = (col(table.center) == center, col(table.exercise).in_((old, new)))
        tx.session.execute(delete(table).where(*both))
        tx.session.expire_all()
        tx.session.add_all([table(**one) for one in said])
        tx.session.flush()
