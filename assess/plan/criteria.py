"""What the roles of a center measure, by name."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.store.tables import Competency, Criterion, Vacancy
from assess.store.transaction import Reading
from assess.words import Id, Text


class Measure(NamedTuple):
    """A competency or a value."""

    code: str
    kind: str
    """`competency` or `value`."""
    name: Text


def criteria(tx: Reading, center: Id) -> tuple[Measure, ...]:
    """The competencies of all roles of a center, then the values, by their codes."""
    rows = tx.session.execute(
        select(col(Competency.code), col(Competency.kind), col(Competency.name_de), col(Competency.name_en))
        .join(Criterion, col(Criterion.competency) == col(Competency.id))
        .join(Vacancy, col(Vacancy.rubric) == col(Criterion.rubric))
        .where(col(Vacancy.center) == center)
        .order_by(col(Competency.kind), col(Competency.code))
    )
    found = {code: Measure(code, kind, Text(de, en)) for code, kind, de, en in rows}
    return tuple(found.values())
