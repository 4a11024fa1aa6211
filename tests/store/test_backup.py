"""Backups: whole copies of a live file, never over another, and nobody comes back who was erased."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assess.store import fresh
from assess.store.backup import backup, restore
from assess.store.erasure import beside, erase, erased, remember, remembered
from assess.store.journal import verify
from assess.store.open import open_store
from assess.store.tables import new_id
from assess.store.transaction import Store
from assess.words import Id, Unusable
from tests.factories import make_person
from tests.store.trouble import LATER, names, newer_program
from tests.store.world import make_world


def people(path: Path) -> list[str]:
    with open_store(path, create=False) as store:
        return store.read(names)


def holds(path: Path, text: str) -> bool:
    return any(text.encode() in each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def test_a_backup_of_a_live_file_is_whole_and_beside_it(sqlite_store: Store) -> None:
    store = sqlite_store
    store.now = lambda: datetime(2026, 11, 22, 16, 5, 9, tzinfo=UTC)
    assert store.path
    store.write(make_person, "Anna")
    first = backup(store)
    store.write(make_person, "Bert")
    second = backup(store)
    assert first == store.path.parent / "test.backups" / "test-20261122T160509Z.assess"
    assert second.name == "test-20261122T160509Z-2.assess"
    assert sorted(each.name for each in first.parent.iterdir()) == [second.name, first.name]
    assert (people(first), people(second)) == (["Anna"], ["Anna", "Bert"])
    assert first.stat().st_mode & 0o077 == 0


def test_a_backup_sees_the_last_commit_and_holds_no_writer_up(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.write(make_person, "Anna")
    writing = sqlite3.connect(sqlite_store.path or "", isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("DELETE FROM person")
    copy = backup(sqlite_store, tmp_path / "copy.assess")
    writing.execute("COMMIT")
    writing.close()
    assert people(copy) == ["Anna"]


def test_a_backup_is_never_put_over_anything(sqlite_store: Store, tmp_path: Path) -> None:
    there = tmp_path / "there.assess"
    there.write_text("mine")
    dangling = tmp_path / "link.assess"
    dangling.symlink_to(tmp_path / "nowhere")
    for target in (there, dangling):
        with pytest.raises(Unusable, match="There is a file of this name already; it was not touched"):
            backup(sqlite_store, target)
    assert there.read_text() == "mine"
    with pytest.raises(Unusable, match="There is no such folder"):
        backup(sqlite_store, tmp_path / "nowhere" / "a.assess")
    assert not list(tmp_path.glob(".*"))


def test_a_name_that_is_taken_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"

    def no_links(*names: Path) -> None:
        raise OSError("not on this file system")

    for links in (True, False):
        with monkeypatch.context() as patch, fresh.part_of(target) as part:
            if not links:
                patch.setattr(os, "link", no_links)
            target.write_text("mine")
            with pytest.raises(Unusable, match="already"):
                fresh.put(part, target)
            target.unlink()
            fresh.put(part, target)
        assert [each.name for each in tmp_path.iterdir()] == ["a"]
        target.unlink()


def test_postgres_is_backed_up_by_its_own_tools(postgres_store: Store) -> None:
    with pytest.raises(Unusable, match="pg_dump"):
        backup(postgres_store)


def test_a_backup_becomes_a_file_again(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.write(make_person, "Anna")
    copy = backup(sqlite_store)
    before = copy.read_bytes()
    done = restore(copy, tmp_path / "again.assess")
    assert (done.path, done.gone, done.kept) == (tmp_path / "again.assess", (), None)
    assert people(done.path) == ["Anna"]
    assert copy.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_restore_replaces_only_when_told_and_keeps_what_was_there(sqlite_path: Path) -> None:
    with open_store(sqlite_path, create=False) as store:
        store.write(make_person, "Anna")
        copy = backup(store)
        store.write(make_person, "Bert")
    with pytest.raises(Unusable, match="There is a file of this name already"):
        restore(copy, sqlite_path)
    assert people(sqlite_path) == ["Anna", "Bert"]
    done = restore(copy, sqlite_path, overwrite=True, now=lambda: datetime(2026, 11, 22, 17, tzinfo=UTC))
    assert people(sqlite_path) == ["Anna"]
    assert done.kept
    assert done.kept.name == "test-replaced-20261122T170000Z.assess"
    assert people(done.kept) == ["Anna", "Bert"]


def test_a_file_that_is_open_is_not_replaced(sqlite_path: Path) -> None:
    with open_store(sqlite_path, create=False) as store:
        copy = backup(store)
        store.write(make_person, "Bert")
        with pytest.raises(Unusable, match="This file is open in another window or program"):
            restore(copy, sqlite_path, overwrite=True)
        store.write(make_person, "Carl")
        assert store.read(names) == ["Bert", "Carl"]


def test_a_damaged_file_is_replaced_and_kept_as_it_is(sqlite_path: Path) -> None:
    with open_store(sqlite_path, create=False) as store:
        store.write(make_person, "Anna")
        copy = backup(store)
    sqlite_path.write_bytes(b"not a database at all" * 99)
    done = restore(copy, sqlite_path, overwrite=True)
    assert people(sqlite_path) == ["Anna"]
    assert done.kept
    assert done.kept.read_bytes().startswith(b"not a database")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9000])


def scribble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(8, len(data) // 4096, 5):
        data[page * 4096 + 8 : page * 4096 + 400] = b"\x55" * 392
    path.write_bytes(data)


@pytest.mark.parametrize(
    "spoil", [Path.unlink, lambda path: path.write_text("text"), lambda path: path.write_bytes(b""), cut, scribble]
)
def test_a_backup_that_is_not_whole_is_refused(
    sqlite_store: Store, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    copy = backup(sqlite_store)
    spoil(copy)
    with pytest.raises(Unusable):
        restore(copy, tmp_path / "again.assess")
    assert not list(tmp_path.glob("*again*"))


def test_a_file_is_not_restored_onto_itself(sqlite_path: Path) -> None:
    with pytest.raises(Unusable, match="onto itself"):
        restore(sqlite_path, sqlite_path.parent / "." / sqlite_path.name, overwrite=True)
    assert people(sqlite_path) == []


def test_nobody_comes_back_who_was_erased_since(sqlite_path: Path) -> None:
    with open_store(sqlite_path, create=False) as store:
        world = store.write(make_world)
        gone = world.final.made.candidates[0]
        store.write(lambda tx: tx.journal("told", gone, reason="Ein Satz über sie"))
        copy = backup(store)
    remember(sqlite_path, [gone])
    assert holds(copy, gone)
    done = restore(copy, sqlite_path, overwrite=True)
    assert [each.candidate for each in done.gone] == [gone]
    assert done.gone[0].rows > 10
    assert done.gone[0].entries == 2
    with open_store(sqlite_path, create=False) as store:
        assert gone in store.read(erased)
        assert {each.state for each in store.read(lambda tx: verify(tx.session))} == {"erased", "whole"}
    assert not holds(sqlite_path, "Ein Satz über sie")
    assert not holds(sqlite_path, world.final.notes[0])


@pytest.mark.parametrize("where", ["beside the target", "in the file that is replaced", "beside the backups", "moved"])
def test_an_erasure_is_honoured_wherever_it_is_written_down(sqlite_path: Path, tmp_path: Path, where: str) -> None:
    with open_store(sqlite_path, create=False) as store:
        gone = store.write(make_world).final.made.candidates[0]
        copy, target = backup(store), sqlite_path
        if where == "in the file that is replaced":
            store.write(erase, gone, "request")
    if where == "beside the target":
        remember(sqlite_path, [gone])
    elif where == "beside the backups":
        remember(sqlite_path, [gone])
        target = tmp_path / "other.assess"
    elif where == "moved":
        moved = tmp_path / "stick" / "b.assess"
        moved.parent.mkdir()
        copy, target = Path(shutil.move(copy, moved)), tmp_path / "other.assess"
        remember(copy, [gone])
    restore(copy, target, overwrite=True)
    with open_store(target, create=False) as store:
        assert gone in store.read(erased)
    assert gone in remembered(target)
    with closing(sqlite3.connect(target)) as raw:
        assert raw.execute("SELECT count(*) FROM candidate WHERE id = ?", (gone,)).fetchone() == (0,)


def test_a_spoilt_list_of_erasures_stops_the_restore(sqlite_path: Path) -> None:
    with open_store(sqlite_path, create=False) as store:
        copy = backup(store)
    for spoilt, where in (("K3\n", ":1"), (f"{new_id()}\n\n{new_id()}x\n", ":3")):
        beside(sqlite_path).write_text(spoilt)
        with pytest.raises(Unusable, match=f"{where}: This line is not the id of an erasure"):
            restore(copy, sqlite_path, overwrite=True)
    beside(sqlite_path).write_bytes(b"\xff\xfe")
    with pytest.raises(Unusable, match="The list of erasures can't be read"):
        restore(copy, sqlite_path, overwrite=True)


def test_the_list_of_erasures_grows_and_holds_ids_only(sqlite_path: Path) -> None:
    first, second = Id(new_id()), Id(new_id())
    remember(sqlite_path, [first])
    remember(sqlite_path, [second, first])
    assert beside(sqlite_path).read_text() == f"{first}\n{second}\n"
    assert remembered(sqlite_path) == {first, second}
    with pytest.raises(Unusable, match="can't be written"):
        remember(sqlite_path.parent / "nowhere" / "a.assess", [first])


def test_an_older_backup_is_brought_up_to_date(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup(sqlite_store)
    newer_program(tmp_path, monkeypatch)
    done = restore(copy, tmp_path / "again.assess")
    with closing(sqlite3.connect(done.path)) as raw:
        assert raw.execute("SELECT nickname FROM person").fetchall() == []
        assert raw.execute("PRAGMA user_version").fetchone() == (int(LATER),)


def test_a_newer_backup_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    copy = backup(sqlite_store)
    with closing(sqlite3.connect(copy)) as raw:
        raw.execute("PRAGMA user_version=99")
    with pytest.raises(Unusable, match="A newer version of Assess wrote this"):
        restore(copy, tmp_path / "again.assess")
