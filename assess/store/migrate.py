"""Migrations: bring a database to the schema of this program.

Guards never stand in the revisions: `migrate` takes all of them away, runs the revisions, and puts all of them up
again, in one transaction. Alembic is imported only when there is something to run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from assess.store import guards
from assess.store.errors import place
from assess.store.file import APPLICATION_ID, HEAD
from assess.store.transaction import Store
from assess.words import T, Unusable

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["FOLDER", "HEAD", "config", "migrate", "revision", "script_head"]

FOLDER = Path(__file__).parent / "migrations"
VERSIONS = "alembic_version"


def migrate(database: Store | Engine) -> None:
    """Bring a database to HEAD, from nothing or from an older revision: all of it, or nothing.

    Raises: Unusable, when its rows don't fit the new schema.
    """
    engine = database.writer if isinstance(database, Store) else database
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(**({} if sqlite else {"isolation_level": "READ COMMITTED"})) as connection:
        if sqlite:
            _foreign_keys(connection, "OFF")  # a table that is recreated is dropped first; checked below
        try:
            with connection.begin():
                _migrate(connection)
        finally:
            if sqlite:
                _foreign_keys(connection, "ON")


def _migrate(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
    if revision(connection) == HEAD:
        return
    from alembic import command

    guards.remove(connection)
    command.upgrade(config(connection), "head")
    if sqlite:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={int(HEAD)}")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise Unusable(
                T("The file holds rows that point at nothing, so it can't be brought up to date; it is unchanged."),
                where=place(connection.engine.url),
                do=T("Run the older program's: assess doctor."),
            )
    guards.install(connection)


def revision(connection: Connection) -> str | None:
    """The revision a database is at; None when Alembic has never been here."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSIONS}").scalar()
    return None if found is None else str(found)


def config(connection: Connection) -> Config:
    """Alembic's settings, without an ini file; it runs on this connection, inside its transaction."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def script_head(settings: Config) -> str | None:
    """The newest revision among the scripts."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(settings).get_current_head()


def _foreign_keys(connection: Connection, state: str) -> None:
    """Switch SQLite's foreign keys, which works outside a transaction only."""
    raw = connection.connection.dbapi_connection
    if raw is not None:
        raw.cursor().execute(f"PRAGMA foreign_keys={state}")
