"""Writing a timetable: what changed of it, performance by performance, and nothing that has begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeVar

from sqlalchemy import Select, delete, select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.plan.amend import change
from assess.plan.day import Day, by_slot, day
from assess.plan.timetable.problem import Placed
from assess.store.tables import Assignment, Candidate, Exercise, Person, Seat, Sheet, Slot
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T

K = TypeVar("K")
PLANNED: Final = ("assessor", "role_player")
"""The tasks that a timetable gives; those of a moderator or a timekeeper stay with the slot."""


class _Names(NamedTuple):
    """The ids behind the planner's names."""

    exercises: Mapping[str, Id]
    candidates: Mapping[str, Id]
    """Those who withdrew as well."""
    people: Mapping[str, Id]


def keep(tx: Writing, center: Id, plan: Iterable[Placed], reason: str = "") -> int:
    """Write a timetable: what is new comes in, what has changed changes, what is gone goes. Returns how many changed.

    A performance that only moves (the same candidates, another time, room or assessor) stays the slot that it was. One
    that has begun (somebody has opened their sheet) is never touched.

    Raises: Refused, after the freeze without a reason; when a performance that has begun would change; for a name that
    is not in this center.
    """
    allow(tx, Right.PLAN, center)
    known = day(tx, center)
    before, wanted = by_slot(tx, center, known), [*dict.fromkeys(plan)]
    names = _names(tx, center, known, before)
    gone = {slot: one for slot, one in before.items() if one not in wanted}
    new = [one for one in wanted if one not in set(before.values())]
    if not gone and not new:
        return 0
    _known(new, names)
    begun = _begun(tx, center)
    for slot, one in gone.items():
        if slot in begun:
            raise Refused(
                T("This performance has begun: it stays as it is."),
                where=f"{one.task} {', '.join(one.takers)}",
                do=T("Plan again what has not begun."),
            )
    change(tx, center, "timetable", str(len(before)), f"{len(wanted)} (-{len(gone)} +{len(new)})", reason)
    moved = _moved(gone, new)
    orphans = [sheet for slot in gone if slot not in moved for sheet in _clear(tx, slot)]
    for there, one in moved.items():
        _set(tx, tx.session.get_one(Slot, there), one, known, names)
    for one in new:
        if one not in moved.values():
            made = Slot(center=center, exercise=names.exercises[one.task], room="", starts_at=tx.at, ends_at=tx.at)
            _set(tx, made, one, known, names)
            _seat_again(tx, made, orphans)
    tx.session.flush()
    tx.journal("timetable set", center=center, changed=len(new), gone=len(gone))
    return max(len(new), len(gone))


def _names(tx: Reading, center: Id, known: Day, before: Mapping[Id, Placed]) -> _Names:
    """Everything that a plan may name: what is run, and what stands in the timetable already."""
    people = dict(tx.session.execute(select(col(Person.initials), col(Person.id))).all())
    candidates = select(col(Candidate.code), col(Candidate.id)).where(col(Candidate.center) == center)
    planned = (
        select(col(Exercise.code), col(Exercise.id))
        .join(Slot, col(Slot.exercise) == col(Exercise.id))
        .where(col(Slot.center) == center)
    )
    standing = {name for one in before.values() for name in (*dict(one.watch), one.player) if name}
    return _Names(
        {**dict(tx.session.execute(planned).all()), **known.exercises},
        dict(tx.session.execute(candidates).all()),
        {**{name: people[name] for name in standing if name in people}, **known.people},
    )


def _known(plan: Iterable[Placed], names: _Names) -> None:
    for one in plan:
        people = [*dict(one.watch), *([one.player] if one.player else [])]
        watched = [code for _, codes in one.watch for code in codes]
        for said, there in (
            ([one.task], names.exercises),
            (one.takers, names.candidates),
            (watched, dict.fromkeys(one.takers, "")),
            (people, names.people),
        ):
            for name in said:
                if name not in there:
                    raise Refused(
                        T("The timetable names something that is not in this center."),
                        where=f"{one.task}: {name}",
                        do=T("Known are: {names}", names=", ".join(sorted(there))),
                    )
        if one.start >= one.end:
            raise Refused(T("A time ends after it begins."), where=f"{one.task} {', '.join(one.takers)}")


def _begun(tx: Reading, center: Id) -> set[Id | None]:
    rows = select(col(Sheet.slot)).where(col(Sheet.center) == center, col(Sheet.state) != "planned")
    return set(tx.session.execute(rows).scalars())


def _moved(gone: Mapping[Id, Placed], new: Iterable[Placed]) -> dict[Id, Placed]:
    """The performances that stay what they are, with the same candidates, and change in something else."""
    waiting = {(one.task, frozenset(one.takers)): slot for slot, one in gone.items()}
    found = {}
    for one in new:
        slot = waiting.pop((one.task, frozenset(one.takers)), None)
        if slot is not None:
            found[slot] = one
    return found


def _set(tx: Writing, slot: Slot, one: Placed, known: Day, names: _Names) -> None:
    """A slot with its seats and tasks as planned; a seat keeps its brief."""
    slot.room, slot.starts_at, slot.ends_at = one.room, known.moment(one.start), known.moment(one.end)
    tx.session.add(slot)
    tx.session.flush()
    briefs = {seat.candidate: seat.brief for seat in tx.session.execute(_seats(slot.id)).scalars()}
    tx.session.execute(delete(Seat).where(col(Seat.slot) == slot.id))
    planned = col(Assignment.function).in_(PLANNED)
    tx.session.execute(delete(Assignment).where(col(Assignment.slot) == slot.id, planned))
    for number, code in enumerate(one.takers, start=1):
        candidate = names.candidates[code]
        tx.session.add(Seat(slot=slot.id, candidate=candidate, number=number, brief=briefs.get(candidate)))
    for initials, codes in one.watch:
        for code in dict.fromkeys(codes):
            person, candidate = names.people[initials], names.candidates[code]
            tx.session.add(Assignment(slot=slot.id, person=person, candidate=candidate, function="assessor"))
    if one.player is not None:
        person = names.people[one.player]
        tx.session.add(Assignment(slot=slot.id, person=person, candidate=None, function="role_player"))
    tx.session.flush()


def _clear(tx: Writing, slot: Id) -> list[Sheet]:
    """Take a slot out; its sheets, none of which has begun, wait for another one."""
    sheets = list(tx.session.execute(select(Sheet).where(col(Sheet.slot) == slot)).scalars())
    for sheet in sheets:
        sheet.slot = None
        tx.session.add(sheet)
    tx.session.flush()
    tx.session.execute(delete(Assignment).where(col(Assignment.slot) == slot))
    tx.session.execute(delete(Seat).where(col(Seat.slot) == slot))
    tx.session.execute(delete(Slot).where(col(Slot.id) == slot))
    return sheets


def _seat_again(tx: Writing, slot: Slot, orphans: Iterable[Sheet]) -> None:
    """Sheets that lost their slot belong to the new one of the same exercise and candidate."""
    seated = {seat.candidate for seat in tx.session.execute(_seats(slot.id)).scalars()}
    for sheet in orphans:
        if sheet.exercise == slot.exercise and sheet.candidate in seated:
            sheet.slot = slot.id
            tx.session.add(sheet)


def _seats(slot: Id) -> Select[Seat]:
    return select(Seat).where(col(Seat.slot) == slot)
