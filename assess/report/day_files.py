"""Everybody's plan as files: text, PDF and calendar, one of each a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from assess.exchange.files import new_file
from assess.exchange.ics import Event, calendar
from assess.plan.schedule import Schedule
from assess.plan.timetable.clock import hhmm
from assess.report.columns import one_line
from assess.report.day_plan import DOING, DayPlan, Entry, day_plan, day_plans, entry_said, plan_lines
from assess.report.pdf import Press
from assess.report.scorecards import LONGEST, RESERVED, refuse_taken
from assess.words import Language, T, Words, normal

Format = Literal["txt", "pdf", "ics"]
FORMATS: Final[tuple[Format, ...]] = ("txt", "pdf", "ics")


def write_day_plans(
    schedule: Schedule,
    out: Path,
    at: datetime,
    *,
    language: Language,
    who: Sequence[str] = (),
    formats: Sequence[Format] = FORMATS,
    overwrite: bool = False,
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> tuple[Path, ...]:
    """Write plans into a folder, which is made when it is not there: everybody's, or those of some people.

    Args:
        schedule: the timetable.
        out: the folder.
        at: now, for the calendars.
        language: of the plans and their names.
        who: initials and codes; everybody when empty.
        formats: text, PDF, calendar.
        overwrite: replace files that are there.
        progress: is told how many files of how many are written.

    Raises: Unusable, when a file is there already or the folder can't be written; Refused, for an unknown name.
    """
    words = Words(language)
    plans = [day_plan(schedule, one) for one in who] if who else list(day_plans(schedule))
    targets = {(plan.who, kind): out / f"{_name(words, plan)}.{kind}" for plan in plans for kind in formats}
    if not overwrite:
        refuse_taken(list(targets.values()))
    press = Press("dayplan.typ") if "pdf" in formats else None
    written = []
    for plan in plans:
        for kind in formats:
            target = targets[plan.who, kind]
            with new_file(target, overwrite=overwrite) as part:
                part.write_bytes(_document(words, schedule, plan, kind, at, press))
            written.append(target)
            progress(len(written), len(targets))
    return tuple(written)


def _name(words: Words, plan: DayPlan) -> str:
    said = normal(words(T("Plan {who}", who=plan.who)))
    plain = "".join("-" if char in RESERVED or not char.isprintable() else char for char in said)
    return plain[:LONGEST].strip(" .")


def _document(
    words: Words, schedule: Schedule, plan: DayPlan, kind: Format, at: datetime, press: Press | None
) -> bytes:
    if kind == "pdf" and press is not None:
        return press.print(page(words, schedule, plan))
    if kind == "ics":
        return plan_calendar(words, schedule, plan, at)
    return ("\n".join(plan_lines(words, schedule, plan)) + "\n").encode()


def plan_calendar(words: Words, schedule: Schedule, plan: DayPlan, at: datetime) -> bytes:
    """A plan for a calendar: an event for each stretch, breaks left out; a file of a later timetable replaces it."""
    day = schedule.day
    events = [
        Event(
            _uid(schedule, plan, entry),
            day.moment(entry.start),
            day.moment(entry.end),
            one_line(_what(words, entry)),
            one_line(entry.room),
            one_line(entry_said(words, entry)),
        )
        for entry in plan.entries
        if entry.doing != "break"
    ]
    return calendar(one_line(f"{schedule.name} · {plan.who}"), events, at, int(at.timestamp() // 60))


def _uid(schedule: Schedule, plan: DayPlan, entry: Entry) -> str:
    """The same for what somebody does with the same candidates, whenever it takes place."""
    return "-".join((entry.doing, entry.code, *entry.candidates, plan.who, schedule.center)) + "@assess"


def page(words: Words, schedule: Schedule, plan: DayPlan) -> dict[str, Any]:
    """A plan as the template `dayplan.typ` wants it."""
    day = schedule.day.date
    return {
        "language": words.language,
        "day": [day.year, day.month, day.day],
        "title": f"{words(T('Plan {who}', who=plan.who))} · {schedule.name}",
        "center": f"{schedule.name} · {words.date(day)}",
        "who": plan.who,
        "name": plan.name,
        "nothing": words(T("Nothing is planned.")),
        "footer": words(T("Times can still change on the day: the moderator says so.")),
        "entries": [
            {
                "time": f"{hhmm(entry.start)}–{hhmm(entry.end)}",
                "what": _what(words, entry),
                "where": _where(words, entry),
                "quiet": entry.doing in ("break", "rate", "prepare"),
            }
            for entry in plan.entries
        ],
    }


def _what(words: Words, entry: Entry) -> str:
    if entry.doing == "break":
        return words(DOING["break"])
    exercise = words(entry.exercise) if entry.exercise else entry.code
    if entry.doing == "exercise":
        return exercise
    return f"{words(DOING[entry.doing])}: {exercise}"


def _where(words: Words, entry: Entry) -> str:
    parts = [entry.room, ", ".join(entry.candidates)]
    if entry.others:
        parts.append(words(T("with {names}", names=", ".join(entry.others))))
    return " · ".join(part for part in parts if part)
