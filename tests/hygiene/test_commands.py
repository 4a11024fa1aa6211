"""Commands: said once, with an id of their own, a key that keyboards have, and reachable from the palette."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from textual.binding import Binding

from screens.app import AssessApp
from screens.base import SHARED, Dialog, Spoken
from screens.command import Command

ROOT = Path(__file__).parents[2]
NOT_DELIVERED = {"f10", "f11", "f12", "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+c", "ctrl+v", "ctrl+x", "ctrl+z", "ctrl+y"}
"""Keys that terminals keep, turn into others, or that Textual needs itself."""
ALT_GR = set("@[]{}\\|~€")
"""What a German keyboard types with AltGr."""


def screens() -> list[type[Spoken]]:
    """Every screen and dialog of the program."""
    for path in sorted((ROOT / "screens").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        import_module(name.removesuffix(".__init__"))
    found: list[type[Spoken]] = []
    waiting: list[type[Spoken]] = [Spoken]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__dict__.get("COMMANDS_HERE"):
            found.append(one)
    return sorted(set(found), key=lambda one: one.__name__)


SCREENS = screens()


def keys(command: Command) -> list[str]:
    return [key.strip() for key in command.key.split(",")]


def test_there_are_screens() -> None:
    assert {"Home", "Ranking", "Explain", "WashUp"} <= {one.__name__ for one in SCREENS}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_commands_are_complete(screen: type[Spoken]) -> None:
    for command in screen.COMMANDS_HERE:
        assert command.id.count(".") == 1
        assert str(command.title)
        assert str(command.help).endswith("."), command.id
        assert len(str(command.title)) <= 24, command.id


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_keys_are_delivered_by_terminals(screen: type[Spoken]) -> None:
    for command in screen.COMMANDS_HERE:
        assert not NOT_DELIVERED & set(keys(command)), command.id
        assert not ALT_GR & set(keys(command)), command.id


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_no_key_means_two_things(screen: type[Spoken]) -> None:
    shared = SHARED[1:] if issubclass(screen, Dialog) else SHARED  # a dialog has no help of its own
    here = {command.id: command for command in (*shared, *screen.COMMANDS_HERE)}
    taken = Counter(key for command in here.values() for key in set(keys(command)))
    assert [key for key, times in taken.items() if times > 1] == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_every_binding_comes_from_a_command(screen: type[Spoken]) -> None:
    bindings = [binding for binding in vars(screen).get("BINDINGS", ()) if isinstance(binding, Binding)]
    assert bindings
    for binding in bindings:
        assert binding.id
        assert binding.description
        assert binding.tooltip


def test_ids_are_unique_over_the_app() -> None:
    owners: dict[str, set[tuple[object, ...]]] = {}
    for screen in SCREENS:
        for command in screen.COMMANDS_HERE:
            owners.setdefault(command.id, set()).add((command.action, str(command.title)))
    assert {id_: said for id_, said in owners.items() if len(said) > 1} == {}


async def test_the_palette_offers_every_command_of_a_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSESS_STATE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    app = AssessApp(language="en")
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        home = app.screen_stack[0]
        assert isinstance(home, Spoken)
        offered = {command.title for command in app.get_system_commands(home)}
        assert {str(command.title) for command in home.commands()} <= offered
        assert {"Quit", "Language: German"} <= offered
