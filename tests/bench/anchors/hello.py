"""The smallest Textual program: one line."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("HELLO-READY")


Hello().run()
