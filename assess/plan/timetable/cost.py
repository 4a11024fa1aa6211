"""What a timetable costs by its soft wishes: each with its weight and its number, so that people see the price."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import NamedTuple

from assess.plan.timetable.problem import Placed, Problem


class Cost(NamedTuple):
    """The soft wishes of a plan, weighed; lower is better."""

    repeat: float
    outside: float
    pair: float
    load: float
    order: float
    wait: float
    corridor: float

    @property
    def whole(self) -> float:
        """Their sum."""
        return sum(self)


def ends_at(problem: Problem, placed: tuple[Placed, ...]) -> int:
    """When the last one has rated; the day's start for an empty plan."""
    rate = {task.code: task.rate for task in problem.tasks}
    return max((one.end + rate[one.task] for one in placed), default=problem.hours.start)


def cost_of(problem: Problem, placed: tuple[Placed, ...]) -> Cost:
    """Weigh a plan. See `Wishes` for what each part is."""
    wishes = problem.wishes
    met: dict[tuple[str, str], int] = {}
    load = {one.initials: 0 for one in problem.watchers}
    pairs = {frozenset(pair): 0 for pair in combinations(load, 2)}
    for one in placed:
        for taker in one.takers:
            watchers = one.watched(taker)
            for watcher in watchers:
                met[watcher, taker] = met.get((watcher, taker), 0) + 1
                load[watcher] = load.get(watcher, 0) + 1
            for pair in combinations(watchers, 2):
                pairs[frozenset(pair)] = pairs.get(frozenset(pair), 0) + 1
    repeats = sum(times * (times - 1) / 2 for times in met.values())
    return Cost(
        repeat=wishes.repeat * repeats,
        outside=wishes.outside * _outside(problem, placed) if problem.style == "pairs" else 0.0,
        pair=wishes.pair * _spread(list(pairs.values())) if problem.style == "rotation" else 0.0,
        load=wishes.load * _spread(list(load.values())),
        order=wishes.order * _order(problem, placed),
        wait=wishes.wait * _wait(problem, placed),
        corridor=wishes.corridor * _corridor(placed),
    )


def _spread(counts: list[int]) -> float:
    mean = sum(counts) / len(counts) if counts else 0.0
    return sum((count - mean) ** 2 for count in counts)


def _outside(problem: Problem, placed: tuple[Placed, ...]) -> int:
    """How many assessors are not of those who watch an exercise most: what breaks a constant pair."""
    outside = 0
    for task in problem.tasks:
        if task.size > 1:
            continue
        counts: dict[str, int] = {}
        for one in placed:
            if one.task == task.code:
                for watcher, _ in one.watch:
                    counts[watcher] = counts.get(watcher, 0) + 1
        outside += sum(sorted(counts.values(), reverse=True)[task.raters :])
    return outside


def _order(problem: Problem, placed: tuple[Placed, ...]) -> float:
    """Who is first and who is last in an exercise, squared: nobody should be so every time."""
    found = 0.0
    for pick in (0, -1):
        times = {one.code: 0 for one in problem.takers}
        for task in problem.tasks:
            turns = sorted((one for one in placed if one.task == task.code), key=lambda one: one.start)
            if task.size <= 1 and turns:
                times[turns[pick].takers[0]] = times.get(turns[pick].takers[0], 0) + 1
        found += sum(time * (time - 1) for time in times.values())
    return found


def _wait(problem: Problem, placed: tuple[Placed, ...]) -> float:
    """By how many minutes the candidates' pauses between exercises differ from their mean."""
    prepare = {task.code: task.prepare for task in problem.tasks}
    pauses = []
    for taker in problem.takers:
        mine = sorted((one for one in placed if taker.code in one.takers), key=lambda one: one.start)
        pauses += [later.start - prepare[later.task] - before.end for before, later in pairwise(mine)]
    mean = sum(pauses) / len(pauses) if pauses else 0.0
    return sum(abs(pause - mean) for pause in pauses)


def _corridor(placed: tuple[Placed, ...]) -> int:
    """How often a candidate comes out of an exercise just as the next one goes in."""
    leaves = {(one.task, one.end) for one in placed}
    return sum((one.task, one.start) in leaves for one in placed)
