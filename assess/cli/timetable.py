"""`assess timetable`: the day, planned, looked at, checked, planned again, and as plans for people."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from assess.cli.front import Front, Noun, Opt, Verb, center_option, find_center, front, json_option
from assess.cli.timetable_json import (
    clock_said,
    document,
    dry_run_option,
    planned_document,
    reason_option,
    seconds_option,
)
from assess.cli.timetable_replan import REPLAN
from assess.words import N, T, Usage

if TYPE_CHECKING:
    from assess.plan.schedule import Schedule
    from assess.plan.timetable.planning import Planned, Progress
    from assess.plan.timetable.problem import Problem, Wishes


def _plan(
    style: str | None,
    seconds: float,
    wishes: tuple[str, ...],
    reason: str,
    dry_run: bool,
    center: str | None,
    as_json: bool,
) -> None:
    from assess.plan.schedule import refuse_without_reason, schedule, take_planned
    from assess.plan.timetable.problem import Fixed
    from assess.report.timetable_text import planned_lines

    call = front()
    if seconds <= 0:
        raise Usage(T("Planning needs some time."), where=f"--seconds {seconds:g}")
    with call.store() as store:
        found = store.read(schedule, store.read(find_center, center))
        if not dry_run:
            refuse_without_reason(found, reason)
        problem = replace(found.day.problem, wishes=_wishes(wishes))
        if style is not None:
            problem = replace(problem, style=cast("Any", style))
        begun = tuple(
            Fixed(one.task, one.takers, one.room, one.start, one.watch, one.player, one.end) for one in found.begun
        )
        planned = _search(call, replace(problem, fixed=begun), seconds)
        best = planned.best
        if best is None:
            _say_none(call, found, planned, as_json)
            raise click.exceptions.Exit(1)
        if not dry_run:
            store.write(take_planned, found.center, best.placed, problem.style, reason)
    if as_json:
        call.json(planned_document(found, planned, saved=not dry_run))
        return
    call.say(planned_lines(call.words, found, problem.wishes, best, planned))
    call.say(["", T("It is saved.") if not dry_run else T("Nothing is saved: this was a trial.")])


def _search(call: Front, problem: Problem, seconds: float) -> Planned:
    """Plan with progress on a terminal; Ctrl+C takes the best so far."""
    import signal
    from time import monotonic

    from assess.plan.timetable.planning import plan

    asked: list[int] = []
    shown = sys.stderr.isatty()

    def tell(progress: Progress) -> None:
        if shown and progress.plans % 25 == 1:
            sys.stderr.write("\r" + _progress(call, progress).ljust(78)[:78])
            sys.stderr.flush()

    def stop(number: int, _: object) -> None:
        if asked:  # a second time: they mean it
            raise KeyboardInterrupt
        asked.append(number)

    before = signal.signal(signal.SIGINT, stop)
    try:
        return plan(problem, seconds, monotonic, tell=tell, stop=lambda: bool(asked))
    finally:
        signal.signal(signal.SIGINT, before)
        if shown:
            sys.stderr.write("\r" + " " * 78 + "\r")


def _progress(call: Front, progress: Progress) -> str:
    from assess.plan.timetable.clock import hhmm

    done = call.words.percent(progress.share)
    if progress.best is None:
        return call.words(T("{done}: no plan yet ({n} tried)", done=done, n=progress.plans))
    return call.words(
        T(
            "{done}: ends at {time}, at best {bound} (Ctrl+C takes it)",
            done=done,
            time=hhmm(progress.best.ends),
            bound=hhmm(progress.best.bound),
        )
    )


def _say_none(call: Front, found: Schedule, planned: Planned, as_json: bool) -> None:
    from assess.report.timetable_text import clash_lines

    if as_json:
        words = call.words
        said = [
            {"what": words(found.named(one.what)), "facts": [words(found.named(fact)) for fact in one.facts]}
            for one in planned.clash
        ]
        call.json({"plan": None, "clashes": said})
    elif planned.clash:
        call.say(clash_lines(call.words, planned.clash, found))
    else:
        call.say(T("No plan was found in this time, and no proof that there is none. Give it more with --seconds."))


def _wishes(said: tuple[str, ...]) -> Wishes:
    from assess.plan.timetable.problem import Wishes
    from assess.words import parse_number

    found = Wishes()
    for one in said:
        name, _, value = one.partition("=")
        number = parse_number(value)
        if name not in Wishes._fields or number is None or number < 0:
            raise Usage(
                T("A wish is a name and its weight, 0 or more."),
                where=one,
                do=T("For example repeat=8; there are: {names}", names=", ".join(Wishes._fields)),
            )
        found = found._replace(**{name: number})
    return found


def _show(person: str | None, center: str | None, as_json: bool) -> None:
    from assess.plan.schedule import schedule
    from assess.report.day_plan import day_plan, plan_lines
    from assess.report.timetable_text import schedule_lines

    call = front()
    with call.store() as store:
        found = store.read(schedule, store.read(find_center, center))
    if person is None:
        if as_json:
            call.json({"center": found.name, "plan": document(found, found.of_today)})
        else:
            call.say(schedule_lines(call.words, found))
        return
    mine = day_plan(found, person)
    if not as_json:
        call.say(plan_lines(call.words, found, mine))
        return
    entries = [
        {
            "starts_at": clock_said(entry.start),
            "ends_at": clock_said(entry.end),
            "doing": entry.doing,
            "exercise": entry.code or None,
            "room": entry.room or None,
            "candidates": list(entry.candidates),
            "with": list(entry.others),
        }
        for entry in mine.entries
    ]
    call.json({"center": found.name, "who": mine.who, "day": found.day.date.isoformat(), "entries": entries})


def _check(center: str | None, as_json: bool) -> None:
    from assess.plan.schedule import schedule
    from assess.report.timetable_text import broken_lines

    call = front()
    with call.store() as store:
        found = store.read(schedule, store.read(find_center, center))
    faults = found.faults
    if as_json:
        call.json(
            {
                "holds": not faults,
                "broken": [{"rule": one.rule, "said": call.words(found.named(one.said))} for one in faults],
            }
        )
    elif faults:
        call.say(broken_lines(call.words, found, faults))
        call.say(N("{n} rule is broken.", "{n} rules are broken.", n=len(faults)))
    else:
        call.say(T("The timetable holds every rule, H1 to H12."))
    if faults:
        raise click.exceptions.Exit(1)


def _export(
    who: tuple[str, ...], out: str, formats: tuple[str, ...], overwrite: bool, center: str | None, as_json: bool
) -> None:
    from assess.plan.schedule import schedule
    from assess.report.day_files import FORMATS, write_day_plans

    call = front()
    with call.store() as store:
        found = store.read(schedule, store.read(find_center, center))
        at = store.now()
    kinds = tuple(cast("Any", one) for one in formats) or FORMATS
    files = write_day_plans(
        found, Path(out), at, language=call.words.language, who=who, formats=kinds, overwrite=overwrite
    )
    if as_json:
        call.json({"files": [str(file) for file in files]})
        return
    call.say(N("{n} file written to {folder}:", "{n} files written to {folder}:", n=len(files), folder=out))
    call.say([f"  {file.name}" for file in files])


TIMETABLE = Noun(
    "timetable",
    T("The timetable of the day"),
    [
        Verb(
            "plan",
            _plan,
            T("Plan the day: who does what, when, where, watched by whom, and how near it is to the best possible."),
            [
                Opt("--style", type=click.Choice(["pairs", "rotation"]), said=T("Constant pairs, or full rotation.")),
                seconds_option(),
                Opt("--wish", "wishes", multiple=True, metavar="NAME=W", said=T("The weight of a wish: repeat=8.")),
                reason_option(),
                dry_run_option(),
                center_option(),
                json_option(),
            ],
        ),
        Verb(
            "show",
            _show,
            T("The timetable, or one person's plan."),
            [
                Opt("--person", metavar="X", said=T("Initials, or a candidate's code.")),
                center_option(),
                json_option(),
            ],
        ),
        Verb(
            "check",
            _check,
            T("Every rule that the timetable breaks as it stands; 1 when there is one."),
            [center_option(), json_option()],
        ),
        REPLAN,
        Verb(
            "export",
            _export,
            T("Everybody's plan as text, PDF and calendar (ICS)."),
            [
                Opt("--person", "who", multiple=True, metavar="X", said=T("Only theirs: initials or code.")),
                Opt("--out", required=True, metavar="DIR", said=T("The folder to write to.")),
                Opt(
                    "--format",
                    "formats",
                    multiple=True,
                    type=click.Choice(["txt", "pdf", "ics"]),
                    said=T("Only these kinds of file."),
                ),
                Opt("--overwrite", is_flag=True, said=T("Replace files that are there.")),
                center_option(),
                json_option(),
            ],
        ),
    ],
)
