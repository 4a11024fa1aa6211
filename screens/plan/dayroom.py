"""What the two screens of the timetable share: the center's day, and a reason once its design is frozen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import work
from textual.content import Content

from assess.plan.amend import SHORTEST
from assess.plan.schedule import Schedule, schedule
from assess.plan.timetable.problem import Placed
from assess.report.columns import one_line
from assess.report.timetable_text import placed_said
from assess.words import Id, Message, T, Trouble
from screens.plan.asking import AskingRoom


class DayRoom(AskingRoom):
    """A screen about a center's day."""

    CSS_PATH = "timetable.tcss"

    def __init__(self, center: Id) -> None:
        super().__init__()
        self.center = center
        self.day: Schedule | None = None

    def on_mount(self) -> None:
        """Read the day."""
        self.tell()
        self.read()

    @work(exclusive=True, group="read")
    async def read(self) -> None:
        """The day as it stands."""
        try:
            self.day = await self.desk.read(schedule, self.center)
        except Trouble as trouble:
            self.show(trouble)
            return
        self.fill()
        self.tell()
        self.refresh_bindings()

    def fill(self) -> None:
        """Take over what was read."""

    def head_line(self, called: Message) -> None:
        """The top line."""
        person = self.assess.person
        name = f" · {self.day.name}" if self.day else ""
        frozen = f" · {self.words(T('frozen'))}" if self.day and self.day.frozen else ""
        acting = one_line(f"{person.initials} · {person.name}") if person else ""
        self.head(one_line(f"{self.words(called)}{name}{frozen}"), acting)

    def said(self, one: Placed) -> Content:
        """A performance in a line."""
        return Content(placed_said(self.words, self.day, one)) if self.day else Content("")

    def ask_why(self, then: Callable[[str], Any]) -> None:
        """Go on with the reason of a change, which is asked for after the freeze alone; Esc leaves it undone."""
        if self.day is None or not self.day.frozen:
            then("")
            return
        question = T(
            "The design is frozen. Why does this change? At least {n} characters; every output shows it.", n=SHORTEST
        )
        self.ask(question, then)
