"""The way through an exercise: which step the assessor is at, and opening it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from assess.conduct import machine, sheets
from assess.conduct.work import SheetView, Work, work
from assess.words import Id, Message, Refused, T, Trouble

if TYPE_CHECKING:
    from screens.app import AssessApp
    from screens.conduct.step import Step

StepName = Literal["conflict", "brief", "live", "classify", "rate", "review"]
STEPS: Final[tuple[StepName, ...]] = get_args(StepName)
TITLES: Final[dict[StepName, Message]] = {
    "conflict": T("Conflict"),
    "brief": T("Brief"),
    "live": T("Live"),
    "classify": T("Classify"),
    "rate": T("Rate"),
    "review": T("Lock"),
}


@dataclass
class Hour:
    """One assessor's visit to a slot: the work as it was last read."""

    slot: Id
    work: Work
    aim: tuple[Id, Id] | None = None
    """The sheet and competency at which rating is to open, once."""
    private: bool = False
    """Whether the cover is up: it stays up from step to step."""

    def take_aim(self) -> tuple[Id, Id] | None:
        """Where rating opens; asked once."""
        aim, self.aim = self.aim, None
        return aim

    @property
    def open_sheets(self) -> tuple[SheetView, ...]:
        """The sheets that are not locked yet."""
        return tuple(sheet for sheet in self.work.sheets if sheet.state != "locked")


def step_of(found: Work) -> StepName:
    """The step at which the assessor is."""
    if found.unanswered or found.conflicts:
        return "conflict"
    if found.state in ("planned", "briefed"):
        return "brief"
    if found.state == "observing":
        return "live"
    if found.state == "classifying":
        return "classify"
    open_sheets = [sheet for sheet in found.sheets if sheet.state != "locked"]
    return "rate" if any(sheet.unrated for sheet in open_sheets) else "review"


def open_slot(app: AssessApp, slot: str) -> None:
    """Open an exercise at the step where the acting assessor is; the clock has gone on meanwhile.

    A second Enter while it is being opened changes nothing: beginning anew would keep the impatient waiting.
    """
    if not any(one.group == "open-slot" and one.name == slot and not one.is_finished for one in app.workers):
        app.run_worker(_open(app, Id(slot)), name=slot, group="open-slot", exclusive=True)


async def _open(app: AssessApp, slot: Id) -> None:
    from screens.base import Room

    before = app.screen
    try:
        found = await app.desk.read(work, slot)
        if not found.sheets or any(sheet.state != "locked" for sheet in found.sheets):
            opened = await app.desk.write(sheets.enter, slot)  # candidates may have been added meanwhile
            if len(opened) != len(found.sheets):
                found = await app.desk.read(work, slot)
    except Trouble as trouble:
        if isinstance(before, Room):
            before.show(trouble)
        return
    app.push_screen(screen_of(Hour(slot, found)))


def open_turns(app: AssessApp, slot: str) -> None:
    """Open the record of speaking turns of a group discussion, for whoever keeps time there."""
    app.run_worker(_open_turns(app, lambda: _right_away(Id(slot))), group="open-slot", exclusive=True)


def open_turns_of(app: AssessApp, center: str) -> None:
    """The same for the discussion of a center that is on, or comes next."""
    app.run_worker(_open_turns(app, lambda: _nearest(app, Id(center))), group="open-slot", exclusive=True)


async def _right_away(slot: Id) -> Id:
    return slot


async def _nearest(app: AssessApp, center: Id) -> Id:
    from assess.conduct.turns import discussions

    now = machine.moment().at
    found = await app.desk.read(discussions, center)
    if not found:
        raise Refused(T("This center has no group discussion."))
    return min(found, key=lambda one: abs((one.starts_at - now).total_seconds())).slot


async def _open_turns(app: AssessApp, which: Callable[[], Awaitable[Id]]) -> None:
    from screens.base import Room
    from screens.conduct.turns import Turns

    before = app.screen
    try:
        slot = await which()
        found = await app.desk.read(work, slot)
    except Trouble as trouble:
        if isinstance(before, Room):
            before.show(trouble)
        return
    app.push_screen(Turns(Hour(slot, found)))


def screen_of(hour: Hour, step: StepName | None = None) -> Step:
    """The screen of a step; without one, of the step at which the assessor is."""
    from screens.conduct.brief import Brief
    from screens.conduct.classify import Classify
    from screens.conduct.conflict import ConflictQuestion
    from screens.conduct.live import Live
    from screens.conduct.rate import Rate
    from screens.conduct.review import Review

    screens: dict[StepName, type[Step]] = {
        "conflict": ConflictQuestion,
        "brief": Brief,
        "live": Live,
        "classify": Classify,
        "rate": Rate,
        "review": Review,
    }
    return screens[step or step_of(hour.work)](hour)
