"""Trouble for the store: files that are none, folders that are locked, and a newer program."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from assess.store import file, migrate
from assess.store import open as opening
from assess.store.file import APPLICATION_ID, HEAD
from assess.store.tables import Person
from assess.store.transaction import Reading

NOBODY = 65534
"""The user that every system has and that owns nothing."""


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photos (id INTEGER)")
    connection.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={int(HEAD) + 1}")
    connection.close()


def bare(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def torn(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8000)


FILES: list[tuple[str, Callable[[Path], object], str, str]] = [
    ("nothing", lambda path: None, "There is no such file.", "make a center"),
    ("folder", Path.mkdir, "This is a folder, not an Assess file.", "Give the name"),
    ("empty", Path.touch, "This file is empty", "Choose another file"),
    ("text", lambda path: path.write_text("Liebe Grüße"), "This file is not an Assess database", "restore a backup"),
    ("bare", bare, "This file is empty", "Choose another file"),
    ("torn", torn, "This file is not an Assess database, or it is damaged.", "restore a backup"),
    ("foreign", foreign, "This database belongs to another program.", "Choose another file"),
    ("newer", newer, "A newer version of Assess wrote this (its format is", "Update Assess"),
    ("pipe", lambda path: os.mkfifo(path), "This file is not an Assess database", "Choose another file"),
]


LATER = f"{int(HEAD) + 1:04d}"
"""The revision that comes after this program's."""

NEXT = '''"""A column, a table made anew, and a table that points at it.

Revision {later}, after {head}.
"""

import sqlalchemy as sa
from alembic import op

revision = "{later}"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a nickname; let a center's name be empty, which SQLite can do only by making the table anew."""
    op.add_column("person", sa.Column("nickname", sa.String(), nullable=True))
    with op.batch_alter_table("center", recreate="auto") as center:
        center.alter_column("name", existing_type=sa.String(), nullable=True)
    {more}
'''


def newer_program(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> None:
    """This program, one revision later."""
    copy = shutil.copytree(migrate.FOLDER, folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / f"{LATER}_next.py").write_text(NEXT.format(more=more, later=LATER, head=HEAD))
    monkeypatch.setattr(migrate, "FOLDER", copy)
    for module in (file, migrate, opening):
        monkeypatch.setattr(module, "HEAD", LATER)


@contextmanager
def an_ordinary_user(folder: Path) -> Iterator[None]:
    """Root may write anywhere: become somebody who owns the folder and may not."""
    if os.geteuid() != 0:
        yield
        return
    for each in (folder, *folder.iterdir()):
        os.chown(each, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def names(tx: Reading) -> list[str]:
    """Everybody's name."""
    return sorted(tx.session.execute(select(col(Person.name))).scalars())
