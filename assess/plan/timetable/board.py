"""The board: what is placed so far, and where the next performance can go."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from assess.plan.timetable.calendar import Grid, runs
from assess.plan.timetable.problem import Placed, Problem, Span, Taker, Task

LATER: Final = 0.1
"""How often a search by chance lets up to a lunch's time pass: with breaks, as early as possible is not always best."""
CHANGE: Final = 1e6
"""What another assessor than before costs when a day is planned again: more than every wish."""


class Sitting(NamedTuple):
    """A performance to place."""

    task: Task
    takers: tuple[Taker, ...]


class Board:
    """Everybody's day while a plan is made. Names of assessors, role players, candidates and rooms are apart."""

    def __init__(self, problem: Problem, grid: Grid, panels: dict[str, tuple[str, ...]]) -> None:
        self.problem = problem
        self.grid = grid
        self.placed: list[Placed] = []
        self._panels = panels
        now = (1 << max(0, grid.size(problem.not_before - problem.hours.start))) - 1
        self._future = grid.whole & ~now
        self._there = {
            **{("taker", one.code): grid.within(one.free) for one in problem.takers},
            **{("watcher", one.initials): grid.within(one.free) for one in problem.watchers},
            **{("player", one.initials): grid.within(one.free) for one in problem.players},
        }
        both = {one.initials for one in problem.watchers} & {one.initials for one in problem.players}
        self._also = {**{("watcher", one): ("player", one) for one in both}}
        self._also.update({("player", one): ("watcher", one) for one in both})
        self._busy: dict[tuple[str, str], int] = {}
        self._met: dict[tuple[str, str], int] = {}
        self._load: dict[str, int] = {}
        self._pairs: dict[frozenset[str], int] = {}
        self._played: dict[str, dict[str, int]] = {}
        self._longest = max(1, grid.size(problem.hours.lunch_minutes))
        self._leads = {one.initials for one in problem.watchers if one.lead}

    # placing

    def place(self, sitting: Sitting, chance: random.Random | None) -> Placed | None:
        """Put a performance at the earliest time that everything allows; None where there is none."""
        task = sitting.task
        length = task.live + max(one.extra for one in sitting.takers)
        starts = self._starts(sitting, length)
        was = self.problem.stay.get((task.code, sitting.takers[0].code))
        if was is not None:
            found = self._near(sitting, starts, length, was)
            if found is not None:
                self.put(found, sitting)
            return found
        while starts:
            cell = (starts & -starts).bit_length() - 1
            starts &= starts - 1
            if chance is not None and chance.random() < LATER:
                passed = cell + chance.randint(1, self._longest)
                later = starts >> passed << passed
                if later:
                    starts = later
                    continue
            found = self._at(sitting, cell, length, chance)
            if found is not None:
                self.put(found, sitting)
                return found
        return None

    def _near(self, sitting: Sitting, starts: int, length: int, was: Placed) -> Placed | None:
        """As it was, where it can be: at its time, else as soon after it as possible, else as late before it."""
        at = (was.start - self.problem.hours.start) // self.grid.step
        cells = [cell for cell in range(self.grid.cells) if starts >> cell & 1]
        for cell in sorted(cells, key=lambda one: (one < at, abs(one - at))):
            found = self._at(sitting, cell, length, None)
            if found is not None:
                return found
        return None

    def put(self, one: Placed, sitting: Sitting) -> None:
        """Enter a performance into everybody's day."""
        self.placed.append(one)
        for person, need in needs(one, sitting.task, self.grid):
            self._take(person, need)
        for watcher, takers in one.watch:
            self._load[watcher] = self._load.get(watcher, 0) + len(takers)
            for taker in takers:
                self._met[watcher, taker] = self._met.get((watcher, taker), 0) + 1
        for taker in one.takers:
            for pair in combinations(one.watched(taker), 2):
                self._pairs[frozenset(pair)] = self._pairs.get(frozenset(pair), 0) + 1
        if one.player is not None:
            counts = self._played.setdefault(one.task, {})
            counts[one.player] = counts.get(one.player, 0) + 1

    def _take(self, person: tuple[str, str], need: int) -> None:
        self._busy[person] = self._busy.get(person, 0) | need
        other = self._also.get(person)
        if other is not None:
            self._busy[other] = self._busy.get(other, 0) | need

    def free(self, person: tuple[str, str]) -> int:
        """The cells of a person or a room that are not taken."""
        return self._there.get(person, self.grid.whole) & ~self._busy.get(person, 0)

    def _starts(self, sitting: Sitting, length: int) -> int:
        """The cells at which candidates, one of the rooms, and enough people are free for long enough."""
        grid, task = self.grid, sitting.task
        prepare, live = grid.size(task.prepare), grid.size(length)
        found = self._future
        for taker in sitting.takers:
            found &= runs(self.free(("taker", taker.code)) & self._future, prepare + live) << prepare
        rooms = 0
        for room in self.rooms(sitting):
            rooms |= self._room_starts(room, length, task)
        return found & rooms & grid.whole

    def _room_starts(self, room: str, length: int, task: Task) -> int:
        """A room may be left to itself once the day is over: the change after the last performance needs no time."""
        beyond = ((1 << self.grid.size(task.change)) - 1) << self.grid.cells
        return runs(self.free(("room", room)) | beyond, self.grid.size(length) + self.grid.size(task.change))

    def rooms(self, sitting: Sitting) -> list[str]:
        """The rooms that an exercise has and its candidates can use."""
        return [
            room
            for room in sitting.task.rooms
            if all(not taker.rooms or room in taker.rooms for taker in sitting.takers)
        ]

    def _at(self, sitting: Sitting, cell: int, length: int, chance: random.Random | None) -> Placed | None:
        grid, task = self.grid, sitting.task
        start = grid.minute(cell)
        for taker in sitting.takers:
            need = grid.span(start - task.prepare, start + length)
            if not self._rested(("taker", taker.code), need):
                return None
        was = self.problem.stay.get((task.code, sitting.takers[0].code))
        rooms = sorted(self.rooms(sitting), key=lambda one: was is None or one != was.room)
        room = next((one for one in rooms if self._room_starts(one, length, task) >> cell & 1), None)
        if room is None:
            return None
        watching = grid.span(start, start + length + task.rate)
        whole = grid.size(length + task.rate)
        able = [one.initials for one in self.problem.watchers if self._can("watcher", one.initials, watching, whole)]
        playing = grid.span(start, start + length)
        for player in self._players(task, playing, grid.size(length), was.player if was else None):
            others = [one for one in able if one != player]
            watch = self._watch(sitting, others, chance)
            if watch is not None:
                codes = tuple(taker.code for taker in sitting.takers)
                return Placed(task.code, codes, room, start, start + length, watch, player)
        return None

    def _can(self, kind: str, name: str, need: int, cells: int) -> bool:
        person = (kind, name)
        return need.bit_count() == cells and not need & ~self.free(person) and self._rested(person, need)

    def _rested(self, person: tuple[str, str], need: int) -> bool:
        """Whether lunch and breaks are still in somebody's day; where the past has broken them, in the rest of it."""
        busy = self._busy.get(person, 0)
        if self.grid.rested(busy | need):
            return True
        if self.grid.rested(busy):
            return False
        ahead = busy & self._future
        return self.grid.rested(ahead | need) or not self.grid.rested(ahead)

    def _players(self, task: Task, need: int, cells: int, was: str | None) -> Iterator[str | None]:
        if not task.needs_player:
            yield None
            return
        played = self._played.get(task.code, {})
        for name in sorted(task.players, key=lambda one: (one != was, -played.get(one, 0))):
            if self._can("player", name, need, cells):
                yield name

    # who watches

    def _watch(
        self, sitting: Sitting, able: Sequence[str], chance: random.Random | None
    ) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
        """Assessors for every candidate: all that the exercise asks for, in a group at least one."""
        task = sitting.task
        seats: dict[str, list[str]] = {}
        for taker in sitting.takers:
            seats[taker.code] = []
        for number in range(task.raters):
            for taker in sorted(sitting.takers, key=lambda one: self._choices(one.code, able)):
                if self._seat(taker.code, able, task, seats, chance, set()):
                    continue
                if number == 0 or len(sitting.takers) == 1:
                    return None
        if any(watchers and set(watchers) <= self._leads for watchers in seats.values()):
            return None
        watch: dict[str, list[str]] = {}
        for code, watchers in seats.items():
            for watcher in watchers:
                watch.setdefault(watcher, []).append(code)
        return tuple((watcher, tuple(codes)) for watcher, codes in sorted(watch.items()))

    def _choices(self, taker: str, able: Sequence[str]) -> int:
        return sum((one, taker) not in self.problem.barred for one in able)

    def _seat(
        self,
        taker: str,
        able: Sequence[str],
        task: Task,
        seats: dict[str, list[str]],
        chance: random.Random | None,
        tried: set[str],
    ) -> bool:
        """One assessor more for a candidate, if need be by giving another candidate another one."""
        limit = task.limit if task.size > 1 else 1
        wishes = sorted(able, key=lambda one: self._wish(one, taker, task, seats, chance))
        for watcher in wishes:
            if watcher in tried or watcher in seats[taker] or (watcher, taker) in self.problem.barred:
                continue
            if seats[taker] and watcher in self._leads and set(seats[taker]) <= self._leads:
                continue
            tried.add(watcher)
            holders = [code for code, watchers in seats.items() if watcher in watchers]
            if len(holders) < limit:
                seats[taker].append(watcher)
                return True
            for holder in holders:
                seats[holder].remove(watcher)
                if self._seat(holder, able, task, seats, chance, tried):
                    seats[taker].append(watcher)
                    return True
                seats[holder].append(watcher)
        return False

    def _wish(
        self, watcher: str, taker: str, task: Task, seats: dict[str, list[str]], chance: random.Random | None
    ) -> float:
        wishes = self.problem.wishes
        panel = self._panels.get(task.code)
        now = sum(watcher in watchers for watchers in seats.values())
        noise = chance.random() * wishes.repeat if chance is not None else 0.0
        was = self.problem.stay.get((task.code, taker))
        changes = 0.0 if was is None or watcher in was.watched(taker) else CHANGE
        return (
            changes
            + wishes.repeat * self._met.get((watcher, taker), 0)
            + wishes.load * (self._load.get(watcher, 0) + now)
            + sum(wishes.pair * self._pairs.get(frozenset((watcher, one)), 0) for one in seats[taker])
            + (wishes.outside if panel is not None and watcher not in panel else 0.0)
            + noise
            + (0.5 if watcher in self._leads else 0.0)
        )


def needs(one: Placed, task: Task, grid: Grid) -> Iterator[tuple[tuple[str, str], int]]:
    """Whom and what a performance takes, and which cells of theirs."""
    for taker in one.takers:
        yield ("taker", taker), grid.span(one.start - task.prepare, one.end)
    yield ("room", one.room), grid.span(one.start, one.end + task.change)
    for watcher, _ in one.watch:
        yield ("watcher", watcher), grid.span(one.start, one.end + task.rate)
    if one.player is not None:
        yield ("player", one.player), grid.span(one.start, one.end)


def spans(one: Placed, task: Task) -> dict[str, Span]:
    """The times of a performance by what they are: prepare, live, rate."""
    return {
        "prepare": Span(one.start - task.prepare, one.start),
        "live": Span(one.start, one.end),
        "rate": Span(one.end, one.end + task.rate),
    }
