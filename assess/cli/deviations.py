"""`assess deviations`: what went otherwise than planned; to see, and to record."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from assess.cli.front import Arg, Opt, Verb, center_option, find_center, front, json_option
from assess.cli.today import as_document, say_deviations, zone_of
from assess.cli.usual import Usual
from assess.conduct.deviate import BY_HAND, deviate, deviations, find_place
from assess.home.today_text import recorded_in_words
from assess.people.sign_in import find
from assess.words import T


def _list(center: str | None, as_json: bool) -> None:
    call = front()
    with call.store() as store:
        found = store.read(find_center, center)
        zone = ZoneInfo(store.read(zone_of, found))
        seen = store.read(deviations, found)
    if as_json:
        call.json({"deviations": [as_document(one, zone) for one in seen]})
    elif seen:
        say_deviations(call, seen, zone)
    else:
        call.say(T("Nothing went otherwise than planned so far."))


def _add(
    kind: str,
    candidate: str,
    exercise: str,
    minutes: float,
    reason: str,
    shorter: bool,
    assessor: str | None,
    center: str | None,
    as_json: bool,
) -> None:
    call = front()
    with call.store() as store:
        slot, whom = store.read(find_place, store.read(find_center, center), exercise, candidate)
        person = store.read(find, assessor).id if assessor is not None else None
        done = store.write(deviate, slot, kind, reason, candidate=whom, person=person, minutes=minutes, shorter=shorter)
    if as_json:
        call.json({"kind": done.kind, "sheets_locked": done.locked, "excused": list(done.excused)})
    else:
        call.say(recorded_in_words(done))


DEVIATIONS = Usual(
    "deviations",
    T("What went otherwise than planned"),
    [
        Verb(
            "list",
            _list,
            T("What went otherwise than planned, in the order of the day."),
            [center_option(), json_option()],
        ),
        Verb(
            "add",
            _add,
            T(
                "Record that something went otherwise for a candidate in an exercise (its name or code): late, no_show,"
                " aborted, missing (an assessor), other."
            ),
            [
                Arg("kind", type=click.Choice(BY_HAND)),
                Arg("candidate"),
                Arg("exercise"),
                Opt("--minutes", type=float, default=0.0, metavar="N", said=T("How many minutes late.")),
                Opt("--reason", default="", metavar="TEXT", said=T("What is known about it; needed.")),
                Opt("--shorter", is_flag=True, said=T("The candidate gets so much less time; else the planned time.")),
                Opt("--assessor", metavar="PERSON", said=T("Which assessor is missing, by initials or name.")),
                center_option(),
                json_option(),
            ],
        ),
    ],
)
