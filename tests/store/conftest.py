"""What the store's tests share: somebody with a database tool, past the program."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from assess.store import guards
from assess.store.transaction import Store
from tests.conftest import address_of


class Tool:
    """A database tool: statements of one's own, each committed at once, with none of the program's settings."""

    def __init__(self, store: Store) -> None:
        self.dialect = store.url.get_backend_name()
        self.connection: Any = (
            sqlite3.connect(store.path, isolation_level=None)
            if store.path
            else psycopg.connect(address_of(store.url).replace("+psycopg", ""), autocommit=True)
        )

    def __call__(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one statement; its rows."""
        cursor = self.connection.execute(sql)
        return [tuple(row) for row in cursor.fetchall()] if cursor.description else []

    def refused_by(self, sql: str) -> str:
        """The guard that refuses a statement; empty when none does."""
        try:
            self(sql)
        except (sqlite3.IntegrityError, psycopg.errors.CheckViolation) as error:
            _, found, name = str(error).partition(guards.MARK)
            return name.split()[0] if found else ""
        return ""

    def close(self) -> None:
        """Leave."""
        self.connection.close()


@pytest.fixture
def tool(store: Store) -> Iterator[Tool]:
    """A database tool on the store's database."""
    made = Tool(store)
    yield made
    made.close()


@pytest.fixture
def unguard(store: Store, tool: Tool) -> Callable[[], None]:
    """Takes the guards away for the tool, as somebody who owns the machine can."""

    def take_away() -> None:
        if tool.dialect == "postgresql":
            tool("SET session_replication_role = replica")  # past triggers and foreign keys
            return
        with store.writer.begin() as connection:
            guards.remove(connection)

    return take_away


@pytest.fixture
def locked_away(sqlite_template: Path) -> Iterator[Path]:
    """A file of an ordinary user that is read-only, in a folder that is read-only."""
    folder = Path(tempfile.mkdtemp())
    path = Path(shutil.copy(sqlite_template, folder / "a.assess"))
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)
