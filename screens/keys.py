"""Every command of every screen, for the keymap: its id, where it is, its keys."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import NamedTuple

import screens
from assess.home.keymap import Known
from assess.words import Message
from screens.base import Room, Spoken, shared_by
from screens.command import Command, split_keys


class Listed(NamedTuple):
    """A command, as `assess keys` lists it."""

    screen: str
    id: str
    title: Message
    keys: tuple[str, ...]
    typed_into: bool


def screen_types() -> list[type[Spoken]]:
    """Every screen and dialog that has commands, by name."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        import_module(module.name)
    found: set[type[Spoken]] = set()
    waiting: list[type[Spoken]] = [Spoken]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        kind_of_screen = issubclass(one, Room) and not one.HELP_TEXT and bool(one.__subclasses__())
        if one.__dict__.get("COMMANDS_HERE") and one.__module__.startswith("screens.") and not kind_of_screen:
            found.add(one)
    return sorted(found, key=lambda one: one.__name__)


def commands_of(screen: type[Spoken]) -> tuple[Command, ...]:
    """The commands that a screen binds: its own, those of the kinds of screen it is, those shared by all."""
    found: dict[str, Command] = {}
    for kind in screen.__mro__:
        for command in kind.__dict__.get("COMMANDS_HERE", ()):
            found.setdefault(command.id, command)
    for command in shared_by(screen):
        found.setdefault(command.id, command)
    return tuple(found.values())


def every_command() -> tuple[Listed, ...]:
    """All of them, screen by screen."""
    return tuple(
        Listed(screen.__name__, command.id, command.named or command.title, split_keys(command.key), screen.TYPED_INTO)
        for screen in screen_types()
        for command in commands_of(screen)
    )


def known_commands() -> tuple[Known, ...]:
    """The same, as the keymap judges them."""
    return tuple(Known(one.screen, one.id, one.keys, one.typed_into) for one in every_command())
