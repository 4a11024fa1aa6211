"""Leaving without a key: the terminal is closed (SIGHUP), or somebody ends the program (SIGTERM).

Python's own answer is to be gone at once. What is queued would not be written, and the terminal that is still there
would be left without its cursor.
"""

from __future__ import annotations

import asyncio
import os
import signal
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

LAST = 12
"""Seconds after which a program whose terminal is gone ends in any case: more than the desk waits for a lock."""


def leave_on_signals(app: App[None]) -> None:
    """From now on both signals end the app as Ctrl+Q does: everything that was entered is written."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, partial(_leave, app, gone=name == "SIGHUP"))
        except (NotImplementedError, RuntimeError):  # Windows; a loop outside the main thread
            return


def _leave(app: App[None], *, gone: bool) -> None:
    if gone:  # nobody reads or writes there any more: every further word to the terminal would be an error
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        os.close(nowhere)
        # Textual's writer may have met the dead terminal first: its exit then waits for a queue that nobody empties
        signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
        signal.alarm(LAST)
    app.exit()
