"""Classifying: which competency shows in a note. After the exercise, before any rating."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from assess.conduct import phases
from assess.conduct.sheets import move, own_open_sheet
from assess.people.rights import Right, allow
from assess.store.tables import Candidacy, Cell, Evidence, Observation, Sheet, Vacancy
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, normal

MOST = 2
"""Competencies that one note may show; what shows more is two notes."""


def rated_competencies(tx: Reading, sheet: Sheet) -> tuple[Id, ...]:
    """The competencies of a sheet, in the order of the matrix: the cells of its exercise in the candidate's rubrics."""
    rows = tx.rows(_RATED, candidate=sheet.candidate, exercise=sheet.exercise)
    return tuple(Id(row[0]) for row in rows)


_RATED = (
    select(col(Cell.competency), func.min(col(Cell.position)))
    .join(Vacancy, col(Vacancy.rubric) == col(Cell.rubric))
    .join(Candidacy, col(Candidacy.vacancy) == col(Vacancy.id))
    .where(col(Candidacy.candidate) == bindparam("candidate"), col(Cell.exercise) == bindparam("exercise"))
    .group_by(col(Cell.competency))
    .order_by(func.min(col(Cell.position)), col(Cell.competency))
)


def assign(tx: Writing, observation: Id, competency: Id) -> bool:
    """A note shows a competency; said again, it no longer does. True when it now does.

    Raises: Refused, when the competency is not rated here, or the note shows two already.
    """
    row, sheet = _own_note(tx, observation)
    if sheet.state not in phases.EVIDENCE_IN:
        raise Refused(T("Notes are classified after the exercise."), do=T("Stop the clock first."))
    if competency not in rated_competencies(tx, sheet):
        raise Refused(T("This competency is not rated in this exercise."))
    shown = tx.session.execute(select(Evidence).where(col(Evidence.observation) == row.id)).scalars().all()
    for evidence in shown:
        if evidence.competency == competency:
            tx.session.delete(evidence)
            tx.session.flush()
            tx.journal("note unassigned", sheet.candidate, sheet=sheet.id, note=row.id, competency=competency)
            return False
    if len(shown) >= MOST:
        raise Refused(
            T("A note shows {most} competencies at the most.", most=MOST), do=T("Split the note, or take one back.")
        )
    if row.discarded_at is not None:
        discard(tx, observation)  # it counts anew
    tx.session.add(Evidence(observation=row.id, competency=competency, sheet=sheet.id))
    tx.session.flush()
    tx.journal("note assigned", sheet.candidate, sheet=sheet.id, note=row.id, competency=competency)
    return True


def discard(tx: Writing, observation: Id) -> bool:
    """A note shows no competency; it stays as a trace. Said again, it counts anew. True when discarded.

    A note that was split counts anew as a whole: its parts are discarded then, so that nothing is there twice.

    Raises: Refused, for a part whose whole counts again.
    """
    row, sheet = _own_note(tx, observation)
    if sheet.state not in phases.EVIDENCE_IN:
        raise Refused(T("Notes are classified after the exercise."), do=T("Stop the clock first."))
    if row.discarded_at is None:
        _lay_aside(tx, row)
    else:
        _refuse_twice(tx, row)
        for part in tx.session.execute(select(Observation).where(col(Observation.split_from) == row.id)).scalars():
            _lay_aside(tx, part)
        row.discarded_at = None
    tx.session.add(row)
    tx.session.flush()
    tx.journal("note discarded" if row.discarded_at else "note kept", sheet.candidate, sheet=sheet.id, note=row.id)
    return row.discarded_at is not None


def split(tx: Writing, observation: Id, first: str, second: str) -> tuple[Id, Id]:
    """Split a note in two, so that each part can show its own competencies; the whole stays as a trace."""
    row, sheet = _own_note(tx, observation)
    if sheet.state not in phases.EVIDENCE_IN:
        raise Refused(T("Notes are classified after the exercise."), do=T("Stop the clock first."))
    parts = [normal(first), normal(second)]
    if not all(parts):
        raise Refused(T("Both parts of a split note need a text."))
    last = tx.session.execute(
        select(func.max(col(Observation.number))).where(col(Observation.sheet) == sheet.id)
    ).scalar_one()
    _lay_aside(tx, row)
    made = []
    for offset, text in enumerate(parts, start=1):
        part = Observation(
            sheet=sheet.id,
            number=last + offset,
            phase=row.phase,
            seconds=row.seconds,
            at=row.at,
            text=text,
            valence=row.valence,
            quote=row.quote,
            star=row.star,
            free_question=row.free_question,
            split_from=row.id,
        )
        tx.session.add(part)
        made.append(part.id)
    tx.session.flush()
    tx.journal("note split", sheet.candidate, sheet=sheet.id, note=row.id, parts=[str(part) for part in made])
    return made[0], made[1]


def _lay_aside(tx: Writing, row: Observation) -> None:
    """It shows nothing and counts nowhere; the text stays. With it its parts, if it was split."""
    for evidence in tx.session.execute(select(Evidence).where(col(Evidence.observation) == row.id)).scalars():
        tx.session.delete(evidence)
    if row.discarded_at is None:
        row.discarded_at = tx.at
    tx.session.add(row)
    for part in tx.session.execute(select(Observation).where(col(Observation.split_from) == row.id)).scalars():
        _lay_aside(tx, part)


def _refuse_twice(tx: Reading, row: Observation) -> None:
    """Raises: Refused, when the note of which this is a part counts as a whole (or a whole further up does)."""
    whole = tx.session.get(Observation, row.split_from) if row.split_from is not None else None
    if whole is not None and whole.discarded_at is None:
        raise Refused(
            T("The whole note counts again; this is a part of it."), do=T("Split the whole once more, if you need to.")
        )
    if whole is not None:
        _refuse_twice(tx, whole)


def classified(tx: Writing, sheet: Id) -> None:
    """Done with classifying: rating begins. Notes that show nothing stay unassigned; the review names them."""
    mine = own_open_sheet(tx, sheet)
    if mine.state == "observing":
        raise Refused(T("The exercise is still running."), do=T("Stop the clock first."))
    move(tx, mine, "rating")
    tx.journal("rating begun", mine.candidate, sheet=mine.id)


def back_to_classifying(tx: Writing, sheet: Id) -> None:
    """From rating back to the notes."""
    mine = own_open_sheet(tx, sheet)
    move(tx, mine, "classifying")
    tx.journal("back to classifying", mine.candidate, sheet=mine.id)


def _own_note(tx: Writing, observation: Id) -> tuple[Observation, Sheet]:
    row = tx.session.get(Observation, observation)
    if row is None:
        raise Refused(T("This note does not exist."))
    sheet = own_open_sheet(tx, row.sheet)
    allow(tx, Right.OBSERVE, sheet.center)
    return row, sheet
