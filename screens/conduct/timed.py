"""A step with a running clock: what it shows, and the hands that are laid on it."""

from __future__ import annotations

import re
from asyncio import Future
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from textual.content import Content
from textual.widgets import Static

from assess.conduct import machine
from assess.conduct.clock import Dial, Moment, Tick, read
from assess.conduct.timing import WATCHED, begin, pause, set_clock, stop
from assess.conduct.work import PhaseView
from assess.words import Message, T, Trouble
from screens.conduct.flow import Hour
from screens.conduct.say import clock_of
from screens.conduct.step import Step

PAUSED: Final = T("Why is the clock paused?")
SET: Final = T("New time and why, as 12:30 late start")
TIME_AND_REASON: Final = re.compile(r"\s*(\d{1,3}):([0-5]\d)\s*(.*)")

Does = Literal["go on", "next", "pause", "set", "stop"]


class Choice(NamedTuple):
    """Something the clock's menu offers."""

    key: str
    does: Does


def choices(dial: Dial, following: PhaseView | None) -> tuple[Choice, ...]:
    """What the clock's menu offers; F8 is what mostly comes next."""
    if dial.started and not dial.running:
        return Choice("f8", "go on"), Choice("f3", "set"), Choice("f4", "stop")
    if following is not None:
        return Choice("f8", "next"), Choice("f2", "pause"), Choice("f3", "set"), Choice("f4", "stop")
    return Choice("f8", "stop"), Choice("f2", "pause"), Choice("f3", "set"), Choice("f4", "stop")


def menu_text(dial: Dial, following: PhaseView | None) -> Message:
    """The menu, in place of the next step."""
    if dial.started and not dial.running:
        return T("Clock: F8 go on  F3 set time  F4 stop  Esc back")
    if following is not None:
        return T("Clock: F8 {part}  F2 pause  F3 set time  F4 stop  Esc back", part=following.name)
    return T("Clock: F8 stop  F2 pause  F3 set time  Esc back")


class Timed(Step):
    """A step whose clock runs."""

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._clock_drawn = ""

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The hands on the clock that this screen shows."""
        return self.hour.work.ticks

    @property
    def phase(self) -> PhaseView:
        """The watched phase that was started last; the first one before any start."""
        watched = self._watched()
        started = [tick.phase for tick in self.ticks if tick.hand in ("start", "resume")]
        return next((phase for code in reversed(started) for phase in watched if phase.code == code), watched[0])

    @property
    def following(self) -> PhaseView | None:
        """The watched phase after this one, if there is one: the question round."""
        watched = self._watched()
        place = watched.index(self.phase) + 1
        return watched[place] if place < len(watched) else None

    def _watched(self) -> list[PhaseView]:
        return [phase for phase in self.hour.work.phases if phase.kind in WATCHED]

    def dial(self, now: Moment | None = None) -> Dial:
        """What the clock of the phase shows."""
        return read(self.ticks, self.phase.code, now or machine.moment())

    def clock_text(self) -> Content:
        """`06:41 of 20:00`."""
        return clock_of(self.words, self.dial(), self.phase, named=self.phase.kind == "questions")

    def draw_clock(self) -> bool:
        """Draw the clock when its second changes; whether it did."""
        if not self.here:
            return False
        text = self.clock_text()
        drawn = f"{text.plain} {text.spans}"
        if drawn == self._clock_drawn:
            return False
        self._clock_drawn = drawn
        shown = self.query_one("#clock", Static)
        shown.update(text, layout=len(text.plain) != len(str(shown.content)))
        return True

    def tell(self) -> None:
        """The clock is drawn anew with everything else."""
        self._clock_drawn = ""
        super().tell()

    # hands on the clock

    def lay(self, does: Does, now: Moment) -> None:
        """Do what was chosen in the clock's menu, at the moment of the key."""
        slot, code = self.hour.slot, self.phase.code
        if does == "pause":
            self.ask(PAUSED, lambda why: self._pause(now, why))
        elif does == "set":
            self.ask(SET, lambda said: self._set(now, said))
        elif does == "go on":
            self.put(self.desk.write(begin, slot, code, now), then=lambda _: self.clock_changed())
        elif does == "next" and self.following is not None:
            self.put(self.desk.write(stop, slot, code, now))
            self.put(self.desk.write(begin, slot, self.following.code, now), then=lambda _: self.clock_changed())
        else:
            self.put(self.desk.write(stop, slot, code, now), then=lambda _: self.stopped())

    def clock_changed(self) -> None:
        """A hand was laid: read it."""
        if self.here:
            self.reload()

    def stopped(self) -> None:
        """The last watched phase has ended."""
        self.clock_changed()

    def _pause(self, now: Moment, why: str) -> None:
        waiting = self.desk.write(pause, self.hour.slot, self.phase.code, now, why)
        self._timed(waiting, PAUSED, why, self._pause, now)

    def _set(self, now: Moment, said: str) -> None:
        found = TIME_AND_REASON.fullmatch(said)
        if found is None:
            self.ask(SET, lambda again: self._set(now, again), said)
            self.show(T("The time goes first, as minutes and seconds: 12:30 late start"))
            return
        seconds = int(found[1]) * 60.0 + int(found[2])
        waiting = self.desk.write(set_clock, self.hour.slot, self.phase.code, seconds, now, found[3])
        self._timed(waiting, SET, said, self._set, now)

    def _timed(
        self, waiting: Future[Dial], question: Message, said: str, again: Callable[[Moment, str], None], now: Moment
    ) -> None:
        """Follow a hand on the clock; when it is refused, the reason goes back into the line."""

        def refused(trouble: Trouble) -> None:
            if self.here:
                self.ask(question, lambda more: again(now, more), said)
                self.show(trouble)

        self.put(waiting, then=lambda _: self.clock_changed(), failed=refused)
