"""How far the sheets and the wash-up are: who is missing, and whose turn it is. No values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlmodel import col

from assess.integrate.washup import State, state
from assess.store.tables import Assignment, Candidate, Center, Exercise, Person, Sheet, Slot, WashUp, WashUpTurn
from assess.store.transaction import Reading
from assess.words import Id, Text, sort_key


class Missing(NamedTuple):
    """A sheet that is not locked yet."""

    initials: str
    assessor: str
    """The assessor's name."""
    code: str
    exercise: Text
    kind: str
    starts_at: datetime
    state: str
    """How far its assessor is: `planned` to `rating`."""


class Turn(NamedTuple):
    """A candidate's turn in the wash-up, in its random order."""

    candidate: Id
    code: str
    position: int


@dataclass(frozen=True)
class Progress:
    """A center on its way to its ranking."""

    center: Id
    name: str
    zone: str
    lo: int
    hi: int
    state: State
    missing: tuple[Missing, ...]
    turns: tuple[Turn, ...]
    """Empty before the wash-up is opened."""
    opened_at: datetime | None
    closed_at: datetime | None


def progress(tx: Reading, center: Id) -> Progress:
    """Everything about a center's wash-up but values."""
    place = tx.session.get_one(Center, center)
    now = state(tx, center)
    opened = tx.session.execute(select(WashUp).where(col(WashUp.center) == center)).scalars().first()
    return Progress(
        center,
        place.name,
        place.zone,
        place.lo,
        place.hi,
        now,
        missing(tx, center) if now.locked < now.planned else (),
        _turns(tx, opened.id) if opened else (),
        opened.opened_at if opened else None,
        opened.closed_at if opened else None,
    )


def missing(tx: Reading, center: Id) -> tuple[Missing, ...]:
    """The sheets that the timetable asks for and that are not locked, in the order of the day."""
    rows = tx.session.execute(
        select(
            col(Person.initials),
            col(Person.name),
            col(Candidate.code),
            col(Exercise.name_de),
            col(Exercise.name_en),
            col(Exercise.kind),
            col(Slot.starts_at),
            col(Sheet.state),
        )
        .select_from(Assignment)
        .join(Slot, col(Slot.id) == col(Assignment.slot))
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .join(Person, col(Person.id) == col(Assignment.person))
        .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
        .join(
            Sheet,
            and_(
                col(Sheet.assessor) == col(Assignment.person),
                col(Sheet.candidate) == col(Assignment.candidate),
                col(Sheet.exercise) == col(Slot.exercise),
            ),
            isouter=True,
        )
        .where(
            col(Slot.center) == center,
            col(Assignment.function) == "assessor",
            col(Candidate.withdrawn_at).is_(None),
            (col(Sheet.id).is_(None)) | (col(Sheet.state) != "locked"),
        )
    )
    found = (
        Missing(initials, name, code, Text(de, en), kind, starts_at, now or "planned")
        for initials, name, code, de, en, kind, starts_at, now in rows
    )
    return tuple(
        sorted(found, key=lambda one: (one.starts_at, one.exercise.de, sort_key(one.initials), sort_key(one.code)))
    )


def _turns(tx: Reading, wash_up: Id) -> tuple[Turn, ...]:
    rows = tx.session.execute(
        select(col(WashUpTurn.candidate), col(Candidate.code), col(WashUpTurn.position))
        .join(Candidate, col(Candidate.id) == col(WashUpTurn.candidate))
        .where(col(WashUpTurn.wash_up) == wash_up)
        .order_by(col(WashUpTurn.position))
    )
    return tuple(Turn(candidate, code, position) for candidate, code, position in rows)
