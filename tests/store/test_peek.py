"""The first look: right, quick to import, without a trace, and while others write."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from assess.store import share
from assess.store.file import HEAD
from assess.store.open import open_store
from assess.store.peek import Peek, PeekedCenter, PeekedPerson, peek
from assess.store.tables import Candidate, WashUp
from assess.store.transaction import Store, Writing
from assess.words import Unusable
from tests.factories import Made, make_center, make_person, make_sheet
from tests.store.trouble import FILES, an_ordinary_user


def two_centers(tx: Writing) -> tuple[Made, Made]:
    first = make_center(tx, "Ämter", candidates=3, frozen=True, code="a")
    second = make_center(tx, "Demo center", code="b")
    for assessor in (0, 1):
        make_sheet(tx, first, assessor=assessor, state="locked")
    make_sheet(tx, first, candidate=1)
    tx.session.get_one(Candidate, first.candidates[2]).withdrawn_at = tx.at
    tx.session.add(
        WashUp(
            center=first.center,
            seed=1,
            mode="discussion",
            opened_at=tx.at,
            opened_by=first.lead,
            closed_at=tx.at,
            closed_by=first.lead,
        )
    )
    tx.session.connection().exec_driver_sql(
        f"UPDATE center SET demo = 1, day = '2026-12-01' WHERE id = '{second.center}'"
    )
    make_person(tx, "Zoë", "moderator", "lead", center=first.center)
    return first, second


def test_it_sees_centers_and_people_while_others_write(sqlite_store: Store) -> None:
    first, second = sqlite_store.write(two_centers)
    assert sqlite_store.path
    writing = sqlite3.connect(sqlite_store.path, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("DELETE FROM person")
    seen = peek(sqlite_store.path)
    writing.execute("ROLLBACK")
    writing.close()
    assert (seen.path, seen.revision, seen.age) == (sqlite_store.path, int(HEAD), "same")
    assert seen.centers == (
        PeekedCenter(second.center, "Demo center", date(2026, 12, 1), True, False, "none", 2, {}),
        PeekedCenter(
            first.center, "Ämter", date(2026, 11, 23), False, True, "closed", 2, {"locked": 2, "observing": 1}
        ),
    )
    assert [each.closed for each in seen.centers] == [False, True]
    assert len(seen.people) == 9
    assert seen.people[-1] == PeekedPerson(seen.people[-1].id, "Zoë", "ZO", ("lead", "moderator"))


def test_it_leaves_no_trace_and_sees_every_commit(sqlite_path: Path) -> None:
    for count in range(3):
        assert len(peek(sqlite_path).people) == count
        assert list(sqlite_path.parent.iterdir()) == [sqlite_path]
        with open_store(sqlite_path, create=False) as store:
            store.write(make_person, "Anna")
            assert len(peek(str(sqlite_path)).people) == count + 1


def test_it_sees_what_a_killed_program_had_saved(sqlite_path: Path, tmp_path: Path) -> None:
    code = (
        "import os; from assess.store.open import open_store; from tests.factories import make_person;"
        f"open_store({str(sqlite_path)!r}, create=False).write(make_person, 'Anna'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert sqlite_path.with_name(sqlite_path.name + "-wal").exists()
    assert [each.name for each in peek(sqlite_path).people] == ["Anna"]


@pytest.mark.parametrize(("kind", "make", "what", "do"), [each for each in FILES if each[0] != "newer"])
def test_it_says_what_is_wrong_as_opening_does(tmp_path: Path, kind: str, make: object, what: str, do: str) -> None:
    path = tmp_path / f"{kind}.assess"
    assert callable(make)
    make(path)
    with pytest.raises(Unusable) as refused:
        peek(path)
    assert str(refused.value).startswith(f"{path}: {what}")
    assert do in str(refused.value)


@pytest.mark.parametrize(("revision", "age"), [(int(HEAD) + 1, "newer"), (int(HEAD) - 1, "older")])
def test_it_tells_the_age_of_another_revision_and_looks_no_further(sqlite_path: Path, revision: int, age: str) -> None:
    with sqlite3.connect(sqlite_path) as raw:
        raw.execute(f"PRAGMA user_version={revision}")
        raw.execute("DROP TABLE duty")
    raw.close()
    seen = peek(sqlite_path)
    assert (seen.revision, seen.age, seen.centers, seen.people) == (revision, age, (), ())


def test_a_damaged_file_is_said(sqlite_path: Path) -> None:
    whole = sqlite_path.read_bytes()
    sqlite_path.write_bytes(whole[:4096] + b"\x00" * (len(whole) - 4096))
    with pytest.raises(Unusable, match="or it is damaged"):
        peek(sqlite_path)


def test_tables_that_are_not_ours_are_said(sqlite_path: Path) -> None:
    with sqlite3.connect(sqlite_path) as raw:
        raw.execute("DROP TABLE duty")
    raw.close()
    with pytest.raises(Unusable, match="The tables of this file are not those of this program"):
        peek(sqlite_path)


def test_a_network_share_is_refused(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "mount_table", lambda: f"s:/ {sqlite_path.parent} cifs rw 0 0")
    with pytest.raises(Unusable, match="network share"):
        peek(sqlite_path)


def test_a_disc_can_be_looked_into(locked_away: Path) -> None:
    with an_ordinary_user(locked_away.parent):
        assert isinstance(peek(locked_away), Peek)


def test_a_log_that_can_not_be_read_is_said(sqlite_path: Path, locked_away: Path) -> None:
    with open_store(sqlite_path, create=False) as store:
        store.write(make_person, "Anna")
        locked_away.parent.chmod(0o755)
        locked_away.unlink()
        for ending in ("", "-wal"):
            shutil.copy(f"{sqlite_path}{ending}", f"{locked_away}{ending}")
    locked_away.parent.chmod(0o555)
    with an_ordinary_user(locked_away.parent), pytest.raises(Unusable, match="can't be"):
        peek(locked_away)


def test_it_imports_the_standard_library_and_our_words_alone() -> None:
    code = (
        "import sys; before = set(sys.modules); import assess.store.peek;"
        "print({name.partition('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "{'assess'}"
