"""The way through an exercise: which step the assessor is at, and opening it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from assess.conduct import sheets
from assess.conduct.work import SheetView, Work, work
from assess.words import Id, Message, T, Trouble

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
    """Open an exercise at the step where the acting assessor is; the clock has gone on meanwhile."""
    app.run_worker(_open(app, Id(slot)), group="open-slot", exclusive=True)


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
