"""Who works in a center: everybody known, with what they do there; adding and changing them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.people.duties import set_functions
from assess.people.rights import Right, allow
from assess.people.sign_in import add_person, free_initials
from assess.store.tables import Duty, Person
from assess.store.tables.plan import FUNCTIONS
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, normal, sort_key


class Staff(NamedTuple):
    """Somebody who works in a center, or could."""

    id: Id
    name: str
    initials: str
    functions: tuple[str, ...]
    """In this center."""
    everywhere: tuple[str, ...]
    """In every center."""
    seniority: int

    @property
    def here(self) -> bool:
        """Whether they have a function in this center."""
        return bool(self.functions or self.everywhere)


def staff(tx: Reading, center: Id) -> tuple[Staff, ...]:
    """Everybody who is active: those of this center first, then the others, by their initials."""
    held: dict[Id, dict[Id | None, set[str]]] = {}
    rows = tx.session.execute(
        select(col(Duty.person), col(Duty.center), col(Duty.function)).where(
            (col(Duty.center) == center) | col(Duty.center).is_(None)
        )
    )
    for person, where, function in rows:
        held.setdefault(person, {}).setdefault(where, set()).add(function)
    found = [
        Staff(
            row.id,
            row.name,
            row.initials,
            _ordered(held.get(row.id, {}).get(center, set())),
            _ordered(held.get(row.id, {}).get(None, set())),
            row.seniority,
        )
        for row in tx.session.execute(select(Person).where(col(Person.active))).scalars()
    ]
    return tuple(sorted(found, key=lambda one: (not one.here, sort_key(one.initials), sort_key(one.name))))


def put_staff(
    tx: Writing,
    center: Id,
    name: str,
    initials: str,
    functions: Collection[str],
    *,
    seniority: int = 0,
    person: Id | None = None,
) -> Id:
    """Add somebody to a center, or change who they are and what they do there.

    Raises: Refused, for no name or initials, initials that somebody has, no function for somebody new, or where nobody
    could plan the center any more.
    """
    allow(tx, Right.PLAN, center)
    if person is None:
        if not functions:
            raise Refused(T("A person needs at least one function here."), where="functions")
        return add_person(tx, name, initials, tuple(functions), center, seniority=seniority)
    said, short = normal(name), normal(initials)
    if not said or not short:
        raise Refused(T("A person needs a name and initials."))
    free_initials(tx, short, person)
    row = tx.session.get(Person, person)
    if row is None:
        raise Refused(T("There is no such person."), where=person)
    if (row.name, row.initials, row.seniority) != (said, short, seniority):
        row.name, row.initials, row.seniority = said, short, seniority
        tx.session.add(row)
        tx.session.flush()
        tx.journal("person changed", person=person)
    set_functions(tx, center, person, functions)
    return person


def _ordered(functions: Collection[str]) -> tuple[str, ...]:
    return tuple(function for function in FUNCTIONS if function in functions)
