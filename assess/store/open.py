"""Opening a store: find it, make it, bring it up to date."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect

from assess.store.backup import backup
from assess.store.engine import file_of, url_of
from assess.store.errors import place
from assess.store.file import HEAD, refuse_newer, reserve, revision_of
from assess.store.fresh import discard
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
    with ExitStack() as undo:
        if path is None:
            store = undo.enter_context(Store(url, by=by, now=now))
            _open_postgres(store, create)
        else:
            refuse_network_share(path)
            if create:
                reserve(path)
                undo.callback(discard, path)
                found = 0
            else:
                found = revision_of(path)
                refuse_newer(str(path), found)
            store = undo.enter_context(Store(url, by=by, now=now))
            if 0 < found < int(HEAD):
                backup(store)
            if found < int(HEAD):
                _migrate(store)
        undo.pop_all()
    return store


def settle() -> None:
    """Take everything that is loaded by now out of the garbage collector's rounds: it stays until the program ends.

    A round over it takes up to a tenth of a second, in the middle of a ranking or of a key press. For the app, once it
    has opened its store; whoever opens one store after the other would keep all garbage for good.
    """
    gc.freeze()


def _open_postgres(store: Store, create: bool) -> None:
    found, tables = store.read(_schema)
    where = place(store.url)
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


def _schema(tx: Reading) -> tuple[str | None, bool]:
    """The revision, and whether there are any tables."""
    from assess.store.migrate import revision

    connection = tx.session.connection()
    return revision(connection), bool(inspect(connection).get_table_names())


def _migrate(store: Store) -> None:
    from assess.store.migrate import migrate

    with store.said():
        migrate(store)
