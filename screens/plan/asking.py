"""A room with a line that opens when something is asked, and closes with the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assess.words import Message, T
from screens.base import Room
from screens.conduct.line import NoteLine


class AskingRoom(Room[None]):
    """Asks in a line above the next step; never in a box over the work."""

    WHILE_ASKING: ClassVar[frozenset[str]] = frozenset({"help", "back"})
    _then: Callable[[str], None] | None = None
    _left: Callable[[], None] | None = None
    _after: Widget | None = None

    def compose_line(self) -> ComposeResult:
        """The line to type in; hidden until something is asked."""
        with Vertical(id="asking"):
            yield Static(id="asked", markup=False)
            yield NoteLine(self._entered, id="line")

    @property
    def asking(self) -> bool:
        """Whether the line is open for an answer."""
        return self._then is not None

    def ask(
        self,
        question: Message,
        then: Callable[[str], None],
        value: str = "",
        left: Callable[[], None] | None = None,
    ) -> None:
        """Open the line for an answer; Enter gives it, Esc closes it (and calls `left`)."""
        self._then, self._left, self._after = then, left, self.focused or self._after
        self.query_one("#asking").add_class("-open")
        self.query_one("#asked", Static).update(Content(self.words(question)))
        line = self.query_one("#line", NoteLine)
        line.put(value)
        line.focus()
        self.next_step(T("Next: type it and press Enter; Esc back"))
        self.refresh_bindings()

    async def answer(self, question: Message) -> str | None:
        """What is typed as an answer; None when the line is left with Esc."""
        waiting = asyncio.get_running_loop().create_future()

        def give(said: str | None) -> None:
            if not waiting.done():
                waiting.set_result(said)

        self.ask(question, give, left=lambda: give(None))
        answered: str | None = await waiting
        return answered

    def close_line(self) -> None:
        """The line is not needed any more; the focus goes back."""
        self._then = None
        self.query_one("#asking").remove_class("-open")
        self.query_one("#line", NoteLine).value = ""
        self.set_focus(self._after)
        self.refresh_bindings()

    def _entered(self, text: str) -> None:
        then = self._then
        if then is not None:
            self._left = None
            self.close_line()
            self.tell()
            then(text.strip())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the line is open, nothing else is a command."""
        if self.asking and action not in self.WHILE_ASKING:
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Esc: out of the line, or out of the screen."""
        if self.asking:
            left, self._left = self._left, None
            self.close_line()
            self.tell()
            if left is not None:
                left()
        else:
            self.leave()

    def leave(self) -> None:
        """Out of the screen."""
        self.dismiss()
