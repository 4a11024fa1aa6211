"""Sight: what is revealed, and what of it the acting person may see. No rating is read here; blind.py asks this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, or_, select, true
from sqlalchemy.orm import Mapped
from sqlmodel import col

from assess.conduct.sheets import wash_up_opened
from assess.people.rights import Right, functions
from assess.store.tables import Assignment, Candidate, Excuse, Reveal, Sheet, Slot, WashUp
from assess.store.transaction import Reading
from assess.words import Id


def is_closed(tx: Reading, center: Id) -> bool:
    """Whether the center's wash-up has closed: results may be seen."""
    return bool(tx.rows(_CLOSED, center=center))


_CLOSED = select(col(WashUp.id)).where(col(WashUp.center) == bindparam("center"), col(WashUp.closed_at).is_not(None))


def revealed(tx: Reading, center: Id, candidate: Id | None = None) -> frozenset[tuple[Id, Id]]:
    """The (candidate, exercise) pairs that are revealed: each assessor has locked or is excused, or it was forced.

    Of one candidate alone, when one is given. Whom they are revealed to is another question: `visible` answers it.
    """
    whom: dict[str, object] = {} if candidate is None else {"candidate": candidate}
    statements = _REVEAL_OF_ALL if candidate is None else _REVEAL_OF_ONE
    pairs: dict[tuple[Id, Id], bool] = {}
    for seen, exercise, state, excused in tx.rows(statements.assigned, center=center, **whom):
        if seen is not None:
            pair = (seen, exercise)
            pairs[pair] = pairs.get(pair, True) and (state == "locked" or excused is not None)
    for seen, exercise in tx.rows(statements.imported, center=center, **whom):
        pairs.setdefault((seen, exercise), True)
    forced = {(seen, exercise) for seen, exercise in tx.rows(statements.forced, **whom)}
    return frozenset({pair for pair, open_ in pairs.items() if open_} | forced)


ITS_SHEET = and_(
    col(Sheet.assessor) == col(Assignment.person),
    col(Sheet.candidate) == col(Assignment.candidate),
    col(Sheet.exercise) == col(Slot.exercise),
)
ITS_EXCUSE = and_(
    col(Excuse.assessor) == col(Assignment.person),
    col(Excuse.candidate) == col(Assignment.candidate),
    col(Excuse.exercise) == col(Slot.exercise),
)
"""What belongs to an assignment in a slot."""


class _Reveal(NamedTuple):
    """The statements that tell what is revealed; built once, because every reading of ratings asks them."""

    assigned: Select[Id | None, Id, str | None, Id | None]
    imported: Select[Id, Id]
    forced: Select[Id, Id]

    @classmethod
    def about(cls, center: ColumnElement[bool], whom: Callable[[Mapped[Any]], ColumnElement[bool]]) -> _Reveal:
        return cls(
            select(col(Assignment.candidate), col(Slot.exercise), col(Sheet.state), col(Excuse.id))
            .join(Slot, col(Slot.id) == col(Assignment.slot))
            .join(Sheet, ITS_SHEET, isouter=True)
            .join(Excuse, ITS_EXCUSE, isouter=True)
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


CENTER = col(Sheet.center) == bindparam("center")
CENTER_AT_LAST = col(Sheet.center).concat("") == bindparam("center")
"""For one candidate: no index fits this, so that SQLite takes the candidate's, not that of a thousand others."""

_REVEAL_OF_ALL = _Reveal.about(CENTER, lambda column: true())
_REVEAL_OF_ONE = _Reveal.about(CENTER_AT_LAST, lambda column: column == bindparam("candidate"))


AT_WORK: Final = ("observing", "classifying", "rating")
"""From the first note to the lock others' ratings and one's own earlier ones colour a sheet. All three states count:
who could go back from rating to classifying, look round, and come back would be blind to nothing."""


class Sight(NamedTuple):
    """What the acting person may see of a center."""

    by: Id | None
    pairs: frozenset[tuple[Id, Id]]
    """Candidates and exercises of which others' locked sheets may be seen."""
    rating: bool
    """One is at work on a sheet now: nothing may be seen but one's own open sheets."""

    def shows(self, assessor: Id, candidate: Id, exercise: Id, locked: bool) -> bool:
        """Whether what is on a sheet may be seen."""
        if self.by is not None and assessor == self.by:
            return not (self.rating and locked)
        return locked and not self.rating and (candidate, exercise) in self.pairs


def sight(tx: Reading, center: Id, candidate: Id | None) -> Sight:
    """What the acting person may see of a center, or of one candidate of it."""
    pairs = revealed(tx, center, candidate) if _may_know(tx, center) else frozenset()
    if tx.by is None or wash_up_opened(tx, center):
        return Sight(tx.by, pairs, rating=False)
    own = tx.rows(_OWN_OPEN, center=center, person=tx.by)
    open_pairs = {(row.candidate, row.exercise) for row in own}
    return Sight(tx.by, pairs - open_pairs, rating=any(row.state in AT_WORK and row.id is None for row in own))


_OWN_OPEN: Final[Select[*tuple[Any, ...]]] = (
    select(col(Assignment.candidate), col(Slot.exercise), col(Sheet.state), col(Excuse.id), col(Slot.id).label("slot"))
    .join(Slot, col(Slot.id) == col(Assignment.slot))
    .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
    .join(Sheet, ITS_SHEET, isouter=True)
    .join(Excuse, ITS_EXCUSE, isouter=True)
    .where(
        col(Slot.center) == bindparam("center"),
        col(Assignment.person) == bindparam("person"),
        col(Assignment.function) == "assessor",
        col(Candidate.withdrawn_at).is_(None),
        or_(col(Sheet.state).is_(None), col(Sheet.state) != "locked"),
    )
)
"""What a person has still to lock: candidate, exercise, how far, whether excused, in which slot."""


def is_rating(tx: Reading, center: Id) -> bool:
    """Whether the acting person is at work on a sheet now, so that everything but open sheets is hidden from them."""
    return sight(tx, center, None).rating


def _may_know(tx: Reading, center: Id) -> bool:
    """Whether others' revealed values are the acting person's business; nobody acting sees closed centers only."""
    if tx.by is None and not is_closed(tx, center):
        return False
    return bool(functions(tx, center).intersection(Right.KNOW_RESULTS.value))


def rating_slots(tx: Reading, center: Id) -> frozenset[Id]:
    """The slots in which the acting person is at work on a sheet now."""
    own = tx.rows(_OWN_OPEN, center=center, person=tx.by)
    return frozenset(row.slot for row in own if row.state in AT_WORK and row.id is None)


def late_sheets(tx: Reading, center: Id) -> frozenset[Id]:
    """The sheets that were locked after their assessor could have heard of others' ratings."""
    return frozenset(row.id for row in _late(tx, center))


def late_candidates(tx: Reading, center: Id) -> frozenset[Id]:
    """The candidates with ratings on such sheets."""
    return frozenset(row.candidate for row in _late(tx, center) if row.outcome is None)


def _late(tx: Reading, center: Id) -> Iterator[Row[*tuple[Any, ...]]]:
    for statement in _LATE:
        yield from tx.rows(statement, center=center)


_LATE: Final[tuple[Select[*tuple[Any, ...]], ...]] = (
    select(col(Sheet.id), col(Sheet.candidate), col(Sheet.outcome))
    .join(Reveal, and_(col(Reveal.candidate) == col(Sheet.candidate), col(Reveal.exercise) == col(Sheet.exercise)))
    .where(CENTER, col(Sheet.locked_at) > col(Reveal.at)),
    select(col(Sheet.id), col(Sheet.candidate), col(Sheet.outcome))
    .join(
        Excuse,
        and_(
            col(Excuse.assessor) == col(Sheet.assessor),
            col(Excuse.candidate) == col(Sheet.candidate),
            col(Excuse.exercise) == col(Sheet.exercise),
        ),
    )
    .where(CENTER, col(Sheet.locked_at) > col(Excuse.at)),
)
"""After a forced reveal, and after their assessor was excused."""


def progress(tx: Reading, center: Id) -> tuple[int, int]:
    """How many of the planned sheets are locked: all that a moderator sees before the reveal.

    Nobody waits for a candidate who has withdrawn, nor for an assessor who was excused; and an imported sheet stands in
    for none that is missing.
    """
    locked, planned = tx.session.execute(
        select(func.count(col(Sheet.id)), func.count(col(Assignment.id)))
        .select_from(Assignment)
        .join(Slot, col(Slot.id) == col(Assignment.slot))
        .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
        .join(Sheet, and_(ITS_SHEET, col(Sheet.state) == "locked"), isouter=True)
        .join(Excuse, ITS_EXCUSE, isouter=True)
        .where(
            col(Slot.center) == center,
            col(Assignment.function) == "assessor",
            col(Candidate.withdrawn_at).is_(None),
            or_(col(Sheet.id).is_not(None), col(Excuse.id).is_(None)),
        )
    ).one()
    return locked, planned
