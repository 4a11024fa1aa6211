"""A timetable held against every hard constraint, in words for people: also one that was made or changed by hand.

Counts in minutes and knows nothing of the planner's grid, so that it can be held against the planner itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assess.plan.timetable.clock import hhmm
from assess.plan.timetable.problem import Placed, Problem, Span, Task, Watcher
from assess.words import Message, N, T


class Broken(NamedTuple):
    """A hard constraint that a timetable breaks."""

    rule: str
    """H1 to H12 (method 3.1)."""
    said: Message
    where: tuple[Placed, ...] = ()
    """The performances that it is about; empty where something is missing."""


def broken(problem: Problem, placed: Iterable[Placed]) -> tuple[Broken, ...]:
    """Every hard constraint that is broken; empty for a timetable that holds."""
    found = tuple(placed)
    return (
        *_once_each(problem, found),
        *(one for each in found for one in broken_by(problem, each)),
        *_at_once(problem, found),
        *_rests(problem, found),
        *_twice_seen(problem, found),
    )


def broken_by(problem: Problem, one: Placed) -> Iterator[Broken]:
    """What a performance breaks by itself, whatever else is in the day."""
    known = {task.code: task for task in problem.tasks}
    if one.task not in known:
        yield Broken("H2", T("{exercise} is no exercise of this day", exercise=one.task), (one,))
        return
    task = known[one.task]
    for rule, said in (*_place(problem, task, one), *_takers(problem, task, one), *_watch(problem, task, one)):
        yield Broken(rule, said, (one,))


Said = tuple[str, Message]


def _place(problem: Problem, task: Task, one: Placed) -> Iterator[Said]:
    if one.room not in task.rooms:
        yield "H1", T("{room} is not a room of {exercise}", room=one.room, exercise=one.task)
    extra = max((taker.extra for taker in problem.takers if taker.code in one.takers), default=0)
    if one.end - one.start != task.live + extra:
        yield (
            "H3",
            T(
                "{exercise} at {time} lasts {n} minutes instead of {planned}",
                exercise=one.task,
                time=hhmm(one.start),
                n=one.end - one.start,
                planned=task.live + extra,
            ),
        )
    if len(one.takers) > task.size:
        yield (
            "H7",
            T(
                "{exercise} at {time} has {n} candidates; it takes {most} at once",
                exercise=one.task,
                time=hhmm(one.start),
                n=len(one.takers),
                most=task.size,
            ),
        )


def _takers(problem: Problem, task: Task, one: Placed) -> Iterator[Said]:
    known = {taker.code: taker for taker in problem.takers}
    leads = {watcher.initials for watcher in problem.watchers if watcher.lead}
    for code in one.takers:
        taker = known.get(code)
        if taker is None:
            yield "H11", T("{candidate} does not take part any more", candidate=code)
            continue
        if not _there(problem, taker.free, one.start - task.prepare, one.end):
            yield "H11", _not_there(code, one)
        if taker.rooms and one.room not in taker.rooms:
            yield "H10", T("{candidate} can't use {room}", candidate=code, room=one.room)
        mine = set(one.watched(code))
        least = task.raters if task.size <= 1 else 1
        if len(mine) < least:
            yield (
                "H6",
                N(
                    "{candidate} is watched by {seen} in {exercise}; {n} assessor is needed",
                    "{candidate} is watched by {seen} in {exercise}; {n} assessors are needed",
                    candidate=code,
                    seen=", ".join(sorted(mine)) or "0",
                    exercise=one.task,
                    n=least,
                ),
            )
        if mine and mine <= leads:
            said = T(
                "{candidate} is watched in {exercise} by future line managers alone", candidate=code, exercise=one.task
            )
            yield "H12", said


def _watch(problem: Problem, task: Task, one: Placed) -> Iterator[Said]:
    watchers = {watcher.initials: watcher for watcher in problem.watchers}
    limit = task.limit if task.size > 1 else 1
    for initials, codes in one.watch:
        if initials not in watchers:
            yield "H11", T("{who} is no assessor of this day", who=initials)
            continue
        if not _there(problem, watchers[initials].free, one.start, one.end + task.rate):
            yield "H11", _not_there(initials, one)
        if len(codes) > limit:
            yield (
                "H7",
                T(
                    "{who} watches {n} candidates at once in {exercise}; at most {limit}",
                    who=initials,
                    n=len(codes),
                    exercise=one.task,
                    limit=limit,
                ),
            )
        for code in codes:
            if (initials, code) in problem.barred:
                yield (
                    "H5",
                    T("{assessor} has a conflict of interest with {candidate}", assessor=initials, candidate=code),
                )
    if task.needs_player:
        yield from _player(problem, task, one)


def _player(problem: Problem, task: Task, one: Placed) -> Iterator[Said]:
    player: Watcher | None = next((who for who in problem.players if who.initials == one.player), None)
    if one.player is None:
        yield "H8", T("{exercise} at {time} has no role player", exercise=one.task, time=hhmm(one.start))
    elif player is None or one.player not in task.players:
        yield "H8", T("{who} is no role player of {exercise}", who=one.player, exercise=one.task)
    elif not _there(problem, player.free, one.start, one.end):
        yield "H8", _not_there(one.player, one)


def _not_there(who: str, one: Placed) -> Message:
    return T("{who} is not there for {exercise} at {time}", who=who, exercise=one.task, time=hhmm(one.start))


def _there(problem: Problem, free: tuple[Span, ...], start: int, end: int) -> bool:
    if start < problem.hours.start or end > problem.hours.end:
        return False
    return not free or any(span.start <= start and end <= span.end for span in free)


# over the whole day


def _once_each(problem: Problem, placed: tuple[Placed, ...]) -> Iterator[Broken]:
    for taker in problem.takers:
        for code in dict.fromkeys((*taker.tasks, *(one.task for one in placed if taker.code in one.takers))):
            mine = tuple(one for one in placed if one.task == code and taker.code in one.takers)
            if code not in taker.tasks:
                yield Broken(
                    "H2",
                    T(
                        "{candidate} does {exercise}, which is of none of their roles",
                        candidate=taker.code,
                        exercise=code,
                    ),
                    mine,
                )
            elif not mine:
                yield Broken("H2", T("{candidate} does not do {exercise}", candidate=taker.code, exercise=code))
            elif len(mine) > 1:
                said = T("{candidate} does {exercise} {n} times", candidate=taker.code, exercise=code, n=len(mine))
                yield Broken("H2", said, mine)


class _Taken(NamedTuple):
    start: int
    end: int
    busy: int
    """When the performance itself is over: after it somebody rates, or the room is changed."""
    one: Placed


def _taken(problem: Problem, placed: tuple[Placed, ...]) -> dict[tuple[str, str], list[_Taken]]:
    """Everybody's and every room's times in order."""
    tasks = {task.code: task for task in problem.tasks}
    found: dict[tuple[str, str], list[_Taken]] = {}

    def take(kind: str, name: str, start: int, end: int, one: Placed) -> None:
        found.setdefault((kind, name), []).append(_Taken(start, end, one.end, one))

    for one in placed:
        task = tasks.get(one.task, Task(one.task, one.end - one.start, ()))
        take("room", one.room, one.start, one.end + task.change, one)
        for code in one.takers:
            take("candidate", code, one.start - task.prepare, one.end, one)
        for initials, _ in one.watch:
            take("person", initials, one.start, one.end + task.rate, one)
        if one.player is not None:
            take("person", one.player, one.start, one.end, one)
    return {who: sorted(times, key=lambda each: each[:2]) for who, times in found.items()}


def _at_once(problem: Problem, placed: tuple[Placed, ...]) -> Iterator[Broken]:
    """H1, and H4 where only the time after a performance is hurt."""
    for (kind, name), times in _taken(problem, placed).items():
        last = times[0]
        for each in times[1:]:
            if each.start < last.end:
                two = (last.one, each.one)
                if each.start < last.busy or kind == "candidate":
                    yield Broken("H1", _twice(name, each.start, last.one, each.one), two)
                elif kind == "room":
                    said = T("{room} is not ready at {time}: {exercise} has just ended there", room=name,
                             time=hhmm(each.start), exercise=last.one.task)  # fmt: skip
                    yield Broken("H1", said, two)
                else:
                    said = T("{who} still rates {exercise} when {other} begins at {time}", who=name,
                             exercise=last.one.task, other=each.one.task, time=hhmm(each.start))  # fmt: skip
                    yield Broken("H4", said, two)
            if each.end > last.end:
                last = each


def _twice(name: str, at: int, one: Placed, other: Placed) -> Message:
    if one is other:
        return T("{who} both watches and plays in {exercise} at {time}", who=name, exercise=one.task, time=hhmm(at))
    return T(
        "{who} is needed twice at {time}: {exercise} and {other}",
        who=name,
        time=hhmm(at),
        exercise=_with(one),
        other=_with(other),
    )


def _with(one: Placed) -> Message:
    return T("{exercise} ({candidates})", exercise=one.task, candidates=", ".join(one.takers))


def _rests(problem: Problem, placed: tuple[Placed, ...]) -> Iterator[Broken]:
    """H9, for everybody who takes part."""
    hours = problem.hours
    for (kind, name), times in _taken(problem, placed).items():
        if kind == "room":
            continue
        if hours.stretch:
            for begin, end in _stretches(times, hours.pause):
                if end - begin > hours.stretch:
                    said = T(
                        "{who} has no break of {n} minutes between {start} and {end}",
                        who=name,
                        n=hours.pause,
                        start=hhmm(begin),
                        end=hhmm(end),
                    )
                    yield Broken("H9", said, tuple(each.one for each in times if begin <= each.start < end))
        if hours.lunch is not None and not _has_lunch(hours.lunch, hours.lunch_minutes, hours.end, times):
            said = T(
                "{who} has no {n} minutes for lunch between {start} and {end}",
                who=name,
                n=hours.lunch_minutes,
                start=hhmm(hours.lunch.start),
                end=hhmm(hours.lunch.end),
            )
            near = tuple(e.one for e in times if e.start < hours.lunch.end and e.end > hours.lunch.start)
            yield Broken("H9", said, near)


def _stretches(times: list[_Taken], pause: int) -> Iterator[tuple[int, int]]:
    begin, end = times[0].start, times[0].end
    for each in times[1:]:
        if each.start - end >= pause:
            yield begin, end
            begin = each.start
        end = max(end, each.end)
    yield begin, end


def _has_lunch(window: Span, minutes: int, day_end: int, times: list[_Taken]) -> bool:
    if not any(each.start < window.end and each.end > window.start for each in times):
        return True
    last = min(window.end, day_end)
    edges = [window.start]
    gaps = []
    for each in times:
        gaps.append(min(each.start, last) - edges[-1])
        edges.append(max(edges[-1], each.end))
    gaps.append(last - edges[-1])
    return max(gaps) >= minutes


def _twice_seen(problem: Problem, placed: tuple[Placed, ...]) -> Iterator[Broken]:
    """H6 over all exercises: every competency of a candidate by two assessors at least."""
    if max((task.raters for task in problem.tasks), default=0) < 2:
        return
    tasks = {task.code: task for task in problem.tasks}
    for taker in problem.takers:
        seen: dict[str, set[str]] = {}
        for one in placed:
            if taker.code in one.takers and one.task in tasks:
                for competency in tasks[one.task].competencies:
                    seen.setdefault(competency, set()).update(one.watched(taker.code))
                if not tasks[one.task].competencies and len(set(one.watched(taker.code))) < 2:
                    said = T("{candidate} is seen by one assessor alone in {exercise}", candidate=taker.code,
                             exercise=one.task)  # fmt: skip
                    yield Broken("H6", said, (one,))
        few = sorted(competency for competency, who in seen.items() if len(who) < 2)
        if few:
            said = T("{candidate} is seen by one assessor alone for: {competencies}", candidate=taker.code,
                     competencies=", ".join(few))  # fmt: skip
            yield Broken("H6", said, tuple(one for one in placed if taker.code in one.takers))


def new_faults(before: Iterable[Broken], after: Iterable[Broken]) -> tuple[Broken, ...]:
    """What a change breaks that held before it."""
    said = {(one.rule, str(one.said)) for one in before}
    return tuple(one for one in after if (one.rule, str(one.said)) not in said)


__all__ = ["Broken", "broken", "broken_by", "new_faults"]
