"""The grid of competency x exercise as text: the same lines on paper, on the command line and on the screens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from assess.fit.explain import Explanation, rounded_parts
from assess.integrate.flags import are_apart, are_at_odds
from assess.integrate.names import (
    ABSENT,
    ABSENT_SAID,
    APART,
    AT_ODDS,
    EXERCISE_KINDS,
    LATE,
    LATE_SAID,
    ORDER,
    SIGNS,
    UNRATED,
    UNRATED_SAID,
)
from assess.integrate.table import Table, Without
from assess.report.columns import cells, column, one_line
from assess.words import Sayable, T, Words

LONGEST_CODE: Final = 8
LEAST_NAME: Final = 8
LEAST_CELL: Final = 7
TOTAL: Final = "total"
"""The key of the row that sums up."""

Style = Literal["plain", "strong", "dim", "warn"]


class Mark(NamedTuple):
    """A rating: whose, which level (None: none), and the locked one where it was amended."""

    initials: str
    level: int | None
    first: int | None
    kind: str = "shown"
    """shown, absent, no_opportunity; or why there is no rating at all: no_show, aborted, excused."""
    late: bool = False

    def __str__(self) -> str:
        now = UNRATED.get(self.kind, "–") if self.level is None else str(self.level)
        now += (ABSENT if self.kind == "absent" else "") + (LATE if self.late else "")
        before = "" if self.level == self.first else f"({'–' if self.first is None else self.first})"
        return f"{one_line(self.initials)} {now}{before}"


class GridCell(NamedTuple):
    """The ratings of a cell, with the signs of what is to be talked about."""

    marks: tuple[Mark, ...]
    signs: str

    def text(self, gap: str = "  ") -> str:
        """In one line."""
        return gap.join((*(str(mark) for mark in self.marks), *((self.signs,) if self.signs else ())))


class GridRow(NamedTuple):
    """A competency; `tail` stands right of its cells."""

    key: str
    code: str
    name: Sayable
    cells: tuple[GridCell, ...]
    tail: tuple[str, ...]


class Grid(NamedTuple):
    """A whole grid."""

    heads: tuple[Sayable, ...]
    tails: tuple[Sayable, ...]
    rows: tuple[GridRow, ...]


class Piece(NamedTuple):
    """A piece of a line, with how it is to look where there are looks."""

    text: str
    style: Style


class GridLines(NamedTuple):
    """The laid-out grid: its head, and one line a row."""

    head: str
    rows: tuple[tuple[Piece, ...], ...]


def heads(columns: Sequence[tuple[Sayable, str]]) -> tuple[Sayable, ...]:
    """What stands over the columns, from (name, kind): the kind where it tells them apart, else the name."""
    kinds = [kind for _, kind in columns]
    if len(set(kinds)) == len(kinds):
        return tuple(EXERCISE_KINDS[kind] for kind in kinds)
    return tuple(name for name, _ in columns)


def grid_of_table(table: Table) -> Grid:
    """The wash-up's grid."""
    return Grid(
        heads([(column.name, column.kind) for column in table.columns]),
        (),
        tuple(
            GridRow(
                row.competency,
                row.code,
                row.name,
                tuple(
                    GridCell(
                        (
                            *(
                                Mark(mark.initials, mark.level, mark.first_level, mark.kind, mark.late)
                                for mark in square.marks
                            ),
                            *_without(square.without),
                        ),
                        (APART if square.apart else "") + (AT_ODDS if square.at_odds else ""),
                    )
                    for square in row.squares
                ),
                (),
            )
            for row in table.rows
        ),
    )


def _without(found: Sequence[Without]) -> Iterator[Mark]:
    return (Mark(one.initials, None, None, one.why) for one in found)


def grid_of(words: Words, explanation: Explanation) -> Grid:
    """An explanation's grid: the ratings, the score, and the points that add up to the role fit."""
    exercises = {
        cell.exercise_id: cell for step in (*explanation.competencies, *explanation.values) for cell in step.cells
    }
    columns = sorted(exercises.values(), key=lambda cell: (ORDER.index(cell.exercise_kind), cell.exercise_code))
    points = points_of(explanation)
    rows = []
    for step in (*explanation.competencies, *explanation.values):
        by_exercise = {cell.exercise_id: cell for cell in step.cells}
        found = []
        for place in columns:
            cell = by_exercise.get(place.exercise_id)
            first = [rating.first_level for rating in cell.ratings] if cell else []
            signs = (APART if are_apart(first, explanation.lo, explanation.hi) else "") + (
                AT_ODDS if are_at_odds(first) else ""
            )
            marks = (
                *(
                    Mark(one.assessor, one.level, one.first_level, one.kind, one.late)
                    for one in (cell.ratings if cell else ())
                ),
                *_without(cell.without if cell else ()),
            )
            found.append(GridCell(marks, signs))
        score = "–" if step.score is None else words.number(step.score, 2)
        share = words.number(points[step.code], 2) if step.code in points else "–"
        rows.append(GridRow(step.competency, step.code, step.name, tuple(found), (score, share)))
    role = explanation.parts[0].value
    total = "–" if role is None else words.number(role, 2)
    rows.insert(
        len(explanation.competencies),
        GridRow(TOTAL, "=", T("Role fit"), tuple(GridCell((), "") for _ in columns), ("", total)),
    )
    return Grid(
        heads([(cell.exercise, cell.exercise_kind) for cell in columns]), (T("Score"), T("Points")), tuple(rows)
    )


def points_of(explanation: Explanation) -> dict[str, float]:
    """The points of each competency and value, rounded so that they add up to their part as it is shown."""
    found: dict[str, float] = {}
    for steps in (explanation.competencies, explanation.values):
        scored = [(step.code, step.contribution) for step in steps if step.contribution is not None]
        rounded = rounded_parts([points for _, points in scored], 2)
        found |= {code: points for (code, _), points in zip(scored, rounded, strict=True)}
    return found


def lay_out(words: Words, grid: Grid, width: int) -> GridLines:
    """The grid in lines of at most `width` cells; names give way first, then cells."""
    code = max((min(LONGEST_CODE, cells(one_line(row.code))) for row in grid.rows), default=0)
    said = [words(head) for head in grid.heads]
    tails = [
        max(cells(words(head)), *(cells(row.tail[place]) for row in grid.rows)) for place, head in enumerate(grid.tails)
    ]
    left = width - code - 1 - sum(tail + 2 for tail in tails)
    names = max((cells(words(row.name)) for row in grid.rows), default=0)
    texts = [[_fitting(cell, 99) for cell in row.cells] for row in grid.rows]
    wanted = [
        max(LEAST_CELL, min(cells(said[place]), 14), *(cells(row[place]) for row in texts))
        for place in range(len(said))
    ]
    room = left - min(names, LEAST_NAME) - 2 * len(said)
    if said and sum(wanted) > room:
        wanted = [max(LEAST_CELL, min(one, room // len(said))) for one in wanted]
    name = max(0, min(names, left - sum(wanted) - 2 * len(said)))
    spread = left - name - sum(wanted) - 2 * len(said)
    if said and spread > 0:
        wanted = [one + min(4, spread // len(said)) for one in wanted]
    head = " " * (code + 1 + name) + "".join("  " + column(one, size) for one, size in zip(said, wanted, strict=True))
    head += "".join("  " + column(words(one), size, right=True) for one, size in zip(grid.tails, tails, strict=True))
    return GridLines(
        head.rstrip(),
        tuple(
            (
                Piece(column(row.code, code), "strong"),
                Piece(" " + column(words(row.name), name), "plain"),
                *(piece for cell, size in zip(row.cells, wanted, strict=True) for piece in _cell_pieces(cell, size)),
                *(
                    Piece("  " + column(text, size, right=True), "strong" if place else "dim")
                    for place, (text, size) in enumerate(zip(row.tail, tails, strict=True))
                ),
            )
            for row in grid.rows
        ),
    )


def _fitting(cell: GridCell, width: int) -> str:
    text = cell.text()
    return text if cells(text) <= width else cell.text(" ")


def _cell_pieces(cell: GridCell, size: int) -> tuple[Piece, ...]:
    text = _fitting(cell, size)
    if not cell.signs or cells(text) > size:
        return (Piece("  " + column(text, size), "warn" if cell.signs else "plain"),)
    marks = text[: -len(cell.signs)]
    return (Piece("  " + marks, "plain"), Piece(cell.signs + " " * (size - cells(text)), "warn"))


def signs_said(words: Words, grid: Grid) -> list[str]:
    """What the signs of this grid mean: only those that are in it."""
    shown = {sign for row in grid.rows for cell in row.cells for sign in cell.signs}
    said = [f"{sign} {words(meaning)}" for sign, meaning in SIGNS.items() if sign in shown]
    marks = [mark for row in grid.rows for cell in row.cells for mark in cell.marks]
    if any(mark.kind == "no_opportunity" for mark in marks):
        said.append(f"– {words(T('no opportunity, left out'))}")
    if any(mark.level != mark.first for mark in marks):
        said.append(words(T("(3) as locked, before the amendment")))
    if any(mark.kind == "absent" for mark in marks):
        said.append(words(ABSENT_SAID))
    if any(mark.late for mark in marks):
        said.append(words(LATE_SAID))
    kinds = {mark.kind for mark in marks}
    said += [f"{UNRATED[why]} {words(meaning)}" for why, meaning in UNRATED_SAID.items() if why in kinds]
    return said
