"""The next step: what home offers the acting person, most urgent first. Arithmetic only."""

from __future__ import annotations

from typing import Literal, NamedTuple

from assess.conduct.tasks import Task, next_task
from assess.home.glance import CenterGlance, Glance
from assess.words import Id, Message, T

Target = Literal["slot", "wash-up", "ranking"]


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


def steps(found: Glance) -> Steps:
    """What the acting person can do now."""
    functions = set(found.person.functions) if found.person else set()
    doors: list[Door] = [Door("slot", task.slot, task, None, task.state != "locked") for task in found.tasks]
    if "moderator" in functions:
        doors += [Door("wash-up", center.id, None, center, not center.closed) for center in found.centers]
    if functions & {"lead", "moderator", "officer"} or (functions and not doors):
        doors += [Door("ranking", center.id, None, center, center.closed) for center in found.centers]
    return Steps(tuple(doors), *_next(found, doors))


def _next(found: Glance, doors: list[Door]) -> tuple[int | None, Message]:
    task = next_task(found.tasks)
    if task is not None:
        place = next(place for place, door in enumerate(doors) if door.id == task.slot)
        codes = ", ".join(task.codes)
        if task.state == "planned":
            return place, T("open {exercise} with {codes} (Enter)", exercise=task.exercise, codes=codes)
        return place, T("go on with {exercise}, {codes} (Enter)", exercise=task.exercise, codes=codes)
    for place, door in enumerate(doors):
        if door.center is None:
            continue
        left = door.center.planned - door.center.locked
        if door.target == "wash-up" and not door.center.closed:
            if left > 0:
                return place, T("wait until all sheets are locked: {left} still open", left=left)
            return place, T("open the wash-up (Enter)")
        if door.target == "ranking":
            if door.center.closed:
                return place, T("open the ranking (Enter)")
            return place, T("the ranking opens when the moderator has closed the wash-up")
    if found.tasks:
        return None, T("all your sheets are locked; thank you")
    if found.centers:
        return None, T("choose who is acting (F2)")
    return None, T("there is no center in this file yet")
