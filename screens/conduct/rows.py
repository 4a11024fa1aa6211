"""Rows of text that wrap under themselves: notes, anchors, competencies. Nothing is ever cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

NOTHING = Content("")
MARK = "▸ "
LEAST = 16
"""Cells that a row's text keeps, however narrow the place."""


class Row(NamedTuple):
    """One row: its head, its text (which wraps beside the head), and what stands at the right end of its first line."""

    head: Content
    text: Content
    tail: Content = NOTHING
    key: str = ""


class Rows(Widget):
    """Rows under each other, one of them marked when there is a choice."""

    DEFAULT_CSS = """
    Rows { height: auto; width: 1fr; }
    """

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, rows: Rows, place: int) -> None:
            super().__init__()
            self.rows, self.place = rows, place

        @property
        def control(self) -> Rows:
            """The rows, for selectors."""
            return self.rows

    def __init__(self, *, id: str | None = None, marks: bool = False) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._marked: int | None = None
        self._marks = marks
        self._drawn: tuple[int, list[Content], list[int]] | None = None

    def put(self, rows: Sequence[Row], marked: int | None = None) -> None:
        """Show these rows; the marked one is kept in view.

        Rows as high as before need no new layout: mark and view then move in one frame.
        """
        width = self.size.width
        before = len(self._drawn[1]) if self._drawn is not None and self._drawn[0] == width else 0
        self._rows, self._marked, self._drawn = tuple(rows), marked, None
        as_high = width > 0 and len(self._lines(width)[0]) == before
        self.refresh(layout=not as_high)
        if marked is None:
            return
        if as_high:
            self.keep_in_view()
        self.call_after_refresh(self.keep_in_view)  # what stands around it may have grown

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.size.width)[0])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the wrapped rows have."""
        return max(1, len(self._lines(width)[0])) if width else 0

    def keep_in_view(self) -> None:
        """Scroll as little as needed to see the marked row whole."""
        scroll = self.parent
        if not isinstance(scroll, VerticalScroll) or self._marked is None or not self.size.width:
            return
        lines, starts = self._lines(self.size.width)
        if self._marked < len(starts):
            first = starts[self._marked]
            last = starts[self._marked + 1] if self._marked + 1 < len(starts) else len(lines)
            region = Region(0, first, self.size.width, last - first)
            scroll.scroll_to_region(region, animate=False, force=True, immediate=True)

    def first_lines(self) -> list[int]:
        """The line in which each row begins."""
        return self._lines(self.size.width)[1] if self.size.width else []

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the pointer."""
        starts = self.first_lines()
        places = [place for place, first in enumerate(starts) if first <= event.y]
        if places:
            self.post_message(self.Chosen(self, places[-1]))

    def _lines(self, width: int) -> tuple[list[Content], list[int]]:
        if self._drawn is None or self._drawn[0] != width:
            lines: list[Content] = []
            starts: list[int] = []
            for place, row in enumerate(self._rows):
                starts.append(len(lines))
                drawn = hang(row, width, (MARK if place == self._marked else "  ") if self._marks else "")
                if self._marks and place == self._marked:
                    drawn = [
                        (line + Content(" " * max(0, width - line.cell_length))).stylize(
                            "$block-cursor-foreground on $block-cursor-background"
                        )
                        for line in drawn
                    ]
                lines += drawn
            self._drawn = (width, lines, starts)
        return self._drawn[1], self._drawn[2]


def hang(row: Row, width: int, mark: str = "") -> list[Content]:
    """A row as lines of a width: the text wraps at words, under itself."""
    head = Content.assemble(Content(mark), row.head)
    tail = row.tail.cell_length + 2 if row.tail.cell_length else 0
    room = max(LEAST, width - head.cell_length - tail)
    wrapped = row.text.wrap(room) or [NOTHING]
    lines = []
    for place, line in enumerate(wrapped):
        left = head if place == 0 else Content(" " * head.cell_length)
        if place == 0 and tail:
            gap = " " * max(1, width - head.cell_length - line.cell_length - row.tail.cell_length)
            lines.append(Content.assemble(left, line, gap, row.tail))
        else:
            lines.append(Content.assemble(left, line))
    return lines
