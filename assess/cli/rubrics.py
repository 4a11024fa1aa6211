"""`assess rubrics`: the rubric library."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from assess.cli.front import Arg, Front, Noun, Verb, front, json_option
from assess.cli.rubrics_drill import DRILL
from assess.cli.rubrics_exercise import show_exercise
from assess.cli.rubrics_export import EXPORT
from assess.cli.rubrics_own import DIFF, EDIT, IMPORT, NEW
from assess.cli.rubrics_versions import PUT, USE, VERSIONS, either, names_version
from assess.words import T, Text, Unusable, clock

if TYPE_CHECKING:
    from assess.rubric.expand import RubricContent


def _list(as_json: bool) -> None:
    from assess.rubric.expand import expand
    from assess.rubric.library import load_library

    call = front()
    library = load_library()
    found = [expand(library.role(code), library) for code in library.codes("role")]
    if as_json:
        call.json(
            [
                {
                    "role": one.code,
                    "name": {"de": one.name.de, "en": one.name.en},
                    "scale": [one.lo, one.hi],
                    "competencies": {criterion.competency.code: criterion.weight for criterion in one.criteria},
                    "exercises": [exercise.code for exercise in one.exercises],
                    "content_hash": one.content_hash,
                    "structure_hash": one.structure_hash,
                }
                for one in found
            ]
        )
        return
    for one in found:
        weights = ", ".join(f"{criterion.competency.code} {criterion.weight:g}" for criterion in one.criteria)
        call.say(f"{one.code:<20}{call.words(one.name):<28}{weights}")


def _show(code: str, as_json: bool) -> None:
    from assess.rubric.expand import expand
    from assess.rubric.find import find_one
    from assess.rubric.model import RoleFile

    call = front()
    if names_version(code):
        content = expand(*either(call, code))
    else:
        found = find_one(code)
        if not isinstance(found.model, RoleFile):
            show_exercise(call, found, as_json=as_json)
            return
        content = expand(found.model, found.library)
    if as_json:
        import json

        call.json(json.loads(content.document))
        return
    _show_role(call, content)


def _show_role(call: Front, found: RubricContent) -> None:
    words = call.words
    call.say(f"{words(found.name)} ({found.code})")
    call.say(_wrapped(call, found.purpose, 0))
    for criterion in found.criteria:
        competency = criterion.competency
        call.say("")
        call.say(f"{competency.code}  {words(competency.name)}  {criterion.weight:g} %")
        call.say(_wrapped(call, competency.definition, 5))
        for anchor in competency.anchors:
            call.say(_wrapped(call, anchor.text, 8, f"     {anchor.level}  "))
    for exercise in found.exercises:
        minutes = sum(phase.minutes for phase in exercise.phases)
        call.say("")
        call.say(f"{exercise.code}  {words(exercise.name)}  {clock(minutes * 60)}")
        for cell in found.cells:
            if cell.exercise == exercise.code:
                call.say(_wrapped(call, cell.why, 8, f"     {cell.competency} ({', '.join(cell.cues)})  "))


def _wrapped(call: Front, text: Text, indent: int, lead: str = "") -> str:
    return fill(call.words(text), 80, initial_indent=lead or " " * indent, subsequent_indent=" " * indent)


def _check(files: tuple[str, ...], as_json: bool) -> None:
    from assess.rubric.judge import judge_all

    call = front()
    faults, unread = judge_all([Path(file) for file in files])
    if as_json:
        call.json(
            [
                {
                    "id": fault.id,
                    "severity": fault.severity,
                    "where": fault.where,
                    "message": call.words(fault.message),
                    "mend": call.words(fault.mend) if fault.mend else None,
                }
                for fault in faults
            ]
        )
    else:
        call.say([fault.say(call.words) for fault in faults])
        if not faults and not unread:
            call.say(T("No fault found."))
    for no in unread:
        click.echo(no.say(call.words), err=True)
    if unread:
        click.get_current_context().exit(Unusable.exit_code)
    if any(fault.severity == "error" for fault in faults):
        click.get_current_context().exit(1)


RUBRICS = Noun(
    "rubrics",
    T("The rubric library: read, check and practise; files of your own"),
    [
        Verb("list", _list, T("The roles of the library, with their weights."), [json_option()]),
        Verb(
            "show",
            _show,
            T("A role's rubric with its anchors and cells, or an exercise's cues against the competencies."),
            [Arg("code", metavar="ROLE|ROLE@N|EXERCISE"), json_option()],
        ),
        Verb(
            "check",
            _check,
            T("Check rubric files; each fault as “file:line: message”, exit 1 when there is an error."),
            [Arg("files", nargs=-1, required=True, metavar="FILE..."), json_option()],
        ),
        NEW,
        EDIT,
        DIFF,
        DRILL,
        EXPORT,
        IMPORT,
        VERSIONS,
        PUT,
        USE,
    ],
)
