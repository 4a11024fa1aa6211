"""The machine's clocks, read at the edge and handed to the use cases."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from assess.conduct.clock import Moment


@cache
def _boot() -> str:
    """Which run of the machine this is; empty where that can't be told (then the wall clock counts)."""
    if not sys.platform.startswith("linux"):
        return ""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def moment() -> Moment:
    """Now: wall clock, and the uptime with sleep included, where the machine tells it."""
    boot = _boot()
    uptime = time.clock_gettime(time.CLOCK_BOOTTIME) if boot else 0.0
    return Moment(datetime.now(UTC), boot, uptime)
