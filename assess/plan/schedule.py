"""The timetable of a center, for whoever looks at it or changes it: as it stands, and what it breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.plan.amend import SHORTEST
from assess.plan.candidates import set_presence, withdraw
from assess.plan.center import set_center
from assess.plan.day import Day, by_slot, day
from assess.plan.keeping import keep
from assess.plan.timetable.check import Broken, broken
from assess.plan.timetable.happened import Happened, after
from assess.plan.timetable.problem import Placed
from assess.plan.timetable.turns import Style
from assess.store.tables import Center, Exercise, Person, Sheet, Slot
from assess.store.transaction import Reading, Writing
from assess.words import Id, Message, Refused, T, Text, normal


class Schedule(NamedTuple):
    """A center's day with its timetable."""

    center: Id
    name: str
    frozen: bool
    """From the freeze on a change needs a reason."""
    day: Day
    placed: tuple[Placed, ...]
    """In order of time; also what is of candidates who withdrew."""
    begun: frozenset[Placed]
    """What has begun: it can't be changed any more."""
    names: dict[str, Text]
    """Per exercise, what people call it."""
    people: dict[str, str]
    """Per initials, the name."""

    def named(self, said: Message) -> Message:
        """A message in which exercises are called as people call them."""
        values = {
            key: self.named(value)
            if isinstance(value, Message)
            else self.names.get(value, value)
            if isinstance(value, str)
            else value
            for key, value in said.values.items()
        }
        return said._replace(values=values)

    @property
    def faults(self) -> tuple[Broken, ...]:
        """Every hard constraint that the timetable breaks."""
        return broken(self.day.problem, self.of_today)

    @property
    def of_today(self) -> tuple[Placed, ...]:
        """What takes place: without the candidates who withdrew."""
        here = {taker.code for taker in self.day.problem.takers}
        found = []
        for one in self.placed:
            takers = tuple(code for code in one.takers if code in here)
            if takers:
                watch = ((who, tuple(code for code in codes if code in here)) for who, codes in one.watch)
                found.append(one._replace(takers=takers, watch=tuple(pair for pair in watch if pair[1])))
        return tuple(found)


def schedule(tx: Reading, center: Id) -> Schedule:
    """The timetable of a center as it stands.

    An exercise for which nobody has named rooms takes place where the timetable has it.
    """
    allow(tx, Right.RUN, center)
    place = tx.session.get_one(Center, center)
    known = day(tx, center)
    slots = by_slot(tx, center, known)
    opened = set(
        tx.session.execute(
            select(col(Sheet.slot)).where(col(Sheet.center) == center, col(Sheet.state) != "planned")
        ).scalars()
    )
    placed = tuple(sorted(slots.values(), key=lambda one: (one.start, one.task, one.takers)))
    tasks = tuple(
        task
        if task.rooms
        else replace(task, rooms=tuple(sorted({one.room for one in placed if one.task == task.code})))
        for task in known.problem.tasks
    )
    return Schedule(
        center,
        place.name,
        place.frozen_at is not None,
        known._replace(problem=replace(known.problem, tasks=tasks)),
        placed,
        frozenset(one for slot, one in slots.items() if slot in opened),
        _names(tx, center, known),
        dict(tx.session.execute(select(col(Person.initials), col(Person.name))).all()),
    )


def _names(tx: Reading, center: Id, known: Day) -> dict[str, Text]:
    wanted = set(known.exercises.values())
    planned = tx.session.execute(select(col(Slot.exercise)).where(col(Slot.center) == center)).scalars()
    rows = tx.session.execute(select(Exercise).where(col(Exercise.id).in_(wanted.union(planned)))).scalars()
    return {row.code: Text(row.name_de, row.name_en) for row in rows}


def refuse_without_reason(found: Schedule, reason: str) -> None:
    """Say before a long search, not after it, that a change needs a reason.

    Raises: Refused, after the freeze without one.
    """
    if found.frozen and len(normal(reason)) < SHORTEST:
        raise Refused(
            T("The design is frozen: a change needs a reason of at least {n} characters.", n=SHORTEST),
            where=found.name,
            do=T("Say why it changes; every output will show it."),
        )


def take_planned(
    tx: Writing, center: Id, placed: tuple[Placed, ...], style: Style | None = None, reason: str = ""
) -> int:
    """A timetable, and the style by which it was made, in one step. Returns how many performances changed.

    Raises: Refused, as `keep`.
    """
    allow(tx, Right.PLAN, center)
    if style is not None:
        set_center(tx, center, reason, style=style)
    return keep(tx, center, placed, reason)


def take_replanned(tx: Writing, center: Id, happened: Happened, placed: tuple[Placed, ...], reason: str = "") -> int:
    """What happened, and the timetable that follows from it, in one step. Returns how many performances changed.

    Raises: Refused, as `keep`; for a name that is not of this day.
    """
    allow(tx, Right.PLAN, center)
    known = day(tx, center)
    now = after(known.problem, happened)
    free = {
        **{one.initials: one.free for one in (*now.players, *now.watchers)},
        **{one.code: one.free for one in now.takers},
    }
    nowhere = known.moment(now.hours.start - 1), known.moment(now.hours.start)  # no row at all would mean all day
    for name in dict.fromkeys(name for name, _ in (*happened.absent, *happened.late)):
        times = tuple(
            (known.moment(span.start), known.moment(span.end)) for span in free[name] if span.end > span.start
        )
        if name in known.people:
            set_presence(tx, center, times or (nowhere,), person=known.people[name])
        else:
            set_presence(tx, center, times or (nowhere,), candidate=known.candidates[name])
    for code in happened.withdrawn:
        withdraw(tx, known.candidates[code])
    return keep(tx, center, placed, reason)
