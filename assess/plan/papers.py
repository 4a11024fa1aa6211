"""The papers of a center: which are noted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlmodel import col

from assess.store.tables import Paper
from assess.store.transaction import Reading
from assess.words import Id


def papers(tx: Reading, center: Id) -> dict[str, tuple[date, str]]:
    """By kind: since when it is there, and where it lies."""
    rows = tx.session.execute(select(Paper).where(col(Paper.center) == center)).scalars()
    return {row.kind: (row.day, row.note) for row in rows}
