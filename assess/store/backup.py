"""Backups: a safe copy of a live file, and back."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assess.store import file
from assess.store.errors import place
from assess.store.transaction import Store
from assess.words import T, Unusable


def backup(store: Store, target: Path | None = None) -> Path:
    """Copy a live file through SQLite's backup API, on a connection of its own; others may write meanwhile.

    Args:
        store: The store; its file is only read.
        target: The copy's name; without it, `<stem>.backups/<stem>-<time>.assess` beside the file.

    Returns: the copy, which is whole before it gets its name, and is never put over another file.
    Raises: Unusable.
    """
    source = store.path
    if source is None:
        raise Unusable(
            T("A PostgreSQL database is backed up by its own tools."),
            where=place(store.url),
            do=T("Run: pg_dump --format=custom."),
        )
    if target is None:
        target = free_name(backups_of(source), source, f"{store.now():%Y%m%dT%H%M%SZ}")
    with new_file(target) as part:
        copy(source, part)
    return target


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
            do=T("Make the folder writable, or free some space."),
        ) from error
    return folder


def free_name(folder: Path, path: Path, label: str) -> Path:
    """A name in the folder that is not taken: `demo-<label>.assess`, `demo-<label>-2.assess`."""
    number, name = 1, folder / f"{path.stem}-{label}{path.suffix}"
    while name.exists():
        number += 1
        name = folder / f"{path.stem}-{label}-{number}{path.suffix}"
    return name


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A name beside `target` to write to; when that is done, it becomes `target`, which must not be there.

    Raises: Unusable, when it is, or when the folder can't be written; nothing half is left behind.
    """
    if target.exists() or target.is_symlink():
        raise taken(target)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    file.reserve(part)
    try:
        yield part
        try:
            put(part, target)
        except FileExistsError:
            raise taken(target) from None
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)


def put(part: Path, target: Path) -> None:
    """Give a file its name, where nothing has that name.

    Raises: FileExistsError.
    """
    try:
        os.link(part, target)  # refuses an existing name, in one step
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, as on a stick
        if target.exists():
            raise FileExistsError(target) from None
        part.rename(target)


def taken(target: Path) -> Unusable:
    """The sentence for a name that is in use."""
    return Unusable(
        T("There is a file of this name already; it was not touched."),
        where=str(target),
        do=T("Choose another name."),
    )


def copy(source: Path, target: Path) -> None:
    """Copy a database into an empty file, and check that the copy is whole.

    The copy keeps no log beside it, so that it is one file and can be read from a disc.

    Raises: Unusable.
    """
    try:
        with closing(file.connect(source)) as old, closing(file.connect(target, write=True)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
            faults = integrity(new)
    except sqlite3.Error as error:
        raise file.said(error, source) from error
    if faults:
        raise Unusable(file.FOREIGN, where=str(source), do=file.ANOTHER)


def integrity(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with a database; nothing when it is whole."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
    return [] if found == ["ok"] else found
