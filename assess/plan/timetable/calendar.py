"""One person's day as the bits of a whole number: bit i is the i-th cell of the grid, set where it is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assess.plan.timetable.problem import Hours, Span


@dataclass(frozen=True)
class Grid:
    """The day in cells of `step` minutes."""

    hours: Hours
    step: int

    @cached_property
    def cells(self) -> int:
        """How many there are."""
        return max(0, (self.hours.end - self.hours.start) // self.step)

    @cached_property
    def whole(self) -> int:
        """All cells."""
        return (1 << self.cells) - 1

    def size(self, minutes: int) -> int:
        """Minutes as cells, rounded up."""
        return -(-minutes // self.step)

    def minute(self, cell: int) -> int:
        """When a cell begins."""
        return self.hours.start + cell * self.step

    def span(self, start: int, end: int) -> int:
        """The cells that a time touches; what lies outside the day is left out."""
        first = max(0, (start - self.hours.start) // self.step)
        last = min(self.cells, -(-(end - self.hours.start) // self.step))
        return ((1 << (last - first)) - 1) << first if last > first else 0

    def within(self, spans: Iterable[Span]) -> int:
        """The cells that lie wholly in one of the times; all of them where there is none."""
        found, given = 0, False
        for start, end in spans:
            given = True
            first = max(0, -(-(start - self.hours.start) // self.step))
            last = min(self.cells, (end - self.hours.start) // self.step)
            if last > first:
                found |= ((1 << (last - first)) - 1) << first
        return found if given else self.whole

    @cached_property
    def _lunch(self) -> int:
        lunch = self.hours.lunch
        return self.within([lunch]) if lunch is not None else 0

    def rested(self, busy: int) -> bool:
        """Whether lunch and breaks are in a day (H9)."""
        if self.hours.lunch is not None:
            lunch = self.size(self.hours.lunch_minutes)
            if busy & self._lunch and not runs(self._lunch & ~busy, lunch):
                return False
        if not self.hours.stretch or not busy:
            return True
        pause = self.size(self.hours.pause)
        begins = runs(~busy & self.whole, pause)
        rest = begins
        for shift in range(1, pause):
            rest |= begins << shift
        first = (busy & -busy).bit_length() - 1
        on_duty = ((1 << busy.bit_length()) - 1) >> first << first
        return not runs(on_duty & ~rest, self.hours.stretch // self.step + 1)


def runs(free: int, size: int) -> int:
    """The cells at which a run of `size` set cells begins. O(log size)."""
    if size <= 0:
        return free
    have = 1
    while have < size and free:
        step = min(have, size - have)
        free &= free >> step
        have += step
    return free
