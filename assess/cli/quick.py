"""The quick way to the app: `assess [open]` with `--db`, `--lang`, `--as`, without click.

Importing click would cost a third of the time to the first frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SHARED = ("--db", "--lang", "--as")


class Opening(NamedTuple):
    """What the app is opened with."""

    db: str | None
    language: str | None
    person: str | None


class Split(NamedTuple):
    """A command line, with the options that every command shares taken out of it."""

    rest: list[str]
    shared: dict[str, str]
    missing: str | None
    """A shared option that came without its value."""


def split(arguments: Sequence[str]) -> Split:
    """Take `--db X`, `--lang X` and `--as X` out, wherever they stand before a `--`."""
    rest: list[str] = []
    shared: dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return Split([*rest, word, *waiting], shared, None)
        name, has, value = word.partition("=")
        if name not in SHARED:
            rest.append(word)
        elif has:
            shared[name] = value
        elif waiting:
            shared[name] = waiting.pop(0)
        else:
            return Split(rest, shared, name)
    return Split(rest, shared, None)


def opening(arguments: Sequence[str]) -> Opening | None:
    """What to open, when the command line asks for the app and nothing else."""
    found = split(arguments)
    if found.missing or found.rest not in ([], ["open"]):
        return None
    language = found.shared.get("--lang")
    if language not in (None, "de", "en"):
        return None
    return Opening(found.shared.get("--db"), language, found.shared.get("--as"))
