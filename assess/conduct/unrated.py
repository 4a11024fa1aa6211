"""Who watched and did not rate: the candidate did not come, the exercise was aborted, or the assessor was excused.

None of these is a low level, nor “no opportunity” (somebody watched and saw none), nor behaviour that did not come
(rated by its anchor): each is left out of every mean, and named for what it is. No value is read here.
"""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple, cast

from sqlalchemy import Select, and_, bindparam, literal, or_, select
from sqlmodel import col

from assess.conduct.sight import CENTER
from assess.store.tables import Candidate, Excuse, Sheet
from assess.store.transaction import Reading
from assess.words import Id

Why = Literal["no_show", "aborted", "excused"]


class Unrated(NamedTuple):
    """An assessor without ratings of a candidate in an exercise."""

    candidate: Id
    exercise: Id
    assessor: Id
    why: Why
    """`excused`: by themselves, or by the moderator; the reason is theirs and stands in no document."""


def unrated(tx: Reading, center: Id, candidate: Id | None = None) -> tuple[Unrated, ...]:
    """Everybody who watched and did not rate, in a center, or of one candidate.

    Who was excused and has locked after all has rated.
    """
    found = {
        Unrated(row.candidate, row.exercise, row.assessor, cast("Why", row.why))
        for statement in _STATEMENTS
        for row in tx.rows(statement, center=center)
        if candidate is None or row.candidate == candidate
    }
    return tuple(sorted(found))


def has_excuses(tx: Reading, center: Id) -> bool:
    """Whether the moderator has excused anybody."""
    return bool(tx.rows(_ANY_EXCUSE, center=center))


_ANY_EXCUSE = (
    select(col(Excuse.id))
    .join(Candidate, col(Candidate.id) == col(Excuse.candidate))
    .where(col(Candidate.center) == bindparam("center"))
    .limit(1)
)
_STATEMENTS: Final[tuple[Select[*tuple[Any, ...]], ...]] = (
    select(col(Sheet.candidate), col(Sheet.exercise), col(Sheet.assessor), col(Sheet.outcome).label("why")).where(
        CENTER, col(Sheet.state) == "locked", col(Sheet.outcome).is_not(None)
    ),
    select(col(Excuse.candidate), col(Excuse.exercise), col(Excuse.assessor), literal("excused").label("why"))
    .join(Candidate, col(Candidate.id) == col(Excuse.candidate))
    .join(
        Sheet,
        and_(
            col(Sheet.assessor) == col(Excuse.assessor),
            col(Sheet.candidate) == col(Excuse.candidate),
            col(Sheet.exercise) == col(Excuse.exercise),
        ),
        isouter=True,
    )
    .where(
        col(Candidate.center) == bindparam("center"),
        or_(col(Sheet.state).is_(None), col(Sheet.state) != "locked"),
    ),
)
