"""Erasing a candidate's rows: what the guards allow once the erasure is written down.

`protect` decides who is erased and when; `restore` erases again whom an old copy brings back.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import ColumnElement, Table, delete, insert, or_, select
from sqlmodel import col

from assess.store import unfinished
from assess.store.journal import ERASED
from assess.store.tables import Content, Erasure, metadata
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id, T, Unusable


class Gone(NamedTuple):
    """What went with a candidate."""

    candidate: Id
    rows: int
    entries: int
    """Entries of the journal whose contents went."""


def erase(tx: Writing, candidate: Id, reason: str) -> Gone:
    """Delete a candidate with all that points at them, and the contents of the journal that name them.

    Works for a candidate who is not in this database too: then it only bars them from coming in.

    Args:
        tx: The transaction.
        candidate: Whom.
        reason: `retention`, `request`, `withdrawn` or `mistake`.
    """
    connection = tx.session.connection()
    if tx.session.get(Erasure, candidate) is None:
        connection.execute(insert(Erasure), {"candidate": candidate, "reason": reason, "at": tx.at})
    rows = sum(connection.execute(delete(table).where(theirs)).rowcount for table, theirs in _rows_of(candidate))
    named = col(Content.candidate) == candidate
    pairs = connection.execute(select(col(Content.chain), col(Content.seq)).where(named))
    entries = sorted(f"{chain}:{seq}" for chain, seq in pairs)
    connection.execute(delete(Content).where(named))
    if rows or entries:
        tx.journal(ERASED, None, whom=candidate, entries=entries, rows=rows)
    tx.session.expire_all()
    return Gone(candidate, rows, len(entries))


def erase_beside(store: Store, candidate: Id, reason: str) -> Gone:
    """Erase a candidate in a store and in what lies beside its file: half typed lines go, the erasure is written down.

    A half typed line may be about anybody, and nobody can ask it: all of them go, those of other candidates, too. That
    is a word or a sentence lost; a program that is open meanwhile still shows its own.

    Raises: Unusable, when the rows went, but something beside the file could not be changed: doing it again does.
    """
    gone = store.write(erase, candidate, reason)
    if store.path is not None:
        remember(store.path, [candidate])
        forget_typed(store.path)
    return gone


def forget_typed(path: Path) -> None:
    """Delete what is half typed beside a database.

    Raises: Unusable.
    """
    try:
        unfinished.forget(path)
    except OSError as error:
        raise Unusable(
            T("Half typed lines beside the file can't be deleted: {reason}.", reason=error.strerror or str(error)),
            where=str(error.filename or path),
            do=T("Make the file and its folder writable, then do it again."),
        ) from error


def erased(tx: Reading) -> frozenset[Id]:
    """The candidates who were erased here."""
    return frozenset(Id(each) for each in tx.session.execute(select(col(Erasure.candidate))).scalars())


def _rows_of(candidate: Id) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Each table with the condition of the candidate's rows: their own, or those that point at such a row.

    In the order in which they can be deleted: a row before what it points at.
    """
    start = metadata.tables["candidate"]
    found: dict[Table, ColumnElement[bool]] = {start: start.c.id == candidate}
    for table in metadata.sorted_tables:
        paths = [
            key.parent.in_(select(key.column).where(found[key.column.table]))
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
            if key.column.table in found and key.column.table is not table
        ]
        if paths:
            found[table] = or_(*paths)
    yield from reversed(found.items())


ENDING = ".erasures"


def beside(path: Path) -> Path:
    """The ids-only file of a database's erasures: `demo.assess.erasures`."""
    return path.with_name(path.name + ENDING)


def remembered(path: Path) -> frozenset[Id]:
    """The candidates whose erasure is written down beside a database: one id a line.

    Raises: Unusable, when the file can't be read, or a line is no id: nobody must come back because of a slip.
    """
    file = beside(path)
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError) as error:
        raise Unusable(
            T("The list of erasures can't be read."), where=str(file), do=T("Make it readable, then do it again.")
        ) from error
    for number, line in enumerate(lines, 1):
        if not re.fullmatch(r"[0-9a-f]{32}|", line.strip()):
            raise Unusable(
                T("This line is not the id of an erasure."),
                where=f"{file}:{number}",
                do=T("Restore the file's line: 32 digits and letters a to f."),
            )
    return frozenset(Id(line.strip()) for line in lines if line.strip())


def remember(path: Path, candidates: Iterable[Id]) -> None:
    """Write erasures down beside a database, on the disk before this returns; those that are there stay.

    Raises: Unusable.
    """
    new = sorted(set(candidates) - remembered(path))
    if not new:
        return
    file = beside(path)
    try:
        with file.open("a", encoding="utf-8") as lines:
            lines.writelines(f"{candidate}\n" for candidate in new)
            lines.flush()
            os.fsync(lines.fileno())
    except OSError as error:
        raise Unusable(
            T("The list of erasures can't be written: {reason}.", reason=error.strerror or str(error)),
            where=str(file),
            do=T("Make the file and its folder writable, then do it again."),
        ) from error
