"""The seat plan of a group discussion: who sits where around the table, one's own candidates in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from assess.conduct.discussion import unnoted
from assess.conduct.work import SeatView, SheetView, Work
from assess.words import T, Words
from screens.conduct.notes import Typed

LOW = 20
"""Rows of a terminal below which the plan is one line."""
SPEAKS = "◀"


class SeatPlan(Widget):
    """Seats in the order in which they sit: the upper side from the left, the lower side from the right.

    A click on a seat is the screen's `seat(number)`.
    """

    DEFAULT_CSS = """
    SeatPlan { height: auto; padding: 0 1; }
    """
    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id)
        self._seats: tuple[SeatView, ...] = ()
        self._keys: dict[int, str] = {}
        self._speaking: frozenset[int] = frozenset()

    def put(self, seats: tuple[SeatView, ...], speaking: frozenset[int] = frozenset(), keys: bool = False) -> None:
        """Show these seats; those who speak are inverted; `keys`: the key of a seat beyond the ninth stands with it."""
        labels = {seat.number: seat_key(seat.number) for seat in seats if seat.number > 9} if keys else {}
        now = (seats, speaking, labels)
        if now != (self._seats, self._speaking, self._keys):
            layout = len(seats) != len(self._seats)
            self._seats, self._speaking, self._keys = now
            self.refresh(layout=layout)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Three lines, one in a low terminal."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The plan."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        seats = self._seats
        if not seats:
            return [Content("")]
        half = -(-len(seats) // 2)
        labels = [self._label(seat) for seat in seats]
        column = max(label.cell_length for label in labels) + 2
        if self.app.size.height < LOW or half * column > width:
            return _wrapped(labels, width)
        column = min(width // half, column + 8)
        upper, lower = labels[:half], labels[half:][::-1]
        lower = [Content("")] * (half - len(lower)) + lower  # the last seat sits opposite the first
        table = Content.styled("╺" + "━" * (half * column - 4) + "╸", "dim")
        left = " " * max(0, (width - half * column) // 2)
        return [
            Content.assemble(left, _row(upper, column)),
            Content.assemble(left, " ", table),
            Content.assemble(left, _row(lower, column)),
        ]

    def _label(self, seat: SeatView) -> Content:
        key = f"{self._keys[seat.number]}·" if seat.number in self._keys else ""
        said = f"{key}{seat.number} {seat.code}"
        said = f"[{said}]" if seat.own else f" {said} "
        speaks = seat.number in self._speaking
        said = f"{said}{SPEAKS}" if speaks else said
        style = "reverse bold" if speaks else "bold $accent" if seat.own else ""
        return Content.styled(said, style).stylize(Style.from_meta({"@click": f"screen.seat({seat.number})"}))


def _row(labels: Sequence[Content], column: int) -> Content:
    cells = []
    for label in labels:
        left = (column - label.cell_length) // 2
        cells.append(Content.assemble(" " * left, label, " " * (column - label.cell_length - left)))
    return Content("").join(cells)


def _wrapped(labels: Sequence[Content], width: int) -> list[Content]:
    lines: list[list[Content]] = [[]]
    room = width
    for label in labels:
        if lines[-1] and label.cell_length + 1 > room:
            lines.append([])
            room = width
        lines[-1].append(label)
        room -= label.cell_length + 1
    return [Content(" ").join(line) for line in lines]


def seat_key(seat: int) -> str:
    """The key of a seat: its digit, and from the tenth on the letters: A, B, C."""
    return str(seat) if seat < 10 else chr(ord("A") + seat - 10)


def silent_hint(words: Words, found: Work, sheets: Sequence[SheetView], typed: Sequence[Typed], elapsed: float) -> str:
    """`K4: no notes for ten minutes`, quietly; empty, when everybody was noted."""
    phase = found.live.code
    last = {}
    for sheet in sheets:
        times = [one.seconds for one in sheet.notes if one.phase == phase and not one.discarded]
        times += [
            one.seconds for one in typed if one.phase == phase and one.note is not None and one.note.sheet == sheet.id
        ]
        last[sheet.code] = max(times, default=0.0)
    codes = unnoted(last, elapsed)
    return words(T("{code}: no notes for ten minutes", code=", ".join(codes))) if codes else ""
