"""New files: a name that is free, content that is whole before it gets the name, and nothing ever written over."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assess.store.file import reserve
from assess.words import Message, T, Unusable

BESIDE = ("", "-journal", "-wal", "-shm")
"""The endings of the files that SQLite keeps for one database."""


def taken(target: Path, do: Message | None = None) -> Unusable:
    """The sentence for a name that is in use."""
    return Unusable(
        T("There is a file of this name already; it was not touched."),
        where=str(target),
        do=do or T("Choose another name."),
    )


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """An empty file beside `target` to write to and then `put` in its place; gone afterwards, whatever happened.

    Raises: Unusable, when the folder can't be written.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    reserve(part)
    try:
        yield part
    finally:
        discard(part)


def discard(path: Path) -> None:
    """Delete a database file with everything that SQLite keeps beside it."""
    for ending in BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def put(part: Path, target: Path) -> None:
    """Give a file its name, where nothing has that name.

    Raises: Unusable, when something has.
    """
    try:
        os.link(part, target)  # refuses an existing name, in one step
    except FileExistsError:
        raise taken(target) from None
    except OSError:  # a file system without hard links, as on a stick
        if target.exists():
            raise taken(target) from None
        part.rename(target)


def backups_of(path: Path) -> Path:
    """The folder of a file's backups: `demo.backups` beside `demo.assess`.

    Raises: Unusable, when it can't be made.
    """
    folder = path.with_name(f"{path.stem}.backups")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Unusable(
            T("The folder for backups can't be made: {reason}.", reason=error.strerror or str(error)),
            where=str(folder),
            do=T("Make its place writable, or free some space."),
        ) from error
    return folder


def free_name(folder: Path, path: Path, label: str) -> Path:
    """A name in the folder that is not taken: `demo-<label>.assess`, then `demo-<label>-2.assess`."""
    number, name = 1, folder / f"{path.stem}-{label}{path.suffix}"
    while name.exists():
        number += 1
        name = folder / f"{path.stem}-{label}-{number}{path.suffix}"
    return name
