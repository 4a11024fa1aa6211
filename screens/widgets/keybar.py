"""The key bar: the last line, what can be done now, in the language of now. By mouse as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from assess.words import Words
from screens.command import Command, written_keys

if TYPE_CHECKING:
    from screens.base import Spoken

KEPT: Final = ("app.help", "app.back")
"""What a bar never drops, however narrow: help stands first, the way back last."""
SOONEST: Final = "conduct.privacy"
"""Of what needs room to spare, the first to get it: who needs it has no time to look for it."""


class Item(NamedTuple):
    """A command as the bar shows it."""

    id: str
    key: str
    title: str
    """Empty where there is room for the key alone."""

    @property
    def width(self) -> int:
        """Cells."""
        return Content(self.key).cell_length + (1 + Content(self.title).cell_length if self.title else 0)


class Layout(NamedTuple):
    """What a bar shows in its line."""

    items: tuple[Item, ...]
    gap: int
    dropped: tuple[str, ...]
    """Commands that are not `wide` and found no room."""


def lay_out(words: Words, commands: Sequence[Command], keys: dict[str, str], width: int) -> Layout:
    """Help first, the screen's commands in their order, the way back last; as much of it as fits in `width` cells.

    What is not `wide` comes first: with full titles, else with short ones, else closer together. What is `wide` takes
    the room that is left. Only then are commands dropped, from the end; never help, the way back, or the screen's
    first command, which is what one does next.
    """
    needed = [one for one in commands if not one.wide]
    ordered = _ordered(needed)
    chosen, gap, short = ordered, 1, True
    for spacing, clipped in ((2, False), (2, True), (1, True)):
        if _width(words, ordered, keys, spacing, short=clipped) <= width:
            gap, short = spacing, clipped
            break
    else:
        spare = [one for one in reversed(ordered) if one.id not in KEPT and one is not _first(ordered)]
        while spare and _width(words, chosen, keys, 1, short=True) > width:
            gone = spare.pop(0)
            chosen = [one for one in chosen if one is not gone]
    if gap == 2:
        for one in sorted((one for one in commands if one.wide), key=lambda one: one.id != SOONEST):
            more = _ordered([other for other in commands if other in chosen or other is one])
            for clipped in {short, True}:
                if _width(words, more, keys, 2, short=clipped) <= width:
                    chosen, short = more, clipped
                    break
    left = tuple(one.id for one in needed if one not in chosen)
    items = tuple(_item(words, one, keys, short=short) for one in chosen)
    if sum(item.width for item in items) + gap * (len(items) - 1) > width:  # a terminal of 20 columns
        items = tuple(item._replace(title="") for item in items)
    return Layout(items, gap, left)


def _ordered(commands: Sequence[Command]) -> list[Command]:
    first, last = KEPT
    return [
        *(one for one in commands if one.id == first),
        *(one for one in commands if one.id not in KEPT),
        *(one for one in commands if one.id == last),
    ]


def _first(ordered: Sequence[Command]) -> Command | None:
    return next((one for one in ordered if one.id not in KEPT), None)


def _item(words: Words, command: Command, keys: dict[str, str], *, short: bool) -> Item:
    title = command.short if short and command.short is not None else command.title
    return Item(command.id, written_keys(words, command, keys), words(title))


def _width(words: Words, commands: Sequence[Command], keys: dict[str, str], gap: int, *, short: bool) -> int:
    widths = [_item(words, one, keys, short=short).width for one in commands]
    return sum(widths) + gap * max(0, len(widths) - 1)


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
        possible = {}
        for command in screen.commands():
            may = self.screen.check_action(command.action.partition("(")[0], ())
            if command.shown and may is not False:
                possible[command.id] = may is True
        here = [command for command in screen.commands() if command.id in possible]
        laid = lay_out(screen.words, here, screen.keymap, self.size.width)
        parts: list[Content] = []
        for item in laid.items:
            meta = Style.from_meta({"@click": f"screen.run('{item.id}')"})
            dim = "" if possible[item.id] else "dim "
            if parts:
                parts.append(Content(" " * laid.gap))
            parts.append(Content.styled(item.key, f"{dim}bold $accent").stylize(meta))
            if item.title:
                parts.append(Content.styled(f" {item.title}", dim.strip()).stylize(meta))
        return Content.assemble(*parts)
