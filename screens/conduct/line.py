"""The note line: one line of typing that loses nothing."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class NoteLine(Input):
    """An Input without a frame; a pasted text of several lines becomes one line."""

    DEFAULT_CSS = """
    NoteLine, NoteLine:focus { border: none; height: 1; padding: 0; background: $background; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id, compact=True, select_on_focus=False)

    def _on_paste(self, event: events.Paste) -> None:
        """All of what was pasted, in one line."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))
