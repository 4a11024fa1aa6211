"""Today: the acting assessor's slots, with what is still open in each."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.phases import State, first
from assess.conduct.sheets import sheet_id
from assess.store.tables import Assignment, Candidate, Center, Exercise, Sheet, Slot
from assess.store.transaction import Reading
from assess.words import Id, Text, sort_key


class Task(NamedTuple):
    """A slot in which the acting assessor watches somebody."""

    slot: Id
    center: Id
    center_name: str
    zone: str
    exercise: Text
    kind: str
    room: str
    starts_at: datetime
    ends_at: datetime
    codes: tuple[str, ...]
    state: State
    """Of the sheet that is furthest behind."""
    locked: int
    """How many of the slot's sheets are locked."""


def today(tx: Reading, center: Id | None = None) -> tuple[Task, ...]:
    """The acting assessor's slots in order of time; of one center, or of all."""
    rows = tx.session.execute(
        select(Slot, Exercise, Center, Candidate)
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .join(Center, col(Center.id) == col(Slot.center))
        .join(Assignment, col(Assignment.slot) == col(Slot.id))
        .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
        .where(
            col(Assignment.person) == tx.by,
            col(Assignment.function) == "assessor",
            col(Candidate.withdrawn_at).is_(None),
        )
        .order_by(col(Slot.starts_at), col(Slot.id))
    ).all()
    states = dict(
        (sheet.id, cast("State", sheet.state))
        for sheet in tx.session.execute(select(Sheet).where(col(Sheet.assessor) == tx.by)).scalars()
    )
    tasks: dict[Id, Task] = {}
    for slot, exercise, place, candidate in rows:
        if center is not None and place.id != center:
            continue
        state = states.get(sheet_id(place.id, tx.by or Id(""), candidate.id, exercise.id), "planned")
        before = tasks.get(slot.id)
        if before is None:
            tasks[slot.id] = Task(
                slot.id,
                place.id,
                place.name,
                place.zone,
                Text(exercise.name_de, exercise.name_en),
                exercise.kind,
                slot.room,
                slot.starts_at,
                slot.ends_at,
                (candidate.code,),
                state,
                int(state == "locked"),
            )
        else:
            tasks[slot.id] = before._replace(
                codes=tuple(sorted((*before.codes, candidate.code), key=sort_key)),
                state=first([before.state, state]),
                locked=before.locked + (state == "locked"),
            )
    return tuple(tasks.values())


def next_task(tasks: tuple[Task, ...]) -> Task | None:
    """The first slot with something still open: where the day goes on."""
    return next((task for task in tasks if task.state != "locked"), None)
