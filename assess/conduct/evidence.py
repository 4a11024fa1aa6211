"""Evidence after the reveal: the notes that a candidate's ratings rest on, filtered by the rule of blind.py."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlmodel import col

from assess.conduct import blind
from assess.store.tables import Evidence, Observation, Sheet
from assess.store.transaction import Reading
from assess.words import Id


class Quoted(NamedTuple):
    """A note as evidence for a competency."""

    sheet: Id
    assessor: Id
    exercise: Id
    competency: Id
    phase: str
    seconds: float
    text: str
    valence: str | None
    quote: bool
    cited: bool


def evidence(tx: Reading, candidate: Id) -> tuple[Quoted, ...]:
    """The notes about a candidate that show a competency, in order of time, where the acting person may see them."""
    found = tx.session.execute(select(Sheet).where(col(Sheet.candidate) == candidate)).scalars().all()
    sheets = {sheet.id: sheet for sheet in blind.visible(tx, found)}
    return tuple(
        Quoted(sheet, sheets[sheet].assessor, sheets[sheet].exercise, *told)
        for sheet, *told in tx.rows(_NOTES, candidate=candidate)
        if sheet in sheets
    )


_NOTES: Final[Select[*tuple[Any, ...]]] = (
    select(
        col(Observation.sheet),
        col(Evidence.competency),
        col(Observation.phase),
        col(Observation.seconds),
        col(Observation.text),
        col(Observation.valence),
        col(Observation.quote),
        col(Evidence.cited),
    )
    .join(Evidence, col(Evidence.observation) == col(Observation.id))
    .join(Sheet, col(Sheet.id) == col(Observation.sheet))
    .where(col(Sheet.candidate) == bindparam("candidate"), col(Observation.discarded_at).is_(None))
    .order_by(col(Observation.sheet), col(Observation.seconds), col(Observation.number))
)
