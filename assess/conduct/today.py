"""Today: the acting assessor's slots, with what is still open in each; and the whole day, as its moderator sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, select, text
from sqlmodel import col

from assess.conduct.conflict import standing, unanswered
from assess.conduct.lock import review
from assess.conduct.sheets import own_sheets, watched
from assess.conduct.stand_in import StandIn, stand_ins
from assess.conduct.tasks import TASKS_SQL, Task, fold, next_task, of_the_day
from assess.people.rights import Right, allow
from assess.store.tables import Assignment, Candidate, Excuse, Exercise, Person, Sheet, Slot
from assess.store.transaction import Reading
from assess.words import Id, Text, sort_key


class OpenTask(NamedTuple):
    """A slot of the acting assessor, with what is still open."""

    task: Task
    notes: int
    """Taken so far, on sheets that are not locked."""
    unassigned: int
    unrated: int
    unasked: int
    """Candidates about whom the conflict question is not answered."""
    stopped: tuple[str, ...]
    """Codes of candidates with whom a conflict is declared: the exercise can't begin with this assessor."""
    stand_ins: tuple[StandIn, ...]
    """Who could take over then."""
    outcomes: tuple[str, ...]
    """Why sheets were locked without ratings: `no_show`, `aborted`, `excused`."""


class Course(NamedTuple):
    """How far a slot is: counts and initials, no values."""

    slot: Id
    exercise: Text
    kind: str
    room: str
    starts_at: datetime
    ends_at: datetime
    codes: tuple[str, ...]
    planned: int
    """Sheets that the reveal waits for; those of excused assessors are not among them."""
    locked: int
    begun: bool
    waiting: tuple[str, ...]
    """Initials of those whose sheet is open."""
    excused: tuple[str, ...]
    """Initials of assessors for whom nobody waits."""
    outcomes: tuple[str, ...]
    withdrew: tuple[str, ...] = ()
    """Codes of candidates who no longer take part: nobody waits for their sheets."""


def today(tx: Reading) -> tuple[OpenTask, ...]:
    """The acting assessor's slots of the day in order of time, and what is open from other days."""
    tasks = fold(tuple(row) for row in tx.session.execute(text(TASKS_SQL), {"person": tx.by}))
    return tuple(_open(tx, task) for task in of_the_day(tasks, tx.at))


def next_open(found: Sequence[OpenTask]) -> OpenTask | None:
    """The slot to go on with."""
    wanted = next_task(tuple(one.task for one in found if not one.stopped))
    return next((one for one in found if wanted is not None and one.task.slot == wanted.slot), None)


def _open(tx: Reading, task: Task) -> OpenTask:
    sheets = own_sheets(tx, task.slot)
    reviews = [review(tx, sheet.id) for sheet in sheets if sheet.state != "locked"]
    outcomes = tuple(sorted({sheet.outcome for sheet in sheets if sheet.outcome is not None}))
    stopped: list[str] = []
    unasked = 0
    if task.state == "planned":
        unasked = len(unanswered(tx, task.slot))
        stopped = [
            code
            for candidate, code in zip(watched(tx, task.slot), task.codes, strict=False)
            if standing(tx, candidate, tx.by or Id("")) not in (None, "none")
        ]
    return OpenTask(
        task,
        sum(one.notes for one in reviews),
        sum(one.unassigned for one in reviews),
        sum(len(one.unrated) for one in reviews),
        unasked,
        tuple(stopped),
        stand_ins(tx, task.slot) if stopped else (),
        outcomes,
    )


def course(tx: Reading, center: Id) -> tuple[Course, ...]:
    """Every slot of a center in order of time, for those who lead the day.

    Raises: Refused, for others: an assessor sees one's own day.
    """
    allow(tx, Right.FOLLOW, center)
    rows = tx.session.execute(
        select(
            col(Slot.id),
            col(Exercise.name_de),
            col(Exercise.name_en),
            col(Exercise.kind),
            col(Slot.room),
            col(Slot.starts_at),
            col(Slot.ends_at),
            col(Candidate.code),
            col(Person.initials),
            col(Sheet.state),
            col(Sheet.outcome),
            col(Excuse.id),
            col(Candidate.withdrawn_at),
        )
        .select_from(Assignment)
        .join(Slot, col(Slot.id) == col(Assignment.slot))
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
        .join(Person, col(Person.id) == col(Assignment.person))
        .join(
            Sheet,
            and_(
                col(Sheet.assessor) == col(Assignment.person),
                col(Sheet.candidate) == col(Assignment.candidate),
                col(Sheet.exercise) == col(Slot.exercise),
            ),
            isouter=True,
        )
        .join(
            Excuse,
            and_(
                col(Excuse.assessor) == col(Assignment.person),
                col(Excuse.candidate) == col(Assignment.candidate),
                col(Excuse.exercise) == col(Slot.exercise),
            ),
            isouter=True,
        )
        .where(col(Slot.center) == center, col(Assignment.function) == "assessor")
    ).all()
    withdrew: dict[Id, set[str]] = {}
    slots: dict[Id, list[tuple[str, str, str | None, str | None, bool]]] = {}
    places: dict[Id, tuple[Text, str, str, datetime, datetime]] = {}
    for slot, de, en, kind, room, starts, ends, code, initials, state, outcome, excuse, withdrawn in rows:
        places[slot] = (Text(de, en), kind, room, starts, ends)
        slots.setdefault(slot, [])
        if withdrawn is not None:
            withdrew.setdefault(slot, set()).add(code)
            continue
        slots.setdefault(slot, []).append((code, initials, state, outcome, excuse is not None))
    found = [
        _course(slot, places[slot], told)._replace(withdrew=tuple(sorted(withdrew.get(slot, ()), key=sort_key)))
        for slot, told in slots.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.room, one.codes)))


def _course(
    slot: Id,
    place: tuple[Text, str, str, datetime, datetime],
    told: list[tuple[str, str, str | None, str | None, bool]],
) -> Course:
    def initials(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(set(names), key=sort_key))

    excused = [initial for _, initial, state, _, gone in told if gone and state != "locked"]
    awaited = [(initial, state) for _, initial, state, _, gone in told if not gone or state == "locked"]
    return Course(
        slot,
        *place,
        tuple(sorted({code for code, *_ in told}, key=sort_key)),
        len(awaited),
        sum(state == "locked" for _, state in awaited),
        any(state not in (None, "planned") for _, _, state, _, _ in told),
        initials(initial for initial, state in awaited if state != "locked"),
        initials(excused),
        tuple(sorted({outcome for _, _, _, outcome, _ in told if outcome is not None})),
    )
