"""Who could take over: an assessor who is free at that time and has no conflict with the candidates."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.sheets import find_slot, watched
from assess.store.tables import Assignment, Conflict, Duty, Person, Slot
from assess.store.transaction import Reading
from assess.words import Id, sort_key


class StandIn(NamedTuple):
    """An assessor who could take over."""

    person: Id
    initials: str
    name: str
    asked: bool
    """Whether they have answered the conflict question about these candidates already, with no."""


def stand_ins(tx: Reading, slot: Id, person: Id | None = None) -> tuple[StandIn, ...]:
    """Who could take over what `person` (the acting assessor, unless told) watches in a slot: those asked come first.

    Free is who has no task of any kind in a slot that overlaps this one, this one included.
    """
    place = find_slot(tx, slot)
    leaving = person or tx.by or Id("")
    candidates: set[Id | None]
    if person is None:
        candidates = set(watched(tx, slot))
    else:
        candidates = set(
            tx.session.execute(
                select(col(Assignment.candidate)).where(
                    col(Assignment.slot) == slot,
                    col(Assignment.person) == person,
                    col(Assignment.candidate).is_not(None),
                )
            ).scalars()
        )
    people = tx.session.execute(
        select(col(Person.id), col(Person.initials), col(Person.name))
        .join(Duty, col(Duty.person) == col(Person.id))
        .where(
            col(Person.active),
            col(Duty.function) == "assessor",
            col(Duty.center).is_(None) | (col(Duty.center) == place.center),
        )
        .distinct()
    ).all()
    busy = set(
        tx.session.execute(
            select(col(Assignment.person))
            .join(Slot, col(Slot.id) == col(Assignment.slot))
            .where(
                col(Slot.center) == place.center,
                col(Slot.starts_at) < place.ends_at,
                col(Slot.ends_at) > place.starts_at,
            )
        ).scalars()
    )
    said = tx.session.execute(
        select(col(Conflict.person), col(Conflict.candidate), col(Conflict.relation))
        .where(col(Conflict.candidate).in_(candidates))
        .order_by(col(Conflict.declared_at))
    )
    latest = {(who, candidate): relation for who, candidate, relation in said}
    near = {who for (who, _), relation in latest.items() if relation != "none"}
    found = (
        StandIn(who, initials, name, all((who, candidate) in latest for candidate in candidates))
        for who, initials, name in people
        if who not in busy and who not in near and who != leaving
    )
    return tuple(sorted(found, key=lambda one: (not one.asked, sort_key(one.initials), sort_key(one.name))))
