"""Timetables as JSON, and the options that the commands about them share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from assess.cli.front import Opt
from assess.words import T

if TYPE_CHECKING:
    from assess.plan.schedule import Schedule
    from assess.plan.timetable.planning import Planned
    from assess.plan.timetable.problem import Placed

SECONDS: Final = 10.0


def planned_document(found: Schedule, planned: Planned, *, saved: bool) -> dict[str, Any]:
    """What planning found."""
    best = planned.best
    assert best is not None
    return {
        "plan": document(found, best.placed),
        "ends": clock_said(best.ends),
        "bound": clock_said(best.bound),
        "gap_minutes": max(0, best.ends - best.bound),
        "cost": best.cost._asdict() | {"whole": best.cost.whole},
        "styles": [
            {
                "style": price.style,
                "ends": clock_said(price.ends),
                "distinct_assessors": price.met,
                "worst_severity_se": price.worst,
                "watched": list(price.load),
            }
            for price in (planned.price, planned.other)
            if price is not None
        ],
        "saved": saved,
    }


def document(found: Schedule, placed: tuple[Placed, ...]) -> list[dict[str, Any]]:
    """Performances, with their times in the center's zone."""
    return [
        {
            "exercise": one.task,
            "candidates": list(one.takers),
            "room": one.room,
            "starts_at": found.day.moment(one.start).astimezone(found.day.zone).isoformat(),
            "ends_at": found.day.moment(one.end).astimezone(found.day.zone).isoformat(),
            "assessors": {who: list(codes) for who, codes in one.watch},
            "role_player": one.player,
        }
        for one in placed
    ]


def clock_said(minute: int) -> str:
    """A minute of the day, as people write it."""
    from assess.plan.timetable.clock import hhmm

    return hhmm(minute)


def reason_option() -> Opt:
    """`--reason`."""
    return Opt("--reason", default="", metavar="TEXT", said=T("Why, from the freeze on; every output shows it."))


def dry_run_option() -> Opt:
    """`--dry-run`."""
    return Opt("--dry-run", "dry_run", is_flag=True, said=T("Show it, save nothing."))


def seconds_option() -> Opt:
    """`--seconds`."""
    return Opt("--seconds", type=float, default=SECONDS, metavar="N", said=T("How long to look for a better plan."))
