"""The glance through the store, for databases that are no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import text

from assess.home.glance import Glance, glance
from assess.store.transaction import Reading


def look(tx: Reading, person: str | None) -> Glance:
    """What home shows."""

    def run(sql: str, values: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
        return [tuple(row) for row in tx.session.execute(text(sql), dict(values))]

    return glance(run, person)
