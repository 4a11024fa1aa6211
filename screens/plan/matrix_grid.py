"""The matrix as lines: headings, a row a competency, the sums. Pure: no screen."""

from __future__ import annotations

from typing import Final, NamedTuple

from textual.content import Content

from assess.plan.conformity.given import FULL
from assess.plan.conformity.measure import MOST
from assess.plan.matrix import Matrix as Given
from assess.rubric.model import MatrixCell, RoleFile
from assess.words import Message, N, Sayable, T, Words
from screens.plan.role import SHORT, TYPES

NUMBERS: Final = ("weight", "target", "floor")
"""The first columns; the exercises follow."""
ROOM: Final = 8
"""Cells of each of them."""
CODES: Final = 6
NAMES: Final = 16
"""Cells from which on names stand beside the codes."""
LEAST: Final = 9
WIDEST: Final = 22
MARKED: Final = "$block-cursor-foreground on $block-cursor-background"


class Drawn(NamedTuple):
    """The lines of a matrix."""

    heads: Content
    rows: tuple[Content, ...]
    sums: Content


def draw(words: Words, given: Given, now: RoleFile, marked: tuple[str, str], width: int) -> Drawn:
    """The lines for a width in cells; `marked` are the competency and the column that are marked."""
    exercises = list(now.matrix)
    said = [_cell(cell) for cells in now.matrix.values() for cell in cells.values()]
    room = max(LEAST, max(map(len, said), default=0) + 2)
    named = width - ROOM * len(NUMBERS) - room * len(exercises)
    if named < NAMES:
        named = CODES
        room = max(LEAST, (width - ROOM * len(NUMBERS) - named) // max(1, len(exercises)))
    else:
        longest = max(len(words(given.title(code))) for code in now.competencies)
        named = min(named, CODES + longest)
        room = (width - ROOM * len(NUMBERS) - named) // max(1, len(exercises))
    room = min(room, WIDEST)
    heads = [Content(" " * named)]
    for column, title in zip(NUMBERS, (T("Weight"), T("Target"), _floor_title(words)), strict=True):
        shown = Content(words(title)).truncate(ROOM - 1).plain
        heads.append(Content.styled(f"{shown:>{ROOM}}", "bold $accent" if column == marked[1] else "dim"))
    for code in exercises:
        style = "bold $accent" if code == marked[1] else "dim"
        heads.append(Content.styled(_fit(f" {words(_title(given, code, room))}", room), style))
    rows = tuple(_row(words, given, now, code, marked, (named, room)) for code in now.competencies)
    return Drawn(Content.assemble(*heads), rows, _sums(words, given, now, named, room))


def _floor_title(words: Words) -> Message:
    return T("Floor") if len(words(T("Floor"))) < ROOM else T("Min.")


def _title(given: Given, code: str, room: int) -> Sayable:
    """`Role play`; where there are several of a type, with its number."""
    kinds = {one.code: one.kind for one in given.exercises}
    kind = kinds.get(code, "")
    same = [other for other in given.role.matrix if kinds.get(other) == kind]
    names = SHORT if room < 15 or len(same) > 1 else TYPES
    title: Message = names.get(kind, T("Exercise"))
    return T("{type} {n}", type=title, n=same.index(code) + 1) if len(same) > 1 else title


def _row(
    words: Words, given: Given, now: RoleFile, code: str, here: tuple[str, str], widths: tuple[int, int]
) -> Content:
    criterion, (named, room) = now.competencies[code], widths
    name = Content.assemble((f"{code:<5}", "bold"), Content(words(given.title(code)) if named > CODES else ""))
    target = now.scale.hi if criterion.target is None else criterion.target
    floor = "–" if criterion.floor is None else number_said(words.language, criterion.floor)
    numbers = {
        "weight": f"{number_said(words.language, criterion.weight)} %",
        "target": number_said(words.language, target),
        "floor": floor,
    }
    parts = [name.truncate(named - 1, ellipsis=True, pad=True), Content(" ")]
    for column, said in numbers.items():
        shown = Content(f"{said:>{ROOM}}")
        parts.append(shown.stylize(MARKED) if here == (code, column) else shown)
    run = {one.code for one in given.exercises if one.used}
    for exercise, cells in now.matrix.items():
        cell = cells.get(code)
        shown = Content(_fit(f" {_cell(cell)}", room))
        if cell is None or exercise not in run:
            shown = shown.stylize("dim")
        parts.append(shown.stylize(MARKED) if here == (code, exercise) else shown)
    return Content.assemble(*parts)


def _sums(words: Words, given: Given, now: RoleFile, named: int, room: int) -> Content:
    """The sum of the weights, and how many competencies each exercise asks for."""
    whole = sum(one.weight for one in now.competencies.values())
    right = abs(whole - FULL) < 1e-6
    mark = "✓" if right else "✗"
    sum_said = f"{mark} {number_said(words.language, round(whole, 2))} %"
    parts = [
        Content.styled(_fit(words(T("Sum")), named), "dim"),
        Content.styled(f"{sum_said:>{ROOM}}", "$success" if right else "bold $error"),
        Content(" " * (ROOM * (len(NUMBERS) - 1) - max(0, len(sum_said) - ROOM))),
    ]
    run = {one.code for one in given.exercises if one.used}
    for exercise, cells in now.matrix.items():
        many = len(cells) > MOST and exercise in run
        said = N("{n} rated", "{n} rated", n=len(cells)) if exercise in run else T("left out")
        shown = f" {'! ' if many else ''}{words(said)}"
        parts.append(Content.styled(_fit(shown, room), "$warning" if many else "dim"))
    return Content.assemble(*parts)


def _cell(cell: MatrixCell | None) -> str:
    """`P1-P4 Q2 ×2`; a dash without a cue, a dot where it is not rated."""
    if cell is None:
        return "·"
    share = "" if cell.weight == 1 else f" ×{cell.weight:g}"
    return f"{' '.join(_runs(cell.cues)) or '–'}{share}"


def _runs(codes: tuple[str, ...]) -> list[str]:
    runs: list[list[str]] = []
    for code in codes:
        last = runs[-1][-1] if runs else ""
        follows = code[1:].isdecimal() and last[1:].isdecimal() and code[0] == last[0]
        if follows and int(code[1:]) == int(last[1:]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return [part for run in runs for part in ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else run)]


def number_said(language: str, value: float) -> str:
    """A number as short as it is: `25`, `2,5` in German."""
    said = f"{value:g}"
    return said.replace(".", ",") if language == "de" else said


def _fit(text: str, width: int) -> str:
    return Content(text).truncate(width, ellipsis=True, pad=True).plain
