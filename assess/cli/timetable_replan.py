"""`assess timetable replan`: the rest of the day, planned again with the fewest changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from assess.cli.front import Opt, Verb, center_option, find_center, front, json_option
from assess.cli.timetable_json import clock_said, document, dry_run_option, reason_option, seconds_option
from assess.words import T, Usage

if TYPE_CHECKING:
    from assess.plan.schedule import Schedule
    from assess.plan.timetable.happened import Happened


def _replan(
    absent: tuple[str, ...],
    late: tuple[str, ...],
    withdrawn: tuple[str, ...],
    now: str | None,
    seconds: float,
    reason: str,
    dry_run: bool,
    center: str | None,
    as_json: bool,
) -> None:
    from time import monotonic

    from assess.plan.schedule import refuse_without_reason, schedule, take_replanned
    from assess.plan.timetable.happened import after
    from assess.plan.timetable.replan import replan, standing
    from assess.report.timetable_text import clash_lines, replanned_lines

    call = front()
    with call.store() as store:
        found = store.read(schedule, store.read(find_center, center))
        if not dry_run:
            refuse_without_reason(found, reason)
        happened = _happened(found, absent, late, withdrawn, now)
        problem = after(found.day.problem, happened)
        end = monotonic() + seconds
        plan = replan(problem, found.placed, go_on=lambda: monotonic() < end)
        if plan is None:
            from assess.plan.timetable.clash import clashes

            clash = clashes(standing(problem, found.placed))
            if as_json:
                said = [{"what": call.words(c.what), "facts": [call.words(f) for f in c.facts]} for c in clash]
                call.json({"plan": None, "clashes": said})
            else:
                lines = clash_lines(call.words, clash, found) if clash else []
                call.say(lines or T("No plan was found that holds every rule."))
            raise click.exceptions.Exit(1)
        if not dry_run:
            store.write(take_replanned, found.center, happened, plan.now.placed, reason)
    if as_json:
        changed = [{"before": document(found, (a,))[0], "after": document(found, (b,))[0]} for a, b in plan.changed]
        call.json(
            {
                "kept": len(plan.kept),
                "changed": changed,
                "dropped": document(found, plan.dropped),
                "added": document(found, plan.added),
                "ends": clock_said(plan.now.ends),
                "bound": clock_said(plan.now.bound),
                "saved": not dry_run,
            }
        )
        return
    call.say(replanned_lines(call.words, found, plan))
    call.say(T("It is saved.") if not dry_run else T("Nothing is saved: this was a trial."))


def _happened(
    found: Schedule, absent: tuple[str, ...], late: tuple[str, ...], withdrawn: tuple[str, ...], now: str | None
) -> Happened:
    from assess.plan.timetable.clock import minute_of
    from assess.plan.timetable.happened import Happened, who_and_when

    today = datetime.now(UTC).astimezone(found.day.zone)
    start = found.day.problem.hours.start
    if now is not None:
        minute = minute_of(now)
    elif today.date() == found.day.date:
        minute = found.day.minute(today)
    else:
        minute = start

    def at(said: str) -> tuple[str, int]:
        name, time = who_and_when(said)
        if time is None:
            raise Usage(T("A candidate who is late comes at some time."), where=said, do=T("For example K4@13:00."))
        return name, time

    def gone(said: str) -> tuple[str, int]:
        name, time = who_and_when(said)
        return name, minute if time is None else time

    result = Happened(
        minute,
        tuple(gone(one) for one in absent),
        tuple(at(one) for one in late),
        tuple(one.strip() for one in withdrawn),
    )
    if result.nothing:
        raise Usage(
            T("Nothing has happened that would change the timetable."),
            do=T("Say it with --absent, --late or --withdrawn."),
        )
    return result


REPLAN = Verb(
    "replan",
    _replan,
    T("Plan the rest of the day again with the fewest changes."),
    [
        Opt("--absent", multiple=True, metavar="B[@12:00]", said=T("An assessor or role player who is missing.")),
        Opt("--late", multiple=True, metavar="K4@13:00", said=T("A candidate who comes later.")),
        Opt("--withdrawn", multiple=True, metavar="K3", said=T("A candidate who takes part no more.")),
        Opt("--now", metavar="11:30", said=T("What begins before it stays; now, on the day itself.")),
        seconds_option(),
        reason_option(),
        dry_run_option(),
        center_option(),
        json_option(),
    ],
)
