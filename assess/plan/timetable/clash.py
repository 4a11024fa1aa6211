"""Why there is no plan, in words: the smallest set of facts that clash.

First what can be counted (somebody is seen by too few, a day is too short); then, for small days, the proof by `exact`,
narrowed to facts none of which can be left out (a deletion filter: Chinneck and Dravnieks, ORSA J. Computing 3, 1991).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from assess.plan.timetable.bound import ends_after
from assess.plan.timetable.calendar import Grid, runs
from assess.plan.timetable.exact import prove
from assess.plan.timetable.problem import Problem, Taker, Task, Watcher
from assess.words import Message, T


class Clash(NamedTuple):
    """A set of facts that can't hold together."""

    what: Message
    facts: tuple[Message, ...]
    """Each of them is needed for the clash: without it there might be a plan."""
    proven: bool = True


def clashes(problem: Problem) -> tuple[Clash, ...]:
    """What can be counted without a search; empty when nothing is found, which proves nothing."""
    return tuple(_counted(problem))


def proven_clash(problem: Problem, seconds: float = 20.0, go_on: Callable[[], bool] = lambda: True) -> Clash | None:
    """For small days: that there is no plan at all, and the facts it comes from; None when there is one, or unknown."""
    if prove(problem, seconds).answer != "infeasible":
        return None
    needed = []
    for fact in _facts(problem):
        without = fact.leave_out(problem)
        if go_on() and prove(without, seconds).answer == "infeasible":
            problem = without  # it clashes without this fact as well
        else:
            needed.append(fact.said)
    return Clash(T("No plan holds all of these at once."), tuple(needed))


# what can be counted


def _counted(problem: Problem) -> Iterator[Clash]:
    grid = Grid(problem.hours, problem.step)
    done = {(one.task, code) for one in problem.fixed for code in one.takers}
    for task in problem.tasks:
        takers = [one for one in problem.takers if task.code in one.tasks and (task.code, one.code) not in done]
        if not takers:
            continue
        if not task.rooms:
            yield Clash(T("{exercise} has no room.", exercise=task.code), ())
        if task.needs_player and not any(_fits(one, problem, task.players, task.live, grid) for one in problem.players):
            yield Clash(T("{exercise} needs a role player, and nobody is available.", exercise=task.code), ())
        for taker in takers:
            yield from _seen_by_too_few(problem, grid, task, taker)
            if task.rooms and taker.rooms and not taker.rooms & set(task.rooms):
                yield Clash(
                    T("{candidate} can use none of the rooms of {exercise}.", candidate=taker.code, exercise=task.code),
                    (T("{candidate} can use: {rooms}", candidate=taker.code, rooms=", ".join(sorted(taker.rooms))),),
                )
        yield from _too_many_in_a_group(problem, task, takers)
        yield from _room_too_full(problem, task, takers)
    for taker in problem.takers:
        yield from _day_too_short(problem, taker)
    yield from _too_much_to_watch(problem)


def _seen_by_too_few(problem: Problem, grid: Grid, task: Task, taker: Taker) -> Iterator[Clash]:
    least = task.raters if task.size <= 1 else 1
    length = task.live + taker.extra
    ahead = grid.whole & ~((1 << max(0, grid.size(problem.not_before - problem.hours.start))) - 1)
    prepare = grid.size(task.prepare)
    there = runs(grid.within(taker.free) & ahead, prepare + grid.size(length)) << prepare
    able, reasons = [], []
    for watcher in problem.watchers:
        if (watcher.initials, taker.code) in problem.barred:
            reasons.append(
                T(
                    "{assessor} has a conflict of interest with {candidate}",
                    assessor=watcher.initials,
                    candidate=taker.code,
                )
            )
        elif not there & runs(grid.within(watcher.free) & ahead, grid.size(length + task.rate)):
            reasons.append(
                T("{assessor} is not available while {candidate} is", assessor=watcher.initials, candidate=taker.code)
                if taker.free
                else T("{assessor} is not available for long enough", assessor=watcher.initials)
            )
        else:
            able.append(watcher)
    if able and all(one.lead for one in able):
        yield Clash(
            T(
                "{candidate} would be seen by future line managers alone in {exercise}.",
                candidate=taker.code,
                exercise=task.code,
            ),
            tuple(reasons),
        )
    if len(able) >= least:
        return
    needed = len(problem.watchers) - (least - 1)
    facts = reasons[: max(0, needed)]
    if len(problem.watchers) < least:
        facts = [T("There are {n} assessors in all", n=len(problem.watchers)), *reasons]
    yield Clash(
        T(
            "{candidate} can't be seen by {n} people in {exercise}.",
            candidate=taker.code,
            n=least,
            exercise=task.code,
        ),
        tuple(facts),
    )


def _fits(one: Watcher, problem: Problem, players: tuple[str, ...], minutes: int, grid: Grid) -> bool:
    return one.initials in players and bool(runs(grid.within(one.free), grid.size(minutes)))


def _too_many_in_a_group(problem: Problem, task: Task, takers: list[Taker]) -> Iterator[Clash]:
    if task.size <= 1:
        return
    group = min(task.size, len(takers))
    needed = -(-group // task.limit)
    if len(problem.watchers) < needed:
        yield Clash(
            T(
                "{exercise} has a group of {n}; that needs {needed} assessors.",
                exercise=task.code,
                n=group,
                needed=needed,
            ),
            (
                T("An assessor watches at most {limit} candidates at once", limit=task.limit),
                T("There are {n} assessors in all", n=len(problem.watchers)),
            ),
        )


def _room_too_full(problem: Problem, task: Task, takers: list[Taker]) -> Iterator[Clash]:
    hours = problem.hours
    sittings = -(-len(takers) // task.size)
    each = sorted(task.live + one.extra for one in takers)[:sittings]
    used = sum(each) + task.change * max(0, sittings - len(task.rooms))
    there = hours.end - max(hours.start, problem.not_before) - task.prepare - task.rate
    if task.rooms and used > there * len(task.rooms):
        yield Clash(
            T("{exercise} does not fit into the day.", exercise=task.code),
            (
                T("{n} times {minutes} minutes in {rooms}", n=sittings, minutes=task.live, rooms=", ".join(task.rooms)),
                T("the day has {minutes} minutes for it", minutes=max(0, there)),
            ),
        )


def _day_too_short(problem: Problem, taker: Taker) -> Iterator[Clash]:
    hours = problem.hours
    done = {one.task for one in problem.fixed if taker.code in one.takers}
    mine = [task for task in problem.tasks if task.code in taker.tasks and task.code not in done]
    if not mine:
        return
    work = sum(task.prepare + task.live + taker.extra for task in mine)
    if (
        ends_after(work, hours, taker.free, max(hours.start, problem.not_before)) + min(t.rate for t in mine)
        > hours.end
    ):
        yield Clash(
            T("{candidate} can't do every exercise in the time.", candidate=taker.code),
            (T("{n} exercises take {minutes} minutes with their preparation", n=len(mine), minutes=work),),
        )


def _too_much_to_watch(problem: Problem) -> Iterator[Clash]:
    done = {(one.task, code) for one in problem.fixed for code in one.takers}
    minutes = 0
    for task in problem.tasks:
        lives = sorted(
            task.live + one.extra
            for one in problem.takers
            if task.code in one.tasks and (task.code, one.code) not in done
        )
        if lives and task.size > 1:
            minutes += -(-len(lives) // task.limit) * (lives[0] + task.rate)
        else:
            minutes += task.raters * sum(live + task.rate for live in lives)
    start = max(problem.hours.start, problem.not_before)
    there = sum(
        sum(max(0, min(span.end, problem.hours.end) - max(span.start, start)) for span in one.free)
        if one.free
        else problem.hours.end - start
        for one in problem.watchers
    )
    if minutes > there:
        yield Clash(
            T("There is more to watch and rate than the assessors have time for."),
            (
                T("watching and rating take {minutes} minutes", minutes=minutes),
                T("{n} assessors have {minutes} minutes together", n=len(problem.watchers), minutes=there),
            ),
        )


# which facts a proof rests on


class _Fact(NamedTuple):
    said: Message
    leave_out: Callable[[Problem], Problem]


def _facts(problem: Problem) -> Iterator[_Fact]:
    """What could be otherwise: conflicts, availability, lunch, breaks."""
    for assessor, candidate in sorted(problem.barred):
        yield _Fact(
            T("{assessor} has a conflict of interest with {candidate}", assessor=assessor, candidate=candidate),
            partial(_without_conflict, (assessor, candidate)),
        )
    for watcher in problem.watchers:
        if watcher.free:
            said = T("{assessor} is not there all day", assessor=watcher.initials)
            yield _Fact(said, partial(_watcher_all_day, watcher.initials))
    for taker in problem.takers:
        if taker.free:
            said = T("{candidate} is not there all day", candidate=taker.code)
            yield _Fact(said, partial(_taker_all_day, taker.code))
    if problem.hours.lunch is not None:
        yield _Fact(T("everybody has lunch"), lambda one: replace(one, hours=replace(one.hours, lunch=None)))
    if problem.hours.stretch:
        yield _Fact(T("everybody has breaks"), lambda one: replace(one, hours=replace(one.hours, stretch=0)))


def _without_conflict(pair: tuple[str, str], problem: Problem) -> Problem:
    return replace(problem, barred=problem.barred - {pair})


def _watcher_all_day(name: str, problem: Problem) -> Problem:
    watchers = tuple(replace(one, free=()) if one.initials == name else one for one in problem.watchers)
    return replace(problem, watchers=watchers)


def _taker_all_day(name: str, problem: Problem) -> Problem:
    takers = tuple(replace(one, free=()) if one.code == name else one for one in problem.takers)
    return replace(problem, takers=takers)
