"""The hard constraints of a day, checked from their words: shares no code with the planner (its data classes apart)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from assess.plan.timetable.problem import Placed, Problem, Taker, Task, Watcher


def broken(problem: Problem, placed: Iterable[Placed]) -> list[str]:
    """Every rule that a plan breaks, in words; empty for a plan that holds."""
    found = list(placed)
    return [
        *_each_once(problem, found),
        *(fault for one in found for fault in _one(problem, one)),
        *_double(problem, found),
        *_seen_by_two(problem, found),
    ]


def _each_once(problem: Problem, placed: list[Placed]) -> Iterator[str]:
    for taker in problem.takers:
        for code in taker.tasks:
            times = sum(one.task == code and taker.code in one.takers for one in placed)
            if times != 1:
                yield f"H2: {taker.code} does {code} {times} times"


def _one(problem: Problem, one: Placed) -> Iterator[str]:
    task = next(task for task in problem.tasks if task.code == one.task)
    takers = [taker for taker in problem.takers if taker.code in one.takers]
    watchers = {watcher.initials: watcher for watcher in problem.watchers}
    if one.end - one.start != task.live + max(taker.extra for taker in takers):
        yield f"H3: {one} is not as long as it should be"
    if len(one.takers) > task.size or one.room not in task.rooms:
        yield f"{one} is too full, or in a wrong room"
    for taker in takers:
        if not _there(problem, taker, one.start - task.prepare, one.end):
            yield f"H11: {taker.code} is not there for {one}"
        if taker.rooms and one.room not in taker.rooms:
            yield f"H10: {taker.code} can't use {one.room}"
        mine = [initials for initials, codes in one.watch if taker.code in codes]
        if len(set(mine)) < (task.raters if task.size == 1 else 1):
            yield f"H6: {taker.code} is seen by {mine} in {one.task}"
        if all(watchers[initials].lead for initials in mine):
            yield f"H12: {taker.code} is seen by line managers alone"
    for initials, codes in one.watch:
        if not _there(problem, watchers[initials], one.start, one.end + task.rate):
            yield f"H11: {initials} is not there for {one}"
        if len(codes) > (task.limit if task.size > 1 else 1):
            yield f"H7: {initials} watches {codes}"
        yield from (f"H5: {initials} must not see {code}" for code in codes if (initials, code) in problem.barred)
    if task.needs_player:
        player = next((player for player in problem.players if player.initials == one.player), None)
        if player is None or one.player not in task.players or not _there(problem, player, one.start, one.end):
            yield f"H8: {one} has no role player"


def _there(problem: Problem, person: Taker | Watcher, start: int, end: int) -> bool:
    if start < max(problem.hours.start, problem.not_before) or end > problem.hours.end:
        return False
    return not person.free or any(span.start <= start and end <= span.end for span in person.free)


def _taken(problem: Problem, placed: list[Placed]) -> dict[str, list[tuple[int, int]]]:
    tasks: dict[str, Task] = {task.code: task for task in problem.tasks}
    taken: dict[str, list[tuple[int, int]]] = {}
    for one in placed:
        task = tasks[one.task]
        taken.setdefault(f"room {one.room}", []).append((one.start, one.end + task.change))
        for code in one.takers:
            taken.setdefault(f"candidate {code}", []).append((one.start - task.prepare, one.end))
        for initials, _ in one.watch:
            taken.setdefault(f"person {initials}", []).append((one.start, one.end + task.rate))
        if one.player is not None:
            taken.setdefault(f"person {one.player}", []).append((one.start, one.end))
    return {who: sorted(times) for who, times in taken.items()}


def _double(problem: Problem, placed: list[Placed]) -> Iterator[str]:
    for who, times in _taken(problem, placed).items():
        for (_, end), (start, _) in pairwise(times):
            if start < end:
                yield f"H1, H4: {who} is double-booked at {start}"
        if not who.startswith("room"):
            yield from _hours(problem, who, times)


def _hours(problem: Problem, who: str, times: list[tuple[int, int]]) -> Iterator[str]:
    hours = problem.hours
    if hours.stretch:
        begin, end = times[0]
        for start, stop in [*times[1:], (10**6, 10**6)]:
            if start - end >= hours.pause:
                if end - begin > hours.stretch:
                    yield f"H9: {who} works from {begin} to {end} without a break"
                begin = start
            end = stop
    if hours.lunch is not None and any(start < hours.lunch.end and end > hours.lunch.start for start, end in times):
        free_from, longest = hours.lunch.start, 0
        for start, end in [*times, (hours.lunch.end, hours.lunch.end)]:
            longest = max(longest, min(start, hours.lunch.end, hours.end) - free_from)
            free_from = max(free_from, end)
        if longest < hours.lunch_minutes:
            yield f"H9: {who} has no lunch"


def _seen_by_two(problem: Problem, placed: list[Placed]) -> Iterator[str]:
    if max((task.raters for task in problem.tasks), default=0) < 2:
        return
    for taker in problem.takers:
        for task in problem.tasks:
            if task.code not in taker.tasks:
                continue
            for competency in task.competencies or (f"in {task.code}",):
                seen = {
                    initials
                    for one in placed
                    for other in problem.tasks
                    if other.code == one.task and competency in (other.competencies or (f"in {other.code}",))
                    for initials, codes in one.watch
                    if taker.code in codes
                }
                if len(seen) < 2:
                    yield f"H6: {competency} of {taker.code} is seen by {sorted(seen)}"
