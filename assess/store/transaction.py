"""Transactions: how a use case reads and writes.

A use case is a function whose first argument is a `Reading` or a `Writing`. It never commits: `Store.read` and
`Store.write` open the transaction, commit it, try again where the database asks for it, and turn database errors
into sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from random import random
from time import sleep
from typing import Concatenate, ParamSpec, TypeVar, TypeVarTuple

from sqlalchemy import Engine, Row, Select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from assess.store.engine import file_of, open_engine
from assess.store.errors import is_conflict, place, sentence
from assess.store.file import identity
from assess.store.journal import Detail, Pen, Writer
from assess.store.tables.base import UnreadableTimeError
from assess.words import Id, T, Unusable

P = ParamSpec("P")
R = TypeVar("R")
Columns = TypeVarTuple("Columns")

TRIES = 3
PAUSE = 0.05
"""Seconds, at most, before the second try on PostgreSQL; twice that before the third."""

WRITE_ALONE = "SET LOCAL lock_timeout = '10s'; LOCK TABLE chain IN SHARE UPDATE EXCLUSIVE MODE"
"""PostgreSQL: writers of this program queue, as they do on SQLite. Every write adds to the journal, and on a small
table SERIALIZABLE takes any two such writes for a conflict. Readers are not held up, and LOCK, unlike a SELECT, does
not fix the snapshot, so that the next in line sees what the one before wrote."""


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class Reading:
    """A transaction that reads one snapshot: its session, who asks, and when."""

    def __init__(self, session: Session, by: Id | None, at: datetime) -> None:
        self.session, self.by, self.at = session, by, at

    def rows(self, statement: Select[*Columns], **values: object) -> Sequence[Row[*Columns]]:
        """The rows of a statement that was built once, its `bindparam`s filled in: columns, no ORM objects.

        A fifth of the time of a statement built for one use, so it is for what every key press asks.
        """
        self.session.flush()
        return self.session.connection().execute(statement, values).all()


class Writing(Reading):
    """A transaction that writes; `journal` tells of it in the same commit."""

    def __init__(self, session: Session, by: Id | None, at: datetime, writer: Writer) -> None:
        super().__init__(session, by, at)
        self._writer = writer

    def acting(self, by: Id, at: datetime) -> Writing:
        """The same transaction in another person's name, at another time: for what is told after the fact."""
        return Writing(self.session, by, at, self._writer)

    def journal(self, what: str, candidate: Id | None = None, **detail: Detail) -> None:
        """Write an entry: what was done, about which candidate, with which facts."""
        self._writer.write(self.session, self.at, self.by or "", what, candidate, detail)

    @property
    def head(self) -> str:
        """The hash of the journal's last entry, for locks, bundles and documents."""
        return self._writer.prev


class Store:
    """An open database. `acting` gives the same store in another person's name."""

    def __init__(
        self, url: URL, *, by: Id | None = None, now: Callable[[], datetime] = utc_now, pen: Pen | None = None
    ) -> None:
        self.url, self.by, self.now = url, by, now
        self.path: Path | None = file_of(url)
        """The file, where the store is one."""
        self.writer: Engine = open_engine(url, read_only=False)
        self.reader: Engine = open_engine(url, read_only=True)
        self._pen = pen or Pen()
        self._file = identity(self.path)

    def acting(self, by: Id | None) -> Store:
        """The same store, in a person's name."""
        other = copy(self)
        other.by = by
        return other

    def close(self) -> None:
        """Let go of all connections."""
        self.reader.dispose()
        self.writer.dispose()  # the last one out folds SQLite's log into the file

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def read(self, use_case: Callable[Concatenate[Reading, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What a reading use case answers, from one snapshot.

        Raises: Refused, as the use case says; Unusable, when the database can't be read.
        """
        self._same_file()
        with self.said(), Session(self.reader, expire_on_commit=False) as session:
            return use_case(Reading(session, self.by, self.now()), *args, **kwargs)

    def write(self, use_case: Callable[Concatenate[Writing, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What a writing use case answers, after its commit.

        Writers wait for each other: those of one run because they write one chain, those of others because the
        database lets one write at a time. Somebody else's statement may still clash on PostgreSQL: then it is tried
        again.

        Raises: Refused, as the use case or a guard says; Unusable, when the database can't be written.
        """
        with self._pen.lock, self.said():
            for attempt in range(1, TRIES + 1):
                try:
                    return self._write_once(use_case, *args, **kwargs)
                except DBAPIError as error:
                    if attempt == TRIES or not is_conflict(error):
                        raise
                    sleep(random() * PAUSE * attempt)  # so that two who clash don't clash again
        raise AssertionError("unreachable")

    def _write_once(self, use_case: Callable[Concatenate[Writing, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        self._same_file()
        writer = self._pen.take()
        with Session(self.writer, expire_on_commit=False) as session:
            if self.path is None:
                session.connection().exec_driver_sql(WRITE_ALONE)
            answer = use_case(Writing(session, self.by, self.now(), writer), *args, **kwargs)
            session.flush()
            self._pen.drop()  # from here on the commit is uncertain: if it fails, the next write starts a chain
            session.commit()
        self._same_file()
        self._pen.keep(writer)
        return answer

    def _same_file(self) -> None:
        """A file that is deleted under an open connection still takes every commit, and nobody ever reads it."""
        if self.path is not None and identity(self.path) != self._file:
            raise Unusable(
                T("The file was moved, deleted or replaced while it was open: this step is not saved."),
                where=str(self.path),
                do=T("Put the file back, or open another one."),
            )

    @contextmanager
    def said(self) -> Iterator[None]:
        """Turns database errors into sentences."""
        try:
            yield
        except DBAPIError as error:
            raise sentence(error, self.url) from error
        except UnreadableTimeError as error:
            raise Unusable(
                T("A time in it can't be read: somebody changed it past the program."),
                where=place(self.url),
                do=T("“assess doctor” names the row; put back a backup from before that."),
            ) from error
