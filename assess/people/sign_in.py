"""Signing in: choosing who acts. People have no passwords yet; the journal names who acted."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.store.tables import Duty, Person
from assess.store.tables.plan import FUNCTIONS
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, Usage, normal, sort_key

LONGEST: Final = 8
"""Characters of initials."""


class Colleague(NamedTuple):
    """Somebody who works with the program."""

    id: Id
    name: str
    initials: str
    functions: tuple[str, ...]
    seniority: int


def colleagues(tx: Reading) -> tuple[Colleague, ...]:
    """Everybody who is active, with the functions they have anywhere, sorted by initials."""
    people = tx.session.execute(select(Person).where(col(Person.active))).scalars().all()
    held: dict[Id, set[str]] = {}
    for person, function in tx.session.execute(select(col(Duty.person), col(Duty.function))):
        held.setdefault(person, set()).add(function)
    found = (
        Colleague(
            person.id,
            person.name,
            person.initials,
            tuple(function for function in FUNCTIONS if function in held.get(person.id, ())),
            person.seniority,
        )
        for person in people
    )
    return tuple(sorted(found, key=lambda one: (sort_key(one.initials), sort_key(one.name))))


def find(tx: Reading, said: str) -> Colleague:
    """The person with these initials or this name, as typed after `--as`.

    Raises: Usage, when nobody or more than one fits.
    """
    everybody = colleagues(tx)
    wanted = normal(said).casefold()
    fits = [one for one in everybody if wanted in (one.initials.casefold(), one.name.casefold(), one.id)]
    if len(fits) != 1:
        names = ", ".join(f"{one.initials} ({one.name})" for one in everybody)
        raise Usage(
            T("Nobody or more than one person here is called so."),
            where=said,
            do=T("Give the initials or the full name of one of: {names}", names=names),
        )
    return fits[0]


def free_initials(tx: Reading, initials: str, person: Id | None = None) -> None:
    """Initials stand beside ratings and in the timetable, so one active person has them alone.

    Raises: Refused, when they are too long, or another person than this one has them.
    """
    if len(initials) > LONGEST:
        raise Refused(T("Initials have at most {n} characters.", n=LONGEST), where=initials[:40])
    for other, name, theirs in tx.session.execute(
        select(col(Person.id), col(Person.name), col(Person.initials)).where(col(Person.active))
    ):
        if other != person and theirs.casefold() == initials.casefold():
            raise Refused(
                T("{name} has these initials already.", name=name),
                where=initials,
                do=T("Give others, e.g. with a digit."),
            )


def add_person(
    tx: Writing,
    name: str,
    initials: str,
    functions: tuple[str, ...],
    center: Id | None = None,
    *,
    seniority: int = 0,
) -> Id:
    """Add a person with functions in a center (or everywhere). The first person needs no right: somebody must begin.

    Raises: Refused, for no name or initials, for initials that somebody has already, or an unknown function.
    """
    if tx.session.execute(select(col(Person.id)).limit(1)).first() is not None:
        allow(tx, Right.PLAN, center)
    name, initials = normal(name), normal(initials)
    if not name or not initials:
        raise Refused(T("A person needs a name and initials."))
    free_initials(tx, initials)
    unknown = sorted(set(functions) - set(FUNCTIONS))
    if unknown:
        raise Refused(
            T("This function is unknown."),
            where=", ".join(unknown),
            do=T("Known are: {names}", names=", ".join(FUNCTIONS)),
        )
    person = Person(name=name, initials=initials, seniority=seniority)
    tx.session.add(person)
    tx.session.flush()
    for function in dict.fromkeys(functions):
        tx.session.add(Duty(center=center, person=person.id, function=function))
    tx.session.flush()
    tx.journal("person added", person=person.id, functions=list(functions), center=center)
    return person.id
