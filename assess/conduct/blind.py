"""Who sees what: the one place that reads ratings, and the rule that decides about it.

Own sheets always; others' after the reveal, when every assessor of that candidate and exercise has locked or was
excused (or the moderator forced it with a reason); the ranking after the wash-up has closed. The moderator sees no
value before the reveal either. The rule filters screens, commands and exports alike, because all of them read through
here.

Two things keep a rating one's own until the wash-up opens. Who has still to lock sees nothing of the others on that
candidate and exercise, forced or not. And who is at work on a sheet, from the first note to the lock, sees nothing
but that: no other exercise of the candidate, no earlier candidate, not even on their own sheets (halo and contrast,
method 4.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, func, or_, select, text
from sqlalchemy.orm import aliased
from sqlmodel import col

from assess.conduct.sheets import wash_up_opened
from assess.conduct.sight import (
    CENTER,
    CENTER_AT_LAST,
    is_closed,
    late_sheets,
    progress,
    rating_slots,
    revealed,
    sight,
)
from assess.people.rights import Right, allow
from assess.store.tables import Amendment, Center, Competency, Evidence, Observation, Rating, Sheet
from assess.store.transaction import Reading
from assess.words import Id, Refused, T

__all__ = [
    "CellSum",
    "Grounded",
    "SeenRating",
    "cell_sums",
    "grounds",
    "is_closed",
    "may_see",
    "own_ratings",
    "progress",
    "ratings",
    "require_results",
    "revealed",
    "scale",
    "visible",
]


class SeenRating(NamedTuple):
    """A rating that the acting person may see. `level` and `kind` hold after amendments, `first_*` as locked."""

    sheet: Id
    candidate: Id
    exercise: Id
    competency: Id
    assessor: Id
    level: int | None
    kind: str
    first_level: int | None
    first_kind: str
    reason: str
    locked: bool
    origin: str
    first_reason: str = ""
    amended: int = 0
    """How often; 0 for a rating that holds as it was locked."""
    late: bool = False
    """Locked after its assessor could have heard of others' ratings: the reveal was forced, or they were excused."""


CellSum = tuple[Id, Id, Id, int, int, int, Id]
"""A candidate's ratings in one cell, summed, the material of scores: candidate, exercise, competency, how many
ratings, their sum, the sum of their squares, and one of those who rated (each has one sheet of it, so one rating).

A plain tuple as the driver makes it: a thousand candidates have 12,000 of them, and names would take a tenth of the
time of a whole ranking.
"""


def require_results(tx: Reading, center: Id) -> None:
    """Let those who may know results see them, once the wash-up has closed.

    Raises: Refused, before that, for everybody.
    """
    allow(tx, Right.KNOW_RESULTS, center)
    if not is_closed(tx, center):
        raise Refused(
            T("Results open when the wash-up has closed."), do=T("The moderator closes it, from the wash-up screen.")
        )


def may_see(tx: Reading, sheet: Sheet) -> bool:
    """Whether the acting person may see what is on a sheet."""
    return bool(visible(tx, [sheet]))


def visible(tx: Reading, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Those of the sheets on which the acting person may see what is written."""
    people = {sheet.candidate for sheet in sheets}
    alone = next(iter(people)) if len(people) == 1 else None
    sights = {center: sight(tx, center, alone) for center in {sheet.center for sheet in sheets}}
    return tuple(
        sheet
        for sheet in sheets
        if sights[sheet.center].shows(sheet.assessor, sheet.candidate, sheet.exercise, sheet.state == "locked")
    )


def ratings(tx: Reading, center: Id, candidate: Id | None = None) -> tuple[SeenRating, ...]:
    """Every rating of a center that the acting person may see: own ones, and those that are revealed.

    Of one candidate alone, when one is given.
    """
    seen = sight(tx, center, candidate)
    found = (
        _rows(tx, center, _OF_CENTER) if candidate is None else _rows(tx, center, _OF_CANDIDATE, candidate=candidate)
    )
    return tuple(
        rating for rating in found if seen.shows(rating.assessor, rating.candidate, rating.exercise, rating.locked)
    )


def own_ratings(tx: Reading, sheet: Id) -> tuple[SeenRating, ...]:
    """The ratings of the acting assessor's own sheet; nothing for anybody else.

    Raises: Refused, for a locked sheet while one is at work in another slot: one's own earlier ratings are hidden then.
    """
    row = tx.session.get(Sheet, sheet)
    if row is None or row.assessor != tx.by:
        return ()
    if row.state == "locked" and not wash_up_opened(tx, row.center):
        now = rating_slots(tx, row.center)
        if now and row.slot not in now:
            raise Refused(
                T("While you are at work on a sheet, your other sheets stay hidden."),
                do=T("Lock that sheet; then this one opens."),
            )
    return tuple(_rows(tx, row.center, _OF_SHEET, sheet=sheet))


def cell_sums(tx: Reading, center: Id) -> Sequence[CellSum]:
    """The cells' sums of a closed center, after amendments, in one GROUP BY on the driver's own cursor.

    Raises: Refused, before the wash-up has closed.
    """
    require_results(tx, center)
    amended = tx.session.execute(select(col(Amendment.id)).limit(1)).first() is not None
    found = tx.session.connection().execute(text(_SUMS_AMENDED if amended else _SUMS), {"center": center})
    return found.cursor.fetchall() if found.cursor else ()


_SUMS = """
SELECT s.candidate, s.exercise, r.competency, count(*), sum(r.level), sum(r.level * r.level),
       min(s.assessor)
FROM sheet s JOIN rating r ON r.sheet = s.id
WHERE s.center = :center AND s.state = 'locked' AND r.level IS NOT NULL
GROUP BY s.candidate, s.exercise, r.competency
"""

_SUMS_AMENDED = """
SELECT candidate, exercise, competency, count(*), sum(level), sum(level * level), min(assessor)
FROM (
  SELECT s.candidate, s.exercise, r.competency, s.assessor,
         CASE WHEN a.sheet IS NULL THEN r.level ELSE a.level END AS level
  FROM sheet s JOIN rating r ON r.sheet = s.id
  LEFT JOIN amendment a ON a.sheet = r.sheet AND a.competency = r.competency AND a.number =
       (SELECT max(b.number) FROM amendment b WHERE b.sheet = r.sheet AND b.competency = r.competency)
  WHERE s.center = :center AND s.state = 'locked'
) held WHERE level IS NOT NULL
GROUP BY candidate, exercise, competency
"""


def _ratings(*where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Ratings with the amendment that holds, if there is one: columns, since ORM objects are slow in bulk."""
    later = aliased(Amendment)
    holds = ~exists().where(
        and_(
            col(later.sheet) == col(Amendment.sheet),
            col(later.competency) == col(Amendment.competency),
            col(later.number) > col(Amendment.number),
        )
    )
    return (
        select(
            col(Sheet.id),
            col(Sheet.candidate),
            col(Sheet.exercise),
            col(Rating.competency),
            col(Sheet.assessor),
            col(Rating.level),
            col(Rating.kind),
            col(Rating.reason),
            col(Sheet.state),
            col(Sheet.origin),
            col(Amendment.id),
            col(Amendment.level),
            col(Amendment.kind),
            col(Amendment.reason),
            col(Amendment.number),
        )
        .join(Rating, col(Rating.sheet) == col(Sheet.id))
        .join(
            Amendment,
            and_(
                col(Amendment.sheet) == col(Rating.sheet),
                col(Amendment.competency) == col(Rating.competency),
                or_(col(Amendment.id).is_(None), holds),
            ),
            isouter=True,
        )
        .where(*where)
        .order_by(col(Sheet.candidate), col(Sheet.exercise), col(Rating.competency), col(Sheet.assessor))
    )


_OF_CENTER = _ratings(CENTER)
_OF_CANDIDATE = _ratings(CENTER_AT_LAST, col(Sheet.candidate) == bindparam("candidate"))
_OF_SHEET = _ratings(col(Sheet.id) == bindparam("sheet"))


def _rows(tx: Reading, center: Id, statement: Select[*tuple[Any, ...]], **values: object) -> Iterator[SeenRating]:
    late = late_sheets(tx, center)
    for row in tx.rows(statement, center=center, **values):
        sheet, candidate, exercise, competency, assessor, level, kind, reason, state, origin, amendment, *held = row
        now = held[:3] if amendment else (level, kind, reason)
        yield SeenRating(
            sheet,
            candidate,
            exercise,
            competency,
            assessor,
            now[0],
            now[1],
            level,
            kind,
            now[2],
            state == "locked",
            origin,
            reason,
            held[3] or 0,
            sheet in late,
        )


def scale(tx: Reading, center: Id) -> tuple[int, int]:
    """The center's scale."""
    found = tx.session.get_one(Center, center)
    return found.lo, found.hi


class Grounded(NamedTuple):
    """A locked rating without its level: what it stands on, and when it was made."""

    sheet: Id
    competency: str
    """Code."""
    given: bool
    """Whether there is a level."""
    is_end: bool
    """Whether it lies at an end of the scale: not for eyes that may not see the sheet."""
    reason: str
    at: datetime
    notes: int
    """How many it cites; taken-back notes count nowhere."""


def grounds(tx: Reading, center: Id) -> tuple[Grounded, ...]:
    """What every locked rating of a center stands on, for the conformity checks; no level leaves this."""
    return tuple(Grounded(*row) for row in tx.rows(_GROUNDS, center=center))


_CITES = (
    select(func.count(col(Observation.id)))
    .join(Evidence, col(Evidence.observation) == col(Observation.id))
    .where(
        col(Evidence.sheet) == col(Rating.sheet),
        col(Evidence.competency) == col(Rating.competency),
        col(Evidence.cited),
        col(Observation.discarded_at).is_(None),
    )
    .correlate(Rating)
)
_GROUNDS: Final[Select[*tuple[Any, ...]]] = (
    select(
        col(Rating.sheet),
        col(Competency.code),
        col(Rating.level).is_not(None),
        func.coalesce(col(Rating.level).in_((col(Center.lo), col(Center.hi))), false()),
        col(Rating.reason),
        col(Rating.at),
        _CITES.scalar_subquery(),
    )
    .join(Sheet, col(Sheet.id) == col(Rating.sheet))
    .join(Center, col(Center.id) == col(Sheet.center))
    .join(Competency, col(Competency.id) == col(Rating.competency))
    .where(CENTER, col(Sheet.state) == "locked")
    .order_by(col(Rating.sheet), col(Competency.code))
)
