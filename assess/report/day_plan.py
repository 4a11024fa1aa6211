"""One person's day: what to do when, where and with whom. Candidates by their codes alone."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, NamedTuple

from assess.plan.schedule import Schedule
from assess.plan.timetable.clock import hhmm
from assess.report.columns import one_line
from assess.words import Message, Refused, T, Text, Words, sort_key

Doing = Literal["prepare", "exercise", "watch", "play", "rate", "break"]

DOING: dict[Doing, Message] = {
    "prepare": T("Prepare"),
    "exercise": T("Exercise"),
    "watch": T("Watch"),
    "play": T("Play"),
    "rate": T("Classify and rate"),
    "break": T("Break"),
}


class Entry(NamedTuple):
    """A stretch of somebody's day, in minutes since midnight."""

    start: int
    end: int
    doing: Doing
    exercise: Text | None = None
    room: str = ""
    candidates: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Who else watches or plays, by initials."""
    code: str = ""
    """The exercise's code."""


class DayPlan(NamedTuple):
    """Somebody's plan."""

    who: str
    """Initials, or a candidate's code."""
    name: str
    """Of somebody who works here; a candidate's stands nowhere."""
    candidate: bool
    entries: tuple[Entry, ...]


def day_plans(schedule: Schedule) -> tuple[DayPlan, ...]:
    """Everybody's plan: who works here, then candidates."""
    problem = schedule.day.problem
    people = [one.initials for one in (*problem.watchers, *problem.players)]
    busy = [name for one in schedule.of_today for name in (*(who for who, _ in one.watch), one.player) if name]
    workers = sorted(dict.fromkeys((*people, *busy)))
    return (
        *(day_plan(schedule, name) for name in workers),
        *(day_plan(schedule, taker.code) for taker in problem.takers),
    )


def day_plan(schedule: Schedule, who: str) -> DayPlan:
    """One person's plan.

    Raises: Refused, when nobody of this day is called so.
    """
    problem = schedule.day.problem
    codes = {taker.code.casefold(): taker.code for taker in problem.takers}
    people = {name.casefold(): name for name in schedule.people}
    wanted = who.strip().casefold()
    if wanted in codes:
        entries = _candidate(schedule, codes[wanted])
        return DayPlan(codes[wanted], "", True, _with_breaks(schedule, entries))
    if wanted not in people:
        known = sorted({one.initials for one in (*problem.watchers, *problem.players)})
        raise Refused(
            T("Nobody of this day is called so."),
            where=who,
            do=T("There are: {names}", names=", ".join([*known, *codes.values()])),
        )
    name = people[wanted]
    return DayPlan(name, schedule.people[name], False, _with_breaks(schedule, _worker(schedule, name)))


def _candidate(schedule: Schedule, code: str) -> list[Entry]:
    found = []
    prepare = {task.code: task.prepare for task in schedule.day.problem.tasks}
    for one in schedule.of_today:
        if code in one.takers:
            name, before = schedule.names.get(one.task), prepare.get(one.task, 0)
            if before:
                found.append(Entry(one.start - before, one.start, "prepare", name, one.room, code=one.task))
            found.append(Entry(one.start, one.end, "exercise", name, one.room, code=one.task))
    return sorted(found, key=lambda each: each.start)


def _worker(schedule: Schedule, initials: str) -> list[Entry]:
    found = []
    rate = {task.code: task.rate for task in schedule.day.problem.tasks}
    for one in schedule.of_today:
        name, watch = schedule.names.get(one.task), dict(one.watch)
        everybody = [*watch, *([one.player] if one.player else [])]
        others = tuple(other for other in everybody if other != initials)
        if initials in watch:
            mine, after = tuple(sorted(watch[initials], key=sort_key)), rate.get(one.task, 0)
            found.append(Entry(one.start, one.end, "watch", name, one.room, mine, others, one.task))
            if after:
                found.append(Entry(one.end, one.end + after, "rate", name, one.room, mine, (), one.task))
        elif one.player == initials:
            found.append(
                Entry(
                    one.start,
                    one.end,
                    "play",
                    name,
                    one.room,
                    tuple(sorted(one.takers, key=sort_key)),
                    others,
                    one.task,
                )
            )
    return sorted(found, key=lambda each: each.start)


def _with_breaks(schedule: Schedule, entries: list[Entry]) -> tuple[Entry, ...]:
    """What lies between two entries and is long enough is a break."""
    found = list(entries)
    pause = max(1, schedule.day.problem.hours.pause)
    for before, later in pairwise(entries):
        if later.start - before.end >= pause:
            found.append(Entry(before.end, later.start, "break"))
    return tuple(sorted(found, key=lambda each: each.start))


def entry_said(words: Words, entry: Entry) -> str:
    """`Watch K1, K4: Group discussion · Hall · with B, C`."""
    if entry.doing == "break":
        return words(DOING["break"])
    exercise = words(entry.exercise) if entry.exercise else entry.code
    who = ", ".join(entry.candidates)
    head = words(DOING[entry.doing])
    parts = [f"{head} {who}: {exercise}" if who else f"{head}: {exercise}"]
    if entry.room:
        parts.append(entry.room)
    if entry.others:
        parts.append(words(T("with {names}", names=", ".join(entry.others))))
    return " · ".join(parts)


def plan_lines(words: Words, schedule: Schedule, plan: DayPlan) -> list[str]:
    """A plan as text: a heading, and a line for each stretch."""
    title = f"{plan.who} · {plan.name}" if plan.name else plan.who
    lines = [one_line(title), one_line(f"{schedule.name}, {words.date(schedule.day.date)}"), ""]
    lines += [f"{hhmm(entry.start)}–{hhmm(entry.end)}  {one_line(entry_said(words, entry))}" for entry in plan.entries]
    if not plan.entries:
        lines.append(words(T("Nothing is planned.")))
    return lines
