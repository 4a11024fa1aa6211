"""A search for a better timetable, beside the screen: its progress, and the best so far at any time."""

from __future__ import annotations

from threading import Event
from time import monotonic

from assess.plan.timetable.clock import hhmm
from assess.plan.timetable.planning import Planned, Progress, plan
from assess.plan.timetable.problem import Problem
from assess.words import Sayable, T, Words
from screens.desk import Desk

SECONDS = 60.0
"""The longest search; a plan that can't end earlier ends it before."""


class Search:
    """One search, in a thread of the desk."""

    def __init__(self, problem: Problem, seconds: float = SECONDS) -> None:
        self.problem = problem
        self.seconds = seconds
        self.wanted = True
        """Whether what is found is wanted; else it is thrown away."""
        self._progress = Progress(0.0, 0, None)
        self._stop = Event()

    async def run(self, desk: Desk) -> Planned:
        """Look until it is stopped, or for so many seconds."""
        return await desk.call(self._plan)

    def _plan(self) -> Planned:
        return plan(self.problem, self.seconds, monotonic, tell=self._tell, stop=self._stop.is_set)

    def _tell(self, progress: Progress) -> None:
        self._progress = progress

    def take(self) -> None:
        """Enough: the best so far."""
        self._stop.set()

    def cancel(self) -> None:
        """Enough: nothing of it."""
        self.wanted = False
        self._stop.set()

    @property
    def found(self) -> bool:
        """Whether there is something to take."""
        return self._progress.best is not None

    def said(self, words: Words) -> Sayable:
        """How far it is, in words."""
        progress = self._progress
        done = words.percent(progress.share)
        if progress.best is None:
            return T("Planning, {done}: no plan yet. Esc stops.", done=done)
        best = progress.best
        return T(
            "Planning, {done}: ends at {time}, at best {bound}; {n} minutes apart. Enter takes it, Esc stops.",
            done=done,
            time=hhmm(best.ends),
            bound=hhmm(best.bound),
            n=max(0, best.ends - best.bound),
        )
