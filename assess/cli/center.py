"""`assess center`: what is set of a center, whether it is sound, its freeze, a copy, and its describing file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.center_check import CHECK
from assess.cli.center_matrix import MATRIX
from assess.cli.front import Arg, Opt, Verb, center_option, find_center, front, json_option
from assess.cli.usual import Usual
from assess.words import Id, N, T

if TYPE_CHECKING:
    from assess.exchange.center_export import Design
    from assess.plan.amend import Change
    from assess.plan.overview import Overview
    from assess.store.transaction import Reading


def _show(center: str | None, as_json: bool) -> None:
    from assess.plan.amend import changes
    from assess.plan.overview import overview
    from assess.report.center_text import center_lines

    def read(tx: Reading) -> tuple[Overview, tuple[Change, ...], Design | None]:
        which = find_center(tx, center)
        return overview(tx, which), changes(tx, which), _design(tx, which) if as_json else None

    call = front()
    with call.store() as store:
        found, amended, design = store.read(read)
    if design is not None:
        call.json(_document(found, amended, design))
    else:
        call.say(center_lines(call.words, found, amended))


def _design(tx: Reading, center: Id) -> Design:
    from assess.exchange.center_export import export

    return export(tx, center)


def _document(found: Overview, amended: tuple[Change, ...], design: Design) -> dict[str, Any]:
    """The center as JSON; `design` has the form of a center's file."""
    return {
        "id": found.center,
        "name": found.name,
        "frozen_at": found.frozen_at.isoformat() if found.frozen_at else None,
        "frozen_hash": found.frozen_hash,
        "amendments": [
            {
                "number": one.number,
                "what": one.what,
                "old": one.old,
                "new": one.new,
                "reason": one.reason,
                "at": one.at.isoformat(),
            }
            for one in amended
        ],
        "next": found.next,
        "missing": [
            {"step": part.step, "message": str(gap.said), "stops": gap.stops}
            for part in found.parts
            for gap in part.gaps
        ],
        "design": design.file.model_dump(mode="json", by_alias=True, exclude_unset=True),
    }


def _freeze(center: str | None, anyway: bool, as_json: bool) -> None:
    from assess.plan.design import freeze
    from assess.plan.overview import overview
    from assess.report.center_text import step_name

    call = front()
    with call.store() as store:
        which = store.read(find_center, center)
        found = store.read(overview, which)
        stops = [] if found.frozen else [(part.step, gap) for part in found.parts for gap in part.gaps if gap.stops]
        done = None if stops and not anyway else store.write(freeze, which)
    if as_json:
        missing = [{"step": step, "message": call.words(gap.said)} for step, gap in stops]
        call.json({"frozen": done is not None, "design": done, "missing": missing})
    else:
        for step, gap in stops:
            call.say(T("{step}: {gap}", step=step_name(step), gap=gap.said))
        if done is not None:
            call.say(T("Frozen: {design}", design=done))
            call.say(
                T("From now on every change of the plan is an amendment with a reason, and every output shows it.")
            )
        else:
            call.say(
                N(
                    "Not frozen: {n} thing stands in the way. --anyway freezes the rules and rubrics as they are.",
                    "Not frozen: {n} things stand in the way. --anyway freezes the rules and rubrics as they are.",
                    n=len(stops),
                )
            )
    if done is None:
        click.get_current_context().exit(1)


def _copy(name: str, day: datetime, center: str | None, as_json: bool) -> None:
    from assess.exchange.center_file import copy_center

    call = front()
    with call.store() as store:
        made = store.write(copy_center, store.read(find_center, center), name, day.date())
    if as_json:
        call.json({"id": made})
    else:
        call.say(
            T("The center “{name}” on {day}, without people, candidates and timetable.", name=name, day=day.date())
        )


def _export(file: str, center: str | None, without_people: bool) -> None:
    from assess.exchange.center_export import export
    from assess.exchange.center_text import texts
    from assess.exchange.files import new_file
    from assess.store.fresh import taken

    def read(tx: Reading) -> Design:
        return export(tx, find_center(tx, center), people=not without_people)

    call = front()
    with call.store() as store:
        found = store.read(read)
    target = Path(file)
    made = {target.parent / one.path: one.text for one in texts(found, target.name)}
    for path in made:
        if path.exists():
            raise taken(path)
    for path, text in made.items():
        with new_file(path) as part:
            part.write_text(text, "utf-8")
        call.say(T("Written: {file}", file=str(path)))


CENTER = Usual(
    "center",
    T("The center: what is set and missing, its checks, its freeze, a copy, its file"),
    [
        Verb(
            "show",
            _show,
            T("Every step of the plan: what is set, what is missing, what was amended."),
            [center_option(), json_option()],
        ),
        CHECK,
        MATRIX,
        Verb(
            "freeze",
            _freeze,
            T("Freeze weights, rules and rubrics; what stands in the way is said, exit 1."),
            [
                Opt("--anyway", is_flag=True, said=T("Freeze although something is missing for the day.")),
                center_option(),
                json_option(),
            ],
        ),
        Verb(
            "copy",
            _copy,
            T("Another center like this one in the same file, without its people."),
            [
                Arg("name", metavar="NAME"),
                Opt(
                    "--day",
                    type=click.DateTime(["%Y-%m-%d"]),
                    required=True,
                    metavar="2027-01-31",
                    said=T("When it takes place."),
                ),
                center_option(),
                json_option(),
            ],
        ),
        Verb(
            "export",
            _export,
            T("Write the file that makes this center, and beside it the rubrics that the library has not."),
            [
                Arg("file", metavar="FILE.yaml"),
                Opt("--without-people", "without_people", is_flag=True, said=T("Without anybody's name.")),
                center_option(),
            ],
        ),
    ],
)
