"""The grid: exercise x competency, with every rating in it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlmodel import col

from assess.conduct import blind
from assess.store.tables import Cell as CatalogueCell
from assess.store.tables import Sheet, Slot, Vacancy
from assess.store.transaction import Reading
from assess.words import Id


class Cell(NamedTuple):
    """A rating with its weight."""

    candidate: Id
    exercise: Id
    competency: Id
    assessor: Id
    level: int | None
    """None: no opportunity."""
    weight: float
    kind: str
    first_level: int | None
    sheet: Id
    origin: str
    reason: str = ""
    late: bool = False
    """Locked when others' ratings of it could be known (conduct/sight.py)."""


def cell_weights(tx: Reading, rubric: Id) -> dict[tuple[Id, Id], float]:
    """U by (exercise, competency) of a rubric."""
    rows = tx.session.execute(
        select(col(CatalogueCell.exercise), col(CatalogueCell.competency), col(CatalogueCell.weight)).where(
            col(CatalogueCell.rubric) == rubric
        )
    )
    return {(row.exercise, row.competency): row.weight for row in rows}


def held_exercises(tx: Reading, center: Id) -> frozenset[Id]:
    """The exercises of a center's timetable, and those of which it has sheets; a rubric may have more of them."""
    planned = tx.session.execute(select(col(Slot.exercise)).where(col(Slot.center) == center).distinct()).scalars()
    seen = tx.session.execute(select(col(Sheet.exercise)).where(col(Sheet.center) == center).distinct()).scalars()
    return frozenset(planned) | frozenset(seen)


def grid(tx: Reading, center: Id, candidate: Id | None = None) -> tuple[Cell, ...]:
    """Every rating of a center (or of one candidate) that the acting person may see, with its weight.

    Ratings hold as they stand after amendments; `first_level` as they were locked.
    """
    weights = {(row.exercise, row.competency): row.weight for row in tx.rows(_WEIGHTS, center=center)}
    return tuple(
        Cell(
            rating.candidate,
            rating.exercise,
            rating.competency,
            rating.assessor,
            rating.level,
            weights.get((rating.exercise, rating.competency), 1.0),
            rating.kind,
            rating.first_level,
            rating.sheet,
            rating.origin,
            rating.reason,
            rating.late,
        )
        for rating in blind.ratings(tx, center, candidate)
        if rating.locked
    )


_WEIGHTS = (
    select(col(CatalogueCell.exercise), col(CatalogueCell.competency), col(CatalogueCell.weight))
    .join(Vacancy, col(Vacancy.rubric) == col(CatalogueCell.rubric))
    .where(col(Vacancy.center) == bindparam("center"))
)
