"""The user's own keys: a text file, judged line by line. A bad line is named and left out; the rest holds.

The file is TOML: one command a line, `"live.undo" = "f6"`, several keys with commas. `assess keys` lists the commands.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from assess.words import Fault, Message, T, Unusable

ENDING: Final = "keys.toml"
MODIFIERS: Final = ("ctrl", "alt", "shift", "super", "hyper", "meta")
WITHOUT_CHARACTER: Final = frozenset(
    {
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
        *("backspace", "enter", "escape", "tab"),
    }
)
"""Keys that have a name, as Textual calls them, and type nothing."""
CHARACTERS: Final = frozenset(
    {
        *("space", "plus", "minus", "comma", "full_stop", "slash", "question_mark", "exclamation_mark", "asterisk"),
        *("number_sign", "equals_sign", "less_than_sign", "greater_than_sign", "colon", "semicolon", "underscore"),
        *("quotation_mark", "apostrophe", "dollar_sign", "percent_sign", "ampersand"),
        *("left_parenthesis", "right_parenthesis"),
    }
)
"""Those that type something."""
AS_NAMED: Final = {
    "+": "plus",
    "-": "minus",
    ".": "full_stop",
    "/": "slash",
    "?": "question_mark",
    "!": "exclamation_mark",
    "*": "asterisk",
    "#": "number_sign",
    "=": "equals_sign",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    ":": "colon",
    ";": "semicolon",
    "_": "underscore",
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
    "strg": "ctrl",
    "control": "ctrl",
    "umschalt": "shift",
    "leer": "space",
}
"""How people write them otherwise."""
ALT_GR: Final = frozenset("@[]{}\\|~€µ²³")
RESERVED: Final = {
    "ctrl+q": T("it quits the program, on every screen"),
    "ctrl+p": T("it opens the palette, on every screen"),
    "ctrl+c": T("it copies"),
    "ctrl+x": T("it cuts, where one types"),
    "ctrl+v": T("it pastes"),
    "ctrl+z": T("it takes back what was typed"),
    "ctrl+y": T("it brings back what was typed"),
    "escape": T("it is the way back, on every screen"),
    "f1": T("it is help, on every screen"),
}
OTHERS: Final = {
    "ctrl+h": T("terminals send Backspace for it"),
    "ctrl+i": T("terminals send Tab for it"),
    "ctrl+m": T("terminals send Enter for it"),
    "ctrl+j": T("terminals send Enter for it"),
    "ctrl+left_square_bracket": T("terminals send Esc for it"),
    "ctrl+b": T("programs like tmux keep it for themselves"),
    "f10": T("many terminals open their own menu at it"),
    "f11": T("many terminals switch to the full screen at it"),
    "f12": T("many terminals keep it for themselves"),
}


class Known(NamedTuple):
    """A command on a screen, as the keymap needs it."""

    screen: str
    id: str
    keys: tuple[str, ...]
    """As the program comes."""
    typed_into: bool
    """Whether a line to type in always has the focus on this screen."""


class Line(NamedTuple):
    """A line of the file that says something."""

    number: int
    id: str
    keys: tuple[str, ...]


class Keymap(NamedTuple):
    """What holds, and what does not."""

    keys: dict[str, str]
    """By command; several keys with commas, as Textual takes them."""
    faults: tuple[Fault, ...]


def keymap_file() -> Path:
    """Where it is: `ASSESS_KEYS`, else `keys.toml` in the user's configuration folder."""
    said = os.environ.get("ASSESS_KEYS")
    if said:
        return Path(said).expanduser()
    from platformdirs import user_config_path

    return user_config_path("assess") / ENDING


def read_keymap(path: Path, known: Sequence[Known]) -> Keymap:
    """Read and judge a file; one that is not there changes nothing.

    Raises: Unusable, when it can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Keymap({}, ())
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(
            T("The file with your keys can't be read."), where=str(path), do=T("It is a text file in UTF-8.")
        ) from error
    return judge(text, path.name, known)


def judge(text: str, name: str, known: Sequence[Known]) -> Keymap:
    """Which lines of a keymap hold; `name` is the file's, for the faults."""
    faults: list[Fault] = []
    lines: list[Line] = []
    ids = {one.id for one in known}
    for number, found in _lines(text):
        where = f"{name}:{number}"
        if isinstance(found, Message):
            faults.append(Fault("KEY-01", where, found, T('Write one command a line, like this: "home.drill" = "f8".')))
            continue
        if found.id not in ids:
            near = _near(found.id, ids)
            mend = (
                T("Perhaps “{near}”? “assess keys” lists them all.", near=near)
                if near
                else T("“assess keys” lists them all.")
            )
            faults.append(Fault("KEY-02", where, T("There is no command “{id}”.", id=found.id), mend))
        elif any(other.id == found.id for other in lines):
            faults.append(
                Fault("KEY-03", where, T("“{id}” stands twice in the file.", id=found.id), T("Take one line out."))
            )
        else:
            wrong = [fault for key in found.keys if (fault := _unfit(key, found.id, where, known)) is not None]
            faults += wrong
            if not wrong:
                lines.append(found)
    lines, clashes = _without_clashes(lines, name, known)
    faults += clashes
    faults.sort(key=lambda fault: int(fault.where.rpartition(":")[2]))
    return Keymap({line.id: ",".join(line.keys) for line in lines}, tuple(faults))


def _lines(text: str) -> Iterator[tuple[int, Line | Message]]:
    """Each line that says something, by itself: a slip in one spoils no other."""
    for number, written in enumerate(text.splitlines(), 1):
        bare = written.strip().lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
        if not bare or bare.startswith("#") or bare in ("[keys]", "keys:"):
            continue
        try:
            found = list(_flat(tomllib.loads(bare)))
        except tomllib.TOMLDecodeError:
            yield number, T("This line can't be read: {line}", line=bare[:60])
            continue
        for id_, value in found:
            if isinstance(value, list):
                value = ",".join(str(one) for one in value)
            keys = tuple(plain_key(key) for key in str(value).split(",") if key.strip())
            if keys:
                yield number, Line(number, id_, keys)
            else:
                yield number, T("“{id}” has no key.", id=id_)


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """`live.undo = …` without quotes is a table in TOML."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def plain_key(said: str) -> str:
    """A key as Textual names it: `Ctrl+O` is `ctrl+o`, `?` is `question_mark`."""
    bare = said.strip()
    if len(bare) == 1:
        return AS_NAMED.get(bare, bare)
    if bare.endswith("++"):
        bare = f"{bare[:-1]}plus"
    parts = [AS_NAMED.get(part.casefold(), part.casefold()) for part in bare.split("+")]
    order = {name: place for place, name in enumerate(MODIFIERS)}
    return "+".join([*sorted(parts[:-1], key=lambda part: order.get(part, 9)), parts[-1]])


def is_printable(key: str) -> bool:
    """Whether a line to type in takes this key as a character."""
    return len(key) == 1 or key in CHARACTERS


def _unfit(key: str, id_: str, where: str, known: Sequence[Known]) -> Fault | None:
    """Why a key can't be one, at all or on this command's screens."""
    said = {"key": key, "id": id_}
    own = {other for one in known if one.id == id_ for other in one.keys}
    if key in RESERVED and key not in own:
        return Fault("KEY-04", where, T("“{key}” is taken: {why}.", **said, why=RESERVED[key]), OTHER_KEY)
    if key in OTHERS:
        return Fault("KEY-05", where, T("“{key}” does not arrive: {why}.", **said, why=OTHERS[key]), OTHER_KEY)
    *held, last = key.split("+")
    if any(part not in MODIFIERS for part in held) or not _is_key(last):
        return Fault(
            "KEY-06",
            where,
            T("There is no key “{key}”.", **said),
            T("Keys are called f2, ctrl+o, pagedown, space or k."),
        )
    if "ctrl" in held and "shift" in held:
        return Fault(
            "KEY-05",
            where,
            T("“{key}” does not arrive: {why}.", **said, why=T("most terminals leave Shift out beside Ctrl")),
            OTHER_KEY,
        )
    if "ctrl" in held and (last in ("enter", "tab", "space", "backspace", "escape") or last.isdecimal()):
        return Fault(
            "KEY-05",
            where,
            T("“{key}” does not arrive: {why}.", **said, why=T("most terminals leave Ctrl out beside this key")),
            OTHER_KEY,
        )
    if "alt" in held and (len(last) == 1 or "ctrl" in held):
        return Fault(
            "KEY-05",
            where,
            T(
                "“{key}” does not arrive everywhere: {why}.",
                **said,
                why=T("with Alt and AltGr keyboards type characters"),
            ),
            OTHER_KEY,
        )
    if {"super", "hyper", "meta"} & set(held):
        return Fault(
            "KEY-05",
            where,
            T("“{key}” does not arrive: {why}.", **said, why=T("the system keeps it for itself")),
            OTHER_KEY,
        )
    if last in ALT_GR:
        return Fault("KEY-05", where, T("“{key}” needs AltGr on a German keyboard.", **said), OTHER_KEY)
    if not held and is_printable(key):
        typed = sorted({one.screen for one in known if one.id == id_ and one.typed_into})
        if typed:
            return Fault(
                "KEY-07",
                where,
                T("“{key}” is a character: on the screen {screen} it belongs to the note.", **said, screen=typed[0]),
                T("Take one of F2 to F9, or Ctrl with a letter."),
            )
    return None


OTHER_KEY: Final = T("Choose another key.")


def _is_key(last: str) -> bool:
    named = last in WITHOUT_CHARACTER or last in CHARACTERS
    return named or len(last) == 1 or re.fullmatch(r"f([1-9]|1[0-2])", last) is not None


def _without_clashes(lines: list[Line], name: str, known: Sequence[Known]) -> tuple[list[Line], list[Fault]]:
    """Leave out the later of two lines that want one key on one screen, until none does."""
    faults: list[Fault] = []
    while (found := _clash(lines, known)) is not None:
        line, key, other, screen = found
        lines = [one for one in lines if one is not line]
        faults.append(
            Fault(
                "KEY-08",
                f"{name}:{line.number}",
                T(
                    "“{key}” means two things on the screen {screen}: “{id}” and “{other}”.",
                    key=key,
                    screen=screen,
                    id=line.id,
                    other=other,
                ),
                T("Choose another key, or give “{other}” another one, too.", other=other),
            )
        )
    return lines, faults


def _clash(lines: list[Line], known: Sequence[Known]) -> tuple[Line, str, str, str] | None:
    """The last line that clashes: with its key, the other command and the screen."""
    own = {line.id: line for line in lines}
    screens: dict[str, list[Known]] = {}
    for one in known:
        screens.setdefault(one.screen, []).append(one)
    for line in reversed(lines):
        for screen, commands in screens.items():
            if all(one.id != line.id for one in commands):
                continue
            for one in commands:
                if one.id == line.id:
                    continue
                theirs = own[one.id].keys if one.id in own else one.keys
                for key in line.keys:
                    if key in theirs:
                        return line, key, one.id, screen
    return None


def _near(said: str, ids: set[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(said, sorted(ids), 1, 0.6)), "")
