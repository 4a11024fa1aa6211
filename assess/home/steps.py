"""The next step: what home offers the acting person, most urgent first. Arithmetic only."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from assess.conduct.tasks import Task, next_task, of_the_day
from assess.home.glance import CenterGlance, Glance
from assess.words import Id, Message, N, T

Target = Literal["slot", "plan", "day", "wash-up", "ranking"]
PLANNERS = frozenset({"admin", "moderator", "lead"})


class Door(NamedTuple):
    """Something home leads to."""

    target: Target
    id: Id
    """Of the slot, or of the center."""
    task: Task | None
    center: CenterGlance | None
    open: bool
    """Whether there is still something to do."""


class Steps(NamedTuple):
    """Home's doors, and the next step in words."""

    doors: tuple[Door, ...]
    next: int | None
    """The place of the next step among the doors."""
    say: Message


def steps(found: Glance, now: datetime, stopped: frozenset[Id] = frozenset()) -> Steps:
    """What the acting person can do now: an assessor's slots of the day, then what follows the day.

    `stopped` are the slots that a declared conflict of interest keeps from beginning: they are never the next step.
    """
    functions = set(found.person.functions) if found.person else set()
    tasks = of_the_day(found.tasks, now)
    doors: list[Door] = [Door("slot", task.slot, task, None, task.state != "locked") for task in tasks]
    centers = [center for center in found.centers if center.frozen or center.planned]
    if functions & PLANNERS:
        doors += [Door("plan", center.id, None, center, True) for center in found.centers if not center.frozen]
    if "moderator" in functions:
        doors += [Door("day", center.id, None, center, center.locked < center.planned) for center in centers]
        doors += [Door("wash-up", center.id, None, center, not center.closed) for center in centers]
    if functions & {"lead", "moderator", "officer"} or (functions and not doors):
        doors += [Door("ranking", center.id, None, center, center.closed) for center in centers]
    return Steps(tuple(doors), *_next(found, doors, stopped))


def _next(found: Glance, doors: list[Door], stopped: frozenset[Id]) -> tuple[int | None, Message]:
    task = next_task(tuple(door.task for door in doors if door.task is not None and door.id not in stopped))
    if task is not None:
        place = next(place for place, door in enumerate(doors) if door.id == task.slot)
        codes = ", ".join(task.codes)
        if task.state == "planned":
            return place, T("open {exercise} with {codes} (Enter)", exercise=task.exercise, codes=codes)
        return place, T("go on with {exercise}, {codes} (Enter)", exercise=task.exercise, codes=codes)
    for place, door in enumerate(doors):
        if door.center is None:
            continue
        if door.target == "plan":
            return place, T("go on planning {center} (Enter)", center=door.center.name)
        left = door.center.planned - door.center.locked
        if door.target == "wash-up" and not door.center.closed:
            if left > 0:
                day = next(at for at, other in enumerate(doors) if other.target == "day" and other.id == door.id)
                return day, N(
                    "follow the day: {n} sheet still open (Enter)",
                    "follow the day: {n} sheets still open (Enter)",
                    n=left,
                )
            return place, T("open the wash-up (Enter)")
        if door.target == "ranking":
            if door.center.closed:
                return place, T("open the ranking (Enter)")
            return place, T("the ranking opens when the moderator has closed the wash-up")
    if stopped:
        place = next(place for place, door in enumerate(doors) if door.id in stopped)
        held = doors[place].task
        return place, T("ask the moderator for another assessor: {codes}", codes=", ".join(held.codes if held else ()))
    if found.tasks:
        return None, T("all your sheets are locked; thank you")
    if found.centers:
        return None, T("choose who is acting (F2)")
    return None, T("there is no center in this file yet")
