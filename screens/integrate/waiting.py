"""What the moderator can do while sheets are missing: excuse an assessor, or force a reveal. With a reason."""

from __future__ import annotations

from asyncio import Future
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from textual import on, work

from assess.conduct.reveal import A_FEW_WORDS, ENOUGH, excuse_assessor, force_reveal
from assess.integrate.progress import Missing
from assess.report.columns import one_line
from assess.words import T, Trouble
from screens.base import Room
from screens.command import Command
from screens.integrate.missing import MissingSheets
from screens.integrate.reason import Reason
from screens.widgets.virtual import Virtual

WAITING: Final = (
    Command(
        "washup.excuse",
        "x",
        T("Excuse"),
        T("Wait no longer for the marked assessor, with a reason; the sheet stays theirs (moderator)."),
        "excuse",
        short=T("Without"),
    ),
    Command(
        "washup.force",
        "v",
        T("Force reveal"),
        T("Show what is locked of the marked exercise although sheets are open, with a reason (moderator)."),
        "force",
        short=T("Reveal"),
    ),
)


class Waiting(Room[None]):
    """A screen with the list of missing sheets."""

    @property
    def awaited(self) -> Missing | None:
        """The marked sheet, while the list is shown."""
        return self.query_one("#missing", MissingSheets).chosen if self.has_class("-missing") else None

    @property
    def moderates(self) -> bool:
        """Whether the acting person is a moderator."""
        return "moderator" in (self.assess.person.functions if self.assess.person else ())

    def may_wait(self, action: str) -> bool:
        """Whether it is offered: to the moderator, where somebody has locked and it is not revealed."""
        one = self.awaited
        if one is None or one.excused or not self.moderates:
            return False
        return action == "excuse" or (one.locked > 0 and not one.forced)

    def action_excuse(self) -> None:
        """Ask why, then wait for this assessor no longer."""
        one = self.awaited
        if one is None:
            return
        who, code = one_line(one.initials), one_line(one.code)
        self.app.push_screen(
            Reason(
                T("Excuse {initials} from {exercise}, {code}? Why?", initials=who, exercise=one.exercise, code=code),
                T(
                    "Nobody waits for this sheet any more. It stays {initials}'s, and counts only once locked.",
                    initials=who,
                ),
                A_FEW_WORDS,
            ),
            partial(self._excuse, one),
        )

    def action_force(self) -> None:
        """Ask why, then reveal what is locked."""
        one = self.awaited
        if one is None:
            return
        code = one_line(one.code)
        self.app.push_screen(
            Reason(
                T("Reveal {exercise}, {code}, although sheets are open? Why?", exercise=one.exercise, code=code),
                T("It is journaled, and a deviation. What is locked later is marked as late in every document."),
                ENOUGH,
            ),
            partial(self._force, one),
        )

    def _excuse(self, one: Missing, reason: str | None) -> None:
        if reason is not None:
            self._follow(self.desk.write(excuse_assessor, one.person, one.candidate, one.exercise_id, reason))

    def _force(self, one: Missing, reason: str | None) -> None:
        if reason is not None:
            self._follow(self.desk.write(force_reveal, one.candidate, one.exercise_id, reason))

    @work(group="write")
    async def _follow(self, waiting: Future[Any]) -> None:
        self.saving()
        try:
            await waiting
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        self.waited()

    @on(Virtual.Marked, "#missing")
    def another(self, event: Virtual.Marked) -> None:
        """Another sheet is marked: perhaps other things can be done."""
        event.stop()
        self.refresh_bindings()

    def waited(self) -> None:
        """It is committed."""
        if self.is_mounted:
            self.saved(datetime.now(UTC))
            self.read()

    def read(self) -> object:
        """Read the file again; the screen's own."""
        raise NotImplementedError
