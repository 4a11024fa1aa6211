"""Backups: a safe copy of a live file, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from assess.store import file
from assess.store.engine import url_of
from assess.store.erasure import ENDING, Gone, erase, erased, forget_typed, remember, remembered
from assess.store.errors import place
from assess.store.fresh import BESIDE, backups_of, free_name, part_of, put, taken
from assess.store.share import refuse_network_share
from assess.store.transaction import Store, utc_now
from assess.words import Id, T, Unusable

STAMP = "%Y%m%dT%H%M%SZ"


class Restored(NamedTuple):
    """What a restore did."""

    path: Path
    gone: tuple[Gone, ...]
    """Candidates whom the copy still had, although they were erased since: erased again."""
    kept: Path | None
    """Where the file that was replaced is kept."""


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
        target = free_name(backups_of(source), source, f"{store.now():{STAMP}}")
    if target.exists() or target.is_symlink():
        raise taken(target)
    with part_of(target) as part:
        copy(source, part, "rw")
        put(part, target)
    return target


def restore(source: Path, target: Path, *, overwrite: bool = False, now: Callable[[], datetime] = utc_now) -> Restored:
    """Make a file from a backup, and erase again whom it would bring back.

    The backup is checked, copied, brought to this program's schema and purged of every candidate whose erasure is
    written down, all beside `target`; only then it gets its name.

    Args:
        source: The backup; it is only read.
        target: The file to make.
        overwrite: Replace `target`, which is then kept among its backups. It must not be open anywhere.
        now: The clock, in UTC.

    Raises: Unusable.
    """
    source, target = source.absolute(), target.absolute()
    refuse_network_share(target)
    file.refuse_newer(str(source), file.revision_of(source))
    there = target.exists() or target.is_symlink()
    if there and file.identity(target) == file.identity(source):
        raise Unusable(
            T("A file can't be restored onto itself."), where=str(target), do=T("Choose the backup, or another name.")
        )
    if there and not overwrite:
        raise taken(target, T("Choose another name, or allow it to be replaced."))
    known = _known_erasures(source, target)
    with part_of(target) as part:
        copy(source, part, "ro")
        gone = _bring_up(part, known, now)
        remember(target, known)
        kept = _set_aside(target, now()) if there else None
        put(part, target)
    if gone:
        forget_typed(target)
    return Restored(target, gone, kept)


def copy(source: Path, target: Path, mode: file.Mode) -> None:
    """Copy a database into an empty file, and check that the copy is whole.

    The copy keeps no log beside it, so that it is one file and can be read from a disc.

    Raises: Unusable.
    """
    try:
        with closing(file.connect(source, mode)) as old, closing(file.connect(target, "rw")) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
            whole = new.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except sqlite3.Error as error:
        raise file.said(error, source) from error
    if not whole:
        raise Unusable(file.FOREIGN, where=str(source), do=file.ANOTHER)


def _known_erasures(source: Path, target: Path) -> frozenset[Id]:
    """Every erasure written down beside the file, its backup, or the file that the backup was made of."""
    places = {target, source}
    if source.parent.suffix == ".backups":
        stem = source.parent.stem
        lists = (each for each in source.parent.parent.iterdir() if each.name.startswith(f"{stem}."))
        places.update(each.with_suffix("") for each in lists if each.suffix == ENDING)
    return frozenset().union(*(remembered(each) for each in places), _erased_in(target))


def _erased_in(target: Path) -> frozenset[Id]:
    """The erasures in the file that is replaced; none where it can't be read, which may be why it is replaced."""
    try:
        with closing(file.connect(target, "ro")) as connection:
            return frozenset(Id(each) for (each,) in connection.execute("SELECT candidate FROM erasure"))
    except sqlite3.Error:
        return frozenset()


def _bring_up(part: Path, known: frozenset[Id], now: Callable[[], datetime]) -> tuple[Gone, ...]:
    """Bring a copy to this program's schema, and erase in it whom it should not have."""
    from assess.store.migrate import migrate

    store = Store(url_of(part), now=now)
    try:
        if file.revision_of(part) != int(file.HEAD):
            with store.said():
                migrate(store)
        missing = sorted(known - store.read(erased))
        gone = [store.write(erase, candidate, "request") for candidate in missing]
    finally:
        store.close()
    if gone:
        with closing(file.connect(part, "rw")) as connection:
            connection.execute("VACUUM")  # no page keeps what was erased
    return tuple(each for each in gone if each.rows or each.entries)


def _set_aside(target: Path, at: datetime) -> Path:
    """Move a file that is to be replaced among its backups, with its log if it has one.

    Raises: Unusable, while somebody has it open.
    """
    try:
        with closing(file.connect(target, "rw")) as connection:
            connection.execute("PRAGMA busy_timeout=0")
            connection.execute("PRAGMA journal_mode=DELETE")  # folds the log in; refused while anybody has it open
    except sqlite3.OperationalError as error:
        raise Unusable(
            T("This file is open in another window or program."),
            where=str(target),
            do=T("Close it there, then do it again."),
        ) from error
    except sqlite3.DatabaseError:
        pass  # damaged: it is kept as it is
    kept = free_name(backups_of(target), target, f"replaced-{at:{STAMP}}")
    for ending in BESIDE:
        old = target.with_name(target.name + ending)
        if old.exists():
            old.rename(kept.with_name(kept.name + ending))
    return kept
