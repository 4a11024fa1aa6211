"""The table of one candidate: competency x exercise, with every locked rating that may be seen, for the wash-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import col

from assess.conduct.unrated import Unrated, Why, unrated
from assess.integrate.flags import are_apart, are_at_odds
from assess.integrate.grid import Cell, grid, held_exercises
from assess.integrate.names import ORDER
from assess.store.tables import Candidacy, Center, Competency, Criterion, Exercise, Person, Vacancy
from assess.store.tables import Cell as CatalogueCell
from assess.store.transaction import Reading
from assess.words import Id, Text, sort_key


class Mark(NamedTuple):
    """A rating in a cell."""

    sheet: Id
    initials: str
    level: int | None
    """None: no opportunity."""
    first_level: int | None
    """As it was locked."""
    seniority: int
    """The lower speaks first."""
    kind: str
    """shown, absent or no_opportunity."""
    late: bool
    """Locked when others' ratings of it could be known."""


class Without(NamedTuple):
    """An assessor who watched and did not rate."""

    initials: str
    why: Why


class Square(NamedTuple):
    """A cell of the table; without marks where nothing was rated."""

    exercise: Id
    rated: bool
    """Whether the matrix has this cell."""
    marks: tuple[Mark, ...]
    apart: bool
    at_odds: bool
    without: tuple[Without, ...] = ()


class Row(NamedTuple):
    """A competency with its cells, in the order of the columns."""

    competency: Id
    code: str
    name: Text
    squares: tuple[Square, ...]


class Column(NamedTuple):
    """An exercise."""

    exercise: Id
    code: str
    name: Text
    kind: str


@dataclass(frozen=True)
class Table:
    """A candidate's ratings, as the panel looks at them."""

    candidate: Id
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def open(self) -> int:
        """How many cells are to be talked about."""
        return sum(square.apart or square.at_odds for row in self.rows for square in row.squares)


def without_ratings(found: Iterable[Unrated], initials: Mapping[Id, str]) -> dict[Id, tuple[Without, ...]]:
    """Those who watched one candidate and did not rate, by exercise, in the order of their initials."""
    by_exercise: dict[Id, list[Without]] = {}
    for one in found:
        by_exercise.setdefault(one.exercise, []).append(Without(initials.get(one.assessor, "?"), one.why))
    return {key: tuple(sorted(each, key=lambda one: sort_key(one.initials))) for key, each in by_exercise.items()}


def table(tx: Reading, center: Id, candidate: Id) -> Table:
    """The table of a candidate: the cells of the rubrics they are considered for."""
    place = tx.session.get_one(Center, center)
    ratings = grid(tx, center, candidate)
    people = dict(tx.session.execute(select(col(Person.id), col(Person.initials))).all())
    seniority = dict(tx.session.execute(select(col(Person.id), col(Person.seniority))).all())
    found = tx.session.execute(
        select(Competency, Exercise, func.min(col(Criterion.position)))
        .select_from(CatalogueCell)
        .join(Vacancy, col(Vacancy.rubric) == col(CatalogueCell.rubric))
        .join(Candidacy, col(Candidacy.vacancy) == col(Vacancy.id))
        .join(Competency, col(Competency.id) == col(CatalogueCell.competency))
        .join(Exercise, col(Exercise.id) == col(CatalogueCell.exercise))
        .join(
            Criterion,
            (col(Criterion.rubric) == col(CatalogueCell.rubric))
            & (col(Criterion.competency) == col(CatalogueCell.competency)),
            isouter=True,
        )
        .where(
            col(Vacancy.center) == center,
            col(Candidacy.candidate) == candidate,
            col(Exercise.id).in_(held_exercises(tx, center)),
        )
        .group_by(col(Competency.id), col(Exercise.id))
    ).all()
    columns = sorted(
        {one.id: Column(one.id, one.code, Text(one.name_de, one.name_en), one.kind) for _, one, _ in found}.values(),
        key=lambda column: (ORDER.index(column.kind), column.code),
    )
    places: dict[Id, int] = {}
    named: dict[Id, Competency] = {}
    matrix = set()
    for competency, exercise, position in found:
        first = len(found) if position is None else position
        places[competency.id] = min(first, places.get(competency.id, first))
        named[competency.id] = competency
        matrix.add((competency.id, exercise.id))
    by_cell: dict[tuple[Id, Id], list[Cell]] = {}
    for rating in ratings:
        by_cell.setdefault((rating.competency, rating.exercise), []).append(rating)

    without = without_ratings(unrated(tx, center, candidate), people)

    def square(competency: Id, exercise: Id) -> Square:
        cells = by_cell.get((competency, exercise), [])
        first = [cell.first_level for cell in cells]
        return Square(
            exercise,
            (competency, exercise) in matrix,
            tuple(
                sorted(
                    (
                        Mark(
                            cell.sheet,
                            people.get(cell.assessor, "?"),
                            cell.level,
                            cell.first_level,
                            seniority.get(cell.assessor, 0),
                            cell.kind,
                            cell.late,
                        )
                        for cell in cells
                    ),
                    key=lambda mark: (sort_key(mark.initials), mark.sheet),
                )
            ),
            are_apart(first, place.lo, place.hi),
            are_at_odds(first),
            without.get(exercise, ()) if (competency, exercise) in matrix else (),
        )

    return Table(
        candidate,
        tuple(columns),
        tuple(
            Row(
                competency,
                named[competency].code,
                Text(named[competency].name_de, named[competency].name_en),
                tuple(square(competency, column.exercise) for column in columns),
            )
            for competency in sorted(named, key=lambda one: (places[one], named[one].code))
        ),
    )
