"""Finding by what a person types: a candidate's code, an exercise, a competency, one's own sheet of these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.sheets import sheet_id
from assess.store.tables import (
    Assignment,
    Candidacy,
    Candidate,
    Cell,
    Competency,
    Exercise,
    Person,
    Sheet,
    Slot,
    Vacancy,
)
from assess.store.transaction import Reading
from assess.words import Id, Message, Refused, T, normal, sort_key

MOST = 12
"""Names that a sentence lists."""


class Named(NamedTuple):
    """Something with an id, and what people call it; the first name is the one that is listed."""

    id: Id
    names: tuple[str, ...]


def candidate_named(tx: Reading, center: Id, said: str) -> Id:
    """The candidate of a code.

    Raises: Refused, naming the codes there are.
    """
    rows = tx.session.execute(select(col(Candidate.id), col(Candidate.code)).where(col(Candidate.center) == center))
    found = [Named(id_, (code,)) for id_, code in rows]
    return _one(found, said, T("There is no candidate of this code."))


def exercise_named(tx: Reading, center: Id, said: str) -> Id:
    """The exercise of a center's timetable or sheets, by its code, its name in either language, or how these begin.

    Raises: Refused, naming the codes there are.
    """
    planned = select(col(Slot.exercise)).where(col(Slot.center) == center)
    seen = select(col(Sheet.exercise)).where(col(Sheet.center) == center)
    rows = tx.session.execute(
        select(col(Exercise.id), col(Exercise.code), col(Exercise.name_de), col(Exercise.name_en)).where(
            col(Exercise.id).in_(planned.union(seen))
        )
    )
    found = [Named(row[0], tuple(row[1:])) for row in rows]
    return _one(found, said, T("There is no such exercise in this center, or more than one."))


def competency_named(tx: Reading, sheet: Sheet, said: str) -> Id:
    """A competency that the sheet's exercise rates, by its code or name.

    Raises: Refused, naming the codes there are.
    """
    rows = tx.session.execute(
        select(col(Competency.id), col(Competency.code), col(Competency.name_de), col(Competency.name_en))
        .join(Cell, col(Cell.competency) == col(Competency.id))
        .join(Vacancy, col(Vacancy.rubric) == col(Cell.rubric))
        .join(Candidacy, col(Candidacy.vacancy) == col(Vacancy.id))
        .where(col(Candidacy.candidate) == sheet.candidate, col(Cell.exercise) == sheet.exercise)
        .distinct()
    )
    found = [Named(row[0], tuple(row[1:])) for row in rows]
    return _one(found, said, T("This exercise rates no such competency, or more than one."))


def assessor_named(tx: Reading, center: Id, candidate: Id, exercise: Id, said: str) -> Id:
    """An assessor who watches the candidate in the exercise, by initials or name.

    Raises: Refused, naming who watches.
    """
    rows = tx.session.execute(
        select(col(Person.id), col(Person.initials), col(Person.name))
        .join(Assignment, col(Assignment.person) == col(Person.id))
        .join(Slot, col(Slot.id) == col(Assignment.slot))
        .where(
            col(Slot.center) == center,
            col(Slot.exercise) == exercise,
            col(Assignment.candidate) == candidate,
            col(Assignment.function) == "assessor",
        )
        .distinct()
    )
    found = [Named(row[0], tuple(row[1:])) for row in rows]
    return _one(found, said, T("Nobody of this name watches this candidate here."))


def own_sheet_named(tx: Reading, center: Id, candidate: str, exercise: str) -> Id:
    """The acting person's own sheet of a candidate in an exercise.

    Raises: Refused, when there is none.
    """
    sheet = sheet_id(
        center, tx.by or Id(""), candidate_named(tx, center, candidate), exercise_named(tx, center, exercise)
    )
    if tx.session.get(Sheet, sheet) is None:
        raise Refused(
            T("You have no sheet of this candidate in this exercise."),
            where=f"{candidate} {exercise}",
            do=T("“assess sheets list” shows whose sheets there are; --as says who you are."),
        )
    return sheet


def _one(found: Iterable[Named], said: str, none: Message) -> Id:
    """The one that is called so; else the only one whose name begins so."""
    everything = list(found)
    wanted = normal(said).casefold()
    called = [each for each in everything if wanted in (each.id, *(normal(name).casefold() for name in each.names))]
    begins = [each for each in everything if any(normal(name).casefold().startswith(wanted) for name in each.names)]
    fits = called or (begins if wanted else [])
    if len(fits) != 1:
        names = sorted((each.names[0] for each in everything), key=sort_key)
        shown = ", ".join(names[:MOST]) + (" …" if len(names) > MOST else "")
        raise Refused(none, where=said, do=T("There are: {names}", names=shown) if names else None)
    return fits[0].id
