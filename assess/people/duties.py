"""Who has which function in a center."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlmodel import col

from assess.people.rights import Right, allow, allow_somewhere
from assess.store.tables import Duty, Person
from assess.store.tables.plan import FUNCTIONS
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T


def set_functions(tx: Writing, center: Id, person: Id, functions: Collection[str]) -> None:
    """Give a person exactly these functions in a center; what they may do everywhere stays.

    Raises: Refused, for a function that there is not, a person that there is not, or where the center would lose the
    last person who may plan it.
    """
    allow(tx, Right.PLAN, center)
    unknown = sorted(set(functions) - set(FUNCTIONS))
    if unknown:
        raise Refused(
            T("This function is unknown."),
            where=", ".join(unknown),
            do=T("Known are: {names}", names=", ".join(FUNCTIONS)),
        )
    if tx.session.get(Person, person) is None:
        raise Refused(T("There is no such person."), where=person)
    before = set(functions_of(tx, center, person))
    if before == set(functions):
        return
    planning = set(Right.PLAN.value)
    if before & planning and not planning.intersection(functions) and not _planned_by_others(tx, center, person):
        raise Refused(
            T("Nobody could plan this center any more."),
            do=T("Make somebody else its moderator, hiring lead or administrator first."),
        )
    gone = before - set(functions)
    if gone:
        mine = (col(Duty.center) == center, col(Duty.person) == person)
        tx.session.execute(delete(Duty).where(*mine, col(Duty.function).in_(gone)))
    for function in sorted(set(functions) - before):
        tx.session.add(Duty(center=center, person=person, function=function))
    tx.session.flush()
    tx.journal("functions set", center=center, person=person, functions=", ".join(sorted(functions)))


def functions_of(tx: Reading, center: Id, person: Id) -> tuple[str, ...]:
    """A person's functions in one center, without those that hold everywhere."""
    rows = tx.session.execute(
        select(col(Duty.function)).where(col(Duty.center) == center, col(Duty.person) == person)
    ).scalars()
    return tuple(sorted(rows))


def _planned_by_others(tx: Reading, center: Id, person: Id) -> bool:
    """Whether somebody active besides this person may plan, here or everywhere."""
    others = (
        select(col(Duty.id))
        .join(Person, col(Person.id) == col(Duty.person))
        .where(
            col(Duty.function).in_(Right.PLAN.value),
            (col(Duty.center) == center) | col(Duty.center).is_(None),
            (col(Duty.person) != person) | col(Duty.center).is_(None),
            col(Person.active),
        )
    )
    return tx.session.execute(others.limit(1)).first() is not None


def found_center(tx: Writing, center: Id) -> None:
    """Whoever makes a center keeps in it what they may do elsewhere: else nobody could plan it."""
    allow_somewhere(tx, Right.PLAN)
    allow_somewhere(tx, Right.PLAN)
    if tx.by is None:
        return
    held = set(tx.session.execute(select(col(Duty.function)).where(col(Duty.person) == tx.by)).scalars())
    for function in sorted(held.intersection(Right.PLAN.value) - set(functions_of(tx, center, tx.by))):
        tx.session.add(Duty(center=center, person=tx.by, function=function))
    tx.session.flush()
