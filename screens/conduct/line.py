"""The note line: one line of typing that loses nothing."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class NoteLine(Input):
    """An Input without a frame. Enter is taken at once; a pasted text of several lines becomes one line."""

    DEFAULT_CSS = """
    NoteLine, NoteLine:focus { border: none; height: 1; padding: 0; background: $background; width: 1fr; }
    """
    virtual_size = Reactive(Size(0, 0))
    """The text's width. Textual's own asks for a new layout of the whole screen at every letter; a line needs none."""

    def __init__(self, entered: Callable[[str], None], *, id: str | None = None) -> None:  # noqa: A002  (Textual's)
        super().__init__(id=id, compact=True, select_on_focus=False)
        self._entered = entered

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # nothing here is awaited
        """Enter is taken in its turn among the other keys, so that what is typed next finds an empty line.

        As a binding it would go round by the app, and `Input.Submitted` would come later still, while fast fingers
        have typed on: two notes would become one.
        """
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self._entered(self.value)

    def put(self, text: str) -> None:
        """Put a text into the line, the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)

    def _on_paste(self, event: events.Paste) -> None:
        """All of what was pasted, in one line."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))
