"""A file that the first program made, with a day's data in it, is brought to the present: nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command

from assess.store import file, guards, migrate
from assess.store.backup import backup
from assess.store.engine import open_engine, url_of
from assess.store.file import APPLICATION_ID, reserve
from assess.store.invariants import INVARIANTS
from assess.store.open import open_store
from assess.store.transaction import Store
from tests.store.world import make_world

Rows = dict[str, list[tuple[object, ...]]]


def by_the_first_program(path: Path, source: Path) -> Rows:
    """A database of revision 0001, made by that revision alone, with the rows of a present one; what is in it."""
    reserve(path)
    engine = open_engine(url_of(path), read_only=False)
    with engine.begin() as connection:
        command.upgrade(migrate.config(connection), "0001")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql("PRAGMA user_version=1")
    engine.dispose()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(f"ATTACH '{source}' AS present")
        tables = [name for (name,) in raw.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in set(tables) - {"alembic_version"}:
            names = ", ".join(f'"{row[1]}"' for row in raw.execute(f"PRAGMA main.table_info({table})"))
            raw.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM present.{table}")
        rating = raw.execute(
            "SELECT r.sheet, r.competency, o.id FROM rating r JOIN observation o ON o.sheet = r.sheet LIMIT 1"
        ).fetchone()
        raw.execute("DELETE FROM amendment")
        for id_, number, at in (("c", 1, "11"), ("a", 1, "10"), ("b", 2, "12")):  # nothing kept them apart then
            raw.execute(
                "INSERT INTO amendment (id, sheet, competency, number, level, kind, reason, observation, at)"
                f" VALUES (?, ?, ?, ?, 4, 'shown', 'seen again', ?, '2026-11-23T{at}:00:00.000Z')",
                (id_ * 32, *rating[:2], number, rating[2]),
            )
        return {table: sorted(raw.execute(f"SELECT * FROM main.{table}"), key=repr) for table in tables}


def checked(path: Path, before: Rows) -> None:
    with open_store(path, create=False) as store, store.reader.connect() as connection:
        assert guards.installed(connection) == guards.shipped("sqlite")
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        assert [one.name for one in INVARIANTS if store.read(one.check)] == []
        for table in before.keys() - {"alembic_version", "amendment"}:
            width = len(before[table][0]) if before[table] else 0
            now = [tuple(row)[:width] for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
            assert sorted(now, key=repr) == before[table], table
        numbers = connection.exec_driver_sql("SELECT substr(id, 1, 1), number FROM amendment ORDER BY number")
        assert [tuple(row) for row in numbers] == [("a", 1), ("c", 2), ("b", 3)], "counted in the order of their times"
        assert connection.exec_driver_sql("SELECT count(*) FROM excuse").scalar() == 0
    assert file.revision_of(path) == int(file.HEAD)


def kept(path: Path, before: Rows) -> None:
    (copy,) = path.with_suffix(".backups").iterdir()
    assert file.revision_of(copy) == 1
    with closing(sqlite3.connect(copy)) as raw:
        assert {table: sorted(raw.execute(f"SELECT * FROM {table}"), key=repr) for table in before} == before


@pytest.mark.parametrize("stage", ["finished", "running"])
def test_a_day_of_the_first_program_keeps_everything(demo: Callable[..., Path], tmp_path: Path, stage: str) -> None:
    path = tmp_path / "day.assess"
    before = by_the_first_program(path, demo(stage))
    assert len(before["observation"]) > 200
    checked(path, before)
    kept(path, before)


def test_a_row_of_nearly_every_table_is_kept(sqlite_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "day.assess"
    sqlite_store.write(make_world)
    before = by_the_first_program(path, backup(sqlite_store, tmp_path / "whole.assess"))
    assert sum(bool(rows) for rows in before.values()) > 30
    checked(path, before)
    kept(path, before)
