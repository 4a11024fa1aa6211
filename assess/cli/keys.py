"""`assess keys`: every key, and one's own."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from assess.cli.front import Arg, Verb, front, json_option
from assess.cli.usual import Usual
from assess.home.keymap import keymap_file, read_keymap
from assess.words import N, T, Unusable


def _list(as_json: bool) -> None:
    call = front()
    screens: Any = import_module("screens.keys")  # found by its name: neither front end imports the other
    file = keymap_file()
    found = read_keymap(file, screens.known_commands())
    rows = screens.every_command()
    if as_json:
        call.json(
            {
                "file": str(file),
                "keys": [
                    {
                        "id": one.id,
                        "screen": one.screen,
                        "title": call.words(one.title),
                        "default": list(one.keys),
                        "now": found.keys[one.id].split(",") if one.id in found.keys else list(one.keys),
                    }
                    for one in rows
                ],
                "faults": [fault.say(call.words) for fault in found.faults],
            }
        )
        return
    screen = ""
    for one in rows:
        if one.screen != screen:
            screen = one.screen
            call.say(["", screen])
        now = found.keys.get(one.id)
        keys = " / ".join(one.keys)
        if now is not None:
            keys = f"{now.replace(',', ' / ')}  ({call.words(T('instead of {keys}', keys=keys))})"
        call.say(f"  {one.id:<24}{call.words(one.title):<26}{keys}")
    call.say(
        [
            "",
            T("Your own keys: {file}", file=str(file))
            if file.exists()
            else T("Your own keys can stand in {file}", file=str(file)),
            T("One command a line, like this: {line}", line='"home.drill" = "f8"'),
            T("“assess keys check” says what is wrong with it."),
        ]
    )


def _check(file: str | None, as_json: bool) -> None:
    call = front()
    screens: Any = import_module("screens.keys")
    path = Path(file) if file is not None else keymap_file()
    if file is not None and not path.exists():
        raise Unusable(T("There is no such file."), where=file)
    found = read_keymap(path, screens.known_commands())
    if as_json:
        call.json({"file": str(path), "keys": found.keys, "faults": [fault.say(call.words) for fault in found.faults]})
    else:
        call.say([fault.say(call.words) for fault in found.faults])
        call.say(N("{n} key of your own holds.", "{n} keys of your own hold.", n=len(found.keys)))
    if found.faults:
        click.get_current_context().exit(1)


KEYS = Usual(
    "keys",
    T("The keys of every screen, and your own"),
    [
        Verb("list", _list, T("Every command with its screen, its key, and your own key."), [json_option()]),
        Verb(
            "check",
            _check,
            T("What is wrong with your own keys: unknown commands, clashes, keys that do not arrive (exit 1)."),
            [Arg("file", required=False, metavar="[FILE]"), json_option()],
        ),
    ],
)
