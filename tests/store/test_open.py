"""Opening: what is made, what is refused, and the sentences that say so."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from assess.store.file import APPLICATION_ID, HEAD, revision_of
from assess.store.invariants import INVARIANTS
from assess.store.open import open_store
from assess.store.transaction import Reading, Store
from assess.words import Id, Unusable, Usage
from tests.conftest import address_of
from tests.factories import make_center
from tests.store.trouble import FILES


def everything_holds(tx: Reading) -> bool:
    return not any(each.check(tx) for each in INVARIANTS)


def test_a_new_store_is_whole_on_both_databases(store: Store) -> None:
    assert store.read(everything_holds)


def test_a_new_file_is_one_private_file_that_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "with space %20 ü.assess"
    open_store(path, create=True).close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (int(HEAD),)
    connection.close()


def test_what_is_written_is_there_when_opened_again(sqlite_path: Path) -> None:
    with open_store(sqlite_path, create=False) as store:
        made = store.write(make_center)
    with open_store(str(sqlite_path), create=False, by=Id("a" * 32)) as store:
        rows = store.read(lambda tx: tx.session.connection().exec_driver_sql("SELECT id FROM center").scalars().all())
        assert store.by == "a" * 32
    assert rows == [made.center]


def test_making_a_store_never_touches_what_is_there(tmp_path: Path) -> None:
    there = tmp_path / "notes.assess"
    there.write_text("mine")
    with pytest.raises(Unusable, match=r"There is a file of this name already") as refused:
        open_store(there, create=True)
    assert str(there) in str(refused.value)
    assert there.read_text() == "mine"


@pytest.mark.parametrize(("kind", "make", "what", "do"), FILES, ids=[each[0] for each in FILES])
def test_what_can_not_be_opened_is_said_and_left_as_it_is(
    tmp_path: Path, kind: str, make: Callable[[Path], object], what: str, do: str
) -> None:
    path = tmp_path / f"{kind}.assess"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(Unusable) as refused:
        open_store(path, create=False)
    assert str(refused.value).startswith(f"{path}: {what}")
    assert do in str(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert path.exists() == (kind != "nothing")


@pytest.mark.parametrize("create", [True, False])
def test_a_missing_folder_is_named(tmp_path: Path, create: bool) -> None:
    with pytest.raises(Unusable, match=r"nowhere: There is no such folder\."):
        open_store(tmp_path / "nowhere" / "a.assess", create=create)


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000])
def test_an_impossible_name_is_said(tmp_path: Path, name: str, create: bool) -> None:
    with pytest.raises(Unusable):
        open_store(tmp_path / name, create=create)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://root:secret@host/db", "Only SQLite files and PostgreSQL are supported."),
        ("nonsense://", "Only SQLite files and PostgreSQL are supported."),
        ("postgresql://host:port/db", "This is no database address."),
        ("sqlite://", "Only SQLite files"),
        ("~nobody-of-this-name/a.assess", "There is no such user's folder."),
    ],
)
def test_an_address_that_is_none_is_wrong_usage_and_tells_no_password(address: str, said: str) -> None:
    with pytest.raises(Usage, match=said) as refused:
        open_store(address, create=False)
    assert "secret" not in str(refused.value)


def test_a_sqlite_address_is_a_file(sqlite_path: Path) -> None:
    with open_store(f"sqlite:///{sqlite_path}", create=False) as store:
        assert store.path == sqlite_path


def test_postgres_is_made_once_and_only_on_an_empty_schema(empty_postgres: URL) -> None:
    address = address_of(empty_postgres)
    with pytest.raises(Unusable, match="This database is empty"):
        open_store(address, create=False)
    with open_store(address, create=True) as store:
        assert store.read(everything_holds)
    with open_store(address.replace("postgresql+psycopg", "postgresql"), create=False) as store:
        assert store.read(everything_holds)
    with pytest.raises(Unusable, match="This database is in use already"):
        open_store(address, create=True)


def test_a_foreign_or_newer_postgres_is_refused(empty_postgres: URL, postgres_store: Store) -> None:
    from sqlalchemy import create_engine

    engine = create_engine(empty_postgres)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE photos (id int)")
    engine.dispose()
    with pytest.raises(Unusable, match="belongs to another program"):
        open_store(address_of(empty_postgres), create=False)
    with postgres_store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(Unusable, match=r"its format is 999, this program knows"):
        open_store(address_of(postgres_store.url), create=False)


def test_a_postgres_that_is_not_there_is_said_without_its_password(empty_postgres: URL) -> None:
    there = empty_postgres.set(username="postgres", password="secret")
    for url, said in (
        (there.set(database="nowhere"), 'The database can.t be reached: database "nowhere" does not exist'),
        (
            URL.create("postgresql+psycopg", "me", "secret", "127.0.0.1", 1, "x"),
            "The database can.t be reached: Connection refused",
        ),
    ):
        with pytest.raises(Unusable, match=said) as refused:
            open_store(address_of(url), create=False)
        assert "secret" not in str(refused.value)


def test_postgres_without_its_driver_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Unusable, match=r"pip install 'assess-tui\[postgres\]'"):
        open_store("postgresql://host/db", create=False)


def test_opening_a_file_that_is_up_to_date_imports_no_alembic(sqlite_path: Path) -> None:
    code = (
        "import sys; from assess.store.open import open_store;"
        f"open_store({str(sqlite_path)!r}, create=False).read(lambda tx: None);"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_revision_is_read_without_a_trace(sqlite_path: Path) -> None:
    assert revision_of(sqlite_path) == int(HEAD)
    assert list(sqlite_path.parent.iterdir()) == [sqlite_path]
