"""A database file from outside: is it there, is it ours, can this program read it? Standard library only.

The way to the first frame goes through here, so nothing of SQLAlchemy is imported.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final, Literal

from assess.words import T, Unusable

APPLICATION_ID: Final = 0x41534553
"""SQLite's `application_id` of our files: `ASES`."""

HEAD: Final = "0003"
"""The revision of the schema that this program writes. Revisions are numbers in a row; SQLite's `user_version` has
the same number."""

SIGNATURE: Final = b"SQLite format 3\x00"

FOREIGN = T("This file is not an Assess database, or it is damaged.")
ANOTHER = T("Choose another file, or restore a backup.")


def revision_of(path: Path) -> int:
    """The revision of an Assess file; it may be older or newer than HEAD.

    Raises: Unusable, when it is not there, not readable or not ours.
    """
    header = _look(path)
    application, revision = (int.from_bytes(header[place : place + 4], "big") for place in (68, 60))
    if application == APPLICATION_ID and not _busy(path):
        return revision
    try:
        with closing(connect(path, "glance")) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (revision,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise said(error, path) from error
    if application == APPLICATION_ID:
        return int(revision)
    if not tables:
        raise _empty(path)
    raise Unusable(T("This database belongs to another program."), where=str(path), do=T("Choose another file."))


def _look(path: Path) -> bytes:
    """What can be said before SQLite is asked; the file's first 100 bytes, which are SQLite's header."""
    try:
        if path.is_dir():
            raise Unusable(
                T("This is a folder, not an Assess file."), where=str(path), do=T("Give the name of the file in it.")
            )
        if not path.parent.is_dir():
            raise Unusable(
                T("There is no such folder."), where=str(path.parent), do=T("Check the name, or make the folder first.")
            )
        if not path.exists():
            raise Unusable(
                T("There is no such file."),
                where=str(path),
                do=T("Check the name, or make a center with: assess new, or: assess demo."),
            )
        if not path.is_file():
            raise Unusable(FOREIGN, where=str(path), do=ANOTHER)
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise Unusable(
            T("The file can't be read: {reason}.", reason=error.strerror or str(error)),
            where=str(path),
            do=T("Check that you may use the file and its folder."),
        ) from error
    except ValueError as error:
        raise Unusable(T("This is no file name."), where=repr(str(path)), do=T("Check the name.")) from error
    if not header:
        raise _empty(path)
    if not header.startswith(SIGNATURE):
        raise Unusable(FOREIGN, where=str(path), do=ANOTHER)
    return header


def refuse_newer(where: str, revision: int) -> None:
    """Refuse a file or a database that a newer program wrote.

    Raises: Unusable.
    """
    if revision > int(HEAD):
        raise Unusable(
            T(
                "A newer version of Assess wrote this (its format is {theirs}, this program knows {ours}).",
                theirs=revision,
                ours=int(HEAD),
            ),
            where=where,
            do=T("Update Assess on this laptop, then open it again."),
        )


Mode = Literal["rw", "ro", "glance"]


def connect(path: Path, mode: Mode) -> sqlite3.Connection:
    """A plain connection to an existing file, without SQLAlchemy; it opens no transactions of its own.

    `rw` writes, and tidies up when it is the last to leave; `ro` only reads; `glance` only reads, too, and leaves no
    trace: where nobody has the file open it takes it for unchangeable, so it is for moments, not for copies.

    Raises: sqlite3.Error.
    """
    uri = path.absolute().as_uri()
    still = "immutable=1"
    if mode == "glance" and not _busy(path):
        return sqlite3.connect(f"{uri}?{still}", uri=True, isolation_level=None)
    access = "rw" if mode == "rw" else "ro"
    connection = sqlite3.connect(f"{uri}?mode={access}", uri=True, timeout=10, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.Error as error:
        connection.close()
        if mode == "rw" or _busy(path) or not isinstance(error, sqlite3.OperationalError):
            raise
        # a folder that can't be written (a disc, a locked stick): SQLite can't lock there, and nobody can write
        connection = sqlite3.connect(f"{uri}?{still}", uri=True, isolation_level=None)
    return connection


def _busy(path: Path) -> bool:
    """Whether SQLite keeps something beside the file: somebody has it open, or was cut off while writing."""
    return any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal"))


def identity(path: Path | None) -> tuple[int, int] | None:
    """Which file this is, whatever its name; None where there is none."""
    try:
        found = path.stat() if path else None
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if found else None


def reserve(path: Path) -> None:
    """Make a new, empty file that only its owner may read: it will hold personal data.

    Raises: Unusable, when there is something of that name, or the folder can't be written.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise Unusable(
            T("There is a file of this name already; it was not touched."),
            where=str(path),
            do=T("Choose another name, or open that file."),
        ) from None
    except (FileNotFoundError, NotADirectoryError):
        raise Unusable(
            T("There is no such folder."), where=str(path.parent), do=T("Check the name, or make the folder first.")
        ) from None
    except OSError as error:
        raise Unusable(
            T("The file can't be made: {reason}.", reason=error.strerror or str(error)),
            where=str(path),
            do=T("Choose a folder that you may write to, on a disk with free space."),
        ) from error
    except ValueError as error:
        raise Unusable(T("This is no file name."), where=repr(str(path)), do=T("Check the name.")) from error


def said(error: sqlite3.Error, path: Path | str) -> Unusable:
    """The sentence for an error of SQLite that is about the file, not about a row."""
    name = getattr(error, "sqlite_errorname", "") or ""
    where, low = str(path), str(error).lower()
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in low:
        return Unusable(
            T("Another program has been writing to the database for ten seconds."),
            where=where,
            do=T("Try again; nothing of this step was saved."),
        )
    if name.startswith("SQLITE_FULL") or "disk is full" in low:
        return Unusable(
            T("The disk is full: this step was not saved."), where=where, do=T("Free some space, then do it again.")
        )
    if name.startswith("SQLITE_READONLY") or "readonly" in low:
        return Unusable(
            T("The file can't be written: this step was not saved."),
            where=where,
            do=T("Make the file and its folder writable, then do it again."),
        )
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")) or "malformed" in low or "not a database" in low:
        return Unusable(FOREIGN, where=where, do=ANOTHER)
    if "no such table" in low or "no such column" in low:
        return Unusable(
            T("The tables of this file are not those of this program."),
            where=where,
            do=T("Restore a backup, or ask whoever changed the file."),
        )
    if name.startswith("SQLITE_IOERR"):
        return Unusable(
            T("The disk does not do what it should ({reason}): this step was not saved.", reason=name or str(error)),
            where=where,
            do=T("See that it is connected and has free space, then do it again."),
        )
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM")) or "unable to open" in low:
        return Unusable(
            T("The database can't be opened."), where=where, do=T("Check that it is there and that you may use it.")
        )
    return Unusable(
        T("The database can't be used: {reason}.", reason=str(error)),
        where=where,
        do=T("Run: assess doctor; if it finds nothing, tell the makers of Assess."),
    )


def _empty(path: Path) -> Unusable:
    return Unusable(
        T("This file is empty: it holds no center."),
        where=str(path),
        do=T("Choose another file; or delete this one and make a center with: assess new, or: assess demo."),
    )
