"""One question at a time: its answers as lines to choose from, or a line to type in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.words import Message, Sayable
from screens.base import Room
from screens.conduct.line import NoteLine as Line
from screens.conduct.rows import Row, Rows


class Choice(NamedTuple):
    """An answer to the question on the screen."""

    said: Row
    take: Callable[[], None]


class Questions(Room[None]):
    """A question, its answers below; the class `-asking` opens the line to type in."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[Choice] = []
        self._marked = 0

    def compose_body(self) -> ComposeResult:
        """The question, its answers, a line for the reason."""
        yield Static(id="question", markup=False)
        with VerticalScroll(classes="body", can_focus=False):
            yield Rows(id="choices", marks=True)
        yield Static(id="asked", markup=False)
        yield Line(self._typed, id="line")

    def _typed(self, said: str) -> None:
        """What was typed into the line."""
        raise NotImplementedError

    def _list(self, question: Sayable, choices: list[Choice], after: Message, marked: int = 0) -> None:
        self.set_class(False, "-asking")
        self.set_focus(None)
        self._choices, self._marked = choices, marked
        self.query_one("#question", Static).update(Content(self.words(question)))
        self._mark(marked)
        self.next_step(after)

    def _mark(self, place: int) -> None:
        self._marked = max(0, min(place, len(self._choices) - 1))
        self._show([choice.said for choice in self._choices], self._marked)

    def _show(self, rows: Sequence[Row], marked: int | None) -> None:
        self.query_one("#choices", Rows).put(rows, marked if rows else None)

    @on(Rows.Chosen, "#choices")
    def chosen(self, event: Rows.Chosen) -> None:
        """A click marks; a click on what is marked takes it."""
        event.stop()
        if event.place != self._marked:
            self._mark(event.place)
        elif event.place < len(self._choices):
            self._choices[event.place].take()

    def action_move(self, by: int) -> None:
        """Another line."""
        self._mark(self._marked + by)

    def action_page(self, by: int) -> None:
        """A page on or back."""
        body = self.query_one(".body", VerticalScroll)
        body.scroll_relative(y=by * max(1, body.size.height - 1), animate=False)
