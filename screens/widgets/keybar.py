"""The key bar: the last line, what can be done now, in the language of now. By mouse as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from screens.command import Command, key_name

if TYPE_CHECKING:
    from screens.base import Spoken


class KeyBar(Widget):
    """Keys and titles of the screen's commands that are possible now, as many as fit."""

    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; padding: 0 1; color: $text-muted; background: $panel; text-wrap: nowrap; }
    """

    auto_links = False

    def on_mount(self) -> None:
        """Follow what is possible now."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> Content:
        """The line."""
        screen = cast("Spoken", self.screen)
        words = screen.words
        active = {found.binding.id: found for found in self.screen.active_bindings.values()}
        parts: list[Content] = []
        room = self.size.width
        first = [command for command in screen.commands() if command.id == "app.help"]
        for command in (*first, *(other for other in screen.commands() if other.id != "app.help")):
            bound = active.get(command.id)
            possible = self.screen.check_action(command.action.partition("(")[0], ())
            if not command.shown or possible is False:
                continue
            key = _shown_key(command, bound.binding.key if bound else command.key.split(",")[0])
            title = words(command.title)
            width = len(key) + 1 + len(title) + 2
            if width > room + 2:
                continue
            room -= width
            meta = Style.from_meta({"@click": f"screen.run('{command.id}')"})
            dim = "" if possible else "dim "
            parts.append(Content.styled(key, f"{dim}bold $accent").stylize(meta))
            parts.append(Content.styled(f" {title}  ", dim.strip()).stylize(meta))
        return Content.assemble(*parts)


def _shown_key(command: Command, key: str) -> str:
    if command.key_shown is not None and key in [one.strip() for one in command.key.split(",")]:
        return command.key_shown
    own = command.key.split(",")[0].strip()
    return key_name(own if key in [one.strip() for one in command.key.split(",")] else key)
