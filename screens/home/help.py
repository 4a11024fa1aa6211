"""F1: what the screen is for, and every key of it, in the language of now."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assess.home.keymap import keymap_file
from assess.words import Sayable, T
from screens.base import Dialog
from screens.command import Command, key_name, written_keys

WIDEST = 16
"""Cells that the keys may take: the sentences beside them need the rest."""


class Help(Dialog[None]):
    """Read and go back."""

    AUTO_FOCUS = "VerticalScroll"
    COMMANDS_HERE = (Command("help.close", "f1,enter", T("Close"), T("Back to the screen."), "back"),)

    def __init__(self, text: Sayable, commands: tuple[Command, ...]) -> None:
        super().__init__()
        self._text, self._commands = text, commands

    def compose(self) -> ComposeResult:
        """The text, then the keys, each with its sentence beside it."""
        words = self.words
        rows = [
            (written_keys(words, one, self.keymap, all_of_them=True), words(one.title), words(one.help))
            for one in self._commands
        ]
        rows.append((key_name(words, "ctrl+p"), words(T("Palette")), words(T("Every command, by name."))))
        wide = min(WIDEST, max(Content(keys).cell_length for keys, _, _ in rows) + 2)
        with VerticalScroll(classes="box help"):
            yield Static(words(T("Scroll with the arrow keys; Esc back")), classes="muted", markup=False)
            if self._text:
                yield Static("\n" + words(self._text), markup=False)
            yield Static(Content.styled("\n" + words(T("Keys of this screen")), "bold $accent"))
            yield from _rows(rows, wide)
            said = T("Your own keys: {file} (“assess keys” says how).", file=str(keymap_file()))
            yield Static("\n" + words(said), classes="muted", markup=False)


def _rows(rows: list[tuple[str, str, str]], wide: int) -> Iterator[Widget]:
    for keys, title, about in rows:
        pressed = Static(Content.styled(keys, "bold $accent"), classes="keys")
        pressed.styles.width = wide
        yield Horizontal(pressed, Static(Content.assemble((title, "bold"), ": ", about)), classes="row")
