"""Each error of SQLite that is about the file has its own sentence."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assess.store.file import said


def of(name: str, text: str = "") -> sqlite3.OperationalError:
    """An error as SQLite gives it."""
    error = sqlite3.OperationalError(text or name)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "sentence", "what_to_do"),
    [
        ("SQLITE_FULL", "The disk is full", "Free some space"),
        (
            "SQLITE_IOERR_WRITE",
            "does not do what it should (SQLITE_IOERR_WRITE): this step was not saved",
            "free space",
        ),
        ("SQLITE_IOERR_SHMSIZE", "does not do what it should", "free space"),
        ("SQLITE_READONLY_DBMOVED", "can't be written", "writable"),
        ("SQLITE_BUSY_SNAPSHOT", "for ten seconds", "Try again"),
        ("SQLITE_CANTOPEN", "can't be opened", "that it is there"),
        ("SQLITE_CORRUPT_VTAB", "not an Assess database, or it is damaged", "restore a backup"),
        ("SQLITE_MISUSE", "can't be used: SQLITE_MISUSE", "assess doctor"),
    ],
)
def test_the_sentence_of_an_error(name: str, sentence: str, what_to_do: str) -> None:
    trouble = said(of(name), "demo.assess")
    assert sentence in str(trouble)
    assert what_to_do in str(trouble)
    assert str(trouble).startswith("demo.assess: ")


def test_a_full_disk_as_sqlite_tells_it(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "small.db")) as raw:
        raw.execute("CREATE TABLE t (x)")
        raw.execute("PRAGMA max_page_count=2")
        with pytest.raises(sqlite3.OperationalError) as full:
            raw.execute("INSERT INTO t VALUES (zeroblob(100000))")
    assert "The disk is full" in str(said(full.value, "demo.assess"))
