"""How far the sheets and the wash-up are: who is missing, and whose turn it is. No values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.reveal import performances
from assess.conduct.unrated import has_excuses
from assess.integrate.washup import State, state
from assess.store.tables import Candidate, Center, WashUp, WashUpTurn
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
    person: Id
    candidate: Id
    exercise_id: Id
    locked: int
    """How many of the candidate's assessors in this exercise have locked."""
    planned: int
    """How many of them are waited for."""
    forced: bool
    """The reveal was forced: what is locked may be seen."""
    excused: bool = False
    """The moderator waits for it no longer."""


class Turn(NamedTuple):
    """A candidate's turn in the wash-up, in its random order; who withdraws meanwhile has none."""

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
    excused: tuple[Missing, ...]
    """Sheets that nobody waits for: their assessors were excused and have not locked."""
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
        _waited_for(tx, center, excused=True) if has_excuses(tx, center) else (),
        _turns(tx, opened.id) if opened else (),
        opened.opened_at if opened else None,
        opened.closed_at if opened else None,
    )


def missing(tx: Reading, center: Id) -> tuple[Missing, ...]:
    """The sheets that the timetable asks for, that are not locked and not excused, in the order of the day."""
    return _waited_for(tx, center, excused=False)


def _waited_for(tx: Reading, center: Id, *, excused: bool) -> tuple[Missing, ...]:
    found = (
        Missing(
            one.initials,
            one.name,
            whole.code,
            whole.name,
            whole.kind,
            whole.starts_at,
            one.state,
            one.assessor,
            whole.candidate,
            whole.exercise,
            whole.locked,
            whole.planned,
            whole.forced is not None,
            excused,
        )
        for whole in performances(tx, center)
        for one in whole.watching
        if (one.excused is not None if excused else one.open)
    )
    return tuple(
        sorted(found, key=lambda one: (one.starts_at, one.exercise.de, sort_key(one.initials), sort_key(one.code)))
    )


def _turns(tx: Reading, wash_up: Id) -> tuple[Turn, ...]:
    rows = tx.session.execute(
        select(col(WashUpTurn.candidate), col(Candidate.code), col(WashUpTurn.position))
        .join(Candidate, col(Candidate.id) == col(WashUpTurn.candidate))
        .where(col(WashUpTurn.wash_up) == wash_up, col(Candidate.withdrawn_at).is_(None))
        .order_by(col(WashUpTurn.position))
    )
    return tuple(Turn(candidate, code, position) for candidate, code, position in rows)
