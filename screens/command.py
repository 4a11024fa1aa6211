"""Commands: said once, on their screen; footer, help and palette read them."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual.binding import Binding

from assess.words import Message


class Command(NamedTuple):
    """Something a person can do on a screen."""

    id: str
    """`room.verb`; a user's keymap works on it."""
    key: str
    """One key, or several with commas; the first is shown."""
    title: Message
    """One or two words, for the footer."""
    help: Message
    """A sentence, for help and palette."""
    action: str
    """A Textual action of the screen: `rate(3)` calls `action_rate(3)`."""
    shown: bool = True
    """Whether the footer shows it; help and palette always do."""
    key_shown: str | None = None
    """How the key is written, where several share a line: `1-5`."""
    priority: bool = False
    named: Message | None = None
    """Its own name, where several share a line of footer and help (`1-5 Rate`): the palette lists each by it."""

    def binding(self) -> Binding:
        """The Textual binding; its texts are English, translated where they are displayed."""
        return Binding(
            self.key,
            self.action,
            description=str(self.title),
            tooltip=str(self.help),
            id=self.id,
            show=self.shown,
            key_display=self.key_shown,
            priority=self.priority,
        )


KEY_NAMES: dict[str, Any] = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "plus": "+",
    "minus": "-",
    "question_mark": "?",
    "slash": "/",
    "backspace": "Bksp",
    "delete": "Del",
}


def key_name(key: str) -> str:
    """A key as people read it on their keyboard: `F2`, `Esc`, `Ctrl+Q`."""
    if key in KEY_NAMES:
        return str(KEY_NAMES[key])
    if "+" in key:
        return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in key.split("+"))
    return key.upper() if len(key) == 1 or key[1:].isdigit() else key.capitalize()
