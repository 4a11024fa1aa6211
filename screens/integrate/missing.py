"""Who is missing: the sheets that are not locked yet, line by line, each with “1 of 2” of its exercise. No values.

Those whose assessors were excused come last: nobody waits for them, and that is to be seen.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from assess.conduct.phases import State
from assess.conduct.sheets import STATE_NAMES
from assess.integrate.names import EXERCISE_KINDS
from assess.integrate.progress import Missing
from assess.report.columns import cells, column, one_line
from assess.words import Message, T, Words
from screens.widgets.virtual import Pieces, Virtual

LONGEST_CODE = 10
LONGEST_INITIALS = 4
LONGEST_NAME = 24
WIDE = 96
"""Cells from which an exercise's kind stands before its name."""


EXCUSED = T("excused")
"""Nobody waits for this sheet: the moderator excused its assessor."""


class MissingSheets(Virtual):
    """A line a sheet; drawn when it comes into sight."""

    DEFAULT_CSS = "MissingSheets { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._words = Words("en")
        self._zone = ZoneInfo("UTC")
        self._sheets: tuple[Missing, ...] = ()
        self._wide = 80
        self._wide_code = self._wide_initials = self._wide_name = self._wide_state = 0
        """Cells of these columns."""

    def show(self, words: Words, zone: str, sheets: tuple[Missing, ...]) -> None:
        """Show these sheets, in a language."""
        self._words, self._zone, self._sheets = words, ZoneInfo(zone), sheets
        self._wide_code = max(
            cells(words(T("Code"))), min(LONGEST_CODE, max((cells(one_line(one.code)) for one in sheets), default=0))
        )
        self._wide_initials = min(LONGEST_INITIALS, max((cells(one_line(one.initials)) for one in sheets), default=0))
        self._wide_name = min(LONGEST_NAME, max((cells(one_line(one.assessor)) for one in sheets), default=0))
        self._wide_state = max((cells(words(_state(one))) for one in sheets), default=0)
        self.renew()

    @property
    def chosen(self) -> Missing | None:
        """The marked sheet."""
        return self._sheets[self.marked] if self.marked is not None and self.marked < len(self._sheets) else None

    def places(self) -> int:
        """The sheets."""
        return len(self._sheets)

    def lay(self, width: int) -> None:
        """The width of a line."""
        self._wide = width

    def head(self) -> str | None:
        """The words over the columns."""
        said = (T("Begins"), T("Exercise"), T("Locked"), T("Code"), T("Assessor"), T("State"))
        begins, exercise, locked, code, assessor, state = (self._words(one) for one in said)
        return "".join(self._cells(begins, exercise, locked, code, assessor, "", state))

    def draw(self, line: int, marked: bool) -> Pieces:
        """A sheet."""
        one, words = self._sheets[line], self._words
        begins, exercise, locked, code, initials, name, how = self._cells(
            words.time(one.starts_at, self._zone),
            self._exercise(one),
            self._count(one),
            one.code,
            one.initials,
            one.assessor,
            words(_state(one)),
        )
        return (
            ("▸ " if marked else "  ", "accent"),
            (begins[2:], "dim"),
            (exercise, "plain"),
            (locked, "warn" if one.forced else "dim"),
            (code, "dim" if one.excused else "strong"),
            (initials, "dim" if one.excused else "strong"),
            (name, "dim" if one.excused else "plain"),
            (how, "dim"),
        )

    def _exercise(self, one: Missing) -> str:
        """Its kind and name where there is room for both; else the name, which tells two of a kind apart."""
        name = self._words(one.exercise)
        return f"{self._words(EXERCISE_KINDS[one.kind])} · {name}" if self._wide >= WIDE else name

    def _count(self, one: Missing) -> str:
        """`1/2`: how many of the candidate's assessors in this exercise have locked; `1/2 !` when it was forced."""
        return f"{one.locked}/{one.planned}{' !' if one.forced else ''}"

    def _cells(self, *texts: str) -> tuple[str, ...]:
        """The columns; the exercise gets what the others leave."""
        begins, exercise, locked, code, initials, name, state = texts
        words = self._words
        counts = max([cells(words(T("Locked"))), *(cells(self._count(one)) for one in self._sheets[:1]), 5])
        states = max(cells(words(T("State"))), self._wide_state)
        first = max(5, cells(words(T("Begins"))))
        person = self._wide_initials + 1 + self._wide_name
        wide = max(8, self._wide - 2 - first - 2 - 2 - counts - 2 - self._wide_code - 2 - person - 2 - states)
        return (
            "  " + column(begins, first),
            "  " + column(exercise, wide),
            "  " + column(locked, counts),
            "  " + column(code, self._wide_code),
            "  " + (column(initials, self._wide_initials + 1) if name else column(initials, person)),
            column(name, self._wide_name) if name else "",
            "  " + column(state, states),
        )


def _state(one: Missing) -> Message:
    """How far the sheet is, or that nobody waits for it."""
    if one.excused:
        return EXCUSED
    state: State = one.state if one.state in STATE_NAMES else "planned"  # type: ignore[assignment]  # checked
    return STATE_NAMES[state]
