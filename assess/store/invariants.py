"""What always holds in the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain as chained
from typing import Any

from sqlalchemy import Column, Date, ForeignKeyConstraint, String, Table, and_, exists, select, type_coerce

from assess.store import guards
from assess.store.doctor import Invariant
from assess.store.file import HEAD
from assess.store.journal import verify
from assess.store.tables import metadata, utc_text, utc_time
from assess.store.tables.base import Utc
from assess.store.transaction import Reading
from assess.words import T


def broken_chains(tx: Reading) -> list[str]:
    """Chains that don't verify: `chain:entry`."""
    return [f"{found.chain}:{found.broken_at}" for found in verify(tx.session) if found.state == "broken"]


def wrong_guards(tx: Reading) -> list[str]:
    """Guards that are missing, changed, or not ours."""
    connection = tx.session.connection()
    there, shipped = guards.installed(connection), guards.shipped(connection.dialect.name)
    return sorted(name for name in there.keys() | shipped.keys() if there.get(name) != shipped.get(name))


def orphans(tx: Reading) -> list[str]:
    """Rows that point at a row that is not there: `table.columns key`."""
    return list(chained.from_iterable(_orphans(tx, table, key) for table, key in _foreign_keys()))


def _foreign_keys() -> Iterator[tuple[Table, ForeignKeyConstraint]]:
    for table in metadata.sorted_tables:
        for key in sorted(table.foreign_key_constraints, key=lambda key: tuple(key.column_keys)):
            yield table, key


def _orphans(tx: Reading, table: Table, key: ForeignKeyConstraint) -> Iterator[str]:
    parent = key.referred_table.alias("parent")
    pairs = [(element.parent, parent.c[element.column.name]) for element in key.elements]
    missing = ~exists(select(1).select_from(parent).where(and_(*(child == theirs for child, theirs in pairs))))
    given = and_(*(child.is_not(None) for child, _ in pairs))
    for row in tx.session.execute(select(*table.primary_key.columns).where(given, missing)):
        yield f"{table.name}.{'+'.join(key.column_keys)} {'/'.join(map(str, row))}"


def damage(tx: Reading) -> list[str]:
    """What SQLite finds wrong with the file: pages, indexes, NOT NULL and CHECK. PostgreSQL checks itself."""
    connection = tx.session.connection()
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA integrity_check(100)").scalars().all()
    return [] if found == ["ok"] else [str(each) for each in found]


def unreadable_times(tx: Reading) -> list[str]:
    """Times and days that are none, or not written as the program writes them: `table.column key`."""
    return list(chained.from_iterable(_unreadable(tx, table, column) for table, column in _time_columns(tx)))


def _time_columns(tx: Reading) -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that holds a time as text; PostgreSQL keeps days as days."""
    days_are_text = tx.session.connection().dialect.name == "sqlite"
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Utc) or (days_are_text and isinstance(column.type, Date)):
                yield table, column


def _unreadable(tx: Reading, table: Table, column: Column[Any]) -> Iterator[str]:
    is_time = isinstance(column.type, Utc)
    keys = [type_coerce(key, String) for key in table.primary_key.columns]
    query = select(type_coerce(column, String), *keys).where(column.is_not(None))
    for said, *key in tx.session.execute(query):
        if not _is_written(said, is_time=is_time):
            yield f"{table.name}.{column.name} {'/'.join(map(str, key))}"


def _is_written(said: object, *, is_time: bool) -> bool:
    """Whether a stored time or day is one, in the one form that also sorts."""
    try:
        text = str(said)
        return (utc_text(utc_time(text)) if is_time else date.fromisoformat(text).isoformat()) == text
    except ValueError:
        return False


def wrong_schema(tx: Reading) -> list[str]:
    """The revision, where it is not this program's; tables and columns that are missing."""
    connection = tx.session.connection()
    at = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return [] if at == HEAD else [f"revision {at}"]


INVARIANTS = (
    Invariant("chains-whole", "store", T("The journal's chains are whole."), broken_chains),
    Invariant("guards-present", "store", T("Every guard is in place, with the text that was shipped."), wrong_guards),
    Invariant("no-orphan", "store", T("Every row points at rows that are there."), orphans),
    Invariant(
        "times-readable",
        "store",
        T("Every time and every day can be read."),
        unreadable_times,
        T(
            "Somebody changed it past the program. Put back a backup from before that (assess restore), or write the"
            " right time into this row; until then, what reads the row fails."
        ),
    ),
    Invariant("file-whole", "store", T("The database file is undamaged."), damage),
    Invariant("schema-current", "store", T("The tables are those of this program."), wrong_schema),
)
