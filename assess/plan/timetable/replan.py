"""Planning again on the day: what has begun stays, and as little as possible of the rest changes.

A performance that still can be as it was stays. Of the others, time, room and people stay as far as they can: another
assessor or role player first, then another time. Only if that finds no place, performances that were fine move as
well: one, two, then more and more of them, until the whole rest of the day is planned anew.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations, islice
from typing import Final, NamedTuple

from assess.plan.timetable.bound import earliest_end
from assess.plan.timetable.calendar import Grid
from assess.plan.timetable.check import broken_by
from assess.plan.timetable.cost import cost_of, ends_at
from assess.plan.timetable.problem import Fixed, Placed, Problem
from assess.plan.timetable.search import Timetable, all_sittings, make

PAIRS: Final = 300
"""At most so many pairs of performances are tried."""
TRIES: Final = 12
"""Orders of what has to be placed, and choices of what moves as well, for each number of them."""


class Replanned(NamedTuple):
    """A plan anew, held against the one before."""

    now: Timetable
    kept: tuple[Placed, ...]
    changed: tuple[tuple[Placed, Placed], ...]
    """Before and after, in order of time."""
    dropped: tuple[Placed, ...]
    """What no longer takes place: nobody is left to take part."""
    added: tuple[Placed, ...] = ()
    """What was not in the plan before."""


class _Found(NamedTuple):
    price: tuple[int, int, int, int, float]
    """Performances changed, at another time, in another room, seats of assessors and players changed; the end."""
    placed: tuple[Placed, ...]


def replan(
    problem: Problem, before: Iterable[Placed], *, go_on: Callable[[], bool] = lambda: True, seed: int = 1
) -> Replanned | None:
    """Plan the rest of the day with the fewest performances changed; None when no such plan was found.

    `problem` is the day as it is now: who is there and when, `not_before` now. What began before now stands as it was.
    A group from which somebody is missing goes on with the others.
    """
    chance = random.Random(seed)
    was = tuple(before)
    past = [one for one in was if one.start < problem.not_before]
    ahead = [one for one in was if one.start >= problem.not_before]
    left = {one: shrunk for one in ahead if (shrunk := _who_is_left(problem, one)) is not None}
    fine = [one for one in left.values() if next(broken_by(_any_start(problem), one), None) is None]
    stay = {(one.task, code): one for one in left.values() for code in one.takers}
    found: _Found | None = None
    for also in _moves(fine, [one for one in left.values() if one not in fine], chance):
        if also is None:
            if found is not None:
                break
            continue
        if not go_on():
            break
        kept = [one for one in fine if one not in also]
        best = _with(problem, [*past, *kept], left.values(), stay, chance)
        if best is not None and (found is None or best.price < found.price):
            found = best
    return _held(problem, found.placed, past, left, ahead) if found else None


def standing(problem: Problem, before: Iterable[Placed]) -> Problem:
    """The rest of a day: what began before now stands, and only what is ahead is to be planned."""
    return replace(problem, fixed=tuple(_fixed(one) for one in before if one.start < problem.not_before))


def _fixed(one: Placed) -> Fixed:
    return Fixed(one.task, one.takers, one.room, one.start, one.watch, one.player, one.end)


def _any_start(problem: Problem) -> Problem:
    """The same day: its preparation may have begun already, so now does not count."""
    return replace(problem, not_before=0)


def _who_is_left(problem: Problem, one: Placed) -> Placed | None:
    """A performance with those who still take part; None when nobody does."""
    wanted = {taker.code for taker in problem.takers if one.task in taker.tasks}
    takers = tuple(code for code in one.takers if code in wanted)
    if not takers:
        return None
    if takers == one.takers:
        return one
    watch = tuple((who, left) for who, codes in one.watch if (left := tuple(code for code in codes if code in takers)))
    extra = {taker.code: taker.extra for taker in problem.takers}
    end = one.start + problem.task(one.task).live + max(extra[code] for code in takers)
    return one._replace(takers=takers, watch=watch, end=end)


def _moves(fine: list[Placed], touched: list[Placed], chance: random.Random) -> Iterator[tuple[Placed, ...] | None]:
    """What moves although it was fine: nothing, each one, pairs, larger and larger parts; None after each number.

    Those first that share a candidate, a room or a person with what has to change.
    """
    near = {name for one in touched for name in _names(one)}
    ordered = sorted(fine, key=lambda one: -len(near & _names(one)))
    yield ()
    yield None
    yield from ((one,) for one in ordered)
    yield None
    yield from islice(combinations(ordered, 2), PAIRS)
    yield None
    size = 3
    while size < len(ordered):
        yield tuple(ordered[:size])
        for _ in range(TRIES):
            yield tuple(chance.sample(ordered, size))
        yield None
        size = size * 3 // 2 + 1
    yield tuple(ordered)


def _names(one: Placed) -> set[str]:
    return {*one.takers, one.room, *(who for who, _ in one.watch), *([one.player] if one.player else [])}


def _with(
    problem: Problem,
    kept: list[Placed],
    left: Iterable[Placed],
    stay: dict[tuple[str, str], Placed],
    chance: random.Random,
) -> _Found | None:
    """The best plan with these performances where they are, of some orders of the others."""
    fixed = tuple(_fixed(one) for one in kept)
    standing = list(left)
    groups = {
        task.code: tuple(one.takers for one in standing if one.task == task.code)
        for task in problem.tasks
        if task.size > 1
    }
    given = replace(problem, fixed=fixed, groups=groups, stay=stay)
    grid = Grid(given.hours, given.step)
    order = sorted(all_sittings(given), key=lambda one: _begins(stay, one.task.code, one.takers[0].code))
    best: _Found | None = None
    for _ in range(TRIES):
        placed = make(given, grid, order, None)
        if placed is not None:
            price = _price(problem, placed, stay)
            if best is None or price < best.price:
                best = _Found(price, placed)
        if len(order) < 2:
            break
        order = list(order)
        chance.shuffle(order)
    return best


def _begins(stay: dict[tuple[str, str], Placed], task: str, taker: str) -> int:
    was = stay.get((task, taker))
    return was.start if was is not None else 24 * 60


def _price(
    problem: Problem, placed: tuple[Placed, ...], stay: dict[tuple[str, str], Placed]
) -> tuple[int, int, int, int, float]:
    changed = moved = rooms = people = 0
    for one in placed:
        was = stay.get((one.task, one.takers[0])) if one.takers else None
        if was is None or was == one:
            continue
        changed += 1
        moved += was.start != one.start
        rooms += was.room != one.room
        people += sum(len(set(was.watched(code)) ^ set(one.watched(code))) for code in one.takers)
        people += was.player != one.player
    return changed, moved, rooms, people, ends_at(problem, placed)


def _held(
    problem: Problem, placed: tuple[Placed, ...], past: list[Placed], left: dict[Placed, Placed], ahead: list[Placed]
) -> Replanned:
    before = {(one.task, code): one for one, shrunk in left.items() for code in shrunk.takers}
    gone = set(past)
    kept: list[Placed] = []
    changed: list[tuple[Placed, Placed]] = []
    added: list[Placed] = []
    for one in placed:
        old = next((before[one.task, code] for code in one.takers if (one.task, code) in before), None)
        if one in gone or old == one:
            kept.append(one)
        elif old is None:
            added.append(one)
        else:
            changed.append((old, one))
    ends = ends_at(problem, placed)
    bound = min(ends, earliest_end(standing(problem, past)))
    dropped = tuple(one for one in ahead if one not in left)
    return Replanned(
        Timetable(placed, ends, bound, cost_of(problem, placed)), tuple(kept), tuple(changed), dropped, tuple(added)
    )
