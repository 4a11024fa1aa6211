"""F1: what the screen is for, and every key of it, in the language of now."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.words import Sayable, T
from screens.base import Dialog
from screens.command import Command, key_name


class Help(Dialog[None]):
    """Read and go back."""

    AUTO_FOCUS = "VerticalScroll"
    COMMANDS_HERE = (Command("help.close", "f1,enter", T("Close"), T("Back to the screen."), "back"),)

    def __init__(self, text: Sayable, commands: tuple[Command, ...]) -> None:
        super().__init__()
        self._text, self._commands = text, commands

    def compose(self) -> ComposeResult:
        """The text, then the keys."""
        words = self.words
        with VerticalScroll(classes="box"):
            if self._text:
                yield Static(words(self._text) + "\n", markup=False)
            for command in self._commands:
                keys = command.key_shown or " / ".join(key_name(key.strip()) for key in command.key.split(","))
                yield Static(
                    Content.assemble(
                        (f"{keys:<12}", "bold $accent"), (words(command.title), "bold"), ": ", words(command.help)
                    )
                )
            yield Static(
                Content.assemble(
                    ("\n" + f"{'Ctrl+P':<12}", "bold $accent"),
                    (words(T("Palette")), "bold"),
                    ": ",
                    words(T("Every command, by name.")),
                )
            )
