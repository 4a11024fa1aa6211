"""The rooms of the day."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import delete, select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.plan.amend import change
from assess.store.tables import ExerciseRoom, Room, Slot
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, normal, sort_key


class Place(NamedTuple):
    """A room."""

    id: Id
    name: str
    accessible: bool


def rooms(tx: Reading, center: Id) -> tuple[Place, ...]:
    """A center's rooms by name."""
    rows = tx.session.execute(select(Room).where(col(Room.center) == center)).scalars()
    return tuple(sorted((Place(row.id, row.name, row.accessible) for row in rows), key=lambda one: sort_key(one.name)))


def put_room(
    tx: Writing, center: Id, name: str, *, accessible: bool = False, room: Id | None = None, reason: str = ""
) -> Id:
    """Add a room, or change one; the timetable follows a new name.

    Raises: Refused, for no name, or one that another room has; after the freeze, where the timetable has the room,
    without a reason.
    """
    allow(tx, Right.PLAN, center)
    said = normal(name)
    if not said:
        raise Refused(T("A room needs a name."))
    if any(one.name.casefold() == said.casefold() and one.id != room for one in rooms(tx, center)):
        raise Refused(T("There is a room of this name already."), where=said)
    row = Room(center=center, name=said) if room is None else _own(tx, center, room)
    if (row.name, row.accessible) == (said, accessible) and room is not None:
        return row.id
    used = (col(Slot.center) == center, col(Slot.room) == row.name)
    slots = tx.session.execute(select(Slot).where(*used)).scalars().all() if row.name != said else ()
    if slots:
        change(tx, center, "room", row.name, said, reason)
    for slot in slots:
        slot.room = said
        tx.session.add(slot)
    row.name, row.accessible = said, accessible
    tx.session.add(row)
    tx.session.flush()
    tx.journal("room set", center=center, room=said)
    return row.id


def drop_room(tx: Writing, center: Id, room: Id) -> None:
    """Take a room away, from its exercises too. What is in the timetable keeps its name."""
    allow(tx, Right.PLAN, center)
    row = _own(tx, center, room)
    tx.session.execute(delete(ExerciseRoom).where(col(ExerciseRoom.room) == room))
    tx.session.delete(row)
    tx.session.flush()
    tx.journal("room dropped", center=center, room=row.name)


def _own(tx: Reading, center: Id, room: Id) -> Room:
    row = tx.session.get(Room, room)
    if row is None or row.center != center:
        raise Refused(T("This room is not in this center."), where=room)
    return row
