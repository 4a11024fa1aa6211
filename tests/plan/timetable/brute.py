"""Every plan of a tiny day, tried one by one: what the planner's answer is held against."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from assess.plan.timetable.problem import Placed, Problem, Taker, Task
from tests.plan.timetable.rules import broken


def shortest(problem: Problem, step: int = 10) -> int | None:
    """The earliest end of any plan; None when there is none. Everybody alone, all starts tried."""
    todo = [(task, taker) for task in problem.tasks for taker in problem.takers if task.code in taker.tasks]
    for end in range(problem.hours.start, problem.hours.end + max(task.rate for task in problem.tasks) + 1, step):
        if next(_plans(problem, todo, end, step, []), None) is not None:
            return end
    return None


def _plans(
    problem: Problem, todo: list[tuple[Task, Taker]], end: int, step: int, so_far: list[Placed]
) -> Iterator[list[Placed]]:
    if not todo:
        if not broken(problem, so_far):
            yield so_far
        return
    task, taker = todo[0]
    code, extra = taker.code, taker.extra
    players = task.players if task.needs_player else (None,)
    latest = end - task.rate - task.live - extra
    starts = range(problem.hours.start + task.prepare, latest + 1, step)
    names = [watcher.initials for watcher in problem.watchers if (watcher.initials, code) not in problem.barred]
    for start, room, player, watch in product(starts, task.rooms, players, combinations(names, task.raters)):
        people = tuple((name, (code,)) for name in watch)
        one = Placed(task.code, (code,), room, start, start + task.live + extra, people, player)
        if not any(_clash(problem, one, other) for other in so_far):
            yield from _plans(problem, todo[1:], end, step, [*so_far, one])


def _clash(problem: Problem, one: Placed, other: Placed) -> bool:
    tasks = {task.code: task for task in problem.tasks}
    mine, theirs = tasks[one.task], tasks[other.task]
    if set(one.takers) & set(other.takers) and one.start - mine.prepare < other.end:
        return other.start - theirs.prepare < one.end
    people = {name for name, _ in one.watch} | {one.player} - {None}
    others = {name for name, _ in other.watch} | {other.player} - {None}
    if people & others and one.start < other.end and other.start < one.end:
        return True
    return one.room == other.room and one.start < other.end + theirs.change and other.start < one.end + mine.change
