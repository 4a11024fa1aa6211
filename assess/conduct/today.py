"""Today: the acting assessor's slots, with what is still open in each."""

from __future__ import annotations

from sqlalchemy import text

from assess.conduct.tasks import TASKS_SQL, Task, fold
from assess.store.transaction import Reading


def today(tx: Reading) -> tuple[Task, ...]:
    """The acting assessor's slots in order of time."""
    return fold(tuple(row) for row in tx.session.execute(text(TASKS_SQL), {"person": tx.by}))
