"""Migrations: the revisions make exactly the tables, guards survive them, and all of it happens or nothing."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL

from assess.store import file, guards, migrate
from assess.store.engine import open_engine, url_of
from assess.store.file import reserve
from assess.store.invariants import INVARIANTS
from assess.store.open import open_store
from assess.store.tables import metadata
from assess.store.transaction import Store
from assess.words import Unusable
from tests.conftest import address_of
from tests.factories import make_person
from tests.store.trouble import LATER, newer_program
from tests.store.world import make_world


def columns(connection: Connection, table: str) -> list[str]:
    return list(connection.exec_driver_sql(f"SELECT * FROM {table}").keys())


def installed(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        return guards.installed(connection)


def test_head_is_the_newest_script(sqlite_store: Store) -> None:
    with sqlite_store.writer.connect() as connection:
        assert migrate.script_head(migrate.config(connection)) == migrate.HEAD
    scripts = sorted((migrate.FOLDER / "versions").glob("*.py"))
    assert [each.name[:4] for each in scripts] == [f"{number:04d}" for number in range(1, len(scripts) + 1)]


def test_no_revision_leans_on_the_tables_of_its_day() -> None:
    for script in (migrate.FOLDER / "versions").glob("*.py"):
        assert not re.search(
            r"(?m)^import (?!sqlalchemy)|^from (?!alembic)|create_all|TRIGGER", script.read_text(encoding="utf-8")
        ), script.name


def test_alembic_finds_nothing_to_do(store: Store) -> None:
    with store.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def parts(sql: str) -> list[str]:
    """The columns and constraints of a statement: one a line, but those that ALTER TABLE added stand on one line."""
    lines = [line.strip(" \t,") for line in sql.splitlines()]
    return [part for line in lines for part in re.split(r", (?=\w+ [A-Z]+ )", line)]


def schema(connection: Connection) -> list[tuple[object, ...]]:
    """All that the database knows of tables: what Alembic does not compare (CHECK, names), too."""
    if connection.dialect.name == "sqlite":
        queries = ["SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index')"]
    else:
        queries = [
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0",
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default"
            " FROM information_schema.columns WHERE table_schema = 'public'",
        ]
    rows = [tuple(row) for query in queries for row in connection.exec_driver_sql(query)]
    if connection.dialect.name == "sqlite":  # columns and constraints stand in any order
        rows = [(name, *sorted(parts(str(sql)))) for name, sql in rows]
    return sorted((row for row in rows if migrate.VERSIONS not in str(row)), key=str)


def test_the_revisions_make_what_the_tables_say_on_sqlite(sqlite_store: Store) -> None:
    plain = create_engine("sqlite://")
    metadata.create_all(plain)
    with plain.connect() as wanted, sqlite_store.reader.connect() as made:
        assert schema(made) == schema(wanted)
    plain.dispose()


def test_the_revisions_make_what_the_tables_say_on_postgres(postgres_store: Store, empty_postgres: URL) -> None:
    plain = create_engine(empty_postgres)
    metadata.create_all(plain)
    with plain.connect() as wanted, postgres_store.reader.connect() as made:
        assert schema(made) == schema(wanted)
    plain.dispose()


def test_a_newer_program_migrates_rows_and_guards(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = store.write(make_world)
    before = installed(store.writer)
    newer_program(tmp_path, monkeypatch)
    with open_store(address_of(store.url), create=False) as opened:
        assert "nickname" in opened.read(lambda tx: columns(tx.session.connection(), "person"))
        assert installed(opened.writer) == before == guards.shipped(opened.writer.dialect.name)
        frozen = "SELECT id FROM center WHERE frozen_at IS NOT NULL"
        ids = opened.read(lambda tx: tx.session.connection().exec_driver_sql(frozen).scalars().all())
        assert ids == [world.final.made.center]
        if opened.path:
            nothing = opened.read(lambda tx: tx.session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar())
            assert nothing == 1
            assert file.revision_of(opened.path) == int(LATER)
        assert not opened.read(lambda tx: [each.name for each in INVARIANTS[:4] if each.check(tx)])


def test_a_file_is_backed_up_before_it_is_migrated(
    sqlite_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(sqlite_path, create=False) as store:
        store.write(make_person, "Anna")
    newer_program(tmp_path, monkeypatch)
    open_store(sqlite_path, create=False).close()
    open_store(sqlite_path, create=False).close()  # nothing to do any more
    (backup,) = (tmp_path / "test.backups").iterdir()
    assert file.revision_of(backup) == int(LATER) - 1
    with sqlite3.connect(backup) as old:
        assert old.execute("SELECT name FROM person").fetchall() == [("Anna",)]
    old.close()


@pytest.mark.parametrize(
    "more", ["op.execute('SELECT nonsense')", "raise RuntimeError('a defect')"], ids=["statement", "defect"]
)
def test_a_migration_that_fails_changes_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    store.write(make_person, "Anna")
    before = installed(store.writer)
    newer_program(tmp_path, monkeypatch, more)
    with pytest.raises((Unusable, RuntimeError)):
        open_store(address_of(store.url), create=False)
    assert installed(store.writer) == before
    assert "nickname" not in store.read(lambda tx: columns(tx.session.connection(), "person"))
    store.write(make_person, "Bert")
    if store.path:
        assert file.revision_of(store.path) == int(LATER) - 1


def test_a_file_with_orphans_is_not_migrated(
    sqlite_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(sqlite_path) as stranger:
        stranger.execute("INSERT INTO team (id, center, name) VALUES ('t', 'nowhere', 'x')")
    stranger.close()
    newer_program(tmp_path, monkeypatch)
    with pytest.raises(
        Unusable, match="rows that point at nothing, so it can't be brought up to date; it is unchanged"
    ):
        open_store(sqlite_path, create=False)
    assert file.revision_of(sqlite_path) == int(LATER) - 1


def test_a_new_file_that_can_not_be_finished_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer_program(tmp_path, monkeypatch, "raise RuntimeError('a defect')")
    with pytest.raises(RuntimeError, match="a defect"):
        open_store(tmp_path / "new.assess", create=True)
    assert [each.name for each in tmp_path.iterdir()] == ["migrations"]


def test_who_comes_second_finds_it_done(store: Store) -> None:
    migrate.migrate(store)
    migrate.migrate(store.writer)
    assert store.read(lambda tx: migrate.revision(tx.session.connection())) == migrate.HEAD


def test_the_next_revision_can_be_drafted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import Column, MetaData, String, Table

    from assess.store.migrations import __main__ as drafting

    copy = shutil.copytree(migrate.FOLDER, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "FOLDER", copy)
    env = copy / "env.py"
    env.write_text(
        env.read_text().replace("target_metadata=metadata", "target_metadata=context.config.attributes['t']")
    )
    wanted = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(wanted)
    Table("snack", wanted, Column("id", String(32), primary_key=True))
    plain = migrate.config

    def config(connection: Connection) -> object:
        settings = plain(connection)
        settings.attributes["t"] = wanted
        return settings

    monkeypatch.setattr(migrate, "config", config)
    script = drafting.draft("add snacks")
    assert script == copy / "versions" / f"{LATER}_add_snacks.py"
    said = script.read_text()
    assert f"down_revision = '{migrate.HEAD}'" in said
    assert said.count("op.create_table") == 1
    assert "op.create_table('snack'" in said


def test_one_transaction_or_none_on_an_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.assess"
    reserve(path)
    engine = open_engine(url_of(path), read_only=False)
    monkeypatch.setattr(guards, "shipped", lambda dialect: {})
    with pytest.raises(RuntimeError, match="the guards in the database are not the shipped ones"):
        migrate.migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    engine.dispose()
