"""The cover: nothing readable but the key that takes it away."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from screens.base import PRIVACY, Dialog
from screens.command import written_keys


class Cover(Dialog[None]):
    """Over a dialog, a help page or a record: what is below stays as it is, and takes no key meanwhile."""

    AUTO_FOCUS: ClassVar[str] = ""
    COMMANDS_HERE = (PRIVACY,)

    def compose(self) -> ComposeResult:
        """The key."""
        yield Static(written_keys(self.words, PRIVACY, self.keymap), markup=False)

    def action_privacy(self) -> None:
        """Away with it."""
        self.dismiss(None)

    def action_back(self) -> None:
        """Esc does nothing here: only the key that covered uncovers."""
