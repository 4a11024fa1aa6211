"""A center's plan in words: every step with what is set and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assess.plan.amend import PARTS, Change
from assess.plan.overview import Overview
from assess.report.columns import wrap
from assess.words import Message, T, Words

STEPS: Final[dict[str, Message]] = {
    "event": T("Event"),
    "roles": T("Roles"),
    "rooms": T("Rooms"),
    "people": T("People"),
    "exercises": T("Exercises"),
    "candidates": T("Candidates"),
    "team": T("Team"),
    "matrix": T("Matrix"),
    "timetable": T("Timetable"),
    "checks": T("Checks"),
    "papers": T("Papers"),
    "freeze": T("Freeze"),
}
WIDTH: Final = 80


def step_name(step: str) -> Message:
    """What a step of planning is called."""
    return STEPS[step]


def center_lines(words: Words, found: Overview, amended: Iterable[Change]) -> list[str]:
    """The plan at a glance: a line a step, `!` before what stops the day, `-` before advice."""
    lines = [words(T("{name}, {day}", name=found.name, day=found.day)), ""]
    broad = max(len(words(name)) for name in STEPS.values()) + 2
    for part in found.parts:
        said = " · ".join(words(one) for one in part.said) or words(T("nothing yet"))
        lines += wrap(said, WIDTH, words(STEPS[part.step]).ljust(broad), " " * broad)
        for gap in part.gaps:
            mark = "! " if gap.stops else "- "
            lines += wrap(words(gap.said), WIDTH, " " * broad + mark, " " * (broad + 2))
    done = list(amended)
    if done:
        lines += ["", words(T("Changed since the freeze"))]
        for one in done:
            what = words(PARTS[one.what]) if one.what in PARTS else one.what
            lines += wrap(f"{one.number:>3}  {what}: {one.old} → {one.new}", WIDTH, "", "     ")
            lines += wrap(f"{words.moment(one.at)}: {one.reason}", WIDTH, "     ", "     ")
    return lines
