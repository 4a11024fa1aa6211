"""A reason, asked in a box: what follows is journaled with it. What was typed stays when it is refused."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from assess.words import N, Sayable, T
from screens.base import Dialog
from screens.command import Command


class Reason(Dialog[str]):
    """Asks why; answers with the reason once it is long enough, with None for Esc."""

    AUTO_FOCUS = "#why"
    COMMANDS_HERE = (Command("reason.give", "enter", T("Do it"), T("Give the reason; it is journaled."), "give"),)

    def __init__(self, question: Sayable, after: Sayable, enough: int) -> None:
        super().__init__()
        self._question, self._after, self._enough = question, after, enough

    def compose(self) -> ComposeResult:
        """The question, what follows from it, a line."""
        with Vertical(classes="box"):
            yield Static(Content.styled(self.words(self._question), "bold"), markup=False)
            yield Static(Content(self.words(self._after)), classes="muted", markup=False)
            yield Input(id="why", max_length=2000)
            yield Static(id="still", classes="muted", markup=False)

    def on_mount(self) -> None:
        """How much is still to be said."""
        self._tell("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter."""
        self._tell(event.value)

    def _tell(self, typed: str) -> None:
        left = self._enough - len(typed.strip())
        said: Sayable = T("Enter does it; Esc back")
        if left > 0:
            said = N("{n} more character; Esc back", "{n} more characters; Esc back", n=left)
        self.query_one("#still", Static).update(Content(self.words(said)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.action_give()

    def action_give(self) -> None:
        """The reason, when it is one."""
        typed = self.query_one("#why", Input).value
        if len(typed.strip()) >= self._enough:
            self.dismiss(typed)
