"""The record of one's own sheet: notes, ratings as they were locked and as they hold, and every amendment between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import select
from sqlmodel import col

from assess.conduct import blind, phases
from assess.conduct.amend import Amended, amendments
from assess.conduct.classify import rated_competencies
from assess.conduct.phases import Life, State
from assess.conduct.rate import Kind, kind_of
from assess.conduct.sight import late_sheets
from assess.conduct.work import AnchorView, anchors
from assess.people.rights import Right, allow
from assess.store.tables import (
    Candidacy,
    Candidate,
    Cell,
    Center,
    Competency,
    Evidence,
    Exercise,
    Observation,
    Person,
    Sheet,
    Vacancy,
)
from assess.store.transaction import Reading
from assess.words import Id, Refused, T, Text


class NoteLine(NamedTuple):
    """A note on the sheet."""

    id: Id
    number: int
    phase: str
    seconds: float
    text: str
    valence: str | None
    quote: bool
    star: bool
    discarded: bool
    shows: tuple[str, ...]
    """Codes of competencies."""


class Stand(NamedTuple):
    """A competency on the sheet: as it was locked (`first_*`), and as it holds."""

    competency: Id
    code: str
    name: Text
    level: int | None
    kind: Kind | None
    """None: not rated yet."""
    reason: str
    first_level: int | None
    first_kind: Kind | None
    first_reason: str
    cited: tuple[int, ...]
    """Numbers of the notes that the rating rested on at the lock."""
    changes: tuple[Amended, ...]
    anchors: tuple[AnchorView, ...]
    """Highest level first, as they hold in this exercise."""


@dataclass(frozen=True)
class Record:
    """One's own sheet of a candidate in an exercise."""

    sheet: Id
    center: Id
    zone: str
    lo: int
    hi: int
    code: str
    exercise_code: str
    exercise: Text
    kind: str
    initials: str
    state: Life
    outcome: str | None
    locked_at: datetime | None
    content_hash: str | None
    head: str | None
    """The journal's head at the lock."""
    late: bool
    """Locked after a forced reveal, or after its assessor was excused."""
    final: bool
    """The wash-up has closed: nothing is amended any more."""
    stands: tuple[Stand, ...]
    notes: tuple[NoteLine, ...]


def record(tx: Reading, sheet: Id) -> Record:
    """One's own sheet as it stands.

    Raises: Refused, when it is another's, or hidden because one is rating in another slot.
    """
    mine = tx.session.get(Sheet, sheet)
    if mine is None:
        raise Refused(T("This sheet does not exist."), do=T("Open the exercise from Today."))
    allow(tx, Right.OBSERVE, mine.center)
    if mine.assessor != tx.by:
        raise Refused(T("This is another assessor's sheet: it shows in the wash-up, once it is revealed."))
    session = tx.session
    ratings = {one.competency: one for one in blind.own_ratings(tx, sheet)}
    changes = amendments(tx, sheet)
    center = session.get_one(Center, mine.center)
    exercise = session.get_one(Exercise, mine.exercise)
    pair_open = (mine.candidate, mine.exercise) in blind.revealed(tx, mine.center, mine.candidate)
    return Record(
        sheet,
        mine.center,
        center.zone,
        center.lo,
        center.hi,
        session.get_one(Candidate, mine.candidate).code,
        exercise.code,
        Text(exercise.name_de, exercise.name_en),
        exercise.kind,
        session.get_one(Person, mine.assessor).initials,
        phases.life(cast("State", mine.state), revealed=pair_open, amended=bool(changes)),
        mine.outcome,
        mine.locked_at,
        mine.content_hash,
        mine.head,
        sheet in late_sheets(tx, mine.center),
        blind.is_closed(tx, mine.center),
        tuple(_stand(tx, mine, one, ratings.get(one), changes) for one in rated_competencies(tx, mine)),
        _notes(tx, sheet),
    )


def _stand(
    tx: Reading, mine: Sheet, competency: Id, rating: blind.SeenRating | None, changes: tuple[Amended, ...]
) -> Stand:
    found = tx.session.get_one(Competency, competency)
    cited = tx.session.execute(
        select(col(Observation.number))
        .join(Evidence, col(Evidence.observation) == col(Observation.id))
        .where(
            col(Evidence.sheet) == mine.id,
            col(Evidence.competency) == competency,
            col(Evidence.cited),
            col(Observation.discarded_at).is_(None),
        )
        .order_by(col(Observation.number))
    ).scalars()
    return Stand(
        competency,
        found.code,
        Text(found.name_de, found.name_en),
        rating.level if rating else None,
        kind_of(rating.kind) if rating else None,
        rating.reason if rating else "",
        rating.first_level if rating else None,
        kind_of(rating.first_kind) if rating else None,
        rating.first_reason if rating else "",
        tuple(cited),
        tuple(one for one in changes if one.competency == competency),
        anchors(tx, competency, _cell(tx, mine, competency)),
    )


def _cell(tx: Reading, mine: Sheet, competency: Id) -> Id | None:
    """The cell whose anchors hold: of the candidate's rubrics, in this exercise."""
    return tx.session.execute(
        select(col(Cell.id))
        .join(Vacancy, col(Vacancy.rubric) == col(Cell.rubric))
        .join(Candidacy, col(Candidacy.vacancy) == col(Vacancy.id))
        .where(
            col(Candidacy.candidate) == mine.candidate,
            col(Cell.exercise) == mine.exercise,
            col(Cell.competency) == competency,
        )
        .order_by(col(Cell.position))
        .limit(1)
    ).scalar()


def _notes(tx: Reading, sheet: Id) -> tuple[NoteLine, ...]:
    shows: dict[Id, list[str]] = {}
    rows = tx.session.execute(
        select(col(Evidence.observation), col(Competency.code))
        .join(Competency, col(Competency.id) == col(Evidence.competency))
        .where(col(Evidence.sheet) == sheet)
        .order_by(col(Competency.code))
    )
    for observation, code in rows:
        shows.setdefault(observation, []).append(code)
    found = tx.session.execute(
        select(Observation).where(col(Observation.sheet) == sheet).order_by(col(Observation.number))
    ).scalars()
    return tuple(
        NoteLine(
            row.id,
            row.number,
            row.phase,
            row.seconds,
            row.text,
            row.valence,
            row.quote,
            row.star,
            row.discarded_at is not None,
            tuple(shows.get(row.id, ())),
        )
        for row in found
    )
