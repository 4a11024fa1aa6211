"""The grid of competency x exercise, with one competency marked."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from assess.report.grid_text import Grid, GridLines, lay_out
from assess.words import Words
from screens.widgets.virtual import Pieces, Virtual


class GridView(Virtual, inherit_bindings=False):
    """A line a competency; the marked one is what the rest of the screen is about.

    All lines are in sight as a rule: the page keys are left to the text below.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", tooltip="Mark the competency above.", id="grid.up", show=False),
        Binding("down,j", "move(1)", "Down", tooltip="Mark the competency below.", id="grid.down", show=False),
        Binding("home", "edge(-1)", "First", tooltip="Mark the first competency.", id="grid.first", show=False),
        Binding("end", "edge(1)", "Last", tooltip="Mark the last line.", id="grid.last", show=False),
    ]
    DEFAULT_CSS = "GridView { height: auto; max-height: 50%; min-height: 2; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._words = Words("en")
        self._grid: Grid | None = None
        self._laid: GridLines | None = None

    def show(self, words: Words, grid: Grid, mark: int | None = None) -> None:
        """Show a grid, in a language."""
        self._words, self._grid = words, grid
        self.renew(mark)

    @property
    def key(self) -> str | None:
        """The key of the marked row."""
        if self._grid is None or self.marked is None:
            return None
        return self._grid.rows[self.marked].key

    def places(self) -> int:
        """The rows."""
        return len(self._grid.rows) if self._grid else 0

    def head(self) -> str | None:
        """The exercises."""
        return "  " + (self._laid.head if self._laid else "")

    def lay(self, width: int) -> None:
        """The columns for this width."""
        if self._grid is not None:
            self._laid = lay_out(self._words, self._grid, width - 2)

    def draw(self, line: int, marked: bool) -> Pieces:
        """A row."""
        if self._laid is None:
            return ()
        return [
            ("▸ " if marked else "  ", "accent"),
            *((piece.text, str(piece.style)) for piece in self._laid.rows[line]),
        ]
