"""What is given for a day: exercises, candidates, people, rooms, everybody's hours. Minutes since midnight."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from math import gcd
from typing import NamedTuple

from assess.plan.timetable.turns import Style


class Span(NamedTuple):
    """From a minute (included) to a minute (excluded)."""

    start: int
    end: int


@dataclass(frozen=True)
class Task:
    """An exercise as the timetable sees it."""

    code: str
    live: int
    """Minutes with the candidates, all live phases together."""
    rooms: tuple[str, ...]
    prepare: int = 0
    """Minutes before it begins, right before, the same for all (H3)."""
    rate: int = 0
    """Minutes of classifying and rating after it, blocked for its assessors (H4)."""
    change: int = 0
    """Minutes that the room needs after it."""
    size: int = 1
    """The most candidates at once; 1 for an exercise alone."""
    raters: int = 2
    """Assessors of each candidate; in a group at least 1 where there are too few."""
    limit: int = 2
    """The most candidates that an assessor watches at once (H7)."""
    players: tuple[str, ...] = ()
    """Who may play the other part; the first who can plays it for all, if possible (H8)."""
    needs_player: bool = False
    competencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taker:
    """A candidate and the exercises of their roles."""

    code: str
    tasks: tuple[str, ...]
    extra: int = 0
    """Minutes more for each exercise: an adjustment, without a reason (H10)."""
    free: tuple[Span, ...] = ()
    """When they can be there; empty for the whole day (H11)."""
    rooms: frozenset[str] = frozenset()
    """The rooms they can use; empty for all (H10)."""


@dataclass(frozen=True)
class Watcher:
    """An assessor or a role player."""

    initials: str
    free: tuple[Span, ...] = ()
    """When they can be there; empty for the whole day (H11)."""
    lead: bool = False
    """A future line manager: may watch, but not alone (H12)."""


@dataclass(frozen=True)
class Hours:
    """The rules of everybody's hours (H9)."""

    start: int = 9 * 60
    end: int = 18 * 60
    lunch: Span | None = field(default=Span(11 * 60 + 30, 14 * 60))
    lunch_minutes: int = 30
    stretch: int = 120
    """The longest time without a break; 0 for no rule."""
    pause: int = 10


class Wishes(NamedTuple):
    """What the soft wishes are worth against each other; the length of the day comes before all of them (S6)."""

    repeat: float = 8.0
    """S1: an assessor who watches a candidate once more, per pair of times."""
    outside: float = 100.0
    """S2, with constant pairs: an assessor who is not of the exercise's pair."""
    pair: float = 1.0
    """S3: two assessors who watch together more or less often than others, squared."""
    load: float = 2.0
    """S3: an assessor who watches more or less often than others, squared."""
    order: float = 1.0
    """S4: a candidate who is first or last more often than others, squared."""
    wait: float = 0.1
    """S5: a minute by which a candidate's pauses between exercises differ."""
    corridor: float = 0.5
    """S7: a candidate who comes out as the next one goes in."""


@dataclass(frozen=True)
class Fixed:
    """A performance that stands: past, or kept by hand."""

    task: str
    takers: tuple[str, ...]
    room: str
    start: int
    watch: tuple[tuple[str, tuple[str, ...]], ...]
    """Per assessor: the candidates they watch."""
    player: str | None = None
    end: int | None = None
    """When the candidates are done; as long as the exercise takes, unless it is known."""

    def over(self, task: Task) -> int:
        """When it is rated: the exercise's own length counts where no end is known."""
        return (self.start + task.live if self.end is None else self.end) + task.rate


class Placed(NamedTuple):
    """A performance with its time, room and people."""

    task: str
    takers: tuple[str, ...]
    room: str
    start: int
    """When it begins, after the preparation."""
    end: int
    """When the candidates are done; rating comes after."""
    watch: tuple[tuple[str, tuple[str, ...]], ...]
    player: str | None = None

    def watched(self, taker: str) -> tuple[str, ...]:
        """The assessors of one candidate."""
        return tuple(watcher for watcher, takers in self.watch if taker in takers)


@dataclass(frozen=True)
class Problem:
    """A day to be planned."""

    tasks: tuple[Task, ...]
    takers: tuple[Taker, ...]
    watchers: tuple[Watcher, ...]
    players: tuple[Watcher, ...] = ()
    barred: frozenset[tuple[str, str]] = frozenset()
    """Assessor and candidate who must not meet (H5)."""
    hours: Hours = field(default_factory=Hours)
    style: Style = "rotation"
    wishes: Wishes = field(default_factory=Wishes)
    fixed: tuple[Fixed, ...] = ()
    not_before: int = 0
    """Nothing that is not fixed begins earlier: now, when a day is planned again."""
    groups: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Per group exercise, who is in which group, where a person has said so."""
    stay: dict[tuple[str, str], Placed] = field(default_factory=dict)
    """Per exercise and candidate: how it was before; time, room and people stay so where they can."""

    def task(self, code: str) -> Task:
        """An exercise by its code."""
        return next(task for task in self.tasks if task.code == code)

    @property
    def step(self) -> int:
        """Minutes of one cell of the grid: everything begins and ends on it."""
        found = 0
        for task in self.tasks:
            for minutes in (task.live, task.prepare, task.rate, task.change):
                found = gcd(found, minutes)
        for taker in self.takers:
            found = gcd(found, taker.extra)
        hours = self.hours
        free = [one.free for one in self.takers] + [one.free for one in (*self.watchers, *self.players)]
        for span in chain.from_iterable(free):
            found = gcd(gcd(found, span.start - hours.start), span.end - hours.start)
        if hours.lunch is not None:
            found = gcd(gcd(found, hours.lunch.start - hours.start), hours.lunch_minutes)
        if hours.stretch:
            found = gcd(gcd(found, hours.stretch), hours.pause)
        for one in self.fixed:
            found = gcd(found, one.start - hours.start)
        return found or 1
