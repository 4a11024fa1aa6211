"""The machine's clocks, read at the edge and handed to the use cases.

What counts is a clock that goes on while the laptop sleeps and that nobody can set: the boot time on Linux, the
monotonic clock elsewhere (on macOS and Windows it counts sleep). It is good for one run of the machine; where that has
no name, for one run of the program. Beyond that the wall clock is all there is.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

from assess.conduct.clock import Moment

LINUX_RUN = Path("/proc/sys/kernel/random/boot_id")


@cache
def _run() -> str:
    """Which run of the machine this is, or which run of the program."""
    if sys.platform.startswith("linux"):
        try:
            return LINUX_RUN.read_text(encoding="ascii").strip()
        except OSError:
            pass
    return f"program {uuid4().hex}"


def _uptime() -> float:
    """Seconds on a clock that nobody sets and that counts sleep."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


def moment() -> Moment:
    """Now: wall clock, the run, and its seconds with sleep included."""
    return Moment(datetime.now(UTC), _run(), _uptime())
