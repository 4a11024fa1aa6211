"""An assessor at the keyboard: opens an exercise of the demo, presses keys, reads the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from assess.conduct.clock import Moment
from assess.conduct.work import SheetView, Work, work
from assess.store.open import open_store
from assess.words import Id
from screens.app import AssessApp
from screens.base import Room

HOSTILE = "ok [/] weiter [b [link='x ]] \N{RIGHT-TO-LEFT OVERRIDE}abc u\N{COMBINING DIAERESIS}ber"
SIZES = [(80, 24), (100, 30)]


class Hands:
    """The machine's clock, turned by the test."""

    def __init__(self) -> None:
        self.start = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
        self.seconds = 0.0
        self.boot = "this-run"

    def __call__(self) -> Moment:
        """Now."""
        return Moment(self.start + timedelta(seconds=self.seconds), self.boot, 5000.0 + self.seconds)

    def at(self, said: str) -> None:
        """Turn to `mm:ss`."""
        minutes, _, seconds = said.partition(":")
        self.seconds = int(minutes) * 60.0 + int(seconds)


class Visit:
    """The app, and what a person does with it."""

    def __init__(self, app: AssessApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def settle(self) -> None:
        """Until everything that was begun is done and drawn.

        A screen draws in frames of a sixtieth of a second, and what is to happen after one (scrolling to what is
        marked) asks for the next: settled is when nothing was left to draw three times in a row.
        """
        quiet = 0
        while quiet < 3:
            await self._work()
            await self.pilot._wait_for_screen()
            if quiet == 2:
                await self.pilot.pause()
            quiet = 0 if self.drawing else quiet + 1
            self.app.screen._on_timer_update()

    async def _work(self) -> None:
        """Until every worker is done; one that a newer one has replaced (an older read) is done too."""
        for worker in list(self.app.workers):
            with suppress(WorkerCancelled):
                await worker.wait()

    @property
    def drawing(self) -> bool:
        """Whether the screen has still to be laid out or drawn, or has something to do once it is."""
        screen = self.app.screen
        return bool(
            screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._recompose_required
            or screen._dirty_widgets
            or screen._callbacks
        )

    def post(self, key: str) -> None:
        """A key arrives; nothing waits for what it does."""
        character = " " if key == "space" else key if len(key) == 1 else None
        self.app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))

    async def press(self, *keys: str) -> None:
        """Press keys, then let everything settle."""
        for key in keys:
            self.post(key)
            await self.pilot._wait_for_screen()
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, key by key, faster than anybody can."""
        for character in text:
            self.post(character)
        await self.pilot.pause()

    async def enter(self, text: str) -> None:
        """Type a text and press Enter; what happens then goes on by itself."""
        await self.type(text)
        await self.pilot.press("enter")

    async def paste(self, text: str) -> None:
        """Paste a text."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    @property
    def step(self) -> str:
        """The screen one is at."""
        return type(self.app.screen).__name__

    @property
    def lines(self) -> list[str]:
        """The screen as text, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The screen as one text, its lines joined by one space each."""
        return " ".join(" ".join(self.lines).split())

    @property
    def next(self) -> str:
        """The line of the next step."""
        room = self.app.screen
        assert isinstance(room, Room)
        return room._trouble or room._next

    def line_with(self, said: str) -> str:
        """The one line of the screen that says this."""
        found = [line for line in self.lines if said in line]
        assert len(found) == 1, (said, self.lines)
        return found[0]

    async def open(self, exercise: str, code: str) -> None:
        """Open an exercise by its name and a candidate's code, from home."""
        from screens.home.screen import Home

        home = self.app.screen
        assert isinstance(home, Home)
        assert home._steps is not None
        for place, door in enumerate(home._steps.doors):
            if door.task is not None and door.task.exercise.en == exercise and code in door.task.codes:
                home._enter(place)
        await self.settle()

    async def brief(self, exercise: str, code: str) -> None:
        """Open an exercise and answer the conflict questions."""
        await self.open(exercise, code)
        while self.step == "ConflictQuestion":
            await self.press("1")

    async def live(self, exercise: str, code: str) -> None:
        """Open an exercise and start its clock."""
        await self.brief(exercise, code)
        await self.press("enter")
        assert self.step == "Live"


@asynccontextmanager
async def visiting(
    path: Path, person: str = "B", size: tuple[int, int] = (80, 24), language: str = "en"
) -> AsyncIterator[Visit]:
    """The app on a file, as a person uses it."""
    app = AssessApp(path, language=language, person=person)
    try:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            visit = Visit(app, pilot)
            await pilot.pause()
            await visit.settle()
            yield visit
    finally:
        app.desk.close()


def read_work(path: Path, initials: str, exercise: str, code: str) -> Work:
    """An assessor's work, read from the file by another run of the program."""
    from sqlalchemy import select
    from sqlmodel import col

    from assess.store.tables import Assignment, Candidate, Exercise, Person, Slot
    from assess.store.transaction import Reading

    def slot(tx: Reading) -> tuple[Id, Id]:
        return tx.session.execute(
            select(col(Slot.id), col(Person.id))
            .join(Assignment, col(Assignment.slot) == col(Slot.id))
            .join(Person, col(Person.id) == col(Assignment.person))
            .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
            .join(Exercise, col(Exercise.id) == col(Slot.exercise))
            .where(col(Person.initials) == initials, col(Exercise.name_en) == exercise, col(Candidate.code) == code)
        ).one()

    with open_store(path, create=False) as store:
        found, person = store.read(slot)
        return store.acting(person).read(work, found)


def read_sheet(path: Path, initials: str, exercise: str, code: str) -> SheetView:
    """An assessor's sheet of a candidate, read from the file by another run of the program."""
    found = read_work(path, initials, exercise, code)
    return next(sheet for sheet in found.sheets if sheet.code == code)
