"""Changes of a timetable by hand: a performance at another time, in another room, with other people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assess.plan.timetable.problem import Placed, Problem, Span

Plan = tuple[Placed, ...]


def put(plan: Plan, old: Placed, new: Placed) -> Plan:
    """The plan with a performance changed, in order of time."""
    return in_order(new if one == old else one for one in plan)


def in_order(plan: Iterable[Placed]) -> Plan:
    """Performances in order of time."""
    return tuple(sorted(plan, key=lambda one: (one.start, one.task, one.takers)))


def moved(one: Placed, minutes: int) -> Placed:
    """The same, later (or earlier)."""
    return one._replace(start=one.start + minutes, end=one.end + minutes)


def other_room(problem: Problem, one: Placed) -> Placed:
    """The same in the exercise's next room."""
    return one._replace(room=_next(problem.task(one.task).rooms, one.room) or one.room)


def other_player(problem: Problem, one: Placed) -> Placed:
    """The same with the next role player."""
    task = problem.task(one.task)
    return one._replace(player=_next(task.players, one.player)) if task.needs_player else one


def _next(names: Sequence[str], now: str | None) -> str | None:
    if not names:
        return None
    return names[(names.index(now) + 1) % len(names)] if now in names else names[0]


def toggled(one: Placed, watcher: str, candidate: str) -> Placed:
    """The same with an assessor for a candidate, or without."""
    watch = dict(one.watch)
    codes = watch.get(watcher, ())
    watch[watcher] = tuple(
        code for code in one.takers if (code in codes) != (code == candidate)
    )  # in the order of their seats
    return one._replace(watch=tuple((who, seen) for who, seen in sorted(watch.items()) if seen))


def busy(problem: Problem, plan: Plan, person: str, span: Span, without: Placed) -> Placed | None:
    """What a person does at that time already, rating included."""
    rate = {task.code: task.rate for task in problem.tasks}
    for one in plan:
        watching = any(who == person for who, _ in one.watch)
        end = one.end + (rate.get(one.task, 0) if watching else 0)
        if one != without and (watching or one.player == person) and one.start < span.end and span.start < end:
            return one
    return None
