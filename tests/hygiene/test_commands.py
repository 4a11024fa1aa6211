"""Commands: said once, with an id of their own, a key that keyboards have, and reachable from the palette."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding

from assess.words import LANGUAGES, Words
from screens.app import AssessApp
from screens.base import SHARED, Room, Spoken, shared_by
from screens.command import Command, key_name, written_keys
from screens.keys import commands_of, screen_types
from screens.widgets.keybar import lay_out

NOT_DELIVERED = {"f10", "f11", "f12", "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+c", "ctrl+v", "ctrl+x", "ctrl+z", "ctrl+y"}
"""Keys that terminals keep, turn into others, or that Textual needs itself."""
ALT_GR = set("@[]{}\\|~€")
"""What a German keyboard types with AltGr."""
COLUMNS = 78
"""Of a key bar on a terminal of 80."""
WAITING = {"washup.open", "washup.excuse", "washup.force"}
TALKING = {"washup.next", "washup.difference", "washup.close"}
LOCKING = {"review.lock", "review.1", "review.open", "review.rate", "conduct.excuse"}
EDITING = {"edit.type", "edit.save", "edit.language", "edit.undo", "edit.finding"}
LEAVING = {"edit.save_leave", "edit.discard"}
IMPOSSIBLE = {
    "WashUp": (TALKING | {"washup.ranking"}, WAITING | {"washup.ranking"}, WAITING | {"washup.close"}),
    "Review": ({"review.share"}, LOCKING),
    "Turns": ({"turns.over"}, {"turns.clock", "turns.undo"}),
    "RubricEdit": (LEAVING | {"edit.restore"}, EDITING | {"edit.restore"}, EDITING | {"edit.save_leave"}),
}
"""What can't be done in each state of a screen that has several: its bar is judged once for each."""
ENDS_HERE = {"Home"}
"""Where one comes back to: no way back is shown."""


SCREENS = screen_types()


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
    here = {command.id: command for command in (*shared_by(screen), *screen.COMMANDS_HERE)}
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


def bars(screen: type[Spoken]) -> Iterator[list[Command]]:
    """What a screen's bar may have to show at once, at most: every command that it ever shows."""
    ends = screen.__name__ in ENDS_HERE
    shown = [one for one in commands_of(screen) if one.shown and not (ends and one.id == "app.back")]
    for away in IMPOSSIBLE.get(screen.__name__, (set(),)):
        yield [one for one in shown if one.id not in away]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", [one for one in SCREENS if issubclass(one, Room)], ids=lambda one: one.__name__)
def test_nothing_that_the_bar_shows_is_cut_at_80_columns(screen: type[Spoken], language: str) -> None:
    """What is not `wide` fits beside help and the way back; give it a `short` title, or make it `wide`."""
    for shown in bars(screen):
        laid = lay_out(Words(language), shown, {}, COLUMNS)
        assert laid.dropped == ()
        assert sum(item.width for item in laid.items) + laid.gap * (len(laid.items) - 1) <= COLUMNS
        assert all(item.title for item in laid.items)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [8, 20, 38, 58])
@pytest.mark.parametrize("screen", [one for one in SCREENS if issubclass(one, Room)], ids=lambda one: one.__name__)
def test_help_the_next_and_the_way_back_are_never_dropped(screen: type[Spoken], language: str, width: int) -> None:
    shown = next(bars(screen))
    laid = lay_out(Words(language), shown, {}, width)
    own = next((one.id for one in shown if one.id not in ("app.help", "app.back") and not one.wide), None)
    last = [] if screen.__name__ in ENDS_HERE else ["app.back"]
    assert {item.id for item in laid.items} >= {"app.help", *last, *([own] if own else [])}
    assert laid.items[0].id == "app.help"
    assert not last or laid.items[-1].id == "app.back"


def test_keys_are_called_as_on_the_keyboard() -> None:
    english, german = Words("en"), Words("de")
    assert key_name(english, "ctrl+q") == "Ctrl+Q"
    assert key_name(german, "ctrl+q") == "Strg+Q"
    assert key_name(german, "pagedown") == "Bild↓"
    assert key_name(german, "shift+tab") == "Umschalt+Tab"
    assert key_name(german, "f2") == "F2"
    command = SHARED[0]._replace(key_shown="Shift+PgUp")
    assert written_keys(german, command, {}) == "Umschalt+Bild↑"
    assert written_keys(german, command, {command.id: "ctrl+o,space"}, all_of_them=True) == "Strg+O / Leer"


async def test_the_palette_offers_every_command_of_a_screen_with_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSESS_STATE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    app = AssessApp(language="en")
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        home = app.screen_stack[0]
        assert isinstance(home, Spoken)
        offered = {command.title for command in app.get_system_commands(home)}
        assert {f"{command.title} · {written_keys(app.words, command, {})}" for command in home.commands()} <= offered
        assert {"Light or dark", "Language: German"} <= offered


@pytest.mark.parametrize("screen", [one for one in SCREENS if issubclass(one, Room)], ids=lambda one: one.__name__)
def test_every_screen_has_help_in_both_languages(screen: type[Room[object]]) -> None:
    english, german = Words("en")(screen.HELP_TEXT), Words("de")(screen.HELP_TEXT)
    assert len(english) > 80
    assert len(german) > 80
    assert english != german
