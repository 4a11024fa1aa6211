"""`assess center matrix`: competencies by exercises of a center's roles; changed by options, as the app does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assess.cli.front import Arg, Opt, Verb, center_option, find_center, front, json_option
from assess.words import T, Text, Usage, parse_number

if TYPE_CHECKING:
    from assess.plan.matrix import Matrix
    from assess.rubric.model import RoleFile

CELL: Final = re.compile(r"([^:=@]+):([^:=@]+)=([^@]*)(?:@(.+))?")
NONE: Final = ("-", "none")


def _matrix(
    role: str | None,
    weights: tuple[str, ...],
    targets: tuple[str, ...],
    floors: tuple[str, ...],
    cells: tuple[str, ...],
    why_de: str,
    why_en: str,
    reason: str,
    center: str | None,
    as_json: bool,
) -> None:
    from assess.plan.matrix import keep_matrix, matrices
    from assess.report.matrix_text import matrix_document, matrix_in_words

    call = front()
    with call.store() as store:
        place = store.read(find_center, center)
        found = [one for one in store.read(matrices, place) if role is None or one.role.code == role]
        if role is not None and not found:
            raise Usage(T("This center does not hire for {role}.", role=role))
        if weights or targets or floors or cells:
            if len(found) != 1:
                raise Usage(T("Which role?"), do=T("Name it: {names}", names=", ".join(one.role.code for one in found)))
            draft = _numbers(found[0].role, weights, targets, floors)
            for said in cells:
                draft = _cell(found[0], draft, said, Text(why_de, why_en))
            kept = store.write(keep_matrix, place, draft, reason)
            found = [one for one in store.read(matrices, place) if one.role.code == draft.code]
            if not as_json:
                call.say(T("The center uses version {n} of {role} from now on.", n=kept.number, role=kept.role))
    if as_json:
        call.json([matrix_document(call.words, one) for one in found])
        return
    for place_, one in enumerate(found):
        call.say([*([""] if place_ else []), *matrix_in_words(call.words, one)])


def _numbers(draft: RoleFile, weights: tuple[str, ...], targets: tuple[str, ...], floors: tuple[str, ...]) -> RoleFile:
    from assess.plan.matrix_draft import with_floor, with_target, with_weight

    for said in weights:
        code, value = _pair(said)
        if value is None:
            raise _unread(said)
        draft = with_weight(draft, code, value)
    for change, given in ((with_target, targets), (with_floor, floors)):
        for said in given:
            draft = change(draft, *_pair(said))
    return draft


def _cell(found: Matrix, draft: RoleFile, said: str, why: Text) -> RoleFile:
    from assess.plan.matrix_draft import with_cell, without_cell
    from assess.rubric.diff import Version

    parts = CELL.fullmatch(said.strip())
    if parts is None:
        raise _unread(said)
    code, exercise, cues, share = (part.strip() if part else "" for part in parts.groups())
    if cues in NONE:
        return without_cell(draft, exercise, code)
    weight = parse_number(share) if share else None
    if share and weight is None:
        raise _unread(said)
    before = draft.matrix.get(exercise, {}).get(code)
    if before is not None:
        why = Text(why.de or before.why.de, why.en or before.why.en)
        weight = before.weight if weight is None else weight
    chosen = [cue.strip() for cue in cues.split(",") if cue.strip()]
    return with_cell(Version(draft, found.version.library), exercise, code, chosen, weight or 1.0, why)


def _pair(said: str) -> tuple[str, float | None]:
    code, equals, value = said.partition("=")
    number = parse_number(value)
    if not equals or (number is None and value.strip() not in NONE):
        raise _unread(said)
    return code.strip(), number


def _unread(said: str) -> Usage:
    return Usage(
        T("This is no change of the matrix."),
        where=said,
        do=T("Write e.g. --weight EMP=20, --floor EMP=none, --cell EMP:cm-statement=Q1,Q4@2 or =none at its end."),
    )


MATRIX = Verb(
    "matrix",
    _matrix,
    T("Which exercise shows which competency by which cue, and the weights; options change it."),
    [
        Arg("role", required=False, metavar="[ROLE]"),
        Opt("--weight", "weights", multiple=True, metavar="CODE=PERCENT", said=T("A competency's weight.")),
        Opt("--target", "targets", multiple=True, metavar="CODE=LEVEL", said=T("The level that is enough.")),
        Opt("--floor", "floors", multiple=True, metavar="CODE=LEVEL", said=T("The level below which harm begins.")),
        Opt(
            "--cell",
            "cells",
            multiple=True,
            metavar="CODE:EXERCISE=CUES[@SHARE]",
            said=T("The cues of a cell, with commas, and its share; none takes the cell out."),
        ),
        Opt("--why-de", "why_de", default="", said=T("Why the exercise shows it, in German.")),
        Opt("--why-en", "why_en", default="", said=T("Why the exercise shows it, in English.")),
        Opt("--reason", "reason", default="", said=T("Why it changes, after the freeze.")),
        center_option(),
        json_option(),
    ],
)
