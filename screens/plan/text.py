"""The text of a field: typed over as many lines as it needs; Enter goes on where a text is one paragraph."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea


def _bindings() -> list[BindingType]:
    """Those of a TextArea, without the keys that undo and redo have here."""
    return [one for one in TextArea.BINDINGS if isinstance(one, Binding) and not {"f6", "f7"} & {*one.key.split(",")}]


class FieldText(TextArea, inherit_bindings=False):
    """A TextArea without a frame. Tab leaves it; Enter too, unless the text may have paragraphs."""

    BINDINGS = _bindings()

    def __init__(self, done: Callable[[], None], *, id: str | None = None) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True)
        self.paragraphs = False
        self._done = done

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.paragraphs:
            event.prevent_default()
            event.stop()
            self._done()
            return
        await super()._on_key(event)

    def put(self, text: str) -> None:
        """Show a text, the cursor behind it; nothing is told as typed."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)
        self.move_cursor(self.document.end)
