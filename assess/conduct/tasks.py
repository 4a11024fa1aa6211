"""An assessor's tasks of the day: the slots in which they watch somebody, with what is still open.

The query is plain SQL, so that home's first list can be read before the database libraries are imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from assess.conduct.phases import State, first
from assess.words import Id, Text, sort_key

TASKS_SQL: Final = """
SELECT sl.id, c.id, c.name, c.zone, e.name_de, e.name_en, e.kind, sl.room, sl.starts_at, sl.ends_at, k.code, sh.state
FROM assignment a
JOIN slot sl ON sl.id = a.slot
JOIN center c ON c.id = sl.center
JOIN exercise e ON e.id = sl.exercise
JOIN candidate k ON k.id = a.candidate
LEFT JOIN sheet sh ON sh.assessor = a.person AND sh.candidate = a.candidate AND sh.exercise = sl.exercise
WHERE a.person = :person AND a.function = 'assessor' AND k.withdrawn_at IS NULL
ORDER BY sl.starts_at, sl.id, k.code
"""


class Task(NamedTuple):
    """A slot in which the acting assessor watches somebody."""

    slot: Id
    center: Id
    center_name: str
    zone: str
    exercise: Text
    kind: str
    room: str
    starts_at: datetime
    ends_at: datetime
    codes: tuple[str, ...]
    state: State
    """Of the sheet that is furthest behind."""
    locked: int
    """How many of the slot's sheets are locked."""


def fold(rows: Iterable[tuple[Any, ...]]) -> tuple[Task, ...]:
    """The rows of TASKS_SQL, one per candidate, gathered into one task per slot."""
    tasks: dict[Id, Task] = {}
    for slot, center, name, zone, de, en, kind, room, starts, ends, code, state in rows:
        now: State = state or "planned"
        before = tasks.get(slot)
        if before is None:
            tasks[slot] = Task(
                slot,
                center,
                name,
                zone,
                Text(de, en),
                kind,
                room,
                datetime.fromisoformat(starts),
                datetime.fromisoformat(ends),
                (code,),
                now,
                int(now == "locked"),
            )
        else:
            tasks[slot] = before._replace(
                codes=tuple(sorted((*before.codes, code), key=sort_key)),
                state=first([before.state, now]),
                locked=before.locked + (now == "locked"),
            )
    return tuple(tasks.values())


def next_task(tasks: tuple[Task, ...]) -> Task | None:
    """The first slot with something still open: one that was begun before any other."""
    open_tasks = [task for task in tasks if task.state != "locked"]
    begun = [task for task in open_tasks if task.state != "planned"]
    return next(iter(begun or open_tasks), None)


def of_the_day(tasks: Sequence[Task], now: datetime) -> tuple[Task, ...]:
    """Today's slots; without any, those of the next day that has some, or of the last one. Begun ones always stay."""
    days = {task.slot: local_day(task.starts_at, task.zone) for task in tasks}
    wanted = the_day(days.values(), now, tasks[0].zone if tasks else "UTC")
    return tuple(task for task in tasks if days[task.slot] == wanted or task.state not in ("planned", "locked"))


def local_day(moment: datetime, zone: str) -> date:
    """The day it is somewhere."""
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(zone)).date()


def the_day(days: Iterable[date], now: datetime, zone: str) -> date | None:
    """Which of these days to show: today, else the next one, else the last one."""
    here = local_day(now, zone)
    found = sorted(days)
    return next((day for day in found if day >= here), found[-1] if found else None)
