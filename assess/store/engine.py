"""The engine: how the program talks to SQLite and to PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from assess.store.share import refuse_network_share
from assess.words import T, Unusable, Usage

PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA secure_delete=ON",
    "PRAGMA cache_size=-32000",  # KB at the most: the ratings of a thousand candidates are summed without a file
)

GIVE = T("Give a file, or postgresql+psycopg://…")


def url_of(address: str | Path) -> URL:
    """The database's URL: of a path, or of `postgresql+psycopg://...` as it is.

    Raises: Usage, for any other address.
    """
    text = str(address)
    if "://" not in text:
        return _sqlite_url(text)
    scheme = text.partition("://")[0] + "://…"  # what follows may hold a password
    try:
        url = make_url(text)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise Usage(T("This is no database address."), where=scheme, do=GIVE) from None
    if backend == "sqlite" and url.database:
        return _sqlite_url(url.database)
    if backend not in ("postgresql", "postgres"):
        raise Usage(T("Only SQLite files and PostgreSQL are supported."), where=scheme, do=GIVE)
    return url.set(drivername="postgresql+psycopg")


def _sqlite_url(path: str) -> URL:
    try:
        return URL.create("sqlite", database=str(Path(path).expanduser().absolute()))
    except RuntimeError:
        raise Usage(T("There is no such user's folder."), where=path, do=T("Give the whole path.")) from None


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def open_engine(url: URL, *, read_only: bool) -> Engine:
    """An engine whose transactions read one snapshot (`read_only`), or write alone.

    It never makes a file: a missing one is an error at the first transaction.

    Raises: Unusable, for a file on a network share, or for PostgreSQL without its driver.
    """
    path = file_of(url)
    return _postgres(url, read_only) if path is None else _sqlite(url, path, read_only)


def _postgres(url: URL, read_only: bool) -> Engine:
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ" if read_only else "SERIALIZABLE"}
    if read_only:
        options["execution_options"] = {"postgresql_readonly": True}
    try:
        return create_engine(url, pool_pre_ping=True, **options)
    except ModuleNotFoundError:
        raise Unusable(
            T("PostgreSQL's driver is not installed."), do=T("Install it with: pip install 'assess-tui[postgres]'.")
        ) from None


def _sqlite(url: URL, path: Path, read_only: bool) -> Engine:
    refuse_network_share(path)
    file = f"{path.as_uri()}?mode=rw"
    engine = create_engine(
        url, creator=lambda: sqlite3.connect(file, uri=True, check_same_thread=False, isolation_level=None)
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver opens no transactions of its own; `begun` below does
        for pragma in (*PRAGMAS, "PRAGMA query_only=ON" if read_only else "PRAGMA journal_mode=WAL"):
            connection.execute(pragma)

    @event.listens_for(engine, "checkin")
    def given_back(connection: Any, record: Any) -> None:
        if connection is not None and connection.in_transaction:  # a COMMIT that fails leaves it open, and locked
            connection.rollback()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
