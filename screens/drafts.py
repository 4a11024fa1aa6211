"""What is half typed: kept beyond the screen, and beyond a crash.

In memory at once; on the disk a moment later, by a thread that ends when nobody types. Typing waits for neither.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

Key = tuple[str, str]
"""Acting person, and place: the slot and what is typed there."""

PAUSE: Final = 0.1
"""Seconds between two writes, at least: what is typed meanwhile goes into the second."""
LINGER: Final = 2.0
"""Seconds without typing after which the thread ends."""


def beside(address: str | None) -> Path | None:
    """Where half typed lines are kept: beside the file; those for a server beside the program's memory."""
    if address is None or "://" not in address:
        return Path(address) if address is not None else None
    from hashlib import sha256

    from assess.home.memory import memory_file

    return memory_file().with_name(f"server-{sha256(address.encode()).hexdigest()[:16]}")


class Drafts:
    """Half typed lines by acting person and place."""

    def __init__(self, beside: Callable[[], Path | None]) -> None:
        self._beside = beside
        """The file beside which they are kept; None, before there is one."""
        self._lines: dict[str, dict[str, str]] = {}
        self._changed: set[str] = set()
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self._ending = False

    def get(self, key: Key, default: str = "") -> str:
        """What was half typed there, in this run of the program or in the one before."""
        person, place = key
        with self._news:
            return self._of(person).get(place, default)

    def __setitem__(self, key: Key, text: str) -> None:
        self._change(key, text)

    def pop(self, key: Key, default: str = "") -> str:
        """It was entered, or is not wanted any more."""
        return self._change(key, None) or default

    def close(self) -> None:
        """Put everything on the disk, now."""
        with self._news:
            self._ending = True
            self._news.notify()
            thread = self._thread
        if thread is not None:
            thread.join(timeout=5)

    def _of(self, person: str) -> dict[str, str]:
        lines = self._lines.get(person)
        if lines is None:
            from assess.store import unfinished

            path = self._beside()
            lines = self._lines[person] = {} if path is None else unfinished.load(unfinished.file_for(path, person))
        return lines

    def _change(self, key: Key, text: str | None) -> str | None:
        person, place = key
        with self._news:
            lines = self._of(person)
            before = lines.get(place)
            if before == text:
                return before
            if text is None:
                del lines[place]
            else:
                lines[place] = text
            self._changed.add(person)
            if self._thread is None and not self._ending:
                self._thread = threading.Thread(target=self._keep, name="drafts", daemon=True)
                self._thread.start()
            self._news.notify()
        return before

    def _keep(self) -> None:
        """Write what changed, until nothing does any more."""
        from assess.store import unfinished

        while True:
            with self._news:
                if not self._changed and not self._ending:
                    self._news.wait(LINGER)
                if not self._changed:
                    self._thread = None
                    return
                path = self._beside()
                now = {person: dict(self._lines[person]) for person in self._changed}
                self._changed.clear()
            if path is not None:
                for person, lines in now.items():
                    unfinished.save(unfinished.file_for(path, person), lines)
            with self._news:
                if not self._ending:
                    self._news.wait_for(lambda: self._ending, PAUSE)
