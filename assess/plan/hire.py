"""Hiring for a role as it stands in the library or in a file of one's own."""

from __future__ import annotations

from assess.people.rights import Right, allow
from assess.plan.catalogue import put_rubric
from assess.plan.vacancies import put_vacancy
from assess.rubric.expand import RubricContent
from assess.store.transaction import Writing
from assess.words import Id


def hire(tx: Writing, center: Id, content: RubricContent, count: int = 1, reason: str = "") -> Id:
    """Put a role's rubric into the database (or find it there) and hire for it; the vacancy.

    Raises: Refused, as `put_rubric` and `put_vacancy`.
    """
    allow(tx, Right.PLAN, center)
    return put_vacancy(tx, center, put_rubric(tx, content).id, count, reason)
