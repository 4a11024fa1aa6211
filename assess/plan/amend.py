"""Changes of the plan: free before the freeze, afterwards an amendment with a reason that every output shows."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import func, select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.store.guards import VACANCY
from assess.store.tables import Amended, Center, Role, Rubric
from assess.store.transaction import Reading, Writing
from assess.words import Id, Message, Refused, T, normal

SHORTEST: Final = 10
"""Characters that a reason has at least."""
PARTS: Final[dict[str, Message]] = {
    "center": T("the center"),
    VACANCY: T("a role"),
    "places": T("the places of a role"),
    "exercise": T("how an exercise is run"),
    "room": T("a room"),
    "candidate": T("a candidate"),
    "timetable": T("the timetable"),
    "team": T("the team"),
    "member": T("a member of the team"),
    "need": T("a need of the team"),
    "charter": T("the charter"),
}
"""What `what` of an amendment is called."""


class Change(NamedTuple):
    """A change of the plan after its freeze."""

    number: int
    what: str
    old: str
    new: str
    reason: str
    by: Id
    at: datetime


def frozen(tx: Reading, center: Id) -> bool:
    """Whether the center's design is frozen."""
    return tx.session.get_one(Center, center).frozen_at is not None


def change(tx: Writing, center: Id, what: str, old: str, new: str, reason: str = "") -> None:
    """Say that the plan changes: nothing before the freeze, after it an amendment.

    To be called before the change itself: the guards of the database look for the amendment. An amendment is never
    erased, so `old` and `new` hold codes and numbers, no names of people.

    Raises: Refused, when the design is frozen and there is no reason.
    """
    allow(tx, Right.PLAN, center)
    place = tx.session.get_one(Center, center)
    if place.frozen_at is None or (old == new and what != VACANCY):  # the guard asks for one of every vacancy's change
        return
    said = normal(reason)
    if len(said) < SHORTEST:
        raise Refused(
            T("The design is frozen: a change needs a reason of at least {n} characters.", n=SHORTEST),
            where=place.name,
            do=T("Say why it changes; every output will show it."),
        )
    counted = select(func.coalesce(func.max(col(Amended.number)), 0)).where(col(Amended.center) == center)
    number = int(tx.session.execute(counted).scalar_one()) + 1
    by = tx.by
    if by is None:
        raise Refused(
            T("An amendment needs somebody who makes it."), do=T("Say who acts: --as with the initials, or F2 on home.")
        )
    row = Amended(center=center, number=number, what=what, old=old, new=new, reason=said, by=by, at=tx.at)
    tx.session.add(row)
    tx.session.flush()
    tx.journal("plan amended", center=center, number=number, part=what, old=old, new=new, reason=said)
    place.amended = number  # goes to the database with the change itself, in one statement: its guard asks for that
    tx.session.add(place)


def changes(tx: Reading, center: Id) -> tuple[Change, ...]:
    """All amendments of a plan, in their order; a role's rubric is named as `strategist@2`.

    What only lets the guard pass (a vacancy whose rubric stays, as its places change) is left out.
    """
    rows = tx.session.execute(select(Amended).where(col(Amended.center) == center).order_by(col(Amended.number)))
    named = _rubrics(tx)
    found = []
    for row in rows.scalars():
        old, new = row.old, row.new
        if row.what == VACANCY:
            if old == new:
                continue
            old, new = named.get(Id(old), old), named.get(Id(new), new)
        found.append(Change(row.number, row.what, old, new, row.reason, row.by, row.at))
    return tuple(found)


def _rubrics(tx: Reading) -> dict[Id, str]:
    rows = tx.session.execute(
        select(col(Rubric.id), col(Role.code), col(Rubric.version)).join(Role, col(Role.id) == col(Rubric.role))
    )
    return {rubric: f"{role}@{number}" for rubric, role, number in rows}
