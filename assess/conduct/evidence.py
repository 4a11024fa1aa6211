"""Evidence after the reveal: the notes that a candidate's ratings rest on, filtered by the rule of blind.py."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
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
    rows = tx.session.execute(
        select(Observation, Evidence)
        .join(Evidence, col(Evidence.observation) == col(Observation.id))
        .where(col(Observation.sheet).in_(list(sheets)), col(Observation.discarded_at).is_(None))
        .order_by(col(Observation.sheet), col(Observation.seconds), col(Observation.number))
    )
    return tuple(
        Quoted(
            note.sheet,
            sheets[note.sheet].assessor,
            sheets[note.sheet].exercise,
            shown.competency,
            note.phase,
            note.seconds,
            note.text,
            note.valence,
            note.quote,
            shown.cited,
        )
        for note, shown in rows
    )
