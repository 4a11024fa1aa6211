"""Transactions: nothing lost, nothing half, and a sentence for whatever the machine does."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from assess.store import engine, transaction
from assess.store.journal import verify
from assess.store.open import open_store
from assess.store.tables import Candidate, Person, new_id
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id, Refused, T, Trouble, Unusable
from tests.conftest import address_of
from tests.factories import make_center, make_person
from tests.store.conftest import Tool
from tests.store.trouble import an_ordinary_user, names


def count_up(tx: Writing, candidate: Id) -> int:
    """Read, modify, write, as every use case does."""
    row = tx.session.get_one(Candidate, candidate)
    row.extra_minutes += 1
    tx.journal("counted", candidate, now=row.extra_minutes)
    return row.extra_minutes


def a_candidate(tx: Writing) -> Id:
    return make_center(tx).candidates[0]


def counted(tx: Reading, candidate: Id) -> int:
    return tx.session.get_one(Candidate, candidate).extra_minutes


def chains(store: Store) -> list[tuple[str, int]]:
    return [(each.state, each.entries) for each in store.read(lambda tx: verify(tx.session))]


def say(refused: pytest.ExceptionInfo[Trouble]) -> str:
    return str(refused.value)


def test_four_runs_of_a_hundred_lose_no_update(store: Store, another_run: Callable[[], Store]) -> None:
    candidate = store.write(a_candidate)
    runs = [another_run() for _ in range(4)]

    def hundred(run: Store) -> list[int]:
        return [run.write(count_up, candidate) for _ in range(100)]

    with ThreadPoolExecutor(4) as threads:
        answers = [number for run in threads.map(hundred, runs) for number in run]
    assert sorted(answers) == list(range(1, 401))
    assert store.read(counted, candidate) == 400
    assert chains(store) == [("whole", 100)] * 4


def test_threads_of_one_run_write_one_chain(store: Store) -> None:
    candidate = store.write(a_candidate)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: store.write(count_up, candidate), range(80)))
    assert sorted(answers) == list(range(1, 81))
    assert chains(store) == [("whole", 80)]


def test_readers_see_one_moment_and_hold_nobody_up(store: Store, another_run: Callable[[], Store]) -> None:
    candidate, other = store.write(a_candidate), another_run()

    def look_twice(tx: Reading) -> tuple[int, int]:
        before = counted(tx, candidate)
        other.write(count_up, candidate)
        tx.session.expire_all()
        return before, counted(tx, candidate)

    assert store.read(look_twice) == (0, 0)
    assert store.read(counted, candidate) == 1


def test_a_reading_use_case_can_not_write(store: Store) -> None:
    def sneak(tx: Reading) -> None:
        tx.session.add(Person(name="Sneak", initials="S"))
        tx.session.flush()

    with pytest.raises(Unusable, match="can't be written"):
        store.read(sneak)
    assert store.read(names) == []


def test_a_refused_use_case_leaves_nothing_behind(store: Store) -> None:
    def half(tx: Writing) -> None:
        make_person(tx, "Half")
        tx.journal("halved")
        raise Refused(T("No."))

    store.write(lambda tx: tx.journal("first"))
    with pytest.raises(Refused, match=r"^No\.$"):
        store.write(half)
    store.write(lambda tx: tx.journal("second"))
    assert store.read(names) == []
    assert chains(store) == [("whole", 2)]


def test_who_and_when_come_from_the_store(store: Store) -> None:
    moment = datetime(2026, 11, 22, 16, 0, 0, 123456, tzinfo=UTC)
    store.now = lambda: moment
    anna = Id(new_id())

    def told(tx: Writing) -> tuple[Id | None, datetime, str]:
        tx.journal("looked")
        return tx.by, tx.at, tx.head

    by, at, head = store.acting(anna).write(told)
    assert (by, at, store.by) == (anna, moment, None)
    assert store.read(lambda tx: [each.head for each in verify(tx.session)]) == [head]
    assert store.acting(anna).path == store.path


def test_use_cases_of_all_hands_write_one_chain(store: Store) -> None:
    for name in ("a", "b", "a"):
        store.acting(Id(name * 32)).write(lambda tx: tx.journal("looked"))
    assert chains(store) == [("whole", 3)]


def test_postgres_tries_again_when_others_change_the_same_row(postgres_store: Store) -> None:
    candidate = postgres_store.write(a_candidate)
    stranger = psycopg.connect(address_of(postgres_store.url).replace("+psycopg", ""), autocommit=True)
    tries = []

    def clash(tx: Writing, times: int) -> int:
        row = tx.session.get_one(Candidate, candidate)
        tries.append(row.extra_minutes)
        if len(tries) <= times:
            stranger.execute("UPDATE candidate SET extra_minutes = extra_minutes + 10")
        return count_up(tx, candidate)

    assert postgres_store.write(clash, 2) == 21
    assert tries == [0, 10, 20]
    tries.clear()
    with pytest.raises(Unusable, match="Others were writing the same records at the same time"):
        postgres_store.write(clash, 3)
    assert tries == [21, 31, 41]
    assert postgres_store.read(counted, candidate) == 51
    assert {state for state, _ in chains(postgres_store)} == {"whole"}
    stranger.close()


def test_a_commit_that_fails_on_postgres_starts_a_new_chain(postgres_store: Store) -> None:
    store, stranger = postgres_store, Tool(postgres_store)

    def cut_off(tx: Writing) -> None:
        make_person(tx, "Lost")
        tx.journal("lost")
        tx.session.flush()
        me = tx.session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        assert stranger(f"SELECT pg_terminate_backend({me}, 5000)") == [(True,)]

    store.write(lambda tx: tx.journal("before"))
    with pytest.raises(Unusable):
        store.write(cut_off)
    store.write(lambda tx: tx.journal("after"))
    assert store.read(names) == []
    assert chains(store) == [("whole", 1)] * 2
    stranger.close()


def test_a_commit_that_fails_on_sqlite_starts_a_new_chain(sqlite_store: Store) -> None:
    def orphan(tx: Writing) -> None:
        connection = tx.session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # noticed by COMMIT only
        connection.exec_driver_sql("INSERT INTO team (id, center, name) VALUES ('t', 'nowhere', 'x')")
        tx.journal("lost")

    sqlite_store.write(lambda tx: tx.journal("before"))
    with pytest.raises(Refused, match="FOREIGN KEY constraint failed"):
        sqlite_store.write(orphan)
    sqlite_store.write(lambda tx: tx.journal("after"))
    assert chains(sqlite_store) == [("whole", 1)] * 2


def test_a_database_rule_that_is_broken_is_refused_in_words(store: Store) -> None:
    def twice(tx: Writing) -> None:
        made = make_center(tx)
        tx.session.add(Candidate(center=made.center, code="K1", name="Again"))

    with pytest.raises(Refused, match="The database refuses this change: "):
        store.write(twice)


def test_a_writer_who_does_not_finish_is_named_after_the_wait(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "PRAGMA busy_timeout=30"))
    with open_store(sqlite_path, create=False) as store:
        candidate = store.write(a_candidate)
        other = sqlite3.connect(sqlite_path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unusable, match="Another program has been writing") as refused:
            store.write(count_up, candidate)
        assert say(refused).startswith(f"{sqlite_path}: ")
        assert store.read(counted, candidate) == 0
        other.execute("ROLLBACK")
        other.close()
        assert store.write(count_up, candidate) == 1
        assert chains(store) == [("whole", 1)]


def test_a_writer_on_postgres_who_does_not_finish_is_named_after_the_wait(
    postgres_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "WRITE_ALONE", transaction.WRITE_ALONE.replace("10s", "30ms"))
    candidate = postgres_store.write(a_candidate)
    other = psycopg.connect(address_of(postgres_store.url).replace("+psycopg", ""))
    other.execute("LOCK TABLE chain IN SHARE UPDATE EXCLUSIVE MODE")
    with pytest.raises(Unusable, match="Another program is using the same records"):
        postgres_store.write(count_up, candidate)
    assert postgres_store.read(counted, candidate) == 0
    other.close()
    assert postgres_store.write(count_up, candidate) == 1


def test_a_full_disk_loses_nothing_that_was_saved(sqlite_store: Store) -> None:
    store = sqlite_store
    store.write(make_person, "Before")

    def limit(pages: int) -> None:
        raw = store.writer.raw_connection()
        raw.cursor().execute(f"PRAGMA max_page_count={pages}")
        raw.close()

    def a_lot(tx: Writing) -> None:
        for number in range(2000):
            make_person(tx, f"{number:>100}")
        tx.journal("a lot")

    limit(1)  # SQLite takes the size the file has
    with pytest.raises(Unusable, match="The disk is full: this step was not saved"):
        store.write(a_lot)
    assert store.read(names) == ["Before"]
    limit(10**6)
    store.write(make_person, "After")
    assert store.read(names) == ["After", "Before"]
    assert {state for state, _ in chains(store)} <= {"whole"}


def test_a_file_deleted_under_the_program_is_noticed(sqlite_store: Store) -> None:
    store, path = sqlite_store, sqlite_store.path
    assert path
    store.write(make_person, "Before")
    aside = path.with_name("aside")
    path.rename(aside)
    for use_case in (names, lambda tx: make_person(tx, "Lost")):
        with pytest.raises(Unusable, match="The file was moved, deleted or replaced while it was open") as refused:
            store.write(use_case)
        assert str(path) in say(refused)
    with pytest.raises(Unusable, match="moved, deleted or replaced"):
        store.read(names)
    aside.rename(path)
    store.write(make_person, "After")
    assert store.read(names) == ["After", "Before"]


def test_a_file_deleted_during_a_step_is_noticed(sqlite_store: Store) -> None:
    path = sqlite_store.path
    assert path

    def delete(tx: Writing) -> None:
        make_person(tx, "Lost")
        path.unlink()

    with pytest.raises(Unusable, match="this step is not saved"):
        sqlite_store.write(delete)


def test_a_file_replaced_under_the_program_is_not_written_to(sqlite_store: Store, sqlite_template: Path) -> None:
    path = sqlite_store.path
    assert path
    copy = shutil.copy(sqlite_template, path.with_name("copy"))
    Path(copy).replace(path)
    with pytest.raises(Unusable, match="moved, deleted or replaced"):
        sqlite_store.write(make_person, "Lost")


def test_a_folder_deleted_under_the_program_is_noticed(sqlite_template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with open_store(shutil.copy(sqlite_template, folder / "a.assess"), create=False) as store:
        store.write(make_person, "Before")
        shutil.rmtree(folder)
        with pytest.raises(Unusable, match="moved, deleted or replaced"):
            store.write(make_person, "Lost")


def test_a_read_only_file_is_said(locked_away: Path) -> None:
    with an_ordinary_user(locked_away.parent):
        for create, said in ((False, "The file can't be written"), (True, "a file of this name already")):
            with pytest.raises(Unusable, match=said):
                open_store(locked_away, create=create).write(make_person, "Lost")
        with pytest.raises(Unusable, match="The file can't be made: Permission denied"):
            open_store(locked_away.with_name("b.assess"), create=True)


def test_an_unreadable_file_is_said(locked_away: Path) -> None:
    locked_away.chmod(0o000)
    with an_ordinary_user(locked_away.parent), pytest.raises(Unusable, match="can't be read: Permission denied"):
        open_store(locked_away, create=False)


def test_a_damaged_file_is_said(sqlite_path: Path) -> None:
    whole = sqlite_path.read_bytes()
    sqlite_path.write_bytes(whole[:4096] + b"\x00" * (len(whole) - 4096))
    with pytest.raises(Unusable, match="This file is not an Assess database, or it is damaged"):
        open_store(sqlite_path, create=False).read(names)


def test_sqlite_is_set_as_the_plan_says(sqlite_store: Store) -> None:
    wanted = {"foreign_keys": 1, "synchronous": 2, "busy_timeout": 10000, "secure_delete": 1, "journal_mode": "wal"}
    for opened in (sqlite_store.writer, sqlite_store.reader):
        with opened.connect() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        assert found == wanted


def test_postgres_writes_serializable_and_reads_one_snapshot(postgres_store: Store) -> None:
    def level(tx: Reading) -> tuple[object, object]:
        connection = tx.session.connection()
        return (
            connection.exec_driver_sql("SHOW transaction_isolation").scalar(),
            connection.exec_driver_sql("SHOW transaction_read_only").scalar(),
        )

    assert postgres_store.write(level) == ("serializable", "off")
    assert postgres_store.read(level) == ("repeatable read", "on")


def test_a_defect_of_the_program_is_not_hidden(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        store.write(lambda tx: 1 / 0)
