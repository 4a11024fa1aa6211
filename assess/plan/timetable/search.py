"""The times of a real day: performances in an order, each as early as all rules allow, and better orders.

Multi-pass list scheduling (Zimmermann and Trautmann, Journal of Scheduling 21, 2018), with exchanges in the order for
as long as time allows. Every plan it gives holds every hard constraint; the last one is the best so far.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from assess.plan.timetable.board import Board, Sitting
from assess.plan.timetable.bound import earliest_end
from assess.plan.timetable.calendar import Grid
from assess.plan.timetable.colouring import Edge, colour, fewest
from assess.plan.timetable.cost import Cost, cost_of, ends_at
from assess.plan.timetable.problem import Placed, Problem


class Timetable(NamedTuple):
    """A plan that holds every hard constraint."""

    placed: tuple[Placed, ...]
    """In order of time."""
    ends: int
    """When the last one has rated, in minutes since midnight."""
    bound: int
    """No plan ends earlier."""
    cost: Cost

    @property
    def shortest(self) -> bool:
        """Whether no plan can end earlier."""
        return self.ends <= self.bound


def timetables(
    problem: Problem, *, seed: int = 1, passes: int = 400, go_on: Callable[[], bool] = lambda: True
) -> Iterator[Timetable]:
    """Plans, each better than the one before: it ends earlier, or as early and costs less. The same for a seed."""
    chance = random.Random(seed)
    grid = Grid(problem.hours, problem.step)
    sittings = all_sittings(problem)
    bound = earliest_end(problem)
    orders = first_orders(problem, sittings, chance)
    best: Timetable | None = None
    best_order: list[Sitting] = []
    for number in range(passes):
        if not go_on():
            return
        order = orders[number] if number < len(orders) else _other(best_order or orders[0], chance)
        noise = chance if number >= len(orders) and chance.random() < 0.5 else None
        found = make(problem, grid, order, noise)
        if found is None:
            continue
        ends = ends_at(problem, found)
        cost = cost_of(problem, found)
        if best is None or (ends, cost.whole) <= (best.ends, best.cost.whole):
            better = best is None or (ends, cost.whole) < (best.ends, best.cost.whole)
            best, best_order = Timetable(found, ends, bound, cost), order
            if better:
                yield best


def timetable(problem: Problem, *, seed: int = 1, passes: int = 400) -> Timetable | None:
    """The best plan of so many passes; None when none was found, which proves nothing (`clash` may)."""
    best = None
    for best in timetables(problem, seed=seed, passes=passes):  # noqa: B007  the last is the best
        pass
    return best


def make(problem: Problem, grid: Grid, order: list[Sitting], chance: random.Random | None) -> tuple[Placed, ...] | None:
    """Place all performances in this order; None when one finds no place."""
    board = Board(problem, grid, panels(problem))
    known = {taker.code: taker for taker in problem.takers}
    for one in problem.fixed:
        sitting = Sitting(problem.task(one.task), tuple(known[code] for code in one.takers if code in known))
        length = sitting.task.live + max((taker.extra for taker in sitting.takers), default=0)
        end = one.start + length if one.end is None else one.end
        board.put(Placed(one.task, one.takers, one.room, one.start, end, one.watch, one.player), sitting)
    for sitting in order:
        if board.place(sitting, chance) is None:
            return None
    found = tuple(sorted(board.placed, key=lambda one: (one.start, one.task, one.takers)))
    return found if each_competency_twice(problem, found) else None


def each_competency_twice(problem: Problem, placed: tuple[Placed, ...]) -> bool:
    """H6: at least two assessors for each candidate and competency, over all exercises that show it."""
    met: dict[tuple[str, str], set[str]] = {}
    here = {taker.code for taker in problem.takers}
    for one in placed:
        task = problem.task(one.task)
        for taker in here.intersection(one.takers):
            for competency in task.competencies or (f"in {task.code}",):
                met.setdefault((taker, competency), set()).update(one.watched(taker))
    wanted = min(2, max((task.raters for task in problem.tasks), default=0))
    return all(len(watchers) >= wanted for watchers in met.values())


def all_sittings(problem: Problem) -> list[Sitting]:
    """What has to be placed: each candidate alone, groups as evenly as they go; without what is fixed."""
    done = {(one.task, taker) for one in problem.fixed for taker in one.takers}
    found = []
    for task in problem.tasks:
        takers = [one for one in problem.takers if task.code in one.tasks and (task.code, one.code) not in done]
        if task.size <= 1:
            found += [Sitting(task, (one,)) for one in takers]
            continue
        said = [tuple(one for one in takers if one.code in codes) for codes in problem.groups.get(task.code, ())]
        found += [Sitting(task, group) for group in said if group]
        rest = [one for one in takers if not any(one in group for group in said)]
        groups = -(-len(rest) // task.size)
        found += [Sitting(task, tuple(rest[number::groups])) for number in range(groups)]
    return found


def panels(problem: Problem) -> dict[str, tuple[str, ...]]:
    """With constant pairs: which assessors an exercise has; empty for a rotation.

    The exercise with the most to watch first, to the pair with the least to do and the fewest conflicts.
    """
    if problem.style != "pairs":
        return {}
    names = [one.initials for one in problem.watchers]
    found: dict[str, tuple[str, ...]] = {}
    load = dict.fromkeys(names, 0)
    tasks = [task for task in problem.tasks if task.size <= 1]
    counts = {task.code: sum(task.code in one.tasks for one in problem.takers) for task in tasks}
    for task in sorted(tasks, key=lambda one: (-counts[one.code] * (one.live + one.rate), one.code)):
        takers = [one.code for one in problem.takers if task.code in one.tasks]
        order = sorted(names, key=lambda one: (load[one], sum((one, code) in problem.barred for code in takers), one))
        found[task.code] = tuple(order[: task.raters])
        for one in found[task.code]:
            load[one] += counts[task.code] * (task.live + task.rate)
    return found


def first_orders(problem: Problem, sittings: list[Sitting], chance: random.Random) -> list[list[Sitting]]:
    """Where the search begins: groups first, then as the equal slots of `colouring` say; some of them shuffled."""
    groups = [one for one in sittings if one.task.size > 1]
    alone = [one for one in sittings if one.task.size <= 1]
    found = []
    for turn in range(8):
        mixed = list(alone)
        if turn:
            chance.shuffle(mixed)
        slots = _slots(problem, mixed)
        if turn % 2:
            chance.shuffle(groups)
        by_slot = [one for _, one in sorted(zip(slots, mixed, strict=True), key=lambda pair: pair[0])]
        found.append([*groups, *by_slot] if turn % 4 < 2 else [*by_slot, *groups])
    return found


def _slots(problem: Problem, sittings: list[Sitting]) -> list[int]:
    takers = {one.code: number for number, one in enumerate(problem.takers)}
    rooms: dict[tuple[str, int], int] = {}
    count: dict[str, int] = {}
    edges = []
    panel = panels(problem)
    for one in sittings:
        number = count[one.task.code] = count.get(one.task.code, -1) + 1
        room = (one.task.code, number % max(1, len(one.task.rooms))) if not panel else (str(panel[one.task.code]), 0)
        edges.append(Edge(takers[one.takers[0].code], rooms.setdefault(room, len(rooms))))
    raters = max((one.task.raters for one in sittings), default=1)
    together = max(1, len(problem.watchers) // max(1, raters))
    return colour(edges, fewest(edges, together))


def _other(order: list[Sitting], chance: random.Random) -> list[Sitting]:
    """The order with one to three of its performances elsewhere."""
    found = list(order)
    if len(found) < 2:
        return found
    for _ in range(chance.choice((1, 1, 2, 3))):
        one = found.pop(chance.randrange(len(found)))
        found.insert(chance.randrange(len(found) + 1), one)
    return found
