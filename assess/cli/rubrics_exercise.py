"""`assess rubrics show EXERCISE`: what it asks, and which cue reaches which competency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assess.cli.front import Front
from assess.words import N, T, Text

if TYPE_CHECKING:
    from assess.rubric.expand import ExerciseContent
    from assess.rubric.find import Found
    from assess.rubric.model import RoleFile
    from assess.rubric.reach import Reach

WIDTH = 80


def show_exercise(call: Front, found: Found, *, as_json: bool) -> None:
    """Print an exercise: phases, the table of its cues, and the cells of the roles that use it."""
    from assess.rubric.expand import exercise_content
    from assess.rubric.model import ExerciseFile
    from assess.rubric.reach import reach, roles_with

    assert isinstance(found.model, ExerciseFile)
    content = exercise_content(found.model)
    table, roles = reach(content), roles_with(content.code, found.library)
    if as_json:
        call.json(_json(content, table, roles))
    else:
        _say(call, content, table, roles)


def _json(content: ExerciseContent, table: Reach, roles: tuple[RoleFile, ...]) -> dict[str, Any]:
    return {
        "exercise": content.code,
        "type": content.kind,
        "name": _both(content.name),
        "phases": [{"code": one.code, "kind": one.kind, "minutes": one.minutes} for one in content.phases],
        "competencies": list(table.competencies),
        "cues": [
            {
                "cue": cue.code,
                "by": cue.by,
                "minute": cue.minute,
                "text": _both(cue.text),
                "only_if": _both(cue.only_if) if cue.only_if else None,
                "elicits": list(cue.elicits),
            }
            for cue in table.cues
        ],
        "roles": {
            role.code: {
                code: {"cues": list(cell.cues), "why": _both(cell.why.text)}
                for code, cell in role.matrix[content.code].items()
            }
            for role in roles
        },
        "content_hash": content.content_hash,
    }


def _both(text: Text) -> dict[str, str]:
    return {"de": text.de, "en": text.en}


def _say(call: Front, content: ExerciseContent, table: Reach, roles: tuple[RoleFile, ...]) -> None:
    from assess.integrate.names import EXERCISE_KINDS
    from assess.report.columns import wrap
    from assess.report.reach_text import reach_lines

    words = call.words
    call.say(f"{words(content.name)} ({content.code})")
    phases = ", ".join(
        f"{words(one.name)} {words(N('{n} minute', '{n} minutes', n=one.minutes))}" for one in content.phases
    )
    call.say(wrap(f"{words(EXERCISE_KINDS[content.kind])}: {phases}", WIDTH))
    call.say("")
    call.say(reach_lines(table, words))
    for cue in table.cues:
        call.say("")
        head = cue.code.ljust(5)
        call.say(wrap(words(cue.text), WIDTH, head, " " * 5))
        if cue.only_if:
            call.say(wrap(words(cue.only_if), WIDTH, " " * 5, " " * 5))
    for role in roles:
        call.say("")
        call.say(f"{words(role.name.text)} ({role.code})")
        for code, cell in role.matrix[content.code].items():
            call.say(wrap(words(cell.why.text), WIDTH, f"{code:<5}({', '.join(cell.cues)})  ", " " * 5))
    if not roles:
        call.say("")
        call.say(T("No role of the library uses this exercise yet."))
