"""Typing in a bare Textual Input."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class Typing(App[None]):
    """A line and an Input."""

    def compose(self) -> ComposeResult:
        """A line and an Input."""
        yield Static("HELLO-READY")
        yield Input()


Typing().run()
