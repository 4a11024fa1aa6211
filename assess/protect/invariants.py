"""What always holds about erased candidates."""

from __future__ import annotations

from typing import Final

from sqlalchemy import String, cast, select
from sqlmodel import col

from assess.store.doctor import Invariant
from assess.store.tables import Content, Erasure, metadata
from assess.store.transaction import Reading
from assess.words import T


def _left(tx: Reading) -> list[str]:
    """Rows that still point at an erased candidate, in any table."""
    erased = select(col(Erasure.candidate))
    found = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            points = any(key.column.table.name == "candidate" for key in column.foreign_keys)
            if points or (table.name == "candidate" and column.name == "id"):
                rows = tx.session.execute(select(column).where(column.in_(erased)).limit(20)).scalars()
                found += [f"{table.name}.{column.name}: {row}" for row in rows]
    return found


def _told(tx: Reading) -> list[str]:
    """Contents of the journal that still name an erased candidate."""
    rows = tx.session.execute(
        select(col(Content.chain), cast(col(Content.seq), String))
        .where(col(Content.candidate).in_(select(col(Erasure.candidate))))
        .limit(20)
    )
    return [f"{chain}:{seq}" for chain, seq in rows]


INVARIANTS: Final = (
    Invariant("erased-are-gone", "protect", T("No row points at an erased candidate."), _left),
    Invariant("journal-forgets", "protect", T("The journal tells nothing about an erased candidate."), _told),
)
