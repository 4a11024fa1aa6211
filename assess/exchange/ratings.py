"""Ratings as a long table: one row a rating, for people who come with a spreadsheet and leave with one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.conduct import blind
from assess.conduct.sight import is_rating
from assess.people.rights import Right, allow
from assess.store.tables import Candidate, Competency, Exercise, Person
from assess.store.transaction import Reading
from assess.words import Id, Refused, T, sort_key

COLUMNS: Final = ("candidate", "exercise", "competency", "assessor", "score", "status", "note")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell."""


class RatingRow(NamedTuple):
    """A row of the long table."""

    candidate: str
    exercise: str
    competency: str
    assessor: str
    score: int | None
    status: str
    """shown, absent, no_opportunity; `imported`, `amended_from_3` (as locked; `_none` for no opportunity) and `late`
    (locked after the reveal was forced, or after its assessor was excused) are added to it."""
    note: str
    """The reason."""


def rating_rows(tx: Reading, center: Id) -> tuple[RatingRow, ...]:
    """Every rating of a center that the acting person may see, in a readable order.

    Raises: Refused, while the acting person is at work on a sheet: all that is locked is hidden then, and an empty
        table would look like a day without ratings.
    """
    allow(tx, Right.RUN, center)
    if is_rating(tx, center):
        raise Refused(
            T("While you are at work on a sheet, all others stay hidden: nothing can be exported."),
            do=T("Lock that sheet, then do it again."),
        )
    candidates = dict(tx.session.execute(select(col(Candidate.id), col(Candidate.code))).all())
    exercises = dict(tx.session.execute(select(col(Exercise.id), col(Exercise.code))).all())
    competencies = dict(tx.session.execute(select(col(Competency.id), col(Competency.code))).all())
    people = dict(tx.session.execute(select(col(Person.id), col(Person.initials))).all())
    rows = [
        RatingRow(
            candidates[rating.candidate],
            exercises[rating.exercise],
            competencies[rating.competency],
            people[rating.assessor],
            rating.level,
            " ".join(
                (
                    rating.kind,
                    *(("imported",) if rating.origin == "imported" else ()),
                    *((f"amended_from_{_first(rating.first_level)}",) if rating.amended else ()),
                    *(("late",) if rating.late else ()),
                )
            ),
            rating.reason,
        )
        for rating in blind.ratings(tx, center)
        if rating.locked
    ]
    return tuple(sorted(rows, key=lambda row: (sort_key(row.candidate), row.exercise, row.competency, row.assessor)))


def _first(level: int | None) -> str:
    return "none" if level is None else str(level)


def as_csv(rows: Iterable[RatingRow]) -> str:
    """The long table as CSV; texts that a spreadsheet would run as a formula get an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([safe(value) if isinstance(value, str) else "" if value is None else value for value in row])
    return out.getvalue()


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
