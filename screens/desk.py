"""The desk: how screens reach the store. One writer thread with a queue, two reader threads.

A write is handed to the queue at once and its wait is shielded, so that leaving a screen can't lose it. What a screen
shows as saved was committed.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from assess.words import Id

if TYPE_CHECKING:
    from assess.store.transaction import Reading, Store, Writing

P = ParamSpec("P")
R = TypeVar("R")

READERS = 2


class Desk:
    """The store, as the screens use it: awaited, in the acting person's name."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self.person: Id | None = None
        self._open_store = open_store
        self._store: Store | None = None
        self._opening = threading.Lock()
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._writer: threading.Thread | None = None
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="desk-reader")

    def store(self) -> Store:
        """The store, opened at the first use; called in the desk's threads."""
        with self._opening:
            if self._store is None:
                self._store = self._open_store()
            return self._store

    def write(
        self, use_case: Callable[Concatenate[Writing, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> asyncio.Future[R]:
        """What a writing use case answers, after its commit; to be awaited.

        The job is in the queue when this returns: what is awaited in a worker that is cancelled before it starts is
        written all the same, and writes are done in the order of the calls.

        Raises: Trouble, as the use case or the store says.
        """
        person, future = self.person, Future[R]()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(self.store().acting(person).write(use_case, *args, **kwargs))
            except BaseException as error:  # noqa: BLE001  (handed to whoever awaits it, whatever it is)
                future.set_exception(error)

        if self._writer is None:
            self._writer = threading.Thread(target=self._write_on, name="desk-writer", daemon=True)
            self._writer.start()
        self._jobs.put(job)
        return asyncio.shield(asyncio.wrap_future(future))

    async def read(self, use_case: Callable[Concatenate[Reading, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What a reading use case answers.

        Raises: Trouble, as the use case or the store says.
        """
        person = self.person

        def job() -> R:
            return self.store().acting(person).read(use_case, *args, **kwargs)

        return await asyncio.wrap_future(self._readers.submit(job))

    async def call(self, work: Callable[[], R]) -> R:
        """Other slow work (documents, files), in a reader thread."""
        return await asyncio.wrap_future(self._readers.submit(work))

    def close(self) -> None:
        """Finish what is queued, then let go of the database."""
        self._jobs.put(None)
        if self._writer is not None:
            self._writer.join(timeout=15)
        self._readers.shutdown(wait=True, cancel_futures=True)
        if self._store is not None:
            self._store.close()

    def _write_on(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
