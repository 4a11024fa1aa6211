"""What happens on the day: somebody is missing, late, or takes part no more. As a day to be planned again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assess.plan.timetable.clock import minute_of
from assess.plan.timetable.problem import Problem, Span, Taker, Watcher
from assess.words import Refused, T


@dataclass(frozen=True)
class Happened:
    """What has changed, in the names of the timetable; minutes since midnight."""

    now: int | None = None
    """What begins before it stands as it was; None for the whole day."""
    absent: tuple[tuple[str, int], ...] = ()
    """Assessor or role player, and from when on they are not there."""
    late: tuple[tuple[str, int], ...] = ()
    """Candidate, and when they come."""
    withdrawn: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether everything is as it was."""
        return not (self.absent or self.late or self.withdrawn)


def after(problem: Problem, happened: Happened) -> Problem:
    """The day as it is now.

    Raises: Refused, when a name is not of this day.
    """
    people = {one.initials for one in (*problem.watchers, *problem.players)}
    takers = {one.code for one in problem.takers}
    for name, known in (
        *((name, people) for name, _ in happened.absent),
        *((name, takers) for name, _ in happened.late),
        *((name, takers) for name in happened.withdrawn),
    ):
        if name not in known:
            raise Refused(
                T("Nobody of this day is called so."),
                where=name,
                do=T("There are: {names}", names=", ".join(sorted(known))),
            )
    gone, late = dict(happened.absent), dict(happened.late)
    return replace(
        problem,
        takers=tuple(_come(problem, one, late) for one in problem.takers if one.code not in happened.withdrawn),
        watchers=tuple(_until(problem, one, gone) for one in problem.watchers),
        players=tuple(_until(problem, one, gone) for one in problem.players),
        not_before=problem.not_before if happened.now is None else happened.now,
    )


def _come(problem: Problem, one: Taker, late: dict[str, int]) -> Taker:
    if one.code not in late:
        return one
    return replace(one, free=cut(problem, one.free, late[one.code], problem.hours.end))


def _until(problem: Problem, one: Watcher, gone: dict[str, int]) -> Watcher:
    if one.initials not in gone:
        return one
    return replace(one, free=cut(problem, one.free, problem.hours.start, gone[one.initials]))


def cut(problem: Problem, free: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The times that are left between two minutes; a span without a minute when there is none."""
    whole = free or (Span(problem.hours.start, problem.hours.end),)
    left = tuple(Span(max(one.start, start), min(one.end, end)) for one in whole)
    return tuple(one for one in left if one.start < one.end) or (Span(0, 0),)


def who_and_when(said: str) -> tuple[str, int | None]:
    """A name and a time as they are typed: `B`, `B@12:00`, `B 12:00`, `K4 ab 13 Uhr`.

    Raises: Usage, when the time is none.
    """
    found = re.fullmatch(r"\s*(\S+?)(?:\s*@\s*|\s+(?:ab |from |at |um )?)(\S.*)", said, re.IGNORECASE)
    if found is None:
        return said.strip(), None
    return found[1], minute_of(found[2])
