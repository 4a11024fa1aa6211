"""How early a day could end at best: bounds that need no plan. Each is proven where it is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from assess.plan.timetable.problem import Hours, Problem, Span, Task

ROUNDS = 8
"""How often a bound is put in again to see how much lunch falls before it; every round's answer is a bound."""


def earliest_end(problem: Problem) -> int:
    """A minute before which no plan ends: the latest of what each candidate, room, role player and all assessors need.

    A candidate does one thing after the other, and somebody rates after the last. Rooms take one performance after the
    other, also those that exercises share. All assessors together have so many minutes of watching, see `_assessors`.
    """
    hours = problem.hours
    tasks = {task.code: task for task in problem.tasks}
    fixed = {(one.task, code) for one in problem.fixed for code in one.takers}
    start = max(hours.start, problem.not_before)
    bounds = [start, *(one.over(tasks[one.task]) for one in problem.fixed)]
    for taker in problem.takers:
        mine = [tasks[code] for code in taker.tasks if (code, taker.code) not in fixed]
        if mine:
            minutes = sum(task.prepare + task.live + taker.extra for task in mine)
            bounds.append(ends_after(minutes, hours, taker.free, start) + min(task.rate for task in mine))
    works = [work for task in problem.tasks if (work := _work(problem, task, fixed)) is not None]
    for work in works:
        if work.task.needs_player and work.task.players:
            least = -(-work.live // len(work.task.players))
            bounds.append(rested(least, hours, start + work.task.prepare) + work.task.rate)
    bounds += [_rooms(works, rooms, start) for rooms in {frozenset(work.task.rooms) for work in works} if rooms]
    if problem.watchers and works:
        bounds.append(_assessors(problem, works, start))
    return max(bounds)


class _Work(NamedTuple):
    """What an exercise still takes at least."""

    task: Task
    sittings: int
    live: int
    """Minutes of all sittings together."""
    shortest: int
    watchers: int
    """Assessors that a sitting needs at least, where it is for one candidate; else see `candidates`."""
    candidates: int


def _work(problem: Problem, task: Task, fixed: set[tuple[str, str]]) -> _Work | None:
    lives = sorted(
        task.live + one.extra for one in problem.takers if task.code in one.tasks and (task.code, one.code) not in fixed
    )
    if not lives:
        return None
    sittings = -(-len(lives) // max(1, task.size))
    watchers = task.raters if task.size <= 1 else 1
    return _Work(task, sittings, sum(lives[:sittings]), lives[0], watchers, len(lives))


def _rooms(works: list[_Work], rooms: frozenset[str], start: int) -> int:
    """When the rooms of a set are done at best: with all exercises that have no other rooms.

    A room takes the live times one after the other, with a change between two; the first begins after the shortest
    preparation, the last is rated.
    """
    here = [work for work in works if rooms.issuperset(work.task.rooms) and work.task.rooms]
    change = min(work.task.change for work in here)
    sittings = sum(work.sittings for work in here)
    used = sum(work.live for work in here) + change * max(0, sittings - len(rooms))
    first, last = min(work.task.prepare for work in here), min(work.task.rate for work in here)
    return start + first + max(-(-used // len(rooms)), min(work.shortest for work in here)) + last


def _assessors(problem: Problem, works: list[_Work], start: int) -> int:
    """When all assessors together are done at best.

    At every moment the performances that are watched or rated need no more assessors than there are. Weigh a
    performance by any number `w` that depends on how many it needs: then at no moment is more than `M` at work, the
    best weight that fits into all assessors (a knapsack), and the day is at least as long as all weights times their
    minutes, divided by `M`. Somebody who is at lunch or not there takes away at least `r` a minute, the least that `M`
    loses by each of them. Weights as in the dual feasible functions of Carlier, Clautiaux and Moukrim (Computers and
    Operations Research 34, 2007) say what a pair's idle third costs; the identity says what all minutes do.
    """
    people = len(problem.watchers)
    minutes: dict[int, int] = defaultdict(int)
    """Per number of assessors needed at once: minutes of watching and rating."""
    for work in works:
        if work.task.size <= 1:
            minutes[work.watchers] += work.live + work.task.rate * work.sittings
        else:
            for need, each in _groups(work, split=bool(problem.groups.get(work.task.code))):
                minutes[need] += each
    head = start + min(work.task.prepare for work in works)
    if any(need > people for need in minutes):
        return head
    each = -(-sum(need * all_of for need, all_of in minutes.items()) // people)
    best = rested(each, problem.hours, head)  # whoever has most to watch has at least the mean
    for weights in _weights(list(minutes), people):
        full = _knapsack(weights, people)
        if not full[people]:
            continue
        energy = sum(weights[need] * each for need, each in minutes.items())
        loss = min((full[people] - full[people - away]) / away for away in range(1, people + 1))
        end = head
        for _ in range(ROUNDS):
            rest = _away(problem, sum(need * each for need, each in minutes.items()), head, end)
            after = head + -(-int(energy + loss * rest) // full[people])
            if after <= end:
                break
            end = after
        best = max(best, end)
    return best


def _groups(work: _Work, *, split: bool) -> list[tuple[int, int]]:
    """Assessors that groups need at once, with their minutes: one for each `limit` candidates.

    Where there are several groups, as single assessors, since their sizes are not known.
    """
    task = work.task
    each = work.shortest + task.rate
    if work.sittings == 1 and not split:
        return [(-(-work.candidates // task.limit), each)]
    return [(1, -(-work.candidates // task.limit) * each)]


def _weights(needs: list[int], people: int) -> list[dict[int, int]]:
    found = [{need: need for need in needs}]
    for size in range(2, people // 2 + 1):
        most = people // size
        found.append(
            {
                need: 2 * (most - (people - need) // size)
                if 2 * need > people
                else most
                if 2 * need == people
                else 2 * (need // size)
                for need in needs
            }
        )
    return found


def _knapsack(weights: dict[int, int], people: int) -> list[int]:
    """Per number of assessors: the best weight of performances that they can watch at once."""
    best = [0] * (people + 1)
    for there in range(1, people + 1):
        best[there] = max(
            [best[there - 1], *(best[there - need] + weight for need, weight in weights.items() if 0 < need <= there)]
        )
    return best


def _away(problem: Problem, work: int, head: int, end: int) -> float:
    """Minutes between two times that all assessors together are not at work, at least: not there, lunch, breaks."""
    hours, people = problem.hours, problem.watchers
    lunch = _lunch_within(hours, head, end)
    away = 0.0
    for one in people:
        there = sum(max(0, min(span.end, end) - max(span.start, head)) for span in one.free) if one.free else end - head
        away += max(end - head - there, lunch)  # somebody who is not there may have lunch meanwhile
    if hours.stretch and all(not one.free for one in people):
        breaks = hours.pause * (work / hours.stretch - len(people))
        more = hours.pause * (work / hours.stretch - 2 * len(people)) if lunch else 0.0
        away = max(away, breaks, away + more)
    return away


def _lunch_within(hours: Hours, head: int, end: int) -> int:
    """Minutes of anybody's lunch that lie between two times, wherever in its window it is taken."""
    if hours.lunch is None:
        return 0
    first, last = max(hours.lunch.start, hours.start), min(hours.lunch.end, hours.end) - hours.lunch_minutes
    if last < first:
        return 0
    return min(
        max(0, min(begin + hours.lunch_minutes, end) - max(begin, head)) for begin in (first, last)
    )  # what overlaps is least at one of the window's ends


def ends_after(work: int, hours: Hours, free: Iterable[Span], start: int) -> int:
    """The earliest end of so many minutes of work for somebody who is there at those times.

    Breaks and lunch are those of `rested`; where somebody is there in parts, the parts are filled one after the other.
    """
    spans = sorted(free)
    if not spans:
        return rested(work, hours, start)
    left = work
    for span in spans:
        begin = max(span.start, start)
        if span.end <= begin:
            continue
        if left <= span.end - begin:
            return max(begin + left, rested(work, hours, max(spans[0].start, start)))
        left -= span.end - begin
    return hours.end + 1


def rested(work: int, hours: Hours, start: int) -> int:
    """The earliest end of work that begins at `start` or later: with a break in every stretch, and lunch.

    Lunch is within the work, or before it (somebody who comes late has had it), or after it; the earliest end counts.
    """
    breaks = max(0, -(-work // hours.stretch) - 1) if hours.stretch else 0
    end = start + work + breaks * hours.pause
    if hours.lunch is None:
        return end
    first, last = max(hours.lunch.start, hours.start), min(hours.lunch.end, hours.end) - hours.lunch_minutes
    before = first + hours.lunch_minutes
    if last < first or start >= before or end <= last:
        return end
    within = start + work + max(0, breaks - 1) * hours.pause + hours.lunch_minutes
    return max(min(within, before + work + breaks * hours.pause), end)
