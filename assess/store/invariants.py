"""What always holds in the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain as chained

from sqlalchemy import ForeignKeyConstraint, Table, and_, exists, select

from assess.store import guards
from assess.store.doctor import Invariant
from assess.store.file import HEAD
from assess.store.journal import verify
from assess.store.tables import metadata
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


def wrong_schema(tx: Reading) -> list[str]:
    """The revision, where it is not this program's; tables and columns that are missing."""
    connection = tx.session.connection()
    at = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return [] if at == HEAD else [f"revision {at}"]


INVARIANTS = (
    Invariant("chains-whole", "store", T("The journal's chains are whole."), broken_chains),
    Invariant("guards-present", "store", T("Every guard is in place, with the text that was shipped."), wrong_guards),
    Invariant("no-orphan", "store", T("Every row points at rows that are there."), orphans),
    Invariant("file-whole", "store", T("The database file is undamaged."), damage),
    Invariant("schema-current", "store", T("The tables are those of this program."), wrong_schema),
)
