"""Who sees what: the one place that reads ratings, and the rule that decides about it.

Own sheets always; others' after the reveal, when every assessor of that candidate and exercise has locked (or the
moderator forced it with a reason); the ranking after the wash-up has closed. The moderator sees no value before the
reveal either. The rule filters screens, commands and exports alike, because all of them read through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, text, true
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from assess.people.rights import Right, allow, functions
from assess.store.tables import Amendment, Assignment, Candidate, Center, Rating, Reveal, Sheet, Slot, WashUp
from assess.store.transaction import Reading
from assess.words import Id, Refused, T


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


CellSum = tuple[Id, Id, Id, int, int, int, Id]
"""A candidate's ratings in one cell, summed, the material of scores: candidate, exercise, competency, how many
ratings, their sum, the sum of their squares, and one of those who rated (each has one sheet of it, so one rating).

A plain tuple as the driver makes it: a thousand candidates have 12,000 of them, and names would take a tenth of the
time of a whole ranking.
"""


def is_closed(tx: Reading, center: Id) -> bool:
    """Whether the center's wash-up has closed: results may be seen."""
    return bool(tx.rows(_CLOSED, center=center))


_CLOSED = select(col(WashUp.id)).where(col(WashUp.center) == bindparam("center"), col(WashUp.closed_at).is_not(None))


def require_results(tx: Reading, center: Id) -> None:
    """Let those who may know results see them, once the wash-up has closed.

    Raises: Refused, before that, for everybody.
    """
    allow(tx, Right.KNOW_RESULTS, center)
    if not is_closed(tx, center):
        raise Refused(
            T("Results open when the wash-up has closed."), do=T("The moderator closes it, from the wash-up screen.")
        )


def revealed(tx: Reading, center: Id, candidate: Id | None = None) -> frozenset[tuple[Id, Id]]:
    """The (candidate, exercise) pairs that are revealed: every assigned assessor has locked, or it was forced.

    Of one candidate alone, when one is given.
    """
    whom: dict[str, object] = {} if candidate is None else {"candidate": candidate}
    statements = _REVEAL_OF_ALL if candidate is None else _REVEAL_OF_ONE
    pairs: dict[tuple[Id, Id], bool] = {}
    for seen, exercise, state in tx.rows(statements.assigned, center=center, **whom):
        if seen is not None:
            pair = (seen, exercise)
            pairs[pair] = pairs.get(pair, True) and state == "locked"
    for seen, exercise in tx.rows(statements.imported, center=center, **whom):
        pairs.setdefault((seen, exercise), True)
    forced = {(seen, exercise) for seen, exercise in tx.rows(statements.forced, **whom)}
    return frozenset({pair for pair, open_ in pairs.items() if open_} | forced)


class _Reveal(NamedTuple):
    """The statements that tell what is revealed; built once, because every reading of ratings asks them."""

    assigned: Select[Id | None, Id, str | None]
    imported: Select[Id, Id]
    forced: Select[Id, Id]

    @classmethod
    def about(cls, center: ColumnElement[bool], whom: Callable[[Mapped[Any]], ColumnElement[bool]]) -> _Reveal:
        return cls(
            select(col(Assignment.candidate), col(Slot.exercise), col(Sheet.state))
            .join(Slot, col(Slot.id) == col(Assignment.slot))
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
                col(Slot.center) == bindparam("center"),
                col(Assignment.function) == "assessor",
                whom(col(Assignment.candidate)),
            ),
            select(col(Sheet.candidate), col(Sheet.exercise)).where(
                center, col(Sheet.origin) == "imported", whom(col(Sheet.candidate))
            ),
            select(col(Reveal.candidate), col(Reveal.exercise)).where(whom(col(Reveal.candidate))),
        )


_CENTER = col(Sheet.center) == bindparam("center")
_CENTER_AT_LAST = col(Sheet.center).concat("") == bindparam("center")
"""For one candidate: no index fits this, so that SQLite takes the candidate's, not that of a thousand others."""

_REVEAL_OF_ALL = _Reveal.about(_CENTER, lambda column: true())
_REVEAL_OF_ONE = _Reveal.about(_CENTER_AT_LAST, lambda column: column == bindparam("candidate"))


def may_see(tx: Reading, sheet: Sheet) -> bool:
    """Whether the acting person may see what is on a sheet."""
    return bool(visible(tx, [sheet]))


def visible(tx: Reading, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Those of the sheets on which the acting person may see what is written."""
    people = {sheet.candidate for sheet in sheets}
    alone = next(iter(people)) if len(people) == 1 else None
    open_pairs = {
        center: revealed(tx, center, alone) if _may_know(tx, center) else frozenset()
        for center in {sheet.center for sheet in sheets}
    }
    return tuple(
        sheet
        for sheet in sheets
        if (tx.by is not None and sheet.assessor == tx.by)
        or (sheet.state == "locked" and (sheet.candidate, sheet.exercise) in open_pairs[sheet.center])
    )


def ratings(tx: Reading, center: Id, candidate: Id | None = None) -> tuple[SeenRating, ...]:
    """Every rating of a center that the acting person may see: own ones, and those that are revealed.

    Of one candidate alone, when one is given.
    """
    open_pairs = revealed(tx, center, candidate) if _may_know(tx, center) else frozenset()
    found = (
        _rows(tx, _OF_CENTER, center=center)
        if candidate is None
        else _rows(tx, _OF_CANDIDATE, center=center, candidate=candidate)
    )
    return tuple(
        rating
        for rating in found
        if (tx.by is not None and rating.assessor == tx.by)
        or (rating.locked and (rating.candidate, rating.exercise) in open_pairs)
    )


def _may_know(tx: Reading, center: Id) -> bool:
    """Whether others' revealed values are the acting person's business; nobody acting sees closed centers only."""
    if tx.by is None and not is_closed(tx, center):
        return False
    return bool(functions(tx, center).intersection(Right.KNOW_RESULTS.value))


def own_ratings(tx: Reading, sheet: Id) -> tuple[SeenRating, ...]:
    """The ratings of the acting assessor's own sheet; nothing for anybody else."""
    return tuple(rating for rating in _rows(tx, _OF_SHEET, sheet=sheet) if rating.assessor == tx.by)


def progress(tx: Reading, center: Id) -> tuple[int, int]:
    """How many of the planned sheets are locked: all that a moderator sees before the reveal.

    Nobody waits for a candidate who has withdrawn, and an imported sheet stands in for none that is missing.
    """
    locked, planned = tx.session.execute(
        select(func.count(col(Sheet.id)), func.count(col(Assignment.id)))
        .select_from(Assignment)
        .join(Slot, col(Slot.id) == col(Assignment.slot))
        .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
        .join(
            Sheet,
            and_(
                col(Sheet.assessor) == col(Assignment.person),
                col(Sheet.candidate) == col(Assignment.candidate),
                col(Sheet.exercise) == col(Slot.exercise),
                col(Sheet.state) == "locked",
            ),
            isouter=True,
        )
        .where(
            col(Slot.center) == center,
            col(Assignment.function) == "assessor",
            col(Candidate.withdrawn_at).is_(None),
        )
    ).one()
    return locked, planned


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


_OF_CENTER = _ratings(_CENTER)
_OF_CANDIDATE = _ratings(_CENTER_AT_LAST, col(Sheet.candidate) == bindparam("candidate"))
_OF_SHEET = _ratings(col(Sheet.id) == bindparam("sheet"))


def _rows(tx: Reading, statement: Select[*tuple[Any, ...]], **values: object) -> Iterator[SeenRating]:
    for row in tx.rows(statement, **values):
        sheet, candidate, exercise, competency, assessor, level, kind, reason, state, origin, amendment, *held = row
        now = held if amendment else (level, kind, reason)
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
        )


def scale(tx: Reading, center: Id) -> tuple[int, int]:
    """The center's scale."""
    found = tx.session.get_one(Center, center)
    return found.lo, found.hi
