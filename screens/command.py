"""Commands: said once, on their screen; footer, help and palette read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from textual.binding import Binding

from assess.words import Message, Sayable, T, Words


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
    short: Message | None = None
    """The title where the footer has little room."""
    wide: bool = False
    """Shown where there is room to spare: the footer of 80 columns is for what the screen is about."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Its own keys, as Textual names them."""
        return split_keys(self.key)

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


KEY_NAMES: Final[Mapping[str, Sayable]] = {
    "escape": T("Esc"),
    "enter": T("Enter"),
    "space": T("Space"),
    "tab": T("Tab"),
    "shift": T("Shift"),
    "ctrl": T("Ctrl"),
    "alt": T("Alt"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": T("Home"),
    "end": T("End"),
    "pageup": T("PgUp"),
    "pagedown": T("PgDn"),
    "insert": T("Ins"),
    "backspace": T("Bksp"),
    "delete": T("Del"),
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "full_stop": ".",
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "asterisk": "*",
    "number_sign": "#",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}
"""What is printed on the keys; the rest is written as it is."""
NAMED: Final = {str(name): name for name in KEY_NAMES.values()}
"""The same by what they are called in English, for keys that a command writes itself (`Shift+PgUp`)."""


def split_keys(said: str) -> tuple[str, ...]:
    """`"f4,r"` as its keys."""
    return tuple(key.strip() for key in said.split(",") if key.strip())


def key_name(words: Words, key: str) -> str:
    """A key as people read it on their keyboard: `F2`, `Esc`, `Ctrl+Q`; in German `Strg+Q`."""
    parts = key.split("+")
    return "+".join(_part(words, part) for part in parts)


def _part(words: Words, part: str) -> str:
    if part in KEY_NAMES:
        return words(KEY_NAMES[part])
    if len(part) == 1 or part[1:].isdecimal():
        return part.upper()
    return part.replace("_", " ").capitalize()


def written_keys(words: Words, command: Command, keymap: Mapping[str, str], *, all_of_them: bool = False) -> str:
    """The key of a command as the footer shows it, or all of them as help does; the user's own where there is one."""
    if command.id in keymap:
        keys = split_keys(keymap[command.id])
    elif command.key_shown is not None:
        return "+".join(words(NAMED.get(part, part)) for part in command.key_shown.split("+"))
    else:
        keys = command.keys
    return " / ".join(key_name(words, key) for key in (keys if all_of_them else keys[:1]))
