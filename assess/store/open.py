"""Opening a store: find it, make it, bring it up to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import URL

from assess.store.backup import backup
from assess.store.engine import file_of, url_of
from assess.store.errors import place
from assess.store.file import HEAD, refuse_newer, reserve, revision_of
from assess.store.share import refuse_network_share
from assess.store.transaction import Reading, Store, utc_now
from assess.words import Id, T, Unusable


def open_store(
    address: str | Path, *, create: bool, by: Id | None = None, now: Callable[[], datetime] = utc_now
) -> Store:
    """An open store, at the schema of this program.

    An older file is backed up beside itself, then migrated; the backup stays.

    Args:
        address: A file, or `postgresql+psycopg://...`.
        create: Make it; it must not be there yet (an empty schema on PostgreSQL).
        by: The acting person.
        now: The clock, in UTC.

    Raises: Unusable, when it can't be used; Usage, for an address that is none.
    """
    url = url_of(address)
    path = file_of(url)
    if path is None:
        return _open_postgres(url, create, Store(url, by=by, now=now))
    if create:
        return _create_file(url, path, by, now)
    refuse_network_share(path)
    found = revision_of(path)
    refuse_newer(str(path), found)
    store = Store(url, by=by, now=now)
    if found < int(HEAD):
        backup(store)
        _migrate(store)
    return store


def _create_file(url: URL, path: Path, by: Id | None, now: Callable[[], datetime]) -> Store:
    refuse_network_share(path)
    reserve(path)
    store = Store(url, by=by, now=now)
    try:
        _migrate(store)
    except BaseException:
        store.close()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise
    return store


def _open_postgres(url: URL, create: bool, store: Store) -> Store:
    found, tables = store.read(_schema)
    where = place(url)
    if create and tables:
        raise Unusable(
            T("This database is in use already; it was not touched."),
            where=where,
            do=T("Open it as it is, or give an empty one."),
        )
    if not create and not tables:
        raise Unusable(
            T("This database is empty: it holds no center."),
            where=where,
            do=T("Choose another one, or make a center with: assess new, or: assess demo."),
        )
    if tables and (found is None or not found.isdecimal()):
        raise Unusable(T("This database belongs to another program."), where=where, do=T("Choose another one."))
    if found is not None:
        refuse_newer(where, int(found))
    if found != HEAD:
        _migrate(store)
    return store


def _schema(tx: Reading) -> tuple[str | None, bool]:
    """The revision, and whether there are any tables."""
    from assess.store.migrate import revision

    connection = tx.session.connection()
    return revision(connection), bool(inspect(connection).get_table_names())


def _migrate(store: Store) -> None:
    from assess.store.migrate import migrate

    with store.said():
        migrate(store)
