"""The exercise's clock, folded from the hands that were laid on it. Arithmetic only.

Elapsed time is measured by the machine's uptime (sleep included), which a change of the system's time does not move,
as long as the machine has not been started anew; across a restart the wall clock is all there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

Hand = Literal["start", "pause", "resume", "set", "stop"]


class Moment(NamedTuple):
    """A point in time as the machine knows it: wall clock (UTC), which run of the machine, seconds of that run."""

    at: datetime
    boot: str = ""
    uptime: float = 0.0

    def since(self, earlier: Moment) -> float:
        """Seconds from an earlier moment to this one; never negative."""
        if self.boot and self.boot == earlier.boot:
            return max(0.0, self.uptime - earlier.uptime)
        return max(0.0, (self.at - earlier.at).total_seconds())


class Tick(NamedTuple):
    """A hand on the clock."""

    phase: str
    hand: Hand
    moment: Moment
    seconds: float = 0.0


class Dial(NamedTuple):
    """What the clock shows for a phase."""

    phase: str
    elapsed: float
    """Seconds."""
    running: bool
    started: bool
    stopped: bool


class Spent(NamedTuple):
    """Planned against actual time of a phase, in seconds."""

    phase: str
    planned: float
    seconds: float
    running: bool

    @property
    def off(self) -> float:
        """Seconds over the planned time; negative: under it."""
        return self.seconds - self.planned


def spent(ticks: Sequence[Tick], planned: Sequence[tuple[str, float]], now: Moment) -> tuple[Spent, ...]:
    """Planned against actual time of the phases (code, planned seconds) whose clock was started, in their order."""
    dials = ((read(ticks, phase, now), seconds) for phase, seconds in planned)
    return tuple(Spent(dial.phase, seconds, dial.elapsed, dial.running) for dial, seconds in dials if dial.started)


def gone_by(ticks: Sequence[Tick], phases: Sequence[str], now: Moment) -> float:
    """Seconds in which the clock ran in these phases together, whatever was set by hand: what turns are timed with."""
    ran = [tick for tick in ticks if tick.hand != "set"]
    return sum(read(ran, phase, now).elapsed for phase in phases)


def read(ticks: Sequence[Tick], phase: str, now: Moment) -> Dial:
    """Fold the hands on the clock of a phase, in their order, into what it shows now."""
    elapsed, since = 0.0, None
    started = stopped = False
    for tick in ticks:
        if tick.phase != phase:
            continue
        if since is not None:
            elapsed += tick.moment.since(since)
            since = tick.moment
        if tick.hand in ("start", "resume"):
            since, started, stopped = tick.moment, True, False
        elif tick.hand == "set":
            elapsed = tick.seconds
        else:
            since = None
            stopped = tick.hand == "stop"
    if since is not None:
        elapsed += now.since(since)
    return Dial(phase, elapsed, since is not None, started, stopped)


def warning(elapsed: float, planned: float, warn: Sequence[int], shown_for: float = 2.0) -> int | None:
    """The minutes-before-the-end whose warning shows now, for `shown_for` seconds; 0 at the end itself."""
    for minutes in (*sorted(warn, reverse=True), 0):
        due = planned - minutes * 60
        if due >= 0 and due <= elapsed < due + shown_for:
            return minutes
    return None
