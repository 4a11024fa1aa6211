"""Transactions: how a use case reads and writes.

A use case is a function whose first argument is a `Reading` or a `Writing`. It never commits: `Store.read` and
`Store.write` open the transaction, commit it, try again where the database asks for it, and turn database errors
into sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from assess.store import engine as engines
from assess.store.errors import is_conflict, sentence
from assess.store.journal import Detail, Pen, Writer
from assess.words import Id

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 3


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class Reading:
    """A transaction that reads one snapshot: its session, who asks, and when."""

    def __init__(self, session: Session, by: Id | None, at: datetime) -> None:
        self.session, self.by, self.at = session, by, at


class Writing(Reading):
    """A transaction that writes; `journal` tells of it in the same commit."""

    def __init__(self, session: Session, by: Id | None, at: datetime, writer: Writer) -> None:
        super().__init__(session, by, at)
        self._writer = writer

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
        self._pen = pen or Pen()
        self._writer_engine: Engine | None = None
        self._reader_engine: Engine | None = None

    @property
    def path(self) -> Path | None:
        """The file, where the store is one."""
        return engines.file_of(self.url)

    @property
    def writer(self) -> Engine:
        """The engine of writing transactions."""
        if self._writer_engine is None:
            self._writer_engine = engines.open_engine(self.url, read_only=False)
        return self._writer_engine

    @property
    def reader(self) -> Engine:
        """The engine of reading transactions."""
        if self._reader_engine is None:
            self._reader_engine = engines.open_engine(self.url, read_only=True)
        return self._reader_engine

    def acting(self, by: Id | None) -> Store:
        """The same store, in a person's name."""
        other = Store(self.url, by=by, now=self.now, pen=self._pen)
        other._writer_engine, other._reader_engine = self.writer, self.reader
        return other

    def close(self) -> None:
        """Let go of all connections."""
        for engine in (self._writer_engine, self._reader_engine):
            if engine is not None:
                engine.dispose()

    def read(self, use_case: Callable[Concatenate[Reading, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What a reading use case answers, from one snapshot.

        Raises: Refused, as the use case says; Unusable, when the database can't be read.
        """
        with self._said(), Session(self.reader, expire_on_commit=False) as session:
            return use_case(Reading(session, self.by, self.now()), *args, **kwargs)

    def write(self, use_case: Callable[Concatenate[Writing, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What a writing use case answers, after its commit.

        Raises: Refused, as the use case or a guard says; Unusable, when the database can't be written.
        """
        with self._said():
            for attempt in range(1, TRIES + 1):
                try:
                    return self._write_once(use_case, *args, **kwargs)
                except DBAPIError as error:
                    if attempt == TRIES or not is_conflict(error):
                        raise
        raise AssertionError("unreachable")

    def _write_once(self, use_case: Callable[Concatenate[Writing, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        writer = self._pen.take()
        with Session(self.writer, expire_on_commit=False) as session:
            answer = use_case(Writing(session, self.by, self.now(), writer), *args, **kwargs)
            session.flush()
            self._pen.drop()  # from here on the commit is uncertain: if it fails, the next write starts a chain
            session.commit()
        self._pen.keep(writer)
        return answer

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise sentence(error, self.url) from error
